"""Which names there are to pick from."""

from datetime import timedelta

import pytest

from aijournal.domain.assessment import Door
from aijournal.domain.entry import EntryWords
from aijournal.domain.entry_line import EntryLine
from aijournal.journal.journal import Journal
from aijournal.journal.names import NameKind
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
