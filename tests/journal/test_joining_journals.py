"""A whole journal taken into one that is not empty: what is here stays, what is missing joins it."""

import tempfile
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

from hypothesis import example, given, settings

from aijournal.domain.assessment import Door, Outcome
from aijournal.domain.entry import EntryWords
from aijournal.domain.entry_line import EntryLine
from aijournal.journal.journal import Journal
from aijournal.journal.sql_text import compose
from tests.journal import drawn_work
from tests.journal.builders import NOW, add, an_exchange
from tests.journal.dumps import assert_sums_fit, dump, lasting
from tests.journal.exports import export, open_in, take_in
from tests.journal.test_taking_in import (
    DRAWN,
    HELPED,
    HURT,
    Drawn,
    _judge,
    act_at_random,
    everything,
    numbers,
    outcomes,
    work,
)

_TRACES = {"tombstone", "source", "model"}


def said(journal: Journal) -> Mapping[str, object]:
    """Return what stands beside entries of which the person said anything, by their uids."""
    return {
        one.entry.interaction.uid: (
            one.entry.assessment,
            one.entry.interaction.title,
            one.entry.interaction.task,
            one.entry.interaction.tags,
            tuple(exchange.native_id for exchange in one.exchanges),
        )
        for one in drawn_work.details(journal)
        if one.entry.assessment
    }


def keys(journal: Journal, table: str) -> set[object]:
    return set(journal._db.execute(compose("SELECT source, native_id FROM", table)).fetchall())


def test_taking_in_twice_changes_nothing(journal: Journal, tmp_path: Path) -> None:
    everything(journal)
    exported = export(journal)
    for one in (journal, open_in(tmp_path / "other")):
        take_in(one, exported, tmp_path)
        before = lasting(one)
        again = take_in(one, exported, tmp_path)
        assert (again.imported.imported, again.imported.rejected, again.different) == (0, 0, 0)
        assert lasting(one) == before
    one.close()


def test_verdicts_find_work_that_was_read_from_logs_before(journal: Journal, tmp_path: Path) -> None:
    """On a new machine logs are often read first, and make entries with names of their own."""
    add(journal, *work(1, 2, 3, 4))
    (number,) = numbers(journal)
    cut = drawn_work.detail(journal, number).exchanges[2].id
    first, second = journal.reshaping.split(number, cut, NOW)
    journal.assess(first.interaction.id, HELPED, NOW)
    journal.edit(second.interaction.id, EntryWords("a title", tags=("ci",)), NOW)
    with open_in(tmp_path / "other") as other:
        add(other, *work(1, 2, 3, 4, 5))
        before = dump(other)
        result = take_in(other, export(journal), tmp_path)
        assert result.different == 0
        assert outcomes(other) == {("u-1", "u-2"): Outcome.HELPED, ("u-3", "u-4"): None, ("u-5",): None}
        assert said(other) == said(journal)
        assert_sums_fit(other)
        came = dump(other)
        other.undo(NOW)
        assert dump(other) == before
        other.redo(NOW)
        assert _without_uids(dump(other)) == _without_uids(came)


def test_what_was_said_here_stays_and_is_counted_as_different(journal: Journal, tmp_path: Path) -> None:
    add(journal, *work(1, 2), an_exchange(30, NOW, conversation_id="c-2"))
    for number in numbers(journal):
        journal.assess(number, HELPED, NOW)
    with open_in(tmp_path / "other") as other:
        add(other, *work(1, 2), an_exchange(30, NOW, conversation_id="c-2"))
        journal_entry, other_entry = numbers(other)
        other.assess(other_entry, HURT, NOW)
        other.assess(journal_entry, HELPED, NOW)
        before = lasting(other)
        result = take_in(other, export(journal), tmp_path)
        assert (result.different, result.imported.imported) == (1, 0)
        assert lasting(other) == before


def test_an_older_copy_of_the_same_journal_gets_what_came_since(journal: Journal, tmp_path: Path) -> None:
    add(journal, *work(1, 2))
    with open_in(tmp_path / "other") as other:
        take_in(other, export(journal), tmp_path)
        add(journal, *work(3), an_exchange(30, NOW, conversation_id="c-2"))
        journal.log(EntryLine("by hand"), NOW, Door.INBOX)
        for number in numbers(journal):
            journal.assess(number, HELPED, NOW)
        result = take_in(other, export(journal), tmp_path)
        assert result.different == 0
        assert said(other) == said(journal)
        assert {row[0] for row in lasting(other)["exchange"]} == {"claude-code"}
        assert keys(other, "call") == keys(journal, "call")
        assert_sums_fit(other)


def test_a_known_exchange_gets_the_calls_that_it_lacks(journal: Journal, tmp_path: Path) -> None:
    at = NOW - timedelta(hours=1)
    add(journal, an_exchange(1, at, calls=3))
    with open_in(tmp_path / "other") as other:
        add(other, an_exchange(1, at, calls=2))
        other.assess(numbers(other)[0], HELPED, NOW)
        before = dump(other)
        assert take_in(other, export(journal), tmp_path).imported.calls_new == 1
        assert keys(other, "call") == keys(journal, "call")
        assert_sums_fit(other)
        other.undo(NOW)
        assert {
            table: rows
            for table, rows in dump(other).items()
            if "trash" not in table and table not in _TRACES
        } == {table: rows for table, rows in before.items() if "trash" not in table and table not in _TRACES}


