"""Commands that keep the journal safe: `backup`, `restore` and `check`."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import click

from aijournal.cli.documents import print_json
from aijournal.cli.options import json_option
from aijournal.cli.passphrases import Descriptor, ask_passphrase
from aijournal.cli.session import Session, pass_session
from aijournal.cli.terminal import note, say
from aijournal.cli.text import NOTHING, number, print_table
from aijournal.errors import (
    AijournalError,
    DamagedJournalError,
    ExitCode,
    PassphraseError,
    PassphraseNeededError,
)
from aijournal.journal.backup_files import Backup, BackupReason, list_backups, read_backup
from aijournal.journal.backups import verify
from aijournal.journal.content import ComparedEntry, Difference
from aijournal.journal.passphrase import Passphrase
from aijournal.journal.restore import Restored, restore

_SHOWN = 5
_T = TypeVar("_T")


@click.command("backup")
@click.option("--list", "is_listing", is_flag=True, help="List the backups instead of taking one.")
@json_option
@pass_session
def backup_command(session: Session, *, is_listing: bool, as_json: bool) -> None:
    """Take a verified backup of the journal, or list those that there are."""
    if is_listing:
        _list(session, as_json=as_json)
        return
    with session.open_journal() as journal:
        backup = journal.backups.take(BackupReason.BY_HAND, session.now())
    if as_json:
        print_json(**_backup_row(backup))
    else:
        say(f"{backup.path}")
        say(f"Verified: {_rows_text(backup.rows)}, {number(backup.size)} bytes, {_lock_text(backup)}.")


def _list(session: Session, *, as_json: bool) -> None:
    backups = list_backups(session.paths)
    if as_json:
        print_json(backups=[_backup_row(one) for one in backups])
        return
    if not backups:
        say("There are no backups yet.")
        return
    say(f"{session.paths.backups}")
    print_table(
        ("taken", "reason", "file", "entries", "bytes"),
        [
            (
                f"{one.taken_at.astimezone(session.zone):%Y-%m-%d %H:%M}",
                one.reason,
                one.path.name,
                number(one.rows.get("interaction", 0)),
                number(one.size),
            )
            for one in backups
        ],
        words=3,
    )


@click.command("restore")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--yes", "is_confirmed", is_flag=True, help="Do not ask.")
@click.option(
    "--backup-passphrase-fd",
    "own_passphrase",
    type=Descriptor(),
    metavar="N",
    help="Read the backup's passphrase, where it is not the journal's, one line, from this file descriptor.",
)
@json_option
@pass_session
def restore_command(
    session: Session, file: Path, own_passphrase: Passphrase | None, *, is_confirmed: bool, as_json: bool
) -> None:
    """Put a backup in the journal's place; FILE is its path, or its name in the folder of backups.

    What differs is shown first. The journal as it is now is backed up, and kept in the quarantine.
    """
    if as_json and not is_confirmed:
        raise click.UsageError("--json asks nothing, so it needs --yes.")
    unlocking = _BackupUnlocking(session, own_passphrase)
    backup = unlocking.do(partial(read_backup, _find(session, file)))
    verify(backup, own_passphrase)  # an encrypted one whose passphrase is not known yet, by its bytes alone
    difference = _compare(session, backup, unlocking)
    if not as_json:
        _print_plan(session, backup, difference)
    if not is_confirmed and not click.confirm("Restore it?", err=True):
        say("Nothing was changed.")
        return
    act = partial(restore, session.paths, backup, session.now(), journal_passphrase=session.passphrase)
    restored = unlocking.do(act)
    if as_json:
        print_json(**_restore_document(restored, difference))
    else:
        _print_restored(restored)


def _find(session: Session, file: Path) -> Path:
    in_folder = session.paths.backups / file.name
    return in_folder if not file.exists() and in_folder.exists() and file.name == str(file) else file


class _BackupUnlocking:
    """Opens a backup with the journal's passphrase, or with its own, which is asked for if need be."""

    def __init__(self, session: Session, own: Passphrase | None) -> None:
        self._session = session
        self._own = own

    def do(self, act: Callable[[Passphrase | None], _T]) -> _T:
        """Do what may need a passphrase; raises `PassphraseError` if there is none that opens the backup."""
        if self._own is None:
            try:
                return self._session.unlocked(act)
            except PassphraseNeededError:
                raise
            except PassphraseError:
                note("The journal's passphrase does not open this backup, which may have one of its own.")
            self._own = ask_passphrase("Passphrase of the backup", "--backup-passphrase-fd")
        return act(self._own)


