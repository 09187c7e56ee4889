"""What is done for the journal without being asked: backups, a look at its file, an emptied trash."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from aijournal.errors import AijournalError, DamagedJournalError, DiskFullError
from aijournal.paths import Paths
from aijournal.ui.checking import Checking, CheckReport
from aijournal.ui.clock import Clock
from aijournal.ui.journal_access import save_elsewhere
from aijournal.ui.journal_thread import JournalThread
from aijournal.ui.places import from_home
from aijournal.ui.widgets.banner import Trouble

if TYPE_CHECKING:
    from aijournal.journal.backup_files import Backup
    from aijournal.journal.checks import CheckResult
    from aijournal.journal.day_checksums import DayCheck
    from aijournal.journal.journal import Journal

FIRST_MS = 1_500  # once the window has been painted and has its first answers
_BACKUP_MS = 5 * 60 * 1_000
_PLACE_MS = 30 * 1_000
_BETWEEN_CHECKS = timedelta(days=7)
_BETWEEN_TRIES = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _Tended:
    """What looking after the journal came to: a backup if one was due, and how the days were then."""

    backup: "Backup | None"
    newest: "Backup | None"
    failure: AijournalError | None
    days: "DayCheck | None"
    sound_at: datetime | None


class Upkeep(QObject):
    """Runs while the journal is open; what takes long, on another thread than the journal's.

    `troubled` and `settled` tell of what lasts: title, message and what can be done about it. `backed_up`
    tells of a new backup, `newest_known` again and again of the newest there is.
    """

    troubled = Signal(Trouble, str, str, str)
    settled = Signal(Trouble)
    backed_up = Signal(object)  # a Backup
    newest_known = Signal(object)  # a Backup

    def __init__(
        self,
        thread: JournalThread,
        checking: Checking,
        paths: Paths,
        clock: Clock,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._thread = thread
        self._checking = checking
        self._paths = paths
        self._clock = clock
        self._has_begun = False
        self._is_unsaved = True
        self._tried_at: datetime | None = None
        self._begin = QTimer(self, singleShot=True, interval=FIRST_MS)
        self._backing_up = QTimer(self, interval=_BACKUP_MS)
        self._placing = QTimer(self, interval=_PLACE_MS)
        self._begin.timeout.connect(self.begin)
        self._backing_up.timeout.connect(self.back_up)
        self._placing.timeout.connect(self.look_at_place)
        thread.troubled.connect(self._hear_trouble)
        thread.wrote.connect(self._hear_write)
        thread.wrote.connect(self.look_at_place)
        thread.entries_changed.connect(self._remember_change)
        checking.looked.connect(self._hear_look)
        checking.finished.connect(self._hear_report)

    @Slot()
    def start(self) -> None:
        """Begin after a moment, and go on until `stop`."""
        self._begin.start()
        self._backing_up.start()
        self._placing.start()

    @Slot()
    def stop(self) -> None:
        """Do nothing while the journal is closed."""
        for timer in (self._begin, self._backing_up, self._placing):
            timer.stop()

    @Slot()
    def begin(self) -> None:
        """Do what is due at every start."""
        if not self._has_begun:
            self._has_begun = True
            self._checking.look()
        self.back_up()

    @Slot()
    def back_up(self) -> None:
        """Make a backup if one is due, and compare the days then; empty the trash of what is old.

        Once a week everything is checked.
        """
        job = partial(_tend, paths=self._paths, now=self._clock.now())
        self._checking.aside(job, self._hear_tended, self._tell_not_backed_up)

    @Slot()
    def look_at_place(self) -> None:
        """Look whether the journal's file is still the one that is open."""
        self._thread.read(lambda journal: journal.place.is_in_place(), self._hear_place, _ignore)

    def _hear_place(self, is_in_place: bool) -> None:  # noqa: FBT001 - the journal's answer
        if is_in_place:
            self._is_unsaved = True
            self.settled.emit(Trouble.GONE)
        elif self._is_unsaved:
            self._is_unsaved = False
            job = partial(save_elsewhere, paths=self._paths)
            self._thread.read(job, self._tell_gone, self._tell_lost)

    def _tell_gone(self, copy: Path) -> None:
        words = self.tr(
            "%1 was deleted, renamed or replaced while it was open. Everything in it was saved at once to "
            "%2. Quit, put the file back or give the copy its name, and start again."
        )
        self.troubled.emit(Trouble.GONE, self._gone(), self._placed(words, copy), "")

    def _tell_lost(self, error: AijournalError) -> None:
        self._is_unsaved = True
        words = self.tr("%1 was deleted, renamed or replaced while it was open, and it cannot be copied: %2")
        message = self._placed(words.replace("%2", error.message), self._paths.journal)
        self.troubled.emit(Trouble.GONE, self._gone(), message, "")

    def _gone(self) -> str:
        return self.tr("The journal’s file is gone")

    def _placed(self, words: str, copy: Path) -> str:
        return words.replace("%1", from_home(self._paths.journal)).replace("%2", from_home(copy))

    def _hear_tended(self, tended: _Tended) -> None:
        if tended.failure is None:
            self.settled.emit(Trouble.BACKUP_FAILED)
        else:
            self._tell_not_backed_up(tended.failure)
        if tended.backup is not None:
            self.backed_up.emit(tended.backup)
        if tended.newest is not None:
            self.newest_known.emit(tended.newest)
        if tended.days is not None:
            from aijournal.journal import check_parts

            self._tell_findings(tuple(check_parts.days(tended.days)))
        if self._is_check_due(tended.sound_at):
            self._tried_at = self._clock.now()
            self._checking.start()

    def _is_check_due(self, sound_at: datetime | None) -> bool:
        """Whether everything was not found sound for a week, or by a clock that is ahead of this one."""
        now = self._clock.now()
        is_new = sound_at is not None and timedelta(0) <= now - sound_at < _BETWEEN_CHECKS
        was_tried = self._tried_at is not None and now - self._tried_at < _BETWEEN_TRIES
        return not is_new and not was_tried

    def _tell_not_backed_up(self, error: AijournalError) -> None:
        """Say why there is no new backup, once: of a damaged journal that it is damaged, and nothing more.

        A backup that has no room stays a failed backup until one is made. The journal may have room for what
        is written all the while, which settles a full disk.
        """
        if isinstance(error, DamagedJournalError):
            self.settled.emit(Trouble.BACKUP_FAILED)
            self._tell_findings((error.message,))
            return
        title, words = (
            self.tr("The latest backup failed"),
            self.tr("%1 The backups from before are still there."),
        )
        if isinstance(error, DiskFullError):
            title, words = error.title, "%1"
        message = words.replace("%1", error.message)
        self.troubled.emit(Trouble.BACKUP_FAILED, title, message, self.tr("Try again"))

    @Slot(AijournalError)
    def _hear_trouble(self, error: AijournalError) -> None:
        if isinstance(error, DiskFullError):
            self.troubled.emit(Trouble.DISK_FULL, error.title, error.message, "")
        elif not self._is_writable():
            self.troubled.emit(Trouble.CANNOT_WRITE, error.title, error.message, "")

    @Slot()
    def _hear_write(self) -> None:
        self.settled.emit(Trouble.DISK_FULL)
        self.settled.emit(Trouble.CANNOT_WRITE)

    def _is_writable(self) -> bool:
        """Whether the system lets this person write where the journal lies; what is gone cannot say."""
        places = (self._paths.data, self._paths.journal)
        return all(os.access(place, os.W_OK) for place in places if place.exists())

    @Slot()
    def _remember_change(self) -> None:
        self._is_unsaved = True

    @Slot(object)
    def _hear_look(self, result: "CheckResult") -> None:
        self._tell_findings(result.findings)

    @Slot(CheckReport)
    def _hear_report(self, report: CheckReport) -> None:
        self._tell_findings(report.findings)
        if not report.findings and not report.was_cancelled:
            self.settled.emit(Trouble.DAMAGED)

    def _tell_findings(self, findings: Sequence[str]) -> None:
        if findings:
            words = self.tr("%1 Nothing was changed. “Safety” has the backups, and can check everything.")
            self.troubled.emit(
                Trouble.DAMAGED,
                self.tr("The journal’s file is damaged"),
                words.replace("%1", findings[0]),
                self.tr("Show Safety"),
            )


def _tend(journal: "Journal", *, paths: Paths, now: datetime) -> _Tended:
    """Do what needs nobody; where a backup fails, damage is looked for all the same."""
    journal.trash.empty(now)
    journal.trash.drop_traces()  # also of what went while somebody was reading
    failure = backup = None
    try:
        backup = journal.backups.take_if_due(now)
    except AijournalError as error:
        failure = error
    from aijournal.journal.backup_files import list_backups

    newest = backup or next(iter(list_backups(paths)), None)
    days = journal.checks.days() if backup or failure else None
    return _Tended(backup, newest, failure, days, journal.checks.last())


def _ignore(_: object) -> None:
    """Leave it at that: whoever did something is told by another way, and nobody asked for this."""
