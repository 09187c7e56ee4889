"""The moment in which a person sees a window for the first time."""

from PySide6.QtCore import QEvent, QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

_PATIENCE_MS = 1_000  # a window that some desktop keeps out of sight is never painted


class FirstPaint(QObject):
    """`done` comes once: after the window was painted for the first time, or when that takes too long."""

    done = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        window.installEventFilter(self)
        self._patience = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._patience.timeout.connect(self._tell)

    @property
    def is_awaited(self) -> bool:
        """Whether the window is shown and not painted yet."""
        return self._patience.isActive()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's own name
        """Wait for the painting to be done."""
        if event.type() == QEvent.Type.Show:
            self._patience.start()
        elif event.type() == QEvent.Type.Paint:
            self._patience.start(0)
        return super().eventFilter(watched, event)

    @Slot()
    def _tell(self) -> None:
        self._window.removeEventFilter(self)
        self._patience.stop()
        self.done.emit()
