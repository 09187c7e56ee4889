"""A look around in sample data, and back, by keys; the own journal never notices."""

import shutil
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from aijournal.domain.entry_filter import EVERYTHING
from aijournal.journal.backup_files import list_backups
from aijournal.offline import LockState, NetworkLock
from aijournal.paths import Paths
from aijournal.settings import ColorScheme, Settings, load_settings
from aijournal.ui.app import App
from aijournal.ui.sample_data.making import MakingDialog
from aijournal.ui.sample_data.place import SamplePlace, make_sample, sample_place
from aijournal.ui.sample_data.strip import SampleStrip
from aijournal.ui.screen import Screen
from tests.ui.stage import BERLIN, NOW, with_journal

SLOW = 60_000


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make sample data once, to be put where each test would make its own."""
    place = SamplePlace(tmp_path_factory.mktemp("made") / "sample-data")
    make_sample(place, NOW.date(), BERLIN, Settings(), lambda _done, _of: None)
    return place.folder


@pytest.fixture
def place(paths: Paths, made: Path) -> SamplePlace:
    """Return the place of sample data that is there already."""
    place = sample_place(paths)
    shutil.copytree(made, place.folder)
    return place


@pytest.fixture
def own(app: App, qtbot: QtBot) -> App:
    app.show()
    qtbot.waitUntil(lambda: app.session.is_open)
    qtbot.waitUntil(app.window.isActiveWindow)
    return app


def _open(own: App, qtbot: QtBot) -> App:
    own.window._actions.run("sample.open")
    qtbot.waitUntil(lambda: own.welcome.sample.app is not None, timeout=SLOW)
    sample = cast("App", own.welcome.sample.app)
    qtbot.waitUntil(lambda: sample.window.today.inbox.waiting > 0, timeout=SLOW)
    qtbot.waitUntil(sample.window.isActiveWindow)
    return sample


def _strip(sample: App) -> SampleStrip:
    found = sample.window.findChild(SampleStrip)
    assert found is not None
    return found


def _count(paths: Paths) -> int:
    return with_journal(paths, lambda journal: journal.outline(EVERYTHING, 1).count)


def test_sample_data_is_looked_at_and_left_by_one_press(
    own: App, paths: Paths, place: SamplePlace, qtbot: QtBot
) -> None:
    sample = _open(own, qtbot)
    assert sample.window is not own.window
    assert sample.window.windowTitle() == "aijournal: sample data"
    for screen in Screen:
        sample.window.show_page(screen)
        assert _strip(sample).isVisible(), screen
        assert sample.window.sidebar._demo.isVisible(), screen
    back = _strip(sample).back
    back.setFocus()
    QTest.keyClick(back, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: own.welcome.sample.app is None)
    qtbot.waitUntil(own.window.isActiveWindow)
    assert own.window.isVisible()
    assert _count(paths) == 0
    assert place.is_made, "it stays for the next time"


def test_what_is_done_there_is_done_to_the_sample_alone(
    own: App, paths: Paths, place: SamplePlace, qtbot: QtBot
) -> None:
    own.window.today.quick_log.type("my own draft")
    own.parts.drafts.flush()
    sample = _open(own, qtbot)
    before = _count(place.paths)
    line = sample.window.today.quick_log._line
    assert line.text() == ""
    QTest.keyClicks(line, "tried it out +2 5m")
    with qtbot.waitSignal(sample.journal.wrote):
        QTest.keyClick(line, Qt.Key.Key_Return)
    with qtbot.waitSignal(sample.parts.settings.changed):
        sample.parts.settings.change("colours", "Dark.", color_scheme=ColorScheme.DARK)
    sample.parts.upkeep.back_up()
    qtbot.waitUntil(lambda: bool(list_backups(place.paths)), timeout=SLOW)
    own.welcome.sample.leave()
    qtbot.waitUntil(lambda: own.welcome.sample.app is None)
    assert own.window.today.quick_log.text == "my own draft"
    assert (_count(place.paths), _count(paths)) == (before + 1, 0)
    assert list_backups(paths) == ()
    assert load_settings(place.paths.settings).color_scheme is ColorScheme.DARK
    assert load_settings(paths.settings).color_scheme is ColorScheme.SYSTEM


def test_own_logs_are_neither_found_nor_taken_there(
    own: App, logs: Path, place: SamplePlace, qtbot: QtBot
) -> None:
    sample = _open(own, qtbot)
    sample.window.show_page(Screen.SOURCES)
    page = sample.window.pages.sources
    qtbot.waitUntil(lambda: page.views is not None)
    for view in page.views or ():
        assert all(folder.is_relative_to(place.folder) for folder in view.found.folders)
    carried = QMimeData()
    carried.setUrls([QUrl.fromLocalFile(str(logs))])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(9, 9), copy, carried, left, none)
    QApplication.sendEvent(sample.window, enter)
    QApplication.sendEvent(sample.window, QDropEvent(QPointF(9, 9), copy, carried, left, none))
    assert "not read into sample data" in sample.window.toast._words.text()
    assert not page.other.isVisible()


def test_making_it_can_be_stopped_by_escape(own: App, paths: Paths, qtbot: QtBot) -> None:
    place = sample_place(paths)
    own.welcome.open_sample()
    dialog = own.window.findChild(MakingDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.bar.value() > 0, timeout=SLOW)
    with qtbot.waitSignal(own.welcome.sample.making.stopped, timeout=5_000):
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert own.welcome.sample.app is None
    assert not place.folder.exists()
    sample = _open(own, qtbot)
    assert sample.window.isVisible(), "and made after all"


def test_asking_again_brings_the_same_window_forward(own: App, place: SamplePlace, qtbot: QtBot) -> None:
    sample = _open(own, qtbot)
    assert place.is_made
    own.window.activateWindow()
    own.welcome.open_sample()
    assert own.welcome.sample.app is sample
    qtbot.waitUntil(sample.window.isActiveWindow)


def test_closing_its_window_leads_back(own: App, place: SamplePlace, qtbot: QtBot) -> None:
    sample = _open(own, qtbot)
    sample.window.close()
    qtbot.waitUntil(lambda: own.welcome.sample.app is None)
    assert own.window.isVisible()
    assert place.is_made


def test_it_is_deleted_by_one_press_and_the_own_journal_is_not(
    own: App, paths: Paths, place: SamplePlace, qtbot: QtBot
) -> None:
    sample = _open(own, qtbot)
    with qtbot.waitSignal(own.welcome.sample.deleted, timeout=SLOW):
        _strip(sample).delete.click()
    assert not place.folder.exists()
    assert own.window.toast._words.text() == "The sample data is deleted."
    assert paths.journal.exists()
    assert _count(paths) == 0


def test_deleting_everything_of_the_own_takes_the_sample_with_it(
    own: App, place: SamplePlace, qtbot: QtBot
) -> None:
    _open(own, qtbot)
    refusals: list[object] = []
    for failed in (own.welcome.sample.failed, own.parts.whole.failed):
        failed.connect(refusals.append)
    own.parts.whole.purge()
    qtbot.waitUntil(lambda: bool(refusals) or not place.folder.exists(), timeout=SLOW)
    assert refusals == []
    qtbot.waitUntil(lambda: own.session.is_open, timeout=SLOW)
    assert own.welcome.sample.app is None
    assert not place.folder.exists()


def test_the_program_ends_with_both_windows(own: App, place: SamplePlace, qtbot: QtBot) -> None:
    sample = _open(own, qtbot)
    with qtbot.waitSignal(own.finished):
        own.window.close()
    own.close()
    assert own.welcome.sample.app is None
    assert not sample.session.is_open or place.is_made


def test_an_empty_journal_offers_it(own: App, qtbot: QtBot) -> None:
    empty = own.window.today.inbox.empty
    qtbot.waitUntil(empty.sample.isVisible)
    empty.sample.setFocus()
    QTest.keyClick(empty.sample, Qt.Key.Key_Space)
    assert own.window.findChild(MakingDialog) is not None
    own.welcome.sample.making.cancel()
    with qtbot.waitSignal(own.welcome.sample.making.stopped, timeout=SLOW):
        pass


def test_it_says_of_the_network_what_the_own_window_says(own: App, qtbot: QtBot) -> None:
    own.parts.network = NetworkLock(LockState.LOCKED)
    sample = _open(own, qtbot)
    assert sample.parts.network is own.parts.network
