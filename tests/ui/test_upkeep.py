"""What is done for the journal without being asked, and what is said when that fails."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from aijournal.errors import AijournalError, DiskFullError
from aijournal.journal.backup_files import list_backups
from aijournal.journal.journal import Journal
from aijournal.paths import Paths
from aijournal.settings import Settings
from aijournal.ui.app import App
from aijournal.ui.screen import Screen
from aijournal.ui.widgets.banner import Trouble
from tests.ui.journal_stage import entries, logged
from tests.ui.stage import BERLIN, NOW, staged, with_journal


def _opened(app: App, qtbot: QtBot) -> App:
    app.show()
    qtbot.waitUntil(lambda: app.session.is_open)
    return app


def test_a_backup_is_made_soon_after_the_start(app: App, paths: Paths, qtbot: QtBot) -> None:
    logged(paths, 3)
    _opened(app, qtbot)
    with qtbot.waitSignal(app.parts.upkeep.backed_up, timeout=10_000):
        pass
    (backup,) = list_backups(paths)
    assert backup.rows["interaction"] == 3


def test_a_backup_is_made_only_when_one_is_due(app: App, paths: Paths, qtbot: QtBot) -> None:
    logged(paths, 3)
    _opened(app, qtbot)
    with qtbot.waitSignal(app.parts.upkeep.backed_up):
        app.parts.upkeep.back_up()
    with qtbot.assertNotEmitted(app.parts.upkeep.backed_up, wait=200):
        app.parts.upkeep.back_up()
    assert len(list_backups(paths)) == 1


def test_a_backup_that_fails_is_said_and_can_be_tried_again(app: App, paths: Paths, qtbot: QtBot) -> None:
    logged(paths, 3)
    paths.backups.write_text("a file where the folder would be")
    _opened(app, qtbot)
    banner = app.window.furniture.banners[Trouble.BACKUP_FAILED]
    app.parts.upkeep.back_up()
    qtbot.waitUntil(banner.isVisible)
    assert "Nothing was lost" in banner.words
    paths.backups.unlink()
    with qtbot.waitSignal(app.parts.upkeep.backed_up):
        banner.action.click()
    qtbot.waitUntil(lambda: not banner.isVisible())


def test_what_has_lain_in_the_trash_for_30_days_goes_also_in_a_window_left_open(
    app: App, paths: Paths, qtbot: QtBot
) -> None:
    old, new, _ = logged(paths, 3)
    _opened(app, qtbot)
    app.parts.upkeep.begin()
    with_journal(paths, lambda journal: journal.trash.delete([old], NOW - timedelta(days=31)))
    with_journal(paths, lambda journal: journal.trash.delete([new], NOW - timedelta(days=29)))
    app.parts.upkeep.back_up()
    qtbot.waitUntil(lambda: with_journal(paths, lambda journal: len(journal.trash.contents())) == 1)


def test_a_journal_that_was_deleted_is_saved_at_once(app: App, paths: Paths, qtbot: QtBot) -> None:
    logged(paths, 3)
    _opened(app, qtbot)
    paths.journal.unlink()
    app.parts.upkeep.look_at_place()
    banner = app.window.furniture.banners[Trouble.GONE]
    qtbot.waitUntil(banner.isVisible)
    (copy,) = [path for path in paths.quarantine.iterdir() if path.suffix == ".db"]
    assert copy.name in banner.words
    assert entries_in(copy, paths) == 3


def entries_in(copy: Path, paths: Paths) -> int:
    """Give a copy its name back, as the banner says, and count what it holds."""
    for beside in paths.data.glob("journal.db*"):
        beside.unlink()
    copy.rename(paths.journal)
    with Journal.open(paths, Settings(), BERLIN) as journal:
        return len(journal.inbox(NOW, 99)) or len(entries(paths))


def test_a_backup_or_a_check_does_not_ruin_a_journal_that_was_taken_away(
    app: App, paths: Paths, qtbot: QtBot
) -> None:
    logged(paths, 3)
    _opened(app, qtbot)
    paths.journal.rename(paths.journal.with_name("elsewhere.db"))
    banner = app.window.furniture.banners[Trouble.BACKUP_FAILED]
    app.parts.upkeep.back_up()
    qtbot.waitUntil(banner.isVisible)
    app.parts.upkeep.look_at_place()
    qtbot.waitUntil(app.window.furniture.banners[Trouble.GONE].isVisible)
    (copy,) = paths.quarantine.glob("journal-saved-*.db")
    assert entries_in(copy, paths) == 3
    assert list_backups(paths) == ()


def test_another_file_in_its_place_is_not_opened_beside_it(
    qapp: QApplication, paths: Paths, qtbot: QtBot
) -> None:
    logged(paths, 3)
    other = paths.journal.with_name("other.db")
    other.write_bytes(paths.journal.read_bytes())
    with staged(qapp, paths, {}) as app:
        _opened(app, qtbot)
        other.rename(paths.journal)
        with pytest.raises(AijournalError, match="replaced while it was open"):
            app.session.access.open()


def test_whoever_quits_after_the_file_was_deleted_leaves_a_copy(
    qapp: QApplication, paths: Paths, qtbot: QtBot
) -> None:
    logged(paths, 3)
    with staged(qapp, paths, {}) as app:
        _opened(app, qtbot)
        paths.journal.unlink()
    (copy,) = paths.quarantine.glob("journal-saved-*.db")
    assert entries_in(copy, paths) == 3


def test_a_write_after_the_file_was_deleted_is_said_at_once(app: App, paths: Paths, qtbot: QtBot) -> None:
    logged(paths, 3)
    _opened(app, qtbot)
    paths.journal.unlink()
    app.journal.write(lambda journal: journal.undo(), lambda _: None)
    qtbot.waitUntil(app.window.furniture.banners[Trouble.GONE].isVisible)


def test_a_file_that_is_put_back_settles_it(app: App, paths: Paths, qtbot: QtBot) -> None:
    logged(paths, 3)
    _opened(app, qtbot)
    elsewhere = paths.journal.with_name("elsewhere.db")
    paths.journal.rename(elsewhere)
    banner = app.window.furniture.banners[Trouble.GONE]
    app.parts.upkeep.look_at_place()
    qtbot.waitUntil(banner.isVisible)
    elsewhere.rename(paths.journal)
    app.parts.upkeep.look_at_place()
    qtbot.waitUntil(lambda: not banner.isVisible())


def test_a_full_disk_stays_said_until_something_can_be_written(app: App, qtbot: QtBot) -> None:
    _opened(app, qtbot)
    banner = app.window.furniture.banners[Trouble.DISK_FULL]

    def fail(_: Journal) -> None:
        raise DiskFullError("The disk is full", "It needs 3 MB.")

    app.journal.write(fail, lambda _: None)
    qtbot.waitUntil(banner.isVisible)
    assert banner.words == "The disk is full\nIt needs 3 MB."
    assert not app.window.furniture.notice.isVisible(), "one place says it"
    app.journal.write(lambda journal: journal.task_list.offered(), lambda _: None)
    qtbot.waitUntil(lambda: not banner.isVisible())


def test_another_trouble_is_not_a_full_disk(app: App, qtbot: QtBot) -> None:
    _opened(app, qtbot)

    def fail(_: Journal) -> None:
        raise AijournalError("No such entry", "It is gone.")

    app.journal.write(fail, lambda _: None)
    qtbot.waitUntil(app.window.furniture.notice.isVisible)
    assert not app.window.furniture.banners[Trouble.DISK_FULL].isVisible()
    app.journal.write(lambda journal: journal.task_list.offered(), lambda _: None)
    qtbot.waitUntil(lambda: not app.window.furniture.notice.isVisible())


def test_escape_closes_what_went_wrong_where_nothing_else_takes_it(app: App, qtbot: QtBot) -> None:
    _opened(app, qtbot)
    app.window.show_error(AijournalError("No such entry", "It is gone."))
    app.window.today.quick_log.take_focus()
    QTest.keyClick(app.window.today.quick_log._line, Qt.Key.Key_Escape)  # leaves the line
    assert app.window.furniture.notice.isVisible()
    QTest.keyClick(app.window.sidebar._group.button(0), Qt.Key.Key_Escape)
    assert not app.window.furniture.notice.isVisible()


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="this person may write everywhere")
def test_a_folder_that_became_read_only_stays_said(app: App, paths: Paths, qtbot: QtBot) -> None:
    _opened(app, qtbot)
    banner = app.window.furniture.banners[Trouble.CANNOT_WRITE]
    paths.data.chmod(0o500)

    def fail(_: Journal) -> None:
        raise AijournalError("The journal cannot be written", "The folder may not be written.")

    try:
        app.journal.write(fail, lambda _: None)
        qtbot.waitUntil(banner.isVisible)
    finally:
        paths.data.chmod(0o700)
    app.journal.write(lambda journal: journal.task_list.offered(), lambda _: None)
    qtbot.waitUntil(lambda: not banner.isVisible())


def _change_a_word(paths: Paths) -> None:
    """Change a project in the file behind the journal's back, as a failing disk would."""
    content = paths.journal.read_bytes()
    assert content.count(b"maps") > 0
    paths.journal.write_bytes(content.replace(b"maps", b"mops"))


