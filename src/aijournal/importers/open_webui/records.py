"""The messages of Open WebUI, decoded no further than the importer needs, be they rows or parts of a chat."""

import msgspec
from msgspec import Raw

from aijournal.domain.tokens import TokenUsage
from aijournal.importers.reading.databases import Table
from aijournal.importers.reading.decoding import ABSENT, decoded, texts_of
from aijournal.importers.reading.record_checks import Count, UnusableRecordError
from aijournal.importers.reading.text import first_line

CHATS = Table("chat", ("id", "updated_at"), ("chat",))
MESSAGES = Table(
    "chat_message",
    ("id", "chat_id", "role", "model_id", "parent_id", "created_at", "updated_at"),
    ("usage",),
)
# The same rows, for what was said.
CONTENTS = Table("chat_message", ("id", "chat_id", "role"), ("content",))
TABLES = (CHATS, MESSAGES, CONTENTS)


class Row(msgspec.Struct, gc=False):
    """One message that has a row of its own; `usage` is JSON."""

    id: str | None
    chat_id: str | None
    role: str | None
    model_id: str | None
    parent_id: str | None
    created_at: int | float | str | None
    updated_at: int | float | str | None
    usage: bytes | int | None


class Part(msgspec.Struct, gc=False, rename={"parent_id": "parentId"}):
    """One message that is a part of its chat."""

    role: str | None = None
    content: Raw = ABSENT
    model: str | None = None
    timestamp: Raw = ABSENT
    parent_id: str | None = None
    usage: Raw = ABSENT


class _History(msgspec.Struct, gc=False):
    messages: dict[str, Raw] | None = None


class _Chat(msgspec.Struct, gc=False):
    history: _History | None = None


class _Details(msgspec.Struct, gc=False):
    cached_tokens: Count | None = None
    reasoning_tokens: Count | None = None


class _Usage(msgspec.Struct, gc=False):
    """Tokens by either of the names that providers have for them; what was cached is a part of the input."""

    input_tokens: Count | None = None
    prompt_tokens: Count | None = None
    output_tokens: Count | None = None
    completion_tokens: Count | None = None
    input_tokens_details: _Details | None = None
    prompt_tokens_details: _Details | None = None
    output_tokens_details: _Details | None = None
    completion_tokens_details: _Details | None = None


_decode_chat = msgspec.json.Decoder(_Chat).decode
_decode_part = msgspec.json.Decoder(Part).decode
_decode_usage = msgspec.json.Decoder(_Usage | None).decode


def parts_of(document: bytes) -> dict[str, Raw]:
    """Return the messages of a chat by their ids; raises `UnusableRecordError`."""
    history = decoded(_decode_chat, document).history
    return (history and history.messages) or {}


def part_of(raw: Raw) -> Part:
    """Return a message that is a part of a chat; raises `UnusableRecordError`."""
    return decoded(_decode_part, raw)


def token_usage(document: bytes | Raw) -> TokenUsage:
    """Return the tokens of an answer in four disjoint buckets; raises `UnusableRecordError`."""
    if not bytes(document):
        return TokenUsage()
    try:
        told = decoded(_decode_usage, document) or _Usage()
    except UnusableRecordError:
        raise UnusableRecordError("an impossible number of tokens") from None
    whole = told.prompt_tokens if told.input_tokens is None else told.input_tokens
    output = told.completion_tokens if told.output_tokens is None else told.output_tokens
    read = (told.input_tokens_details or told.prompt_tokens_details or _Details()).cached_tokens
    thought = (told.output_tokens_details or told.completion_tokens_details or _Details()).reasoning_tokens
    is_part = thought is not None and output is not None and thought <= output
    return TokenUsage(
        None if whole is None else max(0, whole - (read or 0)),
        cache_write_tokens=None if read is None else 0,
        cache_read_tokens=read,
        output_tokens=output,
        reasoning_tokens=thought if is_part else None,
    )


def title_of(content: Raw) -> str | None:
    """Return the first line of what was said; raises `UnusableRecordError`."""
    return next((line for line in map(first_line, texts_of(content)) if line), None)


def bare_id(name: str, chat: str) -> str:
    """Return a message's own id; a row's begins with that of its chat."""
    return name.removeprefix(f"{chat}-")
