"""Encrypting, decrypting and changing the passphrase: the journal is written anew, and then its backups."""

from dataclasses import dataclass, replace
from pathlib import Path

from aijournal.errors import AijournalError, PassphraseError
from aijournal.journal.backup_files import Backup, has_its_hash, list_backups, reseal
from aijournal.journal.connection import connect, disconnect, refuse_foreign
from aijournal.journal.copies import go_through
from aijournal.journal.copy_places import copies_of
from aijournal.journal.engine_errors import plain_errors, plain_refusals
from aijournal.journal.erasing import erase_all
from aijournal.journal.lock import take_all
from aijournal.journal.looking import find_key
from aijournal.journal.opening import told_apart
from aijournal.journal.passphrase import Passphrase
from aijournal.journal.replacing import finish_replacing
from aijournal.journal.rewritten_file import rewrite_file, settle
from aijournal.paths import Paths


@dataclass(frozen=True, slots=True)
class Rewritten:
    """The backups, and the journals that were set aside, that followed the journal, and those that did not.

    The journal itself was written anew, unless it `was_so` already.
    """

    backups_done: tuple[Path, ...]
    backups_left: tuple[Path, ...]
    was_so: bool = False


def rewrite(paths: Paths, old: Passphrase | None, new: Passphrase | None) -> Rewritten:
    """Give the journal another passphrase: encrypt it where `old` is `None`, decrypt it where `new` is.

    Its backups follow. Each file is compared with its old self before that is overwritten and gone. What was
    cut off is finished when the same is asked for again: what has the new passphrase already keeps it.

    Raises `LockedError` while somebody has the journal open, `PassphraseError` where neither opens it,
    `DamagedJournalError`, `DiskFullError`, and `UsageError` for a new passphrase that is too short; nothing
    is changed then. A forgotten passphrase cannot be recovered: say so before one is set.
    """
    if new:
        new.require_strength()
    with take_all(paths):
        journal = paths.journal.resolve()
        with told_apart(paths, old or new), plain_errors(journal), plain_refusals(journal):
            finish_replacing(journal)
            erase_all(copies_of(paths).half_made)  # what was cut off, maybe in the clear
            is_changed = _bring_over(journal, old, new) if journal.exists() else _make(journal, new)
        return replace(_rewrite_copies(paths, old, new), was_so=not is_changed)


def _make(path: Path, new: Passphrase | None) -> bool:
    """Make a journal that is encrypted from the first."""
    if new is None:
        raise AijournalError("There is no journal", f"Nothing lies at {path} yet, so nothing was changed.")
    disconnect(connect(path, new), path)
    return True


def _bring_over(path: Path, old: Passphrase | None, new: Passphrase | None) -> bool:
    """Write a file anew and return `True`, unless an earlier rewriting that was cut off has done so."""
    try:
        key = find_key(path, old)
    except PassphraseError:
        if new is None:
            raise
        find_key(path, new)
        return False
    refuse_foreign(path, key)
    wanted = new.new_key() if new else None
    if key == wanted:
        return False
    settle(path, key)
    rewrite_file(path, key, wanted)
    return True


def _rewrite_copies(paths: Paths, old: Passphrase | None, new: Passphrase | None) -> Rewritten:
    told = {backup.path: backup for backup in list_backups(paths)}
    copies = copies_of(paths)
    done: list[Path] = []
    left: list[Path] = []
    for path in (*copies.backups, *copies.set_aside):
        is_done = _rewrite_copy(path, told.get(path), old, new)
        (done if is_done else left).append(path)
    return Rewritten(tuple(done), tuple(left))


def _rewrite_copy(path: Path, backup: Backup | None, old: Passphrase | None, new: Passphrase | None) -> bool:
    """Write a copy anew, and return whether it is as it shall be now; a damaged one stays as it is."""
    try:
        with plain_errors(path), plain_refusals(path):
            if backup is None or has_its_hash(backup):
                _bring_over(path, old, new)
            elif not _was_cut_off(backup, new):
                return False
            if backup is not None:
                reseal(backup, is_encrypted=new is not None)
    except AijournalError:
        return False
    return True


def _was_cut_off(backup: Backup, new: Passphrase | None) -> bool:
    """Whether a backup does not fit its companion because only the backup could be rewritten.

    In an encrypted file every page carries a sum, so that one which is sound was changed by nothing else.
    """
    facts = go_through(backup.path, new)
    return facts.is_encrypted if new else backup.is_encrypted
