"""`aijournal report`: the summary for a review, redacted unless told otherwise."""

import sys
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

import click

from aijournal.cli.once import OnceCommand
from aijournal.cli.options import period_options
from aijournal.cli.session import Session, pass_session
from aijournal.cli.terminal import note
from aijournal.domain.entry import Entry
from aijournal.domain.entry_filter import EntryFilter
from aijournal.errors import UsageError
from aijournal.export.files import write_report
from aijournal.export.formats import ReportFormat, formats_of, text_of, untold
from aijournal.export.include import Include
from aijournal.export.journal_mirror import mirror_of
from aijournal.export.journal_report import entries_of, names_of, report_of
from aijournal.export.looking_through import FoundWords, look_through, words_of
from aijournal.export.own_names import OwnNames, own_names
from aijournal.export.redaction import Redaction
from aijournal.export.review import Review, review
from aijournal.export.table import words_in

_AT_A_TIME = 500
_MOST_LISTED = 20


def _told_where() -> str:
    """Return in which formats the parts are told that not all of them tell."""
    parts: dict[tuple[ReportFormat, ...], list[str]] = {}
    for part in Include:
        if (formats := formats_of(part)) != tuple(ReportFormat):
            parts.setdefault(formats, []).append(part)
    return "; ".join(f"{', '.join(names)} only in {', '.join(formats)}" for formats, names in parts.items())


@click.command("report", cls=OnceCommand)
@period_options
@click.option(
    "--format",
    "kind",
    type=click.Choice([str(one) for one in ReportFormat]),
    default=str(ReportFormat.MARKDOWN),
    show_default=True,
    help="Markdown, one HTML file that loads nothing, JSON, CSV with a row an interaction, or PDF.",
)
@click.option("--out", type=click.Path(path_type=Path), help="Write it to this file instead of stdout.")
@click.option(
    "--include",
    multiple=True,
    type=click.Choice([str(part) for part in Include]),
    help="Put this in as well; without it, names are told by aliases and days by months. "
    f"Not every format tells every part: {_told_where()}.",
)
@click.option(
    "--seen",
    is_flag=True,
    help="Write it although keys, addresses, paths or names were found in words that leave: you saw them.",
)
@pass_session
def report_command(
    session: Session,
    /,
    wanted: EntryFilter,
    kind: str,
    out: Path | None,
    include: Sequence[str],
    *,
    seen: bool,
) -> None:
    """Write the summary for a review: figures, and what you wrote for it; no titles, notes or projects.

    Words that leave are looked through first; where they hold what looks like a key, an address, a path or
    a name that is not to leave, that is listed and nothing is written until you say --seen.
    `aijournal help review` says more.
    """
    written_as, parts = ReportFormat(kind), [Include(part) for part in include]
    _refuse_terminal(written_as, out)
    _tell_what_is_untold(parts, written_as)
    content, found = _prepare(session, wanted, parts, written_as, is_seen=seen)
    if found and not seen:
        raise _unseen(found)
    _deliver(session, content, out)


def _refuse_terminal(written_as: ReportFormat, out: Path | None) -> None:
    if written_as is ReportFormat.PDF and out is None and sys.stdout.isatty():
        raise UsageError("A terminal cannot show a PDF", "Name a file with --out.")


def _tell_what_is_untold(parts: Sequence[Include], written_as: ReportFormat) -> None:
    left = untold(parts, written_as)
    if left:
        formats = [str(one) for one in ReportFormat if any(one in formats_of(part) for part in left)]
        note(f"Not told in {written_as}, only in {', '.join(formats)}: {', '.join(left)}.")


def _deliver(session: Session, content: bytes, out: Path | None) -> None:
    if out is None:
        click.echo(content, nl=False)
        return
    write_report(session.paths, out, content)
    note(f"Written to {out.absolute()}")


def _prepare(
    session: Session,
    wanted: EntryFilter,
    parts: Sequence[Include],
    written_as: ReportFormat,
    *,
    is_seen: bool,
) -> tuple[bytes, Sequence[FoundWords]]:
    """Return what is to be written, and what was found in its words unless the person has seen it."""
    found: list[FoundWords] = []
    with session.open_journal() as journal:
        today = session.now().astimezone(wanted.zone or session.zone).date()
        report = report_of(journal, wanted, session.settings.weights, today)
        is_asked = Include.SIGNALS in parts
        mirror = mirror_of(journal, wanted, session.settings.quota, today) if is_asked else None
        words, redaction = journal.review.of(wanted).told, Redaction.including(parts)
        made = review(report, names_of(journal, wanted), redaction, words, mirror)
        names = own_names((*journal.kept_names.all(), *made.aliases.hidden_names))
        if written_as.is_of_entries:
            entries = entries_of(journal, wanted, session.now())
            looked = entries if is_seen else _looked_through(entries, made, names, found)
            return text_of(written_as, made, looked), found
    found.extend(look_through(words_of(made.document, redaction), names))
    is_drawn = written_as is ReportFormat.PDF
    return session.draw_pdf(made.document) if is_drawn else text_of(written_as, made, ()), found


def _looked_through(
    entries: Iterator[Entry], made: Review, names: OwnNames, found: list[FoundWords]
) -> Iterator[Entry]:
    """Yield the entries, with what was found in those before: what is written is what was looked at."""
    while some := tuple(islice(entries, _AT_A_TIME)):
        found.extend(look_through(words_in(some, made.aliases, made.redaction), names))
        yield from some


def _unseen(found: Sequence[FoundWords]) -> UsageError:
    """List what was found, and return why nothing is written."""
    for one in found[:_MOST_LISTED]:
        where = one.place.name if one.place.entry is None else f"{one.place.entry}  {one.place.name}"
        note(f"{where}  {one.finding.kind.value}  {one.finding.excerpt}")
    if len(found) > _MOST_LISTED:
        note(f"and {len(found) - _MOST_LISTED} more")
    return UsageError(
        "Nothing was written",
        f"{len(found)} found in words that would leave. Look at them, then run it again with --seen.",
    )
