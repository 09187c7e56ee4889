"""Which charts a report has, and what they show: value over time, and minutes by group."""

from collections.abc import Iterable, Sequence

from aijournal.analysis.estimate import Estimate
from aijournal.analysis.guards import GUARDS, Figure
from aijournal.analysis.sentences import say
from aijournal.analysis.value import ValueReport
from aijournal.export.chart import Chart, ChartForm, ChartRow, RestsOn, Unit

_FEWEST_ROWS = 2  # one alone is a sentence


def value_chart(rows: Sequence[ValueReport]) -> tuple[Chart, ...]:
    """Return the chart of value over time, or none where no stretch of it has enough judged."""
    what = _stretch(rows[0].key or "") if rows else ""
    shown = tuple(_value_row(row) for row in rows)
    return _chart(ChartForm.DOTS, Unit.PER_MILLION, what, shown)


def minutes_chart(rows: Iterable[tuple[str, ValueReport]], what: str) -> tuple[Chart, ...]:
    """Return the chart of net minutes by the names that the groups are told by, or none as above.

    `what` they are is "bottlenecks" or "tasks".
    """
    return _chart(ChartForm.BARS, Unit.MINUTES, what, tuple(_minutes_row(name, row) for name, row in rows))


def _chart(form: ChartForm, unit: Unit, what: str, rows: tuple[ChartRow, ...]) -> tuple[Chart, ...]:
    known = sum(row.estimate is not None for row in rows)
    if len(rows) < _FEWEST_ROWS or not known:
        return ()
    sentence = say(f"report.chart.{what}", known=str(known), count=str(len(rows)))
    title, heading = say(f"report.chart.{unit.value}"), say(f"report.column.{what}")
    return (Chart(form, unit, title, sentence, heading, rows),)


def _stretch(key: str) -> str:
    """Return what a stretch of time is, by its key: `2026-03`, `2026-Q1` or `2026`."""
    if "-" not in key:
        return "years"
    return "quarters" if "Q" in key else "months"


def _value_row(row: ValueReport) -> ChartRow:
    estimate = _estimate(row.vpt, row.vpt_low, row.vpt_high)
    return _row(row.key or "", row, estimate, _rests_on(row, row.paired, row.days), row.vpt_guard)


def _minutes_row(name: str, row: ValueReport) -> ChartRow:
    estimate = _estimate(row.net_minutes, row.net_low, row.net_high)
    missing = say("value.net_unknown") if row.net_minutes is None else row.net_guard
    return _row(name, row, estimate, _rests_on(row, row.valued, None), missing)


def _row(
    name: str, row: ValueReport, estimate: Estimate | None, rests_on: RestsOn, guard: str | None
) -> ChartRow:
    if row.rated < GUARDS[Figure.RATE].interactions:
        return ChartRow(name, guard=say("report.too_few"))
    if estimate is None:
        return ChartRow(name, rests_on=rests_on, guard=guard or say("value.unknown"))
    return ChartRow(name, estimate, rests_on)


def _estimate(point: float | None, low: float | None, high: float | None) -> Estimate | None:
    return None if point is None or low is None or high is None else Estimate(point, low, high)


def _rests_on(row: ValueReport, n: int, days: int | None) -> RestsOn:
    return RestsOn(n, days, row.rated, row.interactions, row.coverage_tokens, row.tier)
