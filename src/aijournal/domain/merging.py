"""Several entries that become one: which words and which verdict the one has, before anything is changed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from aijournal.domain.assessment import Assessment
from aijournal.domain.entry import Entry, EntryWords

_BETWEEN_TITLES = " · "
_MINUTES = ("unaided_minutes", "forecast_without_minutes", "forecast_with_minutes")
# These are added up or put together; everything else in a verdict is an answer that only one can give.
_UNITED = frozenset({"net_minutes", "rework_minutes", *_MINUTES, "note", "unblocked"})
_CIRCUMSTANCES = frozenset({"rework_asked_at", "assessed_at", "seconds_taken", "door"})
_ANSWERS = tuple(field.name for field in fields(Assessment) if field.name not in _UNITED | _CIRCUMSTANCES)


@dataclass(frozen=True, slots=True)
class Merging:
    """What merging some entries comes to: a question to show, and an order to carry out.

    `entries` are in order of time; the first one keeps its number. `chosen` is the one whose verdict is kept,
    `None` where none has one; `given_up` are those whose answers that verdict takes the place of.
    `assessment` and `words` are what the one entry will say.
    """

    entries: tuple[Entry, ...]
    chosen: Entry | None
    given_up: tuple[Entry, ...]
    words: EntryWords
    assessment: Assessment | None


def plan_merging(entries: Iterable[Entry], verdict_of: int | None = None) -> Merging:
    """Return what becomes of entries that are merged.

    Of several verdicts the one of the entry `verdict_of` is kept, by default the newest that has an outcome.
    Minutes are added up where the kept verdict and the other are alike in being new work or not, because each
    is a part of the time that is meant; net minutes are those of the definition, so that no total changes.
    Notes, what was unblocked, titles and tags are put together.
    """
    ordered = tuple(sorted(entries, key=lambda entry: (entry.interaction.started_at, entry.interaction.id)))
    judged = [entry for entry in ordered if entry.assessment is not None]
    named = [entry for entry in judged if entry.interaction.id == verdict_of]
    chosen = named[0] if named else max(judged, key=_newest, default=None)
    others = [entry for entry in judged if entry is not chosen]
    return Merging(
        entries=ordered,
        chosen=chosen,
        given_up=tuple(entry for entry in others if _has_answers(entry.assessment)),
        words=_united_words(ordered, chosen),
        assessment=_united(chosen, judged) if chosen else None,
    )


def net_minutes(entry: Entry) -> float | None:
    """Return the net minutes before rework: as claimed, or the unaided estimate less the time spent."""
    said, spent = entry.assessment, entry.interaction.active_minutes
    if said is None or said.net_minutes is not None:
        return None if said is None else said.net_minutes
    return None if said.unaided_minutes is None or spent is None else said.unaided_minutes - spent


def _newest(entry: Entry) -> tuple[bool, float, int]:
    said = entry.assessment or Assessment()
    at = said.assessed_at.timestamp() if said.assessed_at else 0.0
    return said.outcome is not None, at, entry.interaction.id


def _has_answers(said: Assessment | None) -> bool:
    return said is not None and any(getattr(said, name) is not None for name in _ANSWERS)


def _united_words(entries: Sequence[Entry], chosen: Entry | None) -> EntryWords:
    """Return the words of the one entry; a project and a task type can only be one."""
    first = [entry.interaction for entry in entries]
    by_verdict = [chosen.interaction, *first] if chosen else first
    return EntryWords(
        title=_BETWEEN_TITLES.join(dict.fromkeys(one.title for one in first if one.title)) or None,
        project=first[0].project,
        task=next((one.task for one in by_verdict if one.task), None),
        tags=tuple(sorted({tag for one in first for tag in one.tags})),
    )


def _united(chosen: Entry, judged: Sequence[Entry]) -> Assessment:
    said = [entry.assessment for entry in judged if entry.assessment]
    kept = chosen.assessment or Assessment()
    if len(judged) == 1:
        said_alone = net_minutes(chosen) if not kept.is_new_work else kept.net_minutes
        return replace(kept, net_minutes=said_alone)
    alike = [entry for entry in judged if _is_new_work(entry) is _is_new_work(chosen)]
    counting = [entry for entry in alike if net_minutes(entry) is not None] or alike
    minutes: dict[str, Any] = {
        name: _sum(getattr(entry.assessment, name) for entry in alike if entry.assessment)
        for name in _MINUTES
    }
    return replace(
        kept,
        net_minutes=_sum(net_minutes(entry) for entry in alike),
        rework_minutes=_sum(entry.assessment.rework_minutes for entry in counting if entry.assessment),
        **minutes,
        note=_together((one.note for one in said), "\n\n"),
        unblocked=_together((one.unblocked for one in said), "; "),
    )


def _is_new_work(entry: Entry) -> bool:
    return bool(entry.assessment and entry.assessment.is_new_work)


def _sum(parts: Iterable[float | None]) -> float | None:
    known = [part for part in parts if part is not None]
    return sum(known) if known else None


def _together(texts: Iterable[str | None], between: str) -> str | None:
    return between.join(dict.fromkeys(text for text in texts if text)) or None
