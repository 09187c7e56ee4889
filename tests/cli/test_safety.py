"""The commands that keep the journal safe: `backup`, `restore` and `check`."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from aijournal.errors import ExitCode
from aijournal.journal.backup_files import BackupReason, list_backups
from aijournal.paths import Paths
from tests.cli.command_line import CommandLine
from tests.processes import environment


def _titles(cli: CommandLine) -> list[str]:
    return [row["title"] for row in cli.json("list")["rows"]]


@pytest.fixture
def backup(cli: CommandLine) -> str:
    """Return the name of a backup, of a journal that has changed since."""
    assert cli("log", "sorted out the harbour tides +2 20m").code == 0
    document = cli.json("backup")
    assert cli("log", "came after the backup -1").code == 0
    return Path(document["path"]).name


def test_a_backup_by_hand_says_where_it_is(cli: CommandLine, paths: Paths) -> None:
    assert cli("log", "sorted out the harbour tides +2").code == 0
    answer = cli("backup")
    (taken,) = list_backups(paths)
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.splitlines()[0] == str(taken.path)
    assert "1 entries, 1 verdicts, 0 calls" in answer.out
    assert "not encrypted" in answer.out
    assert taken.reason is BackupReason.BY_HAND


def test_the_documents(cli: CommandLine, backup: str, paths: Paths) -> None:
    document = cli.json("backup", "--list")
    (row,) = document["backups"]
    assert document["schema"] == 1
    assert set(row) == {
        *("path", "taken_at", "reason", "rows", "bytes", "sha256", "is_encrypted", "format"),
    }
    assert row["path"] == str(paths.backups / backup)
    assert row["rows"]["interaction"] == 1
    assert (row["reason"], row["is_encrypted"]) == ("by hand", False)
    assert row["taken_at"].endswith("Z")
    restored = cli.json("restore", backup, "--yes")
    assert set(restored) == {
        *("schema", "restored", "before", "quarantined", "only_here", "only_there", "changed"),
    }
    assert restored["restored"] == row
    assert (restored["only_here"], restored["only_there"], restored["changed"]) == (1, 0, 0)
    assert restored["before"]["reason"] == "before restore"
    checked = cli.json("check")
    assert checked == {"schema": 1, "sound": True, "findings": [], "damaged_days": []}


def test_the_list_is_newest_first(cli: CommandLine, backup: str, paths: Paths) -> None:
    assert cli("backup").code == 0
    answer = cli("backup", "--list")
    lines = answer.out.splitlines()
    assert lines[0] == str(paths.backups)
    assert lines[1].split() == ["taken", "reason", "file", "entries", "bytes"]
    assert [line.split()[-3] for line in lines[2:]] == ["2", "1"]  # thousands are set apart
    assert backup in lines[3]


def test_no_backups_are_no_fault(cli: CommandLine, paths: Paths) -> None:
    assert "no backups" in cli("backup", "--list").out
    assert cli.json("backup", "--list")["backups"] == []
    assert not paths.journal.exists()


def test_a_restore_shows_what_differs_and_asks(cli: CommandLine, backup: str, paths: Paths) -> None:
    declined = cli("restore", backup, stdin=b"n\n")
    assert declined.code == 0
    assert "1 entries only in the journal, and would go." in declined.out
    assert "came after the backup" in declined.out
    assert "Nothing was changed." in declined.out
    assert _titles(cli) == ["came after the backup", "sorted out the harbour tides"]
    assert not paths.quarantine.exists()
    agreed = cli("restore", backup, stdin=b"y\n")
    assert agreed.code == 0
    assert _titles(cli) == ["sorted out the harbour tides"]


def test_nobody_there_to_answer_changes_nothing(cli: CommandLine, backup: str, paths: Paths) -> None:
    assert cli("restore", backup).code == ExitCode.INTERRUPTED
    assert len(_titles(cli)) == 2
    assert not paths.quarantine.exists()


def test_a_restore_is_taken_back_as_it_says(cli: CommandLine, backup: str) -> None:
    answer = cli("restore", backup, "--yes")
    assert answer.code == 0
    assert _titles(cli) == ["sorted out the harbour tides"]
    way_back = answer.out.splitlines()[-1].rpartition(": aijournal ")[2]
    assert cli(*way_back.split(), "--yes").code == 0
    assert len(_titles(cli)) == 2


def test_a_missing_and_a_damaged_journal_are_restored(cli: CommandLine, backup: str, paths: Paths) -> None:
    paths.journal.unlink()
    assert cli("restore", backup, "--yes").code == 0
    assert _titles(cli) == ["sorted out the harbour tides"]
    damaged = b"rubbish" * 5000
    paths.journal.write_bytes(damaged)
    assert cli("list").code == ExitCode.DAMAGED
    answer = cli("restore", backup, "--yes")
    assert answer.code == 0
    assert "cannot be told" in answer.out
    assert _titles(cli) == ["sorted out the harbour tides"]
    kept = [path.read_bytes() for path in paths.quarantine.rglob("journal.db")]
    assert damaged in kept


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["nowhere.aijbackup", "--yes"], ExitCode.FAILED),
        ([], ExitCode.USAGE),
        (["{}", "--json"], ExitCode.USAGE),
    ],
)
def test_what_cannot_be_restored_is_one_sentence(
    cli: CommandLine, backup: str, arguments: list[str], code: ExitCode
) -> None:
    answer = cli("restore", *(argument.format(backup) for argument in arguments))
    assert (answer.code, answer.out) == (code, "")
    assert answer.err.count("\n") == 1
    assert len(_titles(cli)) == 2


def test_a_damaged_backup_is_5_and_changes_nothing(cli: CommandLine, backup: str, paths: Paths) -> None:
    (paths.backups / backup).write_bytes(b"rotten")
    answer = cli("restore", backup, "--yes")
    assert answer.code == ExitCode.DAMAGED
    assert len(_titles(cli)) == 2


def test_a_path_is_taken_before_a_name(cli: CommandLine, backup: str, paths: Paths, tmp_path: Path) -> None:
    carried = (paths.backups / backup).rename(tmp_path / "carried away")
    assert cli("restore", str(carried), "--yes").code == 0
    assert _titles(cli) == ["sorted out the harbour tides"]


_HOLDER = """
from aijournal.__main__ import draw_pdf
from aijournal.cli.session import start_session
with start_session(draw_pdf).open_journal():
    print("open", flush=True)
    input()
