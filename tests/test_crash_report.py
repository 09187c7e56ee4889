"""When the program is wrong, what it says holds nothing of what was being worked on."""

import sys
import weakref
from pathlib import Path

import pytest

from aijournal.cli.session import Session
from aijournal.crash_report import APOLOGY, forget, redacted_report, tell_bug
from aijournal.errors import ExitCode
from aijournal.journal.entries import Entries
from aijournal.journal.totals import Totals
from aijournal.journal.undo import Undo
from aijournal.journal.verdicts import Verdicts
from aijournal.paths import Paths
from tests.cli.command_line import CommandLine
from tests.processes import SOURCE, run_python

# What must never be seen: a title, a prompt, a project, a path, and keys as providers give them out.
CANARIES = (
    *("salary-talk-canary", "prompt-canary", "client-canary", "/home/dev/secret-canary"),
    *("sk-ant-api03-canary", "ghp_canary0123456789"),
)
_TEXT = " ".join(CANARIES)
_BREAKS = (ValueError, KeyError, RecursionError, OSError, AssertionError)
# Where something breaks, and the command that comes by.
_PLACES: tuple[tuple[type, str, list[str]], ...] = (
    (Verdicts, "log", ["log", f"{_TEXT} #client-canary +1"]),
    (Undo, "act", ["log", _TEXT]),
    (Session, "now", ["log", _TEXT]),
    (Entries, "page", ["list", "--search", _TEXT]),
    (Totals, "totals", ["totals", "--project", _TEXT]),
    (Session, "open_journal", ["value", "--tag", _TEXT]),
)


@pytest.fixture
def cli(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> CommandLine:
    return CommandLine(capsys, monkeypatch)


@pytest.mark.parametrize("error", _BREAKS)
@pytest.mark.parametrize("place", _PLACES, ids=lambda place: f"{place[0].__name__}.{place[1]}")
def test_a_bug_on_the_command_line_tells_nothing(
    cli: CommandLine,
    paths: Paths,
    monkeypatch: pytest.MonkeyPatch,
    place: tuple[type, str, list[str]],
    error: type[Exception],
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise error(_TEXT) from LookupError(_TEXT)

    owner, name, command = place
    assert cli("log", _TEXT).code == ExitCode.DONE
    monkeypatch.setattr(owner, name, broken)
    answer = cli(*command)
    assert answer.code == ExitCode.FAILED
    said = answer.out + answer.err + "".join(path.read_text() for path in paths.state.rglob("*.log"))
    assert [canary for canary in CANARIES if canary in said] == []
    assert said.startswith(APOLOGY)
    assert error.__name__ in said
    assert "aijournal/cli/main.py" in said
    assert "Traceback" not in said


_BROKEN = """
import sys, threading
from aijournal import __main__ as program

def broken(*arguments, **more):
    raise ValueError(text)

class Late:
    def __del__(self):
        broken()

text, *sys.argv[1:] = sys.argv[1:]
program.main()
thread = threading.Thread(target=broken)
thread.start()
thread.join()
late = Late()
del late
broken()
"""


def test_errors_in_threads_and_destructors_tell_nothing_either(home: Path) -> None:
    ended = run_python(home, "-c", _BROKEN, _TEXT, "list")
    assert ended.returncode == 1
    assert ended.stderr.count(APOLOGY) == 3  # of a thread, of a destructor, and of the program itself
    assert ended.stderr.count("ValueError") == 3
    assert [canary for canary in CANARIES if canary in ended.stderr + ended.stdout] == []


def test_a_debug_run_shows_everything(home: Path) -> None:
    ended = run_python(home, "-X", "dev", "-W", "ignore", "-c", _BROKEN, _TEXT, "list")
    assert ended.returncode == 1
    assert "Traceback" in ended.stderr
    assert CANARIES[0] in ended.stderr


def test_what_a_person_can_mend_is_said_in_full(cli: CommandLine) -> None:
    """Redaction is for bugs: an error that names a file goes on naming it."""
    answer = cli("report", "--out", "no/such/folder/report.md")
    assert "no/such/folder/report.md" in answer.err


def _break() -> None:
    raise ValueError(_TEXT)


def test_a_report_names_functions_and_lines_and_no_folder() -> None:
    with pytest.raises(ValueError, match="canary") as caught:
        _break()
    report = redacted_report(caught.value, "Part 1.0")
    first, kind, *places = report.splitlines()
    assert "Part 1.0" in first
    assert sys.platform in first
    assert kind == "ValueError"
    assert places[-1].strip().startswith("test_crash_report.py:")
    assert places[-1].endswith("in _break")
    assert str(SOURCE) not in report
    assert "canary" not in report


def test_an_error_that_is_its_own_cause_ends_the_report() -> None:
    error = ValueError()
    error.__cause__ = error
    assert redacted_report(error).splitlines()[1:] == ["ValueError"]


def test_a_folder_that_is_called_like_the_program_is_not_named_either() -> None:
    file = "/home/dev/aijournal/client-canary/lib/library.py"
    with pytest.raises(ZeroDivisionError) as caught:
        exec(compile("1 / 0", file, "exec"))  # noqa: S102 - a line of this test, as if it lay there
    report = redacted_report(caught.value)
    assert report.splitlines()[-1] == "  library.py:1 in <module>"
    assert "canary" not in report


def test_a_report_that_nobody_can_be_told_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """A program without a terminal has no stderr at all."""
    monkeypatch.setattr(sys, "stderr", None)
    tell_bug("a report")


def test_what_was_worked_on_goes_with_the_report() -> None:
    class Words:
        """Stands for a text, because only an object can be watched while it goes."""

    watched: list[weakref.ref[Words]] = []

    def break_with_words() -> None:
        words = Words()
        watched.append(weakref.ref(words))
        raise ValueError

    with pytest.raises(ValueError) as caught:  # noqa: PT011 - any
        break_with_words()
    sys.last_value = caught.value
    assert watched[0]() is not None
    forget(caught.value)
    assert watched[0]() is None
    assert not hasattr(sys, "last_value")
