"""The icon in the system's tray, where there is one and the person wants it: one way in among others."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from aijournal.ui.icons import tinted_icon
from aijournal.ui.theme import Theme

HasHost = Callable[[], bool]
"""Whether there is a tray right now: an icon without one counts as visible to Qt, and is nowhere."""

_ICON_SIZE = 22
_MESSAGE_MS = 10_000


class Tray(QObject):
    """A menu and an icon; no number on it, and nothing of what the journal holds."""

    quick_log_asked = Signal()
    open_asked = Signal()
    reading_asked = Signal()
    lock_asked = Signal()
    snooze_asked = Signal()
    quit_asked = Signal()

    def __init__(
        self,
        theme: Theme,
        has_host: HasHost | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._has_host = has_host or QSystemTrayIcon.isSystemTrayAvailable
        self._icon: QSystemTrayIcon | None = None
        self._menu: QMenu | None = None
        self._can_lock = self._can_snooze = False
        theme.changed.connect(self._dress)

    @property
    def is_there(self) -> bool:
        """Whether the person can find the program in a tray."""
        return self._icon is not None and self._has_host()

    @property
    def actions(self) -> tuple[QAction, ...]:
        """What the menu offers, in its order; nothing while there is no icon."""
        return tuple(self._menu.actions()) if self._menu is not None else ()

    def want(self, is_wanted: bool) -> None:  # noqa: FBT001 - the setting's own value
        """Show the icon where there is a tray, or take it away."""
        if is_wanted and self._icon is None and self._has_host():
            self._put_up()
        elif not is_wanted:
            self.take_down()

    def offer(self, *, lock: bool, snooze: bool) -> None:
        """Offer to lock a journal that can be locked, and to be left alone for today."""
        self._can_lock, self._can_snooze = lock, snooze
        if self._menu is not None:
            self._fill(self._menu)

    def say(self, title: str, words: str) -> bool:
        """Say something in passing, as the system shows such things; return whether there is a way to."""
        if self._icon is None or not self.is_there or not QSystemTrayIcon.supportsMessages():
            return False
        self._icon.showMessage(title, words, self._icon.icon(), _MESSAGE_MS)
        return True

    def take_down(self) -> None:
        """Take the icon and its menu away."""
        if self._icon is not None:
            self._icon.hide()
            self._icon.deleteLater()
            self._icon = None
        if self._menu is not None:
            self._menu.deleteLater()
            self._menu = None

    def _put_up(self) -> None:
        self._menu = QMenu()
        self._fill(self._menu)
        self._icon = QSystemTrayIcon(self)
        self._icon.setToolTip("aijournal")
        self._icon.setContextMenu(self._menu)
        self._icon.activated.connect(self._hear_click)
        self._icon.messageClicked.connect(self.open_asked)
        self._dress()
        self._icon.setVisible(QSystemTrayIcon.isSystemTrayAvailable())

    def _fill(self, menu: QMenu) -> None:
        menu.clear()
        menu.addAction(self.tr("Quick log"), self.quick_log_asked.emit)
        menu.addAction(self.tr("Open"), self.open_asked.emit)
        menu.addSeparator()
        menu.addAction(self.tr("Read new logs"), self.reading_asked.emit)
        if self._can_lock:
            menu.addAction(self.tr("Lock the journal"), self.lock_asked.emit)
        if self._can_snooze:
            menu.addAction(self.tr("No reminder today"), self.snooze_asked.emit)
        menu.addSeparator()
        menu.addAction(self.tr("Quit"), self.quit_asked.emit)

    @Slot(QSystemTrayIcon.ActivationReason)
    def _hear_click(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason is QSystemTrayIcon.ActivationReason.Trigger:
            self.open_asked.emit()

    @Slot()
    def _dress(self) -> None:
        if self._icon is not None:
            self._icon.setIcon(tinted_icon("journal", self._theme.color("ink"), _ICON_SIZE))
