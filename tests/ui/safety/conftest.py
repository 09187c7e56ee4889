"""The page Safety with something of everything on it, for the tests of its parts."""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial

import pytest
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from aijournal.journal.backup_files import BackupReason
from aijournal.journal.journal import Journal
from aijournal.paths import Paths
from aijournal.ui.app import App
from aijournal.ui.pages.safety import SafetyPage
from aijournal.ui.screen import Screen
from tests.ui.journal_stage import log_entries, logged
from tests.ui.stage import NOW, staged, with_journal


@pytest.fixture
def app(qapp: QApplication, paths: Paths, qtbot: QtBot) -> Iterator[App]:
    """Play the program on Safety with two backups of one minute, and two deletions."""
    first, second, _ = with_journal(paths, lambda journal: log_entries(journal, 3))
    minute = NOW - timedelta(hours=3)
    with_journal(paths, lambda journal: journal.backups.take(BackupReason.AUTOMATIC, minute))
    logged(paths, 4, first=10)
    later = minute + timedelta(seconds=40)
    with_journal(paths, lambda journal: journal.backups.take(BackupReason.BY_HAND, later))
    for number in (first, second):
        with_journal(paths, partial(_delete, number))
    with staged(qapp, paths, {}) as app:
        app.window.resize(1_280, 820)
        app.show()
        app.window.show_page(Screen.SAFETY)
        qtbot.waitUntil(lambda: app.window.pages.safety.view is not None)
        yield app


def _delete(number: int, journal: Journal) -> None:
    journal.trash.delete([number], NOW)


@pytest.fixture
def page(app: App) -> SafetyPage:
    """Return the page Safety."""
    return app.window.pages.safety


@pytest.fixture(params=[1, 2], ids=["100 %", "200 %"])
def font(qapp: QApplication, request: pytest.FixtureRequest) -> Iterator[int]:
    """Set the font of the system to its size, or to twice that; return which."""
    before, larger = qapp.font(), QFont(qapp.font())
    larger.setPointSizeF(before.pointSizeF() * request.param)
    qapp.setFont(larger)
    yield request.param
    qapp.setFont(before)
