"""The rows of llm's log, of both generations, decoded no further than the importer needs."""

from datetime import datetime

import msgspec

from aijournal.domain.tokens import TokenUsage
from aijournal.importers.reading.databases import Table
from aijournal.importers.reading.decoding import decoded
from aijournal.importers.reading.log_times import time_of_cell
from aijournal.importers.reading.record_checks import Count, UnusableRecordError, checked_id
from aijournal.importers.reading.text import MAX_NAME, plain_line

_OF_A_CALL = (
    *("model", "resolved_model", "datetime_utc", "duration_ms"),
    *("input_tokens", "output_tokens"),
)
RESPONSES = Table("responses", ("id", "conversation_id", *_OF_A_CALL), ("token_details",))
TURNS = Table("turns", ("id", "thread_id", *_OF_A_CALL), ("token_details",))
# The same rows, for what was asked.
RESPONSE_PROMPTS = Table("responses", ("id",), ("prompt",))
TURN_PROMPTS = Table("turn_search", ("turn_id",), ("prompt",))
TABLES = (RESPONSES, TURNS, RESPONSE_PROMPTS, TURN_PROMPTS)


class Row(msgspec.Struct, gc=False):
    """One response of a model; `token_details` is JSON."""

    id: str | None
    model: str | None
    resolved_model: str | None
    datetime_utc: str | None
    duration_ms: int | float | None
    input_tokens: Count | None
    output_tokens: Count | None
    token_details: bytes | int | None
    conversation_id: str | None = None
    thread_id: str | None = None

    @property
    def native_id(self) -> str:
        """Return the row's id; raises `UnusableRecordError`."""
        return checked_id(self.id)

    @property
    def at(self) -> datetime:
        """Return when the response came, in UTC; raises `UnusableRecordError`."""
        return time_of_cell(self.datetime_utc or "")

    @property
    def model_name(self) -> str | None:
        """Return the name of the model that really answered."""
        return plain_line(self.resolved_model or self.model or "", MAX_NAME) or None


class _Part(msgspec.Struct, gc=False):
    cached_tokens: Count | None = None
    reasoning_tokens: Count | None = None


class Details(msgspec.Struct, gc=False):
    """What a provider says beside input and output, by its own names."""

    prompt_tokens_details: _Part | None = None
    completion_tokens_details: _Part | None = None
    input_tokens_details: _Part | None = None
    output_tokens_details: _Part | None = None
    cache_creation_input_tokens: Count | None = None
    cache_read_input_tokens: Count | None = None


_decode_details = msgspec.json.Decoder(Details | None).decode


def token_usage(row: Row) -> TokenUsage:
    """Return the tokens of a response in four disjoint buckets; raises `UnusableRecordError`.

    Most providers count what they read from a cache as a part of the input, and charge nothing for writing
    it; those who do charge tell both beside the input. Without details nothing is known of the cache.
    """
    details = _details(row.token_details)
    whole, output = row.input_tokens, row.output_tokens
    asked = details.prompt_tokens_details or details.input_tokens_details
    answered = details.completion_tokens_details or details.output_tokens_details or _Part()
    reasoning = answered.reasoning_tokens
    is_part = reasoning is not None and output is not None and reasoning <= output
    written, read = details.cache_creation_input_tokens, details.cache_read_input_tokens
    if written is None and read is None and asked is not None and asked.cached_tokens is not None:
        read, written = asked.cached_tokens, 0
        whole = None if whole is None else max(0, whole - read)
    return TokenUsage(whole, written, read, output, reasoning_tokens=reasoning if is_part else None)


def _details(document: bytes | int | None) -> Details:
    if document is None:
        return Details()
    if isinstance(document, int):
        raise UnusableRecordError("a record too long to read")
    return decoded(_decode_details, document or b"null") or Details()
