"""Purging: what was purged is in no byte of any file, and a kill on the way only delays that."""

import errno
import os
import random
import string
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from aijournal.domain.assessment import Assessment, Door, Outcome
from aijournal.domain.entry import EntryWords
from aijournal.domain.entry_filter import EVERYTHING
from aijournal.domain.entry_line import EntryLine
from aijournal.errors import AijournalError, LockedError
from aijournal.journal import purged_backups
from aijournal.journal.backup_files import BackupReason, list_backups, read_backup
from aijournal.journal.backups import verify
from aijournal.journal.connection import writing
from aijournal.journal.copies import go_through
from aijournal.journal.journal import Journal
from aijournal.journal.lock import share_copying, take_purging
from aijournal.journal.passphrase import Passphrase
from aijournal.journal.purge import purge_entries, purge_everything
from aijournal.journal.purge_order import PurgeOrder, order_path, write_order
from aijournal.journal.purged_backups import purge_backups
from aijournal.journal.purged_rows import purge_rows
from aijournal.journal.restore import restore
from aijournal.paths import Paths, find_paths
from aijournal.settings import Settings
from tests.journal.builders import NEW_YORK, NOW, add, an_exchange
from tests.journal.dumps import assert_sums_fit
from tests.journal.secret_journal import live_file, passphrase
from tests.processes import environment

WORD = "xylophonequartz"


def open_journal(paths: Paths, key: Passphrase | None = None) -> Journal:
    return Journal.open(paths, Settings(), NEW_YORK, key)


