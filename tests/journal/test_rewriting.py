"""Encrypting, decrypting and changing the passphrase: nothing is lost, and nothing stays in the clear."""

import os
import random
import subprocess
import sys
from pathlib import Path
from time import monotonic

import pytest
from sqlcipher3 import dbapi2 as sqlite

from aijournal.errors import (
    AijournalError,
    DamagedJournalError,
    ExitCode,
    LockedError,
    PassphraseError,
    PassphraseNeededError,
    UsageError,
)
from aijournal.journal import rewritten_file
from aijournal.journal.backup_files import BackupReason, has_its_hash, list_backups
from aijournal.journal.backups import verify
from aijournal.journal.copy_places import REWRITTEN
from aijournal.journal.looking import find_key, looking_at, set_key
from aijournal.journal.passphrase import Key, Passphrase
from aijournal.journal.quarantine import set_aside
from aijournal.journal.rewriting import Rewritten, rewrite
from aijournal.paths import Paths
from tests.journal.builders import NOW, add, an_exchange
from tests.journal.secret_journal import (
    SECRETS,
    files,
    found_secrets,
    make_journal,
    open_journal,
    passphrase,
    titles,
)
from tests.processes import environment

OLD, NEW = passphrase("the old passphrase"), passphrase("the new passphrase")
CHANGES = [(None, NEW), (OLD, None), (OLD, NEW)]


def dump(path: Path, key: Passphrase | None) -> dict[str, list[object]]:
    """Return all that a journal holds: its schema, and the rows of every table."""
    with looking_at(path, find_key(path, key)) as connection:
        schema = connection.execute("SELECT type, name, sql FROM sqlite_master ORDER BY 1, 2").fetchall()
        held = {
            name: connection.execute(f"PRAGMA {name}").fetchall()
            for name in ("user_version", "application_id")
        }
        for kind, name, _ in schema:
            if kind == "table":
                held[name] = sorted(connection.execute(f"SELECT * FROM {name}"), key=repr)  # noqa: S608 - of the schema
    return {"schema": schema, **held}


@pytest.mark.parametrize(("old", "new"), CHANGES)
def test_everything_is_as_it_was_behind_the_new_passphrase(
    paths: Paths, old: Passphrase | None, new: Passphrase | None
) -> None:
    make_journal(paths, old)
    with open_journal(paths, old) as journal:
        add(journal, *(an_exchange(number, NOW) for number in range(30)))
        backup = journal.backups.take(BackupReason.BY_HAND, NOW)
    before = dump(paths.journal, old)
    made = rewrite(paths, old, new)
    assert dump(paths.journal, new) == before
    assert made == Rewritten(tuple(sorted(one.path for one in list_backups(paths))), ())
    assert len(made.backups_done) == 2
    assert dump(backup.path, new) == before
    for one in list_backups(paths):
        assert one.is_encrypted is (new is not None)
        verify(one, new)
    with open_journal(paths, new) as journal:
        assert "quokkatitle" in titles(journal)
    if new:
        for wrong in (None, old):
            with pytest.raises(PassphraseError):
                open_journal(paths, wrong)


def test_nothing_stays_in_the_clear(paths: Paths) -> None:
    make_journal(paths)
    assert {secret for secret, _ in found_secrets(files(paths))} == set(SECRETS)
    rewrite(paths, None, NEW)
    assert found_secrets(files(paths)) == set()
    rewrite(paths, NEW, None)
    assert {secret for secret, _ in found_secrets(files(paths))} == set(SECRETS)


@pytest.mark.skipif(sys.platform == "win32", reason="no file can be replaced while it is open there")
def test_the_old_content_is_overwritten_and_not_only_unlinked(paths: Paths) -> None:
    backup = make_journal(paths)
    with paths.journal.open("rb") as journal, backup.path.open("rb") as copy:
        rewrite(paths, None, NEW)
        assert set(journal.read()) == set(copy.read()) == {0}


def test_files_stay_private(paths: Paths) -> None:
    make_journal(paths)
    rewrite(paths, None, NEW)
    modes = {path.stat().st_mode & 0o777 for path in files(paths)}
    assert modes == {0o600}


def test_a_journal_that_somebody_has_open_is_left_alone(paths: Paths) -> None:
    make_journal(paths)
    with open_journal(paths):
        before = paths.journal.stat()
        with pytest.raises(LockedError, match=f"process {os.getpid()} ") as caught:
            rewrite(paths, None, NEW)
        after = paths.journal.stat()
        assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert caught.value.exit_code == ExitCode.LOCKED
    open_journal(paths).close()


