import math
import random
from collections.abc import Sequence

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.proportion import proportion_confint

from aijournal.analysis.calibration import (
    HelpCalibration,
    TimeCalibration,
    calibration,
    similar_median,
)
from aijournal.analysis.estimate import Estimate
from aijournal.analysis.sentences import say_count
from aijournal.analysis.value import Tier
from aijournal.domain.calibration import Forecast

MINUTES = st.one_of(st.none(), st.floats(0, 1e5))
FORECASTS = st.lists(
    st.builds(
        Forecast, MINUTES, MINUTES, st.one_of(st.none(), st.floats(0, 1)), st.one_of(st.none(), st.booleans())
    ),
    max_size=60,
)


def timed(*pairs: tuple[float | None, float | None]) -> TimeCalibration:
    """Return the calibration of forecast and actual minutes."""
    return calibration([Forecast(forecast, actual) for forecast, actual in pairs]).time


def chances(*pairs: tuple[float | None, bool | None]) -> HelpCalibration:
    """Return the calibration of chances and whether AI helped."""
    return calibration([Forecast(None, None, chance, helped) for chance, helped in pairs]).help


def drawn_minutes(seed: int, size: int) -> list[tuple[float, float]]:
    source = random.Random(seed)
    forecasts = [source.choice([10, 20, 30, 45, 60, 90, 120, 240]) for _ in range(size)]
    return [(forecast, forecast**0.8 * source.lognormvariate(0.9, 0.5)) for forecast in forecasts]


def known(estimate: Estimate | None) -> Estimate:
    assert estimate
    return estimate


def three(estimate: Estimate | None) -> tuple[float, float, float]:
    return known(estimate).point, known(estimate).low, known(estimate).high


@pytest.mark.parametrize(("seed", "size"), [(1, 10), (2, 25), (3, 300)])
def test_the_line_is_that_of_statsmodels(seed: int, size: int) -> None:
    pairs = drawn_minutes(seed, size)
    forecasts, actuals = np.log(np.array(pairs)).T
    fit = sm.OLS(actuals, sm.add_constant(forecasts)).fit()
    report = timed(*pairs)
    assert report.intercept == pytest.approx(fit.params[0], rel=1e-9)
    assert three(report.slope) == pytest.approx((fit.params[1], *fit.conf_int()[1]), rel=1e-9)


@pytest.mark.parametrize(("seed", "size"), [(1, 10), (2, 25), (3, 300)])
def test_the_bias_is_a_mean_of_logarithms_with_the_interval_of_scipy(seed: int, size: int) -> None:
    pairs = drawn_minutes(seed, size)
    errors = np.array([math.log(actual / forecast) for forecast, actual in pairs])
    ends = stats.t.interval(0.95, size - 1, errors.mean(), stats.sem(errors))
    report = timed(*pairs)
    assert three(report.bias) == pytest.approx(tuple(np.exp([errors.mean(), *ends])), rel=1e-9)
    assert report.mean_log_error == pytest.approx(np.abs(errors).mean(), rel=1e-12)
    assert report.within_two == pytest.approx((np.abs(errors) <= math.log(2)).mean())


def test_half_and_twice_the_forecast_make_up_for_each_other_and_are_both_close() -> None:
    report = timed(*[(30, 60)] * 5, *[(30, 15)] * 5, *[(30, 61)] * 2, *[(61, 30)] * 2)
    assert known(report.bias).point == pytest.approx(1)
    assert report.within_two == pytest.approx(10 / 14)
    assert report.mean_log_error == pytest.approx((10 * math.log(2) + 4 * math.log(61 / 30)) / 14)


def test_tasks_that_always_take_longer_have_a_bias_above_one_and_say_so() -> None:
    report = timed(*[(minutes, 1.5 * minutes) for minutes in range(10, 22)])
    assert three(report.bias) == pytest.approx((1.5, 1.5, 1.5))
    assert three(report.slope) == pytest.approx((1, 1, 1))
    assert report.sentence == (
        "Tasks took about 1.5 times as long as forecast, between 1.5 and 1.5. "
        "12 of 12 took between half and twice the forecast."
    )
    assert report.tier is Tier.TIMED
    assert report.guard is None


