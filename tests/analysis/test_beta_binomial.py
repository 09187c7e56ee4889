import itertools
import math
import random
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import optimize, stats

from aijournal.analysis.beta_binomial import Prior, PriorBasis, _Counts, beta_quantile, fitted_prior

Groups = Sequence[tuple[int, int]]

GROUP = st.integers(0, 40).flatmap(lambda count: st.tuples(st.integers(0, count), st.just(count)))
GROUPS = st.lists(GROUP, min_size=1, max_size=10)


def drawn_groups(seed: int, size: int, a: float, b: float, largest: int) -> Groups:
    """Return hits and counts of groups whose rates are drawn from Beta(a, b)."""
    source = random.Random(seed)
    counts = [source.randint(1, largest) for _ in range(size)]
    rates = [source.betavariate(a, b) for _ in counts]
    return [
        (sum(source.random() < rate for _ in range(count)), count)
        for rate, count in zip(rates, counts, strict=True)
    ]


def log_likelihood(groups: Groups, a: float, b: float) -> float:
    hits, counts = np.array(groups).T
    return float(stats.betabinom.logpmf(hits, counts, a, b).sum())


def likeliest(groups: Groups) -> tuple[float, float]:
    """Return a and b by a search that knows no derivatives, from several places."""

    def depth(place: Sequence[float]) -> float:
        return -log_likelihood(groups, math.exp(place[0]), math.exp(place[1]))

    starts = itertools.product([-0.5, 1.5, 3.0], repeat=2)
    exact = {"xatol": 1e-9, "fatol": 1e-11, "maxiter": 4000}
    found = [optimize.minimize(depth, start, method="Nelder-Mead", options=exact) for start in starts]
    log_a, log_b = min(found, key=lambda result: float(result.fun)).x
    return math.exp(log_a), math.exp(log_b)


def prior_of(groups: Groups) -> Prior:
    prior = fitted_prior(groups)
    assert prior
    return prior


@pytest.mark.parametrize(
    ("seed", "size", "a", "b", "largest"),
    [(1, 12, 4, 2, 20), (2, 40, 4, 2, 20), (3, 200, 8, 4, 15), (4, 60, 0.9, 9, 60), (5, 2, 1, 1, 200)],
)
def test_the_prior_is_the_likeliest_by_scipy(seed: int, size: int, a: float, b: float, largest: int) -> None:
    groups = drawn_groups(seed, size, a, b, largest)
    prior, exact = prior_of(groups), likeliest(groups)
    assert prior.basis is PriorBasis.FITTED
    assert log_likelihood(groups, prior.a, prior.b) == pytest.approx(log_likelihood(groups, *exact), abs=1e-6)
    for hits, count in groups:
        shrunk = (hits + exact[0]) / (count + sum(exact))
        assert prior.shrunk(hits, count) == pytest.approx(shrunk, abs=1e-4)


def test_thousands_of_groups_are_fitted_as_well() -> None:
    groups = drawn_groups(6, 5000, 3, 1, 40)
    prior = prior_of(groups)
    at_fit = log_likelihood(groups, prior.a, prior.b)
    around = [(1.01, 1), (0.99, 1), (1, 1.01), (1, 0.99), (1.01, 1.01), (0.99, 0.99)]
    assert all(log_likelihood(groups, prior.a * x, prior.b * y) < at_fit for x, y in around)


def test_groups_that_do_not_differ_are_as_strong_as_all_observations_and_say_so() -> None:
    groups = [(6, 10), (12, 20), (3, 5), (9, 15)]
    prior = prior_of(groups)
    assert prior.basis is PriorBasis.ALIKE
    assert prior.strength == pytest.approx(50)
    assert prior.mean == pytest.approx(0.6, abs=0.005)
    # The likelihood has no peak: it keeps rising with the strength.
    heights = [log_likelihood(groups, 0.6 * strength, 0.4 * strength) for strength in (10, 50, 500, 5000)]
    assert heights == sorted(heights)


def test_single_observations_tell_nothing_of_differences() -> None:
    prior = prior_of([(1, 1)] * 6 + [(0, 1)] * 2)
    assert prior.basis is PriorBasis.ALIKE
    assert prior.mean == pytest.approx(0.75, abs=1e-6)


def test_groups_that_are_all_or_nothing_leave_the_prior_that_knows_nothing() -> None:
    prior = prior_of([(8, 8), (0, 8), (8, 8), (0, 8)])
    assert prior.basis is PriorBasis.FITTED
    assert (prior.a, prior.b) == pytest.approx((0.5, 0.5), abs=1e-4)


@pytest.mark.parametrize("sign", [0, 1])
def test_where_all_agree_a_rate_is_still_not_certain(sign: int) -> None:
    prior = prior_of([(8 * sign, 8), (30 * sign, 30), (2 * sign, 2)])
    assert prior.basis is PriorBasis.ALIKE
    assert (prior.a, prior.b) == pytest.approx((39.5, 0.5) if sign else (0.5, 39.5), abs=1e-4)
    interval = prior.interval(8 * sign, 8)
    assert 0.03 < interval.high - interval.low < 0.2


def test_one_group_alone_has_the_prior_that_knows_nothing() -> None:
    assert fitted_prior([(3, 4), (0, 0)]) == Prior(0.5, 0.5, PriorBasis.SINGLE)


