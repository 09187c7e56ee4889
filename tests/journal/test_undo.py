"""Undo and redo: every act, one by one, across a restart, and never a fact."""

import contextlib
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aijournal.domain.assessment import Assessment, Door, Outcome
from aijournal.domain.bulk_change import SetProject, SetTask
from aijournal.domain.entry import EntryWords, Interaction
from aijournal.domain.entry_filter import EVERYTHING, EntryFilter
from aijournal.domain.entry_line import EntryLine
from aijournal.domain.typed_facts import typed_facts
from aijournal.errors import AijournalError
from aijournal.journal.journal import Journal
from aijournal.journal.undo import KEPT_STEPS
from aijournal.paths import Paths, find_paths
from aijournal.settings import Settings
from tests.journal.builders import NEW_YORK, NOW, add, an_exchange
from tests.journal.dumps import assert_sums_fit, dump

_Act = Callable[[Journal, list[int], int], None]
HELPED = Assessment(Outcome.HELPED, net_minutes=15, note="worth it", door=Door.INBOX)


def log(journal: Journal, title: str) -> int:
    return journal.log(EntryLine(title, tags=("ci", "shop")), NOW, Door.QUICK_LOG).interaction.id


def steps(journal: Journal) -> int:
    count: int = journal._db.execute("SELECT count(*) FROM undo_step").fetchone()[0]
    return count


def open_journal(paths: Paths) -> Journal:
    return Journal.open(paths, Settings(), NEW_YORK)


def test_every_act_is_undone_and_done_again(journal: Journal) -> None:
    add(journal, an_exchange(1, NOW - timedelta(hours=1)))
    imported = journal.inbox(NOW, 1)[0].interaction.id
    states = [dump(journal)]
    logged = log(journal, "fixed a flaky test")
    states.append(dump(journal))
    journal.assess(imported, HELPED, NOW)
    states.append(dump(journal))
    journal.edit(imported, EntryWords("a refactoring", "shop", "refactoring", ("slow",)), NOW)
    states.append(dump(journal))
    journal.set_task(logged, "debugging", NOW)
    states.append(dump(journal))
    journal.skip(imported, NOW)
    states.append(dump(journal))
    mark = journal.marks.add(NOW.date(), "a new model", NOW)
    states.append(dump(journal))
    journal.marks.remove(mark.id, NOW)
    states.append(dump(journal))
    journal.trash.delete([logged, imported], NOW)
    states.append(dump(journal))
    labels = []
    for before in reversed(states[:-1]):
        labels.append(journal.undo())
        assert dump(journal) == before
    assert journal.undo() is None
    for after in states[1:]:
        assert journal.redo() == labels.pop()
        assert dump(journal) == after
    assert journal.redo() is None


def test_a_new_act_drops_what_was_undone(journal: Journal) -> None:
    log(journal, "one")
    log(journal, "two")
    journal.undo()
    log(journal, "three")
    assert journal.redo() is None
    assert [row.interaction.title for row in journal.entries(EVERYTHING, NOW, 10).rows] == ["three", "one"]
    assert journal._db.execute("SELECT count(*) FROM undo_row WHERE instr(after, 'two')").fetchone() == (0,)


def test_a_hundred_steps_outlive_a_restart(paths: Paths) -> None:
    with open_journal(paths) as journal:
        entry = log(journal, "the first")
        for number in range(120):
            journal.set_task(entry, f"task {number}", NOW)
        after = dump(journal)
    with open_journal(paths) as journal:
        for number in reversed(range(120)):
            assert journal.entries(EVERYTHING, NOW, 1).rows[0].interaction.task == f"task {number}"
            assert journal.undo() == "Changed the task type"
    with open_journal(paths) as journal:
        for _ in range(120):
            journal.redo()
        assert dump(journal) == after
        assert journal.redo() is None


def test_steps_are_kept_by_number_and_by_age_whichever_is_more(journal: Journal) -> None:
    old, lately = NOW - timedelta(days=40), NOW - timedelta(days=29)
    entry = journal.log(EntryLine("the first"), old, Door.QUICK_LOG).interaction.id
    with journal.together():
        for number in range(KEPT_STEPS + 19):
            journal.set_task(entry, f"old {number}", old)
    assert steps(journal) == KEPT_STEPS + 20
    with journal.together():
        for number in range(KEPT_STEPS + 5):
            journal.set_task(entry, f"lately {number}", lately)
    assert steps(journal) == 2 * KEPT_STEPS + 25
    journal.set_task(entry, "now", NOW)
    assert steps(journal) == KEPT_STEPS + 6
    assert journal._db.execute("SELECT count(DISTINCT step_id) FROM undo_row").fetchone() == (KEPT_STEPS + 6,)


