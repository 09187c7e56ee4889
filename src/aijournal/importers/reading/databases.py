"""The one reader of other tools' databases: it sees what is only in the -wal yet, and changes nothing.

A database is opened where it lies if that leaves its folder as it is; else a private copy of it is read.
Only the columns that an importer names can be read: the engine itself refuses all others, for tools keep
secrets there.
"""

import contextlib
import errno
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as sqlite

from aijournal.domain.reading import LogFile
from aijournal.importers.reading.combined_logs import counted_with
from aijournal.importers.reading.jsonl import open_regular
from aijournal.importers.reading.record_checks import UnusableRecordError

LONGEST_DOCUMENT = 64 << 20  # bytes
_LONGEST_FIELD = 64 << 10
_LARGEST_COPY = 4 << 30
_BUSY_SECONDS = 1.0
_ATTEMPTS = 3

_CONFIGURATION = ("query_only=1", "trusted_schema=0", "cell_size_check=1", "mmap_size=0", "temp_store=2")
_PRAGMAS = frozenset({"table_info", "data_version"})  # the second is what full-text tables ask for themselves
_WAL, _SHM, _ROLLBACK_JOURNAL = "-wal", "-shm", "-journal"
_ROLLBACK_VERSIONS = b"\x01\x01"  # bytes 18 and 19 of a database that keeps no -wal
# The tables in which SQLite keeps what a full-text table holds.
_SHADOWS = frozenset({"config", "content", "data", "docsize", "idx"})
_BUSY = frozenset({sqlite.SQLITE_BUSY, sqlite.SQLITE_LOCKED})
_CANNOT_OPEN = frozenset({sqlite.SQLITE_CANTOPEN, sqlite.SQLITE_READONLY, sqlite.SQLITE_IOERR})
_SYSTEM_FAULTS = _CANNOT_OPEN | {sqlite.SQLITE_PERM, sqlite.SQLITE_NOMEM, sqlite.SQLITE_FULL}
# The second where a message would quote what is damaged.
_ENGINE_ERRORS = (sqlite.Error, UnicodeDecodeError)

Row = Sequence[Any]


class BusyDatabaseError(OSError):
    """A database that its tool keeps locked, or changes all the time: it is read next time."""

    def __init__(self) -> None:
        super().__init__(errno.EAGAIN, "its tool keeps it locked; it is read next time")

    def __reduce__(self) -> tuple[type["BusyDatabaseError"], tuple[()]]:
        return BusyDatabaseError, ()


class DamagedDatabaseError(Exception):
    """A database of which nothing more can be read; the argument is the reason, in a few plain words."""


@dataclass(frozen=True, slots=True)
class Table:
    """What is read of one table: columns, and columns whose documents are read as bytes."""

    name: str
    columns: tuple[str, ...]
    documents: tuple[str, ...] = ()


class Database:
    """A database, open for reading the columns that were named and nothing else.

    Raises `BusyDatabaseError`, `DamagedDatabaseError` or `OSError`, wherever it is asked.
    """

    def __init__(self, connection: sqlite.Connection, tables: Sequence[Table]) -> None:
        self._connection = connection
        self._found: dict[str, frozenset[str]] = {}
        for table in tables:
            self._found[table.name] = self._found.get(table.name, frozenset()) | self._columns(table)

    def has(self, table: Table, *columns: str) -> bool:
        """Return whether a table is there, with these columns."""
        return bool(self._found[table.name]) and set(columns) <= self._found[table.name]

    def rows(self, table: Table, condition: str = "", parameters: Sequence[object] = ()) -> Iterator[Row]:
        """Yield rows: the rowid, the columns, the documents; `None` for a column that is not there.

        A document comes as bytes, or as its length if it is too long to read. `condition` is what follows
        the table in SQL. Take all rows at once: until then the tool may have to wait.
        """
        found = self._found[table.name]
        if not found:
            return
        terms = ["rowid", *(_text(name, found) for name in table.columns)]
        terms += [_document(name, found) for name in table.documents]
        question = " ".join(("SELECT", ", ".join(terms), "FROM", _quoted(table.name), condition))
        yield from self.ask(question, parameters)

    def ask(self, question: str, parameters: Sequence[object] = ()) -> Iterator[Row]:
        """Yield the rows that answer a question in SQL about columns that were named."""
        with _plain_errors():
            cursor = self._connection.execute(question, tuple(parameters))
        with contextlib.closing(cursor):
            while True:
                with _plain_errors():
                    row = cursor.fetchone()
                if row is None:
                    return
                yield row

    def _columns(self, table: Table) -> frozenset[str]:
        wanted = {*table.columns, *table.documents}
        rows = self.ask(f"PRAGMA table_info({_quoted(table.name)})")
        return frozenset(name for _, name, *_ in rows if name in wanted)


