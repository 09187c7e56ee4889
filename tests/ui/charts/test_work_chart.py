from typing import Any

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from aijournal.analysis.work_points import work_by_day
from aijournal.ui.charts.work_chart import WorkChart, place_of
from aijournal.ui.charts.work_table import COLUMNS, WorkTable, describe
from aijournal.ui.theme import Theme
from tests.analysis.builders import day
from tests.ui.charts.invented import put_on_page, some_work


@pytest.fixture
def chart(theme: Theme, page: QWidget) -> WorkChart:
    """Show ten days."""
    chart = put_on_page(WorkChart(theme), page)
    chart.show_work(some_work())
    return chart


def _marks(chart: WorkChart) -> dict[str, list[tuple[float, float]]]:
    """Return the places of the marks by their shape."""
    items: list[Any] = [
        item
        for item in chart._plot.addedItems
        if type(item).__name__ == "ScatterPlotItem" and item is not chart._ring
    ]
    return {item.opts["symbol"]: list(zip(*map(list, item.getData()), strict=True)) for item in items}


def test_every_point_is_a_mark_whose_shape_says_what_its_colour_says(chart: WorkChart) -> None:
    work = some_work()
    marks = _marks(chart)
    assert {shape: len(places) for shape, places in marks.items()} == {"o": 8, "t": 1, "s": 1}
    drawn = sorted(place for places in marks.values() for place in places)
    assert drawn == sorted((place_of(one.weighted_tokens), one.net_minutes) for one in work.points)
    assert all(net < 0 for _, net in marks["t"])
    assert chart.accessibleName() == f"Chart: {work.sentence}"


def test_ten_times_the_tokens_is_the_same_step_everywhere_and_none_has_a_place() -> None:
    assert place_of(0) == 0
    assert place_of(1e9) - place_of(1e8) == pytest.approx(place_of(1e8) - place_of(1e7), rel=1e-3)


def test_zero_is_in_sight_and_the_axes_say_what_they_are(chart: WorkChart) -> None:
    bottom, top = chart._plot.viewRange()[1]
    assert bottom < -15
    assert top > 60
    texts = [
        item.toPlainText() for item in chart._plot.childGroup.childItems() if hasattr(item, "toPlainText")
    ]
    assert texts == ["net minutes: above the line saved, below lost", "weighted tokens"]
    assert [words for _, words in chart._bottom._tickLevels[0]] == [
        "100k",
        "1.0\u202fM",
        "10.0\u202fM",
    ]


def test_no_line_is_laid_through_the_points(chart: WorkChart) -> None:
    curves = [item for item in chart._plot.childGroup.childItems() if type(item).__name__ == "PlotCurveItem"]
    for curve in curves:
        y = list(curve.getData()[1])
        assert y[::2] == y[1::2], "only level lines"


def test_points_are_read_by_keys_from_few_tokens_to_many(chart: WorkChart) -> None:
    heard: list[str] = []
    chart.point_read.connect(heard.append)
    points = some_work().points
    chart.setFocus()
    assert heard[-1] == describe(points[-1])
    QTest.keyClick(chart, Qt.Key.Key_Home)
    for point in points[1:]:
        QTest.keyClick(chart, Qt.Key.Key_Right)
        assert heard[-1] == describe(point)
    QTest.keyClick(chart, Qt.Key.Key_Left)
    assert chart.at == len(points) - 2
    x, y = chart._ring.getData()
    assert (x[0], y[0]) == (place_of(points[-2].weighted_tokens), points[-2].net_minutes)
    chart.clearFocus()
    assert heard[-1] == ""


def test_enter_asks_for_what_lies_behind(chart: WorkChart, qtbot: QtBot) -> None:
    chart.setFocus()
    QTest.keyClick(chart, Qt.Key.Key_Left)
    with qtbot.waitSignal(chart.point_opened) as asked:
        QTest.keyClick(chart, Qt.Key.Key_Return)
    assert asked.args == [len(some_work().points) - 2]


def test_the_mouse_reads_the_mark_it_is_near_and_none_far_away(chart: WorkChart, qtbot: QtBot) -> None:
    at = 4
    scene = chart._plot.mapViewToScene(chart._place(at) + QPointF(0.001, 0.1))
    chart._point_at(scene)
    assert chart.at == at
    with qtbot.waitSignal(chart.point_opened) as asked:
        QTest.mouseClick(
            chart._canvas.viewport(), Qt.MouseButton.LeftButton, pos=chart._canvas.mapFromScene(scene)
        )
    assert asked.args == [at]
    left, right = chart._plot.viewRange()[0]
    chart._point_at(chart._plot.mapViewToScene(QPointF((left + right) / 2, -15)))
    assert chart.at is None


def test_the_point_at_hand_stays(chart: WorkChart) -> None:
    chart.setFocus()
    QTest.keyClick(chart, Qt.Key.Key_Home)
    named = chart.points[0]
    chart.show_work(work_by_day([day(-3, rated=1, weight=1.0), *[day(0, rated=1, net=30, weight=1e5)]]))
    assert chart.at is not None
    assert chart.points[chart.at].day == named.day


def test_the_table_says_the_same_the_latest_first(qtbot: QtBot) -> None:
    model = WorkTable()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    work = some_work()
    model.set_rows(work.points)
    assert [row.day for row in model.rows] == sorted((one.day for one in work.points), reverse=True)
    first = [model.index(0, column).data() for column in range(len(COLUMNS))]
    assert first == ["11 Mar 2026", "+15 min", "51.2\u202fM", "1 of 2"]
    for row, point in enumerate(model.rows):
        assert model.index(row, 1).data() in describe(point)
        assert model.index(row, 2).data() in describe(point)
    assert model.headerData(2, Qt.Orientation.Horizontal) == "Weighted tokens"
    assert qtbot is not None
    tester.deleteLater()
