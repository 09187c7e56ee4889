"""The private questions: those that are asked, and below them those that are not, and why."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from aijournal.analysis.sentences import say
from aijournal.analysis.signals.signal import Signal as MirrorSignal
from aijournal.domain.mirror import SignalId
from aijournal.domain.period import Period
from aijournal.ui import phrases
from aijournal.ui.entry_table.prompt_lines import PromptLines
from aijournal.ui.mirror.question_row import QuestionRow
from aijournal.ui.mirror.unasked import HeldList, PutAsideList, SilentList
from aijournal.ui.theme import Theme
from aijournal.ui.type_scale import SIBLING_GAP
from aijournal.ui.widgets.card import Card
from aijournal.ui.widgets.labels import plain_label
from aijournal.ui.widgets.putting_away import has_keyboard, put_away


class MirrorQuestions(Card):
    """Rows stay the same widgets while their question is asked, so that the keyboard stays where it is."""

    evidence_asked = Signal(object)  # the row
    put_aside_asked = Signal(SignalId)
    bring_back_asked = Signal(SignalId)
    journal_asked = Signal(object, str, object)

    def __init__(self, theme: Theme, lines: PromptLines, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._theme = theme
        self._lines = lines
        self.rows: dict[SignalId, QuestionRow] = {}
        self.note = plain_label(role="small", wraps=True)
        self.silent = SilentList()
        self.held = HeldList()
        self.put_aside = PutAsideList()
        self._column = QVBoxLayout()
        self._column.setSpacing(SIBLING_GAP)
        self.body.addWidget(self.note)
        self.body.addLayout(self._column)
        self.body.addSpacing(SIBLING_GAP)
        for part in (self.silent, self.held, self.put_aside):
            self.body.addWidget(part)
        self.put_aside.bring_back_asked.connect(self.bring_back_asked)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_signals(
        self, signals: Sequence[MirrorSignal], days: Period, put_aside: Mapping[SignalId, date], today: date
    ) -> None:
        """Show every question in its place; `days` are those that the questions look at."""
        self.note.setText(self._say_note(days))
        open_to_ask = [one for one in signals if one.id not in put_aside]
        asked = [one for one in open_to_ask if one.fires]
        self._show_asked(asked)
        self.set_heading(self._count(len(asked)))
        self.silent.show_signals([one for one in open_to_ask if not one.fires and one.guard is None])
        # What trials would say has its own place on the page.
        held = [one for one in open_to_ask if one.guard is not None and one.id is not SignalId.OPTIMISM]
        self.held.show_signals(held)
        self.put_aside.show_signals(put_aside, today)
        self._order_tabs()

    @property
    def current(self) -> QuestionRow | None:
        """The question that has the keyboard."""
        return next((row for row in self.rows.values() if has_keyboard(row)), None)

    def step(self, by: int) -> None:
        """Move the keyboard so many questions on; from elsewhere to the first one."""
        rows = self._in_order()
        if rows:
            place = rows.index(self.current) + by if self.current else 0
            rows[max(0, min(place, len(rows) - 1))].take_focus()

    def toggle_current(self) -> None:
        """Show or hide the entries behind the question that has the keyboard."""
        if self.current is not None:
            self.current.toggle()

    def put_current_aside(self) -> None:
        """Put the question that has the keyboard aside."""
        if self.current is not None:
            self.current.ask_to_put_aside()

    def _say_note(self, days: Period) -> str:
        words = self.tr("For you alone: no scores, no streaks.")
        if days.first is None or days.last is None:
            return words
        first, last = phrases.full_day(days.first), phrases.full_day(days.last)
        return f"{words} {phrases.told(say('mirror.looked_at', first=first, last=last))}"

    def _count(self, count: int) -> str:
        if not count:
            return self.tr("No question to yourself")
        if count == 1:
            return self.tr("One question to yourself")
        return self.tr("%1 questions to yourself").replace("%1", str(count))

    def _show_asked(self, asked: Sequence[MirrorSignal]) -> None:
        wanted = {one.id for one in asked}
        for gone in [signal for signal in self.rows if signal not in wanted]:
            row = self.rows.pop(gone)
            put_away(row)
            self._column.removeWidget(row)
            row.deleteLater()
        for place, signal in enumerate(asked):
            if signal.id in self.rows:
                self.rows[signal.id].show_signal(signal)
            else:
                row = self._new_row(signal)
                self._column.insertWidget(place, row)
                row.show()  # at once, not after a blank moment

    def _in_order(self) -> list[QuestionRow]:
        return [self.rows[signal] for signal in SignalId if signal in self.rows]

    def _order_tabs(self) -> None:
        """Let the keyboard go through the card from top to bottom."""
        order = [part for row in self._in_order() for part in row.key_order()]
        order += [self.silent.fold, *self.put_aside.in_order()]
        for one, other in pairwise(order):
            QWidget.setTabOrder(one, other)

    def _new_row(self, signal: MirrorSignal) -> QuestionRow:
        row = QuestionRow(self._theme, self._lines, signal)
        row.evidence_asked.connect(self.evidence_asked)
        row.put_aside_asked.connect(self.put_aside_asked)
        row.journal_asked.connect(self.journal_asked)
        self.rows[signal.id] = row
        return row
