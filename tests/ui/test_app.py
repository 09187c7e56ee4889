"""Starting, starting twice, and not being able to start."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from aijournal.domain.entry_filter import EVERYTHING
from aijournal.errors import ExitCode
from aijournal.journal.journal import Journal
from aijournal.paths import Paths
from aijournal.settings import ColorScheme, Problem, Settings
from aijournal.ui.app import App
from aijournal.ui.colors import DARK
from aijournal.ui.journal_access import JournalAccess
from aijournal.ui.screen import Screen
from aijournal.ui.widgets.banner import Trouble
from aijournal.ui.window_request import WindowLock, WindowRequest
from tests.ui.stage import NOW, staged, with_journal

_RUN = """
import sys
from aijournal.paths import find_paths
from aijournal.ui import start
sys.exit(start.run(find_paths()))
"""


@contextmanager
def _started(home: Path) -> Iterator[subprocess.Popen[str]]:
    """Start the program in a process of its own, without a screen."""
    environment = {**os.environ, "AIJOURNAL_HOME": str(home), "QT_QPA_PLATFORM": "offscreen"}
    source = str(Path(__file__).parents[2] / "src")
    with subprocess.Popen(
        [sys.executable, "-c", _RUN],
        env={**environment, "PYTHONPATH": source},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        yield process
        process.kill()


def test_a_second_start_says_one_sentence_and_ends(paths: Paths, home: Path, qtbot: QtBot) -> None:
    lock = WindowLock(paths)
    assert lock.take()
    with qtbot.waitSignal(lock.asked, timeout=20_000) as asked, _started(home / "aijournal") as second:
        said, _ = second.communicate(timeout=20)
    assert second.returncode == ExitCode.DONE
    assert said == "aijournal is already open; its window was asked to come forward.\n"
    assert asked.args == [WindowRequest.COME_FORWARD]
    lock.release()


def test_a_killed_window_does_not_keep_the_next_one_away(paths: Paths, home: Path, qtbot: QtBot) -> None:
    with _started(home / "aijournal") as first:
        qtbot.waitUntil(paths.journal.exists, timeout=20_000)
        assert not WindowLock(paths).take()
        first.kill()
        first.wait(20)
    lock = WindowLock(paths)
    assert lock.take()
    lock.release()


def test_what_keeps_the_journal_closed_is_said_calmly(
    qapp: QApplication, paths: Paths, qtbot: QtBot, capsys: pytest.CaptureFixture[str]
) -> None:
    paths.data.parent.mkdir(parents=True)
    paths.data.write_text("a file where the folder would be")
    with staged(qapp, paths, {}) as app:
        app.show()

        def boxes() -> list[QMessageBox]:
            return [widget for widget in qapp.topLevelWidgets() if isinstance(widget, QMessageBox)]

        qtbot.waitUntil(lambda: bool(boxes()))
        (box,) = boxes()
        assert box.textFormat() is Qt.TextFormat.PlainText
        assert box.text()
        assert box.informativeText()
        with qtbot.waitSignal(app.finished) as finished:
            box.accept()
        assert finished.args == [ExitCode.FAILED]
    assert paths.data.read_text() == "a file where the folder would be"
    assert "Traceback" not in capsys.readouterr().err


def test_an_opening_that_takes_long_is_said_and_what_is_typed_meanwhile_is_saved(
    qapp: QApplication, paths: Paths, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_open = Event()
    at_once = JournalAccess.open

    def open_late(access: JournalAccess) -> Journal:
        assert may_open.wait(20)
        return at_once(access)

    monkeypatch.setattr(JournalAccess, "open", open_late)
    with staged(qapp, paths, {}) as app:
        app.show()
        banner = app.window.furniture.banners[Trouble.OPENING]
        assert not banner.isVisible()
        qtbot.waitUntil(banner.isVisible)
        QTest.keyClicks(app.window.today.quick_log._line, "typed early +1")
        QTest.keyClick(app.window.today.quick_log._line, Qt.Key.Key_Return)
        may_open.set()
        qtbot.waitUntil(lambda: not banner.isVisible())
        qtbot.waitUntil(lambda: len(with_journal(paths, _titles)) == 1)
    assert with_journal(paths, _titles) == ["typed early"]


def _titles(journal: Journal) -> list[str | None]:
    return [entry.interaction.title for entry in journal.entries(EVERYTHING, NOW, 10).rows]


def test_closing_the_window_ends_the_program_and_keeps_its_place(
    app: App, paths: Paths, qtbot: QtBot
) -> None:
    app.show()
    with qtbot.waitSignal(app.finished) as finished:
        app.window.close()
    assert finished.args == [ExitCode.DONE]
    assert (paths.state / "window.ini").exists()


def test_a_window_that_is_there_comes_forward_as_it_is(app: App) -> None:
    app.show()
    app.window.show_page(Screen.TRENDS)
    app.show(WindowRequest.COME_FORWARD)
    assert app.window._pages.currentWidget() is app.window.trends


def test_settings_that_cannot_be_used_are_said(qapp: QApplication, paths: Paths) -> None:
    settings = Settings(problems=(Problem(paths.settings, "pause_minutes", "0", "too short"),))
    with staged(qapp, paths, {}, settings) as app:
        app.show()
        assert app.window.furniture.notice.isVisible()
        assert "pause_minutes" in app.window.furniture.notice._message.text()


def test_the_quick_log_alone_saves_and_goes_away(app: App, paths: Paths, qtbot: QtBot) -> None:
    app.show(WindowRequest.QUICK_LOG)
    assert app._window is None
    line = app.quick_log.quick_log._line
    qtbot.waitUntil(line.hasFocus)
    QTest.keyClicks(line, "a quick thought #shop +1")
    with qtbot.waitSignal(app.finished):
        QTest.keyClick(line, Qt.Key.Key_Return)
    assert not app.quick_log.isVisible()
    (entry,) = with_journal(paths, lambda journal: journal.entries(EVERYTHING, NOW, 9).rows)
    assert entry.interaction.title == "a quick thought"


def test_the_quick_log_alone_waits_with_a_draft(app: App, qtbot: QtBot) -> None:
    app.show(WindowRequest.QUICK_LOG)
    line = app.quick_log.quick_log._line
    line.setText("half a thought")
    with qtbot.assertNotEmitted(app.finished):
        QTest.keyClick(line, Qt.Key.Key_Escape)
    app.show(WindowRequest.QUICK_LOG)
    assert line.text() == "half a thought"
    line.clear()
    with qtbot.waitSignal(app.finished):
        QTest.keyClick(line, Qt.Key.Key_Escape)


def test_beside_the_window_the_quick_log_comes_and_goes_with_its_draft(app: App, qtbot: QtBot) -> None:
    app.show()
    app.show(WindowRequest.QUICK_LOG)
    line = app.quick_log.quick_log._line
    line.setText("half a thought")
    with qtbot.assertNotEmitted(app.finished):
        QTest.keyClick(line, Qt.Key.Key_Escape)
    assert not app.quick_log.isVisible()
    app.show(WindowRequest.QUICK_LOG)
    assert app.quick_log.isVisible()
    assert line.text() == "half a thought"


def test_closing_while_a_verdict_is_in_the_making_ends_everything(app: App) -> None:
    app.show()
    QTimer.singleShot(0, app.window, app.window.close)
    QApplication.processEvents()
    app.close()
    app.close()


def test_every_start_begins_with_the_caret_in_the_quick_log(
    qapp: QApplication, paths: Paths, qtbot: QtBot
) -> None:
    with staged(qapp, paths, {}) as app:
        app.show()
        app.window.show_page(Screen.TRENDS)
        app.window.close()
    with staged(qapp, paths, {}) as app:
        app.show()
        qtbot.waitUntil(app.window.today.quick_log._line.hasFocus)


def test_colours_change_also_after_the_pages_were_made_anew(app: App, qtbot: QtBot) -> None:
    app.show()
    qtbot.waitUntil(lambda: app.session.is_open)
    app.acts.toggle_discreet()
    qtbot.waitUntil(lambda: app.parts.settings.current.is_discreet)
    QApplication.processEvents()
    app.theme.set_scheme(ColorScheme.DARK)
    assert app.theme.colors is DARK
