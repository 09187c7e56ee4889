"""Where the window stood last time; the one thing that is remembered outside the journal."""

from pathlib import Path

from PySide6.QtCore import QRect, QSettings, QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from aijournal.errors import AijournalError
from aijournal.paths import make_private_folder

_FIRST_SIZE = QSize(1280, 820)
_PRIVATE = 0o600


class WindowPlace:
    """Reads and writes one small file with the window's geometry."""

    def __init__(self, folder: Path) -> None:
        self._file = make_private_folder(folder) / "window.ini"

    def restore(self, window: QWidget) -> None:
        """Set the window where it stood, or else in the middle.

        Qt itself brings back what would lie off every screen.
        """
        settings = QSettings(str(self._file), QSettings.Format.IniFormat)
        geometry = settings.value("geometry")
        if not (geometry and window.restoreGeometry(geometry)):
            _set_in_the_middle(window)

    def remember(self, window: QWidget) -> None:
        """Keep where the window stands; where that cannot be kept, the window is none the worse."""
        try:
            make_private_folder(self._file.parent)  # which a purge of everything takes away
            self._file.touch(mode=_PRIVATE)
        except (OSError, AijournalError):
            return
        settings = QSettings(str(self._file), QSettings.Format.IniFormat)
        settings.setValue("geometry", window.saveGeometry())
        settings.sync()


def _set_in_the_middle(window: QWidget) -> None:
    available = QGuiApplication.primaryScreen().availableGeometry()
    size = _FIRST_SIZE.boundedTo(available.size())
    place = QRect(available.center(), size)
    place.moveCenter(available.center())
    window.setGeometry(place)
