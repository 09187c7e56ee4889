"""A choice of one among a few that takes no more for itself than it needs."""

from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox


class QuietBox(QComboBox):
    """Leaves the wheel to the page, so that nobody changes a choice who only scrolls past it.

    Letters look for a choice that begins with them; other signs, such as `?`, are the page's.
    """

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's own name
        """Let the page scroll."""
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's own name
        """Let the page have what begins no choice."""
        text = event.text()
        if text and text.isprintable() and not (text.isalnum() or text.isspace()):
            event.ignore()
        else:
            super().keyPressEvent(event)
