"""How a day of the calendar looks; shape and sign say as much as colour does."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from PySide6.QtCore import QCoreApplication, QLocale, QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from aijournal.analysis.day_calendar import CalendarDay, DayState
from aijournal.ui import phrases
from aijournal.ui.charts.calendar_layout import CalendarLayout, months
from aijournal.ui.charts.look import Look
from aijournal.ui.type_scale import GRID, SIBLING_GAP

_ALPHAS = (255, 85, 160, 255)  # by step; no step at all is solid, in the colour of lines
_CORNER = 0.2
_SOME_DAY = date(2026, 1, 5)  # a Monday, whose squares explain the others
_NAMED = (0, 2, 4)  # Monday, Wednesday, Friday


def _tr(text: str) -> str:
    return QCoreApplication.translate("CalendarChart", text)


def paint_days(painter: QPainter, look: Look, squares: Iterable[tuple[QRectF, CalendarDay]]) -> None:
    """Draw days: a square, an outline where nothing was judged, a dot where nothing was logged.

    A day that lost minutes has a bar through its square, and one that was judged without minutes a dot in
    its outline.
    """
    alike: dict[tuple[DayState, int | None], list[QRectF]] = defaultdict(list)
    for box, day in squares:
        alike[day.state, None if day.net_minutes is None else day.step].append(box)
    for (state, step), boxes in alike.items():
        if step is not None:
            _paint_minutes(painter, look, boxes, step)
        else:
            _paint_without_minutes(painter, look, boxes, state)


def _paint_without_minutes(painter: QPainter, look: Look, boxes: Sequence[QRectF], state: DayState) -> None:
    if state is not DayState.NOTHING:
        painter.setPen(QPen(look.color("soft_ink"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for box in boxes:
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), *_corners(box))
    if state is not DayState.NOT_JUDGED:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("soft_ink"))
        for box in boxes:
            radius = box.width() * (0.18 if state is DayState.JUDGED else 0.1)
            painter.drawEllipse(box.center(), radius, radius)


def _paint_minutes(painter: QPainter, look: Look, boxes: Sequence[QRectF], step: int) -> None:
    role = "gained" if step > 0 else "lost" if step else "line"
    color = look.color(role)
    color.setAlpha(_ALPHAS[abs(step)])
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    for box in boxes:
        painter.drawRoundedRect(box, *_corners(box))
    if step < 0:
        painter.setBrush(look.color("sheet" if abs(step) == len(_ALPHAS) - 1 else "lost"))
        for box in boxes:
            bar = QRectF(0, 0, box.width() * 0.56, max(1.5, box.width() * 0.14))
            bar.moveCenter(box.center())
            painter.drawRect(bar)


def _corners(box: QRectF) -> tuple[float, float]:
    return box.width() * _CORNER, box.width() * _CORNER


def paint_names(painter: QPainter, look: Look, layout: CalendarLayout, days: Sequence[date]) -> None:
    """Write the months above the weeks in which they begin, and some days of the week beside each line."""
    painter.setFont(look.type.small)
    painter.setPen(look.color("soft_ink"))
    metrics = QFontMetricsF(look.type.small)
    for line in range(layout.lines):
        for weekday in _NAMED:
            day = layout.monday + timedelta(weeks=line * layout.weeks, days=weekday)
            y = layout.place(day)[1] + (layout.size + metrics.ascent() - metrics.descent()) / 2
            name = QLocale().standaloneDayName(weekday + 1, QLocale.FormatType.ShortFormat)
            name = metrics.elidedText(name, Qt.TextElideMode.ElideRight, layout.side)
            painter.drawText(QPointF(0, y), name)
    _paint_months(painter, layout, days, metrics)


def _paint_months(
    painter: QPainter, layout: CalendarLayout, days: Sequence[date], metrics: QFontMetricsF
) -> None:
    right = layout.side + (layout.weeks + 1) * layout.pitch
    free = (-1.0, -1.0)
    for month in months(days):
        x, y = layout.place(month - timedelta(days=month.weekday()))
        name = phrases.month_name(month)
        end = x + metrics.horizontalAdvance(name)
        if (y, x) >= free and end <= right:
            painter.drawText(QPointF(x, y - metrics.descent() - 1), name)
            free = (y, end + SIBLING_GAP)


def legend() -> Sequence[tuple[str, Sequence[CalendarDay]]]:
    """Return what is to be explained: words, and the days that look so."""

    def judged(step: int) -> CalendarDay:
        return CalendarDay(_SOME_DAY, DayState.JUDGED, float(step), step, 1, 1, 1)

    return (
        (_tr("lost: from 120, 30, 1 min"), [judged(step) for step in (-3, -2, -1)]),
        (_tr("neither"), [judged(0)]),
        (_tr("saved: from 1, 30, 120 min"), [judged(step) for step in (1, 2, 3)]),
        (_tr("judged, no minutes"), [CalendarDay(_SOME_DAY, DayState.JUDGED, None, 0, 1, 1, 0)]),
        (_tr("not judged"), [CalendarDay(_SOME_DAY, DayState.NOT_JUDGED, None, 0, 1, 0, 0)]),
        (_tr("nothing logged"), [CalendarDay(_SOME_DAY, DayState.NOTHING, None, 0, 0, 0, 0)]),
    )


def paint_legend(painter: QPainter | None, look: Look, top: float, width: float) -> float:
    """Explain the squares on as many lines as the width asks for; return the height, painter or not."""
    metrics = QFontMetricsF(look.type.small)
    size, height = 0.8 * look.type.em, 1.5 * look.type.em
    x, y = 0.0, top
    for words, days in legend():
        wide = len(days) * (size + 2) + GRID + metrics.horizontalAdvance(words)
        if x and x + wide > width:
            x, y = 0.0, y + height
        if painter is not None:
            boxes = [
                QRectF(x + number * (size + 2), y + (height - size) / 2, size, size)
                for number in range(len(days))
            ]
            paint_days(painter, look, zip(boxes, days, strict=True))
            painter.setFont(look.type.small)
            painter.setPen(look.color("soft_ink"))
            base = y + (height + metrics.ascent() - metrics.descent()) / 2
            painter.drawText(QPointF(x + len(days) * (size + 2) + GRID, base), words)
        x += wide + 2 * SIBLING_GAP
    return y + height - top
