"""What Cursor keeps in its databases, decoded no further than the importer needs."""

import re
from datetime import datetime

import msgspec
from msgspec import Raw

from aijournal.importers.reading.databases import Table
from aijournal.importers.reading.decoding import ABSENT, decoded, time_of, time_or_none
from aijournal.importers.reading.text import MAX_NAME, first_line, plain_line, project_name

KEY_VALUES = Table("cursorDiskKV", ("key",), ("value",))
BUBBLE, COMPOSER = "bubbleId:", "composerData:"
# The items of a workspace that list its conversations; others of the same table hold secrets.
ITEMS = Table("ItemTable", ("key",), ("value",))
LISTS = ("composer.composerData", "composer.composerHeaders")

USER, ASSISTANT = 1, 2
_ESCAPES = re.compile(rb"%([0-9A-Fa-f]{2})")


class Model(msgspec.Struct, gc=False, rename="camel"):
    """Which model answered."""

    model_name: str | None = None


class Bubble(msgspec.Struct, gc=False, rename="camel"):
    """One message of a conversation; its numbers of tokens are zero in most versions, so none are read."""

    type: int | None = None
    created_at: Raw = ABSENT
    model_info: Model | None = None

    @property
    def model(self) -> str | None:
        """Return the name of the model that answered."""
        return plain_line((self.model_info or Model()).model_name or "", MAX_NAME) or None


class _Header(msgspec.Struct, gc=False):
    bubble: str | None = msgspec.field(default=None, name="bubbleId")


class Composer(msgspec.Struct, gc=False, rename="camel"):
    """One conversation: when it began, and its messages in their order where that is told."""

    created_at: Raw = ABSENT
    full_conversation_headers_only: list[_Header] | None = None

    @property
    def began_at(self) -> datetime | None:
        """Return when the conversation began, if that can be."""
        return time_or_none(self.created_at)

    @property
    def order(self) -> dict[str, int]:
        """Return the places of the messages in the conversation."""
        headers = self.full_conversation_headers_only or ()
        return {header.bubble: place for place, header in enumerate(headers) if header.bubble}


class _Text(msgspec.Struct, gc=False):
    type: int | None = None
    text: str | None = None


class _Listed(msgspec.Struct, gc=False, rename="camel"):
    composer_id: str | None = None


class _List(msgspec.Struct, gc=False, rename="camel"):
    all_composers: list[_Listed] | None = None


class _Workspace(msgspec.Struct, gc=False):
    folder: str | None = None
    workspace: str | None = None


_decode_bubble = msgspec.json.Decoder(Bubble).decode
_decode_composer = msgspec.json.Decoder(Composer).decode
_decode_text = msgspec.json.Decoder(_Text).decode
_decode_list = msgspec.json.Decoder(_List).decode
_decode_workspace = msgspec.json.Decoder(_Workspace).decode


def bubble_of(document: bytes) -> Bubble:
    """Return a message; raises `UnusableRecordError`."""
    return decoded(_decode_bubble, document)


def composer_of(document: bytes) -> Composer:
    """Return a conversation; raises `UnusableRecordError`."""
    return decoded(_decode_composer, document)


def time_of_bubble(bubble: Bubble, otherwise: datetime | None) -> datetime:
    """Return when a message was written; older ones do not tell. Raises `UnusableRecordError`."""
    if not bytes(bubble.created_at) and otherwise is not None:
        return otherwise
    return time_of(bubble.created_at)


def title_of(document: bytes) -> str | None:
    """Return the first line of a person's message, or `None` if it is none."""
    told = decoded(_decode_text, document)
    return first_line(told.text or "") or None if told.type == USER else None


def composers_in(document: bytes) -> list[str]:
    """Return the conversations that a workspace lists; raises `UnusableRecordError`."""
    listed = decoded(_decode_list, document).all_composers or ()
    return [one.composer_id for one in listed if one.composer_id]


def project_of(document: bytes) -> str | None:
    """Return the name of the folder that a workspace is about; raises `UnusableRecordError`."""
    told = decoded(_decode_workspace, document)
    address = told.folder or (told.workspace or "").removesuffix(".code-workspace")
    path = _ESCAPES.sub(lambda escape: bytes([int(escape[1], 16)]), address.encode("utf-8", "replace"))
    return project_name(path.decode("utf-8", "replace"))
