"""Asking a journal for its trials: as a report tells them, and for what they say of other figures."""

from typing import TYPE_CHECKING

from aijournal.analysis.experiment import Experiment, experiment
from aijournal.analysis.own_trials import OwnTrials, own_trials
from aijournal.domain.entry_filter import EntryFilter
from aijournal.domain.kept_trial import TrialOutcome

if TYPE_CHECKING:
    from aijournal.domain.trial import Trial
    from aijournal.journal.journal import Journal


def own_trials_of(journal: "Journal") -> OwnTrials | None:
    """Return what the trials say that were drawn in this journal, whatever their days, `None` without any.

    Those drawn elsewhere may be somebody else's. One by tokens is looked at by its minutes, too.
    """
    kept = [one for one in journal.trials.all() if one.is_drawn_here and one.done]
    by_kind: dict[bool, list[Trial]] = {True: [], False: []}
    for one in kept:
        by_kind[one.plan.is_of_ai].append(journal.trials.of(one.id, TrialOutcome.MINUTES))
    return own_trials(by_kind[True], by_kind[False])


def experiments_of(journal: "Journal", wanted: EntryFilter) -> tuple[Experiment, ...]:
    """Return the trials that touch the days of a filter, each as a whole: part of one tells nothing.

    There are none where the filter asks for more than days, as a trial has no tool and no project.
    """
    if wanted.is_narrowed:
        return ()
    kept = journal.trials.touching(wanted.period, wanted.zone)
    return tuple(experiment(one, journal.trials.of(one.id)) for one in kept)
