"""Commands for encryption at rest: `encrypt`, `decrypt` and `passphrase`."""

import click

from aijournal.cli.documents import print_json
from aijournal.cli.options import json_option
from aijournal.cli.passphrases import Descriptor, ask_new_passphrase, ask_passphrase
from aijournal.cli.session import Session, pass_session
from aijournal.cli.terminal import note, say
from aijournal.errors import AijournalError, ExitCode
from aijournal.journal.lock import take_all
from aijournal.journal.looking import may_be_encrypted
from aijournal.journal.passphrase import Passphrase
from aijournal.journal.rewriting import Rewritten, rewrite

_WARNING = (
    "A forgotten passphrase cannot be recovered: without it nobody can read the journal and its backups any "
    "more, you included. Keep it in a safe place."
)
_REMNANTS = (
    "A solid-state disk may keep what was there before for a while, and copies that you or others made "
    "elsewhere are as they were."
)


@click.command("encrypt")
@json_option
@pass_session
def encrypt_command(session: Session, *, as_json: bool) -> int:
    """Encrypt the journal and its backups with a passphrase, which every command asks for from then on.

    A forgotten passphrase cannot be recovered. With --passphrase-fd it is read from there and not asked.
    """
    _require_alone(session)
    if _is_encrypted(session):  # what an earlier run could not finish is finished
        new = session.passphrase or ask_passphrase()
    else:
        note(_WARNING)
        new = session.passphrase or ask_new_passphrase("--passphrase-fd")
    return _tell(rewrite(session.paths, None, new), "encrypted", as_json=as_json)


@click.command("decrypt")
@json_option
@pass_session
def decrypt_command(session: Session, *, as_json: bool) -> int:
    """Take the encryption off the journal and its backups: whoever can read the files can read them then."""
    _require_alone(session)
    made = session.unlocked(lambda old: rewrite(session.paths, old, None))
    return _tell(made, "decrypted", as_json=as_json)


@click.command("passphrase")
@click.option(
    "--new-passphrase-fd",
    "new_passphrase",
    type=Descriptor(),
    metavar="N",
    help="Read the new passphrase, one line, from this file descriptor.",
)
@json_option
@pass_session
def passphrase_command(session: Session, new_passphrase: Passphrase | None, *, as_json: bool) -> int:
    """Change the passphrase of the journal and of its backups.

    A forgotten passphrase cannot be recovered.
    """
    _require_alone(session)
    if not _is_encrypted(session):
        raise AijournalError(
            "The journal is not encrypted", "`aijournal encrypt` gives it a passphrase. Nothing was changed."
        )
    old = session.passphrase or ask_passphrase()
    note(_WARNING)
    new = new_passphrase or ask_new_passphrase("--new-passphrase-fd")
    return _tell(rewrite(session.paths, old, new), "encrypted with the new passphrase", as_json=as_json)


def _require_alone(session: Session) -> None:
    """Say that somebody has the journal open before a passphrase is typed in vain."""
    with take_all(session.paths):
        pass


def _is_encrypted(session: Session) -> bool:
    return session.paths.journal.exists() and may_be_encrypted(session.paths.journal)


def _tell(made: Rewritten, now: str, *, as_json: bool) -> int:
    """Say what came of it; whatever had to stay as it was makes it a failure."""
    if as_json:
        print_json(
            journal_changed=not made.was_so,
            backups_done=list(made.backups_done),
            backups_left=list(made.backups_left),
        )
    else:
        say(f"The journal {'was already' if made.was_so else 'is now'} {now}.")
        for path in made.backups_done:
            say(f"So is its copy {path}")
    for path in made.backups_left:
        note(f"Not {now}, because it is damaged or has another passphrase: {path}")
    if not made.was_so or made.backups_done:
        note(_REMNANTS)
    return ExitCode.FAILED if made.backups_left else ExitCode.DONE