def holding(folder: Path, token: str = WORD) -> list[str]:
    """Return the names of the files under a folder in which a word stands; no journal may be open."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return [path.name for path in files if token.encode() in path.read_bytes().lower()]


def write_about(journal: Journal, token: str = WORD) -> int:
    """Log an entry, and leave its word wherever one can."""
    verdict = Assessment(Outcome.HELPED, note=f"about {token}", unblocked=token, door=Door.QUICK_LOG)
    entry = journal.log(
        EntryLine(f"first {token}", tags=(token,), assessment=verdict), NOW, Door.QUICK_LOG
    ).interaction.id
    journal.edit(entry, EntryWords(f"{token} again", "shop", "debugging", (f"{token}-tag",)), NOW)
    journal.assess(entry, Assessment(Outcome.HURT, note=f"not {token}"), NOW)
    journal.undo()
    journal.drafts.keep("quick-log", f"more {token}", NOW)
    return entry


def look_for(paths: Paths, token: str = WORD) -> str:
    """Let another process look for a word in the live files, as somebody else would."""
    script = (
        "import sys, pathlib\n"
        "print([path.name for path in sorted(pathlib.Path(sys.argv[1]).glob('journal.db*'))\n"
        "       if sys.argv[2].encode() in path.read_bytes().lower()])"
    )
    arguments = [sys.executable, "-c", script, str(paths.data), token]
    return subprocess.run(arguments, capture_output=True, text=True, check=True, timeout=30).stdout.strip()


def test_purging_an_entry_leaves_no_byte_of_it_while_the_journal_is_open(paths: Paths) -> None:
    with open_journal(paths) as journal:
        entry = write_about(journal)
        assert look_for(paths) != "[]"
        assert purge_entries(journal.trash, paths, [entry]).is_traceless
        assert look_for(paths) == "[]"
        assert journal.undo() is None
        assert_sums_fit(journal)
    assert holding(paths.data) == []


@pytest.mark.parametrize("is_long", [False, True])
def test_purging_leaves_no_byte_among_many_entries(paths: Paths, *, is_long: bool) -> None:
    chance = random.Random(7)
    tokens = ["".join(chance.choices(string.ascii_lowercase, k=16)) for _ in range(60)]
    filler = " ".join(chance.choices(["build", "tests", "review", "parser"], k=900 if is_long else 5))
    with open_journal(paths) as journal:
        entries = {}
        for token in tokens:
            line = EntryLine(f"{token} {filler}", tags=(token,))
            entries[token] = journal.log(line, NOW - timedelta(hours=chance.randrange(900)), Door.QUICK_LOG)
            if chance.random() < 0.5:
                verdict = Assessment(Outcome.HELPED, note=f"{filler} {token}")
                journal.assess(entries[token].interaction.id, verdict, NOW)
        gone = chance.sample(tokens, 30)
        journal.trash.delete([entries[token].interaction.id for token in gone[:10]], NOW)
        journal.trash.delete([entries[token].interaction.id for token in gone[10:15]], NOW)
        journal.trash.empty(NOW + timedelta(days=31))
        purge_entries(journal.trash, paths, [entries[token].interaction.id for token in gone[15:]])
        found = {token for token in gone if look_for(paths, token) != "[]"}
    assert found == set()
    assert all(holding(paths.data, token) for token in tokens if token not in gone)


def test_emptying_the_trash_leaves_no_byte(paths: Paths) -> None:
    with open_journal(paths) as journal:
        journal.trash.delete([write_about(journal)], NOW)
        journal.drafts.drop("quick-log")
        assert journal.trash.empty(NOW + timedelta(days=30)).entries == 1
        assert look_for(paths) == "[]"
        assert journal.trash.contents() == ()
        assert journal.undo() is None


def test_what_has_not_lain_for_30_days_stays(journal: Journal) -> None:
    journal.trash.delete([write_about(journal)], NOW)
    assert journal.trash.empty(NOW + timedelta(days=30, seconds=-1)).items == 0
    assert journal.trash.empty(NOW, older_than=timedelta(0)).items == 1


def test_purging_from_the_trash_leaves_the_others_of_the_same_deletion(paths: Paths) -> None:
    with open_journal(paths) as journal:
        other = journal.log(EntryLine("keep this one"), NOW, Door.QUICK_LOG).interaction.id
        entry = write_about(journal)
        label = journal.trash.delete([entry, other], NOW)
        purge_entries(journal.trash, paths, [entry])
        assert [item.entries for item in journal.trash.contents()] == [1]
        assert look_for(paths) == "[]"
        assert journal.undo() == label
        assert journal.entry(other, NOW) is not None
        assert journal.entry(entry, NOW) is None


def test_a_purged_import_does_not_come_back_with_its_log(journal: Journal, paths: Paths) -> None:
    work = [an_exchange(number, NOW - timedelta(hours=2 * number)) for number in range(1, 4)]
    add(journal, *work)
    entry = journal.inbox(NOW, 1)[0].interaction.id
    purge_entries(journal.trash, paths, [entry])
    again = add(journal, *work)
    assert (again.imported, again.duplicates, again.ignored) == (0, 6, 3)
    assert_sums_fit(journal)


def test_purging_what_is_not_there_is_told(journal: Journal, paths: Paths) -> None:
    with pytest.raises(AijournalError, match="No such entry"):
        purge_entries(journal.trash, paths, [4711])
    assert not order_path(paths).exists()


def test_backups_are_written_anew_and_verified(paths: Paths) -> None:
    with open_journal(paths) as journal:
        before = journal.backups.take(BackupReason.BY_HAND, NOW - timedelta(days=2))
        entry = write_about(journal)
        journal.log(EntryLine("keep this one"), NOW, Door.QUICK_LOG)
        journal.backups.take(BackupReason.BY_HAND, NOW - timedelta(days=1))
        journal.trash.delete([entry], NOW)
        journal.backups.take(BackupReason.BY_HAND, NOW)
        purged = purge_entries(journal.trash, paths, [entry], backups=True)
    assert (len(purged.backups.done), purged.backups.left, purged.kept_until) == (2, (), None)
    assert holding(paths.data) == []
    after = list_backups(paths)
    assert [one.taken_at for one in after] == [NOW, NOW - timedelta(days=1), NOW - timedelta(days=2)]
    assert [one.rows["interaction"] for one in after] == [1, 1, 0]
    assert after[-1].sha256 == before.sha256
    for backup in after:
        verify(backup)


def test_backups_that_are_kept_are_told_with_their_last_day(paths: Paths) -> None:
    with open_journal(paths) as journal:
        entry = write_about(journal)
        journal.backups.take(BackupReason.BY_HAND, NOW)
        kept_until = purge_entries(journal.trash, paths, [entry]).kept_until
    assert kept_until is not None
    assert kept_until > NOW + timedelta(days=9 * 30)
    assert holding(paths.backups) != []


def test_a_damaged_backup_is_left_and_named(paths: Paths) -> None:
    with open_journal(paths) as journal:
        entry = write_about(journal)
        backup = journal.backups.take(BackupReason.BY_HAND, NOW)
        content = bytearray(backup.path.read_bytes())
        content[5000] ^= 1
        backup.path.write_bytes(content)
        purged = purge_entries(journal.trash, paths, [entry], backups=True)
    assert purged.backups.left == (backup.path,)
    assert backup.path.read_bytes() == bytes(content)


def test_a_backup_that_cannot_be_written_anew_is_named_too(
    paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail_for_room(path: Path) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", str(path))

    with open_journal(paths) as journal:
        entry = write_about(journal)
        backup = journal.backups.take(BackupReason.BY_HAND, NOW)
        monkeypatch.setattr(purged_backups, "sync_file", fail_for_room)
        purged = purge_entries(journal.trash, paths, [entry], backups=True)
    assert purged.backups.left == (backup.path,)
    assert list_backups(paths) == (backup,)
    assert not order_path(paths).exists()


def test_a_backup_that_lost_its_companion_is_purged_like_the_others(paths: Paths) -> None:
    with open_journal(paths) as journal:
        entry = write_about(journal)
        kept = journal.log(EntryLine("keep this one"), NOW, Door.QUICK_LOG).interaction.id
        path = journal.backups.take(BackupReason.BY_HAND, NOW).path
        path.with_name(f"{path.name}.json").unlink()
        assert purge_entries(journal.trash, paths, [kept]).kept_in == (path,)
        assert purge_entries(journal.trash, paths, [entry], backups=True).backups.done == (path,)
    assert holding(paths.data) == []
    assert read_backup(path).rows["interaction"] == 1


def killed_and_set_aside(paths: Paths) -> Path:
    """Set a copy of the live journal aside, as after a kill: what was written last is in its log alone."""
    killed = paths.quarantine / "20261120T153000Z" / "journal.db"
    killed.parent.mkdir(parents=True, mode=0o700)
    for suffix in ("-wal", ""):
        content = live_file(paths.journal.with_name(f"journal.db{suffix}"))
        killed.with_name(f"journal.db{suffix}").write_bytes(content)
    return killed


def test_a_log_of_what_was_set_aside_keeps_no_old_pages(paths: Paths) -> None:
    with open_journal(paths) as journal:
        uids = journal.trash.uids([write_about(journal)])
        with writing(journal._db):
            purge_rows(journal._db, uids)
        killed = killed_and_set_aside(paths)
        assert holding(paths.quarantine) == ["journal.db-wal"]
        with take_purging(paths.journal):
            assert purge_backups(paths, uids, None).done == (killed,)
    assert holding(paths.quarantine) == []


def aside_in_every_way(paths: Paths, key: Passphrase | None = None) -> tuple[int, list[Path]]:
    """Leave a word in a replaced journal, in one with a log of its own, and in emergency copies."""
    with open_journal(paths, key) as journal:
        before = journal.backups.take(BackupReason.BY_HAND, NOW)
        entry = write_about(journal)
        places = [journal.place.save_elsewhere(folder, NOW) for folder in (paths.quarantine, paths.state)]
        killed = killed_and_set_aside(paths)
    replaced = restore(paths, before, NOW + timedelta(hours=1), key)
    assert replaced.quarantined is not None
    assert replaced.before is not None
    restore(paths, replaced.before, NOW + timedelta(hours=2), key)
    return entry, [*places, killed, replaced.quarantined]


def test_what_was_set_aside_is_written_anew_too(paths: Paths) -> None:
    entry, places = aside_in_every_way(paths)
    assert len(holding(paths.data.parent)) == 6
    with open_journal(paths) as journal:
        purged = purge_entries(journal.trash, paths, [entry], backups=True)
    assert {*places} < {*purged.backups.done}
    assert (purged.backups.left, purged.kept_until, purged.kept_in) == ((), None, ())
    assert holding(paths.data.parent) == []
    for path in places:
        assert path.stat().st_mode & 0o777 == 0o600
        assert go_through(path, None).rows["interaction"] == 0
        assert not path.with_name(f"{path.name}-wal").exists()


def test_what_was_set_aside_encrypted_is_written_anew_too(paths: Paths) -> None:
    key = passphrase()
    entry, places = aside_in_every_way(paths, key)
    with open_journal(paths, key) as journal:
        purged = purge_entries(journal.trash, paths, [entry], key, backups=True)
    assert {*places} < {*purged.backups.done}
    assert purged.backups.left == ()
    for path in places:
        facts = go_through(path, key)
        assert (facts.rows["interaction"], facts.is_encrypted) == (0, True)


def test_what_was_set_aside_and_holds_it_is_told(paths: Paths) -> None:
    entry, places = aside_in_every_way(paths)
    before = {path: path.read_bytes() for path in places}
    damaged = paths.quarantine / "20261119T153000Z" / "journal.db"
    damaged.parent.mkdir()
    damaged.write_bytes(b"no journal at all " * 500)
    with open_journal(paths) as journal:
        purged = purge_entries(journal.trash, paths, [entry])
    assert purged.kept_in == tuple(sorted((damaged, *places)))
    assert len(list(paths.quarantine.glob("*/journal.db"))) == 4, "one never had it"
    assert {path: path.read_bytes() for path in places} == before


def test_what_was_set_aside_and_cannot_be_opened_is_named(paths: Paths) -> None:
    other = find_paths({"AIJOURNAL_HOME": str(paths.data.parent / "other")})
    open_journal(other, passphrase()).close()
    left = [paths.quarantine / name / "journal.db" for name in ("20261118T153000Z", "20261119T153000Z")]
    for path, content in zip(left, (b"damaged " * 600, other.journal.read_bytes()), strict=True):
        path.parent.mkdir(parents=True)
        path.write_bytes(content)
    before = [path.read_bytes() for path in left]
    with open_journal(paths) as journal:
        purged = purge_entries(journal.trash, paths, [write_about(journal)], backups=True)
    assert purged.backups.left == tuple(left)
    assert [path.read_bytes() for path in left] == before


@pytest.mark.parametrize("backups", [False, True])
def test_what_killed_work_left_goes_with_the_entry(paths: Paths, *, backups: bool) -> None:
    with open_journal(paths) as journal:
        entry = write_about(journal)
        leave_half_made(paths)
        purge_entries(journal.trash, paths, [entry], backups=backups)
    assert holding(paths.data.parent) == []


def leave_half_made(paths: Paths) -> None:
    names = (
        "journal.db.x1.tmp",
        "backups/journal-x2.tmp",
        "backups/purged-x3.tmp",
        "quarantine/a/purged-x4.tmp",
    )
    for path in (paths.data / name for name in names):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(WORD)


def test_what_somebody_else_is_purging_is_left_to_them(paths: Paths) -> None:
    with open_journal(paths) as journal:
        uids = journal.trash.uids([write_about(journal)])
        journal.backups.take(BackupReason.BY_HAND, NOW)
        write_order(paths, PurgeOrder(backups=True, uids=uids))
        leave_half_made(paths)
        before = sorted(holding(paths.backups))
        with take_purging(paths.journal):
            open_journal(paths).close()
            assert sorted(holding(paths.backups)) == before
            assert order_path(paths).exists()
        open_journal(paths).close()
        assert not order_path(paths).exists()
    assert holding(paths.data) == []


def test_what_somebody_else_was_cut_off_from_is_finished_first(paths: Paths) -> None:
    with open_journal(paths) as journal:
        mine = journal.log(EntryLine("mine"), NOW, Door.QUICK_LOG).interaction.id
        theirs = journal.trash.uids([write_about(journal)])
        journal.backups.take(BackupReason.BY_HAND, NOW)
        write_order(paths, PurgeOrder(backups=True, uids=theirs))
        assert purge_entries(journal.trash, paths, [mine]).entries == 1
        assert not order_path(paths).exists()
    assert holding(paths.data) == []


def test_nobody_purges_while_a_copy_is_made(paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("aijournal.journal.lock._PATIENCE", 0)
    with open_journal(paths) as journal:
        entry = write_about(journal)
        with share_copying(paths.journal), pytest.raises(LockedError, match="copied or purged"):
            purge_entries(journal.trash, paths, [entry], backups=True)
        assert not order_path(paths).exists()
        assert journal.entry(entry, NOW) is not None
        with take_purging(paths.journal), pytest.raises(LockedError, match="copied or purged"):
            journal.backups.take(BackupReason.BY_HAND, NOW)
    assert list_backups(paths) == ()


def test_purging_everything_while_somebody_has_the_journal_open_changes_nothing(paths: Paths) -> None:
    with open_journal(paths) as journal:
        write_about(journal)
        with pytest.raises(LockedError, match=str(os.getpid())):
            purge_everything(paths, backups=True)
        assert not order_path(paths).exists()
    assert holding(paths.data) == ["journal.db"]


def fill(paths: Paths) -> None:
    """Leave the word in every place where the program keeps anything."""
    with open_journal(paths) as journal:
        write_about(journal)
        journal.backups.take(BackupReason.BY_HAND, NOW)
    leave_half_made(paths)
    for folder in (paths.quarantine / "20261120T153000Z", paths.state / "logs"):
        folder.mkdir(parents=True)
        (folder / "journal.db").write_text(WORD)


@pytest.mark.parametrize("backups", [False, True])
def test_purging_everything_leaves_no_byte(paths: Paths, *, backups: bool) -> None:
    fill(paths)
    purge_everything(paths, backups=backups)
    left = holding(paths.data.parent)
    assert not left if backups else {Path(name).suffix for name in left} == {".aijbackup"}
    kept = set() if backups else {"journal.db"}  # an empty one, or it would seem missing beside its backups
    assert {path.name for path in paths.data.iterdir()} <= {"journal.lock", "backups"} | kept
    assert not order_path(paths).exists()
    assert paths.journal.exists() is not backups
    with open_journal(paths) as journal:
        assert journal.inbox(NOW, 1) == ()


def test_what_a_link_points_to_is_not_ours_to_overwrite(paths: Paths, tmp_path: Path) -> None:
    fill(paths)
    other = tmp_path / "other.txt"
    other.write_text("not ours")
    (paths.state / "logs" / "link").symlink_to(other)
    (paths.state / "folder").symlink_to(tmp_path)
    purge_everything(paths, backups=True)
    assert other.read_text() == "not ours"


# Runs until it is about to touch a file or the database for the N-th time after the order was written down,
# and is killed then.
_KILLED = """
import os, signal, sys
from zoneinfo import ZoneInfo
from aijournal.journal.journal import Journal
from aijournal.journal.purge import purge_entries, purge_everything
from aijournal.paths import find_paths
from aijournal.settings import Settings

