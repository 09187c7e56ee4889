"""What a report keeps back of what there is, counted: the other half of a preview."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from aijournal.analysis.experiment import Experiment
from aijournal.domain.carried import Carried
from aijournal.domain.kept_trial import KeptTrial
from aijournal.domain.name_kind import NameKind
from aijournal.export.aliases import Aliases, AliasKind
from aijournal.export.formats import USED, ReportFormat
from aijournal.export.include import Include
from aijournal.export.redaction import Redaction


class Kept(Enum):
    """What can be kept back, in the order in which it is told."""

    PROMPTS = auto()
    PROJECTS = auto()
    TOOLS = auto()
    TASKS = auto()
    TAGS = auto()
    BOTTLENECKS = auto()
    TRIALS = auto()
    ARMS = auto()
    QUESTIONS = auto()
    TRIAL_TASKS = auto()
    MODELS = auto()
    TITLES = auto()
    NOTES = auto()
    LINKS = auto()
    TIMES = auto()
    TOKENS = auto()
    COST = auto()
    SIGNALS = auto()


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something that is kept back, how much there is of it, and whether aliases stand in its place.

    `count` is `None` for what is not counted: it is left out as a whole.
    """

    kept: Kept
    count: int | None = None
    is_alias: bool = False


_KINDS: Final[Mapping[Kept, tuple[AliasKind, NameKind | None]]] = {
    Kept.PROJECTS: (AliasKind.PROJECT, NameKind.PROJECT),
    Kept.TOOLS: (AliasKind.TOOL, NameKind.TOOL),
    Kept.TASKS: (AliasKind.TASK, NameKind.TASK),
    Kept.TAGS: (AliasKind.TAG, NameKind.TAG),
    Kept.BOTTLENECKS: (AliasKind.BOTTLENECK, None),
    Kept.MODELS: (AliasKind.MODEL, NameKind.MODEL),
}
_IN_A_DOCUMENT: Final = frozenset({Kept.TOOLS, Kept.TASKS, Kept.BOTTLENECKS})


def left_out(
    carried: Carried,
    experiments: Sequence[Experiment],
    aliases: Aliases,
    redaction: Redaction,
    kind: ReportFormat,
) -> tuple[LeftOut, ...]:
    """Return what is not told in a format, in the order of `Kept`; nothing of what there is none of.

    Prompts and answers are always among it: a journal does not hold them.
    """
    every = (
        LeftOut(Kept.PROMPTS),
        *_names(carried, aliases, redaction, kind),
        *_trials([one.kept for one in experiments], aliases, redaction, kind),
        *_words(carried, redaction, kind),
        *_figures(redaction, kind),
    )
    return tuple(sorted(every, key=lambda one: one.kept.value))


def _names(carried: Carried, aliases: Aliases, redaction: Redaction, kind: ReportFormat) -> Iterator[LeftOut]:
    for kept, (alias_kind, name_kind) in _KINDS.items():
        names = carried.bottlenecks if name_kind is None else carried.names[name_kind]
        is_alias = _has_place(kept, redaction, kind)
        count = len(aliases.stand_ins(alias_kind, names)) if is_alias else len(names)
        if count:
            yield LeftOut(kept, count, is_alias=is_alias)


def _has_place(kept: Kept, redaction: Redaction, kind: ReportFormat) -> bool:
    """Whether a format tells of such names at all, by themselves or by aliases."""
    if kept is Kept.MODELS:
        return _is_told(redaction, Include.MODELS, kind)
    return kind.is_of_entries or kept in _IN_A_DOCUMENT


def _trials(
    trials: Sequence[KeptTrial], aliases: Aliases, redaction: Redaction, kind: ReportFormat
) -> Iterator[LeftOut]:
    """Yield what is kept back of trials; titles of tasks and reasons of refused ones always are."""
    names = {one.plan.name for one in trials}
    arms = {arm for one in trials for arm in (one.plan.control, one.plan.treatment)}
    is_told = not kind.is_of_entries
    for kept, alias_kind, told in ((Kept.TRIALS, AliasKind.TRIAL, names), (Kept.ARMS, AliasKind.ARM, arms)):
        count = len(aliases.stand_ins(alias_kind, told)) if is_told else len(told)
        if count:
            yield LeftOut(kept, count, is_alias=is_told)
    questions = sum(bool(one.plan.question) for one in trials)
    if questions and not (redaction.names and is_told):
        yield LeftOut(Kept.QUESTIONS, questions)
    if tasks := sum(one.drawn + one.refused for one in trials):
        yield LeftOut(Kept.TRIAL_TASKS, tasks)


def _words(carried: Carried, redaction: Redaction, kind: ReportFormat) -> Iterator[LeftOut]:
    for kept, include, count in (
        (Kept.TITLES, Include.TITLES, carried.titles),
        (Kept.NOTES, Include.NOTES, carried.notes),
        (Kept.LINKS, Include.PATHS, carried.links),
    ):
        if count and not _is_told(redaction, include, kind):
            yield LeftOut(kept, count)


def _figures(redaction: Redaction, kind: ReportFormat) -> Iterator[LeftOut]:
    for kept, include in (
        (Kept.TIMES, Include.TIMES),
        (Kept.TOKENS, Include.TOKENS),
        (Kept.COST, Include.COST),
        (Kept.SIGNALS, Include.SIGNALS),
    ):
        if not _is_told(redaction, include, kind):
            yield LeftOut(kept)


def _is_told(redaction: Redaction, include: Include, kind: ReportFormat) -> bool:
    return include in USED[kind] and bool(getattr(redaction, include))
