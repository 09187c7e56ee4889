"""`aijournal report`: the summary for a review, redacted unless told otherwise."""

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from aijournal.cli.once import OnceCommand
from aijournal.cli.options import period_options
from aijournal.cli.session import Session, pass_session
from aijournal.cli.terminal import note
from aijournal.domain.entry_filter import EntryFilter
from aijournal.errors import UsageError
from aijournal.export.files import write_report
from aijournal.export.formats import ReportFormat, formats_of, untold
from aijournal.export.include import Include
from aijournal.export.leaving import Place, Sighting, look_through
from aijournal.export.making import ReportQuestion, make_report

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
) -> tuple[bytes, Sequence[Sighting]]:
    """Return what is to be written, and what was found in its words unless the person has seen it."""
    now, settings = session.now(), session.settings
    today = now.astimezone(wanted.zone or session.zone).date()
    question = ReportQuestion(
        wanted, written_as, frozenset(parts), settings.weights, now, today, settings.quota
    )
    with session.open_journal() as journal:
        made = make_report(journal, question)
    found = () if is_seen else look_through(made.words, made.names) or ()
    is_drawn = written_as is ReportFormat.PDF
    return session.draw_pdf(made.review.document) if is_drawn else made.content, found


def _unseen(found: Sequence[Sighting]) -> UsageError:
    """List what was found, and return why nothing is written."""
    for one in found[:_MOST_LISTED]:
        often = f"  {one.count} times" if one.count > 1 else ""
        note(f"{_where(one)}  {one.finding.kind.value}  {one.finding.excerpt}{often}")
    if len(found) > _MOST_LISTED:
        note(f"and {len(found) - _MOST_LISTED} more")
    return UsageError(
        "Nothing was written",
        f"{len(found)} found in words that would leave. Look at them, then run it again with --seen.",
    )


def _where(one: Sighting) -> str:
    """Return where something was first found: in which item, or in which entry by its number."""
    if one.place is Place.ITEM:
        return f"{one.place} {one.number}"
    return f"{one.number}  {one.place}" if one.number else one.place
