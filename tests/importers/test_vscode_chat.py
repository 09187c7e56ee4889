"""VS Code's chats of both kinds, against values worked out by hand."""

from pathlib import Path
from typing import Any

import pytest

from aijournal.domain.facts import ExchangeKind
from aijournal.domain.reading import SourceState
from aijournal.domain.tokens import TokenUsage
from aijournal.importers.vscode_chat.importer import VsCodeCopilot
from tests.importers.codex_rollouts import folded
from tests.importers.readings import read, read_on, said
from tests.importers.tool_logs import moment, write_document
from tests.importers.vscode_chat_files import (
    FOLDER,
    LINES,
    REQUESTS,
    SESSION,
    USER,
    append,
    chat,
    delete,
    put,
    request,
    whole,
    workspace,
    write,
    write_old,
)


@pytest.mark.parametrize("written", [write_old, write])
def test_a_request_is_an_exchange(home: Path, written: Any) -> None:
    told = read(VsCodeCopilot(), written(home))
    assert told.calls_of == {"r1": ["r1"], "r2": ["r2"], "r4": ["r4"]}
    assert (told.records, told.prompts, told.sightings, told.ignored) == (4, 3, 0, 1)
    assert (told.problems, told.unknown) == ([], 0)
    assert told.calls["r1"].usage == TokenUsage(output_tokens=420)
    assert told.calls["r1"].model == "claude-sonnet-4.6"
    assert told.calls["r2"].usage == TokenUsage(output_tokens=33, output_is_lower_bound=True)
    assert told.calls["r2"].model == "gpt-5.4"
    assert told.calls["r4"].usage == TokenUsage()
    first = told.exchanges["r1"]
    assert (first.conversation_id, first.project) == (SESSION, None)
    assert (first.started_at, first.ended_at) == (moment(1), moment(5))


def test_what_a_retry_took_away_was_still_made(home: Path) -> None:
    lines = [*LINES, append([request("r9", 130, "Again")], "requests", keep=3), put([], "requests")]
    told = read(VsCodeCopilot(), write(home, *lines))
    assert told.calls.keys() == {"r1", "r2", "r4", "r9"}


def test_a_request_that_was_written_again_counts_once(home: Path) -> None:
    again = request("r4", 120, completionTokens=9)
    told = read(VsCodeCopilot(), write(home, *LINES, append([again], "requests", keep=3)))
    assert told.records == 4
    assert told.calls["r4"].usage == TokenUsage(output_tokens=9)


def test_changes_below_a_request(home: Path) -> None:
    lines = [
        whole(chat(request("r1", 1, response=[], result=None))),
        put("Because …", "requests", 0, "response", 0, "value"),
        put(7, "requests", 0, "result", "metadata", "outputTokens"),
        put("gpt-5.4", "requests", 0, "result", "metadata", "resolvedModel"),
        put(99, "requests", 0, "completionTokens"),
        delete("requests", 0, "completionTokens"),
        put({"deep": 1}, "requests", 0, "variableData", "x"),
        put("odd", "requests", 0, "result", "metadata", "outputTokens", "deeper"),
        put(True, "inputState", "open"),
    ]
    told = read(VsCodeCopilot(), write(home, *lines))
    assert told.calls["r1"].usage == TokenUsage(output_tokens=7, output_is_lower_bound=True)
    assert told.calls["r1"].model == "gpt-5.4"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"garbage", "not a JSON record"),
        (b"[]", "not a JSON record"),
        (put(1, "requests", 9, "completionTokens"), "a change of something that is not there"),
        (put(1, "requests", "x"), "a change of something that is not there"),
        (append({"not": "a list"}, "requests"), "a field of an unexpected kind"),
        ({"kind": 1, "v": 1}, "a field of an unexpected kind"),
        ({"kind": "one"}, "a field of an unexpected kind"),
        (b'{"kind":0,"v":' + b"[" * 200_000 + b"]" * 200_000 + b"}", "nested too deeply"),
    ],
)
def test_a_change_that_cannot_be_made_is_rejected_alone(home: Path, line: Any, reason: str) -> None:
    told = read(VsCodeCopilot(), write(home, *LINES[:2], line, *LINES[2:]))
    assert told.reasons == {3: reason}
    assert told.calls.keys() == {"r1", "r2", "r4"}
    assert told.records == 5


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"requestId": None}, "no id"),
        ({"requestId": "r\x00"}, "an impossible id"),
        ({"requestId": 5}, "a field of an unexpected kind"),
        ({"timestamp": None}, "no time"),
        ({"timestamp": "soon"}, "an unreadable time"),
        ({"timestamp": 1}, "an impossible time"),
        ({"timestamp": 1e300}, "an impossible time"),
        ({"completionTokens": -1}, "an impossible number of tokens"),
        ({"completionTokens": 2**63}, "an impossible number of tokens"),
        ({"message": []}, "a field of an unexpected kind"),
    ],
)
@pytest.mark.parametrize("written", [write_old, lambda home, *requests: write(home, whole(chat(*requests)))])
def test_a_request_that_cannot_be_taken_is_rejected_alone(
    home: Path, written: Any, fields: dict[str, Any], reason: str
) -> None:
    path = written(home, request("r0", 0), request("r1", 1) | fields, request("r2", 2))
    told = read(VsCodeCopilot(), path)
    assert told.reasons == {2: reason}
    assert told.calls.keys() == {"r0", "r2"}


