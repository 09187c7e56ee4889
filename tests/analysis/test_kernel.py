import math
import random
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from statsmodels.regression.linear_model import WLS

from aijournal.analysis.kernel import RatioLine, _quantiles, days_until, ratio_line, share_line, tricube
from tests.analysis.kernel_oracle import by_definition, kernel_weight

Observed = dict[int, tuple[float, float]]
LENGTH = 60


def drawn(seed: int, share_of_days: float) -> Observed:
    """Return minutes and tokens of invented days, some of them before and after the line."""
    source = random.Random(seed)
    return {
        day: (source.gauss(30, 40), source.lognormvariate(13, 1))
        for day in range(-30, LENGTH + 30)
        if source.random() < share_of_days
    }


def line_of(observed: Observed, length: int = LENGTH, least_days: float = 8) -> RatioLine:
    numerators = [v for v, _ in observed.values()]
    return ratio_line(list(observed), numerators, [w for _, w in observed.values()], length, least_days)


@pytest.mark.parametrize("share_of_days", [0.2, 0.35, 0.7, 1.0])
@pytest.mark.parametrize("seed", range(3))
def test_a_line_is_its_definition_on_every_day(seed: int, share_of_days: float) -> None:
    observed = drawn(seed, share_of_days)
    line = line_of(observed)
    for day in range(LENGTH):
        defined = by_definition(observed, day)
        assert line.effective_days[day] == pytest.approx(defined.effective_days, rel=1e-12)
        if defined.effective_days < 8:
            assert (line.ratio[day], line.low[day], line.high[day]) == (None, None, None)
        else:
            assert line.ratio[day] == pytest.approx(defined.ratio, rel=1e-9)
            assert line.low[day] == pytest.approx(defined.low, rel=1e-9)
            assert line.high[day] == pytest.approx(defined.high, rel=1e-9)


def test_a_line_is_a_weighted_regression_on_a_constant() -> None:
    observed = drawn(5, 0.7)
    line = line_of(observed)
    for day in range(0, LENGTH, 7):
        near = [one for one in observed if abs(one - day) < 21]
        v, w = (np.array([observed[one][side] for one in near]) for side in (0, 1))
        k = np.array([float(kernel_weight(one - day)) for one in near])
        fitted: Any = WLS(v / w, np.ones_like(v), weights=k * w).fit(cov_type="HC0")
        n = line.effective_days[day]
        half = stats.t.ppf(0.975, n - 1) * float(fitted.bse[0]) * math.sqrt(n / (n - 1))
        assert line.ratio[day] == pytest.approx(float(fitted.params[0]), rel=1e-9)
        assert line.high[day] == pytest.approx(float(fitted.params[0]) + half, rel=1e-9)


def test_a_day_has_its_share_by_hand() -> None:
    assert [tricube(distance) for distance in (0, 21, -21, 22, 400)] == [1, 0, 0, 0, 0]
    assert tricube(7) == tricube(-7) == pytest.approx((26 / 27) ** 3)
    shares = share_line([0, 7], [1.0, 0.0], [1.0, 1.0], 8)
    assert shares[0] == pytest.approx(1 / (1 + (26 / 27) ** 3))
    assert shares[7] == pytest.approx((26 / 27) ** 3 / (1 + (26 / 27) ** 3))


def test_days_reach_twenty_days_and_no_further() -> None:
    assert share_line([0], [1.0], [2.0], 30) == [*[0.5] * 21, *[None] * 9]
    assert line_of({-20: (1.0, 1.0), 49: (1.0, 1.0)}, 30).effective_days == pytest.approx(
        [1.0, *[0.0] * 28, 1.0]
    )
    assert line_of({-21: (1.0, 1.0), 50: (1.0, 1.0)}, 30).effective_days == [0.0] * 30


def test_a_day_used_all_weeks_long_rests_on_half_as_many_days_at_the_end() -> None:
    line = line_of(dict.fromkeys(range(60), (1.0, 1.0)))
    assert line.effective_days[30] == pytest.approx(29.6, abs=0.1)
    assert line.effective_days[59] == pytest.approx(15.2, abs=0.1)


