"""Several entries that become one: which words and which verdict the one has, before anything is changed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from aijournal.domain.assessment import VERDICT, Assessment
from aijournal.domain.entry import Entry, EntryWords, Interaction

BETWEEN_TITLES = " · "
_MINUTES = ("unaided_minutes", "forecast_without_minutes", "forecast_with_minutes")
# These are added up or put together; everything else in a verdict is an answer that only one can give.
_UNITED = frozenset({"net_minutes", "rework_minutes", *_MINUTES, "unblocked"})
_ANSWERS = tuple(name for name in VERDICT if name not in _UNITED)


@dataclass(frozen=True, slots=True)
class Merging:
    """What merging some entries comes to: a question to show, and an order to carry out.

    `entries` are in order of time; the first one keeps its number. `chosen` is the one whose verdict is kept,
    `None` where none has one; `given_up` are those whose answers that verdict takes the place of.
    `assessment` and `words` are what the one entry will say. `net_before` and `net_after` are the minutes
    that count as saved or lost, after rework, of all of them and of the one; `None` where none does.
    `log_project` is the project that the logs name for all of them.
    """

    entries: tuple[Entry, ...]
    chosen: Entry | None
    given_up: tuple[Entry, ...]
    words: EntryWords
    assessment: Assessment | None
    net_before: float | None = None
    net_after: float | None = None
    log_project: str | None = None

    def with_verdict_of(self, number: int) -> "Merging":
        """Return what merging the same entries comes to if the verdict of another one is kept."""
        return plan_merging(self.entries, number, self.log_project)


def plan_merging(
    entries: Iterable[Entry], verdict_of: int | None = None, log_project: str | None = None
) -> Merging:
    """Return what becomes of entries that are merged.

    Of several verdicts the one of the entry `verdict_of` is kept, by default the newest that has an outcome.
    Minutes are added up where the kept verdict and the other are alike in being new work or not, because each
    is a part of the time that is meant. Net minutes are those of the definition, and an estimate of which
    none came goes: the time spent on all of them is not what it was an estimate beside. So the total stays as
    it is, unless the kept verdict says new work, which is no time saved, and another one does not.
    Notes, what was unblocked, titles and tags are put together. Project and task type are those of the kept
    verdict, else of the first that has one; a project that the person named comes before `log_project`, which
    the logs name for all of them, by default that of the first entry.
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
        words=_united_words(ordered, chosen, log_project),
        assessment=(said := _united(chosen, judged) if chosen else None),
        net_before=_sum(_counted(entry.assessment, net_minutes(entry)) for entry in ordered),
        net_after=_counted(said, said.net_minutes if said else None),
        log_project=log_project,
    )


def net_minutes(entry: Entry) -> float | None:
    """Return the net minutes before rework: as claimed, or the unaided estimate less the time spent."""
    said, spent = entry.assessment, entry.interaction.active_minutes
    if said is None or said.net_minutes is not None:
        return None if said is None else said.net_minutes
    return None if said.unaided_minutes is None or spent is None else said.unaided_minutes - spent


def _counted(said: Assessment | None, net: float | None) -> float | None:
    """Return the minutes that totals count: after rework, and none of new work."""
    if said is None or said.is_new_work or net is None:
        return None
    return net - (said.rework_minutes or 0.0)


def _newest(entry: Entry) -> tuple[bool, bool, float, int]:
    said = entry.assessment or Assessment()
    at = said.assessed_at.timestamp() if said.assessed_at else 0.0
    return said.outcome is not None, said.is_verdict, at, entry.interaction.id


def _has_answers(said: Assessment | None) -> bool:
    return said is not None and any(getattr(said, name) is not None for name in _ANSWERS)


def _united_words(entries: Sequence[Entry], chosen: Entry | None, log_project: str | None) -> EntryWords:
    """Return the words of the one entry; a project and a task type can only be one."""
    first = [entry.interaction for entry in entries]
    by_verdict = [chosen.interaction, *first] if chosen else first
    return EntryWords(
        title=BETWEEN_TITLES.join(dict.fromkeys(one.title for one in first if one.title)) or None,
        project=_project(by_verdict, first, log_project),
        task=next((one.task for one in by_verdict if one.task), None),
        tags=tuple(sorted({tag for one in first for tag in one.tags})),
    )


def _project(
    by_verdict: Sequence[Interaction], by_time: Sequence[Interaction], log_project: str | None
) -> str | None:
    """Return the project that the person named, else the log's: that of the first prompt, then of a run."""
    named = (one.project for one in by_verdict if one.project != one.log_project)
    of_logs = sorted(by_time, key=lambda one: one.exchanges == 0)
    first = (one.log_project for one in of_logs if one.log_project)
    return next(named, log_project or next(first, None))


def _united(chosen: Entry, judged: Sequence[Entry]) -> Assessment:
    said = [entry.assessment for entry in judged if entry.assessment]
    kept = chosen.assessment or Assessment()
    alike = [entry for entry in judged if _is_new_work(entry) is _is_new_work(chosen)]
    counting = [entry for entry in alike if _claimed(entry) is not None] or alike
    net = _sum(_claimed(entry) for entry in alike)
    minutes: dict[str, Any] = {
        name: _sum(getattr(entry.assessment, name) for entry in alike if entry.assessment)
        for name in _MINUTES
    }
    if net is None and not kept.is_new_work:
        minutes["unaided_minutes"] = None
    return replace(
        kept,
        net_minutes=net,
        rework_minutes=_sum(entry.assessment.rework_minutes for entry in counting if entry.assessment),
        **minutes,
        note=_together((one.note for one in said), "\n\n"),
        unblocked=_together((one.unblocked for one in said), "; "),
    )


def _claimed(entry: Entry) -> float | None:
    """Return net minutes as they are added up; of new work only what was said, for none are worked out."""
    said = entry.assessment
    return said.net_minutes if said and said.is_new_work else net_minutes(entry)


def _is_new_work(entry: Entry) -> bool:
    return bool(entry.assessment and entry.assessment.is_new_work)


def _sum(parts: Iterable[float | None]) -> float | None:
    known = [part for part in parts if part is not None]
    return sum(known) if known else None


def _together(texts: Iterable[str | None], between: str) -> str | None:
    return between.join(dict.fromkeys(text for text in texts if text)) or None
