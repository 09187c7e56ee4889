"""What a journal holds, one record at a time, free of the file that it lies in.

Records name each other by what stays the same everywhere: entries by their uid, exchanges and calls by the
source and the id that their tool gave them. Each can check itself, because it may come from a file that
anybody can write; what a journal holds is told as it is.
"""

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from aijournal.domain.assessment import Accepted, Door, LeftMe, Motive, Need, Outcome, Quality
from aijournal.domain.facts import Charge
from aijournal.domain.portable_checks import (
    DAY_OF_MINUTES,
    MOST_NUMBERED,
    Checked,
    require_amount,
    require_counts,
    require_digits,
    require_instants,
    require_names,
)
from aijournal.domain.portable_trial import PortableTrial, PortableTrialTask


@dataclass(frozen=True, slots=True)
class PortableSource(Checked):
    """A source, and the tool whose logs it is."""

    name: str
    tool: str

    def check(self) -> None:
        """Raise `ValueError`, with a few plain words, if it says what cannot be."""
        require_names(self.name, self.tool)


@dataclass(frozen=True, slots=True)
class PortableModel(Checked):
    """A model that calls or typed entries name; the order in which they are told is the journal's own."""

    name: str | None = None
    provider: str | None = None


@dataclass(frozen=True, slots=True)
class PromptPlace(Checked):
    """Where a prompt lies in a log of the machine that read it; `is_base64` where a path is no text."""

    log: str
    offset: int | None = None
    is_base64: bool = False

    def check(self) -> None:
        """Raise `ValueError`, with a few plain words, if it says what cannot be."""
        require_names(self.log)
        try:
            has_nul = self.is_base64 and b"\0" in base64.b64decode(self.log, validate=True)
        except ValueError:
            has_nul = True
        if has_nul:
            raise ValueError("an empty or impossible name")
        require_counts(self.offset, most=1 << 62)


@dataclass(frozen=True, slots=True)
class PortableCall(Checked):
    """One response of a model; unknown tokens are `None`."""

    id: str
    at: datetime
    model: str | None = None
    provider: str | None = None
    sidechain: bool = False
    input_tokens: int | None = None
    cache_write_tokens: int | None = None
    cache_write_1h_tokens: int | None = None
    cache_read_tokens: int | None = None
    output_tokens: int | None = None
    reasoning_tokens: int | None = None
    output_is_lower_bound: bool = False
    charges: tuple[Charge, ...] = ()

    def check(self) -> None:
        """Raise `ValueError`, with a few plain words, if it says what cannot be."""
        require_names(self.id)
        require_instants(self.at)
        require_counts(self.input_tokens, self.cache_write_tokens, self.cache_write_1h_tokens)
        require_counts(self.cache_read_tokens, self.output_tokens, self.reasoning_tokens)
        for charge in self.charges:
            require_amount(charge.amount)


@dataclass(frozen=True, slots=True)
class PortableExchange(Checked):
    """One exchange with its calls; one of very many comes in several records, each with some of them."""

    source: str
    id: str
    conversation_id: str
    started_at: datetime
    ended_at: datetime
    is_run: bool = False
    is_scripted: bool = False
    prompt_group: str | None = None
    project: str | None = None
    prompt: PromptPlace | None = None
    calls: tuple[PortableCall, ...] = ()

    def check(self) -> None:
        """Raise `ValueError`, with a few plain words, if it says what cannot be."""
        require_names(self.source, self.id, self.conversation_id)
        require_instants(self.started_at, self.ended_at)
        if self.prompt is not None:
            self.prompt.check()
        for call in self.calls:
            call.check()


@dataclass(frozen=True, slots=True)
class PortableVerdict(Checked):
    """A person's verdict, in the words of `Assessment`; `useful_exchange` is the id of an exchange."""

    assessed_at: datetime
    outcome: int | str | None = None
    need: Need | None = None
    net_minutes: float | None = None
    rework_minutes: float | None = None
    unaided_minutes: float | None = None
    forecast_without_minutes: float | None = None
    forecast_with_minutes: float | None = None
    accepted: Accepted | None = None
    would_do_again: bool | None = None
    bottleneck: str | None = None
    new_work: bool | None = None
    quality: Quality | None = None
    motive: Motive | None = None
    unblocked: str | None = None
    note: str | None = None
    confidence: float | None = None
    left_me: LeftMe | None = None
    useful_exchange: str | None = None
    rework_asked_at: datetime | None = None
    seconds_taken: float | None = None
    door: Door | None = None

    def check(self) -> None:
        """Raise `ValueError`, with a few plain words, if it says what cannot be."""
        require_instants(self.assessed_at, self.rework_asked_at)
        if self.outcome is not None and self.outcome not in _OUTCOMES:
            raise ValueError("an outcome that there is not")


_OUTCOMES = frozenset(one.value for one in Outcome)


