"""Keeping what the person marks in the journal, and saying so."""

from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from aijournal.domain.marks import EventMark
from aijournal.errors import AijournalError
from aijournal.ui import phrases
from aijournal.ui.clock import Clock
from aijournal.ui.journal_thread import JournalThread
from aijournal.ui.pages.marks_panel import MarksPanel

if TYPE_CHECKING:
    from aijournal.journal.journal import Journal


class MarkKeeping(QObject):
    """Writes what the slip of marks asks for; each mark, and its removal, can be taken back."""

    said = Signal(str, bool)
    failed = Signal(AijournalError)

    def __init__(self, thread: JournalThread, clock: Clock, panel: MarksPanel, parent: QObject) -> None:
        super().__init__(parent)
        self._thread = thread
        self._clock = clock
        self._panel = panel
        panel.add_asked.connect(self._add)
        panel.remove_asked.connect(self._remove)
        panel.refused.connect(self._say)

    @Slot(date, str)
    def _add(self, day: date, words: str) -> None:
        job = partial(_add_mark, day, words, self._clock.now())
        self._thread.write(job, self._tell_marked, self.failed.emit)

    def _tell_marked(self, mark: EventMark) -> None:
        self._panel.tell_added()
        self._tell(self.tr("Marked %1: %2."), mark)

    @Slot(EventMark)
    def _remove(self, mark: EventMark) -> None:
        job = partial(_remove_mark, mark, self._clock.now())
        self._thread.write(job, self._tell_unmarked, self.failed.emit)

    def _tell_unmarked(self, mark: EventMark) -> None:
        self._tell(self.tr("Took the mark off %1: %2."), mark)

    def _tell(self, sentence: str, mark: EventMark) -> None:
        words = sentence.replace("%1", phrases.full_day(mark.day))
        self.said.emit(words.replace("%2", phrases.plain_line(mark.text)), True)

    @Slot(str)
    def _say(self, words: str) -> None:
        self.said.emit(words, False)


def _add_mark(day: date, words: str, now: datetime, journal: "Journal") -> EventMark:
    return journal.marks.add(day, words, now)


def _remove_mark(mark: EventMark, now: datetime, journal: "Journal") -> EventMark:
    journal.marks.remove(mark.id, now)
    return mark
