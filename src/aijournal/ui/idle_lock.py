"""Notices when nobody has touched the window for a while."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QTimer, Signal, Slot

if TYPE_CHECKING:
    from PySide6.QtGui import QWindow

TOUCHES: Final = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.InputMethod,
    }
)
_MINUTE_MS = 60_000


class IdleLock(QObject):
    """Listens to the windows themselves, which hear far less than all that is in them."""

    timed_out = Signal()

    def __init__(self, minutes: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._minutes = minutes
        self._timer = QTimer(self, singleShot=True, interval=max(1, minutes) * _MINUTE_MS)
        self._timer.timeout.connect(self.timed_out)

    @property
    def is_counting(self) -> bool:
        """Whether a lock is to come if nobody touches anything."""
        return self._timer.isActive()

    def hold(self, minutes: int) -> None:
        """Wait so many minutes from now on; 0 is never."""
        self._minutes = minutes
        if not minutes:
            self.stop()
        self._timer.setInterval(max(1, minutes) * _MINUTE_MS)

    def watch(self, window: "QWindow | None") -> None:
        """Listen to a window, too; one that is not on a screen yet has nothing to hear."""
        if window is not None:
            window.removeEventFilter(self)
            window.installEventFilter(self)

    @Slot()
    def start(self) -> None:
        """Count from now on; with no minutes, never."""
        if self._minutes:
            self._timer.start()

    @Slot()
    def stop(self) -> None:
        """Count no more."""
        self._timer.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's own name
        """Count anew when somebody touches a key, the mouse or the screen."""
        if event.type() in TOUCHES and self._timer.isActive():
            self._timer.start()
        return super().eventFilter(watched, event)
