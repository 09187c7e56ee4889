"""Telemetry in the shapes that exporters write, with invented content."""

import json
from collections.abc import Mapping
from typing import Any

NANO = 1_772_456_400_000_000_000  # 2026-03-02 13:00:00 UTC


def attributes_of(attributes: Mapping[str, object]) -> list[dict[str, Any]]:
    """Return attributes as OTLP has them: whole numbers as texts."""
    pairs = []
    for key, value in attributes.items():
        if isinstance(value, bool):
            typed: dict[str, object] = {"boolValue": value}
        elif isinstance(value, int):
            typed = {"intValue": str(value)}
        elif isinstance(value, float):
            typed = {"doubleValue": value}
        else:
            typed = {"stringValue": value}
        pairs.append({"key": key, "value": typed})
    return pairs


def chat(usage: Mapping[str, object] | None = None, /, **attributes: object) -> dict[str, object]:
    """Return the attributes of a model span."""
    told = {"input_tokens": 120, "output_tokens": 30} if usage is None else usage
    return {
        "gen_ai.operation.name": "chat",
        "gen_ai.provider.name": "openai",
        "gen_ai.request.model": "gpt-5.5",
        "gen_ai.input.messages": "[what was said, which is not kept]",
        **{f"gen_ai.usage.{name}": value for name, value in told.items()},
        **attributes,
    }


def span(
    span_id: str,
    parent: str = "",
    attributes: Mapping[str, object] | None = None,
    *,
    seconds: int = 0,
    **fields: Any,
) -> dict[str, Any]:
    """Return a span of OTLP; those without attributes are no calls."""
    return {
        "traceId": fields.pop("trace", "5B8EFFF798038103D269B633813FC60C"),
        "spanId": span_id,
        "parentSpanId": parent,
        "name": "step",
        "kind": 3,
        "startTimeUnixNano": str(NANO + seconds * 10**9),
        "endTimeUnixNano": str(NANO + (seconds + 1) * 10**9),
        "attributes": attributes_of(attributes or {}),
        "status": {},
        **fields,
    }


def traces(*scopes: list[dict[str, Any]]) -> dict[str, Any]:
    """Return a document of OTLP with the spans of some scopes."""
    resource = {"attributes": attributes_of({"service.name": "shop"})}
    return {
        "resourceSpans": [
            {"resource": resource, "scopeSpans": [{"scope": {"name": "x"}, "spans": one} for one in scopes]}
        ]
    }


def claude_event(name: str, seconds: int = 0, **attributes: object) -> dict[str, Any]:
    """Return a log record of Claude Code."""
    told = {
        "session.id": "s-1",
        "event.name": name,
        "event.timestamp": f"2026-03-02T13:00:{seconds:02}.250Z",
        "event.sequence": seconds,
        "prompt.id": "p-1",
        **{key.replace("__", "."): value for key, value in attributes.items()},
    }
    return {
        "timeUnixNano": str(NANO),
        "body": {"stringValue": f"claude_code.{name}"},
        "attributes": attributes_of({key: value for key, value in told.items() if value is not None}),
    }


def logs(*records: dict[str, Any]) -> dict[str, Any]:
    """Return a document of OTLP with log records."""
    return {"resourceLogs": [{"resource": {}, "scopeLogs": [{"scope": {}, "logRecords": list(records)}]}]}


def copilot_span(
    name: str, span_id: str, parent: str, attributes: Mapping[str, object], second: int
) -> dict[str, Any]:
    """Return a line of the file that Copilot writes."""
    return {
        "type": "span",
        "name": name,
        "traceId": "aa11",
        "spanId": span_id,
        "parentSpanId": parent,
        "startTime": [1_772_456_400 + second, 500_000_000],
        "endTime": [1_772_456_401 + second, 0],
        "attributes": attributes,
    }


def lines(*records: object) -> str:
    """Return JSON lines."""
    return "".join(json.dumps(record) + "\n" for record in records)
