"""Records that fit their form and nothing else: whatever they say, the journal stays sound."""

import tempfile
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aijournal.domain.entry_filter import EVERYTHING
from aijournal.domain.facts import Charge
from aijournal.domain.kept_trial import TrialOutcome
from aijournal.domain.portable import (
    NumberedRecord,
    PortableBottleneck,
    PortableCall,
    PortableDeletion,
    PortableEntry,
    PortableExchange,
    PortableHead,
    PortableKeptName,
    PortableMark,
    PortableModel,
    PortableOtherWork,
    PortablePause,
    PortablePickedItem,
    PortableRecord,
    PortableReviewText,
    PortableSource,
    PortableTaskType,
    PortableVerdict,
    PortableView,
)
from aijournal.domain.portable_checks import MOST_NUMBERED, MOST_TOKENS
from aijournal.domain.portable_trial import PortableStretch, PortableTrial, PortableTrialTask
from aijournal.domain.trial import Arm, TaskSize
from aijournal.journal.journal import Journal
from aijournal.journal.taking_in import LABEL
from tests.journal.builders import NOW, add
from tests.journal.dumps import assert_sums_fit, lasting
from tests.journal.exports import export, open_in, take_in
from tests.journal.test_joining_journals import said
from tests.journal.test_taking_in import HELPED, numbers, work

HEAD = PortableHead(is_sample=False, zone="UTC", key="00" * 32, counts={})
SOURCE = PortableSource("claude-code", "claude-code")

_texts = st.sampled_from(["", "a", "shop", "\0", "\U0001f600", "x" * 5_000])
_maybe = st.none() | _texts
_ids = st.sampled_from(["u-1", "u-2", "u-3", "u-4", "v"])
_uids = st.sampled_from(["e-1", "e-2", "e-3"])
_sources = st.sampled_from(["claude-code", "codex", "unheard of"])
_instants = st.integers(-(10**6), 10**6).map(lambda minutes: NOW + timedelta(minutes=minutes))
_counts = st.none() | st.sampled_from([0, 1, MOST_TOKENS])
_days = st.dates(date(1900, 1, 1), date(2200, 1, 1))
_amounts = st.sampled_from([Decimal("0.1"), Decimal(-3), Decimal("1e30")])

_calls = st.builds(
    PortableCall,
    id=_ids,
    at=_instants,
    model=_maybe,
    provider=_maybe,
    sidechain=st.booleans(),
    input_tokens=_counts,
    cache_write_tokens=_counts,
    cache_read_tokens=_counts,
    output_tokens=_counts,
    output_is_lower_bound=st.booleans(),
    charges=st.lists(st.builds(Charge, amount=_amounts, unit=_texts), max_size=2).map(tuple),
)
_exchanges = st.builds(
    PortableExchange,
    source=_sources,
    id=_ids,
    conversation_id=st.sampled_from(["c-1", "c-2"]),
    started_at=_instants,
    ended_at=_instants,
    is_run=st.booleans(),
    is_scripted=st.booleans(),
    prompt_group=_maybe,
    project=_maybe,
    calls=st.lists(_calls, max_size=3).map(tuple),
)
_verdicts = st.builds(PortableVerdict, assessed_at=_instants, useful_exchange=st.none() | _ids)
_imported = st.builds(
    PortableEntry,
    uid=_uids,
    number=st.sampled_from([0, 1, 7, 1_000, MOST_NUMBERED + 1]),
    started_at=_instants,
    ended_at=_instants,
    time_zone=st.sampled_from(["UTC", "Europe/Berlin", "../../etc/passwd", ""]),
    utc_offset_minutes=st.sampled_from([0, 60]),
    local_day=_days,
    source=_sources,
    conversation_id=_maybe,
    tool=_maybe,
    project=_maybe,
    title=_maybe,
    closed=st.booleans(),
    asked=st.booleans(),
    prompted=st.booleans(),
    tags=st.lists(_texts, max_size=3).map(tuple),
    assessment=st.none() | _verdicts,
    exchanges=st.lists(_ids, max_size=4).map(tuple),
    joined=st.lists(_uids, max_size=2).map(tuple),
    merged=st.lists(_uids, max_size=2).map(tuple),
)
_entries = _imported | _imported.map(lambda one: replace(one, exchanges=(), source=None))
_lists = st.one_of(
    st.builds(PortableMark, day=_days, text=_texts),
    st.builds(PortableTaskType, name=_texts, position=st.sampled_from([-1, 0, MOST_NUMBERED])),
    st.builds(PortableBottleneck, name=_texts, first_day=st.none() | _days, last_day=st.none() | _days),
    st.builds(PortableView, name=_texts, content=st.just({"filter": []}), is_default=st.booleans()),
    st.builds(PortablePause, signal=_texts, until_day=_days),
    st.builds(PortableOtherWork, typed=_uids, imported=_uids),
    st.builds(PortablePickedItem, uid=_uids, situation=_texts, link=_texts),
    st.builds(PortableReviewText, name=_texts, text=_texts),
    st.builds(PortableKeptName, name=_texts),
    st.builds(
        PortableTrial,
        uid=_uids,
        name=_texts,
        control=_texts,
        treatment=_texts,
        outcome=st.sampled_from(TrialOutcome),
        begun_at=st.just(NOW),
        seed=_maybe,
    ),
    st.builds(
        PortableTrialTask,
        uid=_uids,
        trial=_uids,
        place=st.sampled_from([1, 2, 1 << 62]),
        title=_texts,
        size=st.sampled_from(TaskSize),
        control_minutes=st.sampled_from([1e-9, 60.0, 1e9]),
        locked_at=st.just(NOW),
        arm=st.sampled_from(Arm),
        minutes=st.sampled_from([None, 1e-9, 30.0]),
        stretches=st.lists(
            st.builds(PortableStretch, st.just(NOW), st.just(NOW), st.just(1.0)), max_size=2
        ).map(tuple),
        entries=st.lists(_uids, max_size=2).map(tuple),
    ),
    st.builds(PortableDeletion, hash=st.sampled_from(["", "00", "ff" * 16])),
    st.builds(PortableModel, name=_maybe, provider=_maybe),
)
_records = st.lists(_exchanges | _entries | _lists, max_size=12)


