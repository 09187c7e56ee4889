"""The records of Gemini CLI's sessions, decoded no further than the importer needs.

Up to 0.2x a session was one JSON document; since, it is a line a record. The messages are the same.
"""

import re
from collections.abc import Iterator

import msgspec
from msgspec import Raw

from aijournal.domain.tokens import TokenUsage
from aijournal.importers.reading.decoding import ABSENT, decoded, texts_of
from aijournal.importers.reading.record_checks import Count, UnusableRecordError
from aijournal.importers.reading.text import first_line
from aijournal.importers.reading.whole_files import decoded_document

# What the tool puts into a conversation in a person's name.
_INJECTED = "<session_context>"
_WRAPPER = re.compile(r"\s*</?user_query>\s*")

KNOWN_TYPES = frozenset({"error", "gemini", "info", "user", "warning"})


class Tokens(msgspec.Struct, gc=False):
    """The tokens of one response; cached ones are a part of the input, the rest stands side by side."""

    input: Count | None = None
    output: Count | None = None
    cached: Count | None = None
    thoughts: Count | None = None
    tool: Count | None = None
    total: Count | None = None


class Message(msgspec.Struct, gc=False):
    """One message of a session."""

    id: str | None = None
    timestamp: Raw = ABSENT
    type: str | None = None
    content: Raw = ABSENT
    tokens: Tokens | None = None
    model: str | None = None


class Head(msgspec.Struct, gc=False, rename="camel"):
    """Whose session it is; of a line, also whether it is a message or a change of several."""

    session_id: str | None = None
    kind: str | None = None
    type: str | None = None
    changes: Raw = msgspec.field(default=ABSENT, name="$set")
    rewound: Raw = msgspec.field(default=ABSENT, name="$rewindTo")


class _Changes(msgspec.Struct, gc=False):
    messages: list[Raw] = []


class Document(msgspec.Struct, gc=False, rename="camel"):
    """A session of the older kind."""

    session_id: str | None = None
    messages: list[Raw] = []


decode_head = msgspec.json.Decoder(Head).decode
decode_message = msgspec.json.Decoder(Message).decode
_decode_changes = msgspec.json.Decoder(_Changes).decode
_decode_document = msgspec.json.Decoder(Document).decode


def message_of(raw: bytes | Raw) -> Message:
    """Return a message; of a kind that is of no use, only its type. Raises `UnusableRecordError`."""
    try:
        return decoded(decode_message, raw)
    except UnusableRecordError:
        kind = decoded(decode_head, raw).type
        if kind in {"gemini", "user"}:
            raise
        return Message(type=kind)


def snapshot_of(head: Head) -> list[Message]:
    """Return the messages that a line repeats, as far as they can be read."""
    try:
        raws = decoded(_decode_changes, head.changes).messages
    except UnusableRecordError:
        return []
    messages = []
    for raw in raws:
        try:
            messages.append(decoded(decode_message, raw))
        except UnusableRecordError:
            continue
    return messages


def document_of(text: bytes) -> Document:
    """Return a session of the older kind; raises `UnusableRecordError`."""
    return decoded_document(_decode_document, text)


def named_messages(text: bytes) -> Iterator[tuple[str | None, Raw]]:
    """Yield every message of a session of the older kind behind its id; raises `UnusableRecordError`."""
    for raw in document_of(text).messages:
        try:
            yield message_of(raw).id, raw
        except UnusableRecordError:
            continue


def prompt_of(message: Message) -> str | None:
    """Return what a person said, or `None` if a message says nothing of that kind."""
    if message.type != "user":
        return None
    texts = [text for text in texts_of(message.content) if not text.lstrip().startswith(_INJECTED)]
    return "\n".join(texts) or None


def title_of(raw: bytes | Raw) -> str | None:
    """Return the first line of the prompt that a message holds, or `None` if it holds none."""
    try:
        text = prompt_of(message_of(raw))
    except UnusableRecordError:
        return None
    return None if text is None else first_line(_WRAPPER.sub("\n", text)) or None


def token_usage(tokens: Tokens | None) -> TokenUsage:
    """Return the tokens of a response in four disjoint buckets; nothing is ever written to a cache."""
    if tokens is None:
        return TokenUsage()
    whole, output, thoughts, tool = tokens.input, tokens.output, tokens.thoughts or 0, tokens.tool or 0
    apart = (whole or 0) + (output or 0) + thoughts + tool
    is_thought_inside = is_tool_inside = False
    if tokens.total is not None and tokens.total != apart:
        is_thought_inside = tokens.total in {apart - thoughts, apart - thoughts - tool}
        is_tool_inside = tokens.total in {apart - tool, apart - thoughts - tool}
    if whole is not None and not is_tool_inside:
        whole += tool
    if output is not None and not is_thought_inside:
        output += thoughts
    return TokenUsage(
        input_tokens=None if whole is None else max(0, whole - (tokens.cached or 0)),
        cache_write_tokens=None if whole is None else 0,
        cache_read_tokens=tokens.cached,
        output_tokens=output,
        reasoning_tokens=None if output is None or thoughts > output else tokens.thoughts,
    )