def _text(name: str, found: frozenset[str]) -> str:
    """Return the SQL of a column; one that is too long to be what it should be counts as not there."""
    if name not in found:
        return "NULL"
    column = _quoted(name)
    return f"CASE WHEN octet_length({column}) <= {_LONGEST_FIELD} THEN {column} END"


def _document(name: str, found: frozenset[str]) -> str:
    if name not in found:
        return "NULL"
    column = _quoted(name)
    size = f"octet_length({column})"
    return f"CASE WHEN {size} <= {LONGEST_DOCUMENT} THEN CAST({column} AS BLOB) ELSE {size} END"


def _quoted(name: str) -> str:
    return f'"{name}"'


@contextlib.contextmanager
def opened(path: Path, tables: Sequence[Table]) -> Iterator[Database]:
    """Open a database where it lies, or a copy of it, and read nothing but these tables.

    Raises `BusyDatabaseError`, `DamagedDatabaseError` or `OSError`.
    """
    with contextlib.ExitStack() as stack:
        try:
            connection = stack.enter_context(_connected(path, _way_to(path)))
        except _NeedsCopyError:
            folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="aijournal-"))
            connection = stack.enter_context(_connected(_copied(path, Path(folder)), "mode=rw"))
        connection.set_authorizer(_gatekeeper(tables))
        yield Database(connection, tables)


class _NeedsCopyError(Exception):
    """A database that cannot be opened where it lies without a trace."""


def _way_to(path: Path) -> str:
    """Return how to open a database so that its folder stays as it is; raises `_NeedsCopyError`.

    A database with a -wal is opened together with the -shm that its tool keeps, and without writing to it.
    Where there is none, the engine would make one and leave it behind.
    """
    has_wal, has_shm = _beside(path, _WAL).exists(), _beside(path, _SHM).exists()
    if has_wal and has_shm:
        return "mode=ro&readonly_shm=1"
    if has_wal or has_shm or not _is_rollback(path):
        raise _NeedsCopyError
    return "mode=ro"


def _is_rollback(path: Path) -> bool:
    with open_regular(path) as file:
        header = file.read(20)
    return not header or header[18:] == _ROLLBACK_VERSIONS


@contextlib.contextmanager
def _connected(path: Path, way: str) -> Iterator[sqlite.Connection]:
    """Open a database; raises `_NeedsCopyError` if only a copy of it can be read."""
    address = path.absolute().as_uri()
    if not address.startswith("file:///"):  # the engine knows no other machine
        address = address.replace("file://", "file:////", 1)
    with _plain_errors():
        connection = sqlite.connect(
            f"{address}?{way}", uri=True, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )
    with contextlib.closing(connection):
        connection.text_factory = _decoded_text
        try:
            for pragma in _CONFIGURATION:
                connection.execute(f"PRAGMA {pragma}")
            connection.execute("PRAGMA schema_version").fetchone()
        except _ENGINE_ERRORS as error:
            if way != "mode=rw" and _primary_code(error) in _CANNOT_OPEN:
                raise _NeedsCopyError from None
            raise _plain_error(error) from None
        yield connection


def _decoded_text(text: bytes) -> str:
    return text.decode("utf-8", "replace")


