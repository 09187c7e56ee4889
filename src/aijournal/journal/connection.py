"""Opening the journal: one SQLite, one fixed configuration, and refusal of what is not ours.

The only SQLite in the process is the one that `sqlcipher3` carries: a second copy would drop the first
one's file locks, and so would any other code that opens and closes the file.
"""

import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlite
from sqlite_utils import Database

from aijournal.errors import AijournalError, DamagedJournalError, LockedError, NewerJournalError
from aijournal.journal.migrations import APPLICATION_ID, SCHEMA_VERSION, migrations
from aijournal.journal.passphrase import Passphrase

OLDEST_SQLITE = (3, 51, 3)  # before it, a checkpoint racing with a commit could lose the commit
BUSY_TIMEOUT_MS = 5000

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
    "cache_size": -32 * 1024,  # KiB: the inner pages of a journal of many years, and a transaction's own
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
    with plain_errors(path):
        is_new = not path.exists() or path.stat().st_size == 0
        if not is_new:
            _refuse_foreign(path, passphrase)
        sys.audit(OPENED, str(path))
        connection = sqlite.connect(str(path), timeout=BUSY_TIMEOUT_MS / 1000, isolation_level=None)
        try:
            path.chmod(0o600)  # before the -wal exists, which inherits the mode
            db = Database(connection, execute_plugins=False)
            _unlock(connection, passphrase)
            _configure(db)
            _migrate(db)
        except BaseException:
            _close(connection, path)
            raise
        return db


def disconnect(db: Database, path: Path) -> None:
    """Close what `connect` opened; calling it twice is harmless."""
    _close(db.conn, path)


def _close(connection: sqlite.Connection, path: Path) -> None:
    connection.close()
    sys.audit(CLOSED, str(path))


def _unlock(connection: sqlite.Connection, passphrase: Passphrase | None) -> None:
    for statement in passphrase.statements() if passphrase else ():
        connection.execute(statement)


def copy_to_memory(db: Database) -> Database:
    """Return a copy of a database that lives in memory alone, configured alike."""
    connection = sqlite.connect(":memory:", isolation_level=None)
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


def _in_transaction(db: Database) -> bool:
    return bool(db.conn.in_transaction)


def says_sample_data(path: Path) -> bool:
    """Whether the file is a journal that says of itself that it is sample data; leaves no trace."""
    try:
        with _looking_at(path) as connection:
            row = connection.execute("SELECT is_demo FROM journal_key").fetchone()
    except sqlite.DatabaseError:  # no journal, one from before there were demos, or one that is locked up
        return False
    return row is not None and bool(row[0])


@contextlib.contextmanager
def _looking_at(path: Path, passphrase: Passphrase | None = None) -> Iterator[sqlite.Connection]:
    """Open a file without leaving a trace.

    `immutable` reads the file alone and creates no -wal or -shm; where a -wal exists the newest pages may
    be in there, so the file is read through it.
    """
    has_wal = path.with_name(f"{path.name}-wal").exists()
    mode = "mode=ro" if has_wal else "mode=ro&immutable=1"
    connection = sqlite.connect(f"{path.absolute().as_uri()}?{mode}", uri=True)
    try:
        _unlock(connection, passphrase)
        yield connection
    finally:
        connection.close()


def _refuse_foreign(path: Path, passphrase: Passphrase | None) -> None:
    """Look at the file's header, and refuse what this program must not touch."""
    with _looking_at(path, passphrase) as connection:
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
    answers = {name: db.execute(f"PRAGMA {name}").fetchone()[0] for name in CONFIGURATION}
    if answers != CONFIGURATION:
        raise AijournalError(
            "The database engine is not as it must be",
            f"It answered {answers}, and not {CONFIGURATION}. Nothing was changed. "
            "Please reinstall aijournal.",
        )
    mode = db.execute("PRAGMA journal_mode = WAL").fetchone()[0]
    if mode != "wal":
        raise AijournalError(
            "Unsafe place for a journal",
            "This folder does not support write-ahead logging, which keeps your entries safe. "
            "Please keep the journal on a local disk. Nothing was changed.",
        )


def _migrate(db: Database) -> None:
    if db.execute("PRAGMA user_version").fetchone()[0] == SCHEMA_VERSION:
        return
    with writing(db):
        migrations.apply(db)
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


@contextlib.contextmanager
def plain_errors(path: Path) -> Iterator[None]:
    """Turn what the engine says about a file into what a person can act on; a bug stays what it is."""
    try:
        yield
    except sqlite.DatabaseError as error:
        raise (_plain_error(error, path) or error) from error


def _plain_error(error: sqlite.DatabaseError, path: Path) -> AijournalError | None:
    text = str(error)
    if "locked" in text or "busy" in text:
        return LockedError(
            "The journal is busy",
            "Another program has been writing to it for several seconds. Nothing was lost; please try again.",
        )
    if any(reason in text for reason in ("full", "I/O", "readonly", "unable to open")):
        return AijournalError(
            "The journal cannot be opened or written",
            f"{path}: {text}. Nothing was lost. Check that the folder exists, is yours, and that the disk "
            "has room.",
        )
    if any(reason in text for reason in ("not a database", "malformed", "corrupt")):
        return DamagedJournalError(
            "The journal cannot be read",
            f"{path} is damaged or not a journal ({text}). It was left untouched.",
        )
    return None
