"""The third step: one entry, logged with the line that is always at hand."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QPushButton, QWidget

from aijournal.domain.assessment import Door
from aijournal.domain.entry import Entry
from aijournal.domain.entry_line import EntryLine
from aijournal.errors import AijournalError
from aijournal.ui.clock import Clock
from aijournal.ui.first_run.step import Step
from aijournal.ui.journal_thread import JournalThread
from aijournal.ui.quick_log.quick_log import QuickLog
from aijournal.ui.theme import Theme
from aijournal.ui.widgets.labels import plain_label, set_tone

if TYPE_CHECKING:
    from aijournal.journal.journal import Journal

EXAMPLE = "fixed flaky login test #shop @claude +2 20m"


class FirstEntryStep(Step):
    """Enter logs it; Esc in the line leaves the first steps."""

    logged = Signal(Entry)
    left = Signal()

    def __init__(self, theme: Theme, thread: JournalThread, clock: Clock) -> None:
        super().__init__(
            theme,
            self.tr("Log one thing you did with AI"),
            self.tr(
                "One line is enough: what it was, and whether it helped, from −2 to +2. The rest is "
                "optional: #project, @tool, minutes that it saved or cost."
            ),
            self.tr("Log it"),
        )
        self._thread = thread
        self._clock = clock
        self.quick_log = QuickLog(theme, clock)
        self.example = QPushButton(self.tr("Take this one and change it: %1").replace("%1", EXAMPLE))
        self.example.setProperty("role", "link")
        self.example.setProperty("place", "line")
        self.said = plain_label(wraps=True)
        set_tone(self.said, "lost")
        self.said.hide()
        always = self.tr("The line is always on Today: Ctrl+N brings you there from anywhere.")
        self.column.addWidget(self.quick_log)
        self.column.addWidget(self.said)
        self.column.addWidget(self.example, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addWidget(plain_label(always, "small", wraps=True))
        self.column.addStretch(1)
        self.quick_log.save_asked.connect(self._log)
        self.quick_log.left.connect(self.left)
        self.quick_log.edited.connect(self.said.hide)
        self.example.clicked.connect(self._take_example)

    def first_focus(self) -> QWidget:
        """Return the line."""
        return self.quick_log

    def complete(self) -> bool:
        """Log what is in the line; the step is over when it is logged."""
        if not self.quick_log.text.strip():
            self._say(self.tr("Type what you did first, or skip this step."))
            self.quick_log.take_focus()
        else:
            self.quick_log.save()
        return False

    @Slot()
    def _take_example(self) -> None:
        self.quick_log.type(EXAMPLE)
        self.quick_log.take_focus()

    @Slot(EntryLine)
    def _log(self, line: EntryLine) -> None:
        self.said.hide()
        self._thread.write(partial(_log, line, self._clock), self._tell_logged, self._tell_not_logged)

    def _tell_logged(self, entry: Entry) -> None:
        self.quick_log.tell_saved()
        self.logged.emit(entry)

    def _tell_not_logged(self, error: AijournalError) -> None:
        self.quick_log.tell_failed()
        self._say(f"{error.title}. {error.message}")

    def _say(self, words: str) -> None:
        self.said.setText(words)
        self.said.show()


def _log(line: EntryLine, clock: Clock, journal: "Journal") -> Entry:
    return journal.log(line, clock.now(), Door.QUICK_LOG)
