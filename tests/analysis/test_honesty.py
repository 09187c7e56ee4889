"""No figure without what it rests on: every number of every report has its count, or what holds it back.

Each report declares here which of its fields are figures and what belongs to them. A new number that is in no
row of a table fails the first test, so that nobody adds one without saying what it rests on.
"""

import dataclasses
import random
import typing
from collections.abc import Mapping, Sequence
from datetime import timedelta
from decimal import Decimal
from types import NoneType, UnionType
from typing import Any

import pytest

from aijournal.analysis.cells import CellRate, CellRow, CellTable, cell_table
from aijournal.analysis.change import Change, change
from aijournal.analysis.mirror import Matters, Seen, mirror
from aijournal.analysis.relief import Relief
from aijournal.analysis.signals.signal import Signal
from aijournal.analysis.trend import Trend, TrendPoint, trend
from aijournal.analysis.value import ValueReport, ValueTable, value_report
from aijournal.analysis.value_sentences import value_sentences
from aijournal.domain.mirror import SeenDay
from aijournal.domain.period import ALL_TIME
from aijournal.domain.totals import CellTotals, GroupBy, ValueDay
from tests.analysis.builders import MONDAY, drawn_days


@dataclasses.dataclass(frozen=True)
class Figure:
    """What belongs to a figure: its range, its counts, its coverage, and what holds it back."""

    range: tuple[str, str] | None = None
    rests_on: tuple[str, ...] = ()
    coverage: str | None = None
    guard: str | None = None


_VALUED = "coverage_interactions"
# Figures of a report by their field. Ends of ranges, counts and coverage are named in them.
FIGURES: Mapping[type, Mapping[str, Figure]] = {
    ValueReport: {
        "net_minutes": Figure(("net_low", "net_high"), ("valued",), _VALUED, "net_guard"),
        "vpt": Figure(("vpt_low", "vpt_high"), ("paired", "days"), "coverage_tokens", "vpt_guard"),
        "vpt_all_tokens": Figure(None, ("paired", "days"), "coverage_tokens", "vpt_guard"),
        "weighted_tokens": Figure(None, ("paired",), "coverage_tokens", "vpt_guard"),
        "minutes_per_usd": Figure(("per_usd_low", "per_usd_high"), ("priced",), _VALUED),
        "helped_rate": Figure(("helped_low", "helped_high"), ("rated",), _VALUED, "rate_guard"),
        "hurt_rate": Figure(("hurt_low", "hurt_high"), ("rated",), _VALUED, "rate_guard"),
        "bound_low": Figure(None, ("rated", "interactions"), _VALUED, "rate_guard"),
        "bound_high": Figure(None, ("rated", "interactions"), _VALUED, "rate_guard"),
        "audit_rate": Figure(("audit_low", "audit_high"), ("audited", "audited_rated"), "audit_answered"),
        "coverage_interactions": Figure(None, ("interactions",)),
        "coverage_tokens": Figure(None, ("interactions",)),
        "rework_minutes": Figure(None, ("reworked",)),
    },
    TrendPoint: {
        "vpt": Figure(("low", "high"), ("effective_days",), "coverage_tokens"),
        "coverage_tokens": Figure(None, ("effective_days",)),
    },
    Seen: {
        "cost_usd": Figure(None, ("calls",)),
        "working_day_share": Figure(None, ("working_days",)),
        "tokens_per_week": Figure(None, ("days",)),
    },
    Relief: {
        "share": Figure(None, ("n",), None, "guard"),
        "relieved_minutes": Figure(None, ("n",), None, "guard"),
        "gained_minutes": Figure(None, ("n",), None, "guard"),
    },
    Matters: {"new_work_weight": Figure(None, ("new_work",))},
    Signal: {
        "value": Figure(None, ("n",), None, "guard"),
        "threshold": Figure(None, ("n",), None),
        "coverage": Figure(None, ("n",)),
    },
    CellRate: {"shrunk": Figure(("low", "high"))},  # its row holds the counts
    CellTable: {"coverage": Figure(None, ("interactions",))},
}
_ENDS_OF_NO_POINT = {Signal: {"low", "high"}, CellRate: {"raw"}}  # of a difference; beside its own drawing


def _number_fields(kind: type) -> set[str]:
    """Return the fields that hold a number with a fraction, which a count never does."""
    hints = typing.get_type_hints(kind)
    found = set()
    for name, hint in hints.items():
        parts = set(typing.get_args(hint)) if isinstance(hint, UnionType) else {hint}
        if parts - {NoneType} <= {float, Decimal} and parts - {NoneType}:
            found.add(name)
    return found


