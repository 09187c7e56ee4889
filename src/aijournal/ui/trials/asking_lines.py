"""Two lines that ask: whether an absence was work, and whether rework came a week later."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from aijournal.domain.kept_trial import KeptTask
from aijournal.ui import phrases
from aijournal.ui.clock import Clock
from aijournal.ui.trials.task_watch import Absence
from aijournal.ui.type_scale import CARD_GAP, SIBLING_GAP
from aijournal.ui.widgets.flow_layout import FlowLayout
from aijournal.ui.widgets.labels import plain_label
from aijournal.ui.widgets.putting_away import put_away

_MINUTE = 60
_TITLES = 3


class AskingLine(QFrame):
    """Words and up to two answers; it takes no keyboard by itself, and goes once it is answered."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.words = plain_label(wraps=True)
        self.yes, self.no = QPushButton(), QPushButton()
        column = QVBoxLayout(self)
        column.setContentsMargins(CARD_GAP, SIBLING_GAP, CARD_GAP, SIBLING_GAP)
        column.setSpacing(SIBLING_GAP)
        column.addWidget(self.words)
        buttons = QWidget()
        line = FlowLayout(buttons, gap=SIBLING_GAP)
        line.addWidget(self.yes)
        line.addWidget(self.no)
        column.addWidget(buttons)
        self.hide()

    def ask(self, words: str, yes: str, no: str) -> None:
        """Ask it; an answer without words is none."""
        self.words.setText(words)
        self.setAccessibleName(words)
        for button, answer in ((self.yes, yes), (self.no, no)):
            button.setText(answer)
            button.setAccessibleDescription(words)
            button.setVisible(bool(answer))
        self.show()


class AbsenceLine(AskingLine):
    """Asks about minutes in which nobody touched the window, or says what a program that died left."""

    answered = Signal(bool)  # whether the person was at work
    seen = Signal()

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._is_question = False
        self.yes.clicked.connect(self._say_yes)
        self.no.clicked.connect(self._say_no)

    def show_absence(self, absence: Absence | None) -> None:
        """Ask about an absence, or no longer."""
        if absence is None:
            put_away(self)
            return
        self._is_question = True
        lasted = phrases.time_taken(absence.lasted.total_seconds() / _MINUTE)
        counted = sum(absence.counted.values())
        words = self.tr(
            "The clock of %1 is paused: nobody was here from %2 on. Was it %3 of work on the task?"
        )
        words = words.replace("%1", _titles(absence.tasks)).replace("%3", lasted)
        since = absence.since.astimezone(self._clock.zone)
        words = words.replace("%2", phrases.moment(since, self._clock.today()))
        no = self.tr("No, take %1 off").replace("%1", phrases.time_taken(counted))
        self.ask(
            words,
            self.tr("Yes: count all of it and go on"),
            no if counted else self.tr("No, leave them out"),
        )

    def show_left(self, tasks: tuple[KeptTask, ...]) -> None:
        """Say whose clock an earlier program left running."""
        self._is_question = False
        words = self.tr(
            "The program ended while the clock of %1 ran. It counted until then, and is paused. Minutes can "
            "be typed when the task is done."
        )
        self.ask(words.replace("%1", _titles(tasks)), "", self.tr("Close"))

    @Slot()
    def _say_yes(self) -> None:
        self.answered.emit(True)

    @Slot()
    def _say_no(self) -> None:
        put_away(self)
        if self._is_question:
            self.answered.emit(False)
        else:
            self.seen.emit()


class ReworkLine(AskingLine):
    """Asks about the first of the tasks whose rework is to be asked about."""

    asked = Signal(object)  # a KeptTask

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._due: tuple[KeptTask, ...] = ()
        self.yes.clicked.connect(self._ask_for_minutes)

    def show_due(self, due: tuple[KeptTask, ...]) -> None:
        """Ask about the first, and say how many more there are."""
        self._due = due
        if not due:
            put_away(self)
            return
        words = self.tr("A week ago “%1” was done. Was there rework?").replace(
            "%1", phrases.plain_line(due[0].title)
        )
        if len(due) > 1:
            more = self.tr("%1 more wait after it.").replace("%1", phrases.decimal(len(due) - 1))
            words = f"{words} {more}"
        self.ask(words, self.tr("Answer…"), "")

    @Slot()
    def _ask_for_minutes(self) -> None:
        if self._due:
            self.asked.emit(self._due[0])


def _titles(tasks: tuple[KeptTask, ...]) -> str:
    shown = ", ".join(f"“{phrases.plain_line(task.title)}”" for task in tasks[:_TITLES])
    return shown if len(tasks) <= _TITLES else f"{shown}, …"
