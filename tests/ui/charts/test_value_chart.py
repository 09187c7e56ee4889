from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from aijournal.analysis.series import WeekPoint
from aijournal.analysis.value import value_of
from aijournal.domain.period import Period
from aijournal.ui.charts.value_chart import ValueChart, _step
from aijournal.ui.charts.value_table import COLUMNS, ValueTableModel, describe
from aijournal.ui.theme import Theme

FIRST = date(2026, 8, 31)


def a_point(number: int, vpt: float | None, spread: float | None = 3.0, gap: str | None = None) -> WeekPoint:
    monday = FIRST + timedelta(weeks=number)
    week = Period(monday, monday + timedelta(days=6))
    value = replace(
        value_of(None, ()),
        vpt=vpt,
        vpt_low=None if vpt is None or spread is None else vpt - spread,
        vpt_high=None if vpt is None or spread is None else vpt + spread,
        rated=12,
        interactions=20,
        coverage_tokens=0.61,
    )
    return WeekPoint(week, Period(monday - timedelta(weeks=3), week.last), value, gap)


def _items(chart: ValueChart) -> list[Any]:
    items: list[Any] = chart._plot.childGroup.childItems()
    return [item for item in items if item is not chart._cursor]


def _names(chart: ValueChart) -> list[str]:
    return [type(item).__name__ for item in _items(chart)]


@pytest.fixture
def chart(theme: Theme, qtbot: QtBot) -> ValueChart:
    chart = ValueChart(theme)
    qtbot.addWidget(chart)
    chart.resize(800, 400)
    chart.show()
    return chart


def test_a_stretch_is_a_line_with_dots_and_a_band(chart: ValueChart) -> None:
    chart.show_points([a_point(0, 8.0), a_point(1, 11.0), a_point(2, 10.0)], "About 10.")
    assert chart.accessibleName() == "Chart: About 10."
    assert _names(chart).count("FillBetweenItem") == 1
    assert _names(chart).count("ScatterPlotItem") == 1


def test_a_point_alone_has_its_range_as_a_line(chart: ValueChart) -> None:
    chart.show_points([a_point(0, None), a_point(1, 11.0), a_point(2, None)], "About 11.")
    assert "FillBetweenItem" not in _names(chart)
    upright = [item.getData()[1].tolist() for item in _items(chart) if type(item).__name__ == "PlotCurveItem"]
    assert [8.0, 14.0] in upright


def test_a_point_without_a_range_is_a_dot(chart: ValueChart) -> None:
    chart.show_points([a_point(0, 8.0, None), a_point(1, 9.0, None)], "About 9.")
    assert _names(chart).count("ScatterPlotItem") == 1


def test_zero_is_always_in_sight(chart: ValueChart) -> None:
    chart.show_points([a_point(0, 40.0), a_point(1, 41.0)], "About 41.")
    low, high = chart._plot.viewRange()[1]
    assert low <= 0
    assert high >= 44
    chart.show_points([a_point(0, -40.0), a_point(1, -41.0)], "About −41.")
    low, high = chart._plot.viewRange()[1]
    assert low <= -44
    assert high >= 0


def test_a_narrow_gap_has_no_words(chart: ValueChart) -> None:
    points = [a_point(number, None if number == 5 else 9.0) for number in range(12)]
    chart.show_points(points, "About 9.")
    assert "TextItem" not in _names(chart)
    wide = [a_point(number, None if 3 < number < 9 else 9.0) for number in range(12)]
    chart.show_points(wide, "About 9.")
    assert "TextItem" in _names(chart)
    chart.resize(200, 300)
    assert "TextItem" not in _names(chart)


def test_the_share_of_tokens_is_drawn_under_it(chart: ValueChart) -> None:
    chart.show_points([a_point(0, 8.0), a_point(1, None)], "About 8.")
    full, shares = (item.opts["height"] for item in chart._strip.addedItems)
    assert list(full) == [1.0, 1.0]
    assert list(shares) == [0.61, 0.61]


def test_no_points_draw_nothing(chart: ValueChart) -> None:
    chart.show_points([], "Nothing.")
    assert _names(chart) == []


@pytest.mark.parametrize(("count", "first"), [(12, "11 Oct"), (39, "Oct")])
def test_weeks_are_named_where_there_are_few(chart: ValueChart, count: int, first: str) -> None:
    chart.show_points([a_point(number, 9.0) for number in range(count)], "About 9.")
    words = [word for _, word in chart._bottom._tickLevels[0]]
    assert first in words


@pytest.mark.parametrize(("span", "step"), [(1, 0.2), (14, 5), (60, 10), (150, 50), (40_000, 8_000)])
def test_lines_stand_at_round_distances(span: float, step: float) -> None:
    assert _step(span) == step


def test_a_point_is_said_in_a_sentence() -> None:
    assert describe(a_point(11, 11.0)) == "Four weeks to 22 Nov: 11, 8.0 to 14 · 12 of 20 judged"
    assert describe(a_point(11, None, gap="Too few.")) == "Four weeks to 22 Nov: Too few."
    assert describe(a_point(11, 11.0, None)) == "Four weeks to 22 Nov: 11, — · 12 of 20 judged"


def test_the_table_has_the_latest_week_first(qtbot: QtBot) -> None:
    model = ValueTableModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    model.set_points([a_point(0, 8.04), a_point(1, None, gap="Too few judged.")])
    rows = [[model.index(row, column).data() for column in range(len(COLUMNS))] for row in range(2)]
    assert rows == [
        ["13 Sept", "—", "—", "12 of 20", "61\u202f%", "Too few judged."],
        ["6 Sept", "8.0", "5.0 to 11", "12 of 20", "61\u202f%", ""],
    ]
    heads = [model.headerData(column, Qt.Orientation.Horizontal) for column in range(len(COLUMNS))]
    assert heads[0] == "Four weeks to"
    assert model.headerData(0, Qt.Orientation.Vertical) is None
    assert model.index(0, 1).data(Qt.ItemDataRole.DecorationRole) is None
    assert qtbot is not None
    tester.deleteLater()