paths, left, entry = find_paths(), int(sys.argv[1]), int(sys.argv[2])
is_begun = False

def step():
    global left
    left -= is_begun
    if left < 0:
        os.kill(os.getpid(), signal.SIGKILL)

def hear(event, arguments):
    global is_begun
    if event in {"open", "os.remove", "os.rename", "os.rmdir"}:
        step()
    is_begun = is_begun or (event == "os.rename" and str(arguments[1]).endswith("purge.json"))

sys.addaudithook(hear)
if entry:
    with Journal.open(paths, Settings(), ZoneInfo("America/New_York")) as journal:
        journal._db.conn.set_trace_callback(lambda statement: step())
        purge_entries(journal.trash, paths, [entry], backups=True)
else:
    purge_everything(paths, backups=True)
"""


def is_killed(paths: Paths, step: int, entry: int = 0) -> bool:
    """Purge in a process of its own, which is killed at some step; return whether it came that far."""
    done = subprocess.run(
        [sys.executable, "-c", _KILLED, str(step), str(entry)],
        env=environment(AIJOURNAL_HOME=str(paths.data.parent)),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode in {0, -9}, done.stderr
    return done.returncode == -9


# Stops where the copy that is to take a backup's place is complete, until somebody writes a line.
_HALF_WAY = """
import sys
from zoneinfo import ZoneInfo
from aijournal.journal.journal import Journal
from aijournal.journal.purge import purge_entries
from aijournal.paths import find_paths
from aijournal.settings import Settings

