"""What a person says in a report in their own words: each part goes in because they put it there."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class PickedItem:
    """One piece of work that the person picked: what it was about, who did what, and what came of it.

    `uid` is the entry's, which is never written down; every other part may be empty.
    """

    uid: str
    situation: str = ""
    ai_did: str = ""
    person_did: str = ""
    result: str = ""
    link: str = ""

    @property
    def parts(self) -> tuple[str, ...]:
        """The words of the item, those that are empty left out."""
        every = (self.situation, self.ai_did, self.person_did, self.result, self.link)
        return tuple(part for part in every if part.strip())


@dataclass(frozen=True, slots=True)
class OwnWords:
    """The person's own part of a report: what got unblocked, what they changed, learned, and do next."""

    unblocked: tuple[PickedItem, ...] = ()
    changed: str = ""
    learned: str = ""
    next: str = ""

    @property
    def parts(self) -> tuple[str, ...]:
        """Everything that was written, in the order in which a report says it."""
        items = (part for item in self.unblocked for part in item.parts)
        return tuple(part for part in (*items, self.changed, self.learned, self.next) if part.strip())


class ReviewText(StrEnum):
    """What is said of no single entry; each value is the name of its part of `OwnWords`."""

    CHANGED = "changed"
    LEARNED = "learned"
    NEXT = "next"


@dataclass(frozen=True, slots=True)
class PickedEntry:
    """What is told of an entry, and the entry as a person knows it: its number, its title and its day."""

    item: PickedItem
    number: int
    title: str | None
    day: date


@dataclass(frozen=True, slots=True)
class ReviewWords:
    """What the person wrote for a review of some entries, in the order in which these were picked.

    `others` counts what was picked of entries that are not among them, or not in the journal any more.
    """

    picked: tuple[PickedEntry, ...] = ()
    changed: str = ""
    learned: str = ""
    next: str = ""
    others: int = 0

    @property
    def told(self) -> OwnWords:
        """The words as a report tells them."""
        items = tuple(one.item for one in self.picked)
        return OwnWords(items, changed=self.changed, learned=self.learned, next=self.next)
