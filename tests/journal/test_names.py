"""Which names there are to pick from."""

from datetime import timedelta

import pytest

from aijournal.domain.assessment import Door
from aijournal.domain.entry import EntryWords
from aijournal.domain.entry_line import EntryLine
from aijournal.domain.name_kind import NameKind
from aijournal.journal.journal import Journal
from aijournal.journal.sql_text import compose
from tests.journal.builders import MODEL, NOW, add, an_exchange

LOGGED = (
    EntryLine("learn templates", project="lab", tool="chatgpt", task="reading", tags=("c++", "talk")),
    EntryLine("read a paper", project="lab", tool="chatgpt", task="reading", tags=("talk",)),
    EntryLine("rename the basket", project="shop", tool="codex", task="a refactoring", model="gpt-5"),
)


@pytest.fixture
def named(journal: Journal) -> Journal:
    """Return a journal with names of every kind, some of them used more than once."""
    for line in LOGGED:
        journal.log(line, NOW, Door.QUICK_LOG)
    add(
        journal,
        *(
            an_exchange(
                number, NOW - timedelta(hours=2 * number), conversation_id=f"c-{number}", project="site"
            )
            for number in range(3)
        ),
    )
    return journal


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        (NameKind.PROJECT, ("site", "lab", "shop")),
        (NameKind.TOOL, ("claude-code", "chatgpt", "codex")),
        (NameKind.TASK, ("reading", "a refactoring")),
        (NameKind.TAG, ("talk", "c++")),
        (NameKind.MODEL, (MODEL, "gpt-5")),
    ],
)
def test_names_come_with_the_most_used_first(named: Journal, kind: NameKind, names: tuple[str, ...]) -> None:
    assert named.names.of(kind) == names


@pytest.mark.parametrize("kind", NameKind)
def test_an_empty_journal_has_no_names(journal: Journal, kind: NameKind) -> None:
    assert journal.names.of(kind) == ()


def test_a_name_that_nothing_carries_any_more_is_gone(journal: Journal) -> None:
    number = journal.log(LOGGED[0], NOW, Door.QUICK_LOG).interaction.id
    journal.edit(number, EntryWords("learn templates", tags=("talk",)), NOW)
    assert journal.names.of(NameKind.PROJECT) == ()
    assert journal.names.of(NameKind.TAG) == ("talk",)
    journal.undo()
    assert journal.names.of(NameKind.PROJECT) == ("lab",)
    assert journal.names.of(NameKind.TAG) == ("c++", "talk")


@pytest.mark.parametrize("kind", [NameKind.PROJECT, NameKind.TOOL, NameKind.TASK, NameKind.MODEL])
def test_names_of_any_letters_are_those_the_engine_counts(journal: Journal, kind: NameKind) -> None:
    names = ("plain", "Plain", 'say "hi"', "back\\slash", "\U0001f989", "\uffff", "é", "two\nlines", "plain")
    for name in (*names, "é", "\U0001f989"):
        line = EntryLine("work", project=name, tool=name, task=name, model=name)
        journal.log(line, NOW, Door.QUICK_LOG)
    journal.log(EntryLine("nothing is known of this one"), NOW, Door.QUICK_LOG)
    column = "name" if kind is NameKind.MODEL else kind.value
    counted = journal._db.execute(
        compose(
            "SELECT",
            column,
            "FROM interaction LEFT JOIN model ON model.id = main_model_id",
            "WHERE",
            column,
            "IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC, 1",
        )
    )
    assert journal.names.of(kind) == tuple(row[0] for row in counted)
    assert len(journal.names.of(kind)) == len(set(names))


def test_one_model_of_two_providers_is_one_name(journal: Journal) -> None:
    for model in ("often", "twice", "twice", "often", "often"):
        journal.log(EntryLine("work", model=model), NOW, Door.QUICK_LOG)
    other = journal._db.execute("INSERT INTO model (name, provider) VALUES ('twice', 'another')").lastrowid
    for _ in range(2):
        number = journal.log(EntryLine("work"), NOW, Door.QUICK_LOG).interaction.id
        journal._db.execute("UPDATE interaction SET main_model_id = ? WHERE id = ?", [other, number])
    assert journal.names.of(NameKind.MODEL) == ("twice", "often")