def test_what_the_system_asked_is_a_run(home: Path) -> None:
    told = read(VsCodeCopilot(), write_old(home, request("r1", 1, isSystemInitiated=True)))
    assert told.exchanges["run:r1"].kind is ExchangeKind.RUN
    assert (told.prompts, told.sightings) == (0, 1)


def test_a_half_written_last_change_is_left_for_later(home: Path) -> None:
    path = write(home, *LINES, b'{"kind":1,"k":["requests",3,"compl', end=b"")
    batches, bookmark = read_on(VsCodeCopilot(), path)
    assert said(batches).problems == []
    write(home, *LINES, put(5, "requests", 3, "completionTokens"))
    later, _ = read_on(VsCodeCopilot(), path, bookmark)
    assert folded([*batches, *later]).all_calls["r4"].usage == TokenUsage(output_tokens=5)


def test_rewriting_a_chat_changes_nothing(home: Path) -> None:
    path = write(home)
    batches, bookmark = read_on(VsCodeCopilot(), path)
    assert read_on(VsCodeCopilot(), path, bookmark) == ([], bookmark)
    write(home, whole(chat(*REQUESTS)))
    later, _ = read_on(VsCodeCopilot(), path, bookmark)
    assert folded([*batches, *later]) == folded(batches)


@pytest.mark.parametrize(
    ("fields", "project"),
    [
        ({"folder": "file:///home/dev/my%20shop"}, "my shop"),
        ({"folder": "file:///c%3A/Users/dev/shop"}, "shop"),
        ({"folder": "vscode-remote://wsl%2Bubuntu/home/dev/shop"}, "shop"),
        ({"workspace": "file:///home/dev/shop.code-workspace"}, "shop"),
        ({"folder": "file:///home/dev/%ff"}, "\ufffd"),
        ({}, None),
    ],
)
def test_the_project_is_told_by_the_workspace(
    home: Path, fields: dict[str, str], project: str | None
) -> None:
    workspace(home, **fields)
    assert read(VsCodeCopilot(), write_old(home)).exchanges["r1"].project == project


@pytest.mark.parametrize("written", [write_old, write])
def test_prompts_are_peeked_at_where_they_lie(home: Path, written: Any) -> None:
    path = written(home)
    exchanges = read(VsCodeCopilot(), path).exchanges
    locations = [one.location for one in exchanges.values() if one.location]
    titles = [VsCodeCopilot().peek(location) for location in locations]
    assert titles == ["Why is it slow?", "And now?", "Why is it slow?"]
    path.write_bytes(b"")
    assert [VsCodeCopilot().peek(location) for location in locations] == [None, None, None]


def found(home: Path, root: Path | None = None, **environment: str) -> tuple[SourceState, list[Path]]:
    discovery = VsCodeCopilot().discover({"HOME": str(home), "USERPROFILE": str(home), **environment}, root)
    return discovery.state, [file.path for file in discovery.files]


def test_where_chats_lie(home: Path) -> None:
    assert found(home)[0] is SourceState.NOT_FOUND
    made = [
        write_old(home),
        write(home),
        write_old(home, user=Path("Library", "Application Support", "Code - Insiders", "User")),
        write_document(home / USER / "globalStorage" / "emptyWindowChatSessions" / "a.json", chat()),
    ]
    write_document(home / USER / FOLDER.parent / "state.json", {})
    write_document(home / USER / "globalStorage" / "storage.json", {})
    workspace(home)
    assert sorted(found(home)[1]) == sorted(made)
    roaming = write_old(home, user=Path("Roaming", "VSCodium", "User"))
    assert sorted(found(home, APPDATA=str(home / "Roaming"))[1]) == sorted([*made, roaming])
    assert len(found(home.parent, home / USER)[1]) == 3
    assert len(found(home.parent, home / USER / FOLDER)[1]) == 2
    assert found(home.parent, made[0])[1] == [made[0]]
    assert found(home.parent, write_document(home / "x.jsonl", b"text"))[0] is SourceState.UNREADABLE
