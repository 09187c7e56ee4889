"""The days of a period as a calendar, coloured by net minutes and never by tokens."""

from collections.abc import Mapping
from datetime import timedelta

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QPainter, QPen, QPicture, QResizeEvent
from PySide6.QtWidgets import QGraphicsItem, QGraphicsRectItem, QStyleOptionGraphicsItem, QWidget

from aijournal.analysis.day_calendar import CalendarDay, DayCalendar
from aijournal.ui import phrases
from aijournal.ui.charts.calendar_layout import CalendarLayout, calendar_layout
from aijournal.ui.charts.calendar_painting import paint_days, paint_legend, paint_names
from aijournal.ui.charts.calendar_table import describe
from aijournal.ui.charts.chart import Chart
from aijournal.ui.charts.look import Look
from aijournal.ui.type_scale import GRID

_AROUND = 1.5


class CalendarChart(Chart):
    """A column for each week, its days from Monday down; long periods have several lines.

    Left and right lead from week to week, up and down from day to day.
    """

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._calendar: DayCalendar | None = None
        self._squares = _Squares()
        self._ring = QGraphicsRectItem()
        for axis in (self._left, self._bottom):
            axis.hide()
        self._canvas.ci.layout.setContentsMargins(0, 0, 0, 0)
        self._canvas.ci.layout.setSpacing(0)
        self._plot.invertY()
        self._plot.sigResized.connect(self._draw_anew)
        self._squares.setCacheMode(QGraphicsItem.CacheMode.DeviceCoordinateCache)

    @property
    def points(self) -> tuple[CalendarDay, ...]:
        """The days that are drawn, in order of time."""
        return self._calendar.days if self._calendar else ()

    def wanted_height(self, width: int) -> int:
        """Return the height of as many lines as the width asks for, and of what explains the squares."""
        if not self.points:
            return 0
        room = width - 2 * GRID
        return round(self._lay_days_out(room).height + paint_legend(None, self._look, 0, room)) + 2 * GRID

    def show_calendar(self, calendar: DayCalendar) -> None:
        """Draw the days; the one at hand stays."""
        at_hand = self.points[self._at].day if self._at is not None else None
        self._calendar = calendar
        at = next((at for at, day in enumerate(calendar.days) if day.day == at_hand), None)
        self._begin(self.tr("Chart: %1").replace("%1", phrases.told(calendar.sentence)), at)

    def _steps(self, *, is_far: bool) -> Mapping[int, int]:
        weeks = 4 if is_far else 1
        key = Qt.Key
        return {key.Key_Left: -7 * weeks, key.Key_Right: 7 * weeks, key.Key_Up: -1, key.Key_Down: 1}

    def _lay_days_out(self, room: float) -> CalendarLayout:
        return calendar_layout(self.points[0].day, self.points[-1].day, room, self._look.type.em)

    def laid_out(self, size: QSize) -> pg.GraphicsLayoutWidget:
        """Return the canvas without what is kept as pixels, which would be pixels on paper as well."""
        self._squares.setCacheMode(QGraphicsItem.CacheMode.NoCache)
        return super().laid_out(size)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's own name
        """Leave it to the plot, whose size decides."""
        QWidget.resizeEvent(self, event)

    @Slot()
    def _draw_anew(self) -> None:
        self._draw()

    @property
    def _page(self) -> QRectF:
        return QRectF(self._plot.rect())

    def _paint(self) -> None:
        """Draw pixel for pixel: the plot is as wide and high as it is shown."""
        page = self._page
        self._plot.setRange(page, padding=0)
        layout = self._lay_days_out(page.width())
        picture = QPicture()
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        size = layout.size
        squares = ((QRectF(*layout.place(day.day), size, size), day) for day in self.points)
        paint_days(painter, self._look, squares)
        paint_names(painter, self._look, layout, [day.day for day in self.points])
        paint_legend(painter, self._look, layout.height, page.width())
        painter.end()
        self._squares.show_picture(picture, page)
        self._plot.addItem(self._squares, ignoreBounds=True)
        pen = QPen(self._look.color("accent"), 2)
        self._ring.setPen(pen)
        self._plot.addItem(self._ring, ignoreBounds=True)

    def _show_cursor(self, at: int | None) -> None:
        self._ring.setVisible(at is not None)
        if at is not None:
            layout = self._lay_days_out(self._page.width())
            box = QRectF(*layout.place(self.points[at].day), layout.size, layout.size)
            self._ring.setRect(box.adjusted(-_AROUND, -_AROUND, _AROUND, _AROUND))

    def _nearest(self, place: QPointF) -> int | None:
        day = self._lay_days_out(self._page.width()).day_at(place.x(), place.y())
        if day is None or not self.points[0].day <= day <= self.points[-1].day:
            return None
        return (day - self.points[0].day) // timedelta(days=1)

    def _words_at(self, at: int) -> str:
        return describe(self.points[at])


class _Squares(pg.GraphicsObject):  # type: ignore[misc]  # the library has no types
    """All days as one picture: thousands of items would take longer than the window has."""

    def __init__(self) -> None:
        super().__init__()
        self._picture = QPicture()
        self._box = QRectF()

    def show_picture(self, picture: QPicture, box: QRectF) -> None:
        """Show what was drawn."""
        self.prepareGeometryChange()
        self._picture, self._box = picture, box
        self.update()

    def boundingRect(self) -> QRectF:  # noqa: N802 - Qt's own name
        """Return the whole page."""
        return self._box

    def paint(
        self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None
    ) -> None:
        """Draw the picture."""
        self._picture.play(painter)
