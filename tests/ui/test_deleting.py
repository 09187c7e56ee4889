"""Deleting by key, and doing again what was taken back."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from aijournal.collect import collect
from aijournal.paths import Paths
from aijournal.ui.app import App
from aijournal.ui.deleting import deleted_words
from aijournal.ui.screen import Screen
from tests.ui.journal_stage import entries, logged
from tests.ui.stage import IMPORTERS, NOW, an_entry, staged, wait_for_inbox, with_journal

CONTROL = Qt.KeyboardModifier.ControlModifier
REDO = CONTROL | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def table(qapp: QApplication, paths: Paths, qtbot: QtBot) -> Iterator[App]:
    """Play the program on the Journal with four entries."""
    logged(paths, 4)
    with staged(qapp, paths, {}) as app:
        app.window.resize(1_280, 820)
        app.show()
        app.window.show_page(Screen.JOURNAL)
        page = app.window.pages.journal
        qtbot.waitUntil(lambda: page.table.count == 4 and page.table.is_settled)
        page.table.take_focus()
        yield app


def _titles(paths: Paths) -> list[str | None]:
    return [entry.interaction.title for entry in entries(paths)]


def test_del_deletes_without_a_question_and_the_notice_leads_back(
    table: App, paths: Paths, qtbot: QtBot
) -> None:
    view = table.window.pages.journal.table.view
    view.open_row(1)
    QTest.keyClick(view, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: table.window.toast._words.text() == "Deleted “entry 1”.")
    assert _titles(paths) == ["entry 0", "entry 2", "entry 3"]
    qtbot.waitUntil(lambda: table.window.pages.journal.table.count == 3)
    assert table.window.toast._undo.isVisible()
    table.window.toast._undo.click()
    qtbot.waitUntil(lambda: table.window.pages.journal.table.count == 4)
    assert _titles(paths) == ["entry 0", "entry 1", "entry 2", "entry 3"]


def test_what_was_taken_back_is_done_again_by_key(table: App, paths: Paths, qtbot: QtBot) -> None:
    window = table.window
    QTest.keyClick(window.pages.journal.table.view, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: len(entries(paths)) == 3)
    QTest.keyClick(window, Qt.Key.Key_Z, CONTROL)
    qtbot.waitUntil(lambda: len(entries(paths)) == 4)
    QTest.keyClick(window, Qt.Key.Key_Z, REDO)
    qtbot.waitUntil(lambda: len(entries(paths)) == 3)
    qtbot.waitUntil(lambda: window.toast._words.text() == "Done again: Deleted an entry.")
    QTest.keyClick(window, Qt.Key.Key_Z, REDO)
    qtbot.waitUntil(lambda: window.toast._words.text() == "Nothing to do again.")
    assert not window.toast._undo.isVisible()


def test_what_is_typed_of_a_deleted_entry_is_not_saved(table: App, paths: Paths, qtbot: QtBot) -> None:
    page = table.window.pages.journal
    qtbot.waitUntil(lambda: page.pane.entry is not None)
    page.pane.sheet.fields.title.setPlainText("typed and gone")
    QTest.keyClick(page.table.view, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: page.table.count == 3)
    assert "typed and gone" not in _titles(paths)
    assert not table.window.furniture.notice.isVisible()


def test_del_deletes_in_the_inbox_and_opens_the_next_row(
    qapp: QApplication, paths: Paths, logs: object, home: object, qtbot: QtBot
) -> None:
    environment = {"HOME": str(home)}
    with_journal(paths, lambda journal: collect(journal, IMPORTERS, environment, NOW))
    waiting = with_journal(paths, lambda journal: journal.inbox_count(NOW))
    with staged(qapp, paths, environment) as app:
        app.window.resize(1_280, 820)
        app.show()
        wait_for_inbox(qtbot, app, waiting)
        view = app.window.today.inbox._view
        view.setFocus()
        first, second = view.entry, app.window.today.inbox._model.entry(view._model.index(1))
        assert first is not None
        assert second is not None
        QTest.keyClick(view, Qt.Key.Key_Delete)
        wait_for_inbox(qtbot, app, waiting - 1)
        assert view.entry is not None
        assert view.entry.interaction.id == second.interaction.id
        assert app.window.toast._words.text().startswith("Deleted ")
        app.window.toast._undo.click()
        wait_for_inbox(qtbot, app, waiting)
    assert logs


def test_an_entry_without_a_title_is_named_by_its_time() -> None:
    assert deleted_words(an_entry(1, None)) == "Deleted the entry of 18:50."
