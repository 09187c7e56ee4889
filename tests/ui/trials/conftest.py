"""The page Trials as a person finds it, on a clock that the test moves."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from aijournal.domain.kept_trial import KeptTask, KeptTrial, TaskToLock, TrialPlan
from aijournal.domain.trial import LockedForecast
from aijournal.journal.journal import Journal
from aijournal.paths import Paths
from aijournal.settings import Settings
from aijournal.ui.app import App
from aijournal.ui.clock import Clock
from aijournal.ui.pages.trials import TrialsPage
from aijournal.ui.screen import Screen
from aijournal.ui.trials.task_watch import TICK_MS
from tests.ui.stage import BERLIN, NOW, flush_deletions, with_journal

PLAN = TrialPlan("Speed", "Does it help?", "by hand", "with a robot")
TICK = timedelta(milliseconds=TICK_MS)


@dataclass
class Desk:
    """The program with its page, and what a person at it would do."""

    app: App
    page: TrialsPage
    qtbot: QtBot
    paths: Paths
    moment: list[datetime] = field(default_factory=lambda: [NOW])

    def settle(self) -> None:
        """Wait until the page shows what the journal holds."""
        self.wait(lambda: self.page.is_settled)

    def wait(self, is_so: Callable[[], bool]) -> None:
        """Wait until something is so."""
        self.qtbot.waitUntil(is_so, timeout=10_000)

    def tick(self, passed: timedelta = TICK) -> None:
        """Let time pass until the next look at the clocks, and wait for that look."""
        self.wait(lambda: not self.app.parts.task_watch._is_ticking)
        self.moment[0] += passed
        self.app.parts.task_watch.tick()
        self.wait(lambda: not self.app.parts.task_watch._is_ticking)

    def work(self, minutes: int) -> None:
        """Let minutes pass in which the clocks are looked at, now and then."""
        for _ in range(2 * minutes):
            self.tick(timedelta(seconds=30))

    def task(self, place: int = 1, trial: str = "Speed") -> KeptTask:
        """Return a task as the journal has it."""

        def ask(journal: Journal) -> KeptTask:
            return journal.trials.tasks(journal.trials.find(trial).id)[place - 1]

        return with_journal(self.paths, ask)

    @property
    def trial(self) -> KeptTrial:
        """The trial as the journal has it."""
        return with_journal(self.paths, lambda journal: journal.trials.find("Speed"))

    @property
    def toast(self) -> str:
        """What was said in passing."""
        return self.app.window.toast._words.text()

    def told(self, words: str) -> None:
        """Wait until something is said in passing."""
        self.wait(lambda: words in self.toast)

    def start(self) -> None:
        """Press the one key of the timer, and wait for what comes of it."""
        meant = self.page.body.tasks.meant
        assert meant is not None
        self.page.body.tasks.turn_clock()

        def is_turned() -> bool:
            now = self.page.body.tasks.meant
            return now is not None and now.id == meant.id and now.is_running is not meant.is_running

        self.wait(is_turned)
        self.settle()


def begin(journal: Journal, tasks: int = 1) -> None:
    """Begin a trial, and lock tasks in it."""
    trial = journal.trials.begin(PLAN, NOW)
    for number in range(tasks):
        task = TaskToLock(f"task {number + 1}", LockedForecast(60.0, 40.0, 0.7), "tests")
        journal.trial_tasks.lock(trial.id, task, NOW)


@pytest.fixture
def fill() -> Callable[[Journal], object]:
    """Return what the journal holds."""
    return begin


@pytest.fixture
def desk(qapp: QApplication, paths: Paths, qtbot: QtBot, fill: Callable[[Journal], object]) -> Iterator[Desk]:
    with_journal(paths, fill)
    moment = [NOW]
    settings = Settings(is_introduced=True, watches_logs=False)
    app = App(qapp, paths, settings, Clock(BERLIN, lambda: moment[0]), (), {})
    try:
        app.window.resize(1_280, 820)
        app.show()
        qtbot.waitUntil(lambda: app.session.is_open)
        app.window.show_page(Screen.TRIALS)
        desk = Desk(app, app.window.pages.trials, qtbot, paths, moment)
        desk.settle()
        yield desk
    finally:
        app.close()
        app.deleteLater()
        flush_deletions()
