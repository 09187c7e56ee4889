"""Every place where a whole journal may lie besides its own: one list for whatever has to reach them all."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from aijournal.journal.backup_files import PREFIX
from aijournal.journal.durable_files import TEMPORARY
from aijournal.paths import BACKUP_SUFFIX, Paths

SAVED = "journal-saved-"  # how the names of emergency copies begin
PART = ".part"  # how they end until they are complete
PURGED = "purged-"  # how the names of copies begin that a purge has not finished yet
REWRITTEN = ".rewritten"  # how the names of files end that another key is given to
_LOGS = ("-wal", "-journal")
_INDEX = "-shm"  # holds no content


@dataclass(frozen=True, slots=True)
class JournalCopies:
    """The files that hold a whole journal, or a part of one, and are not the journal itself.

    `backups` lie in their folder, with or without a companion. `set_aside` are journals that were damaged or
    replaced, a log that one of them lost, and emergency copies; nobody but the person throws them away.
    `half_made` are copies in the making, or left by a process that was killed.
    """

    backups: tuple[Path, ...]
    set_aside: tuple[Path, ...]
    half_made: tuple[Path, ...]


def copies_of(paths: Paths) -> JournalCopies:
    """Return where copies of a journal lie; none of them is opened."""
    half_made = frozenset(_half_made(paths))
    set_aside = frozenset(filter(_is_journal, _set_aside(paths))) - half_made
    backups = paths.backups.glob(f"*{BACKUP_SUFFIX}")
    return JournalCopies(tuple(sorted(backups)), tuple(sorted(set_aside)), tuple(sorted(half_made)))


def _set_aside(paths: Paths) -> Iterator[Path]:
    yield from paths.quarantine.glob("*/*")
    for folder in (paths.quarantine, paths.state):
        yield from folder.glob(f"{SAVED}*")


def _half_made(paths: Paths) -> Iterator[Path]:
    journal = paths.journal.resolve()
    yield from journal.parent.glob(f"{journal.name}.*{TEMPORARY}*")
    yield from journal.parent.glob(f"{journal.name}*{REWRITTEN}")
    yield from paths.backups.glob(f"{PREFIX}*{TEMPORARY}*")
    for folder in (paths.backups, paths.quarantine, paths.state, *paths.quarantine.glob("*")):
        for pattern in (f"{SAVED}*{PART}*", f"{PURGED}*", f"*{REWRITTEN}"):
            yield from folder.glob(pattern)


def _is_journal(path: Path) -> bool:
    """Whether a file is a journal, and not what belongs to one that lies beside it."""
    if not path.is_file() or path.name.endswith(_INDEX):
        return False
    belongs_to = [path.with_name(path.name.removesuffix(log)) for log in _LOGS if path.name.endswith(log)]
    return not any(one.exists() for one in belongs_to)
