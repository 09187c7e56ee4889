"""A short list of the person's own, to walk through by keys: a name, and its facts beside or under it."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QFont, QFontMetricsF, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from aijournal.ui.actions.action import Scope
from aijournal.ui.actions.bindings import Bindings
from aijournal.ui.theme import Theme
from aijournal.ui.type_scale import GRID, KEY_CORNER, SIBLING_GAP
from aijournal.ui.widgets.key_button import KeyButton
from aijournal.ui.widgets.labels import tooltip

_MOST_ROWS = 12
_ROW = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class OwnRow:
    """One row: `key` tells it from the others; one that is `over` is written softly, and its facts say so."""

    key: str | int
    name: str
    facts: str
    is_over: bool = False


class OwnList(QListWidget):
    """The current row stays current by its key while rows come, go and move around it."""

    def __init__(self, theme: Theme, bindings: Bindings, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._bindings = bindings
        self._buttons: dict[str, KeyButton] = {}
        self._rows: tuple[OwnRow, ...] = ()
        self.is_stacked = False
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(_OwnRowDelegate(theme, self))
        theme.changed.connect(self._fit)
        bindings.changed.connect(self._show_keys)

    @property
    def rows(self) -> tuple[OwnRow, ...]:
        """The rows as they stand."""
        return self._rows

    @property
    def current_key(self) -> str | int | None:
        """The key of the current row, or `None` without rows."""
        at = self.currentRow()
        return self._rows[at].key if 0 <= at < len(self._rows) else None

    def show_rows(self, rows: Sequence[OwnRow]) -> None:
        """Show rows; where the current one is gone, the one in its place is current."""
        if tuple(rows) == self._rows:
            return
        key, at = self.current_key, self.currentRow()
        self._rows = tuple(rows)
        self.blockSignals(True)
        self.clear()
        for row in self._rows:
            self.addItem(_item(row))
        self.blockSignals(False)
        self.setCurrentRow(min(max(at, 0), len(self._rows) - 1))
        self.choose(key)
        self.currentRowChanged.emit(self.currentRow())
        self._fit()

    def choose(self, key: str | int | None) -> None:
        """Make the row of a key the current one, if there is one."""
        for at, row in enumerate(self._rows):
            if row.key == key:
                self.setCurrentRow(at)

    def let_press(self, action: str, button: KeyButton) -> None:
        """Let the keys of an action press a button while the keyboard is in the list."""
        self._buttons[action] = button
        button.set_key(self._bindings.shown(action))

    def can_press(self, action: str) -> bool:
        """Return whether an action means something for the current row."""
        return action in self._buttons and bool(self._rows)

    def press(self, action: str) -> None:
        """Press the button of an action."""
        self._buttons[action].click()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's own name
        """Press the button that a key is for."""
        action = self._bindings.find(event, Scope.OWN_LIST)
        if action is not None and self.can_press(action):
            self.press(action)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's own name
        """Set the facts under the names where there is no room beside them."""
        super().resizeEvent(event)
        self._fit()

    @Slot()
    def _show_keys(self) -> None:
        for action, button in self._buttons.items():
            button.set_key(self._bindings.shown(action))

    @Slot()
    def _fit(self) -> None:
        """Be as high as the rows are, up to a dozen."""
        names, facts = QFontMetricsF(self._theme.type.text), QFontMetricsF(self._theme.type.small)
        widest = max((facts.horizontalAdvance(row.facts) for row in self._rows), default=0.0)
        name = max((names.horizontalAdvance(row.name) for row in self._rows), default=0.0)
        room = self.viewport().width() - 4 * SIBLING_GAP
        self.is_stacked = min(name, room / 3) + widest > room
        self.doItemsLayout()
        height = self.sizeHintForRow(0) if self._rows else 0
        self.setFixedHeight(height * min(len(self._rows), _MOST_ROWS))


class _OwnRowDelegate(QStyledItemDelegate):
    """Draws a row on a ruled line, with a tint where it is current."""

    def __init__(self, theme: Theme, owner: OwnList) -> None:
        super().__init__(owner)
        self._theme = theme
        self._owner = owner

    def sizeHint(  # noqa: N802 - Qt's own name
        self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Be one line high, or two where the facts stand under the name."""
        lines = self._line(self._theme.type.text)
        if self._owner.is_stacked:
            lines += self._line(self._theme.type.small)
        return QSize(0, round(lines + 3 * GRID))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw the ground, the name and the facts."""
        row: OwnRow = index.data(_ROW)
        box: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, QRectF(box), state)
        inner = QRectF(box).adjusted(SIBLING_GAP, GRID, -SIBLING_GAP, -GRID)
        if self._owner.is_stacked:
            height = self._line(self._theme.type.text)
            self._paint_name(painter, inner.adjusted(0, GRID / 2, 0, height - inner.height()), row)
            self._paint_facts(painter, inner.adjusted(0, height, 0, 0), row, Qt.AlignmentFlag.AlignLeft)
        else:
            taken = QFontMetricsF(self._theme.type.small).horizontalAdvance(row.facts) + 2 * SIBLING_GAP
            self._paint_name(painter, inner.adjusted(0, 0, -taken, 0), row)
            self._paint_facts(painter, inner, row, Qt.AlignmentFlag.AlignRight)
        painter.restore()

    def _line(self, font: QFont) -> float:
        return QFontMetricsF(font).height()

    def _paint_ground(self, painter: QPainter, box: QRectF, state: QStyle.StateFlag) -> None:
        is_current = bool(state & QStyle.StateFlag.State_Selected)
        has_keyboard = is_current and self._owner.hasFocus()
        painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), self._theme.color("line"))
        if is_current:
            painter.setBrush(self._theme.color("accent_tint"))
            border = QPen(self._theme.color("accent"), 1) if has_keyboard else QPen(Qt.PenStyle.NoPen)
            painter.setPen(border)
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -1.5), KEY_CORNER, KEY_CORNER)

    def _paint_name(self, painter: QPainter, box: QRectF, row: OwnRow) -> None:
        painter.setFont(self._theme.type.text)
        painter.setPen(self._theme.color("soft_ink" if row.is_over else "ink"))
        metrics = QFontMetricsF(self._theme.type.text)
        words = metrics.elidedText(row.name, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)

    def _paint_facts(self, painter: QPainter, box: QRectF, row: OwnRow, side: Qt.AlignmentFlag) -> None:
        painter.setFont(self._theme.type.small)
        painter.setPen(self._theme.color("soft_ink"))
        metrics = QFontMetricsF(self._theme.type.small)
        words = metrics.elidedText(row.facts, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | side, words)


def _item(row: OwnRow) -> QListWidgetItem:
    item = QListWidgetItem(row.name)
    item.setData(_ROW, row)
    item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{row.name}, {row.facts}")
    item.setToolTip(tooltip(row.name))
    return item
