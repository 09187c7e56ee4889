"""What a person meets on a page: every text to read or to hear, and everything the keyboard reaches."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from aijournal.ui.app import App

_MOST_ROWS = 30
_QUESTIONS = 3  # a page may ask once more when it has heard the first answer
_TAG = re.compile(r"<[^>]+>")


@dataclass(frozen=True, slots=True)
class Said:
    """A text, the widget that it belongs to, and how the widget says it."""

    text: str
    widget: QWidget
    role: str

    def __str__(self) -> str:
        owner = self.widget.parentWidget()
        return f"{type(self.widget).__name__} in {type(owner).__name__} ({self.role}): {self.text!r}"


def settle(app: App, qtbot: QtBot) -> None:
    """Wait until a page shows what the journal answers."""
    for _ in range(_QUESTIONS):
        _hear(app, qtbot)
    QApplication.processEvents()


def _hear(app: App, qtbot: QtBot) -> None:
    heard: list[bool] = []
    app.journal.read(lambda _: True, heard.append)
    qtbot.waitUntil(lambda: bool(heard))


def shown_widgets(window: QWidget) -> Iterator[QWidget]:
    """Yield the window and whatever is shown in it."""
    yield window
    for widget in window.findChildren(QWidget):
        if widget.isVisibleTo(window):
            yield widget


def texts(window: QWidget) -> Iterator[Said]:
    """Yield every text that is shown or read aloud, tool tips included."""
    for widget in shown_widgets(window):
        for role, text in _texts_of(widget):
            if text.strip():
                yield Said(text, widget, role)


def focusable(window: QWidget) -> Iterator[QWidget]:
    """Yield what the keyboard can reach."""
    for widget in shown_widgets(window):
        takes_keys = widget.isEnabled() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        if takes_keys and widget.focusProxy() is None:
            yield widget


def spoken_name(widget: QWidget) -> str:
    """Return what a screen reader calls a widget."""
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name) if interface is not None else ""


def _texts_of(widget: QWidget) -> Iterator[tuple[str, str]]:
    if isinstance(widget, QLabel | QAbstractButton):
        yield "text", widget.text()
    if isinstance(widget, QLineEdit | QPlainTextEdit):
        yield "placeholder", widget.placeholderText()
    if isinstance(widget, QComboBox):
        for row in range(widget.count()):
            yield f"choice {row}", widget.itemText(row)
    if isinstance(widget, QHeaderView):
        yield from _headings(widget.model(), widget.orientation())
    if isinstance(widget, QAbstractItemView) and not isinstance(widget, QHeaderView):
        yield from _cells(widget.model(), widget.rootIndex())
    yield "tool tip", html.unescape(_TAG.sub("", widget.toolTip()))
    yield "name", widget.accessibleName()
    yield "description", widget.accessibleDescription()


def _headings(model: QAbstractItemModel | None, orientation: Qt.Orientation) -> Iterator[tuple[str, str]]:
    count = 0 if model is None else _count(model, orientation)
    for section in range(count):
        if model is not None and (said := model.headerData(section, orientation)) is not None:
            yield f"heading {section}", str(said)


def _count(model: QAbstractItemModel, orientation: Qt.Orientation) -> int:
    return model.columnCount() if orientation is Qt.Orientation.Horizontal else 0


def _cells(model: QAbstractItemModel | None, root: QModelIndex) -> Iterator[tuple[str, str]]:
    if model is None:
        return
    for row in range(min(model.rowCount(root), _MOST_ROWS)):
        for column in range(1 if isinstance(model, QAbstractListModel) else model.columnCount(root)):
            index = model.index(row, column, root)
            for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
                if (said := index.data(role)) is not None:
                    yield f"cell {row}, {column}", str(said)
