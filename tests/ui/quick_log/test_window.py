"""The small window: there at once, gone once what was typed is kept, and its draft outlives everything."""

import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from aijournal.domain.entry_filter import EVERYTHING
from aijournal.journal.journal import Journal
from aijournal.paths import Paths
from aijournal.ui.app import App
from aijournal.ui.help_window import HelpWindow
from aijournal.ui.screen import Screen
from aijournal.ui.window_request import WindowLock, WindowRequest
from tests.processes import environment
from tests.ui.stage import NOW, with_journal

_TYPE = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from aijournal.paths import find_paths
from aijournal.settings import Settings
from aijournal.ui.app import App
from aijournal.ui.clock import Clock
from aijournal.ui.window_request import WindowRequest

qt = QApplication([])
app = App(qt, find_paths(), Settings(), Clock(Settings().zone()), (), {})
app.show(WindowRequest.QUICK_LOG)
QTest.keyClicks(app.quick_log.quick_log._line, "half a thought #shop")
QTimer.singleShot(3000, lambda: print("typed", flush=True))
qt.exec()
"""


def test_a_request_shows_the_line_with_the_caret_and_leaves_the_window_where_it_is(
    app: App, paths: Paths, qtbot: QtBot
) -> None:
    lock = WindowLock(paths)
    assert lock.take()
    lock.asked.connect(app.show)
    app.show()
    app.window.showMinimized()
    WindowLock(paths).ask(WindowRequest.QUICK_LOG)
    qtbot.waitUntil(lambda: app.presence.overlay is not None)
    qtbot.waitUntil(app.quick_log.quick_log._line.hasFocus)
    assert app.window.isMinimized()
    lock.release()


def test_it_is_gone_when_the_entry_is_kept_and_the_keyboard_goes_back(
    app: App, paths: Paths, qtbot: QtBot
) -> None:
    app.show()
    app.window.show_page(Screen.TODAY)
    before = app.window.today.quick_log._line
    qtbot.waitUntil(before.hasFocus)
    app.show(WindowRequest.QUICK_LOG)
    line = app.quick_log.quick_log._line
    qtbot.waitUntil(line.hasFocus)
    QTest.keyClicks(line, "a quick thought")
    seen: list[bool] = []
    app.journal.wrote.connect(lambda: seen.append(app.quick_log.isVisible()))
    QTest.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [False]
    qtbot.waitUntil(app.window.isActiveWindow)
    assert before.hasFocus()
    assert with_journal(paths, _titles) == ["a quick thought"]


def test_esc_keeps_the_draft_at_once(app: App, paths: Paths, qtbot: QtBot) -> None:
    app.show()
    app.show(WindowRequest.QUICK_LOG)
    line = app.quick_log.quick_log._line
    qtbot.waitUntil(line.hasFocus)
    QTest.keyClicks(line, "half a thought")
    QTest.keyClick(line, Qt.Key.Key_Escape)
    assert not app.quick_log.isVisible()
    qtbot.waitUntil(lambda: with_journal(paths, _draft) == "half a thought")


def test_the_draft_survives_a_kill(paths: Paths, home: Path) -> None:
    settled = environment(AIJOURNAL_HOME=str(home / "aijournal"), QT_QPA_PLATFORM="offscreen")
    with subprocess.Popen(
        [sys.executable, "-c", _TYPE], env=settled, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "typed\n"
        process.kill()
    assert with_journal(paths, _draft) == "half a thought #shop"


def test_more_chips_than_fit_make_it_grow(app: App, qtbot: QtBot) -> None:
    app.show(WindowRequest.QUICK_LOG)
    window = app.quick_log
    before = window.height()
    window.quick_log.type("a #shop @claude +2 20m 12k !debugging yesterday 14:00 knew " + "a " * 40)
    qtbot.waitUntil(lambda: window.height() >= window._sheet.heightForWidth(window.width()))
    assert window.height() >= before


def test_the_help_says_how_to_bind_a_key_on_each_desktop(app: App) -> None:
    app.show()
    app.acts.show_quick_log_help()
    (help_window,) = app.window.findChildren(HelpWindow)
    text = help_window.text.toPlainText()
    for system in ("GNOME", "KDE", "XFCE", "sway", "Windows", "macOS"):
        assert f"## {system}" in text
    assert "aijournal gui --quick-log" in text
    assert help_window.text.accessibleName()
    QTest.keyClick(help_window, Qt.Key.Key_Escape)
    assert not help_window.isVisible()


def _titles(journal: Journal) -> list[str | None]:
    return [entry.interaction.title for entry in journal.entries(EVERYTHING, NOW, 9).rows]


def _draft(journal: Journal) -> str:
    return journal.drafts.get("quick log window")
