"""The page Safety, used by hand: backups, checks, trash, encryption, and the end of everything."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from aijournal.domain.entry_filter import EVERYTHING
from aijournal.journal.backup_files import BackupReason, list_backups
from aijournal.journal.journal import Journal
from aijournal.journal.passphrase import Passphrase
from aijournal.paths import Paths
from aijournal.settings import Settings
from aijournal.ui.app import App
from aijournal.ui.pages.safety import SafetyPage
from aijournal.ui.screen import Screen
from tests.ui.journal_stage import entries, log_entries, logged
from tests.ui.stage import BERLIN, NOW, staged, with_journal

WORDS = "correct horse battery"
SLOW = 20_000  # ms: a passphrase takes its time, on purpose


@pytest.fixture
def safety(qapp: QApplication, paths: Paths, qtbot: QtBot) -> Iterator[App]:
    """Play the program on Safety, with five entries, of which two are backed up and one is deleted."""
    with_journal(paths, lambda journal: log_entries(journal, 2))
    early = NOW - timedelta(hours=3)
    with_journal(paths, lambda journal: journal.backups.take(BackupReason.AUTOMATIC, early))
    later = logged(paths, 4, first=10)
    with_journal(paths, lambda journal: journal.trash.delete(later[:1], NOW - timedelta(days=2)))
    with staged(qapp, paths, {}) as app:
        app.window.resize(1_280, 900)
        app.show()
        app.window.show_page(Screen.SAFETY)
        qtbot.waitUntil(lambda: _page(app).view is not None)
        yield app


def _page(app: App) -> SafetyPage:
    return app.window.pages.safety


def _focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def _press(button: QPushButton) -> None:
    """Press a button as the keyboard does."""
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)


def _wait_for_pages(app: App, qtbot: QtBot, words: str) -> None:
    """Wait until the journal is open again and the notice says what was done."""
    qtbot.waitUntil(lambda: app.window.is_furnished and words in app.window.toast._words.text(), timeout=SLOW)
    qtbot.waitUntil(lambda: _page(app).view is not None)


def _encrypt(app: App, qtbot: QtBot) -> None:
    card = _page(app).encryption
    _press(card.encrypt)
    QTest.keyClicks(card.slip.new, WORDS)
    QTest.keyClicks(card.slip.again, WORDS)
    QTest.keyClick(card.slip.kept, Qt.Key.Key_Space)
    _press(card.slip.agree)
    _wait_for_pages(app, qtbot, "The journal is encrypted")


def test_it_says_where_the_journal_lies_and_how_it_is_kept(safety: App, paths: Paths) -> None:
    page = _page(safety)
    assert page.view is not None
    assert page.view.place == paths.journal
    assert page.journal.size_label.text().startswith("5 entries · ")
    assert page.journal.encrypted.text().startswith("No.")
    assert page.journal.last_backup.text() == "The last one was made and verified 3 h ago."
    (row,) = page.backups.rows
    assert row.when.text() == "16:00 · 3 h ago"
    assert row.facts.text().startswith("verified ✓ · made by itself · 2 entries · 0 calls · ")
    assert page.trash.rows[0].facts.text().endswith("1 entry · 0 calls · 28 days left")


def test_an_empty_journal_says_why_everything_is_empty(app: App, qtbot: QtBot) -> None:
    app.show()
    app.window.show_page(Screen.SAFETY)
    page = _page(app)
    qtbot.waitUntil(lambda: page.view is not None)
    assert "nothing in the journal yet" in page.backups.why.text()
    assert page.trash.why.text().startswith("Empty. What you delete lies here for 30 days")
    assert not page.trash.empty.isVisible()


def test_a_backup_is_one_key_away(safety: App, paths: Paths, qtbot: QtBot) -> None:
    page = _page(safety)
    assert page.backups.back_up.hasFocus()
    _press(page.backups.back_up)
    QTest.keyClick(_focused(), Qt.Key.Key_Space)  # as an impatient hand does, wherever the keyboard is now
    qtbot.waitUntil(lambda: len(page.backups.rows) == 2)
    assert safety.window.toast._words.text() == "Backed up 5 entries, and verified."
    newest, _ = list_backups(paths)
    assert page.backups.back_up.hasFocus()
    assert (newest.reason, newest.rows["interaction"]) == (BackupReason.BY_HAND, 5)


def test_a_restore_says_first_what_would_differ_and_then_restores(
    safety: App, paths: Paths, qtbot: QtBot
) -> None:
    page = _page(safety)
    slip = page.backups.slip
    _press(page.backups.rows[0].restore)
    qtbot.waitUntil(slip.agree.isVisible)
    assert slip.words.text().startswith("3 entries only in the journal, which would go.")
    assert "“entry 11”" in slip.details.text()
    assert len(entries(paths)) == 5
    _press(slip.agree)
    _wait_for_pages(safety, qtbot, "Restored the backup of 16:00. The journal from before lies in ")
    assert {entry.interaction.title for entry in entries(paths)} == {"entry 0", "entry 1"}
    assert safety.window._pages.currentWidget() is _page(safety)
    reasons = {backup.reason for backup in list_backups(paths)}
    assert BackupReason.BEFORE_RESTORE in reasons


def test_leaving_a_restore_by_esc_leaves_everything_and_gives_the_keyboard_back(
    safety: App, paths: Paths, qtbot: QtBot
) -> None:
    row = _page(safety).backups.rows[0]
    _press(row.restore)
    qtbot.waitUntil(_page(safety).backups.slip.agree.isVisible)
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, Qt.Key.Key_Escape)
    assert _page(safety).backups.slip.isHidden()
    assert row.restore.hasFocus()
    assert len(entries(paths)) == 5


def test_checking_says_in_a_sentence_that_all_is_well(safety: App, qtbot: QtBot) -> None:
    card = _page(safety).journal
    with qtbot.waitSignal(safety.parts.checking.finished):
        _press(card.check)
        QTest.keyClick(_focused(), Qt.Key.Key_Space)  # as an impatient hand does: it neither stops it nor
        assert card.cancel.isVisible()  # presses anything else
    assert card.said.text() == "All is well: the journal is sound, and so is its backup."
    assert card.check.isVisible()
    assert not card.bar.isVisible()


def test_checking_finds_a_backup_that_was_damaged(safety: App, paths: Paths, qtbot: QtBot) -> None:
    (backup,) = list_backups(paths)
    content = bytearray(backup.path.read_bytes())
    content[5_000] ^= 1
    backup.path.write_bytes(content)
    with qtbot.waitSignal(safety.parts.checking.finished):
        _press(_page(safety).journal.check)
    said = _page(safety).journal.said.text()
    assert said.startswith("The backup is damaged: ")
    assert said.endswith("Nothing was changed. A backup from before the damage can be restored below.")


def test_a_cancelled_check_does_not_claim_that_all_is_well(safety: App, qtbot: QtBot) -> None:
    with qtbot.waitSignal(safety.parts.checking.finished):
        _press(_page(safety).journal.check)
        _press(_page(safety).journal.cancel)
    assert "Stopped before the end" in _page(safety).journal.said.text()


def test_what_was_deleted_is_put_back_by_a_key(safety: App, paths: Paths, qtbot: QtBot) -> None:
    _press(_page(safety).trash.rows[0].put_back)
    qtbot.waitUntil(lambda: not _page(safety).trash.rows)
    QTest.keyClick(_focused(), Qt.Key.Key_Space)
    assert not isinstance(_focused(), QPushButton)
    assert len(entries(paths)) == 6
    assert safety.window.toast._undo.isVisible()


def test_emptying_the_trash_asks_once_because_nothing_brings_it_back(
    safety: App, paths: Paths, qtbot: QtBot
) -> None:
    card = _page(safety).trash
    _press(card.empty)
    assert card.slip.heading.text() == "Empty the trash?"
    assert card.slip.leave.hasFocus()
    assert with_journal(paths, lambda journal: len(journal.trash.contents())) == 1
    _press(card.slip.agree)
    qtbot.waitUntil(lambda: not card.rows)
    assert with_journal(paths, lambda journal: journal.trash.contents()) == ()


def test_encrypting_warns_before_and_asks_for_the_passphrase_twice(safety: App) -> None:
    card = _page(safety).encryption
    _press(card.encrypt)
    slip = card.slip
    assert slip.new.hasFocus()
    assert slip.warning.text().startswith("A forgotten passphrase cannot be recovered")
    assert slip.warning.isVisible()
    QTest.keyClicks(slip.new, "short")
    assert not slip.agree.isEnabled()
    QTest.keyClicks(slip.new, " but long enough")
    QTest.keyClicks(slip.again, "something else")
    assert slip.fault.text() == "Both must be the same."
    slip.again.setText(slip.new.text())
    assert not slip.agree.isEnabled()
    slip.kept.setChecked(True)
    assert slip.agree.isEnabled()
    QTest.keyClick(slip.new, Qt.Key.Key_Escape)
    assert slip.isHidden()
    assert not slip.new.text()


def test_a_journal_is_encrypted_changed_and_decrypted_with_its_backups(
    safety: App, paths: Paths, qtbot: QtBot
) -> None:
    _encrypt(safety, qtbot)
    assert all(backup.is_encrypted for backup in list_backups(paths))
    with Journal.open(paths, Settings(), BERLIN, Passphrase(WORDS)) as journal:
        assert len(journal.entries(EVERYTHING, NOW, 9).rows) == 5
    card = _page(safety).encryption
    _press(card.change)
    QTest.keyClicks(card.slip.present, "not it at all")
    QTest.keyClicks(card.slip.new, "another one for it")
    QTest.keyClicks(card.slip.again, "another one for it")
    card.slip.kept.setChecked(True)
    _press(card.slip.agree)
    assert card.slip.fault.text().startswith("That is not the passphrase that it has now.")
    assert safety.window.is_furnished
    _press(card.decrypt)
    QTest.keyClicks(card.slip.present, WORDS)
    _press(card.slip.agree)
    _wait_for_pages(safety, qtbot, "not encrypted any more")
    assert len(entries(paths)) == 5
    assert not any(backup.is_encrypted for backup in list_backups(paths))


def test_everything_goes_only_after_the_phrase_was_typed(safety: App, paths: Paths, qtbot: QtBot) -> None:
    card = _page(safety).purge
    _press(card.open)
    assert card.typed.hasFocus()
    assert not card.slip.agree.isEnabled()
    QTest.keyClicks(card.typed, "delete my")
    QTest.keyClick(card.typed, Qt.Key.Key_Return)
    assert safety.window.is_furnished
    QTest.keyClicks(card.typed, " journal")
    assert card.slip.agree.isEnabled()
    QTest.keyClick(card.typed, Qt.Key.Key_Return)
    _wait_for_pages(safety, qtbot, "Everything was deleted.")
    assert entries(paths) == ()
    assert list_backups(paths) == ()


def test_what_is_not_protected_is_said(safety: App) -> None:
    said = " ".join(what for _, what in _page(safety).limits._limits())
    for word in ("administers", "recording", "employer", "swap", "Solid-state"):
        assert word in said
