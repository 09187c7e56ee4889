"""Backups of an open journal: complete, sound, private, and only when there is something to keep."""

import errno
import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlite

from aijournal.errors import (
    AijournalError,
    DamagedJournalError,
    DiskFullError,
    ExitCode,
    NewerJournalError,
    PassphraseError,
    PassphraseNeededError,
)
from aijournal.journal import copies
from aijournal.journal.backup_files import BackupReason, list_backups, read_backup, reseal
from aijournal.journal.backups import thin, verify
from aijournal.journal.journal import Journal
from aijournal.journal.migrations import SCHEMA_VERSION
from aijournal.paths import Paths
from tests.journal.backup_room import HOUR, content_of, fill, integrity_of, log, open_journal
from tests.journal.builders import NOW, add, an_exchange
from tests.journal.secret_journal import passphrase
from tests.processes import environment, run_python

SCHEMAS = Path(__file__).parents[1] / "data" / "schemas"

_WRITER = """
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo
from aijournal.domain.assessment import Door
from aijournal.domain.entry_line import parse_entry_line
from aijournal.journal.journal import Journal
from aijournal.paths import find_paths
from aijournal.settings import Settings
now = datetime(2026, 11, 20, tzinfo=UTC)
with Journal.open(find_paths(), Settings(), ZoneInfo("UTC")) as journal:
    print("ready", flush=True)
    while not Path(sys.argv[1]).exists():
        journal.log(parse_entry_line("watched the tide +1 5m", now), now, Door.COMMAND_LINE)
"""


@pytest.fixture
def filled(journal: Journal) -> Journal:
    fill(journal)
    return journal


def test_a_backup_holds_everything_and_tells_what_it_is(filled: Journal, paths: Paths) -> None:
    backup = filled.backups.take(BackupReason.BY_HAND, NOW)
    assert backup.path == paths.backups / "journal-20261120T153000Z.aijbackup"
    assert (backup.taken_at, backup.reason, backup.is_encrypted) == (NOW, BackupReason.BY_HAND, False)
    assert backup.rows["interaction"] == filled._db.execute("SELECT count(*) FROM interaction").fetchone()[0]
    assert backup.rows["assessment"] == 4
    assert backup.sha256 == hashlib.sha256(backup.path.read_bytes()).hexdigest()
    assert backup.schema_version == SCHEMA_VERSION
    assert content_of(backup.path) == content_of(paths.journal)
    assert list_backups(paths) == (backup,)
    verify(backup)


def test_a_backup_is_private_and_leaves_nothing_else(filled: Journal, paths: Paths) -> None:
    backup = filled.backups.take(BackupReason.BY_HAND, NOW)
    assert {path.name: path.stat().st_mode & 0o777 for path in paths.backups.iterdir()} == {
        backup.path.name: 0o600,
        f"{backup.path.name}.json": 0o600,
    }
    assert paths.backups.stat().st_mode & 0o777 == 0o700


def test_two_backups_of_one_second_are_two(filled: Journal, paths: Paths) -> None:
    one, other = (filled.backups.take(BackupReason.BY_HAND, NOW) for _ in range(2))
    assert one.path != other.path
    assert {backup.path for backup in list_backups(paths)} == {one.path, other.path}


def test_live_backups_under_continuous_writes(
    paths: Paths, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pytestconfig: pytest.Config
) -> None:
    monkeypatch.setenv("AIJOURNAL_HOME", str(tmp_path / "home"))
    enough = tmp_path / "enough"
    rounds = 60 if pytestconfig.getoption("--full-counts") else 20
    with open_journal(paths) as journal:
        writer = subprocess.Popen(
            [sys.executable, "-c", _WRITER, str(enough)], env=environment(), stdout=subprocess.PIPE
        )
        assert writer.stdout is not None
        try:
            assert writer.stdout.readline() == b"ready\n"
            taken = []
            for number in range(rounds):
                before = journal._db.execute("SELECT count(*) FROM interaction").fetchone()[0]
                backup = journal.backups.take(BackupReason.BY_HAND, NOW + number * timedelta(seconds=1))
                taken.append((before, backup))
        finally:
            enough.touch()
            writer.wait(timeout=60)
            writer.stdout.close()
        assert writer.returncode == 0
    assert len(list_backups(paths)) == rounds
    for before, backup in taken:
        assert integrity_of(backup.path) == "ok"
        assert len(content_of(backup.path)["interaction"]) == backup.rows["interaction"] >= before
    assert taken[-1][1].rows["interaction"] > taken[0][1].rows["interaction"]