def _declared(kind: type) -> set[str]:
    figures = FIGURES[kind]
    ends = {end for figure in figures.values() for end in figure.range or ()}
    counts = {name for figure in figures.values() for name in (*figure.rests_on, figure.coverage) if name}
    return figures.keys() | ends | (counts & _number_fields(kind)) | _ENDS_OF_NO_POINT.get(kind, set())


@pytest.mark.parametrize("kind", FIGURES, ids=lambda kind: kind.__name__)
def test_every_number_of_a_report_is_declared(kind: type) -> None:
    assert _number_fields(kind) == _declared(kind) & _number_fields(kind)
    fields = {field.name for field in dataclasses.fields(kind)}
    assert _declared(kind) <= fields
    guards = {figure.guard for figure in FIGURES[kind].values() if figure.guard}
    assert guards <= fields


def _check(report: Any) -> int:
    """Make sure that every figure of a report has what belongs to it, and return how many are shown."""
    shown = 0
    for name, figure in FIGURES[type(report)].items():
        value = getattr(report, name)
        counts = [getattr(report, count) for count in figure.rests_on]
        if value is None:
            guard = getattr(report, figure.guard) if figure.guard else None
            assert guard or not figure.guard or not all(counts), f"{name} is missing without a word"
            continue
        shown += 1
        assert all(count is not None and count >= 0 for count in counts), name
        assert not counts or any(counts) or value == 0, f"{name} rests on nothing"
        assert figure.coverage is None or getattr(report, figure.coverage) is not None, name
        if figure.range and getattr(report, figure.range[0]) is None:
            assert figure.guard is None or getattr(report, figure.guard), f"{name} has no range and no guard"
    return shown


def _history(seed: int, days: int) -> Sequence[ValueDay]:
    return drawn_days(seed, days, ("review", "tests", None))


@pytest.mark.parametrize("days", [0, 1, 4, 9, 30, 200])
@pytest.mark.parametrize("seed", range(6))
def test_every_figure_stands_with_what_it_rests_on(seed: int, days: int) -> None:
    rows = _history(seed, days)
    table: ValueTable = value_report(rows, GroupBy.TASK)
    assert (sum(_check(row) for row in (*table.rows, table.total)) > 0) is bool(rows)
    found: Trend = trend(rows, MONDAY + timedelta(days=max(0, days - 1)))
    assert all(_check(point) >= 0 for point in found.points)
    assert found.guard or any(point.vpt is not None for point in found.points)


@pytest.mark.parametrize("days", [0, 9, 200])
def test_the_mirror_stands_with_what_it_rests_on(days: int) -> None:
    source = random.Random(days)
    rows = _history(3, days)
    today = MONDAY + timedelta(days=max(0, days - 1))
    seen = [
        SeenDay(row.day, source.randint(1, 10**6), 3, Decimal("0.5"))
        for row in rows[:: max(1, len(rows) // 40)]
    ]
    found = mirror(ALL_TIME, seen, rows, (), today)
    for report in (found.seen, found.matters, found.matters.relief, found.matters.value, *found.signals):
        _check(report)
    assert all(signal.sentence for signal in found.signals)
    assert all(signal.guard for signal in found.signals if signal.value is None)


def test_cells_stand_with_their_counts() -> None:
    source = random.Random(1)
    cells = [
        CellTotals((f"task {n}",), rated := source.randint(0, 40), rated, source.randint(0, rated), 0)
        for n in range(30)
    ]
    table = cell_table(cells)
    _check(table)
    for row in table.rows:
        assert (row.helped_rate is None) is (row.rated == 0)
        if row.helped_rate is not None:
            assert _check(row.helped_rate) == 1
            assert row.helped_rate.low <= row.helped_rate.shrunk <= row.helped_rate.high
    assert isinstance(table.rows[0], CellRow)


@pytest.mark.parametrize("days", [0, 30, 180])
def test_a_quarter_is_compared_or_says_why_not(days: int) -> None:
    found: Change = change(_history(2, days), MONDAY + timedelta(days=max(1, days)))
    assert found.sentence
    assert (found.guard is None) or (found.direction is None)
    if found.comparison is None:
        assert found.guard
    _check(found.value)
    _check(found.value_before)


@pytest.mark.parametrize("days", [0, 4, 30])
def test_every_sentence_says_how_much_was_judged(days: int) -> None:
    total = value_report(_history(5, days), None).total
    sentences = value_sentences(total)
    assert len(sentences) >= 3
    for sentence in sentences:
        assert f"{total.rated} of {total.interactions} rated" in sentence or "answered" in sentence
        assert "Felt" in sentence
