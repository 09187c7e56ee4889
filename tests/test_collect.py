"""From logs on disk to the journal: exact, whatever the order, and whatever is in the way."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from aijournal.collect import ImportResult, Progress, collect, peek
from aijournal.domain.entry_filter import EVERYTHING, EntryFilter
from aijournal.domain.reading import Importer, SourceState
from aijournal.domain.totals import GroupBy, TokenTotals
from aijournal.importers.reading.jsonl import BATCH_RECORDS
from aijournal.importers.registry import ALL_IMPORTERS, importer_of
from aijournal.journal.journal import Journal
from aijournal.paths import find_paths
from aijournal.settings import Settings
from tests.corpus import ZONES, Corpus, Reordered, assert_accounted, needs_generator
from tests.generator import generate

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture(scope="module", params=[7, 11])
def corpus(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    home = tmp_path_factory.mktemp("corpus") / "home"
    arguments = ["--claude-mb", "8", "--claude-files", "60", "--seed", str(request.param)]
    return Corpus(home / ".claude", generate(home, *arguments)["claude"])


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    paths = find_paths({"AIJOURNAL_HOME": str(tmp_path / "aijournal")})
    with Journal.open(paths, Settings(), ZoneInfo("UTC")) as opened:
        yield opened


def read(
    journal: Journal,
    root: Path,
    importer: Importer = ALL_IMPORTERS[0],
    now: datetime = NOW,
    **more: Any,
) -> ImportResult:
    return collect(journal, [importer], {}, now, root=root, **more)[0]


def as_truth(row: TokenTotals) -> dict[str, int | None]:
    return {
        "messages": row.calls,
        "input": row.usage.input_tokens,
        "output": row.usage.output_tokens,
        "cache_creation": row.usage.cache_write_tokens,
        "cache_creation_1h": row.usage.cache_write_1h_tokens,
        "cache_read": row.usage.cache_read_tokens,
    }


def assert_true(journal: Journal, truth: dict[str, Any]) -> None:
    """Compare every figure to the token and the cost to the cent: in all, by model, by day in three zones."""
    total = journal.totals(EVERYTHING).total
    assert as_truth(total) == {key: truth["total"][key] for key in as_truth(total)}
    assert total.unpriced_calls == 0
    for zone in ZONES:
        rows = journal.totals(EntryFilter(zone=ZoneInfo(zone)), GroupBy.DAY).rows
        days = {row.key: row for row in rows if row.calls}
        assert days.keys() == truth["days_by_tz"][zone].keys()
        assert_rows(days, truth["days_by_tz"][zone])
    assert_rows({row.key: row for row in journal.totals(EVERYTHING, GroupBy.MODEL).rows}, truth["by_model"])


def assert_rows(rows: Mapping[str | None, TokenTotals], truth: Mapping[str, dict[str, float]]) -> None:
    for key, expected in truth.items():
        assert as_truth(rows[key]) == {name: expected[name] for name in as_truth(rows[key])}, key
        assert float(rows[key].cost_usd or 0) == pytest.approx(expected["cost_tiered"], abs=0.005), key


@needs_generator
def test_every_figure_is_true_to_the_token(journal: Journal, corpus: Corpus) -> None:
    result = read(journal, corpus.root)
    assert result.state is SourceState.FOUND
    assert result.records == corpus.truth["lines"]
    assert result.files == corpus.truth["files"]
    assert_accounted(result)
    assert_true(journal, corpus.truth)


@needs_generator
def test_reading_again_reads_nothing(journal: Journal, corpus: Corpus) -> None:
    read(journal, corpus.root)
    again = read(journal, corpus.root)
    assert (again.files_unchanged, again.records, again.bytes_read) == (corpus.truth["files"], 0, 0)
    assert_true(journal, corpus.truth)


@needs_generator
@pytest.mark.parametrize("seed", [1, 2])
def test_any_order_and_half_of_the_files_first_come_to_the_same(
    journal: Journal, corpus: Corpus, seed: int
) -> None:
    half = read(journal, corpus.root, Reordered(ALL_IMPORTERS[0], seed, share=0.5))
    rest = read(journal, corpus.root, Reordered(ALL_IMPORTERS[0], seed))
    assert_accounted(half)
    assert_accounted(rest)
    assert half.records + rest.records == corpus.truth["lines"]
    assert_true(journal, corpus.truth)


@needs_generator
def test_a_dry_run_counts_alike_and_keeps_nothing(journal: Journal, corpus: Corpus) -> None:
    rehearsed = read(journal, corpus.root, dry_run=True)
    assert journal.totals(EVERYTHING).total.calls == 0
    real = read(journal, corpus.root)
    assert replace(rehearsed, seconds=0) == replace(real, seconds=0)


def test_a_log_that_was_cut_off_in_its_middle_is_read_to_its_end_next_time(
    journal: Journal, tmp_path: Path
) -> None:
    count = BATCH_RECORDS + 100
    lines = (
        line.replace(b"T09:%02d:" % number, b"T09:%02d:" % (number % 60))
        for number in range(count)
        for line in (prompt(number), answer(number))
    )
    root = write_log(tmp_path, "a.jsonl", *lines)
    seen: list[Progress] = []
    cut = read(journal, root, progress=seen.append, is_cancelled=lambda: len(seen) > 1)
    assert 0 < cut.calls_new < count
    rest = read(journal, root)
    assert cut.calls_new + rest.calls_new == count


@needs_generator
def test_what_a_cancelled_reading_committed_is_kept_and_the_rest_comes_next_time(
    journal: Journal, corpus: Corpus
) -> None:
    seen: list[Progress] = []
    cancelled = read(journal, corpus.root, progress=seen.append, is_cancelled=lambda: len(seen) >= 20)
    assert cancelled.was_cancelled
    assert 0 < cancelled.records < corpus.truth["lines"]
    assert_accounted(cancelled)
    assert journal.totals(EVERYTHING).total.calls == cancelled.calls_new
    rest = read(journal, corpus.root)
    assert cancelled.records + rest.records == corpus.truth["lines"]
    assert_true(journal, corpus.truth)


@needs_generator
def test_every_first_line_of_the_inbox_can_be_peeked_at(journal: Journal, corpus: Corpus) -> None:
    read(journal, corpus.root)
    entries = journal.inbox(NOW, 20)
    assert entries
    assert all(peek(ALL_IMPORTERS, entry) for entry in entries)


def write_log(folder: Path, name: str, *lines: bytes) -> Path:
    project = folder / ".claude" / "projects" / "-home-dev-shop"
    project.mkdir(parents=True, exist_ok=True)
    path = project / name
    path.write_bytes(b"".join(lines))
    return folder / ".claude"


def prompt(number: int) -> bytes:
    return (
        json.dumps(
            {
                "type": "user",
                "uuid": f"u-{number}",
                "sessionId": "c-1",
                "cwd": "/home/dev/shop",
                "timestamp": f"2026-11-20T09:{number:02}:00.000Z",
                "message": {"role": "user", "content": "Retry the upload when it fails"},
            }
        ).encode()
        + b"\n"
    )


def answer(number: int) -> bytes:
    usage = {
        "input_tokens": 10,
        "cache_creation_input_tokens": 200,
        "cache_read_input_tokens": 3000,
        "output_tokens": 40,
    }
    message = {
        "id": f"msg_{number}",
        "role": "assistant",
        "model": "claude-sonnet-4-5-20250929",
        "stop_reason": "end_turn",
        "content": [],
        "usage": usage,
    }
    record = {
        "type": "assistant",
        "uuid": f"a-{number}",
        "sessionId": "c-1",
        "requestId": f"req_{number}",
        "timestamp": f"2026-11-20T09:{number:02}:30.000Z",
        "message": message,
    }
    return json.dumps(record).encode() + b"\n"


@pytest.mark.parametrize(
    ("nasty", "rejected", "ignored"),
    [
        (b"\x00\x01\x02 garbage\n", 1, 0),
        (b"\n", 0, 1),
        (b'{"type":"from-the-future","new":[1,2,3]}\n', 0, 1),
        (
            b'{"type":"user","message":{"role":"user","content":"'
            + b"x" * 5_000_000
            + b'"},"isMeta":true}\n',
            0,
            1,
        ),
        (b'{"type":"assistant","message":{"id":"m","usage":{"input_tokens":1e999}}}\n', 1, 0),
    ],
)
def test_a_nasty_record_is_accounted_for_and_stops_nothing(
    journal: Journal, tmp_path: Path, nasty: bytes, rejected: int, ignored: int
) -> None:
    root = write_log(tmp_path, "c-1.jsonl", prompt(1), answer(1), nasty, prompt(2), answer(2))
    result = read(journal, root)
    assert_accounted(result)
    assert (result.records, result.imported) == (5, 4)
    assert (result.rejected, result.ignored) == (rejected, ignored)
    if rejected:
        assert [problem.line for problem in result.problems] == [3]


@pytest.mark.parametrize("prefix", [b"", b"\xef\xbb\xbf"])
def test_byte_order_marks_and_windows_line_ends_change_nothing(
    journal: Journal, tmp_path: Path, prefix: bytes
) -> None:
    lines = [line.replace(b"\n", b"\r\n") for line in (prompt(1), answer(1))]
    result = read(journal, write_log(tmp_path, "c-1.jsonl", prefix, *lines))
    assert (result.records, result.imported) == (2, 2)


def test_a_half_written_line_is_read_when_it_is_whole(journal: Journal, tmp_path: Path) -> None:
    torn = answer(1)[:100]
    root = write_log(tmp_path, "c-1.jsonl", prompt(1), torn)
    first = read(journal, root)
    assert (first.records, first.rejected, first.calls_new) == (1, 0, 0)
    write_log(tmp_path, "c-1.jsonl", prompt(1), answer(1), prompt(2))
    second = read(journal, root)
    assert_accounted(second)
    assert (second.records, second.calls_new, second.exchanges_new) == (2, 1, 1)


def test_a_log_that_vanishes_takes_nothing_with_it(journal: Journal, tmp_path: Path) -> None:
    root = write_log(tmp_path, "c-1.jsonl", prompt(1), answer(1))
    read(journal, root)
    (root / "projects" / "-home-dev-shop" / "c-1.jsonl").unlink()
    assert read(journal, root).state is SourceState.EMPTY
    entry = journal.entries(EVERYTHING, NOW, 1).rows[0]
    assert entry.interaction.calls == 1
    assert peek(ALL_IMPORTERS, entry) is None


def test_a_log_that_shrank_is_read_from_its_beginning_and_progress_knows(
    journal: Journal, tmp_path: Path
) -> None:
    root = write_log(
        tmp_path, "a.jsonl", *(one for number in range(40) for one in (prompt(number), answer(number)))
    )
    read(journal, root)
    write_log(tmp_path, "a.jsonl", prompt(90), answer(90))
    told: list[Progress] = []
    read(journal, root, progress=told.append)
    assert told[-1].bytes_read == told[-1].bytes_total == len(prompt(90) + answer(90))


def test_looking_without_finding_anything_new_is_a_reading_too(journal: Journal, tmp_path: Path) -> None:
    root = write_log(tmp_path, "a.jsonl", prompt(1), answer(1))
    read(journal, root)
    later = NOW + timedelta(days=40)
    read(journal, root, now=later)
    assert list(journal.imports.last_read().values()) == [later]


def test_a_log_rewritten_from_the_start_is_not_counted_twice(journal: Journal, tmp_path: Path) -> None:
    root = write_log(tmp_path, "c-1.jsonl", prompt(1), answer(1))
    read(journal, root)
    write_log(tmp_path, "c-1.jsonl", prompt(0), answer(0), prompt(1), answer(1))
    rewritten = read(journal, root)
    assert (rewritten.imported, rewritten.duplicates) == (2, 2)
    assert journal.totals(EVERYTHING).total.calls == 2


def test_a_missing_folder_is_told_apart_from_an_empty_one(journal: Journal, tmp_path: Path) -> None:
    missing = read(journal, tmp_path / "nowhere")
    assert missing.state is SourceState.NOT_FOUND
    assert str(tmp_path / "nowhere") in missing.reason
    (tmp_path / ".claude" / "projects").mkdir(parents=True)
    assert read(journal, tmp_path / ".claude").state is SourceState.EMPTY


def test_importers_are_found_by_name() -> None:
    found = importer_of("claude-code")
    assert found is not None
    assert found.source == "claude-code"
    assert importer_of("nobody") is None
