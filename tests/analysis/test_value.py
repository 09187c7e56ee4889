import math
import random
from collections.abc import Iterable
from dataclasses import fields, replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from aijournal.analysis.days import merged_days
from aijournal.analysis.intervals import wilson
from aijournal.analysis.value import Tier, ValueReport, value_of, value_report
from aijournal.domain.period import Period
from aijournal.domain.totals import GroupBy, ValueDay
from tests.analysis.builders import any_day, day, drawn_days, ten_days

ROW_OF_THE_COMMAND_LINE = """
key net_minutes weighted_tokens vpt vpt_low vpt_high helped hurt rated interactions helped_rate helped_low
helped_high days coverage_interactions coverage_tokens tier guard net_low net_high vpt_all_tokens hurt_rate
hurt_low hurt_high bound_low bound_high audit_rate audit_answered minutes_per_usd unassessed
"""


def figures(report: ValueReport) -> Iterable[object]:
    return (getattr(report, field.name) for field in fields(report))


def test_a_report_has_every_figure_that_the_command_line_promises() -> None:
    assert set(ROW_OF_THE_COMMAND_LINE.split()) <= {field.name for field in fields(ValueReport)}


def test_ten_days_by_hand() -> None:
    days = ten_days()
    report = value_of("codex", days)
    minutes = [3 * (20 + 7 * (number % 3)) for number in range(10)]
    weights = [3e6 * (1 + number % 2) for number in range(10)]
    r = sum(minutes) / sum(weights)
    errors = [v - r * w for v, w in zip(minutes, weights, strict=True)]
    error = math.sqrt(10 / 9 * sum(e * e for e in errors)) / sum(weights)
    half = 1e6 * stats.t.ppf(0.975, 9) * error
    assert report.key == "codex"
    assert report.tier is Tier.FELT
    assert report.guard is None
    assert (report.days, report.paired, report.valued) == (10, 30, 30)
    assert report.net_minutes == sum(minutes)
    assert report.weighted_tokens == sum(weights)
    assert report.vpt == pytest.approx(1e6 * r, rel=1e-12)
    assert (report.vpt_low, report.vpt_high) == pytest.approx((1e6 * r - half, 1e6 * r + half), rel=1e-9)
    assert report.vpt_all_tokens == pytest.approx(1e6 * r * 30 / 40, rel=1e-12)
    assert (report.coverage_interactions, report.coverage_tokens) == (0.75, 0.75)
    assert (report.interactions, report.rated, report.unassessed) == (40, 30, 10)
    assert (report.helped, report.hurt) == (20, 10)
    assert (report.helped_rate, report.hurt_rate) == pytest.approx((2 / 3, 1 / 3))
    # Every day has the same share, so that the days add nothing to the spread.
    assert (report.helped_low, report.helped_high) == pytest.approx(
        (wilson(2 / 3, 30).low, wilson(2 / 3, 30).high)
    )
    assert (report.bound_low, report.bound_high) == (20 / 40, 30 / 40)


def test_nothing_at_all_is_unknown_and_not_zero() -> None:
    report = value_of(None, [])
    assert report.net_minutes is None
    assert report.weighted_tokens is None
    assert report.coverage_interactions is None
    assert report.vpt is None
    assert report.guard == (
        "Helped and hurt need 5 more rated interactions. "
        "Value per token needs 20 more interactions with minutes and tokens, on 8 more days"
    )


def test_a_week_shows_its_sum_and_says_why_it_has_no_range() -> None:
    report = value_of(None, [day(number, rated=4) for number in range(7)])
    assert report.net_minutes == 7 * 4 * 30
    assert (report.net_low, report.net_high, report.vpt, report.vpt_all_tokens) == (None, None, None, None)
    assert report.weighted_tokens == 28e6
    assert report.net_guard == "A range needs 1 more day with such interactions, about 1 day at your pace"
    assert report.vpt_guard == report.guard
    assert report.helped_rate is not None


