"""The threads of Amp, decoded no further than the importer needs."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

import msgspec
from msgspec import Raw

from aijournal.domain.facts import Charge
from aijournal.domain.tokens import TokenUsage
from aijournal.importers.reading.decoding import ABSENT, decoded, texts_of
from aijournal.importers.reading.record_checks import Count, UnusableRecordError, checked_id
from aijournal.importers.reading.text import first_line
from aijournal.importers.reading.whole_files import decoded_document

_MOST_CREDITS = Decimal(10**9)
_OPENAI = ("gpt", "o1", "o3", "o4", "openai/")


class _Tree(msgspec.Struct, gc=False, rename="camel"):
    uri: str | None = None
    display_name: str | None = None


class _Initial(msgspec.Struct, gc=False):
    trees: list[_Tree] | None = None


class _Environment(msgspec.Struct, gc=False):
    initial: _Initial | None = None


class _Meta(msgspec.Struct, gc=False, rename="camel"):
    sent_at: Raw = ABSENT


class Usage(msgspec.Struct, gc=False, rename="camel"):
    """The tokens of one response, in disjoint buckets."""

    model: str | None = None
    input_tokens: Count | None = None
    output_tokens: Count | None = None
    cache_creation_input_tokens: Count | None = None
    cache_read_input_tokens: Count | None = None
    timestamp: Raw = ABSENT


class Message(msgspec.Struct, gc=False, rename="camel"):
    """One message of a thread; `usage` is an answer's, `meta` tells when a prompt was sent."""

    role: str | None = None
    message_id: int | str | None = None
    content: Raw = ABSENT
    usage: Usage | None = None
    meta: _Meta | None = None

    @property
    def prompt(self) -> str | None:
        """Return what a person said, or `None` if none did; raises `UnusableRecordError`."""
        return "\n".join(texts_of(self.content)) or None if self.role == "user" else None

    @property
    def time(self) -> Raw:
        """Return when the message was sent, as far as it tells."""
        if self.usage is not None and bytes(self.usage.timestamp):
            return self.usage.timestamp
        return self.meta.sent_at if self.meta else ABSENT


class _Spent(msgspec.Struct, gc=False):
    input: Count | None = None
    output: Count | None = None


class Event(msgspec.Struct, gc=False, rename="camel"):
    """One request of the older ledger, and the message that it made."""

    id: str | None = None
    timestamp: Raw = ABSENT
    model: str | None = None
    credits: Decimal | None = None
    tokens: _Spent | None = None
    to_message_id: int | str | None = None

    @property
    def charges(self) -> tuple[Charge, ...]:
        """Return what was charged, if it can be."""
        amount = self.credits
        if amount is None or not amount.is_finite() or not 0 <= amount < _MOST_CREDITS:
            return ()
        return (Charge(amount, "credit"),)


class _Ledger(msgspec.Struct, gc=False):
    events: list[Raw] | None = None


class _Document(msgspec.Struct, gc=False, rename="camel"):
    id: str | None = None
    created: Raw = ABSENT
    env: _Environment | None = None
    messages: list[Raw] | None = None
    usage_ledger: _Ledger | None = None


_decode_document = msgspec.json.Decoder(_Document).decode
_decode_message = msgspec.json.Decoder(Message).decode
_decode_event = msgspec.json.Decoder(Event).decode


class Thread:
    """One thread; raises `UnusableRecordError` if the text is none."""

    def __init__(self, text: bytes, name: str) -> None:
        told = decoded_document(_decode_document, text)
        self.id = checked_id(told.id or name)
        self.created = told.created
        self.messages: Sequence[Raw] = told.messages or ()
        self.events: Sequence[Raw] = (told.usage_ledger and told.usage_ledger.events) or ()
        trees = (told.env and told.env.initial and told.env.initial.trees) or ()
        self.folder = next((tree.uri or tree.display_name for tree in trees), None) or ""

    def message(self, index: int) -> Message:
        """Return a message; raises `UnusableRecordError`."""
        return decoded(_decode_message, self.messages[index])

    def event(self, index: int) -> Event:
        """Return an event of the ledger; raises `UnusableRecordError`."""
        return decoded(_decode_event, self.events[index])

    def name_of(self, message: Message, index: int) -> str:
        """Return the id of a message; raises `UnusableRecordError`."""
        return checked_id(f"{self.id}:{index if message.message_id is None else message.message_id}")


def named_messages(text: bytes, name: str) -> Iterator[tuple[str | None, Message]]:
    """Yield every message of a thread behind its id; raises `UnusableRecordError`."""
    thread = Thread(text, name)
    for index in range(len(thread.messages)):
        try:
            message = thread.message(index)
            yield thread.name_of(message, index), message
        except UnusableRecordError:
            continue


def title_of(message: Message) -> str | None:
    """Return the first line of the prompt that a message holds, or `None` if it holds none."""
    try:
        return first_line(message.prompt or "") or None
    except UnusableRecordError:
        return None


def token_usage(usage: Usage | None) -> TokenUsage:
    """Return the tokens of a response in four disjoint buckets.

    Of models of OpenAI, Amp tells the uncached input where others' cache writes stand.
    """
    if usage is None:
        return TokenUsage()
    whole, written = usage.input_tokens, usage.cache_creation_input_tokens
    if whole == 0 and written and (usage.model or "").lower().startswith(_OPENAI):
        whole, written = written, 0
    return TokenUsage(whole, written, usage.cache_read_input_tokens, usage.output_tokens)


def ledger_usage(event: Event, usage: Usage | None) -> TokenUsage:
    """Return the tokens of an event of the ledger, which takes precedence over the message that it made."""
    told = token_usage(usage)
    spent = event.tokens or _Spent()
    if spent.input is None and spent.output is None:
        return told
    return TokenUsage(spent.input, told.cache_write_tokens, told.cache_read_tokens, spent.output)
