"""Where everything of a chart stands, computed once for every format that draws it.

Lengths are in units of which 640 are the width of a chart; numbers have one decimal, so that every machine
draws the same.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from math import ceil, floor, log10
from typing import Final, TypeAlias
from unicodedata import east_asian_width

from aijournal.analysis.estimate import Estimate
from aijournal.analysis.sentences import MINUS, say
from aijournal.export.chart import Chart, ChartForm, Unit
from aijournal.export.plain_text import one_line

WIDTH: Final = 640.0
TYPE_SIZE: Final = 12.0
_MOST_LEVELS = 5
_HOUR = 60
_LONGEST_NAME = 26  # narrow letters
_AXIS = 26.0  # the height of the words below a chart
_BASELINE = 4.2  # from the middle of small letters and capitals to where they stand
# Of the dots
_LEFT, _RIGHT, _TOP, _HEIGHT = 40.0, 8.0, 10.0, 190.0
_NAME_ROOM = 62.0
_BAND, _BAND_SHARE, _DOT = 14.0, 0.5, 3.5
# Of the bars
_NAMES, _ROW, _BAR, _CAP = 176.0, 28.0, 12.0, 4.0


class Tone(Enum):
    """What something is drawn in: that of the text, fainter, or what stands for gained and for lost."""

    INK = "ink"
    SOFT = "soft"
    FAINT = "faint"
    GAINED = "gained"
    LOST = "lost"


class Anchor(Enum):
    """Which end of words stands at their place."""

    START = "start"
    MIDDLE = "middle"
    END = "end"


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line."""

    x1: float
    y1: float
    x2: float
    y2: float
    width: float
    tone: Tone


@dataclass(frozen=True, slots=True)
class Box:
    """A filled rectangle with round corners; `opacity` is from 0 to 1."""

    x: float
    y: float
    width: float
    height: float
    radius: float
    tone: Tone
    opacity: float = 1.0


@dataclass(frozen=True, slots=True)
class Dot:
    """A filled circle around a point."""

    x: float
    y: float
    radius: float
    tone: Tone


@dataclass(frozen=True, slots=True)
class Words:
    """Words on one line that stand on `y`."""

    x: float
    y: float
    text: str
    anchor: Anchor
    tone: Tone


Shape: TypeAlias = Line | Box | Dot | Words


@dataclass(frozen=True, slots=True)
class Drawing:
    """Shapes in the order in which they are drawn, and the size of the sheet that they lie on."""

    width: float
    height: float
    shapes: tuple[Shape, ...]


@dataclass(frozen=True, slots=True)
class _Axis:
    """The figures from `low` to `high`, zero among them, laid onto the stretch from `begin` to `end`."""

    low: float
    high: float
    begin: float
    end: float

    def at(self, figure: float) -> float:
        share = (figure - self.low) / (self.high - self.low)
        return _placed(self.begin + share * (self.end - self.begin))


def drawing(chart: Chart) -> Drawing:
    """Return a chart as shapes; raises `ValueError` where it has no figure at all."""
    if not chart.known:
        raise ValueError("a chart without a figure has nothing to draw")
    if chart.form is ChartForm.DOTS:
        return Drawing(WIDTH, _TOP + _HEIGHT + _AXIS, tuple(_dots(chart)))
    return Drawing(WIDTH, len(chart.rows) * _ROW + _AXIS, tuple(_bars(chart)))


def _dots(chart: Chart) -> Iterator[Shape]:
    bottom = _TOP + _HEIGHT
    axis = _axis(chart, bottom, _TOP)
    for level, name in _levels(axis, chart.unit):
        y = axis.at(level)
        yield Line(_LEFT, y, WIDTH - _RIGHT, y, 1.0, Tone.FAINT if level else Tone.SOFT)
        yield Words(_LEFT - 8, _placed(y + _BASELINE), name, Anchor.END, Tone.SOFT)
    slot = (WIDTH - _LEFT - _RIGHT) / len(chart.rows)
    middles = [_placed(_LEFT + (number + 0.5) * slot) for number in range(len(chart.rows))]
    every = ceil(_NAME_ROOM / slot)
    for number, (row, x) in enumerate(zip(chart.rows, middles, strict=True)):
        if number % every == 0:
            yield Words(x, bottom + 18, row.name, Anchor.MIDDLE, Tone.SOFT)
        if row.estimate is None:
            yield Words(x, _placed(axis.at(0.0) - 5), say("report.none"), Anchor.MIDDLE, Tone.SOFT)
        else:
            yield from _dot(row.estimate, axis, x, min(_BAND, slot * _BAND_SHARE))


