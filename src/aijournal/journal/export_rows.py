"""All that a journal holds as portable records, one after the other, whatever its size.

Left out is what is no content, or not for ever: undo steps and drafts; the trash, which is on its way out;
how far logs were read on this machine, and what came of each reading; and what is worked out from the rest:
sums, the search index, checksums of days and costs.
"""

import base64
import json
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import closing
from datetime import date, datetime
from itertools import groupby, islice
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlite_utils import Database

from aijournal.domain.assessment import Accepted, Door, LeftMe, Motive, Need, Quality
from aijournal.domain.portable import (
    PortableBottleneck,
    PortableCall,
    PortableDeletion,
    PortableEntry,
    PortableExchange,
    PortableHead,
    PortableKeptName,
    PortableMark,
    PortableModel,
    PortableOtherWork,
    PortablePause,
    PortablePickedItem,
    PortableRecord,
    PortableReviewText,
    PortableSource,
    PortableTaskType,
    PortableVerdict,
    PortableView,
    PromptPlace,
)
from aijournal.journal.charges import charges_of
from aijournal.journal.connection import reading
from aijournal.journal.engine_errors import plain_errors
from aijournal.journal.export_trials import trial_records
from aijournal.journal.instants import from_ms
from aijournal.journal.sql_text import compose

CALLS_A_RECORD = 1_000

_USED_SOURCES = (
    "EXISTS (SELECT 1 FROM exchange WHERE source = source.name) "
    "OR EXISTS (SELECT 1 FROM interaction WHERE source = source.name)"
)
# What is told of an entry in the trash is on its way out with it.
_PICKED = "FROM picked_item WHERE uid NOT IN (SELECT uid FROM trash_interaction)"
_COUNTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "source": compose("SELECT count(*) FROM source WHERE", _USED_SOURCES),
        "model": "SELECT count(*) FROM model WHERE id > 0",
        "exchange": "SELECT count(*) FROM exchange",
        "call": "SELECT count(*) FROM call",
        "entry": "SELECT count(*) FROM interaction",
        "mark": "SELECT count(*) FROM event_mark",
        "task_type": "SELECT count(*) FROM task_type",
        "bottleneck": "SELECT count(*) FROM bottleneck",
        "view": "SELECT count(*) FROM saved_view",
        "pause": "SELECT count(*) FROM signal_pause",
        "other_work": "SELECT count(*) FROM other_work",
        "picked_item": compose("SELECT count(*)", _PICKED),
        "review_text": "SELECT count(*) FROM review_text",
        "kept_name": "SELECT count(*) FROM kept_name",
        "trial": "SELECT count(*) FROM trial",
        "trial_task": "SELECT count(*) FROM trial_task",
        "deletion": "SELECT count(*) FROM tombstone",
    }
)
_EXCHANGES = """
SELECT exchange.id, exchange.source, native_id, conversation_id, started_at, ended_at, kind = 'run',
  is_scripted, prompt_group, project, path, prompt_offset
FROM exchange LEFT JOIN source_file ON source_file.id = source_file_id
ORDER BY exchange.id
"""
_CALLS = """
SELECT exchange_id, native_id, at, name, provider, is_sidechain, input_tokens, cache_write_tokens,
  cache_write_1h_tokens, cache_read_tokens, output_tokens, reasoning_tokens, output_is_lower_bound, charges
FROM call INDEXED BY call_exchange JOIN model ON model.id = model_id
ORDER BY exchange_id, call.id
"""
_ENTRIES = """
SELECT interaction.id, uid, interaction.source, interaction.conversation_id, tool,
  iif(interaction.source IS NULL, model.name, NULL), iif(interaction.source IS NULL, model.provider, NULL),
  interaction.project, log_project, task, title, url, interaction.started_at, interaction.ended_at,
  time_zone, utc_offset_minutes, local_day, typed_tokens, is_closed, is_asked, is_audit, is_prompted,
  snoozed_until,
  (SELECT json_group_array(tag) FROM (
    SELECT tag FROM interaction_tag WHERE interaction_id = interaction.id ORDER BY tag)),
  (SELECT json_group_array(native_id) FROM (
    SELECT native_id FROM exchange WHERE interaction_id = interaction.id ORDER BY native_id)),
  (SELECT json_group_array(typed_uid) FROM (
    SELECT typed_uid FROM joined_entry WHERE imported_uid = uid ORDER BY typed_uid)),
  (SELECT json_group_array(merged_uid) FROM (
    SELECT merged_uid FROM merged_entry WHERE kept_uid = uid ORDER BY merged_uid)),
  assessed_at, iif(is_unsure, 'unsure', outcome), need, net_minutes, rework_minutes, unaided_minutes,
  forecast_without_minutes, forecast_with_minutes, accepted, would_do_again, bottleneck, is_new_work,
  quality, motive, unblocked, note, confidence, left_me, useful.native_id, rework_asked_at, seconds_taken,
  door
FROM interaction
LEFT JOIN model ON model.id = main_model_id
LEFT JOIN assessment ON assessment.interaction_id = interaction.id
LEFT JOIN exchange AS useful ON useful.id = useful_exchange_id AND useful.source = interaction.source
ORDER BY interaction.id
"""
_OTHER_WORK = """
SELECT typed.uid, imported.uid FROM other_work
JOIN interaction AS typed ON typed.id = typed_id JOIN interaction AS imported ON imported.id = imported_id
ORDER BY other_work.id
"""


