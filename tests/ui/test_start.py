"""What stands before a person who has just started the program, and what they do not wait for."""

import gc
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from aijournal.domain.entry_filter import EVERYTHING
from aijournal.errors import AijournalError
from aijournal.paths import HOME_VARIABLE, Paths
from aijournal.ui.app import App
from aijournal.ui.garbage import keep_window_quick, put_garbage_off
from aijournal.ui.pages.today import TodayPage
from aijournal.ui.screen import Screen
from aijournal.ui.widgets.banner import Trouble
from tests.processes import run_python
from tests.ui.stage import NOW, with_journal

_SEEN = """
import os, sys
from aijournal.__main__ import open_window
from aijournal.ui.main_window import MainWindow

def tell(*_):
    print(*sorted(sys.modules), flush=True)
    os._exit(0)

MainWindow.paintEvent = tell
open_window(quick_log=False, hidden=False)
"""
HEAVY = ("sqlite_utils", "sqlcipher3", "sqlite3", "numpy", "pyqtgraph", "click", "PySide6.QtDBus")
BESIDES = ("json", "html", "concurrent.futures", "aijournal.domain.entry", "aijournal.domain.mirror")
SMALL = tuple(  # names a process, and no more
    f"aijournal.importers{name}" for name in ("", ".reading", ".reading.reader_command")
)
LATE = ("journal.", "importers", "collect", "demo", "analysis", "cli.commands", "ui.inbox", "ui.charts")


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Return what is loaded by the moment in which the window is painted for the first time."""
    home = tmp_path_factory.mktemp("home")
    environment = {**os.environ, HOME_VARIABLE: str(home), "QT_QPA_PLATFORM": "offscreen"}
    environment["PYTHONPATH"] = os.pathsep.join(sys.path)
    ran = subprocess.run(
        [sys.executable, "-c", _SEEN], env=environment, capture_output=True, text=True, check=True, timeout=60
    )
    return ran.stdout.split()


def test_the_window_is_painted_before_what_only_others_need_is_loaded(loaded: list[str]) -> None:
    assert "aijournal.ui.pages.today" in loaded
    assert [name for name in loaded if name.split(".")[0] in HEAVY or name in HEAVY + BESIDES] == []
    late = tuple(f"aijournal.{name}" for name in LATE)
    assert [name for name in loaded if name.startswith(late) and name not in SMALL] == []
    pages = [name for name in loaded if name.startswith("aijournal.ui.pages.")]
    assert pages == [f"aijournal.ui.pages.{name}" for name in ("page", "pages", "today")]


def test_what_is_typed_and_saved_at_once_is_kept(app: App, paths: Paths, qtbot: QtBot) -> None:
    app.show()
    line = app.window.today.quick_log
    assert not app.session.is_open  # nothing has been waited for
    line.type("first words +1")
    QTest.keyClick(line._line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: line.text == "")
    rows = with_journal(paths, lambda journal: journal.entries(EVERYTHING, NOW, 9).rows)
    assert [row.interaction.title for row in rows] == ["first words"]


def test_what_is_said_above_the_pages_comes_between_the_sidebar_and_them(app: App) -> None:
    app.show()
    furniture = app.window.furniture
    furniture.notice.show_error(AijournalError("It broke", "Nothing was lost."))
    furniture.reminder.show()
    furniture.banners.tell(Trouble.BACKUP_FAILED, "The latest backup failed", "The disk is gone.", "Again")
    before: list[QWidget | None] = [furniture.sidebar.last_button]
    while before[-1] is not None and not isinstance(before[-1], TodayPage):
        before.append(before[-1].nextInFocusChain())
    words = [button.text() for button in before if isinstance(button, QPushButton) and button.isVisible()]
    assert words == ["Settings", "Again", "Show it", "Not today", "Close"]


def test_garbage_is_looked_for_again_when_the_window_stands() -> None:
    put_garbage_off()
    assert not gc.isenabled()
    keep_window_quick()
    assert gc.isenabled()


def test_a_page_is_built_when_it_is_first_shown(app: App, qtbot: QtBot) -> None:
    app.show()
    qtbot.waitUntil(lambda: app.session.is_open)
    window = app.window
    assert window.pages.is_built(Screen.TODAY)
    window.show_page(Screen.MIRROR)
    assert window.pages.is_built(Screen.MIRROR)
    assert window.shown_screen is Screen.MIRROR
    assert window.pages.mirror.isVisible()


def test_a_window_that_nobody_gets_to_see_opens_its_journal_all_the_same(app: App, qtbot: QtBot) -> None:
    app.start_hidden()
    qtbot.waitUntil(lambda: app.session.is_open)
    assert app.window.isMinimized()


@pytest.mark.parametrize("is_said_first", [True, False])
def test_pages_that_were_built_late_come_before_the_way_back(
    app: App, qtbot: QtBot, *, is_said_first: bool
) -> None:
    app.show()
    window = app.window
    if is_said_first:
        window.say("Something was done.", can_undo=True)
    window.show_page(Screen.JOURNAL)
    qtbot.waitUntil(lambda: app.session.is_open)
    window.say("Something else was done.", can_undo=True)
    last = window.previousInFocusChain()
    while last is not None and last.focusPolicy() == Qt.FocusPolicy.NoFocus:
        last = last.previousInFocusChain()
    assert last is window.toast._undo


def test_the_other_pages_are_built_while_nobody_asks_for_them(app: App, qtbot: QtBot) -> None:
    app.show()
    kept = gc.get_freeze_count()
    qtbot.waitUntil(lambda: all(map(app.window.pages.is_built, Screen)), timeout=20_000)
    qtbot.waitUntil(lambda: gc.get_freeze_count() > kept)  # no round for garbage goes through them
    assert app.window.shown_screen is Screen.TODAY
    assert app.window.today.quick_log.isVisible()


_CHOSEN = """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFileDialog
from aijournal.__main__ import open_window
from aijournal.ui.main_window import MainWindow

def choose(window, event):
    MainWindow.paintEvent = paint
    dialog = QFileDialog(window)
    dialog.setDirectory("%s")
    dialog.done(QFileDialog.DialogCode.Accepted)
    dialog.deleteLater()
    QTimer.singleShot(200, window.quit_asked.emit)

paint, MainWindow.paintEvent = MainWindow.paintEvent, choose
print(open_window(quick_log=False, hidden=False))
"""


def test_which_folders_were_chosen_is_kept_among_the_programs_own_files(home: Path, paths: Paths) -> None:
    """Qt's own dialog would tell them to all programs that use it."""
    chosen = home / "letters to a client"
    chosen.mkdir()
    ran = run_python(home, "-c", _CHOSEN % chosen)
    assert ran.stdout == "0\n", ran.stderr
    (remembered,) = home.rglob("QtProject.conf")
    assert remembered.is_relative_to(paths.state)
    assert "letters" in remembered.read_text(encoding="utf-8")