"""


def test_a_journal_that_is_open_elsewhere_is_4_and_unchanged(
    cli: CommandLine, backup: str, paths: Paths
) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", _HOLDER], env=environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == b"open\n"
    try:
        answer = cli("restore", backup, "--yes")
        assert answer.code == ExitCode.LOCKED
        assert not paths.quarantine.exists()
        if sys.platform == "linux":
            assert f"process {holder.pid} " in answer.err
    finally:
        holder.communicate(b"\n", timeout=60)
    assert len(_titles(cli)) == 2


def test_check_says_that_all_is_well(cli: CommandLine, backup: str) -> None:
    assert backup
    answer = cli("check")
    assert (answer.code, answer.out, answer.err) == (0, "The journal is sound.\n", "")


def test_check_of_nothing_makes_no_journal(cli: CommandLine, paths: Paths) -> None:
    assert cli("check").code == ExitCode.FAILED
    assert not paths.journal.exists()


def test_days_that_changed_by_themselves_can_be_taken_as_they_are(
    cli: CommandLine, backup: str, paths: Paths
) -> None:
    assert backup
    assert cli("check").code == 0
    content = paths.journal.read_bytes()
    paths.journal.write_bytes(content.replace(b"came after the backup", b"came after the backuq"))
    assert cli("check").code == ExitCode.DAMAGED
    answer = cli("check", "--accept-days")
    assert (answer.code, answer.out) == (0, "The journal is sound.\n")
    assert "backuq" in cli("list", "--search", "backuq").out


def test_check_finds_damage_and_names_the_way_out(cli: CommandLine, backup: str, paths: Paths) -> None:
    content = paths.journal.read_bytes()
    assert content.count(b"came after the backup") >= 1
    paths.journal.write_bytes(content.replace(b"came after the backup", b"came after the backuq"))
    answer = cli("check")
    assert answer.code == ExitCode.DAMAGED
    assert answer.out.splitlines()[-1].endswith(f"aijournal restore {backup}")
    assert "backuq" not in answer.out
    document = cli("check", "--json")
    assert document.code == ExitCode.DAMAGED
    assert document.document["sound"] is False
    os.truncate(paths.journal, 8192)
    assert cli("check").code == ExitCode.DAMAGED
