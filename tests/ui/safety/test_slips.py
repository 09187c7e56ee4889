"""The slips of the page Safety by keys: seen as a whole when they open, and walked as they are read."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from aijournal.journal.backup_files import BackupReason, erase_backup
from aijournal.journal.journal import Journal
from aijournal.paths import Paths
from aijournal.ui.pages.safety import SafetyPage
from aijournal.ui.safety.slip import Slip
from tests.ui.stage import NOW, with_journal

OPENED: dict[str, Callable[[SafetyPage], tuple[QPushButton, Slip]]] = {
    "restore": lambda page: (page.backups.rows[1].restore, page.backups.slip),
    "empty the trash": lambda page: (page.trash.empty, page.trash.slip),
    "encrypt": lambda page: (page.encryption.encrypt, page.encryption.slip),
    "delete everything": lambda page: (page.purge.open, page.purge.slip),
}


def _focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def _press(key: Qt.Key) -> None:
    QTest.keyClick(_focused(), key)


def _open(page: SafetyPage, name: str, qtbot: QtBot) -> Slip:
    """Open a slip as a hand does that has scrolled its button just into view."""
    button, slip = OPENED[name](page)
    page.verticalScrollBar().setValue(0)
    page.ensureWidgetVisible(button, 0, 0)
    button.setFocus()
    _press(Qt.Key.Key_Space)
    if name == "restore":
        qtbot.waitUntil(slip.agree.isVisible)
    return slip


def _place(page: SafetyPage, part: QWidget) -> QRect:
    return QRect(part.mapTo(page.viewport(), QPoint()), part.size())


@pytest.mark.parametrize("name", OPENED)
def test_a_slip_that_opens_is_seen_as_a_whole_before_anything_is_typed(
    name: str, font: int, page: SafetyPage, qtbot: QtBot
) -> None:
    assert font
    slip = _open(page, name, qtbot)
    assert page.viewport().rect().contains(_place(page, slip))
    assert page.viewport().rect().contains(_place(page, _focused()))


@pytest.mark.parametrize("font", [2], indirect=True)
def test_of_a_slip_that_is_too_high_the_line_to_type_in_is_seen(
    font: int, page: SafetyPage, qtbot: QtBot
) -> None:
    assert font
    page.window().resize(1_280, 240)
    slip = _open(page, "encrypt", qtbot)
    assert slip.height() > page.viewport().height()
    assert page.viewport().rect().contains(_place(page, page.encryption.slip.new))
    assert _focused() is page.encryption.slip.new


def _back_up(at: datetime, journal: Journal) -> None:
    journal.backups.take(BackupReason.BY_HAND, at)


def _reading_order(page: SafetyPage) -> list[QWidget]:
    return [
        page.journal.check,
        page.backups.back_up,
        *(row.restore for row in page.backups.rows),
        page.export.write,
        page.export.read,
        page.trash.empty,
        *(row.put_back for row in page.trash.rows),
        page.encryption.encrypt,
        page.network.attempt,
        page.network.help,
        page.purge.open,
    ]


def _walk(page: SafetyPage) -> list[QWidget]:
    """Press Tab through the whole page."""
    page.journal.check.setFocus()
    walked = []
    while page.isAncestorOf(_focused()) and _focused() not in walked:
        walked.append(_focused())
        _press(Qt.Key.Key_Tab)
    return walked


def test_tab_goes_in_reading_order(page: SafetyPage) -> None:
    assert len(page.backups.rows) == len(page.trash.rows) == 2
    assert _walk(page) == _reading_order(page)


def test_tab_goes_in_reading_order_after_rows_came_and_went(
    page: SafetyPage, paths: Paths, qtbot: QtBot
) -> None:
    page.trash.rows[0].put_back.click()
    qtbot.waitUntil(lambda: len(page.trash.rows) == 1)
    page.backups.back_up.click()
    qtbot.waitUntil(lambda: len(page.backups.rows) == 3)
    erase_backup(page.backups.rows[1].backup)
    page.refresh()
    qtbot.waitUntil(lambda: len(page.backups.rows) == 2)
    assert _walk(page) == _reading_order(page)
    assert paths.backups.exists()


def test_tab_goes_from_a_button_through_the_slip_that_it_opened_and_on(
    page: SafetyPage, qtbot: QtBot
) -> None:
    slip = _open(page, "restore", qtbot)
    page.backups.rows[1].restore.setFocus()
    walked = []
    for _ in range(3):
        _press(Qt.Key.Key_Tab)
        walked.append(_focused())
    assert walked == [slip.agree, slip.leave, page.export.write]


def test_a_restore_stands_right_under_the_backup_that_it_names_to_the_second(
    page: SafetyPage, qtbot: QtBot
) -> None:
    newer, older = page.backups.rows
    assert newer.when.text() == "16:00:40 · 2 h ago"
    assert older.when.text() == "16:00:00 · 3 h ago"
    newer.restore.click()
    slip = page.backups.slip
    qtbot.waitUntil(slip.agree.isVisible)
    assert slip.heading.text() == "The backup of 20 Nov 2026, 16:00:40"
    assert newer.geometry().bottom() < slip.geometry().top() < older.geometry().top()
    older.restore.click()
    assert slip.heading.text() == "The backup of 20 Nov 2026, 16:00:00"
    qtbot.waitUntil(lambda: older.geometry().bottom() < slip.geometry().top())


def test_a_slip_stays_with_its_backup_while_others_come(page: SafetyPage, paths: Paths, qtbot: QtBot) -> None:
    slip = _open(page, "restore", qtbot)
    row = page.backups.rows[1]
    slip.leave.setFocus()
    with_journal(paths, lambda journal: journal.backups.take(BackupReason.AUTOMATIC, NOW))
    page.refresh()
    qtbot.waitUntil(lambda: len(page.backups.rows) == 3)
    assert page.backups.rows[2] is row
    assert slip.leave.hasFocus()
    qtbot.waitUntil(lambda: slip.geometry().top() > row.geometry().bottom())
    _press(Qt.Key.Key_Escape)
    assert row.restore.hasFocus()


def test_a_slip_goes_with_its_backup(page: SafetyPage, qtbot: QtBot) -> None:
    slip = _open(page, "restore", qtbot)
    erase_backup(page.backups.rows[1].backup)
    page.refresh()
    qtbot.waitUntil(lambda: len(page.backups.rows) == 1)
    assert slip.isHidden()
    assert not isinstance(_focused(), QPushButton)
    newest = page.backups.rows[0]
    assert newest.when.text() == "16:00 · 2 h ago"


def test_showing_fewer_backups_puts_the_slip_away(page: SafetyPage, paths: Paths, qtbot: QtBot) -> None:
    for number in range(5):
        at = NOW - timedelta(minutes=number)
        with_journal(paths, partial(_back_up, at))
    page.refresh()
    qtbot.waitUntil(lambda: len(page.backups.rows) == 7)
    page.backups.more.click()
    page.backups.rows[6].restore.click()
    qtbot.waitUntil(page.backups.slip.agree.isVisible)
    page.backups.more.click()
    assert page.backups.slip.isHidden()
