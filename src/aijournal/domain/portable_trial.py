"""Trials and their tasks as records that can leave a journal and come into another one."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from aijournal.domain.kept_trial import MOST_TASKS, TrialOutcome
from aijournal.domain.portable_checks import (
    Checked,
    require_between,
    require_counts,
    require_instants,
    require_names,
)
from aijournal.domain.trial import Arm, TaskSize

_SHORTEST: Final = 1e-9
_LONGEST: Final = 1e9  # minutes; any number that a logarithm can be taken of and added up


@dataclass(frozen=True, slots=True)
class PortableTrial(Checked):
    """A trial as it was planned; `seed` is what its arms follow from, `None` where others drew them."""

    uid: str
    name: str
    control: str
    treatment: str
    outcome: TrialOutcome
    begun_at: datetime
    question: str = ""
    stop_tasks: int | None = None
    stop_day: date | None = None
    seed: str | None = None
    ended_at: datetime | None = None

    def check(self) -> None:
        """Raise `ValueError`, with a few plain words, if it says what cannot be."""
        require_names(self.uid)
        require_instants(self.begun_at, self.ended_at)
        require_counts(self.stop_tasks, most=MOST_TASKS)


@dataclass(frozen=True, slots=True)
class PortableStretch(Checked):
    """A stretch of work on a task, as its clock counted it."""

    began_at: datetime
    seen_at: datetime
    minutes: float
    running: bool = False
    watched: bool = False

    def check(self) -> None:
        """Raise `ValueError`, with a few plain words, if it says what cannot be."""
        require_instants(self.began_at, self.seen_at)
        require_between(0, _LONGEST, self.minutes)


@dataclass(frozen=True, slots=True)
class PortableTrialTask(Checked):
    """A task of the trial with the uid `trial`, with its stretches and the uids of its entries.

    It has an arm, or the reason why it was not left to chance.
    """

    uid: str
    trial: str
    place: int
    title: str
    size: TaskSize
    control_minutes: float
    locked_at: datetime
    task: str | None = None
    treatment_minutes: float | None = None
    probability: float | None = None
    participant: str | None = None
    arm: Arm | None = None
    refusal: str | None = None
    done_at: datetime | None = None
    minutes: float | None = None
    rework_minutes: float | None = None
    rework_asked_at: datetime | None = None
    violated: bool = False
    claimed_net_minutes: float | None = None
    stretches: tuple[PortableStretch, ...] = ()
    entries: tuple[str, ...] = ()

    def check(self) -> None:
        """Raise `ValueError`, with a few plain words, if it says what cannot be."""
        require_names(self.uid, self.trial, *self.entries)
        require_instants(self.locked_at, self.done_at, self.rework_asked_at)
        require_between(1, 1 << 62, self.place)
        require_between(_SHORTEST, _LONGEST, self.control_minutes, self.treatment_minutes, self.minutes)
        require_between(0, _LONGEST, self.rework_minutes)
        require_between(-_LONGEST, _LONGEST, self.claimed_net_minutes)
        require_between(0, 1, self.probability)
        if (self.arm is None) == (self.refusal is None):
            raise ValueError("a task in no arm, or refused and drawn")
        for stretch in self.stretches:
            stretch.check()
