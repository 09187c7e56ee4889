"""The exchanges on the screen: each row two lines, closed until it is opened, however many there are."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QPointF, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QFont, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from aijournal.ui.entry_detail.exchange_model import DetailView, ExchangeModel
from aijournal.ui.icons import tinted_pixmap
from aijournal.ui.mirroring import mirrored
from aijournal.ui.theme import Theme
from aijournal.ui.type_scale import SIBLING_GAP

_SIGN_EM = 0.6
_FEWEST_ROWS = 4
_ALIGN = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine
_TOGGLE_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class ExchangeDelegate(QStyledItemDelegate):
    """Paints two lines of plain text, and before an exchange whether its calls are shown."""

    def __init__(self, theme: Theme, model: ExchangeModel, view: QTreeView) -> None:
        super().__init__(view)
        self._theme = theme
        self._model = model
        self._view = view

    def sizeHint(  # noqa: N802 - Qt's own name
        self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Leave room for two lines."""
        small = QFontMetricsF(self._theme.type.small).height()
        return QSize(0, round(self._theme.type.em + small) + 2 * SIBLING_GAP)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw one row."""
        row = QRectF(0, option.rect.y(), self._view.viewport().width(), option.rect.height())
        if index == self._view.currentIndex():
            painter.fillRect(row, self._theme.color("accent_tint" if self._view.hasFocus() else "raised"))
        is_useful = self._model.is_useful(index)
        painter.fillRect(
            QRectF(0, row.bottom() - 1, row.width(), 1), self._theme.color("accent" if is_useful else "line")
        )
        is_exchange = not index.parent().isValid()
        if is_exchange and self._model.rowCount(index):
            self._paint_sign(painter, row, is_open=self._view.isExpanded(index))
        sizes = self._theme.type
        left = self._sign + SIBLING_GAP + (0 if is_exchange else SIBLING_GAP)
        room = row.width() - left - SIBLING_GAP - (self._sign + SIBLING_GAP if is_useful else 0)
        first = QRectF(left, row.y() + SIBLING_GAP, room, sizes.em)
        what, about = self._model.lines(index)
        ink = "soft_ink" if self._model.is_after(index) else "ink"
        first = mirrored(painter, first, row)
        self._paint_line(painter, first, sizes.text if is_exchange else sizes.small, ink, what)
        second = first.translated(0, sizes.em)
        self._paint_line(painter, second, sizes.small, "accent" if is_useful else "soft_ink", about)
        if is_useful:
            tick = QRectF(left + room + SIBLING_GAP, row.y(), self._sign, row.height())
            self._paint_tick(painter, mirrored(painter, tick, row))

    @property
    def _sign(self) -> int:
        """The size of the sign before an exchange."""
        return round(_SIGN_EM * self._theme.type.em)

    def _paint_sign(self, painter: QPainter, row: QRectF, *, is_open: bool) -> None:
        name = "open" if is_open else "closed"
        color, scale = self._theme.color("soft_ink"), self._view.devicePixelRatioF()
        top = row.y() + SIBLING_GAP + (self._theme.type.em - self._sign) / 2
        place = mirrored(painter, QRectF(0, round(top), self._sign, self._sign), row)
        painter.drawPixmap(place.topLeft(), tinted_pixmap(name, color, self._sign, scale))

    def _paint_tick(self, painter: QPainter, box: QRectF) -> None:
        """Draw the mark of the exchange after which nothing more was needed."""
        size, middle = box.width(), box.center()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.color("accent"), max(2.0, size / 5)))
        corner = middle + QPointF(-size / 8, size / 3)
        painter.drawPolyline(
            [corner - QPointF(size / 3, size / 3), corner, corner + QPointF(size / 2, -size * 0.7)]
        )
        painter.restore()

    def _paint_line(self, painter: QPainter, box: QRectF, font: QFont, role: str, text: str) -> None:
        painter.setFont(font)
        painter.setPen(self._theme.color(role))
        shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, _ALIGN, shown)


class ExchangeTree(QTreeView):
    """Click, Enter, Space and the arrow keys open and close; a single exchange is open from the first."""

    def __init__(self, theme: Theme, model: ExchangeModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.setModel(model)
        self._delegate = ExchangeDelegate(theme, model, self)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(self.tr("Exchanges and their calls"))
        self.setProperty("role", "paper")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setAnimated(False)
        self.setExpandsOnDoubleClick(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.viewport().setAutoFillBackground(False)
        self.clicked.connect(self._toggle)

    def show_view(self, view: DetailView | None) -> None:
        """Show the exchanges of an entry."""
        self._model.show_view(view)
        if self._model.rowCount() == 1:
            self.expand(self._model.index(0, 0))
        self.updateGeometry()

    @property
    def current_id(self) -> int | None:
        """The journal's number of the exchange on which the keyboard is, or in whose calls."""
        index = self.currentIndex()
        return self._model.exchange(index).id if index.isValid() else None

    @property
    def current_row(self) -> int:
        """The place of that exchange among all; -1 for none."""
        return self._row_of(self.currentIndex())

    def focus(self, first: int = 0) -> None:
        """Put the keyboard on the current exchange, or on the marked one, but on none before the `first`."""
        row = self.current_row if self.currentIndex().isValid() else self._model.useful_row or 0
        if not self.currentIndex().isValid() or row < first:
            self.setCurrentIndex(self._model.index(max(row, first), 0))
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's own name
        """Show a few rows at least, where there are so many."""
        exchanges = [self._model.index(row, 0) for row in range(min(_FEWEST_ROWS, self._model.rowCount()))]
        calls = sum(self._model.rowCount(index) for index in exchanges if self.isExpanded(index))
        return QSize(0, min(_FEWEST_ROWS, len(exchanges) + calls) * max(0, self.sizeHintForRow(0)))

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's own name
        """Take what room there is."""
        return self.minimumSizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's own name
        """Open and close by keys; a letter is left to the page."""
        if event.key() in _TOGGLE_KEYS:
            self._toggle(self.currentIndex())
        elif event.text().isprintable() and event.text():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def drawBranches(self, *_: object) -> None:  # noqa: N802 - Qt's own name
        """Draw none: each row shows by itself what it is."""

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's own name
        """Ask for the prompts that are seen."""
        first = self.indexAt(QPoint(0, 0))
        last = self.indexAt(QPoint(0, self.viewport().height() - 1))
        if first.isValid():
            end = self._row_of(last) + 1 if last.isValid() else self._model.rowCount()
            self._model.look_at(range(self._row_of(first), end))
        super().paintEvent(event)

    @staticmethod
    def _row_of(index: QModelIndex) -> int:
        return (index.parent() if index.parent().isValid() else index).row()

    @Slot(QModelIndex)
    def _toggle(self, index: QModelIndex) -> None:
        if index.isValid() and not index.parent().isValid():
            self.setExpanded(index, not self.isExpanded(index))
            self.updateGeometry()
