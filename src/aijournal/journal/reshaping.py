"""Reshaping: an entry cut in two where the person says so, or several made one."""

import json
from collections.abc import Collection, Iterable
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from sqlite_utils import Database

from aijournal.domain.entry import Entry
from aijournal.domain.merging import Merging, net_minutes, plan_merging
from aijournal.errors import AijournalError
from aijournal.journal.engine_errors import plain_errors
from aijournal.journal.entries import Entries
from aijournal.journal.grouping import Cluster, GroupedExchange, clusters
from aijournal.journal.members import name_conversations
from aijournal.journal.numbers import NEXT_INTERACTION, next_number
from aijournal.journal.search_index import index_entries
from aijournal.journal.sql_text import compose
from aijournal.journal.trash_rows import Moved
from aijournal.journal.undo import MEMBERS, TAGS, Act, Undo, replace_tags
from aijournal.journal.verdicts import write_verdict

_UNCHANGED = "Nothing was changed."


class Reshaping:
    """Splitting and merging entries that came from logs; a part of the journal.

    What was split or merged is closed: no import reshapes it any more. Facts stay facts: exchanges change
    their entry and nothing else, so that no sum over calls changes by it.
    """

    def __init__(self, path: Path, db: Database, entries: Entries, undo: Undo) -> None:
        self._path = path
        self._db = db
        self._entries = entries
        self._undo = undo

    def split(self, entry_id: int, at_exchange_id: int, now: datetime) -> tuple[Entry, Entry]:
        """Cut an entry before one of its exchanges, as one act, and return both parts in order of time.

        The entry itself, with its number, verdict, title, tags, note and link, is from then on the part that
        holds the exchange marked as useful, else the first part; the other one is new, of the same project
        and task type, and the inbox asks about it if it asked about the whole. Runs stay with the prompt that
        caused them. Net minutes that were worked out from the estimate without AI are written down as they
        were, because that estimate was of the whole. Raises `AijournalError` where there is nothing to cut.
        """
        with plain_errors(self._path):
            with self._undo.act("Split an entry", now) as act:
                entry = self._imported(entry_id, now)
                parts = self._cut(entry, at_exchange_id)
                useful = entry.assessment.useful_exchange_id if entry.assessment else None
                kept = 1 if useful in parts[1] else 0
                _touch(act, [entry_id])
                self._state_net_minutes(entry)
                new = self._set_apart(entry, parts[1 - kept])
                _made(act, new)
                self._keep_apart_too(act, entry_id, new)
                self._settle([entry_id, new], redrawn=[entry_id] if kept else [])
            of_parts = (new, entry_id) if kept else (entry_id, new)
            return self._entries.known(of_parts[0], now), self._entries.known(of_parts[1], now)

    def preview(self, entry_ids: Iterable[int], now: datetime, verdict_of: int | None = None) -> Merging:
        """Return what merging entries would come to; nothing is changed.

        Raises `AijournalError` where they cannot be merged.
        """
        with plain_errors(self._path):
            return self._plan(entry_ids, now, verdict_of)

    def merge(self, entry_ids: Iterable[int], now: datetime, verdict_of: int | None = None) -> Entry:
        """Make several entries of one source one, as one act, and return it.

        They may be of different conversations, and lie apart. The first one in time stays, with all
        exchanges; `plan_merging` says what becomes of words and verdicts. Raises `AijournalError` if one is
        gone or was typed by hand, or if they are of several sources.
        """
        with plain_errors(self._path):
            with self._undo.act("Merged entries", now) as act:
                plan = self._plan(entry_ids, now, verdict_of)
                kept, *others = (entry.interaction.id for entry in plan.entries)
                _touch(act, others)
                _touch(act, [kept])
                for other in others:
                    self._keep_apart_too(act, other, kept)
                self._take_over(kept, others)
                self._say(kept, plan)
                self._settle([kept, *others])
                self._name_project(kept, plan)
            return self._entries.known(kept, now)

    def neighbours(self, entry_id: int) -> tuple[int | None, int | None]:
        """Return the entries of the same conversation before and after an entry, in order of their start."""
        with plain_errors(self._path):
            before, after = self._db.execute(_NEIGHBOURS, {"entry": entry_id}).fetchone()
        return before, after

    def _plan(self, entry_ids: Iterable[int], now: datetime, verdict_of: int | None) -> Merging:
        entries = [self._imported(entry_id, now) for entry_id in dict.fromkeys(entry_ids)]
        if len(entries) < 2:
            raise AijournalError("There is nothing to merge", f"Choose two entries or more. {_UNCHANGED}")
        if len({entry.interaction.source for entry in entries}) > 1:
            raise AijournalError(
                "These cannot be merged",
                f"They were read from the logs of different tools. {_UNCHANGED}",
            )
        numbers = json.dumps([entry.interaction.id for entry in entries])
        (log_project,) = self._db.execute(_LOG_PROJECT, [numbers]).fetchone() or (None,)
        return plan_merging(entries, verdict_of, log_project)

    def _imported(self, entry_id: int, now: datetime) -> Entry:
        entry = self._entries.known(entry_id, now)
        if entry.interaction.source is None:
            raise AijournalError(
                "This entry was typed by hand",
                f"Only entries that were read from logs can be split and merged. {_UNCHANGED}",
            )
        return entry

    def _cut(self, entry: Entry, at: int) -> tuple[frozenset[int], frozenset[int]]:
        """Return the exchanges before a cut and those from it on, by their numbers."""
        whole = self._clusters(entry.interaction.id)
        place = next((place for place, cluster in enumerate(whole) if cluster[0].id == at), None)
        if place is None:
            is_run = any(one.id == at for cluster in whole for one in cluster)
            raise AijournalError(
                "It cannot be split here", f"{_BELONGS if is_run else _FOREIGN} {_UNCHANGED}"
            )
        if place == 0:
            raise AijournalError(
                "It cannot be split here", f"Nothing of the entry comes before this exchange. {_UNCHANGED}"
            )
        return _numbers(whole[:place]), _numbers(whole[place:])

    def _clusters(self, interaction: int) -> list[Cluster]:
        """Return what of an interaction always stays together, in order of time."""
        members: dict[str, list[GroupedExchange]] = {}
        for conversation, number, native_id, is_run, prompt_group, start, end in self._db.execute(
            "SELECT conversation_id, id, native_id, kind = 'run', prompt_group, started_at, ended_at "
            "FROM exchange WHERE interaction_id = ?",
            [interaction],
        ):
            members.setdefault(conversation, []).append(
                GroupedExchange(
                    number, native_id, bool(is_run), prompt_group, start, end, None, is_closed=False
                )
            )
        parts = [cluster for exchanges in members.values() for cluster in clusters(exchanges)]
        return sorted(parts, key=lambda cluster: (cluster[0].started_at, cluster[0].native_id))

    def _state_net_minutes(self, entry: Entry) -> None:
        self._db.execute(
            "UPDATE assessment SET net_minutes = ? WHERE interaction_id = ? AND coalesce(is_new_work, 0) = 0",
            [net_minutes(entry), entry.interaction.id],
        )

    def _set_apart(self, entry: Entry, exchanges: Collection[int]) -> int:
        """Make a new interaction of some exchanges of an entry, and return its number."""
        new = self._db.execute(_INSERT_PART, [uuid4().hex, entry.interaction.id]).lastrowid
        self._db.execute(
            "UPDATE exchange SET interaction_id = ? WHERE id IN (SELECT value FROM json_each(?))",
            [new, json.dumps(sorted(exchanges))],
        )
        return int(new or 0)

    def _take_over(self, kept: int, others: Collection[int]) -> None:
        """Move all exchanges to one interaction, and remove the others with what was said of them."""
        merged = {"kept": kept, "others": json.dumps(others)}
        for query in _TAKE_OVER:
            self._db.execute(query, merged)

    def _say(self, kept: int, plan: Merging) -> None:
        """Write down what the one entry says."""
        words = plan.words
        self._db.execute(
            "UPDATE interaction SET title = ?, task = ? WHERE id = ?", [words.title, words.task, kept]
        )
        replace_tags(self._db, kept, words.tags)
        if plan.assessment is not None:
            write_verdict(self._db, kept, plan.assessment)

    def _name_project(self, kept: int, plan: Merging) -> None:
        """Keep the project that the person named; one of a log is that of all the exchanges."""
        if any(one.interaction.project != one.interaction.log_project for one in plan.entries):
            self._db.execute("UPDATE interaction SET project = ? WHERE id = ?", [plan.words.project, kept])

    def _keep_apart_too(self, act: Act, one: int, other: int) -> None:
        """Remember of another entry, too, with what typed ones this one is not the same work."""
        for (number,) in self._db.execute(_KEEP_APART, [one, other]).fetchall():
            act.created("other_work", number)

    def _settle(self, touched: Collection[int], redrawn: Collection[int] = ()) -> None:
        """Bring all that hangs on the exchanges in step, and close what is left.

        Only what begins with another exchange than before is drawn for the audit sample anew.
        """
        wanted = json.dumps(list(touched))
        self._db.execute(_OPEN, [json.dumps(list(redrawn))])
        name_conversations(self._db, touched)
        self._undo.settle(Moved(partly=frozenset(touched)), None, next_number(self._db, "exchange"))
        self._db.execute(_CLOSE, [wanted])
        index_entries(self._db, touched)


