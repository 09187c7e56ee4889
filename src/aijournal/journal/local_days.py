"""Local days in SQL: a zone's offset as a CASE over its changes, so that grouping stays in the engine."""

from zoneinfo import ZoneInfo

from aijournal.domain.totals import GroupBy
from aijournal.journal.instants import SLOT_MS, from_ms

_STEP_MS = 24 * 60 * 60 * 1000


def day_expression(column: str, zone: ZoneInfo, first_ms: int, last_ms: int) -> str:
    """Return SQL for the local day (`YYYY-MM-DD`) of a column of milliseconds between two instants."""
    offset = _offset_case(column, _changes(zone, first_ms, last_ms))
    return f"date(({column} + {offset}) / 1000, 'unixepoch')"


def day_group(day: str, by: GroupBy) -> str:
    """Return SQL for the group of a day: itself, the Monday of its week (`YYYY-MM-DD`), or `YYYY-MM`."""
    if by is GroupBy.WEEK:
        return f"date({day}, 'weekday 0', '-6 days')"
    return f"substr({day}, 1, 7)" if by is GroupBy.MONTH else day


def _offset_case(column: str, changes: list[tuple[int, int]]) -> str:
    (_, first_offset), later = changes[0], changes[1:]
    if not later:
        return str(first_offset)
    cases = " ".join(f"WHEN {column} >= {start} THEN {offset}" for start, offset in reversed(later))
    return f"CASE {cases} ELSE {first_offset} END"


def _changes(zone: ZoneInfo, first_ms: int, last_ms: int) -> list[tuple[int, int]]:
    """Return (instant, offset in ms from it on) for every change of a zone's offset in a range.

    Zones change on whole quarter-hours, so the search ends at that grain; looking once a day finds every
    change, because no zone changes twice within one.
    """
    changes = [(first_ms, _offset(zone, first_ms))]
    at = first_ms
    while at < last_ms:
        following = min(at + _STEP_MS, last_ms)
        if _offset(zone, following) != changes[-1][1]:
            start = _first_with_other_offset(zone, at, following)
            changes.append((start, _offset(zone, start)))
        at = following
    return changes


def _first_with_other_offset(zone: ZoneInfo, low: int, high: int) -> int:
    before = _offset(zone, low)
    low_slot, high_slot = low // SLOT_MS, -(-high // SLOT_MS)
    while high_slot - low_slot > 1:
        middle = (low_slot + high_slot) // 2
        if _offset(zone, middle * SLOT_MS) == before:
            low_slot = middle
        else:
            high_slot = middle
    return high_slot * SLOT_MS


def _offset(zone: ZoneInfo, at_ms: int) -> int:
    offset = from_ms(at_ms).astimezone(zone).utcoffset()
    return int(offset.total_seconds()) * 1000 if offset else 0
