"""What a person said of an entry, as rows: of an entry that is taken in, and of one that is here."""

import json
from collections.abc import Collection, Mapping
from typing import Any, Final

from sqlite_utils import Database

from aijournal.domain.assessment import Outcome
from aijournal.domain.portable import PortableEntry, PortableVerdict
from aijournal.journal.instants import to_ms
from aijournal.journal.sql_text import compose
from aijournal.journal.taking_facts import Models
from aijournal.journal.undo import replace_tags

Said = tuple[object, ...]
"""All that was said of an entry, in an order of its own, to be compared."""

_VERDICT: Final = (
    *("outcome", "is_unsure", "need", "net_minutes", "rework_minutes", "unaided_minutes"),
    *("forecast_without_minutes", "forecast_with_minutes", "accepted", "would_do_again", "bottleneck"),
    *("is_new_work", "quality", "motive", "unblocked", "note", "confidence", "left_me"),
)
_WHEN: Final = ("rework_asked_at", "assessed_at", "seconds_taken", "door")
_INSERT_VERDICT: Final = compose(
    "INSERT OR REPLACE INTO assessment (interaction_id, useful_exchange_id,",
    ", ".join((*_VERDICT, *_WHEN)),
    ") VALUES (?, ?,",
    ", ".join("?" for _ in (*_VERDICT, *_WHEN)),
    ")",
)
_SAID_HERE: Final = compose(
    "SELECT interaction.id, title, task, url, iif(project IS log_project, NULL, project),",
    "iif(source IS NULL, json_array(tool, started_at, ended_at, typed_tokens), NULL),",
    "(SELECT json_group_array(tag) FROM (",
    "SELECT tag FROM interaction_tag WHERE interaction_id = interaction.id ORDER BY tag)),",
    ", ".join(_VERDICT),
    "FROM json_each(?) AS wanted CROSS JOIN interaction ON interaction.id = wanted.value",
    "LEFT JOIN assessment ON assessment.interaction_id = interaction.id",
)
_SET_WORDS: Final = """
UPDATE interaction SET title = :title, task = :task, url = :url, is_closed = :is_closed,
  is_asked = :is_asked, is_audit = :is_audit, snoozed_until = :snoozed_until,
  project = iif(:project IS :log_project, project, :project)
WHERE id = :id
"""


def entry_row(entry: PortableEntry, models: Models) -> dict[str, Any]:
    """Return the columns of an interaction that are no sums; sums come from its calls."""
    named = entry.source is None and (entry.model or entry.provider)
    return {
        "uid": entry.uid,
        "source": entry.source,
        "conversation_id": entry.conversation_id,
        "tool": entry.tool,
        "log_project": entry.log_project,
        "project": entry.project,
        "started_at": to_ms(entry.started_at),
        "ended_at": to_ms(entry.ended_at),
        "time_zone": entry.time_zone,
        "utc_offset_minutes": entry.utc_offset_minutes,
        "local_day": entry.local_day.isoformat(),
        "is_prompted": int(entry.prompted),
        "typed_tokens": entry.typed_tokens,
        "main_model_id": models.number(entry.model, entry.provider) if named else None,
    }


def write_said(db: Database, number: int, entry: PortableEntry, useful: int | None) -> None:
    """Let an interaction say what an entry does; `useful` is the number of the exchange that was."""
    db.execute(
        _SET_WORDS,
        {
            "id": number,
            "title": entry.title,
            "task": entry.task,
            "url": entry.url,
            "is_closed": int(entry.closed),
            "is_asked": int(entry.asked),
            "is_audit": int(entry.audit),
            "snoozed_until": None if entry.snoozed_until is None else to_ms(entry.snoozed_until),
            "project": entry.project,
            "log_project": entry.log_project,
        },
    )
    if entry.tags:
        replace_tags(db, number, entry.tags)
    if entry.assessment is not None:
        db.execute(_INSERT_VERDICT, [number, useful, *_verdict(entry.assessment), *_when(entry.assessment)])


def said_here(db: Database, interactions: Collection[int]) -> Mapping[int, Said]:
    """Return what was said of interactions that are here, by their numbers."""
    rows = db.execute(_SAID_HERE, [json.dumps(sorted(interactions))])
    return {
        number: (*words, *_typed_and_tags(typed, tags), *verdict)
        for number, *row in rows
        for words, (typed, tags), verdict in [(row[:4], row[4:6], row[6:])]
    }


def said_of(entry: PortableEntry) -> Said:
    """Return what was said of an entry of another journal, in the order of `said_here`."""
    typed = None
    if entry.source is None:
        typed = (entry.tool, to_ms(entry.started_at), to_ms(entry.ended_at), entry.typed_tokens)
    own_project = entry.project if entry.project != entry.log_project else None
    verdict = _verdict(entry.assessment) if entry.assessment else (None,) * len(_VERDICT)
    words = (entry.title, entry.task, entry.url, own_project)
    return (*words, typed, tuple(sorted(entry.tags)), *verdict)


def _typed_and_tags(typed: str | None, tags: str) -> tuple[object, object]:
    return (None if typed is None else tuple(json.loads(typed))), tuple(sorted(json.loads(tags)))


def _verdict(one: PortableVerdict) -> Said:
    is_unsure = one.outcome == Outcome.UNSURE.value
    return (
        None if is_unsure else one.outcome,
        int(is_unsure),
        one.need,
        one.net_minutes,
        one.rework_minutes,
        one.unaided_minutes,
        one.forecast_without_minutes,
        one.forecast_with_minutes,
        one.accepted,
        _flag(one.would_do_again),
        one.bottleneck,
        _flag(one.new_work),
        one.quality,
        one.motive,
        one.unblocked,
        one.note,
        one.confidence,
        one.left_me,
    )


def _when(one: PortableVerdict) -> Said:
    return (
        None if one.rework_asked_at is None else to_ms(one.rework_asked_at),
        to_ms(one.assessed_at),
        one.seconds_taken,
        one.door,
    )


def _flag(value: bool | None) -> int | None:  # noqa: FBT001 - what was said is a yes or a no
    return None if value is None else int(value)
