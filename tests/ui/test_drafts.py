"""What is being typed outlives the program, and is forgotten when it has become an entry."""

import os
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from aijournal.journal.journal import Journal
from aijournal.paths import Paths
from aijournal.settings import Settings
from aijournal.ui.app import App
from aijournal.ui.drafts import DraftKeeper
from aijournal.ui.entry_detail.draft import Field
from aijournal.ui.entry_detail.editing import DRAFT, EntryEditing
from aijournal.ui.journal_thread import JournalThread
from aijournal.ui.screen import Screen
from aijournal.ui.window_request import WindowRequest
from tests.ui.journal_stage import entries, logged, thread
from tests.ui.stage import BERLIN, CLOCK, staged, with_journal

__all__ = ["thread"]

LOST_MS = 2_000  # of typing, at most
_TYPE_AND_WAIT = """
import sys
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from aijournal.paths import find_paths
from aijournal.settings import Settings
from aijournal.ui.app import App
from aijournal.ui.clock import Clock
qt = QApplication([])
settings = Settings()
app = App(qt, find_paths(), settings, Clock(settings.zone()))
app.show()
QTest.keyClicks(app.window.today.quick_log._line, "half a thought")
print("typed", flush=True)
qt.exec()
"""


def _kept(paths: Paths, name: str) -> str:
    return with_journal(paths, lambda journal: journal.drafts.get(name))


@pytest.fixture
def keeper(thread: JournalThread) -> Iterator[DraftKeeper]:
    keeper = DraftKeeper(thread, CLOCK)
    yield keeper
    keeper.close()
    keeper.deleteLater()


def test_a_text_is_kept_while_somebody_goes_on_typing(
    keeper: DraftKeeper, paths: Paths, qtbot: QtBot
) -> None:
    def type_on() -> bool:
        keeper.type("line", "and on and on")  # each time, as typing does
        return bool(_kept(paths, "line"))

    qtbot.waitUntil(type_on, timeout=LOST_MS)


def test_what_is_emptied_is_forgotten(keeper: DraftKeeper, paths: Paths, qtbot: QtBot) -> None:
    keeper.type("line", "half")
    keeper.flush()
    qtbot.waitUntil(lambda: _kept(paths, "line") == "half")
    keeper.type("line", "")
    keeper.flush()
    qtbot.waitUntil(lambda: not _kept(paths, "line"))


def test_what_could_not_be_kept_is_tried_again(paths: Paths, qtbot: QtBot) -> None:
    thread = JournalThread(partial(Journal.open, paths, Settings(), BERLIN))
    keeper = DraftKeeper(thread, CLOCK, thread)
    keeper.type("line", "half")
    keeper.flush()  # while the journal is not open yet
    qtbot.waitUntil(lambda: keeper._pending == {"line": "half"})
    with qtbot.waitSignal(thread.opened):
        thread.open()
    keeper.flush()
    qtbot.waitUntil(lambda: _kept(paths, "line") == "half")
    thread.close()
    thread.deleteLater()


def test_the_quick_log_line_comes_back(qapp: QApplication, paths: Paths, qtbot: QtBot) -> None:
    with staged(qapp, paths, {}) as app:
        app.show()
        qtbot.waitUntil(lambda: app.session.is_open)
        QTest.keyClicks(app.window.today.quick_log._line, "half a thought")
    with staged(qapp, paths, {}) as again:
        again.show()
        qtbot.waitUntil(lambda: again.window.today.quick_log.text == "half a thought")


def test_the_small_window_has_a_draft_of_its_own(qapp: QApplication, paths: Paths, qtbot: QtBot) -> None:
    with staged(qapp, paths, {}) as app:
        app.show(WindowRequest.QUICK_LOG)
        qtbot.waitUntil(lambda: app.session.is_open)
        QTest.keyClicks(app.quick_log.quick_log._line, "another thought")
    with staged(qapp, paths, {}) as again:
        again.show(WindowRequest.QUICK_LOG)
        qtbot.waitUntil(lambda: again.quick_log.quick_log.text == "another thought")
        again.show()
        assert not again.window.today.quick_log.text


def test_what_was_saved_is_no_draft_any_more(app: App, paths: Paths, qtbot: QtBot) -> None:
    app.show()
    line = app.window.today.quick_log._line
    QTest.keyClicks(line, "a whole thought")
    app.parts.drafts.flush()
    qtbot.waitUntil(lambda: _kept(paths, "quick log") == "a whole thought")
    with qtbot.waitSignal(app.window.today.said):
        QTest.keyClick(line, Qt.Key.Key_Return)
    assert not _kept(paths, "quick log")  # gone in the transaction that made the entry
    assert [entry.interaction.title for entry in entries(paths)] == ["a whole thought"]


def test_what_is_typed_of_an_entry_comes_back_with_it(qapp: QApplication, paths: Paths, qtbot: QtBot) -> None:
    number, *_ = logged(paths, 1)
    with staged(qapp, paths, {}) as app:
        app.show()
        app.window.show_page(Screen.JOURNAL)
        pane = app.window.pages.journal.pane
        qtbot.waitUntil(lambda: pane.entry is not None and pane.is_settled)
        note = pane.sheet.fields[Field.NOTE]
        note.setFocus()
        QTest.keyClicks(note, "half a note")
        app.parts.drafts.flush()
        qtbot.waitUntil(lambda: "half a note" in _kept(paths, DRAFT))
        draft = _kept(paths, DRAFT)
    assert not _kept(paths, DRAFT)  # leaving the program saves it
    with_journal(paths, lambda journal: journal.undo())
    with_journal(paths, lambda journal: journal.drafts.keep(DRAFT, draft, CLOCK.now()))
    with staged(qapp, paths, {}) as again:
        again.show()
        again.window.show_page(Screen.JOURNAL)
        pane = again.window.pages.journal.pane
        qtbot.waitUntil(lambda: pane.sheet.fields[Field.NOTE].text() == "half a note")
    assert entries(paths)[0].interaction.id == number


def test_a_draft_that_the_journal_holds_by_now_changes_nothing(
    thread: JournalThread, paths: Paths, qtbot: QtBot
) -> None:
    number, *_ = logged(paths, 1)
    with_journal(paths, lambda journal: journal.drafts.keep(DRAFT, _draft(number, "entry 0"), CLOCK.now()))
    editing = EntryEditing(thread, CLOCK, DraftKeeper(thread, CLOCK, thread), thread)
    qtbot.waitUntil(lambda: number in editing._kept)
    editing.begin(entries(paths)[0])
    with qtbot.assertNotEmitted(editing.said, wait=100):
        editing.save()


def _draft(number: int, title: str) -> str:
    return f'{{"{number}": {{"title": "{title}"}}}}'


def test_two_seconds_are_the_most_that_a_kill_takes(home: Path, paths: Paths, qtbot: QtBot) -> None:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    environment["PYTHONPATH"] = str(Path(__file__).parents[2] / "src")
    with subprocess.Popen(
        [sys.executable, "-c", _TYPE_AND_WAIT], env=environment, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == "typed\n"
            qtbot.waitUntil(
                lambda: paths.journal.exists() and bool(_kept(paths, "quick log")), timeout=LOST_MS
            )
        finally:
            process.kill()  # or a failure would wait for it for ever
    assert _kept(paths, "quick log") == "half a thought"
    assert home.exists()
