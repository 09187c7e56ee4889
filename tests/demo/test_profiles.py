"""Two journals whose meters are equal in every field; what matters is not, and the signals say why."""

from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from time import process_time
from zoneinfo import ZoneInfo

import pytest

from aijournal.analysis.mirror import Mirror, mirror
from aijournal.analysis.signals.signal import Signal
from aijournal.demo import QUOTAS, Profile, make_profile_journal
from aijournal.domain.assessment import Outcome
from aijournal.domain.entry import Entry
from aijournal.domain.entry_filter import EVERYTHING
from aijournal.domain.mirror import SignalId
from aijournal.domain.period import Period
from aijournal.domain.totals import GroupBy
from aijournal.errors import AijournalError
from aijournal.journal.journal import Journal
from aijournal.paths import Paths, find_paths
from aijournal.settings import Settings

ZONE = ZoneInfo("Europe/Lisbon")
TODAY = date(2026, 11, 20)  # a Friday
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
AFTER_A_WEEKEND = date(2027, 3, 1)  # a Monday
ON_A_SUNDAY = date(2026, 11, 22)
WEEK = [date(2026, 11, 16) + timedelta(days=number) for number in range(7)]
TWO = (Profile.PADDER, Profile.CRAFTSMAN)
# What nobody can say without a trial.
UNTOLD = {SignalId.OPTIMISM}
ASKED_OF_THE_PADDER = {
    SignalId.TAIL,
    SignalId.STRETCH,
    SignalId.KNOWN_ANSWER,
    SignalId.TRIVIAL,
    SignalId.QUOTA_EDGE,
    SignalId.UNATTENDED,
    SignalId.MOTIVE,
}


@dataclass(frozen=True, slots=True)
class Both:
    """The journals of the two, open."""

    padder: Journal
    craftsman: Journal


def _places(folder: Path) -> Paths:
    return find_paths({"AIJOURNAL_HOME": str(folder)})


def _open(folder: Path) -> Journal:
    return Journal.open(_places(folder), Settings(), ZONE)


