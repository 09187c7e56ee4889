"""`aijournal report`: the summary for a review, redacted unless told otherwise."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import click

from aijournal.cli.once import OnceCommand
from aijournal.cli.options import period_options
from aijournal.cli.session import Session, pass_session
from aijournal.cli.terminal import note
from aijournal.domain.entry_filter import EntryFilter
from aijournal.export.files import write_report
from aijournal.export.html import to_html
from aijournal.export.include import Include
from aijournal.export.journal_report import entries_of, names_of, report_of
from aijournal.export.json_document import to_json
from aijournal.export.markdown import to_markdown
from aijournal.export.redaction import Redaction
from aijournal.export.review import Review, review
from aijournal.export.table import csv_lines

_TEXTS: Mapping[str, Callable[[Review], str]] = {
    "md": lambda one: to_markdown(one.document),
    "html": lambda one: to_html(one.document),
    "json": to_json,
}
_CSV, _PDF = "csv", "pdf"


@click.command("report", cls=OnceCommand)
@period_options
@click.option(
    "--format",
    "kind",
    type=click.Choice([*_TEXTS, _CSV, _PDF]),
    default="md",
    show_default=True,
    help="Markdown, one HTML file that loads nothing, JSON, CSV with a row an interaction, or PDF.",
)
@click.option("--out", type=click.Path(path_type=Path), help="Write it to this file instead of stdout.")
@click.option(
    "--include",
    multiple=True,
    type=click.Choice([str(part) for part in Include]),
    help="Put this in as well; without it, names are told by aliases and days by months.",
)
@pass_session
def report_command(
    session: Session, /, wanted: EntryFilter, kind: str, out: Path | None, include: Sequence[str]
) -> None:
    """Write the summary for a review: figures only, no titles, notes or projects unless asked for."""
    redaction = Redaction.including(Include(part) for part in include)
    with session.open_journal() as journal:
        today = session.now().astimezone(wanted.zone or session.zone).date()
        report = report_of(journal, wanted, session.settings.weights, today)
        made = review(report, names_of(journal, wanted), redaction)
        rows = csv_lines(entries_of(journal, wanted, session.now()), made.aliases, redaction)
        content = "".join(rows).encode() if kind == _CSV else _written(session, made, kind)
    if out is None:
        click.echo(content, nl=False)
        return
    write_report(session.paths, out, content)
    note(f"Written to {out.absolute()}")


def _written(session: Session, made: Review, kind: str) -> bytes:
    return session.draw_pdf(made.document) if kind == _PDF else _TEXTS[kind](made).encode()
