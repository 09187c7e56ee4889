"""Filters by name: every spelling is understood, and a name that nothing carries is told."""

from pathlib import Path

import click
import pytest

from aijournal.cli.commands.reading import list_command
from aijournal.cli.options import complete_source
from aijournal.paths import Paths
from tests.cli.command_line import CommandLine
from tests.importers.table_files import write_table, write_usage

COMMANDS = ["list", "totals", "value", "trend"]
_CONTEXT = click.Context(list_command)


@pytest.fixture
def work(cli: CommandLine) -> CommandLine:
    cli("log", "one #shop-api @claude/Opus !debugging tag:ci +1 20m 10k")
    cli("log", "two #maps @HomeGrown !tests +1")
    return cli


@pytest.mark.parametrize(
    ("option", "typed"),
    [
        ("--tool", "ClaudeCode"),
        ("--tool", "claude_code"),
        ("--task", "Debugging"),
        ("--project", "Shop API"),
        ("--tag", "CI"),
        ("--model", "opus"),
    ],
)
def test_case_and_what_is_between_words_do_not_matter(work: CommandLine, option: str, typed: str) -> None:
    assert [row["title"] for row in work.json("list", option, typed)["rows"]] == ["one"]
    assert work.json("totals", option, typed)["total"]["interactions"] == 1
    assert work.json("value", option, typed)["total"]["interactions"] == 1
    assert "No entries" not in work("trend", option, typed).out


@pytest.mark.parametrize("command", COMMANDS)
def test_every_source_that_was_read_is_known(
    cli: CommandLine, tmp_path: Path, paths: Paths, command: str
) -> None:
    path = str(write_usage(tmp_path))
    assert cli("import", "csv", path, "--tool", "acme", "--save", "acme-usage").code == 0
    for source in ("acme-usage", "csv", "json", "claude-code"):
        assert cli(command, "--source", source).code == 0
    assert cli.json("list", "--source", "acme-usage")["rows"][0]["source"] == "acme-usage"
    assert "acme-usage" in complete_source(_CONTEXT, _CONTEXT.command.params[0], "ac")
    assert paths.mappings.exists()


def test_a_table_s_rows_by_tool_are_offered_where_it_has_no_others(cli: CommandLine, tmp_path: Path) -> None:
    rows = [("Time", "Tool", "Tokens"), ("2026-03-02 10:00", "Our Bot", "1200")]
    assert cli("import", "csv", str(write_table(tmp_path / "t.csv", rows))).code == 0
    assert len(cli.ids("list", "--source", "csv:our-bot")) == 1
    assert cli("list", "--source", "csv").out == "No entries match. Did you mean csv:our-bot?\n"


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(
    ("typed", "hint"),
    [("claude-cod", "Did you mean claude-code?"), ("zebra", "`aijournal sources` lists those of tools.")],
)
def test_a_source_that_nothing_was_read_from_is_refused(
    work: CommandLine, command: str, typed: str, hint: str
) -> None:
    answer = work(command, "--source", typed)
    assert (answer.code, answer.out) == (2, "")
    assert f"“{typed}”. {hint}" in answer.err


def test_a_tool_of_ones_own_is_found_however_it_is_spelled(work: CommandLine) -> None:
    assert work.json("value", "--tool", "home grown")["total"]["interactions"] == 1


def test_names_that_differ_in_case_alone_are_told_apart(work: CommandLine) -> None:
    work("log", "three #Maps +1")
    assert [row["title"] for row in work.json("list", "--project", "Maps")["rows"]] == ["three"]
    assert work.json("list", "--project", "MAPS")["rows"] == []


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(
    ("option", "typed", "meant"),
    [
        ("--task", "debuging", "debugging"),
        ("--project", "shopapi2", "shop-api"),
        ("--tool", "claud-code", "claude-code"),
        ("--tag", "cii", "ci"),
    ],
)
def test_the_nearest_name_is_offered(
    work: CommandLine, command: str, option: str, typed: str, meant: str
) -> None:
    answer = work(command, option, typed)
    assert answer.code == 0
    assert answer.out == f"No entries match. Did you mean {meant}?\n"


@pytest.mark.parametrize("command", COMMANDS)
def test_a_name_unlike_any_is_told_without_a_guess(work: CommandLine, command: str) -> None:
    assert work(command, "--project", "zebra").out == "No entries match.\n"
    assert work(command, "--project", "maps", "--task", "debugging").out == "No entries match.\n"


@pytest.mark.parametrize("command", ["list", "totals", "value"])
def test_an_empty_journal_says_how_to_begin(cli: CommandLine, command: str) -> None:
    assert "`aijournal import`" in cli(command, "--project", "zebra").out
    assert "`aijournal import`" in cli(command).out


def test_a_trend_of_nothing_says_so_in_its_document(work: CommandLine) -> None:
    document = work.json("trend", "--project", "zebra")
    assert document["guard"] == document["sentence"] == "No entries match."


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["value", "--by", "task", "--by", "tool"], "--by"),
        (["value", "--by=task", "--by=task"], "--by"),
        (["list", "--rated", "--unrated"], "--rated and --unrated"),
        (["list", "--project", "maps", "--project", "shop"], "--project"),
        (["trend", "--from", "2026-01-01", "--from", "2026-02-01"], "--from"),
        (["totals", "--unrated", "--rated"], "--rated and --unrated"),
        (["assess", "1", "--again", "--not-again"], "--again and --not-again"),
        (["assess", "1", "--net", "5", "--net", "6"], "--net"),
    ],
)
def test_two_answers_to_one_question_are_wrong_usage(
    work: CommandLine, arguments: list[str], named: str
) -> None:
    answer = work(*arguments)
    assert (answer.code, answer.out) == (2, "")
    assert f"{named} can be given only once." in answer.err


def test_what_may_be_said_again_may(work: CommandLine) -> None:
    assert work("list", "--json", "--json").code == 0
    assert work("report", "--include", "cost", "--include", "tokens").code == 0


def test_signs_tell_names_apart(work: CommandLine) -> None:
    work("log", 'four #"C++" +1')
    assert work.json("list", "--project", "C#")["rows"] == []
    assert [row["title"] for row in work.json("list", "--project", "c++")["rows"]] == ["four"]


@pytest.mark.parametrize("command", [*COMMANDS, "mirror"])
def test_a_document_says_which_name_was_meant(work: CommandLine, command: str) -> None:
    document = work.json(command, "--project", "Shop API", "--task", "Debugging", "--tag", "ci")
    assert document["meant"] == {"project": "shop-api", "task": "debugging"}
    assert "meant" not in work.json(command, "--project", "shop-api")
