"""Where the program is while its window is not: the quick log, the tray, and a reminder a day."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from aijournal.errors import AijournalError
from aijournal.paths import Paths
from aijournal.ui.parts import Parts
from aijournal.ui.reminders.memory import Memory
from aijournal.ui.reminders.reminder import Reminder
from aijournal.ui.tray import HasHost, Tray

if TYPE_CHECKING:
    from aijournal.ui.quick_log.window import QuickLogWindow


class Presence(QObject):
    """Lives as long as the program.

    `quick_log_gone` says that the small window went away, `reminding` that a reminder is to be said in the
    window because there is no tray to say it, and `lacking` is what this desktop has not got.
    """

    quick_log_gone = Signal()
    reminding = Signal()
    lacking = Signal(AijournalError)

    def __init__(self, parts: Parts, paths: Paths, has_tray_host: HasHost | None, parent: QObject) -> None:
        super().__init__(parent)
        self._parts = parts
        self._memory = Memory(paths.state)
        self._overlay: QuickLogWindow | None = None
        self._is_locked = False
        self.tray = Tray(parts.theme, has_tray_host, self)
        self.reminder = Reminder(
            parts.journal, parts.clock, lambda: parts.settings.current, self._memory, self
        )
        self._connect()
        self.tray.want(parts.settings.current.has_tray)
        self._offer()

    @property
    def stays(self) -> bool:
        """Whether the program goes on without a window, where the person can find it."""
        return self.tray.is_there

    @property
    def overlay(self) -> "QuickLogWindow | None":
        """The small window with the quick-log line, if it was needed by now."""
        return self._overlay

    @property
    def quick_log(self) -> "QuickLogWindow":
        """The small window with the quick-log line, built when it is first needed."""
        if self._overlay is None:
            from aijournal.ui.quick_log.window import QuickLogWindow

            parts = self._parts
            self._overlay = QuickLogWindow(parts.theme, parts.journal, parts.clock, parts.drafts)
            self._overlay.closed.connect(self.quick_log_gone)
            self._overlay.passphrase_given.connect(parts.session.unlock)
            if self._is_locked:
                self._overlay.ask_passphrase()
            else:
                self._overlay.restore_draft()
        return self._overlay

    def keep_only_locked(self, *, is_locked: bool) -> bool:
        """Let go of the small window unless it can ask for the passphrase; return whether it stays."""
        overlay = self._overlay
        if overlay is None:
            return False
        if is_locked and overlay.isVisible():
            return True
        self._overlay = None
        overlay.blockSignals(True)  # its going away is not the end of the program
        overlay.close()
        overlay.deleteLater()
        return False

    def tell_where_it_went(self) -> None:
        """Say, the first time, that closing the window was not the end."""
        if not self._memory.has_said_tray:
            words = self.tr("Its window was closed. The icon in the tray opens it again, and quits.")
            if self.tray.say(self.tr("aijournal is still here"), words):
                self._memory.remember_tray()

    def close(self) -> None:
        """Take everything down."""
        self.reminder.stop()
        self.tray.take_down()
        self.keep_only_locked(is_locked=False)

    def _connect(self) -> None:
        session = self._parts.session
        session.opened.connect(self._open)
        session.leaving.connect(self._leave)
        session.locked.connect(self._lock)
        session.refused.connect(self._refuse)
        self._parts.settings.changed.connect(self._apply_settings)
        self.reminder.due.connect(self._remind)
        self.tray.snooze_asked.connect(self.reminder.snooze)
        self.tray.reading_asked.connect(self._read_logs)

    @Slot()
    def _open(self) -> None:
        was_locked, self._is_locked = self._is_locked, False
        if self._overlay is not None and was_locked:
            self._overlay.unlock()
        self.reminder.start()
        self._offer()

    @Slot()
    def _leave(self) -> None:
        self.reminder.stop()
        if self._overlay is not None:
            self._parts.drafts.flush()
            self._overlay.forget()

    @Slot()
    def _lock(self) -> None:
        self._is_locked = True
        if self._overlay is not None:
            self._overlay.ask_passphrase()
        self._offer()

    @Slot()
    def _refuse(self) -> None:
        if self._overlay is not None:
            self._overlay.tell_refused()

    @Slot()
    def _apply_settings(self) -> None:
        wants_tray = self._parts.settings.current.has_tray
        had_tray = self.tray.is_there
        self.tray.want(wants_tray)
        if wants_tray and not had_tray and not self.tray.is_there:
            title = self.tr("This desktop has no tray")
            self.lacking.emit(AijournalError(title, self.tr("So closing the window still quits, as before.")))
        if self._parts.session.is_open:
            self.reminder.start()
        self._offer()

    def _offer(self) -> None:
        parts = self._parts
        self.tray.offer(lock=parts.session.can_lock, snooze=parts.settings.current.has_reminder)

    @Slot()
    def _read_logs(self) -> None:
        if self._parts.session.is_open:
            self._parts.reading.start()

    @Slot()
    def _remind(self) -> None:
        """Say it in the tray, where the system holds it back while the person is not to be disturbed."""
        words = self.tr("Something waits for your word. Two minutes are plenty.")
        if not self.tray.say("aijournal", words):
            self.reminding.emit()
