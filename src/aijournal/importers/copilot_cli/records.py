"""The events of Copilot CLI's sessions, decoded no further than the importer needs."""

import re

import msgspec
from msgspec import Raw

from aijournal.domain.tokens import TokenUsage
from aijournal.importers.reading.decoding import ABSENT, decoded
from aijournal.importers.reading.record_checks import Count, UnusableRecordError
from aijournal.importers.reading.text import first_line

_WRAPPER = re.compile(r"\s*</?user_query>\s*")
_PEOPLE = frozenset({None, "", "user"})

_KNOWN = frozenset({"abort", "user.message"})
_KNOWN_GROUPS = ("assistant.", "session.", "subagent.", "hook.", "skill.", "system.", "tool.", "permission.")


class Event(msgspec.Struct, gc=False, rename="camel"):
    """One event; what it holds depends on its type."""

    type: str | None = None
    id: str | None = None
    timestamp: Raw = ABSENT
    agent_id: str | None = None
    data: Raw = ABSENT


class Context(msgspec.Struct, gc=False):
    """Where a session takes place."""

    cwd: str | None = None


class SessionStart(msgspec.Struct, gc=False, rename="camel"):
    """Whose session it is, and where."""

    session_id: str | None = None
    selected_model: str | None = None
    context: Context | None = None
    cwd: str | None = None


class UserMessage(msgspec.Struct, gc=False, rename="camel"):
    """What was said to the model, by a person unless it has a source."""

    content: str | None = None
    interaction_id: str | None = None
    source: str | None = None


class AssistantMessage(msgspec.Struct, gc=False, rename="camel"):
    """An answer; older ones tell their output."""

    message_id: str | None = None
    model: str | None = None
    api_call_id: str | None = None
    interaction_id: str | None = None
    output_tokens: Count | None = None


class Usage(msgspec.Struct, gc=False, rename="camel"):
    """Tokens; what was read from and written to a cache is a part of the input."""

    input_tokens: Count | None = None
    output_tokens: Count | None = None
    cache_read_tokens: Count | None = None
    cache_write_tokens: Count | None = None
    reasoning_tokens: Count | None = None


class _Accounting(msgspec.Struct, gc=False, rename="camel"):
    usage_id: str | None = None


class CallUsage(Usage, gc=False, rename="camel"):
    """The tokens of one call."""

    model: str | None = None
    api_call_id: str | None = None
    accounting: _Accounting | None = None


class UsageRecord(msgspec.Struct, gc=False):
    """An event that tells the tokens of one call."""

    usage: CallUsage


class ModelMetrics(msgspec.Struct, gc=False):
    """What one model took."""

    usage: Usage | None = None


class Shutdown(msgspec.Struct, gc=False, rename="camel"):
    """The end of a session, with what each model took since its beginning."""

    model_metrics: dict[str, ModelMetrics] | None = None


_decode_event = msgspec.json.Decoder(Event).decode
session_start = msgspec.json.Decoder(SessionStart).decode
user_message = msgspec.json.Decoder(UserMessage).decode
assistant_message = msgspec.json.Decoder(AssistantMessage).decode
usage_record = msgspec.json.Decoder(UsageRecord).decode
shutdown = msgspec.json.Decoder(Shutdown).decode


def event_of(line: bytes) -> Event:
    """Return an event, its data undecoded; raises `UnusableRecordError`."""
    return decoded(_decode_event, line)


def is_known(kind: str | None) -> bool:
    """Return whether events of a type are known, be they of use or not."""
    return kind in _KNOWN or (kind or "").startswith(_KNOWN_GROUPS)


def is_prompt(event: Event, message: UserMessage) -> bool:
    """Return whether a person said something."""
    is_from_a_person = event.agent_id is None and message.source in _PEOPLE
    return is_from_a_person and bool((message.content or "").strip())


def title_of(line: bytes) -> str | None:
    """Return the first line of the prompt that an event holds, or `None` if it holds none."""
    try:
        event = event_of(line)
        message = decoded(user_message, event.data) if event.type == "user.message" else None
    except UnusableRecordError:
        return None
    if message is None or not is_prompt(event, message):
        return None
    return first_line(_WRAPPER.sub("\n", message.content or "")) or None


def token_usage(usage: Usage) -> TokenUsage:
    """Return tokens in four disjoint buckets."""
    whole, read, written = usage.input_tokens, usage.cache_read_tokens, usage.cache_write_tokens
    output, reasoning = usage.output_tokens, usage.reasoning_tokens
    return TokenUsage(
        input_tokens=None if whole is None else max(0, whole - (read or 0) - (written or 0)),
        cache_write_tokens=written,
        cache_read_tokens=read,
        output_tokens=output,
        reasoning_tokens=reasoning if output is not None and (reasoning or 0) <= output else None,
    )
