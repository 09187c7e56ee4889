"""`export`, and `import aijournal FILE`."""

import json
import os
import sys
from pathlib import Path

import pytest

from aijournal.__main__ import draw_pdf
from aijournal.cli.session import start_session
from aijournal.errors import ExitCode
from aijournal.paths import HOME_VARIABLE
from tests.cli.command_line import CommandLine


@pytest.fixture
def filled(cli: CommandLine, logs: Path) -> CommandLine:
    assert logs.exists()
    cli("import", "claude-code")
    cli("log", "by hand #shop @chatgpt +1 5m tag:ci")
    for number in cli.ids("list")[1:4]:
        cli("assess", number, "--outcome=+1", "--net", "15")
    return cli


def move(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Let commands work upon an empty place from now on."""
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path / "elsewhere"))


def test_a_journal_moves_to_another_place(
    filled: CommandLine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    out = tmp_path / "all.jsonl"
    answer = filled("export", "--out", str(out))
    assert (answer.code, answer.out) == (0, "")
    assert str(out) in answer.err
    assert out.stat().st_mode & 0o777 == 0o600
    asked = (["list"], ["totals", "--by", "day"], ["value"], ["inbox"], ["mirror"], ["show", "1"])
    before = [filled.json(*one) for one in asked]
    move(monkeypatch, tmp_path)
    document = filled.json("import", "aijournal", str(out))
    (row,) = document["sources"]
    lines = out.read_text(encoding="utf-8").count("\n")
    assert (row["source"], row["records"], row["imported"]) == ("aijournal", lines - 2, lines - 2)
    assert document["different"] == 0
    assert [filled.json(*one) for one in asked] == before
    assert filled("export", "--out", "-").out.encode() == out.read_bytes()


def test_stdout_holds_the_export_and_nothing_else(filled: CommandLine) -> None:
    answer = filled("export", "--out", "-")
    documents = [json.loads(line) for line in answer.out.splitlines()]
    assert (documents[0]["kind"], documents[-1]["kind"], answer.err) == ("aijournal", "end", "")


def test_a_dry_run_keeps_nothing(
    filled: CommandLine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    out = str(tmp_path / "all.jsonl")
    filled("export", "--out", out)
    move(monkeypatch, tmp_path)
    answer = filled("import", "aijournal", "--root", out, "--dry-run")
    assert "nothing was kept" in answer.out
    assert "would be new" in answer.out
    assert filled.json("list")["rows"] == []


def test_what_is_told_otherwise_here_is_counted(filled: CommandLine, tmp_path: Path) -> None:
    out = str(tmp_path / "all.jsonl")
    filled("export", "--out", out)
    filled("assess", filled.ids("list", "--rated")[0], "--outcome=-2")
    before = filled.json("list")
    answer = filled("import", "aijournal", out)
    assert "different: 1 record says something else here, which stayed" in answer.out
    assert filled.json("list") == before


def test_hostile_lines_are_named(filled: CommandLine, tmp_path: Path) -> None:
    out = tmp_path / "all.jsonl"
    filled("export", "--out", str(out))
    *lines, last = out.read_bytes().splitlines(keepends=True)
    out.write_bytes(b"".join([*lines[:2], b"\x1b[31m\n", *lines[2:], last]))
    answer = filled("import", "aijournal", str(out))
    assert (answer.code, answer.out) == (ExitCode.FAILED, "")
    assert f"line {len(lines) + 2} counts" in answer.err
    assert len(answer.err.splitlines()) == 1


def test_an_export_of_a_newer_version_is_refused(cli: CommandLine, tmp_path: Path) -> None:
    out = tmp_path / "all.jsonl"
    out.write_text('{"kind":"aijournal","schema":2}\n', encoding="utf-8")
    answer = cli("import", "aijournal", str(out))
    assert (answer.code, answer.out) == (ExitCode.NEWER_JOURNAL, "")


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("import", "aijournal"), "Name the export"),
        (("import", "aijournal", "x", "--map", "time=When"), "Columns are those of tables"),
        (("export",), "--out"),
    ],
)
def test_wrong_usage(cli: CommandLine, arguments: tuple[str, ...], reason: str) -> None:
    answer = cli(*arguments)
    assert answer.code == ExitCode.USAGE
    assert reason in answer.err


def test_the_journal_is_not_written_over(filled: CommandLine, home: Path) -> None:
    before = filled.json("list")
    journal = home / "aijournal" / "data" / "journal.db"
    link = home / "link.db"
    link.symlink_to(journal)
    for out in (journal, link, journal.with_name("journal.db-wal"), journal.parent / "backups" / "x"):
        assert filled("export", "--out", str(out)).code == ExitCode.USAGE
    assert filled.json("list") == before


@pytest.mark.parametrize("taken", ["folder", "pipe", "missing/file"])
def test_a_place_that_cannot_be_written_is_named(filled: CommandLine, tmp_path: Path, taken: str) -> None:
    (tmp_path / "folder").mkdir()
    if sys.platform != "win32":
        os.mkfifo(tmp_path / "pipe")
    before = sorted(tmp_path.iterdir())
    answer = filled("export", "--out", str(tmp_path / taken))
    assert answer.code == ExitCode.FAILED
    assert str(tmp_path / taken) in answer.err
    assert "choose another place" in answer.err.lower()
    assert sorted(tmp_path.iterdir()) == before


def test_what_lies_in_the_trash_is_said_to_stay_behind(filled: CommandLine, tmp_path: Path) -> None:
    session = start_session(draw_pdf)
    with session.open_journal() as journal:
        journal.trash.delete([int(filled.ids("list")[0])], session.now())
    answer = filled("export", "--out", str(tmp_path / "all.jsonl"))
    assert "One deletion in the trash" in answer.err
