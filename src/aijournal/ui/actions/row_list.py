"""A list of things to do with their keys, as the palette and the shortcut sheet show it."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from aijournal.ui.mirroring import mirrored
from aijournal.ui.theme import Theme
from aijournal.ui.type_scale import GRID, KEY_CORNER, SIBLING_GAP, SMALLEST_TARGET

_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Row:
    """Words, and keys at the other end; `aside` stands softly beside; a heading cannot be chosen."""

    words: str
    keys: tuple[str, ...] = ()
    aside: str = ""
    name: str = ""
    is_heading: bool = False


class RowModel(QAbstractListModel):
    """Rows, for the list and for screen readers."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[Row, ...] = ()

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's own name and default
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        """Return the words; for screen readers with the keys."""
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.words
        return told(row) if role == Qt.ItemDataRole.AccessibleTextRole else None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Let every row but a heading be chosen."""
        if self.rows[index.row()].is_heading:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class RowList(QListView):
    """A list whose keyboard may be elsewhere: `step` moves its current row and goes past headings."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = RowModel(self)
        self.setModel(self.rows)
        self.setItemDelegate(_RowDelegate(theme, self))
        self.setProperty("role", "paper")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        theme.changed.connect(self.doItemsLayout)

    @property
    def row(self) -> Row | None:
        """The current row."""
        index = self.currentIndex()
        return self.rows.rows[index.row()] if index.isValid() else None

    def choose(self, name: str) -> None:
        """Make the row of a name the current one, or else the first that can be."""
        places = [at for at, row in enumerate(self.rows.rows) if not row.is_heading]
        named = [at for at in places if self.rows.rows[at].name == name]
        for at in (named or places)[:1]:
            self.setCurrentIndex(self.rows.index(at))
            self.scrollTo(self.rows.index(max(0, at - 1) if at == places[0] else at))

    def tell_current(self, focus: QWidget) -> None:
        """Say aloud what is current, while the keyboard is in another widget."""
        if self.row is not None and self.isVisible():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(focus, told(self.row)))

    def step(self, key: Qt.Key) -> bool:
        """Move as a key says that moves in a list; return whether it is one."""
        places = [at for at, row in enumerate(self.rows.rows) if not row.is_heading]
        if key not in _MOVES:
            return False
        if places:
            current = self.currentIndex().row()
            at = places.index(current) if current in places else 0
            if key in (Qt.Key.Key_Home, Qt.Key.Key_End):
                at = 0 if key == Qt.Key.Key_Home else len(places) - 1
            else:
                at = min(max(at + _MOVES[key], 0), len(places) - 1)
            self.setCurrentIndex(self.rows.index(places[at]))
            self.scrollTo(self.rows.index(0 if at == 0 else places[at]))
        return True


_MOVES = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_PageUp: -8,
    Qt.Key.Key_PageDown: 8,
    Qt.Key.Key_Home: 0,
    Qt.Key.Key_End: 0,
}


def told(row: Row) -> str:
    """Return a row as it is read aloud."""
    return ", ".join(part for part in (row.words, row.aside, *row.keys) if part)


class _RowDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, parent: RowList) -> None:
        super().__init__(parent)
        self._theme = theme
        self._list = parent

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:  # noqa: N802 - Qt's own name
        """Be high enough for a finger, and for a key with its cap."""
        return QSize(0, round(max(self._theme.type.em + 2 * SIBLING_GAP - GRID, SMALLEST_TARGET)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw words at one end and keys at the other; what is current has a tint and an edge."""
        row = self._list.rows.rows[index.row()]
        box = QRectF(option.rect)
        is_current = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if is_current and not row.is_heading:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.color("accent_tint"))
            painter.drawRoundedRect(box.adjusted(GRID, 1, -GRID, -1), KEY_CORNER, KEY_CORNER)
            painter.setBrush(self._theme.color("accent"))
            edge = QRectF(box.x() + GRID, box.y() + 6, 3, box.height() - 12)
            painter.drawRoundedRect(mirrored(painter, edge, box), 1.5, 1.5)
        line = box.adjusted(3 * GRID, 0, -3 * GRID, 0)
        words = line.adjusted(0, 0, self._paint_keys(painter, row, line), 0)
        self._paint_words(painter, row, mirrored(painter, words, line))
        painter.restore()

    def _paint_words(self, painter: QPainter, row: Row, line: QRectF) -> None:
        """Draw the words, and softly what is beside them, as far as there is room."""
        sizes = self._theme.type
        font, ink = (sizes.small, "soft_ink") if row.is_heading else (sizes.text, "ink")
        if row.is_heading:
            font = QFont(font)
            font.setWeight(QFont.Weight.DemiBold)
        width = self._write(painter, row.words, line, font, ink)
        if row.aside:
            rest = mirrored(painter, line.adjusted(width + SIBLING_GAP + GRID, 0, 0, 0), line)
            self._write(painter, row.aside, rest, sizes.small, "soft_ink")

    def _write(self, painter: QPainter, words: str, line: QRectF, font: QFont, ink: str) -> float:
        metrics = QFontMetricsF(font)
        words = metrics.elidedText(words, Qt.TextElideMode.ElideRight, max(0.0, line.width()))
        painter.setFont(font)
        painter.setPen(self._theme.color(ink))
        painter.drawText(line, _LEFT, words)
        return metrics.horizontalAdvance(words)

    def _paint_keys(self, painter: QPainter, row: Row, line: QRectF) -> float:
        """Draw the keys as caps from the far end; return where they begin, as a negative offset."""
        painter.setFont(self._theme.type.small)
        metrics = QFontMetricsF(self._theme.type.small)
        right, height = line.right(), metrics.height() + GRID
        for key in reversed(row.keys):
            width = max(metrics.horizontalAdvance(key), GRID) + SIBLING_GAP + GRID
            cap = QRectF(right - width, line.center().y() - height / 2, width, height)
            cap = mirrored(painter, cap, line)
            painter.setPen(QPen(self._theme.color("line"), 1))
            painter.setBrush(self._theme.color("raised"))
            painter.drawRoundedRect(cap, GRID, GRID)
            painter.setPen(self._theme.color("soft_ink"))
            painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, key)
            right -= width + GRID
        return right - line.right() - SIBLING_GAP
