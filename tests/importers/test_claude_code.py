"""Claude Code's transcripts: each generation of them, against values worked out by hand."""

import random
import tomllib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from aijournal.domain.facts import ExchangeKind
from aijournal.domain.reading import SourceState
from aijournal.domain.tokens import TokenUsage
from aijournal.importers.claude_code.importer import ClaudeCode
from aijournal.importers.reading import jsonl
from tests.importers.readings import Said, file_at, read, read_on, said

DATA = Path(__file__).parents[1] / "data" / "claude_code"
GENERATIONS = sorted(folder.name for folder in DATA.iterdir())
SLUG = Path("projects", "-home-dev-shop")
SESSION = "81770350-51c3-4082-8e83-76e5fd0a2133"
FORK = "92880461-62d4-4193-9f94-87f6ae1b3244"


@dataclass(frozen=True)
class Generation:
    folder: Path
    expected: dict[str, Any]

    def said(self) -> Said:
        importer = ClaudeCode()
        found = importer.discover({}, self.folder)
        assert found.state is SourceState.FOUND
        return said(batch for file in found.files for batch in importer.read(file))


@pytest.fixture(params=GENERATIONS)
def generation(request: pytest.FixtureRequest) -> Generation:
    folder = DATA / request.param
    return Generation(folder, tomllib.loads((folder / "expected.toml").read_text()))


def usage_of(expected: dict[str, Any]) -> TokenUsage:
    return TokenUsage(
        input_tokens=expected.get("input"),
        cache_write_tokens=expected.get("cache_write"),
        cache_read_tokens=expected.get("cache_read"),
        output_tokens=expected.get("output"),
        cache_write_1h_tokens=expected.get("cache_write_1h"),
        reasoning_tokens=expected.get("reasoning"),
        output_is_lower_bound=expected.get("lower_bound", False),
    )


def test_tokens_of_every_call(generation: Generation) -> None:
    calls = generation.said().calls
    expected = generation.expected["calls"]
    assert {name: call.usage for name, call in calls.items()} == {
        name: usage_of(call) for name, call in expected.items()
    }
    assert {name for name, call in calls.items() if call.is_sidechain} == {
        name for name, call in expected.items() if call.get("sidechain")
    }
    for name, call in expected.items():
        if "model" in call:
            assert calls[name].model == (call["model"] or None)


def test_exchanges(generation: Generation) -> None:
    told = generation.said()
    found = {
        name: {
            "kind": exchange.kind,
            "conversation": exchange.conversation_id,
            "project": exchange.project,
            "prompt_group": exchange.prompt_group,
            "is_scripted": exchange.is_scripted,
            "began": exchange.started_at,
            "ended": exchange.ended_at,
            "calls": sorted(told.calls_of[name]),
        }
        for name, exchange in told.exchanges.items()
    }
    assert found == {
        name: {
            "kind": ExchangeKind.RUN if name.startswith("run:") else ExchangeKind.PROMPT,
            "conversation": exchange["conversation"],
            "project": exchange.get("project", "shop"),
            "prompt_group": exchange.get("prompt_group"),
            "is_scripted": exchange.get("is_scripted", False),
            "began": exchange["began"],
            "ended": exchange["ended"],
            "calls": sorted(exchange["calls"]),
        }
        for name, exchange in generation.expected["exchanges"].items()
    }


def test_every_record_is_accounted_for(generation: Generation) -> None:
    told = generation.said()
    expected = generation.expected["account"]
    assert told.problems == []
    assert told.unknown == expected.get("unknown", 0)
    assert {name: getattr(told, name) for name in ("records", "prompts", "sightings", "ignored")} == {
        name: expected[name] for name in ("records", "prompts", "sightings", "ignored")
    }


def test_prompts_can_be_peeked_at(generation: Generation) -> None:
    importer = ClaudeCode()
    for name, exchange in generation.said().exchanges.items():
        expected = generation.expected["exchanges"][name].get("title")
        found = importer.peek(exchange.location) if exchange.location else None
        assert found == expected


def test_order_of_files_and_repetition_do_not_matter() -> None:
    importer = ClaudeCode()
    files = list(importer.discover({}, DATA).files)
    once = said(batch for file in files for batch in importer.read(file))
    for seed in range(20):
        shuffled = [*files, *files]
        random.Random(seed).shuffle(shuffled)
        again = said(batch for file in shuffled for batch in importer.read(file))
        assert again.calls == once.calls
        assert again.exchanges.keys() == once.exchanges.keys()


