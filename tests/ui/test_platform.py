"""Faults of the platform that would otherwise strike people, not tests."""

import sys

from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot


def test_calls_into_qt_keep_none_alive(qtbot: QtBot) -> None:
    # Some versions of PySide6 drop a reference to None with every call that returns nothing; the
    # process aborts after about five thousand of them.
    label = QLabel()
    qtbot.addWidget(label)
    before = sys.getrefcount(None)
    for number in range(1_000):
        label.setText(str(number))
    assert sys.getrefcount(None) > before - 500


def test_there_are_fonts_to_write_with() -> None:
    # Without fonts every letter is a box, and nothing else says so.
    assert QFontDatabase.families()
