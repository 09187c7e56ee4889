"""From a tool's logs to a report, by the window: read, judge by keys, see what it was worth."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from aijournal.demo import write_sample_logs
from aijournal.paths import Paths
from aijournal.settings import Settings
from aijournal.ui.app import App
from aijournal.ui.clock import Clock
from aijournal.ui.entry_table.columns import ColumnName
from tests.processes import run_python
from tests.ui.stage import BERLIN, IMPORTERS, NOW, OFFSCREEN_WARNINGS, flush_deletions

pytestmark = pytest.mark.qt_log_ignore(OFFSCREEN_WARNINGS, extend=True)

FIRST_VISIT, SECOND_VISIT = NOW - timedelta(days=46), NOW - timedelta(days=23)


class Person:
    """Someone at the window, with a keyboard and no mouse."""

    def __init__(self, app: App, qtbot: QtBot) -> None:
        self._app = app
        self._qtbot = qtbot
        app.window.resize(1_280, 820)
        app.show()
        qtbot.waitUntil(app.window.today.quick_log._line.hasFocus)

    @property
    def waiting(self) -> int:
        return self._app.window.today.inbox.waiting

    def reads_logs(self) -> None:
        with self._qtbot.waitSignal(self._app.reading.finished, timeout=20_000):
            self._press(Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
        self._qtbot.waitUntil(lambda: self.waiting > 0)

    def logs(self, line: str) -> None:
        edit = self._app.window.today.quick_log._line
        with self._qtbot.waitSignal(self._app.window.today.said):
            QTest.keyClicks(edit, line)
            QTest.keyClick(edit, Qt.Key.Key_Return)

    def judges_everything(self) -> int:
        """Judge what waits, two or three keys each, and return how many there were."""
        self._press(Qt.Key.Key_Escape)
        count = self.waiting
        inbox = self._focused()
        for number in range(count):
            QTest.keyClicks(inbox, ("48w", "59q", "3e", "26e", "47w")[number % 5])
        self._qtbot.waitUntil(lambda: self.waiting == 0, timeout=10_000)
        return count

    def reads_trends(self) -> str:
        self._press(Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
        page = self._app.window.trends
        self._qtbot.waitUntil(lambda: page._view is not None and not page._asking.is_under_way)
        card = page.card
        return card.sentence.text() if card.sentence.isVisible() else card.empty._why.text()

    def looks_at_the_journal(self) -> None:
        self._press(Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)

    def sees_in_the_journal(self, title: str) -> None:
        """Wait until an entry stands in the table; a second is all that it gets."""
        model = self._app.window.pages.journal.table.view.model()
        column = int(ColumnName.TITLE)

        def titles() -> list[str]:
            return [model.index(row, column).data() for row in range(model.rowCount())]

        self._qtbot.waitUntil(lambda: title in titles(), timeout=1_000)

    def _press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self._focused(), key, modifier)

    def _focused(self) -> QWidget:
        widget = QApplication.focusWidget()
        assert widget is not None
        return widget


@contextmanager
def _person(qapp: QApplication, paths: Paths, home: Path, qtbot: QtBot, now: datetime) -> Iterator[Person]:
    settings, clock = Settings(is_introduced=True, watches_logs=False), Clock(BERLIN, lambda: now)
    app = App(qapp, paths, settings, clock, IMPORTERS, {"HOME": str(home)})
    try:
        yield Person(app, qtbot)
    finally:
        app.close()
        app.deleteLater()
        flush_deletions()


def test_a_person_learns_what_ai_was_worth_in_the_window(
    qapp: QApplication, paths: Paths, home: Path, qtbot: QtBot
) -> None:
    judged = 0
    for seed, visit in enumerate((FIRST_VISIT, SECOND_VISIT, NOW)):
        write_sample_logs(home, visit.date(), seed=seed, zone=BERLIN)
        with _person(qapp, paths, home, qtbot, visit) as person:
            person.reads_logs()
            newly_judged = person.judges_everything()
            assert newly_judged >= 5
            judged += newly_judged
            seen = person.reads_trends()
        if visit == FIRST_VISIT:
            assert "more" in seen, "a week is too little, and the page says what is missing"
    assert seen.startswith("About "), "half a quarter later there is a line"

    document = json.loads(run_python(home, "-m", "aijournal", "value", "--json").stdout)
    assert document["total"]["rated"] == judged
    assert document["total"]["guard"] is None
    report = run_python(home, "-m", "aijournal", "report").stdout
    assert f"{judged}" in report
    assert "helped" in report


def test_a_line_typed_in_the_window_is_there_for_the_command_line(
    qapp: QApplication, paths: Paths, home: Path, qtbot: QtBot
) -> None:
    with _person(qapp, paths, home, qtbot, NOW) as person:
        person.logs("asked about the layout #shop @chatgpt +1 5m")
        (row,) = json.loads(run_python(home, "-m", "aijournal", "list", "--json").stdout)["rows"]
        assert (row["title"], row["project"], row["tool"]) == ("asked about the layout", "shop", "chatgpt")
        assert row["assessment"]["net_minutes"] == 5


def test_what_the_command_line_writes_appears_in_the_window_within_a_second(
    qapp: QApplication, paths: Paths, home: Path, qtbot: QtBot
) -> None:
    with _person(qapp, paths, home, qtbot, datetime.now(UTC)) as person:
        person.looks_at_the_journal()
        assert run_python(home, "-m", "aijournal", "log", "renamed a table +1 10m").returncode == 0
        person.sees_in_the_journal("renamed a table")
