"""Hearing what another thread tells."""

from PySide6.QtCore import QObject, SignalInstance, Slot


class Ear(QObject):
    """Hears a signal that another thread emits, by a slot that is called on the window's own.

    `qtbot.waitSignal` hears by a plain callable instead. To take that away while the other thread is about to
    call it can crash the process, so it is only for signals that are emitted where they are waited for.
    """

    def __init__(self, signal: SignalInstance, parent: QObject) -> None:
        super().__init__(parent)
        self.heard: list[object] = []
        signal.connect(self._hear)

    @Slot(object)
    def _hear(self, told: object) -> None:
        self.heard.append(told)
