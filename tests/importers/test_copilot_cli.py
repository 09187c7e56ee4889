"""Copilot CLI's sessions: the best that each tells, against values worked out by hand."""

from itertools import combinations
from pathlib import Path
from typing import Any

from aijournal.domain.facts import ExchangeKind
from aijournal.domain.reading import START as BEGINNING
from aijournal.domain.reading import Batch, SourceState
from aijournal.domain.tokens import TokenUsage
from aijournal.importers.copilot_cli.importer import CopilotCli
from tests.importers.codex_rollouts import folded
from tests.importers.copilot_cli_files import (
    LINES,
    SESSION,
    event,
    message,
    record,
    shutdown,
    start,
    usage,
    user,
    write,
)
from tests.importers.readings import file_at, read, read_on, said
from tests.importers.tool_logs import moment, write_lines


def test_records_of_calls_are_all_that_counts(home: Path) -> None:
    told = read(CopilotCli(), write(home))
    assert told.calls_of == {"e1": ["c-1", "c-2"], "e8": ["c-3"]}
    assert told.calls["c-1"].usage == TokenUsage(1000, 200, 4000, 480, reasoning_tokens=96)
    assert told.calls["c-2"].usage == TokenUsage(1000, 0, 5000, 20, reasoning_tokens=0)
    assert told.calls["c-1"].model == "gpt-5.4"
    # The first answer was a sighting of its call, for no record had come yet.
    assert (told.records, told.prompts, told.sightings, told.ignored) == (13, 2, 4, 7)
    assert (told.problems, told.unknown) == ([], 0)
    assert told.exchanges["e8"].ended_at == moment(125)
    first = told.exchanges["e1"]
    assert (first.conversation_id, first.project, first.prompt_group) == (SESSION, "shop", "i1")
    assert (first.started_at, first.ended_at) == (moment(1), moment(7))


def test_a_copy_in_another_client_counts_once(home: Path) -> None:
    importer = CopilotCli()
    more = [user("e20", 200, "i9", "Go on"), record("e21", 201, "c-9", usage(10, 1))]
    paths = [write(home), write(home, *LINES, *more, name="other")]
    facts = folded(batch for path in paths for batch in importer.read(file_at(path)))
    assert {name: len(calls) for name, calls in facts.calls.items()} == {"e1": 2, "e8": 1, "e20": 1}


def test_an_answer_that_comes_late_belongs_to_its_own_prompt(home: Path) -> None:
    lines = [
        start(),
        user("e1", 1, "i1"),
        record("e2", 2, "c-1", usage(10, 1)),
        user("e3", 3, "i2", "And then this"),
        message("e4", 4, "i1"),
        record("e5", 4, "c-2", usage(20, 2)),
        message("e6", 5, "i2"),
        record("e7", 5, "c-3", usage(30, 3)),
    ]
    told = read(CopilotCli(), write(home, *lines))
    assert told.calls_of == {"e1": ["c-1", "c-2"], "e3": ["c-3"]}


def test_a_prompt_that_waits_while_another_is_answered_is_accounted_for_once(home: Path) -> None:
    lines = [
        start(),
        user("e1", 1, "i1"),
        user("e2", 2, "i2", "And then this"),
        message("e3", 3, "i1", "c-1"),
        message("e4", 4, "i2", "c-2"),
        event("e5", 5, "abort", {"reason": "user"}),
        event("e6", 6, "session.compaction_complete", {"tokensRemoved": 9000}),
        user("e7", 7, "i3", "Never mind"),
    ]
    path = write(home, *lines)
    at_once, whole = read(CopilotCli(), path), path.read_bytes()
    assert at_once.calls_of == {"e1": ["c-1"], "e2": ["c-2"]}
    assert (at_once.prompts, at_once.ignored, at_once.unknown) == (2, 4, 0)
    ends = [position + 1 for position, byte in enumerate(whole) if byte == 10]
    for cuts in combinations(ends, 3):
        batches: list[Batch] = []
        bookmark = BEGINNING
        for end in (*cuts, len(whole)):
            path.write_bytes(whole[:end])
            new, bookmark = read_on(CopilotCli(), path, bookmark)
            batches += new
        assert said(batches).calls_of == at_once.calls_of


