"""Claude.ai: the conversations of the export that a person can ask for. They tell no tokens and no models."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

import msgspec
from msgspec import Raw

from aijournal.domain.facts import LogLocation
from aijournal.domain.reading import START, Batch, Bookmark, Discovery, LogFile
from aijournal.importers.chat_exports.exports import Export, Place, Told
from aijournal.importers.chat_exports.web_chat import ChatMessage, Conversation, Role
from aijournal.importers.reading.decoding import ABSENT, decoded, texts_of, time_of, time_or_none
from aijournal.importers.reading.record_checks import UnusableRecordError, checked_id
from aijournal.importers.reading.text import first_line

SOURCE = "claude-ai"
_ROLES = {"human": Role.PROMPT, "assistant": Role.ANSWER}


class Message(msgspec.Struct, gc=False):
    """One message; `text` may be a placeholder for what `content` holds."""

    uuid: str | None = None
    sender: str | None = None
    text: str | None = None
    content: Raw = ABSENT
    created_at: Raw = ABSENT
    attachments: list[Raw] | None = None
    files: list[Raw] | None = None
    parent_message_uuid: str | None = None


class ConversationRecord(msgspec.Struct, gc=False):
    """One element of the export."""

    chat_messages: list[Raw]
    uuid: str | None = None
    created_at: Raw = ABSENT


_decode_conversation = msgspec.json.Decoder(ConversationRecord).decode
_decode_message = msgspec.json.Decoder(Message).decode
_decode_blocks = msgspec.json.Decoder(list[Raw] | None).decode


def _is_text(name: str) -> bool:
    return PurePosixPath(name).name.lower() == "conversations.json"


def _export() -> Export:
    how = (
        "Claude.ai keeps conversations with the service: ask for an export in its settings, under privacy, "
        "and name the file that comes."
    )
    return Export(SOURCE, "Claude.ai", _is_text, (b'"chat_messages"',), how)


@dataclass(frozen=True, slots=True)
class ClaudeAi:
    """The importer of Claude.ai's exports: the zip file as it came, or what was unpacked from it."""

    source: str = SOURCE
    tool: str = "claude-ai"
    retention: str = (
        "Claude.ai keeps conversations until you delete them; an export holds what was there that day."
    )
    kept_days: int | None = None
    is_confirmed: bool = True
    export: Export = field(default_factory=_export)

    def discover(self, environment: Mapping[str, str], root: Path | None = None) -> Discovery:  # noqa: ARG002  # no variable names an export
        """Look at `root`, an export or a folder with exports in it; there is no usual place."""
        return self.export.discover(root)

    def read(self, file: LogFile, since: Bookmark = START) -> Iterator[Batch]:  # noqa: ARG002  # an export is new as a whole
        """Yield what an export says, from its beginning."""
        return self.export.read(file, _told)

    def peek(self, location: LogLocation) -> str | None:
        """Return the first line of a prompt from the export, or `None` if it is no longer there."""
        return self.export.peek(location, _title_at)


def _told(text: bytes, place: Place) -> Told:
    record = decoded(_decode_conversation, text)
    native_id = checked_id(record.uuid)
    told = Told()
    messages = _messages_of(record, told.rejected)
    # A rejected message is accounted for already, and is there only to hold the others together.
    told.ignored -= len(told.rejected)
    Conversation(SOURCE, native_id, "anthropic", time_or_none(record.created_at), messages).tell(told, place)
    if not messages:
        told.records, told.ignored = 1, 1
    return told


def _messages_of(record: ConversationRecord, rejected: list[str]) -> Sequence[ChatMessage]:
    """Return the messages of a conversation; where no parent is told or known, it is the message before."""
    messages: list[ChatMessage] = []
    known: set[str] = set()
    before: str | None = None
    for index, raw in enumerate(record.chat_messages):
        key = f"{index}"  # until the message tells its own
        try:
            message = decoded(_decode_message, raw)
            if message.uuid and message.uuid not in known:
                key = message.uuid
            parent = message.parent_message_uuid if message.parent_message_uuid in known else before
            at = None if bytes(message.created_at) in {b"", b"null"} else time_of(message.created_at)
            messages.append(ChatMessage(key, parent, _role_of(message), index, message.uuid, at))
        except UnusableRecordError as error:
            rejected.append(str(error))
            messages.append(ChatMessage(key, before, Role.OTHER, index))
        known.add(key)
        before = key
    return messages


def _role_of(message: Message) -> Role:
    role = _ROLES.get(message.sender or "", Role.OTHER)
    return Role.OTHER if _is_empty(message) else role


def _is_empty(message: Message) -> bool:
    """Return whether a message holds neither text nor files nor calls of tools."""
    if message.attachments or message.files or (message.text or "").strip():
        return False
    if texts_of(message.content):
        return False
    blocks = decoded(_decode_blocks, message.content) if bytes(message.content).startswith(b"[") else None
    return not any(b'"tool_use"' in bytes(block) for block in blocks or [])


def _title_at(text: bytes, index: int) -> str | None:
    """Return the first line of the prompt at a number of a conversation, or `None` if it is none."""
    messages = decoded(_decode_conversation, text).chat_messages
    if index >= len(messages):
        return None
    message = decoded(_decode_message, messages[index])
    if _role_of(message) is not Role.PROMPT:
        return None
    texts: Sequence[str] = ()
    with suppress(UnusableRecordError):
        texts = texts_of(message.content)
    return next((line for line in map(first_line, (*texts, message.text or "")) if line), None)
