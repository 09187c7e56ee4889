import math
import random
import re
from collections.abc import Iterable, Sequence
from dataclasses import fields, replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aijournal.analysis.mirror import Mirror, Seen, mirror, span_of_entries
from aijournal.analysis.relief import Relief
from aijournal.analysis.sentences import say
from aijournal.analysis.signals.signal import Signal
from aijournal.analysis.signals.table import SIGNALS, SignalRow
from aijournal.analysis.value import value_of
from aijournal.analysis.wording.mirror import MIRROR
from aijournal.domain.mirror import SeenDay, SignalEntry, SignalId
from aijournal.domain.period import ALL_TIME, Period
from aijournal.domain.quota import Quota
from aijournal.domain.totals import ValueDay
from tests.analysis.builders import MONDAY, any_day, day, drawn_days, ten_days
from tests.analysis.own_trials import trials_of
from tests.analysis.signals.histories import ORDINARY, TODAY, any_history, days_before, several

IDS = [f"G{number}" for number in range(1, 11)]
# Words that would judge the person rather than ask.
SCOLDING = (
    r"\b(wast\w*|too (much|many|long|often)|should|must|ought|fail\w*|bad\w*|lazy|wrong\w*|poor\w*|guilty|"
    r"pointless|useless|careless|excess\w*|unnecessar\w*|mistake\w*|score\w*|rank\w*|well done|great|"
    r"good job|congrat\w*|streak\w*|problem\w*|abuse\w*|cheat\w*|gaming|lie|lying)\b"
)


def seen(number: int, tokens: int | None = 100, calls: int = 2, cost: str | None = "0.10") -> SeenDay:
    """Return the day that many days after a Monday."""
    return SeenDay(MONDAY + timedelta(days=number), tokens, calls, None if cost is None else Decimal(cost))


def of(
    seen_days: Iterable[SeenDay] = (),
    days: Iterable[ValueDay] = (),
    entries: Iterable[SignalEntry] = (),
    *,
    period: Period = ALL_TIME,
    today: date = TODAY,
) -> Mirror:
    return mirror(period, seen_days, days, entries, today, quota=None)


def by_id(signals: Sequence[Signal]) -> dict[str, Signal]:
    return {signal.id.value: signal for signal in signals}


def test_what_others_see_by_hand() -> None:
    fortnight = Period(MONDAY, MONDAY + timedelta(days=13))
    days = [
        seen(0, 1000),
        seen(1, 500, cost=None),
        seen(5, None, cost=None),
        seen(6, None, calls=0, cost=None),
        seen(14, 10**6),
        seen(-1, 10**6),
    ]
    assert of(days, period=fortnight).seen == Seen(
        tokens=1500,
        is_lower_bound=True,
        days_without_tokens=1,
        cost_usd=Decimal("0.10"),
        calls=6,
        days=14,
        active_days=3,
        working_days=10,
        active_working_days=2,
        working_day_share=0.2,
        weeks=2,
        active_weeks=1,
        tokens_per_week=750,
    )


def test_unknown_tokens_and_costs_are_unknown_and_not_zero() -> None:
    unknown = of([seen(number, None, cost=None) for number in range(10)]).seen
    assert (unknown.tokens, unknown.cost_usd, unknown.tokens_per_week) == (None, None, None)
    assert (unknown.active_days, unknown.days_without_tokens) == (10, 10)


def test_working_days_are_the_persons_own() -> None:
    week = Period(MONDAY, MONDAY + timedelta(days=6))
    weekend = frozenset({5, 6})
    days = [seen(5), seen(0)]
    own = mirror(week, days, [], [], TODAY, quota=None, working_days=weekend).seen
    assert (own.working_days, own.active_working_days, own.working_day_share) == (2, 1, 0.5)
    never = mirror(week, days, [], [], TODAY, quota=None, working_days=frozenset()).seen
    assert (never.working_days, never.working_day_share) == (0, None)


