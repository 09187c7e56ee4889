"""The whole window: everybody can find, read, reach and hear everything in it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QFont
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QScrollArea,
    QTabBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from aijournal.collect import collect
from aijournal.domain.entry_filter import EVERYTHING
from aijournal.journal.backup_files import BackupReason
from aijournal.journal.journal import Journal
from aijournal.paths import Paths
from aijournal.ui.app import App
from aijournal.ui.main_window import MainWindow
from aijournal.ui.quick_log.chip_button import ChipButton
from aijournal.ui.screen import Screen
from aijournal.ui.type_scale import SMALLEST_TARGET
from aijournal.ui.widgets.elided_label import ElidedLabel
from tests.ui.stage import (
    IMPORTERS,
    NOW,
    judge_all,
    staged,
    wait_for_inbox,
    with_journal,
    write_weeks_of_logs,
)


@pytest.fixture
def full(qapp: QApplication, paths: Paths, home: Path, qtbot: QtBot) -> Iterator[App]:
    """Play the program with weeks of judged work, and more that waits."""
    write_weeks_of_logs(home, 4)
    environment = {"HOME": str(home)}
    with_journal(paths, lambda journal: collect(journal, IMPORTERS, environment, NOW))
    waiting = with_journal(paths, lambda journal: judge_all(journal, but_days=(0, 1, 2, 3)))
    assert waiting
    with_journal(paths, _delete_and_back_up)
    count = with_journal(paths, lambda journal: journal.inbox_count(NOW))
    with staged(qapp, paths, environment) as app:
        app.window.resize(1_280, 820)
        app.show()
        wait_for_inbox(qtbot, app, count)
        app.window.today.quick_log.type("fixed flaky test #shop @claude +2 20m 12k")
        app.window.toast.say("Judged “helped”.", can_undo=True)
        yield app


def _delete_and_back_up(journal: Journal) -> None:
    journal.backups.take(BackupReason.BY_HAND, NOW)
    newest = journal.entries(EVERYTHING, NOW, 2).rows
    journal.trash.delete([entry.interaction.id for entry in newest], NOW)
    journal.task_list.add("planning", NOW)
    journal.bottlenecks.add("waiting for the review of somebody in another time zone", None, None, NOW)


def _pages(app: App, qtbot: QtBot) -> Iterator[MainWindow]:
    """Show each page in turn, and the table of Trends."""
    app.window.show_page(0)
    _settle()
    yield app.window
    app.window.show_page(Screen.SAFETY)
    safety = app.window.pages.safety
    qtbot.waitUntil(lambda: safety.view is not None and bool(safety.view.trash))
    _settle()
    yield app.window
    safety.backups.rows[0].restore.click()
    safety.trash.empty.click()
    safety.encryption.encrypt.click()
    safety.purge.open.click()
    qtbot.waitUntil(safety.backups.slip.agree.isVisible)
    _settle()
    yield app.window
    yield from _settings_pages(app, qtbot)
    app.window.show_page(Screen.TRENDS)
    qtbot.waitUntil(lambda: app.window.trends._view is not None)
    _settle()
    yield app.window
    app.window.trends.card.twin.click()
    _settle()
    yield app.window


def _settings_pages(app: App, qtbot: QtBot) -> Iterator[MainWindow]:
    """Show the settings, and everything on them that opens."""
    app.window.show_page(Screen.SETTINGS)
    settings = app.window.pages.settings
    qtbot.waitUntil(lambda: settings.view is not None and bool(settings.view.bottlenecks))
    _settle()
    yield app.window
    settings.weights.fields["output"].line.setText("many")
    settings.tasks.rename.click()
    settings.bottlenecks.change.click()
    settings.bottlenecks.slip.has_last.setChecked(True)
    settings.quota.has_quota.click()
    _settle()
    yield app.window


def _settle() -> None:
    """Let layouts within layouts find their sizes."""
    for _ in range(10):
        QApplication.processEvents()


def _shown(window: MainWindow, kind: type[QWidget]) -> list[QWidget]:
    return [widget for widget in window.findChildren(kind) if widget.isVisible()]


def _label(widget: QWidget) -> str:
    parents = [type(widget.parent()).__name__, type(widget.window()).__name__]
    return f"{type(widget).__name__} {widget.objectName()} {widget.accessibleName()} in {parents}"


def test_everything_the_keyboard_reaches_has_a_name(full: App, qtbot: QtBot) -> None:
    reached = 0
    for window in _pages(full, qtbot):
        for widget in _shown(window, QWidget):
            if widget.focusPolicy() == Qt.FocusPolicy.NoFocus or isinstance(widget, QTabBar):
                continue
            interface = QAccessible.queryAccessibleInterface(widget)
            name = interface.text(QAccessible.Text.Name) if interface else ""
            assert name, f"{_label(widget)} has no name"
            reached += 1
    assert reached > 30


def test_everything_that_can_be_pressed_is_large_enough(full: App, qtbot: QtBot) -> None:
    for window in _pages(full, qtbot):
        for widget in [*_shown(window, QAbstractButton), *_shown(window, QComboBox)]:
            size = widget.size()
            assert size.height() >= SMALLEST_TARGET, f"{_label(widget)} is {size.height()} high"
            assert size.width() >= SMALLEST_TARGET, f"{_label(widget)} is {size.width()} wide"


@pytest.mark.parametrize("points", [9, 18], ids=["100 %", "200 %"])
@pytest.mark.parametrize("width", [1_280, 900])
def test_no_words_are_cut(full: App, qapp: QApplication, qtbot: QtBot, points: int, width: int) -> None:
    before = QFont(qapp.font())
    font = QFont(before)
    font.setPointSize(points)
    try:
        qapp.setFont(font)
        full.window.resize(width, 820)
        for window in _pages(full, qtbot):
            assert window.width() == width
            for widget in _shown(window, QWidget):
                _assert_uncut(widget)
    finally:
        qapp.setFont(before)


def _assert_uncut(widget: QWidget) -> None:
    if isinstance(widget, ElidedLabel) or not isinstance(widget, QLabel | QAbstractButton):
        return
    if isinstance(widget, QLabel) and widget.wordWrap():
        needed = widget.heightForWidth(widget.width())
        assert widget.height() >= needed, f"{_label(widget)} {widget.text()!r} is cut"
    elif widget.text():
        hint = widget.sizeHint()
        assert widget.width() >= hint.width(), f"{_label(widget)} {widget.text()!r} is cut"
        assert widget.height() >= hint.height(), f"{_label(widget)} {widget.text()!r} is cut"
    right = widget.mapTo(widget.window(), QPoint(widget.width(), 0)).x()
    assert right <= widget.window().width(), f"{_label(widget)} {widget.text()!r} is outside"


def test_every_label_shows_text_as_it_is(full: App, qtbot: QtBot) -> None:
    labels = 0
    for window in _pages(full, qtbot):
        for label in window.findChildren(QLabel):
            if label.text():
                assert label.textFormat() is Qt.TextFormat.PlainText, label.text()
                labels += 1
    assert labels > 20


def test_the_keyboard_goes_through_the_page_as_the_eye_does(full: App) -> None:
    window = full.window
    window.show_page(0)
    window.today.inbox.press("verdict.rate_4")  # without it there is nothing to say of the need
    window.today.quick_log.take_focus()
    QApplication.processEvents()
    order: list[QWidget] = []
    while (widget := QApplication.focusWidget()) not in order:
        assert widget is not None
        order.append(widget)
        QTest.keyClick(widget, Qt.Key.Key_Tab)
    assert len(order) > 10
    start = next(place for place, widget in enumerate(order) if window.sidebar.isAncestorOf(widget))
    order = order[start:] + order[:start]
    places = [
        window.sidebar.findChildren(QAbstractButton)[0],
        window.today.quick_log._line,
        window.today.quick_log.findChildren(ChipButton)[-1],
        window.today.body.read_button,
        window.today.inbox._view,
        window.today.inbox._view.panel._outcomes.buttons[0],
        window.today.inbox._view.panel._minutes.buttons[0],
        window.today.inbox._view.panel._needs.buttons[0],
        window.today.inbox._view.panel._more.buttons[0],
        window.toast._undo,
    ]
    assert [order.index(place) for place in places] == sorted(order.index(place) for place in places)


ORDER = ("TODAY", "JOURNAL", "TRENDS", "MIRROR", "TRIALS", "REPORTS", "SOURCES", "SAFETY", "SETTINGS")


@pytest.mark.parametrize("page", list(Screen))
def test_pages_have_keys(full: App, page: Screen) -> None:
    full.window.show_page((page + 1) % len(Screen))
    key = Qt.Key(Qt.Key.Key_1 + ORDER.index(page.name))
    QTest.keyClick(full.window, key, Qt.KeyboardModifier.ControlModifier)
    assert full.window._pages.currentIndex() == page
    assert full.window.sidebar._group.checkedId() == page


def test_the_sidebar_leads_to_the_pages(full: App) -> None:
    full.window.sidebar._group.button(Screen.TRENDS).click()
    assert full.window._pages.currentWidget() is full.window.trends


def test_the_caret_is_one_key_away(full: App) -> None:
    full.window.show_page(Screen.TRENDS)
    QTest.keyClick(full.window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert full.window.today.quick_log._line.hasFocus()


def test_reading_logs_is_one_key_away(full: App, qtbot: QtBot) -> None:
    with qtbot.waitSignal(full.reading.finished, timeout=10_000):
        QTest.keyClick(full.window, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)


def test_undo_in_a_line_is_undo_of_the_line(full: App) -> None:
    line = full.window.today.quick_log._line
    line.setFocus()
    line.clear()
    QTest.keyClicks(line, "abc")
    QTest.keyClick(line, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert line.text() != "abc"


def test_the_foot_says_where_the_journal_lies(full: App, paths: Paths) -> None:
    texts = [label.text() for label in full.window.sidebar.findChildren(QLabel)]
    assert f"~/{paths.data.relative_to(Path.home()).as_posix()}" in texts
    assert "Nothing leaves this computer." in texts


def test_nothing_hangs_over_the_edge_of_the_page(full: App, qtbot: QtBot) -> None:
    for window in _pages(full, qtbot):
        for area in _shown(window, QScrollArea):
            assert isinstance(area, QScrollArea)
            assert area.horizontalScrollBar().maximum() == 0


def test_lines_to_type_in_are_wide_enough_for_a_sentence(full: App) -> None:
    line = full.window.today.quick_log.findChildren(QLineEdit)[0]
    assert line.width() > 40 * line.fontMetrics().averageCharWidth()
