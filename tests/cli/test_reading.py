"""Questions about entries: filters, zones, and what is printed of them."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from aijournal.domain.entry_filter import EVERYTHING
from aijournal.domain.facts import Call, Charge
from aijournal.domain.tokens import TokenUsage
from aijournal.journal.journal import Journal
from aijournal.paths import Paths, make_private_folder
from aijournal.settings import Settings, save_settings
from tests.cli.command_line import CommandLine
from tests.journal.builders import add, an_exchange


@pytest.fixture
def entries(cli: CommandLine) -> dict[str, str]:
    """Three entries logged by hand, by a short name."""
    lines = {
        "first": "renamed the basket #shop @claude/opus +2 20m !refactoring tag:slow 2026-03-02 9:00",
        "second": "drew a map #maps @codex -1 -10m !drawing 2026-03-03 23:30",
        "third": "read about projections #maps @claude 2026-03-04 9:00",
    }
    return {name: str(cli.json("log", line)["id"]) for name, line in lines.items()}


@pytest.mark.parametrize(
    ("options", "found"),
    [
        ([], ["third", "second", "first"]),
        (["--project", "maps"], ["third", "second"]),
        (["--tool", "claude"], ["third", "first"]),
        (["--tool", "Claude Code"], ["third", "first"]),
        (["--tool", "nobody's"], []),
        (["--model", "opus"], ["first"]),
        (["--task", "drawing"], ["second"]),
        (["--tag", "slow"], ["first"]),
        (["--rated"], ["second", "first"]),
        (["--unrated"], ["third"]),
        (["--search", "basket renamed"], ["first"]),
        (["--search", '"; DROP TABLE'], []),
        (["--source", "claude-code"], []),
        (["--from", "2026-03-03"], ["third", "second"]),
        (["--to", "2026-03-03"], ["second", "first"]),
        (["--from", "2026-03-03", "--to", "2026-03-03"], ["second"]),
        (["--limit", "2"], ["third", "second"]),
        (["--project", "maps", "--rated"], ["second"]),
    ],
)
def test_filters(cli: CommandLine, entries: dict[str, str], options: list[str], found: list[str]) -> None:
    assert cli.ids("list", *options) == [entries[name] for name in found]


def test_a_named_zone_decides_the_day(
    cli: CommandLine, entries: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "UTC")
    in_india = cli.json("list", "--tz", "Asia/Kolkata", "--from", "2026-03-04", "--to", "2026-03-04")
    assert [str(row["id"]) for row in in_india["rows"]] == [entries["third"], entries["second"]]
    assert {row["local_day"] for row in in_india["rows"]} == {"2026-03-04"}
    assert cli.json("list")["rows"][1]["local_day"] == "2026-03-03"
    assert "2026-03-04 05:00" in cli("list", "--tz", "Asia/Kolkata").out


def test_the_setting_decides_the_zone_where_none_is_named(cli: CommandLine, home: Path) -> None:
    config = make_private_folder(home / "aijournal" / "config")
    save_settings(config / "settings.json", Settings("Asia/Kolkata"))
    assert cli.json("totals")["timezone"] == "Asia/Kolkata"
    assert cli.json("totals", "--tz", "Europe/Lisbon")["timezone"] == "Europe/Lisbon"


def test_an_untitled_entry_shows_its_prompt_from_the_tools_log_and_keeps_it_there(
    cli: CommandLine, logs: Path, home: Path
) -> None:
    cli("import")
    entry = cli.ids("list", "--limit", "1")[0]
    title = cli("show", entry).out.splitlines()[0]
    prompts = "".join(path.read_text() for path in logs.rglob("*.jsonl"))
    assert len(title) > 10
    assert title in prompts
    assert title[:30] in cli("list", "--limit", "1").out
    assert title[:30] in cli("inbox").out
    assert cli.json("show", entry)["title"] is None
    journal = b"".join(path.read_bytes() for path in (home / "aijournal").rglob("*") if path.is_file())
    assert title.encode() not in journal


def test_an_entry_whose_log_is_gone_still_has_a_name(cli: CommandLine, logs: Path) -> None:
    cli("import")
    for path in logs.rglob("*.jsonl"):
        path.unlink()
    assert "Claude Code" in cli("list", "--limit", "1").out


def test_text_from_logs_cannot_command_the_terminal(cli: CommandLine, logs: Path) -> None:
    for path in logs.rglob("*.jsonl"):
        text = path.read_text().replace('"content":"', '"content":"\\u001b]0;owned\\u0007\\u202e\\u009b2J')
        path.write_text(text)
    cli("import")
    cli("log", "a title #\u202eshop @\u2066tool +1")
    for command in ("list", "inbox", "show 1", "totals --by project", "value --by tool"):
        answer = cli(*command.split())
        assert answer.code == 0
        assert not set(answer.out) & set("\x1b\x07\x9b\u202e\u2066")
    assert "owned" in cli("list").out


def test_more_is_said(cli: CommandLine, entries: dict[str, str]) -> None:
    assert len(entries) == 3
    assert "--limit" in cli("list", "--limit", "2").out
    assert "--limit" not in cli("list").out


def test_empty_answers_say_what_to_do(cli: CommandLine) -> None:
    assert "aijournal import" in cli("list").out
    assert "Nothing waits" in cli("inbox").out


def test_the_inbox_shows_the_audit_sample_first(cli: CommandLine, logs: Path) -> None:
    assert cli("import", "claude-code", "--root", str(logs)).code == 0
    rows = cli.json("inbox")["rows"]
    picked = [row["audit"] for row in rows]
    assert picked == sorted(picked, reverse=True)
    waiting = len(rows)
    cli("assess", str(rows[0]["id"]), "--outcome", "+1")
    assert len(cli.json("inbox")["rows"]) == waiting - 1


def test_show_lists_every_call(cli: CommandLine, logs: Path) -> None:
    assert cli("import", "claude-code", "--root", str(logs)).code == 0
    row = cli.json("list", "--limit", "1")["rows"][0]
    assert cli("show", str(row["id"])).out.count("claude-") == row["calls"]


@pytest.mark.parametrize("option", ["--project", "--task", "--tag", "--model", "--tool"])
def test_bytes_that_are_no_text_match_nothing(cli: CommandLine, entries: dict[str, str], option: str) -> None:
    assert entries
    assert cli.ids("list", option, "\udcff") == []


def _charged(journal: Journal, usage: TokenUsage) -> int:
    """Import a prompt of whose two calls the tool says what it charged, and return its entry."""
    began = datetime(2026, 3, 2, 9, tzinfo=UTC)
    amounts = enumerate(("0.11", "0.310"))
    charges = [(place, Charge(Decimal(amount), "credit")) for place, amount in amounts]
    calls = tuple(Call(f"turn-{place}", began, usage, "auto", charges=(charge,)) for place, charge in charges)
    add(journal, replace(an_exchange(1, began, location=None), calls=calls), now=began)
    (entry,) = journal.entries(EVERYTHING, began, 2).rows
    return entry.interaction.id


@pytest.mark.parametrize(
    ("usage", "tokens"), [(TokenUsage(), "tokens unknown"), (TokenUsage(10, 0, 0, 2), "40")]
)
def test_what_a_tool_charged_stands_beside_the_tokens(
    cli: CommandLine, paths: Paths, usage: TokenUsage, tokens: str
) -> None:
    with Journal.open(paths, Settings(), ZoneInfo("UTC")) as journal:
        number = str(_charged(journal, usage))
    assert f"weighted tokens  {tokens} · 0.42 credits" in cli("show", number).out
    document = cli.json("show", number)
    assert document["charges"] == [{"unit": "credit", "amount": "0.42"}]
    (exchange,) = document["exchange_list"]
    assert exchange["charges"] == document["charges"]
    assert [call["charges"] for call in exchange["calls"]] == [
        [{"unit": "credit", "amount": "0.11"}],
        [{"unit": "credit", "amount": "0.31"}],
    ]
