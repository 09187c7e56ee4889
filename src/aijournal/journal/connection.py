"""Opening the journal: one SQLite, one fixed configuration, and refusal of what is not ours.

The only SQLite in the process is the one that `sqlcipher3` carries: a second copy would drop the first
one's file locks, and so would any other code that opens and closes the file.
"""

import contextlib
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from threading import Event
from time import monotonic

from sqlcipher3 import dbapi2 as sqlite
from sqlite_utils import Database

from aijournal.errors import AijournalError, NewerJournalError
from aijournal.journal.backup_files import BackupReason
from aijournal.journal.backup_writing import write_backup
from aijournal.journal.engine_errors import plain_errors, plain_refusals
from aijournal.journal.looking import find_key, is_keyed, looking_at, set_key
from aijournal.journal.migrations import APPLICATION_ID, SCHEMA_VERSION, migrations
from aijournal.journal.passphrase import Key, Passphrase, random_key
from aijournal.journal.place import refuse_hard_link
from aijournal.journal.replacing import finish_replacing

OLDEST_SQLITE = (3, 51, 3)  # before it, a checkpoint racing with a commit could lose the commit
BUSY_TIMEOUT_MS = 5000
_PAUSE = 0.02  # seconds
_CHECKPOINT_PAGES = 1000  # as the engine has it by itself
_RARE_CHECKPOINT_PAGES = 16_000  # 64 MB of pages that wait beside the journal

# Audit events (`sys.addaudithook`), by which a guard knows which files are live; the argument is the path.
OPENED, CLOSED = "aijournal.journal.opened", "aijournal.journal.closed"

# What every connection must answer; journal_mode and the versions are looked at apart.
CONFIGURATION = {
    "synchronous": 2,  # FULL: with NORMAL, acknowledged commits were lost at a power cut
    "foreign_keys": 1,
    "secure_delete": 1,
    "trusted_schema": 0,
    "cell_size_check": 1,
    "mmap_size": 0,
    "temp_store": 2,  # memory: nothing private in temporary files
    "busy_timeout": BUSY_TIMEOUT_MS,
    "cache_size": -16 * 1024,  # KiB: with twice as much no question of a million calls was quicker
    "cipher_memory_security": 0,  # wiping all memory after use makes every question many times slower
    "fullfsync": 1,  # macOS only; elsewhere it changes nothing
    "checkpoint_fullfsync": 1,
}


def connect(path: Path, passphrase: Passphrase | None = None) -> Database:
    """Open the journal at `path`, creating or migrating it, with the fixed configuration.

    Raises `NewerJournalError`, `DamagedJournalError`, `LockedError`, `PassphraseError` or `AijournalError`;
    whatever is refused is left as it was, to the byte.
    """
    if sqlite.sqlite_version_info < OLDEST_SQLITE:
        raise AijournalError(
            "SQLite is too old",
            f"aijournal needs SQLite {'.'.join(map(str, OLDEST_SQLITE))} or newer, "
            f"but this installation carries {sqlite.sqlite_version}. Please reinstall aijournal.",
        )
    backups = path.with_name("backups")  # where `Paths.backups` is
    path = path.resolve()  # whatever leads to it, its -wal lies beside the file itself
    with plain_errors(path), plain_refusals(path):
        finish_replacing(path)
        refuse_hard_link(path)
        key = _key_of(path, passphrase)
        sys.audit(OPENED, str(path))
        connection = sqlite.connect(str(path), timeout=BUSY_TIMEOUT_MS / 1000, isolation_level=None)
        try:
            path.chmod(path.stat().st_mode & 0o600)  # before the -wal exists, which inherits the mode
            set_key(connection, key)
            db = Database(connection, execute_plugins=False)
            _configure(db)
            _back_up_before_migration(db, backups, passphrase)
            _migrate(db)
        except BaseException:
            _close(connection, path)
            raise
        return db


def disconnect(db: Database, path: Path) -> None:
    """Close what `connect` opened; calling it twice is harmless."""
    with contextlib.suppress(sqlite.ProgrammingError):  # it is closed already
        db.conn.total_changes  # noqa: B018 - asks whether it is open
        _close(db.conn, path.resolve())


def _close(connection: sqlite.Connection, path: Path) -> None:
    connection.close()
    sys.audit(CLOSED, str(path))


def _key_of(path: Path, passphrase: Passphrase | None) -> Key | None:
    """Return the key for a journal that there is or will be; what is not ours is refused."""
    if not path.exists() or path.stat().st_size == 0:
        return passphrase.new_key() if passphrase else None
    key = find_key(path, passphrase)
    refuse_foreign(path, key)
    return key


def copy_to_memory(db: Database) -> Database:
    """Return a copy of a database that lives in memory alone, configured alike."""
    connection = sqlite.connect(":memory:", isolation_level=None)
    set_key(connection, random_key() if is_keyed(db.conn) else None)  # both are, or the engine refuses
    db.conn.backup(connection)
    copy = Database(connection, execute_plugins=False)
    _set_pragmas(copy)
    return copy


