"""A backup that lies anywhere: what it is, without changing it or the journal."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from aijournal.errors import AijournalError, PassphraseError
from aijournal.journal.backup_files import Backup, BackupReason, read_backup
from aijournal.journal.engine_errors import plain_errors
from aijournal.paths import Paths

if TYPE_CHECKING:
    from aijournal.journal.journal import Journal
    from aijournal.journal.passphrase import Passphrase


def outside_backup(
    _journal: "Journal", *, path: Path, paths: Paths, passphrase: "Passphrase | None"
) -> Backup:
    """Return what is known of a backup; of one that another passphrase encrypts, next to nothing.

    Raises `AijournalError` for the journal itself and for what is no backup.
    """
    try:
        if paths.journal.exists() and path.exists() and path.samefile(paths.journal):
            raise AijournalError("This is the journal itself", f"{path} is the journal that is open.")
        with plain_errors(path):
            return read_backup(path, passphrase)
    except PassphraseError:
        at = datetime.fromtimestamp(path.stat().st_mtime, UTC)
        return Backup(path, at, BackupReason.UNKNOWN, {}, None, is_encrypted=True, state="", schema_version=0)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise AijournalError(
            "The backup cannot be read", f"{path}: {reason}. Nothing was changed."
        ) from error
