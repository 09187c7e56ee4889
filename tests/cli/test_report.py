"""`report`: what it refuses to write, and what it says beside what it wrote."""

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from aijournal.domain.review import ReviewText
from aijournal.errors import ExitCode
from aijournal.export.formats import ReportFormat, untold
from aijournal.export.include import Include
from aijournal.journal.journal import Journal
from aijournal.paths import Paths
from aijournal.settings import Settings
from tests.cli.command_line import CommandLine
from tests.processes import environment

KEY = "sk-ant-api03-abcdefghijklmnop0a1B2c3D4e5F"
LOOK = "Look at them, then run it again with --seen."


def _log(cli: CommandLine, *lines: str) -> CommandLine:
    for line in lines:
        assert cli("log", line).code == 0
    return cli


def _asked(kind: str, *parts: str) -> list[str]:
    return ["report", "--format", str(kind), *(f"--include={part}" for part in parts)]


@pytest.fixture
def pasted(cli: CommandLine) -> CommandLine:
    """Fill a journal with words that hold a key, an address of a person and the name of a project."""
    return _log(
        cli,
        f'"rotated {KEY}" #shop @claude +1 5m 1k 2026-03-02',
        '"asked dev@client.example" #shop @claude +1 5m 1k 2026-03-03',
        '"tidied lantern up" #lantern @claude +1 5m 1k 2026-03-04',
    )


@pytest.mark.skipif(sys.platform == "win32", reason="terminals of another kind")
@pytest.mark.parametrize(("kind", "code"), [("pdf", ExitCode.USAGE), ("md", ExitCode.DONE)])
def test_a_terminal_is_shown_no_pdf(home: Path, kind: str, code: ExitCode) -> None:
    terminal, shown = os.openpty()
    ended = subprocess.run(
        [sys.executable, "-m", "aijournal", "report", "--format", kind],
        cwd=home,
        env=environment(),
        stdout=shown,
        stderr=subprocess.PIPE,
        timeout=60,
        check=False,
    )
    os.close(shown)
    os.close(terminal)
    assert ended.returncode == code
    assert (b"--out" in ended.stderr) is (kind == "pdf")


def test_a_pipe_gets_the_pdf(home: Path) -> None:
    command = [sys.executable, "-m", "aijournal", "report", "--format", "pdf"]
    piped = subprocess.run(command, cwd=home, env=environment(), capture_output=True, timeout=60, check=True)
    assert (piped.stdout[:5], piped.stderr) == (b"%PDF-", b"")


@pytest.mark.parametrize("kind", ReportFormat)
def test_a_part_that_the_format_does_not_tell_is_named_in_one_line(
    cli: CommandLine, home: Path, kind: str
) -> None:
    answer = cli(*_asked(kind, *Include), "--out", str(home / "out"))
    left = [str(part) for part in untold(Include, ReportFormat(kind))]
    assert answer.code == 0
    assert left
    said = answer.err.splitlines()[0]
    assert said.rstrip(".").split(": ")[1].split(", ") == left


def test_parts_that_are_told_need_no_word(cli: CommandLine) -> None:
    assert cli(*_asked("md", "names", "tokens", "cost")).err == ""
    assert cli(*_asked("csv", "titles", "notes")).err == ""


def test_the_help_says_which_format_tells_which_part(cli: CommandLine) -> None:
    shown = " ".join(cli("report", "--help").out.split())
    assert "models, notes, paths, titles only in csv" in shown
    assert "cost, signals only in md, html, pdf, json" in shown
    assert "--seen" in shown
    assert "aijournal help review" in shown


def test_the_help_text_names_every_part_and_every_format(cli: CommandLine) -> None:
    text = cli("help", "review").out
    for name in (*Include, *ReportFormat):
        assert f"`{name}`" in text


def test_nothing_found_in_words_is_written_before_it_was_seen(pasted: CommandLine, home: Path) -> None:
    file = home / "report.csv"
    asked = (*_asked("csv", "titles"), "--out", str(file))
    refused = pasted(*asked)
    assert (refused.code, refused.out, file.exists()) == (ExitCode.USAGE, "", False)
    assert refused.err.splitlines() == [
        "1  title  key  sk-a…",
        "2  title  e-mail address  dev@…",
        "3  title  own name  la…",
        f"Nothing was written: 3 found in words that would leave. {LOOK}",
    ]
    assert KEY not in refused.err
    written = pasted(*asked, "--seen")
    assert (written.code, written.out) == (0, "")
    assert KEY in file.read_text()


