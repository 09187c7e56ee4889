"""What the page Settings shows, asked of the journal: its lists, and what weights make of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from aijournal.analysis.value import value_of
from aijournal.domain.entry_filter import EntryFilter
from aijournal.domain.own_lists import Bottleneck, TaskType
from aijournal.domain.tokens import TokenWeights
from aijournal.domain.totals import ValueDay

if TYPE_CHECKING:
    from aijournal.journal.journal import Journal

_RECENTLY = timedelta(weeks=4)


@dataclass(frozen=True, slots=True)
class Weighed:
    """What some weights make of the whole history, and of the last four weeks.

    `vpt` is in net minutes per million weighted tokens over all time; where it is held back it is `None` and
    `guard` says why. `recent` are the weighted tokens of the last 28 days, today included, or `None`.
    """

    weights: TokenWeights
    vpt: float | None
    guard: str | None
    recent: float | None


@dataclass(frozen=True, slots=True)
class SettingsView:
    """The person's own lists."""

    tasks: tuple[TaskType, ...]
    bottlenecks: tuple[Bottleneck, ...]


@dataclass(frozen=True, slots=True)
class WeightsView:
    """`now` is by the weights in force, `tried` by those that were typed."""

    now: Weighed
    tried: Weighed


def settings_view(journal: "Journal") -> SettingsView:
    """Ask for the page; to be called on the journal's thread."""
    return SettingsView(journal.task_list.all(), journal.bottlenecks.all())


def weights_view(
    journal: "Journal", *, today: date, weights: TokenWeights, tried: TokenWeights
) -> WeightsView:
    """Weigh the whole history, which takes a while for a long one; to be called as above."""
    now = _weighed(journal, weights, today)
    return WeightsView(now, now if tried == weights else _weighed(journal, tried, today))


def _weighed(journal: "Journal", weights: TokenWeights, today: date) -> Weighed:
    days = journal.value_days(EntryFilter(), weights=weights)
    report = value_of(None, days)
    return Weighed(weights, report.vpt, report.vpt_guard, _recent_weight(days, today))


def _recent_weight(days: Sequence[ValueDay], today: date) -> float | None:
    return sum(day.weight for day in days if today - _RECENTLY < day.day <= today) or None
