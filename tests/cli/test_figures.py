"""Figures in words: none without its range, its count, its coverage, or what holds it back."""

from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from aijournal.domain.assessment import Door
from aijournal.domain.entry_line import parse_entry_line
from aijournal.journal.journal import Journal
from aijournal.paths import Paths
from aijournal.settings import Settings
from tests.cli.command_line import CommandLine

FIRST = date(2026, 3, 2)


@pytest.fixture
def judged(cli: CommandLine, paths: Paths, zone: ZoneInfo) -> CommandLine:
    """Thirty entries on ten days, with minutes and tokens, on two projects."""
    now = datetime.now(zone)
    with Journal.open(paths, Settings(), zone) as journal:
        for number in range(30):
            day = FIRST + timedelta(days=number % 10)
            project = "shop" if number < 24 else "maps"
            verdict = f"+1 {20 + number % 7}m" if number % 5 else "-1 -10m"
            line = f"work #{project} @claude {verdict} {100 + number}k {day} {8 + number % 9}:00"
            journal.log(parse_entry_line(line, now), now, Door.QUICK_LOG)
    return cli


def test_value_stands_with_its_range_count_and_coverage(judged: CommandLine) -> None:
    total = judged.json("value")["total"]
    assert total["vpt_low"] < total["vpt"] < total["vpt_high"]
    out = judged("value").out
    low, high = f"{total['vpt_low']:.0f}", f"{total['vpt_high']:.0f}"
    assert f"million weighted tokens: {total['vpt']:.0f}, between {low} and {high}, from 30 with" in out
    assert "on 10 days" in out
    assert "if unjudged work brought nothing" in out
    assert "Helped 80 %, between " in out
    assert "Felt; 30 of 30 rated, 100 % of tokens." in out
    assert "Rework was not stated for 30 of 30 and counts nothing there." in out


def test_each_group_says_what_holds_its_figures_back(judged: CommandLine) -> None:
    lines = judged("value", "--by", "project").out.splitlines()
    shop = next(line for line in lines if line.startswith("shop"))
    maps = next(line for line in lines if line.startswith("maps "))
    assert "held back" not in shop
    assert "(" in shop
    assert "held back" in maps
    needs = next(line for line in lines if line.startswith("maps: "))
    assert "more interactions" in needs


def test_groups_are_shown_in_the_light_of_all_of_them(judged: CommandLine) -> None:
    rows = {row["key"]: row for row in judged.json("value", "--by", "project")["rows"]}
    for row in rows.values():
        raw = row["helped"] / row["rated"]
        assert min(raw, 0.8) <= row["helped_shrunk"] <= max(raw, 0.8)
    out = judged("value", "--by", "project").out
    assert "in the light of all" in out
    assert "helped_shrunk" not in judged.json("value", "--by", "day")["rows"][0]


def test_totals_stand_in_columns(judged: CommandLine) -> None:
    lines = judged("totals", "--by", "project").out.splitlines()
    assert [line.split()[0] for line in lines[1:4]] == ["maps", "shop", "all"]
    assert len({len(line) for line in lines[:4]}) == 1


def test_calls_without_a_price_and_without_tokens_are_said(cli: CommandLine, logs: Path) -> None:
    for path in logs.rglob("*.jsonl"):
        path.write_text(
            path.read_text().replace('"claude-', '"homegrown-').replace('"output_tokens":', '"o":')
        )
    cli("import")
    total = cli.json("totals")["total"]
    assert total["calls_without_tokens"] == total["calls"] > 0
    assert total["output_tokens"] is None
    out = cli("totals").out
    assert "no tokens on record; unknown is not 0" in out


def test_a_lower_bound_is_marked(cli: CommandLine, logs: Path) -> None:
    for path in logs.rglob("*.jsonl"):
        text = path.read_text()
        for reason in ("tool_use", "end_turn"):
            text = text.replace(f'"stop_reason":"{reason}"', '"stop_reason":null')
        path.write_text(text)
    cli("import")
    assert cli.json("totals")["total"]["output_is_lower_bound"] is True
    assert "≥" in cli("totals").out


def test_a_report_goes_to_stdout_or_to_a_file_alike(judged: CommandLine, home: Path) -> None:
    printed = judged("report", "--format", "md")
    assert printed.code == 0
    file = home / "report.md"
    written = judged("report", "--format", "md", "--out", str(file))
    assert (written.code, written.out) == (0, "")
    assert str(file) in written.err
    assert file.read_text() == printed.out
    assert printed.out.startswith("# ")


def test_a_report_covers_the_period_that_was_asked_for(judged: CommandLine) -> None:
    out = judged("report", "--from", "2026-03-04", "--to", "2026-03-05").out
    assert "2026-03-04 to 2026-03-05" in out
    assert "6 interactions" in out or "of 6" in out


def test_tokens_and_cost_are_in_a_report_only_if_asked_for(judged: CommandLine) -> None:
    assert "list prices" not in judged("report").out
    assert "list prices" in judged("report", "--include", "cost").out
    both = judged("report", "--include", "cost", "--include", "tokens").out
    assert "weighted;" in both


def test_nothing_a_person_wrote_is_in_a_report(judged: CommandLine) -> None:
    judged("log", "zebra secret title #zebra tag:zebra bottleneck:zebra +1 5m 1k 2026-03-03")
    assert "zebra" not in judged("report", "--include", "cost", "--include", "tokens").out
