"""A journal with a passphrase: closed until it is given, and again by key, by time and by the desktop."""

import gc
from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLabel, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from aijournal.domain.entry import Entry
from aijournal.domain.entry_filter import EVERYTHING
from aijournal.errors import ExitCode, LockedError
from aijournal.journal.backup_files import BackupReason
from aijournal.journal.journal import Journal
from aijournal.journal.passphrase import Passphrase
from aijournal.journal.rewriting import rewrite
from aijournal.paths import Paths
from aijournal.settings import Settings
from aijournal.ui.app import App
from aijournal.ui.screen import Screen
from aijournal.ui.stand_ins.damaged_page import DamagedPage
from aijournal.ui.stand_ins.locked_page import LockedPage
from aijournal.ui.window_request import WindowRequest
from tests.ui.journal_stage import logged
from tests.ui.stage import BERLIN, NOW, Counted, press_space, staged, with_journal

WORDS = "correct horse battery"
TITLE = "entry 1"
SLOW = 20_000  # ms: a passphrase takes its time, on purpose


@pytest.fixture
def encrypted(paths: Paths) -> Paths:
    """Leave a journal with three entries and a passphrase."""
    logged(paths, 3)
    rewrite(paths, None, Passphrase(WORDS))
    return paths


@pytest.fixture
def locked(qapp: QApplication, encrypted: Paths, qtbot: QtBot) -> Iterator[App]:
    """Play the program, which asks for the passphrase."""
    with staged(qapp, encrypted, {}) as app:
        app.window.resize(1_280, 820)
        app.show()
        qtbot.waitUntil(lambda: isinstance(app.entrance.page, LockedPage))
        yield app


def _page(app: App) -> LockedPage:
    page = app.entrance.page
    assert isinstance(page, LockedPage)
    return page


def _unlock(app: App, qtbot: QtBot) -> None:
    QTest.keyClicks(_page(app).field, WORDS)
    with qtbot.waitSignal(app.session.opened, timeout=SLOW):
        QTest.keyClick(_page(app).field, Qt.Key.Key_Return)


def _show_the_title(app: App, qtbot: QtBot) -> None:
    app.window.show_page(Screen.JOURNAL)
    page = app.window.pages.journal
    qtbot.waitUntil(lambda: page.table.count == 3 and page.table.is_settled)
    page.table.view.open_row(1)
    qtbot.waitUntil(lambda: page.pane.sheet.fields.title.text() == TITLE)


def _lock(app: App) -> None:
    QTest.keyClick(app.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)


def _texts(app: App) -> str:
    """Return every text that a widget of the program holds."""
    held: list[str] = []
    for top in QApplication.topLevelWidgets():
        for widget in [top, *top.findChildren(QWidget)]:
            if isinstance(widget, QLabel | QLineEdit):
                held.append(widget.text())
            elif isinstance(widget, QPlainTextEdit):
                held.append(widget.toPlainText())
            elif isinstance(widget, QAbstractItemView) and widget.model() is not None:
                model = widget.model()
                held += [str(model.index(row, 0).data()) for row in range(model.rowCount())]
            held += [widget.toolTip(), widget.accessibleName()]
    assert app.window
    return "\n".join(held)


def test_a_journal_with_a_passphrase_asks_for_it_and_shows_nothing_else(locked: App) -> None:
    page = _page(locked)
    assert locked.window.centralWidget() is page
    assert page.isVisible()
    assert page.field.hasFocus()
    assert page.field.echoMode() is QLineEdit.EchoMode.Password
    assert not locked.window.is_furnished


def test_the_passphrase_opens_it_with_the_caret_in_the_quick_log(locked: App, qtbot: QtBot) -> None:
    _unlock(locked, qtbot)
    assert locked.window.is_furnished
    qtbot.waitUntil(locked.window.today.quick_log._line.hasFocus)
    _show_the_title(locked, qtbot)


