"""Encryption at rest from the shell: passphrases come by file descriptor or from the terminal."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from aijournal.cli.late_commands import COMMANDS, load_command
from aijournal.demo import make_demo_journal
from aijournal.errors import ExitCode
from aijournal.journal.journal import Journal
from aijournal.journal.passphrase import Passphrase
from aijournal.paths import Paths
from aijournal.settings import Settings
from tests.cli.command_line import Answer, CommandLine
from tests.journal.builders import NEW_YORK
from tests.journal.secret_journal import files, found_secrets, make_journal
from tests.processes import environment

SECRET, OTHER = "correct horse battery", "another one"

Typed = Callable[..., Answer]


@pytest.fixture
def typed(cli: CommandLine) -> Iterator[Typed]:
    """Types a command with lines waiting on file descriptors, each given by its option."""
    opened = []

    def type_command(*arguments: str, **lines: str) -> Answer:
        given = []
        for option, line in lines.items():
            reader, writer = os.pipe()
            opened.append(reader)
            os.write(writer, line.encode())
            os.close(writer)
            given += [f"--{option.replace('_', '-')}", str(reader)]
        return cli(*arguments, *given)

    yield type_command
    for one in opened:
        os.close(one)


def test_a_journal_is_encrypted_and_decrypted_again(typed: Typed, paths: Paths) -> None:
    make_journal(paths)
    answer = typed("encrypt", passphrase_fd=f"{SECRET}\n")
    assert answer.code == 0
    assert "is now encrypted" in answer.out
    assert answer.err.startswith("A forgotten passphrase cannot be recovered")
    assert found_secrets(files(paths)) == set()
    assert "quokkatitle" in typed("list", passphrase_fd=SECRET).out
    answer = typed("decrypt", "--json", passphrase_fd=SECRET)
    assert (answer.code, answer.document["journal_changed"]) == (0, True)
    assert len(answer.document["backups_done"]) == 1
    assert "quokkatitle" in typed("list").out


def test_the_passphrase_is_changed(typed: Typed, paths: Paths) -> None:
    make_journal(paths, Passphrase(SECRET))
    answer = typed("passphrase", passphrase_fd=SECRET, new_passphrase_fd=f"{OTHER}\r\n")
    assert answer.code == 0
    assert "cannot be recovered" in answer.err
    assert typed("list", passphrase_fd=SECRET).code == ExitCode.WRONG_PASSPHRASE
    assert "quokkatitle" in typed("list", passphrase_fd=OTHER).out


@pytest.fixture
def old_backup(typed: Typed, paths: Paths) -> str:
    """Return the name of a backup with the passphrase that the journal had before."""
    made = make_journal(paths, Passphrase(OTHER))
    content, companion = made.path.read_bytes(), Path(f"{made.path}.json").read_bytes()
    assert typed("passphrase", passphrase_fd=OTHER, new_passphrase_fd=SECRET).code == 0
    made.path.write_bytes(content)
    Path(f"{made.path}.json").write_bytes(companion)
    return made.path.name


def test_a_backup_with_another_passphrase_is_restored_with_both(
    typed: Typed, paths: Paths, old_backup: str
) -> None:
    refused = typed("restore", old_backup, "--yes", passphrase_fd=SECRET)
    assert refused.code == ExitCode.WRONG_PASSPHRASE
    assert "--backup-passphrase-fd" in refused.err
    assert not paths.quarantine.exists()
    document = typed(
        "restore", old_backup, "--yes", "--json", passphrase_fd=SECRET, backup_passphrase_fd=OTHER
    ).document
    assert document["before"]["is_encrypted"]
    assert (document["only_here"], document["only_there"]) == (0, 0)
    assert "quokkatitle" in typed("list", passphrase_fd=OTHER).out
    way_back = Path(document["before"]["path"]).name
    assert typed("restore", way_back, "--yes", passphrase_fd=OTHER, backup_passphrase_fd=SECRET).code == 0
    assert "quokkatitle" in typed("list", passphrase_fd=SECRET).out


@pytest.mark.skipif(sys.platform == "win32", reason="no such terminals")
def test_at_a_terminal_both_are_asked_for(old_backup: str) -> None:
    terminal, stdin = os.openpty()
    command = [sys.executable, "-m", "aijournal", "restore", old_backup, "--yes"]
    process = subprocess.Popen(
        command,
        env=environment(),
        stdin=stdin,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,  # the terminal is the test's alone, so stdin is asked
    )
    assert process.stderr is not None
    said = b""
    for ending, answer in ((b"Passphrase: ", SECRET), (b"Passphrase of the backup: ", OTHER)):
        while not said.endswith(ending):
            one = process.stderr.read(1)
            assert one, said
            said += one
        os.write(terminal, f"{answer}\n".encode())
    out, _ = process.communicate(timeout=60)
    for end in (terminal, stdin):
        os.close(end)
    assert process.returncode == 0
    assert b"The journal from before lies untouched" in out
    assert b"To take this back" in out


def test_without_a_passphrase_it_is_said_how_to_give_one(typed: Typed, paths: Paths) -> None:
    make_journal(paths, Passphrase(SECRET))
    for command in ("list", "totals", "doctor", "check", "decrypt", "passphrase", "encrypt"):
        answer = typed(command)
        assert (answer.code, answer.out) == (ExitCode.WRONG_PASSPHRASE, "")
        assert answer.err.count("\n") == 1
        assert "--passphrase-fd" in answer.err


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("wrong passphrase", ExitCode.WRONG_PASSPHRASE),
        ("", ExitCode.WRONG_PASSPHRASE),
        ("\n", ExitCode.WRONG_PASSPHRASE),
        (f"\n{SECRET}", ExitCode.WRONG_PASSPHRASE),
        (f"{SECRET}\nand more", ExitCode.DONE),
    ],
)
def test_one_line_counts(typed: Typed, paths: Paths, line: str, code: ExitCode) -> None:
    make_journal(paths, Passphrase(SECRET))
    assert typed("list", passphrase_fd=line).code == code


@pytest.mark.parametrize("line", ["short\n", "seven77"])
def test_a_short_passphrase_is_refused(typed: Typed, paths: Paths, line: str) -> None:
    make_journal(paths)
    before = files(paths)
    answer = typed("encrypt", passphrase_fd=line)
    assert (answer.code, answer.out) == (ExitCode.USAGE, "")
    assert "at least 8 characters" in answer.err
    assert files(paths) == before


def test_a_descriptor_that_is_none_is_wrong_usage(cli: CommandLine, paths: Paths) -> None:
    for number in ("987", "-1", "three"):
        assert cli("list", "--passphrase-fd", number).code == ExitCode.USAGE
    assert not paths.journal.exists()


def test_every_command_takes_one() -> None:
    for command in map(load_command, COMMANDS):
        options = [option for parameter in command.params for option in parameter.opts]
        assert options.count("--passphrase-fd") == 1, command.name


@pytest.mark.parametrize("command", ["encrypt", "decrypt", "passphrase"])
def test_a_journal_that_is_open_elsewhere_is_4_and_left_alone(
    typed: Typed, paths: Paths, command: str
) -> None:
    make_journal(paths)
    with Journal.open(paths, Settings(), NEW_YORK):
        before = paths.journal.stat()
        answer = typed(command, passphrase_fd=SECRET)
        assert (answer.code, answer.out) == (ExitCode.LOCKED, "")
        assert str(os.getpid()) in answer.err
        after = paths.journal.stat()
        assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


def test_a_plain_journal_has_no_passphrase_to_change(typed: Typed, paths: Paths) -> None:
    make_journal(paths)
    answer = typed("passphrase", passphrase_fd=SECRET, new_passphrase_fd=SECRET)
    assert (answer.code, answer.out) == (ExitCode.FAILED, "")
    assert "aijournal encrypt" in answer.err


def test_what_had_to_stay_is_listed_and_fails(typed: Typed, paths: Paths) -> None:
    backup = make_journal(paths).path
    backup.write_bytes(b"overwritten by somebody")
    answer = typed("encrypt", passphrase_fd=SECRET)
    assert answer.code == ExitCode.FAILED
    assert str(backup) in answer.err
    assert "quokkatitle" in typed("list", passphrase_fd=SECRET).out


def test_doctor_says_whether_it_is_encrypted(typed: Typed, paths: Paths) -> None:
    make_journal(paths)
    assert "not encrypted" in typed("doctor").out
    typed("encrypt", passphrase_fd=SECRET)
    document = typed("doctor", "--json", passphrase_fd=SECRET).document
    assert {"name": "encryption", "is_well": True, "words": "on"} in document["findings"]


READING = [
    ["list"],
    ["list", "--search", "the"],
    ["inbox"],
    ["totals"],
    ["totals", "--by", "model"],
    ["value", "--by", "tool"],
    ["trend"],
    ["show", "1"],
    ["sources"],
    ["check"],
]


def test_every_reading_command_answers_the_same_as_of_a_plain_journal(typed: Typed, paths: Paths) -> None:
    make_demo_journal(paths, date(2026, 11, 20), zone=NEW_YORK)
    commands = [*([*command, "--json"] for command in READING), ["report"]]
    plain = [typed(*command) for command in commands]
    assert {answer.code for answer in plain} == {0}
    assert typed("encrypt", passphrase_fd=SECRET).code == 0
    assert [typed(*command, passphrase_fd=SECRET) for command in commands] == plain


def test_entries_are_logged_backed_up_and_restored(typed: Typed, paths: Paths) -> None:
    make_journal(paths, Passphrase(SECRET))
    assert typed("log", "quokkatitle again +1", passphrase_fd=SECRET).code == 0
    backup = typed("backup", "--json", passphrase_fd=SECRET).document
    assert backup["is_encrypted"]
    assert typed("log", "one too many +1", passphrase_fd=SECRET).code == 0
    name = Path(backup["path"]).name
    assert typed("restore", name, "--yes", passphrase_fd=SECRET).code == 0
    assert "one too many" not in typed("list", passphrase_fd=SECRET).out
    assert found_secrets(files(paths)) == set()


# At a terminal

_TERMINAL = """
import os, pty, sys
typed, command = sys.argv[1].encode(), sys.argv[2:]
pid, terminal = pty.fork()
if pid == 0:
    os.execv(sys.executable, [sys.executable, "-m", "aijournal", *command])
