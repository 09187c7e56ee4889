"""The records of Codex's rollouts, decoded no further than the importer needs.

A rollout's line is an envelope `{"timestamp", "type", "payload"}`; before that there were bare items.
"""

import re
from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

import msgspec
from msgspec import UNSET, Raw, UnsetType

from aijournal.importers.reading.decoding import decoded
from aijournal.importers.reading.record_checks import Count, Time, UnusableRecordError, checked_time
from aijournal.importers.reading.text import first_line

ABSENT = Raw(b"")
BLANK = "blank line"  # the type that stands for a line without a record

# What the tool puts into a conversation in a person's name.
_INJECTED = (
    "<environment_context>",
    "<user_instructions>",
    "# AGENTS.md instructions",
    "<skills_instructions>",
    "<subagent_notification>",
    "<turn_aborted>",
)
_PLAIN_KINDS = frozenset({None, "plain"})
_RUN_SOURCES = frozenset({"guardian_review", "memory_consolidation", "subagent"})

KNOWN_TYPES = frozenset(
    {
        BLANK, "compacted", "event_msg", "inter_agent_communication", "inter_agent_communication_metadata",
        "response_item", "session_meta", "token_usage_record", "turn_context", "world_state",
    }
)  # fmt: skip
KNOWN_EVENTS = frozenset(
    {
        "agent_message", "agent_reasoning", "agent_reasoning_raw_content", "agent_reasoning_section_break",
        "background_event", "collab_agent_interaction_end", "collab_agent_spawn_end", "collab_close_end",
        "collab_resume_end", "collab_waiting_end", "context_compacted", "deprecation_notice",
        "dynamic_tool_call_request", "dynamic_tool_call_response", "entered_review_mode", "error",
        "exec_command_begin", "exec_command_end", "exited_review_mode", "guardian_assessment",
        "guardian_warning", "hook_completed", "hook_started", "image_generation_end", "item_completed",
        "item_started", "mcp_tool_call_begin", "mcp_tool_call_end", "model_reroute", "patch_apply_begin",
        "patch_apply_end", "plan_update", "request_user_input", "session_configured", "shutdown_complete",
        "stream_error", "sub_agent_activity", "task_complete", "task_started", "thread_goal_updated",
        "thread_name_updated", "thread_rolled_back", "thread_settings_applied", "token_count", "turn_aborted",
        "turn_complete", "turn_diff", "turn_started", "undo_completed", "undo_started", "user_message",
        "view_image_tool_call", "warning", "web_search_begin", "web_search_end",
    }
)  # fmt: skip
BARE_ITEMS = frozenset(
    {
        "custom_tool_call", "custom_tool_call_output", "function_call", "function_call_output",
        "local_shell_call", "message", "other", "reasoning", "web_search_call",
    }
)  # fmt: skip
BARE_ANSWERS = frozenset(
    {"custom_tool_call", "function_call", "local_shell_call", "message", "reasoning", "web_search_call"}
)


class Line(msgspec.Struct, gc=False):
    """One line of a rollout: an envelope, or a bare item, which has no payload."""

    type: str = ""
    timestamp: Raw = ABSENT
    payload: Raw = ABSENT


class SessionMeta(msgspec.Struct, gc=False):
    """Whose rollout it is, and what that thread was forked from or spawned by."""

    id: str | None = None
    session_id: str | None = None
    cwd: str | None = None
    originator: str | None = None
    source: Raw = ABSENT
    thread_source: str | None = None
    model_provider: str | None = None
    history_mode: str | None = None
    forked_from_id: str | None = None
    parent_thread_id: str | None = None


class TurnContext(msgspec.Struct, gc=False):
    """What holds for the calls that follow."""

    turn_id: str | None = None
    root_turn_id: str | None = None
    cwd: str | None = None
    model: str | None = None


