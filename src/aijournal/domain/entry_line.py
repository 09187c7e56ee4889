"""The one-line entry: what a person types to log an interaction in under five seconds."""

from dataclasses import dataclass
from datetime import datetime

from aijournal.domain.assessment import Assessment


@dataclass(frozen=True, slots=True)
class Chip:
    """One understood part of the line: characters `start` to `end`, and its meaning in words."""

    start: int
    end: int
    kind: str
    label: str


@dataclass(frozen=True, slots=True)
class EntryLine:
    """What a one-line entry says; every part but the title may be left out.

    `started_at` is aware, in the zone that the person is in; `None` means now. `assessment` is `None`
    where the line says nothing that only the person knows.
    """

    title: str
    project: str | None = None
    tool: str | None = None
    model: str | None = None
    task: str | None = None
    tags: tuple[str, ...] = ()
    url: str | None = None
    started_at: datetime | None = None
    typed_tokens: int | None = None
    assessment: Assessment | None = None
    chips: tuple[Chip, ...] = ()
