"""Backups as files: a copy of the journal and, beside it, a small companion that tells what it is."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path

import msgspec

from aijournal.errors import AijournalError
from aijournal.journal.backup_schedule import to_keep
from aijournal.journal.copies import CopyFacts, go_through
from aijournal.journal.durable_files import TEMPORARY, sync_folder, write_durably
from aijournal.journal.erasing import erase, erase_all
from aijournal.journal.passphrase import Passphrase
from aijournal.paths import BACKUP_SUFFIX, Paths

PREFIX = "journal-"
_FORM = 1  # of the companion file
_LEFT_OVER = timedelta(hours=1)  # a copy that nobody finished in that time is from a killed process


class BackupReason(StrEnum):
    """Why a backup was taken."""

    AUTOMATIC = "automatic"
    BY_HAND = "by hand"
    BEFORE_MIGRATION = "before migration"
    BEFORE_IMPORT = "before import"
    BEFORE_BULK_EDIT = "before bulk edit"
    BEFORE_RESTORE = "before restore"
    BEFORE_ENCRYPTION = "before encryption"
    UNKNOWN = "unknown"  # a file without its companion, or of a newer version


@dataclass(frozen=True, slots=True)
class Backup:
    """A copy of the journal as it was at `taken_at` (UTC).

    `rows` counts the rows of its tables, `state` changes with the content, `sha256` is of the file and `None`
    for one that came without its companion.
    """

    path: Path
    taken_at: datetime
    reason: BackupReason
    rows: Mapping[str, int]
    sha256: str | None
    is_encrypted: bool
    state: str
    schema_version: int

    @property
    def size(self) -> int:
        """Its size in bytes; 0 once it is gone."""
        return self.path.stat().st_size if self.path.exists() else 0


class _Companion(msgspec.Struct, frozen=True):
    """What the companion file of a backup holds."""

    taken_at: datetime
    reason: str
    rows: dict[str, int]
    sha256: str
    is_encrypted: bool
    state: str
    schema_version: int


def list_backups(paths: Paths) -> tuple[Backup, ...]:
    """Return all backups, newest first, by what their companions tell; no passphrase, and none is opened."""
    return _list(paths.backups)


def _list(folder: Path) -> tuple[Backup, ...]:
    found = (_told(path) for path in folder.glob(f"*{BACKUP_SUFFIX}"))
    return tuple(sorted(filter(None, found), key=lambda one: (one.taken_at, one.path.name), reverse=True))


def read_backup(path: Path, passphrase: Passphrase | None = None) -> Backup:
    """Return a backup wherever it lies, with or without its companion file.

    Raises what `go_through` raises for one without, and `AijournalError` if there is none.
    """
    if not path.is_file():
        raise AijournalError("There is no such backup", f"{path} is not there, or is no file.")
    told = _told(path)
    if told is not None:
        return told
    facts = go_through(path, passphrase)
    return Backup(
        path=path,
        taken_at=datetime.fromtimestamp(path.stat().st_mtime, UTC),
        reason=BackupReason.UNKNOWN,
        rows=facts.rows,
        sha256=None,
        is_encrypted=facts.is_encrypted,
        state=facts.state,
        schema_version=facts.schema_version,
    )


def keep_copy(copy: Path, facts: CopyFacts, reason: BackupReason, now: datetime) -> Backup:
    """Give a verified copy its name and its companion, which comes first: no backup is ever without one."""
    backup = Backup(
        path=_reserve_name(copy.parent, now),
        taken_at=now.astimezone(UTC),
        reason=reason,
        rows=facts.rows,
        sha256=_hash(copy),
        is_encrypted=facts.is_encrypted,
        state=facts.state,
        schema_version=facts.schema_version,
    )
    try:
        _write_companion(backup)
        copy.rename(backup.path)
    except BaseException:
        _companion_of(backup.path).unlink()
        raise
    sync_folder(copy.parent)
    return backup


def reseal(backup: Backup, *, is_encrypted: bool, facts: CopyFacts | None = None) -> Backup:
    """Let the companion tell of a backup that was rewritten and verified; `facts` if its content changed."""
    renewed = replace(backup, sha256=_hash(backup.path), is_encrypted=is_encrypted)
    if facts is not None:
        renewed = replace(renewed, rows=facts.rows, state=facts.state)
    _write_companion(renewed)
    return renewed


def has_its_hash(backup: Backup) -> bool:
    """Whether the file is to the byte what was verified when it was taken."""
    return backup.sha256 is None or (backup.path.is_file() and _hash(backup.path) == backup.sha256)


def thin_folder(folder: Path, now: datetime) -> tuple[Path, ...]:
    """Remove the backups that the schedule does not keep, and return where they were.

    What killed processes left unfinished is erased.
    """
    backups = _list(folder)
    kept = to_keep((one.taken_at for one in backups), now)
    surplus = tuple(one.path for one in backups if one.taken_at not in kept)
    for path in surplus:
        path.unlink(missing_ok=True)
        _companion_of(path).unlink(missing_ok=True)
    erase_all(_left_over(folder))
    return surplus


def erase_backup(backup: Backup) -> None:
    """Overwrite and remove a backup, under a name that nobody takes for a backup if that is cut short."""
    going = backup.path.with_name(f"{backup.path.name}{TEMPORARY}")
    backup.path.replace(going)
    sync_folder(going.parent)
    _companion_of(backup.path).unlink(missing_ok=True)
    erase(going)


def _reserve_name(folder: Path, now: datetime) -> Path:
    """Return a name that no other backup has or gets, by making its companion file, still empty."""
    stamp = f"{now.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    number = 1
    while True:
        path = folder / f"{PREFIX}{stamp}{f'-{number}' if number > 1 else ''}{BACKUP_SUFFIX}"
        try:
            _companion_of(path).touch(mode=0o600, exist_ok=False)
        except FileExistsError:
            number += 1
        else:
            return path


def _companion_of(path: Path) -> Path:
    return path.with_name(f"{path.name}.json")


def _told(path: Path) -> Backup | None:
    """Return what a backup's companion file tells, `None` if there is none or it cannot be read."""
    try:
        told = msgspec.json.decode(_companion_of(path).read_bytes(), type=_Companion)
    except (OSError, msgspec.DecodeError):
        return None
    return Backup(
        path=path,
        taken_at=told.taken_at.astimezone(UTC),
        reason=BackupReason(told.reason) if told.reason in set(BackupReason) else BackupReason.UNKNOWN,
        rows=told.rows,
        sha256=told.sha256,
        is_encrypted=told.is_encrypted,
        state=told.state,
        schema_version=told.schema_version,
    )


def _write_companion(backup: Backup) -> None:
    told = {name: getattr(backup, name) for name in _Companion.__struct_fields__}
    content = msgspec.json.encode({"form": _FORM, **told, "rows": dict(backup.rows)})
    write_durably(_companion_of(backup.path), msgspec.json.format(content) + b"\n")


def _left_over(folder: Path) -> Iterator[Path]:
    """Yield copies that were never finished, and companion files whose backup never came."""
    oldest = datetime.now(UTC) - _LEFT_OVER
    unfinished = folder.glob(f"{PREFIX}*.tmp*")
    alone = (one for one in folder.glob(f"*{BACKUP_SUFFIX}.json") if not one.with_suffix("").exists())
    for path in (*unfinished, *alone):
        if datetime.fromtimestamp(path.stat().st_mtime, UTC) < oldest:
            yield path


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
