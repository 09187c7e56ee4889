import json
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from aijournal.collect import collect
from aijournal.demo import write_sample_logs
from aijournal.domain.entry_filter import EVERYTHING
from aijournal.domain.totals import GroupBy
from aijournal.importers.claude_code.importer import ClaudeCode
from aijournal.importers.codex.importer import Codex
from aijournal.journal.journal import Journal
from aijournal.paths import Paths
from aijournal.settings import Settings

TODAY = date(2026, 11, 20)  # a Friday
NOW = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)


def _files(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def _records(folder: Path) -> Iterator[dict[str, Any]]:
    for content in _files(folder).values():
        yield from map(json.loads, content.splitlines())


@pytest.fixture
def sample(home: Path) -> Path:
    return write_sample_logs(home / "sample", TODAY)


@pytest.fixture
def logs(sample: Path) -> Path:
    """Return the logs of Claude Code."""
    return sample / ".claude"


@pytest.fixture
def rollouts(sample: Path) -> Path:
    """Return the logs of Codex."""
    return sample / ".codex"


def test_the_same_arguments_write_the_same_bytes(home: Path, sample: Path) -> None:
    again = write_sample_logs(home / "again", TODAY)
    other = write_sample_logs(home / "other", TODAY, seed=8)
    assert _files(again) == _files(sample)
    assert _files(other) != _files(sample)


def test_files_lie_where_claude_code_keeps_them(logs: Path) -> None:
    paths = [Path(name) for name in _files(logs) if not name.startswith(".codex")]
    assert all(path.parts[0] == "projects" for path in paths)
    assert Counter(len(path.parts) for path in paths) == {3: 30, 5: 3}
    assert all(path.parts[-2] == "subagents" for path in paths if len(path.parts) == 5)


def test_sessions_fall_on_the_recent_workdays(logs: Path) -> None:
    days = {datetime.fromisoformat(record["timestamp"]).date() for record in _records(logs)}
    assert len(days) == 14
    assert max(days) == TODAY
    assert min(days) == TODAY - timedelta(days=17)
    assert all(day.weekday() < 5 for day in days)
    assert len([day for day in days if day > TODAY - timedelta(days=7)]) == 5


@pytest.mark.parametrize("today", [date(2026, 11, 21), date(2026, 11, 22), date(2026, 11, 23)])
def test_any_day_will_do(home: Path, today: date) -> None:
    folder = write_sample_logs(home, today) / ".claude"
    days = {datetime.fromisoformat(one["timestamp"]).date() for one in _records(folder)}
    assert len(days) == 14
    assert max(days) <= today


def test_work_happens_in_the_hours_of_the_persons_zone(home: Path) -> None:
    zone = ZoneInfo("America/New_York")
    folder = write_sample_logs(home / "sample", TODAY, zone=zone)
    records = [*_records(folder / ".claude"), *_records(folder / ".codex")]
    hours = {datetime.fromisoformat(record["timestamp"]).astimezone(zone).hour for record in records}
    assert min(hours) == 8
    assert max(hours) <= 21


def test_logs_were_last_touched_when_the_conversation_ended(sample: Path) -> None:
    for path in sample.rglob("*.jsonl"):
        last = json.loads(path.read_bytes().splitlines()[-1])["timestamp"]
        assert path.stat().st_mtime >= datetime.fromisoformat(last).timestamp() - 1


def test_responses_repeat_as_they_do_while_streaming(logs: Path) -> None:
    ids = Counter(record["message"]["id"] for record in _records(logs) if record["type"] == "assistant")
    assert max(ids.values()) == 2
    assert min(ids.values()) == 1
    placeholders = [
        record
        for record in _records(logs)
        if record["type"] == "assistant" and record["message"]["stop_reason"] is None
    ]
    assert placeholders


def test_the_importer_of_claude_code_understands_every_record(logs: Path, paths: Paths) -> None:
    with Journal.open(paths, Settings(), ZoneInfo("UTC")) as journal:
        (result,) = collect(journal, [ClaudeCode()], {}, NOW, root=logs)
        totals = journal.totals(EVERYTHING, GroupBy.PROJECT)
        assert journal.inbox(NOW, limit=5)
    assert (result.rejected, result.files) == (0, 33)
    assert result.records == result.imported + result.duplicates + result.ignored
    answers = {record["message"]["id"] for record in _records(logs) if record["type"] == "assistant"}
    prompts = [record for record in _records(logs) if record.get("promptSource") == "typed"]
    assert result.calls_new == len(answers)
    assert totals.total.interactions >= 30
    assert totals.total.exchanges >= len(prompts)
    assert totals.total.unpriced_calls == 0
    assert totals.total.usage.is_complete
    assert [row.key for row in totals.rows] == [
        "field-notes",
        "harbour-reports",
        "lantern-maps",
        "tidepool-shop",
    ]


def test_rollouts_lie_where_codex_keeps_them(rollouts: Path) -> None:
    paths = [path.relative_to(rollouts) for path in rollouts.rglob("*.jsonl")]
    assert len(paths) == 8
    for path in paths:
        meta = json.loads(rollouts.joinpath(path).read_bytes().splitlines()[0])
        began = datetime.fromisoformat(meta["timestamp"])
        folder = f"sessions/{began:%Y/%m/%d}"
        assert str(path) == f"{folder}/rollout-{began:%Y-%m-%dT%H-%M-%S}-{meta['payload']['id']}.jsonl"


def test_rollouts_are_named_by_the_persons_own_clock(home: Path) -> None:
    zone = ZoneInfo("Asia/Tokyo")
    (home / "far").mkdir()
    paths = (write_sample_logs(home / "far", TODAY, zone=zone) / ".codex").rglob("*.jsonl")
    hours = {int(path.name.removeprefix("rollout-")[11:13]) for path in paths}
    assert min(hours) >= 8
    assert max(hours) <= 17


def test_rollouts_tell_tokens_twice_and_totals_that_grow(rollouts: Path) -> None:
    for path in rollouts.rglob("*.jsonl"):
        told = [
            record["payload"]["info"]
            for record in map(json.loads, path.read_bytes().splitlines())
            if record["payload"].get("type") == "token_count"
        ]
        assert told[0] is None
        totals = [info["total_token_usage"] for info in told if info]
        assert [total["total_tokens"] for total in totals] == sorted(
            total["total_tokens"] for total in totals
        )
        calls = {
            total["total_tokens"]: info["last_token_usage"]
            for total, info in zip(totals, told[1:], strict=True)
        }
        assert len(calls) < len(totals)
        for key in totals[-1]:
            assert totals[-1][key] == sum(last[key] for last in calls.values())


def test_the_importer_of_codex_understands_every_record(rollouts: Path, paths: Paths) -> None:
    with Journal.open(paths, Settings(), ZoneInfo("UTC")) as journal:
        (result,) = collect(journal, [Codex()], {}, NOW, root=rollouts)
        totals = journal.totals(EVERYTHING, GroupBy.PROJECT)
    assert (result.rejected, result.files) == (0, 8)
    assert result.records == result.imported + result.duplicates + result.ignored
    prompts = [record for record in _records(rollouts) if record["payload"].get("type") == "user_message"]
    assert totals.total.exchanges == len(prompts) == result.exchanges_new
    assert totals.total.unpriced_calls == 0
    assert totals.total.usage.is_complete
    assert totals.total.usage.cache_read_tokens
    assert [row.key for row in totals.rows] == ["orchard-scheduler", "paperboat-api"]
