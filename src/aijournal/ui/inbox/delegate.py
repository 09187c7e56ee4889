"""How a row of the inbox is drawn: time in the margin, what it was, and its facts."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPainterPath
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem

from aijournal.domain.entry import Entry
from aijournal.ui import phrases
from aijournal.ui.inbox.model import InboxModel
from aijournal.ui.mirroring import mirrored
from aijournal.ui.theme import Theme
from aijournal.ui.type_scale import CARD_CORNER, CARD_GAP, GRID, KEY_CORNER, SIBLING_GAP

_ALIGN = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_ALIGN_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
_BAR = 3


class InboxDelegate(QStyledItemDelegate):
    """Paints rows as on ruled paper, with plain text only.

    The current row is as much taller as the keys that stand in it need (`keys_height`); times and days
    stand in the `margin`.
    """

    def __init__(self, theme: Theme, view: QListView) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view
        self.margin = 0
        self.keys_height = 0
        self.row_height = 0
        self.dress()

    def dress(self) -> None:
        """Work out the height of a row without keys, once for a size of type, as every row asks for it."""
        sizes = self._theme.type
        small = QFontMetricsF(sizes.small).height()
        self.row_height = round(sizes.em + small + GRID / 2 + 2 * (SIBLING_GAP + GRID))

    def sizeHint(  # noqa: N802 - Qt's own name
        self,
        _option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> QSize:
        """Leave room for two lines, and for the keys in the current row."""
        is_current = index.row() == self._view.currentIndex().row()
        return QSize(0, self.row_height + (self.keys_height if is_current else 0))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw one row."""
        model = index.model()
        entry = model.entry(index) if isinstance(model, InboxModel) else None
        if not isinstance(model, InboxModel) or entry is None:
            return
        painter.save()
        try:
            self._paint_entry(painter, option, index, model, entry)
        finally:
            painter.restore()  # Qt does not survive a painter that is left as it was not found

    def _paint_entry(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
        model: InboxModel,
        entry: Entry,
    ) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        row = QRectF(option.rect)
        is_current = index.row() == self._view.currentIndex().row()
        self._paint_ground(painter, row, is_current=is_current)
        text = QRectF(row.x(), row.y() + SIBLING_GAP + GRID, row.width() - CARD_GAP, row.height())
        when = QRectF(text.x(), text.y(), self.margin - SIBLING_GAP - GRID, self._theme.type.em)
        self._paint_time(painter, mirrored(painter, when, row), phrases.when(entry.interaction, model.today))
        body = text.adjusted(self.margin + CARD_GAP, 0, 0, 0)
        body = mirrored(painter, body, row)
        self._paint_text(
            painter, body, model.title(entry), entry, badge_ground="sheet" if is_current else "accent_tint"
        )

    def _paint_ground(self, painter: QPainter, row: QRectF, *, is_current: bool) -> None:
        painter.fillRect(QRectF(row.x(), row.bottom() - 1, row.width(), 1), self._theme.color("line"))
        if is_current:
            bar = mirrored(painter, QRectF(row.x(), row.y(), _BAR, row.height() - 1), row)
            painter.fillPath(self._within_page(row.adjusted(0, 0, 0, -1)), self._theme.color("accent_tint"))
            painter.fillPath(self._within_page(bar), self._theme.color("accent"))
        margin = QRectF(row.x() + self.margin, row.y(), 1, row.height())
        painter.fillRect(mirrored(painter, margin, row), self._theme.color("line"))

    def _within_page(self, box: QRectF) -> QPainterPath:
        """Return a box without what would lie over the round corners of the page."""
        page, part = QPainterPath(), QPainterPath()
        corner = CARD_CORNER - 1
        page.addRoundedRect(QRectF(self._view.viewport().rect()), corner, corner)
        part.addRect(box)
        return page.intersected(part)

    def _paint_time(self, painter: QPainter, column: QRectF, when: tuple[str, str]) -> None:
        clock, day = when
        sizes = self._theme.type
        painter.setPen(self._theme.color("soft_ink"))
        painter.setFont(sizes.text)
        painter.drawText(column, _ALIGN_RIGHT, clock)
        painter.setFont(sizes.small)
        painter.drawText(column.translated(0, sizes.em + GRID / 2), _ALIGN_RIGHT, day)

    def _paint_text(
        self, painter: QPainter, text: QRectF, title: str, entry: Entry, *, badge_ground: str
    ) -> None:
        sizes = self._theme.type
        badge = self.tr("picked at random") if entry.interaction.is_audit else ""
        badge_width = QFontMetricsF(sizes.small).horizontalAdvance(badge) + 2 * SIBLING_GAP if badge else 0.0
        line = QRectF(text.x(), text.y(), text.width(), sizes.em)
        heading = QFontMetricsF(sizes.heading)
        shown = heading.elidedText(
            title, Qt.TextElideMode.ElideRight, line.width() - badge_width - SIBLING_GAP
        )
        painter.setPen(self._theme.color("ink"))
        painter.setFont(sizes.heading)
        painter.drawText(line, _ALIGN, shown)
        if badge:
            left = line.x() + heading.horizontalAdvance(shown) + SIBLING_GAP
            box = QRectF(left, line.y() - 1, badge_width, line.height() + 2)
            self._paint_badge(painter, mirrored(painter, box, line), badge, badge_ground)
        painter.setPen(self._theme.color("soft_ink"))
        painter.setFont(sizes.small)
        small = QFontMetricsF(sizes.small)
        facts = small.elidedText(phrases.facts(entry.interaction), Qt.TextElideMode.ElideRight, line.width())
        painter.drawText(line.translated(0, sizes.em + GRID / 2), _ALIGN, facts)

    def _paint_badge(self, painter: QPainter, box: QRectF, words: str, ground: str) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color(ground))
        painter.drawRoundedRect(box, KEY_CORNER, KEY_CORNER)
        painter.setPen(self._theme.color("accent"))
        painter.setFont(self._theme.type.small)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
