"""The command `export`, and the part of `import` that reads what it wrote."""

import sys
from collections.abc import Callable, Iterable
from contextlib import closing
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import click

from aijournal.cli.session import Session, pass_session
from aijournal.cli.terminal import note, say
from aijournal.cli.text import number
from aijournal.collect import Progress
from aijournal.collect_export import ExportResult, collect_export
from aijournal.errors import AijournalError, UsageError
from aijournal.export.files import write_export
from aijournal.export.whole import to_lines
from aijournal.journal.journal import Journal

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
    _refuse_own_file(session, out)
    with session.open_journal() as journal:
        if journal.place.is_encrypted:
            note(_PLAIN)
        in_trash = journal.export_rows.in_trash()
        with closing(journal.export_rows.all()) as records:
            size = _write(out, to_lines(records, _program()))
        if size is not None:
            note(f"Written to {out.absolute()}: {number(size)} bytes, for your eyes alone.")
    if in_trash:
        deletions = "One deletion" if in_trash == 1 else f"{number(in_trash)} deletions"
        note(f"{deletions} in the trash can be taken back here only: the export does not hold them.")


def import_export(
    journal: Journal, path: Path, now: datetime, progress: Callable[[Progress], None], *, dry_run: bool
) -> ExportResult:
    """Read an export into the journal."""
    return collect_export(journal, path, now, dry_run=dry_run, progress=progress)


def print_differences(result: ExportResult) -> None:
    """Say how much of an export the journal tells otherwise, and how to take back the rest."""
    if result.different:
        records = "record says" if result.different == 1 else "records say"
        say(f"  different: {number(result.different)} {records} something else here, which stayed")


def _refuse_own_file(session: Session, out: Path) -> None:
    """Refuse to write over the journal, its companions and its backups."""
    place, data = out.absolute().resolve(), session.paths.data.resolve()
    if place.parent in {data, data / session.paths.backups.name}:
        raise UsageError(
            "That is the journal's own place",
            f"{data} holds the journal and its backups. Nothing was written; choose another place.",
        )


def _write(out: Path, lines: Iterable[bytes]) -> int | None:
    """Return how many bytes a file got, `None` where it was stdout."""
    if out != _STDOUT:
        return write_export(out, lines)
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
