"""The messages of OpenCode, decoded no further than the importer needs, be they files or rows."""

from collections.abc import Sequence

import msgspec
from msgspec import Raw

from aijournal.domain.tokens import TokenUsage
from aijournal.importers.reading.decoding import ABSENT, decoded
from aijournal.importers.reading.record_checks import Count
from aijournal.importers.reading.text import MAX_NAME, first_line, plain_line

# What OpenCode calls providers that have another name elsewhere.
_PROVIDERS = {
    "amazon-bedrock": "aws.bedrock",
    "azure": "azure.ai.openai",
    "google": "gcp.gemini",
    "google-vertex": "gcp.vertex_ai",
    "google-vertex-anthropic": "gcp.vertex_ai",
}
_QUOTES = "\"'"


class Cache(msgspec.Struct, gc=False):
    """The tokens of the cache, in and out."""

    read: Count | None = None
    write: Count | None = None


class Tokens(msgspec.Struct, gc=False):
    """The tokens of one answer; `total` is missing in older versions."""

    total: Count | None = None
    input: Count | None = None
    output: Count | None = None
    reasoning: Count | None = None
    cache: Cache | None = None


class Times(msgspec.Struct, gc=False):
    """When a message began and ended, in milliseconds."""

    created: Raw = ABSENT
    completed: Raw = ABSENT


class Folders(msgspec.Struct, gc=False):
    """Where an answer was made."""

    cwd: str | None = None


class Message(msgspec.Struct, gc=False, rename={"parent_id": "parentID", "model": "modelID"}):
    """One message; in a row, id and session are columns of their own."""

    id: str | None = None
    role: str | None = None
    time: Times | None = None
    parent_id: str | None = None
    model: str | None = None
    provider: str | None = msgspec.field(default=None, name="providerID")
    tokens: Tokens | None = None
    path: Folders | None = None


class Part(msgspec.Struct, gc=False):
    """One part of a message; `synthetic` marks text that the tool put in."""

    type: str | None = None
    synthetic: bool | None = None
    text: str | None = None


class SessionRecord(msgspec.Struct, gc=False, rename={"parent_id": "parentID"}):
    """What the file of a session says of it."""

    id: str | None = None
    parent_id: str | None = None
    directory: str | None = None


_decode_message = msgspec.json.Decoder(Message).decode
_decode_part = msgspec.json.Decoder(Part).decode


def message_of(document: bytes) -> Message:
    """Return a message; raises `UnusableRecordError`."""
    return decoded(_decode_message, document)


def part_of(document: bytes) -> Part:
    """Return a part of a message; raises `UnusableRecordError`."""
    return decoded(_decode_part, document)


def is_human(parts: Sequence[Part]) -> bool:
    """Return whether a person wrote a user's message: not if the tool made all of it, or compacts."""
    if any(part.type == "compaction" for part in parts):
        return False
    return not parts or any(not part.synthetic for part in parts)


def title_of(parts: Sequence[Part]) -> str | None:
    """Return the first line of what a person wrote, or `None` if there is none."""
    texts = (part.text for part in parts if part.type == "text" and not part.synthetic)
    line = next((line for line in (first_line(text or "") for text in texts) if line), "")
    is_quoted = len(line) > 1 and line[0] == line[-1] and line[0] in _QUOTES
    return (line[1:-1].strip() if is_quoted else line) or None


def token_usage(tokens: Tokens | None) -> TokenUsage:
    """Return the tokens of an answer in four disjoint buckets.

    Whether the output holds the reasoning differs between versions; the total tells. All zeros are what
    OpenCode begins with, and say nothing.
    """
    if not has_tokens(tokens) or tokens is None:
        return TokenUsage()
    cache = tokens.cache or Cache()
    output, reasoning = tokens.output, tokens.reasoning
    if output is not None and reasoning and tokens.total is not None:
        known = (tokens.input or 0) + output + (cache.read or 0) + (cache.write or 0)
        if known != tokens.total and known + reasoning == tokens.total:
            output += reasoning
    is_part = reasoning is not None and output is not None and reasoning <= output
    return TokenUsage(
        tokens.input, cache.write, cache.read, output, reasoning_tokens=reasoning if is_part else None
    )


def has_tokens(tokens: Tokens | None) -> bool:
    """Return whether an answer says what it took."""
    if tokens is None:
        return False
    cache = tokens.cache or Cache()
    return any((tokens.total, tokens.input, tokens.output, tokens.reasoning, cache.read, cache.write))


def model_of(message: Message) -> str | None:
    """Return the name of the model that answered."""
    return plain_line(message.model or "", MAX_NAME) or None


def provider_of(message: Message) -> str | None:
    """Return who answered, by OpenTelemetry's names where they differ from OpenCode's."""
    name = plain_line(message.provider or "", MAX_NAME)
    return _PROVIDERS.get(name, name) or None
