"""Everything that the keyboard reaches has a name and room for a finger, and no text is cut off."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from gallery.pseudo import right_to_left
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from aijournal.paths import Paths
from aijournal.ui.app import App
from aijournal.ui.screen import Screen
from aijournal.ui.tables.table_dialog import TableDialog
from aijournal.ui.type_scale import PAGE_EDGE
from aijournal.ui.widgets.elided_label import ElidedLabel
from tests.importers.table_files import NOTE, NOTES, write_table
from tests.ui.stage import staged
from tests.ui.walking import focusable, settle, shown_widgets, spoken_name

_LEAST_TARGET = 24
_SIZE = QSize(1280, 820)


@pytest.fixture
def app(qapp: QApplication, demo: Paths, qtbot: QtBot) -> Iterator[App]:
    """Play the program on half a year of sample data."""
    with staged(qapp, demo, {}) as app:
        app.window.resize(_SIZE)
        app.show()
        qtbot.waitUntil(lambda: app.window.today.inbox.waiting > 0)
        yield app


@pytest.fixture
def doubled(qapp: QApplication) -> Iterator[None]:
    """Show every text at twice its size."""
    before = qapp.font()
    font = QFont(before)
    font.setPointSizeF(2 * before.pointSizeF())
    qapp.setFont(font)
    yield
    qapp.setFont(before)


@pytest.fixture
def foreign(qapp: QApplication) -> Iterator[None]:
    """Say everything in a language that takes two fifths more room and runs from right to left."""
    with right_to_left(qapp):
        yield


def _turn_to(app: App, screen: Screen, qtbot: QtBot) -> QWidget:
    """Show a page with all that the journal answers to it."""
    app.window.show_page(screen)
    settle(app, qtbot)
    return app.window


@pytest.mark.parametrize("screen", Screen, ids=lambda screen: screen.name.lower())
def test_whatever_the_keyboard_reaches_has_a_name(app: App, screen: Screen, qtbot: QtBot) -> None:
    window = _turn_to(app, screen, qtbot)
    reached = list(focusable(window))
    assert app.window.sidebar._group.checkedButton() in reached
    assert len(reached) >= 4
    nameless = [_place(widget) for widget in reached if not spoken_name(widget).strip()]
    assert not nameless, "\n".join(nameless)


@pytest.mark.parametrize("screen", Screen, ids=lambda screen: screen.name.lower())
def test_whatever_can_be_pressed_is_large_enough(app: App, screen: Screen, qtbot: QtBot) -> None:
    window = _turn_to(app, screen, qtbot)

    def is_large_enough() -> None:
        small = [
            f"{_place(widget)} is {widget.width()} x {widget.height()}"
            for widget in focusable(window)
            if min(widget.width(), widget.height()) < _LEAST_TARGET
        ]
        assert not small, "\n".join(small)

    qtbot.waitUntil(is_large_enough)  # once everything has found its place


@pytest.mark.parametrize("screen", Screen, ids=lambda screen: screen.name.lower())
@pytest.mark.usefixtures("foreign")
def test_nothing_is_cut_off_in_a_longer_language(app: App, screen: Screen, qtbot: QtBot) -> None:
    window = _turn_to(app, screen, qtbot)
    assert window.layoutDirection() is Qt.LayoutDirection.RightToLeft
    _assert_whole(window, qtbot)
    assert _beyond(app.window.pages[screen]) == []


@pytest.mark.parametrize("screen", Screen, ids=lambda screen: screen.name.lower())
@pytest.mark.usefixtures("doubled")
def test_nothing_is_cut_off_at_twice_the_size(app: App, screen: Screen, qtbot: QtBot) -> None:
    window = _turn_to(app, screen, qtbot)
    _assert_whole(window, qtbot)
    assert _beyond(app.window.pages[screen]) == []


@pytest.fixture
def a_table(tmp_path: Path) -> Path:
    """Write a table with whatever can be said of one, and a row that cannot be taken."""
    headings = (*NOTES, "Model", "Input tokens", "Output tokens", "Credits")
    noted = (*NOTE, "was good", "https://example.org/1", "acme-large", "1200", "80", "1.5")
    return write_table(tmp_path / "a table of notes.csv", [headings, noted, ("soon", "", "Not yet")])


def _look_at_table(app: App, path: Path, qtbot: QtBot) -> TableDialog:
    """Show the window of a table with all that is found out of it."""
    app.window.show_page(Screen.SOURCES)
    app.window.pages.sources.look_at_table(path)
    dialog = app.window.pages.sources.findChild(TableDialog)
    assert isinstance(dialog, TableDialog)
    qtbot.waitUntil(lambda: bool(dialog.view.columns.rows) and dialog.view.read.isEnabled())
    return dialog


def test_the_window_of_a_table_can_be_heard_and_pressed(app: App, a_table: Path, qtbot: QtBot) -> None:
    dialog = _look_at_table(app, a_table, qtbot)
    reached = list(focusable(dialog))
    assert len(reached) > len(dialog.view.columns.rows)
    assert not [_place(one) for one in reached if not spoken_name(one).strip()]
    assert not [_place(one) for one in reached if min(one.width(), one.height()) < _LEAST_TARGET]


@pytest.mark.usefixtures("foreign")
def test_a_table_is_not_cut_off_in_a_longer_language(app: App, a_table: Path, qtbot: QtBot) -> None:
    _assert_table_is_whole(_look_at_table(app, a_table, qtbot), qtbot)


@pytest.mark.usefixtures("doubled")
def test_a_table_is_not_cut_off_at_twice_the_size(app: App, a_table: Path, qtbot: QtBot) -> None:
    _assert_table_is_whole(_look_at_table(app, a_table, qtbot), qtbot)


def _assert_table_is_whole(dialog: TableDialog, qtbot: QtBot) -> None:
    _assert_whole(dialog, qtbot)
    (scroll,) = dialog.findChildren(QScrollArea)
    assert _beyond(scroll) == []


def _beyond(page: QScrollArea) -> list[str]:
    """Name what makes a page wider than the window, which it cannot be scrolled to."""
    content, room = page.widget(), page.viewport().width()
    if content is None or content.width() <= room:
        return []
    parts = [part for part in shown_widgets(content) if part.minimumSizeHint().width() > room - 2 * PAGE_EDGE]
    return [f"{room} wide, but {_place(part)} needs {part.minimumSizeHint().width()}" for part in parts]


def _assert_whole(window: QWidget, qtbot: QtBot) -> None:
    """Fail with what is cut off, once everything has found its place."""

    def is_whole() -> None:
        cut_off = [_place(widget) for widget in shown_widgets(window) if _is_cut_off(widget)]
        assert not cut_off, "\n".join(cut_off)

    qtbot.waitUntil(is_whole)


def _is_cut_off(widget: QWidget) -> bool:
    """Whether a text needs more room than it has; what is shortened on purpose ends with dots."""
    if isinstance(widget, ElidedLabel) or not widget.height():
        return False
    if isinstance(widget, QLabel) and widget.text():
        if widget.wordWrap():
            return widget.heightForWidth(widget.width()) > widget.height()
        needed = widget.sizeHint()
        return needed.width() > widget.width() or needed.height() > widget.height()
    if isinstance(widget, QAbstractButton) and widget.text():
        needed = widget.sizeHint()
        return needed.width() > widget.width() or needed.height() > widget.height()
    return False


def _place(widget: QWidget) -> str:
    """Say which widget it is."""
    names = []
    one: QWidget | None = widget
    while one is not None:
        names.append(type(one).__name__)
        one = one.parentWidget()
    words = widget.text() if isinstance(widget, QLabel | QAbstractButton) else spoken_name(widget)
    has, needs = widget.size().toTuple(), widget.sizeHint().toTuple()
    return f"{' < '.join(names[:4])} {words!r} has {has}, needs {needs}"
