"""The command `export`, and the part of `import` that reads what it wrote."""

import sys
from collections.abc import Iterable
from contextlib import closing
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import click

from aijournal.cli.session import Session, pass_session
from aijournal.cli.terminal import note, say
from aijournal.cli.text import number
from aijournal.collect_export import ExportResult
from aijournal.errors import AijournalError
from aijournal.export.files import write_export
from aijournal.export.whole import to_lines
from aijournal.paths import Paths

_STDOUT = Path("-")
_PLAIN = (
    "The journal is encrypted; the export is plain text that whoever gets hold of it can read. Keep it where "
    "nobody else can."
)


@click.command("export")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    required=True,
    help="Write it to this file, or to stdout where it is -.",
)
@pass_session
def export_command(session: Session, out: Path) -> None:
    """Write everything in the journal as JSON Lines, to keep or to read in elsewhere.

    `aijournal import aijournal FILE` makes an equal journal of it in an empty one, and joins what is missing
    to one that is not. It holds all your words, and so belongs to you alone. The trash, drafts and what can
    be undone are not in it, nor is anything that is worked out from the rest; settings are a file of their
    own.
    """
    with session.open_journal() as journal:
        if journal.place.is_encrypted:
            note(_PLAIN)
        in_trash = journal.export_rows.in_trash()
        with closing(journal.export_rows.all()) as records:
            size = _write(session.paths, out, to_lines(records, _program()))
        if size is not None:
            note(f"Written to {out.absolute()}: {number(size)} bytes, for your eyes alone.")
    if in_trash:
        deletions = "One deletion" if in_trash == 1 else f"{number(in_trash)} deletions"
        note(f"{deletions} in the trash can be taken back here only: the export does not hold them.")


def print_differences(result: ExportResult) -> None:
    """Say how much of an export the journal tells otherwise, and how to take back the rest."""
    if result.different:
        records = "record says" if result.different == 1 else "records say"
        say(f"  different: {number(result.different)} {records} something else here, which stayed")


def _write(own: Paths, out: Path, lines: Iterable[bytes]) -> int | None:
    """Return how many bytes a file got, `None` where it was stdout."""
    if out != _STDOUT:
        return write_export(own, out, lines)
    try:
        sys.stdout.buffer.writelines(lines)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise AijournalError(
            "The export was not written whole",
            f"stdout: {error.strerror or error}. The journal is as it was.",
        ) from error
    return None


def _program() -> str:
    try:
        return version("aijournal-desktop")
    except PackageNotFoundError:
        return "from a checkout"
