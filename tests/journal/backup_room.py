"""What tests of backups share: a journal that is worth one, all of its content, and ways to damage a file."""

import random
from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlite

from aijournal.domain.assessment import Assessment, Door, Outcome
from aijournal.domain.entry_line import parse_entry_line
from aijournal.journal.journal import Journal
from aijournal.journal.looking import find_key, looking_at
from aijournal.journal.passphrase import Passphrase
from aijournal.paths import Paths
from aijournal.settings import Settings
from tests.journal.builders import NEW_YORK, NOW, add, an_exchange

HOUR = timedelta(hours=1)


def open_journal(paths: Paths, passphrase: Passphrase | None = None) -> Journal:
    return Journal.open(paths, Settings(), NEW_YORK, passphrase)


def fill(journal: Journal, entries: int = 12) -> None:
    """Import some interactions, judge some, and log one by hand."""
    add(journal, *(an_exchange(number, NOW - number * HOUR) for number in range(1, entries)))
    for entry in journal.inbox(NOW, 3):
        verdict = Assessment(Outcome.HELPED, net_minutes=15.0, note="saved a detour")
        journal.assess(entry.interaction.id, verdict, NOW)
    log(journal, "sorted out the harbour tides +2 20m")


def log(journal: Journal, line: str) -> int:
    return journal.log(parse_entry_line(line, NOW), NOW, Door.COMMAND_LINE).interaction.id


def content_of(path: Path, passphrase: Passphrase | None = None) -> Mapping[str, list[tuple[object, ...]]]:
    """Return every row of every table of a file, and the tables themselves."""
    with looking_at(path, find_key(path, passphrase)) as connection:
        schema = connection.execute("SELECT name, sql FROM sqlite_master ORDER BY name").fetchall()
        tables = [name for name, sql in schema if (sql or "").startswith("CREATE TABLE")]
        content = {table: connection.execute(f"SELECT * FROM '{table}'").fetchall() for table in tables}  # noqa: S608 - its own names
        version = connection.execute("PRAGMA user_version").fetchall()
    return {**{table: sorted(rows, key=repr) for table, rows in content.items()}, "": [*schema, *version]}


def files_of(folder: Path) -> dict[str, bytes]:
    """Return every file in a folder and below, the lock apart, and what it holds."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "journal.lock"
    }


def integrity_of(path: Path) -> str:
    connection = sqlite.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        return str(connection.execute("PRAGMA integrity_check").fetchone()[0])
    finally:
        connection.close()


def _flip_a_bit(content: bytearray, dice: random.Random) -> bytes:
    content[dice.randrange(len(content))] ^= 1 << dice.randrange(8)
    return bytes(content)


def _zero_a_sector(content: bytearray, dice: random.Random) -> bytes:
    start = 512 * dice.randrange(len(content) // 512)
    content[start : start + 512] = bytes(512)
    return bytes(content)


def _truncate(content: bytearray, dice: random.Random) -> bytes:
    return bytes(content[: dice.randrange(1, len(content))])


def _garble_a_page(content: bytearray, dice: random.Random) -> bytes:
    start = 4096 * dice.randrange(len(content) // 4096)
    content[start : start + 4096] = dice.randbytes(4096)
    return bytes(content)


def _empty(_content: bytearray, _dice: random.Random) -> bytes:
    return b""


def _text(_content: bytearray, dice: random.Random) -> bytes:
    return b"Dear diary, these are words and no database.\n" * dice.randrange(1, 500)


def _foreign(content: bytearray, dice: random.Random) -> bytes:
    content[68:72] = dice.randbytes(4)  # application_id, in the header: sqlite.org/fileformat2.html
    return bytes(content)


DAMAGES: tuple[Callable[[bytearray, random.Random], bytes], ...] = (
    _flip_a_bit,
    _zero_a_sector,
    _truncate,
    _garble_a_page,
    _empty,
    _text,
    _foreign,
)
