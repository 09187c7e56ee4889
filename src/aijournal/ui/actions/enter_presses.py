"""Enter presses the button that has the keyboard, as the space bar does; Qt does so in dialogs alone."""

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QRadioButton, QWidget


class EnterPresses(QObject):
    """Lends Enter to each button when it gets the keyboard, so that no other event costs anything.

    Boxes that are ticked are left alone: Enter there means what the form asks.
    """

    def __init__(self, app: QApplication, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._press = QAction(self)
        self._press.setShortcuts([QKeySequence(Qt.Key.Key_Return), QKeySequence(Qt.Key.Key_Enter)])
        self._press.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self._press.setAutoRepeat(False)
        self._press.triggered.connect(self._press_focused)
        app.focusChanged.connect(self._lend)

    @Slot()
    def _lend(self) -> None:
        """Let the button that has the keyboard be pressed.

        Neither widget of the signal is asked for: the one that loses the keyboard may be half gone. Who had
        Enter before keeps it, which means nothing without the keyboard.
        """
        button = _button(QApplication.focusWidget())
        if button is not None and self._press not in button.actions():
            button.addAction(self._press)

    @Slot()
    def _press_focused(self) -> None:
        button = _button(QApplication.focusWidget())
        if button is not None:
            button.click()


def _button(widget: QWidget | None) -> QAbstractButton | None:
    """Return a widget that Enter presses, or `None`."""
    is_ticked = isinstance(widget, QCheckBox | QRadioButton)
    return widget if isinstance(widget, QAbstractButton) and not is_ticked else None
