"""The records of Claude Code's transcripts, decoded no further than the importer needs."""

import re
from datetime import UTC, datetime
from typing import Annotated

import msgspec
from msgspec import UNSET, Meta, Raw, UnsetType

from aijournal.importers.reading.jsonl import mended
from aijournal.importers.reading.text import first_line, is_plain_id

# A million calls at the limit still sum up within 64 bits.
_Count = Annotated[int, Meta(ge=0, le=10**12)]
_Time = Annotated[datetime, Meta(tz=True)]

ABSENT = Raw(b"")
_EARLIEST = datetime(1970, 1, 2, tzinfo=UTC)
LATEST = datetime(2200, 1, 1, tzinfo=UTC)

SYNTHETIC = "<synthetic>"
BLANK = "blank line"  # the type that stands for a line without a record

_KNOWN_TYPES = frozenset(
    {
        BLANK, "agent-name", "ai-title", "assistant", "atis-latch", "attachment", "cost-state",
        "custom-title", "file-history-snapshot", "last-prompt", "mode", "permission-mode", "pr-link",
        "progress", "queue-operation", "summary", "system", "tools-used", "user",
    }
)  # fmt: skip

_NOT_A_PROMPT = (
    "<command-name>",
    "<command-message>",
    "<local-command-",
    "<bash-input>",
    "<bash-stdout>",
    "<bash-stderr>",
    "<system-reminder>",
    "<task-notification>",
    "[Request interrupted by user",
    "Caveat:",
)
_HUMAN_SOURCES = frozenset({None, "typed", "queued", "suggestion_accepted", "sdk"})


class CacheCreation(msgspec.Struct, gc=False):
    """What of the cache writes was written for how long."""

    ephemeral_1h_input_tokens: _Count | None = None


class OutputDetails(msgspec.Struct, gc=False):
    """What of the output was what."""

    thinking_tokens: _Count | None = None


class Usage(msgspec.Struct, gc=False):
    """The tokens of one response; a cache field that is null says that caching was not used."""

    input_tokens: _Count | None = None
    output_tokens: _Count | None = None
    cache_creation_input_tokens: _Count | UnsetType | None = UNSET
    cache_read_input_tokens: _Count | UnsetType | None = UNSET
    cache_creation: CacheCreation | None = None
    output_tokens_details: OutputDetails | None = None
    iterations: Raw = ABSENT


class Iteration(Usage, gc=False):
    """One pass of a response over its own model or a second one."""

    type: str | None = None
    model: str | None = None


class Block(msgspec.Struct, gc=False):
    """One block of a message's content, by its type alone."""

    type: str | None = None


class Message(msgspec.Struct, gc=False):
    """What was said, and for an answer what it took."""

    id: str | None = None
    model: str | None = None
    content: str | list[Block] | None = None
    stop_reason: str | None = None
    usage: Usage | None = None


class Record(msgspec.Struct, gc=False, rename="camel"):
    """One line of a transcript."""

    type: str = ""
    uuid: str | None = None
    timestamp: _Time | None = None
    message: Message | None = None
    session_id: str | None = None
    request_session_id: str | None = None
    request_id: str | None = None
    prompt_id: str | None = None
    agent_id: str | None = None
    is_sidechain: bool | None = None
    is_meta: bool | None = None
    is_compact_summary: bool | None = None
    source_tool_use: Raw = msgspec.field(default=ABSENT, name="sourceToolUseID")
    cost: Raw = msgspec.field(default=ABSENT, name="costUSD")
    cwd: str | None = None
    origin: Raw = ABSENT
    prompt_source: str | None = None
    entrypoint: str | None = None


class _Envelope(msgspec.Struct, gc=False):
    type: str = ""


class _Origin(msgspec.Struct, gc=False):
    kind: str | None = None


class _TextBlock(msgspec.Struct, gc=False):
    text: str = ""


class _TextMessage(msgspec.Struct, gc=False):
    content: str | list[_TextBlock] | None = None


class _TextRecord(msgspec.Struct, gc=False):
    message: _TextMessage | None = None


decode = msgspec.json.Decoder(Record).decode
_decode_envelope = msgspec.json.Decoder(_Envelope).decode
_decode_origin = msgspec.json.Decoder(_Origin | str | None).decode
_decode_text = msgspec.json.Decoder(_TextRecord).decode


class UnusableRecordError(Exception):
    """A record that cannot be taken; the argument is the reason, in a few plain words."""


def decode_odd(line: bytes) -> Record:
    """Return what a line says that `decode` refused; raises `UnusableRecordError`."""
    if not line.strip():
        return Record(type=BLANK)
    whole = mended(line)
    try:
        return decode(whole)
    except RecursionError:
        raise UnusableRecordError("nested too deeply") from None
    except msgspec.ValidationError as error:
        kind = _type_of(whole)
        if kind in {None, "user", "assistant"}:
            raise UnusableRecordError(_reason(str(error))) from None
        return Record(type=kind or "")
    except ValueError:
        raise UnusableRecordError("not a JSON record") from None


