"""What the page Trials shows, asked of the journal, and what a trial found, worked out aside."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from aijournal.analysis.experiment import felt_of
from aijournal.analysis.felt_measured import FeltMeasured
from aijournal.analysis.trial_course import CoursePoint, trial_course
from aijournal.analysis.trial_outlook import (
    PACE_SPAN,
    WORK_SPAN,
    Past,
    pace_of,
    spread_of,
    work_pace_of,
)
from aijournal.analysis.trial_result import TrialResult, trial_result
from aijournal.domain.entry_filter import EntryFilter
from aijournal.domain.kept_trial import KeptTask, KeptTrial, TrialOutcome
from aijournal.domain.period import Period
from aijournal.ui.aside import IsCancelled

if TYPE_CHECKING:
    from aijournal.journal.journal import Journal


@dataclass(frozen=True, slots=True)
class TrialsView:
    """Every trial, the tasks of the one that is shown, and the tasks of any whose rework is asked about."""

    trials: tuple[KeptTrial, ...]
    shown: KeptTrial | None
    tasks: tuple[KeptTask, ...]
    due: tuple[KeptTask, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """What a trial found so far; `felt` where something was claimed and there is an effect."""

    trial: int
    result: TrialResult
    course: tuple[CoursePoint, ...]
    felt: FeltMeasured | None


def trials_view(journal: "Journal", *, chosen: int | None, now: datetime) -> TrialsView:
    """Ask for it; to be called on the journal's thread. Without the chosen trial, the first is shown."""
    trials = journal.trials.all()
    first = trials[0] if trials else None
    shown = next((one for one in trials if one.id == chosen), first)
    tasks = journal.trials.tasks(shown.id) if shown is not None else ()
    return TrialsView(trials, shown, tasks, journal.trial_tasks.rework_due(now))


def find_out(journal: "Journal", _: IsCancelled, *, trial: int) -> Finding | None:
    """Return what a trial found, `None` where it is gone; to be called aside, as it takes a while."""
    kept = next((one for one in journal.trials.all() if one.id == trial), None)
    if kept is None:
        return None
    tasks, outcome = journal.trials.of(kept.id), kept.plan.outcome
    found = trial_result(tasks, outcome)
    return Finding(kept.id, found, trial_course(tasks, outcome), felt_of(kept, tasks, found))


def past_of(journal: "Journal", _: IsCancelled, *, outcome: TrialOutcome, now: datetime) -> Past:
    """Return what the journal tells of the person's pace and spread; to be called as above."""
    own = [one for one in journal.trials.all() if one.is_drawn_here and one.plan.outcome is outcome]
    last_weeks = EntryFilter(period=Period((now - WORK_SPAN).date(), now.date()))
    return Past(
        tasks_a_week=pace_of(journal.trials.locked_since(now - PACE_SPAN), now),
        entries_a_week=work_pace_of(journal.value_days(last_weeks)),
        residual_sd=spread_of(journal.trials.of(one.id) for one in own),
    )
