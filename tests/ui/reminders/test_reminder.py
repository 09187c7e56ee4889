"""A reminder a day at most, while something waits, and never what it is about."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from aijournal.collect import collect
from aijournal.demo import write_sample_logs
from aijournal.domain.entry_filter import EVERYTHING
from aijournal.paths import Paths
from aijournal.settings import Settings
from aijournal.ui.app import App
from aijournal.ui.clock import Clock
from aijournal.ui.reminders.memory import Memory
from tests.ui.stage import BERLIN, IMPORTERS, NOW, Counted, flush_deletions, judge_all, with_journal

ON = replace(Settings(), has_reminder=True, reminder_from_hour=9, reminder_until_hour=22)


@dataclass
class _Time:
    now: datetime = NOW


@pytest.fixture
def time() -> _Time:
    """Return a clock's time, which a test may move."""
    return _Time()


@pytest.fixture
def app(qapp: QApplication, paths: Paths, home: Path, time: _Time, qtbot: QtBot) -> Iterator[App]:
    """Play the program with a reminder, on a journal with an entry that waits."""
    write_sample_logs(home, NOW.date(), zone=BERLIN)
    with_journal(paths, lambda journal: collect(journal, IMPORTERS, {"HOME": str(home)}, NOW))
    app = App(qapp, paths, ON, Clock(BERLIN, lambda: time.now), (), {}, has_tray_host=lambda: False)
    app.show()
    qtbot.waitUntil(lambda: app.session.is_open)
    try:
        yield app
    finally:
        app.close()
        app.deleteLater()
        flush_deletions()


def _look(app: App, qtbot: QtBot) -> None:
    """Let the reminder look, and wait for what the journal answers."""
    app.presence.reminder.look()
    answered: list[bool] = []
    app.journal.read(lambda _: True, answered.append)
    qtbot.waitUntil(lambda: bool(answered))


def test_it_comes_once_a_day_as_a_quiet_line(app: App, time: _Time, qtbot: QtBot) -> None:
    due = Counted(app.presence.reminder.due)
    _look(app, qtbot)
    assert due.count == 1
    line = app.window.furniture.reminder
    assert line.isVisible()
    assert "entry" not in line.words.text()
    assert not any(letter.isdigit() for letter in line.words.text())
    line.not_today.click()
    assert not line.isVisible()
    _look(app, qtbot)
    time.now += timedelta(hours=1)
    _look(app, qtbot)
    assert due.count == 1
    time.now += timedelta(days=3)
    _look(app, qtbot)
    assert due.count == 2


def test_it_does_not_come_where_nothing_waits(app: App, paths: Paths, qtbot: QtBot) -> None:
    with_journal(paths, judge_all)
    due = Counted(app.presence.reminder.due)
    _look(app, qtbot)
    assert due.count == 0
    assert app.presence.reminder.is_waiting


def test_it_does_not_come_at_other_hours(app: App, time: _Time, qtbot: QtBot) -> None:
    time.now = NOW.replace(hour=3)
    due = Counted(app.presence.reminder.due)
    _look(app, qtbot)
    assert due.count == 0


def test_the_person_can_be_left_alone_for_today(app: App, time: _Time, qtbot: QtBot) -> None:
    due = Counted(app.presence.reminder.due)
    app.presence.reminder.snooze()
    _look(app, qtbot)
    assert due.count == 0
    time.now += timedelta(days=3)
    _look(app, qtbot)
    assert due.count == 1


def test_it_is_off_unless_it_is_wanted(app: App, qtbot: QtBot) -> None:
    app.parts.settings.change("reminder", "Off.", has_reminder=False)
    qtbot.waitUntil(lambda: not app.parts.settings.current.has_reminder)
    due = Counted(app.presence.reminder.due)
    _look(app, qtbot)
    assert due.count == 0
    assert not app.presence.reminder.is_waiting
    assert not Settings().has_reminder


def test_it_never_looks_more_often_than_every_ten_minutes(app: App) -> None:
    app.presence.reminder.start()
    assert app.presence.reminder._timer.remainingTime() > 9 * 60_000


def test_the_line_leads_to_today(app: App, qtbot: QtBot) -> None:
    app.window.show_page(2)
    _look(app, qtbot)
    app.window.furniture.reminder.show_today.click()
    assert app.window.shown_screen == 0
    assert not app.window.furniture.reminder.isVisible()


def test_the_day_outlives_the_program_in_a_private_file(paths: Paths) -> None:
    Memory(paths.state).remember_day(NOW.date())
    assert Memory(paths.state).reminded_on == NOW.date()
    (file,) = paths.state.iterdir()
    assert file.stat().st_mode & 0o077 == 0
    rows = with_journal(paths, lambda journal: journal.entries(EVERYTHING, NOW, 9).rows)
    assert not rows


def test_what_cannot_be_kept_is_known_until_the_end(paths: Paths) -> None:
    paths.state.parent.mkdir(parents=True, exist_ok=True)
    paths.state.write_text("a file where the folder would be")
    memory = Memory(paths.state)
    memory.remember_day(NOW.date())
    assert memory.reminded_on == NOW.date()
    assert Memory(paths.state).reminded_on is None
