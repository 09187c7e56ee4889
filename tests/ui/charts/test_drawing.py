import re
from collections.abc import Callable

import pytest
from PySide6.QtGui import QFont, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from aijournal.analysis.trend import trend
from aijournal.settings import ColorScheme
from aijournal.ui.charts.calendar_chart import CalendarChart
from aijournal.ui.charts.cells_chart import CellsChart
from aijournal.ui.charts.chart import Chart
from aijournal.ui.charts.drawing import chart_image, chart_svg
from aijournal.ui.charts.look import Look, Paper
from aijournal.ui.charts.mix_chart import MixChart
from aijournal.ui.charts.value_chart import ValueChart
from aijournal.ui.charts.work_chart import WorkChart
from aijournal.ui.theme import Theme
from tests.analysis.builders import drawn_days
from tests.ui.charts.invented import some_cells, some_change, some_days, some_work

DAYS = drawn_days(2, 120)


def _value(look: Look) -> Chart:
    chart = ValueChart(look)
    chart.show_trend(trend(DAYS, DAYS[-1].day))
    return chart


def _work(look: Look) -> Chart:
    chart = WorkChart(look)
    chart.show_work(some_work())
    return chart


def _cells(look: Look) -> Chart:
    chart = CellsChart(look)
    chart.show_cells(some_cells())
    return chart


def _calendar(look: Look) -> Chart:
    chart = CalendarChart(look)
    chart.show_calendar(some_days())
    return chart


def _mix(look: Look) -> Chart:
    chart = MixChart(look)
    chart.show_change(some_change())
    return chart


CHARTS = [
    (_value, {"0", "1 Jun", "29 Jun"}),
    (_work, {"weighted tokens", "0", "20", "40"}),
    (_cells, {"0\u202f%", "50\u202f%", "100\u202f%", "model-0 · task-0", "n 12"}),
    (_calendar, {"Mon", "Wed", "nothing logged"}),
    (_mix, {"Last quarter", "This quarter", "0"}),
]


def _texts(svg: str) -> set[str]:
    return {text.strip() for text in re.findall(r"<text[^>]*>\s*([^<]*?)\s*</text>", svg)}


@pytest.mark.parametrize(("made", "labels"), CHARTS, ids=lambda one: getattr(one, "__name__", ""))
def test_a_chart_that_nobody_saw_is_drawn_with_its_labels(
    qapp: QApplication, qtbot: QtBot, made: Callable[[Look], Chart], labels: set[str]
) -> None:
    paper = Paper(QFont(qapp.font()))
    chart = made(paper)
    qtbot.addWidget(chart)
    svg = chart_svg(chart, 640)
    text = svg.decode()
    assert labels <= _texts(text)
    assert f"<title>{chart.accessibleName()}</title>" in text
    assert f'viewBox="0 0 640 {chart.wanted_height(640)}"' in text
    assert not re.search(r"<g\b[^>]*>\s*</g>", text)
    image = chart_image(svg, 2.0)
    assert (image.width(), image.height()) == (1280, 2 * chart.wanted_height(640))
    assert _share_drawn(image) > 0.005


def _share_drawn(image: QImage) -> float:
    """Return which share of some points of an image is not white."""
    points = [
        image.pixelColor(x, y).name() for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)
    ]
    return sum(point != "#ffffff" for point in points) / len(points)


def test_a_report_is_light_whatever_the_window_wears(qapp: QApplication, qtbot: QtBot, theme: Theme) -> None:
    theme.set_scheme(ColorScheme.DARK)
    chart = _mix(Paper(QFont(qapp.font())))
    qtbot.addWidget(chart)
    assert chart_image(chart_svg(chart, 400)).pixelColor(1, 1).name() == "#ffffff"


def test_the_drawing_of_the_window_and_that_of_a_report_say_the_same(
    qapp: QApplication, qtbot: QtBot, theme: Theme
) -> None:
    paper = Paper(QFont(qapp.font()))
    shown, printed = _cells(theme), _cells(paper)
    for chart in (shown, printed):
        qtbot.addWidget(chart)
    assert _texts(chart_svg(shown, 500).decode()) == _texts(chart_svg(printed, 500).decode())
