import math

import numpy as np
import pytest
from scipy import integrate, stats

from aijournal.analysis.comparison import BOUNDARY, Comparison, compared
from aijournal.domain.totals import ValueDay
from tests.analysis.builders import day
from tests.analysis.daily_looks import FIRST_LOOK


def window(net: float, days: int = 40, *, key: str | None = None, weight: float = 1e6) -> list[ValueDay]:
    """Return days that differ a little, three interactions with that net each."""
    return [day(number, key, net=net + 4 * (number % 5 - 2), weight=weight) for number in range(days)]


def found(comparison: Comparison | None) -> Comparison:
    assert comparison
    return comparison


def student_range(
    point: float, errors: list[list[float]], weights: list[list[float]], fraction: float
) -> tuple[float, float]:
    """Return the range from its definition: what leaving out each day would change, and Welch's t."""
    variances, freedom = [], []
    for error, weight in zip(errors, weights, strict=True):
        whole = sum(weight)
        variances.append(sum((e / (whole - w)) ** 2 for e, w in zip(error, weight, strict=True)))
        freedom.append(whole**2 / sum(w * w for w in weight) - 1)
    both = sum(variances)
    welch = both**2 / sum(v**2 / n for v, n in zip(variances, freedom, strict=True))
    half = stats.t.ppf(stats.norm.cdf(2.6069 / math.sqrt(fraction)), welch) * math.sqrt(both)
    return point - half, point + half


def test_the_range_is_that_of_its_definition() -> None:
    sizes = [[1e6 * (1 + number % 3) for number in range(days)] for days in (30, 45)]
    values = [
        [20 + 5 * (number % 4) for number in range(30)],
        [60 - 7 * (number % 5) for number in range(45)],
    ]
    rows = [
        [day(number, rated=1, net=v, weight=w) for number, (v, w) in enumerate(zip(value, size, strict=True))]
        for value, size in zip(values, sizes, strict=True)
    ]
    comparison = found(compared(rows[0], rows[1], 0.8))
    ratios = [sum(value) / sum(size) for value, size in zip(values, sizes, strict=True)]
    errors = [
        [1e6 * (v - r * w) for v, w in zip(value, size, strict=True)]
        for r, value, size in zip(ratios, values, sizes, strict=True)
    ]
    ends = student_range(1e6 * (ratios[1] - ratios[0]), errors, sizes, 0.8)
    assert (comparison.low, comparison.high) == pytest.approx(ends, rel=1e-9)
    # Work of one type has no mix.
    assert (comparison.within_low, comparison.within_high) == pytest.approx(ends, rel=1e-9)
    assert comparison.relative == pytest.approx(ratios[1] / ratios[0] - 1)


def test_the_part_within_types_has_a_range_of_its_own() -> None:
    before = [*window(60, key="question"), *window(9, key="feature", weight=3e6)]
    after = [*window(60, key="question"), *window(6, key="feature", weight=1e6)]
    comparison = found(compared(before, after, 1))
    # Shares .25 and .75, then .5 each: questions stay at 60, features go from 3 to 6.
    within = 0.625 * 3
    spreads = [4 * (number % 5 - 2) for number in range(40)]
    # Each day has a share of one in forty; a day's errors are weighted with mean share over share.
    errors = [
        [3e6 * (0.375 / 0.25 * e + 0.625 / 0.75 * e) for e in spreads],
        [3e6 * (0.375 / 0.5 * e + 0.625 / 0.5 * e) for e in spreads],
    ]
    ends = student_range(within, errors, [[12e6] * 40, [6e6] * 40], 1)
    assert comparison.mix.within == pytest.approx(within)
    assert (comparison.within_low, comparison.within_high) == pytest.approx(ends, rel=1e-9)
    assert comparison.low > comparison.within_high


def test_an_early_look_has_a_wider_range() -> None:
    early, late = (found(compared(window(20), window(21), fraction)) for fraction in (0.62, 1))
    assert early.low < late.low < late.high < early.high


def test_a_loss_before_has_no_share() -> None:
    assert found(compared(window(-20), window(40), 1)).relative is None


def test_days_that_do_not_differ_have_a_range_of_one_point() -> None:
    same = [[day(number, net=net, weight=2.0**20) for number in range(40)] for net in (20, 40)]
    comparison = found(compared(same[0], same[1], 1))
    assert comparison.low == comparison.difference == comparison.high


def test_what_was_judged_is_a_share_of_all_that_was_used() -> None:
    unrated = [day(number, "other", rated=0, helped=0, hurt=0, unrated=3) for number in range(40)]
    mix = found(compared(window(20), [*window(40), *unrated], 1)).mix
    assert mix.coverage_before == 0.75
    assert mix.coverage_after == pytest.approx(3 / 7)


@pytest.mark.parametrize(
    "rows",
    [[], [day(0)], window(20, weight=0), [*window(20), day(50, weight=1e12)]],
    ids=["nothing", "one day", "no tokens", "nearly one day"],
)
def test_a_window_that_tells_nothing_cannot_be_compared(rows: list[ValueDay]) -> None:
    assert compared(window(20), rows, 1) is None
    assert compared(rows, window(20), 1) is None


def wrong_looks(boundary: float, days_before: float) -> float:
    """Return the chance that any daily look of a quarter of 92 days excludes a change that is not there.

    By recursion over the looks (Armitage, McPherson and Rowe, 1969), for normal errors and days that tell
    equally much: information grows as 1 / (1/before + 1/day), scores have independent increments.
    """
    days = np.arange(FIRST_LOOK + 1, 93)
    information = 1 / (1 / days_before + 1 / days)
    ends = boundary * np.sqrt(92 / days) * np.sqrt(information)
    grid = np.linspace(-ends[0], ends[0], 201)
    density = stats.norm.pdf(grid, scale=math.sqrt(information[0]))
    for end, step in zip(ends[1:], np.diff(information), strict=True):
        following = np.linspace(-end, end, 201)
        moves = stats.norm.pdf(following[:, np.newaxis], grid, math.sqrt(step))
        density = integrate.simpson(moves * density, x=grid, axis=1)
        grid = following
    return 1 - float(integrate.simpson(density, x=grid))


def test_the_boundary_spends_a_fourth_of_five_percent_on_the_looks_of_a_quarter() -> None:
    assert wrong_looks(BOUNDARY, 92) == pytest.approx(0.05 / 4, abs=1e-5)
    # However well the last quarter is known.
    assert wrong_looks(BOUNDARY, 1e9) < 0.016
