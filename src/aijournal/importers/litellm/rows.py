"""The rows of LiteLLM's log of spending, from tables and from JSON."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass

import msgspec
from msgspec import Raw

from aijournal.domain.facts import Call, Exchange, ExchangeKind
from aijournal.domain.tokens import TokenUsage
from aijournal.importers.chat_exports.exports import Place, Told
from aijournal.importers.otel.calls import uncached
from aijournal.importers.reading.csv_rows import column, number_of
from aijournal.importers.reading.decoding import ABSENT, decoded
from aijournal.importers.reading.log_times import time_of_cell
from aijournal.importers.reading.model_names import model_and_provider
from aijournal.importers.reading.record_checks import Count, UnusableRecordError, checked_id
from aijournal.importers.reading.text import is_plain_id

SOURCE = "litellm"

# Other types make no text: embeddings, images, speech, moderation, reading of lists.
_TEXT_TYPES = frozenset(
    {
        "completion", "acompletion", "text_completion", "atext_completion", "completions", "responses",
        "aresponses", "anthropic_messages", "generate_content", "agenerate_content",
        "generate_content_stream", "agenerate_content_stream", "pass_through_endpoint",
    }
)  # fmt: skip
_OTHER_TYPES = (
    "embedding",
    "image",
    "speech",
    "transcription",
    "moderation",
    "rerank",
    "ocr",
    "search",
    "video",
)
_COLUMNS = (
    "cachehit",
    "calltype",
    "customllmprovider",
    "completiontokens",
    "endtime",
    "metadata",
    "model",
    "prompttokens",
    "requestid",
    "sessionid",
    "starttime",
    "totaltokens",
)

Cells = Mapping[str, str]


class _SentDetails(msgspec.Struct, gc=False):
    cached_tokens: Count | None = None


class _MadeDetails(msgspec.Struct, gc=False):
    reasoning_tokens: Count | None = None


class _Usage(msgspec.Struct, gc=False):
    cache_read_input_tokens: Count | None = None
    cache_creation_input_tokens: Count | None = None
    prompt_tokens_details: _SentDetails | None = None
    completion_tokens_details: _MadeDetails | None = None


class _Metadata(msgspec.Struct, gc=False):
    usage_object: Raw = ABSENT
    additional_usage_values: Raw = ABSENT


class _Wrapped(msgspec.Struct, gc=False):
    data: list[Raw] | None = None


_decode_row = msgspec.json.Decoder(dict[str, Raw]).decode
_decode_wrapped = msgspec.json.Decoder(_Wrapped).decode
_decode_cell = msgspec.json.Decoder(str | int | float | bool | None).decode
_decode_metadata = msgspec.json.Decoder(_Metadata).decode
_decode_usage = msgspec.json.Decoder(_Usage | None).decode


@dataclass(frozen=True, slots=True)
class _Cache:
    """What of a call's tokens was cached and what was reasoning, where the metadata tells."""

    read: int | None = None
    written: int | None = None
    reasoning: int | None = None


def told_of_value(text: bytes, place: Place) -> Told:  # noqa: ARG001  # a row holds no prompt that is kept
    """Return what a JSON value tells: one row, or an object with rows as `data`.

    Raises `UnusableRecordError`.
    """
    rows = [Raw(text)]
    with suppress(UnusableRecordError):
        wrapped: _Wrapped = decoded(_decode_wrapped, text)
        rows = rows if wrapped.data is None else wrapped.data
    if len(rows) == 1:
        return told_of_row(_cells_of(rows[0]))
    told = Told()
    for raw in rows:
        try:
            one = told_of_row(_cells_of(raw))
        except UnusableRecordError as error:
            one = Told(rejected=[str(error)], records=1)
        told.exchanges += one.exchanges
        told.rejected += one.rejected
        told.records += one.records
        told.ignored += one.ignored
        told.unknown += one.unknown
    return told


def told_of_row(cells: Cells) -> Told:
    """Return what one row tells: a call of a model, or nothing of use; raises `UnusableRecordError`."""
    kind = cells.get("calltype", "").strip().lower()
    if kind and kind not in _TEXT_TYPES:
        is_known = any(word in kind for word in _OTHER_TYPES)
        return Told(records=1, ignored=1, unknown=0 if is_known else 1)
    if cells.get("cachehit", "").strip().lower() == "true":
        return Told(records=1, ignored=1)  # LiteLLM answered itself, out of its own cache
    return Told(exchanges=[_exchange(cells)], records=1)


def _exchange(cells: Cells) -> Exchange:
    native_id = checked_id(cells.get("requestid", "").strip() or None)
    started_at = time_of_cell(cells.get("starttime", ""))
    ended = cells.get("endtime", "").strip()
    ended_at = max(started_at, time_of_cell(ended)) if ended else started_at
    session = cells.get("sessionid", "").strip()
    model, provider = model_and_provider(cells.get("model"), cells.get("customllmprovider"))
    return Exchange(
        source=SOURCE,
        native_id=f"run:{native_id}"[:256],
        conversation_id=session if is_plain_id(session) else native_id,
        started_at=started_at,
        ended_at=ended_at,
        calls=(Call(native_id, ended_at, _usage(cells), model, provider),),
        kind=ExchangeKind.RUN,  # who asked, a person or a program, is not told
        prompt_records=0,
    )


def _usage(cells: Cells) -> TokenUsage:
    """Return the tokens of a call, whose input includes the cache where the metadata tells of one."""
    sent, output = number_of(cells.get("prompttokens", "")), number_of(cells.get("completiontokens", ""))
    total = number_of(cells.get("totaltokens", ""))
    cache = _cache_of(cells.get("metadata", ""))
    return TokenUsage(
        input_tokens=uncached(sent, cache.read, cache.written, output, total),
        cache_write_tokens=cache.written,
        cache_read_tokens=cache.read,
        output_tokens=output,
        reasoning_tokens=cache.reasoning if (cache.reasoning or 0) <= (output or 0) else None,
    )


def _cache_of(metadata: str) -> _Cache:
    if not metadata.strip().startswith("{"):
        return _Cache()
    with suppress(UnusableRecordError):
        record: _Metadata = decoded(_decode_metadata, metadata.encode("utf-8", "replace"))
        for raw in (record.usage_object, record.additional_usage_values):
            usage = decoded(_decode_usage, raw) if bytes(raw) else None
            if usage is not None:
                sent, made = usage.prompt_tokens_details, usage.completion_tokens_details
                read = usage.cache_read_input_tokens
                return _Cache(
                    read if read is not None else sent and sent.cached_tokens,
                    usage.cache_creation_input_tokens,
                    made and made.reasoning_tokens,
                )
    return _Cache()


def _cells_of(raw: Raw) -> Cells:
    """Return a row of JSON as a table's would be; raises `UnusableRecordError`."""
    row: dict[str, Raw] = decoded(_decode_row, raw)
    named = ((column(name), value) for name, value in row.items())
    return {name: _cell_of(name, value) for name, value in named if name in _COLUMNS}


def _cell_of(name: str, raw: Raw) -> str:
    if name == "metadata" and bytes(raw).lstrip().startswith(b"{"):
        return bytes(raw).decode("utf-8", "replace")
    value = decoded(_decode_cell, raw)
    if isinstance(value, bool) and name.endswith("tokens"):
        raise UnusableRecordError("an impossible number of tokens")
    return "" if value is None else str(value)
