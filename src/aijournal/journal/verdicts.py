"""What the person writes: entries logged by hand, verdicts, task types. All of it can be undone."""

from collections.abc import Collection
from dataclasses import fields, replace
from datetime import UTC, datetime, time, timedelta
from enum import Enum
from uuid import uuid4
from zoneinfo import ZoneInfo

from sqlite_utils import Database

from aijournal.domain.assessment import SAID, Assessment, Door, Outcome
from aijournal.domain.entry import Entry, EntryWords, Interaction
from aijournal.domain.entry_line import EntryLine
from aijournal.domain.wording import storable, storable_or_none
from aijournal.errors import AijournalError
from aijournal.journal.entries import Entries
from aijournal.journal.instants import to_ms
from aijournal.journal.names import model_id
from aijournal.journal.numbers import NEXT_INTERACTION
from aijournal.journal.search_index import index_entries
from aijournal.journal.sql_text import compose
from aijournal.journal.undo import TAGS, Undo, replace_tags

_LABELS = {
    Outcome.HURT_A_LOT: "Judged “hurt a lot”",
    Outcome.HURT: "Judged “hurt”",
    Outcome.NO_DIFFERENCE: "Judged “no difference”",
    Outcome.HELPED: "Judged “helped”",
    Outcome.HELPED_A_LOT: "Judged “helped a lot”",
    Outcome.UNSURE: "Judged “unsure”",
}


class Verdicts:
    """The person's own words; part of the journal, and used only by it."""

    def __init__(self, db: Database, entries: Entries, undo: Undo) -> None:
        self._db = db
        self._entries = entries
        self._undo = undo

    def log(self, line: EntryLine, now: datetime, zone: ZoneInfo, door: Door) -> int:
        """Store an entry made by hand, and return its number."""
        started = (line.started_at or now).astimezone(zone)
        with self._undo.act("Logged an entry", now) as act:
            cursor = self._db.execute(
                compose(
                    "INSERT INTO interaction (id, uid, tool, project, task, title, url, started_at,",
                    "ended_at, time_zone, utc_offset_minutes, local_day, is_closed, typed_tokens,",
                    "main_model_id) VALUES (",
                    NEXT_INTERACTION,
                    ", ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?)",
                ),
                [
                    uuid4().hex,
                    line.tool,
                    line.project,
                    line.task,
                    line.title,
                    line.url,
                    to_ms(started),
                    to_ms(started),
                    zone.key,
                    (started.utcoffset() or timedelta()) // timedelta(minutes=1),
                    started.date().isoformat(),
                    line.typed_tokens,
                    model_id(self._db, line.model),
                ],
            )
            entry_id = int(cursor.lastrowid or 0)
            act.created("interaction", entry_id)
            act.created(TAGS, entry_id)
            replace_tags(self._db, entry_id, line.tags)
            if line.assessment is not None:
                act.created("assessment", entry_id)
                write_verdict(self._db, entry_id, replace(line.assessment, assessed_at=now, door=door))
            index_entries(self._db, [entry_id])
        return entry_id

    def assess(
        self, entry_id: int, assessment: Assessment, now: datetime, cleared: Collection[str] = ()
    ) -> None:
        """Set or revise a verdict; what `assessment` leaves open stays as it was said before.

        A first verdict that knows when it was made keeps its time; any other is made now. The fields named in
        `cleared` are taken back; an entry of which nothing is said then has no verdict. A note by itself is
        none either: the entry goes on waiting for one.
        """
        label = _LABELS[assessment.outcome] if assessment.outcome else "Changed a verdict"
        with self._undo.act(label, now) as act:
            entry = self._known(entry_id, now)  # nobody else writes from here on
            act.touch("interaction", entry_id)
            act.touch("assessment", entry_id)
            judged_at = _judged_at(entry.assessment) or assessment.assessed_at or now
            before = _cleared(entry.assessment, cleared)
            revised = _revised(before, replace(assessment, assessed_at=judged_at))
            if cleared and not _says_anything(revised):
                self._db.execute("DELETE FROM assessment WHERE interaction_id = ?", [entry_id])
            else:
                write_verdict(self._db, entry_id, revised)
            self._db.execute("UPDATE interaction SET is_closed = 1 WHERE id = ?", [entry_id])
            index_entries(self._db, [entry_id])

    def set_task(self, entry_id: int, task: str | None, now: datetime) -> None:
        """Say what kind of work an entry was."""
        self._known(entry_id, now)
        with self._undo.act("Changed the task type", now) as act:
            act.touch("interaction", entry_id)
            self._db.execute("UPDATE interaction SET task = ? WHERE id = ?", [task, entry_id])

    def edit(self, entry_id: int, words: EntryWords, now: datetime, before: EntryWords | None) -> None:
        """Set the person's own words on an entry, or only those that differ from what was seen `before`."""
        with self._undo.act("Changed an entry", now) as act:
            words = _merged(self._known(entry_id, now).interaction, words, before)
            act.touch("interaction", entry_id)
            act.touch(TAGS, entry_id)
            self._db.execute(
                "UPDATE interaction SET title = ?, project = ?, task = ? WHERE id = ?",
                [*map(storable_or_none, (words.title, words.project, words.task)), entry_id],
            )
            replace_tags(self._db, entry_id, map(storable, words.tags))
            index_entries(self._db, [entry_id])

    def skip(self, entry_id: int, now: datetime, zone: ZoneInfo) -> None:
        """Leave an entry out of the inbox until tomorrow."""
        self._known(entry_id, now)
        tomorrow = datetime.combine(now.astimezone(zone).date() + timedelta(days=1), time(), zone)
        with self._undo.act("Set aside until tomorrow", now) as act:
            act.touch("interaction", entry_id)
            self._db.execute(
                "UPDATE interaction SET snoozed_until = ? WHERE id = ?",
                [to_ms(tomorrow.astimezone(UTC)), entry_id],
            )

    def _known(self, entry_id: int, now: datetime) -> Entry:
        entry = self._entries.one(entry_id, now)
        if entry is None:
            raise AijournalError(
                "No such entry", f"There is no entry {entry_id}. `aijournal list` shows the numbers."
            )
        return entry


