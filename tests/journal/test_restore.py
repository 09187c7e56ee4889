"""Restoring: equal to the last cell, never without a way back, and old or new whatever happens."""

import errno
import os
import random
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlcipher3 import dbapi2 as sqlite

from aijournal.domain.assessment import Assessment, Outcome
from aijournal.errors import (
    AijournalError,
    DamagedJournalError,
    DiskFullError,
    ExitCode,
    LockedError,
    NewerJournalError,
    PassphraseError,
    PassphraseNeededError,
)
from aijournal.journal import copies
from aijournal.journal.backup_files import Backup, BackupReason, list_backups, read_backup
from aijournal.journal.journal import Journal
from aijournal.journal.looking import looking_at
from aijournal.journal.migrations import SCHEMA_VERSION
from aijournal.journal.passphrase import Passphrase
from aijournal.journal.restore import restore
from aijournal.journal.rewriting import rewrite
from aijournal.paths import Paths
from tests.journal.backup_room import HOUR, content_of, files_of, fill, log, open_journal
from tests.journal.builders import NOW, add, an_exchange
from tests.journal.secret_journal import passphrase
from tests.processes import environment

LATER = NOW + 2 * HOUR
MINUTE = timedelta(minutes=1)
DRILLS = 20


@pytest.fixture
def backup(paths: Paths) -> Backup:
    """Return a backup of a journal that has changed since."""
    with open_journal(paths) as journal:
        fill(journal)
        taken = journal.backups.take(BackupReason.BY_HAND, NOW)
        log(journal, "came after the backup -1")
    return taken


def _act(journal: Journal, dice: random.Random, number: int) -> None:
    """Do one thing of those that people and logs do."""
    entries = [entry.interaction.id for entry in journal.inbox(NOW, 50)]
    acts: list[Callable[[], object]] = [
        lambda: log(journal, f"act {number} +{dice.randrange(3)} {dice.randrange(90)}m tag:tide"),
        lambda: add(journal, an_exchange(1000 + number, NOW - dice.randrange(1, 5000) * MINUTE)),
        lambda: journal.marks.add(NOW.date(), f"mark {number}", NOW),
        journal.undo,
    ]
    if entries:
        one = dice.choice(entries)
        verdict = Assessment(dice.choice(list(Outcome)), note=f"note {number}")
        acts.append(lambda: journal.assess(one, verdict, NOW))
        acts.append(lambda: journal.set_task(one, "review", NOW))
    dice.choice(acts)()


def test_the_drill(paths: Paths) -> None:
    """Restore random moments of a journal's life one after the other, and each of them is as it was."""
    dice = random.Random(7)
    moments: list[tuple[Backup, Any]] = []
    with open_journal(paths) as journal:
        fill(journal)
        for number in range(DRILLS):
            for act in range(dice.randrange(1, 6)):
                _act(journal, dice, 10 * number + act)
            backup = journal.backups.take(BackupReason.BY_HAND, NOW + number * MINUTE)
            journal._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            moments.append((backup, content_of(paths.journal)))
    dice.shuffle(moments)
    for number, (backup, content) in enumerate(moments):
        before = content_of(paths.journal)
        restored = restore(paths, backup, LATER + number * MINUTE)
        assert content_of(paths.journal) == content
        assert restored.quarantined is not None
        assert content_of(restored.quarantined) == before
        assert restored.before is not None
        assert content_of(restored.before.path) == before
        with open_journal(paths) as journal:
            assert journal.checks.full().findings == ()
    assert len(list(paths.quarantine.iterdir())) == DRILLS


def test_a_restore_can_be_undone(backup: Backup, paths: Paths) -> None:
    before = content_of(paths.journal)
    restored = restore(paths, backup, LATER)
    assert content_of(paths.journal) == content_of(backup.path) != before
    assert restored.before is not None
    assert restored.before.reason is BackupReason.BEFORE_RESTORE
    undone = restore(paths, restored.before, LATER + HOUR)
    assert content_of(paths.journal) == before
    assert undone.before is not None
    assert content_of(undone.before.path) == content_of(backup.path)


def test_what_is_restored_is_private_and_nothing_is_left_lying_about(backup: Backup, paths: Paths) -> None:
    restored = restore(paths, backup, LATER)
    assert {path.name for path in paths.data.iterdir()} == {
        "backups",
        "journal.db",
        "journal.lock",
        "purge.lock",
        "quarantine",
    }
    assert paths.journal.stat().st_mode & 0o777 == 0o600
    assert restored.quarantined is not None
    assert restored.quarantined == paths.quarantine / "20261120T173000Z" / "journal.db"
    assert [path.stat().st_mode & 0o777 for path in (paths.quarantine, *paths.quarantine.iterdir())] == [
        0o700,
        0o700,
    ]
    again = restore(paths, backup, LATER)  # in the same second
    assert again.quarantined == paths.quarantine / "20261120T173000Z-2" / "journal.db"
    with open_journal(paths):
        assert (paths.data / "journal.db-wal").stat().st_mode & 0o777 == 0o600


