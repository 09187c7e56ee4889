"""The command that holds the two meters side by side: `mirror`."""

from collections.abc import Mapping
from typing import Any

import click

from aijournal.analysis.mirror import Matters, Mirror, Seen
from aijournal.analysis.own_trials import OwnTrials
from aijournal.analysis.sentences import say as sentence
from aijournal.analysis.signals.signal import Signal, basis_of
from aijournal.analysis.signals.table import SIGNALS
from aijournal.analysis.value_sentences import value_notes, value_sentences, weights_note
from aijournal.cli.documents import print_json
from aijournal.cli.matching import in_known_spelling, nothing_matches, read_as
from aijournal.cli.once import OnceCommand
from aijournal.cli.options import filter_options, json_option
from aijournal.cli.session import Session, pass_session
from aijournal.cli.terminal import say
from aijournal.cli.text import NOTHING, lower_bound, number, percent
from aijournal.domain.entry_filter import EntryFilter
from aijournal.export.journal_mirror import mirror_of
from aijournal.export.value_fields import felt_row, value_row
from aijournal.settings import Settings

_TITLES = {row.id: row.title for row in SIGNALS}
_SIGNAL_KEYS = ("id", "fires", "measure", "value", "threshold", "low", "high", "n", "coverage", "evidence")


@click.command("mirror", cls=OnceCommand)
@filter_options
@json_option
@pass_session
def mirror_command(session: Session, wanted: EntryFilter, *, as_json: bool) -> None:
    """Show the meter that others can see beside the one that matters, and ask what only you can answer.

    Signals are private questions about the last 90 days of the period, never scores.
    """
    today = session.now().astimezone(wanted.zone or session.zone).date()
    with session.open_journal() as journal:
        typed, wanted = wanted, in_known_spelling(journal, wanted)
        found = mirror_of(journal, wanted, session.settings.quota, today)
        is_empty = found.covered.first is None
        no_match = nothing_matches(journal, wanted) if is_empty and wanted.is_narrowed else None
    if as_json:
        print_json(**_document(found), **read_as(typed, wanted))
    else:
        _print_mirror(found, session.settings, no_match)


def _document(found: Mirror) -> Mapping[str, Any]:
    seen, matters = found.seen, found.matters
    return {
        "from": found.covered.first,
        "to": found.covered.last,
        "seen": {
            "tokens": seen.tokens,
            "tokens_are_lower_bound": seen.is_lower_bound,
            "cost_usd": seen.cost_usd,
            "active_days": seen.active_days,
            "working_days": seen.working_days,
            "active_working_days": seen.active_working_days,
            "weeks": seen.weeks,
            "active_weeks": seen.active_weeks,
        },
        "matters": {
            **value_row(matters.value),
            "bottleneck_relief": matters.relief.share,
            "bottleneck_guard": matters.relief.guard,
            "new_work": matters.new_work,
        },
        "signals": [_signal(one) for one in found.signals],
        "felt_measured": felt_row(found.trials.felt) if found.trials else None,
    }


def _signal(one: Signal) -> Mapping[str, Any]:
    return {
        **{key: getattr(one, key) for key in _SIGNAL_KEYS},
        "sentence": one.sentence,
        "guard": one.guard,
        "dismissed": one.is_dismissed,
    }


def _print_mirror(found: Mirror, settings: Settings, no_match: str | None) -> None:
    if found.covered.first is None:
        say(no_match or "Nothing was recorded in this period.")
        return
    say(f"{found.covered.first} to {found.covered.last}")
    say()
    say("The meter they can see")
    _print_seen(found.seen)
    say()
    say("The meter that matters")
    _print_matters(found.matters, settings, found.trials)
    say()
    say("Questions to you alone")
    first, last = str(found.looked_at.first), str(found.looked_at.last)
    say(f"  {sentence('mirror.looked_at', first=first, last=last)}")
    for one in found.signals:
        _print_signal(one)


def _print_seen(seen: Seen) -> None:
    known = (
        f" ({number(seen.days_without_tokens)} days without known tokens)" if seen.days_without_tokens else ""
    )
    tokens = lower_bound(number(seen.tokens), is_lower_bound=seen.is_lower_bound and seen.tokens is not None)
    say(f"  {tokens} tokens{known}, in {number(seen.calls)} calls")
    say(f"  {number(float(seen.cost_usd), 2) if seen.cost_usd is not None else NOTHING} USD at list prices")
    say(
        f"  active on {seen.active_days} of {seen.days} days, on {seen.active_working_days} of "
        f"{seen.working_days} working days ({percent(seen.working_day_share)}), "
        f"in {seen.active_weeks} of {seen.weeks} weeks"
    )


def _print_matters(matters: Matters, settings: Settings, trials: OwnTrials | None) -> None:
    value = matters.value
    for line in (*value_sentences(value), *value_notes(value), weights_note(settings.weights)):
        if line:
            say(f"  {line}")
    relief = matters.relief
    if relief.share is None:
        say(f"  Relief of bottlenecks: {relief.guard}")
    else:
        say(f"  {percent(relief.share)} of the minutes gained fell on bottlenecks that you named.")
    if trials is not None:
        say(f"  {trials.felt.told}")


def _print_signal(one: Signal) -> None:
    mark = "?" if one.fires and not one.is_dismissed else " "
    say(f"{mark} {one.id}  {sentence(_TITLES[one.id])}")
    say(f"      {' '.join(filter(None, (one.sentence, basis_of(one), one.guard)))}")
    if one.fires and one.evidence and not one.is_dismissed:
        say(f"      entries: {', '.join(map(str, one.evidence))}")