def test_a_journal_that_was_decrypted_meanwhile_is_not_said_to_be_encrypted(
    locked: App, paths: Paths, qtbot: QtBot
) -> None:
    rewrite(paths, Passphrase(WORDS), None)
    QTest.keyClicks(_page(locked).field, "whatever")
    with qtbot.waitSignal(locked.session.opened, timeout=SLOW):
        QTest.keyClick(_page(locked).field, Qt.Key.Key_Return)
    assert not locked.session.can_lock
    locked.window.show_page(Screen.SAFETY)
    card = locked.window.pages.safety.journal
    qtbot.waitUntil(lambda: card.encrypted.text().startswith("No."))


def test_a_wrong_passphrase_is_said_and_can_be_mended(locked: App, qtbot: QtBot) -> None:
    page = _page(locked)
    QTest.keyClicks(page.field, "wrong")
    with qtbot.waitSignal(locked.session.refused, timeout=SLOW):
        QTest.keyClick(page.field, Qt.Key.Key_Return)
    assert "does not open it" in page.said.text()
    assert page.field.selectedText()
    assert not page.is_busy
    assert locked.session.access.passphrase is None
    _unlock(locked, qtbot)


def test_a_second_press_of_open_tries_no_second_time(locked: App, qtbot: QtBot) -> None:
    page = _page(locked)
    qtbot.waitUntil(page.isActiveWindow)
    given = Counted(page.passphrase_given)
    QTest.keyClicks(page.field, "wrong")
    with qtbot.waitSignal(locked.session.refused, timeout=SLOW):
        press_space(page.open_button)
        press_space()
        assert page.is_busy
        assert page.open_button.hasFocus()
    assert given.count == 1
    with qtbot.waitSignal(locked.session.refused, timeout=SLOW):
        press_space(page.open_button)
    assert given.count == 2


def test_caps_lock_is_noticed(locked: App) -> None:
    field = _page(locked).field
    QTest.keyClicks(field, "a")
    assert not field.caps.isVisible()
    QTest.keyClicks(field, "b", Qt.KeyboardModifier.ShiftModifier)
    assert field.caps.isVisible()


def _entries_in_memory() -> list[Entry]:
    return [one for one in gc.get_objects() if isinstance(one, Entry)]


def test_locking_leaves_no_text_in_any_widget(locked: App, qtbot: QtBot) -> None:
    _unlock(locked, qtbot)
    _show_the_title(locked, qtbot)
    assert TITLE in _texts(locked)
    _lock(locked)
    assert isinstance(locked.entrance.page, LockedPage)
    assert locked.session.access.passphrase is None
    qtbot.waitUntil(lambda: TITLE not in _texts(locked))
    assert "Sources" not in _texts(locked)


def test_a_locked_journal_is_closed(locked: App, encrypted: Paths, qtbot: QtBot) -> None:
    _unlock(locked, qtbot)
    _lock(locked)

    def is_closed() -> bool:
        return not encrypted.journal.with_name("journal.db-wal").exists()

    def is_free() -> bool:
        try:
            rewrite(encrypted, Passphrase(WORDS), Passphrase("a new one for it"))  # which needs it for itself
        except LockedError:
            return False
        return True

    qtbot.waitUntil(is_closed)
    qtbot.waitUntil(is_free, timeout=SLOW)


def test_entries_go_with_the_pages(locked: App, qtbot: QtBot) -> None:
    before = _entries_in_memory()  # what other tests have left behind
    _unlock(locked, qtbot)
    _show_the_title(locked, qtbot)
    _lock(locked)

    def held() -> list[Entry]:
        gc.collect()
        return [one for one in _entries_in_memory() if not any(one is other for other in before)]

    qtbot.waitUntil(lambda: not held())


def test_what_was_being_typed_comes_back_after_locking(locked: App, qtbot: QtBot) -> None:
    _unlock(locked, qtbot)
    QTest.keyClicks(locked.window.today.quick_log._line, "half a thought")
    _lock(locked)
    _unlock(locked, qtbot)
    qtbot.waitUntil(lambda: locked.window.today.quick_log.text == "half a thought")


