"""The requests of VS Code's chats, decoded no further than the importer needs."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import msgspec
from msgspec import Raw

from aijournal.domain.tokens import TokenUsage
from aijournal.importers.reading.decoding import ABSENT, decoded, time_of
from aijournal.importers.reading.jsonl import is_whole
from aijournal.importers.reading.record_checks import Count, UnusableRecordError
from aijournal.importers.reading.text import MAX_NAME, first_line, plain_line
from aijournal.importers.reading.whole_files import HalfWrittenError, decoded_document
from aijournal.importers.vscode_chat.replay import Replay, Request, decode_chat, slim

_WRAPPER = re.compile(r"\s*</?user_query>\s*")
_LONGEST_ANSWER = timedelta(days=1)
_VENDOR = "copilot/"


class _Message(msgspec.Struct, gc=False):
    text: str | None = None


class _Timings(msgspec.Struct, gc=False, rename="camel"):
    total_elapsed: float | None = None


class _Metadata(msgspec.Struct, gc=False, rename="camel"):
    output_tokens: Count | None = None
    resolved_model: str | None = None


class _Result(msgspec.Struct, gc=False):
    timings: _Timings | None = None
    metadata: _Metadata | None = None


class Asked(msgspec.Struct, gc=False, rename="camel"):
    """One request; `prompt_tokens` are the size of its context, which is not what was sent in all."""

    request_id: str | None = None
    timestamp: Raw = ABSENT
    message: str | _Message | None = None
    model_id: str | None = None
    response: Raw = ABSENT
    is_canceled: bool | None = None
    is_system_initiated: bool | None = None
    completion_tokens: Count | None = None
    result: _Result | None = None

    @property
    def text(self) -> str:
        """What a person said."""
        message = self.message
        return message if isinstance(message, str) else (message and message.text) or ""

    @property
    def is_answered(self) -> bool:
        """Whether anything came of it; one that was cancelled has a result, and nothing in it."""
        return bool(bytes(self.response)) or (self.result is not None and not self.is_canceled)

    @property
    def started_at(self) -> datetime:
        """When it was made; raises `UnusableRecordError`."""
        return time_of(self.timestamp)

    @property
    def ended_at(self) -> datetime:
        """When its answer was complete, as far as is known; raises `UnusableRecordError`."""
        timings = self.result.timings if self.result else None
        elapsed = (timings and timings.total_elapsed) or 0.0
        if not 0 <= elapsed <= _LONGEST_ANSWER / timedelta(milliseconds=1):
            return self.started_at
        return (self.started_at + timedelta(milliseconds=elapsed)).astimezone(UTC)

    @property
    def model(self) -> str | None:
        """The model that answered, as far as is known."""
        metadata = self.result.metadata if self.result else None
        name = (metadata and metadata.resolved_model) or (self.model_id or "").removeprefix(_VENDOR)
        return plain_line(name, MAX_NAME) or None

    @property
    def usage(self) -> TokenUsage:
        """The tokens that are told: at most the output, or that of the last of several rounds."""
        metadata = self.result.metadata if self.result else None
        if self.completion_tokens is not None:
            return TokenUsage(output_tokens=self.completion_tokens)
        last = metadata.output_tokens if metadata else None
        return TokenUsage(output_tokens=last, output_is_lower_bound=last is not None)


_decode_asked = msgspec.json.Decoder(Asked).decode


Fault = tuple[str, int]
"""Why a line cannot be taken, and which one."""


class Chat:
    """A chat as its file tells it: its id, its requests, and the lines that could not be read."""

    def __init__(self, session_id: str | None, requests: list[Request], faults: list[Fault]) -> None:
        self.session_id = session_id
        self.requests = requests
        self.faults = faults


def chat_of(text: bytes, *, is_journal: bool) -> Chat:
    """Return a chat; raises `UnusableRecordError`."""
    if is_journal:
        return _replayed(text)
    chat = decoded_document(decode_chat, text)
    return Chat(chat.session_id, [slim(request or {}) for request in chat.requests], [])


def _replayed(text: bytes) -> Chat:
    replay = Replay()
    faults: list[Fault] = []
    lines = text.split(b"\n")
    if lines[-1].strip() and not is_whole(lines[-1]):
        lines.pop()  # it is being written
        if not lines:
            raise HalfWrittenError
    for number, line in enumerate(lines, 1):
        try:
            if line.strip():
                replay.take(line)
        except UnusableRecordError as error:
            faults.append((str(error), number))
    return Chat(replay.session_id, replay.requests, faults)


def asked(request: Request) -> Asked:
    """Return a request, decoded; raises `UnusableRecordError`."""
    return decoded(_decode_asked, msgspec.json.encode({k: v for k, v in request.items() if bytes(v)}))


def named_requests(text: bytes, *, is_journal: bool) -> Iterator[tuple[str | None, Asked]]:
    """Yield every request of a chat behind its id; raises `UnusableRecordError`."""
    for request in chat_of(text, is_journal=is_journal).requests:
        try:
            one = asked(request)
        except UnusableRecordError:
            continue
        yield one.request_id, one


def title_of(one: Asked) -> str | None:
    """Return the first line of what a person asked, or `None` if no person asked anything."""
    return None if one.is_system_initiated else first_line(_WRAPPER.sub("\n", one.text)) or None