def test_even_one_that_has_it_open_without_the_lock_is_found_out(
    paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("aijournal.journal.rewritten_file.BUSY_TIMEOUT_MS", 0)
    make_journal(paths)
    other = sqlite.connect(str(paths.journal), isolation_level=None)
    other.execute("INSERT INTO model (name) VALUES ('written meanwhile')")
    with pytest.raises(LockedError):
        rewrite(paths, None, NEW)
    other.close()
    rewrite(paths, None, NEW)
    assert "written meanwhile" in str(dump(paths.journal, NEW)["model"])


def test_changes_that_are_still_in_the_wal_come_along(paths: Paths) -> None:
    script = (
        "import os, sys; from aijournal.paths import find_paths; "
        "from tests.journal.secret_journal import fill, open_journal; "
        "journal = open_journal(find_paths({'AIJOURNAL_HOME': sys.argv[1]})); fill(journal); os._exit(0)"
    )
    root = Path(__file__).parents[2]
    subprocess.run(
        [sys.executable, "-c", script, str(paths.data.parent)], cwd=root, env=environment(), check=True
    )
    assert paths.data.joinpath("journal.db-wal").stat().st_size > 0
    rewrite(paths, None, NEW)
    assert found_secrets(files(paths)) == set()
    with open_journal(paths, NEW) as journal:
        assert titles(journal) == ["quokkatitle"]


@pytest.mark.parametrize("wrong", [None, passphrase("no passphrase of this")])
def test_without_the_old_passphrase_nothing_changes(paths: Paths, wrong: Passphrase | None) -> None:
    make_journal(paths, OLD)
    before = files(paths)
    for new in (None, NEW):
        with pytest.raises(PassphraseNeededError if wrong is new is None else PassphraseError):
            rewrite(paths, wrong, new)
    assert files(paths) == before


def test_a_weak_passphrase_is_refused_before_anything(paths: Paths) -> None:
    make_journal(paths)
    before = files(paths)
    with pytest.raises(UsageError, match="too short"):
        rewrite(paths, None, passphrase("1234567"))
    assert files(paths) == before


def test_without_a_journal_an_encrypted_one_is_made(paths: Paths) -> None:
    with pytest.raises(AijournalError, match="no journal"):
        rewrite(paths, None, None)
    assert not paths.journal.exists()
    assert rewrite(paths, None, NEW) == Rewritten((), ())
    with pytest.raises(PassphraseNeededError):
        open_journal(paths)
    open_journal(paths, NEW).close()


def test_the_same_again_changes_nothing(paths: Paths) -> None:
    make_journal(paths)
    rewrite(paths, None, NEW)
    before = files(paths)
    again = rewrite(paths, None, passphrase("the new passphrase"))
    assert again.was_so
    assert len(again.backups_done) == 1
    assert files(paths) == before


def test_a_journal_that_was_set_aside_follows(paths: Paths) -> None:
    make_journal(paths)
    aside = set_aside(paths, NOW)
    make_journal(paths)
    assert aside
    assert aside in rewrite(paths, None, NEW).backups_done
    assert found_secrets(files(paths)) == set()
    assert find_key(aside, NEW)


@pytest.mark.parametrize("folder", ["quarantine", "state"])
def test_an_emergency_copy_follows(paths: Paths, folder: str) -> None:
    make_journal(paths)
    with open_journal(paths) as journal:
        saved = journal.place.save_elsewhere(getattr(paths, folder), NOW)
    unfinished = saved.with_name("journal-saved-20261120T153001Z.part")
    unfinished.write_bytes(b"quokkatitle in the clear")
    before = dump(saved, None)
    assert saved in rewrite(paths, None, NEW).backups_done
    everything = {path: path.read_bytes() for path in paths.data.parent.rglob("*") if path.is_file()}
    assert found_secrets(everything) == set()
    assert dump(saved, NEW) == before
    assert not unfinished.exists()


def test_a_log_that_lost_its_journal_is_listed(paths: Paths) -> None:
    make_journal(paths)
    lost = paths.quarantine / "20261120T153000Z" / "journal.db-wal"
    lost.parent.mkdir(parents=True)
    lost.write_bytes(b"quokkatitle in the clear")
    assert rewrite(paths, None, NEW).backups_left == (lost,)


def test_what_other_work_left_that_was_cut_off_does_not_stay_in_the_clear(paths: Paths) -> None:
    folder = make_journal(paths).path.parent
    for left in (paths.data / "journal.db.x1.tmp", folder / "journal-x2.tmp"):
        left.write_bytes(b"quokkatitle in the clear")
    rewrite(paths, None, NEW)
    assert found_secrets(files(paths)) == set()


_HOLD = """
import sys
from datetime import UTC, datetime
from aijournal.domain.assessment import Door
from aijournal.domain.entry_line import parse_entry_line
from aijournal.paths import find_paths
from tests.journal.secret_journal import open_journal
journal = open_journal(find_paths({"AIJOURNAL_HOME": sys.argv[1]}))
print("open", flush=True)
sys.stdin.readline()
now = datetime.now(UTC)
journal.log(parse_entry_line("written afterwards", now), now, Door.QUICK_LOG)
journal.close()
"""


def test_a_window_that_has_the_journal_open_keeps_all_that_it_writes(paths: Paths) -> None:
    make_journal(paths)
    window = _python(_HOLD, str(paths.data.parent))
    assert window.stdout is not None
    assert window.stdout.readline() == "open\n"
    before = files(paths)
    with pytest.raises(LockedError, match=f"process {window.pid} "):
        rewrite(paths, None, NEW)
    assert files(paths) == before
    window.communicate("go on\n", timeout=60)
    assert window.returncode == 0
    rewrite(paths, None, NEW)
    with open_journal(paths, NEW) as journal:
        assert sorted(map(str, titles(journal))) == ["quokkatitle", "written afterwards"]


def test_a_rewriting_tells_a_damaged_journal_from_a_wrong_passphrase(paths: Paths) -> None:
    make_journal(paths, OLD)
    with paths.journal.open("r+b") as file:
        file.seek(100)
        file.write(bytes(100))
    before = files(paths)
    with pytest.raises(DamagedJournalError):
        rewrite(paths, OLD, NEW)
    with pytest.raises(PassphraseError, match="wrong"):
        rewrite(paths, passphrase("something else"), NEW)
    assert files(paths) == before


def test_a_copy_that_is_not_equal_is_thrown_away(paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the engine had dropped a row on the way."""
    make_journal(paths)
    export = rewritten_file._export

    def lossy(path: Path, old: Key | None, fresh: Path, new: Key | None) -> None:
        export(path, old, fresh, new)
        connection = sqlite.connect(str(fresh), isolation_level=None)
        set_key(connection, new)
        connection.execute("DELETE FROM draft")
        connection.close()

    monkeypatch.setattr(rewritten_file, "_export", lossy)
    before = files(paths)
    with pytest.raises(AijournalError, match="not equal"):
        rewrite(paths, None, NEW)
    assert files(paths) == before


def test_a_backup_that_cannot_follow_is_listed_and_stays(paths: Paths) -> None:
    damaged = make_journal(paths)
    with open_journal(paths) as journal:
        sound = journal.backups.take(BackupReason.BY_HAND, NOW)
    with damaged.path.open("r+b") as file:
        file.seek(5000)
        file.write(b"?" * 30)
    content = damaged.path.read_bytes()
    assert rewrite(paths, None, NEW) == Rewritten((sound.path,), (damaged.path,))
    assert damaged.path.read_bytes() == content


def test_what_was_cut_off_between_the_backups_is_finished_when_asked_again(paths: Paths) -> None:
    first = make_journal(paths)
    with open_journal(paths) as journal:
        second = journal.backups.take(BackupReason.BY_HAND, NOW)
    kept = {one.path: one.path.read_bytes() for one in (first, second)}
    companion = first.path.with_name(f"{first.path.name}.json")
    told = companion.read_bytes()
    rewrite(paths, None, NEW)
    # As after a kill: one backup has not been touched, the companion of the other one neither.
    companion.write_bytes(told)
    second.path.write_bytes(kept[second.path])
    second.path.with_name(f"{second.path.name}.json").write_bytes(
        told.replace(str(first.sha256).encode(), str(second.sha256).encode())
    )
    assert rewrite(paths, None, passphrase("the new passphrase")).backups_left == ()
    assert found_secrets(files(paths)) == set()
    for one in list_backups(paths):
        assert one.is_encrypted
        assert has_its_hash(one)
        verify(one, NEW)


def test_what_a_cut_off_rewriting_left_is_gone_at_the_next_start(paths: Paths) -> None:
    backup = make_journal(paths, NEW)
    for path in (paths.journal, backup.path):
        path.with_name(f"{path.name}{REWRITTEN}").write_bytes(b"quokkatitle in the clear")
    open_journal(paths, NEW).close()
    assert found_secrets(files(paths)) == set()
    assert list(paths.data.rglob(f"*{REWRITTEN}")) == []


_REWRITE = """
import sys
from aijournal.journal.quarantine import set_aside
from aijournal.journal.rewriting import rewrite
from aijournal.paths import find_paths
from tests.journal.secret_journal import passphrase
old, new = (passphrase(text) if text else None for text in sys.argv[2:])
print("begin", flush=True)
rewrite(find_paths({"AIJOURNAL_HOME": sys.argv[1]}), old, new)
print("done", flush=True)
"""


def _start(paths: Paths, old: Passphrase | None, new: Passphrase | None) -> subprocess.Popen[str]:
    texts = [key.text if key else "" for key in (old, new)]
    process = _python(_REWRITE, str(paths.data.parent), *texts)
    assert process.stdout is not None
    assert process.stdout.readline() == "begin\n"
    return process


def _python(script: str, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", script, *arguments],
        cwd=Path(__file__).parents[2],
        env=environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def _kill_at(process: subprocess.Popen[str], seconds: float) -> bool:
    """Kill a process after so long, and return whether it was not done by then."""
    try:
        process.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    for pipe in (process.stdin, process.stdout):
        assert pipe is not None
        pipe.close()
    return process.returncode != 0


def test_killed_at_any_point_the_old_or_the_new_passphrase_opens_all_of_it(
    paths: Paths, pytestconfig: pytest.Config
) -> None:
    kills = 50 if pytestconfig.getoption("--full-counts") else 8
    random.seed(kills)
    make_journal(paths)
    with open_journal(paths) as journal:
        add(journal, *(an_exchange(number, NOW) for number in range(300)))
        journal.backups.take(BackupReason.BY_HAND, NOW)
    held = dump(paths.journal, None)
    now: Passphrase | None = None
    process, began = _start(paths, now, NEW), monotonic()
    assert not _kill_at(process, 60)
    whole, now = monotonic() - began, NEW
    cut_off = 0
    for _ in range(kills):
        wanted = next(key for key in random.sample((None, OLD, NEW), 3) if key != now)
        cut_off += _kill_at(_start(paths, now, wanted), random.uniform(0, whole))
        assert dump(paths.journal, _opening(paths, now, wanted)) == held
        assert list(paths.data.rglob(f"*{REWRITTEN}")) == []
        assert rewrite(paths, now, wanted).backups_left == ()
        now = wanted
        assert dump(paths.journal, now) == held
        for backup in list_backups(paths):
            verify(backup, now)
        if now:
            assert found_secrets(files(paths)) == set()
    assert cut_off > kills // 3


def _opening(paths: Paths, *keys: Passphrase | None) -> Passphrase | None:
    """Return the passphrase that opens the journal; opening it is the next start."""
    for key in keys:
        try:
            open_journal(paths, key).close()
        except PassphraseError:
            continue
        return key
    raise AssertionError("neither the old nor the new passphrase opens the journal")


# Pulls the plug right before the n-th name in the journal's folder changes.
_CUT = """
import os, signal, sys
left, folder = int(sys.argv.pop()), sys.argv[1]
def cut(event, arguments):
    global left
    if event in {"os.rename", "os.remove"} and str(arguments[0]).startswith(folder):
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(cut)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no such signal")
def test_killed_before_any_file_gets_another_name_nothing_is_lost(paths: Paths) -> None:
    make_journal(paths, OLD)
    held, cuts = dump(paths.journal, OLD), 0
    while True:
        arguments = [str(paths.data.parent), OLD.text, NEW.text, str(cuts + 1)]
        process = _python(_CUT + _REWRITE, *arguments)
        process.communicate(timeout=60)
        if process.returncode == 0:
            break
        cuts += 1
        assert dump(paths.journal, _opening(paths, OLD, NEW)) == held
        rewrite(paths, OLD, NEW)
        assert rewrite(paths, NEW, OLD) == Rewritten(tuple(one.path for one in list_backups(paths)), ())
    assert cuts >= 3  # the journal, its backup and the companion of that
