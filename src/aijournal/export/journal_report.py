"""Asking a journal for a report, and for every name that a report could tell."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from aijournal.analysis.change import compared_days
from aijournal.analysis.summary import Report, ReportDays, summarise
from aijournal.domain.entry import Entry
from aijournal.domain.entry_filter import EntryFilter
from aijournal.domain.name_kind import NameKind
from aijournal.domain.tokens import TokenWeights
from aijournal.domain.totals import GroupBy
from aijournal.export.aliases import AliasKind
from aijournal.export.journal_trials import experiments_of, own_trials_of

if TYPE_CHECKING:
    from aijournal.journal.journal import Journal

_PAGE = 500
_KINDS = {
    AliasKind.PROJECT: NameKind.PROJECT,
    AliasKind.TOOL: NameKind.TOOL,
    AliasKind.TASK: NameKind.TASK,
    AliasKind.MODEL: NameKind.MODEL,
    AliasKind.TAG: NameKind.TAG,
}


def report_of(journal: "Journal", wanted: EntryFilter, weights: TokenWeights, today: date) -> Report:
    """Return the report of what a filter means; whatever it is of, a change is between the two quarters."""
    quarters = replace(wanted, period=compared_days(today))
    days = ReportDays(
        by_tool=journal.value_days(wanted, GroupBy.TOOL),
        by_task=journal.value_days(wanted, GroupBy.TASK),
        by_bottleneck=journal.value_days(wanted, GroupBy.BOTTLENECK),
        by_quarter=journal.value_days(quarters, GroupBy.TASK),
        names_bottlenecks=any(one.touches(wanted.period) for one in journal.bottlenecks.all()),
        experiments=experiments_of(journal, wanted),
        trials=own_trials_of(journal),
    )
    total = journal.totals(wanted).total
    return summarise(wanted.period, days, total, weights, journal.prices_as_of, today)


def names_of(journal: "Journal", wanted: EntryFilter) -> Mapping[AliasKind, tuple[str, ...]]:
    """Return every name there is by kind, those that are used most first, which are lettered first.

    Bottlenecks are those on the person's list, and those that were named for what a filter means. Trials and
    their arms come as the journal lists them.
    """
    names = {kind: journal.names.of(of_kind) for kind, of_kind in _KINDS.items()}
    listed = [one.name for one in journal.bottlenecks.all()]
    said = {day.key for day in journal.value_days(wanted, GroupBy.BOTTLENECK)} - {None}
    named = (*listed, *sorted(name for name in said if name is not None))
    plans = [one.plan for one in journal.trials.all()]
    return {
        **names,
        AliasKind.BOTTLENECK: tuple(dict.fromkeys(named)),
        AliasKind.TRIAL: tuple(plan.name for plan in plans),
        AliasKind.ARM: tuple(arm for plan in plans for arm in (plan.treatment, plan.control)),
    }


def entries_of(journal: "Journal", wanted: EntryFilter, now: datetime) -> Iterator[Entry]:
    """Yield what a filter means, newest first, some hundred at a time."""
    before: tuple[datetime, int] | None = None
    while True:
        page = journal.entries(wanted, now, _PAGE, before)
        yield from page.rows
        if not page.more:
            return
        last = page.rows[-1].interaction
        before = last.started_at, last.id