def test_an_open_period_begins_with_the_first_record_and_ends_today() -> None:
    whole = of([seen(3)], [day(2)], [days_before(ORDINARY, 20)])
    assert whole.period == ALL_TIME
    assert whole.covered == Period(MONDAY + timedelta(days=2), TODAY)
    later = of([seen(3)], period=Period(MONDAY, TODAY + timedelta(days=30)))
    assert later.covered == Period(MONDAY, TODAY)
    assert of([seen(3)]).seen.tokens_per_week == 7 * 100 / 88
    assert of([seen(3)], today=MONDAY + timedelta(days=5)).seen.tokens_per_week is None


@pytest.mark.parametrize(
    "period", [ALL_TIME, Period(TODAY + timedelta(days=1)), Period(None, MONDAY), Period(TODAY, MONDAY)]
)
def test_a_period_without_days_knows_nothing(period: Period) -> None:
    recorded = [] if period is ALL_TIME else [seen(3)]
    entries = [] if period is ALL_TIME else several(40, ORDINARY)
    empty = of(recorded, [], entries, period=period)
    assert empty.covered == Period()
    assert (empty.seen.days, empty.seen.active_days, empty.seen.tokens) == (0, 0, None)
    assert empty.seen.working_day_share is None
    assert [signal.value for signal in empty.signals] == [None] * 10


def test_what_matters_is_the_value_of_the_period() -> None:
    later = [replace(one, day=one.day + timedelta(days=40)) for one in ten_days()]
    within = of(days=[*ten_days(), *later], period=Period(MONDAY, MONDAY + timedelta(days=9)))
    assert within.matters.value == value_of(None, ten_days())


def test_new_work_is_told_apart() -> None:
    days = [replace(day(0), new_work=2, new_work_weight=500.0), replace(day(1), new_work=1)]
    assert (of(days=days).matters.new_work, of(days=days).matters.new_work_weight) == (3, 500.0)
    assert (of(days=[day(0)]).matters.new_work, of(days=[day(0)]).matters.new_work_weight) == (0, None)


def relief(gained: float, relieved: float, *, names: bool, valued: int = 3) -> Relief:
    one = replace(day(0), gained_minutes=gained, relieved_minutes=relieved, valued=valued)
    return mirror(ALL_TIME, [], [one], [], TODAY, quota=None, names_bottlenecks=names).matters.relief


def test_relief_is_a_share_of_the_minutes_gained() -> None:
    assert relief(80, 20, names=True) == Relief(0.25, 20, 80, 3, None)
    assert relief(80, 20, names=False) == Relief(0.25, 20, 80, 3, None)
    assert relief(80, 0, names=True) == Relief(0.0, 0, 80, 3, None)


def test_relief_is_unknown_where_no_bottleneck_is_named_or_nothing_gained() -> None:
    assert relief(80, 0, names=False) == Relief(None, None, 80, 3, "No bottleneck is named for this period.")
    nothing = "No minutes saved were stated in this period."
    assert relief(0, 0, names=True) == Relief(None, 0, 0, 3, nothing)
    assert relief(0, 0, names=True, valued=0) == Relief(None, 0, None, 0, nothing)


def test_all_ten_signals_are_always_there_in_their_order() -> None:
    assert [row.id for row in SIGNALS] == list(SignalId) == IDS
    for signals in (of().signals, of([seen(3)], ten_days(), several(40, ORDINARY)).signals):
        assert [signal.id for signal in signals] == IDS


def test_without_a_history_every_signal_says_what_it_lacks() -> None:
    for signal in of().signals:
        assert (signal.value, signal.fires, signal.evidence) == (None, False, ())
        assert signal.guard
        assert signal.sentence == say(f"mirror.{signal.id.name.lower()}.held")


def test_signals_look_at_the_last_ninety_days_of_the_period() -> None:
    def counted(ago: int, period: Period = ALL_TIME) -> int:
        entries = [days_before(one, ago) for one in several(12, ORDINARY)]
        anchor = replace(days_before(ORDINARY, 200), id=90)
        return by_id(of(entries=[*entries, anchor], period=period).signals)["G3"].n

    assert (counted(0), counted(89), counted(90)) == (12, 12, 0)
    assert counted(20, Period(TODAY - timedelta(days=20), TODAY)) == 12
    assert counted(21, Period(TODAY - timedelta(days=20), TODAY)) == 0
    assert counted(90, Period(None, TODAY - timedelta(days=1))) == 12
    assert counted(0, Period(None, TODAY - timedelta(days=1))) == 0


