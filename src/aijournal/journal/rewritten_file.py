"""One database written anew with another key, compared with the old one, and only then in its place."""

import os
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlite

from aijournal.errors import AijournalError
from aijournal.journal.connection import BUSY_TIMEOUT_MS
from aijournal.journal.copy_places import REWRITTEN, copies_of
from aijournal.journal.erasing import erase, replace_for_good
from aijournal.journal.integrity import find_faults
from aijournal.journal.looking import looking_at, set_key
from aijournal.journal.passphrase import Key
from aijournal.paths import Paths

_ROWS = 1000


def rewrite_file(path: Path, old: Key | None, new: Key | None) -> None:
    """Write a database anew with the key `new`, `None` for a plain one; nobody may have it open.

    Whenever it ends, even by a power cut, `path` opens with one key or the other and holds all it held.
    Raises what the engine says of a damaged file, and `AijournalError` where old and new differ; the file
    is as it was then.
    """
    fresh = path.with_name(f"{path.name}{REWRITTEN}")
    erase(fresh)
    try:
        os.close(os.open(fresh, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
        _export(path, old, fresh, new)
        _compare(path, old, fresh, new)
        replace_for_good(fresh, path)
    finally:
        erase(fresh)


def erase_unfinished(paths: Paths) -> None:
    """Erase what a rewriting left that was cut off; for whoever has the lock, or a share of it."""
    for path in copies_of(paths).half_made:
        if path.name.endswith(REWRITTEN):
            erase(path)


def settle(path: Path, key: Key | None) -> None:
    """Let a file that has a -wal hold all by itself; who has it open without the lock is found out here."""
    if not path.with_name(f"{path.name}-wal").exists():
        return
    connection = sqlite.connect(str(path), timeout=BUSY_TIMEOUT_MS / 1000, isolation_level=None)
    try:
        set_key(connection, key)
        connection.execute("PRAGMA journal_mode = DELETE")
    finally:
        connection.close()


def _export(path: Path, old: Key | None, fresh: Path, new: Key | None) -> None:
    """Copy everything into a new file, row by row, and its number in the header."""
    connection = sqlite.connect(f"{fresh.absolute().as_uri()}?mode=rw", uri=True, isolation_level=None)
    try:
        set_key(connection, new)
        # Nothing to fall back on is needed in a file that is thrown away on any failure; it is synced whole.
        for pragma in ("journal_mode = OFF", "synchronous = OFF", "temp_store = MEMORY"):
            connection.execute(f"PRAGMA {pragma}")
        source = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
        key = old.literal() if old else "''"
        connection.execute(f"ATTACH ? AS source KEY {key}", (source,))
        connection.execute("SELECT sqlcipher_export('main', 'source')")
        for name in ("application_id", "user_version"):
            value = connection.execute(f"PRAGMA source.{name}").fetchone()[0]
            connection.execute(f"PRAGMA main.{name} = {value}")
    finally:
        connection.close()


def _compare(path: Path, old: Key | None, fresh: Path, new: Key | None) -> None:
    """Refuse a new file that is unsound, or that holds anything else than the old one."""
    with looking_at(path, old) as before, looking_at(fresh, new) as after:
        if find_faults(after):
            raise _not_equal(path, "it is unsound")
        for one, other in zip_longest(_content(before), _content(after)):
            if one != other:
                raise _not_equal(path, "it holds something else")


def _content(connection: sqlite.Connection) -> Iterator[list[tuple[object, ...]]]:
    """Yield the schema, and the rows of every table in the order in which they are stored."""
    for name in ("application_id", "user_version"):
        yield connection.execute(f"PRAGMA {name}").fetchall()
    schema = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name")
    yield schema.fetchall()
    tables = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'sqlite_sequence' ORDER BY name"
    )
    for (table,) in tables.fetchall():
        yield [(table,)]
        rows = connection.execute(f'SELECT * FROM "{table}" NOT INDEXED')  # noqa: S608 - its own name
        while found := rows.fetchmany(_ROWS):
            yield found


def _not_equal(path: Path, what: str) -> AijournalError:
    return AijournalError(
        "The journal could not be written anew",
        f"The copy of {path} was not equal to it ({what}), and was thrown away. Nothing was changed.",
    )
