"""All keys on one sheet, and other keys for an action, by keys alone in the real window."""

import json

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from aijournal.settings import Settings, load_settings
from aijournal.ui.actions.shortcut_sheet import scope_words
from aijournal.ui.actions.table import ACTIONS
from aijournal.ui.screen import Screen
from aijournal.ui.widgets.key_button import KeyButton
from tests.ui.actions.conftest import Hand


def _open(hand: Hand, typed: str) -> None:
    hand.control(Qt.Key.Key_Slash)
    assert hand.sheet.line.hasFocus()
    hand.type(typed)


def _bound(hand: Hand, name: str, *keys: str) -> None:
    hand.qtbot.waitUntil(lambda: hand.app.parts.bindings.keys(name) == keys)


def _cap(hand: Hand, words: str) -> str:
    return next(one.key for one in hand.inbox.panel.findChildren(KeyButton) if one.text() == words)


def test_it_shows_every_action_under_a_heading(hand: Hand) -> None:
    _open(hand, "")
    rows = hand.sheet.list.rows.rows
    assert {row.name for row in rows if not row.is_heading} == {action.name for action in ACTIONS}
    assert rows[0].is_heading
    assert all(row.words for row in rows)
    assert {scope_words(one.scope) for one in ACTIONS if not one.scope.is_everywhere} <= {
        row.aside for row in rows if row.is_heading
    }
    assert "" not in {scope_words(one.scope) for one in ACTIONS if not one.scope.is_everywhere}


def test_it_is_searched_by_words_and_by_keys(hand: Hand) -> None:
    _open(hand, "ctrl+shift+z")
    assert [row.words for row in hand.sheet.list.rows.rows if not row.is_heading] == ["Redo"]
    hand.sheet.line.setText("read new logs")
    assert hand.sheet.action is not None
    assert hand.sheet.action.name == "logs.read"


def test_an_action_gets_another_key_that_works_at_once_and_is_shown(hand: Hand) -> None:
    _open(hand, "not now")
    hand.press(Qt.Key.Key_Return)
    assert hand.sheet.catcher.hasFocus()
    hand.type("z")
    _bound(hand, "inbox.skip", "Z")
    assert hand.sheet.line.hasFocus()
    hand.press(Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is hand.inbox
    assert _cap(hand, "not now") == "Z"
    assert hand.window.toast._words.text() == "“Not now: set aside until tomorrow” is on Z."
    waiting = hand.window.today.inbox.waiting
    hand.type("s")
    assert hand.window.today.inbox.waiting == waiting
    hand.type("z")
    hand.qtbot.waitUntil(lambda: hand.window.today.inbox.waiting == waiting - 1)


def test_a_chord_of_the_window_can_be_another(hand: Hand) -> None:
    _open(hand, "go to trends")
    hand.press(Qt.Key.Key_Return)
    hand.control(Qt.Key.Key_J)
    _bound(hand, "go.trends", "Ctrl+J")
    hand.press(Qt.Key.Key_Escape)
    shown = []
    for key in (Qt.Key.Key_3, Qt.Key.Key_J):
        hand.control(key)
        shown.append(hand.window.shown_screen)
    assert shown == [Screen.TODAY, Screen.TRENDS]


def test_a_key_that_is_taken_is_swapped_or_left(hand: Hand) -> None:
    _open(hand, "it helped a lot")
    hand.press(Qt.Key.Key_Return)
    hand.type("4")
    assert "“It helped”" in hand.sheet.catcher.accessibleName()
    hand.press(Qt.Key.Key_Escape)
    assert hand.app.parts.bindings.own == {}
    hand.press(Qt.Key.Key_Return)
    hand.type("4")
    assert hand.sheet.catcher.swap.hasFocus()
    hand.press(Qt.Key.Key_Return)
    _bound(hand, "verdict.rate_5", "4")
    assert hand.app.parts.bindings.keys("verdict.rate_4") == ("5",)
    hand.press(Qt.Key.Key_Escape)
    assert (_cap(hand, "helped"), _cap(hand, "helped a lot")) == ("5", "4")


def test_what_cannot_be_a_key_is_said_and_another_can_be_pressed(hand: Hand) -> None:
    _open(hand, "read new logs")
    hand.press(Qt.Key.Key_Return)
    for key in (Qt.Key.Key_Tab, Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_J):
        hand.sheet.catcher.setAccessibleName("")
        hand.press(key)
        assert "cannot be a key" in hand.sheet.catcher.accessibleName()
        assert hand.sheet.catcher.hasFocus()
    hand.press(Qt.Key.Key_F6)
    _bound(hand, "logs.read", "F6")


def test_one_and_all_are_reset(hand: Hand) -> None:
    keeper = hand.app.parts.settings
    keeper.change("keys", "Changed.", shortcuts={"logs.read": ("F6",), "go.trends": (), "later.one": ("F7",)})
    _bound(hand, "go.trends")
    _open(hand, "read new logs")
    hand.sheet.reset.click()
    _bound(hand, "logs.read", "Ctrl+R")
    assert hand.app.parts.bindings.own == {"go.trends": (), "later.one": ("F7",)}
    hand.sheet.reset_all.click()
    _bound(hand, "go.trends", "Ctrl+3")


def test_an_action_can_have_no_key_at_all(hand: Hand) -> None:
    _open(hand, "write a note")
    hand.press(Qt.Key.Key_Return)
    hand.sheet.catcher.none.click()
    _bound(hand, "verdict.note")
    assert _cap(hand, "note") == ""
    assert hand.window.toast._words.text() == "“Write a note” has no key."


def test_the_keys_are_a_setting_that_is_kept_and_can_be_taken_back(hand: Hand) -> None:
    _open(hand, "go to trends")
    hand.press(Qt.Key.Key_Return)
    hand.control(Qt.Key.Key_J)
    _bound(hand, "go.trends", "Ctrl+J")
    path = hand.app.parts.settings.path
    assert json.loads(path.read_bytes())["shortcuts"] == {"go.trends": ["Ctrl+J"]}
    assert load_settings(path) == Settings(shortcuts={"go.trends": ("Ctrl+J",)})
    hand.press(Qt.Key.Key_Escape)
    hand.window.toast._undo.click()
    _bound(hand, "go.trends", "Ctrl+3")
    assert "shortcuts" not in json.loads(path.read_bytes())


def test_tab_goes_round_on_the_sheet(hand: Hand) -> None:
    _open(hand, "")
    seen = []
    for _ in range(4):
        seen.append(QApplication.focusWidget())
        hand.press(Qt.Key.Key_Tab)
    assert hand.sheet.line.hasFocus() or seen[0] in seen[1:]
    assert all(one is not None and hand.sheet.isAncestorOf(one) for one in seen)
    assert all(one.accessibleName() or one is hand.sheet.change for one in seen if one is not None)
