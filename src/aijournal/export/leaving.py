"""The words that leave with a report, and what in them should not: looked through before they are written."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from aijournal.analysis.experiment import Experiment
from aijournal.domain.carried import Carried
from aijournal.domain.entry import Entry
from aijournal.domain.name_kind import NameKind
from aijournal.domain.review import OwnWords
from aijournal.export.findings import Acknowledgement, Finding, FindingKind
from aijournal.export.formats import ReportFormat
from aijournal.export.own_names import OwnNames
from aijournal.export.redaction import Redaction
from aijournal.export.scanner import findings_in

_AT_A_TIME: Final = 64  # texts, between two looks at whether to stop
_ORDER: Final = {kind: place for place, kind in enumerate(FindingKind)}


class Place(StrEnum):
    """Where in a report words stand."""

    ITEM = "item"
    CHANGED = "changed"
    LEARNED = "learned"
    NEXT = "next"
    NAME = "name"
    TITLE = "title"
    NOTE = "note"
    LINK = "link"
    TRIAL = "trial"


@dataclass(frozen=True, slots=True)
class Words:
    """A text that leaves, and where it stands; `number` is the item's from 1, or the entry's, else 0."""

    text: str
    place: Place
    number: int = 0


@dataclass(frozen=True, slots=True)
class Sighting:
    """Something that should not leave by accident, once for each text of its kind, and where it stands.

    `count` is how often it stands there in all; `place` and `number` are of the first time.
    """

    finding: Finding
    place: Place
    number: int
    count: int

    @property
    def acknowledgement(self) -> Acknowledgement:
        """What is remembered once the person has seen it."""
        return self.finding.acknowledgement


def own_words_told(words: OwnWords, kind: ReportFormat) -> Iterator[Words]:
    """Yield what the person wrote for the report, where a format tells it."""
    if kind.is_of_entries:
        return
    for number, item in enumerate(words.unblocked, start=1):
        yield from (Words(part, Place.ITEM, number) for part in item.parts)
    for text, place in (
        (words.changed, Place.CHANGED),
        (words.learned, Place.LEARNED),
        (words.next, Place.NEXT),
    ):
        if text.strip():
            yield Words(text, place)


def names_told(carried: Carried, redaction: Redaction, kind: ReportFormat) -> Iterator[Words]:
    """Yield the names that a format tells as they are."""
    kinds: Mapping[NameKind, bool] = {
        NameKind.PROJECT: redaction.names and kind.is_of_entries,
        NameKind.TAG: redaction.names and kind.is_of_entries,
        NameKind.TOOL: redaction.names,
        NameKind.TASK: redaction.names,
        NameKind.MODEL: redaction.models and kind.is_of_entries,
    }
    for name_kind, is_told in kinds.items():
        if is_told:
            yield from (Words(name, Place.NAME) for name in carried.names[name_kind])
    if redaction.names:
        yield from (Words(name, Place.NAME) for name in carried.bottlenecks)


def words_of_trials(
    experiments: Iterable[Experiment], redaction: Redaction, kind: ReportFormat
) -> Iterator[Words]:
    """Yield the words of trials that a format tells as they are."""
    if kind.is_of_entries or not redaction.names:
        return
    for one in experiments:
        plan = one.kept.plan
        words = (plan.name, plan.question, plan.treatment, plan.control)
        yield from (Words(text, Place.TRIAL) for text in words if text)


def words_of_entry(entry: Entry, redaction: Redaction) -> Iterator[Words]:
    """Yield the words of an entry that a table of entries tells."""
    said, number = entry.assessment, entry.interaction.id
    if redaction.titles and entry.interaction.title:
        yield Words(entry.interaction.title, Place.TITLE, number)
    if redaction.notes and said is not None:
        yield from (Words(text, Place.NOTE, number) for text in (said.unblocked, said.note) if text)
    if redaction.paths and entry.interaction.url:
        yield Words(entry.interaction.url, Place.LINK, number)


def look_through(
    every: Sequence[Words],
    names: OwnNames,
    progress: Callable[[int], None] = lambda _: None,
    is_cancelled: Callable[[], bool] = lambda: False,
) -> tuple[Sighting, ...] | None:
    """Return what should not leave, the worst first, each text of a kind once; `None` once it is cancelled.

    `progress` is told how many of the texts are behind.
    """
    found: dict[Acknowledgement, Sighting] = {}
    for number, words in enumerate(every):
        if number % _AT_A_TIME == 0:
            progress(number)
            if is_cancelled():
                return None
        for one in findings_in(words.text, names):
            known = found.get(one.acknowledgement)
            first = known or Sighting(one, words.place, words.number, 0)
            found[one.acknowledgement] = Sighting(first.finding, first.place, first.number, first.count + 1)
    return tuple(sorted(found.values(), key=lambda one: _ORDER[one.finding.kind]))


def unseen(every: Iterable[Sighting], seen: Iterable[Acknowledgement]) -> tuple[Sighting, ...]:
    """Return what the person has not seen yet."""
    known = frozenset(seen)
    return tuple(one for one in every if one.acknowledgement not in known)
