"""From Codex's rollouts on disk to the journal: exact, whatever the order, packed or not."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from zstandard import ZstdCompressor

from aijournal.collect import ImportResult, Progress, collect, peek
from aijournal.domain.entry import Interaction
from aijournal.domain.entry_filter import EVERYTHING, EntryFilter
from aijournal.domain.reading import Importer, SourceState
from aijournal.domain.totals import GroupBy, TokenTotals
from aijournal.importers.codex.importer import Codex
from aijournal.importers.registry import importer_of
from aijournal.journal.journal import Journal
from aijournal.paths import find_paths
from aijournal.settings import Settings
from tests.corpus import ZONES, Corpus, Reordered, assert_accounted, needs_generator
from tests.generator import generate

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
DATA = Path(__file__).parent / "data" / "codex"


@pytest.fixture(scope="module", params=[7, 11])
def corpus(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    home = tmp_path_factory.mktemp("corpus") / "home"
    arguments = ["--claude-mb", "0", "--codex-mb", "8", "--codex-files", "60", "--seed", str(request.param)]
    return Corpus(home / ".codex", generate(home, *arguments)["codex"])


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    paths = find_paths({"AIJOURNAL_HOME": str(tmp_path / "aijournal")})
    with Journal.open(paths, Settings(), ZoneInfo("UTC")) as opened:
        yield opened


def read(journal: Journal, root: Path, importer: Importer | None = None, **more: Any) -> ImportResult:
    (result,) = collect(journal, [importer or Codex()], {}, NOW, root=root, **more)
    assert_accounted(result)
    return result


def as_truth(row: TokenTotals) -> dict[str, int]:
    """Return sums in the terms of the generator: cached tokens are a part of the input there."""
    usage = row.usage
    assert usage.cache_write_tokens == 0
    input_tokens = (usage.input_tokens or 0) + (usage.cache_read_tokens or 0)
    return {
        "input": input_tokens,
        "cached_input": usage.cache_read_tokens or 0,
        "output": usage.output_tokens or 0,
        "reasoning": usage.reasoning_tokens or 0,
        "total": input_tokens + (usage.output_tokens or 0),
    }


def assert_true(journal: Journal, truth: dict[str, Any]) -> None:
    """Compare every figure to the token: in all, by model, by day in three zones."""
    total = journal.totals(EVERYTHING).total
    assert {**as_truth(total), "turns": total.calls} == truth["total"]
    assert (total.unpriced_calls, total.calls_without_tokens) == (0, 0)
    for zone in ZONES:
        rows = journal.totals(EntryFilter(zone=ZoneInfo(zone)), GroupBy.DAY).rows
        assert_rows({row.key: row for row in rows if row.calls}, truth["days_by_tz"][zone])
    assert_rows({row.key: row for row in journal.totals(EVERYTHING, GroupBy.MODEL).rows}, truth["by_model"])


def assert_rows(rows: Mapping[str | None, TokenTotals], truth: Mapping[str, dict[str, int]]) -> None:
    assert {key: as_truth(row) for key, row in rows.items()} == truth


@needs_generator
def test_every_figure_is_true_to_the_token(journal: Journal, corpus: Corpus) -> None:
    assert corpus.truth["fork_replays"] > 50
    result = read(journal, corpus.root)
    assert result.state is SourceState.FOUND
    assert (result.records, result.files) == (corpus.truth["lines"], corpus.truth["files"])
    assert_true(journal, corpus.truth)
    entries = journal.entries(EVERYTHING, NOW, 100_000).rows
    assert sum(entry.interaction.exchanges for entry in entries) == result.exchanges_new
    assert len(entries) == result.interactions_new


@needs_generator
def test_reading_again_reads_nothing(journal: Journal, corpus: Corpus) -> None:
    read(journal, corpus.root)
    again = read(journal, corpus.root)
    assert (again.files_unchanged, again.records, again.bytes_read) == (corpus.truth["files"], 0, 0)
    assert_true(journal, corpus.truth)


@needs_generator
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_any_order_and_half_of_the_files_first_come_to_the_same(
    journal: Journal, corpus: Corpus, seed: int
) -> None:
    half = read(journal, corpus.root, Reordered(Codex(), seed, share=0.5))
    rest = read(journal, corpus.root, Reordered(Codex(), seed))
    assert half.records + rest.records == corpus.truth["lines"]
    assert_true(journal, corpus.truth)


@needs_generator
def test_interactions_do_not_depend_on_the_order(journal: Journal, corpus: Corpus, tmp_path: Path) -> None:
    read(journal, corpus.root)
    paths = find_paths({"AIJOURNAL_HOME": str(tmp_path / "other")})
    with Journal.open(paths, Settings(), ZoneInfo("UTC")) as other:
        read(other, corpus.root, Reordered(Codex(), seed=5, share=0.3))
        read(other, corpus.root, Reordered(Codex(), seed=6))
        assert interactions(other) == interactions(journal)


def interactions(journal: Journal) -> list[Interaction]:
    """Return all interactions, without what each journal draws or names by itself."""
    rows = journal.entries(EVERYTHING, NOW, 10_000).rows
    return sorted(
        (replace(row.interaction, id=0, uid="", is_audit=False, is_asked=False) for row in rows),
        key=lambda one: (one.started_at, one.ended_at, one.calls),
    )


@needs_generator
def test_packed_rollouts_say_the_same(journal: Journal, corpus: Corpus, tmp_path: Path) -> None:
    sessions = tmp_path / "packed" / "sessions"
    for number, file in enumerate(Codex().discover({}, corpus.root).files):
        path = sessions / file.path.name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.with_name(f"{path.name}.zst").write_bytes(ZstdCompressor().compress(file.path.read_bytes()))
        if number % 3 == 0:
            path.write_bytes(file.path.read_bytes())
    result = read(journal, sessions.parent)
    assert (result.records, result.files) == (corpus.truth["lines"], corpus.truth["files"])
    assert_true(journal, corpus.truth)
    entries = [entry for entry in journal.entries(EVERYTHING, NOW, 50).rows if entry.prompt]
    assert entries
    assert all(peek([Codex()], entry) for entry in entries)
    archived = sessions.rename(sessions.with_name("archived_sessions"))
    moved = read(journal, archived.parent)
    assert (moved.imported, moved.calls_new, moved.exchanges_new) == (0, 0, 0)
    assert_true(journal, corpus.truth)


@needs_generator
def test_what_a_cancelled_reading_committed_is_kept_and_the_rest_comes_next_time(
    journal: Journal, corpus: Corpus
) -> None:
    seen: list[Progress] = []
    cancelled = read(journal, corpus.root, progress=seen.append, is_cancelled=lambda: len(seen) >= 20)
    assert cancelled.was_cancelled
    assert 0 < cancelled.records < corpus.truth["lines"]
    rest = read(journal, corpus.root)
    assert cancelled.records + rest.records == corpus.truth["lines"]
    assert_true(journal, corpus.truth)


@pytest.mark.parametrize("seed", range(4))
def test_every_generation_comes_to_the_same_interactions_in_any_order(journal: Journal, seed: int) -> None:
    read(journal, DATA, Reordered(Codex(), seed, share=0.5))
    read(journal, DATA, Reordered(Codex(), seed))
    total = journal.totals(EVERYTHING).total
    assert (total.calls, total.calls_without_tokens, total.exchanges) == (24, 2, 15)
    found = [
        (one.started_at, one.ended_at - one.started_at, one.exchanges, one.calls)
        for one in (row.interaction for row in journal.entries(EVERYTHING, NOW, 100).rows)
    ]

    def start(text: str) -> datetime:
        return datetime.fromisoformat(text).replace(tzinfo=UTC)

    # The agents' runs lie in the interaction of the prompt that they worked for.
    assert sorted(found) == [
        (start("2025-08-10T07:00:00.123"), timedelta(0), 2, 2),
        (start("2025-10-01T08:00:12.000"), timedelta(minutes=2, seconds=22.1), 2, 3),
        (start("2025-11-20T10:00:09.000"), timedelta(seconds=6), 1, 2),
        (start("2025-11-20T12:30:09.000"), timedelta(seconds=3), 1, 1),
        (start("2026-01-15T09:00:10.010"), timedelta(seconds=10.99), 1, 2),
        (start("2026-01-15T09:40:00.010"), timedelta(seconds=29.99), 1, 1),
        (start("2026-05-04T09:00:10.020"), timedelta(minutes=1, seconds=59.98), 2, 5),
        (start("2026-05-04T10:00:08.020"), timedelta(seconds=7.98), 1, 1),
        (start("2026-05-04T11:00:08.020"), timedelta(seconds=6.98), 1, 1),
        (start("2026-10-05T08:00:10.030"), timedelta(minutes=10, seconds=8.97), 2, 5),
        (start("2026-10-05T09:00:10.030"), timedelta(seconds=5.97), 1, 1),
    ]


def test_a_session_that_goes_on_is_read_on(journal: Journal, tmp_path: Path) -> None:
    (rollout,) = (DATA / "0.42").rglob("*.jsonl")
    lines = rollout.read_bytes().splitlines(keepends=True)
    path = tmp_path / "sessions" / rollout.name
    path.parent.mkdir()
    counts = []
    for end in (5, 12, 17, len(lines)):
        path.write_bytes(b"".join(lines[:end]))
        result = read(journal, tmp_path)
        counts.append((result.records, result.exchanges_new, result.calls_new))
    assert counts == [(5, 0, 0), (7, 1, 1), (5, 0, 1), (9, 1, 1)]


def test_codex_is_found_by_name() -> None:
    assert importer_of("codex") == Codex()