class Usage(msgspec.Struct, gc=False, frozen=True):
    """Tokens; cached and written ones are parts of the input, reasoning is a part of the output."""

    input_tokens: Count | None = None
    cached_input_tokens: Count | None = None
    cache_write_input_tokens: Count | UnsetType | None = UNSET
    output_tokens: Count | None = None
    reasoning_output_tokens: Count | None = None
    total_tokens: Count | None = None


class TokenInfo(msgspec.Struct, gc=False):
    """The tokens of a thread so far, and of its last call."""

    total_token_usage: Usage | None = None
    last_token_usage: Usage | None = None


class TokenCount(msgspec.Struct, gc=False):
    """An event that tells tokens, or only how much of the allowance is left."""

    info: TokenInfo | None = None
    rate_limits: Raw = ABSENT


class UsageRecord(msgspec.Struct, gc=False):
    """The tokens of one call, by its id."""

    turn_id: str | None = None
    root_turn_id: str | None = None
    response_id: str | None = None
    usage: Usage | None = None
    thread_token_usage: Usage | None = None


class TurnEvent(msgspec.Struct, gc=False):
    """The beginning or the end of a turn."""

    turn_id: str | None = None


class UserMessage(msgspec.Struct, gc=False):
    """A prompt of the legacy generation."""

    message: str | None = None
    kind: str | None = None


class Item(msgspec.Struct, gc=False):
    """An item of a turn."""

    type: str | None = None
    content: Raw = ABSENT


class ItemCompleted(msgspec.Struct, gc=False):
    """An event of the paginated generation: a prompt, an answer, what a tool did."""

    turn_id: str | None = None
    item: Item | None = None


class BareItem(msgspec.Struct, gc=False):
    """A line of the generation without envelopes; its first line has only an id."""

    type: str = ""
    id: str | None = None
    record_type: str | None = None
    role: str | None = None
    content: Raw = ABSENT


class EventType(msgspec.Struct, gc=False):
    """An event, by its type alone."""

    type: str = ""


class _Text(msgspec.Struct, gc=False):
    text: str = ""


class _ThreadSpawn(msgspec.Struct, gc=False):
    parent_thread_id: str | None = None


class _Subagent(msgspec.Struct, gc=False):
    thread_spawn: _ThreadSpawn | None = None


class _Source(msgspec.Struct, gc=False):
    subagent: _Subagent | str | None = None
    internal: Raw = ABSENT


_decode_line = msgspec.json.Decoder(Line).decode
_decode_time = msgspec.json.Decoder(Time).decode
_decode_source = msgspec.json.Decoder(_Source | str | None).decode
_decode_texts = msgspec.json.Decoder(list[_Text] | str | None).decode
event_type = msgspec.json.Decoder(EventType).decode
session_meta = msgspec.json.Decoder(SessionMeta).decode
turn_context = msgspec.json.Decoder(TurnContext).decode
token_count = msgspec.json.Decoder(TokenCount).decode
usage_record = msgspec.json.Decoder(UsageRecord).decode
turn_event = msgspec.json.Decoder(TurnEvent).decode
user_message = msgspec.json.Decoder(UserMessage).decode
item_completed = msgspec.json.Decoder(ItemCompleted).decode
bare_item = msgspec.json.Decoder(BareItem).decode

_Part = TypeVar("_Part")


def decode_line(line: bytes) -> Line:
    """Return what a line is, its payload undecoded; raises `UnusableRecordError`."""
    try:
        return _decode_line(line)
    except (ValueError, RecursionError):
        return decoded(_decode_line, line) if line.strip() else Line(BLANK)


def payload_of(line: Line, decode: Callable[[bytes | Raw], _Part]) -> _Part:
    """Return what an envelope holds, decoded; raises `UnusableRecordError`."""
    try:
        return decode(line.payload)
    except (ValueError, RecursionError):
        if not bytes(line.payload).startswith(b"{"):
            raise UnusableRecordError("a field of an unexpected kind") from None
        return decoded(decode, line.payload)


