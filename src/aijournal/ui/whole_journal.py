"""What is done to the journal as a whole: restored, encrypted, decrypted, set aside, or deleted."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal, Slot

from aijournal.errors import AijournalError
from aijournal.ui import phrases
from aijournal.ui.clock import Clock
from aijournal.ui.journal_access import JournalAccess
from aijournal.ui.places import from_home
from aijournal.ui.rewriting import Rewriting
from aijournal.ui.session import Session

if TYPE_CHECKING:
    from aijournal.journal.backup_files import Backup
    from aijournal.journal.passphrase import Passphrase
    from aijournal.journal.restore import Restored
    from aijournal.journal.rewriting import Rewritten

Result = TypeVar("Result")


class WholeJournal(QObject):
    """Each act closes every connection, is done on a thread of its own, and opens the journal again.

    `done` says in words what came of it once the journal is open again; `declined` says at once what keeps an
    act from being begun.
    """

    done = Signal(str)
    purged = Signal()
    failed = Signal(AijournalError)
    declined = Signal(str)

    def __init__(self, session: Session, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._clock = clock

    @Slot(object, str)
    def restore(self, backup: "Backup", passphrase: str = "") -> None:
        """Put a backup in the journal's place; `passphrase` is for one that has another than the journal."""
        from aijournal.journal.passphrase import Passphrase

        access = self.session.access
        wanted = Passphrase(passphrase) if passphrase else access.passphrase
        job = partial(_restore, access, backup, self._clock.now(), wanted)
        self._do(self.tr("Restoring a backup …"), job, self._tell_restored)

    @Slot(Rewriting, str, str)
    def rewrite(self, rewriting: Rewriting, present: str, new: str) -> None:
        """Encrypt, decrypt or change the passphrase; the present one is checked before anything is closed."""
        from aijournal.journal.passphrase import Passphrase

        access = self.session.access
        old = access.passphrase
        if old is not None and Passphrase(present) != old:
            self.declined.emit(self.tr("That is not the passphrase that it has now. Nothing was changed."))
            return
        words = {
            Rewriting.ENCRYPT: self.tr("Encrypting the journal and its backups …"),
            Rewriting.CHANGE: self.tr("Changing the passphrase of the journal and its backups …"),
            Rewriting.DECRYPT: self.tr("Decrypting the journal and its backups …"),
        }
        job = partial(_rewrite, access, old, Passphrase(new) if new else None)
        self._do(words[rewriting], job, partial(self._tell_rewritten, rewriting))

    @Slot()
    def begin_anew(self) -> None:
        """Set a journal that cannot be read aside, untouched, and begin an empty one."""
        from aijournal.journal.quarantine import set_aside

        job = partial(set_aside, self.session.access.paths, self._clock.now())
        self._do(self.tr("Setting the journal aside …"), job, self._tell_set_aside)

    @Slot()
    def purge(self) -> None:
        """Delete everything for good, and begin an empty journal."""
        job = partial(_purge, self.session.access)
        self._do(self.tr("Deleting everything …"), job, self._tell_purged)

    def _do(self, words: str, job: Callable[[], Result], then: Callable[[Result], None]) -> None:
        self.session.replace(words, job, then, self.failed.emit)

    def _tell_restored(self, restored: "Restored") -> None:
        at = restored.backup.taken_at.astimezone(self._clock.zone)
        words = self.tr("Restored the backup of %1.").replace("%1", phrases.moment(at, self._clock.today()))
        if restored.quarantined is not None:
            kept = self.tr("The journal from before lies in %1.")
            words = f"{words} {kept.replace('%1', from_home(restored.quarantined))}"
        self.done.emit(words)

    def _tell_rewritten(self, rewriting: Rewriting, rewritten: "Rewritten") -> None:
        words = {
            Rewriting.ENCRYPT: self.tr("The journal is encrypted, and so are %1 of its backups."),
            Rewriting.CHANGE: self.tr("The passphrase is changed, also of %1 backups."),
            Rewriting.DECRYPT: self.tr("The journal is not encrypted any more, and neither are %1 backups."),
        }[rewriting].replace("%1", phrases.decimal(len(rewritten.backups_done)))
        if rewritten.backups_left:
            left = self.tr("%1 files could not be written anew and stayed as they were.")
            words = f"{words} {left.replace('%1', phrases.decimal(len(rewritten.backups_left)))}"
        self.done.emit(words)

    def _tell_set_aside(self, place: Path | None) -> None:
        words = self.tr("Begun an empty journal. The one that could not be read lies in %1.")
        self.done.emit(words.replace("%1", from_home(place)) if place else self.tr("Begun an empty journal."))

    def _tell_purged(self, _: None) -> None:
        self.purged.emit()
        self.done.emit(self.tr("Everything was deleted. This is an empty journal."))


def _restore(
    access: JournalAccess, backup: "Backup", now: datetime, passphrase: "Passphrase | None"
) -> "Restored":
    from aijournal.journal.restore import restore

    restored = restore(access.paths, backup, now, passphrase, access.passphrase)
    access.use(passphrase)
    return restored


def _rewrite(access: JournalAccess, old: "Passphrase | None", new: "Passphrase | None") -> "Rewritten":
    from aijournal.journal.rewriting import rewrite

    rewritten = rewrite(access.paths, old, new)
    access.use(new)
    return rewritten


def _purge(access: JournalAccess) -> None:
    from aijournal.journal.purge import purge_everything

    purge_everything(access.paths, backups=True)
    access.use(None)
