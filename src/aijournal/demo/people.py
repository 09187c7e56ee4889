"""Two people to whom a meter shows the same: one pads it, the other works. How each goes about a stint."""

from collections.abc import Mapping

import msgspec

from aijournal.demo.half_year import WeekMark
from aijournal.demo.stints import Length
from aijournal.domain.assessment import Accepted, Motive, Need, Outcome
from aijournal.resources import resource


class Upshot(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What may come of a conversation, `share` being how often, by weight.

    Of what is listed, one is drawn. `outcome` is the name of one. `calls_a_prompt` says how many calls answer
    a prompt, `None` that a single prompt is all there is. `unaided` are the minutes that the work takes
    without AI; where there are none, they are the active minutes and the net ones together. `useful_before`
    says how many prompts came before the useful answer, `useful_after` how many after it; without either,
    none is marked.
    """

    share: int
    outcome: str
    need: tuple[Need, ...]
    net: tuple[float, ...]
    accepted: tuple[Accepted, ...]
    calls_a_prompt: float | None = None
    unaided: tuple[float, ...] = ()
    useful_before: tuple[int, ...] = ()
    useful_after: tuple[int, ...] = ()

    @property
    def verdict(self) -> Outcome:
        """What the person says of it."""
        return Outcome[self.outcome]

    @property
    def has_helped(self) -> bool:
        """Whether it counts as helped."""
        return self.verdict in {Outcome.HELPED, Outcome.HELPED_A_LOT}


class Manner(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How a person goes about stints of one length: why, in how many conversations, and with which upshots.

    `relief` is the share of what helped that falls on a bottleneck. A task type without `titles` has those
    of everybody.
    """

    motives: tuple[Motive, ...]
    relief: float
    upshots: tuple[Upshot, ...]
    notes: tuple[str, ...]
    titles: Mapping[str, tuple[str, ...]] = {}
    conversations: int = 1


Person = Mapping[Length, Manner]


class TwoPeople(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What both have in their lists, and the manners of each."""

    bottlenecks: tuple[str, ...]
    marks: tuple[WeekMark, ...]
    padder: Person
    craftsman: Person


def load_two_people() -> TwoPeople:
    """Read what came with the program."""
    return msgspec.json.decode(resource("demo", "two_people.json").read_bytes(), type=TwoPeople)