def test_a_fork_gives_its_copies_back_to_the_conversation_they_come_from() -> None:
    fork = read(ClaudeCode(), DATA / "2.1.330" / SLUG / f"{FORK}.jsonl")
    copied = fork.exchanges["33000000-0000-4000-8000-000000000001"]
    own = fork.exchanges["33000000-0000-4000-8000-000000000061"]
    assert (copied.conversation_id, copied.prompt_group) == (SESSION, None)
    assert (own.conversation_id, own.prompt_group) == (FORK, "p-10")


def test_a_replay_is_marked_as_a_sidechain_until_the_original_is_seen() -> None:
    importer = ClaudeCode()
    session = DATA / "2.1.330" / SLUG / f"{SESSION}.jsonl"
    replay = session.with_suffix("") / "subagents" / "agent-ab7f00d.jsonl"
    assert read(importer, replay).calls["msg_3301"].is_sidechain
    assert not read(importer, replay, session).calls["msg_3301"].is_sidechain


def test_an_answer_in_a_later_reading_completes_its_exchange(tmp_path: Path) -> None:
    importer = ClaudeCode()
    lines = (DATA / "2.1.330" / SLUG / f"{SESSION}.jsonl").read_bytes().splitlines(keepends=True)
    path = tmp_path / "session.jsonl"
    path.write_bytes(b"".join(lines[:3]))
    first, bookmark = read_on(importer, path)
    assert [(batch.exchanges, batch.records, batch.ignored) for batch in first] == [((), 3, 3)]
    path.write_bytes(b"".join(lines[:5]))
    second, bookmark = read_on(importer, path, bookmark)
    (exchange,) = second[0].exchanges
    assert (exchange.native_id, exchange.prompt_records) == ("33000000-0000-4000-8000-000000000001", 0)
    assert [(call.native_id, call.records) for call in exchange.calls] == [("msg_3301", 2)]
    path.write_bytes(b"".join(lines[:7]))
    third, _ = read_on(importer, path, bookmark)
    (continued,) = third[0].exchanges
    assert [call.native_id for call in continued.calls] == ["msg_3301"]
    assert continued.started_at == exchange.started_at
    assert continued.location == exchange.location
    assert continued.ended_at == datetime.fromisoformat("2026-11-02T09:15:09.000Z")


def test_reading_can_be_broken_off_after_any_batch(
    generation: Generation, monkeypatch: pytest.MonkeyPatch
) -> None:
    importer = ClaudeCode()
    at_once = generation.said()
    monkeypatch.setattr(jsonl, "BATCH_RECORDS", 1)
    monkeypatch.setattr(jsonl, "_STRETCH", 1)
    files = importer.discover({}, generation.folder).files
    batches = {file.path: list(importer.read(file)) for file in files}
    assert max(map(len, batches.values())) > 1
    for file in files:
        for number, batch in enumerate(batches[file.path], start=1):
            rest = list(importer.read(file, batch.bookmark))
            others = [one for path, read in batches.items() if path != file.path for one in read]
            told = said([*others, *batches[file.path][:number], *rest])
            assert told.calls == at_once.calls
            assert told.exchanges == at_once.exchanges
            assert told.records == at_once.records


def test_nothing_new_yields_nothing(generation: Generation) -> None:
    importer = ClaudeCode()
    for file in importer.discover({}, generation.folder).files:
        _, bookmark = read_on(importer, file.path)
        assert list(importer.read(file_at(file.path), bookmark)) == []


def test_providers_are_told_by_the_names_of_models(tmp_path: Path) -> None:
    providers = {
        "claude-opus-5-5": "anthropic",
        "us.anthropic.claude-sonnet-4-5-20250929-v1:0": "aws.bedrock",
        "claude-sonnet-4-5@20250929": "gcp.vertex_ai",
        "glm-4.6": None,
    }
    path = tmp_path / "s.jsonl"
    path.write_text(
        "".join(
            f'{{"type":"assistant","timestamp":"2026-03-02T09:00:00Z","uuid":"{name}",'
            f'"message":{{"model":"{name}"}}}}\n'
            for name in providers
        )
    )
    calls = read(ClaudeCode(), path).calls
    assert {call.model: call.provider for call in calls.values()} == providers
