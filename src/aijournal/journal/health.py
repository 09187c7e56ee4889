"""What can be said about the journal's file and its engine, for a person who asks whether all is well."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlite

from aijournal.journal.backup_files import list_backups
from aijournal.journal.connection import CONFIGURATION, OLDEST_SQLITE, disconnect
from aijournal.journal.lock import share_journal
from aijournal.journal.looking import is_keyed, may_be_encrypted, salt_of
from aijournal.journal.migrations import SCHEMA_VERSION
from aijournal.journal.opening import open_database
from aijournal.journal.passphrase import Passphrase
from aijournal.journal.place import filesystem_of, is_remote, loose_paths
from aijournal.paths import Paths


@dataclass(frozen=True, slots=True)
class JournalHealth:
    """The engine, the file, and what is not as it should be.

    `configuration` holds what the engine answers for each fixed setting, `differing` the names of those that
    are not as asserted, `open_to_others` the folder and files of the journal that somebody else may open.
    `filesystem` is what the folder lies on, `None` where the system does not tell. `backups_apart` are those
    that are not encrypted with the journal's own key, or not plain as it is.
    """

    sqlite_version: str
    is_sqlite_new_enough: bool
    schema_version: int
    size: int
    configuration: Mapping[str, int]
    differing: tuple[str, ...]
    open_to_others: tuple[Path, ...]
    filesystem: str | None
    is_sound: bool
    is_encrypted: bool = False
    backups_apart: tuple[Path, ...] = ()

    @property
    def is_remote(self) -> bool:
        """Whether the journal lies on another machine, where it is not safe."""
        return is_remote(self.filesystem)


def examine(paths: Paths, passphrase: Passphrase | None = None) -> JournalHealth:
    """Open the journal, making it if there is none, and look it over; a quick check of its pages included.

    Raises what opening a journal raises.
    """
    with share_journal(paths):
        db = open_database(paths, passphrase)
        try:
            answers = {name: int(db.execute(f"PRAGMA {name}").fetchone()[0]) for name in CONFIGURATION}
            is_sound = db.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok"
            loose = loose_paths(paths)
            is_encrypted = is_keyed(db.conn)
            backups_apart = tuple(_backups_apart(paths, is_encrypted=is_encrypted))
        finally:
            disconnect(db, paths.journal)
    return JournalHealth(
        sqlite_version=sqlite.sqlite_version,
        is_sqlite_new_enough=sqlite.sqlite_version_info >= OLDEST_SQLITE,
        schema_version=SCHEMA_VERSION,
        size=paths.journal.stat().st_size,
        configuration=answers,
        differing=tuple(name for name, value in CONFIGURATION.items() if answers[name] != value),
        open_to_others=loose,
        filesystem=filesystem_of(paths.data),
        is_sound=is_sound,
        is_encrypted=is_encrypted,
        backups_apart=backups_apart,
    )


def _backups_apart(paths: Paths, *, is_encrypted: bool) -> Iterator[Path]:
    salt = salt_of(paths.journal) if is_encrypted else None
    for backup in list_backups(paths):
        if (salt_of(backup.path) if may_be_encrypted(backup.path) else None) != salt:
            yield backup.path
