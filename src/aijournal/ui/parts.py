"""What the windows are built on: the threads, and who keeps, locks and looks after the journal."""

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from aijournal.offline import NEVER_LOCKED, NetworkLock
from aijournal.paths import Paths
from aijournal.settings import Settings
from aijournal.ui.actions.bindings import Bindings
from aijournal.ui.aside import Aside
from aijournal.ui.checking import Checking
from aijournal.ui.clock import Clock
from aijournal.ui.discreet import Veil
from aijournal.ui.drafts import DraftKeeper
from aijournal.ui.idle_lock import IdleLock
from aijournal.ui.import_undo import ImportUndo
from aijournal.ui.journal_access import JournalAccess
from aijournal.ui.journal_thread import JournalThread
from aijournal.ui.log_reading import LogReading, LogSources
from aijournal.ui.prompt_peek import PromptPeek
from aijournal.ui.screen_lock import ScreenLock
from aijournal.ui.session import Session
from aijournal.ui.settings.settings_keeper import SettingsKeeper
from aijournal.ui.theme import Theme
from aijournal.ui.trials.task_watch import TaskWatch
from aijournal.ui.upkeep import Upkeep
from aijournal.ui.whole_journal import WholeJournal
from aijournal.ui.worker import Worker

if TYPE_CHECKING:
    from aijournal.ui.watching import Watching


class Parts(QObject):
    """Made once, at the start, and ended together; the windows come and go meanwhile.

    `network` is what became of the lock of this process; whoever locked it says so before there are pages.
    """

    def __init__(
        self,
        theme: Theme,
        paths: Paths,
        settings: Settings,
        clock: Clock,
        sources: LogSources,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        access = JournalAccess(paths, settings, clock.zone)
        sources = replace(sources, mappings=paths.mappings, zone=clock.zone)
        self.clock = clock
        self.network: NetworkLock = NEVER_LOCKED
        self.veil = Veil(is_drawn=settings.is_discreet)
        self.journal = JournalThread(access.open, access.close, self, self.veil)
        self.reading = LogReading(access.open, sources, clock, self, self.veil)
        self.peek = PromptPeek(sources, self, self.veil)
        self.checking = Checking(access, clock, self)
        self.reports = Aside(access.open, "reports", self)
        self.exporting = Aside(access.open, "exports", self)
        self.trials = Aside(access.open, "trials", self)
        self.attempts = Worker("attempts to connect", self)
        guests = (self.reading, self.checking, self.reports, self.exporting, self.trials)
        self.session = Session(access, self.journal, self.peek, guests, self)
        self.settings = SettingsKeeper(settings, self.journal, self.session, clock, self)
        self.drafts = DraftKeeper(self.journal, clock, self, self.veil)
        self.whole = WholeJournal(self.session, clock, self)
        self.import_undo = ImportUndo(self.journal, self.reading, clock, self)
        self.upkeep = Upkeep(self.journal, self.checking, paths, clock, self)
        self.bindings = Bindings(settings.shortcuts, parent=self)
        self.theme = theme
        self.idle = IdleLock(settings.lock_after_minutes, self)
        self.screen_lock = ScreenLock(self)
        self.task_watch = TaskWatch(self.journal, clock, self)
        self.session.opened.connect(self.task_watch.open)
        self.session.leaving.connect(self.task_watch.leave)
        self.session.opened.connect(self.upkeep.start)
        self.session.opened.connect(self._watch)
        self.session.leaving.connect(self._stop_watching)
        self.session.leaving.connect(self.upkeep.stop)
        self.session.leaving.connect(self.idle.stop)
        self.session.locked.connect(self.veil.forget)
        self.settings.changed.connect(self._hold_settings)
        self.idle.timed_out.connect(self.session.lock)
        self.screen_lock.locked.connect(self._pause_tasks)
        self.screen_lock.locked.connect(self.session.lock)

    @cached_property
    def watching(self) -> "Watching":
        """Who notices that logs grow; built when the journal is open."""
        from aijournal.ui.watching import Watching

        return Watching(self.journal, self.reading, self)

    @Slot()
    def _pause_tasks(self) -> None:
        """Pause what is timed, because the screen is locked; a journal that locks as well asks afterwards."""
        if not self.session.can_lock:
            self.task_watch.pause_all()

    @Slot()
    def _watch(self) -> None:
        self.watching.want(is_wanted=self.settings.current.watches_logs)

    @Slot()
    def _stop_watching(self) -> None:
        if "watching" in vars(self):
            self.watching.stop()

    @Slot()
    def _hold_settings(self) -> None:
        """Let settings that have just been changed hold in what was made with those before."""
        settings = self.settings.current
        self.bindings.hold(settings.shortcuts)
        self.theme.set_scheme(settings.color_scheme)
        self.theme.set_text_size(settings.text_size)
        self.reading.switch(off=settings.sources_off, on=settings.sources_on)
        if self.session.is_open:
            self._watch()
        self.idle.hold(settings.lock_after_minutes)
        if self.session.can_lock:
            self.idle.start()

    def close(self) -> None:
        """Save what is pending, and end the timers and the threads."""
        self.upkeep.stop()
        self._stop_watching()
        self.idle.stop()
        self.task_watch.leave()
        self.drafts.close()
        self.veil.draw(is_drawn=False)
        self.session.close()
        self.checking.close()
        self.reports.close()
        self.exporting.close()
        self.trials.close()
        self.attempts.close()
        self.reading.close()
        self.peek.close()
        self.journal.close()
