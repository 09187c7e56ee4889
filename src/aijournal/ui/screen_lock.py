"""Hears from the desktop that the screen is locked or the computer goes to sleep.

Only where there is such a bus, as on Linux: freedesktop.org's and GNOME's screen saver, and systemd-logind.
The bus is a file in a private folder; nothing is asked of a network.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import SLOT, QObject, Signal, Slot

if TYPE_CHECKING:
    from PySide6.QtDBus import QDBusConnection

_SAVERS = ("org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver")
_LOGIN = "org.freedesktop.login1"


class ScreenLock(QObject):
    """Emits `locked`; says nothing where nobody tells it anything."""

    locked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session: QDBusConnection | None = None
        self._system: QDBusConnection | None = None

    def listen(self) -> bool:
        """Begin to listen; return whether there is a bus on which something could be heard."""
        try:
            from PySide6.QtDBus import QDBusConnection
        except ImportError:
            return False
        session, system = QDBusConnection.sessionBus(), QDBusConnection.systemBus()
        hears_session = session.isConnected() and self._hear_savers(session)
        hears_system = system.isConnected() and self._hear_login(system)
        self._session, self._system = session, system
        return hears_session or hears_system

    def _hear_savers(self, bus: "QDBusConnection") -> bool:
        heard = [
            bus.connect("", "", saver, "ActiveChanged", self, SLOT("_hear(bool)"))  # type: ignore[call-overload]
            for saver in _SAVERS
        ]
        return any(heard)

    def _hear_login(self, bus: "QDBusConnection") -> bool:
        sleep = bus.connect(_LOGIN, "", f"{_LOGIN}.Manager", "PrepareForSleep", self, SLOT("_hear(bool)"))  # type: ignore[call-overload]
        lock = bus.connect(_LOGIN, "", f"{_LOGIN}.Session", "Lock", self, SLOT("_hear_order()"))  # type: ignore[call-overload]
        return bool(sleep or lock)

    @Slot(bool)
    def _hear(self, begins: bool) -> None:  # noqa: FBT001 - the bus's own argument
        if begins:
            self.locked.emit()

    @Slot()
    def _hear_order(self) -> None:
        self.locked.emit()
