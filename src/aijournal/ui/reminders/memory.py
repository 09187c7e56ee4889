"""What the program has said once and says no second time; a small file beside the window's place."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import QSettings

from aijournal.errors import AijournalError
from aijournal.paths import make_private_folder

_PRIVATE = 0o600
_REMINDED = "reminded_on"
_TRAY = "said_where_it_went"


class Memory:
    """Kept outside the journal: it is no figure, and the journal may be locked.

    Where it cannot be kept it is known until the program ends.
    """

    def __init__(self, folder: Path) -> None:
        self._file = folder / "said.ini"
        self._known: dict[str, str] = {}

    @property
    def reminded_on(self) -> date | None:
        """The last day on which there was a reminder, or the person wanted none."""
        try:
            return date.fromisoformat(self._get(_REMINDED))
        except ValueError:
            return None

    def remember_day(self, day: date) -> None:
        """Let that day be done with."""
        self._set(_REMINDED, day.isoformat())

    @property
    def has_said_tray(self) -> bool:
        """Whether it was said that closing the window leaves the program in the tray."""
        return bool(self._get(_TRAY))

    def remember_tray(self) -> None:
        """Do not say that again."""
        self._set(_TRAY, "yes")

    def _get(self, name: str) -> str:
        if name not in self._known and self._file.exists():
            self._known[name] = str(QSettings(str(self._file), QSettings.Format.IniFormat).value(name, ""))
        return self._known.get(name, "")

    def _set(self, name: str, value: str) -> None:
        self._known[name] = value
        try:
            make_private_folder(self._file.parent)  # which a purge of everything takes away
            self._file.touch(mode=_PRIVATE)
        except (OSError, AijournalError):
            return
        settings = QSettings(str(self._file), QSettings.Format.IniFormat)
        settings.setValue(name, value)
        settings.sync()
