"""The report of a period: what the screen and every export of it have in common."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from aijournal.analysis.change import Change, change
from aijournal.analysis.days import whole_of
from aijournal.analysis.experiment import Experiment
from aijournal.analysis.guards import GUARDS, Figure
from aijournal.analysis.own_trials import OwnTrials
from aijournal.analysis.relief import Relief, relief_of
from aijournal.analysis.room import Room, room_of
from aijournal.analysis.value import ValueReport, value_of
from aijournal.analysis.value_over_time import value_over_time
from aijournal.domain.period import Period
from aijournal.domain.tokens import TokenWeights
from aijournal.domain.totals import TokenTotals, ValueDay


@dataclass(frozen=True, slots=True)
class ReportDays:
    """What a report is made of: the days of a period by tool, by task type and by bottleneck.

    `by_quarter` are the days of this calendar quarter and the one before, by task type, whatever the period.
    `names_bottlenecks` says that the person named any for the period. `experiments` are the trials of it,
    and `trials` what all there are say of other figures.
    """

    by_tool: Sequence[ValueDay]
    by_task: Sequence[ValueDay] = ()
    by_bottleneck: Sequence[ValueDay] = ()
    by_quarter: Sequence[ValueDay] = ()
    names_bottlenecks: bool = False
    experiments: Sequence[Experiment] = ()
    trials: OwnTrials | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """A period in figures. Its rows have the journal's own names; what is written down has others.

    `period` is what was asked for, `covered` the first and the last local day on which anything happened.
    `tools`, `tasks` and `bottlenecks` have a row for each with enough rated interactions, by name; all others
    share the last row, whose key is `None`. Where none has enough, there are no rows. What was done at no
    bottleneck is in no row. `over_time` has a row for each month, or for longer stretches. `experiments` are
    the trials that touch the period, each as a whole; `trials` is what all of them, of whatever days, say of
    felt minutes. `weights` and `prices_as_of` are the constants behind the figures.
    """

    period: Period
    covered: Period
    value: ValueReport
    change: Change
    tools: tuple[ValueReport, ...]
    tasks: tuple[ValueReport, ...]
    bottlenecks: tuple[ValueReport, ...]
    over_time: tuple[ValueReport, ...]
    relief: Relief
    experiments: tuple[Experiment, ...]
    trials: OwnTrials | None
    tokens: TokenTotals
    weights: TokenWeights
    prices_as_of: date

    @property
    def unhelpful(self) -> tuple[ValueReport, ...]:
        """The task types in which AI hurt as often as it helped, or cost more minutes than it saved."""
        return tuple(row for row in self.tasks if row.key is not None and _is_unhelpful(row))


def summarise(
    period: Period,
    days: ReportDays,
    tokens: TokenTotals,
    weights: TokenWeights,
    prices_as_of: date,
    today: date,
) -> Report:
    """Return the report of a period from its days and its token totals."""
    room = room_of(period, today)
    at_bottlenecks = [day for day in days.by_bottleneck if day.key is not None]
    return Report(
        period=period,
        covered=_covered(days.by_tool),
        value=value_of(None, days.by_tool, room),
        change=change(days.by_quarter, today),
        tools=_groups(days.by_tool, room),
        tasks=_groups(days.by_task, room),
        bottlenecks=_groups(at_bottlenecks, room),
        over_time=value_over_time(days.by_tool, today, period),
        relief=relief_of(whole_of(days.by_tool), names_bottlenecks=days.names_bottlenecks),
        experiments=tuple(days.experiments),
        trials=days.trials,
        tokens=tokens,
        weights=weights,
        prices_as_of=prices_as_of,
    )


def _covered(days: Sequence[ValueDay]) -> Period:
    if not days:
        return Period()
    return Period(min(day.day for day in days), max(day.day for day in days))


def _groups(days: Iterable[ValueDay], room: Room) -> tuple[ValueReport, ...]:
    """Return a row for each group that has enough ratings, and one for the rest of them."""
    groups: dict[str | None, list[ValueDay]] = defaultdict(list)
    for day in days:
        groups[day.key].append(day)
    enough = GUARDS[Figure.RATE].interactions
    shown = sorted(
        key for key, rows in groups.items() if key is not None and sum(row.rated for row in rows) >= enough
    )
    rest = [day for key, rows in groups.items() if key not in shown for day in rows]
    rows = [value_of(key, groups[key], room) for key in shown]
    return (*rows, value_of(None, rest, room)) if rows and rest else tuple(rows)


def _is_unhelpful(row: ValueReport) -> bool:
    return row.hurt > 0 and (row.hurt >= row.helped or (row.net_minutes is not None and row.net_minutes < 0))
