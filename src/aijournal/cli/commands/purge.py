"""`purge`: deletion that deletes."""

import sys
from collections.abc import Sequence

import click

from aijournal.cli.session import Session, pass_session
from aijournal.cli.terminal import note, say
from aijournal.errors import AijournalError, LockedError
from aijournal.journal.backup_files import list_backups
from aijournal.journal.purge import Purged, purge_entries, purge_everything

_LARGEST_ID = 2**63 - 1
_NUMBER = click.IntRange(1, _LARGEST_ID)
_OUT_OF_REACH = (
    "Copies that other programs made – snapshots of the disk, a cloud, what a solid-state disk keeps aside – "
    "are out of this program's reach."
)


@click.command("purge")
@click.option("--entry", "first", multiple=True, type=_NUMBER, metavar="ID…", help="Purge these entries.")
@click.argument("more", nargs=-1, type=_NUMBER, metavar="")
@click.option("--all", "is_all", is_flag=True, help="Purge the whole journal, and all the program kept.")
@click.option(
    "--backups", is_flag=True, help="Purge from the backups, and from journals that were set aside, as well."
)
@click.option("--yes", is_flag=True, help="Do not ask for the phrase.")
@pass_session
def purge_command(
    session: Session,
    first: Sequence[int],
    more: Sequence[int],
    *,
    is_all: bool,
    backups: bool,
    yes: bool,
) -> None:
    """Delete for good: no undo, no trash, and no backup is taken before.

    Without --yes a phrase must be typed. Mind that deleting may be forbidden where records must be kept.
    """
    if is_all == bool(first) or (more and not first):
        raise click.UsageError("Say what to purge: either --entry and numbers, or --all.")
    if is_all:
        _purge_everything(session, backups=backups, is_sure=yes)
    else:
        _purge_entries(session, tuple(dict.fromkeys((*first, *more))), backups=backups, is_sure=yes)


def _purge_entries(session: Session, entries: Sequence[int], *, backups: bool, is_sure: bool) -> None:
    count = _counted(len(entries))
    if not backups and list_backups(session.paths):
        note("Backups stay as they are. With --backups they are purged as well, which cannot be done later.")
    _make_sure(f"purge {count}", is_sure=is_sure)
    with session.open_journal() as journal:
        purged = purge_entries(journal.trash, session.paths, entries, session.passphrase, backups=backups)
    say(f"Purged {_counted(purged.entries)}.")
    _tell_of_backups(purged)
    note(_OUT_OF_REACH)
    if not purged.is_traceless:
        raise LockedError(
            "Traces are left for now",
            "Another program has the journal open and keeps old pages of it. They go when it is closed.",
        )


def _tell_of_backups(purged: Purged) -> None:
    for path in purged.backups.done:
        say(f"Written anew without it: {path}")
    for path in purged.backups.left:
        note(f"Could not be written anew, and may still hold it: {path}")
    if purged.kept_until:
        note(f"Backups may still hold it until {purged.kept_until:%Y-%m-%d}.")
    for path in purged.kept_in:
        note(f"Still holds it or cannot be opened, and stays until you remove it: {path}")


def _purge_everything(session: Session, *, backups: bool, is_sure: bool) -> None:
    _make_sure("purge everything", is_sure=is_sure)
    purge_everything(session.paths, backups=backups)
    say("Purged everything. The settings are kept.")
    if not backups and any(session.paths.backups.glob("*")):
        note(f"The backups are kept: {session.paths.backups}; --backups purges them as well.")
    note(_OUT_OF_REACH)


def _make_sure(phrase: str, *, is_sure: bool) -> None:
    """Raise `AijournalError` unless the phrase is typed, which nobody does by accident."""
    if is_sure:
        return
    click.echo(f"This cannot be undone. Type “{phrase}” to go on: ", nl=False, err=True)
    if sys.stdin.readline().strip() != phrase:
        raise AijournalError("Nothing was purged", f"“{phrase}” was not typed.")


def _counted(number: int) -> str:
    return "1 entry" if number == 1 else f"{number:,} entries"
