"""Codex's rollouts: each generation of them, against values worked out by hand."""

import random
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from aijournal.domain.facts import Call, Exchange
from aijournal.domain.reading import Batch, LogFile, SourceState
from aijournal.domain.tokens import TokenUsage
from aijournal.importers.codex.importer import Codex
from aijournal.importers.reading import jsonl
from tests.importers.codex_rollouts import Facts, folded
from tests.importers.readings import file_at, read_on, said

DATA = Path(__file__).parents[1] / "data" / "codex"
GENERATIONS = sorted(folder.name for folder in DATA.iterdir())


@dataclass(frozen=True)
class Generation:
    folder: Path
    expected: dict[str, Any]

    @property
    def files(self) -> tuple[LogFile, ...]:
        found = Codex().discover({}, self.folder)
        assert found.state is SourceState.FOUND
        return found.files

    def batches(self) -> list[Batch]:
        return [batch for file in self.files for batch in Codex().read(file)]


@pytest.fixture(params=GENERATIONS)
def generation(request: pytest.FixtureRequest) -> Generation:
    folder = DATA / request.param
    return Generation(folder, tomllib.loads((folder / "expected.toml").read_text()))


def call_of(expected: dict[str, Any], found: Call) -> Call:
    return Call(
        native_id=expected.get("id", found.native_id),
        at=expected["at"],
        usage=TokenUsage(
            input_tokens=expected.get("input"),
            cache_write_tokens=expected.get("cache_write"),
            cache_read_tokens=expected.get("cache_read"),
            output_tokens=expected.get("output"),
            reasoning_tokens=expected.get("reasoning"),
        ),
        model=expected.get("model"),
        provider=expected.get("provider"),
        is_sidechain=expected.get("sidechain", False),
    )


def in_order(facts: Facts) -> list[Exchange]:
    return sorted(facts.exchanges.values(), key=lambda one: (one.started_at, one.native_id))


def test_tokens_of_every_call(generation: Generation) -> None:
    facts = folded(generation.batches())
    found = [facts.calls[exchange.native_id] for exchange in in_order(facts)]
    expected = [exchange["calls"] for exchange in generation.expected["exchanges"]]
    assert [len(calls) for calls in found] == [len(calls) for calls in expected]
    for calls, wanted in zip(found, expected, strict=True):
        assert calls == [call_of(one, call) for one, call in zip(wanted, calls, strict=True)]


def test_exchanges(generation: Generation) -> None:
    found = [
        {
            "kind": exchange.kind.value,
            "conversation": exchange.conversation_id,
            "project": exchange.project,
            "prompt_group": exchange.prompt_group,
            "began": exchange.started_at,
            "ended": exchange.ended_at,
            "is_scripted": exchange.is_scripted,
        }
        for exchange in in_order(folded(generation.batches()))
    ]
    assert found == [
        {
            "kind": exchange.get("kind", "prompt"),
            "conversation": exchange["conversation"],
            "project": "shop",
            "prompt_group": exchange.get("prompt_group"),
            "began": exchange["began"],
            "ended": exchange["ended"],
            "is_scripted": False,
        }
        for exchange in generation.expected["exchanges"]
    ]


def test_every_record_is_accounted_for(generation: Generation) -> None:
    told = said(generation.batches())
    assert (told.problems, told.unknown) == ([], 0)
    assert {
        name: getattr(told, name) for name in ("records", "prompts", "sightings", "ignored")
    } == generation.expected["account"]
    assert told.records == sum(len(file.path.read_bytes().splitlines()) for file in generation.files)


def test_prompts_can_be_peeked_at(generation: Generation) -> None:
    found = [
        Codex().peek(exchange.location) if exchange.location else None
        for exchange in in_order(folded(generation.batches()))
    ]
    assert found == [exchange.get("title") for exchange in generation.expected["exchanges"]]


def test_order_of_files_and_repetition_do_not_matter() -> None:
    files = list(Codex().discover({}, DATA).files)
    assert len(files) == 12
    once = folded(batch for file in files for batch in Codex().read(file))
    for seed in range(20):
        shuffled = [*files, *files]
        random.Random(seed).shuffle(shuffled)
        again = folded(batch for file in shuffled for batch in Codex().read(file))
        assert again.calls == once.calls
        assert again.exchanges == once.exchanges


def test_reading_can_be_broken_off_after_any_batch(
    generation: Generation, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = generation.files
    at_once = folded(generation.batches())
    monkeypatch.setattr(jsonl, "BATCH_RECORDS", 1)
    monkeypatch.setattr(jsonl, "_STRETCH", 1)
    batches = {file.path: list(Codex().read(file)) for file in files}
    assert max(map(len, batches.values())) > 1
    for file in files:
        for number, batch in enumerate(batches[file.path], start=1):
            rest = list(Codex().read(file, batch.bookmark))
            others = [one for path, read in batches.items() if path != file.path for one in read]
            stitched = [*others, *batches[file.path][:number], *rest]
            assert folded(stitched).calls == at_once.calls
            assert said(stitched).records == said(generation.batches()).records


def test_nothing_new_yields_nothing(generation: Generation) -> None:
    for file in generation.files:
        _, bookmark = read_on(Codex(), file.path)
        assert list(Codex().read(file_at(file.path), bookmark)) == []


def test_a_session_of_which_half_was_archived_is_one(tmp_path: Path) -> None:
    (rollout,) = (DATA / "0.42").rglob("*.jsonl")
    for folder in ("sessions/2025/10/01", "archived_sessions"):
        copy = tmp_path / folder / rollout.name
        copy.parent.mkdir(parents=True)
        copy.write_bytes(rollout.read_bytes())
    files = Codex().discover({}, tmp_path).files
    assert len(files) == 2
    both = folded(batch for file in files for batch in Codex().read(file))
    assert both.calls == folded(Codex().read(file_at(rollout))).calls