class ExportRows:
    """The records of a whole journal; a part of the journal."""

    def __init__(self, path: Path, db: Database, zone: ZoneInfo) -> None:
        self._path = path
        self._db = db
        self._zone = zone

    def all(self) -> Generator[PortableHead | PortableRecord]:
        """Yield what is known of the journal, then every record, as all of it is at one moment.

        What others write meanwhile is not seen; close it before the journal. The order depends on the journal
        alone: exchanges come before the entries that they are in.
        """
        with plain_errors(self._path), reading(self._db):
            yield self._head()
            yield from self._rows(
                compose("SELECT name, tool FROM source WHERE", _USED_SOURCES, "ORDER BY name"), PortableSource
            )
            yield from self._rows("SELECT name, provider FROM model WHERE id > 0 ORDER BY id", PortableModel)
            yield from self._exchanges()
            yield from self._rows(_ENTRIES, _entry)
            yield from self._own_lists()
            yield from self._rows(_OTHER_WORK, PortableOtherWork)
            yield from self._review()
            yield from trial_records(self._db)
            yield from self._rows("SELECT lower(hex(hash)) FROM tombstone ORDER BY hash", PortableDeletion)

    def in_trash(self) -> int:
        """Return how many deletions lie in the trash, which is no part of the records."""
        with plain_errors(self._path):
            return int(self._db.execute("SELECT count(*) FROM trash").fetchone()[0])

    def _head(self) -> PortableHead:
        secret, is_sample = self._db.execute("SELECT secret, is_demo FROM journal_key").fetchone()
        counts = {kind: self._db.execute(query).fetchone()[0] for kind, query in _COUNTS.items()}
        return PortableHead(bool(is_sample), self._zone.key, bytes(secret).hex(), counts)

    def _rows(self, query: str, record: Callable[..., PortableRecord]) -> Iterator[PortableRecord]:
        with closing(self._db.execute(query)) as cursor:
            for row in cursor:
                yield record(*row)

    def _exchanges(self) -> Iterator[PortableExchange]:
        """Yield every exchange with its calls: both tables are walked at once, side by side."""
        with closing(self._db.execute(_EXCHANGES)) as cursor, closing(self._db.execute(_CALLS)) as calls:
            by_exchange = groupby(calls, key=lambda row: row[0])
            owner, theirs = next(by_exchange, (None, iter(())))
            for number, *row in cursor:
                if owner != number:
                    yield _exchange(row, ())
                    continue
                rows = iter(theirs)
                while part := tuple(_call(*call) for _, *call in islice(rows, CALLS_A_RECORD)):
                    yield _exchange(row, part)
                owner, theirs = next(by_exchange, (None, iter(())))

    def _own_lists(self) -> Iterator[PortableRecord]:
        yield from self._rows("SELECT local_day, text FROM event_mark ORDER BY local_day, id", _mark)
        yield from self._rows(
            "SELECT name, position, is_retired FROM task_type ORDER BY position, id", _task_type
        )
        yield from self._rows("SELECT name, first_day, last_day FROM bottleneck ORDER BY id", _bottleneck)
        yield from self._rows("SELECT name, content, is_default FROM saved_view ORDER BY id", _view)
        yield from self._rows("SELECT signal, until_day FROM signal_pause ORDER BY id", _pause)

    def _review(self) -> Iterator[PortableRecord]:
        picked = compose("SELECT uid, situation, ai_did, person_did, result, link", _PICKED, "ORDER BY id")
        yield from self._rows(picked, PortablePickedItem)
        yield from self._rows("SELECT name, text FROM review_text ORDER BY name", PortableReviewText)
        yield from self._rows("SELECT name FROM kept_name ORDER BY name", PortableKeptName)


