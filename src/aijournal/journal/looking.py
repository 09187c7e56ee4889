"""Looking at a journal's file without leaving a trace, and finding out what opens it."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlite

from aijournal.errors import PassphraseError, PassphraseNeededError
from aijournal.journal.engine_errors import plain_errors
from aijournal.journal.passphrase import Key, Passphrase, is_marked

_PAGE = 4096  # an encrypted journal is made of whole pages


def set_key(connection: sqlite.Connection, key: Key | None) -> None:
    """Tell a fresh connection its key, before anything else; `None` is for a plain file.

    The engine's own log, which goes to stderr, is silenced: what fails is raised as well.
    """
    connection.execute("PRAGMA cipher_log_level = NONE")
    if key:
        connection.execute(f"PRAGMA key = {key.literal()}")


def is_keyed(connection: sqlite.Connection) -> bool:
    """Whether a connection has a key, so that its file is encrypted."""
    return bool(connection.execute("PRAGMA cipher_salt").fetchall())


@contextlib.contextmanager
def looking_at(path: Path, key: Key | None = None) -> Iterator[sqlite.Connection]:
    """Open a file without leaving a trace.

    `immutable` reads the file alone and creates no -wal or -shm; where a -wal exists the newest pages may
    be in there, so the file is read through it.
    """
    has_wal = path.with_name(f"{path.name}-wal").exists()
    mode = "mode=ro" if has_wal else "mode=ro&immutable=1"
    connection = sqlite.connect(f"{path.absolute().as_uri()}?{mode}", uri=True)
    try:
        set_key(connection, key)
        yield connection
    finally:
        connection.close()


def find_key(path: Path, passphrase: Passphrase | None) -> Key | None:
    """Return the key that opens a file, `None` where it is plain and needs none; leaves no trace.

    Raises `PassphraseNeededError` or `PassphraseError` for an encrypted journal, and for whatever else cannot
    be read, what the engine says of it.
    """
    refusal = _refusal(path, None)
    if refusal is None:
        return None
    salt = salt_of(path)
    key = passphrase.key(salt) if passphrase and salt else None
    if key and _refusal(path, key) is None:
        return key
    if salt is None or not is_marked(salt):
        raise refusal
    if key:
        raise wrong_passphrase(path)
    raise passphrase_needed(path)


def passphrase_needed(path: Path) -> PassphraseNeededError:
    """Return the error for an encrypted file that somebody tried to open without its passphrase."""
    return PassphraseNeededError(
        "The journal is encrypted", f"{path} opens with its passphrase alone. Nothing was changed."
    )


def wrong_passphrase(path: Path) -> PassphraseError:
    """Return the error for a passphrase that does not open an encrypted file."""
    return PassphraseError(
        "The passphrase is wrong",
        f"It does not open {path}. Nothing was changed; mind capital letters and the layout of the keyboard, "
        "and try again.",
    )


def key_of(connection: sqlite.Connection, passphrase: Passphrase | None) -> Key | None:
    """Return the key of an open journal, `None` of a plain one, whatever passphrase came with it."""
    rows = connection.execute("PRAGMA cipher_salt").fetchall()
    return passphrase.key(bytes.fromhex(rows[0][0])) if rows and passphrase else None


def may_be_encrypted(path: Path) -> bool:
    """Whether a file is no plain database, and can be an encrypted one; leaves no trace."""
    with plain_errors(path):
        return _refusal(path, None) is not None and salt_of(path) is not None


def salt_of(path: Path) -> bytes | None:
    """Return the salt that a file begins with if it is encrypted; `None` if it cannot be, by its size.

    The engine is asked for it, because nobody else may open a live journal; it reads no page for that.
    """
    size = path.stat().st_size
    if size == 0 or size % _PAGE:
        return None
    with looking_at(path) as connection:
        connection.execute("PRAGMA key = 'unused'")
        return bytes.fromhex(connection.execute("PRAGMA cipher_salt").fetchone()[0])


def _refusal(path: Path, key: Key | None) -> sqlite.DatabaseError | None:
    """Return the engine's refusal to read a file as a database with this key, if it does refuse."""
    try:
        with looking_at(path, key) as connection:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite.DatabaseError as error:
        if "not a database" not in str(error):  # what the engine says of a wrong key as well
            raise
        return error
    return None
