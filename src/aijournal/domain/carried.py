"""What entries carry besides figures: words that a person or a log wrote, and names."""

from collections.abc import Mapping
from dataclasses import dataclass

from aijournal.domain.name_kind import NameKind


@dataclass(frozen=True, slots=True)
class Carried:
    """How many entries there are, how many have words of each kind, and every name among them by its kind.

    `notes` counts entries with a note or with what got unblocked; a name is in `names` once, in the spelling
    of the journal.
    """

    entries: int
    titles: int
    notes: int
    links: int
    names: Mapping[NameKind, tuple[str, ...]]
    bottlenecks: tuple[str, ...]
