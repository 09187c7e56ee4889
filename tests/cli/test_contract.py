"""Names and shapes of the JSON documents: people script against them."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from aijournal.cli.documents import print_json
from aijournal.domain.totals import GroupBy
from tests.cli.command_line import CommandLine

TOKENS = {
    "input_tokens",
    "cache_write_tokens",
    "cache_write_1h_tokens",
    "cache_read_tokens",
    "output_tokens",
    "reasoning_tokens",
    "output_is_lower_bound",
    "typed_tokens",
    "weighted_tokens",
}
TOTALS_ROW = TOKENS | {
    "key",
    "interactions",
    "exchanges",
    "calls",
    "calls_without_tokens",
    "cost_usd",
    "unpriced_calls",
    "weighted_at_least",
    "charges",
}
VALUE_ROW = {
    *("key", "net_minutes", "net_low", "net_high", "weighted_tokens", "vpt", "vpt_low", "vpt_high"),
    *("vpt_all_tokens", "helped", "hurt", "rated", "interactions", "unassessed", "days", "tier", "guard"),
    *("helped_rate", "helped_low", "helped_high", "hurt_rate", "hurt_low", "hurt_high"),
    *("bound_low", "bound_high", "audit_rate", "audit_answered", "minutes_per_usd"),
    *("per_usd_low", "per_usd_high"),
    *("coverage_interactions", "coverage_tokens", "valued", "paired", "priced", "weighed", "without_weight"),
    *("audited", "audited_rated", "audit_low", "audit_high", "new_work"),
    *("reworked", "rework_minutes", "rework_unknown"),
}
CELL_FIELDS = {
    "few",
    *("helped_shrunk", "helped_shrunk_low", "helped_shrunk_high"),
    *("hurt_shrunk", "hurt_shrunk_low", "hurt_shrunk_high"),
}
WEIGHTS = {"input", "cache_write_5m", "cache_write_1h", "cache_read", "output"}
LIST_ROW = TOKENS | {
    *("id", "started_at", "ended_at", "local_day", "source", "tool", "model", "project", "task", "title"),
    *("tags", "exchanges", "calls", "audit", "provisional", "assessment"),
}
ASSESSMENT = {
    *("outcome", "need", "net_minutes", "rework_minutes", "unaided_minutes", "accepted", "quality"),
    *("forecast_without_minutes", "forecast_with_minutes", "would_do_again", "bottleneck", "new_work"),
    *("motive", "unblocked", "note", "confidence", "left_me", "assessed_at", "seconds_taken", "door"),
    "rework_asked_at",
}
IMPORT_ROW = {
    *("source", "root", "files", "files_unchanged", "bytes_read", "records", "imported", "duplicates"),
    *("ignored", "rejected", "rejected_by_reason", "interactions_new", "exchanges_new", "calls_new"),
    *("calls_completed", "seconds"),
}
SOURCE_ROW = {"source", "tool", "state", "folders", "reason", "retention", "files", "last_read"}


@pytest.fixture
def filled(cli: CommandLine, logs: Path) -> CommandLine:
    assert cli("import", "claude-code", "--root", str(logs)).code == 0
    return cli


def test_import(cli: CommandLine, logs: Path) -> None:
    document = cli.json("import", "claude-code", "--root", str(logs))
    assert set(document) == {"schema", "sources"}
    (row,) = document["sources"]
    assert set(row) == IMPORT_ROW
    assert (document["schema"], row["source"], row["root"]) == (1, "claude-code", str(logs))
    assert row["records"] == row["imported"] + row["duplicates"] + row["ignored"] + row["rejected"] > 0
    assert row["rejected_by_reason"] == {}


def test_sources(filled: CommandLine) -> None:
    document = filled.json("sources")
    assert set(document) == {"schema", "sources"}
    (row,) = [row for row in document["sources"] if row["source"] == "claude-code"]
    assert set(row) == SOURCE_ROW
    assert (row["state"], row["tool"], row["files"]) == ("found", "claude-code", 33)
    assert isinstance(row["folders"], list)
    assert datetime.fromisoformat(row["last_read"]).tzinfo is not None


@pytest.mark.parametrize("command", ["list", "inbox"])
def test_lists(filled: CommandLine, command: str) -> None:
    document = filled.json(command, "--limit", "3")
    assert set(document) == {"schema", "rows", "more"}
    assert document["more"] is True
    assert len(document["rows"]) == 3
    assert all(set(row) >= LIST_ROW for row in document["rows"])
    row = document["rows"][0]
    assert (row["title"], row["assessment"]) == (None, None)
    assert row["started_at"].endswith("Z")
    assert date.fromisoformat(row["local_day"]) <= datetime.now(UTC).date()


def test_log_prints_the_row_it_made(cli: CommandLine) -> None:
    row = cli.json("log", "fixed flaky test #shop @claude/opus +2 20m 12k !debugging tag:ci")
    assert set(row) >= LIST_ROW | {"schema"}
    assert row["assessment"].keys() == ASSESSMENT
    assert (row["title"], row["project"], row["tool"], row["model"]) == (
        "fixed flaky test",
        "shop",
        "claude-code",
        "opus",
    )
    assert (row["task"], row["tags"], row["typed_tokens"], row["source"]) == (
        "debugging",
        ["ci"],
        12000,
        None,
    )
    assert (row["assessment"]["outcome"], row["assessment"]["net_minutes"]) == (2, 20.0)
    assert row["assessment"]["door"] == "command_line"
    assert cli.json("list")["rows"] == [{key: value for key, value in row.items() if key != "schema"}]


def test_show(filled: CommandLine) -> None:
    row = filled.json("list", "--limit", "1")["rows"][0]
    document = filled.json("show", str(row["id"]))
    exchanges = document.pop("exchange_list")
    assert document == {"schema": 1, **row, "charges": []}
    assert len(exchanges) == row["exchanges"]
    calls = [call for exchange in exchanges for call in exchange["calls"]]
    assert len(calls) == row["calls"]
    assert sum(call["output_tokens"] for call in calls) == row["output_tokens"]
    assert set(exchanges[0]) == {"id", "kind", "useful", "started_at", "ended_at", "charges", "calls"}


def test_assess_prints_the_row_it_changed(filled: CommandLine) -> None:
    entry = filled.ids("inbox")[0]
    row = filled.json("assess", entry, "--outcome", "unsure")
    assert row["assessment"]["outcome"] == "unsure"
    assert filled.json("show", entry)["assessment"] == row["assessment"]


@pytest.mark.parametrize("by", [None, *map(str, GroupBy)])
def test_totals(filled: CommandLine, by: str | None) -> None:
    document = filled.json("totals", *(["--by", by] if by else []), "--tz", "Asia/Kolkata")
    assert set(document) == {"schema", "by", "timezone", "rows", "total"}
    assert (document["by"], document["timezone"]) == (by, "Asia/Kolkata")
    assert bool(document["rows"]) == bool(by)
    for row in (*document["rows"], document["total"]):
        assert set(row) == TOTALS_ROW
        assert isinstance(row["cost_usd"], str)
        assert Decimal(row["cost_usd"]) > 0
    assert document["total"]["key"] is None
    _assert_rows_sum_to_the_total(document, "calls", "output_tokens", "cache_read_tokens")


def _assert_rows_sum_to_the_total(document: dict[str, Any], *names: str) -> None:
    for name in names:
        assert not document["rows"] or sum(row[name] for row in document["rows"]) == document["total"][name]


def test_money_is_never_in_powers_of_ten(capsys: pytest.CaptureFixture[str]) -> None:
    print_json(cost_usd=Decimal("1E-7"))
    assert json.loads(capsys.readouterr().out)["cost_usd"] == "0.0000001"


@pytest.mark.parametrize("by", [None, *map(str, GroupBy)])
def test_value(filled: CommandLine, by: str | None) -> None:
    document = filled.json("value", *(["--by", by] if by else []))
    assert set(document) == {"schema", "by", "timezone", "weights", "rows", "total", "felt_measured"}
    assert set(document["weights"]) == WEIGHTS
    assert document["timezone"] == filled.json("totals")["timezone"]
    for row in (*document["rows"], document["total"]):
        assert set(row) - CELL_FIELDS == VALUE_ROW
        assert row["vpt"] is None
        assert row["guard"]
        assert row["tier"] == "felt"


def test_paths(cli: CommandLine, home: Path) -> None:
    document = cli.json("paths")
    assert set(document) == {"schema", "paths"}
    assert document["paths"]["journal"] == str(home / "aijournal" / "data" / "journal.db")
    assert {"data", "config", "state", "backups", "settings", "logs", "journal_lock"} <= set(
        document["paths"]
    )
    assert not (home / "aijournal").exists()


def test_an_empty_journal_is_an_answer_too(cli: CommandLine) -> None:
    assert cli.json("list") == {"schema": 1, "rows": [], "more": False}
    assert cli.json("inbox") == {"schema": 1, "rows": [], "more": False}
    assert cli.json("totals")["total"]["weighted_tokens"] is None
    assert cli.json("value")["total"]["net_minutes"] is None
