"""The rows of Goose's database, decoded no further than the importer needs."""

import msgspec
from msgspec import Raw

from aijournal.domain.tokens import TokenUsage
from aijournal.importers.reading.databases import Table, bytes_of
from aijournal.importers.reading.decoding import decoded
from aijournal.importers.reading.record_checks import Count, UnusableRecordError

SESSIONS = Table(
    "sessions",
    (
        *("id", "working_dir", "created_at", "updated_at", "provider_name", "session_type"),
        *("parent_session_id", "accumulated_input_tokens", "accumulated_output_tokens"),
        "accumulated_total_tokens",
    ),
    ("model_config_json",),
)
# To the engine, a number that is a row's name is its rowid, and the other way round.
MESSAGES = Table("messages", ("session_id", "role", "created_timestamp", "id"))
# The same rows, for what was said: only few are read.
CONTENTS = Table("messages", (), ("content_json", "metadata_json"))
LEDGER = Table(
    "usage_ledger",
    (
        *("session_id", "created_timestamp", "model"),
        *("input_tokens", "output_tokens", "cache_read_tokens", "cache_write_tokens"),
        "id",
    ),
)
TABLES = (SESSIONS, MESSAGES, CONTENTS, LEDGER)

SCRIPTED = "scheduled"
_RUNS = frozenset({"hidden", "sub_agent", "subagent"})


class Session(msgspec.Struct, gc=False):
    """One session; `input_tokens` and the like, without `accumulated_`, would be what the context holds."""

    id: str | None
    working_dir: str | None
    created_at: str | int | float | None
    updated_at: str | int | float | None
    provider_name: str | None
    session_type: str | None
    parent_session_id: str | None
    accumulated_input_tokens: Count | None
    accumulated_output_tokens: Count | None
    accumulated_total_tokens: Count | None
    model_config_json: bytes | int | None

    @property
    def is_run(self) -> bool:
        """Whether a program holds the session, and not a person."""
        return self.session_type in _RUNS or bool(self.parent_session_id)

    @property
    def usage(self) -> TokenUsage | None:
        """Return the tokens of the whole session, if they are told; nothing is told of the cache."""
        told = (self.accumulated_input_tokens, self.accumulated_output_tokens)
        return TokenUsage(told[0], output_tokens=told[1]) if any(told) else None

    @property
    def model(self) -> str | None:
        """Return the name of the model that the session is set to."""
        if not isinstance(self.model_config_json, bytes):
            return None
        try:
            return (decoded(_decode_config, self.model_config_json) or _Config()).model_name
        except UnusableRecordError:
            return None


class Spent(msgspec.Struct, gc=False):
    """One request, as the ledger tells it."""

    session_id: str | None
    created_timestamp: int | float | str | None
    model: str | None
    input_tokens: Count | None
    output_tokens: Count | None
    cache_read_tokens: Count | None
    cache_write_tokens: Count | None

    def usage(self, *, is_cache_apart: bool) -> TokenUsage:
        """Return the tokens in four disjoint buckets."""
        read, written = self.cache_read_tokens, self.cache_write_tokens
        whole = self.input_tokens
        if whole is not None and not is_cache_apart:
            whole = max(0, whole - (read or 0) - (written or 0))
        return TokenUsage(whole, written, read, self.output_tokens)


class Said(msgspec.Struct, gc=False):
    """One message, from a person, from tools in a person's place, or from the model."""

    session_id: str | None
    role: str | None
    created_timestamp: int | float | str | None


def prompt_in(content: object, metadata: object) -> str | None:
    """Return what a person said in a message of theirs, or `None` if none did.

    Raises `UnusableRecordError`.
    """
    if _is_hidden(metadata):
        return None
    parts = decoded(_decode_parts, bytes_of(content))
    if any(part.type in _ANSWERS for part in parts):
        return None
    return "\n".join(part.text for part in parts if part.text and part.text.strip()) or None


def _is_hidden(metadata: object) -> bool:
    """Return whether a person never saw a message: the tool summed up the conversation for the model."""
    if not isinstance(metadata, bytes):
        return False
    try:
        return (decoded(_decode_metadata, metadata) or _Metadata()).user_visible is False
    except UnusableRecordError:
        return False


class _Config(msgspec.Struct, gc=False):
    model_name: str | None = None


class _Part(msgspec.Struct, gc=False):
    type: str | None = None
    text: str | None = None


class _Metadata(msgspec.Struct, gc=False, rename="camel"):
    user_visible: bool | None = None


_ANSWERS = frozenset({"toolConfirmationRequest", "toolResponse"})

_decode_config = msgspec.json.Decoder(_Config | None).decode
_decode_parts = msgspec.json.Decoder(list[_Part]).decode
_decode_metadata = msgspec.json.Decoder(_Metadata | None).decode


def is_cache_apart(session: Session, ledger: list[Spent]) -> bool:
    """Return whether the input of a ledger's rows leaves the cache out: if only so they sum up to the total.

    Else the cache is taken to be a part of the input.
    """
    inside = sum((row.input_tokens or 0) + (row.output_tokens or 0) for row in ledger)
    beside = sum((row.cache_read_tokens or 0) + (row.cache_write_tokens or 0) for row in ledger)
    return beside > 0 and session.accumulated_total_tokens == inside + beside


def encoded_time(told: float | str | None) -> Raw:
    """Return a time as a row tells it, as JSON."""
    return Raw(msgspec.json.encode(told))
