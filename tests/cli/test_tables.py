"""Importing tables: `import csv FILE` and `import json FILE`."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from aijournal.importers.tables.mapping import Field
from aijournal.importers.tables.saved import load_mapping
from aijournal.paths import Paths
from tests.cli.command_line import CommandLine
from tests.importers.table_files import NOTE, write_lines, write_notes, write_table, write_usage

ODD = [
    ("Begonnen", "Programm", "Tokens rein", "Gefühl, heute"),
    ("2026-03-02 10:00", "Our Bot", "1200", "+1"),
]
MAP = "time=Begonnen,tool=Programm,input=Tokens rein,outcome=Gefühl, heute"


@pytest.fixture
def odd(tmp_path: Path) -> Path:
    """Return a table whose columns nobody can guess."""
    return write_table(tmp_path / "odd.csv", ODD)


def test_a_table_is_read_without_a_word_about_its_columns(cli: CommandLine, tmp_path: Path) -> None:
    path = write_notes(tmp_path, NOTE, ("soon", "", "x"))
    answer = cli("import", "csv", str(path), "--tool", "Our Bot")
    assert answer.code == 0
    assert "2 records: 1 imported, 0 duplicates, 0 ignored, 1 rejected" in answer.out
    assert "yours: what the table says went to 1 entry; 0 rows came" in answer.out
    assert f"{path}, line 3: an unreadable time" in answer.err
    (row,) = cli.json("list")["rows"]
    assert (row["source"], row["tool"], row["task"], row["title"]) == ("csv", "Our Bot", "debugging", None)
    assert (row["assessment"]["outcome"], row["assessment"]["door"]) == (2, "command_line")
    assert (
        cli.json("import", "csv", "--root", str(path), "--tool", "Our Bot")["sources"][0]["files_unchanged"]
        == 1
    )


def test_columns_can_be_named(cli: CommandLine, odd: Path) -> None:
    document = cli.json("import", "csv", str(odd), "--map", MAP)
    assert (document["judged"], document["passed_over"]) == (1, 0)
    assert [row["source"] for row in document["sources"]] == ["csv:our-bot"]
    (row,) = cli.json("list")["rows"]
    assert (row["tool"], row["input_tokens"], row["assessment"]["outcome"]) == ("Our Bot", 1200, 1)


def test_rows_that_name_no_tool_have_a_result_of_their_own(cli: CommandLine, odd: Path) -> None:
    write_table(odd, [*ODD, ("2026-03-03 10:00", "", "7", ""), ("soon", "Our Bot", "", "")])
    rows = cli.json("import", "csv", str(odd), "--map", MAP)["sources"]
    assert [(row["source"], row["imported"], row["rejected"]) for row in rows] == [
        ("csv", 1, 0),
        ("csv:our-bot", 1, 1),
    ]
    again = cli("import", "csv", str(write_table(odd, ODD)), "--map", MAP).out
    assert again.startswith("csv:our-bot: ")


def test_a_dry_run_shows_what_it_makes_of_the_table_and_keeps_nothing(
    cli: CommandLine, tmp_path: Path
) -> None:
    path = write_table(
        tmp_path / "t.csv",
        [
            ("Time", "Model", "Title", "Input tokens", "Credits", "Cost", "Outcome", "Net minutes", "Tags"),
            ("2026-03-02T14:05:00Z", "acme-1", "Fix \x1b[31mit", "1200", "1.50", "$0.12", "+2", "20", "ci"),
            ("soon", "acme-1", "", "", "", "", "", "", ""),
        ],
    )
    answer = cli("import", "csv", str(path), "--tool", "our bot", "--unit", "ACU", "--dry-run")
    assert answer.code == 0
    shown = " ".join(answer.out.split())
    assert "Input tokens input 1200" in shown
    assert "our bot acme-1 Fix [31mit 1 200 in 1.5 ACU $0.12 +2 +20 min #ci" in shown.replace("\u202f", " ")
    assert "3 rejected: an unreadable time" in shown
    assert "nothing was kept" in shown
    assert "\x1b" not in answer.out
    assert cli.ids("list") == []


def test_a_mapping_is_saved_and_is_a_source_of_its_own(cli: CommandLine, odd: Path, paths: Paths) -> None:
    assert (
        cli(
            "import",
            "csv",
            str(odd),
            "--map",
            MAP,
            "--map",
            "tool=",
            "--tool",
            "Our Bot",
            "--save",
            "our-bot",
        ).code
        == 0
    )
    mapping = load_mapping(paths.mappings, "our-bot")
    assert (mapping.tool, mapping.columns[Field.TIME]) == ("Our Bot", "Begonnen")
    write_table(odd, [*ODD, ("2026-03-03 10:00", "x", "7", "")])
    (row,) = cli.json("import", "csv", str(odd), "--mapping", "our-bot")["sources"]
    assert (row["source"], row["exchanges_new"], row["duplicates"]) == ("our-bot", 1, 0)
    assert {row["tool"] for row in cli.json("list")["rows"]} == {"Our Bot"}


def test_a_dry_run_saves_no_mapping(cli: CommandLine, odd: Path, paths: Paths) -> None:
    assert cli("import", "csv", str(odd), "--map", MAP, "--save", "our-bot", "--dry-run").code == 0
    assert not paths.mappings.exists()


def test_titles_are_kept_when_asked_for(cli: CommandLine, tmp_path: Path) -> None:
    assert cli("import", "csv", str(write_notes(tmp_path)), "--keep-titles").code == 0
    assert cli.json("list")["rows"][0]["title"] == "Fixed a flaky test"


def test_titles_are_read_from_the_table_where_they_are_shown(cli: CommandLine, tmp_path: Path) -> None:
    path = write_notes(tmp_path)
    assert cli("import", "csv", str(path), "--tool", "Our Bot").code == 0
    (entry_id,) = cli.ids("list")
    for command in (["list"], ["show", entry_id]):
        assert "Fixed a flaky test" in cli(*command).out
    path.unlink()
    assert "Fixed a flaky test" not in cli("list").out


def test_titles_of_a_table_that_has_a_name_wait_in_the_inbox(cli: CommandLine, odd: Path) -> None:
    write_table(odd, [("Begonnen", "Was"), (f"{datetime.now(UTC):%Y-%m-%d %H:%M}", "Wrote the tests")])
    columns = ("--map", "time=Begonnen,title=Was", "--tool", "Our Bot", "--save", "our-bot")
    assert cli("import", "csv", str(odd), *columns).code == 0
    assert "Wrote the tests" in cli("inbox").out


def test_a_verdict_in_a_table_is_one_of_its_own_time(cli: CommandLine, tmp_path: Path) -> None:
    assert cli("import", "csv", str(write_notes(tmp_path))).code == 0
    (row,) = cli.json("list")["rows"]
    assert row["assessment"]["assessed_at"] == row["ended_at"]


def test_json_and_several_tables(cli: CommandLine, tmp_path: Path) -> None:
    lines = write_lines(tmp_path / "a.jsonl", {"id": "row-0001", "at": "2026-03-02T10:00:00Z", "tokens": 7})
    other = tmp_path / "b.json"
    other.write_text(json.dumps({"data": [{"id": "row-0002", "at": "2026-03-02T10:00:00Z"}]}))
    rows = cli.json("import", "json", str(lines), str(other))["sources"]
    assert [(row["source"], row["exchanges_new"]) for row in rows] == [("json", 1), ("json", 1)]


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["csv"], 2, "Name the table"),
        (["csv", "gone.csv"], 1, "gone.csv"),
        (["csv", "{odd}"], 2, "Name it, as in: --map time=COLUMN"),
        (["csv", "{odd}", "--map", "time=Started"], 2, "has no “Started”; it has: Begonnen, Programm"),
        (["csv", "{odd}", "--map", "when=Begonnen"], 2, "the fields are: time, date"),
        (["csv", "{odd}", "--map", "time"], 2, "field=Column"),
        (["csv", "{odd}", "--map", "time=Begonnen,title=Begonnen"], 2, "one field only"),
        (["csv", "{odd}", "--map", MAP, "--save", "No Name"], 1, "small letters"),
        (["csv", "{odd}", "--map", MAP, "--save", "claude-code"], 1, "a source of its own"),
        (["csv", "{odd}", "--mapping", "gone"], 1, "There is none named gone"),
        (["claude-code", "--tool", "x"], 2, "Columns are those of tables"),
        (["nonsense"], 2, "nonsense"),
        (["claude-code", "csv"], 2, "csv"),
        (["csv", "{folder}"], 1, "{folder}"),
    ],
)
def test_what_cannot_be_done_says_why(
    cli: CommandLine, odd: Path, arguments: list[str], code: int, words: str
) -> None:
    places = {"odd": str(odd), "folder": str(odd.parent)}
    answer = cli("import", *(one.format(**places) for one in arguments))
    assert (answer.code, answer.out) == (code, "")
    assert words.format(**places) in answer.err
    assert cli.ids("list") == []


def test_usage_is_grouped_and_weighed(cli: CommandLine, tmp_path: Path) -> None:
    assert cli("import", "csv", str(write_usage(tmp_path)), "--tool", "acme").code == 0
    total = cli.json("totals")["total"]
    assert (total["calls"], total["input_tokens"], total["output_tokens"]) == (1, 1200, 80)
