"""From spans and events of OpenTelemetry to exchanges: a trace, or a prompt where one is told, is one."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from aijournal.domain.facts import Call, Exchange, ExchangeKind
from aijournal.importers.chat_exports.exports import Place, Told
from aijournal.importers.otel.calls import (
    call_of,
    is_claude_event,
    is_known_prompt_trace,
    is_model_span,
    is_prompt_span,
    text_of,
)
from aijournal.importers.otel.records import Event, Span, record_of, records_in
from aijournal.importers.reading.record_checks import UnusableRecordError, checked_id

SOURCE = "otel"
_MOST_REMEMBERED = 512  # spans; those of the traces at hand are far fewer


class Traces:
    """What one file tells, value by value.

    A span that repeats what the model spans below it took is none of its own. A span is written when it
    ends, so those below it come first, or in the same document: `above` remembers what lies above them.
    """

    def __init__(self, above: Iterable[str] = ()) -> None:
        self._above = dict.fromkeys(above)

    @property
    def above(self) -> Sequence[str]:
        """The spans that have a model span below them, the latest last."""
        return list(self._above)[-_MOST_REMEMBERED:]

    def told(self, text: bytes, place: Place | None = None) -> Told:  # noqa: ARG002  # no prompt lies in telemetry
        """Return what a JSON value tells; raises `UnusableRecordError`."""
        told = Told()
        spans: list[Span] = []
        for raw in records_in(text):
            told.records += 1
            try:
                record = record_of(raw)
                if isinstance(record, Span):
                    spans.append(record)
                else:
                    self._take_event(record, told)
            except UnusableRecordError as error:
                told.rejected.append(str(error))
        self._look_below(spans)
        for span in spans:
            try:
                self._take_span(span, told)
            except UnusableRecordError as error:
                told.rejected.append(str(error))
        if not told.records:
            told.records, told.ignored = 1, 1
        told.exchanges = _joined(told.exchanges)
        return told

    def _look_below(self, spans: Sequence[Span]) -> None:
        """Remember every span above a model span, as far up as this document reaches."""
        parents = {_key(span): f"{span.trace}:{span.parent}" for span in spans if span.parent}
        for span in spans:
            key = _key(span)
            if not is_model_span(span) and key not in self._above:
                continue
            seen: set[str] = set()
            while (parent := parents.get(key)) is not None and parent not in seen:
                self._above[parent] = None
                seen.add(parent)
                key = parent
        while len(self._above) > max(_MOST_REMEMBERED, len(spans)) * 2:
            del self._above[next(iter(self._above))]

    def _take_span(self, span: Span, told: Told) -> None:
        if is_prompt_span(span):
            told.exchanges.append(_exchange_of_span(span, [], is_prompt=True))
        elif is_model_span(span) and _key(span) not in self._above:
            model_call = call_of(span.attributes)
            call = Call(
                _call_id(span), span.ended_at, model_call.usage, model_call.model, model_call.provider
            )
            told.exchanges.append(_exchange_of_span(span, [call], is_prompt=False))
        else:
            told.ignored += 1

    def _take_event(self, event: Event | None, told: Told) -> None:
        if event is None:
            told.ignored += 1
            told.unknown += 1
        elif is_claude_event(event, "user_prompt") and text_of(event.attributes, "prompt.id"):
            told.exchanges.append(_exchange_of_event(event, []))
        elif is_claude_event(event, "api_request"):
            told.exchanges.append(_exchange_of_event(event, [_call_of_event(event)]))
        else:
            told.ignored += 1


def _key(span: Span) -> str:
    return f"{span.trace}:{span.span}"


def _call_id(span: Span) -> str:
    """Return a span's id; Claude Code tells the same call as an event too, by the id of its request."""
    request = text_of(span.attributes, "request_id", "gen_ai.response.id")
    if span.trace and span.span and not (is_known_prompt_trace(span) and "request_id" in span.attributes):
        return checked_id(_key(span))
    return checked_id(request)


def _exchange_of_span(span: Span, calls: Sequence[Call], *, is_prompt: bool) -> Exchange:
    conversation = text_of(span.attributes, "gen_ai.conversation.id", "session.id")
    trace = span.trace or checked_id(conversation)
    kind = ExchangeKind.PROMPT if is_known_prompt_trace(span) else ExchangeKind.RUN
    return Exchange(
        source=SOURCE,
        native_id=checked_id(f"{'run:' if kind is ExchangeKind.RUN else ''}{trace}"),
        conversation_id=conversation or trace,
        started_at=span.started_at,
        ended_at=span.ended_at,
        calls=tuple(calls),
        kind=kind,
        is_scripted=_is_scripted(text_of(span.attributes, "app.entrypoint")),
        prompt_records=1 if is_prompt else 0,
    )


def _exchange_of_event(event: Event, calls: Sequence[Call]) -> Exchange:
    if event.at is None:
        raise UnusableRecordError("no time")
    session = checked_id(text_of(event.attributes, "session.id"))
    prompt = text_of(event.attributes, "prompt.id")
    return Exchange(
        source=SOURCE,
        native_id=prompt or checked_id(f"run:{session}"),
        conversation_id=session,
        started_at=event.at,
        ended_at=event.at,
        calls=tuple(calls),
        kind=ExchangeKind.PROMPT if prompt else ExchangeKind.RUN,
        is_scripted=_is_scripted(text_of(event.attributes, "app.entrypoint")),
        prompt_records=0 if calls else 1,
    )


def _call_of_event(event: Event) -> Call:
    if event.at is None:
        raise UnusableRecordError("no time")
    attributes = event.attributes
    session = checked_id(text_of(attributes, "session.id"))
    sequence = attributes.get("event.sequence", "")
    native_id = text_of(attributes, "request_id") or f"{session}:{event.at:%Y-%m-%dT%H:%M:%S.%f}:{sequence}"
    model_call = call_of(attributes)
    return Call(checked_id(native_id), event.at, model_call.usage, model_call.model, model_call.provider)


def _is_scripted(entrypoint: str | None) -> bool:
    return (entrypoint or "").startswith("sdk")


def _joined(exchanges: Sequence[Exchange]) -> list[Exchange]:
    """Return every exchange once, with all that was told of it."""
    joined: dict[str, Exchange] = {}
    for exchange in exchanges:
        known = joined.get(exchange.native_id)
        joined[exchange.native_id] = exchange if known is None else _both(known, exchange)
    return list(joined.values())


def _both(one: Exchange, other: Exchange) -> Exchange:
    return replace(
        one,
        started_at=min(one.started_at, other.started_at),
        ended_at=max(one.ended_at, other.ended_at),
        calls=(*one.calls, *other.calls),
        prompt_records=one.prompt_records + other.prompt_records,
        is_scripted=one.is_scripted and other.is_scripted,
    )