def test_a_day_that_changed_by_itself_is_said_at_the_next_backup(
    qapp: QApplication, paths: Paths, qtbot: QtBot
) -> None:
    logged(paths, 3)
    with_journal(paths, lambda journal: journal.checks.days())
    _change_a_word(paths)
    with staged(qapp, paths, {}) as app:
        _opened(app, qtbot)
        banner = app.window.furniture.banners[Trouble.DAMAGED]
        app.parts.upkeep.back_up()
        qtbot.waitUntil(banner.isVisible)
        assert "Entries of 1 day changed by themselves: 2026-11-20." in banner.words


def test_days_that_changed_by_themselves_can_be_taken_as_they_are(
    qapp: QApplication, paths: Paths, qtbot: QtBot
) -> None:
    logged(paths, 3)
    with_journal(paths, lambda journal: journal.checks.days())
    _change_a_word(paths)
    with staged(qapp, paths, {}) as app:
        _opened(app, qtbot)
        app.window.show_page(Screen.SAFETY)
        card = app.window.pages.safety.journal
        with qtbot.waitSignal(app.parts.checking.finished):
            app.parts.checking.start()
        banner = app.window.furniture.banners[Trouble.DAMAGED]
        assert (banner.isVisible(), card.accept.isVisible()) == (True, True)
        with qtbot.waitSignal(app.parts.checking.finished):
            card.accept.click()
        assert (banner.isVisible(), card.accept.isVisible()) == (False, False)
        assert card.said.text().startswith("All is well")


