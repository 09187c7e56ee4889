"""What a journal holds, row by row, so that two moments of it can be compared."""

from aijournal.domain.entry_filter import EVERYTHING
from aijournal.journal.journal import Journal
from aijournal.journal.sql_text import compose

Dump = dict[str, list[tuple[object, ...]]]

_TABLES = (
    *("interaction", "exchange", "call", "assessment", "interaction_tag", "event_mark", "token_slot"),
    *("trash", "trash_interaction", "trash_exchange", "trash_call", "trash_assessment"),
    *("trash_interaction_tag", "tombstone", "task_type", "bottleneck", "other_work", "signal_pause"),
    "saved_view",
)


def dump(journal: Journal) -> Dump:
    """Return all that acts can change, with the search index and without the acts themselves."""
    queries = {table: compose("SELECT * FROM", table) for table in _TABLES}
    queries["entry_text"] = "SELECT rowid, title, note, tags FROM entry_text"
    return {
        table: sorted(journal._db.execute(query).fetchall(), key=repr) for table, query in queries.items()
    }


def assert_sums_fit(journal: Journal) -> None:
    """Assert that every kept sum is what its calls come to, and that nothing hangs in the air."""
    one = journal._db.execute
    assert one("PRAGMA foreign_key_check").fetchall() == []
    one("INSERT INTO entry_text (entry_text) VALUES ('integrity-check')")
    by_call = one("SELECT count(*), sum(input_tokens), sum(output_tokens) FROM call").fetchone()
    by_slot = one("SELECT sum(calls), sum(input_tokens), sum(output_tokens) FROM token_slot").fetchone()
    assert (by_slot[0] or 0, *by_slot[1:]) == by_call
    assert (
        one(
            "SELECT interaction.id FROM interaction WHERE source IS NOT NULL AND (calls, coalesce("
            "input_tokens, 0), coalesce(output_tokens, 0)) IS NOT (SELECT count(call.id), coalesce("
            "sum(call.input_tokens), 0), coalesce(sum(call.output_tokens), 0) FROM exchange LEFT JOIN call "
            "ON exchange_id = exchange.id WHERE interaction_id = interaction.id)"
        ).fetchall()
        == []
    )
    total = journal.totals(EVERYTHING).total
    assert total.calls == by_call[0]
    assert (
        sum(day.interactions for day in journal.value_days(EVERYTHING))
        == one("SELECT count(*) FROM interaction WHERE is_prompted").fetchone()[0]
    )
