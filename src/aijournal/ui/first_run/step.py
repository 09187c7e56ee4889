"""What every one of the first steps is: a heading, what is said under it, and the words of the way on."""

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from aijournal.ui.theme import Theme
from aijournal.ui.type_scale import CARD_GAP, PAGE_EDGE, SIBLING_GAP
from aijournal.ui.widgets.labels import plain_label

_WIDTH_EM = 42


class ReadingColumn(QWidget):
    """A column in the middle, as wide as lines can be read, and no wider than there is room."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._sheet = QWidget()
        self.column = QVBoxLayout(self._sheet)
        self.column.setContentsMargins(0, 0, 0, 0)
        row = QHBoxLayout(self)
        row.setContentsMargins(PAGE_EDGE, 0, PAGE_EDGE, 0)
        row.addStretch(1)
        row.addWidget(self._sheet)
        row.addStretch(1)
        theme.changed.connect(self._fit)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's own name
        """Fit the column into the new width."""
        super().resizeEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's own name
        """Become as narrow as the window, whatever width the column has at the moment."""
        return QSize(0, super().minimumSizeHint().height())

    @Slot()
    def _fit(self) -> None:
        room = self.width() - 2 * PAGE_EDGE
        self._sheet.setFixedWidth(max(1, min(round(_WIDTH_EM * self._theme.type.em), room)))


class Step(QScrollArea):
    """One column in the middle that scrolls where it must.

    `done` asks to go on; `settled` says that nothing is left to do here, so the way on may have the keyboard.
    """

    done = Signal()
    settled = Signal()

    def __init__(self, theme: Theme, title: str, why: str, way_on: str) -> None:
        super().__init__()
        self._theme = theme
        self.title = title
        self.way_on = way_on
        ground = ReadingColumn(theme)
        ground.setProperty("role", "ground")
        self.column = ground.column
        self.column.setContentsMargins(0, SIBLING_GAP, 0, CARD_GAP)
        self.column.setSpacing(CARD_GAP)
        heading = plain_label(title, "title", wraps=True)
        self.column.addWidget(heading)
        self.column.addWidget(plain_label(why, "soft", wraps=True))
        self.setWidget(ground)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(title)

    def first_focus(self) -> QWidget | None:
        """Return what has the keyboard at first; `None` leaves it on the way on."""
        return None

    def begin(self) -> None:
        """Do what is due when the step is shown."""

    def complete(self) -> bool:
        """Do what the way on means, and return whether the step is over at once."""
        return True

    def press(self, _event: QKeyEvent) -> bool:
        """Do what a key means on this step alone; return whether it meant something."""
        return False
