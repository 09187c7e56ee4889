"""What a person remembers and rates: an interaction with the person's verdict."""

from dataclasses import dataclass
from datetime import date, datetime

from aijournal.domain.assessment import Assessment
from aijournal.domain.facts import Call, Charge, ExchangeKind, LogLocation, charges_by_unit
from aijournal.domain.tokens import TokenUsage


@dataclass(frozen=True, slots=True)
class Interaction:
    """A piece of work with one tool in one conversation, with the sums of its calls.

    `id` is the journal's short number for it, `uid` its name for ever. `usage` sums the calls'
    known tokens; `typed_tokens` is a total that a person typed, without a split. `local_day` is the
    day it began where the person was. `is_asked` says whether the inbox asks about it, `is_audit`
    whether it was drawn at random for assessment, `is_provisional` that its log may still grow.
    `weighted_tokens` is `None` where any call's tokens are unknown or a lower bound. `active_minutes` is
    the time with prompts in it, `None` where no prompt is on record. `log_project` is the project that the
    log names, which is `project` too unless the person named another one.
    """

    id: int
    uid: str
    source: str | None
    tool: str | None
    model: str | None
    project: str | None
    task: str | None
    title: str | None
    tags: tuple[str, ...]
    started_at: datetime
    ended_at: datetime
    local_day: date
    utc_offset_minutes: int
    exchanges: int
    calls: int
    calls_without_tokens: int
    usage: TokenUsage
    typed_tokens: int | None
    weighted_tokens: float | None
    active_minutes: int | None
    is_audit: bool
    is_asked: bool
    is_closed: bool
    is_provisional: bool
    url: str | None = None
    log_project: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """An interaction, and what the person said of it or nothing yet.

    `prompt` is where the first prompt lies in the tool's own log, for a peek.
    """

    interaction: Interaction
    assessment: Assessment | None = None
    prompt: LogLocation | None = None


@dataclass(frozen=True, slots=True)
class EntryWords:
    """What a person calls an entry; `None` leaves a part without words."""

    title: str | None = None
    project: str | None = None
    task: str | None = None
    tags: tuple[str, ...] = ()


SortValue = str | float | None
"""What entries are put in order by besides their start; `None` where it is not known."""


@dataclass(frozen=True, slots=True)
class EntryPlace:
    """Where an entry stands among others in some order: by its value in that order, its start and its id."""

    started_at: datetime
    id: int
    value: SortValue = None


@dataclass(frozen=True, slots=True)
class EntryOutline:
    """How many entries a question has, and where every `step`-th of them stands in the order asked for.

    A table can show any part of a long list by it: entry number `i * step` is the first one at or behind
    `anchors[i]`.
    """

    count: int
    step: int
    anchors: tuple[EntryPlace, ...]


@dataclass(frozen=True, slots=True)
class ExchangeDetail:
    """One exchange of an entry, as the detail view shows it, with its calls in order of time.

    `id` is the journal's number for it, `native_id` the tool's.
    """

    id: int
    native_id: str
    kind: ExchangeKind
    started_at: datetime
    ended_at: datetime
    prompt: LogLocation | None
    calls: tuple[Call, ...]

    @property
    def charges(self) -> tuple[Charge, ...]:
        """What the tool charged for the exchange, by unit."""
        return charges_by_unit(charge for call in self.calls for charge in call.charges)


@dataclass(frozen=True, slots=True)
class EntryDetail:
    """An entry with everything the journal knows under it."""

    entry: Entry
    exchanges: tuple[ExchangeDetail, ...]

    @property
    def charges(self) -> tuple[Charge, ...]:
        """What the tool charged for the work, by unit, beside the tokens that it took."""
        return charges_by_unit(charge for one in self.exchanges for charge in one.charges)
