"""What a chart is drawn with: the look of the window, or that of paper."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QFont

from aijournal.ui.colors import LIGHT
from aijournal.ui.theme import Theme
from aijournal.ui.type_scale import TypeScale, type_scale


class Paper(QObject):
    """Light colours and a font of its own, whatever the window wears: what a report is printed in."""

    changed = Signal()

    def __init__(self, font: QFont, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._type = type_scale(font)

    @property
    def type(self) -> TypeScale:
        """The sizes of type."""
        return self._type

    def color(self, role: str) -> QColor:
        """Return the colour of a role."""
        return QColor(getattr(LIGHT, role))


Look = Theme | Paper
"""Colours by role, sizes of type, and `changed` when they are others."""
