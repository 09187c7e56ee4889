"""Every command is measured on both journals, and what it says of them is compared."""

from pathlib import Path

import pytest

from aijournal.cli.late_commands import COMMANDS as PROGRAM
from tests.benchmarks.commands import COMMANDS, Command, measure_commands, without
from tests.benchmarks.questions import large_journal

# They have no plain side, no journal of the person's, or are measured beside a copy of the file.
APART = {"encrypt", "decrypt", "passphrase", "demo", "export"}
FEW = (
    Command(("totals",)),
    Command(("show", "{entry}")),
    Command(("backup", "--list")),
    *(command for command in COMMANDS if command.words[0] == "trial"),
)


def _nothing(_: str) -> None:
    pass


def test_no_command_of_the_program_is_left_out() -> None:
    measured = {command.words[0] for command in COMMANDS}
    assert measured | APART == set(PROGRAM)
    assert not measured & APART


def test_commands_are_measured_on_both(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.benchmarks.commands.COMMANDS", FEW)
    plain = large_journal(tmp_path / "bench", 20, _nothing)
    measures = list(measure_commands(plain, tmp_path / "bench", 2, _nothing))
    assert [measure.name.rpartition("aijournal ")[2] for measure in measures] == [
        "totals",
        "show {entry}",
        "backup --list",
        "trial list",
        "trial import {trial} --name Speed",
        "trial list Speed",
        "trial result Speed",
    ]
    assert all(one > 0 for measure in measures for one in (*measure.ours, *measure.floor))
    assert not (home / "aijournal").exists()


@pytest.mark.parametrize(
    ("command", "reason"), [(Command(("doctor",)), "is not"), (Command(("show", "999999")), "No such entry")]
)
def test_a_command_that_fails_or_says_something_else_is_no_measure(
    command: Command, reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.benchmarks.commands.COMMANDS", (command,))
    with pytest.raises(RuntimeError, match=reason):
        list(measure_commands(large_journal(tmp_path, 20, _nothing), tmp_path, 1, _nothing))


def test_only_what_may_differ_is_left_out() -> None:
    assert without("read in 0.3 s, 12 new", r"[\d.]+ s\b") == "read in …, 12 new"
    assert without("read in 0.3 s", "") == "read in 0.3 s"