def test_the_same_forecast_every_time_has_no_line() -> None:
    report = timed(*[(30, 20 + number) for number in range(12)])
    assert report.slope is None
    assert report.intercept is None
    assert known(report.bias).point < 1


def test_minutes_are_held_back_below_ten_tasks() -> None:
    pairs = drawn_minutes(4, 10)
    report = timed(*pairs[:8], (None, 30), (30, None), (0, 30), (30, 0))
    assert report == TimeCalibration(8, 8 / 12, guard=say_count("calibration.more_time", 2))
    assert report.guard == "Forecasts of time need 2 more finished tasks."
    assert report.told == (
        "Forecasts of time need 2 more finished tasks. Timed; 67 % of the finished tasks have a forecast."
    )
    assert timed(*pairs[:9]).guard == "Forecasts of time need 1 more finished task."
    assert timed(*pairs).bias


def test_tasks_without_both_minutes_are_left_out_and_show_in_the_coverage() -> None:
    pairs = drawn_minutes(5, 20)
    whole, with_unknown = timed(*pairs), timed(*pairs, (None, 400), (400, None), (0, 400), (400, 0))
    assert with_unknown.coverage == pytest.approx(20 / 24)
    assert (with_unknown.n, with_unknown.bias, with_unknown.slope) == (20, whole.bias, whole.slope)


def test_no_tasks_have_no_coverage() -> None:
    report = calibration([])
    assert report.time == TimeCalibration(0, None, guard=say_count("calibration.more_time", 10))
    assert report.help == HelpCalibration(0, None, guard="Forecasts of help need 20 more rated tasks.")


def test_brier_and_skill_by_hand() -> None:
    # Ten at 90 % of which 9 helped, ten at 40 % of which 3 helped.
    report = chances(
        *[(0.9, number < 9) for number in range(10)], *[(0.4, number < 3) for number in range(10)]
    )
    brier = (9 * 0.01 + 1 * 0.81 + 3 * 0.36 + 7 * 0.16) / 20
    squares = [0.01] * 9 + [0.81] + [0.36] * 3 + [0.16] * 7
    ends = stats.t.interval(0.95, 19, brier, stats.sem(squares))
    assert three(report.brier) == pytest.approx((brier, *ends), rel=1e-9)
    assert report.base_rate == pytest.approx(0.6)
    assert report.expected == pytest.approx(0.65)
    assert report.skill == pytest.approx(1 - brier / 0.24)
    assert report.sentence == (
        "On average the chance that AI helps was put at 65 %. It helped in 60 % of 20 tasks. "
        "Saying 60 % each time would have been further off."
    )
    assert report.tier is Tier.FELT


def test_bins_have_ten_or_more_and_hold_every_task() -> None:
    counts = {0.05: 4, 0.15: 4, 0.3: 7, 0.5: 10, 0.7: 3, 0.95: 6}
    report = chances(
        *[(chance, number % 2 == 0) for chance, count in counts.items() for number in range(count)]
    )
    assert [(group.lowest, group.highest, group.n) for group in report.bins] == [
        (0.05, 0.3, 15),
        (0.5, 0.95, 19),
    ]
    first = report.bins[0]
    assert first.expected == pytest.approx((4 * 0.05 + 4 * 0.15 + 7 * 0.3) / 15)
    rate = (2 + 2 + 4) / 15
    ends = proportion_confint(8, 15, method="wilson")
    assert three(first.helped_rate) == pytest.approx((rate, *ends), rel=1e-9)


