"""Where copies of a journal lie: every place is known, and what is no copy is not taken for one."""

import sys
from pathlib import Path

import pytest

from aijournal.journal.copy_places import JournalCopies, copies_of
from aijournal.journal.quarantine import set_aside
from aijournal.paths import Paths
from tests.journal.backup_room import open_journal
from tests.journal.builders import NOW
from tests.journal.secret_journal import make_journal


def _write(*paths: Path) -> tuple[Path, ...]:
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"some bytes")
    return tuple(sorted(paths))


def test_there_is_none_where_there_is_nothing(paths: Paths) -> None:
    assert copies_of(paths) == JournalCopies((), (), ())


def test_every_place_is_known(paths: Paths) -> None:
    backup = make_journal(paths)
    with open_journal(paths) as journal:
        saved = [journal.place.save_elsewhere(folder, NOW) for folder in (paths.quarantine, paths.state)]
    aside = set_aside(paths, NOW)
    assert aside is not None
    make_journal(paths).path.with_suffix(".aijbackup.json").unlink()
    alone = _write(paths.backups / "from another computer.aijbackup")
    lost = _write(paths.quarantine / "20261120T153000Z-2" / "journal.db-wal")
    half_made = _write(
        paths.data / "journal.db.x1.tmp",
        paths.data / "journal.db.x1.tmp-journal",
        paths.data / "journal.db.rewritten",
        paths.backups / "journal-x2.tmp",
        paths.backups / "purged-x3.tmp",
        paths.backups / f"{backup.path.name}.rewritten",
        paths.quarantine / "journal-saved-20261120T153001Z.part",
        paths.state / "journal-saved-20261120T153001Z.part",
        paths.state / f"{saved[1].name}.rewritten",
        aside.with_name("purged-x4.tmp"),
        aside.with_name("purged-x4.tmp-wal"),
        aside.with_name("journal.db.rewritten"),
    )
    _write(aside.with_name("journal.db-wal"), aside.with_name("journal.db-shm"))
    _write(paths.state / "window.ini", paths.state / "logs" / "aijournal.log", paths.data / "purge.json")
    copies = copies_of(paths)
    assert {*copies.backups} == {*paths.backups.glob("*.aijbackup")} >= {backup.path, *alone}
    assert copies.set_aside == tuple(sorted((*saved, aside, *lost)))
    assert copies.half_made == half_made


@pytest.mark.skipif(sys.platform == "win32", reason="a link needs special rights there")
def test_a_journal_that_lies_elsewhere_is_known_by_its_own_name(paths: Paths, tmp_path: Path) -> None:
    open_journal(paths).close()
    real = tmp_path / "elsewhere" / "my.db"
    real.parent.mkdir()
    paths.journal.rename(real)
    paths.journal.symlink_to(real)
    half_made = _write(real.with_name("my.db.x1.tmp"))
    _write(real.with_name("notes.tmp"))
    assert copies_of(paths).half_made == half_made
    assert copies_of(paths).set_aside == ()
    assert set_aside(paths, NOW) == paths.quarantine / "20261120T153000Z" / "my.db"
    assert copies_of(paths).set_aside == (paths.quarantine / "20261120T153000Z" / "my.db",)
