"""A line to type in, in the row itself: minutes, a task type or a note."""

from collections.abc import Sequence
from enum import Enum

from PySide6.QtCore import QStringListModel, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QWidget

from aijournal.ui.widgets.line_edit import LineEdit


class InlineQuestion(Enum):
    """What the line asks for."""

    MINUTES = "minutes"
    TASK = "task"
    NOTE = "note"


class InlineEdit(LineEdit):
    """Enter answers, Esc leaves it as it was; where one known answer is left of the list, it is that one."""

    keeps_escape = True
    answered = Signal(InlineQuestion, str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._question = InlineQuestion.NOTE
        self._known = QStringListModel(self)
        self._completer = QCompleter(self._known, self)
        self._completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.returnPressed.connect(self._answer)

    def ask(self, question: InlineQuestion, hint: str, text: str, known: Sequence[str] = ()) -> None:
        """Ask one thing, beginning with what is already said of it."""
        self._question = question
        self._known.setStringList(list(known))
        self.setCompleter(self._completer if known else None)  # type: ignore[arg-type]  # None takes it off
        self.setPlaceholderText(hint)
        self.setAccessibleName(hint)
        self.setText(text)
        self.selectAll()
        self.show()
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if known:
            self._completer.setCompletionPrefix("")
            self._completer.complete()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's own name
        """Leave on Esc; the key that answers is not handed on to the row."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)
        event.accept()

    @Slot()
    def _answer(self) -> None:
        self.answered.emit(self._question, self._whole(self.text().strip()))

    def _whole(self, typed: str) -> str:
        """Return the one known answer that a typed part of it can mean, or else what is typed."""
        known = self._known.stringList()
        if not typed or typed in known:
            return typed
        meant = [one for one in known if typed.casefold() in one.casefold()]
        same = [one for one in meant if one.casefold() == typed.casefold()]
        return (same or meant)[0] if len(same or meant) == 1 else typed
