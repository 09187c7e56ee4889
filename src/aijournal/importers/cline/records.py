"""The messages of Cline's tasks and of those of its forks, decoded no further than the importer needs."""

import re
from collections.abc import Iterator, Sequence

import msgspec
from msgspec import Raw

from aijournal.domain.tokens import TokenUsage
from aijournal.importers.reading.decoding import ABSENT, decoded, texts_of
from aijournal.importers.reading.record_checks import Count, UnusableRecordError
from aijournal.importers.reading.text import first_line
from aijournal.importers.reading.whole_files import decoded_document

_WRAPPER = re.compile(r"\s*</?(?:user_query|task|user_message|user_input|feedback)(?: [^>]*)?>\s*")
_FOLDER = re.compile(r"# Current (?:Workspace|Working) Directory \(([^)\n]{1,4096})\)")


class ModelInfo(msgspec.Struct, gc=False, rename="camel"):
    """Which model was asked; tasks and sessions name it differently."""

    model_id: str | None = None
    provider_id: str | None = None
    id: str | None = None
    provider: str | None = None


class Message(msgspec.Struct, gc=False, rename="camel"):
    """One message of a task, as a person sees it."""

    ts: Raw = ABSENT
    type: str | None = None
    say: str | None = None
    text: Raw = ABSENT
    partial: bool | None = None
    model_info: ModelInfo | None = None


class Request(msgspec.Struct, gc=False, rename="camel"):
    """What a message about a request to a model holds, as JSON within its text."""

    request: str | None = None
    tokens_in: Count | None = None
    tokens_out: Count | None = None
    cache_writes: Count | None = None
    cache_reads: Count | None = None


class Metrics(msgspec.Struct, gc=False, rename="camel"):
    """The tokens of one response in a session of the command line."""

    input_tokens: Count | None = None
    output_tokens: Count | None = None
    cache_write_tokens: Count | None = None
    cache_read_tokens: Count | None = None


class SessionMessage(msgspec.Struct, gc=False, rename="camel"):
    """One message of a session of the command line."""

    role: str | None = None
    ts: Raw = ABSENT
    content: Raw = ABSENT
    model_info: ModelInfo | None = None
    metrics: Metrics | None = None


class _Session(msgspec.Struct, gc=False):
    messages: list[Raw] = []


class _Part(msgspec.Struct, gc=False):
    type: str | None = None


_decode_message = msgspec.json.Decoder(Message).decode
_decode_request = msgspec.json.Decoder(Request).decode
_decode_text = msgspec.json.Decoder(str | None).decode
_decode_messages = msgspec.json.Decoder(list[Raw]).decode
_decode_session = msgspec.json.Decoder(_Session | list[Raw]).decode
_decode_session_message = msgspec.json.Decoder(SessionMessage).decode
_decode_parts = msgspec.json.Decoder(list[_Part]).decode


def messages_of(text: bytes) -> Sequence[Raw]:
    """Return the messages of a task, undecoded; raises `UnusableRecordError`."""
    return decoded_document(_decode_messages, text)


def session_messages_of(text: bytes) -> Sequence[Raw]:
    """Return the messages of a session of the command line, undecoded; raises `UnusableRecordError`."""
    session = decoded_document(_decode_session, text)
    return session if isinstance(session, list) else session.messages


def message_of(raw: Raw) -> Message:
    """Return a message of a task; raises `UnusableRecordError`."""
    return decoded(_decode_message, raw)


def session_message_of(raw: Raw) -> SessionMessage:
    """Return a message of a session; raises `UnusableRecordError`."""
    return decoded(_decode_session_message, raw)


def text_of(message: Message) -> str:
    """Return the text of a message; raises `UnusableRecordError`."""
    return (decoded(_decode_text, message.text) if bytes(message.text) else None) or ""


def request_of(message: Message) -> Request:
    """Return what a message tells about a request; raises `UnusableRecordError`."""
    text = text_of(message)
    if not text.strip():
        return Request()
    return decoded(_decode_request, text.encode("utf-8", "replace"))


def folder_of(request: Request) -> str | None:
    """Return the folder that a request names as the current one, or `None`."""
    found = _FOLDER.search(request.request or "")
    return found and found[1]


def is_prompt_of_session(message: SessionMessage) -> bool:
    """Return whether a person said something in a session, and not only a tool did."""
    if message.role != "user" or not texts_of(message.content):
        return False
    content = bytes(message.content)
    parts = decoded(_decode_parts, message.content) if content.lstrip().startswith(b"[") else []
    return not any(part.type == "tool_result" for part in parts)


def title_of(text: str) -> str | None:
    """Return the first line of a prompt."""
    return first_line(_WRAPPER.sub("\n", text)) or None


def usage_of(request: Request) -> TokenUsage:
    """Return the tokens of a request; cached ones are no part of the others."""
    return TokenUsage(request.tokens_in, request.cache_writes, request.cache_reads, request.tokens_out)


def usage_of_metrics(metrics: Metrics | None) -> TokenUsage:
    """Return the tokens of a response in a session; cached ones are no part of the others."""
    if metrics is None:
        return TokenUsage()
    return TokenUsage(
        metrics.input_tokens, metrics.cache_write_tokens, metrics.cache_read_tokens, metrics.output_tokens
    )


def named_messages(text: bytes, task: str) -> Iterator[tuple[str | None, Message]]:
    """Yield every message of a task behind its id; raises `UnusableRecordError`."""
    for raw in messages_of(text):
        try:
            message = message_of(raw)
            yield native_id_of(task, message.ts), message
        except UnusableRecordError:
            continue


def native_id_of(task: str, ts: Raw) -> str:
    """Return the id of a message, which has none but its task's and the time that it was made at."""
    return f"{task}:{bytes(ts).decode('ascii', 'replace')[:40]}"
