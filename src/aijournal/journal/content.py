"""What a journal holds, told in short: its rows, a sign that changes with them, and how two differ."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlcipher3 import dbapi2 as sqlite

from aijournal.journal.instants import from_ms
from aijournal.journal.sql_text import compose

# One row of any of these is something that could be lost.
_WORTH_KEEPING = ("interaction", "event_mark", "trash", "picked_item", "review_text", "kept_name", "trial")

COUNTED = ("interaction", "assessment", "exchange", "call", "interaction_tag", "event_mark", "trash")

# Each is answered at once in a journal of any size. Every act of a person is an undo step, and a reading that
# brought something shows in its run; what is being typed (drafts) is no content yet.
_SIGNS = {
    "undo_step": "SELECT max(id), max(at), count(*), sum(is_undone) FROM undo_step",
    "import_run": "SELECT sum(imported) FROM import_run",
    "interaction": "SELECT max(id) FROM interaction",
    "exchange": "SELECT max(id) FROM exchange",
    "call": "SELECT max(id) FROM call",
    "event_mark": "SELECT max(id), count(*) FROM event_mark",
    "trash": "SELECT max(id), count(*) FROM trash",
    "tombstone": "SELECT count(*) FROM tombstone",
    # Draws and clocks are no acts.
    "trial_task": "SELECT max(id), count(*) FROM trial_task",
    "trial_stretch": "SELECT max(id), round(total(minutes), 3), total(is_running) FROM trial_stretch",
}

# What a person says: the words on an entry and the verdict; not when or where it was said.
_SAID = (
    *(f"interaction.{name}" for name in ("title", "project", "task", "url")),
    *(
        f"assessment.{name}"
        for name in (
            *("outcome", "is_unsure", "need", "net_minutes", "rework_minutes", "unaided_minutes"),
            *("forecast_without_minutes", "forecast_with_minutes", "accepted", "would_do_again"),
            *("bottleneck", "is_new_work", "quality", "motive", "unblocked", "note", "confidence"),
            *("left_me", "useful_exchange_id"),
        )
    ),
)


@dataclass(frozen=True, slots=True)
class ComparedEntry:
    """Enough of an entry to recognise it."""

    uid: str
    started_at: datetime
    title: str | None


@dataclass(frozen=True, slots=True)
class Difference:
    """How the entries of two journals differ, newest first; `changed` have other words or verdicts."""

    only_here: tuple[ComparedEntry, ...]
    only_there: tuple[ComparedEntry, ...]
    changed: tuple[ComparedEntry, ...]


def count_rows(connection: sqlite.Connection) -> Mapping[str, int]:
    """Return how many rows each table of content has; an older journal lacks some tables."""
    present = _tables(connection)
    return {
        table: connection.execute(compose("SELECT count(*) FROM", table)).fetchone()[0]
        for table in COUNTED
        if table in present
    }


def state_of(connection: sqlite.Connection) -> str:
    """Return a short text that is another one whenever the content has changed."""
    present = _tables(connection)
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    signs = (
        f"{table}:{','.join(str(value or 0) for value in connection.execute(query).fetchone())}"
        for table, query in _SIGNS.items()
        if table in present
    )
    return ";".join((f"v{version}", *signs))


def is_empty(connection: sqlite.Connection) -> bool:
    """Whether there is nothing in a journal that could be lost."""
    kept = [table for table in _WORTH_KEEPING if table in _tables(connection)]
    queries = (compose("SELECT 1 FROM", table, "LIMIT 1") for table in kept)
    return not any(connection.execute(query).fetchone() for query in queries)


def compare(here: sqlite.Connection, there: sqlite.Connection) -> Difference:
    """Compare the entries of two journals."""
    ours, theirs = dict(_entries(here)), dict(_entries(there))
    return Difference(
        only_here=_newest_first(ours[one][0] for one in ours.keys() - theirs.keys()),
        only_there=_newest_first(theirs[one][0] for one in theirs.keys() - ours.keys()),
        changed=_newest_first(
            ours[one][0] for one in ours.keys() & theirs.keys() if ours[one][1] != theirs[one][1]
        ),
    )


def _tables(connection: sqlite.Connection) -> frozenset[str]:
    rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    return frozenset(name for (name,) in rows)


def _entries(connection: sqlite.Connection) -> Iterator[tuple[str, tuple[ComparedEntry, tuple[object, ...]]]]:
    """Yield each entry by its uid, with what the person said about it."""
    rows = connection.execute(
        compose(
            "SELECT interaction.uid, interaction.started_at, interaction.title,",
            "(SELECT group_concat(tag, char(31) ORDER BY tag) FROM interaction_tag",
            "WHERE interaction_id = interaction.id),",
            ", ".join(_SAID),
            "FROM interaction LEFT JOIN assessment ON assessment.interaction_id = interaction.id",
        )
    )
    for uid, started_at, title, *said in rows:
        yield uid, (ComparedEntry(uid, from_ms(started_at), title), tuple(said))


def _newest_first(entries: Iterator[ComparedEntry]) -> tuple[ComparedEntry, ...]:
    return tuple(sorted(entries, key=lambda entry: (entry.started_at, entry.uid), reverse=True))