def _exchange(row: Sequence[Any], calls: tuple[PortableCall, ...]) -> PortableExchange:
    source, native_id, conversation, started, ended, is_run, is_scripted, group, project, path, offset = row
    return PortableExchange(
        source=source,
        id=native_id,
        conversation_id=conversation,
        started_at=from_ms(started),
        ended_at=from_ms(ended),
        is_run=bool(is_run),
        is_scripted=bool(is_scripted),
        prompt_group=group,
        project=project,
        prompt=None if path is None else _place(path, offset),
        calls=calls,
    )


def _place(path: bytes, offset: int | None) -> PromptPlace:
    """Return a place in a log; the names of files are bytes, and need not be text."""
    try:
        return PromptPlace(path.decode(), offset)
    except UnicodeDecodeError:
        return PromptPlace(base64.b64encode(path).decode(), offset, is_base64=True)


def _call(
    native_id: str, at: int, model: str | None, provider: str | None, sidechain: int, *numbers: Any
) -> PortableCall:
    uncached, written, written_1h, read, output, reasoning, is_lower_bound, charges = numbers
    return PortableCall(
        native_id,
        from_ms(at),
        model,
        provider,
        sidechain=bool(sidechain),
        input_tokens=uncached,
        cache_write_tokens=written,
        cache_write_1h_tokens=written_1h,
        cache_read_tokens=read,
        output_tokens=output,
        reasoning_tokens=reasoning,
        output_is_lower_bound=bool(is_lower_bound),
        charges=charges_of(charges),
    )


def _entry(*row: Any) -> PortableEntry:
    (number, uid, source, conversation, tool, model, provider, project, log_project, task, title, url) = row[
        :12
    ]
    (started, ended, zone, offset, day, typed_tokens, closed, asked, audit, prompted, snoozed) = row[12:23]
    tags, exchanges, joined, merged = (tuple(json.loads(text)) for text in row[23:27])
    return PortableEntry(
        uid=uid,
        number=number,
        started_at=from_ms(started),
        ended_at=from_ms(ended),
        time_zone=zone,
        utc_offset_minutes=offset,
        local_day=date.fromisoformat(day),
        source=source,
        conversation_id=conversation,
        tool=tool,
        model=model,
        provider=provider,
        project=project,
        log_project=log_project,
        task=task,
        title=title,
        url=url,
        typed_tokens=typed_tokens,
        closed=bool(closed),
        asked=bool(asked),
        audit=bool(audit),
        prompted=bool(prompted),
        snoozed_until=_instant(snoozed),
        tags=tags,
        assessment=None if row[27] is None else _verdict(*row[27:]),
        exchanges=exchanges,
        joined=joined,
        merged=merged,
    )


def _verdict(assessed_at: int, outcome: int | str | None, need: str | None, *rest: Any) -> PortableVerdict:
    (net, rework, unaided, without, with_ai, accepted, again, bottleneck, is_new, quality, motive) = rest[:11]
    unblocked, note, confidence, left_me, useful, asked_at, seconds, door = rest[11:]
    return PortableVerdict(
        assessed_at=from_ms(assessed_at),
        outcome=outcome,
        need=None if need is None else Need(need),
        net_minutes=net,
        rework_minutes=rework,
        unaided_minutes=unaided,
        forecast_without_minutes=without,
        forecast_with_minutes=with_ai,
        accepted=accepted and Accepted(accepted),
        would_do_again=_flag(again),
        bottleneck=bottleneck,
        new_work=_flag(is_new),
        quality=quality and Quality(quality),
        motive=motive and Motive(motive),
        unblocked=unblocked,
        note=note,
        confidence=confidence,
        left_me=left_me and LeftMe(left_me),
        useful_exchange=useful,
        rework_asked_at=_instant(asked_at),
        seconds_taken=seconds,
        door=door and Door(door),
    )


def _flag(value: int | None) -> bool | None:
    return None if value is None else bool(value)


def _instant(milliseconds: int | None) -> datetime | None:
    return None if milliseconds is None else from_ms(milliseconds)


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _mark(day: str, text: str) -> PortableMark:
    return PortableMark(date.fromisoformat(day), text)


def _task_type(name: str, position: int, is_retired: int) -> PortableTaskType:
    return PortableTaskType(name, position, bool(is_retired))


def _bottleneck(name: str, first: str | None, last: str | None) -> PortableBottleneck:
    return PortableBottleneck(name, _day(first), _day(last))


def _view(name: str, content: str, is_default: int) -> PortableView:
    try:
        told = json.loads(content)
    except ValueError:  # nobody could read it here either
        told = None
    return PortableView(name, told if isinstance(told, dict) else {}, bool(is_default))


def _pause(signal: str, until_day: str) -> PortablePause:
    return PortablePause(signal, date.fromisoformat(until_day))