def test_names_that_are_told_are_no_finding(pasted: CommandLine) -> None:
    refused = pasted(*_asked("csv", "titles", "names"))
    assert refused.code == ExitCode.USAGE
    assert "own name" not in refused.err


@pytest.mark.parametrize("kind", ReportFormat)
def test_what_only_stands_in_the_journal_holds_nothing_up(pasted: CommandLine, home: Path, kind: str) -> None:
    answer = pasted(*_asked(kind, "tokens", "times"), "--out", str(home / "out"))
    assert (answer.code, answer.err) == (0, f"Written to {home / 'out'}\n")


@pytest.mark.parametrize("kind", ReportFormat)
def test_a_name_that_is_told_is_looked_through_in_every_format(
    cli: CommandLine, home: Path, kind: str
) -> None:
    days = [f"2026-03-{day:02}" for day in range(2, 8)]
    _log(cli, *(f'"work" @claude bottleneck:dev@client.example +1 5m 1k {day}' for day in days))
    out = ("--out", str(home / "out"))
    assert cli(*_asked(kind), *out).code == 0
    refused = cli(*_asked(kind, "names"), *out)
    assert (refused.code, refused.out) == (ExitCode.USAGE, "")
    assert "e-mail address" in refused.err
    assert "client" not in refused.err
    assert cli(*_asked(kind, "names"), *out, "--seen").code == 0


def test_only_the_first_are_listed(cli: CommandLine) -> None:
    _log(cli, *(f'"asked dev{number}@client.example" @claude +1 2026-03-02' for number in range(23)))
    lines = cli(*_asked("csv", "titles")).err.splitlines()
    assert len(lines) == 22
    assert lines[20] == "and 3 more"
    assert "23 found" in lines[21]


def test_the_mirror_s_questions_are_told_only_where_they_are_asked_for(cli: CommandLine) -> None:
    for number in range(12):
        assert cli("log", "asked @claude +1 10m 100k need:knew 2026-03-02").code == 0, number
    asked = ("--to", "2026-03-05", "--format")
    for kind in ("md", "html", "json"):
        plain, told = cli("report", *asked, kind), cli("report", *asked, kind, "--include", "signals")
        assert "Questions I asked myself" not in plain.out
        assert "Questions I asked myself" in told.out
        assert "100 % of the tokens went into answers you already knew" in told.out
    assert cli("report", *asked, "csv", "--include", "signals").err.startswith("Not told in csv")


def _write(paths: Paths, text: str) -> None:
    now = datetime(2026, 3, 5, tzinfo=UTC)
    with Journal.open(paths, Settings(), ZoneInfo("UTC")) as journal:
        journal.review.say(ReviewText.LEARNED, text, now)
        journal.kept_names.add("Quillwort", now)


@pytest.mark.parametrize("kind", ["md", "html", "json"])
def test_what_was_written_for_a_review_is_told_by_the_command_too(
    cli: CommandLine, paths: Paths, kind: str
) -> None:
    _write(paths, "Short prompts with the failing test in them")
    assert "Short prompts with the failing test in them" in cli(*_asked(kind)).out


def test_a_name_that_is_not_to_leave_is_found_wherever_it_would(cli: CommandLine, paths: Paths) -> None:
    _write(paths, "Ask at quillwort first")
    _log(cli, '"a call with Quillwort" @claude +1 2026-03-02')
    refused = cli(*_asked("md"))
    assert (refused.code, refused.out) == (ExitCode.USAGE, "")
    assert refused.err.startswith("learned  own name  qui…\n")
    assert cli(*_asked("csv", "titles")).err.startswith("1  title  own name  Qui…\n")
    assert cli(*_asked("csv")).code == 0, "a table has no words for the review"
    assert "Ask at quillwort first" in cli(*_asked("md"), "--seen").out
