"""Figures in words: none without its range, its count, its coverage, or what holds it back."""

from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from aijournal.cli.text import number
from aijournal.domain.assessment import Door
from aijournal.domain.entry_line import parse_entry_line
from aijournal.domain.tokens import TokenWeights
from aijournal.journal.journal import Journal
from aijournal.paths import Paths
from aijournal.settings import Settings, save_settings
from tests.cli.command_line import CommandLine
from tests.importers.table_files import CALL, write_usage

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
    assert "Rework was not stated for 30 of 30 interactions with net minutes, and counts as none." in out


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
    assert f"{total['calls']} calls do not have all of their tokens on record; unknown is not 0" in out
    assert total["weighted_tokens"] is None
    assert f"≥ {number(total['weighted_at_least'])}" in out


def test_a_table_without_columns_of_a_cache_has_a_lower_bound_of_weighted_tokens(
    cli: CommandLine, tmp_path: Path
) -> None:
    assert cli("import", "csv", str(write_usage(tmp_path)), "--tool", "acme").code == 0
    total = cli.json("totals")["total"]
    assert (total["weighted_tokens"], total["weighted_at_least"]) == (None, 1200 + 5 * 80)
    assert (total["calls_without_tokens"], total["cache_read_tokens"]) == (1, None)
    assert cli.json("value")["total"]["weighted_tokens"] in (None, 0)
    out = cli("totals").out
    assert "≥ 1\u202f600" in out
    assert "1 call does not have all of its tokens on record" in out
    for command in (["list"], ["show", *cli.ids("list")]):
        assert "≥ 1\u202f600" in cli(*command).out


def test_charges_stand_beside_the_sums(cli: CommandLine, tmp_path: Path) -> None:
    rows = [CALL, ("2026-03-03T09:00:00Z", "req-0002-b", "acme-small", "10", "8", "0.25")]
    path = str(write_usage(tmp_path, *rows))
    assert "charged" not in cli("totals").out
    assert cli("import", "csv", path, "--tool", "acme", "--unit", "ACU").code == 0
    document = cli.json("totals", "--by", "model")
    charged = {row["key"]: row["charges"] for row in [*document["rows"], document["total"]]}
    assert charged == {
        "acme-large": [{"unit": "ACU", "amount": "1.5"}],
        "acme-small": [{"unit": "ACU", "amount": "0.25"}],
        None: [{"unit": "ACU", "amount": "1.75"}],
    }
    assert cli.json("totals", "--from", "2026-03-03")["total"]["charges"] == charged["acme-small"]
    lines = cli("totals", "--by", "model").out.splitlines()
    assert lines[0].split()[-1] == "charged"
    assert [line.split()[-2:] for line in lines[1:4]] == [["1.5", "ACU"], ["0.25", "ACU"], ["1.75", "ACU"]]


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
    asked = ("report", "--from", "2026-03-04", "--to", "2026-03-05")
    assert "2026-03-04 to 2026-03-05" in judged(*asked, "--include", "times").out
    out = judged(*asked).out
    assert "Period: 2026-03\n" in out
    assert "6 interactions" in out or "of 6" in out


def test_tokens_and_cost_are_in_a_report_only_if_asked_for(judged: CommandLine) -> None:
    assert "list prices" not in judged("report").out
    assert "list prices" in judged("report", "--include", "cost").out
    both = judged("report", "--include", "cost", "--include", "tokens").out
    assert "weighted;" in both


def test_nothing_a_person_wrote_is_in_a_report(judged: CommandLine) -> None:
    judged("log", "zebra secret title #zebra tag:zebra bottleneck:zebra +1 5m 1k 2026-03-03")
    for kind in ("md", "html", "json"):
        assert (
            "zebra" not in judged("report", "--format", kind, "--include", "cost", "--include", "tokens").out
        )


def _said(cli: CommandLine, *lines: str) -> CommandLine:
    for line in lines:
        assert cli("log", line).code == 0
    return cli


@pytest.mark.parametrize("by", ["day", "week", "interaction"])
def test_groups_too_short_for_a_range_share_one_line(judged: CommandLine, by: str) -> None:
    out = judged("value", "--by", by).out
    assert out.count("each shows its net minutes and counts.") == 1
    assert " needs " not in out
    assert "pace" not in out


