"""What the page Safety shows, asked of the journal in one go."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from aijournal.domain.entry_filter import EVERYTHING
from aijournal.journal.backup_files import Backup, list_backups
from aijournal.paths import Paths

if TYPE_CHECKING:
    from aijournal.journal.journal import Journal
    from aijournal.journal.trash import TrashItem

_STEP = 1_000_000  # only the count is wanted


@dataclass(frozen=True, slots=True)
class SafetyView:
    """The journal's file, its backups (newest first) and its trash at one moment; `size` is in bytes.

    `sound_at` is when everything was last looked at and nothing was found, `None` if never.
    """

    now: datetime
    place: Path
    size: int
    entries: int
    is_encrypted: bool
    sound_at: datetime | None
    backups: tuple[Backup, ...]
    trash: tuple["TrashItem", ...]

    @property
    def backups_behind(self) -> int:
        """How many backups are still plain though the journal is encrypted, or the other way round."""
        return sum(backup.is_encrypted is not self.is_encrypted for backup in self.backups)


def safety_view(journal: "Journal", *, paths: Paths, now: datetime, is_encrypted: bool) -> SafetyView:
    """Ask for the page; to be called on the journal's thread."""
    return SafetyView(
        now=now,
        place=paths.journal,
        size=paths.journal.stat().st_size if paths.journal.exists() else 0,
        entries=journal.outline(EVERYTHING, _STEP).count,
        is_encrypted=is_encrypted,
        sound_at=journal.checks.last(),
        backups=list_backups(paths),
        trash=journal.trash.contents(),
    )