@pytest.mark.parametrize("degrees", [3, 7, 7.25, 12.9, 20, 28.6, 40])
def test_quantiles_between_whole_degrees_are_those_of_scipy(degrees: float) -> None:
    (quantile,) = _quantiles(np.array([degrees]))
    assert quantile == pytest.approx(stats.t.ppf(0.975, degrees), rel=1e-11)


def test_fewer_days_than_the_quantiles_are_made_for_are_refused() -> None:
    with pytest.raises(ValueError, match="effective days"):
        line_of({}, least_days=3.9)


def test_a_band_holds_what_is_true_about_as_often_as_it_says() -> None:
    source = random.Random(11)
    held = 0
    for _ in range(500):
        weights = {day: source.lognormvariate(0, 0.7) for day in range(41) if source.random() < 0.6}
        observed = {day: (w * source.gauss(10, 6), w) for day, w in weights.items()}
        low, high = line_of(observed, 41).low[20], line_of(observed, 41).high[20]
        assert low is not None
        assert high is not None
        held += low <= 10 <= high
    assert 0.9 <= held / 500 <= 0.97


@pytest.mark.parametrize("recent", [[], [0], [-1, -3, -8], list(range(-40, -14)), list(range(-7, 0))])
def test_so_many_more_days_are_needed_and_not_one_fewer(recent: list[int]) -> None:
    needed = days_until(8, recent)

    def effective_days(more: int) -> float:
        observed = dict.fromkeys((*recent, *range(1, more + 1)), (1.0, 1.0))
        return line_of(observed, more + 1).effective_days[more]

    assert effective_days(needed) >= 8
    assert all(effective_days(more) < 8 for more in range(1, needed))


def test_more_days_than_there_can_be_are_never_reached() -> None:
    with pytest.raises(ValueError, match="never"):
        days_until(30, [])


OBSERVED = st.dictionaries(
    st.integers(-25, 85),
    st.tuples(st.floats(-1e6, 1e6), st.floats(1e-3, 1e9)),
    min_size=16,  # so that about half of the days are gaps
)


@given(OBSERVED, st.randoms())
def test_the_order_of_observations_never_matters(observed: Observed, source: random.Random) -> None:
    shuffled = list(observed)
    source.shuffle(shuffled)
    assert line_of(observed) == line_of({day: observed[day] for day in shuffled})


@given(OBSERVED)
def test_a_band_contains_its_line_and_gaps_are_where_days_are_few(observed: Observed) -> None:
    line = line_of(observed)
    for ratio, low, high, n in zip(line.ratio, line.low, line.high, line.effective_days, strict=True):
        if n < 8:
            assert (ratio, low, high) == (None, None, None)
        else:
            assert ratio is not None
            assert low is not None
            assert high is not None
            assert low <= ratio <= high


@given(OBSERVED, st.integers(-20, 20))
def test_scaling_the_value_scales_line_and_band(observed: Observed, power: int) -> None:
    scale = 2.0**power  # without rounding
    line = line_of(observed)
    scaled = line_of({day: (v * scale, w) for day, (v, w) in observed.items()})
    for one, other in ((line.ratio, scaled.ratio), (line.low, scaled.low), (line.high, scaled.high)):
        assert other == [None if figure is None else pytest.approx(figure * scale) for figure in one]
    assert line.effective_days == scaled.effective_days


@given(st.dictionaries(st.integers(-25, 85), st.floats(1, 1e9), min_size=80), st.floats(-1e3, 1e3))
def test_a_constant_ratio_is_found_without_a_band(weights: dict[int, float], ratio: float) -> None:
    line = line_of({day: (ratio * w, w) for day, w in weights.items()})
    shown = [place for place, figure in enumerate(line.ratio) if figure is not None]
    assert shown
    for figures in (line.ratio, line.low, line.high):
        assert [figures[place] for place in shown] == pytest.approx([ratio] * len(shown), rel=1e-9, abs=1e-12)


@given(
    st.dictionaries(
        st.integers(-25, 85),
        st.tuples(st.floats(-1e308, 1e308), st.floats(0, 1e308)),
        min_size=16,
    )
)
def test_every_figure_is_finite_or_unknown(observed: Observed) -> None:
    line = line_of(observed)
    shares = share_line(
        list(observed), [v for v, _ in observed.values()], [w for _, w in observed.values()], 60
    )
    for figure in (*line.ratio, *line.low, *line.high, *line.effective_days, *shares):
        assert figure is None or math.isfinite(figure)