_FOREIGN = "This exchange is not one of the entry."
_BELONGS = "This run belongs to the prompt before it, and stays with that one."

_INSERT_PART = compose(
    "INSERT INTO interaction (id, uid, source, conversation_id, tool, project, log_project, task,",
    "started_at, ended_at, time_zone, utc_offset_minutes, local_day, is_asked, snoozed_until) SELECT",
    NEXT_INTERACTION,
    ", ?, source, conversation_id, tool, project, log_project, task, started_at, ended_at, time_zone,",
    "utc_offset_minutes, local_day, is_asked, snoozed_until FROM interaction WHERE id = ?",
)
_TAKE_OVER = (
    """
    UPDATE interaction SET is_closed = 1,
      is_asked = (
        SELECT max(is_asked) FROM interaction
        WHERE id = :kept OR id IN (SELECT value FROM json_each(:others))
      ),
      url = coalesce(url, (
        SELECT url FROM interaction WHERE url IS NOT NULL AND id IN (SELECT value FROM json_each(:others))
        ORDER BY started_at, id LIMIT 1
      ))
    WHERE id = :kept
    """,
    """
    INSERT OR IGNORE INTO merged_entry (kept_uid, merged_uid)
    SELECT kept.uid, other.uid FROM interaction AS kept JOIN interaction AS other
    WHERE kept.id = :kept AND other.id IN (SELECT value FROM json_each(:others))
    """,
    """
    UPDATE exchange SET interaction_id = :kept WHERE interaction_id IN (SELECT value FROM json_each(:others))
    """,
    "DELETE FROM interaction WHERE id IN (SELECT value FROM json_each(:others))",
)
_KEEP_APART = """
INSERT OR IGNORE INTO other_work (typed_id, imported_id)
SELECT typed_id, ?2 FROM other_work WHERE imported_id = ?1 RETURNING id
"""
_LOG_PROJECT = """
SELECT project FROM exchange
WHERE interaction_id IN (SELECT value FROM json_each(?)) AND project IS NOT NULL
ORDER BY kind = 'run', started_at, native_id LIMIT 1
"""
_OPEN = "UPDATE interaction SET is_closed = 0 WHERE id IN (SELECT value FROM json_each(?))"
_CLOSE = """
UPDATE interaction SET is_closed = 1, is_asked = is_asked AND is_prompted
WHERE id IN (SELECT value FROM json_each(?))
"""
_NEIGHBOURS = """
WITH one AS (SELECT id, source, conversation_id, started_at FROM interaction WHERE id = :entry),
beside AS (
  SELECT interaction.id, (interaction.started_at, interaction.id) < (one.started_at, one.id) AS is_before,
    interaction.started_at AS at
  FROM one JOIN interaction
    ON interaction.source = one.source AND interaction.conversation_id = one.conversation_id
  WHERE interaction.id <> one.id
)
SELECT
  (SELECT id FROM beside WHERE is_before ORDER BY at DESC, id DESC LIMIT 1),
  (SELECT id FROM beside WHERE NOT is_before ORDER BY at, id LIMIT 1)
"""


def _numbers(parts: Iterable[Cluster]) -> frozenset[int]:
    return frozenset(exchange.id for cluster in parts for exchange in cluster)


def _touch(act: Act, entries: Iterable[int]) -> None:
    """Keep entries with the exchanges they have, each interaction last: undoing puts it back first."""
    for entry in entries:
        for table in ("assessment", TAGS, MEMBERS, "interaction"):
            act.touch(table, entry)


def _made(act: Act, entry: int) -> None:
    for table in (MEMBERS, "interaction"):
        act.created(table, entry)