def test_undoing_asks_about_nothing_that_was_not_asked_about(journal: Journal) -> None:
    add(journal, *(an_exchange(number, NOW - timedelta(days=20 * number)) for number in range(1, 5)))
    before = dump(journal)
    oldest = journal.entries(EVERYTHING, NOW, 10).rows[-1].interaction
    journal.assess(oldest.id, HELPED, NOW)
    journal.undo(NOW)
    journal.trash.delete([oldest.id], NOW)
    journal.undo()
    assert dump(journal) == before


def test_an_act_on_what_grouping_has_since_made_part_of_another_is_passed_over(journal: Journal) -> None:
    add(journal, an_exchange(1, NOW - timedelta(minutes=100)), an_exchange(3, NOW - timedelta(minutes=20)))
    later = journal.entries(EVERYTHING, NOW, 1).rows[0].interaction.id
    journal.edit(later, EntryWords("the end", None, None, ("ci",)), NOW)
    add(
        journal, *(an_exchange(10 + number, NOW - timedelta(minutes=80 - 20 * number)) for number in range(3))
    )
    assert len(journal.entries(EVERYTHING, NOW, 10).rows) == 1
    assert journal.undo() == "Changed an entry"
    assert_sums_fit(journal)
    assert journal.redo() == "Changed an entry"
    assert_sums_fit(journal)
    assert len(journal.entries(EVERYTHING, NOW, 10).rows) == 1


# Three imports: the second fills a gap of the first, the third continues an exchange and a conversation, and
# forks another one.
_WORK = (
    (
        an_exchange(1, NOW - timedelta(minutes=100)),
        an_exchange(3, NOW - timedelta(minutes=50)),
        an_exchange(4, NOW - timedelta(days=2), conversation_id="c-2"),
        an_exchange(5, NOW - timedelta(days=9), conversation_id="c-3", calls=1),
    ),
    (an_exchange(2, NOW - timedelta(minutes=75)), an_exchange(6, NOW - timedelta(minutes=10))),
    (
        an_exchange(5, NOW - timedelta(days=9), conversation_id="c-3", calls=3),
        an_exchange(4, NOW - timedelta(days=2), conversation_id="c-4", prompt_group=None),
        an_exchange(7, NOW - timedelta(days=1), conversation_id="c-4"),
    ),
)


def _log(journal: Journal, _entries: list[int], number: int) -> None:
    log(journal, f"entry {number}")


def _assess(journal: Journal, entries: list[int], number: int) -> None:
    for entry in entries[:1]:
        journal.assess(entry, Assessment(Outcome.HURT, net_minutes=-number, note=f"{number}"), NOW)


def _edit(journal: Journal, entries: list[int], number: int) -> None:
    for entry in entries[:1]:
        journal.edit(entry, EntryWords(f"title {number}", "shop", None, (f"tag-{number}",)), NOW)


def _delete(journal: Journal, entries: list[int], _number: int) -> None:
    if entries:
        journal.trash.delete(entries[:3], NOW)


def _restore(journal: Journal, _entries: list[int], number: int) -> None:
    for item in journal.trash.contents()[number:][:1]:
        journal.trash.restore(item.id, NOW)


def _undo_import(journal: Journal, _entries: list[int], number: int) -> None:
    with contextlib.suppress(AijournalError):  # nothing of it is left
        journal.trash.undo_imports([number % 3 + 1], NOW)


def _undo(journal: Journal, _entries: list[int], _number: int) -> None:
    journal.undo()


def _redo(journal: Journal, _entries: list[int], _number: int) -> None:
    journal.redo()


def _import_again(journal: Journal, _entries: list[int], _number: int) -> None:
    for work in _WORK:
        again = add(journal, *work)
        assert again.imported == again.exchanges_new == again.calls_new == 0
        assert again.records == again.duplicates + again.ignored


def _split(journal: Journal, entries: list[int], number: int) -> None:
    for entry in entries[:1]:
        detail = journal.entry(entry, NOW)
        exchanges = detail.exchanges if detail else ()
        for exchange in exchanges[number % 3 :][:1]:
            with contextlib.suppress(AijournalError):  # nothing comes before it
                journal.reshaping.split(entry, exchange.id, NOW)


def _merge(journal: Journal, entries: list[int], _number: int) -> None:
    with contextlib.suppress(AijournalError):  # one was logged by hand, or there is only one
        journal.reshaping.merge(entries[:2], NOW)


_ACTS = (
    *(_log, _assess, _edit, _delete, _restore, _undo_import, _undo, _redo, _import_again, _split, _merge),
)


