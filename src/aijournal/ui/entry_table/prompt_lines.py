"""First lines of prompts, read where the tools keep them and only for what is looked at."""

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from aijournal.domain.entry import Entry
from aijournal.domain.facts import LogLocation
from aijournal.ui import phrases
from aijournal.ui.entry_table.recent import Recent
from aijournal.ui.log_reading import PromptPeek

_MOST_LINES = 2_000
_PAUSE_MS = 60  # so that nothing is read for rows that only fly by


class PromptLines(QObject):
    """Remembers the lines that were read last; reads one at a time, and none that is out of sight again."""

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
        self._waiting = [entry for entry in entries if entry.prompt and entry.prompt not in self._lines]
        if self._waiting and not self._is_reading:
            self._pause.start()

    @Slot()
    def _read_next(self) -> None:
        while self._waiting:
            entry = self._waiting.pop(0)
            if entry.prompt is not None and entry.prompt not in self._lines:
                self._is_reading = True
                self._peek.read(entry, partial(self._take, entry.prompt))
                return

    def _take(self, prompt: LogLocation, line: str | None) -> None:
        self._is_reading = False
        self._lines.put(prompt, phrases.plain_line(line or ""))
        if line:
            self.line_read.emit(prompt)
        self._read_next()
