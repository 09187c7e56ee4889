"""Acts upon many entries: all of it or nothing, counted, cancelled, and taken back as one."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aijournal.domain.assessment import Assessment, Door, Need, Outcome
from aijournal.domain.bulk_change import (
    BulkChange,
    BulkResult,
    ChangeTags,
    Delete,
    Judge,
    SetProject,
    SetTask,
    StopAsking,
)
from aijournal.domain.entry import Entry
from aijournal.domain.entry_filter import EVERYTHING, EntryFilter
from aijournal.domain.entry_line import EntryLine
from aijournal.domain.totals import GroupBy
from aijournal.journal.interrupting import Interrupted
from aijournal.journal.journal import Journal
from aijournal.paths import find_paths
from aijournal.settings import Settings
from tests.journal import drawn_work
from tests.journal.builders import NEW_YORK, NOW, add, an_exchange
from tests.journal.dumps import dump

CHANGES: tuple[BulkChange, ...] = (
    SetProject("bakery"),
    SetProject(None),
    SetTask("writing"),
    SetTask(None),
    ChangeTags(added=("paired", "löve \U0001f989")),
    ChangeTags(added=("paired",), removed=("tests",)),
    Judge(Outcome.HURT, Need.KNEW),
    Judge(Outcome.UNSURE),
    Judge(need=Need.SLOWER),
    StopAsking(),
    Delete(),
)
LATER = NOW + timedelta(minutes=3)


@pytest.fixture
def full(journal: Journal) -> Journal:
    drawn_work.fill(journal, seed=3)
    for number in range(6):
        at = NOW - timedelta(hours=number)
        add(journal, an_exchange(9_000 + number, at, conversation_id=f"waits-{number}"))
    for number, entry in enumerate(_rows(journal)):
        if number % 3 == 0:
            journal.bulk.change([entry.interaction.id], ChangeTags(("tests",)), NOW)
    return journal


def _rows(journal: Journal, wanted: EntryFilter = EVERYTHING) -> tuple[Entry, ...]:
    return journal.entries(wanted, NOW, 10_000).rows


def _every_other(journal: Journal) -> list[int]:
    return [entry.interaction.id for entry in _rows(journal)][::2]


@pytest.mark.parametrize("change", CHANGES, ids=repr)
def test_an_act_is_undone_and_done_again_as_one(full: Journal, change: BulkChange) -> None:
    ids, before = _every_other(full), dump(full)
    result = full.bulk.change(ids, change, LATER)
    after = dump(full)
    assert 0 < result.changed <= len(ids)
    assert (result.changed + result.unchanged, result.gone, result.was_cancelled) == (len(ids), 0, False)
    assert after != before
    assert full._db.execute("PRAGMA foreign_key_check").fetchall() == []
    assert full.checks.full().is_sound
    for _ in range(2):
        assert full.undo(LATER)
        assert dump(full) == before
        assert full.redo(LATER)
        assert dump(full) == after


@pytest.mark.parametrize("change", CHANGES[:-1], ids=repr)
def test_what_is_so_already_is_counted_and_makes_no_act(full: Journal, change: BulkChange) -> None:
    ids = _every_other(full)
    full.bulk.change(ids, change, LATER)
    before, steps = dump(full), _steps(full)
    assert full.bulk.change(ids, change, LATER) == BulkResult(0, unchanged=len(ids))
    assert (dump(full), _steps(full)) == (before, steps)


def _steps(journal: Journal) -> list[tuple[object, ...]]:
    rows: list[tuple[object, ...]] = journal._db.execute("SELECT * FROM undo_step").fetchall()
    return rows


def test_only_the_chosen_ones_change(full: Journal) -> None:
    ids = set(_every_other(full))
    left_alone = {entry for entry in _rows(full) if entry.interaction.id not in ids}
    for change in CHANGES:
        full.bulk.change(ids, change, LATER)
    assert set(_rows(full)) == left_alone


def test_what_changes_is_what_was_asked_for(full: Journal) -> None:
    ids = _every_other(full)
    for change in (SetProject("bakery"), SetTask("writing"), ChangeTags(("paired",), ("tests",))):
        full.bulk.change(ids, change, LATER)
    verdicts = {entry.interaction.id: entry.assessment for entry in _rows(full)}
    full.bulk.change(ids, Judge(Outcome.HELPED, Need.SLOWER), LATER)
    for entry in (entry for entry in _rows(full) if entry.interaction.id in ids):
        one, said, before = entry.interaction, entry.assessment, verdicts[entry.interaction.id]
        assert (one.project, one.task, one.is_closed) == ("bakery", "writing", True)
        assert "paired" in one.tags
        assert "tests" not in one.tags
        assert said is not None
        assert (said.outcome, said.need) == (Outcome.HELPED, Need.SLOWER)
        assert said.note == (before.note if before else None), "what else was said stays"
        assert said.net_minutes == (before.net_minutes if before else None)
        assert said.door == (before.door if before else Door.BULK)
        assert said.assessed_at == (before.assessed_at if before else LATER)
    assert len(_rows(full, EntryFilter(search="paired"))) == len(ids)


def test_only_what_waits_is_not_asked_about_any_more(journal: Journal) -> None:
    for number in range(4):
        at = NOW - timedelta(hours=number)
        add(journal, an_exchange(number, at, conversation_id=f"c-{number}"))
    numbers = [entry.interaction.id for entry in journal.inbox(NOW, 10)]
    assert len(numbers) == 4
    journal.assess(numbers[0], Assessment(Outcome.HELPED), NOW)
    assert journal.bulk.change(numbers[:3], StopAsking(), NOW) == BulkResult(2, unchanged=1)
    assert [entry.interaction.id for entry in journal.inbox(NOW, 10)] == [numbers[3]]
    journal.undo()
    assert journal.inbox_count(NOW) == 3


def test_what_has_no_more_than_a_note_waits_for_a_verdict(journal: Journal) -> None:
    for number in range(3):
        at = NOW - timedelta(hours=number)
        add(journal, an_exchange(number, at, conversation_id=f"c-{number}"))
    rows = journal.entries(EVERYTHING, NOW, 10).rows  # newest first; in the inbox the random sample is first
    noted, asked, judged = (entry.interaction.id for entry in rows)
    journal.assess(noted, Assessment(note="on the train"), NOW)
    journal.assess(judged, Assessment(need=Need.KNEW, note="a verdict"), NOW)
    assert {entry.interaction.id for entry in journal.inbox(NOW, 10)} == {noted, asked}
    assert journal.inbox_count(NOW) == 2
    (day,) = journal.value_days(EVERYTHING)
    assert (day.interactions, day.assessed) == (3, 1), "what waits is not judged"
    (cell,) = journal.cells(EVERYTHING, [GroupBy.TOOL])
    assert (cell.interactions, cell.rated) == (3, 0)
    add(journal, an_exchange(9, NOW - timedelta(minutes=5), conversation_id="c-0"))
    assert journal.inbox_count(NOW) == 3, "and what comes later is new work"
    assert journal.bulk.change([noted, judged], StopAsking(), NOW) == BulkResult(1, unchanged=1)
    journal.undo()
    told = journal.assess(noted, Assessment(Outcome.HELPED), LATER)
    assert told.assessment is not None
    assert (told.assessment.assessed_at, told.assessment.note) == (LATER, "on the train")
    assert noted not in {entry.interaction.id for entry in journal.inbox(NOW, 10)}


def test_entries_that_are_gone_are_counted(full: Journal) -> None:
    ids = _every_other(full)
    full.trash.delete(ids[:2], NOW)
    assert full.bulk.change(ids, SetTask("x"), LATER).gone == 2
    assert full.bulk.change(ids[:2], Delete(), LATER) == BulkResult(0, gone=2)
    assert full.bulk.change(ids[:2], SetTask("y"), LATER) == BulkResult(0, gone=2)
    assert full.bulk.change([], Delete(), LATER) == BulkResult(0)


def test_progress_is_told_to_the_end(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("aijournal.journal.bulk._BATCH", 3)
    ids = [journal.log(EntryLine(f"{n}"), NOW, Door.QUICK_LOG).interaction.id for n in range(8)]
    told: list[tuple[int, int]] = []
    journal.bulk.change(ids, SetTask("writing"), NOW, lambda done, of: told.append((done, of)))
    assert told == [(3, 8), (6, 8), (8, 8)]


def test_deleting_tells_how_far_it_is(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("aijournal.journal.trash_rows._BATCH", 3)
    ids = [journal.log(EntryLine(f"{n}"), NOW, Door.QUICK_LOG).interaction.id for n in range(8)]
    told: list[tuple[int, int]] = []
    journal.bulk.change(ids, Delete(), NOW, lambda done, of: told.append((done, of)))
    assert told == [(3, 8), (6, 8), (8, 8)]


@pytest.mark.parametrize("change", [SetTask("writing"), Delete()], ids=repr)
def test_cancelling_a_part_of_a_larger_act_ends_the_whole(
    full: Journal, change: BulkChange, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("aijournal.journal.bulk._BATCH", 2)
    before, steps, asked = dump(full), _steps(full), [0]

    def is_cancelled() -> bool:
        asked[0] += 1
        return asked[0] > 2 or isinstance(change, Delete)

    def log_and_change() -> None:
        with full.together():
            full.log(EntryLine("first"), NOW, Door.QUICK_LOG)
            full.bulk.change(_every_other(full), change, LATER, is_cancelled=is_cancelled)

    with pytest.raises(Interrupted):
        log_and_change()
    assert (dump(full), _steps(full)) == (before, steps)


@pytest.mark.parametrize("change", CHANGES, ids=repr)
@pytest.mark.parametrize("looks", [0, 2])
def test_cancelling_leaves_nothing_half_done(
    full: Journal, change: BulkChange, looks: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("aijournal.journal.bulk._BATCH", 2)
    monkeypatch.setattr("aijournal.journal.interrupting._STEPS", 20)
    before, steps, asked = dump(full), _steps(full), [0]

    def is_cancelled() -> bool:
        asked[0] += 1
        return asked[0] > looks

    result = full.bulk.change(_every_other(full), change, LATER, is_cancelled=is_cancelled)
    assert result == BulkResult(0, was_cancelled=True)
    assert (dump(full), _steps(full)) == (before, steps)
    assert full.bulk.change(_every_other(full), change, LATER).changed > 0, "and it can be done afterwards"


@settings(deadline=None, max_examples=15)
@given(acts=st.lists(st.tuples(st.sampled_from(CHANGES), st.integers(0, 5)), min_size=1, max_size=8))
def test_any_acts_are_all_taken_back(
    tmp_path_factory: pytest.TempPathFactory, acts: Sequence[tuple[BulkChange, int]]
) -> None:
    paths = find_paths({"AIJOURNAL_HOME": str(tmp_path_factory.mktemp("bulk"))})
    with Journal.open(paths, Settings(), NEW_YORK) as journal:
        drawn_work.fill(journal, seed=5)
        ids = [entry.interaction.id for entry in _rows(journal)]
        dumps = [dump(journal)]
        for change, skipped in acts:
            if journal.bulk.change(ids[skipped::2], change, LATER).changed:
                dumps.append(dump(journal))
        for before in reversed(dumps[:-1]):
            journal.undo(LATER)
            assert dump(journal) == before
        for after in dumps[1:]:
            journal.redo(LATER)
            assert dump(journal) == after


def test_a_label_says_how_many(full: Journal) -> None:
    ids = _every_other(full)
    full.bulk.change(ids, SetTask("writing"), LATER)
    assert full.undo() == f"Set the task type of {len(ids)} entries"
    full.bulk.change(ids[:1], Judge(Outcome.HURT), LATER)
    assert full.undo() == "Judged an entry"


def test_a_purged_entry_leaves_nothing_in_what_undo_keeps(full: Journal) -> None:
    ids = _every_other(full)
    full.bulk.change(ids, SetProject("wombatproject"), LATER)
    full.bulk.change(ids, SetProject(None), LATER)
    assert full._db.execute("SELECT label FROM undo_step ORDER BY id DESC LIMIT 1").fetchone() == (
        f"Set the project of {len(ids)} entries",
    )
    full.trash.purge(full.trash.uids(ids))
    kept = full._db.execute("SELECT row_id, after FROM undo_value").fetchall()
    assert kept
    assert not {row for row, _ in kept} & set(ids)
    assert "wombatproject" not in {after for _, after in kept}
    label = full.undo()
    assert label
    assert not label.startswith("Set the project of"), "nothing is left of those acts"


def test_a_verdict_on_what_went_meanwhile_is_not_brought_back(full: Journal) -> None:
    """What undo keeps of an entry that grouping took away has no place any more."""
    add(full, an_exchange(501, NOW, conversation_id="c-open"))
    number = _rows(full)[0].interaction.id
    full.bulk.change([number], Judge(Outcome.HELPED), LATER)
    full._db.execute("DELETE FROM assessment WHERE interaction_id = ?", [number])
    full._db.execute("UPDATE exchange SET interaction_id = NULL WHERE interaction_id = ?", [number])
    full._db.execute("DELETE FROM interaction WHERE id = ?", [number])
    full.undo(LATER)
    full.redo(LATER)
    assert full._db.execute("PRAGMA foreign_key_check").fetchall() == []


@pytest.mark.parametrize("change", CHANGES, ids=repr)
@pytest.mark.parametrize("looks", [0, 2])
def test_taking_many_back_can_be_stopped_and_leaves_nothing_half_done(
    full: Journal, change: BulkChange, looks: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("aijournal.journal.interrupting._STEPS", 20)
    before = dump(full)
    full.bulk.change(_every_other(full), change, LATER)
    changed, asked = dump(full), [0]

    def is_cancelled() -> bool:
        asked[0] += 1
        return asked[0] > looks

    with pytest.raises(Interrupted):
        full.undo(LATER, is_cancelled)
    assert dump(full) == changed
    full.undo(LATER)
    assert dump(full) == before
    asked[0] = 0
    with pytest.raises(Interrupted):
        full.redo(LATER, is_cancelled)
    assert dump(full) == before
    assert full.redo(LATER) is not None
