from dataclasses import replace
from datetime import timedelta

import pytest

from aijournal.analysis.day_calendar import DayState, day_calendar
from aijournal.analysis.sentences import say
from aijournal.domain.period import ALL_TIME, Period
from aijournal.domain.totals import ValueDay
from tests.analysis.builders import MONDAY, day, drawn_days

TODAY = MONDAY + timedelta(days=6)


def waiting(number: int) -> ValueDay:
    """Return a day with work that nobody judged."""
    return replace(
        day(number),
        assessed=0,
        rated=0,
        helped=0,
        hurt=0,
        valued=0,
        net_minutes=0.0,
        paired=0,
        rated_weight=0.0,
    )


def test_every_day_of_the_period_is_there_with_its_state() -> None:
    quiet = replace(day(5), valued=0, net_minutes=0.0)
    calendar = day_calendar([day(0), waiting(2), quiet], TODAY, ALL_TIME)
    assert [one.day for one in calendar.days] == [MONDAY + timedelta(days=number) for number in range(7)]
    nothing, judged, open_ = DayState.NOTHING, DayState.JUDGED, DayState.NOT_JUDGED
    assert [one.state for one in calendar.days] == [judged, nothing, open_, nothing, nothing, judged, nothing]
    assert [one.net_minutes for one in calendar.days] == [90.0, *[None] * 6]
    assert calendar.not_judged == 1
    assert (calendar.rated, calendar.interactions, calendar.coverage) == (6, 12, 0.5)


@pytest.mark.parametrize(
    ("net", "step"),
    [
        (0.9, 0),
        (1, 1),
        (29, 1),
        (30, 2),
        (119, 2),
        (120, 3),
        (5_000, 3),
        (-0.9, 0),
        (-1, -1),
        (-30, -2),
        (-120, -3),
    ],
)
def test_a_day_is_coloured_by_its_minutes(net: float, step: int) -> None:
    calendar = day_calendar([day(0, rated=1, net=net)], MONDAY, ALL_TIME)
    assert calendar.days[0].step == step


def test_tokens_play_no_part() -> None:
    light, heavy = (day_calendar([day(0, weight=weight)], MONDAY, ALL_TIME).days for weight in (1.0, 1e12))
    assert light == heavy


def test_the_sentence_counts_the_days_and_claims_nothing_else() -> None:
    calendar = day_calendar([day(0), day(1), day(2, net=-5), day(3, net=0)], TODAY, ALL_TIME)
    assert calendar.sentence == "Minutes were saved on 2 days, lost on 1 day, and neither on 1 day."
    assert (calendar.saved, calendar.lost, calendar.even) == (2, 1, 1)
    assert calendar.net_minutes == 165.0


def test_a_period_begins_with_the_first_day_of_work_and_ends_today() -> None:
    period = Period(MONDAY - timedelta(days=300), None)
    calendar = day_calendar([day(2), day(20)], TODAY, period)
    assert calendar.days[0].day == MONDAY + timedelta(days=2)
    assert calendar.days[-1].day == TODAY
    assert calendar.interactions == 4


def test_without_minutes_or_work_the_place_says_so() -> None:
    calendar = day_calendar([waiting(0)], TODAY, ALL_TIME)
    assert calendar.sentence == say("calendar.no_minutes")
    assert calendar.guard is None
    empty = day_calendar([], TODAY, ALL_TIME)
    assert empty.days == ()
    assert empty.guard == empty.sentence == say("calendar.none")
    assert (empty.net_minutes, empty.coverage) == (None, None)


def test_drawn_days_lose_no_minutes() -> None:
    days = drawn_days(5, 60, ("tests", "review"))
    calendar = day_calendar(days, MONDAY + timedelta(days=60), ALL_TIME)
    assert calendar.net_minutes == pytest.approx(sum(row.net_minutes for row in days))
    assert calendar.interactions == sum(row.interactions for row in days)
