"""Help texts in the window: read where the program has them, as plain text."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from aijournal.paths import Paths
from aijournal.resources import resource
from aijournal.ui.app import App
from aijournal.ui.help_window import HelpWindow
from aijournal.ui.screen import Screen
from tests.ui.stage import flush_deletions, staged


@pytest.fixture
def app(qapp: QApplication, paths: Paths, home: Path, qtbot: QtBot) -> Iterator[App]:
    with staged(qapp, paths, {"HOME": str(home)}) as app:
        app.show()
        app.window.show_page(Screen.SOURCES)
        qtbot.waitUntil(lambda: app.window.pages.sources.views is not None)
        yield app


def test_sources_lead_to_reading_without_the_window(app: App) -> None:
    button = app.window.pages.sources.alone
    assert button.isVisible()
    QTest.keyClick(button, Qt.Key.Key_Space)
    (shown,) = app.window.findChildren(HelpWindow)
    assert shown.text.toPlainText() == resource("help", "unattended.md").read_text(encoding="utf-8")
    assert shown.text.isReadOnly()
    assert "aijournal-import.timer" in shown.text.toPlainText()
    QTest.keyClick(shown, Qt.Key.Key_Escape)
    flush_deletions()
    assert app.window.findChildren(HelpWindow) == []
