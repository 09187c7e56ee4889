"""What the page Mirror shows, asked of the journal in one go, and the entries behind a question."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import IntEnum
from typing import TYPE_CHECKING

from aijournal.analysis.mirror import Mirror, mirror, span_of_entries
from aijournal.domain.entry import Entry
from aijournal.domain.entry_filter import EntryFilter
from aijournal.domain.mirror import SignalId
from aijournal.domain.period import Period, week_of
from aijournal.domain.quota import Quota
from aijournal.export.journal_trials import own_trials_of

if TYPE_CHECKING:
    from aijournal.journal.journal import Journal

# A question that was put aside is asked again on the same weekday.
PUT_ASIDE_FOR = timedelta(weeks=4)
_DAY = timedelta(days=1)


class Span(IntEnum):
    """How far back the meters look, in the order of the buttons."""

    THIS_WEEK = 0
    TWELVE_WEEKS = 1
    YEAR = 2

    def period(self, today: date) -> Period:
        """Return the days, whole weeks until today."""
        weeks = {Span.THIS_WEEK: 1, Span.TWELVE_WEEKS: 12, Span.YEAR: 52}[self]
        monday = week_of(today).first or today
        return Period(monday - timedelta(weeks=weeks - 1), today)


@dataclass(frozen=True, slots=True)
class MirrorView:
    """Everything on the page.

    `put_aside` maps each question that was put aside, and is not back yet, to the last day of its silence.
    `is_blank` says that the journal holds no work with any tool yet.
    """

    mirror: Mirror
    quota: Quota | None
    prices_as_of: date
    put_aside: Mapping[SignalId, date]
    is_blank: bool

    @property
    def is_empty(self) -> bool:
        """Whether nothing was recorded in the period."""
        seen, value = self.mirror.seen, self.mirror.matters.value
        return not (seen.active_days or value.interactions or value.valued)


def mirror_view(journal: "Journal", *, today: date, span: Span, quota: Quota | None) -> MirrorView:
    """Ask the journal for the page; to be called on the journal's thread.

    The meters are of the period, while signals look at 90 days before its end at most, or at six periods of
    a quota: no more than the longer of the two is asked for.
    """
    period = span.period(today)
    looked_at = today - span_of_entries(quota)
    recent = EntryFilter(period=Period(looked_at, today))
    both = EntryFilter(period=Period(min(period.first or today, looked_at), today))
    paused = journal.mirror.paused()
    found = mirror(
        period,
        journal.mirror.seen_days(both),
        journal.value_days(both),
        journal.mirror.entries(recent),
        today,
        quota=quota,
        names_bottlenecks=any(one.touches(period) for one in journal.bottlenecks.all()),
        trials=own_trials_of(journal),
        dismissed=paused,
    )
    return MirrorView(
        mirror=found,
        quota=quota,
        prices_as_of=journal.prices_as_of,
        put_aside={one.id: paused[one.id] for one in found.signals if one.is_dismissed},
        is_blank=journal.is_blank(),
    )


def evidence(journal: "Journal", *, ids: tuple[int, ...], now: datetime) -> tuple[Entry, ...]:
    """Return the entries behind a question, in the order in which it names them; to be called as above."""
    found = journal.entries(EntryFilter(ids=ids), now, len(ids)).rows
    return tuple(sorted(found, key=lambda entry: ids.index(entry.interaction.id)))


def put_aside(journal: "Journal", *, signal: SignalId, today: date, now: datetime) -> date:
    """Let a question stay silent for four weeks, and return the day on which it may be asked again."""
    again = today + PUT_ASIDE_FOR
    journal.mirror.pause(signal, again - _DAY, now)
    return again


def bring_back(journal: "Journal", *, signal: SignalId, now: datetime) -> None:
    """Let a question be asked again."""
    journal.mirror.resume(signal, now)
