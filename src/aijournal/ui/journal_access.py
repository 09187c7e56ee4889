"""How the window's connections to the journal are opened: with the passphrase that was given last."""

from zoneinfo import ZoneInfo

from aijournal.journal.journal import Journal
from aijournal.journal.passphrase import Passphrase
from aijournal.paths import Paths
from aijournal.settings import Settings


class JournalAccess:
    """Holds the passphrase while the journal is open, and nowhere else; opens on whichever thread asks."""

    def __init__(self, paths: Paths, settings: Settings, zone: ZoneInfo) -> None:
        self.paths = paths
        self.settings = settings
        self._zone = zone
        self._passphrase: Passphrase | None = None

    @property
    def passphrase(self) -> Passphrase | None:
        """What opens the journal, or `None` where none was given."""
        return self._passphrase

    def use(self, passphrase: Passphrase | None) -> None:
        """Open with this passphrase from now on; `None` forgets the one before."""
        self._passphrase = passphrase

    def open(self) -> Journal:
        """Open the journal; raises what opening a journal raises."""
        return Journal.open(self.paths, self.settings, self._zone, self._passphrase)