@pytest.mark.parametrize(("days", "is_due"), [(None, True), (6, False), (8, True), (-1, True)])
def test_everything_is_checked_once_a_week_and_when_the_clock_was_wrong(
    days: int | None, *, is_due: bool, app: App, paths: Paths, qtbot: QtBot
) -> None:
    logged(paths, 3)
    if days is not None:
        with_journal(paths, lambda journal: journal.checks.remember(NOW - timedelta(days=days)))
    _opened(app, qtbot)
    checking, upkeep = app.parts.checking, app.parts.upkeep
    if is_due:
        with qtbot.waitSignal(checking.finished):
            upkeep.back_up()
        assert with_journal(paths, lambda journal: journal.checks.last()) == NOW
    else:
        with qtbot.waitSignal(upkeep.newest_known):
            upkeep.back_up()
        assert not checking.is_checking


def test_a_backup_that_fails_does_not_keep_damage_from_being_looked_for(
    qapp: QApplication, paths: Paths, qtbot: QtBot
) -> None:
    logged(paths, 3)
    with_journal(paths, lambda journal: journal.checks.days())
    _change_a_word(paths)
    paths.backups.write_text("a file where the folder would be")
    with staged(qapp, paths, {}) as app:
        _opened(app, qtbot)
        with qtbot.waitSignal(app.parts.checking.finished):
            app.parts.upkeep.back_up()
        assert app.window.furniture.banners[Trouble.BACKUP_FAILED].isVisible()
        assert app.window.furniture.banners[Trouble.DAMAGED].isVisible()


