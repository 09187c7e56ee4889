"""Qwen Code's sessions, against values worked out by hand."""

from pathlib import Path

import pytest

from aijournal.domain.facts import ExchangeKind
from aijournal.domain.reading import SourceState
from aijournal.domain.tokens import TokenUsage
from aijournal.importers.qwen_code import records as qwen_records
from aijournal.importers.qwen_code.importer import QwenCode
from tests.importers.codex_rollouts import folded
from tests.importers.qwen_files import (
    LINES,
    SESSION,
    assistant,
    record,
    usage,
    user,
    write,
)
from tests.importers.readings import file_at, read
from tests.importers.tool_logs import moment, write_lines


def test_a_turn_with_a_tool_loop(home: Path) -> None:
    told = read(QwenCode(), write(home))
    assert told.calls_of == {
        f"{SESSION}:q1": [f"{SESSION}:q2", f"{SESSION}:q5"],
        f"{SESSION}:q6": [f"{SESSION}:q7"],
    }
    assert (told.records, told.prompts, told.sightings, told.ignored, told.unknown) == (7, 2, 3, 2, 0)
    first = told.exchanges[f"{SESSION}:q1"]
    assert (first.conversation_id, first.project) == (SESSION, "shop")
    assert (first.started_at, first.ended_at) == (moment(1), moment(6))
    call = told.calls[f"{SESSION}:q2"]
    assert call.usage == TokenUsage(3076, 0, 1024, 500, reasoning_tokens=80)
    assert call.model == "qwen3-coder-plus"
    assert told.calls[f"{SESSION}:q5"].usage == TokenUsage(5000, 0, 0, 70, reasoning_tokens=10)


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (usage(4100, 500, 80, 4600, 1024), TokenUsage(3076, 0, 1024, 500, reasoning_tokens=80)),
        (usage(4100, 500, 80, 4680), TokenUsage(4100, 0, 0, 580, reasoning_tokens=80)),
        (usage(4100, 500, 600, 4600), TokenUsage(4100, 0, 0, 500)),
        ({"promptTokenCount": 7, "candidatesTokenCount": 3}, TokenUsage(7, 0, None, 3)),
        ({"candidatesTokenCount": 3}, TokenUsage(output_tokens=3)),
        ({}, TokenUsage()),
    ],
)
def test_thoughts_are_where_the_total_says(home: Path, told: dict[str, int], expected: TokenUsage) -> None:
    path = write(home, user("q1", 1), assistant("q2", 2, told))
    assert read(QwenCode(), path).calls[f"{SESSION}:q2"].usage == expected


def test_an_answer_without_tokens_is_unknown_not_zero(home: Path) -> None:
    assert qwen_records.token_usage(None) == TokenUsage()
    told = read(QwenCode(), write(home, user("q1", 1), assistant("q2", 2)))
    assert told.calls[f"{SESSION}:q2"].usage == TokenUsage()


def test_a_copy_in_a_second_file_counts_once(home: Path) -> None:
    importer = QwenCode()
    paths = [write(home), write(home, *LINES, assistant("q8", 99, usage(1, 1, 0, 2)), name="copy")]
    facts = folded(batch for path in paths for batch in importer.read(file_at(path)))
    assert [len(calls) for calls in facts.calls.values()] == [2, 2]


def test_what_is_no_prompt(home: Path) -> None:
    lines = [
        user("q1", 1, "<system-reminder>Remember"),
        record("q2", 2, "user", message={"role": "user", "parts": [{"functionResponse": {}}]}),
        record("q3", 3, "user"),
        user("q4", 4, "Rename it"),
        record("q5", 5, "hologram"),
    ]
    told = read(QwenCode(), write(home, *lines, assistant("q6", 6)))
    assert told.calls_of == {f"{SESSION}:q4": [f"{SESSION}:q6"]}
    assert (told.ignored, told.unknown) == (4, 1)


def test_answers_before_any_prompt_are_a_run(home: Path) -> None:
    told = read(QwenCode(), write(home, assistant("q2", 2)))
    assert told.exchanges[f"run:{SESSION}"].kind is ExchangeKind.RUN
    assert told.exchanges[f"run:{SESSION}"].project == "shop"


def test_prompts_are_peeked_at_where_they_lie(home: Path) -> None:
    path = write(home)
    exchanges = read(QwenCode(), path).exchanges.values()
    titles = [exchange.location and QwenCode().peek(exchange.location) for exchange in exchanges]
    assert titles == ["Rename the module", "Now the tests"]
    path.write_bytes(b"")
    assert [one.location and QwenCode().peek(one.location) for one in exchanges] == [None, None]


def found(home: Path, root: Path | None = None) -> tuple[SourceState, list[Path]]:
    discovery = QwenCode().discover({"HOME": str(home), "USERPROFILE": str(home)}, root)
    return discovery.state, [file.path for file in discovery.files]


def test_where_sessions_lie(home: Path) -> None:
    assert found(home)[0] is SourceState.NOT_FOUND
    made = write(home)
    write_lines(home / ".qwen" / "debug" / "a.jsonl", *LINES)
    assert found(home) == (SourceState.FOUND, [made])
    for root in (home, home / ".qwen", home / ".qwen" / "projects", made):
        assert found(home.parent, root) == (SourceState.FOUND, [made])
    for variable in ("QWEN_HOME", "QWEN_RUNTIME_DIR"):
        for named in (home, home / ".qwen"):
            assert [file.path for file in QwenCode().discover({variable: str(named)}).files] == [made]
