"""Ctrl+Z in the quick log, where the caret stays after every entry: it takes back the latest act."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from aijournal.paths import Paths
from aijournal.ui.app import App
from aijournal.ui.screen import Screen
from tests.ui.journal_stage import entries, logged

CTRL = Qt.KeyboardModifier.ControlModifier
CTRL_SHIFT = CTRL | Qt.KeyboardModifier.ShiftModifier


def _press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key wherever the keyboard is."""
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key, modifier)


def _log(app: App, qtbot: QtBot, words: str) -> None:
    line = app.window.today.quick_log._line
    qtbot.waitUntil(line.hasFocus)
    QTest.keyClicks(line, words)
    _press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not line.text())


def test_an_entry_that_was_just_logged_is_taken_back_and_done_again(
    app: App, paths: Paths, qtbot: QtBot
) -> None:
    app.show()
    _log(app, qtbot, "fixed flaky test #shop")
    assert [entry.interaction.title for entry in entries(paths)] == ["fixed flaky test"]
    assert app.window.today.quick_log._line.hasFocus()
    _press(Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: not entries(paths))
    assert not app.window.today.quick_log.text
    _press(Qt.Key.Key_Z, CTRL_SHIFT)
    qtbot.waitUntil(lambda: len(entries(paths)) == 1)


def test_what_is_being_typed_is_taken_back_before_what_was_logged(
    app: App, paths: Paths, qtbot: QtBot
) -> None:
    app.show()
    _log(app, qtbot, "one")
    QTest.keyClicks(app.window.today.quick_log._line, "two")
    _press(Qt.Key.Key_Z, CTRL)
    assert not app.window.today.quick_log.text
    assert len(entries(paths)) == 1
    _press(Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: not entries(paths))


def test_a_chip_that_was_taken_out_comes_back_and_nothing_else(app: App, paths: Paths, qtbot: QtBot) -> None:
    logged(paths, 1)
    app.show()
    quick_log = app.window.today.quick_log
    qtbot.waitUntil(quick_log._line.hasFocus)
    quick_log.type("fixed flaky test #shop +2")
    quick_log._take_out(quick_log._chips[0])
    assert quick_log.text == "fixed flaky test +2"
    _press(Qt.Key.Key_Z, CTRL)
    assert quick_log.text == "fixed flaky test #shop +2"
    qtbot.wait(50)
    assert len(entries(paths)) == 1


def test_a_search_that_was_emptied_by_esc_comes_back_before_anything_is_taken_back(
    app: App, paths: Paths, qtbot: QtBot
) -> None:
    logged(paths, 2)
    app.show()
    app.window.show_page(Screen.JOURNAL)
    search = app.window.pages.journal.filter_bar.search
    qtbot.waitUntil(search.isVisible)
    search.take_focus()
    qtbot.waitUntil(search._line.hasFocus)
    QTest.keyClicks(search._line, "entry")
    _press(Qt.Key.Key_Escape)
    assert search._line.text() == ""
    _press(Qt.Key.Key_Z, CTRL)
    assert search._line.text() == "entry"
    _press(Qt.Key.Key_Z, CTRL)
    assert search._line.text() == ""
    _press(Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: len(entries(paths)) < 2)
