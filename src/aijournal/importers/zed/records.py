"""The threads of Zed's agent, decoded no further than the importer needs.

A thread is one document, of the form 0.3.0 or an older one. It tells no times, and the tokens of the last
request of each prompt alone; the other requests are only in its sum.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import msgspec
from msgspec import Raw

from aijournal.domain.tokens import TokenUsage
from aijournal.importers.reading.decoding import ABSENT, decoded
from aijournal.importers.reading.record_checks import Count, UnusableRecordError, checked_id
from aijournal.importers.reading.text import first_line


class Model(msgspec.Struct, gc=False):
    """The model that a thread is set to."""

    provider: str | None = None
    model: str | None = None


class _Thread(msgspec.Struct, gc=False):
    messages: list[Raw] | None = None
    model: Model | None = None
    imported: bool = False
    request_token_usage: dict[str, Raw] | list[Raw] | None = None
    cumulative_token_usage: Raw = ABSENT


class _User(msgspec.Struct, gc=False):
    id: str | None = None
    content: Raw = ABSENT


class _Segment(msgspec.Struct, gc=False):
    text: str | None = None


class _Message(msgspec.Struct, gc=False):
    """One message: by its kind as key, or in older forms by its role, with a number as id."""

    user: _User | None = msgspec.field(default=None, name="User")
    agent: Raw = msgspec.field(default=ABSENT, name="Agent")
    id: int | str | None = None
    role: str | None = None
    segments: list[_Segment] | None = None


class _Part(msgspec.Struct, gc=False):
    text: str | None = msgspec.field(default=None, name="Text")


class _Usage(msgspec.Struct, gc=False):
    """Tokens in disjoint buckets; one that is zero is left out."""

    input_tokens: Count = 0
    output_tokens: Count = 0
    cache_creation_input_tokens: Count = 0
    cache_read_input_tokens: Count = 0


_decode_thread = msgspec.json.Decoder(_Thread).decode
_decode_message = msgspec.json.Decoder(_Message | str).decode
_decode_parts = msgspec.json.Decoder(list[_Part | str]).decode
_decode_usage = msgspec.json.Decoder(_Usage | None).decode


@dataclass(frozen=True, slots=True)
class Message:
    """One message that can be taken: a prompt with its name, an answer, or neither.

    `usage` is how the tokens of what it belongs to are told, if they are.
    """

    is_prompt: bool = False
    is_answer: bool = False
    is_known: bool = True
    name: str = ""
    title: str | None = None
    usage: Raw | None = None


class Thread:
    """One thread; raises `UnusableRecordError` if the document is none."""

    def __init__(self, thread_id: str, document: bytes) -> None:
        told = decoded(_decode_thread, document)
        self.id = thread_id
        self.model = told.model or Model()
        self.is_imported = told.imported
        self._raws = told.messages or []
        self._usage = told.request_token_usage or {}
        self._sum = told.cumulative_token_usage

    def __len__(self) -> int:
        return len(self._raws)

    def message(self, index: int) -> Message:
        """Return a message; raises `UnusableRecordError`."""
        message = decoded(_decode_message, self._raws[index])
        if isinstance(message, str):
            return Message(is_known=message == "Resume")
        if message.user is not None:
            name = checked_id(message.user.id)
            usage = self._usage.get(name) if isinstance(self._usage, dict) else None
            return Message(is_prompt=True, name=name, title=_title(message.user.content), usage=usage)
        if message.role == "user":
            # Numbers begin anew in every thread.
            name = checked_id(f"{self.id}:{index if message.id is None else message.id}")
            texts = (segment.text for segment in message.segments or ())
            return Message(is_prompt=True, name=name, title=_first_line(texts))
        if bytes(message.agent) or message.role == "assistant":
            listed = self._usage[index : index + 1] if isinstance(self._usage, list) else ()
            return Message(is_answer=True, usage=next(iter(listed), None))
        return Message(is_known=message.role == "system")

    def titles(self) -> Iterator[tuple[str, str | None]]:
        """Yield the name and the first line of every prompt."""
        for index in range(len(self)):
            try:
                message = self.message(index)
            except UnusableRecordError:
                continue
            if message.is_prompt:
                yield message.name, message.title

    def rest(self, told: list[TokenUsage]) -> TokenUsage | None:
        """Return what the sum of a thread holds beside the requests that were told, if it holds more."""
        try:
            whole = usage_of(self._sum)
        except UnusableRecordError:
            return None
        left = [
            max(0, (getattr(whole, name) or 0) - sum(getattr(one, name) or 0 for one in told))
            for name in _BUCKETS
        ]
        return TokenUsage(left[0], left[1], left[2], left[3]) if any(left) else None


_BUCKETS = ("input_tokens", "cache_write_tokens", "cache_read_tokens", "output_tokens")


def usage_of(raw: Raw | None) -> TokenUsage:
    """Return the tokens of a request; all zeros say nothing. Raises `UnusableRecordError`."""
    if raw is None or not bytes(raw):
        return TokenUsage()
    try:
        told = _decode_usage(raw) or _Usage()
    except (ValueError, RecursionError):
        raise UnusableRecordError("an impossible number of tokens") from None
    buckets = (
        told.input_tokens,
        told.cache_creation_input_tokens,
        told.cache_read_input_tokens,
        told.output_tokens,
    )
    return TokenUsage(*buckets) if any(buckets) else TokenUsage()


def _title(content: Raw) -> str | None:
    if not bytes(content):
        return None
    parts = decoded(_decode_parts, content)
    return _first_line(part.text for part in parts if isinstance(part, _Part))


def _first_line(texts: Iterator[str | None]) -> str | None:
    return next((line for line in (first_line(text or "") for text in texts) if line), None)
