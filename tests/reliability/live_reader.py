"""A driver: copies the files of a journal that this very process has open, and counts what that destroys.

The engine notices by itself when only the database was read, and not the -shm; a copied folder holds both.
"""

import shutil
import subprocess
import sys
from pathlib import Path

from aijournal.domain.assessment import Door
from aijournal.domain.entry_line import parse_entry_line
from aijournal.journal.journal import Journal
from aijournal.journal.live_files import LiveFileError, LiveFiles
from aijournal.paths import Paths, find_paths
from tests.reliability.acts import START, ZONE, open_journal
from tests.reliability.driver import answer

_COUNT = "from tests.reliability.live_reader import count; import sys; print(count(sys.argv[1]))"


def copy_live_files(home: Path, *, is_guarded: bool) -> dict[str, object]:
    """Copy the folder, let another process open and close the journal, then write on; tell what is left."""
    paths, live = find_paths({"AIJOURNAL_HOME": str(home)}), LiveFiles()
    if is_guarded:
        live.install()
    with open_journal(paths) as journal:
        _log(journal, "before")
        refused = _is_refused(paths)
        count_elsewhere(home)
        for number in range(3):
            _log(journal, f"after {number}")
        seen = count_elsewhere(home)
    return {"refused": refused, "hits": live.hits, "acknowledged": 4, "seen": seen}


def count(home: str) -> int:
    """Return how many entries a process of its own sees."""
    with open_journal(find_paths({"AIJOURNAL_HOME": home})) as journal:
        return int(journal._db.execute("SELECT count(*) FROM interaction").fetchone()[0])


def count_elsewhere(home: Path) -> int:
    counted = subprocess.run([sys.executable, "-c", _COUNT, home], check=True, capture_output=True)
    return int(counted.stdout)


def _is_refused(paths: Paths) -> bool:
    try:
        shutil.copytree(paths.data, paths.state / "copy")
    except LiveFileError:
        return True
    return False


def _log(journal: Journal, title: str) -> None:
    journal.log(parse_entry_line(title, START.astimezone(ZONE)), START, Door.COMMAND_LINE)


if __name__ == "__main__":
    answer(copy_live_files(Path(sys.argv[1]), is_guarded=sys.argv[2] == "guarded"))
