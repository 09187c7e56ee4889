"""The headings of the table: they put entries in order, by click and by keys, and say how these stand."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QFontMetricsF, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QHeaderView, QWidget

from aijournal.domain.entry_order import NEWEST_FIRST, EntryOrder, SortKey
from aijournal.ui.entry_table.columns import MARGIN, Column, ColumnName
from aijournal.ui.icons import tinted_pixmap
from aijournal.ui.theme import Theme
from aijournal.ui.type_scale import GRID, KEY_CORNER, SIBLING_GAP

_SIGN_EM = 0.6
_PRESS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
# Names are looked for from A on, everything else from the most on.
_FROM_A = (SortKey.PROJECT, SortKey.TASK, SortKey.TOOL)


def toggled(order: EntryOrder, key: SortKey) -> EntryOrder:
    """Return the order that a heading asks for: the other way round where it is in force already."""
    if order.key is key:
        return EntryOrder(key, is_descending=not order.is_descending)
    return EntryOrder(key, is_descending=key not in _FROM_A)


class EntryHeader(QHeaderView):
    """Arrows walk the headings, Enter and Space put in order, Alt and an arrow move a column.

    `sort_asked` names what to put in order by, `columns_asked` wants the choice of columns at a place, and
    `column_dropped` tells of a column that was moved, and to which place.
    """

    sort_asked = Signal(SortKey)
    columns_asked = Signal(QPoint)
    column_dropped = Signal(int, int)
    left = Signal()

    def __init__(self, theme: Theme, columns: tuple[Column, ...], parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._theme = theme
        self._columns = columns
        self._order = NEWEST_FIRST
        self._current = int(MARGIN)
        self._is_arranging = False
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(1)
        self.setHighlightSections(False)
        self.setSectionsClickable(True)
        self.setSectionsMovable(True)
        self.setFirstSectionMovable(False)
        self.setAccessibleName(self.tr("Headings of the table"))
        self.sectionClicked.connect(self._press)
        self.sectionMoved.connect(self._tell_moved)

    @property
    def current(self) -> ColumnName:
        """The heading that the keyboard is on."""
        return ColumnName(self._current)

    def show_order(self, order: EntryOrder) -> None:
        """Show how the entries stand."""
        self._order = order
        self._say()
        self.viewport().update()

    def arrange(self, chosen: tuple[ColumnName, ...]) -> None:
        """Let the columns stand in an order; those that are not chosen stand behind them, hidden."""
        self._is_arranging = True
        for place, column in enumerate((*chosen, *(one for one in ColumnName if one not in chosen))):
            self.moveSection(self.visualIndex(column), place)
        self._is_arranging = False
        if self.current not in chosen:
            self._current = int(MARGIN)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's own name
        """Walk, put in order, and move columns by keys."""
        key = Qt.Key(event.key())
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(key, 0) * (-1 if self.isRightToLeft() else 1)
        if step and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.column_dropped.emit(self._current, self.visualIndex(self._current) + step)
        elif step:
            self._walk(step)
        elif key in _PRESS:
            self._press(self._current)
        elif key is Qt.Key.Key_Menu:
            self.columns_asked.emit(self.mapToGlobal(self._box(self._current).bottomLeft()))
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Escape):
            self.left.emit()
        else:
            event.ignore()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 - Qt's own name
        """Offer the choice of columns."""
        self.columns_asked.emit(event.globalPos())

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's own name
        """Say which heading the keyboard is on."""
        super().focusInEvent(event)
        self._say()
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's own name
        """Take the frame away."""
        super().focusOutEvent(event)
        self.viewport().update()

    def sectionSizeFromContents(self, section: int) -> QSize:  # noqa: N802 - Qt's own name
        """Leave room above and below the words."""
        size = super().sectionSizeFromContents(section)
        return QSize(size.width(), max(size.height(), round(self._theme.type.em) + 2 * GRID))

    def paintSection(  # noqa: N802 - Qt's own name
        self, painter: QPainter, rect: QRect, section: int
    ) -> None:
        """Draw a heading, the way in which it puts entries in order, and the keyboard's frame."""
        painter.save()
        super().paintSection(painter, rect, section)
        painter.restore()
        if self._columns[section].order is self._order.key:
            self._paint_sign(painter, rect, section)
        if self.hasFocus() and section == self._current:
            painter.setPen(QPen(self._theme.color("accent"), 1))
            painter.drawRoundedRect(rect.adjusted(1, 1, -2, -2), KEY_CORNER, KEY_CORNER)

    def _paint_sign(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Draw an arrow beside the words, on the side that they leave free."""
        size = round(_SIGN_EM * self._theme.type.em)
        sign = tinted_pixmap("down", self._theme.color("accent"), size, self.devicePixelRatioF())
        column = self._columns[section]
        words = round(QFontMetricsF(self._theme.type.small).horizontalAdvance(column.heading)) + GRID
        left = rect.left() + SIBLING_GAP + words
        if column.is_figure is not self.isRightToLeft():
            left = rect.right() - SIBLING_GAP - words - size
        painter.save()
        painter.translate(left + size / 2, rect.center().y() + 0.5)
        if not self._order.is_descending:
            painter.rotate(180)
        painter.drawPixmap(QPoint(-size // 2, -size // 2), sign)
        painter.restore()

    def _walk(self, step: int) -> None:
        shown = [self.logicalIndex(place) for place in range(self.count())]
        shown = [section for section in shown if not self.isSectionHidden(section)]
        at = shown.index(self._current) if self._current in shown else 0
        self._current = shown[max(0, min(at + step, len(shown) - 1))]
        self._say()
        self.viewport().update()

    def _press(self, section: int) -> None:
        key = self._columns[section].order
        self._current = section
        if key is not None:
            self.sort_asked.emit(key)

    def _tell_moved(self, section: int, _before: int, place: int) -> None:
        if not self._is_arranging:
            self.column_dropped.emit(section, place)

    def _box(self, section: int) -> QRect:
        return QRect(self.sectionViewportPosition(section), 0, self.sectionSize(section), self.height())

    def _say(self) -> None:
        """Tell screen readers of the heading under the keyboard, and of the order in force."""
        column = self._columns[self._current]
        told = self.tr("cannot be sorted by") if column.order is None else self.tr("Enter sorts by it")
        if column.order is self._order.key:
            told = self.say_order(self._order)
        words = self.tr("Heading %1: %2").replace("%1", column.heading).replace("%2", told)
        self.setAccessibleName(words)

    def say_order(self, order: EntryOrder) -> str:
        """Return how entries stand, in words."""
        if order.key is SortKey.START:
            return self.tr("newest first") if order.is_descending else self.tr("oldest first")
        if order.key in _FROM_A:
            return self.tr("from Z to A") if order.is_descending else self.tr("from A to Z")
        return self.tr("most first") if order.is_descending else self.tr("least first")
