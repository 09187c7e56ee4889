"""Commands that show figures: `totals`, `value` and `report`."""

from collections.abc import Sequence
from pathlib import Path

import click

from aijournal.analysis.summary import summarise
from aijournal.analysis.value import value_report
from aijournal.analysis.value_sentences import value_notes, value_sentences
from aijournal.cli.documents import print_json, totals_row, value_row
from aijournal.cli.options import by_option, filter_options, json_option, period_options
from aijournal.cli.session import Session, pass_session
from aijournal.cli.text import (
    key_text,
    lower_bound,
    note,
    number,
    percent,
    print_table,
    say,
    value_cells,
)
from aijournal.domain.entry_filter import EntryFilter
from aijournal.domain.totals import GroupBy, TokenTotals
from aijournal.export.files import write_report
from aijournal.export.include import Include
from aijournal.export.markdown import to_markdown
from aijournal.pricing import load_prices


@click.command("totals")
@filter_options
@by_option
@json_option
@pass_session
def totals_command(session: Session, wanted: EntryFilter, by: str | None, *, as_json: bool) -> None:
    """Sum tokens and cost; a call counts on its own local day."""
    with session.open_journal() as journal:
        table = journal.totals(wanted, GroupBy(by) if by else None)
    if as_json:
        rows = [totals_row(row) for row in table.rows]
        print_json(
            by=by, timezone=(wanted.zone or session.zone).key, rows=rows, total=totals_row(table.total)
        )
        return
    print_table(
        (
            by or "",
            "interactions",
            "calls",
            "input",
            "cache write",
            "cache read",
            "output",
            "weighted",
            "USD",
        ),
        [*(_totals_cells(row) for row in table.rows), ("all", *_totals_cells(table.total)[1:])],
    )
    if table.total.unpriced_calls:
        say(f"{number(table.total.unpriced_calls)} calls have no price and are not in the cost.")
    if table.total.calls_without_tokens:
        say(f"{number(table.total.calls_without_tokens)} calls have no tokens on record; unknown is not 0.")


@click.command("value")
@filter_options
@by_option
@json_option
@pass_session
def value_command(session: Session, wanted: EntryFilter, by: str | None, *, as_json: bool) -> None:
    """Show value per million weighted tokens and how often AI helped, each with how sure it is."""
    group = GroupBy(by) if by else None
    with session.open_journal() as journal:
        table = value_report(journal.value_days(wanted, group, with_cost=True), group)
    if as_json:
        rows = [value_row(row) for row in table.rows]
        print_json(by=by, timezone=(wanted.zone or session.zone).key, rows=rows, total=value_row(table.total))
        return
    if by:
        headings = (by, "per million weighted", "net", "helped", "helped / hurt", "rated", "of tokens")
        print_table(headings, [value_cells(row) for row in table.rows])
        for row in table.rows:
            if row.guard:
                say(f"{key_text(row.key)}: {row.guard}")
        say()
    for line in (*value_sentences(table.total), *value_notes(table.total)):
        say(line)


@click.command("report")
@period_options
@click.option("--format", type=click.Choice(["md"]), default="md", show_default=True, help="Markdown.")
@click.option("--out", type=click.Path(path_type=Path), help="Write it to this file instead of stdout.")
@click.option(
    "--include",
    multiple=True,
    type=click.Choice([str(part) for part in Include]),
    help="Put this in as well.",
)
@pass_session
def report_command(
    session: Session, /, wanted: EntryFilter, out: Path | None, include: Sequence[str], **_: str
) -> None:
    """Write the summary for a review: figures only, no titles, notes or projects."""
    with session.open_journal() as journal:
        report = summarise(
            wanted.period,
            journal.value_days(wanted, GroupBy.TOOL),
            journal.totals(wanted).total,
            session.settings.weights,
            load_prices().as_of,
        )
    text = to_markdown(report, frozenset(Include(part) for part in include))
    if out is None:
        click.echo(text, nl=False)
        return
    write_report(out, text.encode())
    note(f"Written to {out.absolute()}")


def _totals_cells(row: TokenTotals) -> tuple[str, ...]:
    usage = row.usage
    return (
        key_text(row.key),
        number(row.interactions),
        number(row.calls),
        number(usage.input_tokens),
        number(usage.cache_write_tokens),
        number(usage.cache_read_tokens),
        lower_bound(number(usage.output_tokens), is_lower_bound=usage.output_is_lower_bound),
        number(row.weighted_tokens),
        number(float(row.cost_usd), 2) if row.cost_usd is not None else percent(None),
    )
