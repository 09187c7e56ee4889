"""What a report keeps back of what there is, counted: the other half of a preview."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from aijournal.domain.carried import Carried
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
    carried: Carried, aliases: Aliases, redaction: Redaction, kind: ReportFormat
) -> tuple[LeftOut, ...]:
    """Return what of the entries is not told in a format, in the order of `Kept`; nothing that there is not.

    Prompts and answers are always among it: a journal does not hold them.
    """
    return (
        LeftOut(Kept.PROMPTS),
        *_names(carried, aliases, redaction, kind),
        *_words(carried, redaction, kind),
        *_figures(redaction, kind),
    )


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
