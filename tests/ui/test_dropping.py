"""What is dropped on the window goes where it belongs, and nothing is kept before it is asked for."""

import os
from collections.abc import Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from aijournal.demo import write_sample_logs
from aijournal.journal.backup_files import BackupReason
from aijournal.journal.journal import Journal
from aijournal.journal.passphrase import Passphrase
from aijournal.journal.rewriting import rewrite
from aijournal.paths import Paths
from aijournal.ui.app import App
from aijournal.ui.drop_target import DropTarget
from aijournal.ui.dropped import local_paths, told_apart
from aijournal.ui.screen import Screen
from tests.cli.trial_tables import write_trial
from tests.ui.stage import BERLIN, NOW, staged, with_journal

COPY, LEFT, NONE = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
AT = QPoint(400, 300)


@pytest.fixture
def shown(app: App, qtbot: QtBot) -> App:
    app.show()
    qtbot.waitUntil(app.window.isActiveWindow)
    return app


def _carried(paths: Sequence[Path]) -> QMimeData:
    carried = QMimeData()
    carried.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return carried


def _hold(widget: QWidget, carried: QMimeData) -> QDragEnterEvent:
    event = QDragEnterEvent(AT, COPY, carried, LEFT, NONE)
    event.ignore()
    QApplication.sendEvent(widget, event)
    return event


def _drop(app: App, *paths: Path) -> None:
    carried = _carried(paths)
    _hold(app.window, carried)
    QApplication.sendEvent(app.window, QDragMoveEvent(AT, COPY, carried, LEFT, NONE))
    QApplication.sendEvent(app.window, QDropEvent(QPointF(AT), COPY, carried, LEFT, NONE))


def _target(app: App) -> DropTarget:
    return app.window.drop_target


@pytest.mark.skipif(os.name == "nt", reason="names are always text there")
def test_names_that_are_no_utf_8_come_as_they_are() -> None:
    carried = QMimeData()
    lines = b"file:///tmp/caf%E9.jsonl\r\nfile:///tmp/a%20b\r\nhttps://example.org/x\r\nfile:///tmp/a%20b\r\n"
    carried.setData("text/uri-list", QByteArray(lines))
    assert [os.fsencode(path) for path in local_paths(carried)] == [b"/tmp/caf\xe9.jsonl", b"/tmp/a b"]


def test_backups_are_told_from_logs_by_their_names() -> None:
    paths = [Path("/a/x.aijbackup"), Path("/a/OLD.DB"), Path("/a/.claude"), Path("/a/s.jsonl"), Path("/a/db")]
    dropped = told_apart(paths)
    assert dropped.backups == tuple(paths[:2])
    assert dropped.logs == tuple(paths[2:])


def test_what_is_held_over_the_window_is_invited_and_leaves_no_trace(shown: App, logs: Path) -> None:
    assert _hold(shown.window, _carried([logs])).isAccepted()
    assert _target(shown).isVisible()
    assert shown.window.rect().contains(_target(shown).geometry())
    QApplication.sendEvent(shown.window, QDragLeaveEvent())
    assert not _target(shown).isVisible()
    _hold(shown.window, _carried([logs]))
    QTest.keyClick(shown.window, Qt.Key.Key_Escape)
    assert not _target(shown).isVisible()


def test_words_and_pages_of_the_web_are_no_files(shown: App) -> None:
    for carried in (QMimeData(), QMimeData()):
        carried.setText("some words")
        assert not _hold(shown.window, carried).isAccepted()
    web = QMimeData()
    web.setUrls([QUrl("https://example.org/a.jsonl")])
    assert not _hold(shown.window, web).isAccepted()
    assert not _target(shown).isVisible()


def test_files_over_a_line_to_type_in_are_meant_for_the_window(shown: App, logs: Path) -> None:
    line = shown.window.today.quick_log._line
    assert not _hold(line, _carried([logs])).isAccepted() or _target(shown).isVisible()
    assert _target(shown).isVisible(), "the event goes on to the window"
    assert line.text() == ""


def test_a_table_that_is_dropped_on_trials_is_looked_at_there(shown: App, home: Path, qtbot: QtBot) -> None:
    table = write_trial(home / "theirs.csv", 20, -0.4)
    shown.window.show_page(Screen.TRIALS)
    _drop(shown, table)
    trials = shown.window.pages.trials
    assert trials.isVisible()
    qtbot.waitUntil(lambda: trials.reading.what.text() == "20 tasks of 20 rows.")
    trials.reading.put_away()
    _drop(shown, home)
    assert shown.window.shown_screen is Screen.SOURCES


def test_logs_go_to_sources_and_are_read_by_enter(shown: App, home: Path, paths: Paths, qtbot: QtBot) -> None:
    old = write_sample_logs(home / "old computer", NOW.date(), zone=BERLIN)
    with qtbot.waitSignal(shown.reading.finished, timeout=20_000) as tried:
        _drop(shown, old / ".claude")
    assert tried.args[1].is_rehearsal
    assert shown.window.shown_screen is Screen.SOURCES
    assert with_journal(paths, lambda journal: journal.is_blank())
    focused = QApplication.focusWidget()
    assert focused is shown.window.pages.sources.other.read_these
    with qtbot.waitSignal(shown.reading.finished, timeout=20_000):
        QTest.keyClick(focused, Qt.Key.Key_Return)
    assert with_journal(paths, lambda journal: journal.inbox_count(NOW)) > 0


