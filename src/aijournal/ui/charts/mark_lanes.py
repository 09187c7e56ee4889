"""Where the words of event marks stand above a chart, so that no words and no lines lie on one another."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from aijournal.domain.marks import EventMark

_GAP = 10.0  # words keep that much room around them, in pixels
_MOST_LANES = 4


@dataclass(frozen=True, slots=True)
class MarkLabel:
    """A mark's words: in which lane, 0 being nearest to the chart; pixels count from the chart's left.

    `at` is where the mark's line stands; it ends beside its words, which reach from `begin` to `end`.
    """

    mark: EventMark
    lane: int
    at: float
    begin: float
    end: float


def label_marks(
    marks: Sequence[EventMark],
    place: Callable[[EventMark], float],
    width: Callable[[EventMark], float],
    room: float,
) -> tuple[MarkLabel, ...]:
    """Set the words of marks, in order of time, into lanes of a chart `room` pixels wide.

    `place` says where a mark's line stands and `width` how wide its words are. Words stand to the right of
    their line, or to its left where the chart ends. What fits into no lane has no words; the line stays.
    """
    to_right = [mark for mark in marks if place(mark) + width(mark) + _GAP <= room]
    to_left = [mark for mark in marks if mark not in to_right]
    labels: list[MarkLabel] = []
    # In these orders each line ends before it reaches the words that were set earlier.
    for mark in (*reversed(to_right), *to_left):
        at, wide = place(mark), width(mark) + _GAP
        begin = at if mark in to_right else max(0.0, at - wide)
        choices = (MarkLabel(mark, lane, at, begin, begin + wide) for lane in range(_MOST_LANES))
        free = (label for label in choices if not any(_collide(label, other) for other in labels))
        labels.extend(list(free)[:1])
    return tuple(sorted(labels, key=lambda label: (label.at, label.lane)))


def _collide(one: MarkLabel, other: MarkLabel) -> bool:
    """Whether words lie on words, or a line, which comes from below, runs through words."""
    if one.lane == other.lane:
        return one.begin < other.end and other.begin < one.end
    lower, upper = sorted((one, other), key=lambda label: label.lane)
    return lower.begin < upper.at < lower.end
