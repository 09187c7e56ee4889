"""The tasks of Cline and its kin, and sessions of its command line, against values worked out by hand."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from aijournal.domain.facts import ExchangeKind
from aijournal.domain.reading import SourceState
from aijournal.domain.tokens import TokenUsage
from aijournal.importers.cline.importer import CLINE, KILO_CODE, ROO_CODE, TaskImporter
from tests.importers.cline_files import (
    MESSAGES,
    MODEL,
    SESSION,
    TASK,
    USER,
    folder,
    request,
    said,
    say,
    write,
    write_session,
)
from tests.importers.codex_rollouts import folded
from tests.importers.readings import read, read_on
from tests.importers.tool_logs import at_ms, moment, write_document


def name(seconds: float, task: str = TASK) -> str:
    return f"{task}:{at_ms(seconds)}"


def test_a_task_with_a_tool_loop_and_feedback(home: Path) -> None:
    told = read(CLINE, write(home))
    assert told.calls_of == {name(0): [name(1), name(4)], name(60): [name(61)]}
    assert told.calls[name(1)].usage == TokenUsage(1450, 0, 9800, 310)
    assert told.calls[name(4)].usage == TokenUsage(200, 100, 11000, 25)
    assert (told.calls[name(1)].model, told.calls[name(1)].provider) == ("claude-sonnet-4.6", "anthropic")
    assert (told.records, told.prompts, told.sightings, told.ignored, told.unknown) == (8, 2, 3, 3, 0)
    first = told.exchanges[name(0)]
    assert (first.conversation_id, first.project) == (TASK, "shop")
    assert (first.started_at, first.ended_at) == (moment(0), moment(4))


def test_a_request_that_runs_is_completed_later(home: Path) -> None:
    path = write(home, say(0, "text", "Sort it"), request(1))
    batches, bookmark = read_on(CLINE, path)
    assert folded(batches).all_calls[name(1)].usage == TokenUsage()
    write(home, say(0, "text", "Sort it"), request(1, 10, 2, 0, 0), request(3, 0, 0, 0, 0))
    later, _ = read_on(CLINE, path, bookmark)
    facts = folded([*batches, *later])
    assert facts.all_calls[name(1)].usage == TokenUsage(10, 0, 0, 2)
    assert facts.all_calls[name(3)].usage == TokenUsage(0, 0, 0, 0)
    assert list(facts.exchanges) == [name(0)]


def test_what_is_a_prompt(home: Path) -> None:
    messages = [
        say(0, "task", "Sort it"),
        request(1, 1, 1),
        say(2, "text", "I sort."),
        say(3, "user_feedback", "Down", partial=True),
        say(4, "user_feedback", "  "),
        say(5, "user_feedback_diff", "{}"),
        say(6, "subagent_usage", json.dumps({"tokensIn": 7, "tokensOut": 3})),
        request(6.5, 1, 1),
        say(7, "deleted_api_reqs", json.dumps({"tokensIn": 70, "tokensOut": 30})),
        {"ts": at_ms(8), "type": "hologram"},
    ]
    told = read(CLINE, write(home, *messages))
    assert told.calls_of == {name(0): [name(1), name(6), name(6.5)]}
    assert told.calls[name(6)].is_sidechain
    assert told.calls[name(6)].usage == TokenUsage(input_tokens=7, output_tokens=3)
    assert (told.prompts, told.unknown) == (1, 1)


def test_a_task_that_another_set_is_a_run_of_that_one(home: Path) -> None:
    path = write(home, extension=ROO_CODE.extension)
    write_document(path.with_name("history_item.json"), {"parentTaskId": "t-0", "workspace": "/home/dev/x"})
    told = read(ROO_CODE, path)
    kinds = {one: exchange.kind for one, exchange in told.exchanges.items()}
    assert kinds == {f"run:{TASK}": ExchangeKind.RUN, name(60): ExchangeKind.PROMPT}
    assert {exchange.conversation_id for exchange in told.exchanges.values()} == {"t-0"}
    assert {exchange.project for exchange in told.exchanges.values()} == {"x"}


def test_models_are_told_by_what_lies_beside_a_task(home: Path) -> None:
    path = write(
        home,
        say(0, "text", "Sort it"),
        request(1, 1, 1),
        request(9, 1, 1),
        request(20, 1, 1, modelInfo=MODEL),
    )
    history = path.with_name("api_conversation_history.json")
    write_document(history, b'[{"content":"<model>claude-a</model> <model>claude-a</model>"}]')
    told = read(ROO_CODE, path)
    assert [call.model for call in told.calls.values()] == ["claude-a", "claude-a", "claude-sonnet-4.6"]
    write_document(history, b'[{"content":"<model>claude-a</model> <model>claude-b</model>"}]')
    assert read(ROO_CODE, path).calls[name(1)].model is None
    uses = [
        {"ts": at_ms(2), "model_id": "gpt-5.4", "model_provider_id": "openai"},
        {"ts": at_ms(5), "model_id": "gemini-3"},
    ]
    write_document(path.with_name("task_metadata.json"), {"model_usage": uses})
    told = read(ROO_CODE, path)
    assert [(call.model, call.provider) for call in told.calls.values()] == [
        ("gpt-5.4", "openai"),
        ("gemini-3", None),
        ("claude-sonnet-4.6", "anthropic"),
    ]


def test_a_session_of_the_command_line(home: Path) -> None:
    told = read(CLINE, write_session(home))
    assert told.calls_of == {name(0, SESSION): [name(2, SESSION), name(5, SESSION)]}
    call = told.calls[name(2, SESSION)]
    assert call.usage == TokenUsage(400, 20, 3000, 50)
    assert (call.model, call.provider) == ("claude-sonnet-4.6", "anthropic")
    assert told.calls[name(5, SESSION)].usage == TokenUsage(input_tokens=10)
    assert (told.records, told.prompts, told.sightings, told.ignored) == (4, 1, 2, 1)
    exchange = told.exchanges[name(0, SESSION)]
    assert (exchange.conversation_id, exchange.project) == (SESSION, "shop")
    run = read(CLINE, write_session(home, said("assistant", 2, "…")))
    assert run.exchanges[f"run:{SESSION}"].kind is ExchangeKind.RUN


@pytest.mark.parametrize(
    ("message", "reason"),
    [
        (b"5", "a field of an unexpected kind"),
        (say(1, "user_feedback", "x") | {"ts": None}, "no time"),
        (say(1, "user_feedback", "x") | {"ts": 5}, "an impossible time"),
        (say(1, "user_feedback", "x") | {"ts": "x"}, "an unreadable time"),
        (say(1, "user_feedback") | {"text": 5}, "a field of an unexpected kind"),
        (say(1, "api_req_started", "plain"), "not a JSON record"),
        (say(1, "api_req_started", "[]"), "not a JSON record"),
        (say(1, "api_req_started", '{"tokensIn":1e999}'), "an impossible number of tokens"),
        (say(1, "api_req_started", '{"tokensIn":NaN}'), "not a JSON record"),
        (say(1, "api_req_started", '{"x":' + "[" * 200_000 + "]" * 200_000 + "}"), "nested too deeply"),
        (say(1, "api_req_started", '{"cacheReads":true}'), "an impossible number of tokens"),
    ],
)
def test_a_message_that_cannot_be_taken_is_rejected_alone(home: Path, message: Any, reason: str) -> None:
    raw = message if isinstance(message, bytes) else json.dumps(message).encode()
    first, second = (json.dumps(one).encode() for one in MESSAGES[:2])
    path = write_document(folder(home) / "ui_messages.json", b"[" + b",".join([first, raw, second]) + b"]")
    told = read(CLINE, path)
    assert told.calls_of == {name(0): [name(1)]}
    assert (told.records, told.reasons) == (3, {2: reason})


def test_prompts_are_peeked_at_where_they_lie(home: Path) -> None:
    for path, titles in ((write(home), ["Sort it", "Downwards, please"]), (write_session(home), ["Sort it"])):
        locations = [one.location for one in read(CLINE, path).exchanges.values() if one.location]
        assert [CLINE.peek(location) for location in locations] == titles
        path.write_bytes(b"[")
        assert {CLINE.peek(location) for location in locations} == {None}


def found(importer: TaskImporter, home: Path, root: Path | None = None, **environment: str) -> list[Path]:
    discovery = importer.discover({"HOME": str(home), "USERPROFILE": str(home), **environment}, root)
    assert (discovery.state is SourceState.FOUND) == bool(discovery.files)
    return sorted(file.path for file in discovery.files)


@pytest.mark.parametrize("importer", [CLINE, ROO_CODE, KILO_CODE], ids=lambda importer: importer.source)
def test_where_tasks_lie(home: Path, importer: TaskImporter) -> None:
    assert found(importer, home) == []
    made = [write(home, extension=importer.extension, task=task) for task in ("1", "2")]
    write(home, extension="someone.else")
    write_document(made[0].with_name("api_conversation_history.json"), [])
    assert found(importer, home) == made
    assert found(importer, home.parent, home / USER) == made
    assert found(importer, home.parent, made[0].parent.parent) == made
    assert found(importer, home.parent, made[0]) == made[:1]


def test_where_cline_keeps_what_belongs_to_no_editor(home: Path) -> None:
    session = write_session(home)
    task = write_document(home / ".cline" / "data" / "tasks" / TASK / "ui_messages.json", MESSAGES)
    write_document(home / ".cline" / "data" / "secrets.json", {})
    made = sorted([session, task])
    assert found(CLINE, home) == made
    assert found(ROO_CODE, home) == []
    assert found(CLINE, home.parent, CLINE_DIR=str(home / ".cline")) == made
    assert found(CLINE, home.parent, CLINE_DATA_DIR=str(home / ".cline" / "data")) == made
    assert found(CLINE, home.parent, home) == made


def test_of_copies_of_a_task_the_newest_is_read(home: Path) -> None:
    old = write(home)
    new = write_document(home / ".cline" / "data" / "tasks" / TASK / "ui_messages.json", MESSAGES)
    os.utime(old, ns=(1, 1))
    assert found(CLINE, home) == [new]
    os.utime(new, ns=(0, 0))
    assert found(CLINE, home) == [old]
    assert "1 log in " in CLINE.discover({"HOME": str(home), "USERPROFILE": str(home)}).reason
