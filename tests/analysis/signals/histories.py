"""Invented interactions, as the signals see them."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from hypothesis import strategies as st

from aijournal.analysis.signals.signal import Recent
from aijournal.domain.assessment import Accepted, Motive, Need, Outcome
from aijournal.domain.mirror import SignalEntry

# A Sunday; the 90 days that end with it begin on a Tuesday.
TODAY = date(2026, 5, 31)

_MORNING = datetime.combine(TODAY, time(9), UTC)

ORDINARY = SignalEntry(
    id=1,
    day=TODAY,
    started_at=_MORNING,
    ended_at=_MORNING + timedelta(minutes=30),
    task="debugging",
    weight=1000.0,
    exchanges=4,
    active_minutes=20,
    outcome=Outcome.HELPED,
    need=Need.SLOWER,
    motive=None,
    accepted=None,
    net_minutes=10.0,
    unaided_minutes=30.0,
    assessed_at=_MORNING + timedelta(minutes=40),
    seconds_taken=3.0,
    tail_weight=None,
    unattended_weight=0.0,
)


def days_before(entry: SignalEntry, days: int) -> SignalEntry:
    """Return an interaction moved back in time, its verdict with it."""
    back = timedelta(days=days)
    return replace(
        entry,
        day=entry.day - back,
        started_at=entry.started_at - back,
        ended_at=entry.ended_at - back,
        assessed_at=entry.assessed_at and entry.assessed_at - back,
    )


def several(count: int, entry: SignalEntry, first_id: int = 1) -> list[SignalEntry]:
    """Return some interactions that differ in nothing but their ids."""
    return [replace(entry, id=first_id + number) for number in range(count)]


def recent(entries: Iterable[SignalEntry] = (), *, length: int = 90) -> Recent:
    """Return what signals look at in a period that ends today."""
    return Recent(TODAY - timedelta(days=length - 1), TODAY, TODAY, history=tuple(entries))


_WEIGHT = st.none() | st.just(0.0) | st.floats(0, 1e12)
_MINUTES = st.none() | st.floats(-1e4, 1e4)


@st.composite
def any_entry(draw: st.DrawFn) -> SignalEntry:
    """Draw an interaction with anything known or unknown; its id is 1."""
    weight = draw(_WEIGHT)
    share = st.none() | st.floats(0, 1)
    tail, unattended = draw(share), draw(share)
    started_at = _MORNING - timedelta(days=draw(st.integers(0, 120)))
    ended_at = started_at + timedelta(minutes=draw(st.integers(0, 600)))
    wait = draw(st.none() | st.integers(0, 5000))
    return SignalEntry(
        id=1,
        day=started_at.date(),
        started_at=started_at,
        ended_at=ended_at,
        task=draw(st.sampled_from([None, "debugging", "tests"])),
        weight=weight,
        exchanges=draw(st.integers(0, 200)),
        active_minutes=draw(st.none() | st.integers(0, 600)),
        outcome=draw(st.none() | st.sampled_from(Outcome)),
        need=draw(st.none() | st.sampled_from(Need)),
        motive=draw(st.none() | st.sampled_from(Motive)),
        accepted=draw(st.none() | st.sampled_from(Accepted)),
        net_minutes=draw(_MINUTES),
        unaided_minutes=draw(st.none() | st.floats(0, 1e4)),
        assessed_at=None if wait is None else ended_at + timedelta(minutes=wait),
        seconds_taken=draw(st.none() | st.floats(0, 600)),
        tail_weight=None if weight is None or tail is None else weight * tail,
        unattended_weight=None if weight is None or unattended is None else weight * unattended,
    )


@st.composite
def any_history(draw: st.DrawFn) -> list[SignalEntry]:
    """Draw interactions of a few kinds, each many times, so that guards are passed too."""
    kinds = draw(st.lists(st.tuples(any_entry(), st.integers(5, 40)), max_size=6))
    drawn = [entry for entry, count in kinds for _ in range(count)]
    return [days_before(replace(entry, id=number), number % 5) for number, entry in enumerate(drawn, 1)]
