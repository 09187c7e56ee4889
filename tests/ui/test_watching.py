"""New work in the inbox a moment after a tool has written it, without a word and without a click."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from aijournal.domain.entry_filter import EVERYTHING
from aijournal.paths import Paths
from aijournal.settings import Settings
from aijournal.ui.app import App
from tests.ui.stage import NOW, staged, with_journal

_LINES = (
    '{{"type":"user","uuid":"u-{n}","sessionId":"s-live","timestamp":"2026-11-20T09:{n:02}:00.000Z",'
    '"cwd":"/home/dev/shop","message":{{"role":"user","content":"explain the cache {n}"}}}}\n'
    '{{"type":"assistant","uuid":"a-{n}","parentUuid":"u-{n}","sessionId":"s-live","requestId":"req-{n}",'
    '"timestamp":"2026-11-20T09:{n:02}:05.000Z","cwd":"/home/dev/shop","message":{{"id":"msg-{n}",'
    '"role":"assistant","model":"claude-sonnet-4","content":[],"usage":{{"input_tokens":10,'
    '"output_tokens":20}}}}}}\n'
)


def _append(log: Path, number: int) -> None:
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("a", encoding="utf-8") as file:
        file.write(_LINES.format(n=number))


def _calls(paths: Paths) -> int:
    return with_journal(
        paths, lambda journal: sum(row.interaction.calls for row in journal.entries(EVERYTHING, NOW, 99).rows)
    )


@pytest.fixture
def app(qapp: QApplication, paths: Paths, home: Path) -> Iterator[App]:
    """Play the program as it comes, with an empty journal."""
    with staged(qapp, paths, {"HOME": str(home)}, Settings()) as app:
        yield app


@pytest.fixture
def log(home: Path) -> Path:
    """Leave a log with one exchange in it."""
    path = home / ".claude" / "projects" / "-home-dev-shop" / "s-live.jsonl"
    _append(path, 1)
    return path


@pytest.fixture
def read_once(app: App, log: Path, qtbot: QtBot) -> App:
    """Return the program after the person has read the logs once."""
    assert log.exists()
    app.show()
    qtbot.waitUntil(lambda: app.session.is_open)
    with qtbot.waitSignal(app.reading.finished, timeout=20_000):
        app.reading.start()
    qtbot.waitUntil(lambda: str(log) in app.parts.watching._watcher.files())
    return app


def test_a_line_that_a_tool_appends_comes_by_itself(
    read_once: App, log: Path, paths: Paths, qtbot: QtBot
) -> None:
    said = read_once.window.today.body.strip._words
    before = said.text()
    assert _calls(paths) == 1
    with qtbot.waitSignal(read_once.reading.arrived, timeout=10_000):
        _append(log, 2)
    assert _calls(paths) == 2
    assert said.text() == before, "nothing is said of it"


def test_a_log_in_a_new_folder_comes_by_itself(
    read_once: App, home: Path, paths: Paths, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(read_once.reading.arrived, timeout=10_000):
        _append(home / ".claude" / "projects" / "-home-dev-other" / "s-live.jsonl", 3)
    assert _calls(paths) == 2


def test_what_was_never_read_is_not_read_by_itself(app: App, log: Path, paths: Paths, qtbot: QtBot) -> None:
    app.show()
    qtbot.waitUntil(lambda: app.session.is_open)
    watching = app.parts.watching
    with qtbot.assertNotEmitted(app.reading.arrived, wait=1_000):
        _append(log, 2)
        watching._look()
    assert _calls(paths) == 0
    assert watching._watcher.files() == []


def test_what_came_while_the_program_was_closed_is_read_when_it_starts(
    qapp: QApplication, paths: Paths, home: Path, log: Path, qtbot: QtBot
) -> None:
    environment = {"HOME": str(home)}
    with staged(qapp, paths, environment, Settings()) as app:
        app.show()
        qtbot.waitUntil(lambda: app.session.is_open)
        with qtbot.waitSignal(app.reading.finished, timeout=20_000):
            app.reading.start()
    _append(log, 2)
    with staged(qapp, paths, environment, Settings()) as app:
        app.show()
        qtbot.waitUntil(lambda: _calls(paths) == 2, timeout=10_000)


def test_switched_off_nothing_is_watched(
    qapp: QApplication, paths: Paths, home: Path, log: Path, qtbot: QtBot
) -> None:
    with staged(qapp, paths, {"HOME": str(home)}, Settings(watches_logs=False)) as app:
        app.show()
        qtbot.waitUntil(lambda: app.session.is_open)
        with qtbot.waitSignal(app.reading.finished, timeout=20_000):
            app.reading.start()
        watching = app.parts.watching
        assert watching._watcher.files() == []
        app.parts.settings.change("watching", "On.", watches_logs=True)
        qtbot.waitUntil(lambda: str(log) in watching._watcher.files())
        app.parts.settings.change("watching", "Off.", watches_logs=False)
        qtbot.waitUntil(lambda: watching._watcher.files() == [])


def test_a_locked_journal_is_not_written_to(read_once: App, log: Path) -> None:
    read_once.parts.session.leaving.emit()
    assert read_once.parts.watching._watcher.files() == []
    assert not read_once.parts.watching._round.isActive()
    assert log.exists()
