from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from aijournal.domain.marks import EventMark
from aijournal.ui.charts.mark_lanes import MarkLabel, label_marks

ROOM = 400.0
FIRST = date(2026, 1, 1)


def _labels(*marks: tuple[float, float]) -> list[tuple[int, float, float]]:
    """Return lane, begin and end of the words of marks, given by place and width in order of time."""
    return [(label.lane, label.begin, label.end) for label in _laid_out(marks)]


def _laid_out(marks: tuple[tuple[float, float], ...]) -> tuple[MarkLabel, ...]:
    named = [EventMark(FIRST + timedelta(days=at), "words", at) for at in range(len(marks))]
    return label_marks(named, lambda mark: marks[mark.id][0], lambda mark: marks[mark.id][1] - 10, ROOM)


def test_words_stand_to_the_right_of_their_line() -> None:
    assert _labels((10, 80), (200, 60)) == [(0, 10, 90), (0, 200, 260)]


def test_words_that_would_lie_on_others_rise_a_lane() -> None:
    assert _labels((10, 80), (60, 80), (100, 80)) == [(2, 10, 90), (1, 60, 140), (0, 100, 180)]


def test_at_the_end_words_stand_to_the_left_and_above_the_lines_they_span() -> None:
    assert _labels((300, 50), (390, 150)) == [(0, 300, 350), (1, 240, 390)]


def test_where_no_lane_is_free_the_line_stands_alone() -> None:
    crowd = tuple((100 + number, 80.0) for number in range(6))
    assert len(_labels(*crowd)) == 4


def test_words_wider_than_the_chart_begin_at_its_edge() -> None:
    assert _labels((200, 500)) == [(0, 0, 500)]


_PLACES = st.lists(
    st.tuples(st.floats(0, ROOM), st.floats(10, 200)), max_size=25, unique_by=lambda mark: mark[0]
)


@given(_PLACES)
def test_no_words_lie_on_words_and_no_line_runs_through_them(marks: list[tuple[float, float]]) -> None:
    labels = _laid_out(tuple(sorted(marks)))
    for one in labels:
        for other in labels:
            if one is other:
                continue
            if one.lane == other.lane:
                assert one.end <= other.begin or other.end <= one.begin
            if one.lane > other.lane:
                assert not other.begin < one.at < other.end