def test_a_call_that_is_told_otherwise_stays_as_it_is_here(journal: Journal, tmp_path: Path) -> None:
    at = NOW - timedelta(hours=1)
    add(journal, an_exchange(1, at, calls=1))
    with open_in(tmp_path / "other") as other:
        add(other, an_exchange(1, at, calls=0, project="maps"), an_exchange(1, at, calls=1, project="maps"))
        other._db.execute("UPDATE call SET output_tokens = 7")
        other._db.execute("DELETE FROM token_slot")
        before = lasting(other)
        result = take_in(other, export(journal), tmp_path)
        assert (result.different, result.imported.duplicates) == (1, result.imported.records)
        assert lasting(other) == before


def test_what_was_deleted_here_does_not_come_back(journal: Journal, tmp_path: Path) -> None:
    add(journal, *work(1), an_exchange(30, NOW, conversation_id="c-2"))
    journal.log(EntryLine("by hand"), NOW, Door.INBOX)
    exported = export(journal)
    journal.trash.delete(numbers(journal)[:2], NOW)
    before = lasting(journal)
    result = take_in(journal, exported, tmp_path).imported
    assert (result.imported, result.ignored) == (0, 3)  # an entry with its exchange, and the typed one
    assert lasting(journal) == before
    journal.undo(NOW)
    assert len(numbers(journal)) == 3


def test_entries_that_became_one_do_not_come_back_apart(journal: Journal, tmp_path: Path) -> None:
    add(journal, *work(1))
    typed = journal.log(EntryLine("by hand", tool="claude-code"), NOW, Door.INBOX).interaction.id
    exported = export(journal)
    (imported,) = (number for number in numbers(journal) if number != typed)
    journal.same_work.join(typed, imported, NOW)
    before = lasting(journal)
    take_in(journal, exported, tmp_path)
    assert lasting(journal) == before


def test_own_lists_are_put_together(journal: Journal, tmp_path: Path) -> None:
    for name in ("tests", "writing"):
        journal.task_list.add(name, NOW)
    journal.bottlenecks.add("review", None, None, NOW)
    journal.marks.add(NOW.date(), "a new model", NOW)
    journal.mirror.pause("S1", NOW.date(), NOW)
    with open_in(tmp_path / "other") as other:
        for name in ("reviews", "writing"):
            other.task_list.add(name, NOW)
        other.task_list.retire("writing", NOW)
        other.mirror.pause("S1", NOW.date() + timedelta(days=3), NOW)
        result = take_in(other, export(journal), tmp_path)
        assert [(one.name, one.is_retired) for one in other.task_list.all()] == [
            ("reviews", False),
            ("tests", False),
            ("writing", True),
        ]
        assert (result.different, result.imported.imported) == (2, 3)
        assert other.mirror.paused() == {"S1": NOW.date() + timedelta(days=3)}
        other.undo(NOW)
        assert [one.name for one in other.task_list.all()] == ["reviews", "writing"]
        assert (other.marks.all(), other.bottlenecks.all()) == ((), ())


@settings(max_examples=40, deadline=None)
@given(here=DRAWN, there=DRAWN)
@example(here=[(_judge, 0)], there=[])
def test_joining_loses_nothing_that_was_said_here(here: Drawn, there: Drawn) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with open_in(folder / "one") as one, open_in(folder / "other") as other:
            for journal, acts in ((one, there), (other, here)):
                add(journal, *work(1, 2, 3, 4))
                act_at_random(journal, acts)
            before = said(other)
            every = keys(one, "call") | keys(other, "call")
            exported, acts_before = export(one), _acts(other)
            assert take_in(other, exported, folder).imported.rejected == 0
            after = said(other)
            assert {uid: after[uid] for uid in before} == before
            assert keys(other, "call") <= every
            if not other.trash.contents() and not lasting(other)["tombstone"]:
                assert keys(other, "call") == every
            _assert_sound(other)
            if _acts(other) > acts_before:  # what brings nothing is no act that could be taken back
                other.undo(NOW)
                assert said(other) == before
                _assert_sound(other)


def _acts(journal: Journal) -> int:
    (count,) = journal._db.execute("SELECT count(*) FROM undo_step WHERE NOT is_undone").fetchone()
    return int(count)


def _assert_sound(journal: Journal) -> None:
    assert_sums_fit(journal)
    assert journal.checks.full().is_sound
    loose = "SELECT count(*) FROM exchange WHERE interaction_id IS NULL"
    assert journal._db.execute(loose).fetchone() == (0,)


def _without_uids(rows: Mapping[str, list[tuple[object, ...]]]) -> object:
    """Return a dump without the names and numbers that grouping draws anew."""
    return {
        table: sorted(repr(row[2:]) for row in of) for table, of in rows.items() if table == "interaction"
    }