def write_verdict(db: Database, entry_id: int, assessment: Assessment) -> None:
    """Let an entry have this verdict, inside the caller's transaction."""
    row = _row(assessment)
    columns, values = ", ".join(row), ", ".join(f":{column}" for column in row)
    query = compose(
        "INSERT OR REPLACE INTO assessment (interaction_id,", columns, ") VALUES (:entry,", values, ")"
    )
    db.execute(query, {**row, "entry": entry_id})


def _judged_at(before: Assessment | None) -> datetime | None:
    """Return when an entry was judged, `None` where no more than a note was written."""
    return before.assessed_at if before and before.is_verdict else None


def _cleared(before: Assessment | None, cleared: Collection[str]) -> Assessment | None:
    """Return a verdict without some of what was said; when and how it was said cannot be taken back."""
    unknown = set(cleared) - set(SAID)
    if unknown:
        raise ValueError(f"no part of a verdict that can be taken back: {sorted(unknown)}")
    return before and replace(before, **dict.fromkeys(cleared))


def _says_anything(assessment: Assessment) -> bool:
    return any(getattr(assessment, name) is not None for name in SAID)


def _revised(before: Assessment | None, now: Assessment) -> Assessment:
    if before is None:
        return now
    said = {field.name: getattr(now, field.name) for field in fields(now)}
    return replace(before, **{name: value for name, value in said.items() if value is not None})


def _merged(known: Interaction, words: EntryWords, before: EntryWords | None) -> EntryWords:
    """Leave alone what the person did not change, because somebody else may have, since it was seen."""
    if before is None:
        return words
    names = [field.name for field in fields(EntryWords)]
    unchanged = [name for name in names if getattr(words, name) == getattr(before, name)]
    return replace(words, **{name: getattr(known, name) for name in unchanged})


def _row(assessment: Assessment) -> dict[str, object]:
    """Return an assessment as a row; "unsure" has a column of its own, so that sums can ignore it."""
    row: dict[str, object] = {
        field.name: _plain(getattr(assessment, field.name)) for field in fields(assessment)
    }
    is_unsure = assessment.outcome is Outcome.UNSURE
    return {**row, "is_unsure": is_unsure, "outcome": None if is_unsure else row["outcome"]}


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return to_ms(value)
    if isinstance(value, Enum):
        return value.value
    return storable(value) if isinstance(value, str) else value