said = b""
waiting = typed.splitlines(keepends=True)
while True:
    try:
        said += (new := os.read(terminal, 1024))
    except OSError:
        break
    if not new:
        break
    if waiting and said.endswith((b"assphrase: ", b"confirmation: ")):
        os.write(terminal, waiting.pop(0))
sys.stdout.buffer.write(said)
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
"""


def at_terminal(home: Path, lines: str, *command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", _TERMINAL, lines, *command],
        cwd=home,
        env=environment(),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.skipif(sys.platform == "win32", reason="terminals of another kind")
def test_at_a_terminal_it_is_asked_for_and_not_shown(home: Path, paths: Paths) -> None:
    make_journal(paths)
    ended = at_terminal(home, f"{SECRET}\n{SECRET}\n", "encrypt")
    assert ended.returncode == 0, ended.stdout
    assert ended.stdout.index("cannot be recovered") < ended.stdout.index("New passphrase:")
    assert SECRET not in ended.stdout
    assert found_secrets(files(paths)) == set()
    ended = at_terminal(home, f"{SECRET}\n", "list")
    assert (ended.returncode, "quokkatitle" in ended.stdout) == (0, True)
    assert at_terminal(home, "something else\n", "list").returncode == ExitCode.WRONG_PASSPHRASE


def test_a_line_to_log_may_follow_the_passphrase_on_one_descriptor(home: Path, paths: Paths) -> None:
    make_journal(paths, Passphrase(SECRET))
    ended = subprocess.run(
        [sys.executable, "-m", "aijournal", "log", "-", "--json", "--passphrase-fd", "0"],
        cwd=home,
        env=environment(),
        input=f"{SECRET}\nwombat by pipe +1\n",
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(ended.stdout)["title"] == "wombat by pipe"


def test_an_export_of_an_encrypted_journal_says_that_it_is_plain_text(
    typed: Typed, paths: Paths, tmp_path: Path
) -> None:
    make_journal(paths, Passphrase(SECRET))
    out = tmp_path / "all.jsonl"
    assert typed("export", "--out", str(out)).code == ExitCode.WRONG_PASSPHRASE
    answer = typed("export", "--out", str(out), passphrase_fd=SECRET)
    assert answer.code == 0
    assert answer.err.startswith("The journal is encrypted; the export is plain text")
    assert b"quokkatitle" in out.read_bytes()
    assert typed("import", "aijournal", str(out), passphrase_fd=SECRET).code == 0
