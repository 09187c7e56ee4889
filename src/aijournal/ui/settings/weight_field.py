"""One weight: its name, a short line to type it in, and beside that what is usual or what is wrong."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from aijournal.settings import MOST_WEIGHT
from aijournal.ui.settings.numbers import number_in_words, read_number
from aijournal.ui.theme import Theme
from aijournal.ui.type_scale import SIBLING_GAP
from aijournal.ui.widgets.labels import plain_label, set_tone
from aijournal.ui.widgets.line_edit import LineEdit

_WIDTH_EM = 4.5
_NAME_EM = 7.4
_LONGEST = 24


class WeightField(QWidget):
    """`entered` on Enter, `given_up` on Esc; `weight` is `None` while it cannot be used."""

    edited = Signal()
    entered = Signal()
    given_up = Signal()

    def __init__(self, theme: Theme, name: str, default: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._default = default
        self._name = plain_label(name, wraps=True)
        self.line = LineEdit()
        self.line.setAccessibleName(self.tr("Weight of %1").replace("%1", name))
        self.line.setMaxLength(_LONGEST)
        self.line.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.hint = plain_label(role="small", wraps=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SIBLING_GAP + SIBLING_GAP // 2)
        row.addWidget(self._name)
        row.addWidget(self.line)
        row.addWidget(self.hint, 1)
        self.setFocusProxy(self.line)
        self.line.textChanged.connect(self._judge)
        self.line.textEdited.connect(self.edited)
        self.line.returnPressed.connect(self.entered)
        theme.changed.connect(self._dress)
        self._dress()

    @property
    def weight(self) -> float | None:
        """The weight that is typed, or `None` where it cannot be used."""
        return None if self._fault() else read_number(self.line.text())

    def show_weight(self, weight: float) -> None:
        """Show a weight that nobody typed; the same one stays as it was typed."""
        if self.weight != weight:
            self.line.setText(number_in_words(weight))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's own name
        """Give up on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)

    def _fault(self) -> str:
        number = read_number(self.line.text())
        if not self.line.text().strip():
            return self.tr("A weight is missing.")
        if number is None:
            return self.tr("Type a number such as %1.").replace("%1", number_in_words(self._default))
        if not 0 <= number <= MOST_WEIGHT:
            return self.tr("Weights go from 0 to %1.").replace("%1", number_in_words(MOST_WEIGHT))
        return ""

    @Slot()
    def _judge(self) -> None:
        fault = self._fault()
        usual = self.tr("default %1").replace("%1", number_in_words(self._default))
        is_default = not fault and read_number(self.line.text()) == self._default
        self.hint.setText(fault or ("" if is_default else usual))
        set_tone(self.hint, "lost" if fault else "")

    @Slot()
    def _dress(self) -> None:
        self.line.setFixedWidth(round(_WIDTH_EM * self._theme.type.em))
        self._name.setFixedWidth(round(_NAME_EM * self._theme.type.em))