def _gatekeeper(tables: Sequence[Table]) -> Callable[..., int]:
    """Return what lets the engine read the named columns alone, whatever a view or a question asks for."""
    named: dict[str, set[str]] = {}
    for table in tables:
        columns = named.setdefault(table.name.lower(), set())
        columns.update(name.lower() for name in (*table.columns, *table.documents))
    shadows = {f"{name}_{shadow}" for name in named for shadow in _SHADOWS}

    def judge(action: int, first: str | None, second: str | None, *_: str | None) -> int:
        if action in {sqlite.SQLITE_SELECT, sqlite.SQLITE_FUNCTION}:
            is_right = True
        elif action == sqlite.SQLITE_PRAGMA:
            is_right = first in _PRAGMAS
        else:
            table, column = (first or "").lower(), (second or "").lower()
            is_named = column in named.get(table, ()) or (table in named and column in {"", "rowid"})
            is_right = action == sqlite.SQLITE_READ and (is_named or table in shadows)
        return int(sqlite.SQLITE_OK if is_right else sqlite.SQLITE_DENY)

    return judge


# -- errors


@contextlib.contextmanager
def _plain_errors() -> Iterator[None]:
    try:
        yield
    except _ENGINE_ERRORS as error:
        raise _plain_error(error) from None


def _plain_error(error: Exception) -> Exception:
    code = _primary_code(error)
    if code in _BUSY:
        return BusyDatabaseError()
    if code in _SYSTEM_FAULTS:
        return OSError(errno.EIO, str(error))
    is_form = code in {sqlite.SQLITE_ERROR, sqlite.SQLITE_AUTH}
    return DamagedDatabaseError("a database of an unknown form" if is_form else "a damaged database")


def _primary_code(error: Exception) -> int:
    return int(getattr(error, "sqlite_errorcode", sqlite.SQLITE_ERROR)) & 0xFF


# -- copies


def _beside(path: Path, suffix: str) -> Path:
    return path.with_name(path.name + suffix)


def _copied(path: Path, folder: Path) -> Path:
    """Copy a database into a folder with what belongs to it, as it was at one moment.

    The -shm is left out: it only tells what the -wal holds, and is made anew.
    """
    for _ in range(_ATTEMPTS):
        before = _looks(path)
        if sum(size for size, _ in before.values()) > _LARGEST_COPY:
            raise OSError(errno.EFBIG, "too large to be copied; it can be read while its tool runs")
        for part in before:
            with open_regular(part) as source, (folder / part.name).open("wb") as target:
                shutil.copyfileobj(source, target)
        if _looks(path) == before:
            return folder / path.name
        for part in before:
            (folder / part.name).unlink()
    raise BusyDatabaseError


def _looks(path: Path) -> dict[Path, tuple[int, int]]:
    """Return size and time of the files that make up a database, as far as they are there."""
    looks = {path: (path.stat().st_size, path.stat().st_mtime_ns)}
    for part in (_beside(path, _WAL), _beside(path, _ROLLBACK_JOURNAL)):
        with contextlib.suppress(FileNotFoundError):
            found = part.stat()
            looks[part] = (found.st_size, found.st_mtime_ns)
    return looks


# -- logs and places in them


def with_wal(file: LogFile) -> LogFile:
    """Return a database as a log: what is only in its -wal is a part of it."""
    return counted_with(file, [_beside(file.path, _WAL)])


def place_of(rowid: object, name: str) -> int | None:
    """Return where a row lies, as a number by which `rowid_at` finds it, or `None` if it cannot be told.

    It holds the rowid, and bits of the row's own name to prove it: a tool may number its rows anew.
    """
    if not isinstance(rowid, int) or not 0 <= rowid < 1 << 42:
        return None
    return rowid << 20 | _bits_of(name)


def rowid_at(place: int) -> int:
    """Return the rowid that a place holds."""
    return place >> 20


def is_at(place: int, name: str) -> bool:
    """Return whether a place is that of the row with a name."""
    return place >= 0 and place & 0xFFFFF == _bits_of(name)


def _bits_of(name: str) -> int:
    digest = blake2b(name.encode("utf-8", "replace"), digest_size=3).digest()
    return int.from_bytes(digest, "big") & 0xFFFFF


def bytes_of(document: object) -> bytes:
    """Return a document of a row; raises `UnusableRecordError`."""
    if isinstance(document, bytes):
        return document
    raise UnusableRecordError("no content" if document is None else "a record too long to read")
