"""A driver: writes entries until the disk takes no more, makes room, and writes on."""

import resource
import sys
from collections.abc import Callable
from pathlib import Path

from aijournal.domain.assessment import Door
from aijournal.domain.entry_filter import EVERYTHING
from aijournal.domain.entry_line import EntryLine
from aijournal.errors import DiskFullError
from aijournal.journal.journal import Journal
from aijournal.paths import find_paths
from tests.reliability.acts import START, open_journal, unsound
from tests.reliability.driver import answer

_MOST = 100_000
_BALLAST = 300_000
_LIMIT = 1_500_000


def fill(home: Path, limit: Callable[[], Callable[[], None]]) -> dict[str, object]:
    """Write until it is refused, look what is left while the disk is full, make room, and write on.

    `limit` makes the room scarce, and returns what makes room again.
    """
    with open_journal(find_paths({"AIJOURNAL_HOME": str(home)})) as journal:
        make_room = limit()
        acknowledged, error = _write_until_refused(journal)
        while_full = _count(journal)
        sound_while_full = journal._db.execute("PRAGMA quick_check").fetchone()[0]
        make_room()
        _write(journal)
        after = _count(journal)
        problems = unsound(journal)
    return {
        "acknowledged": acknowledged,
        "title": error.title,
        "message": error.message,
        "engine": str(error.__cause__),
        "while_full": while_full,
        "sound_while_full": sound_while_full,
        "after": after,
        "problems": problems,
    }


def _write_until_refused(journal: Journal) -> tuple[int, DiskFullError]:
    for number in range(_MOST):
        try:
            _write(journal)
        except DiskFullError as error:
            return number, error
    raise RuntimeError("The disk never became full")


def _write(journal: Journal) -> None:
    journal.log(EntryLine(title="word " * 400), START, Door.COMMAND_LINE)


def _count(journal: Journal) -> int:
    return len(journal.entries(EVERYTHING, START, _MOST).rows)


def with_ballast(home: Path) -> Callable[[], None]:
    """Fill a small disk beside the journal; what is returned removes it again."""
    ballast = home / "ballast"
    ballast.write_bytes(bytes(_BALLAST))
    return ballast.unlink


def with_limit(home: Path) -> Callable[[], None]:
    """Limit how large a file may become (Python ignores the signal for it); what is returned lifts that."""
    largest = max(path.stat().st_size for path in (home / "data").iterdir())
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (largest + _LIMIT, before[1]))
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, before)


if __name__ == "__main__":
    place, way = Path(sys.argv[1]), {"ballast": with_ballast, "limit": with_limit}[sys.argv[2]]
    answer(fill(place, lambda: way(place)))