def _type_of(line: bytes) -> str | None:
    try:
        return _decode_envelope(line).type
    except ValueError:
        return None


def _reason(complaint: str) -> str:
    """Say in plain words what a decoder complained of: `Expected ... - at `$.message.usage.x``."""
    _, _, place = complaint.partition(" - at ")
    if not place:
        return "not a JSON record"
    if "usage" in place:
        return "an impossible number of tokens"
    if "timestamp" in place:
        return "an unreadable time"
    return "a field of an unexpected kind"


def is_known(kind: str) -> bool:
    """Return whether records of a type are known, be they of use or not."""
    return kind in _KNOWN_TYPES or kind.startswith("api-request")


def checked_id(native_id: str | None) -> str:
    """Return an id that can be kept; raises `UnusableRecordError`."""
    if native_id is None:
        raise UnusableRecordError("no id")
    if is_plain_id(native_id):
        return native_id
    raise UnusableRecordError("an impossible id")


def time_of(record: Record) -> datetime:
    """Return when a record was written, in UTC; raises `UnusableRecordError`."""
    at = record.timestamp
    if at is None:
        raise UnusableRecordError("no time")
    if not _EARLIEST <= at < LATEST:
        raise UnusableRecordError("an impossible time")
    return at if at.tzinfo is UTC else at.astimezone(UTC)


def is_tool_result(message: Message | None) -> bool:
    """Return whether a user record holds what a tool answered."""
    content = message.content if message else None
    if not isinstance(content, list):
        return False
    return "tool_result" in [block.type for block in content]


def is_caused_by_tool(record: Record) -> bool:
    """Return whether a record was put in by a tool that the model called, such as a skill."""
    return record.source_tool_use is not ABSENT


def is_command(text: str) -> bool:
    """Return whether a text tells that a slash command was given."""
    return text.startswith(("<command-name>", "<command-message>")) and "<command-name>" in text


def is_human(record: Record, text: str) -> bool:
    """Return whether the text of a user record in the main conversation was meant as a prompt."""
    return not text.startswith(_NOT_A_PROMPT) and is_from_a_person(record)


def is_from_a_person(record: Record) -> bool:
    """Return whether a record does not say that something else than a person caused it."""
    if record.prompt_source not in _HUMAN_SOURCES:
        return False
    if record.origin is ABSENT:
        return True
    try:
        origin = _decode_origin(record.origin)
    except ValueError:
        return True
    kind = origin.kind if isinstance(origin, _Origin) else origin
    return kind in {None, "human"}


def is_scripted(record: Record) -> bool:
    """Return whether a program gave the prompt through the tool's SDK."""
    return record.prompt_source == "sdk" or (record.entrypoint or "").startswith("sdk")


def text_of(record: Record, line: bytes) -> str | None:
    """Return the text of a user record, or `None` if it has no content; raises `UnusableRecordError`."""
    content = record.message.content if record.message else None
    if content is None or isinstance(content, str):
        return content and content.lstrip()
    try:
        return prompt_text(line).lstrip()
    except ValueError:
        raise UnusableRecordError("a field of an unexpected kind") from None


def prompt_text(line: bytes) -> str:
    """Return all text of a user record's message; images and the like count nothing.

    Raises `ValueError` or `RecursionError` if the line is no such record.
    """
    message = _decode_text(mended(line)).message
    content = message.content if message else None
    if content is None or isinstance(content, str):
        return content or ""
    return "\n".join(block.text for block in content if block.text)


# What editors and the tool put before the words of a person.
_CONTEXT = re.compile(r"\s*<(system-reminder|ide_[a-z_]+)>.*?</\1>", re.DOTALL)
_WRAPPER = re.compile(r"\s*</?user_query>\s*")
_TAG = re.compile(r"<(command-name|command-args)>(.*?)</\1>", re.DOTALL)


def title_of(text: str) -> str:
    """Return the first line of a prompt as a person gave it, without what tools wrap around it."""
    if is_command(text):
        parts = dict(_TAG.findall(text))
        return first_line(f"{parts.get('command-name', '').strip()} {parts.get('command-args', '').strip()}")
    start = 0
    while context := _CONTEXT.match(text, start):
        start = context.end()
    return first_line(_WRAPPER.sub("\n", text[start:]))


def title_at(line: bytes) -> str | None:
    """Return the first line of the prompt that a line of a transcript holds, or `None` if it holds none."""
    try:
        record = decode_odd(line)
        text = text_of(record, line) if record.type == "user" else None
    except UnusableRecordError:
        return None
    if text is None or is_tool_result(record.message):
        return None
    is_title = is_human(record, text) or is_command(text)
    return title_of(text) or None if is_title else None
