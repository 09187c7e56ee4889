"""One question of the inbox, and the keys that answer it."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QWidget

from aijournal.ui.theme import Theme
from aijournal.ui.widgets.flow_layout import FlowLayout
from aijournal.ui.widgets.key_button import KeyButton


class KeyRow(QWidget):
    """Keys side by side, at most one of which is chosen; they go on in a new line where there is no room."""

    pressed = Signal(int)

    def __init__(
        self, theme: Theme, name: str, keys: Sequence[tuple[str, str, str]], parent: QWidget | None = None
    ) -> None:
        """Make a row of (key, words, role of the colour)."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)
        flow = FlowLayout(self)
        for place, (key, words, tone) in enumerate(keys):
            button = KeyButton(theme, words, key, tone)
            button.setCheckable(True)
            self._group.addButton(button, place)
            flow.addWidget(button)
        self._group.idClicked.connect(self._press)

    @property
    def buttons(self) -> tuple[KeyButton, ...]:
        """The keys in their order."""
        return tuple(button for button in self._group.buttons() if isinstance(button, KeyButton))

    def choose(self, place: int | None) -> None:
        """Show which one is chosen, if any."""
        for at, button in enumerate(self.buttons):
            button.setChecked(at == place)

    def press(self, key: str) -> bool:
        """Press the key of that name; return whether this row has it and it can be pressed."""
        for place, button in enumerate(self.buttons):
            if button.key == key and button.isEnabled() and not button.isHidden():
                self.pressed.emit(place)
                return True
        return False

    @Slot(int)
    def _press(self, place: int) -> None:
        self.pressed.emit(place)
