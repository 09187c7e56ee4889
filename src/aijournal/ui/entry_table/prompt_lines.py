"""First lines of prompts, read where the tools keep them and only for what is looked at."""

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from aijournal.domain.entry import Entry
from aijournal.domain.facts import LogLocation
from aijournal.ui import phrases
from aijournal.ui.entry_table.recent import Recent
from aijournal.ui.prompt_peek import FirstLines, PromptPeek

_MOST_LINES = 2_000
_PAUSE_MS = 60  # so that nothing is read for rows that only fly by


class PromptLines(QObject):
    """Remembers the lines that were read last; reads none that is out of sight again.

    They are read one at a time, but for the rows of a table: it is read once for all that are in sight.
    """

    line_read = Signal(LogLocation)

    def __init__(self, peek: PromptPeek, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._peek = peek
        self._lines: Recent[LogLocation, str] = Recent(_MOST_LINES)
        self._waiting: list[Entry] = []
        self._is_reading = False
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._read_next)

    def line(self, prompt: LogLocation | None) -> str:
        """Return the first line of a prompt, empty where it is not known (yet) or gone."""
        return (self._lines.get(prompt) or "") if prompt else ""

    def look_at(self, entries: Iterable[Entry]) -> None:
        """Read the prompts of these entries next, and of no others that still wait."""
        self._waiting = self._unread(entries)
        if self._waiting and not self._is_reading:
            self._pause.start()

    @Slot()
    def _read_next(self) -> None:
        self._waiting = self._unread(self._waiting)
        self._is_reading = bool(self._waiting)
        if self._waiting:
            self._peek.read(self._waiting, partial(self._take, self._waiting[0].prompt))

    def _take(self, asked: LogLocation | None, lines: FirstLines) -> None:
        told = lines if asked is None else {asked: None, **lines}
        for prompt, line in told.items():
            self._lines.put(prompt, phrases.plain_line(line or ""))
            if line:
                self.line_read.emit(prompt)
        self._read_next()

    def _unread(self, entries: Iterable[Entry]) -> list[Entry]:
        return [entry for entry in entries if entry.prompt and entry.prompt not in self._lines]
