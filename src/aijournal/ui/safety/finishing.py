"""Going on with a rewriting that was cut off: the journal is done, and some of its backups are not."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from aijournal.journal.rewriting import Rewritten, rewrite
from aijournal.ui import phrases
from aijournal.ui.whole_journal import WholeJournal

if TYPE_CHECKING:
    from aijournal.journal.passphrase import Passphrase


def _tr(text: str) -> str:
    return QCoreApplication.translate("finishing", text)


def finish_encrypting(whole: WholeJournal, passphrase: "Passphrase") -> None:
    """Give the backups that are plain the passphrase that the journal has already."""
    job = partial(rewrite, whole.session.access.paths, passphrase, passphrase)
    words = _tr("Encrypting the other backups …")
    whole.session.replace(words, job, partial(_tell_encrypted, whole), whole.failed.emit)


def finish_decrypting(whole: WholeJournal, passphrase: "Passphrase") -> None:
    """Take the passphrase off the backups that have it still; the journal is plain already."""
    job = partial(rewrite, whole.session.access.paths, passphrase, None)
    words = _tr("Decrypting the other backups …")
    whole.session.replace(words, job, partial(_tell_decrypted, whole), whole.failed.emit)


def _tell_encrypted(whole: WholeJournal, rewritten: Rewritten) -> None:
    words = _tr("The journal is encrypted, and so is every copy of it beside it.")
    left = len(rewritten.backups_left)
    if left:
        words = _tr("Not encrypted, and as before: %1. It is damaged, or cannot be written.")
        if left > 1:
            words = _tr("Not encrypted, and as before: %1. They are damaged, or cannot be written.")
    whole.done.emit(words.replace("%1", phrases.files(left)))


def _tell_decrypted(whole: WholeJournal, rewritten: Rewritten) -> None:
    words = _tr("The journal is not encrypted, and neither is any copy of it beside it.")
    left = len(rewritten.backups_left)
    if left:
        words = _tr("Still encrypted: %1. This passphrase does not open it, or it is damaged.")
        if left > 1:
            words = _tr("Still encrypted: %1. This passphrase does not open them, or they are damaged.")
    whole.done.emit(words.replace("%1", phrases.files(left)))