def test_the_schedule_skips_what_is_unchanged(filled: Journal, paths: Paths) -> None:
    first = filled.backups.take_if_due(NOW)
    assert first is not None
    assert first.reason is BackupReason.AUTOMATIC
    assert filled.backups.take_if_due(NOW + 2 * HOUR) is None
    log(filled, "went on +1")
    assert filled.backups.take_if_due(NOW + timedelta(minutes=29)) is None
    assert filled.backups.take_if_due(NOW + timedelta(minutes=30)) is not None
    assert len(list_backups(paths)) == 2


def test_every_kind_of_change_is_noticed(filled: Journal) -> None:
    def change(number: int) -> None:
        entry = filled.inbox(NOW, 1)[0].interaction.id
        acts = (
            lambda: log(filled, "one more +1"),
            lambda: filled.set_task(entry, "review", NOW),
            filled.undo,
            lambda: filled.marks.add(NOW.date(), "new editor", NOW),
            lambda: add(filled, an_exchange(900, NOW - 900 * HOUR)),
        )
        acts[number]()

    for number in range(5):
        before = filled.backups.take(BackupReason.BY_HAND, NOW)
        change(number)
        after = filled.backups.take(BackupReason.BY_HAND, NOW)
        assert after.state != before.state, number


def test_what_changes_nothing_is_no_change(filled: Journal) -> None:
    before = filled.backups.take(BackupReason.BY_HAND, NOW)
    add(filled, an_exchange(1, NOW - HOUR))  # known already
    filled.drafts.keep("quick-log", "half a sent", NOW)
    assert filled.backups.take(BackupReason.BY_HAND, NOW).state == before.state


def test_a_backup_from_the_future_suppresses_nothing(filled: Journal) -> None:
    assert filled.backups.take_if_due(NOW + timedelta(days=3650)) is not None
    assert filled.backups.take_if_due(NOW) is not None


def test_an_empty_journal_is_not_backed_up_by_itself(journal: Journal, paths: Paths) -> None:
    assert journal.backups.take_if_due(NOW) is None
    assert journal.backups.take_before(BackupReason.BEFORE_IMPORT, NOW) is None
    assert not paths.backups.exists()
    assert journal.backups.take(BackupReason.BY_HAND, NOW).rows["interaction"] == 0


def test_a_way_back_is_taken_unless_the_newest_backup_is_one(filled: Journal) -> None:
    first = filled.backups.take_before(BackupReason.BEFORE_BULK_EDIT, NOW)
    assert first is not None
    assert filled.backups.take_before(BackupReason.BEFORE_BULK_EDIT, NOW + HOUR) == first
    log(filled, "changed +1")
    second = filled.backups.take_before(BackupReason.BEFORE_BULK_EDIT, NOW + HOUR)
    assert second is not None
    assert second.path != first.path
    second.path.write_bytes(b"rotten")
    third = filled.backups.take_before(BackupReason.BEFORE_BULK_EDIT, NOW + HOUR)
    assert third is not None
    assert third.path not in {first.path, second.path}


def test_a_trial_in_memory_takes_no_backup(filled: Journal, paths: Paths) -> None:
    with filled.rehearsal() as rehearsed:
        assert rehearsed.backups.take_if_due(NOW) is None
        assert rehearsed.backups.take_before(BackupReason.BEFORE_IMPORT, NOW) is None
        with pytest.raises(AijournalError, match="No backup"):
            rehearsed.backups.take(BackupReason.BY_HAND, NOW)
    assert not paths.backups.exists()


def test_a_transaction_is_not_backed_up_half_way(filled: Journal, paths: Paths) -> None:
    with filled.together():
        log(filled, "not yet committed +1")
        with pytest.raises(RuntimeError, match="rolled back"):
            filled.backups.take(BackupReason.BY_HAND, NOW)
    assert list_backups(paths) == ()


def test_thinning_keeps_the_schedule_and_sweeps_up(filled: Journal, paths: Paths) -> None:
    start = NOW - timedelta(days=20)
    for number in range(4):
        filled.backups.take(BackupReason.BY_HAND, start + number * HOUR)
    left = paths.backups / "journal-abc.tmp"
    left.write_bytes(b"half a copy")
    alone = paths.backups / "journal-20200101T000000Z.aijbackup.json"
    alone.touch()
    young = paths.backups / "journal-young.tmp"
    young.touch()
    for path in (left, alone):
        os.utime(path, (1, 1))
    last = filled.backups.take(BackupReason.BY_HAND, NOW)
    assert [one.taken_at for one in list_backups(paths)] == [NOW, start + 3 * HOUR, start + 2 * HOUR]
    assert {path.name for path in paths.backups.iterdir()} == {
        name for one in list_backups(paths) for name in (one.path.name, f"{one.path.name}.json")
    } | {young.name}
    assert thin(paths, NOW) == ()
    verify(last)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda content: content[:-1],
        lambda content: content[:5000] + bytes([content[5000] ^ 1]) + content[5001:],
        lambda content: content + b"x",
        lambda _content: b"",
    ],
)
def test_a_damaged_backup_is_found_out(filled: Journal, spoil: Callable[[bytes], bytes]) -> None:
    backup = filled.backups.take(BackupReason.BY_HAND, NOW)
    backup.path.write_bytes(spoil(backup.path.read_bytes()))
    with pytest.raises(DamagedJournalError, match="not any more"):
        verify(backup)


