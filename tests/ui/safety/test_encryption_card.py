"""Encrypting by keys alone: the slip asks for all that it needs, in the order in which it is read."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from aijournal.ui.rewriting import Rewriting
from aijournal.ui.safety.encryption_card import EncryptionSlip

WORDS = "a horse and a lamp"


class Page(QWidget):
    """A slip between two other things that take the keyboard."""

    def __init__(self) -> None:
        super().__init__()
        self.opener, self.slip, self.below = QPushButton("open"), EncryptionSlip(), QPushButton("below")
        column = QVBoxLayout(self)
        for part in (self.opener, self.slip, self.below):
            column.addWidget(part)


@pytest.fixture
def page(qtbot: QtBot) -> Page:
    page = Page()
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(page.isActiveWindow)
    return page


def _focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def _press(key: Qt.Key) -> None:
    QTest.keyClick(_focused(), key)


@pytest.mark.parametrize(
    ("rewriting", "asked"),
    [
        (Rewriting.ENCRYPT, ("new", "again", "kept")),
        (Rewriting.CHANGE, ("present", "new", "again", "kept")),
        (Rewriting.DECRYPT, ("present",)),
    ],
)
def test_tab_goes_from_what_is_asked_to_the_buttons_and_on(
    page: Page, rewriting: Rewriting, asked: tuple[str, ...], qtbot: QtBot
) -> None:
    slip = page.slip
    slip.begin(rewriting, page.opener)
    for name in asked:
        assert _focused() is getattr(slip, name)
        if name == "kept":
            _press(Qt.Key.Key_Space)
        else:
            QTest.keyClicks(_focused(), WORDS)
        _press(Qt.Key.Key_Tab)
    assert _focused() is slip.agree
    with qtbot.waitSignal(slip.wanted) as wanted:
        _press(Qt.Key.Key_Space)
    assert wanted.args[0] is rewriting
    slip.agree.setEnabled(True)
    slip.agree.setFocus()
    for part in (slip.leave, page.below):
        _press(Qt.Key.Key_Tab)
        assert _focused() is part