def test_without_counts_there_is_no_prior() -> None:
    assert fitted_prior([]) is None
    assert fitted_prior([(0, 0), (0, 0)]) is None


@given(GROUPS)
def test_a_shrunk_rate_lies_between_its_own_and_that_of_all(groups: Groups) -> None:
    prior = fitted_prior(groups)
    counted = [(hits, count) for hits, count in groups if count]
    assert (prior is None) == (not counted)
    for hits, count in counted:
        assert prior
        ends = sorted([hits / count, prior.mean])
        assert ends[0] - 1e-12 <= prior.shrunk(hits, count) <= ends[1] + 1e-12


@given(GROUPS)
def test_the_prior_knows_as_little_as_jeffreys_at_least_and_no_more_than_all(groups: Groups) -> None:
    prior = fitted_prior(groups)
    whole = sum(count for _, count in groups)
    assert (prior is None) == (whole == 0)
    if prior:
        assert min(prior.a, prior.b) >= 0.5 - 1e-9
        assert prior.strength <= whole * (1 + 1e-9)


@given(GROUPS, st.randoms())
def test_the_order_of_groups_never_matters(groups: Groups, source: random.Random) -> None:
    shuffled = list(groups)
    source.shuffle(shuffled)
    assert fitted_prior(shuffled) == fitted_prior(groups)


def test_what_the_likelihood_is_summed_from_has_an_order_of_its_own() -> None:
    # A sum of many parts depends on their order in its last digits, which a search may or may not notice.
    groups = drawn_groups(7, 400, 3, 1, 90)
    assert _Counts.of(groups[::-1]) == _Counts.of(groups)
    assert fitted_prior(groups[::-1]) == fitted_prior(groups)


@given(GROUPS)
def test_hits_and_misses_mirror_each_other(groups: Groups) -> None:
    prior, mirrored = fitted_prior(groups), fitted_prior([(count - hits, count) for hits, count in groups])
    assert (prior is None) == (mirrored is None)
    if prior and mirrored:
        assert (mirrored.a, mirrored.b) == pytest.approx((prior.b, prior.a), rel=1e-2)


@given(st.floats(0.001, 0.999), st.floats(-3, 4), st.floats(-3, 4))
def test_quantiles_are_those_of_scipy(probability: float, log_a: float, log_b: float) -> None:
    a, b = 10**log_a, 10**log_b
    assert beta_quantile(probability, a, b) == pytest.approx(stats.beta.ppf(probability, a, b), abs=1e-10)


@pytest.mark.parametrize(("a", "b"), [(2.6, 1.7), (0.5, 12.5), (800.5, 0.5), (1, 1), (33_000, 12_000)])
def test_the_interval_is_that_of_scipy(a: float, b: float) -> None:
    interval = Prior(a, b, PriorBasis.FITTED).interval(7, 9)
    ends = stats.beta.ppf([0.025, 0.975], a + 7, b + 2)
    assert (interval.low, interval.high) == pytest.approx(tuple(ends), abs=1e-10)


@pytest.mark.parametrize(("probability", "a", "b"), [(0, 1, 1), (1, 1, 1), (0.5, 0, 1), (0.5, 1, -1)])
def test_what_has_no_quantile_is_refused(probability: float, a: float, b: float) -> None:
    with pytest.raises(ValueError, match="probability"):
        beta_quantile(probability, a, b)


@pytest.mark.parametrize("seed", range(6))
def test_shrunk_rates_foretell_better_than_raw_ones_and_than_one_for_all(seed: int) -> None:
    source = random.Random(seed)
    seen: list[tuple[int, int]] = []
    later: list[tuple[int, int]] = []
    for _ in range(400):
        rate, count = source.betavariate(4, 2), source.randint(1, 12)
        seen.append((sum(source.random() < rate for _ in range(count)), count))
        later.append((sum(source.random() < rate for _ in range(10)), 10))
    prior = prior_of(seen)
    pooled = sum(hits for hits, _ in seen) / sum(count for _, count in seen)

    def loss(rates: Sequence[float]) -> float:
        # A raw rate of 0 or 1 would lose without bounds.
        sure = [min(max(rate, 0.02), 0.98) for rate in rates]
        return -math.fsum(
            hits * math.log(rate) + (count - hits) * math.log1p(-rate)
            for rate, (hits, count) in zip(sure, later, strict=True)
        )

    shrunk = loss([prior.shrunk(hits, count) for hits, count in seen])
    assert shrunk < loss([hits / count for hits, count in seen])
    assert shrunk < loss([pooled] * len(seen))


def test_an_interval_learnt_from_many_groups_mostly_holds_the_true_rate() -> None:
    source = random.Random(11)
    held = []
    for _ in range(25):
        rates = [source.betavariate(2.6, 1.4) for _ in range(40)]
        counts = [1 + int(source.expovariate(0.1)) for _ in rates]
        groups = [
            (sum(source.random() < rate for _ in range(count)), count)
            for rate, count in zip(rates, counts, strict=True)
        ]
        prior = prior_of(groups)
        intervals = [prior.interval(hits, count) for hits, count in groups]
        held += [ends.low <= rate <= ends.high for ends, rate in zip(intervals, rates, strict=True)]
    assert 0.89 < sum(held) / len(held) < 0.97