def _make(folder: Path, today: date) -> Path:
    for profile in TWO:
        make_profile_journal(_places(folder / profile), today, profile, zone=ZONE)
    return folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return where both journals of that Friday lie."""
    return _make(tmp_path_factory.mktemp("profiles"), TODAY)


@pytest.fixture
def both(folder: Path) -> Iterator[Both]:
    with ExitStack() as stack:
        yield Both(*(stack.enter_context(_open(folder / profile)) for profile in TWO))


def _mirror(journal: Journal, today: date = TODAY, period: Period = EVERYTHING.period) -> Mirror:
    return mirror(
        period,
        journal.mirror.seen_days(EVERYTHING),
        journal.value_days(EVERYTHING, with_cost=True),
        journal.mirror.entries(EVERYTHING),
        today,
        quota=QUOTAS[Profile.PADDER],
        names_bottlenecks=bool(journal.bottlenecks.all()),
    )


def _firing(found: Mirror) -> set[SignalId]:
    return {one.id for one in found.signals if one.fires}


def _signal(found: Mirror, wanted: SignalId) -> Signal:
    return next(one for one in found.signals if one.id is wanted)


def _all(journal: Journal) -> tuple[Entry, ...]:
    return journal.entries(EVERYTHING, NOW, 10_000).rows


def _told(entry: Entry) -> tuple[object, ...]:
    """Return what an entry says, without what the journal itself draws."""
    one = entry.interaction
    return (one.started_at, one.tool, one.project, one.task, one.title, one.usage, entry.assessment)


def test_the_meter_that_others_see_is_equal_in_every_field(both: Both) -> None:
    seen = _mirror(both.padder).seen
    assert seen == _mirror(both.craftsman).seen
    assert seen.tokens is not None
    assert seen.tokens > 500_000_000
    assert seen.cost_usd is not None
    assert (seen.days_without_tokens, seen.working_day_share) == (0, 1.0)


@pytest.mark.parametrize("by", [None, GroupBy.DAY, GroupBy.WEEK, GroupBy.SOURCE, GroupBy.MODEL])
def test_all_four_buckets_calls_and_costs_are_equal(both: Both, by: GroupBy | None) -> None:
    def sums(journal: Journal) -> list[tuple[object, ...]]:
        table = journal.totals(EVERYTHING, by)
        return [(row.key, row.usage, row.calls, row.cost_usd) for row in (*table.rows, table.total)]

    assert sums(both.padder) == sums(both.craftsman)
    total = both.padder.totals(EVERYTHING).total
    assert total.usage.is_complete
    assert (total.unpriced_calls, total.typed_tokens) == (0, None)


def test_the_meter_that_matters_is_not(both: Both) -> None:
    padder, craftsman = _mirror(both.padder).matters, _mirror(both.craftsman).matters
    few, many = padder.value, craftsman.value
    assert few.vpt_high is not None
    assert many.vpt_low is not None
    assert few.vpt_high < many.vpt_low / 2
    assert few.helped_high is not None
    assert many.helped_low is not None
    assert few.helped_high < many.helped_low
    assert padder.relief.share is not None
    assert craftsman.relief.share is not None
    assert 0 < padder.relief.share < 0.15
    assert 0.3 < craftsman.relief.share < 0.6


@pytest.mark.parametrize("today", [AFTER_A_WEEKEND, ON_A_SUNDAY])
def test_signals_say_why_on_any_day(tmp_path: Path, today: date) -> None:
    _tell_apart(_make(tmp_path, today), today)


@pytest.mark.nightly
@pytest.mark.parametrize("today", WEEK)
def test_signals_say_why_on_each_day_of_a_week(tmp_path: Path, today: date) -> None:
    _tell_apart(_make(tmp_path, today), today)


def test_signals_say_why(folder: Path) -> None:
    _tell_apart(folder, TODAY)


def _tell_apart(folder: Path, today: date) -> None:
    with _open(folder / "padder") as padder, _open(folder / "craftsman") as craftsman:
        padded, worked = _mirror(padder, today), _mirror(craftsman, today)
    assert padded.seen == worked.seen
    assert _firing(padded) == ASKED_OF_THE_PADDER
    assert _firing(worked) == set()
    for found in (padded, worked):  # a signal that could not look would be silent too
        assert {one.id for one in found.signals if one.guard} == UNTOLD


def test_evidence_leads_to_what_was_padded(both: Both) -> None:
    found = _mirror(both.padder)
    entries = {entry.id: entry for entry in both.padder.mirror.entries(EVERYTHING)}
    for id_ in _signal(found, SignalId.STRETCH).evidence:
        assert entries[id_].exchanges > 20
    for id_ in _signal(found, SignalId.TAIL).evidence[:10]:
        after, weight = entries[id_].tail_weight, entries[id_].weight
        assert after is not None
        assert weight is not None
        assert after > 0.8 * weight
    for id_ in _signal(found, SignalId.UNATTENDED).evidence:
        assert entries[id_].exchanges == 1
        assert entries[id_].ended_at - entries[id_].started_at > timedelta(hours=1)
    on_fridays = {entries[id_].day.weekday() for id_ in _signal(found, SignalId.QUOTA_EDGE).evidence}
    assert on_fridays == {4}


@pytest.mark.parametrize("profile", TWO)
def test_it_reads_like_a_journal(folder: Path, profile: Profile) -> None:
    with _open(folder / profile) as journal:
        assert journal.is_demo
        entries = _all(journal)
        verdicts = [entry.assessment for entry in entries if entry.assessment]
        marks, waiting = journal.marks.all(), journal.inbox(NOW, 100)
    outcomes = Counter(verdict.outcome for verdict in verdicts)
    assert set(outcomes) == set(Outcome) - {Outcome.HURT_A_LOT, Outcome.UNSURE}
    assert max(outcomes.values()) < 0.6 * len(verdicts)
    assert 0.8 < len(verdicts) / len(entries) < 0.95
    assert all(entry.interaction.title and entry.interaction.task for entry in entries)
    for part in ("need", "motive", "accepted", "unaided_minutes", "note", "rework_minutes", "bottleneck"):
        assert any(getattr(verdict, part) is not None for verdict in verdicts), part
    assert marks
    assert waiting


def test_the_same_day_makes_the_same_entries_and_another_seed_others(folder: Path, tmp_path: Path) -> None:
    make_profile_journal(_places(tmp_path / "again"), TODAY, Profile.PADDER, zone=ZONE)
    make_profile_journal(_places(tmp_path / "other"), TODAY, Profile.PADDER, seed=8, zone=ZONE)
    with (
        _open(folder / "padder") as one,
        _open(tmp_path / "again") as again,
        _open(tmp_path / "other") as other,
    ):
        told = [_told(entry) for entry in _all(one)]
        assert [_told(entry) for entry in _all(again)] == told
        assert [_told(entry) for entry in _all(other)] != told


def test_it_is_made_quickly_and_never_mixes_with_entries_that_are_there(tmp_path: Path) -> None:
    began = process_time()
    make_profile_journal(_places(tmp_path), TODAY, Profile.CRAFTSMAN, zone=ZONE)
    assert process_time() - began < 3  # one is usual
    with pytest.raises(AijournalError, match="sample data never mixes"):
        make_profile_journal(_places(tmp_path), TODAY, Profile.PADDER, zone=ZONE)
