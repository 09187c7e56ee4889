"""What can be said about the journal's file and its engine, for a person who asks whether all is well."""

import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlite

from aijournal.journal.connection import CONFIGURATION, OLDEST_SQLITE, connect
from aijournal.journal.lock import share_journal
from aijournal.journal.migrations import SCHEMA_VERSION
from aijournal.paths import Paths

_GROUP_AND_OTHERS = stat.S_IRWXG | stat.S_IRWXO


@dataclass(frozen=True, slots=True)
class JournalHealth:
    """The engine, the file, and what is not as it should be.

    `configuration` holds what the engine answers for each fixed setting, `differing` the names of those that
    are not as asserted, `readable_by_others` the files of the journal that somebody else may open.
    """

    sqlite_version: str
    is_sqlite_new_enough: bool
    schema_version: int
    size: int
    configuration: Mapping[str, int]
    differing: tuple[str, ...]
    readable_by_others: tuple[Path, ...]
    is_sound: bool


def examine(paths: Paths) -> JournalHealth:
    """Open the journal, making it if there is none, and look it over; a quick check of its pages included.

    Raises what opening a journal raises.
    """
    with share_journal(paths):
        db = connect(paths.journal)
        try:
            answers = {name: int(db.execute(f"PRAGMA {name}").fetchone()[0]) for name in CONFIGURATION}
            is_sound = db.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok"
            loose = tuple(path for path in sorted(paths.data.iterdir()) if _is_loose(path))
        finally:
            db.conn.close()
    return JournalHealth(
        sqlite_version=sqlite.sqlite_version,
        is_sqlite_new_enough=sqlite.sqlite_version_info >= OLDEST_SQLITE,
        schema_version=SCHEMA_VERSION,
        size=paths.journal.stat().st_size,
        configuration=answers,
        differing=tuple(name for name, value in CONFIGURATION.items() if answers[name] != value),
        readable_by_others=loose,
        is_sound=is_sound,
    )


def _is_loose(path: Path) -> bool:
    return path.is_file() and bool(path.stat().st_mode & _GROUP_AND_OTHERS)
