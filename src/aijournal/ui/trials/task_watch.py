"""Watches the clock of tasks while the program runs: every two seconds what passed is in the journal."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QTimer, Signal, Slot

from aijournal.domain.kept_trial import KeptTask
from aijournal.errors import AijournalError
from aijournal.ui.clock import Clock
from aijournal.ui.idle_lock import TOUCHES
from aijournal.ui.journal_thread import JournalThread

if TYPE_CHECKING:
    from PySide6.QtGui import QWindow

    from aijournal.journal.journal import Journal

TICK_MS: Final = 2_000
IDLE_AFTER: Final = timedelta(minutes=30)
"""Work on a task goes on in other windows; a longer pause than this in ours is asked about."""

_AT_ONCE: Final = timedelta(minutes=1)
_NOTHING: Final = timedelta()


@dataclass(frozen=True, slots=True)
class Absence:
    """A stretch in which nobody touched the window while clocks ran, or in which the journal was closed.

    It lasts from `since`; `counted` maps each task to the minutes that its clock counted of it, and from
    `paused_at` on nothing was counted. `ended_at` is when somebody came back.
    """

    tasks: tuple[KeptTask, ...]
    since: datetime
    paused_at: datetime
    counted: Mapping[int, float] = field(default_factory=dict)
    ended_at: datetime | None = None

    @property
    def lasted(self) -> timedelta:
        """How long it was until somebody came back."""
        return max(_NOTHING, (self.ended_at or self.paused_at) - self.since)

    @property
    def uncounted(self) -> Mapping[int, float]:
        """The minutes in which the clocks stood, shared by the tasks as those are in which they run."""
        left = max(_NOTHING, (self.ended_at or self.paused_at) - self.paused_at)
        share = left / timedelta(minutes=1) / max(1, len(self.tasks))
        return {task.id: share for task in self.tasks}


class TaskWatch(QObject):
    """Counts the tasks that were started in the window, and pauses them when nobody is there.

    `ticked` carries the tasks that run, as they are counted now; `was_absent` the absence that is to be asked
    about, or `None` once it is; `left` the tasks whose clocks an earlier program left running when it ended,
    which are `left_running` until somebody has seen it.
    """

    ticked = Signal(tuple)
    was_absent = Signal(object)
    left = Signal(tuple)
    said = Signal(str, bool)
    failed = Signal(AijournalError)

    def __init__(self, thread: JournalThread, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread = thread
        self._clock = clock
        self._watched: set[int] = set()
        self._counted: dict[int, float] = {}  # of what runs, when somebody touched the window last
        self._touched_at = clock.now()
        self._closed_at: datetime | None = None
        self._is_ticking = False
        self.running: tuple[KeptTask, ...] = ()
        self.absence: Absence | None = None
        self.left_running: tuple[KeptTask, ...] = ()
        self._timer = QTimer(self, interval=TICK_MS)
        self._timer.timeout.connect(self.tick)

    @property
    def is_watching(self) -> bool:
        """Whether a clock is counted."""
        return self._timer.isActive()

    def watch(self, window: "QWindow | None") -> None:
        """Listen to a window, too."""
        if window is not None:
            window.removeEventFilter(self)
            window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's own name
        """Hear that somebody is there."""
        if event.type() in TOUCHES and (self._timer.isActive() or self.absence is not None):
            self._touch()
        return super().eventFilter(watched, event)

    @Slot()
    def open(self) -> None:
        """Take over what ran when the journal was closed; what a program left that died is paused."""
        self._thread.read(_abandon, self._take_over, _ignore)

    @Slot()
    def leave(self) -> None:
        """Count for the last time before the journal is closed."""
        if self._timer.isActive():
            self._thread.read(partial(_tick, now=self._clock.now()), _ignore, _ignore)
            self._closed_at = self._clock.now()
            self._timer.stop()

    def hold(self, task: KeptTask) -> None:
        """Watch a task whose clock was just started or stopped in the window."""
        if task.is_running:
            self._watched.add(task.id)
            self._touched_at = self._clock.now()
            self._timer.start()
        else:
            self._watched.discard(task.id)
        self.tick()

    def see(self, tasks: Collection[KeptTask]) -> None:
        """Count from now on what somebody looks at, also where it was started from the command line."""
        if not self._timer.isActive() and any(task.is_running for task in tasks):
            self._timer.start()
            self.tick()

    @Slot()
    def tick(self) -> None:
        """Count what passed, or pause everything if nobody was there for long."""
        if self._is_ticking:
            return
        self._is_ticking = True
        now = self._clock.now()
        is_idle = bool(self._watched) and now - self._touched_at >= IDLE_AFTER
        job = partial(_pause, now=now, tasks=tuple(self._watched)) if is_idle else partial(_tick, now=now)
        then = partial(self._tell_idle, now) if is_idle else self._tell
        self._thread.read(job, then, self._refuse)

    @Slot()
    def pause_all(self) -> None:
        """Pause everything, because the screen is locked: nobody is there."""
        if self._watched:
            now = self._clock.now()
            self._touch()
            job = partial(_pause, now=now, tasks=tuple(self._watched))
            self._thread.read(job, partial(self._tell_idle, now), self._refuse)

    def answer(self, *, was_at_work: bool) -> None:
        """Count all of the absence and go on, or take off what was counted of it."""
        absence, self.absence = self.absence, None
        if absence is None:
            return
        self.was_absent.emit(None)
        changes = {task: -minutes for task, minutes in absence.counted.items()}
        job = partial(_correct, changes=changes, tasks=(), now=self._clock.now())
        if was_at_work:
            tasks = tuple(task.id for task in absence.tasks)
            job = partial(_correct, changes=absence.uncounted, tasks=tasks, now=self._clock.now())
        self._thread.write(job, self._go_on, self.failed.emit)

    def _touch(self) -> None:
        self._touched_at = self._clock.now()
        self._counted = {task.id: task.clock_minutes for task in self.running}
        if self.absence is not None and self.absence.ended_at is None:
            self.absence = replace(self.absence, ended_at=self._touched_at)
            self.was_absent.emit(self.absence)
            self.said.emit(self.tr("A clock is paused: nobody was here. Trials asks if it was work."), False)

    def _tell(self, running: tuple[KeptTask, ...]) -> None:
        self._is_ticking = False
        before = {task.id for task in self.running}
        self.running = running
        now_running = {task.id for task in running}
        for task in running:
            if task.id not in before:
                self._counted[task.id] = task.clock_minutes
        self._watched &= now_running
        if not running:
            self._timer.stop()
        self.ticked.emit(running)

    def _tell_idle(self, now: datetime, paused: tuple[KeptTask, ...]) -> None:
        counted = {
            task.id: max(0.0, task.clock_minutes - self._counted.get(task.id, task.clock_minutes))
            for task in paused
        }
        self._watched.clear()
        self._tell(())
        if paused:
            self._ask_about(Absence(paused, self._touched_at, now, counted))

    def _take_over(self, left: tuple[KeptTask, ...]) -> None:
        closed_at, self._closed_at = self._closed_at, None
        ours = tuple(task for task in left if task.id in self._watched)
        self._watched.clear()
        if closed_at is None or not ours:
            if left:
                self.left_running = left
                self.left.emit(left)
                self.said.emit(self.tr("A task’s clock was left running. Trials says until when."), False)
            return
        absence = Absence(ours, closed_at, closed_at, ended_at=self._clock.now())
        if absence.lasted >= _AT_ONCE:
            self._ask_about(absence)
        else:
            self.absence = absence
            self.answer(was_at_work=True)

    def _ask_about(self, absence: Absence) -> None:
        self.absence = absence
        self.was_absent.emit(absence)

    def _go_on(self, tasks: tuple[KeptTask, ...]) -> None:
        for task in tasks:
            self.hold(task)

    def _refuse(self, error: AijournalError) -> None:
        self._is_ticking = False
        self.failed.emit(error)


def _tick(journal: "Journal", *, now: datetime) -> tuple[KeptTask, ...]:
    journal.trial_clock.tick(now)
    return journal.trial_clock.running()


def _pause(journal: "Journal", *, now: datetime, tasks: Collection[int]) -> tuple[KeptTask, ...]:
    """Pause those of some tasks that run, and return them."""
    running = [task.id for task in journal.trial_clock.running() if task.id in tasks]
    with journal.together():
        return tuple(journal.trial_clock.pause(task, now) for task in running)


def _correct(
    journal: "Journal", *, changes: Mapping[int, float], tasks: Collection[int], now: datetime
) -> tuple[KeptTask, ...]:
    """Correct what clocks counted, and let those of some tasks run again."""
    with journal.together():
        journal.trial_clock.correct(changes)
        return tuple(journal.trial_clock.start(task, now, is_watched=True) for task in tasks)


def _abandon(journal: "Journal") -> tuple[KeptTask, ...]:
    return journal.trial_clock.abandon() if journal.trial_clock.running() else ()


def _ignore(_: object) -> None:
    """Leave it: what is wrong with the journal is told by those who ask more of it."""
