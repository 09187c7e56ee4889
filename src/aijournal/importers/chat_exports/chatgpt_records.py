"""The conversations of ChatGPT's exports, decoded no further than the importer needs."""

from collections.abc import Iterator
from contextlib import suppress

import msgspec
from msgspec import Raw

from aijournal.importers.chat_exports.web_chat import ChatMessage, Role
from aijournal.importers.reading.decoding import ABSENT, decoded, time_of
from aijournal.importers.reading.record_checks import UnusableRecordError
from aijournal.importers.reading.text import MAX_NAME, first_line, plain_line

# What a model wrote for itself or was told by the service, beside its answer.
_NO_ANSWERS = frozenset(
    {"thoughts", "reasoning_recap", "model_editable_context", "user_editable_context", "system_error"}
)


class Author(msgspec.Struct, gc=False):
    """Who wrote a message."""

    role: str | None = None


class Content(msgspec.Struct, gc=False):
    """What a message holds: `parts` are texts, or objects for images and files."""

    content_type: str | None = None
    parts: Raw = ABSENT
    text: Raw = ABSENT


class Metadata(msgspec.Struct, gc=False):
    """What else is known of a message."""

    model_slug: str | None = None
    is_visually_hidden_from_conversation: bool | None = None


class Message(msgspec.Struct, gc=False):
    """One message."""

    id: str | None = None
    author: Author | None = None
    create_time: Raw = ABSENT
    content: Content | None = None
    metadata: Metadata | None = None


class Node(msgspec.Struct, gc=False):
    """A place in a conversation's tree, mostly with a message."""

    parent: Raw = ABSENT
    message: Raw = ABSENT


class ConversationRecord(msgspec.Struct, gc=False):
    """One element of the export."""

    mapping: dict[str, Raw]
    conversation_id: str | None = None
    id: str | None = None
    create_time: Raw = ABSENT
    default_model_slug: Raw = ABSENT


_decode_conversation = msgspec.json.Decoder(ConversationRecord).decode
_decode_node = msgspec.json.Decoder(Node).decode
_decode_message = msgspec.json.Decoder(Message | None).decode
_decode_text = msgspec.json.Decoder(str | None).decode
_decode_parts = msgspec.json.Decoder(list[Raw] | None).decode


def decode_conversation(text: bytes) -> ConversationRecord:
    """Return one conversation; raises `UnusableRecordError`."""
    return decoded(_decode_conversation, text)


def text_or_none(raw: Raw) -> str | None:
    """Return a text, or `None` if there is none."""
    if not bytes(raw):
        return None
    with suppress(UnusableRecordError):
        text: str | None = decoded(_decode_text, raw)
        return text
    return None


def messages_of(record: ConversationRecord, rejected: list[str]) -> Iterator[ChatMessage]:
    """Yield the messages of a conversation, and why others cannot be taken, in the order of the tree's nodes.

    Nodes without a message are passed over like messages that are of no use.
    """
    default_model = text_or_none(record.default_model_slug)
    for index, (key, raw) in enumerate(record.mapping.items()):
        parent = None
        try:
            node = decoded(_decode_node, raw)
            parent = text_or_none(node.parent)
            message = decoded(_decode_message, node.message) if bytes(node.message) else None
            yield _chat_message(key, parent, index, message, default_model)
        except UnusableRecordError as error:
            rejected.append(str(error))
            # What follows a message that cannot be taken still belongs to the prompt above it.
            yield ChatMessage(key, parent, Role.OTHER, index)


def _chat_message(
    key: str, parent: str | None, index: int, message: Message | None, default_model: str | None
) -> ChatMessage:
    if message is None:
        return ChatMessage(key, parent, Role.OTHER, index)
    role = _role_of(message)
    at = None
    if bytes(message.create_time) not in {b"", b"null"}:
        at = time_of(message.create_time)
    model = (message.metadata and message.metadata.model_slug) or default_model
    plain_model = plain_line(model or "", MAX_NAME) or None
    return ChatMessage(key, parent, role, index, message.id or key, at, plain_model)


def _role_of(message: Message) -> Role:
    if (message.metadata and message.metadata.is_visually_hidden_from_conversation) or _is_empty(message):
        return Role.OTHER
    author = message.author.role if message.author else None
    kind = message.content.content_type if message.content else None
    if kind in _NO_ANSWERS:
        return Role.OTHER
    return {"user": Role.PROMPT, "assistant": Role.ANSWER}.get(author or "", Role.OTHER)


def _is_empty(message: Message) -> bool:
    """Return whether a message holds neither text nor anything else."""
    content = message.content
    if content is None:
        return True
    parts = (decoded(_decode_parts, content.parts) if bytes(content.parts) else None) or []
    is_blank = all(
        part.startswith(b'"') and not (text_or_none(Raw(part)) or "").strip() for part in map(bytes, parts)
    )
    return is_blank and not (text_or_none(content.text) or "").strip()


def title_at(text: bytes, index: int) -> str | None:
    """Return the first line of the prompt at a number of a conversation, or `None` if it is none."""
    record = decode_conversation(text)
    raw = next((raw for number, raw in enumerate(record.mapping.values()) if number == index), None)
    if raw is None:
        return None
    node = decoded(_decode_node, raw)
    message = decoded(_decode_message, node.message) if bytes(node.message) else None
    if message is None or message.content is None or _role_of(message) is not Role.PROMPT:
        return None
    parts = (decoded(_decode_parts, message.content.parts) if bytes(message.content.parts) else None) or []
    texts = (text_or_none(part) for part in parts)
    lines = (first_line(one) for one in (*texts, text_or_none(message.content.text)) if one)
    return next((line for line in lines if line), None)
