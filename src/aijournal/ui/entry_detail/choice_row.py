"""One question, and the few answers to choose from."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from aijournal.ui.entry_detail.choice_button import ChoiceButton
from aijournal.ui.theme import Theme
from aijournal.ui.widgets.flow_layout import FlowLayout


class ChoiceRow(QWidget):
    """Tab reaches the row once, arrows move within it; Space and Enter say which answer was pressed.

    Which answer stands there is not the row's to decide: it shows what it is told to.
    """

    pressed = Signal(str)
    offer_taken = Signal()

    def __init__(
        self,
        theme: Theme,
        name: str,
        question: str,
        choices: Mapping[str, str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(question)
        self._text = ""
        self._buttons: dict[str, ChoiceButton] = {}
        flow = FlowLayout(self)
        for text, words in choices.items():
            self._buttons[text] = button = ChoiceButton(theme, words, f"{name}: {words}")
            flow.addWidget(button)
            button.clicked.connect(partial(self._press, text))
            button.stepped.connect(partial(self._step, text))
            button.offer_taken.connect(self.offer_taken)
        self._stop_at(next(iter(choices)))

    @property
    def buttons(self) -> tuple[ChoiceButton, ...]:
        """The answers in their order."""
        return tuple(self._buttons.values())

    def show_text(self, text: str) -> None:
        """Show the answer that was chosen, or none."""
        for answer, button in self._buttons.items():
            button.setChecked(answer == text)
        if text in self._buttons and not any(button.hasFocus() for button in self.buttons):
            self._stop_at(text)
        self._text = text

    def show_offer(self, text: str) -> None:
        """Show which answer was given last, or none."""
        for answer, button in self._buttons.items():
            button.offer(is_offered=answer == text)

    def focus(self) -> None:
        """Put the keyboard into the row."""
        stop = next(one for one in self.buttons if one.focusPolicy() is Qt.FocusPolicy.TabFocus)
        stop.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _press(self, text: str) -> None:
        self.show_text(self._text)  # the button has checked itself
        self.pressed.emit(text)

    def _step(self, text: str, by: int) -> None:
        answers = list(self._buttons)
        place = answers.index(text) + by
        if 0 <= place < len(answers):
            self._stop_at(answers[place])
            self.focus()

    @Slot(str)
    def _stop_at(self, text: str) -> None:
        """Let Tab reach this answer, and no other of the row."""
        for answer, button in self._buttons.items():
            policy = Qt.FocusPolicy.TabFocus if answer == text else Qt.FocusPolicy.NoFocus
            button.setFocusPolicy(policy)
