"""OpenTelemetry: only leaf model spans are calls, in whatever shape they were written."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aijournal.domain.facts import ExchangeKind
from aijournal.domain.reading import START, SourceState
from aijournal.domain.tokens import TokenUsage
from aijournal.importers.otel.importer import OpenTelemetry
from tests.importers.readings import Said, read, read_on, said
from tests.importers.telemetry import chat, claude_event, copilot_span, lines, logs, span, traces

OTEL = OpenTelemetry()
TRACE = "5b8efff798038103d269b633813fc60c"
ONE = datetime(2026, 3, 2, 13, tzinfo=UTC)


def tell(folder: Path, *records: object, name: str = "t.jsonl") -> Said:
    (folder / name).write_text(lines(*records))
    return read(OTEL, folder / name)


AGENT = span("a", "", {"gen_ai.operation.name": "invoke_agent", "gen_ai.usage.input_tokens": 999})
TREE = traces(
    [AGENT, span("w", "a", chat())],  # the wrapper of a framework, written before what it wraps
    [span("m", "w"), span("l1", "m", chat({"input_tokens": 120, "output_tokens": 30}), seconds=1)],
    [
        span(
            "l2",
            "a",
            chat({"input_tokens": 7, "output_tokens": 2}, **{"gen_ai.conversation.id": "talk-1"}),
            seconds=5,
        )
    ],
    [span("t", "a", {"gen_ai.operation.name": "execute_tool"})],
)


def test_only_leaves_are_calls(tmp_path: Path) -> None:
    told = tell(tmp_path, TREE)
    assert told.problems == []
    assert told.calls_of == {f"run:{TRACE}": [f"{TRACE}:l1", f"{TRACE}:l2"]}
    assert (told.records, told.prompts, told.sightings, told.ignored) == (6, 0, 2, 4)
    exchange, call = told.exchanges[f"run:{TRACE}"], told.calls[f"{TRACE}:l1"]
    assert exchange.kind is ExchangeKind.RUN
    assert (exchange.started_at, exchange.ended_at) == (
        ONE + timedelta(seconds=1),
        ONE + timedelta(seconds=6),
    )
    assert (call.at, call.model, call.provider) == (ONE + timedelta(seconds=2), "gpt-5.5", "openai")
    assert call.usage == TokenUsage(input_tokens=120, output_tokens=30)


def test_spans_that_end_later_are_written_later(tmp_path: Path) -> None:
    parts = [traces([one]) for one in (span("l", "m", chat()), span("m", "w"), span("w", "a", chat()), AGENT)]
    told = tell(tmp_path, *parts)
    assert told.calls_of == {f"run:{TRACE}": [f"{TRACE}:l"]}


def test_reading_in_steps_says_the_same(tmp_path: Path) -> None:
    text = lines(
        *(traces([one]) for one in (span("l", "m", chat()), span("m", "w"), span("w", "a", chat()), AGENT))
    )
    path = tmp_path / "t.jsonl"
    batches, bookmark = [], START
    for end in range(0, len(text) + 200, 200):
        path.write_text(text[:end])
        new, bookmark = read_on(OTEL, path, bookmark)
        batches += new
    told = said(batches)
    assert (told.calls_of, told.records) == ({f"run:{TRACE}": [f"{TRACE}:l"]}, 4)


USAGES: list[tuple[dict[str, object], TokenUsage]] = [
    ({}, TokenUsage()),
    ({"input_tokens": 0, "output_tokens": 0}, TokenUsage(input_tokens=0, output_tokens=0)),
    ({"prompt_tokens": 5, "completion_tokens": 6}, TokenUsage(input_tokens=5, output_tokens=6)),
    (
        {
            "input_tokens": 2410,
            "cache_read.input_tokens": 900,
            "cache_creation.input_tokens": 100,
            "output_tokens": 320,
            "reasoning.output_tokens": 64,
        },
        TokenUsage(1410, 100, 900, 320, reasoning_tokens=64),
    ),
    # With a total that only disjoint numbers come to, and with a cache that cannot be a part.
    (
        {"input_tokens": 2410, "cache_read_input_tokens": 900, "output_tokens": 320, "total_tokens": 3630},
        TokenUsage(2410, None, 900, 320),
    ),
    (
        {
            "input_tokens": 10,
            "cache_read.input_tokens": 900,
            "cache_write.input_tokens": 0,
            "output_tokens": 3,
        },
        TokenUsage(10, 0, 900, 3),
    ),
    (
        {"input_tokens": 9, "output_tokens": 3, "reasoning_tokens": 4},
        TokenUsage(input_tokens=9, output_tokens=3),
    ),
]


@pytest.mark.parametrize(("told", "usage"), USAGES)
def test_buckets_are_disjoint(tmp_path: Path, told: dict[str, object], usage: TokenUsage) -> None:
    (call,) = tell(tmp_path, traces([span("l", "", chat(told))])).calls.values()
    assert call.usage == usage


PYTHON_SPAN = {
    "name": "chat gpt-5.5",
    "context": {"trace_id": "0xAB", "span_id": "0x01", "trace_state": "[]"},
    "kind": "SpanKind.CLIENT",
    "parent_id": "0x02",
    "start_time": "2026-03-02T13:00:00.000000Z",
    "end_time": "2026-03-02T13:00:02.500000Z",
    "status": {"status_code": "UNSET"},
    "attributes": chat(),
    "events": [],
    "resource": {"attributes": {}},
}


@pytest.mark.parametrize("indent", [None, 4])
@pytest.mark.parametrize("is_list", [False, True])
def test_what_python_writes_to_a_console(tmp_path: Path, indent: int | None, is_list: bool) -> None:  # noqa: FBT001  # a parameter
    other = PYTHON_SPAN | {"context": {"trace_id": "0xab", "span_id": "0x03"}}
    spans = [PYTHON_SPAN, other]
    path = tmp_path / "console.json"
    path.write_text(
        json.dumps(spans, indent=indent)
        if is_list
        else "\n".join(json.dumps(one, indent=indent) for one in spans)
    )
    told = read(OTEL, path)
    assert told.problems == []
    assert told.calls_of == {"run:ab": ["ab:01", "ab:03"]}
    assert told.calls["ab:01"].at == ONE + timedelta(seconds=2.5)


def test_the_file_that_copilot_writes(tmp_path: Path) -> None:
    session: dict[str, Any] = {"gen_ai.conversation.id": "talk-1"}
    usage = {
        "input_tokens": 8200,
        "output_tokens": 350,
        "cache_read.input_tokens": 6000,
        "cache_creation.input_tokens": 200,
    }
    agent = {"gen_ai.operation.name": "invoke_agent", **session}
    told = tell(
        tmp_path,
        {"type": "metric", "name": "gen_ai.client.token.usage", "dataPoints": []},
        copilot_span("chat gpt-5.5", "c1", "sub", chat(usage, **session), 1),
        copilot_span("invoke_agent task", "sub", "root", agent, 0),
        copilot_span("chat gpt-5.5", "c2", "root", chat(**session), 3),
        copilot_span("execute_tool view", "t1", "root", {"gen_ai.operation.name": "execute_tool"}, 2),
        copilot_span("invoke_agent", "root", "", agent, 0),
    )
    assert told.problems == []
    assert told.calls_of == {"aa11": ["aa11:c1", "aa11:c2"]}
    assert (told.records, told.prompts, told.sightings, told.ignored, told.unknown) == (6, 1, 2, 3, 1)
    exchange = told.exchanges["aa11"]
    assert (exchange.kind, exchange.conversation_id) == (ExchangeKind.PROMPT, "talk-1")
    assert exchange.started_at == ONE + timedelta(seconds=0.5)
    assert told.calls["aa11:c1"].usage == TokenUsage(2000, 200, 6000, 350)


REQUEST = {
    "model": "claude-opus-5-5",
    "input_tokens": "2",
    "output_tokens": 1200,
    "cache_read_tokens": 84562,
    "cache_creation_tokens": 7096,
}
TOLD = TokenUsage(2, 7096, 84562, 1200)


def test_the_events_of_claude_code(tmp_path: Path) -> None:
    told = tell(
        tmp_path,
        logs(
            claude_event("user_prompt", 1, prompt_length="12", prompt="what a person said"),
            claude_event("api_request", 2, request_id="req_1", **REQUEST),
            claude_event("tool_result", 3, tool_name="Read"),
            claude_event("api_request", 4, **REQUEST),
            claude_event("api_error", 5),
            claude_event("api_request", 6, prompt__id=None, request_id="req_3", **REQUEST),
        ),
        logs(claude_event("user_prompt", 8, prompt__id="p-2", app__entrypoint="sdk-cli")),
    )
    assert told.problems == []
    second = "s-1:2026-03-02T13:00:04.250000:4"
    assert told.calls_of == {"p-1": ["req_1", second], "run:s-1": ["req_3"]}
    assert (told.records, told.prompts, told.sightings, told.ignored) == (7, 2, 3, 2)
    assert {call.usage for call in told.calls.values()} == {TOLD}
    assert {(call.model, call.provider) for call in told.calls.values()} == {("claude-opus-5-5", "anthropic")}
    assert [told.exchanges[key].is_scripted for key in ("p-1", "p-2")] == [False, True]
    assert told.exchanges["p-1"].started_at == ONE + timedelta(seconds=1.25)


def test_the_spans_of_claude_code_are_the_calls_of_its_events(tmp_path: Path) -> None:
    root = span("r", "", {"session.id": "s-1", "span.type": "interaction"}, name="claude_code.interaction")
    request = span(
        "q", "r", {"session.id": "s-1", "request_id": "req_1", **REQUEST}, name="claude_code.llm_request"
    )
    told = tell(
        tmp_path, traces([request, root]), logs(claude_event("api_request", 2, request_id="req_1", **REQUEST))
    )
    assert told.problems == []
    assert list(told.calls) == ["req_1"]
    assert told.calls["req_1"].usage == TOLD
    assert (told.exchanges[TRACE].kind, told.prompts) == (ExchangeKind.PROMPT, 1)


REJECTED: dict[str, tuple[object, str]] = {
    "a negative number": (span("x", "", chat({"input_tokens": -1})), "an impossible number of tokens"),
    "a huge number": (span("x", "", chat({"input_tokens": 2**63})), "an impossible number of tokens"),
    "a truth": (span("x", "", chat({"input_tokens": True})), "an impossible number of tokens"),
    "a part of a token": (span("x", "", chat({"output_tokens": 1.5})), "an impossible number of tokens"),
    "words": (span("x", "", chat({"output_tokens": "many"})), "an impossible number of tokens"),
    "a time that is none": (span("x", "", chat(), startTimeUnixNano="soon"), "an unreadable time"),
    "a time as object": (span("x", "", chat(), startTimeUnixNano={}), "an unreadable time"),
    "a time in 1970": (span("x", "", chat(), startTimeUnixNano="5"), "an impossible time"),
    "no id": (span("", "", chat(), trace=""), "no id"),
    "an odd span": (5, "a field of an unexpected kind"),
    "odd attributes": (span("x", "") | {"attributes": 5}, "a field of an unexpected kind"),
}


@pytest.mark.parametrize(("bad", "reason"), REJECTED.values(), ids=REJECTED.keys())
def test_one_bad_span_spoils_no_other(tmp_path: Path, bad: Any, reason: str) -> None:
    told = tell(tmp_path, traces([span("l1", "", chat()), bad, span("l2", "", chat())]))
    assert (told.reasons, told.records) == ({1: reason}, 3)
    assert list(told.calls) == [f"{TRACE}:l1", f"{TRACE}:l2"]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "not a JSON record"),
        ("[]", "not a JSON record"),
        ('{"resourceSpans":5}', "a field of an unexpected kind"),
        ('{"x":' + "[" * 200_000 + "]" * 200_000 + "}", "nested too deeply"),
        ('{"gen_ai.x":NaN}', "not a JSON record"),
    ],
)
def test_a_bad_line_is_rejected_alone(tmp_path: Path, line: str, reason: str) -> None:
    path = tmp_path / "t.jsonl"
    path.write_text(
        lines(traces([span("l1", "", chat())])) + line + "\n\n" + lines(traces([span("l2", "", chat())]))
    )
    told = read(OTEL, path)
    assert (told.reasons, told.records, told.ignored) == ({2: reason}, 4, 1)
    assert list(told.calls) == [f"{TRACE}:l1", f"{TRACE}:l2"]


def test_parents_in_a_circle_come_to_an_end(tmp_path: Path) -> None:
    told = tell(tmp_path, traces([span("a", "b", chat()), span("b", "a", chat()), span("c", "c", chat())]))
    assert (told.calls, told.ignored) == ({}, 3)


def test_metrics_and_empty_documents_are_of_no_use(tmp_path: Path) -> None:
    told = tell(
        tmp_path, {"resourceMetrics": [{}]}, {"resourceSpans": []}, {"resourceLogs": [{"scopeLogs": None}]}
    )
    assert (told.records, told.ignored, told.problems) == (3, 3, [])


def test_what_is_telemetry_is_told_by_what_it_holds(tmp_path: Path) -> None:
    ours = tmp_path / "t.json"
    ours.write_text(json.dumps(TREE, indent=2))
    (tmp_path / "other.json").write_text('{"messages": []}')
    found = OTEL.discover({}, tmp_path)
    assert (found.state, [file.path for file in found.files]) == (SourceState.FOUND, [ours])
    alone = OTEL.discover({}, tmp_path / "other.json")
    assert alone.reason == f"{tmp_path / 'other.json'} is no OpenTelemetry export."
    assert OTEL.discover({"HOME": str(tmp_path)}).state is SourceState.NOT_FOUND


SAMPLE = lines(TREE, logs(claude_event("api_request", 2, **REQUEST)), PYTHON_SPAN).encode()
TOKENS = [
    b"\n",
    b'"',
    b"{",
    b"}",
    b"]",
    b",",
    b"null",
    b"true",
    b"-1",
    b"1e999",
    b"\xff",
    b"\\ud800",
    b"chat",
    b"",
]


@pytest.mark.parametrize("name", ["t.jsonl", "whole.json"])
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_mutated_bytes_never_break_the_account(
    data: st.DataObject, name: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    text = bytearray(SAMPLE if name == "t.jsonl" else b"[" + SAMPLE.replace(b"\n", b",") + b"{}]")
    for _ in range(data.draw(st.integers(1, 20))):
        at = data.draw(st.integers(0, len(text) - 1))
        length = data.draw(st.integers(0, 30))
        text[at : at + length] = data.draw(st.binary(max_size=8) | st.sampled_from(TOKENS))
    path = tmp_path_factory.mktemp("fuzz") / name
    path.write_bytes(text)
    read(OTEL, path)
