"""A small question now and then that only the person can answer: rework after a week, the same work twice."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from aijournal.domain.entry import Entry
from aijournal.domain.entry_words import minutes_in_words
from aijournal.domain.same_work import SameWork
from aijournal.ui import phrases
from aijournal.ui.type_scale import GRID, SIBLING_GAP
from aijournal.ui.widgets.card import Card
from aijournal.ui.widgets.flow_layout import FlowLayout
from aijournal.ui.widgets.labels import plain_label

REWORK_MINUTES = (0, 5, 15, 30, 60, 120)


@dataclass(frozen=True, slots=True)
class Questions:
    """What is asked: entries of a week ago about rework, and pairs that may be the same work."""

    rework: tuple[Entry, ...] = ()
    same_work: tuple[SameWork, ...] = ()

    def __len__(self) -> int:
        return len(self.rework) + len(self.same_work)


_Answer = tuple[str, Callable[[], None]]


class QuestionsCard(Card):
    """Shows one question at a time, and is not there while there is none; each answer can be undone.

    An answer leaves the keyboard on the card itself, so that a second press does not answer the next one.
    """

    rework_answered = Signal(int, object)  # the entry, and minutes or None for "I cannot say"
    joined = Signal(int, int)  # the typed entry, the imported one
    kept_apart = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.asked = plain_label(wraps=True)
        self.why = plain_label(role="small", wraps=True)
        self.more = plain_label(self.tr("Others come after this one."), "small", wraps=True)
        self.answers: list[QPushButton] = []
        self._buttons = QWidget()
        self._flow = FlowLayout(self._buttons, GRID + 2)
        self.body.addWidget(self.asked)
        self.body.addSpacing(GRID)
        self.body.addWidget(self._buttons)
        self.body.addSpacing(GRID)
        self.body.addWidget(self.why)
        self.body.addWidget(self.more)
        self.body.setSpacing(SIBLING_GAP - GRID)
        self.hide()

    def show_questions(self, questions: Questions, today: date) -> None:
        """Ask the first of the questions."""
        if questions.same_work:
            self._ask_same_work(questions.same_work[0], today)
        elif questions.rework:
            self._ask_rework(questions.rework[0], today)
        self.more.setVisible(len(questions) > 1)
        self.setVisible(len(questions) > 0)

    def _ask_rework(self, entry: Entry, today: date) -> None:
        self.set_heading(self.tr("Any rework since?"))
        self.asked.setText(_named(entry, today))
        self.why.setText(self.tr("Minutes that came after are taken off what it saved. Asked once."))
        answer, number = self.rework_answered.emit, entry.interaction.id
        minutes: list[_Answer] = [
            (
                minutes_in_words(minutes) if minutes else self.tr("none"),
                partial(answer, number, float(minutes)),
            )
            for minutes in REWORK_MINUTES
        ]
        self._offer([*minutes, (self.tr("I cannot say"), partial(answer, number, None))])

    def _ask_same_work(self, pair: SameWork, today: date) -> None:
        self.set_heading(self.tr("The same work?"))
        typed = self.tr("You typed %1.").replace("%1", _named(pair.typed, today))
        read = self.tr("A log brought %1.").replace("%1", _named(pair.imported, today))
        self.asked.setText(f"{typed}\n{read}")
        self.why.setText(
            self.tr(
                "As one, it keeps your verdict and words, and the measured tokens take the typed ones’ place."
            )
        )
        ids = pair.typed.interaction.id, pair.imported.interaction.id
        self._offer(
            [
                (self.tr("Same work, make it one"), partial(self.joined.emit, *ids)),
                (self.tr("Two different things"), partial(self.kept_apart.emit, *ids)),
            ]
        )

    def _offer(self, answers: Sequence[_Answer]) -> None:
        for button in self.answers:
            self._flow.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.answers = []
        for words, act in answers:
            button = QPushButton(words)
            button.setAccessibleName(f"{words}: {self.asked.text()}")
            button.clicked.connect(partial(self._answer, act))
            self._flow.addWidget(button)
            self.answers.append(button)

    def _answer(self, act: Callable[[], None]) -> None:
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        act()


def _named(entry: Entry, today: date) -> str:
    """Return enough to recognise an entry: its title or whose it is, its day, and its verdict."""
    one = entry.interaction
    title = phrases.plain_line(one.title) if one.title else phrases.BETWEEN.join(phrases.whose(one))
    parts = [f"“{title}”", phrases.moment(phrases.local_start(one), today)]
    if entry.assessment is not None:
        parts.append(phrases.verdict(entry.assessment))
    return phrases.BETWEEN.join(parts)