def test_a_weekly_check_that_was_stopped_is_not_begun_again_at_once(app: App, qtbot: QtBot) -> None:
    _opened(app, qtbot)
    checking = app.parts.checking
    with qtbot.waitSignal(checking.finished):
        checking.began.connect(checking.cancel)
        app.parts.upkeep.back_up()
    with qtbot.assertNotEmitted(checking.began, wait=300):
        app.parts.upkeep.back_up()


def test_the_sidebar_says_when_the_newest_backup_was_made(app: App, paths: Paths, qtbot: QtBot) -> None:
    logged(paths, 3)
    _opened(app, qtbot)
    said = app.window.sidebar.backup
    assert not said.isVisible()
    app.parts.upkeep.back_up()
    qtbot.waitUntil(said.isVisible)
    assert said.text() == "Backed up 19:00, verified."


def _damage(paths: Paths) -> None:
    """Empty two pages of a journal that has many."""
    logged(paths, 300)
    with_journal(paths, lambda journal: journal.checks.remember(NOW - timedelta(minutes=13)))
    content = bytearray(paths.journal.read_bytes())
    content[-3 * 4_096 : -4_096] = bytes(2 * 4_096)
    paths.journal.write_bytes(content)


def _shown(app: App) -> list[Trouble]:
    return [trouble for trouble in Trouble if app.window.furniture.banners[trouble].isVisible()]


def test_a_backup_that_fails_because_of_damage_is_told_by_one_banner(
    qapp: QApplication, paths: Paths, qtbot: QtBot
) -> None:
    _damage(paths)
    with staged(qapp, paths, {}) as app:
        _opened(app, qtbot)
        with qtbot.waitSignal(app.parts.upkeep.newest_known, raising=False, timeout=3_000):
            app.parts.upkeep.back_up()
        assert _shown(app) == [Trouble.DAMAGED]
        app.window.furniture.banners[Trouble.DAMAGED].action.click()
        assert app.window._pages.currentIndex() == Screen.SAFETY


def test_a_backup_without_room_stays_said_while_other_things_are_written(app: App, qtbot: QtBot) -> None:
    _opened(app, qtbot)
    banner = app.window.furniture.banners[Trouble.BACKUP_FAILED]
    app.parts.upkeep._tell_not_backed_up(
        DiskFullError("There is no room for a backup", "It needs 3 MB. Every older backup is as it was.")
    )
    assert banner.words == "There is no room for a backup\nIt needs 3 MB. Every older backup is as it was."
    with qtbot.waitSignal(app.journal.wrote):
        app.journal.write(lambda journal: journal.task_list.offered(), lambda _: None)
    assert _shown(app) == [Trouble.BACKUP_FAILED]
    assert banner.action.text() == "Try again"


def test_damage_found_at_the_start_leads_to_safety(qapp: QApplication, paths: Paths, qtbot: QtBot) -> None:
    _damage(paths)
    with staged(qapp, paths, {}) as app:
        _opened(app, qtbot)
        with qtbot.waitSignal(app.parts.checking.looked):
            app.parts.checking.look()
        banner = app.window.furniture.banners[Trouble.DAMAGED]
        assert banner.isVisible()
        safety = app.window.pages.safety
        banner.action.click()
        qtbot.waitUntil(lambda: safety.view is not None)
        assert "Everything was sound" not in safety.journal.said.text()
        assert safety.journal.said.text().split("\n")[0] in banner.words
        assert app.window._pages.currentIndex() == Screen.SAFETY