def numbered(records: list[PortableRecord]) -> list[NumberedRecord]:
    return [NumberedRecord(line, record) for line, record in enumerate(records, 2)]


@settings(max_examples=100, deadline=None)
@given(records=_records, is_used=st.booleans())
def test_whatever_they_say_the_journal_stays_sound(records: list[PortableRecord], *, is_used: bool) -> None:
    with tempfile.TemporaryDirectory() as name, open_in(Path(name)) as journal:
        if is_used:
            add(journal, *work(1, 2, 3))
            journal.assess(numbers(journal)[0], HELPED, NOW)
        before = said(journal)
        came = journal.taking_in.take_in(HEAD, numbered([SOURCE, *records]), NOW)
        assert came.records == len(records) + 1
        _assert_sound(journal)
        after = said(journal)
        assert {uid: after[uid] for uid in before} == before
        with open_in(Path(name) / "other") as other:
            exported, expected = export(journal), lasting(journal)
            assert take_in(other, exported, Path(name)).imported.rejected == 0
            assert lasting(other) == expected
        latest = "SELECT label FROM undo_step ORDER BY id DESC LIMIT 1"
        if journal._db.execute(latest).fetchone() == (LABEL,):  # something came that can be undone
            journal.undo(NOW)
            _assert_sound(journal)
            assert said(journal) == before


def _assert_sound(journal: Journal) -> None:
    journal.totals(EVERYTHING)
    for row in journal.entries(EVERYTHING, NOW, 100).rows:
        assert journal.entry(row.interaction.id, NOW)
    assert_sums_fit(journal)
    assert journal.checks.full().is_sound
    add(journal, *work(5, 6))  # numbers and sums go on from here


@pytest.mark.parametrize(
    ("records", "reason", "line"),
    [
        ([PortableExchange("codex", "u", "c", NOW, NOW)], "a source that is not named before", 3),
        ([PortableEntry("e", 1, NOW, NOW, "Mars/Phobos", 0, NOW.date())], "an unknown time zone", 3),
        (
            [PortableEntry("e", 1, NOW, NOW, "UTC", 0, NOW.date(), source="claude-code", exchanges=("u",))],
            "none of its exchanges is there",
            3,
        ),
        ([PortableEntry("e", 1, NOW, NOW, "UTC", 0, NOW.date())] * 2, "the same entry twice", 4),
    ],
)
def test_what_cannot_be_is_refused_with_its_line(
    journal: Journal, records: list[PortableRecord], reason: str, line: int
) -> None:
    came = journal.taking_in.take_in(HEAD, numbered([SOURCE, *records]), NOW)
    assert came.rejected_by_reason == {reason: 1}
    assert [(one.line, one.reason) for one in came.refusals] == [(line, reason)]
    assert came.imported == came.records - 1


def test_what_loses_its_exchange_to_the_right_conversation_keeps_words_alone(tmp_path: Path) -> None:
    astray = PortableEntry(
        uid="e-1",
        number=0,
        started_at=NOW,
        ended_at=NOW,
        time_zone="UTC",
        utc_offset_minutes=0,
        local_day=NOW.date(),
        source="claude-code",
        tags=("shop",),
        exchanges=("u-1",),
    )
    exchange = PortableExchange("claude-code", "u-1", "c-1", NOW, NOW)
    with open_in(tmp_path / "one") as journal:
        journal.taking_in.take_in(HEAD, numbered([SOURCE, exchange, astray]), NOW)
        add(journal, *work(5, 6))
        entries = {one.interaction.uid: one.interaction for one in journal.entries(EVERYTHING, NOW, 9).rows}
        assert (entries["e-1"].exchanges, entries["e-1"].active_minutes) == (0, None)
        assert entries["e-1"].tags == ("shop",)
        with open_in(tmp_path / "other") as other:
            take_in(other, export(journal), tmp_path)
            assert lasting(other) == lasting(journal)