def test_a_title_in_the_making_is_saved_when_the_journal_locks(
    locked: App, encrypted: Paths, qtbot: QtBot
) -> None:
    _unlock(locked, qtbot)
    _show_the_title(locked, qtbot)
    title = locked.window.pages.journal.pane.sheet.fields.title
    title.setFocus()
    title.setPlainText("a better title")
    _lock(locked)
    _unlock(locked, qtbot)
    with Journal.open(encrypted, Settings(), BERLIN, Passphrase(WORDS)) as journal:
        rows = journal.entries(EVERYTHING, NOW, 9).rows
    assert "a better title" in {entry.interaction.title for entry in rows}


def test_a_journal_without_a_passphrase_says_that_it_cannot_be_locked(app: App, qtbot: QtBot) -> None:
    app.show()
    qtbot.waitUntil(lambda: app.session.is_open)
    _lock(app)
    assert app.window.is_furnished
    assert "not encrypted" in app.window.toast._words.text()


def _is_counting(app: App) -> bool:
    return app.parts.idle.is_counting


def test_nobody_touching_the_window_locks_it(locked: App, qtbot: QtBot) -> None:
    assert not _is_counting(locked)
    _unlock(locked, qtbot)
    assert _is_counting(locked)
    with qtbot.waitSignal(locked.session.locked):
        locked.parts.idle.timed_out.emit()
    assert not _is_counting(locked)


def test_the_screens_lock_locks_it(locked: App, qtbot: QtBot) -> None:
    _unlock(locked, qtbot)
    with qtbot.waitSignal(locked.session.locked):
        locked.parts.screen_lock.locked.emit()


def test_with_no_minutes_it_never_locks_by_itself(qapp: QApplication, encrypted: Paths, qtbot: QtBot) -> None:
    with staged(qapp, encrypted, {}, replace(Settings(), lock_after_minutes=0)) as app:
        app.show()
        qtbot.waitUntil(lambda: isinstance(app.entrance.page, LockedPage))
        _unlock(app, qtbot)
        assert not app.parts.idle.is_counting


def _small_page(app: App) -> LockedPage:
    page = app.quick_log._locked
    assert page is not None
    return page


def test_the_quick_log_of_a_locked_journal_asks_in_its_own_place(
    qapp: QApplication, encrypted: Paths, qtbot: QtBot
) -> None:
    with staged(qapp, encrypted, {}) as app:
        with qtbot.waitSignal(app.session.locked):
            app.show(WindowRequest.QUICK_LOG)
            app.quick_log.quick_log.type("typed before it was known +1")
        assert app._window is None
        assert app.quick_log.isVisible()
        page = _small_page(app)
        qtbot.waitUntil(page.field.hasFocus)
        QTest.keyClicks(page.field, "wrong")
        with qtbot.waitSignal(app.session.refused, timeout=SLOW):
            QTest.keyClick(page.field, Qt.Key.Key_Return)
        assert "does not open it" in page.said.text()
        QTest.keyClicks(page.field, WORDS)
        with qtbot.waitSignal(app.session.opened, timeout=SLOW):
            QTest.keyClick(page.field, Qt.Key.Key_Return)
        line = app.quick_log.quick_log._line
        qtbot.waitUntil(line.hasFocus)
        assert line.text() == "typed before it was known +1"
        assert app._window is None
        with qtbot.waitSignal(app.finished):
            QTest.keyClick(line, Qt.Key.Key_Return)
    with Journal.open(encrypted, Settings(), BERLIN, Passphrase(WORDS)) as journal:
        titles = {entry.interaction.title for entry in journal.entries(EVERYTHING, NOW, 9).rows}
    assert "typed before it was known" in titles


def test_the_small_window_holds_nothing_of_its_draft_while_locked_and_has_it_again_after(
    locked: App, qtbot: QtBot
) -> None:
    _unlock(locked, qtbot)
    locked.show(WindowRequest.QUICK_LOG)
    QTest.keyClicks(locked.quick_log.quick_log._line, "half a secret")
    locked.session.lock()
    assert "half a secret" not in _texts(locked)
    assert locked.quick_log.isVisible()
    assert isinstance(locked.window.centralWidget(), LockedPage)
    page = _small_page(locked)
    QTest.keyClicks(page.field, WORDS)
    with qtbot.waitSignal(locked.session.opened, timeout=SLOW):
        QTest.keyClick(page.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: locked.quick_log.quick_log.text == "half a secret")
    assert locked.window.is_furnished