def test_too_few_pairs_hold_value_per_token_back() -> None:
    report = value_of(None, [day(number, rated=2, helped=2, hurt=0) for number in range(9)])
    assert report.vpt is None
    assert report.vpt_guard == (
        "Value per token needs 2 more interactions with minutes and tokens, about 1 day at your pace"
    )


def test_minutes_without_tokens_have_a_range_of_their_own() -> None:
    days = [
        replace(one, paired=0, paired_net_minutes=0.0, paired_weight=0.0, weight=0.0) for one in ten_days()
    ]
    report = value_of(None, days)
    assert report.net_low is not None
    assert report.net_guard is None
    assert (report.vpt, report.weighted_tokens, report.days) == (None, None, 0)
    assert (
        report.vpt_guard
        == "Value per token needs 20 more interactions with minutes and tokens, on 8 more days"
    )


def test_tokens_that_weigh_nothing_have_no_value_per_token() -> None:
    report = value_of(None, [day(number, weight=0) for number in range(10)])
    assert (report.vpt, report.vpt_low, report.vpt_all_tokens) == (None, None, None)
    assert report.guard == "There is no value per token: these interactions used no tokens"


def test_rates_wait_for_five_rated() -> None:
    four = value_of(None, [day(0, rated=4, helped=3, hurt=1)])
    five = value_of(None, [day(0, rated=5, helped=3, hurt=1)])
    assert (four.helped_rate, four.hurt_rate, four.bound_low) == (None, None, None)
    assert (four.helped, four.hurt) == (3, 1)
    assert four.rate_guard == "Helped and hurt need 1 more rated interaction, about 1 day at your pace"
    assert (five.helped_rate, five.hurt_rate, five.rate_guard) == (0.6, 0.2, None)
    assert (five.bound_low, five.bound_high) == (3 / 6, 4 / 6)


def test_an_unsure_verdict_is_assessed_and_not_rated() -> None:
    report = value_of(None, [replace(day(0, rated=5, helped=4, unrated=3), assessed=7)])
    assert (report.rated, report.unassessed) == (5, 1)
    # What the person was unsure of may have helped or not.
    assert (report.bound_low, report.bound_high) == (4 / 8, 7 / 8)


def test_one_day_alone_has_no_range_of_minutes() -> None:
    report = value_of(None, [day(0, rated=40, helped=30, hurt=0)])
    assert report.net_minutes == 1200
    assert (report.net_low, report.vpt, report.vpt_low) == (None, None, None)


@pytest.mark.parametrize(
    ("rated", "rate", "low", "high"),
    [
        (8, 6 / 8, wilson(6 / 8, 8).low, wilson(6 / 8, 8).high),
        (7, None, 6 / 10, 9 / 10),
        (4, None, None, None),
    ],
)
def test_a_sample_that_went_unanswered_gives_bounds(
    rated: int, rate: float | None, low: float | None, high: float | None
) -> None:
    one = replace(day(0, rated=9), audited=10, audited_rated=rated, audited_helped=min(6, rated))
    report = value_of(None, [one])
    assert report.audit_answered == rated / 10
    assert (report.audit_rate, report.audit_low, report.audit_high) == (rate, low, high)


def test_minutes_per_dollar_are_of_the_interactions_that_have_a_price() -> None:
    priced = [replace(one, priced=2, priced_net_minutes=40.0, cost_usd=Decimal("0.25")) for one in ten_days()]
    assert value_of(None, priced).minutes_per_usd == 160
    assert value_of(None, priced[:7]).minutes_per_usd is None
    free = [replace(one, cost_usd=Decimal()) for one in priced]
    assert value_of(None, free).minutes_per_usd is None
    assert value_of(None, ten_days()).minutes_per_usd is None