def test_quota_and_trials_reach_their_signals() -> None:
    weeks = [seen(7 * week) for week in range(13)]
    quota, known = Quota(100, "week"), trials_of(0.4, 30)
    signals = by_id(mirror(ALL_TIME, weeks, [], [], TODAY, quota=quota, trials=known).signals)
    assert signals["G6"].fires
    assert signals["G9"].fires


@pytest.mark.parametrize(("until", "is_dismissed"), [(-1, False), (0, True), (7, True)])
def test_a_dismissed_signal_is_silent_through_its_last_day(until: int, is_dismissed: bool) -> None:  # noqa: FBT001 - a case
    dismissed = {"G3": TODAY + timedelta(days=until)}
    signals = mirror(ALL_TIME, [], [], [], TODAY, quota=None, dismissed=dismissed).signals
    assert {signal.id for signal in signals if signal.is_dismissed} == ({"G3"} if is_dismissed else set())


@pytest.mark.parametrize("row", SIGNALS)
def test_every_signal_has_a_title_of_its_own(row: SignalRow) -> None:
    assert row.title == f"mirror.{row.id.name.lower()}.title"
    assert not say(row.title).endswith(("?", "."))
    assert [say(other.title) for other in SIGNALS].count(say(row.title)) == 1


def test_no_sentence_scolds_praises_or_claims_a_direction() -> None:
    forbidden = rf"{SCOLDING}|\b(up|down|rising|falling|significant|confidence|p-value|estimate)\b"
    assert not [name for name, text in MIRROR.items() if re.search(forbidden, text, re.IGNORECASE)]


def test_the_search_for_scolding_words_finds_them() -> None:
    for text in ("You wasted tokens", "That is too many", "You should stop", "Great, well done"):
        assert re.search(SCOLDING, text, re.IGNORECASE)


@given(any_history(), st.lists(any_day(), max_size=60))
def test_no_history_is_too_strange_to_look_at(entries: list[SignalEntry], days: list[ValueDay]) -> None:
    for signal in of(days=days, entries=entries).signals:
        for field in fields(signal):
            number = getattr(signal, field.name)
            assert not isinstance(number, float) or math.isfinite(number)
        assert (signal.value is None) is (signal.guard is not None)
        assert bool(signal.evidence) <= signal.fires
        assert not signal.fires or signal.sentence.endswith("?")
        assert set(signal.evidence) <= {entry.id for entry in entries}
        assert len(set(signal.evidence)) == len(signal.evidence) <= 20


@settings(max_examples=40)
@given(any_history(), st.integers(0, 1000), st.randoms())
def test_the_order_of_what_is_given_never_matters(
    entries: list[SignalEntry], seed: int, source: random.Random
) -> None:
    days = drawn_days(seed, 60)
    seen_days = [seen(number % 80, tokens=number * 7 % 13, calls=number % 3) for number in range(100)]

    def shown() -> Mirror:
        quota = Quota(30, "week")
        return mirror(ALL_TIME, seen_days, days, entries, TODAY, quota=quota)

    first = shown()
    for rows in (seen_days, days, entries):
        source.shuffle(rows)
    assert shown() == first


@settings(max_examples=50)
@given(any_history(), any_history())
def test_interactions_of_unknown_weight_are_in_no_share(
    entries: list[SignalEntry], others: list[SignalEntry]
) -> None:
    unknown = [
        replace(one, id=one.id + 1000, weight=None, tail_weight=None, unattended_weight=None)
        for one in others
    ]
    alone, together = by_id(of(entries=entries).signals), by_id(of(entries=[*entries, *unknown]).signals)
    for name in ("G1", "G3", "G4", "G7"):
        assert together[name] == alone[name]


def test_a_monthly_quota_looks_at_six_whole_months_of_entries() -> None:
    assert span_of_entries(None) == span_of_entries(Quota(10, "week")) == timedelta(days=90)
    for end in (MONDAY + timedelta(days=number) for number in range(0, 400, 7)):
        month = end.replace(day=1)
        for _ in range(6):
            month = (month - timedelta(days=1)).replace(day=1)
        assert end - span_of_entries(Quota(10, "month")) <= month
