"""The window over sample logs, with entries that wait."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from aijournal.collect import collect
from aijournal.paths import Paths
from aijournal.ui.actions.palette import Palette
from aijournal.ui.actions.shortcut_sheet import ShortcutSheet
from aijournal.ui.app import App
from aijournal.ui.inbox.view import InboxView
from aijournal.ui.main_window import MainWindow
from tests.ui.stage import IMPORTERS, NOW, staged, wait_for_inbox, with_journal


class Hand:
    """A hand on the keyboard: what is pressed goes wherever the keyboard is."""

    def __init__(self, app: App, qtbot: QtBot) -> None:
        self.app = app
        self.qtbot = qtbot

    @property
    def window(self) -> MainWindow:
        return self.app.window

    @property
    def inbox(self) -> InboxView:
        return self.window.today.inbox._view

    @property
    def palette(self) -> Palette:
        return self.window.overlays.palette

    @property
    def sheet(self) -> ShortcutSheet:
        return self.window.overlays.sheet

    def press(
        self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier, times: int = 1
    ) -> None:
        for _ in range(times):
            focus = QApplication.focusWidget()
            assert focus is not None
            QTest.keyClick(focus, key, modifiers)

    def control(self, key: Qt.Key) -> None:
        self.press(key, Qt.KeyboardModifier.ControlModifier)

    def type(self, text: str) -> None:
        for letter in text:
            focus = QApplication.focusWidget()
            assert focus is not None
            QTest.keyClicks(focus, letter)


@pytest.fixture
def hand(qapp: QApplication, paths: Paths, logs: Path, qtbot: QtBot) -> Iterator[Hand]:
    environment = {"HOME": str(logs)}
    with_journal(paths, lambda journal: collect(journal, IMPORTERS, environment, NOW))
    waiting = with_journal(paths, lambda journal: journal.inbox_count(NOW))
    with staged(qapp, paths, environment) as app:
        app.window.resize(1_100, 760)
        app.show()
        wait_for_inbox(qtbot, app, waiting)
        app.window.today.inbox.take_focus()
        qtbot.waitUntil(app.window.today.inbox._view.hasFocus)
        yield Hand(app, qtbot)
