from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from math import isnan
from time import thread_time
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from aijournal.analysis.trend import CoverageWeek, Trend, TrendGap, TrendPoint
from aijournal.analysis.value import value_of
from aijournal.domain.marks import EventMark
from aijournal.domain.period import week_of
from aijournal.ui.charts.chart_rows import x_of
from aijournal.ui.charts.value_chart import ValueChart
from aijournal.ui.theme import Theme

FIRST = date(2026, 8, 31)  # a Monday


def a_trend(
    values: Sequence[float | None],
    reasons: Mapping[int, str] | None = None,
    marks: Sequence[tuple[int, str]] = (),
    shares: Sequence[float | None] | None = None,
    spread: float = 3.0,
) -> Trend:
    """Return a trend over days from a Monday on; `None` is a gap, whose reason is named by its first day."""
    days = [FIRST + timedelta(days=number) for number in range(len(values))]
    points = tuple(
        TrendPoint(
            day,
            value,
            None if value is None else value - spread,
            None if value is None else value + spread,
            3.0 if value is None else 13.4,
            0.61,
        )
        for day, value in zip(days, values, strict=True)
    )
    weeks = [FIRST + timedelta(weeks=number) for number in range(-(-len(values) // 7))]
    shares = shares or [0.5] * len(weeks)
    return Trend(
        points=points,
        gaps=tuple(_gaps(values, reasons or {})),
        coverage=tuple(
            CoverageWeek(week_of(day), 3, 6, share) for day, share in zip(weeks, shares, strict=True)
        ),
        marks=tuple(EventMark(days[number], text, number + 1) for number, text in marks),
        guard=None,
        sentence="About 10.",
        value=value_of(None, ()),
    )


def _gaps(values: Sequence[float | None], reasons: Mapping[int, str]) -> list[TrendGap]:
    gaps: list[TrendGap] = []
    for number, value in enumerate(values):
        day = FIRST + timedelta(days=number)
        if value is not None:
            continue
        if gaps and gaps[-1].last == day - timedelta(days=1) and number not in reasons:
            gaps[-1] = replace(gaps[-1], last=day)
        else:
            gaps.append(TrendGap(day, day, reasons.get(number, "too few judged")))
    return gaps


@pytest.fixture
def chart(theme: Theme, qtbot: QtBot) -> Iterator[ValueChart]:
    """Show a chart 800 pixels wide on a page where the keyboard is elsewhere."""
    page = QWidget()
    qtbot.addWidget(page)
    elsewhere = QPushButton(page)
    chart = ValueChart(theme, page)
    chart.resize(800, 400)
    page.show()
    page.activateWindow()
    elsewhere.setFocus()
    yield chart
    page.close()


def _items(chart: ValueChart, kind: str) -> list[Any]:
    items: list[Any] = chart._plot.childGroup.childItems()
    return [item for item in items if type(item).__name__ == kind]


def _words(chart: ValueChart) -> list[str]:
    return [text.toPlainText() for text in _items(chart, "TextItem")]


def _angles(chart: ValueChart) -> list[float]:
    return [text.angle for text in _items(chart, "TextItem")]


def _line(chart: ValueChart) -> list[float | None]:
    return [None if isnan(value) else float(value) for value in chart._line.getData()[1]]


def test_the_line_and_its_band_are_the_points(chart: ValueChart) -> None:
    trend = a_trend([8.0, 11.0, 10.0])
    chart.show_trend(trend)
    assert chart.accessibleName() == "Chart: About 10."
    assert chart._line.getData()[0].tolist() == [x_of(point.day) for point in trend.points]
    assert _line(chart) == [8.0, 11.0, 10.0]
    assert chart._low.getData()[1].tolist() == [5.0, 8.0, 7.0]
    assert chart._high.getData()[1].tolist() == [11.0, 14.0, 13.0]
    assert chart._band.path().contains(QPointF(x_of(FIRST) + 1, 9.0))


def test_a_gap_is_a_gap_with_its_reason_in_place(chart: ValueChart) -> None:
    values = [9.0] * 10 + [None] * 20 + [9.0] * 10
    chart.show_trend(a_trend(values))
    assert _line(chart) == values
    assert _words(chart) == ["too few judged"]
    (words,) = _items(chart, "TextItem")
    assert words.pos().x() == x_of(FIRST) + 19.5
    assert not chart._band.path().contains(QPointF(x_of(FIRST) + 20, 9.0))


def test_a_reason_takes_two_lines_or_stands_upright_where_the_gap_is_narrow(chart: ValueChart) -> None:
    values: list[float | None] = [9.0] * 30 + [None] * 6 + [9.0] * 24
    chart.show_trend(a_trend(values))
    assert _words(chart) == ["too few\njudged"]
    assert _angles(chart) == [0]
    chart.resize(400, 400)
    assert (_words(chart), _angles(chart)) == (["too few judged"], [90])
    chart.resize(400, 130)
    assert (_words(chart), _angles(chart)) == ([], [])
    chart.resize(1_600, 400)
    assert (_words(chart), _angles(chart)) == (["too few judged"], [0])


def test_each_gap_has_its_own_reason(chart: ValueChart) -> None:
    values = [None] * 20 + [9.0] * 10 + [None] * 20
    chart.show_trend(a_trend(values, {30: "no tokens used"}))
    assert _words(chart) == ["too few judged", "no tokens used"]


def test_a_day_alone_is_a_line_as_wide_as_a_day(chart: ValueChart) -> None:
    chart.show_trend(a_trend([None, 11.0, None]))
    x, y = chart._line.getData()
    shown = [(at - x_of(FIRST), value) for at, value in zip(x, y, strict=True) if not isnan(value)]
    assert shown == [(0.5, 11.0), (1.5, 11.0)]
    assert chart._band.path().contains(QPointF(x_of(FIRST) + 1, 12.0))


def test_zero_is_always_in_sight(chart: ValueChart) -> None:
    chart.show_trend(a_trend([40.0, 41.0]))
    low, high = chart._plot.viewRange()[1]
    assert low <= 0
    assert high >= 44
    chart.show_trend(a_trend([-40.0, -41.0]))
    low, high = chart._plot.viewRange()[1]
    assert low <= -44
    assert high >= 0


def test_the_axes_say_values_and_days(chart: ValueChart) -> None:
    chart.show_trend(a_trend([12.0] * 30))
    assert [words for _, words in chart._left._tickLevels[0]] == ["0", "5", "10", "15"]
    assert [words for _, words in chart._bottom._tickLevels[0]] == [
        "31 Aug",
        "7 Sept",
        "14 Sept",
        "21 Sept",
        "28 Sept",
    ]
    chart.show_trend(a_trend([0.5] * 30, spread=0.4))
    assert [words for _, words in chart._left._tickLevels[0]] == ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]


def test_the_strip_has_a_bar_for_each_week_with_tokens(chart: ValueChart) -> None:
    chart.show_trend(a_trend([9.0] * 28, shares=[0.61, 0.0, None, 1.0]))
    full, judged = (bars.opts for bars in chart._strip.addedItems)
    thursdays = [x_of(FIRST + timedelta(days=3 + 7 * week)) for week in (0, 1, 3)]
    assert list(full["x"]) == list(judged["x"]) == thursdays
    assert list(full["height"]) == [1.0, 1.0, 1.0]
    assert list(judged["height"]) == [0.61, 0.0, 1.0]
    assert judged["brush"].name() == chart._look.color("tokens").name()


def test_marks_are_dotted_lines_with_their_words_above(chart: ValueChart) -> None:
    chart.show_trend(a_trend([9.0] * 60, marks=[(5, "new model"), (40, "<b>plan</b>\u202efirst")]))
    x, y = chart._marks.getData()
    assert x.tolist() == [x_of(FIRST) + day for day in (5, 5, 40, 40)]
    assert y.tolist() == chart._plot.viewRange()[1] * 2
    assert chart._marks.opts["pen"].style() is Qt.PenStyle.DotLine
    above = chart._lanes.childGroup.childItems()
    texts = [item for item in above if type(item).__name__ == "TextItem"]
    assert [text.toPlainText() for text in texts] == ["new model", "<b>plan</b> first"]
    assert [text.pos().x() for text in texts] == pytest.approx([x_of(FIRST) + 5, x_of(FIRST) + 40])
    assert chart._lanes.maximumHeight() > 0


def test_without_marks_there_is_no_room_for_them(chart: ValueChart) -> None:
    chart.show_trend(a_trend([9.0] * 60))
    assert chart._lanes.maximumHeight() == 0


def test_days_are_read_by_keys(chart: ValueChart) -> None:
    heard: list[str] = []
    chart.point_read.connect(heard.append)
    chart.show_trend(a_trend([*([8.0] * 29), 11.0], marks=[(28, "new model")]))
    chart.setFocus()
    latest = "29 Sept 2026: 11, 8.0 to 14 · rests on 13 days · 61\u202f% of tokens judged"
    assert heard[-1] == latest
    assert chart._cursor.isVisible()
    assert chart._dot.getData()[1].tolist() == [11.0]
    QTest.keyClick(chart, Qt.Key.Key_Left)
    assert heard[-1].startswith("28 Sept 2026: 8.0, 5.0 to 11")
    assert heard[-1].endswith(" · new model")
    QTest.keyClick(chart, Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier)
    assert heard[-1].startswith("21 Sept 2026: ")
    QTest.keyClick(chart, Qt.Key.Key_Home)
    assert heard[-1].startswith("31 Aug 2026: ")
    QTest.keyClick(chart, Qt.Key.Key_Left)
    assert heard[-1].startswith("31 Aug 2026: ")
    QTest.keyClick(chart, Qt.Key.Key_End)
    assert heard[-1] == latest
    chart.clearFocus()
    assert heard[-1] == ""
    assert not chart._cursor.isVisible()


def test_the_day_at_hand_stays_when_the_journal_changes(chart: ValueChart) -> None:
    heard: list[str] = []
    chart.point_read.connect(heard.append)
    chart.show_trend(a_trend([8.0] * 30))
    chart.setFocus()
    QTest.keyClick(chart, Qt.Key.Key_Left)
    chart.show_trend(a_trend([9.0] * 40))
    assert heard[-1].startswith("28 Sept 2026: 9.0")
    chart.show_trend(a_trend([9.0] * 20))
    assert heard[-1].startswith("19 Sept 2026: ")


def test_a_gap_is_read_with_its_reason_and_has_no_dot(chart: ValueChart) -> None:
    heard: list[str] = []
    chart.point_read.connect(heard.append)
    chart.show_trend(a_trend([8.0, None]))
    chart.setFocus()
    assert heard[-1] == "1 Sept 2026: too few judged · rests on 3 days · 61\u202f% of tokens judged"
    assert len(chart._dot.getData()[0]) == 0


def test_enter_asks_for_what_lies_behind_the_day_at_hand(chart: ValueChart, qtbot: QtBot) -> None:
    chart.show_trend(a_trend([8.0] * 20))
    chart.setFocus()
    QTest.keyClick(chart, Qt.Key.Key_Left)
    with qtbot.waitSignal(chart.point_opened) as asked:
        QTest.keyClick(chart, Qt.Key.Key_Enter)
    assert asked.args == [18]


def test_of_more_days_than_pixels_every_so_many_are_drawn_and_all_ends_of_gaps(chart: ValueChart) -> None:
    values: list[float | None] = [9.0 + day % 3 for day in range(4_000)]
    values[1_001:1_500] = [None] * 499
    chart.show_trend(a_trend(values))
    x, y = chart._line.getData()
    assert 500 < len(x) < 1_500
    drawn = dict(zip(x, y, strict=True))
    assert isnan(drawn[x_of(FIRST) + 1_001])
    for end in (0, 1_000, 1_500, 3_999):
        assert drawn[x_of(FIRST) + end] == values[end]


def test_days_are_read_by_mouse(chart: ValueChart) -> None:
    heard: list[str] = []
    chart.show_trend(a_trend([8.0] * 30))
    chart.point_read.connect(heard.append)
    place = chart._plot.mapViewToScene(QPointF(x_of(FIRST) + 10.2, 5.0))
    chart._point_at(place)
    assert heard[-1].startswith("10 Sept 2026: ")
    chart._point_at(chart._plot.sceneBoundingRect().bottomRight() * 10)
    assert heard[-1] == ""
    chart._point_at(place)
    QApplication.sendEvent(chart, QEvent(QEvent.Type.Leave))
    assert heard[-1] == ""


def test_a_click_picks_a_day_and_two_ask_to_mark_it(chart: ValueChart, qtbot: QtBot) -> None:
    chart.show_trend(a_trend([8.0] * 30))
    canvas = chart._canvas
    place = canvas.mapFromScene(chart._plot.mapViewToScene(QPointF(x_of(FIRST) + 10, 5.0)))
    with qtbot.waitSignal(chart.day_picked) as picked:
        QTest.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert picked.args == [FIRST + timedelta(days=10)]
    with qtbot.waitSignal(chart.mark_asked) as asked:
        QTest.mouseDClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=place)
        QTest.mouseRelease(canvas.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert asked.args == picked.args


def test_no_days_draw_nothing_and_ignore_keys(chart: ValueChart) -> None:
    chart.show_trend(a_trend([]))
    assert chart._plot.childGroup.childItems() == []
    chart.setFocus()
    QTest.keyClick(chart, Qt.Key.Key_Left)
    chart._point_at(QPointF(1, 1))
    assert not chart._cursor.isVisible()


def test_other_keys_are_left_to_the_window(chart: ValueChart) -> None:
    chart.show_trend(a_trend([8.0] * 3))
    chart.setFocus()
    before = chart.reading()
    QTest.keyClick(chart, Qt.Key.Key_X)
    assert chart.reading() == before


def test_a_year_takes_no_longer_than_its_months(chart: ValueChart) -> None:
    """Days that are far from one another are no more work than days that are near."""
    month, year = (_drawing_time(chart, days) for days in (30, 365))
    assert year < 12 * month


def _drawing_time(chart: ValueChart, days: int) -> float:
    values = [None if day % 60 > 48 else 9.0 + day % 5 for day in range(days)]
    trend = a_trend(values, marks=[(60 * number, f"mark {number}") for number in range(days // 60)])
    spent = []
    for _ in range(7):
        began = thread_time()
        chart.show_trend(trend)
        chart.grab()
        spent.append(thread_time() - began)
    return min(spent)
