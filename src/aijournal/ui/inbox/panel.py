"""The keys that stand in the current row of the inbox; the mouse works as well."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from aijournal.domain.assessment import Need, Outcome
from aijournal.ui import phrases
from aijournal.ui.actions.bindings import Bindings
from aijournal.ui.inbox.inline_edit import InlineEdit, InlineQuestion
from aijournal.ui.inbox.key_row import KeyRow
from aijournal.ui.inbox.verdict_keys import (
    MINUTE_ACTIONS,
    NEED_ACTIONS,
    NEXT_TASK,
    NOTE,
    OUTCOME_ACTIONS,
    SKIP,
    TASK,
    TYPED_MINUTES,
    UNDO,
    VerdictDraft,
    minute_steps,
)
from aijournal.ui.theme import Theme
from aijournal.ui.type_scale import CARD_GAP, GRID, SIBLING_GAP
from aijournal.ui.widgets.labels import plain_label

_LINES, _ODD_LINE = (0, 1, 3, 4), 2
_UNSIGNED = (5.0, 15.0, 30.0, 60.0, 120.0)
_TONES = {
    Outcome.HURT_A_LOT: "lost",
    Outcome.HURT: "lost",
    Outcome.HELPED: "gained",
    Outcome.HELPED_A_LOT: "gained",
}


class VerdictPanel(QWidget):
    """Did it help, how many minutes, did you need it: three rows of keys, and what else can be said."""

    outcome_given = Signal(Outcome)
    minutes_given = Signal(float)
    need_given = Signal(Need)
    typed = Signal(InlineQuestion, str)
    skip_asked = Signal()
    undo_asked = Signal()
    left = Signal()
    height_changed = Signal()

    def __init__(self, theme: Theme, bindings: Bindings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draft: VerdictDraft | None = None
        self._task: str | None = None
        self._tasks: Sequence[str] = ()
        self._outcomes = KeyRow(theme, bindings, self.tr("Did it help?"), _outcome_keys())
        self._minutes = KeyRow(theme, bindings, self.tr("Net minutes saved or lost"), self._minute_keys())
        self._needs = KeyRow(theme, bindings, self.tr("Did you need it?"), _need_keys())
        self._more = KeyRow(theme, bindings, self.tr("More"), self._more_keys())
        self.odd = plain_label(role="small", wraps=True)
        self.odd.hide()
        self._edit = InlineEdit()
        self._edit.hide()
        self._labels: list[QLabel] = []
        self._grid = QGridLayout(self)
        self.names = (self.tr("helped?"), self.tr("minutes"), self.tr("needed?"), self.tr("more"))
        self._lay_out()
        self._outcomes.pressed.connect(self._give_outcome)
        self._minutes.pressed.connect(self._give_minutes)
        self._needs.pressed.connect(self._give_need)
        self._more.pressed.connect(self._act)
        self._edit.answered.connect(self._take_answer)
        self._edit.left.connect(self.close_edit)

    def show_draft(self, draft: VerdictDraft, task: str | None, tasks: Sequence[str]) -> None:
        """Show what has been said so far of the entry in this row."""
        self._draft, self._task, self._tasks = draft, task, tasks
        outcomes = [outcome for _, outcome in OUTCOME_ACTIONS]
        needs = [need for _, need in NEED_ACTIONS]
        self._outcomes.choose(outcomes.index(draft.outcome) if draft.outcome else None)
        self._needs.choose(needs.index(draft.need) if draft.need else None)
        for button in self._needs.buttons:
            button.setEnabled(draft.outcome is not None)  # a stray key on a new row shall say nothing
        self._show_minutes(draft)
        self.odd.setText(phrases.contradiction(draft.outcome, draft.net_minutes))
        self.odd.setVisible(bool(self.odd.text()))
        task_button, _, note_button, *_ = self._more.buttons
        task_button.setText(phrases.plain_line(task) if task else self.tr("task type"))
        note_button.setText(self.tr("note written") if draft.note else self.tr("note"))
        self._more.choose(None)
        self.height_changed.emit()

    def set_margin(self, width: int) -> None:
        """Let the names of the questions stand in a margin of this width, each beside its first line."""
        self._grid.setColumnMinimumWidth(0, width + CARD_GAP)
        height = self._outcomes.buttons[0].sizeHint().height()
        for label in self._labels:
            label.setMinimumHeight(height)

    def press(self, action: str) -> bool:
        """Press the key of an action; return whether it means anything here."""
        rows = (self._outcomes, self._minutes, self._needs, self._more)
        return any(row.press(action) for row in rows)

    @Slot()
    def close_edit(self) -> None:
        """Leave the line to type in, and go back to the keys."""
        if self._edit.isHidden():
            return
        self._edit.hide()
        self._more.show()
        self.height_changed.emit()
        self.left.emit()

    def _lay_out(self) -> None:
        grid = self._grid
        grid.setContentsMargins(0, 0, CARD_GAP, SIBLING_GAP + GRID)
        grid.setHorizontalSpacing(0)
        grid.setVerticalSpacing(GRID + 2)
        grid.setColumnStretch(1, 1)
        rows = (self._outcomes, self._minutes, self._needs, self._more)
        for at, (name, row) in zip(_LINES, zip(self.names, rows, strict=True), strict=True):
            label = plain_label(name, "small")
            edge = CARD_GAP + SIBLING_GAP + GRID
            label.setContentsMargins(*((edge, 0, 0, 0) if self.isRightToLeft() else (0, 0, edge, 0)))
            self._labels.append(label)
            grid.addWidget(label, at, 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
            grid.addWidget(row, at, 1)
        grid.addWidget(self._edit, _LINES[-1], 1)
        grid.addWidget(self.odd, _ODD_LINE, 1)

    def _minute_keys(self) -> list[tuple[str, str, str]]:
        steps = [
            (action, phrases.time_taken(minutes), "ink")
            for action, minutes in zip(MINUTE_ACTIONS, _UNSIGNED, strict=True)
        ]
        return [*steps, (TYPED_MINUTES, self.tr("other"), "ink")]

    def _more_keys(self) -> list[tuple[str, str, str]]:
        return [
            (TASK, self.tr("task type"), "ink"),
            (NEXT_TASK, self.tr("next type"), "ink"),
            (NOTE, self.tr("note"), "ink"),
            (SKIP, self.tr("not now"), "ink"),
            (UNDO, self.tr("undo"), "ink"),
        ]

    def _show_minutes(self, draft: VerdictDraft) -> None:
        """Give the minute keys the sign of the verdict; without a verdict they have none, and rest."""
        steps = minute_steps(draft.outcome)
        *buttons, other = self._minutes.buttons
        for button, minutes in zip(buttons, steps or _UNSIGNED, strict=False):
            button.setText(phrases.duration(minutes) if steps else phrases.time_taken(minutes))
            button.setChecked(bool(steps) and draft.net_minutes == minutes)
            button.setEnabled(bool(steps))
        buttons[-1].setVisible(len(steps) != len(buttons) - 1)
        is_typed = draft.net_minutes is not None and draft.net_minutes not in steps
        other.setText(phrases.duration(draft.net_minutes or 0) if is_typed else self.tr("other"))
        other.setChecked(is_typed)

    @Slot(int)
    def _give_outcome(self, place: int) -> None:
        self.outcome_given.emit(OUTCOME_ACTIONS[place][1])

    @Slot(int)
    def _give_need(self, place: int) -> None:
        self.need_given.emit(NEED_ACTIONS[place][1])

    @Slot(int)
    def _give_minutes(self, place: int) -> None:
        if place == len(MINUTE_ACTIONS):
            self._ask(InlineQuestion.MINUTES, self.tr("Net minutes, such as 25, 1h or -10"), "")
        elif self._draft is not None:
            self.minutes_given.emit(minute_steps(self._draft.outcome)[place])

    @Slot(int)
    def _act(self, place: int) -> None:
        action = self._more.actions_shown[place]
        if action == SKIP:
            self.skip_asked.emit()
        elif action == UNDO:
            self.undo_asked.emit()
        elif action == NEXT_TASK and self._tasks:
            self.typed.emit(InlineQuestion.TASK, self._next_task())
        elif action in (TASK, NEXT_TASK):
            hint = self.tr("Task type, such as debugging")
            self._ask(InlineQuestion.TASK, hint, self._task or "", self._tasks)
        else:
            note = (self._draft.note if self._draft else None) or ""
            self._ask(InlineQuestion.NOTE, self.tr("A note for yourself"), note)

    def _next_task(self) -> str:
        """Return the task type after the one that stands in the row; from any other, the first."""
        at = self._tasks.index(self._task) + 1 if self._task in self._tasks else 0
        return self._tasks[at % len(self._tasks)]

    def _ask(self, question: InlineQuestion, hint: str, text: str, known: Sequence[str] = ()) -> None:
        self._more.hide()
        self._edit.ask(question, hint, text, known)
        self.height_changed.emit()

    @Slot(InlineQuestion, str)
    def _take_answer(self, question: InlineQuestion, text: str) -> None:
        self.close_edit()
        self.typed.emit(question, text)


def _outcome_keys() -> list[tuple[str, str, str]]:
    return [(name, phrases.outcome(outcome), _TONES.get(outcome, "ink")) for name, outcome in OUTCOME_ACTIONS]


def _need_keys() -> list[tuple[str, str, str]]:
    return [(name, phrases.need(need), "ink") for name, need in NEED_ACTIONS]
