"""Questions that must not walk a table which grows with the journal: the engine is asked for its plan."""

import pytest

from aijournal.domain.bulk_change import SetTask
from aijournal.domain.entry_filter import EVERYTHING, EntryFilter
from aijournal.journal.journal import Journal
from tests.journal import drawn_work
from tests.journal.builders import NOW


@pytest.fixture
def full(journal: Journal) -> Journal:
    drawn_work.fill(journal, seed=3)
    return journal


def plans_of(journal: Journal, part: str, asked: list[str]) -> list[str]:
    """Return how the engine goes about every statement that holds some words."""
    statements = [one for one in asked if part in one and not one.startswith("--")]
    assert statements
    rows = [journal._db.execute(f"EXPLAIN QUERY PLAN {one}").fetchall() for one in statements]
    return [row[-1] for plan in rows for row in plan]


def test_purging_walks_neither_the_trash_nor_what_undo_keeps(full: Journal) -> None:
    ids = list(full.numbers(EVERYTHING))
    full.bulk.change(ids, SetTask("writing"), NOW)
    full.trash.delete(ids[:9], NOW)
    asked: list[str] = []
    full._db.conn.set_trace_callback(asked.append)
    full.trash.purge(full.trash.uids(ids[:2]))
    full._db.conn.set_trace_callback(None)
    plans = plans_of(full, "undo_value WHERE row_id", asked) + plans_of(full, "named (uid)", asked)
    assert not [plan for plan in plans if plan.startswith(("SCAN undo_value", "SCAN trash_interaction"))]


def test_verdicts_are_looked_up_only_where_they_are_asked_for(full: Journal) -> None:
    asked: list[str] = []
    full._db.conn.set_trace_callback(asked.append)
    every, rated = full.totals(EVERYTHING).total, full.totals(EntryFilter(is_rated=True)).total
    full._db.conn.set_trace_callback(None)
    assert every.interactions > rated.interactions > 0
    counts = [one for one in asked if "sum(typed_tokens)" in one]
    assert ["JOIN assessment" in one for one in counts] == [False, True]


def test_the_highest_number_is_found_at_once(full: Journal) -> None:
    ids = list(full.numbers(EVERYTHING))
    full.bulk.change(ids, SetTask("writing"), NOW)
    plan = full._db.execute("EXPLAIN QUERY PLAN SELECT max(row_id) FROM undo_value").fetchall()
    assert [row[-1] for row in plan] == ["SEARCH undo_value USING COVERING INDEX undo_value_row"]
