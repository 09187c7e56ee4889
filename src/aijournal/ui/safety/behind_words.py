"""What is said of backups that a rewriting of the journal was cut off before."""

from PySide6.QtCore import QCoreApplication

from aijournal.ui import phrases


def _tr(text: str) -> str:
    return QCoreApplication.translate("behind_words", text)


def not_encrypted_yet(count: int) -> str:
    """Say how many backups of an encrypted journal can be read by anybody still."""
    words = _tr("%1 of its backups are not encrypted yet: encrypting was cut off.")
    if count == 1:
        words = _tr("One of its backups is not encrypted yet: encrypting was cut off.")
    return words.replace("%1", phrases.decimal(count))


def still_encrypted(count: int) -> str:
    """Say how many backups of a plain journal need a passphrase still."""
    words = _tr("%1 of its backups are still encrypted, with the passphrase that it had when they were made.")
    if count == 1:
        words = _tr(
            "One of its backups is still encrypted, with the passphrase that it had when it was made."
        )
    return words.replace("%1", phrases.decimal(count))
