"""What a log says: calls of a model, and the exchanges they were made for."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from pathlib import Path

from aijournal.domain.tokens import TokenUsage


@dataclass(frozen=True, slots=True)
class Charge:
    """What a tool says that it charged, in a unit of its own, such as `credit`; not what tokens cost."""

    amount: Decimal
    unit: str


def charges_by_unit(charges: Iterable[Charge]) -> tuple[Charge, ...]:
    """Return the sums of charges, unit by unit, in order of the units; units are never added together."""
    sums: dict[str, Decimal] = {}
    for charge in charges:
        sums[charge.unit] = sums.get(charge.unit, Decimal()) + charge.amount
    return tuple(Charge(amount, unit) for unit, amount in sorted(sums.items()))


def plain_amount(amount: Decimal) -> str:
    """Return an amount with all of its digits and no others: no exponent, no zeros behind the last one."""
    text = f"{amount:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


@dataclass(frozen=True, slots=True)
class Call:
    """One sighting of one response of a model. Key: (source, `native_id`).

    A log may hold several sightings of a response while it streams, and copies of it in other files;
    `completed_by` folds them. `is_sidechain` marks a sighting outside the main conversation: where
    both exist, the response belongs to the main one. `is_extra` marks a call that rides on another
    call's record and so is no record of its own. A sighting may stand for several records in a row of one
    log: `earlier` is what those before had said, each less than the next, and `repeats` the number of those
    that said nothing more. `charges` is what the tool charged for it, beside the
    tokens that it took, of which a tool that charges often says nothing.
    """

    native_id: str
    at: datetime
    usage: TokenUsage
    model: str | None = None
    provider: str | None = None
    is_sidechain: bool = False
    is_extra: bool = False
    charges: tuple[Charge, ...] = ()
    earlier_outputs: tuple[int, ...] = field(default=(), compare=False)
    repeats: int = field(default=0, compare=False)

    @property
    def records(self) -> int:
        """How many log records the sighting stands for."""
        return 0 if self.is_extra else 1 + len(self.earlier_outputs) + self.repeats

    def steps(self) -> Iterator["Call"]:
        """Yield the sighting of each record that said something more than the one before it."""
        for output in self.earlier_outputs:
            yield replace(self, usage=self.usage.while_it_streamed(output))
        yield self

    def completed_by(self, other: "Call") -> "Call":
        """Return what two sightings of the same response say together, in whatever order they came.

        How many records they stand for is not kept.
        """
        usage = self.usage.completed_by(other.usage)
        # The main conversation knows when it was; of two alike, the first sighting does.
        is_alike = self.is_sidechain is other.is_sidechain
        at = other.at if (other.at < self.at if is_alike else self.is_sidechain) else self.at
        sidechain = self.is_sidechain and other.is_sidechain
        charges = self.charges
        if other.charges is not charges:
            charges = max(charges, other.charges, key=_by_amount)
        if (
            usage is self.usage
            and at is self.at
            and sidechain is self.is_sidechain
            and charges is self.charges
            and self.model
        ):
            return self
        # Not `replace`, which takes four times as long: a response is logged block by block.
        return Call(
            self.native_id,
            at,
            usage,
            self.model or other.model,
            self.provider or other.provider,
            sidechain,
            self.is_extra,
            charges,
        )


def _by_amount(charges: tuple[Charge, ...]) -> tuple[Decimal, tuple[tuple[str, Decimal], ...]]:
    """Order sightings of one response: what was charged for it only ever grows."""
    sums = charges_by_unit(charges)
    total = sum((charge.amount for charge in sums), Decimal())
    return total, tuple((charge.unit, charge.amount) for charge in sums)


class ExchangeKind(StrEnum):
    """Who began an exchange."""

    PROMPT = "prompt"  # a person
    RUN = "run"  # nobody: a subagent, a warm-up


@dataclass(frozen=True, slots=True)
class LogLocation:
    """Where a prompt lies in a tool's own log, so that it can be peeked at and need not be kept."""

    path: Path
    offset: int


@dataclass(frozen=True, slots=True)
class Exchange:
    """One human prompt and the calls made to answer it. Key: (source, `native_id`).

    A `RUN` has no prompt of its own; `prompt_group` (the tool's id of the prompt that caused it) or
    else its time ties it to the exchange that started it. `prompt_group` is `None` where the sighting
    is a copy in a forked conversation. `is_scripted` marks prompts that no person typed.

    The same exchange may be sighted again: in a copied file, or with more `calls` when its log grew.
    `prompt_records` is how many log records stand for the prompt itself in this sighting (0 when
    they were accounted for by an earlier reading).
    """

    source: str
    native_id: str
    conversation_id: str
    started_at: datetime
    ended_at: datetime
    calls: Sequence[Call] = ()
    kind: ExchangeKind = ExchangeKind.PROMPT
    project: str | None = None
    prompt_group: str | None = None
    is_scripted: bool = False
    location: LogLocation | None = None
    prompt_records: int = 1
