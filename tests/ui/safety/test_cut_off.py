"""An encryption, or a decryption, that was cut off half-way: what the page says of it, and how it goes on."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from aijournal.journal.backup_files import BackupReason, list_backups
from aijournal.journal.journal import Journal
from aijournal.journal.passphrase import Passphrase
from aijournal.journal.rewriting import rewrite
from aijournal.paths import Paths
from aijournal.ui.app import App
from aijournal.ui.pages.safety import SafetyPage
from aijournal.ui.screen import Screen
from tests.ui.journal_stage import logged
from tests.ui.stage import NOW, staged, with_journal

WORDS = "a horse and a lamp"
SLOW = 20_000  # ms: a passphrase takes its time, on purpose


@pytest.fixture
def paths(paths: Paths) -> Paths:
    """Return the places of a journal with three backups."""
    for number in range(3):
        logged(paths, 1, first=number)
        at = NOW - timedelta(hours=3 - number)
        with_journal(paths, partial(_back_up, at))
    return paths


def _back_up(at: datetime, journal: Journal) -> None:
    journal.backups.take(BackupReason.BY_HAND, at)


def _cut_off(paths: Paths, old: Passphrase | None, new: Passphrase | None, aside: Path) -> None:
    """Rewrite the journal as a process does that is killed after the first of the backups."""
    shutil.copytree(paths.backups, aside)
    rewrite(paths, old, new)
    for backup in list_backups(paths)[:2]:
        for part in paths.backups.glob(f"{backup.path.name}*"):
            shutil.copy2(aside / part.name, part)


@contextmanager
def _played(qapp: QApplication, paths: Paths, qtbot: QtBot, passphrase: str = "") -> Iterator[App]:
    """Play the program on Safety, unlocked where it has to be."""
    with staged(qapp, paths, {}) as app:
        app.window.resize(1_280, 820)
        app.show()
        if passphrase:
            qtbot.waitUntil(lambda: app.entrance.page is not None, timeout=SLOW)
            app.session.unlock(passphrase)
        qtbot.waitUntil(lambda: app.session.is_open and app.window.is_furnished, timeout=SLOW)
        app.window.show_page(Screen.SAFETY)
        qtbot.waitUntil(lambda: _page(app).view is not None)
        yield app


def _page(app: App) -> SafetyPage:
    return app.window.pages.safety


def _press(button: QPushButton) -> None:
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)


def _finish(app: App, passphrase: str) -> None:
    slip = _page(app).encryption.finish_slip
    _press(_page(app).encryption.finish)
    assert slip.passphrase.hasFocus()
    QTest.keyClicks(slip.passphrase, passphrase)
    QTest.keyClick(slip.passphrase, Qt.Key.Key_Return)


def _wait_for(app: App, qtbot: QtBot, words: str) -> None:
    qtbot.waitUntil(lambda: app.window.is_furnished and words in app.window.toast._words.text(), timeout=SLOW)
    qtbot.waitUntil(lambda: _page(app).view is not None)


def test_encrypting_that_was_cut_off_is_said_and_finished(
    qapp: QApplication, paths: Paths, tmp_path: Path, qtbot: QtBot
) -> None:
    _cut_off(paths, None, Passphrase(WORDS), tmp_path / "aside")
    with _played(qapp, paths, qtbot, WORDS) as app:
        page = _page(app)
        said = "2 of its backups are not encrypted yet: encrypting was cut off."
        assert said in page.journal.encrypted.text()
        assert "neither its backups" not in page.journal.encrypted.text()
        assert page.encryption.behind.text() == said
        assert "and its backups are encrypted" not in page.encryption.words.text()
        _finish(app, "not it at all")
        slip = page.encryption.finish_slip
        assert slip.fault.text().startswith("That is not the passphrase that it has now.")
        assert sum(backup.is_encrypted for backup in list_backups(paths)) == 1
        QTest.keyClicks(slip.passphrase, WORDS)
        _press(slip.agree)
        _wait_for(app, qtbot, "The journal is encrypted, and so is every copy of it beside it.")
        assert all(backup.is_encrypted for backup in list_backups(paths))
        page = _page(app)
        assert page.journal.encrypted.text().endswith("and neither its backups.")
        assert not page.encryption.finish.isVisible()
        assert not page.encryption.behind.isVisible()


def test_decrypting_that_was_cut_off_is_said_and_finished(
    qapp: QApplication, paths: Paths, tmp_path: Path, qtbot: QtBot
) -> None:
    rewrite(paths, None, Passphrase(WORDS))
    _cut_off(paths, Passphrase(WORDS), None, tmp_path / "aside")
    with _played(qapp, paths, qtbot) as app:
        page = _page(app)
        said = "2 of its backups are still encrypted, with the passphrase that it had when they were made."
        assert said in page.journal.encrypted.text()
        assert page.encryption.behind.text().startswith(said)
        assert page.encryption.finish.text() == "Finish decrypting…"
        _finish(app, "not it at all")
        _wait_for(app, qtbot, "Still encrypted: 2 files. This passphrase does not open them")
        assert sum(backup.is_encrypted for backup in list_backups(paths)) == 2
        _finish(app, WORDS)
        _wait_for(app, qtbot, "The journal is not encrypted, and neither is any copy of it beside it.")
        assert not any(backup.is_encrypted for backup in list_backups(paths))
        assert not _page(app).encryption.finish.isVisible()


def test_nothing_is_offered_to_be_finished_where_nothing_was_cut_off(
    qapp: QApplication, paths: Paths, qtbot: QtBot
) -> None:
    with _played(qapp, paths, qtbot) as app:
        card = _page(app).encryption
        assert not card.finish.isVisible()
        assert not card.behind.isVisible()
        assert card.encrypt.isVisible()