def test_without_records_the_totals_fill_up_what_answers_tell(home: Path) -> None:
    lines = [
        start(),
        user("e1", 1, "i1"),
        message("e2", 2, "i1", outputTokens=100),
        message("e3", 3, "i1", outputTokens=20),
        shutdown("e4", 9, gpt_5=usage(900, 130, 300), gpt_mini=usage(50, 5)),
        event("e5", 100, "session.resume", {}),
        user("e6", 101, "i2"),
        message("e7", 102, "i2", outputTokens=7, model="gpt-5"),
        shutdown("e8", 110, gpt_5=usage(1500, 150, 500), gpt_mini=usage(50, 5)),
        shutdown("e9", 120, gpt_5=usage(40, 4), gpt_mini=usage(50, 5)),
    ]
    for one in lines:
        if one["data"].get("model") == "gpt-5.4":
            one["data"]["model"] = "gpt-5"
    told = read(CopilotCli(), write(home, *lines))
    assert told.calls_of == {
        "e1": ["m-e2", "m-e3", "e4:gpt-5", "e4:gpt-mini"],
        "e6": ["m-e7", "e8:gpt-5", "e9:gpt-5"],
    }
    assert told.calls["m-e2"].usage == TokenUsage(output_tokens=100)
    assert told.calls["e4:gpt-5"].usage == TokenUsage(600, 0, 300, 10, reasoning_tokens=0)
    assert told.calls["e4:gpt-mini"].usage == TokenUsage(50, 0, 0, 5, reasoning_tokens=0)
    # What came since: 600 in all, 200 of them cached; 20 out, of which an answer told 7.
    assert told.calls["e8:gpt-5"].usage == TokenUsage(400, 0, 200, 13, reasoning_tokens=0)
    assert told.calls["e9:gpt-5"].usage.output_tokens == 4  # a new count began
    assert sum(call.usage.output_tokens or 0 for call in told.calls.values()) == 150 + 4 + 5


def test_without_records_and_totals_the_output_of_answers_is_known(home: Path) -> None:
    told = read(
        CopilotCli(), write(home, start(), user("e1", 1, "i1"), message("e2", 2, "i1", outputTokens=9))
    )
    assert told.calls["m-e2"].usage == TokenUsage(output_tokens=9)
    told = read(CopilotCli(), write(home, start(), user("e1", 1, "i1"), message("e2", 2, "i1")))
    assert told.calls["m-e2"].usage == TokenUsage()


def test_what_no_person_typed_begins_no_prompt(home: Path) -> None:
    lines: list[dict[str, Any]] = [
        start(),
        user("e1", 1, "i1"),
        {**user("e2", 2, "i1", "Look around"), "agentId": "a-1"},
        record("e3", 3, "c-1", usage(10, 1), agentId="a-1"),
        user("e4", 4, "i1", "A reminder", source="system"),
        record("e5", 5, "c-2", usage(20, 2)),
        user("e6", 6, "i2", "The agent is done", source="agent-7"),
        record("e7", 7, "c-3", usage(30, 3)),
        user("e8", 8, "i3", "  "),
    ]
    told = read(CopilotCli(), write(home, *lines))
    assert told.calls_of == {"e1": ["c-1", "c-2"], f"run:{SESSION}:i2": ["c-3"]}
    assert told.calls["c-1"].is_sidechain
    assert not told.calls["c-2"].is_sidechain
    assert told.exchanges[f"run:{SESSION}:i2"].kind is ExchangeKind.RUN
    assert (told.prompts, told.unknown) == (1, 0)


def test_reading_on_says_what_reading_at_once_says(home: Path) -> None:
    path = write(home)
    at_once = read(CopilotCli(), path)
    whole = path.read_bytes()
    ends = [position + 1 for position, byte in enumerate(whole) if byte == 10]
    for end in ends:
        path.write_bytes(whole[:end])
        first, bookmark = read_on(CopilotCli(), path)
        path.write_bytes(whole)
        rest, _ = read_on(CopilotCli(), path, bookmark)
        told = said([*first, *rest])
        assert (told.calls, told.calls_of, told.exchanges) == (
            at_once.calls,
            at_once.calls_of,
            at_once.exchanges,
        )


def test_prompts_are_peeked_at_where_they_lie(home: Path) -> None:
    path = write(home)
    exchanges = read(CopilotCli(), path).exchanges.values()
    titles = [exchange.location and CopilotCli().peek(exchange.location) for exchange in exchanges]
    assert titles == ["Add a health check", "And a test"]
    path.unlink()
    assert [one.location and CopilotCli().peek(one.location) for one in exchanges] == [None, None]


def found(home: Path, root: Path | None = None, **environment: str) -> tuple[SourceState, list[Path]]:
    discovery = CopilotCli().discover({"HOME": str(home), "USERPROFILE": str(home), **environment}, root)
    return discovery.state, [file.path for file in discovery.files]


def test_where_sessions_lie(home: Path) -> None:
    assert found(home)[0] is SourceState.NOT_FOUND
    copilot = home / ".copilot"
    made = [
        write(home),
        write_lines(copilot / "session-state" / "flat.jsonl", *LINES),
        write_lines(copilot / "history-session-state" / "older.jsonl", *LINES),
    ]
    write_lines(made[0].with_name("checkpoints.jsonl"), {})
    write_lines(copilot / "logs" / "events.jsonl", {})
    assert found(home)[0] is SourceState.FOUND
    assert sorted(found(home)[1]) == sorted(made)
    assert sorted(found(home.parent, COPILOT_HOME=str(copilot))[1]) == sorted(made)
    for root in (home, copilot):
        assert sorted(found(home.parent, root)[1]) == sorted(made)
    assert found(home.parent, made[0].parent)[1] != []
    assert found(home.parent, made[1])[1] == [made[1]]


def test_a_flat_session_is_named_after_its_file(home: Path) -> None:
    path = write_lines(home / "flat.jsonl", user("e1", 1, "i1"), record("e2", 2, "c-1", usage(1, 1)))
    assert read(CopilotCli(), path).exchanges["e1"].conversation_id == "flat"
