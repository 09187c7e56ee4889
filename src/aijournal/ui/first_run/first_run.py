"""The first steps as one page: where one is, the way on, and the ways out."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QKeyEvent,
    QKeySequence,
    QShortcut,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from aijournal.ui.first_run.step import ReadingColumn, Step
from aijournal.ui.theme import Theme
from aijournal.ui.type_scale import CARD_GAP, SIBLING_GAP
from aijournal.ui.widgets.card import rule
from aijournal.ui.widgets.flow_layout import FlowLayout
from aijournal.ui.widgets.key_button import KeyButton
from aijournal.ui.widgets.labels import plain_label

_SKIP_KEY, _LEAVE_KEY = "S", "Esc"
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class FirstRun(QWidget):
    """Enter goes on, S skips a step, Alt+Left goes back, and Esc leaves all of it; nothing is asked twice.

    `left` says that the person is through with it, whichever way; `sample_asked` that they would rather look
    around first.
    """

    left = Signal()
    sample_asked = Signal()

    def __init__(self, theme: Theme, steps: Sequence[Step]) -> None:
        super().__init__()
        self.setProperty("role", "ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(self.tr("First steps"))
        self.steps = tuple(steps)
        self._stack = QStackedWidget()
        self._where = plain_label(role="soft")
        self.leave = KeyButton(theme, self.tr("Skip all"), _LEAVE_KEY)
        self.skip = KeyButton(theme, self.tr("Skip this step"), _SKIP_KEY)
        self.back = QPushButton(self.tr("Back"))
        self.back.setToolTip(self.tr("Alt+Left"))
        self.sample = QPushButton(self.tr("Explore with sample data"))
        self.way_on = QPushButton()
        self.way_on.setProperty("role", "primary")
        self.way_on.setToolTip(self.tr("Enter"))
        self._lay_out(theme)
        self._connect()
        self._show(0)

    @property
    def step(self) -> Step:
        """The step that is shown."""
        return self.steps[self._stack.currentIndex()]

    @Slot()
    def take_focus(self) -> None:
        """Put the keyboard where the step begins."""
        (self.step.first_focus() or self.way_on).setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def go_on(self) -> None:
        """Do what the step says, and go to the next one; behind the last one it is over."""
        if self.step.complete():
            self.skip_step()

    @Slot()
    def skip_step(self) -> None:
        """Go to the next step without doing what this one says."""
        if self._is_last:
            self.left.emit()
        else:
            self._show(self._stack.currentIndex() + 1)

    @Slot()
    def go_back(self) -> None:
        """Go to the step before."""
        if self._stack.currentIndex():
            self._show(self._stack.currentIndex() - 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's own name
        """Do what a key means that nothing under the keyboard wanted."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in _ENTER:
            self._enter()
        elif event.text().upper() == _SKIP_KEY:
            self.skip_step()
        elif not self.step.press(event):
            super().keyPressEvent(event)

    @property
    def _is_last(self) -> bool:
        return self._stack.currentIndex() == len(self.steps) - 1

    def _lay_out(self, theme: Theme) -> None:
        for step in self.steps:
            self._stack.addWidget(step)
        head, foot = ReadingColumn(theme), ReadingColumn(theme)
        where = QHBoxLayout()
        where.addWidget(self._where, 1)
        where.addWidget(self.leave)
        head.column.addLayout(where)
        head.column.setContentsMargins(0, CARD_GAP, 0, SIBLING_GAP)
        ways = QWidget()
        ways.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        line = FlowLayout(ways, gap=SIBLING_GAP)
        for button in (self.way_on, self.skip, self.back, self.sample):
            line.addWidget(button)
        for key_button in (self.leave, self.skip):
            key_button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        foot.column.addWidget(ways)
        foot.column.setContentsMargins(0, CARD_GAP, 0, CARD_GAP)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self._stack, 1)
        column.addWidget(rule())
        column.addWidget(foot)

    def _connect(self) -> None:
        self.way_on.clicked.connect(self.go_on)
        self.skip.clicked.connect(self.skip_step)
        self.leave.clicked.connect(self.left)
        self.back.clicked.connect(self.go_back)
        self.sample.clicked.connect(self.sample_asked)
        # A step that scrolls would take the key for itself.
        QShortcut(QKeySequence("Alt+Left"), self).activated.connect(self.go_back)
        for step in self.steps:
            step.done.connect(self.go_on)
            step.settled.connect(self._offer_way_on)

    def _show(self, index: int) -> None:
        self._stack.setCurrentIndex(index)
        where = self.tr("First steps: %1 of %2").replace("%1", str(index + 1))
        self._where.setText(where.replace("%2", str(len(self.steps))))
        self.way_on.setText(self.step.way_on)
        self.back.setVisible(bool(index))
        self.skip.set_key("" if self._is_last else _SKIP_KEY)  # there the letter goes into the line
        self.step.begin()
        if self.isVisible():
            self.take_focus()
        words = f"{self._where.text()}. {self.step.title}"
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    def _enter(self) -> None:
        """Press the button that has the keyboard, or go on."""
        focus = QApplication.focusWidget()
        if isinstance(focus, QAbstractButton) and not isinstance(focus, QCheckBox):
            focus.click()
        else:
            self.go_on()

    @Slot()
    def _offer_way_on(self) -> None:
        self.way_on.setFocus(Qt.FocusReason.OtherFocusReason)
