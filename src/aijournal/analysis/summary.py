"""The report of a period: what the screen and every export of it have in common."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from aijournal.analysis.guards import GUARDS, Figure
from aijournal.analysis.room import Room, room_of
from aijournal.analysis.value import ValueReport, value_of
from aijournal.domain.period import Period
from aijournal.domain.tokens import TokenWeights
from aijournal.domain.tools import TOOLS
from aijournal.domain.totals import TokenTotals, ValueDay

_BUILT_IN = frozenset(tool.name for tool in TOOLS)


@dataclass(frozen=True, slots=True)
class Report:
    """A period in figures; nothing in it names a project, a task or anything that a person wrote.

    `period` is what was asked for, `covered` the first and the last local day on which anything happened.
    `tools` has a row for each tool of the built-in list with enough rated interactions, by name; all others
    share the last row, whose key is `None`. Where no tool has enough, there are no rows. `weights` and
    `prices_as_of` are the constants behind the figures.
    """

    period: Period
    covered: Period
    value: ValueReport
    tools: tuple[ValueReport, ...]
    tokens: TokenTotals
    weights: TokenWeights
    prices_as_of: date


def summarise(
    period: Period,
    days_by_tool: Iterable[ValueDay],
    tokens: TokenTotals,
    weights: TokenWeights,
    prices_as_of: date,
    today: date | None = None,
) -> Report:
    """Return the report of a period from its days, keyed by tool, and its token totals."""
    days, room = tuple(days_by_tool), room_of(period, today)
    return Report(
        period=period,
        covered=_covered(days),
        value=value_of(None, days, room),
        tools=_tools(days, room),
        tokens=tokens,
        weights=weights,
        prices_as_of=prices_as_of,
    )


def _covered(days: Sequence[ValueDay]) -> Period:
    if not days:
        return Period()
    return Period(min(day.day for day in days), max(day.day for day in days))


def _tools(days: Sequence[ValueDay], room: Room) -> tuple[ValueReport, ...]:
    rated: dict[str | None, int] = defaultdict(int)
    for day in days:
        rated[day.key] += day.rated
    enough = GUARDS[Figure.RATE].interactions
    shown = sorted(key for key in rated if key in _BUILT_IN and rated[key] >= enough)
    rows = [value_of(key, [day for day in days if day.key == key], room) for key in shown]
    others = [day for day in days if day.key not in shown]
    return (*rows, value_of(None, others, room)) if rows and others else tuple(rows)
