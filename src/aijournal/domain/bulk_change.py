"""What can be done to many entries at once, and what came of it."""

from dataclasses import dataclass

from aijournal.domain.assessment import Need, Outcome
from aijournal.domain.wording import storable_or_none


@dataclass(frozen=True, slots=True)
class SetProject:
    """Say which project they belong to, or that it is none."""

    project: str | None

    def __post_init__(self) -> None:
        object.__setattr__(self, "project", storable_or_none(self.project))


@dataclass(frozen=True, slots=True)
class SetTask:
    """Say what kind of work they were, or take that back."""

    task: str | None

    def __post_init__(self) -> None:
        object.__setattr__(self, "task", storable_or_none(self.task))


@dataclass(frozen=True, slots=True)
class ChangeTags:
    """Add tags and remove others; the rest of an entry's tags stay.

    To add and remove the same one is a `ValueError`: nobody could say what is meant.
    """

    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "added", _tags(self.added))
        object.__setattr__(self, "removed", _tags(self.removed))
        if both := set(self.added) & set(self.removed):
            raise ValueError(f"added and removed at once: {sorted(both)}")


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


def _tags(tags: tuple[str, ...]) -> tuple[str, ...]:
    """Return tags that can be kept, each once."""
    return tuple(dict.fromkeys(tag for typed in tags if (tag := storable_or_none(typed))))
