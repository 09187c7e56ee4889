from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest

from aijournal.analysis.signals.quota_edge import quota_edge
from aijournal.analysis.signals.signal import Measure, Recent, Signal
from aijournal.domain.assessment import Outcome
from aijournal.domain.mirror import SeenDay, SignalEntry
from aijournal.domain.quota import Quota
from tests.analysis.signals.histories import ORDINARY, TODAY, days_before, recent

# Six whole weeks have ended before today, which is the last day of the seventh.
FIRST_MONDAY = date(2026, 4, 13)
WEEKLY = Quota(1000, "week")


def seen(day: date, tokens: int | None) -> SeenDay:
    return SeenDay(day, tokens, calls=3, cost_usd=None)


def weeks(*sums: int) -> list[SeenDay]:
    """Return weeks with such sums, on their Mondays and Thursdays."""
    return [
        seen(FIRST_MONDAY + timedelta(weeks=week, days=day), part)
        for week, tokens in enumerate(sums)
        for day, part in ((0, tokens // 2), (3, tokens - tokens // 2))
    ]


def asked(
    days: Sequence[SeenDay], entries: Sequence[SignalEntry] = (), quota: Quota | None = WEEKLY
) -> Signal:
    return quota_edge(replace(recent(entries), seen=tuple(days), quota=quota))


def on(day: date, number: int, outcome: Outcome = Outcome.HELPED) -> SignalEntry:
    return replace(days_before(ORDINARY, (TODAY - day).days), id=number, outcome=outcome)


def test_a_target_is_not_held_against_a_part_of_the_work() -> None:
    days = tuple(weeks(1000, 1100, 1050, 999, 1101, 5000))
    signal = quota_edge(replace(recent(()), seen=days, quota=WEEKLY, is_filtered=True))
    assert (signal.value, signal.fires) == (None, False)
    assert signal.guard == (
        "A target counts all tokens, so it can be held against all of them only, without a filter."
    )


def test_three_of_six_weeks_that_end_at_the_target_are_asked_about() -> None:
    thursday = FIRST_MONDAY + timedelta(days=3)
    entries = [on(thursday, 7), on(thursday + timedelta(days=1), 8), replace(on(thursday, 9), weight=None)]
    signal = asked(weeks(1000, 1100, 1050, 999, 1101, 5000), entries)
    assert signal.fires
    assert (signal.value, signal.threshold, signal.n) == (0.5, 0.5, 6)
    assert signal.evidence == (7,)
    assert signal.sentence == (
        "3 of the last 6 target periods, from 2026-04-13 on, ended right at the target. "
        "Would those tokens have been used without it?"
    )


def test_two_of_six_are_not() -> None:
    signal = asked(weeks(1000, 1100, 1101, 999, 500, 5000))
    assert (signal.value, signal.fires, signal.evidence) == (2 / 6, False, ())


def test_the_week_that_goes_on_and_those_before_the_sixth_do_not_count() -> None:
    earlier = [seen(FIRST_MONDAY - timedelta(weeks=1), 1000), seen(FIRST_MONDAY - timedelta(weeks=2), 1000)]
    signal = asked([*earlier, *weeks(0, 0, 0, 0, 1000, 1000, 1000)])
    assert (signal.value, signal.n) == (2 / 6, 6)


def test_a_week_without_work_is_known_to_have_no_tokens() -> None:
    signal = asked([seen(FIRST_MONDAY, 1000), seen(FIRST_MONDAY + timedelta(weeks=4), 1000)])
    assert (signal.value, signal.n) == (2 / 6, 6)


def test_a_week_with_unknown_tokens_is_left_out() -> None:
    unknown = seen(FIRST_MONDAY + timedelta(days=1), None)
    signal = asked([*weeks(1000, 1000, 1000, 0, 0, 0), unknown])
    assert (signal.value, signal.n, signal.fires) == (2 / 5, 5, False)
    no_call = replace(unknown, calls=0)
    assert asked([*weeks(1000, 1000, 1000, 0, 0, 0), no_call]).n == 6


def test_without_a_target_there_is_nothing_to_ask() -> None:
    signal = asked(weeks(1000, 1000, 1000, 1000, 1000, 1000), quota=None)
    assert (signal.value, signal.fires) == (None, False)
    assert signal.guard == "You entered no target that others set for you."


def test_three_whole_weeks_are_needed() -> None:
    # The first week began before the first record.
    days = [seen(date(2026, 5, 5), 1000), seen(date(2026, 5, 12), 1000), seen(date(2026, 5, 19), 1000)]
    signal = asked(days)
    assert (signal.value, signal.fires, signal.n) == (None, False, 2)
    assert signal.guard == "It needs 1 more whole target period with known tokens."
    assert asked([]).guard == "It needs 3 more whole target periods with known tokens."


def test_months_are_calendar_months() -> None:
    months = [date(2025, 11, 1), date(2025, 12, 31), date(2026, 1, 31), date(2026, 2, 28), date(2026, 4, 30)]
    signal = asked([seen(day, 1000) for day in months], quota=Quota(1000, "month"))
    # March is empty, and May has not ended today.
    assert (signal.value, signal.n) == (5 / 6, 6)


def test_a_period_that_ended_before_today_counts_its_last_month() -> None:
    may = Recent(date(2026, 5, 1), date(2026, 5, 31), date(2026, 6, 1), quota=Quota(1000, "month"))
    days = tuple(seen(date(2026, month, 1), 1000) for month in (3, 4, 5))
    assert quota_edge(replace(may, seen=days)).value == 1


def working_weeks(last_day: int) -> list[SeenDay]:
    """Return six weeks with 1000 tokens from Monday to Thursday and so many on Friday."""
    return [
        seen(FIRST_MONDAY + timedelta(weeks=week, days=day), last_day if day == 4 else 1000)
        for week in range(6)
        for day in range(5)
    ]


def verdicts(fridays: Outcome, others: Outcome, count: int = 6) -> list[SignalEntry]:
    return [
        on(FIRST_MONDAY + timedelta(weeks=week, days=day), 10 * week + day, outcome)
        for week in range(count)
        for day, outcome in ((2, others), (4, fridays))
    ]


def test_last_days_of_many_tokens_and_lower_outcomes_are_asked_about() -> None:
    signal = asked(working_weeks(2100), verdicts(Outcome.NO_DIFFERENCE, Outcome.HELPED))
    assert signal.fires
    assert (signal.measure, signal.threshold, signal.n) == (Measure.TIMES_OTHER_DAYS, 2.0, 6)
    assert signal.value == pytest.approx(2.1)
    assert signal.evidence == (54, 44, 34, 24, 14, 4)
    assert "2.1 times" in signal.sentence


@pytest.mark.parametrize(
    ("last_day", "entries"),
    [
        (2000, verdicts(Outcome.NO_DIFFERENCE, Outcome.HELPED)),
        (9000, verdicts(Outcome.HELPED, Outcome.HELPED)),
        (9000, verdicts(Outcome.HELPED_A_LOT, Outcome.HELPED)),
        (9000, verdicts(Outcome.HURT, Outcome.HELPED, count=4)),
        (9000, verdicts(Outcome.UNSURE, Outcome.HELPED)),
    ],
)
def test_last_days_that_are_like_others_or_of_unknown_outcome_are_not(
    last_day: int, entries: Sequence[SignalEntry]
) -> None:
    signal = asked(working_weeks(last_day), entries)
    assert (signal.fires, signal.measure, signal.value) == (False, Measure.SHARE_OF_PERIODS, 0)


def test_a_target_is_a_positive_number() -> None:
    with pytest.raises(ValueError, match="positive"):
        Quota(0, "week")
