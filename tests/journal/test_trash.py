"""The trash: deleting, taking back, restoring, and emptying for good."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from aijournal.domain.assessment import Assessment, Door, Outcome
from aijournal.domain.entry import EntryWords
from aijournal.domain.entry_filter import EVERYTHING, EntryFilter
from aijournal.domain.entry_line import EntryLine
from aijournal.domain.facts import Exchange, ExchangeKind
from aijournal.errors import AijournalError
from aijournal.journal.journal import Journal
from aijournal.journal.trash_rows import MOVED_TABLES
from tests.journal.builders import NOW, a_call, add, an_exchange
from tests.journal.dumps import assert_sums_fit, dump

HELPED = Assessment(Outcome.HELPED, net_minutes=15, note="worth every token", door=Door.INBOX)


def some_work() -> list[Exchange]:
    """Return three interactions of one conversation and one of another."""
    return [
        *(an_exchange(number, NOW - timedelta(hours=2 * number)) for number in range(1, 4)),
        an_exchange(9, NOW - timedelta(days=3), conversation_id="c-2"),
    ]


def ids(journal: Journal, search: str | None = None) -> list[int]:
    """Return the entries' numbers, newest first."""
    return [row.interaction.id for row in journal.entries(EntryFilter(search=search), NOW, 100).rows]


def test_deleting_and_undoing_bring_back_every_row(journal: Journal) -> None:
    add(journal, *some_work())
    logged = journal.log(
        EntryLine("fixed a flaky test", tags=("ci",), assessment=HELPED), NOW, Door.QUICK_LOG
    )
    before = dump(journal)
    first = ids(journal)[1]
    label = journal.trash.delete([logged.interaction.id, first], NOW)
    assert label == "Deleted 2 entries"
    assert len(ids(journal)) == 3
    assert dump(journal)["entry_text"] == []
    assert journal.totals(EVERYTHING).total.calls == 6
    assert_sums_fit(journal)
    after = dump(journal)
    assert journal.undo() == label
    assert dump(journal) == before
    assert ids(journal, search="flaky") == [logged.interaction.id]
    assert_sums_fit(journal)
    assert journal.redo() == label
    assert dump(journal) == after


def test_the_twins_have_the_columns_of_the_originals(journal: Journal) -> None:
    for table in MOVED_TABLES:
        own = [column.name for column in journal._db[table].columns]
        twin = [column.name for column in journal._db[f"trash_{table}"].columns]
        assert twin == ["trash_id", *own]
    referring = {
        table.name
        for table in journal._db.tables
        if any(key.other_table in MOVED_TABLES for key in table.foreign_keys)
    }
    assert referring <= set(MOVED_TABLES), "what refers to an entry's rows must move with them"


def test_an_item_of_the_trash_is_told_from_others_by_its_newest_entry(journal: Journal) -> None:
    add(journal, an_exchange(1, NOW - timedelta(days=1)))
    (other,) = ids(journal)
    line = EntryLine("fixed a flaky test", project="maps", tool="codex")
    one = journal.log(line, NOW, Door.QUICK_LOG).interaction.id
    journal.trash.delete([other, one], NOW)
    (item,) = journal.trash.contents()
    assert (item.title, item.tool, item.project) == ("fixed a flaky test", "codex", "maps")
    assert (item.entries, item.day) == (2, date(2026, 11, 20))
    journal.undo()
    journal.trash.delete([other], NOW)
    (item,) = journal.trash.contents()
    assert (item.title, item.tool, item.project) == (None, "claude-code", "shop")
    assert item.day == date(2026, 11, 19)
    assert (item.label, item.import_run) == ("Deleted an entry", None)


@pytest.mark.parametrize("forgotten", [[], [4711]])
def test_deleting_what_is_not_there_is_told_and_changes_nothing(
    journal: Journal, forgotten: list[int]
) -> None:
    before = dump(journal)
    with pytest.raises(AijournalError, match="No such entry"):
        journal.trash.delete(forgotten, NOW)
    assert dump(journal) == before
    assert journal.undo() is None


