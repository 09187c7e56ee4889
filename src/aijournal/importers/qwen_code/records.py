"""The records of Qwen Code's sessions, decoded no further than the importer needs."""

import re

import msgspec
from msgspec import Raw

from aijournal.domain.tokens import TokenUsage
from aijournal.importers.reading.decoding import ABSENT, decoded, texts_of
from aijournal.importers.reading.record_checks import Count, UnusableRecordError
from aijournal.importers.reading.text import first_line

# What the tool puts into a conversation in a person's name.
_INJECTED = ("<session_context>", "<system-reminder>")
_WRAPPER = re.compile(r"\s*</?user_query>\s*")

KNOWN_TYPES = frozenset({"assistant", "system", "tool_result", "user"})


class Usage(msgspec.Struct, gc=False, rename="camel"):
    """The tokens of one response; cached ones are a part of the prompt."""

    prompt_token_count: Count | None = None
    candidates_token_count: Count | None = None
    thoughts_token_count: Count | None = None
    total_token_count: Count | None = None
    cached_content_token_count: Count | None = None


class _Message(msgspec.Struct, gc=False):
    parts: Raw = ABSENT


class Record(msgspec.Struct, gc=False, rename="camel"):
    """One line of a session."""

    type: str | None = None
    uuid: str | None = None
    session_id: str | None = None
    timestamp: Raw = ABSENT
    cwd: str | None = None
    model: str | None = None
    message: _Message | None = None
    usage_metadata: Usage | None = None


class _Envelope(msgspec.Struct, gc=False):
    type: str | None = None


_decode_record = msgspec.json.Decoder(Record).decode
_decode_envelope = msgspec.json.Decoder(_Envelope).decode


def record_of(line: bytes) -> Record:
    """Return what a line says; of a kind that is of no use, only its type. Raises `UnusableRecordError`."""
    try:
        return decoded(_decode_record, line)
    except UnusableRecordError:
        kind = decoded(_decode_envelope, line).type
        if kind in {"assistant", "user"}:
            raise
        return Record(type=kind)


def prompt_of(record: Record) -> str | None:
    """Return what a person said, or `None` if a record says nothing of that kind."""
    if record.type != "user" or record.message is None:
        return None
    texts = [text for text in texts_of(record.message.parts) if not text.lstrip().startswith(_INJECTED)]
    return "\n".join(texts) or None


def title_of(line: bytes) -> str | None:
    """Return the first line of the prompt that a line holds, or `None` if it holds none."""
    try:
        text = prompt_of(record_of(line))
    except UnusableRecordError:
        return None
    return None if text is None else first_line(_WRAPPER.sub("\n", text)) or None


def token_usage(usage: Usage | None) -> TokenUsage:
    """Return the tokens of a response in four disjoint buckets; nothing is ever written to a cache.

    Whether thoughts are a part of the candidates depends on the provider, and only the total tells.
    """
    if usage is None:
        return TokenUsage()
    whole, output, thoughts = (
        usage.prompt_token_count,
        usage.candidates_token_count,
        usage.thoughts_token_count,
    )
    cached = usage.cached_content_token_count
    if output is not None and usage.total_token_count == (whole or 0) + output + (thoughts or 0):
        output += thoughts or 0
    return TokenUsage(
        input_tokens=None if whole is None else max(0, whole - (cached or 0)),
        cache_write_tokens=None if whole is None else 0,
        cache_read_tokens=cached,
        output_tokens=output,
        reasoning_tokens=None if output is None or (thoughts or 0) > output else thoughts,
    )
