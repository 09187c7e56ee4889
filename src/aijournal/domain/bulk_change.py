"""What can be done to many entries at once, and what came of it."""

from dataclasses import dataclass

from aijournal.domain.assessment import Need, Outcome


@dataclass(frozen=True, slots=True)
class SetProject:
    """Say which project they belong to, or that it is none."""

    project: str | None


@dataclass(frozen=True, slots=True)
class SetTask:
    """Say what kind of work they were, or take that back."""

    task: str | None


@dataclass(frozen=True, slots=True)
class ChangeTags:
    """Add tags and remove others; the rest of an entry's tags stay."""

    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Judge:
    """Say whether they helped, whether the AI was needed, or both; all else that was said stays."""

    outcome: Outcome | None = None
    need: Need | None = None


@dataclass(frozen=True, slots=True)
class StopAsking:
    """Let the inbox not ask about those that wait."""


@dataclass(frozen=True, slots=True)
class Delete:
    """Move them to the trash."""


BulkChange = SetProject | SetTask | ChangeTags | Judge | StopAsking | Delete


@dataclass(frozen=True, slots=True)
class BulkResult:
    """How many entries changed, how many were so already, and how many are gone; cancelled: none changed."""

    changed: int
    unchanged: int = 0
    gone: int = 0
    was_cancelled: bool = False
