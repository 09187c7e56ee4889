"""What was understood of the line: a chip for each part, in the order in which they were typed."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from aijournal.domain.entry_line import Chip
from aijournal.ui.quick_log.chip_button import ChipButton
from aijournal.ui.theme import Theme
from aijournal.ui.type_scale import SMALLEST_TARGET
from aijournal.ui.widgets.flow_layout import FlowLayout


class ChipRow(QWidget):
    """The keyboard comes to the chips after the `line` that they were understood from."""

    removed = Signal(object)  # a Chip

    def __init__(self, theme: Theme, line: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._line = line
        self._flow = FlowLayout(self)
        self.setMinimumHeight(SMALLEST_TARGET)

    def show_chips(self, chips: Sequence[Chip]) -> None:
        """Show these in place of all others."""
        while (item := self._flow.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        before = self._line
        for chip in chips:
            button = ChipButton(self._theme, chip)
            button.clicked.connect(partial(self.removed.emit, chip))
            self._flow.addWidget(button)
            self.setTabOrder(before, button)
            before = button
