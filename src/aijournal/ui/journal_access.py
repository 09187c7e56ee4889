"""How the window's connections to the journal are opened: to one file, with the passphrase that was given."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from aijournal.errors import AijournalError
from aijournal.paths import Paths
from aijournal.settings import Settings

if TYPE_CHECKING:
    from aijournal.journal.journal import Journal
    from aijournal.journal.passphrase import Passphrase


class JournalAccess:
    """Holds the passphrase while the journal is open, and nowhere else; opens on whichever thread asks.

    All connections are to the file that the first one opened: another one in its place would make the engine
    throw away the log of the one that is open.
    """

    def __init__(self, paths: Paths, settings: Settings, zone: ZoneInfo) -> None:
        self.paths = paths
        self.settings = settings
        self.zone = zone
        self._passphrase: Passphrase | None = None
        self._is_in_place = _anywhere

    @property
    def passphrase(self) -> "Passphrase | None":
        """What opens the journal, or `None` where none was given."""
        return self._passphrase

    def use(self, passphrase: "Passphrase | None") -> None:
        """Open with this passphrase from now on; `None` forgets the one before."""
        self._passphrase = passphrase

    def leave(self) -> None:
        """Forget which file it was: every connection is closed, or about to be."""
        self._is_in_place = _anywhere

    def close(self, journal: "Journal") -> None:
        """Close a journal; one whose file was taken away meanwhile is saved elsewhere first.

        Raises `AijournalError` if it cannot be; it is closed all the same.
        """
        try:
            if not journal.place.is_in_place():
                save_elsewhere(journal, self.paths)
        finally:
            journal.close()

    def open(self) -> "Journal":
        """Open the journal; raises what opening one raises, and `AijournalError` if it is another file."""
        if not self._is_in_place():
            raise AijournalError(
                "The journal’s file is gone",
                f"{self.paths.journal} was deleted, renamed or replaced while it was open. "
                "Nothing was changed.",
            )
        from aijournal.journal.journal import Journal

        journal = Journal.open(self.paths, self.settings, self.zone, self._passphrase)
        if self._is_in_place is _anywhere:
            self._is_in_place = journal.place.is_in_place
        if not journal.place.is_encrypted:
            self._passphrase = None  # any opens a plain one, and it would seem encrypted
        return journal


def _anywhere() -> bool:
    """Whether the file is in its place: before the first connection, any is."""
    return True


def save_elsewhere(journal: "Journal", paths: Paths) -> Path:
    """Save everything beside the journal, or where the program keeps its state if that cannot be written.

    Returns where it lies; raises `AijournalError` if neither can be.
    """
    now = datetime.now(UTC)
    try:
        return journal.place.save_elsewhere(paths.quarantine, now)
    except AijournalError:
        return journal.place.save_elsewhere(paths.state, now)
