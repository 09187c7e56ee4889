"""The table is whole: names, words, keys, and nothing that means two things in one place."""

import ast
import re
from collections import Counter
from itertools import combinations
from pathlib import Path

import pytest

import aijournal.ui
from aijournal.ui.actions.action import Action, Scope
from aijournal.ui.actions.keys import normal
from aijournal.ui.actions.rebinding import clash, refusal
from aijournal.ui.actions.table import ACTIONS

pytestmark = pytest.mark.usefixtures("qapp")

_UI = Path(aijournal.ui.__file__).parent
# A dialog and the first steps, each with one chord that does what its button does.
_OF_THEIR_OWN = {"day_review/window.py: QShortcut", "first_run/first_run.py: QShortcut"}
_ids = [action.name for action in ACTIONS]


def test_every_name_and_every_wording_is_there_once() -> None:
    assert not [name for name, count in Counter(_ids).items() if count > 1]
    in_one_place = Counter((action.words, action.scope) for action in ACTIONS)
    assert not [words for words, count in in_one_place.items() if count > 1]


@pytest.mark.parametrize("action", ACTIONS, ids=_ids)
def test_a_row_has_a_name_words_and_keys_that_are_keys(action: Action) -> None:
    assert re.fullmatch(r"[a-z_]+\.[a-z_0-9]+", action.name)
    assert action.words.strip()
    assert action.group.strip()
    assert action.told == action.words
    assert [normal(key) for key in action.keys] == list(action.keys)


def _meanings() -> list[str]:
    return [
        f"{key}: {one.name} and {other.name}"
        for one, other in combinations(ACTIONS, 2)
        for key in {*one.keys} & {*other.keys}
        if clash(one, other, key)
    ]


def test_no_key_means_two_things_where_both_could_be_meant() -> None:
    assert not _meanings()


def test_a_key_of_the_window_is_one_that_nobody_types() -> None:
    around = [action for action in ACTIONS if action.scope.is_everywhere]
    assert around
    refused = {key for one in around for key in one.keys if refusal(key, _bare(one)) is not None}
    assert refused == {"?"}  # which opens the sheet where nothing is typed and nothing nearer wants it


def _bare(action: Action) -> Action:
    """Return an action as if it had no keys of the table's, which are never refused."""
    return Action(action.name, action.words, action.group, (), action.scope)


def test_scopes_overlap_on_one_page_and_with_the_window() -> None:
    assert Scope.INBOX.overlaps(Scope.TODAY)
    assert Scope.VERDICT.overlaps(Scope.INBOX)
    assert Scope.VERDICT.overlaps(Scope.ENTRIES)
    assert Scope.TRENDS.overlaps(Scope.WINDOW)
    assert Scope.PROGRAM.overlaps(Scope.WINDOW)
    assert not Scope.INBOX.overlaps(Scope.ENTRY)
    assert not Scope.SOURCES.overlaps(Scope.SETTINGS)


def test_keys_are_given_in_the_table_and_nowhere_else() -> None:
    """A shortcut that is made elsewhere is in no palette, on no sheet, and cannot be another.

    Esc is none of an action: it goes back, everywhere, and can be no other key.
    """
    found = []
    for path in sorted(_UI.rglob("*.py")):
        if path.parent == _UI / "actions":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            called = node.func if isinstance(node, ast.Call) else None
            name = getattr(called, "id", getattr(called, "attr", ""))
            if name in ("QShortcut", "setShortcut", "setShortcuts") and "Key_Escape" not in ast.unparse(node):
                found.append(f"{path.relative_to(_UI).as_posix()}: {name}")
    assert set(found) <= _OF_THEIR_OWN
