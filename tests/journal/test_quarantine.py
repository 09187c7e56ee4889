"""Damaged journals: never a crash, never touched, and always a way on."""

import random
from collections import Counter
from pathlib import Path

import pytest

from aijournal.domain.entry_filter import EVERYTHING
from aijournal.errors import AijournalError, DamagedJournalError, ExitCode, LockedError
from aijournal.journal.backup_files import Backup, BackupReason
from aijournal.journal.backups import verify
from aijournal.journal.quarantine import examine_damage, set_aside
from aijournal.journal.restore import restore
from aijournal.paths import Paths
from tests.journal.backup_room import DAMAGES, HOUR, content_of, fill, log, open_journal
from tests.journal.builders import NOW
from tests.journal.secret_journal import passphrase

LATER = NOW + 2 * HOUR
# What a damaged file may be refused as: a file of others, of a newer version, a damaged one, a locked one.
REFUSALS = {ExitCode.FAILED, ExitCode.NEWER_JOURNAL, ExitCode.DAMAGED, ExitCode.WRONG_PASSPHRASE}


@pytest.fixture
def backup(paths: Paths) -> Backup:
    """Return a verified backup of a journal that was closed after one more entry."""
    with open_journal(paths) as journal:
        fill(journal, 40)
        taken = journal.backups.take(BackupReason.AUTOMATIC, NOW)
        log(journal, "came after the backup -1")
    return taken


def _open(paths: Paths) -> ExitCode | None:
    """Open a journal and close it; returns how it was refused, `None` if it was not."""
    try:
        open_journal(paths).close()
    except AijournalError as error:
        return error.exit_code
    return None


def _is_sound(paths: Paths) -> bool:
    """Look all of a journal over, and read it if nothing was found."""
    with open_journal(paths) as journal:
        if not journal.checks.full().is_sound:
            return False
        journal.entries(EVERYTHING, NOW, 100)
        journal.totals(EVERYTHING)
    return True


def test_damaged_files_of_every_kind(backup: Backup, paths: Paths, pytestconfig: pytest.Config) -> None:
    dice = random.Random(15)
    healthy = paths.journal.read_bytes()
    saved = content_of(backup.path)
    refused, unsound = Counter[str](), Counter[str]()
    for number in range(400 if pytestconfig.getoption("--full-counts") else 63):
        damage = DAMAGES[number % len(DAMAGES)]
        paths.journal.write_bytes(damage(bytearray(healthy), dice))
        before = _files_of_journal(paths.data)
        refusal = _open(paths)
        if refusal is not None:
            assert refusal in REFUSALS, damage
            assert _files_of_journal(paths.data) == before, damage
            refused[damage.__name__] += 1
        elif not _is_sound(paths):
            unsound[damage.__name__] += 1
            before = _files_of_journal(paths.data)
        found = examine_damage(paths, LATER)
        assert (found.newest, found.age) == (backup, 2 * HOUR)
        if number % 2 and refusal is not None:
            aside = set_aside(paths, LATER)
            assert _is_sound(paths)  # a new one in the empty place
        else:
            aside = restore(paths, backup, LATER).quarantined
            assert content_of(paths.journal) == saved
        assert aside is not None
        if refusal is not None:
            assert _files_of_journal(aside.parent) == before
        for path in (*paths.data.glob("journal.db*"), *_others(paths, backup)):
            path.unlink()
    always = {"_empty", "_text", "_foreign"}
    assert {name for name in refused if refused[name] == refused["_text"]} >= always
    assert refused["_truncate"] + unsound["_truncate"] == refused["_text"]
    assert set(refused + unsound) == {damage.__name__ for damage in DAMAGES}
    verify(backup)


def _files_of_journal(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.glob("journal.db*"))}


def _others(paths: Paths, backup: Backup) -> list[Path]:
    """Return the backups that came since, which would be the newest of the next round."""
    return [path for path in paths.backups.iterdir() if not path.name.startswith(backup.path.name)]


def test_setting_aside_takes_everything_that_belongs_together(backup: Backup, paths: Paths) -> None:
    paths.journal.write_bytes(b"rubbish" * 3000)
    for suffix in ("-wal", "-shm"):
        paths.journal.with_name(f"journal.db{suffix}").write_bytes(f"of{suffix}".encode())
    before = _files_of_journal(paths.data)
    aside = set_aside(paths, LATER)
    assert aside == paths.quarantine / "20261120T173000Z" / "journal.db"
    assert _files_of_journal(aside.parent) == before
    assert len(before) == 3
    assert set(_files_of_journal(paths.data)) == {"journal.db"}, "an empty one, or it would seem missing"
    assert backup.path.exists()
    with open_journal(paths) as journal:
        assert journal.is_blank()


def test_a_journal_that_is_missing_beside_its_backups_is_not_begun_anew_in_silence(
    backup: Backup, paths: Paths
) -> None:
    paths.journal.unlink()
    with pytest.raises(DamagedJournalError, match="backups of it are"):
        open_journal(paths)
    assert not paths.journal.exists()
    assert set_aside(paths, LATER) is None
    open_journal(paths).close()
    assert backup.path.exists()


def test_a_restore_takes_a_foreign_wal_out_of_the_way(backup: Backup, paths: Paths) -> None:
    paths.journal.write_bytes(b"rubbish" * 3000)
    log_of_another = paths.journal.with_name("journal.db-wal")
    log_of_another.write_bytes(b"pages of another file" * 500)
    restored = restore(paths, backup, LATER)
    assert not log_of_another.exists()
    assert restored.before is None
    assert restored.quarantined is not None
    assert restored.quarantined.with_name("journal.db-wal").exists()
    assert content_of(paths.journal) == content_of(backup.path)


def test_nothing_is_set_aside_that_is_open(backup: Backup, paths: Paths) -> None:
    assert backup.path.exists()
    with open_journal(paths), pytest.raises(LockedError):
        set_aside(paths, LATER)
    assert paths.journal.exists()


def test_what_a_backup_would_lose_is_counted_where_it_can_be(backup: Backup, paths: Paths) -> None:
    assert examine_damage(paths, LATER).entries_lost == 1
    paths.journal.write_bytes(paths.journal.read_bytes()[:8192])
    assert examine_damage(paths, LATER).entries_lost is None
    backup.path.write_bytes(b"rotten")
    damage = examine_damage(paths, LATER)
    assert (damage.newest, damage.age, damage.entries_lost) == (None, None, None)


def test_the_newest_backup_that_is_sound_counts(backup: Backup, paths: Paths) -> None:
    with open_journal(paths) as journal:
        newer = journal.backups.take(BackupReason.AUTOMATIC, NOW + HOUR)
    assert examine_damage(paths, LATER).newest == newer
    newer.path.write_bytes(newer.path.read_bytes()[:-1])
    assert examine_damage(paths, LATER).newest == backup


def test_of_an_encrypted_journal_the_same(paths: Paths) -> None:
    key = passphrase()
    with open_journal(paths, key) as journal:
        fill(journal)
        backup = journal.backups.take(BackupReason.BY_HAND, NOW)
        log(journal, "came after +1")
    assert examine_damage(paths, LATER, key).entries_lost == 1
    content = bytearray(paths.journal.read_bytes())
    content[5 * 4096 : 6 * 4096] = bytes(4096)
    paths.journal.write_bytes(content)
    saved = content_of(backup.path, key)
    restored = restore(paths, backup, LATER, key)
    assert restored.before is None
    assert restored.quarantined is not None
    assert restored.quarantined.read_bytes() == bytes(content)
    assert content_of(paths.journal, key) == saved
