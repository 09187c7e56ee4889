"""The records of Kimi's wire logs, of both its tools, decoded no further than the importer needs."""

import re

import msgspec
from msgspec import Raw

from aijournal.domain.tokens import TokenUsage
from aijournal.importers.reading.decoding import ABSENT, decoded, texts_of
from aijournal.importers.reading.record_checks import Count, UnusableRecordError
from aijournal.importers.reading.text import first_line

_WRAPPER = re.compile(r"\s*</?user_query>\s*")


class Message(msgspec.Struct, gc=False):
    """What happened, by its type; what it holds depends on that."""

    type: str | None = None
    payload: Raw = ABSENT


class Line(msgspec.Struct, gc=False):
    """One line of kimi-cli's: a message, or what the file is."""

    type: str | None = None
    timestamp: Raw = ABSENT
    message: Message | None = None


class TurnBegin(msgspec.Struct, gc=False):
    """A prompt."""

    user_input: Raw = ABSENT


class Usage(msgspec.Struct, gc=False):
    """The tokens of one response, in four buckets side by side."""

    input_other: Count | None = None
    output: Count | None = None
    input_cache_read: Count | None = None
    input_cache_creation: Count | None = None


class StatusUpdate(msgspec.Struct, gc=False):
    """How a response stands, and what it took."""

    message_id: str | None = None
    token_usage: Usage | None = None


class Origin(msgspec.Struct, gc=False):
    """Who gave a prompt."""

    kind: str | None = None


class CodeUsage(msgspec.Struct, gc=False, rename="camel"):
    """The tokens of one response, as kimi-code names them."""

    input_other: Count | None = None
    output: Count | None = None
    input_cache_read: Count | None = None
    input_cache_creation: Count | None = None


class Event(msgspec.Struct, gc=False, rename="camel"):
    """One line of kimi-code's."""

    type: str | None = None
    time: Raw = ABSENT
    timestamp: Raw = ABSENT
    input: Raw = ABSENT
    origin: Origin | str | None = None
    model: str | None = None
    model_alias: str | None = None
    usage: CodeUsage | None = None

    @property
    def at(self) -> Raw:
        """The field that tells when it happened."""
        return self.time if bytes(self.time) else self.timestamp


class EventType(msgspec.Struct, gc=False):
    """A line of kimi-code's, by its type alone."""

    type: str | None = None


decode_line = msgspec.json.Decoder(Line).decode
turn_begin = msgspec.json.Decoder(TurnBegin).decode
status_update = msgspec.json.Decoder(StatusUpdate).decode
_decode_event = msgspec.json.Decoder(Event).decode
_decode_event_type = msgspec.json.Decoder(EventType).decode

KNOWN_MESSAGES = frozenset(
    {
        "ApprovalRequest", "ApprovalRequestResolved", "ApprovalResponse", "CompactionBegin", "CompactionEnd",
        "ContentPart", "HookResolved", "HookTriggered", "MCPLoadingBegin", "MCPLoadingEnd", "Notification",
        "PlanDisplay", "QuestionRequest", "StatusUpdate", "SteerInput", "StepBegin", "StepInterrupted",
        "StepRetry", "SubagentEvent", "TextPart", "ThinkPart", "ToolCall", "ToolCallPart", "ToolCallRequest",
        "ToolResult", "TurnBegin", "TurnEnd",
    }
)  # fmt: skip
_KNOWN_EVENTS = ("agent.", "config.", "context.", "llm.", "permission.", "step.", "tool.", "turn.", "usage.")
_OF_USE = frozenset({"llm.request", "turn.prompt", "usage.record"})


def event_of(line: bytes) -> Event:
    """Return an event; of a type that is of no use, only that. Raises `UnusableRecordError`."""
    kind = decoded(_decode_event_type, line).type
    return decoded(_decode_event, line) if kind in _OF_USE else Event(type=kind)


def is_known_event(kind: str | None) -> bool:
    """Return whether events of a type are known, be they of use or not."""
    return kind == "metadata" or (kind or "").startswith(_KNOWN_EVENTS)


def is_from_a_person(event: Event, *, is_main: bool = True) -> bool:
    """Return whether a person gave a prompt; the main agent's is, if it does not say who did."""
    kind = event.origin.kind if isinstance(event.origin, Origin) else event.origin
    return (kind == "user" or (kind is None and is_main)) and bool(texts_of(event.input))


def prompt_in(line: bytes) -> list[str]:
    """Return the texts of the prompt that a line of kimi-cli's holds; raises `UnusableRecordError`."""
    message = decoded(decode_line, line).message
    if message is None or message.type != "TurnBegin":
        return []
    return list(texts_of(decoded(turn_begin, message.payload).user_input))


def title_of(line: bytes) -> str | None:
    """Return the first line of the prompt that a line of kimi-cli's holds, or `None` if it holds none."""
    try:
        return _title(prompt_in(line))
    except UnusableRecordError:
        return None


def title_of_event(line: bytes) -> str | None:
    """Return the first line of the prompt that a line of kimi-code's holds, or `None` if it holds none."""
    try:
        event = event_of(line)
        is_prompt = event.type == "turn.prompt" and is_from_a_person(event)
        return _title(list(texts_of(event.input))) if is_prompt else None
    except UnusableRecordError:
        return None


def _title(texts: list[str]) -> str | None:
    return first_line(_WRAPPER.sub("\n", "\n".join(texts))) or None


def token_usage(usage: Usage | CodeUsage) -> TokenUsage:
    """Return the tokens of a response."""
    return TokenUsage(
        input_tokens=usage.input_other,
        cache_write_tokens=usage.input_cache_creation,
        cache_read_tokens=usage.input_cache_read,
        output_tokens=usage.output,
    )
