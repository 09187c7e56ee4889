"""What a shell offers at Tab: by the program itself, which opens no window for it, and no journal."""

import os
from pathlib import Path

import click
import pytest

from aijournal.cli.commands.trial_acts import done_command
from aijournal.cli.commands.trial_result import list_command, result_command
from aijournal.cli.late_commands import load_command
from aijournal.cli.trial_argument import complete_trial
from aijournal.journal.trial_names import trial_names
from aijournal.paths import HOME_VARIABLE, Paths
from tests.cli.command_line import CommandLine
from tests.processes import run_python

_CONTEXT = click.Context(done_command)
TAKES_A_TRIAL = {
    *("start", "pause", "resume", "done", "rework", "link", "end", "delete", "result", "list"),
}


def offered(typed: str) -> list[str]:
    return complete_trial(_CONTEXT, done_command.params[0], typed)


@pytest.fixture
def begun(cli: CommandLine) -> CommandLine:
    for name in ("Plan first", "Planning", "Is it quick? Or not", "Speed"):
        assert cli("trial", "begin", name).code == 0
    assert cli("trial", "end", "Speed").code == 0
    return cli


def test_names_that_begin_as_typed_are_offered_in_one_word(begun: CommandLine) -> None:
    assert offered("pl") == ["Planning", "Plan-first"]
    assert offered("PLAN F") == offered("plan-")[1:] == ["Plan-first"]
    assert offered("x") == []
    assert offered("is") == ["Is it quick? Or not"], "with - it would be another name"
    for name in offered(""):
        assert begun("trial", "result", name).code == 0, name


@pytest.mark.usefixtures("begun")
def test_those_that_go_on_come_first() -> None:
    assert offered("")[-1] == "Speed"


def test_without_a_journal_nothing_is_offered_and_none_is_made(cli: CommandLine, paths: Paths) -> None:
    assert cli.windows == []
    assert offered("") == []
    assert not paths.journal.exists()


def test_of_an_encrypted_journal_nothing_is_offered_or_asked(begun: CommandLine) -> None:
    reader, writer = os.pipe()
    os.write(writer, b"correct horse battery")
    os.close(writer)
    assert begun("encrypt", "--passphrase-fd", str(reader)).code == 0
    os.close(reader)
    assert offered("") == []


def test_of_a_broken_journal_nothing_is_offered(begun: CommandLine, paths: Paths) -> None:
    before = {path.name: path.read_bytes() for path in paths.data.iterdir()}
    assert len(trial_names(paths.journal)) == 4
    assert {path.name: path.read_bytes() for path in paths.data.iterdir()} == before, (
        "looking leaves no trace"
    )
    paths.journal.write_bytes(b"no database at all" * 500)
    assert trial_names(paths.journal) == []
    assert begun("trial", "list").code != 0


def test_every_command_about_a_trial_completes_its_name() -> None:
    group = load_command("trial")
    assert isinstance(group, click.Group)
    completing = {
        name
        for name, command in group.commands.items()
        if any(one._custom_shell_complete is complete_trial for one in command.params)
    }
    assert completing == TAKES_A_TRIAL
    assert {list_command.name, result_command.name} <= completing


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("aijournal tri", "plain,trial"),
        ("aijournal trial don", "plain,done"),
        ("aijournal trial done pl", "plain,Planning\nplain,Plan-first"),
        ("aijournal list --source claude-co", "plain,claude-code"),
    ],
)
def test_a_shell_is_answered_and_no_window_opens(
    begun: CommandLine, paths: Paths, tmp_path: Path, line: str, wanted: str
) -> None:
    assert begun.windows == []
    asked = {"_AIJOURNAL_COMPLETE": "bash_complete", "COMP_WORDS": line, "COMP_CWORD": str(line.count(" "))}
    answer = run_python(
        tmp_path, "-m", "aijournal", **asked, **{HOME_VARIABLE: str(paths.data.parent)}, DISPLAY=None
    )
    assert (answer.returncode, answer.stdout.strip(), answer.stderr) == (0, wanted, "")