def _dot(estimate: Estimate, axis: _Axis, x: float, width: float) -> Iterator[Shape]:
    top, bottom = axis.at(estimate.high), axis.at(estimate.low)
    tone = _tone(estimate)
    height = _placed(max(bottom - top, 1.0))
    yield Box(_placed(x - width / 2), top, _placed(width), height, 3.0, tone, 0.4)
    yield Dot(x, axis.at(estimate.point), _DOT, tone)


def _bars(chart: Chart) -> Iterator[Shape]:
    bottom = len(chart.rows) * _ROW
    axis = _axis(chart, _NAMES, WIDTH - 2 * _RIGHT)
    for level, name in _levels(axis, chart.unit):
        x = axis.at(level)
        yield Line(x, 0.0, x, bottom, 1.0, Tone.FAINT if level else Tone.SOFT)
        yield Words(x, bottom + 18, name, Anchor.MIDDLE, Tone.SOFT)
    for number, row in enumerate(chart.rows):
        middle = _placed((number + 0.5) * _ROW)
        line = _placed(middle + _BASELINE)
        yield Words(0.0, line, _shortened(one_line(row.name)), Anchor.START, Tone.INK)
        if row.estimate is None:
            missing = say("trend.gap.too_few")
            yield Words(_placed(axis.at(0.0) + 6), line, missing, Anchor.START, Tone.SOFT)
        else:
            yield from _bar(row.estimate, axis, middle)


def _bar(estimate: Estimate, axis: _Axis, y: float) -> Iterator[Shape]:
    begin, end = sorted((axis.at(0.0), axis.at(estimate.point)))
    low, high = axis.at(estimate.low), axis.at(estimate.high)
    yield Box(begin, y - _BAR / 2, _placed(end - begin), _BAR, 2.0, _tone(estimate), 0.8)
    yield Line(low, y, high, y, 1.5, Tone.INK)
    for x in (low, high):
        yield Line(x, y - _CAP, x, y + _CAP, 1.5, Tone.INK)


def _tone(estimate: Estimate) -> Tone:
    return Tone.LOST if estimate.point < 0 else Tone.GAINED


def _axis(chart: Chart, begin: float, end: float) -> _Axis:
    estimates = [estimate for _, estimate in chart.known]
    low = min(0.0, *(one.low for one in estimates), *(one.point for one in estimates))
    high = max(0.0, *(one.high for one in estimates), *(one.point for one in estimates))
    return _Axis(low, high if high > low else low + 1.0, begin, end)


def _levels(axis: _Axis, unit: Unit) -> Sequence[tuple[float, str]]:
    """Return the round figures within an axis at which it has a line, and how they are written."""
    span = axis.high - axis.low
    in_hours = unit is Unit.MINUTES and span >= 2 * _HOUR
    scale = _HOUR if in_hours else 1
    step = _round_step(span / scale / _MOST_LEVELS)
    digits = max(0, -floor(log10(step)))
    numbers = range(ceil(axis.low / scale / step - 1e-9), floor(axis.high / scale / step + 1e-9) + 1)
    ending = "" if unit is not Unit.MINUTES else " h" if in_hours else " min"
    return [(number * step * scale, f"{_signed(number * step, digits)}{ending}") for number in numbers]


def _round_step(least: float) -> float:
    """Return the smallest of 1, 2, 5, 10, 20 and so on that is not below."""
    power = 10.0 ** floor(log10(least))
    return next(factor * power for factor in (1, 2, 5, 10) if factor * power >= least * (1 - 1e-9))


def _signed(number: float, digits: int) -> str:
    return f"{number:.{digits}f}".replace("-", MINUS)


def _shortened(name: str) -> str:
    """Return a name that fits before its bar; its whole stands in the table."""
    taken = 0
    for at, letter in enumerate(name):
        taken += 2 if east_asian_width(letter) in "WF" else 1
        if taken > _LONGEST_NAME:
            return f"{name[: max(0, at - 1)].rstrip()}…"
    return name


def _placed(length: float) -> float:
    return round(length, 1)