def test_a_backup_of_an_encrypted_journal_is_encrypted_alike(paths: Paths) -> None:
    key = passphrase()
    with open_journal(paths, key) as journal:
        fill(journal)
        backup = journal.backups.take(BackupReason.BY_HAND, NOW)
    assert backup.is_encrypted
    assert b"tides" not in backup.path.read_bytes()
    assert content_of(backup.path, key) == content_of(paths.journal, key)
    verify(backup, key)
    verify(backup)  # its bytes alone
    with pytest.raises(PassphraseError):
        verify(backup, passphrase("wrong horse battery"))
    backup.path.with_name(f"{backup.path.name}.json").unlink()
    with pytest.raises(PassphraseNeededError):
        read_backup(backup.path)
    assert read_backup(backup.path, key).is_encrypted


def test_a_backup_without_its_companion_is_gone_through(
    filled: Journal, tmp_path: Path, paths: Paths
) -> None:
    backup = filled.backups.take(BackupReason.BY_HAND, NOW)
    elsewhere = backup.path.rename(tmp_path / "carried away.aijbackup")
    found = read_backup(elsewhere)
    assert (found.rows, found.state, found.sha256) == (backup.rows, backup.state, None)
    assert found.reason is BackupReason.UNKNOWN
    assert list_backups(paths) == ()
    verify(found)
    elsewhere.write_bytes(elsewhere.read_bytes()[:-4096])
    with pytest.raises(DamagedJournalError):
        read_backup(elsewhere)
    with pytest.raises(AijournalError, match="no such backup"):
        read_backup(tmp_path / "nowhere")


@pytest.mark.parametrize("content", [b"", b"no database", b"{}", b'{"reason": 3}', b"\xff"])
def test_a_companion_that_cannot_be_read_is_as_none(filled: Journal, paths: Paths, content: bytes) -> None:
    backup = filled.backups.take(BackupReason.BY_HAND, NOW)
    backup.path.with_name(f"{backup.path.name}.json").write_bytes(content)
    assert list_backups(paths) == ()
    assert read_backup(backup.path).rows == backup.rows


def test_a_reason_of_a_newer_version_is_unknown(filled: Journal, paths: Paths) -> None:
    backup = filled.backups.take(BackupReason.BY_HAND, NOW)
    companion = backup.path.with_name(f"{backup.path.name}.json")
    told = json.loads(companion.read_bytes())
    companion.write_text(json.dumps({**told, "reason": "before teleport", "colour": "teal"}))
    assert [one.reason for one in list_backups(paths)] == [BackupReason.UNKNOWN]


def test_a_backup_of_a_newer_version_is_refused(filled: Journal, paths: Paths) -> None:
    backup = filled.backups.take(BackupReason.BY_HAND, NOW)
    raw = sqlite.connect(str(backup.path))
    raw.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    raw.close()
    backup.path.with_name(f"{backup.path.name}.json").unlink()
    with pytest.raises(NewerJournalError) as caught:
        verify(read_backup(backup.path))
    assert caught.value.exit_code == ExitCode.NEWER_JOURNAL
    assert list_backups(paths) == ()


def test_another_programs_database_is_no_backup(tmp_path: Path) -> None:
    path = tmp_path / "recipes.db"
    raw = sqlite.connect(str(path))
    raw.execute("CREATE TABLE recipe (name TEXT)")
    raw.close()
    with pytest.raises(AijournalError, match="another program"):
        read_backup(path)


def test_a_rewritten_backup_is_told_of_anew(filled: Journal, paths: Paths) -> None:
    backup = filled.backups.take(BackupReason.BY_HAND, NOW)
    raw = sqlite.connect(str(backup.path), isolation_level=None)
    raw.execute("VACUUM")
    raw.execute("PRAGMA journal_mode = DELETE")
    raw.close()
    renewed = reseal(backup, is_encrypted=False)
    assert list_backups(paths) == (renewed,)
    assert renewed.sha256 != backup.sha256
    verify(renewed)