def time_of(line: Line) -> datetime:
    """Return when a line was written, in UTC; raises `UnusableRecordError`."""
    if not bytes(line.timestamp):
        raise UnusableRecordError("no time")
    try:
        at = _decode_time(line.timestamp)
    except (ValueError, RecursionError):
        raise UnusableRecordError("an unreadable time") from None
    return checked_time(at)


def time_or_none(line: Line) -> datetime | None:
    """Return when a line was written, or `None` if it does not say."""
    try:
        return time_of(line)
    except UnusableRecordError:
        return None


# -- what a session's first record says


def parent_of(meta: SessionMeta) -> str | None:
    """Return the thread that a subagent works for, or `None` if none is named."""
    source = _source(meta)
    spawn = source.subagent.thread_spawn if source and isinstance(source.subagent, _Subagent) else None
    return (spawn and spawn.parent_thread_id) or meta.parent_thread_id


def is_of_an_agent(meta: SessionMeta) -> bool:
    """Return whether a program gave the prompts of a thread: another agent, or Codex itself."""
    source = _source(meta)
    is_spawned = source is not None and (source.subagent is not None or source.internal is not ABSENT)
    return is_spawned or meta.thread_source in _RUN_SOURCES


def is_scripted(meta: SessionMeta) -> bool:
    """Return whether a session is one of `codex exec`."""
    return bytes(meta.source) == b'"exec"' or meta.originator == "codex_exec"


def _source(meta: SessionMeta) -> _Source | None:
    if meta.source is ABSENT:
        return None
    try:
        source = _decode_source(meta.source)
    except (ValueError, RecursionError):
        return None
    return source if isinstance(source, _Source) else None


def has_allowance(told: TokenCount) -> bool:
    """Return whether an event tells what is left of an allowance."""
    return b'"used_percent"' in bytes(told.rate_limits)


# -- prompts


def is_prompt(message: UserMessage) -> bool:
    """Return whether a message of the legacy generation is a person's."""
    return message.kind in _PLAIN_KINDS and not is_injected(message.message or "")


def is_injected(text: str) -> bool:
    """Return whether the tool itself put a text into the conversation in a person's name."""
    return text.lstrip().startswith(_INJECTED)


def text_of(content: Raw) -> str:
    """Return the text of a list of content parts; images and the like count nothing."""
    if content is ABSENT:
        return ""
    try:
        texts = decoded(_decode_texts, content)
    except UnusableRecordError:
        return ""
    return texts if isinstance(texts, str) else "\n".join(one.text for one in texts or () if one.text)


_FOLDER = re.compile(r"<cwd>(.*?)</cwd>|^Current working directory: (.*)$", re.MULTILINE)


def folder_of(context: str) -> str | None:
    """Return the folder that an `<environment_context>` names, or `None`."""
    found = _FOLDER.search(context)
    return found and (found[1] or found[2])


# What the editors' extension puts before the words of a person.
_REQUEST = re.compile(
    r"\A\s*# Context from my IDE setup:.*?^## My request for Codex:", re.DOTALL | re.MULTILINE
)
_WRAPPER = re.compile(r"\s*</?user_query>\s*")


def title_at(line: bytes) -> str | None:
    """Return the first line of the prompt that a line of a rollout holds, or `None` if it holds none."""
    try:
        text = _prompt_text(decode_line(line), line)
    except UnusableRecordError:
        return None
    if text is None or is_injected(text):
        return None
    return first_line(_WRAPPER.sub("\n", _REQUEST.sub("", text, count=1))) or None


def _prompt_text(record: Line, line: bytes) -> str | None:
    if record.payload is ABSENT:
        item = decoded(bare_item, line)
        return text_of(item.content) if item.type == "message" and item.role == "user" else None
    if record.type != "event_msg":
        return None
    kind = payload_of(record, event_type).type
    if kind == "user_message":
        message = payload_of(record, user_message)
        return message.message if message.kind in _PLAIN_KINDS else None
    item_of = payload_of(record, item_completed).item if kind == "item_completed" else None
    return text_of(item_of.content) if item_of and item_of.type == "UserMessage" else None