@settings(max_examples=40, deadline=None)
@given(acts=st.lists(st.tuples(st.sampled_from(_ACTS), st.integers(0, 9)), max_size=14))
def test_whatever_was_done_is_undone_and_done_again(acts: list[tuple[_Act, int]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        paths = find_paths({"AIJOURNAL_HOME": folder})
        with open_journal(paths) as journal:
            for work in _WORK:
                add(journal, *work)
            before = dump(journal)
            for act, number in acts:
                entries = [row.interaction.id for row in journal.entries(EVERYTHING, NOW, 100).rows]
                act(journal, entries[number % (len(entries) or 1) :], number)
                assert_sums_fit(journal)
            after = dump(journal)
            undone = list(iter(journal.undo, None))
            assert dump(journal) == before
            assert [journal.redo() for _ in undone] == undone[::-1]
            assert dump(journal) == after
            assert_sums_fit(journal)


def test_a_project_that_a_log_brought_meanwhile_stays(journal: Journal) -> None:
    add(journal, an_exchange(1, NOW, project=None))
    (entry,) = journal.entries(EVERYTHING, NOW, 9).rows
    journal.set_task(entry.interaction.id, "tests", NOW)
    journal._db.execute("UPDATE interaction SET project = 'shop', log_project = 'shop'")  # as a log does
    assert journal.undo(NOW) == "Changed the task type"
    (entry,) = journal.entries(EVERYTHING, NOW, 9).rows
    assert (entry.interaction.task, entry.interaction.project) == (None, "shop")


def test_a_project_that_the_person_named_is_taken_back(journal: Journal) -> None:
    add(journal, an_exchange(1, NOW, project="shop"))
    (entry,) = journal.entries(EVERYTHING, NOW, 9).rows
    journal.edit(entry.interaction.id, EntryWords(project="maps"), NOW)
    journal.undo(NOW)
    assert journal.entries(EVERYTHING, NOW, 9).rows[0].interaction.project == "shop"
    journal.redo(NOW)
    assert journal.entries(EVERYTHING, NOW, 9).rows[0].interaction.project == "maps"


def the_only(journal: Journal) -> Interaction:
    (entry,) = journal.entries(EVERYTHING, NOW, 9).rows
    return entry.interaction


def name_by_log(journal: Journal, project: str, minutes: int = 10) -> None:
    """Let an import bring what the same work began with, in another project."""
    add(journal, an_exchange(100 + minutes, NOW - timedelta(minutes=minutes), project=project))


@pytest.mark.parametrize("is_bulk", [False, True])
def test_a_project_that_was_the_logs_is_the_logs_again(journal: Journal, *, is_bulk: bool) -> None:
    add(journal, an_exchange(1, NOW, project="shop"))
    number = the_only(journal).id
    if is_bulk:
        journal.bulk.change([number], SetProject("maps"), NOW)
    else:
        journal.edit(number, EntryWords(project="maps"), NOW)
    name_by_log(journal, "shop-api")
    assert (the_only(journal).project, the_only(journal).log_project) == ("maps", "shop-api")
    journal.undo(NOW)
    assert the_only(journal).project == "shop-api"
    name_by_log(journal, "shop-web", minutes=20)
    assert the_only(journal).project == "shop-web", "and it goes on with the log"
    journal.redo(NOW)
    assert the_only(journal).project == "maps"


@pytest.mark.parametrize("is_bulk", [False, True])
def test_a_project_given_back_to_the_log_follows_it_when_that_is_done_again(
    journal: Journal, *, is_bulk: bool
) -> None:
    add(journal, an_exchange(1, NOW, project="shop"))
    number = the_only(journal).id
    journal.edit(number, EntryWords(project="maps"), NOW)
    if is_bulk:
        journal.bulk.change([number], SetProject("shop"), NOW)
    else:
        journal.edit(number, EntryWords(project="shop"), NOW)
    journal.undo(NOW)
    assert the_only(journal).project == "maps"
    name_by_log(journal, "shop-api")
    journal.redo(NOW)
    assert the_only(journal).project == "shop-api"
    journal.undo(NOW)
    assert the_only(journal).project == "maps"


def test_a_number_that_undo_keeps_a_value_of_is_given_to_nothing_else(journal: Journal) -> None:
    """An import takes an open interaction away that a bulk act changed, and another one makes new work."""
    add(journal, an_exchange(1, NOW - timedelta(minutes=100)), an_exchange(3, NOW - timedelta(minutes=20)))
    later = journal.entries(EVERYTHING, NOW, 1).rows[0].interaction.id
    journal.bulk.change([later], SetTask("writing"), NOW)
    journal.bulk.change([later], SetTask(None), NOW)  # nothing is said of it any more
    bridges = (an_exchange(10 + number, NOW - timedelta(minutes=80 - 20 * number)) for number in range(3))
    add(journal, *bridges)
    assert later not in numbers(journal)
    logged = log(journal, "something else")
    add(journal, an_exchange(20, NOW - timedelta(days=3), conversation_id="c-new"))
    assert later not in numbers(journal)
    before = {number: journal.entry(number, NOW) for number in numbers(journal) if number != logged}
    for move in (journal.undo, journal.undo, journal.undo, journal.redo, journal.redo):
        assert move(NOW)
        assert {number: journal.entry(number, NOW) for number in before} == before


def numbers(journal: Journal) -> set[int]:
    return {row.interaction.id for row in journal.entries(EVERYTHING, NOW, 100).rows}


def test_an_act_that_changes_nothing_is_none(journal: Journal) -> None:
    entry = log(journal, "one")
    journal.assess(entry, HELPED, NOW)
    journal.set_task(entry, "writing", NOW)
    journal.undo(NOW)
    before, kept = dump(journal), steps(journal)
    words = EntryWords("one", None, None, ("ci", "shop"))
    journal.edit(entry, words, NOW)
    journal.set_task(entry, None, NOW)
    journal.assess(entry, Assessment(Outcome.HELPED), NOW)
    assert (dump(journal), steps(journal)) == (before, kept)
    assert journal.redo(NOW) == "Changed the task type", "what was undone can still be done again"


WORDS = EntryWords("the end", "maps", "writing", ("ci",))
GAP = [an_exchange(10 + number, NOW - timedelta(minutes=80 - 20 * number)) for number in range(3)]


def two_apart(journal: Journal) -> tuple[int, int]:
    """Import two interactions that an import of what lies between makes one; return their numbers by time."""
    add(journal, an_exchange(1, NOW - timedelta(minutes=100)), an_exchange(3, NOW - timedelta(minutes=20)))
    later, earlier = (row.interaction.id for row in journal.entries(EVERYTHING, NOW, 9).rows)
    return earlier, later


@pytest.mark.parametrize("is_later", [False, True])
def test_what_was_said_of_open_work_goes_along_when_an_import_bridges_it(
    journal: Journal, *, is_later: bool
) -> None:
    spoken_of = two_apart(journal)[is_later]
    journal.edit(spoken_of, WORDS, NOW)
    add(journal, *GAP)
    one = the_only(journal)
    assert EntryWords(one.title, one.project, one.task, one.tags) == WORDS
    assert [row.interaction.id for row in journal.entries(EntryFilter(search="end ci"), NOW, 9).rows] == [
        one.id
    ]
    assert_sums_fit(journal)
    assert journal.undo(NOW) == "Changed an entry"
    one = the_only(journal)
    assert EntryWords(one.title, one.project, one.task, one.tags) == EntryWords(project="shop")
    journal.redo(NOW)
    assert the_only(journal).title == "the end"


def test_what_was_said_of_both_is_put_together(journal: Journal) -> None:
    earlier, later = two_apart(journal)
    journal.edit(earlier, EntryWords("the beginning", "shop", None, ("slow",)), NOW)
    journal.edit(later, WORDS, NOW)
    facts = typed_facts(journal.entries(EVERYTHING, NOW, 1).rows[0].interaction)
    journal.by_hand.edit(later, replace(facts, url="https://example.org"), NOW, facts)
    add(journal, *GAP)
    one = the_only(journal)
    assert one.id == earlier
    assert (one.title, one.project, one.task) == ("the beginning · the end", "maps", "writing")
    assert (one.tags, one.url) == (("ci", "slow"), "https://example.org")
    found = journal.entries(EntryFilter(search="beginning end slow"), NOW, 9).rows
    assert [row.interaction.id for row in found] == [earlier]
    add(journal, an_exchange(30, NOW - timedelta(minutes=110), project="shop-api"))
    assert the_only(journal).project == "maps", "it was named by the person"
    assert_sums_fit(journal)


def test_what_was_said_goes_along_to_another_conversation(journal: Journal) -> None:
    add(journal, an_exchange(1, NOW - timedelta(minutes=9)))
    journal.edit(the_only(journal).id, WORDS, NOW)
    add(journal, an_exchange(1, NOW - timedelta(minutes=9), conversation_id="c-2", prompt_group=None))
    one = the_only(journal)
    assert EntryWords(one.title, one.project, one.task, one.tags) == WORDS