def test_what_differs_is_told_before(backup: Backup, paths: Paths) -> None:
    with open_journal(paths) as journal:
        first, second, *_ = journal.inbox(NOW, 9)
        journal.assess(first.interaction.id, Assessment(Outcome.HURT), NOW)
        journal.set_task(second.interaction.id, "review", NOW)
        add(journal, an_exchange(500, NOW - 500 * HOUR))
        journal._db.execute("DELETE FROM interaction WHERE title LIKE 'sorted out%'")
        difference = journal.backups.compare(backup)
    assert [one.title for one in difference.only_here] == [
        "came after the backup -1".removesuffix(" -1"),
        None,
    ]
    assert [one.title for one in difference.only_there] == ["sorted out the harbour tides"]
    changed = {one.interaction.uid for one in (first, second)}
    assert {one.uid for one in difference.changed} == changed


def test_a_missing_journal_is_restored(backup: Backup, paths: Paths) -> None:
    paths.journal.unlink()
    restored = restore(paths, backup, LATER)
    assert (restored.before, restored.quarantined) == (None, None)
    assert content_of(paths.journal) == content_of(backup.path)


def test_a_backup_carried_elsewhere_is_restored(backup: Backup, paths: Paths, tmp_path: Path) -> None:
    carried = backup.path.rename(tmp_path / "carried.aijbackup")
    content = content_of(carried)
    restore(paths, read_backup(carried), LATER)
    assert content_of(paths.journal) == content
    assert carried.exists()


@pytest.mark.parametrize("keep", [slice(0, 8192), slice(0, -1), slice(1, None)])
def test_a_damaged_backup_is_refused_and_nothing_changes(backup: Backup, paths: Paths, keep: slice) -> None:
    backup.path.write_bytes(backup.path.read_bytes()[keep])
    before = files_of(paths.data)
    with pytest.raises(DamagedJournalError, match="not any more"):
        restore(paths, backup, LATER)
    assert files_of(paths.data) == before


def test_a_backup_of_a_newer_version_is_refused(backup: Backup, paths: Paths) -> None:
    raw = sqlite.connect(str(backup.path))
    raw.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    raw.close()
    backup.path.with_name(f"{backup.path.name}.json").unlink()
    before = files_of(paths.data)
    with pytest.raises(NewerJournalError) as caught:
        restore(paths, read_backup(backup.path), LATER)
    assert caught.value.exit_code == ExitCode.NEWER_JOURNAL
    assert files_of(paths.data) == before


def test_a_backup_of_an_older_version_is_brought_up_to_date_when_it_is_opened(
    backup: Backup, paths: Paths, tmp_path: Path
) -> None:
    older = tmp_path / "older.db"
    script = Path(__file__).parents[1] / "data" / "schemas" / f"v{SCHEMA_VERSION - 1}.sql"
    raw = sqlite.connect(str(older), isolation_level=None)
    raw.executescript(script.read_text(encoding="utf-8"))
    raw.close()
    assert backup.path.exists()
    restore(paths, read_backup(older), LATER)
    assert content_of(paths.journal) == content_of(older)
    with open_journal(paths) as journal:
        assert journal.checks.full().findings == ()
    assert BackupReason.BEFORE_MIGRATION in {one.reason for one in list_backups(paths)}


_HOLDER = """
from zoneinfo import ZoneInfo
from aijournal.journal.journal import Journal
from aijournal.paths import find_paths
from aijournal.settings import Settings
with Journal.open(find_paths(), Settings(), ZoneInfo("UTC")):
    print("open", flush=True)
    input()
"""


