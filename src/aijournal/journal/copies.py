"""Copies of a whole journal: made by the engine, put on the disk for good, and gone through to their end."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlite

from aijournal.errors import AijournalError, DamagedJournalError
from aijournal.journal.content import count_rows, state_of
from aijournal.journal.durable_files import sync_file
from aijournal.journal.engine_errors import result_code
from aijournal.journal.integrity import find_faults
from aijournal.journal.looking import find_key, key_of, looking_at, set_key
from aijournal.journal.migrations import APPLICATION_ID
from aijournal.journal.passphrase import Passphrase

# Result codes of the engine for content that makes no sense: none, ERROR, CORRUPT, NOTADB. With any other,
# such as BUSY, nothing is known about the file.
_UNREADABLE = frozenset({0, 1, 11, 26})


@dataclass(frozen=True, slots=True)
class CopyFacts:
    """What a copy was found to hold when it was opened and gone through."""

    rows: Mapping[str, int]
    state: str
    schema_version: int
    is_encrypted: bool


def copy_durably(source: sqlite.Connection, target: Path, passphrase: Passphrase | None) -> None:
    """Copy a database into an empty file, and wait until it is on the disk; the copy may be as damaged.

    `passphrase` is the source's; the copy is encrypted with the same key, if the source is.
    """
    copy = sqlite.connect(str(target), isolation_level=None)
    try:
        set_key(copy, key_of(source, passphrase))
        copy.execute("PRAGMA journal_mode = OFF")  # a copy that fails is thrown away
        copy.execute("PRAGMA synchronous = OFF")
        source.backup(copy)
    finally:
        copy.close()
    sync_file(target)


def copy_soundly(source: sqlite.Connection, target: Path, passphrase: Passphrase | None) -> CopyFacts:
    """Copy as `copy_durably` does, and go through all of the copy.

    Raises `DamagedJournalError` if the copy is not sound.
    """
    copy_durably(source, target, passphrase)
    return go_through(target, passphrase)


def go_through(path: Path, passphrase: Passphrase | None) -> CopyFacts:
    """Read a copy from end to end, and return what it holds.

    Raises `DamagedJournalError` if it is not sound, `PassphraseError` if it is encrypted and the passphrase
    does not open it, `AijournalError` if it is a database of another program, and what the engine raises
    where it cannot get at the file.
    """
    try:
        key = find_key(path, passphrase)
        with looking_at(path, key) as connection:
            faults = find_faults(connection)
            if not faults:
                return _facts(path, connection, is_encrypted=key is not None)
    except sqlite.DatabaseError as error:
        if result_code(error) not in _UNREADABLE:
            raise
        faults = (str(error),)
    raise DamagedJournalError("The copy is damaged", f"{path} cannot be relied on: {faults[0]}.")


def _facts(path: Path, connection: sqlite.Connection, *, is_encrypted: bool) -> CopyFacts:
    if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise AijournalError("Not a journal", f"{path} is a database of another program, or an empty file.")
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    return CopyFacts(count_rows(connection), state_of(connection), version, is_encrypted)
