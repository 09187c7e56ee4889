"""What a setting is typed in with: a number within its range, or the name of a time zone.

Enter and leaving the line let it hold, Esc puts back what holds.
"""

from typing import Any
from zoneinfo import available_timezones

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QCompleter, QHBoxLayout

from aijournal.settings import Kind, Setting, system_zone
from aijournal.ui.entry_detail.line_field import LineField
from aijournal.ui.settings.controls import Control
from aijournal.ui.settings.numbers import number_in_words, read_number
from aijournal.ui.theme import Theme
from aijournal.ui.type_scale import SIBLING_GAP
from aijournal.ui.widgets.labels import plain_label

_NUMBER_EM, _ZONE_EM = 5.0, 15.0
_PERCENT = 100
_EXACTNESS = 6  # digits after the point that a share keeps
_MOST_ZONES = 12


class _TypedControl(Control):
    """One line; what was let hold is not given twice, as Enter and then leaving the line would."""

    def __init__(
        self, theme: Theme, title: str, width: float, completer: QCompleter | None = None, unit: str = ""
    ) -> None:
        super().__init__()
        self._theme = theme
        self._width = width
        self._value: Any = None
        self.line = LineField(title, completer)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SIBLING_GAP)
        row.addWidget(self.line)
        if unit:
            row.addWidget(plain_label(unit, "soft"))
        self.setFocusProxy(self.line)
        self.line.finished.connect(self._finish)
        self.line.given_up.connect(self._give_up)
        theme.changed.connect(self._dress)
        self._dress()

    def show_value(self, value: Any) -> None:
        """Show the value in force; what is being typed stays."""
        if value != self._value or not self.line.hasFocus():
            self._value = value
            self._give_up()

    def _words(self, value: Any) -> str:
        raise NotImplementedError

    def _read(self, text: str) -> Any:
        """Return what was typed as a value; raises `ValueError` saying what is wrong with it."""
        raise NotImplementedError

    @Slot()
    def _finish(self) -> None:
        try:
            value = self._read(self.line.text().strip())
        except ValueError as error:
            self.faulted.emit(str(error))
            return
        self.faulted.emit("")
        is_new, self._value = value != self._value, value
        self.line.show_text("")  # so that undo means the setting from here on, not the letters
        self.line.show_text(self._words(value))
        if is_new:
            self.given.emit(value)

    @Slot()
    def _give_up(self) -> None:
        self.line.show_text(self._words(self._value))
        self.faulted.emit("")

    @Slot()
    def _dress(self) -> None:
        self.line.setFixedWidth(round(self._width * self._theme.type.em))


class Number(_TypedControl):
    """A number of minutes, or a share in percent, within the range of the setting."""

    def __init__(self, theme: Theme, title: str, setting: Setting) -> None:
        is_share = setting.kind is Kind.SHARE
        self._scale = _PERCENT if is_share else 1
        self._least, self._most = setting.least or 0, setting.most or 0
        super().__init__(theme, title, _NUMBER_EM, unit=self.tr("%") if is_share else self.tr("minutes"))
        self.line.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.line.setAccessibleDescription(self._range())

    def _words(self, value: float | None) -> str:
        return "" if value is None else number_in_words(round(value * self._scale, _EXACTNESS))

    def _read(self, text: str) -> float:
        number = read_number(text)
        is_whole = number is not None and (self._scale != 1 or number == int(number))
        if number is None or not is_whole or not self._least <= number / self._scale <= self._most:
            raise ValueError(self._range())
        return int(number) if self._scale == 1 else round(number / self._scale, _EXACTNESS)

    def _range(self) -> str:
        words = self.tr("A whole number from %1 to %2.") if self._scale == 1 else self.tr("From %1 to %2 %.")
        limits = (number_in_words(round(limit * self._scale, 2)) for limit in (self._least, self._most))
        for place, limit in zip(("%1", "%2"), limits, strict=True):
            words = words.replace(place, limit)
        return words


class Zone(_TypedControl):
    """A time zone by its name, which is completed; an empty line is the system's."""

    def __init__(self, theme: Theme, title: str) -> None:
        completer = QCompleter()
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setMaxVisibleItems(_MOST_ZONES)
        super().__init__(theme, title, _ZONE_EM, completer)
        self._zones: dict[str, str] = {}
        self.line.setPlaceholderText(self.tr("as the system: %1").replace("%1", system_zone().key))
        self.line.wanted.connect(self._offer)

    def _words(self, value: str | None) -> str:
        return value or ""

    def _read(self, text: str) -> str | None:
        self._offer()
        if text and text.casefold() not in self._zones:
            words = self.tr("There is no time zone “%1”. What was said before holds.")
            raise ValueError(words.replace("%1", text))
        return self._zones[text.casefold()] if text else None

    @Slot()
    def _offer(self) -> None:
        """Look which zones there are, once somebody wants to type one."""
        if not self._zones:
            self._zones = {name.casefold(): name for name in sorted(available_timezones())}
            self.line.offer(tuple(self._zones.values()))