def test_words_that_are_dropped_on_the_line_become_its_words(shown: App) -> None:
    line = shown.window.today.quick_log._line
    carried = QMimeData()
    carried.setText("fixed flaky\n\tlogin test\u202e  #shop\n")
    assert _hold(line, carried).isAccepted()
    QApplication.sendEvent(line, QDropEvent(QPointF(2, 2), COPY, carried, LEFT, NONE))
    assert line.text() == "fixed flaky login test #shop"
    assert line.hasFocus()
    line.undo()
    assert line.text() == ""


def test_words_that_are_dropped_on_a_draft_leave_it_there(shown: App) -> None:
    line = shown.window.today.quick_log._line
    line.setText("a draft")
    carried = QMimeData()
    carried.setText("more " * 9_000)
    assert _hold(line, carried).isAccepted()
    QApplication.sendEvent(line, QDropEvent(QPointF(2, 2), COPY, carried, LEFT, NONE))
    assert "a draft" in line.text()
    assert "more more" in line.text()
    assert len(line.text()) < 5_000
    line.undo()
    assert line.text() == "a draft"


def _a_backup(paths: Paths, home: Path) -> Path:
    """Make a backup of one entry, and carry it elsewhere with its companion left behind."""

    def back_up(journal: Journal) -> Path:
        return journal.backups.take(BackupReason.BY_HAND, NOW).path

    made = with_journal(paths, back_up)
    elsewhere = home / "stick" / "old.aijbackup"
    elsewhere.parent.mkdir()
    elsewhere.write_bytes(made.read_bytes())
    return elsewhere


def test_a_backup_goes_to_safety_and_restores_nothing_by_itself(
    shown: App, paths: Paths, home: Path, qtbot: QtBot
) -> None:
    backup = _a_backup(paths, home)
    before = backup.read_bytes()
    slip_of = shown.window.pages.safety.backups
    _drop(shown, backup)
    assert shown.window.shown_screen is Screen.SAFETY
    qtbot.waitUntil(slip_of.slip.agree.isVisible, timeout=20_000)
    assert slip_of.slip.words.text().startswith("It holds the same entries as the journal")
    assert backup.read_bytes() == before
    assert sorted(path.name for path in backup.parent.iterdir()) == ["old.aijbackup"]
    assert not shown.entrance.page


def test_an_encrypted_backup_asks_for_its_passphrase(
    shown: App, paths: Paths, home: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    other = Paths(*(tmp_path / "other" / name for name in ("data", "config", "state", "runtime")))
    with_journal(other, Journal.is_blank)
    rewrite(other, None, Passphrase("seven wild geese"))
    backup = home / "sealed.aijbackup"
    backup.write_bytes(other.journal.read_bytes())
    _drop(shown, backup)
    slip = shown.window.pages.safety.backups.slip
    qtbot.waitUntil(slip.passphrase.isVisible, timeout=20_000)
    QTest.keyClicks(slip.passphrase, "seven wild geese")
    QTest.keyClick(slip.passphrase, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "holds the same entries" in slip.words.text(), timeout=20_000)
    assert paths.journal.exists()


@pytest.mark.parametrize("name", ["picture.db", "nothing.aijbackup", "folder.db"])
def test_what_only_looks_like_a_backup_is_refused_in_words(
    shown: App, home: Path, qtbot: QtBot, name: str
) -> None:
    if name == "picture.db":
        (home / name).write_bytes(b"PNG" * 900)
    elif name == "folder.db":
        (home / name).mkdir()
    _drop(shown, home / name)
    qtbot.waitUntil(shown.window.furniture.notice.isVisible, timeout=20_000)
    assert name in shown.window.furniture.notice._message.text()
    assert not shown.window.pages.safety.backups.slip.isVisible()


def test_the_journal_itself_is_no_backup_of_itself(shown: App, paths: Paths, qtbot: QtBot) -> None:
    qtbot.waitUntil(paths.journal.exists)
    _drop(shown, paths.journal)
    qtbot.waitUntil(shown.window.furniture.notice.isVisible, timeout=20_000)
    assert "the journal that is open" in shown.window.furniture.notice._message.text()


def test_two_backups_at_once_are_not_taken(shown: App, home: Path) -> None:
    _drop(shown, home / "a.db", home / "b.aijbackup")
    assert shown.window.toast._words.text() == "One backup at a time, please, and nothing else with it."
    assert shown.window.shown_screen is Screen.TODAY


def test_nothing_can_be_dropped_on_a_locked_journal(
    qapp: QApplication, paths: Paths, home: Path, logs: Path, qtbot: QtBot
) -> None:
    with_journal(paths, Journal.is_blank)
    rewrite(paths, None, Passphrase("seven wild geese"))
    with staged(qapp, paths, {"HOME": str(home)}) as app:
        app.show()
        qtbot.waitUntil(lambda: not app.window.is_furnished, timeout=20_000)
        assert not _hold(app.window, _carried([logs])).isAccepted()