def _damage(paths: Paths) -> bytes:
    garbage = b"this is no journal at all " * 200
    paths.journal.write_bytes(garbage)
    return garbage


def test_a_damaged_journal_offers_what_can_be_done_and_touches_nothing(
    qapp: QApplication, paths: Paths, qtbot: QtBot
) -> None:
    logged(paths, 3)
    with_journal(paths, lambda journal: journal.backups.take(BackupReason.BY_HAND, NOW))
    garbage = _damage(paths)
    with staged(qapp, paths, {}) as app:
        app.show()
        qtbot.waitUntil(lambda: isinstance(app.entrance.page, DamagedPage))
        page = app.entrance.page
        assert isinstance(page, DamagedPage)
        qtbot.waitUntil(page.restore.isVisible)
        assert page.found.text().startswith("The newest sound backup was made just now and holds 3 entries.")
        assert paths.journal.read_bytes() == garbage
        qtbot.waitUntil(page.restore.hasFocus)
        with qtbot.waitSignal(app.session.opened, timeout=SLOW):
            QTest.keyClick(page.restore, Qt.Key.Key_Return)
        assert "Restored the backup" in app.window.toast._words.text()
        _show_the_title(app, qtbot)
    (kept,) = [path for path in paths.quarantine.rglob("*") if path.is_file()]
    assert kept.read_bytes() == garbage


def test_a_restore_that_fails_is_said_on_the_page_that_stays(
    qapp: QApplication, paths: Paths, qtbot: QtBot
) -> None:
    logged(paths, 3)
    backup = with_journal(paths, lambda journal: journal.backups.take(BackupReason.BY_HAND, NOW))
    _damage(paths)
    with staged(qapp, paths, {}) as app:
        app.show()
        qtbot.waitUntil(lambda: isinstance(app.entrance.page, DamagedPage))
        first = app.entrance.page
        assert isinstance(first, DamagedPage)
        qtbot.waitUntil(first.restore.isVisible)
        backup.path.unlink()
        with qtbot.waitSignal(app.session.still_closed, timeout=SLOW):
            first.restore.click()
        page = app.entrance.page
        assert isinstance(page, DamagedPage)
        assert page.failure.isVisible()
        assert str(backup.path) in page.failure.text()


def test_a_damaged_journal_without_a_backup_can_be_set_aside(
    qapp: QApplication, paths: Paths, qtbot: QtBot
) -> None:
    paths.data.mkdir(parents=True)
    garbage = _damage(paths)
    with staged(qapp, paths, {}) as app:
        app.show()
        qtbot.waitUntil(lambda: isinstance(app.entrance.page, DamagedPage))
        page = app.entrance.page
        assert isinstance(page, DamagedPage)
        qtbot.waitUntil(lambda: page.found.text() == "There is no backup that is sound.")
        assert not page.restore.isVisible()
        with qtbot.waitSignal(app.session.opened):
            page.empty.click()
        assert app.window.toast._words.text().startswith("Begun an empty journal.")
    assert any(path.read_bytes() == garbage for path in paths.quarantine.rglob("*") if path.is_file())


def test_leaving_a_damaged_journal_leaves_it_and_says_so_to_the_shell(
    qapp: QApplication, paths: Paths, qtbot: QtBot
) -> None:
    paths.data.mkdir(parents=True)
    garbage = _damage(paths)
    with staged(qapp, paths, {}) as app:
        app.show()
        qtbot.waitUntil(lambda: isinstance(app.entrance.page, DamagedPage))
        page = app.entrance.page
        assert isinstance(page, DamagedPage)
        with qtbot.waitSignal(app.finished) as finished:
            page.quit.click()
        assert finished.args == [ExitCode.DAMAGED]
    assert paths.journal.read_bytes() == garbage
