"""One question, and the keys that answer it."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QWidget

from aijournal.ui.actions.bindings import Bindings
from aijournal.ui.theme import Theme
from aijournal.ui.widgets.flow_layout import FlowLayout
from aijournal.ui.widgets.key_button import KeyButton


class KeyRow(QWidget):
    """Keys side by side, at most one of which is chosen; they go on in a new line where there is no room."""

    pressed = Signal(int)

    def __init__(
        self,
        theme: Theme,
        bindings: Bindings,
        name: str,
        keys: Sequence[tuple[str, str, str]],
        parent: QWidget | None = None,
    ) -> None:
        """Make a row of (name of the action, words, role of the colour)."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self.actions_shown = tuple(action for action, _, _ in keys)
        self._bindings = bindings
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)
        flow = FlowLayout(self)
        for place, (action, words, tone) in enumerate(keys):
            button = KeyButton(theme, words, bindings.shown(action), tone)
            button.setCheckable(True)
            self._group.addButton(button, place)
            flow.addWidget(button)
        self._group.idClicked.connect(self._press)
        bindings.changed.connect(self._show_keys)

    @property
    def buttons(self) -> tuple[KeyButton, ...]:
        """The keys in their order."""
        return tuple(button for button in self._group.buttons() if isinstance(button, KeyButton))

    def choose(self, place: int | None) -> None:
        """Show which one is chosen, if any."""
        for at, button in enumerate(self.buttons):
            button.setChecked(at == place)

    def press(self, action: str) -> bool:
        """Press the key of an action; return whether this row has it and it can be pressed."""
        if action not in self.actions_shown:
            return False
        place = self.actions_shown.index(action)
        button = self.buttons[place]
        can_press = button.isEnabled() and not button.isHidden()
        if can_press:
            self.pressed.emit(place)
        return can_press

    @Slot(int)
    def _press(self, place: int) -> None:
        self.pressed.emit(place)

    @Slot()
    def _show_keys(self) -> None:
        for action, button in zip(self.actions_shown, self.buttons, strict=True):
            button.set_key(self._bindings.shown(action))
