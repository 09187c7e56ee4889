from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from aijournal.analysis.day_calendar import DayState
from aijournal.ui.charts.calendar_chart import CalendarChart
from aijournal.ui.charts.calendar_layout import calendar_layout, months
from aijournal.ui.charts.calendar_table import CalendarTable, describe
from aijournal.ui.theme import Theme
from tests.analysis.builders import MONDAY
from tests.ui.charts.invented import put_on_page, some_days


@pytest.fixture
def chart(theme: Theme, page: QWidget) -> CalendarChart:
    """Show three weeks."""
    chart = put_on_page(CalendarChart(theme), page)
    chart.show_calendar(some_days())
    return chart


def _look_of(chart: CalendarChart, at: int) -> list[QColor]:
    """Return the colours across the middle of a day's square."""
    image: QImage = chart._canvas.grab().toImage()
    layout = chart._lay_days_out(chart._page.width())
    box = QRectF(*layout.place(chart.points[at].day), layout.size, layout.size)
    middle = chart._canvas.mapFromScene(chart._plot.mapViewToScene(box.center()))
    edge = chart._canvas.mapFromScene(
        chart._plot.mapViewToScene(box.center() - QPointF(0, layout.size * 0.35))
    )
    return [image.pixelColor(middle), image.pixelColor(edge)]


def test_days_won_lost_and_open_differ_in_colour_and_in_shape(chart: CalendarChart) -> None:
    looks = {at: _look_of(chart, at) for at in (0, 1, 2, 3, 5, 7)}
    won, lost, even, waiting, nothing, quiet = looks.values()
    assert won[0] == won[1], "a plain square"
    assert won[0].blue() > won[0].red()
    assert lost[1].red() > lost[1].blue()
    assert lost[0] != lost[1], "a bar through the square"
    sheet = chart._look.color("sheet")
    assert even[0] == chart._look.color("line")
    assert waiting == [sheet, sheet], "only an outline"
    assert nothing[1] == sheet
    assert nothing[0] != sheet, "a dot"
    assert quiet[0] == chart._look.color("soft_ink")
    assert quiet[1] == sheet


def test_deeper_colours_mean_more_minutes(chart: CalendarChart) -> None:
    some, more = (_look_of(chart, at)[1].lightness() for at in (0, 4))
    assert some > more


def test_days_are_read_by_keys_as_they_stand(chart: CalendarChart, qtbot: QtBot) -> None:
    heard: list[str] = []
    chart.point_read.connect(heard.append)
    chart.setFocus()
    assert heard[-1] == describe(chart.points[-1])
    QTest.keyClick(chart, Qt.Key.Key_Home)
    assert heard[-1] == "Monday 2 March 2026: +30 min net saved · 3 of 4 judged"
    said = []
    for _ in range(4):
        QTest.keyClick(chart, Qt.Key.Key_Down)
        said.append(heard[-1].split(": ")[1])
    assert said == [
        "−1 h net lost · 3 of 4 judged",
        "0 min net · 3 of 4 judged",
        "logged, not judged · 0 of 4 judged",
        "+3 h net saved · 3 of 4 judged",
    ]
    QTest.keyClick(chart, Qt.Key.Key_Right)
    assert chart.at == 11
    assert heard[-1].endswith("nothing logged")
    QTest.keyClick(chart, Qt.Key.Key_Left)
    QTest.keyClick(chart, Qt.Key.Key_Up)
    assert chart.at == 3
    with qtbot.waitSignal(chart.point_opened) as asked:
        QTest.keyClick(chart, Qt.Key.Key_Return)
    assert asked.args == [3]


def test_the_mouse_reads_the_day_under_it(chart: CalendarChart) -> None:
    layout = chart._lay_days_out(chart._page.width())
    for at, day in enumerate(chart.points):
        x, y = layout.place(day.day)
        assert chart._nearest(QPointF(x + layout.size / 2, y + layout.size / 2)) == at
    assert chart._nearest(QPointF(1, 1)) is None


def test_a_square_is_as_wide_and_high_as_laid_out(chart: CalendarChart) -> None:
    for width in (300, 900):
        chart.resize(width, 400)
        chart._canvas.grab()
        wide, high = chart._plot.viewPixelSize()
        assert (wide, high) == pytest.approx((1, 1), abs=1e-6)


def test_the_table_has_the_days_with_work_and_says_the_same() -> None:
    model = CalendarTable()
    days = some_days().days
    model.set_rows(days)
    worked = [day for day in reversed(days) if day.state is not DayState.NOTHING]
    assert list(model.rows) == worked
    assert [model.index(row, 1).data() for row in range(model.rowCount())] == [
        "−15 min",
        "—",
        "+3 h",
        "—",
        "0 min",
        "−1 h",
        "+30 min",
    ]
    assert model.index(3, 3).data() == "logged, not judged"


@given(
    st.integers(0, 6),
    st.integers(0, 4_000),
    st.floats(120, 2_000),
    st.floats(10, 60),
)
def test_every_day_has_a_place_of_its_own_inside_the_room(
    weekday: int, length: int, room: float, em: float
) -> None:
    first = MONDAY + timedelta(days=weekday)
    last = first + timedelta(days=length)
    layout = calendar_layout(first, last, room, em)
    for number in {0, length // 3, length // 2, max(0, length - 1), length}:
        day = first + timedelta(days=number)
        x, y = layout.place(day)
        assert layout.day_at(x + layout.size / 2, y + layout.size / 2) == day
        assert y + layout.size <= layout.height
        if room > layout.side + layout.pitch:
            assert x + layout.size <= room + 1e-6
    assert layout.lines * layout.weeks * 7 > length


def test_a_year_stands_on_one_line_where_there_is_room_and_ten_on_several() -> None:
    year = calendar_layout(date(2025, 11, 24), date(2026, 11, 22), 900, 17)
    assert (year.lines, year.weeks) == (1, 52)
    ten = calendar_layout(date(2016, 11, 24), date(2026, 11, 22), 900, 17)
    assert ten.lines == 10
    narrow = calendar_layout(date(2025, 11, 24), date(2026, 11, 22), 300, 17)
    assert narrow.lines > 1


def test_months_are_named_where_they_begin_and_the_first_where_there_is_room() -> None:
    def named(first: date, length: int) -> list[tuple[int, int]]:
        days = [first + timedelta(days=number) for number in range(length)]
        return [(day.month, day.day) for day in months(days)]

    assert named(date(2026, 3, 2), 90) == [(3, 2), (4, 1), (5, 1)]
    assert named(date(2026, 3, 16), 60) == [(4, 1), (5, 1)]
    assert named(date(2026, 3, 2), 14) == [(3, 2)]
    assert named(date(2026, 3, 2), 0) == []
