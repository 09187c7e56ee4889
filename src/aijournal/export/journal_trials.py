"""Asking a journal for its trials, as a report tells them."""

from typing import TYPE_CHECKING

from aijournal.analysis.experiment import Experiment, experiment
from aijournal.domain.entry_filter import EntryFilter

if TYPE_CHECKING:
    from aijournal.journal.journal import Journal


def experiments_of(journal: "Journal", wanted: EntryFilter) -> tuple[Experiment, ...]:
    """Return the trials that touch the days of a filter, each as a whole: part of one tells nothing.

    There are none where the filter asks for more than days, as a trial has no tool and no project.
    """
    if wanted.is_narrowed:
        return ()
    kept = journal.trials.touching(wanted.period, wanted.zone)
    return tuple(experiment(one, journal.trials.of(one.id)) for one in kept)
