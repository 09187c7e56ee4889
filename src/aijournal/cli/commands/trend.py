"""The command that shows value over time: `trend`."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import click

from aijournal.analysis.change import Change, change, compared_days
from aijournal.analysis.trend import Trend, TrendPoint, TrendRow, trend, weekly_rows
from aijournal.analysis.value_sentences import weights_note
from aijournal.cli.documents import print_json
from aijournal.cli.matching import in_known_spelling, nothing_matches, read_as
from aijournal.cli.once import OnceCommand
from aijournal.cli.options import filter_options, json_option
from aijournal.cli.session import Session, pass_session
from aijournal.cli.terminal import say
from aijournal.cli.text import NOTHING, figure_with_range, number, percent, print_table
from aijournal.domain.entry_filter import EntryFilter
from aijournal.domain.period import ALL_TIME
from aijournal.domain.totals import GroupBy
from aijournal.export.journal_trials import own_trials_of
from aijournal.export.value_fields import felt_row

_POINT_KEYS = ("day", "vpt", "low", "high", "effective_days", "coverage_tokens")
_HEADINGS = ("week to", "per million weighted", "judged", "of tokens")


@click.command("trend", cls=OnceCommand)
@filter_options
@json_option
@pass_session
def trend_command(session: Session, wanted: EntryFilter, *, as_json: bool) -> None:
    """Show value per million weighted tokens over time, where it stands, and if this quarter differs."""
    today = session.now().astimezone(wanted.zone or session.zone).date()
    end = min(wanted.period.last or today, today)
    with session.open_journal() as journal:
        typed, wanted = wanted, in_known_spelling(journal, wanted)
        # The days beside the period shape its ends, and only the whole history tells if it is long enough.
        days = journal.value_days(replace(wanted, period=ALL_TIME))
        found = trend(days, today, wanted.period, journal.marks.all())
        if not days and not journal.is_blank():
            words = nothing_matches(journal, wanted)
            found = replace(found, guard=words, sentence=words)
        quarters = journal.value_days(replace(wanted, period=compared_days(end)), GroupBy.TASK)
        trials = own_trials_of(journal)
    compared = change(quarters, end)
    if as_json:
        print_json(
            points=[_point(point) for point in found.points],
            marks=[{"day": mark.day, "text": mark.text} for mark in found.marks],
            guard=found.guard,
            sentence=found.sentence,
            change=_change(compared),
            felt_measured=felt_row(trials.felt) if trials else None,
            **read_as(typed, wanted),
        )
    else:
        _print_trend(found, compared)
        if found.value.weighed and (own_weights := weights_note(session.settings.weights)):
            say(own_weights)
        if found.value.valued and trials and trials.felt.share:
            say(trials.felt.told)


def _point(point: TrendPoint) -> Mapping[str, Any]:
    return {key: getattr(point, key) for key in _POINT_KEYS}


def _change(compared: Change) -> Mapping[str, Any]:
    """Return this quarter against the last; figures that are held back are null."""
    found = compared.comparison
    return {
        "quarter": compared.quarter.first,
        "quarter_before": compared.quarter_before.first,
        "vpt": compared.value.vpt,
        "vpt_before": compared.value_before.vpt,
        "difference": found.difference if found else None,
        "low": found.low if found else None,
        "high": found.high if found else None,
        "mix": found.mix.mix if found else None,
        "within": found.mix.within if found else None,
        "direction": compared.direction,
        "guard": compared.guard,
        "sentence": compared.sentence,
    }


def _print_trend(found: Trend, compared: Change) -> None:
    say(found.guard or found.sentence)
    value = found.value
    if value.interactions:
        judged = f"{number(value.rated)} judged of {number(value.interactions)}"
        say(f"{value.tier} · {judged} · {percent(value.coverage_tokens)} of weighted tokens")
    if found.guard:
        return
    say(compared.sentence)
    say()
    print_table(_HEADINGS, [_cells(row) for row in weekly_rows(found)])
    for mark in found.marks:
        say(f"{mark.day}  {mark.text}, marked by you")


def _cells(row: TrendRow) -> tuple[str, ...]:
    point = row.point
    return (
        point.day.isoformat(),
        row.gap or figure_with_range(point.vpt, point.low, point.high),
        f"{row.coverage.rated} of {row.coverage.interactions}" if row.coverage.interactions else NOTHING,
        percent(row.coverage.coverage_tokens),
    )