def test_a_month_that_is_over_names_no_pace(judged: CommandLine) -> None:
    asked = ("value", "--project", "maps", "--to", "2026-03-31")
    for answer in (judged(*asked, "--by", "month"), judged(*asked)):
        assert "Value per token needs 14 more interactions" in answer.out
        assert "pace" not in answer.out
    assert judged("report", "--from", "2026-03-04", "--to", "2026-03-11").out.count("pace") == 0


def test_a_period_that_is_too_short_says_so(judged: CommandLine) -> None:
    out = judged("value", "--from", "2026-03-02", "--to", "2026-03-06").out
    assert "Value per token needs 8 days, more than the 5 there are here." in out
    assert "more interaction" not in out


def test_a_table_and_its_sentence_say_the_same_digits(judged: CommandLine) -> None:
    total = judged.json("value", "--project", "shop")["total"]
    point, low, high = (f"{total[name]:.0f}" for name in ("vpt", "vpt_low", "vpt_high"))
    out = judged("value", "--project", "shop", "--by", "project").out
    assert f"{point} ({low} … {high})" in out
    assert f"{point}, between {low} and {high}," in out


def test_rework_that_was_taken_off_is_said(cli: CommandLine) -> None:
    _said(cli, "work +1 15m 1k")
    cli("assess", "1", "--rework", "30m")
    document = cli.json("value")["total"]
    assert (document["net_minutes"], document["reworked"], document["rework_minutes"]) == (-15, 1, 30)
    out = cli("value").out
    assert "Net minutes saved: −15 (−15 min), from 1 " in out
    assert "Net minutes are less the rework stated for 1 interaction: 30 min." in out


def test_few_verdicts_are_no_rate(cli: CommandLine) -> None:
    _said(cli, *["work #shop +1"] * 5, "work #maps +1", "work #maps -1", "work #docs")
    lines = cli("value", "--by", "project").out.splitlines()
    start = next(place for place, line in enumerate(lines) if line.startswith("in the light of all"))
    assert "helped, as counted" in lines[start]
    shop, maps = lines[start + 1 : start + 3]
    assert (shop.split()[0], "…" in shop) == ("shop", True)
    assert maps.split() == ["maps", "few", "(2)", "–", "few", "(2)", "2"]
    rows = {row["key"]: row for row in cli.json("value", "--by", "project")["rows"]}
    assert [rows[key]["few"] for key in ("shop", "maps", "docs")] == [False, True, True]
    low, point, high = (rows["shop"][f"helped_shrunk{end}"] for end in ("_low", "", "_high"))
    assert low < point < high


@pytest.mark.parametrize("rated", [("work #shop +1",) * 6, ("work #shop +1", "work #maps +1")])
def test_groups_that_cannot_be_compared_have_no_second_table(
    cli: CommandLine, rated: tuple[str, ...]
) -> None:
    _said(cli, *rated, "work #docs")
    out = cli("value", "--by", "project").out
    assert "in the light of all" not in out
    assert "Only one of these" not in out


def test_a_known_zero_is_not_unknown(cli: CommandLine) -> None:
    _said(cli, *["work #shop +1 5m 0k"] * 5)
    out = cli("value", "--by", "project").out
    assert "none used" in out.splitlines()[1]
    assert "5 of 5 rated, no tokens used." in out
    assert "tokens unknown" not in out


@pytest.mark.parametrize("command", ["value", "trend"])
def test_weights_of_ones_own_are_told(judged: CommandLine, paths: Paths, command: str) -> None:
    note = "Tokens are weighed by your own weights, not the default ones:"
    assert note not in judged(command).out
    save_settings(paths.settings, Settings(weights=TokenWeights(output=4.0)))
    assert judged(command).out.count(note) == 1
    assert judged.json("value")["weights"]["output"] == 4.0


def test_an_answer_says_what_its_figures_rest_on(judged: CommandLine) -> None:
    total = judged.json("value")["total"]
    assert (total["valued"], total["paired"], total["priced"], total["weighed"]) == (30, 30, 0, 30)
    assert (total["rework_unknown"], total["new_work"], total["without_weight"]) == (30, 0, 0)
    assert (total["audited"], total["audited_rated"]) == (0, 0)
