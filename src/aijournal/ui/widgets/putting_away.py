"""Hiding a part that may have the keyboard, so that the next press of a key means nothing else."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget


def has_keyboard(part: QWidget) -> bool:
    """Return whether what is typed goes to a part, or to anything in it."""
    focus = QApplication.focusWidget()
    return focus is not None and (focus is part or part.isAncestorOf(focus))


def put_away(part: QWidget) -> None:
    """Hide a part; a keyboard that was in it goes to what is around it, where the space bar does nothing.

    Qt would give it to the next button in order, which a second press of the same key would press.
    """
    around = part.parentWidget()
    if isinstance(around, QStackedWidget):
        around = around.currentWidget()
    if around is not None and has_keyboard(part):
        around.setFocus(Qt.FocusReason.OtherFocusReason)
    part.hide()
