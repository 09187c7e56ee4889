"""Invented evidence that every chart can be drawn from, and how a chart is put before a reader."""

from dataclasses import replace
from datetime import date, timedelta
from typing import TypeVar

from PySide6.QtWidgets import QWidget

from aijournal.analysis.cells import CellTable, cell_table
from aijournal.analysis.change import Change, change
from aijournal.analysis.day_calendar import DayCalendar, day_calendar
from aijournal.analysis.work_points import WorkPoints, work_by_day
from aijournal.domain.period import ALL_TIME
from aijournal.domain.totals import CellTotals, ValueDay
from aijournal.ui.charts.chart import Chart
from tests.analysis.builders import MONDAY, day

AnyChart = TypeVar("AnyChart", bound=Chart)

TODAY = date(2026, 11, 29)


def waiting(number: int) -> ValueDay:
    """Return a day with work that nobody judged."""
    return replace(day(number, rated=0, helped=0, hurt=0, unrated=4), net_minutes=0.0, paired_net_minutes=0.0)


def some_work() -> WorkPoints:
    """Return ten days, of which one lost minutes and one neither won nor lost."""
    minutes = (30, 20, -15, 0, 45, 10, 5, 25, 60, 15)
    rows = [day(number, rated=1, net=net, weight=1e5 * 2**number) for number, net in enumerate(minutes)]
    return work_by_day(rows)


def some_days() -> DayCalendar:
    """Return three weeks with days of every kind; they end on a Sunday."""
    rows = [day(0, net=10), day(1, net=-20), day(2, net=0), waiting(3), day(4, net=60), day(14, net=-5)]
    rows.append(replace(day(7), valued=0, net_minutes=0.0, paired=0))
    return day_calendar(rows, MONDAY + timedelta(days=20), ALL_TIME)


def some_cells(count: int = 4) -> CellTable:
    """Return cells that differ: of each second one a few ratings, the last one without a task type."""
    cells = [
        CellTotals(
            (f"model-{number}", f"task-{number}"), 20 + number, 12 - 9 * (number % 2), 3 - number % 2, 1
        )
        for number in range(count - 1)
    ]
    return cell_table([*cells, CellTotals(("model-0", None), 9, 8, 7, 0)])


def some_change() -> Change:
    """Return two quarters that can be compared: other kinds of work, and the same kinds going better."""
    start = (date(2026, 7, 1) - MONDAY).days
    rows = []
    for number in range(0, 150, 2):
        is_late = number >= (date(2026, 10, 1) - date(2026, 7, 1)).days
        net, extra = (24.0 + number % 5, 2) if is_late else (12.0 + number % 5, 0)
        rows.append(day(start + number, "tests", net=net))
        rows.append(day(start + number, "review", rated=2 + extra, net=6 + number % 3))
    return change(rows, TODAY)


def put_on_page(chart: AnyChart, page: QWidget, width: int = 600, height: int = 400) -> AnyChart:
    """Show a chart on a page."""
    chart.setParent(page)
    chart.resize(width, height)
    chart.show()
    return chart
