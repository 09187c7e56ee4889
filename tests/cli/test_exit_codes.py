"""What the shell is told, and the one line that a person is told with it."""

import subprocess
import sys
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlite

from aijournal.__main__ import draw_pdf
from aijournal.cli.main import run
from aijournal.demo import write_sample_logs
from aijournal.errors import ExitCode
from aijournal.paths import HOME_VARIABLE, Paths
from tests.cli.command_line import CommandLine
from tests.processes import environment, run_python

READING = ["list", "inbox", "totals", "value", "report", "sources"]


def _is_one_line(text: str) -> bool:
    return text.endswith("\n") and text.count("\n") == 1


def test_done_is_0(cli: CommandLine) -> None:
    assert cli("list").code == ExitCode.DONE


@pytest.mark.parametrize(
    "arguments",
    [
        ["show", "7"],
        ["assess", "7", "--outcome", "+1"],
        ["import", "claude-code"],
        ["import", "claude-code", "--root", "nowhere"],
        ["report", "--out", "no/such/folder/report.md"],
    ],
)
def test_failed_is_1_and_one_line_says_why(cli: CommandLine, arguments: list[str]) -> None:
    answer = cli(*arguments)
    assert answer.code == ExitCode.FAILED
    assert _is_one_line(answer.err)


@pytest.mark.parametrize(
    "arguments",
    [
        ["frobnicate"],
        ["list", "--tz", "Mars/Olympus"],
        ["list", "--tz", "../../etc/localtime"],
        ["list", "--from", "yesterday"],
        ["list", "--from", "2026-02-30"],
        ["list", "--to", "20260101"],
        ["list", "--from", "2026-02-02", "--to", "2026-02-01"],
        ["list", "--source", "claude"],
        ["list", "--limit", "0"],
        ["list", "--limit", "many"],
        ["list", "--frob"],
        ["totals", "--by", "colour"],
        ["value", "--by", ""],
        ["show"],
        ["show", "first"],
        ["show", "0"],
        ["show", "99999999999999999999"],
        ["assess", "1"],
        ["assess", "1", "--outcome", "3"],
        ["assess", "1", "--net", "nan"],
        ["assess", "1", "--net", "inf"],
        ["assess", "1", "--net", "1e99"],
        ["assess", "1", "--rework", "-5"],
        ["assess", "1", "--confidence", "2"],
        ["assess", "1", "--need", "coffee"],
        ["log"],
        ["log", ""],
        ["log", "   "],
        ["log", "-"],
        ["import", "claude"],
        ["import", "--root", "."],
        ["report", "--format", "docx"],
        ["report", "--include", "prompts"],
        ["--hidden", "list"],
    ],
)
def test_wrong_usage_is_2_and_one_sentence(cli: CommandLine, paths: Paths, arguments: list[str]) -> None:
    answer = cli(*arguments)
    assert answer.code == ExitCode.USAGE
    assert answer.err.startswith("Wrong usage: ")
    assert _is_one_line(answer.err)
    assert answer.out == ""
    assert not paths.journal.exists()


@pytest.mark.parametrize("command", READING)
def test_a_journal_of_a_newer_version_is_3_and_left_alone(
    cli: CommandLine, paths: Paths, command: str
) -> None:
    assert cli("log", "something +1").code == 0
    connection = sqlite.connect(str(paths.journal))
    connection.execute("PRAGMA user_version = 9999")
    connection.close()
    before = paths.journal.read_bytes()
    answer = cli(command)
    assert (answer.code, answer.out) == (ExitCode.NEWER_JOURNAL, "")
    assert _is_one_line(answer.err)
    assert paths.journal.read_bytes() == before


@pytest.mark.skipif(sys.platform == "win32", reason="another kind of lock")
@pytest.mark.parametrize("command", READING)
def test_a_journal_that_another_process_replaces_is_4(cli: CommandLine, paths: Paths, command: str) -> None:
    import fcntl  # noqa: PLC0415 - not on Windows

    assert cli("log", "something +1").code == 0
    with paths.journal_lock.open("r+b") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        answer = cli(command)
    assert (answer.code, answer.out) == (ExitCode.LOCKED, "")
    assert _is_one_line(answer.err)


