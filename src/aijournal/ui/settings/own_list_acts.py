"""What is done to the person's own lists, each an act that can be undone and that says what it did."""

from collections.abc import Callable
from datetime import date, datetime
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from aijournal.domain.own_lists import Bottleneck, TaskType
from aijournal.errors import AijournalError
from aijournal.journal.backup_files import BackupReason
from aijournal.journal.journal import Journal
from aijournal.ui import phrases
from aijournal.ui.checking import Checking
from aijournal.ui.clock import Clock
from aijournal.ui.journal_thread import JournalThread

# A change of more entries than this is backed up before it is made.
MANY = 500

Job = Callable[[Journal, datetime], object]


class OwnListActs(QObject):
    """Writes on the journal's thread; `said` tells in words what was done."""

    said = Signal(str, bool)
    failed = Signal(AijournalError)
    task_added = Signal(str)

    def __init__(
        self, thread: JournalThread, checking: Checking, clock: Clock, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._thread = thread
        self._checking = checking
        self._clock = clock

    @Slot(str)
    def add_task(self, name: str) -> None:
        """Add a task type, or bring one back that was retired."""
        words = self.tr("Added the task type “%1”.").replace("%1", phrases.plain_line(name))
        self._do(
            lambda journal, now: journal.task_list.add(name, now), words, partial(self.task_added.emit, name)
        )

    @Slot(TaskType, str)
    def rename_task(self, task: TaskType, name: str) -> None:
        """Rename a task type on all its entries; a backup comes first where these are many."""
        if task.entries > MANY:
            self._checking.aside(
                partial(_back_up, now=self._clock.now()),
                lambda _: self._rename(task, name, is_backed_up=True),
                self.failed.emit,
            )
        else:
            self._rename(task, name, is_backed_up=False)

    def _rename(self, task: TaskType, name: str, *, is_backed_up: bool) -> None:
        words = self.tr("Renamed “%1” to “%2” on %3.")
        if is_backed_up:
            words = self.tr("Backed up, then renamed “%1” to “%2” on %3.")
        words = (
            words.replace("%3", phrases.entries(task.entries))
            .replace("%1", phrases.plain_line(task.name))
            .replace("%2", phrases.plain_line(name))
        )
        self._do(lambda journal, now: journal.task_list.rename(task.name, name, now), words)

    @Slot(TaskType, bool)
    def retire_task(self, task: TaskType, is_retired: bool) -> None:  # noqa: FBT001 - the signal's own argument
        """Offer a task type no more, or again."""
        words = self.tr("Brought “%1” back.")
        if is_retired:
            words = self.tr("Retired “%1”. Its %2 keep it.") if task.entries else self.tr("Retired “%1”.")
        words = words.replace("%2", phrases.entries(task.entries)).replace(
            "%1", phrases.plain_line(task.name)
        )
        self._do(lambda journal, now: journal.task_list.retire(task.name, now, is_retired=is_retired), words)

    @Slot(str, int)
    def move_task(self, name: str, place: int) -> None:
        """Put a task type at another place, counted from 0."""
        words = self.tr("Moved “%1” to place %2.").replace("%2", str(place + 1))
        words = words.replace("%1", phrases.plain_line(name))
        self._do(lambda journal, now: journal.task_list.move(name, place, now), words)

    @Slot(int, str, object, object)
    def save_bottleneck(self, number: int, name: str, first: date | None, last: date | None) -> None:
        """Name a bottleneck, or change the one of a number."""
        words = self.tr("Changed the bottleneck “%1”.") if number else self.tr("Named the bottleneck “%1”.")

        def save(journal: Journal, now: datetime) -> None:
            if number:
                journal.bottlenecks.change(number, name, first, last, now)
            else:
                journal.bottlenecks.add(name, first, last, now)

        self._do(save, words.replace("%1", phrases.plain_line(name)))

    @Slot(Bottleneck)
    def end_bottleneck(self, one: Bottleneck) -> None:
        """Let today be the last day; one that begins later is over before it begins, which is refused."""
        today, name = self._clock.today(), phrases.plain_line(one.name)
        if one.last_day == today:
            self.said.emit(self.tr("“%1” ends today already.").replace("%1", name), False)
            return
        words = self.tr("“%1” ends today.").replace("%1", name)
        self._do(
            lambda journal, now: journal.bottlenecks.change(one.id, one.name, one.first_day, today, now),
            words,
        )

    @Slot(Bottleneck)
    def remove_bottleneck(self, one: Bottleneck) -> None:
        """Take a bottleneck off the list; what was said on entries stays."""
        words = self.tr("Removed the bottleneck “%1”. What was said on entries stays.")
        self._do(
            lambda journal, now: journal.bottlenecks.remove(one.id, now),
            words.replace("%1", phrases.plain_line(one.name)),
        )

    def _do(self, act: Job, words: str, then: Callable[[], None] | None = None) -> None:
        now = self._clock.now()
        self._thread.write(
            lambda journal: act(journal, now), partial(self._tell, words, then), self.failed.emit
        )

    def _tell(self, words: str, then: Callable[[], None] | None, _: object) -> None:
        if then is not None:
            then()
        self.said.emit(words, True)


def _back_up(journal: Journal, *, now: datetime) -> object:
    return journal.backups.take_before(BackupReason.BEFORE_BULK_EDIT, now)
