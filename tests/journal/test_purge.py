"""Purging: what was purged is in no byte of any file, and a kill on the way only delays that."""

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
from aijournal.journal.backup_files import BackupReason, list_backups
from aijournal.journal.backups import verify
from aijournal.journal.journal import Journal
from aijournal.journal.purge import purge_entries, purge_everything
from aijournal.journal.purge_order import order_path
from aijournal.paths import Paths, find_paths
from aijournal.settings import Settings
from tests.journal.builders import NEW_YORK, NOW, add, an_exchange
from tests.journal.dumps import assert_sums_fit
from tests.processes import environment

WORD = "xylophonequartz"


def open_journal(paths: Paths) -> Journal:
    return Journal.open(paths, Settings(), NEW_YORK)


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
    for folder in (paths.quarantine / "20261120T153000Z", paths.state / "logs"):
        folder.mkdir(parents=True)
        (folder / "journal.db").write_text(WORD)


@pytest.mark.parametrize("backups", [False, True])
def test_purging_everything_leaves_no_byte(paths: Paths, *, backups: bool) -> None:
    fill(paths)
    purge_everything(paths, backups=backups)
    left = holding(paths.data.parent)
    assert not left if backups else {Path(name).suffix for name in left} == {".aijbackup"}
    assert not order_path(paths).exists()
    assert not paths.journal.exists()
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
    for step in range(0, 200, 12):
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
    assert kills >= 9
