"""Very many entries go into the trash a part at a time, and tables of it are emptied as a whole."""

from datetime import timedelta

import pytest

from aijournal.domain.bulk_change import Delete
from aijournal.domain.entry_filter import EVERYTHING
from aijournal.domain.facts import Exchange
from aijournal.journal.journal import Journal
from tests.journal import drawn_work
from tests.journal.builders import NOW, add, an_exchange
from tests.journal.dumps import dump


def _work() -> list[Exchange]:
    return [an_exchange(n, NOW - timedelta(hours=n), conversation_id=f"c-{n}") for n in range(1, 8)]


def _numbers(journal: Journal) -> list[int]:
    return sorted(journal.numbers(EVERYTHING))


@pytest.mark.parametrize("share", [1, 2])
def test_parts_of_any_size_come_to_the_same(
    journal: Journal, monkeypatch: pytest.MonkeyPatch, share: int
) -> None:
    drawn_work.fill(journal, seed=4)
    ids, before = _numbers(journal)[::share], dump(journal)
    journal.trash.delete(ids, NOW)
    at_once = dump(journal)
    journal.undo(NOW)
    assert dump(journal) == before
    monkeypatch.setattr("aijournal.journal.trash_rows._BATCH", 3)
    assert journal.redo(NOW)
    assert dump(journal) == at_once
    assert journal.checks.full().is_sound
    journal.undo(NOW)
    assert dump(journal) == before
    assert journal.checks.full().is_sound


def test_progress_is_told_to_the_end(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("aijournal.journal.trash_rows._BATCH", 3)
    add(journal, *_work())
    told: list[tuple[int, int]] = []
    journal.bulk.change(_numbers(journal), Delete(), NOW, lambda done, of: told.append((done, of)))
    assert told == [(3, 7), (6, 7), (7, 7)]


def test_cancelling_between_two_parts_leaves_everything(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("aijournal.journal.trash_rows._BATCH", 3)
    monkeypatch.setattr("aijournal.journal.interrupting._STEPS", 20)
    add(journal, *_work())
    before, told = dump(journal), [0]

    def progress(done: int, _of: int) -> None:
        told[0] = done

    result = journal.bulk.change(_numbers(journal), Delete(), NOW, progress, lambda: told[0] >= 6)
    assert (result.was_cancelled, result.changed) == (True, 0)
    assert dump(journal) == before


@pytest.mark.parametrize("is_emptied", [False, True])
def test_restoring_one_deletion_leaves_the_tombstones_of_others(
    journal: Journal, *, is_emptied: bool
) -> None:
    work = _work()
    add(journal, *work)
    gone, back = _numbers(journal)[:1], _numbers(journal)[1:]
    journal.trash.delete(gone, NOW - timedelta(hours=1))
    if is_emptied:
        journal.trash.empty(NOW, older_than=timedelta(0))
    before = dump(journal)
    journal.trash.delete(back, NOW)
    journal.undo(NOW)
    assert dump(journal) == before
    assert len(dump(journal)["tombstone"]) == 3  # of an exchange and its two calls
    assert add(journal, *work).exchanges_new == 0
    assert _numbers(journal) == back
