"""Spans and events of OpenTelemetry in all the shapes that exporters write to files."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

import msgspec
from msgspec import Raw

from aijournal.importers.reading.decoding import ABSENT, decoded
from aijournal.importers.reading.log_times import time_of_value
from aijournal.importers.reading.record_checks import UnusableRecordError
from aijournal.importers.reading.text import is_plain_id

Attribute = str | int | float | bool
_PREFIXES = ("gen_ai.", "event.", "session.", "prompt.", "app.", "llm.")
_BARE = frozenset(
    {
        "cache_creation_tokens",
        "cache_read_tokens",
        "input_tokens",
        "model",
        "output_tokens",
        "request_id",
        "span.type",
    }
)


class _Scope(msgspec.Struct, gc=False):
    spans: list[Raw] | None = None
    log_records: list[Raw] | None = msgspec.field(default=None, name="logRecords")


class _Resource(msgspec.Struct, gc=False):
    scope_spans: list[_Scope] | None = msgspec.field(default=None, name="scopeSpans")
    scope_logs: list[_Scope] | None = msgspec.field(default=None, name="scopeLogs")


class _Document(msgspec.Struct, gc=False):
    resource_spans: list[_Resource] | None = msgspec.field(default=None, name="resourceSpans")
    resource_logs: list[_Resource] | None = msgspec.field(default=None, name="resourceLogs")
    resource_metrics: Raw = msgspec.field(default=ABSENT, name="resourceMetrics")


class _Context(msgspec.Struct, gc=False):
    trace_id: str | None = None
    span_id: str | None = None
    trace: str | None = msgspec.field(default=None, name="traceId")
    span: str | None = msgspec.field(default=None, name="spanId")


class _Record(msgspec.Struct, gc=False):
    """A span or an event: OTLP's names, and those of the exporters of Python and JavaScript."""

    name: str | None = None
    type: str | None = None
    attributes: Raw = ABSENT
    body: Raw = ABSENT
    context: _Context | None = None
    span_context: _Context | None = msgspec.field(default=None, name="spanContext")
    parent_context: _Context | None = msgspec.field(default=None, name="parentSpanContext")
    trace_id: str | None = None
    span_id: str | None = None
    parent_id: str | None = None
    parent_span_id: str | None = None
    trace: str | None = msgspec.field(default=None, name="traceId")
    span: str | None = msgspec.field(default=None, name="spanId")
    parent: str | None = msgspec.field(default=None, name="parentSpanId")
    start_nano: Raw = msgspec.field(default=ABSENT, name="startTimeUnixNano")
    end_nano: Raw = msgspec.field(default=ABSENT, name="endTimeUnixNano")
    start: Raw = msgspec.field(default=ABSENT, name="startTime")
    end: Raw = msgspec.field(default=ABSENT, name="endTime")
    start_time: Raw = ABSENT
    end_time: Raw = ABSENT
    time_nano: Raw = msgspec.field(default=ABSENT, name="timeUnixNano")
    event_name: str | None = msgspec.field(default=None, name="eventName")


class _Pair(msgspec.Struct, gc=False):
    key: str
    value: Raw = ABSENT


class _Value(msgspec.Struct, gc=False):
    string: str | None = msgspec.field(default=None, name="stringValue")
    int: Raw = msgspec.field(default=ABSENT, name="intValue")
    double: Raw = msgspec.field(default=ABSENT, name="doubleValue")
    bool: Raw = msgspec.field(default=ABSENT, name="boolValue")


_decode_document = msgspec.json.Decoder(_Document).decode
_decode_record = msgspec.json.Decoder(_Record).decode
_decode_attributes = msgspec.json.Decoder(list[_Pair] | dict[str, Raw] | None).decode
_decode_value = msgspec.json.Decoder(_Value).decode
_decode_plain = msgspec.json.Decoder(str | int | float | bool).decode
_decode_time = msgspec.json.Decoder(str | float | tuple[float, float]).decode


@dataclass(frozen=True, slots=True)
class Span:
    """One step of a trace; ids are in lower case, and empty where none are told."""

    trace: str
    span: str
    parent: str
    name: str
    attributes: Mapping[str, Attribute]
    started_at: datetime
    ended_at: datetime
    is_flat: bool


@dataclass(frozen=True, slots=True)
class Event:
    """One event of a log."""

    name: str
    attributes: Mapping[str, Attribute]
    at: datetime | None


