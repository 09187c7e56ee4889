"""Why nothing waits: true also where no log was ever read."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from aijournal.collect import collect
from aijournal.journal.journal import Journal
from aijournal.paths import Paths
from aijournal.ui.app import App
from aijournal.ui.widgets.empty_state import EmptyState
from tests.ui.journal_stage import logged
from tests.ui.stage import IMPORTERS, NOW, staged, with_journal


@pytest.fixture
def by_hand(paths: Paths) -> Paths:
    """Return the places of a journal in which everything was logged by hand, and most of it not judged."""
    logged(paths, 3)
    return paths


@pytest.fixture
def without_logs(qapp: QApplication, by_hand: Paths, home: Path) -> Iterator[App]:
    with staged(qapp, by_hand, {"HOME": str(home)}) as app:
        app.show()
        yield app


@pytest.fixture
def with_logs(qapp: QApplication, by_hand: Paths, logs: Path) -> Iterator[App]:
    with staged(qapp, by_hand, {"HOME": str(logs)}) as app:
        app.show()
        yield app


def _empty(app: App) -> EmptyState:
    return app.window.today.inbox.empty


def test_where_there_are_no_logs_nothing_is_claimed_of_what_they_brought(
    without_logs: App, qtbot: QtBot
) -> None:
    empty = _empty(without_logs)
    qtbot.waitUntil(lambda: "No logs" in empty._why.text())
    assert empty._what.text() == "Nothing waits for you"
    assert "judged, set aside" not in empty._why.text()
    assert "What you log by hand is not asked about here" in empty._why.text()
    assert empty._action.text() == "Look again"
    with qtbot.waitSignal(without_logs.reading.found):
        empty._action.click()
    assert empty._action.text() == "Look again"


def test_where_there_are_logs_it_says_what_is_asked_about(with_logs: App, qtbot: QtBot) -> None:
    empty = _empty(with_logs)
    qtbot.waitUntil(lambda: "What the logs brought is judged" in empty._why.text())
    assert "What you log by hand is not asked about here" in empty._why.text()
    assert empty._action.text() == "Read new logs"
    with qtbot.waitSignal(with_logs.reading.finished, timeout=20_000):
        empty._action.click()


def test_logs_are_looked_for_once(without_logs: App, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: "No logs" in _empty(without_logs)._why.text())
    with qtbot.assertNotEmitted(without_logs.reading.found, wait=100):
        without_logs.window.today.refresh()


def test_what_was_set_aside_is_said_to_come_back(
    with_logs: App, paths: Paths, logs: Path, qtbot: QtBot
) -> None:
    with_journal(paths, lambda journal: collect(journal, IMPORTERS, {"HOME": str(logs)}, NOW))
    waiting = with_journal(paths, _set_all_aside)
    assert waiting
    told = f"{waiting} entries set aside: back here tomorrow."
    qtbot.waitUntil(lambda: told in _empty(with_logs)._why.text())


def _set_all_aside(journal: Journal) -> int:
    waiting = journal.inbox(NOW, 1_000)
    for entry in waiting:
        journal.skip(entry.interaction.id, NOW)
    return len(waiting)