def test_a_day_is_one_cluster_however_many_groups_it_has() -> None:
    split = [replace(day(number, key), rated=2) for number in range(10) for key in ("codex", "aider")]
    table = value_report(split, GroupBy.TOOL)
    assert [row.key for row in table.rows] == ["aider", "codex"]
    assert table.total.days == 10
    one_each = [value_of(None, [one for one in split if one.key == "codex"])]
    assert table.rows[1].vpt == one_each[0].vpt


def test_rows_come_in_order_of_their_keys_with_the_nameless_last() -> None:
    days = [day(0, key) for key in ("10", None, "9", "codex", "aider")]
    table = value_report(days, GroupBy.INTERACTION)
    assert [row.key for row in table.rows] == ["aider", "codex", "9", "10", None]


def test_without_a_question_by_what_there_is_only_the_total() -> None:
    table = value_report(ten_days(), None)
    assert table.rows == ()
    assert table.total == value_of(None, ten_days())


def test_a_month_that_is_over_has_no_pace_and_the_one_that_goes_on_has() -> None:
    days = [day(number, f"2026-{3 + number // 31:02}", rated=2) for number in range(28, 34)]
    table = value_report(days, GroupBy.MONTH, today=date(2026, 4, 4))
    march, april = (row.vpt_guard or "" for row in table.rows)
    assert "pace" not in march
    assert "at your pace" in april
    past = value_report(days, None, Period(date(2026, 3, 1), date(2026, 4, 3)), date(2026, 4, 4)).total
    assert "pace" not in (past.guard or "")


def test_groups_that_are_too_short_say_so() -> None:
    table = value_report([day(0, "2026-03-02", rated=6)], GroupBy.WEEK, today=date(2026, 3, 3))
    (week,) = table.rows
    assert week.guard == "Value per token needs 8 days, more than the 7 there are here"
    assert week.net_guard == "A range needs 8 days, more than the 7 there are here"
    assert "14 more interactions" in (table.total.guard or "")


@given(st.lists(any_day(), max_size=40))
def test_every_figure_is_finite_or_unknown(days: list[ValueDay]) -> None:
    for number in figures(value_of(None, days)):
        assert not isinstance(number, float) or math.isfinite(number)


@given(st.lists(any_day(), max_size=40), st.randoms())
def test_the_order_of_the_rows_never_matters(days: list[ValueDay], source: random.Random) -> None:
    shuffled = days.copy()
    source.shuffle(shuffled)
    assert value_report(days, GroupBy.TOOL) == value_report(shuffled, GroupBy.TOOL)


@given(st.lists(any_day(), max_size=40))
def test_every_interval_contains_its_point(days: list[ValueDay]) -> None:
    report = value_of(None, days)
    for low, point, high in (
        (report.net_low, report.net_minutes, report.net_high),
        (report.vpt_low, report.vpt, report.vpt_high),
        (report.helped_low, report.helped_rate, report.helped_high),
        (report.hurt_low, report.hurt_rate, report.hurt_high),
    ):
        if low is not None and high is not None:
            assert point is not None
            assert low <= point <= high


@given(st.integers(0, 10_000))
def test_days_summed_from_interactions_say_the_same_as_the_interactions(seed: int) -> None:
    interactions = drawn_days(seed, 20)
    assert value_of(None, merged_days(interactions)) == value_of(None, interactions)


@given(st.integers(0, 10_000))
def test_grouping_keeps_the_totals(seed: int) -> None:
    days = drawn_days(seed, 20, ("codex", "aider", None))
    table = value_report(days, GroupBy.TOOL)
    for name in ("interactions", "unassessed", "rated", "helped", "hurt", "valued", "paired", "audited"):
        assert sum(getattr(row, name) for row in table.rows) == getattr(table.total, name)
    for name in ("net_minutes", "weighted_tokens"):
        known = [getattr(row, name) for row in table.rows if getattr(row, name) is not None]
        assert math.fsum(known) == pytest.approx(getattr(table.total, name) or 0.0, rel=1e-9, abs=1e-6)
    assert table.total == value_of(None, [replace(one, key=None) for one in days])
