"""Taking back what takes long: it is told of, it can be stopped, and then all is as it was."""

from collections.abc import Iterator
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from aijournal.domain.bulk_change import SetTask
from aijournal.domain.entry_filter import EVERYTHING
from aijournal.journal import interrupting
from aijournal.journal.journal import Journal
from aijournal.journal.undo import Undo
from aijournal.paths import Paths
from aijournal.ui.app import App
from aijournal.ui.screen import Screen
from tests.ui.stage import NOW, with_journal
from tests.ui.walking import settle

TASK = "a task that all of them have"


@pytest.fixture
def changed(app: App, demo: Paths, qtbot: QtBot) -> App:
    """Play the program on a journal in which all entries were changed in one act."""
    app.show()
    qtbot.waitUntil(lambda: app.session.is_open)

    def change(journal: Journal) -> None:
        rows = journal.entries(EVERYTHING, NOW, 2_000).rows
        journal.bulk.change([row.interaction.id for row in rows], SetTask(TASK), NOW)

    with_journal(demo, change)
    settle(app, qtbot)
    app.window.show_page(Screen.JOURNAL)
    return app


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Iterator[Event]:
    """Let taking back wait, once it has begun, until the event is set or it is stopped."""
    goes_on, begin = Event(), Undo._reshape

    def wait_first(self: Undo, images: object) -> object:
        while not goes_on.wait(0.005):
            self._db.execute(
                "WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n LIMIT 50000) "
                "SELECT count(*) FROM n"
            ).fetchall()
        return begin(self, images)  # type: ignore[arg-type]

    monkeypatch.setattr(Undo, "_reshape", wait_first)
    monkeypatch.setattr(interrupting, "_STEPS", 1_000)
    yield goes_on
    goes_on.set()


def _tasks(paths: Paths) -> set[str | None]:
    rows = with_journal(paths, lambda journal: journal.entries(EVERYTHING, NOW, 2_000).rows)
    return {row.interaction.task for row in rows}


def test_it_is_told_of_after_a_moment_and_goes_when_it_is_done(
    changed: App, paths: Paths, slow: Event, qtbot: QtBot
) -> None:
    furniture = changed.window.furniture
    QTest.keyClick(changed.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert not furniture.has("working"), "what takes no time needs no words"
    qtbot.waitUntil(lambda: furniture.has("working") and furniture.working.isVisible())
    assert furniture.working.stop.isEnabled()
    slow.set()
    qtbot.waitUntil(lambda: not furniture.working.isVisible())
    assert changed.window.toast._words.text().startswith("Taken back")
    assert _tasks(paths) != {TASK}


def test_esc_stops_it_and_all_is_as_it_was(changed: App, paths: Paths, slow: Event, qtbot: QtBot) -> None:
    furniture = changed.window.furniture
    QTest.keyClick(changed.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: furniture.has("working") and furniture.working.isVisible())
    QTest.keyClick(furniture, Qt.Key.Key_Escape)
    assert not furniture.working.stop.isEnabled()
    qtbot.waitUntil(lambda: not furniture.working.isVisible())
    assert changed.window.toast._words.text() == "Stopped. Everything is as it was."
    assert _tasks(paths) == {TASK}
    slow.set()
    QTest.keyClick(changed.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: changed.window.toast._words.text().startswith("Taken back"))
    assert _tasks(paths) != {TASK}
