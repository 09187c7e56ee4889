"""Entries typed by hand: their start, duration, tool, model, tokens and link, put right at any time."""

from collections.abc import Collection
from dataclasses import fields, replace
from datetime import MAXYEAR, UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlite_utils import Database

from aijournal.domain.entry import Entry
from aijournal.domain.entry_words import MOST_TOKENS
from aijournal.domain.tools import tool_name
from aijournal.domain.typed_facts import LONGEST, TypedFacts, typed_facts
from aijournal.errors import AijournalError
from aijournal.journal.engine_errors import plain_errors
from aijournal.journal.entries import Entries
from aijournal.journal.instants import from_ms, to_ms
from aijournal.journal.names import model_id
from aijournal.journal.undo import Undo

_UNCHANGED = "Nothing was changed."


class ByHand:
    """Changing the facts of entries that no log brought; a part of the journal."""

    def __init__(self, path: Path, db: Database, entries: Entries, undo: Undo) -> None:
        self._path = path
        self._db = db
        self._entries = entries
        self._undo = undo

    def edit(self, entry_id: int, facts: TypedFacts, now: datetime, before: TypedFacts) -> Entry:
        """Set what differs from what was seen `before`, as one act, and return the entry.

        What came from a log stays as the log has it, but for the link. Raises `AijournalError` for a start
        that lies ahead or is no time, for a duration that is negative or longer than a month, for an end that
        lies ahead, for tokens below none or beyond all reason, and if the entry is gone. Work that would end
        ahead only because it lasted longer than was thought began earlier.
        """
        with plain_errors(self._path):
            with self._undo.act("Changed an entry", now) as act:
                entry = self._entries.known(entry_id, now)
                known = typed_facts(entry.interaction)
                changed = [
                    one.name for one in fields(facts) if getattr(facts, one.name) != getattr(before, one.name)
                ]
                wanted = replace(known, **{name: getattr(facts, name) for name in changed})
                act.touch("interaction", entry_id)
                if wanted.without_link() != known.without_link():
                    _refuse(entry, wanted, changed)
                    self._write(entry, wanted, now, changed)
                self._db.execute("UPDATE interaction SET url = ? WHERE id = ?", [wanted.url, entry_id])
            return self._entries.known(entry_id, now)

    def _write(self, entry: Entry, facts: TypedFacts, now: datetime, changed: Collection[str]) -> None:
        one, is_moved = entry.interaction, "started_at" in changed
        (zone,) = self._db.execute("SELECT time_zone FROM interaction WHERE id = ?", [one.id]).fetchone()
        started = to_ms(one.started_at)
        if is_moved:
            started = _instant(facts.started_at, ZoneInfo(zone), one.utc_offset_minutes)
        lasted = round(facts.minutes * 60_000)
        if is_moved and started > to_ms(now):
            raise _not_begun()
        if not is_moved and "minutes" in changed:
            started = min(started, to_ms(now) - lasted)  # it was logged when it was over
        ended = started + lasted
        if is_moved and ended > to_ms(now):
            raise AijournalError(
                "It is not over yet",
                f"Work that began then and lasts that long ends in the future. {_UNCHANGED}",
            )
        local = from_ms(started).astimezone(ZoneInfo(zone))
        self._db.execute(
            "UPDATE interaction SET started_at = ?, ended_at = ?, utc_offset_minutes = ?, local_day = ?, "
            "tool = ?, main_model_id = ?, typed_tokens = ? WHERE id = ?",
            [
                started,
                ended,
                (local.utcoffset() or timedelta()) // timedelta(minutes=1),
                local.date().isoformat(),
                tool_name(facts.tool) if facts.tool else None,
                model_id(self._db, facts.model),
                facts.typed_tokens,
                one.id,
            ],
        )


def _refuse(entry: Entry, facts: TypedFacts, changed: list[str]) -> None:
    if entry.interaction.source is not None:
        raise AijournalError(
            "This comes from a log", f"Only entries typed by hand can be put right there. {_UNCHANGED}"
        )
    if "minutes" in changed and not 0 <= facts.minutes <= LONGEST / timedelta(minutes=1):
        raise AijournalError(
            "Work cannot last that long",
            f"A duration lies between 0 minutes and {LONGEST.days} days. {_UNCHANGED}",
        )
    if facts.typed_tokens is not None and facts.typed_tokens < 0:
        raise AijournalError("There are no fewer tokens than none", _UNCHANGED)
    if facts.typed_tokens is not None and facts.typed_tokens > MOST_TOKENS:
        raise AijournalError(
            "Nobody used that many tokens", f"An entry has {MOST_TOKENS:,} at the most. {_UNCHANGED}"
        )


def _instant(wall_clock: datetime, zone: ZoneInfo, offset: int) -> int:
    """Return when a clock showed that; a skipped time is moved forward.

    Of two equal times it is the one that is `offset` minutes ahead of UTC, as the entry was, else the first.
    """
    if wall_clock.year == MAXYEAR:  # which does not fit into UTC everywhere
        raise _not_begun()
    both = [wall_clock.replace(tzinfo=zone, fold=fold) for fold in (0, 1)]
    meant = next((one for one in both if one.utcoffset() == timedelta(minutes=offset)), both[0])
    try:
        instant = to_ms(meant.astimezone(UTC))
    except (OverflowError, ValueError) as error:
        raise _no_such_work() from error
    if instant < 0:
        raise _no_such_work()
    return instant


def _not_begun() -> AijournalError:
    return AijournalError("It has not begun yet", f"An entry begins in the past. {_UNCHANGED}")


def _no_such_work() -> AijournalError:
    return AijournalError("There was no such work", f"An entry begins in 1970 or later. {_UNCHANGED}")
