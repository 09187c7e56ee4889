from datetime import date, timedelta

import pytest

from aijournal.ui.charts.scale import day_names, value_levels, value_step

FIRST, LAST = date(2026, 2, 23), date(2026, 11, 22)


@pytest.mark.parametrize(("span", "step"), [(1, 0.2), (14, 5), (60, 10), (150, 50), (40_000, 8_000)])
def test_lines_stand_at_round_distances(span: float, step: float) -> None:
    assert value_step(span) == step


@pytest.mark.parametrize(
    ("bottom", "top", "levels"),
    [
        (0, 17, [0, 5, 10, 15]),
        (-12, 8, [-10, -5, 0, 5]),
        (-4, 0, [-4, -3, -2, -1, 0]),
        (0, 1, [0, 0.2, 0.4, 0.6, 0.8, 1]),
    ],
)
def test_lines_are_drawn_from_the_lowest_value_to_the_highest(
    bottom: float, top: float, levels: list[float]
) -> None:
    assert value_levels(bottom, top) == pytest.approx(levels)


def test_a_short_span_names_its_mondays() -> None:
    names = day_names(LAST - timedelta(weeks=4), LAST, 10)
    assert [day.weekday() for day, _ in names] == [0, 0, 0, 0]
    assert [name for _, name in names] == ["26 Oct", "2 Nov", "9 Nov", "16 Nov"]


def test_where_room_is_short_the_latest_monday_keeps_its_name() -> None:
    assert [name for _, name in day_names(LAST - timedelta(weeks=4), LAST, 2)] == ["2 Nov", "16 Nov"]


@pytest.mark.parametrize(
    ("most", "names"),
    [
        (9, ["Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sept", "Oct", "Nov"]),
        (5, ["Mar", "May", "Jul", "Sept", "Nov"]),
        (3, ["Apr", "Jul", "Oct"]),
        (1, ["Jul"]),
        (0, []),
    ],
)
def test_a_long_span_names_as_many_months_as_there_is_room_for(most: int, names: list[str]) -> None:
    assert [name for _, name in day_names(FIRST, LAST, most)] == names


def test_years_are_named_where_there_are_many() -> None:
    names = day_names(date(2017, 5, 1), LAST, 9)
    assert names[0] == (date(2018, 1, 1), "2018")
    assert names[-1] == (date(2026, 1, 1), "2026")
    assert [name for _, name in day_names(date(2017, 5, 1), LAST, 4)] == ["2020", "2023", "2026"]


def test_a_year_says_where_it_begins() -> None:
    assert "Jan 2026" in [name for _, name in day_names(date(2025, 10, 1), LAST, 20)]