def records_in(text: bytes) -> Iterator[Raw]:
    """Yield the spans and events of one JSON value: those of a document of OTLP, or the value itself.

    Raises `UnusableRecordError`.
    """
    document: _Document = decoded(_decode_document, text)
    if document.resource_spans is None and document.resource_logs is None:
        if not bytes(document.resource_metrics):
            yield Raw(text)
        return
    for resource in (*(document.resource_spans or ()), *(document.resource_logs or ())):
        for scope in (*(resource.scope_spans or ()), *(resource.scope_logs or ())):
            yield from scope.spans or ()
            yield from scope.log_records or ()


def record_of(raw: Raw) -> Span | Event | None:
    """Return a span or an event, or `None` for what is neither; raises `UnusableRecordError`."""
    record: _Record = decoded(_decode_record, raw)
    attributes = _attributes_of(record.attributes)
    started = _first(record.start_nano, record.start, record.start_time)
    if started is None or record.type not in {None, "span"}:
        return _event_of(record, attributes)
    ended = _first(record.end_nano, record.end, record.end_time)
    started_at = _time_of(started)
    context = record.context or record.span_context or _Context()
    parent = record.parent_context or _Context()
    return Span(
        trace=_id_of(record.trace, record.trace_id, context.trace, context.trace_id),
        span=_id_of(record.span, record.span_id, context.span, context.span_id),
        parent=_id_of(record.parent, record.parent_span_id, record.parent_id, parent.span, parent.span_id),
        name=record.name or "",
        attributes=attributes,
        started_at=started_at,
        ended_at=max(started_at, _time_of(ended)) if ended is not None else started_at,
        is_flat=record.type == "span",
    )


def _event_of(record: _Record, attributes: Mapping[str, Attribute]) -> Event | None:
    body = ""
    if bytes(record.body):
        with suppress(UnusableRecordError):
            body = decoded(_decode_value, record.body).string or ""
    name = attributes.get("event.name") or record.event_name or body
    if not isinstance(name, str) or not name:
        return None
    told = attributes.get("event.timestamp")
    if isinstance(told, str):
        return Event(name, attributes, time_of_value(told))
    at = _first(record.time_nano)
    return Event(name, attributes, None if at is None else _time_of(at))


def _first(*fields: Raw) -> Raw | None:
    return next((raw for raw in fields if bytes(raw) not in {b"", b"null"}), None)


def _time_of(raw: Raw) -> datetime:
    """Return a time: a number or a text of nanoseconds, ISO 8601, or seconds with nanoseconds beside them."""
    try:
        told = decoded(_decode_time, raw)
    except UnusableRecordError:
        raise UnusableRecordError("an unreadable time") from None
    if isinstance(told, tuple):
        return time_of_value(told[0] + told[1] / 1e9)
    if isinstance(told, str) and told.isascii() and told.isdigit() and len(told) <= 20:
        return time_of_value(float(told))
    return time_of_value(told)


def _id_of(*told: str | None) -> str:
    found = next((one for one in told if one), "").lower().removeprefix("0x")
    return found if is_plain_id(found) else ""


def _attributes_of(raw: Raw) -> dict[str, Attribute]:
    """Return the attributes of use, whether they are told as pairs or as an object."""
    if not bytes(raw):
        return {}
    told = decoded(_decode_attributes, raw)
    if isinstance(told, dict):
        wanted = ((key, value) for key, value in told.items() if _is_wanted(key))
        found = ((key, _plain_value(value)) for key, value in wanted)
    else:
        pairs = [pair for pair in told or () if _is_wanted(pair.key)]
        found = ((pair.key, _typed_value(pair.value)) for pair in pairs)
    return {key: value for key, value in found if value is not None}


def _is_wanted(key: str) -> bool:
    """Return whether an attribute is of use; what was said to a model and what it answered is not."""
    is_text = key.endswith((".messages", ".instructions", ".content", ".definitions", ".prompt"))
    return key in _BARE or (key.startswith(_PREFIXES) and not is_text)


def _typed_value(raw: Raw) -> Attribute | None:
    """Return a value of OTLP, whose whole numbers are texts."""
    if not bytes(raw):
        return None
    try:
        value: _Value = decoded(_decode_value, raw)
    except UnusableRecordError:
        return None
    if value.string is not None:
        return value.string
    number = _first(value.int, value.double, value.bool)
    return None if number is None else _plain_value(number)


def _plain_value(raw: Raw) -> Attribute | None:
    try:
        value: Attribute = decoded(_decode_plain, raw)
    except UnusableRecordError:
        return None  # a list or an object, which no attribute of use is
    return value