def _compare(session: Session, backup: Backup, unlocking: _BackupUnlocking) -> Difference | None:
    """Return how journal and backup differ, `None` where there is no journal or it cannot be read."""
    if not session.paths.journal.exists():
        note("There is no journal now.")
        return None
    try:
        with session.open_journal() as journal:
            return unlocking.do(partial(journal.backups.compare, backup))
    except DamagedJournalError as error:
        note(str(error))
    return None


def _print_plan(session: Session, backup: Backup, difference: Difference | None) -> None:
    taken = f"{backup.taken_at.astimezone(session.zone):%Y-%m-%d %H:%M}"
    say(f"Backup of {taken} ({backup.reason}), {_rows_text(backup.rows)}, {_lock_text(backup)}.")
    if difference is None:
        say("What differs cannot be told.")
        return
    _print_entries("only in the journal, and would go", difference.only_here)
    _print_entries("only in the backup, and would come back", difference.only_there)
    _print_entries("with other words or another verdict in the backup", difference.changed)


def _print_entries(what: str, entries: Sequence[ComparedEntry]) -> None:
    say(f"{number(len(entries))} entries {what}.")
    for one in entries[:_SHOWN]:
        say(f"  {one.started_at:%Y-%m-%d}  {one.title or NOTHING}")
    if len(entries) > _SHOWN:
        say(f"  and {number(len(entries) - _SHOWN)} more")


def _print_restored(restored: Restored) -> None:
    say(f"Restored: the journal is as it was in {restored.backup.path.name}.")
    if restored.quarantined:
        say(f"The journal from before lies untouched at {restored.quarantined}.")
    if restored.before:
        say(f"To take this back: aijournal restore {restored.before.path.name}")


@click.command("check")
@click.option(
    "--accept-days", is_flag=True, help="Take days that changed by themselves as they are from now on."
)
@json_option
@pass_session
def check_command(session: Session, *, accept_days: bool, as_json: bool) -> int:
    """Look all of the journal over: its pages, indexes, search, references, sums and the days' checksums."""
    if not session.paths.journal.exists():
        raise AijournalError("There is nothing to check", f"No journal lies at {session.paths.journal} yet.")
    with session.open_journal() as journal:
        result = journal.checks.full()
        if accept_days and result.damaged_days:
            with suppress(DamagedJournalError):  # what is damaged besides is said below
                journal.checks.accept(result.damaged_days)
            result = journal.checks.full()
        if result.is_sound:
            journal.checks.remember(session.now())
    if as_json:
        print_json(
            sound=result.is_sound,
            findings=list(result.findings),
            damaged_days=list(result.damaged_days),
        )
    else:
        for finding in result.findings:
            say(finding)
        say("The journal is sound." if result.is_sound else _way_out(session))
    return ExitCode.DONE if result.is_sound else ExitCode.DAMAGED


def _way_out(session: Session) -> str:
    newest = next(iter(list_backups(session.paths)), None)
    if newest is None:
        return (
            "The journal is damaged, and there is no backup. Do not delete the file: much can still be read."
        )
    return f"The journal is damaged. Its newest backup: aijournal restore {newest.path.name}"


def _backup_row(backup: Backup) -> Mapping[str, Any]:
    return {
        "path": backup.path,
        "taken_at": backup.taken_at,
        "reason": backup.reason,
        "rows": dict(backup.rows),
        "bytes": backup.size,
        "sha256": backup.sha256,
        "is_encrypted": backup.is_encrypted,
        "format": backup.schema_version,
    }


def _restore_document(restored: Restored, difference: Difference | None) -> Mapping[str, Any]:
    return {
        "restored": _backup_row(restored.backup),
        "before": _backup_row(restored.before) if restored.before else None,
        "quarantined": restored.quarantined,
        "only_here": len(difference.only_here) if difference else None,
        "only_there": len(difference.only_there) if difference else None,
        "changed": len(difference.changed) if difference else None,
    }


def _rows_text(rows: Mapping[str, int]) -> str:
    return (
        f"{number(rows.get('interaction', 0))} entries, {number(rows.get('assessment', 0))} verdicts, "
        f"{number(rows.get('call', 0))} calls"
    )


def _lock_text(backup: Backup) -> str:
    return "encrypted" if backup.is_encrypted else "not encrypted"