@contextlib.contextmanager
def writing(db: Database) -> Iterator[None]:
    """Run one transaction that takes the write lock at once, so that it cannot fail half-way as busy.

    Inside another one it is a part of it: whatever goes wrong ends the outer one. Savepoints would grow
    slower and slower, because foreign keys make each statement look through all that changed since.
    """
    if _in_transaction(db):
        yield
        return
    db.conn.execute("BEGIN IMMEDIATE")
    try:
        yield
        db.conn.execute("COMMIT")
    except BaseException:
        if _in_transaction(db):  # some errors have ended the transaction by themselves
            db.conn.execute("ROLLBACK")
        raise


@contextlib.contextmanager
def rarely_checkpointing(db: Database) -> Iterator[None]:
    """Let many transactions wait in the write-ahead log, and so write each page into the journal once.

    What was committed is as safe there. The first commit after this brings it into the journal.
    """
    db.execute(f"PRAGMA wal_autocheckpoint = {_RARE_CHECKPOINT_PAGES}")
    try:
        yield
    finally:
        db.execute(f"PRAGMA wal_autocheckpoint = {_CHECKPOINT_PAGES}")


@contextlib.contextmanager
def reading(db: Database) -> Iterator[None]:
    """Let many questions see the journal as it is at one moment, while others go on writing."""
    if _in_transaction(db):
        yield
        return
    db.conn.execute("BEGIN")
    try:
        yield
    finally:
        if _in_transaction(db):  # some errors have ended the transaction by themselves
            db.conn.execute("ROLLBACK")


def _in_transaction(db: Database) -> bool:
    return bool(db.conn.in_transaction)


def says_sample_data(path: Path) -> bool:
    """Whether the file is a journal that says of itself that it is sample data; leaves no trace."""
    try:
        with looking_at(path) as connection:
            row = connection.execute("SELECT is_demo FROM journal_key").fetchone()
    except sqlite.DatabaseError:  # no journal, one from before there were demos, or one that is locked up
        return False
    return row is not None and bool(row[0])


def refuse_foreign(path: Path, key: Key | None) -> None:
    """Look at the file's header, and refuse what this program must not touch."""
    with looking_at(path, key) as connection:
        application_id = connection.execute("PRAGMA application_id").fetchone()[0]
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if application_id != APPLICATION_ID and (application_id or version or tables):
        raise AijournalError(
            "Not a journal",
            f"{path} is a database of another program. It was left untouched; move it elsewhere to start "
            "a journal there.",
        )
    if version > SCHEMA_VERSION:
        raise NewerJournalError(
            "Journal of a newer version",
            f"{path} was written by a newer aijournal (format {version}; this one knows {SCHEMA_VERSION}). "
            "Nothing was changed. Please open it with the newer version.",
        )


def _set_pragmas(db: Database) -> None:
    for name, value in CONFIGURATION.items():
        db.execute(f"PRAGMA {name} = {value}")


def _configure(db: Database) -> None:
    _set_pragmas(db)
    answers = {name: int(db.execute(f"PRAGMA {name}").fetchone()[0]) for name in CONFIGURATION}
    if answers != CONFIGURATION:
        raise AijournalError(
            "The database engine is not as it must be",
            f"It answered {answers}, and not {CONFIGURATION}. Nothing was changed. "
            "Please reinstall aijournal.",
        )
    if _switch_to_wal(db) != "wal":
        raise AijournalError(
            "Unsafe place for a journal",
            "This folder does not support write-ahead logging, which keeps your entries safe. "
            "Please keep the journal on a local disk. Nothing was changed.",
        )


def _switch_to_wal(db: Database) -> str:
    """Switch to write-ahead logging and return the mode in force.

    The engine's own patience does not cover the switch: where two processes make the journal at once, the
    second one is refused without a wait.
    """
    until = monotonic() + BUSY_TIMEOUT_MS / 1000
    while True:
        try:
            return str(db.execute("PRAGMA journal_mode = WAL").fetchone()[0])
        except sqlite.OperationalError:
            if monotonic() > until:
                raise
        Event().wait(_PAUSE)


def _back_up_before_migration(db: Database, folder: Path, passphrase: Passphrase | None) -> None:
    """Keep an older journal as it is, before its tables change; a new one holds nothing yet."""
    version = db.execute("PRAGMA user_version").fetchone()[0]
    if 0 < version < SCHEMA_VERSION:
        write_backup(db.conn, folder, BackupReason.BEFORE_MIGRATION, datetime.now(UTC), passphrase)


def _migrate(db: Database) -> None:
    if db.execute("PRAGMA user_version").fetchone()[0] == SCHEMA_VERSION:
        return
    with writing(db):
        migrations.apply(db)
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