@dataclass(frozen=True, slots=True)
class PortableEntry(Checked):
    """An entry with all that the person said of it, and the ids of the exchanges that are in it.

    `number` is the one under which the person knows it. Where `source` is `None` it was typed by hand, and
    `model`, `provider` and `typed_tokens` were too. `project` differs from `log_project` where the person
    named another. `joined` and `merged` are the uids of entries that became one with it.
    """

    uid: str
    number: int
    started_at: datetime
    ended_at: datetime
    time_zone: str
    utc_offset_minutes: int
    local_day: date
    source: str | None = None
    conversation_id: str | None = None
    tool: str | None = None
    model: str | None = None
    provider: str | None = None
    project: str | None = None
    log_project: str | None = None
    task: str | None = None
    title: str | None = None
    url: str | None = None
    typed_tokens: int | None = None
    closed: bool = False
    asked: bool = False
    audit: bool = False
    prompted: bool = True
    snoozed_until: datetime | None = None
    tags: tuple[str, ...] = ()
    assessment: PortableVerdict | None = None
    exchanges: tuple[str, ...] = ()
    joined: tuple[str, ...] = ()
    merged: tuple[str, ...] = ()

    def check(self) -> None:
        """Raise `ValueError`, with a few plain words, if it says what cannot be."""
        require_names(self.uid, *self.exchanges, *self.joined, *self.merged)
        require_instants(self.started_at, self.ended_at, self.snoozed_until)
        require_counts(self.typed_tokens)
        require_counts(self.number, most=1 << 62)
        if abs(self.utc_offset_minutes) > DAY_OF_MINUTES:
            raise ValueError("an impossible offset from UTC")
        if self.source is None and self.exchanges:
            raise ValueError("exchanges without a source")
        if self.assessment is not None:
            self.assessment.check()

    @property
    def is_spoken_of(self) -> bool:
        """Whether the person shaped it or said anything of it."""
        words = (self.title, self.task, self.url, self.assessment)
        return (
            self.closed
            or bool(self.tags)
            or any(word is not None for word in words)
            or self.project != self.log_project
        )


@dataclass(frozen=True, slots=True)
class PortableMark(Checked):
    """A mark in time."""

    day: date
    text: str


@dataclass(frozen=True, slots=True)
class PortableTaskType(Checked):
    """A kind of work that the person put in order, or put away."""

    name: str
    position: int
    retired: bool = False

    def check(self) -> None:
        """Raise `ValueError`, with a few plain words, if it says what cannot be."""
        require_counts(abs(self.position), most=MOST_NUMBERED)


@dataclass(frozen=True, slots=True)
class PortableBottleneck(Checked):
    """Where the work is stuck; a day that is `None` stands for ever before, or still."""

    name: str
    first_day: date | None = None
    last_day: date | None = None


@dataclass(frozen=True, slots=True)
class PortableView(Checked):
    """A saved view; whoever reads its content leaves out what it does not know."""

    name: str
    content: Mapping[str, Any]
    is_default: bool = False


@dataclass(frozen=True, slots=True)
class PortablePause(Checked):
    """A signal that is to stay silent until a day."""

    signal: str
    until_day: date


@dataclass(frozen=True, slots=True)
class PortableOtherWork(Checked):
    """Two entries, by their uids, that look like the same work and are not."""

    typed: str
    imported: str


@dataclass(frozen=True, slots=True)
class PortablePickedItem(Checked):
    """What the person tells of an entry in a review, in their own words; `uid` is the entry's."""

    uid: str
    situation: str = ""
    ai_did: str = ""
    person_did: str = ""
    result: str = ""
    link: str = ""

    def check(self) -> None:
        """Raise `ValueError`, with a few plain words, if it says what cannot be."""
        require_names(self.uid)


@dataclass(frozen=True, slots=True)
class PortableReviewText(Checked):
    """What the person says in a review of no single entry; `name` is what it is about."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class PortableKeptName(Checked):
    """A name that is not to leave in a report."""

    name: str


@dataclass(frozen=True, slots=True)
class PortableDeletion(Checked):
    """The keyed hash, as hexadecimal digits, of something that was deleted and is to stay so."""

    hash: str

    def check(self) -> None:
        """Raise `ValueError`, with a few plain words, if it says what cannot be."""
        require_digits(self.hash)


PortableRecord = (
    PortableSource
    | PortableModel
    | PortableExchange
    | PortableEntry
    | PortableMark
    | PortableTaskType
    | PortableBottleneck
    | PortableView
    | PortablePause
    | PortableOtherWork
    | PortablePickedItem
    | PortableReviewText
    | PortableKeptName
    | PortableTrial
    | PortableTrialTask
    | PortableDeletion
)


@dataclass(frozen=True, slots=True)
class PortableHead(Checked):
    """What is known of a whole journal besides its records.

    `zone` is where the person was when it was written, `key` the secret, as hexadecimal digits, by which
    deletions are known again and the audit sample is drawn, `counts` how many records of each kind there are.
    """

    is_sample: bool
    zone: str
    key: str
    counts: Mapping[str, int]

    def check(self) -> None:
        """Raise `ValueError`, with a few plain words, if it says what cannot be."""
        require_digits(self.key)


@dataclass(frozen=True, slots=True)
class NumberedRecord:
    """A record, and the line that it stands in."""

    line: int
    record: PortableRecord
