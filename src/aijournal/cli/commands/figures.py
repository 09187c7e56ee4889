"""Commands that show figures: `totals` and `value`."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict

import click

from aijournal.analysis.cells import CellRate, CellRow, CellTable, cell_table
from aijournal.analysis.guards import GUARDS, Figure
from aijournal.analysis.sentences import say as sentence
from aijournal.analysis.value import ValueTable, value_report
from aijournal.analysis.value_sentences import value_notes, value_sentences, weights_note
from aijournal.cli.documents import cell_fields, print_json, totals_row
from aijournal.cli.matching import in_known_spelling, nothing_matches, read_as
from aijournal.cli.once import OnceCommand
from aijournal.cli.options import by_option, filter_options, json_option
from aijournal.cli.session import Session, pass_session
from aijournal.cli.terminal import say
from aijournal.cli.text import (
    NOTHING,
    charges_text,
    key_text,
    lower_bound,
    number,
    percent,
    print_table,
    value_cells,
    weight_text,
    with_range,
)
from aijournal.domain.entry_filter import EntryFilter
from aijournal.domain.facts import Charge
from aijournal.domain.tokens import TokenWeights
from aijournal.domain.totals import GroupBy, TokenTotals
from aijournal.export.journal_trials import own_trials_of
from aijournal.export.value_fields import felt_row, value_row

# Groups whose rates are drawn towards each other; days and single interactions have nothing in common.
_CELLS = frozenset(
    {
        GroupBy.SOURCE,
        GroupBy.TOOL,
        GroupBy.MODEL,
        GroupBy.PROJECT,
        GroupBy.TASK,
        GroupBy.BOTTLENECK,
        GroupBy.MOTIVE,
    }
)
# Groups that no guard of days can ever let through.
_SHORT = frozenset({GroupBy.DAY, GroupBy.WEEK, GroupBy.INTERACTION})

_TOTALS = (
    *("interactions", "calls", "input", "cache write", "cache read", "output", "weighted", "USD"),
    "charged",
)


@click.command("totals", cls=OnceCommand)
@filter_options
@by_option
@json_option
@pass_session
def totals_command(session: Session, wanted: EntryFilter, by: str | None, *, as_json: bool) -> None:
    """Sum tokens and cost; a call counts on its own local day.

    What tools charge in units of their own, such as credits, stands beside and is added to nothing else.
    """
    with session.open_journal() as journal:
        typed, wanted = wanted, in_known_spelling(journal, wanted)
        group, weights = GroupBy(by) if by else None, session.settings.weights
        table, charges = journal.totals(wanted, group), journal.charges(wanted, group)
        no_rows = None if table.total.interactions or table.total.calls else nothing_matches(journal, wanted)
    if as_json:
        rows = [totals_row(row, charges.of(row.key), weights) for row in table.rows]
        zone, total = (wanted.zone or session.zone).key, totals_row(table.total, charges.total, weights)
        print_json(by=by, timezone=zone, rows=rows, total=total, **read_as(typed, wanted))
        return
    if no_rows:
        say(no_rows)
        return
    rows_of_cells = [_totals_cells(row, charges.of(row.key), weights) for row in table.rows]
    of_all = ("all", *_totals_cells(table.total, charges.total, weights)[1:])
    shown = None if charges.total else -1  # a column of nothing but dashes says nothing
    print_table((by or "", *_TOTALS)[:shown], [row[:shown] for row in (*rows_of_cells, of_all)])
    if table.total.unpriced_calls:
        say(f"{number(table.total.unpriced_calls)} calls have no price and are not in the cost.")
    if table.total.calls_without_tokens:
        say(_not_all_on_record(table.total.calls_without_tokens))


@click.command("value", cls=OnceCommand)
@filter_options
@by_option
@json_option
@pass_session
def value_command(session: Session, wanted: EntryFilter, by: str | None, *, as_json: bool) -> None:
    """Show value per million weighted tokens and how often AI helped, each with how sure it is."""
    group = GroupBy(by) if by else None
    today = session.now().astimezone(wanted.zone or session.zone).date()
    with session.open_journal() as journal:
        typed, wanted = wanted, in_known_spelling(journal, wanted)
        days = journal.value_days(wanted, group, with_cost=True)
        table = value_report(days, group, wanted.period, today)
        cells = cell_table(journal.cells(wanted, [group])) if group in _CELLS else None
        no_rows = None if days else nothing_matches(journal, wanted)
        trials = own_trials_of(journal)
    weights = session.settings.weights
    if as_json:
        drawn = {row.key[0]: row for row in cells.rows} if cells else {}
        rows = [{**value_row(row), **cell_fields(drawn.get(row.key))} for row in table.rows]
        zone, total = (wanted.zone or session.zone).key, value_row(table.total)
        measured = felt_row(trials.felt) if trials else None
        shown = {"weights": asdict(weights), "rows": rows, "total": total, "felt_measured": measured}
        print_json(by=by, timezone=zone, **shown, **read_as(typed, wanted))
        return
    if no_rows:
        say(no_rows)
        return
    if group:
        _print_groups(group, table)
    if cells and _can_compare(cells):
        _print_cells(cells)
    felt = trials.felt.told if trials and trials.felt.share else None
    for line in (*value_sentences(table.total), *value_notes(table.total), weights_note(weights), felt):
        if line:
            say(line)


def _print_groups(group: GroupBy, table: ValueTable) -> None:
    headings = (group, "per million weighted", "net", "helped", "helped / hurt", "rated", "of tokens")
    print_table(headings, [value_cells(row) for row in table.rows])
    for line in _held_back(group, table):
        say(line)
    say()


def _held_back(group: GroupBy, table: ValueTable) -> Iterator[str]:
    """Say of each group what it still lacks, and once for all what none of them can ever have."""
    if group not in _SHORT:
        yield from (f"{key_text(row.key)}: {row.guard}" for row in table.rows if row.guard)
        return
    yield sentence(f"short.{group}")
    if group is not GroupBy.INTERACTION and any(row.rate_guard for row in table.rows):
        yield sentence("short.rate", needed=str(GUARDS[Figure.RATE].interactions))


def _can_compare(cells: CellTable) -> bool:
    """Whether there is more than one group with ratings, and enough of them in one."""
    rated = [row for row in cells.rows if row.rated]
    return len(rated) > 1 and any(not row.is_faint for row in rated)


def _print_cells(cells: CellTable) -> None:
    """Show the groups from the one in which AI helped most often to the least, each in the light of all."""
    rated = [row for row in cells.rows if row.rated]
    print_table(
        ("in the light of all", "helped", "helped, as counted", "hurt", "rated"),
        [_cell_cells(row) for row in sorted(rated, key=lambda row: row.is_faint)],
    )
    for words in (cells.helped_sentence, cells.faint, cells.range_note, cells.guard):
        if words:
            say(words)
    say()


def _cell_cells(row: CellRow) -> tuple[str, ...]:
    """Return a group's rates; of few ratings it says so instead."""
    key, few = key_text(row.key[0]), f"few ({row.rated})"
    if row.is_faint or row.helped_rate is None:
        return key, few, NOTHING, few, str(row.rated)
    counted = percent(row.helped_rate.raw)
    return key, _drawn(row.helped_rate), counted, _drawn(row.hurt_rate), str(row.rated)


def _drawn(rate: CellRate | None) -> str:
    return with_range(rate.shrunk, rate.low, rate.high, percent) if rate else NOTHING


def _not_all_on_record(calls: int) -> str:
    counted = (
        "1 call does not have all of its" if calls == 1 else f"{number(calls)} calls do not have all of their"
    )
    return f"{counted} tokens on record; unknown is not 0, and ≥ marks a lower bound."


def _totals_cells(row: TokenTotals, charges: Sequence[Charge], weights: TokenWeights) -> tuple[str, ...]:
    usage = row.usage
    whole = None if row.is_lower_bound else row.weighted_tokens
    return (
        key_text(row.key),
        number(row.interactions),
        number(row.calls),
        number(usage.input_tokens),
        number(usage.cache_write_tokens),
        number(usage.cache_read_tokens),
        lower_bound(number(usage.output_tokens), is_lower_bound=usage.output_is_lower_bound),
        weight_text(whole, row.known_weight(weights)),
        number(float(row.cost_usd), 2) if row.cost_usd is not None else NOTHING,
        charges_text(charges) or NOTHING,
    )