def test_a_number_is_not_given_again_while_its_entry_may_come_back(journal: Journal) -> None:
    add(journal, *some_work())
    newest = max(ids(journal))
    before = dump(journal)
    journal.trash.delete([newest], NOW)
    kept = len(ids(journal))
    add(journal, an_exchange(20, NOW, conversation_id="c-20"))
    logged = journal.log(EntryLine("by hand"), NOW, Door.QUICK_LOG).interaction.id
    assert newest not in ids(journal)
    assert len(ids(journal)) == kept + 2
    journal.undo()
    add(journal, an_exchange(21, NOW, conversation_id="c-21"))
    assert logged not in ids(journal)
    journal.undo()
    back = dump(journal)
    assert set(before["interaction"]) <= set(back["interaction"])
    assert set(before["call"]) <= set(back["call"])
    assert_sums_fit(journal)


def test_restoring_from_the_trash_is_an_act_of_its_own(journal: Journal) -> None:
    add(journal, *some_work())
    one, two, *_ = ids(journal)
    before = dump(journal)
    journal.trash.delete([one], NOW)
    journal.trash.delete([two], NOW + timedelta(minutes=1))
    latest, earlier = journal.trash.contents()
    assert (latest.label, latest.entries, latest.calls) == ("Deleted an entry", 1, 2)
    assert earlier.gone_at == NOW + timedelta(days=30)
    assert journal.trash.restore(earlier.id, NOW) == "Restored: Deleted an entry"
    assert one in ids(journal)
    assert two not in ids(journal)
    assert journal.undo() == "Restored: Deleted an entry"
    assert one not in ids(journal)
    assert_sums_fit(journal)
    assert journal.undo() == journal.undo() == "Deleted an entry"
    assert dump(journal) == before
    with pytest.raises(AijournalError, match="not in the trash"):
        journal.trash.restore(earlier.id, NOW)


def runs(journal: Journal) -> list[tuple[int, int, bool]]:
    """Return number, imported records and whether it was taken back of every import, newest first."""
    return [(run.number, run.imported, run.undone) for run in journal.imports.runs(10)]


def test_an_import_is_taken_back_and_comes_again_only_by_undo(journal: Journal) -> None:
    add(journal, an_exchange(9, NOW - timedelta(days=3), conversation_id="c-2"))
    before = dump(journal)
    work = [an_exchange(number, NOW - timedelta(hours=2 * number)) for number in range(1, 4)]
    add(journal, *work)
    imported = dump(journal)
    assert runs(journal) == [(2, 9, False), (1, 3, False)]
    assert journal.trash.undo_imports([2], NOW) == "Took back an import"
    assert runs(journal) == [(2, 9, True), (1, 3, False)]
    for table in ("interaction", "exchange", "call", "token_slot"):
        assert dump(journal)[table] == before[table]
    assert (add(journal, *work).ignored, len(ids(journal))) == (9, 1)
    assert journal.undo() == "Took back an import"
    assert dump(journal) == imported
    assert runs(journal)[1:] == [(2, 9, False), (1, 3, False)]
    assert journal.redo() == "Took back an import"
    (item,) = journal.trash.contents()
    assert (item.entries, item.calls, item.import_run) == (3, 6, 2)
    journal.trash.restore(item.id, NOW)
    assert dump(journal) == imported
    assert_sums_fit(journal)


def test_what_was_said_about_since_stays_whole(journal: Journal) -> None:
    add(journal, *(an_exchange(number, NOW - timedelta(hours=2 * number)) for number in range(1, 6)))
    assessed, titled, tagged, moved, untouched = ids(journal)
    journal.assess(assessed, HELPED, NOW)
    journal.edit(titled, EntryWords("a title", "shop", None, ()), NOW)
    journal.edit(tagged, EntryWords(None, "shop", None, ("ci",)), NOW)
    journal.edit(moved, EntryWords(None, "another project", None, ()), NOW)
    journal.trash.undo_imports([1], NOW)
    assert ids(journal) == [assessed, titled, tagged, moved]
    assert journal.totals(EVERYTHING).total.calls == 8
    assert_sums_fit(journal)
    with pytest.raises(AijournalError, match="nothing to take back"):
        journal.trash.undo_imports([1], NOW)
    journal.undo()
    assert ids(journal) == [assessed, titled, tagged, moved, untouched]