def test_a_damaged_journal_makes_no_backup(filled: Journal, paths: Paths) -> None:
    earlier = filled.backups.take(BackupReason.BY_HAND, NOW)
    filled.close()
    raw = sqlite.connect(str(paths.journal), isolation_level=None)
    raw.execute("PRAGMA foreign_keys = OFF")
    raw.execute("UPDATE call SET exchange_id = 999999 WHERE id = 1")
    raw.close()
    with open_journal(paths) as journal:
        with pytest.raises(DamagedJournalError, match="no backup was taken"):
            journal.backups.take(BackupReason.BY_HAND, NOW + HOUR)
        assert list_backups(paths) == (earlier,)
    assert len(list(paths.backups.iterdir())) == 2


def test_a_folder_that_cannot_be_written_is_one_plain_sentence(filled: Journal, paths: Paths) -> None:
    paths.backups.write_text("in the way")
    with pytest.raises(AijournalError, match="Nothing was lost"):
        filled.backups.take(BackupReason.BY_HAND, NOW)


_ON_A_FULL_DISK = """
import resource, signal, sys
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo
from aijournal.errors import DiskFullError
from aijournal.journal.backup_files import BackupReason, list_backups
from aijournal.journal.journal import Journal
from aijournal.paths import find_paths
from aijournal.settings import Settings
paths = find_paths()
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
with Journal.open(paths, Settings(), ZoneInfo("UTC")) as journal:
    before = list_backups(paths)
    resource.setrlimit(resource.RLIMIT_FSIZE, (64 * 1024, resource.RLIM_INFINITY))
    try:
        journal.backups.take(BackupReason.BY_HAND, datetime(2026, 11, 21, tzinfo=UTC))
    except DiskFullError as error:
        print(error.message)
    assert list_backups(paths) == before, "a backup is lost"
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    journal.backups.take(BackupReason.BY_HAND, datetime(2026, 11, 21, tzinfo=UTC))
    assert len(list_backups(paths)) == len(before) + 1
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no such limit")
def test_without_room_nothing_is_lost_and_the_need_is_named(
    filled: Journal, paths: Paths, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled.backups.take(BackupReason.BY_HAND, NOW)
    monkeypatch.setenv("AIJOURNAL_HOME", str(tmp_path / "home"))
    ended = run_python(tmp_path, "-c", _ON_A_FULL_DISK)
    assert ended.stderr == ""
    assert ended.returncode == 0
    assert "It needs 0." in ended.stdout
    assert "MB" in ended.stdout
    assert sorted(path.suffix for path in paths.backups.iterdir()) == [".aijbackup"] * 2 + [".json"] * 2


def test_without_room_the_schedule_makes_some_first(
    filled: Journal, paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = NOW - timedelta(days=20)
    kept = [filled.backups.take(BackupReason.BY_HAND, old + number * HOUR) for number in range(4)]
    room = sum(path.stat().st_size for path in paths.backups.iterdir())

    def sync_if_there_is_room(path: Path) -> None:
        if sum(one.stat().st_size for one in paths.backups.iterdir()) > room:
            raise OSError(errno.ENOSPC, "No space left on device", str(path))

    monkeypatch.setattr(copies, "sync_file", sync_if_there_is_room)
    taken = filled.backups.take(BackupReason.BY_HAND, NOW)
    assert list_backups(paths) == (taken, kept[3], kept[2])
    monkeypatch.setattr(copies, "sync_file", _fail_for_room)
    with pytest.raises(DiskFullError, match="Make room"):
        filled.backups.take(BackupReason.BY_HAND, NOW)
    assert list_backups(paths) == (taken, kept[3], kept[2])


def _fail_for_room(path: Path) -> None:
    raise OSError(errno.ENOSPC, "No space left on device", str(path))


def test_an_older_journal_is_backed_up_before_it_is_migrated(paths: Paths) -> None:
    _put_older(paths)
    before = content_of(paths.journal)
    with open_journal(paths):
        pass
    (backup,) = list_backups(paths)
    assert (backup.reason, backup.schema_version) == (BackupReason.BEFORE_MIGRATION, SCHEMA_VERSION - 1)
    assert content_of(backup.path) == before
    with open_journal(paths) as journal:
        assert journal._db.execute("PRAGMA user_version").fetchone()[0] == SCHEMA_VERSION
    assert list_backups(paths) == (backup,)


def test_without_its_backup_nothing_is_migrated(paths: Paths) -> None:
    _put_older(paths)
    before = content_of(paths.journal)
    paths.backups.write_text("in the way")
    with pytest.raises(AijournalError, match="backup"):
        open_journal(paths)
    assert content_of(paths.journal) == before


def _put_older(paths: Paths) -> None:
    """Put a journal in place as the last version of the program wrote it."""
    paths.data.mkdir(parents=True, mode=0o700)
    raw = sqlite.connect(str(paths.journal), isolation_level=None)
    raw.executescript((SCHEMAS / f"v{SCHEMA_VERSION - 1}.sql").read_text(encoding="utf-8"))
    raw.close()