def test_a_bin_never_parts_the_same_chance() -> None:
    report = chances(*[(0.7, True)] * 15, *[(0.8, False)] * 12)
    edges = [(group.lowest, group.highest, group.n) for group in report.bins]
    assert edges == [(0.7, 0.7, 15), (0.8, 0.8, 12)]
    assert [group.expected for group in report.bins] == pytest.approx([0.7, 0.8])
    assert [group.helped_rate.point for group in report.bins] == [1, 0]


def test_perfect_chances_have_full_skill_and_stay_on_the_scale() -> None:
    report = chances(*[(1.0, True)] * 12, *[(0.0, False)] * 10)
    assert three(report.brier) == (0, 0, 0)
    assert report.skill == 1
    assert [group.helped_rate.point for group in report.bins] == [0, 1]
    hopeless = chances(*[(1.0, True)] * 2, *[(1.0, False)] * 18)
    assert known(hopeless.brier).high == 1
    assert hopeless.skill == pytest.approx(1 - 0.9 / 0.09)


def test_saying_the_own_rate_each_time_has_no_skill() -> None:
    report = chances(*[(0.7, number < 14) for number in range(20)])
    assert report.skill == pytest.approx(0, abs=1e-12)
    assert str(report.sentence).endswith("Saying 70 % each time would have been no further off.")


def test_help_every_time_leaves_no_skill_to_show() -> None:
    report = chances(*[(0.8, True)] * 20)
    assert report.skill is None
    assert known(report.brier).point == pytest.approx(0.04)
    assert report.sentence == (
        "On average the chance that AI helps was put at 80 %. It helped in 100 % of 20 tasks."
    )


def test_chances_are_held_back_below_twenty_tasks() -> None:
    report = chances(*[(0.8, True)] * 19, (None, True), (0.5, None))
    assert report == HelpCalibration(19, 19 / 21, guard="Forecasts of help need 1 more rated task.")


@pytest.mark.parametrize("actuals", [[20, 35, 50], [5, 7, 90, 240], [12.5, 30, 30, 45, 60, 61, 300]])
def test_similar_tasks_have_the_median_and_quartiles_of_numpy(actuals: Sequence[float]) -> None:
    similar = similar_median([None, *actuals, None])
    assert similar.n == len(actuals)
    assert (similar.lower_quartile, similar.median, similar.upper_quartile) == pytest.approx(
        tuple(np.percentile(actuals, [25, 50, 75]))
    )


def test_similar_tasks_say_what_they_took() -> None:
    assert similar_median([50, 20, 35]).sentence == (
        "3 similar tasks took about 35 minutes, half of them between 28 and 42."
    )


@pytest.mark.parametrize(("actuals", "missing"), [([], 3), ([None, None], 3), ([20, None], 2), ([20, 30], 1)])
def test_too_few_similar_tasks_are_held_back(actuals: list[float | None], missing: int) -> None:
    similar = similar_median(actuals)
    assert similar.median is None
    assert similar.sentence is None
    assert similar.guard == f"What similar tasks took can be shown after {missing} more."


@given(FORECASTS, st.randoms())
def test_the_order_of_tasks_never_matters(forecasts: list[Forecast], source: random.Random) -> None:
    shuffled = forecasts.copy()
    source.shuffle(shuffled)
    assert calibration(shuffled) == calibration(forecasts)
    actuals, others = ([task.actual_minutes for task in tasks] for tasks in (forecasts, shuffled))
    assert similar_median(actuals) == similar_median(others)


@given(FORECASTS)
def test_figures_lie_within_their_ranges_and_no_task_is_lost(forecasts: list[Forecast]) -> None:
    report = calibration(forecasts)
    assert (report.time.bias is None) == (report.time.n < 10) == (report.time.guard is not None)
    assert (report.help.brier is None) == (report.help.n < 20) == (report.help.guard is not None)
    for estimate in (report.time.bias, report.time.slope, report.help.brier):
        if estimate:
            assert estimate.low <= estimate.point <= estimate.high
    if report.help.bins:
        assert sum(group.n for group in report.help.bins) == report.help.n
        assert min(group.n for group in report.help.bins) >= 10