@pytest.mark.parametrize("content", [b"not a journal at all, " * 400, b"SQLite format 3\0" + b"\xff" * 8000])
@pytest.mark.parametrize("command", READING)
def test_a_damaged_journal_is_5_and_left_alone(
    cli: CommandLine, paths: Paths, command: str, content: bytes
) -> None:
    paths.data.mkdir(parents=True)
    paths.journal.write_bytes(content)
    answer = cli(command)
    assert (answer.code, answer.out) == (ExitCode.DAMAGED, "")
    assert _is_one_line(answer.err)
    assert paths.journal.read_bytes() == content


# Presses Ctrl+C at a real point: when the last log is opened.
_INTERRUPTED = """
import os, signal, sys
from aijournal.__main__ import main
signal.signal(signal.SIGINT, signal.default_int_handler)  # which a shell may have told it to ignore
last = sys.argv.pop()
seen = []
def press(event, arguments):  # as people do: once more at the next log, should nobody have heard it
    name = str(arguments[0]) if event == "open" else ""
    if name.endswith(last) or (seen and name.endswith(".jsonl")):
        seen.append(name)
        os.kill(os.getpid(), signal.SIGINT)
sys.addaudithook(press)
sys.exit(main())
"""


@pytest.mark.skipif(sys.platform == "win32", reason="signals of another kind")
def test_an_interrupted_import_is_130_and_can_go_on(
    cli: CommandLine, home: Path, logs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    last = max(path.name for path in (logs / "projects").glob("*-tidepool-shop/*.jsonl"))
    interrupted = run_python(home, "-c", _INTERRUPTED, "import", last)
    assert interrupted.returncode == ExitCode.INTERRUPTED, interrupted.stderr
    assert "everything committed so far was kept" in interrupted.stderr.lower()
    assert "Traceback" not in interrupted.stderr
    assert cli("import").code == 0
    resumed = cli.json("totals")
    monkeypatch.setenv(HOME_VARIABLE, str(home / "fresh"))
    assert cli("import").code == 0
    assert cli.json("totals") == resumed


def test_a_reader_who_has_seen_enough_ends_it_quietly(home: Path) -> None:
    write_sample_logs(home)
    assert run_python(home, "-m", "aijournal", "import").returncode == 0
    process = subprocess.Popen(
        [sys.executable, "-m", "aijournal", "list", "--json"],
        cwd=home,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    process.stdout.close()
    assert process.stderr is not None
    assert process.stderr.read() == b""
    process.stderr.close()
    process.wait(timeout=60)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems always have a display")
@pytest.mark.parametrize("arguments", [[], ["gui"], ["--quick-log"], ["gui", "--hidden"]])
def test_a_window_without_a_display_is_1(home: Path, arguments: list[str]) -> None:
    ended = run_python(
        home, "-m", "aijournal", *arguments, DISPLAY=None, WAYLAND_DISPLAY=None, QT_QPA_PLATFORM=None
    )
    assert (ended.returncode, ended.stdout) == (ExitCode.FAILED, "")
    assert "no display" in ended.stderr
    assert _is_one_line(ended.stderr)


def test_the_window_is_asked_for(cli: CommandLine) -> None:
    for arguments in ([], ["gui"], ["--quick-log"], ["gui", "--quick-log"], ["gui", "--hidden"]):
        assert cli(*arguments).code == 0
    assert cli.windows == [
        {"quick_log": False, "hidden": False},
        {"quick_log": False, "hidden": False},
        {"quick_log": True, "hidden": False},
        {"quick_log": True, "hidden": False},
        {"quick_log": False, "hidden": True},
    ]


def test_the_windows_exit_code_is_passed_on(home: Path) -> None:
    def refuse(*, quick_log: bool, hidden: bool) -> int:
        return ExitCode.LOCKED + quick_log + hidden

    assert home.exists()
    assert run(["gui"], refuse, draw_pdf) == ExitCode.LOCKED


@pytest.mark.parametrize("arguments", [["--help"], ["-h"], ["list", "--help"], ["--version"]])
def test_help_is_done(cli: CommandLine, arguments: list[str]) -> None:
    answer = cli(*arguments)
    assert (answer.code, answer.err) == (0, "")
    assert "aijournal" in answer.out
