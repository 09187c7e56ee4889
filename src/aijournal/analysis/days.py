"""Rows of local days, put together so that each day is one cluster."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from aijournal.analysis.intervals import exact_sum
from aijournal.domain.totals import ValueDay

_COUNTS = (
    "interactions",
    "assessed",
    "rated",
    "helped",
    "hurt",
    "valued",
    "paired",
    "without_weight",
    "rework_unknown",
    "audited",
    "audited_rated",
    "audited_helped",
    "priced",
    "new_work",
    "reworked",
    "weighed",
)
_SUMS = (
    "net_minutes",
    "paired_net_minutes",
    "paired_weight",
    "weight",
    "rated_weight",
    "priced_net_minutes",
    "new_work_weight",
    "gained_minutes",
    "relieved_minutes",
    "rework_minutes",
)


def merged_days(days: Iterable[ValueDay]) -> tuple[ValueDay, ...]:
    """Return one row for each local day, in order of time and without a key."""
    rows: dict[date, list[ValueDay]] = defaultdict(list)
    for row in days:
        rows[row.day].append(row)
    return tuple(_merged(day, rows[day]) for day in sorted(rows))


def whole_of(days: Sequence[ValueDay]) -> ValueDay:
    """Return the sums over days, none included; its own day is the last of them."""
    return _merged(max((row.day for row in days), default=date.min), days)


def _merged(day: date, rows: Sequence[ValueDay]) -> ValueDay:
    if len(rows) == 1 and rows[0].key is None:
        return rows[0]
    sums: dict[str, Any] = {
        **{name: sum(getattr(row, name) for row in rows) for name in _COUNTS},
        **{name: exact_sum(getattr(row, name) for row in rows) for name in _SUMS},
    }
    return ValueDay(key=None, day=day, cost_usd=_known_cost(rows), **sums)


def _known_cost(rows: Sequence[ValueDay]) -> Decimal | None:
    known = [row.cost_usd for row in rows if row.cost_usd is not None]
    return sum(known, Decimal()) if known else None
