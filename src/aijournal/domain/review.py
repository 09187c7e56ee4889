"""What a person says in a report in their own words: each part goes in because they put it there."""

from dataclasses import dataclass


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
