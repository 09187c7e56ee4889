"""Asking a journal for its mirror."""

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from aijournal.analysis.mirror import Mirror, mirror, span_of_entries
from aijournal.domain.entry_filter import EntryFilter
from aijournal.domain.period import ALL_TIME, Period
from aijournal.domain.quota import Quota
from aijournal.export.journal_trials import own_trials_of

if TYPE_CHECKING:
    from aijournal.journal.journal import Journal


def mirror_of(journal: "Journal", wanted: EntryFilter, quota: Quota | None, today: date) -> Mirror:
    """Return the mirror of what a filter means.

    Asks for more than a short period: signals look at 90 days, and a quota at six of its periods.
    """
    history = replace(wanted, period=ALL_TIME)
    last = min(wanted.period.last or today, today)
    recent = replace(wanted, period=Period(last - span_of_entries(quota), last))
    days = journal.value_days(history, with_cost=True)
    recorded = Period(wanted.period.first or min((one.day for one in days), default=last), last)
    return mirror(
        wanted.period,
        journal.mirror.seen_days(history),
        days,
        journal.mirror.entries(recent),
        today,
        quota=quota,
        names_bottlenecks=any(one.touches(recorded) for one in journal.bottlenecks.all()),
        dismissed=journal.mirror.paused(),
        trials=own_trials_of(journal),
        is_filtered=wanted.is_narrowed,
    )
