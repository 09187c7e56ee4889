"""A chart of a report as what it shows, however it is drawn, and the table that says the same.

A row cannot hold a figure without its range and what it rests on, nor be without one and not say why.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from aijournal.analysis.estimate import Estimate
from aijournal.analysis.sentences import plain_number, say, say_count
from aijournal.analysis.value import Tier
from aijournal.analysis.value_sentences import hours_text, share_text

NOTHING: Final = say("report.none")


class Unit(StrEnum):
    """What the figures of a chart are in: net minutes, or those per million weighted tokens."""

    MINUTES = "minutes"
    PER_MILLION = "per_million"


class ChartForm(StrEnum):
    """How a chart is drawn: a dot with its band for each stretch of time, or a bar for each group."""

    DOTS = "dots"
    BARS = "bars"


@dataclass(frozen=True, slots=True)
class RestsOn:
    """What a figure rests on: `n` interactions, on so many `days` where these are its clusters.

    Coverage is `rated` of `interactions`, and `coverage_tokens` of their tokens, `None` where none are known.
    """

    n: int
    days: int | None
    rated: int
    interactions: int
    coverage_tokens: float | None
    tier: Tier


@dataclass(frozen=True, slots=True)
class ChartRow:
    """One figure by name, with its range and what it rests on, or the `guard` that holds it back.

    Raises `ValueError` for a figure that lacks any of them.
    """

    name: str
    estimate: Estimate | None = None
    rests_on: RestsOn | None = None
    guard: str | None = None

    def __post_init__(self) -> None:
        is_whole = self.rests_on is not None and self.guard is None
        if not is_whole if self.estimate is not None else not self.guard:
            raise ValueError("a figure needs what it rests on, and what is held back needs a reason")


@dataclass(frozen=True, slots=True)
class Chart:
    """Rows in the order in which they are drawn; `heading` says what they are called by."""

    form: ChartForm
    unit: Unit
    title: str
    sentence: str
    heading: str
    rows: tuple[ChartRow, ...]

    @property
    def known(self) -> tuple[tuple[ChartRow, Estimate], ...]:
        """The rows with a figure, and their figures."""
        return tuple((row, row.estimate) for row in self.rows if row.estimate is not None)


@dataclass(frozen=True, slots=True)
class Table:
    """A table in words; the first cell of a row is a name, which may be the person's own."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def twin(chart: Chart) -> Table:
    """Return the table that says the same as a chart, to the digits that a person needs.

    Where a figure is held back, the reason stands in place of its range.
    """
    columns = chart.unit.value, "range", "rests_on", "rated", "tokens", "tier"
    headings = (chart.heading, *(say(f"report.column.{name}") for name in columns))
    rows = tuple((row.name, *_figure(row, chart.unit), *_basis(row.rests_on)) for row in chart.rows)
    return Table(headings, rows)


def _figure(row: ChartRow, unit: Unit) -> tuple[str, str]:
    estimate = row.estimate
    if estimate is None:
        return NOTHING, row.guard or NOTHING
    low, point, high = (
        hours_text(number) if unit is Unit.MINUTES else plain_number(number, beside=estimate.point)
        for number in (estimate.low, estimate.point, estimate.high)
    )
    return point, say("report.range", low=low, high=high)


def _basis(rests_on: RestsOn | None) -> tuple[str, str, str, str]:
    if rests_on is None:
        return NOTHING, NOTHING, NOTHING, NOTHING
    n, days, tokens = str(rests_on.n), rests_on.days, rests_on.coverage_tokens
    return (
        n if days is None else say_count("report.n_of_days", days, n=n),
        say("report.rated_of", rated=str(rests_on.rated), interactions=str(rests_on.interactions)),
        NOTHING if tokens is None else share_text(tokens),
        rests_on.tier.value.capitalize(),
    )
