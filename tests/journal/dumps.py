"""What a journal holds, row by row, so that two moments of it can be compared."""

from aijournal.domain.entry_filter import EVERYTHING
from aijournal.journal.journal import Journal
from aijournal.journal.sql_text import compose

Dump = dict[str, list[tuple[object, ...]]]

_TABLES = (
    *("interaction", "exchange", "call", "assessment", "interaction_tag", "event_mark", "token_slot"),
    *("trash", "trash_interaction", "trash_exchange", "trash_call", "trash_assessment"),
    *("trash_interaction_tag", "tombstone", "task_type", "bottleneck", "other_work", "signal_pause"),
    *("saved_view", "picked_item", "review_text", "kept_name"),
    *("trial", "trial_task", "trial_work", "trial_stretch", "trial_entry"),
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


_NUMBERS = {
    "interaction_id": "SELECT id, uid FROM interaction",
    "typed_id": "SELECT id, uid FROM interaction",
    "imported_id": "SELECT id, uid FROM interaction",
    "exchange_id": "SELECT id, source || ' ' || native_id FROM exchange",
    "useful_exchange_id": "SELECT id, source || ' ' || native_id FROM exchange",
    "model_id": "SELECT id, json_array(name, provider) FROM model",
    "main_model_id": "SELECT id, json_array(name, provider) FROM model",
    "source_file_id": "SELECT id, path FROM source_file",
    "trial_id": "SELECT id, uid FROM trial",
    "task_id": "SELECT id, uid FROM trial_task",
}
_LASTING = (
    *("interaction", "exchange", "call", "assessment", "interaction_tag", "event_mark", "token_slot"),
    *("tombstone", "task_type", "bottleneck", "other_work", "signal_pause", "saved_view", "journal_key"),
    *("joined_entry", "merged_entry", "picked_item", "review_text", "kept_name"),
    *("trial", "trial_task", "trial_work", "trial_stretch", "trial_entry"),
)
_OF_THIS_FILE = {"import_run_id", "checked_at", "priced_by"}


def lasting(journal: Journal) -> Dump:
    """Return all that is to outlive this file: rows named by what they are, and no trash.

    Entries keep their numbers, which people know; those of other rows mean nothing elsewhere.
    """
    names = {column: dict(journal._db.execute(query).fetchall()) for column, query in _NUMBERS.items()}
    found: Dump = {}
    for table in _LASTING:
        cursor = journal._db.execute(compose("SELECT * FROM", table))
        columns = [column for column, *_ in cursor.description]
        dropped = _OF_THIS_FILE if table == "interaction" else {*_OF_THIS_FILE, "id"}
        found[table] = sorted(
            (
                tuple(
                    names[column].get(value) if column in names else value
                    for column, value in zip(columns, row, strict=True)
                    if column not in dropped
                )
                for row in cursor.fetchall()
            ),
            key=repr,
        )
    found["other_work"] = [row for row in found["other_work"] if None not in row]  # of what was deleted
    found["entry_text"] = dump(journal)["entry_text"]
    return found