def hear(event, arguments):
    if event == "os.rename" and "purged-" in str(arguments[0]):
        print("half way", flush=True)
        sys.stdin.readline()

sys.addaudithook(hear)
paths = find_paths()
with Journal.open(paths, Settings(), ZoneInfo("America/New_York")) as journal:
    purge_entries(journal.trash, paths, [int(sys.argv[1])], backups=True)
"""


def test_no_backup_is_lost_where_somebody_opens_the_journal_during_a_purge(paths: Paths) -> None:
    with open_journal(paths) as journal:
        entry = write_about(journal)
        for day in range(3):
            journal.backups.take(BackupReason.BY_HAND, NOW - timedelta(days=day))
    purge = subprocess.Popen(
        [sys.executable, "-c", _HALF_WAY, str(entry)],
        env=environment(AIJOURNAL_HOME=str(paths.data.parent)),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert purge.stdout is not None
    assert purge.stdin is not None
    for _ in range(3):
        assert purge.stdout.readline() == "half way\n"
        open_journal(paths).close()
        purge.stdin.write("go on\n")
        purge.stdin.flush()
    purge.communicate(timeout=60)
    assert purge.returncode == 0
    assert [one.taken_at for one in list_backups(paths)] == [NOW - timedelta(days=day) for day in range(3)]
    for backup in list_backups(paths):
        verify(backup)
    assert holding(paths.data) == []


@pytest.mark.skipif(os.name != "posix", reason="a process cannot kill itself like this elsewhere")
def test_a_kill_while_everything_is_purged_is_made_good_by_the_next_start(tmp_path: Path) -> None:
    kills = 0
    for step in range(0, 100, 2):
        paths = find_paths({"AIJOURNAL_HOME": str(tmp_path / f"home-{step}")})
        fill(paths)
        was_killed = is_killed(paths, step)
        with open_journal(paths) as journal:
            assert journal.entries(EVERYTHING, NOW, 10).rows == ()
        assert holding(paths.data.parent) == []
        assert not order_path(paths).exists()
        if not was_killed:
            break
        kills += 1
    assert kills >= 12


@pytest.mark.skipif(os.name != "posix", reason="a process cannot kill itself like this elsewhere")
def test_a_kill_while_an_entry_is_purged_is_made_good_by_the_next_start(tmp_path: Path) -> None:
    kills = 0
    for step in range(0, 200, 7):
        paths = find_paths({"AIJOURNAL_HOME": str(tmp_path / f"home-{step}")})
        with open_journal(paths) as journal:
            entry = write_about(journal)
            kept = journal.log(EntryLine("keep this one"), NOW, Door.QUICK_LOG).interaction.id
            journal.backups.take(BackupReason.BY_HAND, NOW)
        was_killed = is_killed(paths, step, entry)
        with open_journal(paths) as journal:
            assert [row.interaction.id for row in journal.entries(EVERYTHING, NOW, 10).rows] == [kept]
        assert holding(paths.data.parent) == []
        assert {one.rows["interaction"] for one in list_backups(paths)} == {1}
        if not was_killed:
            break
        kills += 1
    assert kills >= 15