@pytest.fixture
def holder(
    backup: Backup, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[subprocess.Popen[bytes]]:
    """Have another process hold the journal open."""
    assert backup.path.exists()
    monkeypatch.setenv("AIJOURNAL_HOME", str(tmp_path / "home"))
    process = subprocess.Popen(
        [sys.executable, "-c", _HOLDER], env=environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stdin is not None
    assert process.stdout.readline() == b"open\n"
    yield process
    process.communicate(b"\n", timeout=60)
    assert process.returncode == 0


def test_nothing_is_restored_while_another_process_has_the_journal(
    backup: Backup, paths: Paths, holder: subprocess.Popen[bytes]
) -> None:
    before = files_of(paths.data)
    with pytest.raises(
        LockedError, match=f"process {holder.pid} " if sys.platform == "linux" else "open"
    ) as caught:
        restore(paths, backup, LATER)
    assert caught.value.exit_code == ExitCode.LOCKED
    assert files_of(paths.data) == before


def test_an_encrypted_backup_needs_its_passphrase(paths: Paths) -> None:
    key = passphrase()
    with open_journal(paths, key) as journal:
        fill(journal)
        backup = journal.backups.take(BackupReason.BY_HAND, NOW)
        log(journal, "came after +1")
    before = files_of(paths.data)
    with pytest.raises(PassphraseNeededError):
        restore(paths, backup, LATER)
    with pytest.raises(PassphraseError):
        restore(paths, backup, LATER, passphrase("wrong horse battery"))
    assert files_of(paths.data) == before
    content = content_of(backup.path, key)
    restored = restore(paths, backup, LATER, key)
    assert content_of(paths.journal, key) == content
    assert b"tides" not in paths.journal.read_bytes()
    assert restored.before is not None
    assert restored.before.is_encrypted


def test_a_plain_backup_never_sets_an_encrypted_journal_aside_unopened(
    backup: Backup, paths: Paths, tmp_path: Path
) -> None:
    carried = backup.path.rename(tmp_path / "carried.aijbackup")
    for path in (paths.journal, *paths.backups.iterdir()):
        path.unlink()
    with open_journal(paths, passphrase()) as journal:
        fill(journal)
    before = files_of(paths.data)
    for wrong in (None, passphrase("wrong horse battery")):
        with pytest.raises(PassphraseError):
            restore(paths, read_backup(carried), LATER, wrong)
        assert files_of(paths.data) == before
    assert restore(paths, read_backup(carried), LATER, passphrase()).before is not None


OLD, NEW = passphrase("the old passphrase"), passphrase("the new passphrase")


@pytest.fixture
def old_backup(paths: Paths, tmp_path: Path) -> Backup:
    """Return a backup under the old passphrase, brought back from elsewhere; the journal has the new one."""
    with open_journal(paths, OLD) as journal:
        fill(journal)
        taken = journal.backups.take(BackupReason.BY_HAND, NOW)
    away = tmp_path / "away"
    shutil.copytree(paths.backups, away)
    rewrite(paths, OLD, NEW)
    shutil.copytree(away, paths.backups, dirs_exist_ok=True)
    with open_journal(paths, NEW) as journal:
        log(journal, "came after the backup -1")
    return taken


def test_a_healthy_journal_with_another_passphrase_is_backed_up_first(
    old_backup: Backup, paths: Paths
) -> None:
    before = content_of(paths.journal, NEW)
    restored = restore(paths, old_backup, LATER, OLD, NEW)
    assert content_of(paths.journal, OLD) == content_of(old_backup.path, OLD) != before
    assert restored.before is not None
    assert content_of(restored.before.path, NEW) == before
    assert restored.quarantined is not None
    assert content_of(restored.quarantined, NEW) == before
    restore(paths, restored.before, LATER + HOUR, NEW, OLD)
    assert content_of(paths.journal, NEW) == before


@pytest.mark.parametrize("own", [None, passphrase("wrong horse battery")])
def test_a_healthy_journal_is_never_set_aside_by_a_passphrase_that_does_not_open_it(
    old_backup: Backup, paths: Paths, own: Passphrase | None
) -> None:
    before = files_of(paths.data)
    with pytest.raises(PassphraseError):
        restore(paths, old_backup, LATER, OLD, own)
    assert files_of(paths.data) == before


@pytest.mark.parametrize("start", [100, 0])
def test_a_damaged_journal_with_another_passphrase_is_set_aside(
    old_backup: Backup, paths: Paths, start: int
) -> None:
    with open_journal(paths, NEW) as journal:
        journal.backups.take(BackupReason.BY_HAND, NOW + HOUR)  # tells what the journal opens with
    damaged = bytearray(paths.journal.read_bytes())
    damaged[start : start + 100] = bytes(100)
    paths.journal.write_bytes(damaged)
    restored = restore(paths, old_backup, LATER, OLD, NEW)
    assert restored.before is None
    assert restored.quarantined is not None
    assert restored.quarantined.read_bytes() == bytes(damaged)
    assert content_of(paths.journal, OLD) == content_of(old_backup.path, OLD)


def test_a_backup_of_this_very_file_shows_that_it_is_damaged_wherever_it_lies(
    paths: Paths, tmp_path: Path
) -> None:
    with open_journal(paths, OLD) as journal:
        fill(journal)
        carried = journal.backups.take(BackupReason.BY_HAND, NOW).path.rename(tmp_path / "carried.aijbackup")
    with paths.journal.open("r+b") as file:
        file.seek(100)
        file.write(bytes(100))
    restored = restore(paths, read_backup(carried, OLD), LATER, OLD)
    assert restored.before is None
    assert content_of(paths.journal, OLD) == content_of(carried, OLD)


def test_a_plain_journal_that_is_damaged_needs_no_passphrase_of_other_backups(
    old_backup: Backup, paths: Paths
) -> None:
    rewrite(paths, NEW, None)  # which leaves the old backup as it is
    with open_journal(paths) as journal:
        plain = journal.backups.take(BackupReason.BY_HAND, NOW - HOUR)
    paths.journal.write_bytes(paths.journal.read_bytes()[:12000])
    newest, *_ = list_backups(paths)
    assert (newest.path, newest.is_encrypted) == (old_backup.path, True)
    assert restore(paths, plain, LATER).before is None


def test_when_it_was_looked_over_does_not_come_along(paths: Paths) -> None:
    with open_journal(paths) as journal:
        journal.checks.remember(NOW - HOUR)
        backup = journal.backups.take(BackupReason.BY_HAND, NOW)
        log(journal, "came after the backup -1")
        journal.checks.remember(NOW)
    restored = restore(paths, backup, LATER)
    with open_journal(paths) as journal:
        assert journal.checks.last() is None
    assert restored.before is not None
    with looking_at(restored.before.path) as connection:
        assert connection.execute("SELECT checked_at FROM journal_key").fetchone() != (None,)


def test_even_a_half_made_copy_can_be_restored(backup: Backup, paths: Paths) -> None:
    half_made = paths.backups / "journal-x1.tmp"
    other = paths.backups / "journal-x2.tmp"
    for path in (half_made, other):
        path.write_bytes(backup.path.read_bytes())
    restore(paths, read_backup(half_made), LATER)
    assert half_made.exists()
    assert not other.exists()
    assert content_of(paths.journal) == content_of(half_made)


def test_a_full_disk_leaves_the_journal_alone(
    backup: Backup, paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail_for_room(path: Path) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", str(path))

    before = content_of(paths.journal)
    with monkeypatch.context() as patched:
        patched.setattr(copies, "sync_file", fail_for_room)
        with pytest.raises(DiskFullError):
            restore(paths, backup, LATER)
    assert content_of(paths.journal) == before
    assert not paths.quarantine.exists()
    restore(paths, backup, LATER)


# Kills its own process where a file takes another's place: before the given time, counted from 0.
_KILLED = """
import os, signal, sys
from pathlib import Path
from datetime import UTC, datetime
from aijournal.journal.backup_files import read_backup
from aijournal.journal.restore import restore
from aijournal.paths import find_paths
left = int(sys.argv[2])
def count(event, arguments):
    global left
    if event == "os.rename":
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(count)
restore(find_paths(), read_backup(Path(sys.argv[1])), datetime(2026, 11, 22, tzinfo=UTC))
print("done")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no such signal")
def test_killed_at_any_step_the_journal_is_the_old_one_or_the_new_one(
    backup: Backup, paths: Paths, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AIJOURNAL_HOME", str(tmp_path / "home"))
    new = content_of(backup.path)
    seen = []
    for steps in range(20):
        with open_journal(paths) as journal:
            log(journal, f"before kill {steps} +1")
        old = content_of(paths.journal)
        ended = subprocess.run(
            [sys.executable, "-c", _KILLED, str(backup.path), str(steps)],
            env=environment(),
            capture_output=True,
            timeout=60,
            check=False,
        )
        open_journal(paths).close()
        found = content_of(paths.journal)
        assert found in (old, new), steps
        seen.append(found == new)
        if ended.returncode == 0:
            break
        assert ended.returncode == -signal.SIGKILL, ended.stderr
        assert not (paths.data / "journal.db.restored").exists()
    assert ended.stdout == b"done\n"
    assert seen.count(False) >= 4
    assert seen.count(True) >= 2  # once finished by whoever opened it next, once at the end


def test_a_new_journal_never_comes_from_a_restore_that_was_cut_off_long_ago(
    backup: Backup, paths: Paths
) -> None:
    pending = paths.data / "journal.db.restored"
    pending.write_bytes(backup.path.read_bytes())
    before = content_of(paths.journal)
    with open_journal(paths):
        pass
    assert not pending.exists()
    assert content_of(paths.journal) == before


def test_a_place_that_cannot_be_written_is_one_plain_sentence(backup: Backup, paths: Paths) -> None:
    paths.quarantine.write_text("in the way")
    before = content_of(paths.journal)
    with pytest.raises(AijournalError):
        restore(paths, backup, LATER)
    assert os.path.lexists(paths.journal)
    assert content_of(paths.journal) == before
