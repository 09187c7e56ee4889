"""A few choices side by side, one of which is in force."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget


class Segments(QWidget):
    """Buttons that belong together; arrow keys move between them."""

    chosen = Signal(int)

    def __init__(
        self, name: str, choices: Sequence[str], current: int = 0, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for index, words in enumerate(choices):
            button = QPushButton(words)
            button.setCheckable(True)
            button.setProperty("role", "segment")
            button.setProperty("place", self._place(index, len(choices)))
            button.setAccessibleName(f"{name}: {words}")
            self._group.addButton(button, index)
            row.addWidget(button)
        self._group.button(current).setChecked(True)
        self.setFocusProxy(self._group.button(current))
        self._group.idClicked.connect(self._choose)

    @property
    def current(self) -> int:
        """The place of the choice in force."""
        return self._group.checkedId()

    def choose(self, index: int) -> None:
        """Choose as a press would."""
        self._group.button(index).click()

    def _place(self, index: int, count: int) -> str:
        """Return which corners of a button are round, seen from the left."""
        ends = {0: "first", count - 1: "last"}
        return ends.get(count - 1 - index if self.isRightToLeft() else index, "")

    @Slot(int)
    def _choose(self, index: int) -> None:
        self.setFocusProxy(self._group.button(index))
        self.chosen.emit(index)
