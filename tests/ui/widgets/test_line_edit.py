"""Undo and redo by real keys: a line keeps them while they do something in it, else the window has them."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from aijournal.ui.widgets.line_edit import LineEdit
from tests.ui.stage import Counted

CTRL = Qt.KeyboardModifier.ControlModifier
CTRL_SHIFT = CTRL | Qt.KeyboardModifier.ShiftModifier


class Window(QWidget):
    """A window that has undo and redo of its own, around a line."""

    def __init__(self, line: QLineEdit) -> None:
        super().__init__()
        self.line = line
        QVBoxLayout(self).addWidget(line)
        self.undone = Counted(QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self).activated)
        self.redone = Counted(QShortcut(QKeySequence("Ctrl+Shift+Z"), self).activated)

    @property
    def taken_back(self) -> tuple[int, int]:
        return self.undone.count, self.redone.count


@pytest.fixture
def window(qtbot: QtBot) -> Window:
    window = Window(LineEdit())
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.line.setFocus()
    return window


def test_a_line_with_nothing_to_take_back_leaves_undo_to_the_window(window: Window) -> None:
    QTest.keyClick(window.line, Qt.Key.Key_Z, CTRL)
    assert window.taken_back == (1, 0)
    QTest.keyClick(window.line, Qt.Key.Key_Z, CTRL_SHIFT)
    assert window.taken_back == (1, 1)


def test_what_was_typed_is_taken_back_first(window: Window) -> None:
    QTest.keyClicks(window.line, "maps")
    QTest.keyClick(window.line, Qt.Key.Key_Z, CTRL)
    assert (window.line.text(), window.taken_back) == ("", (0, 0))
    QTest.keyClick(window.line, Qt.Key.Key_Z, CTRL_SHIFT)
    assert (window.line.text(), window.taken_back) == ("maps", (0, 0))
    QTest.keyClick(window.line, Qt.Key.Key_Z, CTRL)
    QTest.keyClick(window.line, Qt.Key.Key_Z, CTRL)
    assert window.taken_back == (1, 0)


def test_a_text_that_nobody_typed_is_nothing_to_take_back(window: Window) -> None:
    window.line.setText("retry on 502")
    QTest.keyClick(window.line, Qt.Key.Key_Z, CTRL)
    assert (window.line.text(), window.taken_back) == ("retry on 502", (1, 0))


def test_other_keys_stay_the_lines_own(window: Window) -> None:
    every = Counted(QShortcut(QKeySequence(QKeySequence.StandardKey.SelectAll), window).activated)
    QTest.keyClicks(window.line, "shop")
    QTest.keyClick(window.line, Qt.Key.Key_A, CTRL)
    assert (window.line.selectedText(), every.count) == ("shop", 0)


def test_qts_own_line_keeps_the_key_that_does_nothing(qtbot: QtBot) -> None:
    """Where this fails, Qt has learnt it, and `LineEdit` is not needed any more."""
    window = Window(QLineEdit())
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.line.setFocus()
    QTest.keyClick(window.line, Qt.Key.Key_Z, CTRL)
    assert window.taken_back == (0, 0)
