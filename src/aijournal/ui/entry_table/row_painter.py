"""How a row of the table is drawn: plain text on ruled paper, the day and its time in the margin."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QStaticText, QTransform

from aijournal.domain.entry import Entry
from aijournal.ui.entry_table import words
from aijournal.ui.entry_table.columns import ColumnName
from aijournal.ui.entry_table.model import EntryTableModel
from aijournal.ui.entry_table.recent import Recent
from aijournal.ui.icons import tinted_pixmap
from aijournal.ui.mirroring import is_mirrored, mirrored
from aijournal.ui.theme import Theme
from aijournal.ui.type_scale import GRID, SIBLING_GAP

_BAR = 3
_MOST_TEXTS = 2_000
_ROLES = ("ink", "soft_ink", "line", "accent", "accent_tint", "gained", "lost")


Span = tuple[ColumnName, int, int]
"""A column, where it begins, and how wide it is."""


class RowPainter:
    """Paints whole rows at once: a jump paints hundreds of cells within one frame.

    With a delegate, which paints single cells, most of the time went into the way from Qt and back. Texts
    are laid out once and kept, because rows share most of their words.
    """

    def __init__(self, theme: Theme, model: EntryTableModel) -> None:
        self._theme = theme
        self._model = model
        self._texts: Recent[str, QStaticText] = Recent(_MOST_TEXTS)
        self.dress()

    def dress(self) -> None:
        """Take font and colours from the theme as it is now."""
        self._font: QFont = self._theme.type.text
        self._metrics = QFontMetricsF(self._font)
        self._texts.clear()
        self._colors: dict[str, QColor] = {role: self._theme.color(role) for role in _ROLES}

    def paint(
        self,
        painter: QPainter,
        row: int,
        box: QRectF,
        spans: Sequence[Span],
        *,
        is_current: bool,
        says_day: bool,
        is_selected: bool = False,
    ) -> None:
        """Draw one row; a row that is not here yet is a blank line of the page."""
        painter.setFont(self._font)
        self._paint_ground(painter, box, is_current=is_current, is_selected=is_selected)
        entry = self._model.entry(row)
        for column, left, width in spans:
            cell = QRectF(left, box.y(), width, box.height())
            if column is ColumnName.WHEN:
                margin = QRectF(left + width - 1, box.y(), 1, box.height())
                painter.fillRect(mirrored(painter, margin, cell), self._colors["line"])
            if entry is None:
                continue
            text = cell.adjusted(SIBLING_GAP, 0, -SIBLING_GAP - 1, -1)
            if column is ColumnName.WHEN:
                self._paint_when(painter, text, entry, says_day=says_day)
                continue
            if is_selected and column is ColumnName.TITLE:
                text = self._paint_tick(painter, text)
            self._paint_words(painter, text, entry, column)

    def _paint_tick(self, painter: QPainter, box: QRectF) -> QRectF:
        """Tick a row that is chosen, and return the room that is left for its words."""
        scale = painter.device().devicePixelRatioF()
        tick = tinted_pixmap("tick", self._colors["accent"], round(self._theme.type.em), scale)
        size = tick.deviceIndependentSize()
        place = QRectF(QPointF(box.x(), box.center().y() - size.height() / 2), size)
        painter.drawPixmap(mirrored(painter, place, box).topLeft(), tick)
        return mirrored(painter, box.adjusted(size.width() + GRID, 0, 0, 0), box)

    def _paint_ground(self, painter: QPainter, box: QRectF, *, is_current: bool, is_selected: bool) -> None:
        if is_current or is_selected:
            painter.fillRect(box, self._colors["accent_tint"])
        if is_current:
            bar = QRectF(box.x(), box.y(), _BAR, box.height())
            painter.fillRect(mirrored(painter, bar, box), self._colors["accent"])
        painter.fillRect(QRectF(box.x(), box.bottom() - 1, box.width(), 1), self._colors["line"])

    def _paint_when(self, painter: QPainter, box: QRectF, entry: Entry, *, says_day: bool) -> None:
        painter.setPen(self._colors["soft_ink"])
        if says_day:
            self._draw(painter, box, words.day(entry.interaction, self._model.today))
        self._draw(painter, box, words.clock(entry.interaction), is_right=True)

    def _paint_words(self, painter: QPainter, box: QRectF, entry: Entry, column: ColumnName) -> None:
        text = self._model.words(entry, column)
        if not text:
            return
        about = self._model.columns[column]
        tone = about.tone(entry) if about.tone else ""
        painter.setPen(self._colors[tone or ("ink" if column is ColumnName.TITLE else "soft_ink")])
        self._draw(painter, box, text, is_right=about.is_figure)

    def _draw(self, painter: QPainter, box: QRectF, text: str, *, is_right: bool = False) -> None:
        """Draw one line in the middle of a box, shortened where it is too long."""
        laid_out = self._laid_out(text)
        if laid_out.size().width() > box.width():
            laid_out = self._laid_out(
                self._metrics.elidedText(text, Qt.TextElideMode.ElideRight, box.width())
            )
        size = laid_out.size()
        left = box.x() if is_right is is_mirrored(painter) else box.right() - size.width()
        painter.drawStaticText(QPointF(left, box.y() + (box.height() - size.height()) / 2), laid_out)

    def _laid_out(self, text: str) -> QStaticText:
        known = self._texts.get(text)
        if known is None:
            known = QStaticText(text)
            known.setTextFormat(Qt.TextFormat.PlainText)
            known.prepare(QTransform(), self._font)
            self._texts.put(text, known)
        return known
