"""The person's own lists: task types and bottlenecks, and every change of them undone and done again."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from aijournal.domain.assessment import Assessment, Door, Outcome
from aijournal.domain.entry_filter import EVERYTHING
from aijournal.domain.entry_line import EntryLine
from aijournal.domain.own_lists import Bottleneck, TaskType
from aijournal.errors import AijournalError
from aijournal.journal.journal import Journal
from aijournal.paths import Paths
from aijournal.settings import Settings
from tests.journal.builders import NEW_YORK, NOW
from tests.journal.dumps import Dump, dump

SPRING, SUMMER = date(2026, 3, 1), date(2026, 6, 1)
ODD_NAMES = ['it\'s "quoted"', "naïve — 日本 🧪", "100%_of\\it", "'; DROP TABLE task_type; --", "x" * 500]


def log(journal: Journal, task: str | None, bottleneck: str | None = None, days_ago: int = 0) -> int:
    said = Assessment(Outcome.HELPED, bottleneck=bottleneck) if bottleneck else None
    line = EntryLine("work", task=task, started_at=NOW - timedelta(days=days_ago), assessment=said)
    return journal.log(line, NOW, Door.QUICK_LOG).interaction.id


def tasks(journal: Journal) -> dict[int, str | None]:
    rows = journal.entries(EVERYTHING, NOW, 100).rows
    return {row.interaction.id: row.interaction.task for row in rows}


def said_of(journal: Journal, entry: int) -> str | None:
    found = journal.entry(entry, NOW)
    assert found is not None
    assert found.entry.assessment is not None
    return found.entry.assessment.bottleneck


def assert_undone_and_done_again(paths: Paths, *acts: Callable[[Journal], object]) -> None:
    """Do acts, then take all of them back and do them again, opening the journal anew between."""
    states: list[Dump] = []
    with Journal.open(paths, Settings(), NEW_YORK) as journal:
        states.append(dump(journal))
        for act in acts:
            act(journal)
            states.append(dump(journal))
            assert states[-1] != states[-2]
    labels = []
    with Journal.open(paths, Settings(), NEW_YORK) as journal:
        for before in reversed(states[:-1]):
            labels.append(journal.undo())
            assert dump(journal) == before
    with Journal.open(paths, Settings(), NEW_YORK) as journal:
        for after in states[1:]:
            assert journal.redo() == labels.pop()
            assert dump(journal) == after
        assert journal.redo() is None


def test_task_types_stand_as_ordered_then_by_use_and_the_retired_ones_last(journal: Journal) -> None:
    for task in ("review", "review", "tests", "debugging", "debugging", "debugging", None):
        log(journal, task)
    assert journal.task_list.offered() == ("debugging", "review", "tests")
    journal.task_list.move("tests", 0, NOW)
    assert journal.task_list.offered() == ("tests", "debugging", "review")
    journal.task_list.add("planning", NOW)
    journal.task_list.retire("debugging", NOW)
    assert journal.task_list.all() == (
        TaskType("tests", 1),
        TaskType("review", 2),
        TaskType("planning", 0),
        TaskType("debugging", 3, is_retired=True),
    )
    assert journal.task_list.offered() == ("tests", "review", "planning")
    assert "debugging" in tasks(journal).values(), "its entries keep it"
    journal.task_list.retire("debugging", NOW, is_retired=False)
    assert journal.task_list.offered() == ("tests", "debugging", "review", "planning")


@pytest.mark.parametrize(
    ("place", "expected"),
    [(0, "cabd"), (1, "acbd"), (3, "abdc"), (99, "abdc")],
)
def test_a_task_type_is_moved_to_a_place(journal: Journal, place: int, expected: str) -> None:
    for name in "abcd":
        journal.task_list.add(name, NOW)
    journal.task_list.move("c", place, NOW)
    assert "".join(journal.task_list.offered()) == expected
    journal.undo()
    assert "".join(journal.task_list.offered()) == "abcd"


def test_a_task_type_that_is_offered_is_not_added_twice(journal: Journal) -> None:
    log(journal, "tests")
    journal.task_list.add("planning", NOW)
    before = dump(journal)
    for name in ("tests", "planning", "  planning\n"):
        with pytest.raises(AijournalError, match="such a task type"):
            journal.task_list.add(name, NOW)
    for name in ("", " \t\n"):
        with pytest.raises(AijournalError, match="The name is empty"):
            journal.task_list.add(name, NOW)
        with pytest.raises(AijournalError, match="The name is empty"):
            journal.task_list.rename("tests", name, NOW)
    assert dump(journal) == before
    journal.task_list.retire("planning", NOW)
    journal.task_list.add("planning", NOW)
    assert journal.task_list.offered() == ("planning", "tests")


def test_renaming_gives_entries_and_place_to_the_other_name(journal: Journal) -> None:
    for name in ("tests", "review"):
        journal.task_list.add(name, NOW)
    entry, other = log(journal, "tests"), log(journal, "review")
    journal.task_list.rename("tests", "testing", NOW)
    assert tasks(journal) == {entry: "testing", other: "review"}
    assert journal.task_list.all() == (TaskType("testing", 1), TaskType("review", 1))
    journal.task_list.rename("testing", "testing ", NOW)
    assert journal.undo() == "Renamed a task type", "a name that stays is no act"
    assert tasks(journal)[entry] == "tests"


def test_renaming_into_one_that_there_is_joins_them(journal: Journal) -> None:
    for name in ("a", "tests", "checks"):
        journal.task_list.add(name, NOW)
    entries = [log(journal, "tests"), log(journal, "checks"), log(journal, "checks")]
    journal.task_list.rename("checks", "tests", NOW)
    assert set(tasks(journal).values()) == {"tests"}
    assert journal.task_list.all() == (TaskType("a", 0), TaskType("tests", 3))
    journal.undo()
    assert tasks(journal) == dict(zip(entries, ("tests", "checks", "checks"), strict=True))
    assert journal.task_list.offered() == ("a", "tests", "checks")


def test_every_change_of_task_types_is_undone_and_done_again(paths: Paths) -> None:
    assert_undone_and_done_again(
        paths,
        lambda journal: log(journal, "tests"),
        lambda journal: log(journal, "checks"),
        lambda journal: journal.task_list.add("planning", NOW),
        lambda journal: journal.task_list.move("tests", 0, NOW),
        lambda journal: journal.task_list.rename("planning", "plans", NOW),
        lambda journal: journal.task_list.rename("checks", "tests", NOW),
        lambda journal: journal.task_list.retire("tests", NOW),
        lambda journal: journal.task_list.retire("tests", NOW, is_retired=False),
        lambda journal: journal.task_list.rename("tests", "plans", NOW),
        lambda journal: journal.task_list.move("plans", 0, NOW),
    )


@pytest.mark.parametrize("name", ODD_NAMES)
def test_odd_names_are_kept_as_they_are(paths: Paths, name: str) -> None:
    with Journal.open(paths, Settings(), NEW_YORK) as journal:
        log(journal, name)
    assert_undone_and_done_again(
        paths,
        lambda journal: journal.task_list.rename(name, "plain", NOW),
        lambda journal: journal.task_list.rename("plain", name, NOW),
        lambda journal: journal.task_list.retire(name, NOW),
        lambda journal: journal.bottlenecks.add(f"  {name}\n", SPRING, None, NOW),
        lambda journal: log(journal, None, name),
        lambda journal: journal.bottlenecks.change(1, f"{name}!", SPRING, SUMMER, NOW),
    )
    with Journal.open(paths, Settings(), NEW_YORK) as journal:
        assert journal.task_list.all() == (TaskType(name, 1, is_retired=True),)
        assert journal.bottlenecks.all() == (Bottleneck(1, f"{name}!", SPRING, SUMMER, 1),)


def test_bottlenecks_are_listed_with_the_present_ones_first(journal: Journal) -> None:
    add = journal.bottlenecks.add
    old = add("build", SPRING, SUMMER, NOW)
    ever = add("review", None, None, NOW)
    now = add("build", SUMMER, None, NOW)
    entry = log(journal, None, "build")
    assert journal.bottlenecks.all() == (
        Bottleneck(now, "build", SUMMER, None, 1),
        Bottleneck(ever, "review", None, None, 0),
        Bottleneck(old, "build", SPRING, SUMMER, 1),
    )
    journal.bottlenecks.remove(now, NOW)
    assert [one.id for one in journal.bottlenecks.all()] == [ever, old]
    assert said_of(journal, entry) == "build"


def test_changing_days_leaves_entries_alone(journal: Journal) -> None:
    number, entry = journal.bottlenecks.add("build", SPRING, None, NOW), log(journal, None, "build")
    journal.bottlenecks.change(number, "build", None, SPRING, NOW)
    assert journal.bottlenecks.all() == (Bottleneck(number, "build", None, SPRING, 1),)
    assert said_of(journal, entry) == "build"


def test_another_name_holds_wherever_the_bottleneck_stands(journal: Journal) -> None:
    """What came again is the same bottleneck: its entries would not fit it under two names."""
    first = journal.bottlenecks.add("build", SPRING, SPRING, NOW)
    again = journal.bottlenecks.add("build", SUMMER, None, NOW)
    entry, other = log(journal, None, "build"), log(journal, None, "review")
    before = dump(journal)
    journal.bottlenecks.change(again, "slow builds", SUMMER, None, NOW)
    assert journal.bottlenecks.all() == (
        Bottleneck(again, "slow builds", SUMMER, None, 1),
        Bottleneck(first, "slow builds", SPRING, SPRING, 1),
    )
    assert (said_of(journal, entry), said_of(journal, other)) == ("slow builds", "review")
    journal.undo()
    assert dump(journal) == before


def test_a_bottleneck_that_ends_before_it_begins_is_refused(journal: Journal) -> None:
    number = journal.bottlenecks.add("build", SPRING, SPRING, NOW)
    before = dump(journal)
    with pytest.raises(AijournalError, match="ends before it begins"):
        journal.bottlenecks.add("review", SUMMER, SPRING, NOW)
    with pytest.raises(AijournalError, match="ends before it begins"):
        journal.bottlenecks.change(number, "build", SUMMER, SPRING, NOW)
    with pytest.raises(AijournalError, match="The name is empty"):
        journal.bottlenecks.change(number, " ", None, None, NOW)
    with pytest.raises(AijournalError, match="The bottleneck is gone"):
        journal.bottlenecks.change(number + 1, "build", None, None, NOW)
    assert dump(journal) == before
    assert journal.undo() == "Named a bottleneck"


def test_every_change_of_bottlenecks_is_undone_and_done_again(paths: Paths) -> None:
    assert_undone_and_done_again(
        paths,
        lambda journal: journal.bottlenecks.add("build", SPRING, None, NOW),
        lambda journal: log(journal, None, "build"),
        lambda journal: journal.bottlenecks.add("build", SUMMER, None, NOW),
        lambda journal: journal.bottlenecks.change(1, "build", SPRING, SPRING, NOW),
        lambda journal: journal.bottlenecks.change(2, "slow builds", SPRING, SUMMER, NOW),
        lambda journal: journal.bottlenecks.remove(2, NOW),
        lambda journal: journal.bottlenecks.add("review", None, None, NOW),
        lambda journal: journal.bottlenecks.remove(1, NOW),
    )


def test_a_retired_type_is_not_taken_for_the_likely_one(journal: Journal) -> None:
    for task in ("tests", "review"):
        journal.log(EntryLine("work", task=task, project="shop"), NOW, Door.QUICK_LOG)
    journal.task_list.retire(journal.task_list.last_in("shop") or "", NOW)
    assert journal.task_list.last_in("shop") in journal.task_list.offered()


def test_a_retired_type_that_takes_in_another_is_offered_again(journal: Journal) -> None:
    for task in ("tests", "review"):
        journal.log(EntryLine("work", task=task), NOW, Door.QUICK_LOG)
    journal.task_list.retire("review", NOW)
    journal.task_list.rename("tests", "review", NOW)
    assert journal.task_list.offered() == ("review",)
    journal.undo(NOW)
    assert journal.task_list.offered() == ("tests",)