def test_of_what_several_imports_brought_only_the_own_part_goes(journal: Journal) -> None:
    start = NOW - timedelta(hours=5)
    add(journal, an_exchange(1, start, calls=1), an_exchange(3, start + timedelta(minutes=50)))
    before = dump(journal)
    add(journal, an_exchange(1, start, calls=3), an_exchange(2, start + timedelta(minutes=25)))
    joined = dump(journal)
    (entry,) = ids(journal)
    assert journal.totals(EVERYTHING).total.calls == 7
    journal.trash.undo_imports([2], NOW)
    assert journal.totals(EVERYTHING).total.calls == 3
    assert entry in ids(journal)
    for table in ("exchange", "call", "token_slot"):
        kept = {row[:-1] if table == "call" else row[:3] for row in dump(journal)[table]}
        assert kept == {row[:-1] if table == "call" else row[:3] for row in before[table]}
    assert_sums_fit(journal)
    journal.undo()
    assert dump(journal) == joined


def test_what_belongs_to_something_deleted_since_waits_for_it_in_the_trash(journal: Journal) -> None:
    start = NOW - timedelta(hours=5)
    add(journal, an_exchange(1, start, calls=1))
    add(journal, an_exchange(1, start, calls=3), an_exchange(2, start + timedelta(minutes=10)))
    whole = dump(journal)
    journal.trash.undo_imports([2], NOW)
    journal.trash.delete(ids(journal), NOW + timedelta(minutes=1))
    entry, run = journal.trash.contents()
    journal.trash.restore(run.id, NOW)
    (waiting,) = [item for item in journal.trash.contents() if item.id == run.id]
    assert (waiting.entries, waiting.calls) == (0, 2)
    assert journal.totals(EVERYTHING).total.calls == 2
    copy = replace(an_exchange(1, start, calls=3), native_id="u-copy", conversation_id="c-copy")
    assert add(journal, copy).ignored == 4, "what waits is deleted still"
    assert_sums_fit(journal)
    journal.trash.restore(entry.id, NOW)
    journal.trash.restore(run.id, NOW)
    assert journal.totals(EVERYTHING).total.calls == 5
    assert journal.trash.contents() == ()
    assert dump(journal)["call"] == whole["call"]
    assert dump(journal)["tombstone"] == []
    assert_sums_fit(journal)


def test_a_run_that_is_left_empty_goes_with_its_last_call(journal: Journal) -> None:
    start = NOW - timedelta(hours=5)
    run = an_exchange(7, start, kind=ExchangeKind.RUN, conversation_id="c-run", calls=1, prompt_records=0)
    add(journal, run)
    prompt = replace(an_exchange(8, start, conversation_id="c-2", calls=0), calls=run.calls)
    add(journal, prompt, replace(run, calls=(a_call("msg_later", start + timedelta(minutes=1)),)))
    before = dump(journal)
    journal.trash.undo_imports([2], NOW)
    assert dump(journal)["exchange"] == dump(journal)["interaction"] == []
    journal.undo()
    assert dump(journal) == before


def test_an_import_that_brought_nothing_cannot_be_taken_back(journal: Journal) -> None:
    add(journal, an_exchange(1, NOW))
    add(journal, an_exchange(1, NOW))
    before = dump(journal)
    with pytest.raises(AijournalError, match="nothing to take back"):
        journal.trash.undo_imports([2], NOW)
    assert dump(journal) == before
    assert runs(journal)[0] == (2, 0, False)
    assert journal.undo() is None


def test_imports_are_taken_back_as_one_act_though_one_of_them_was_judged(journal: Journal) -> None:
    for number in (1, 2, 3):
        add(journal, an_exchange(number, NOW, conversation_id=f"c-{number}"))
    runs = [run.number for run in journal.imports.runs(9)]
    newest, *others = journal.entries(EVERYTHING, NOW, 9).rows
    journal.assess(newest.interaction.id, Assessment(outcome=Outcome.HELPED), NOW)
    journal.trash.undo_imports(runs, NOW)
    assert [row.interaction.id for row in journal.entries(EVERYTHING, NOW, 9).rows] == [newest.interaction.id]
    assert [run.undone for run in journal.imports.runs(9)].count(True) == 2
    assert journal.undo(NOW) == "Took back an import"
    assert len(journal.entries(EVERYTHING, NOW, 9).rows) == 1 + len(others)
