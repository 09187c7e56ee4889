"""One setting on the page: what it is called, what it means, what it is set with, and the way back."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QBoxLayout, QPushButton, QVBoxLayout, QWidget

from aijournal.settings import Kind, Setting, Settings
from aijournal.ui.actions.matching import plain
from aijournal.ui.settings import setting_words
from aijournal.ui.settings.controls import Control, Elsewhere, MoreSources, OneOf, Sources, Switch, Weekdays
from aijournal.ui.settings.typed_controls import Number, Zone
from aijournal.ui.theme import Theme
from aijournal.ui.type_scale import CARD_GAP, GRID, SIBLING_GAP
from aijournal.ui.widgets.card import rule
from aijournal.ui.widgets.labels import plain_label, set_tone
from aijournal.ui.widgets.putting_away import put_away

_LONGEST_STORED = 60

SourceTitles = Mapping[Kind, Mapping[str, str]]
"""The names of sources for people, by the kind of setting that switches them."""


class SettingRow(QWidget):
    """What is given holds at once; a value that differs can be put back to how it was at first.

    `given` carries the setting and the value that is to hold, `keys_asked` that the keys are to be shown.
    """

    given = Signal(Setting, object)
    keys_asked = Signal()

    def __init__(self, theme: Theme, setting: Setting, sources: SourceTitles) -> None:
        super().__init__()
        self.setting = setting
        self.title = setting_words.title(setting)
        self._words = plain(setting_words.search_words(setting))
        self._problem = self._fault = ""
        self.control = _control(theme, setting, sources)
        self.reset = QPushButton(
            self.tr("Reset to: %1").replace("%1", setting_words.value(setting, setting.default))
        )
        self.fault = plain_label(role="small", wraps=True)
        self.rule = rule()
        self.sides = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._lay_out()
        self.control.given.connect(self._give)
        self.control.faulted.connect(self._tell_fault)
        if isinstance(self.control, Elsewhere):
            self.control.pressed.connect(self.keys_asked)
        self.reset.clicked.connect(self._reset)

    def show_settings(self, settings: Settings) -> None:
        """Show the value in force, and what the file holds in its place that cannot be used."""
        value = getattr(settings, self.setting.name)
        self.control.show_value(value)
        stored = [one.stored for one in settings.problems if one.name == self.setting.name]
        self._problem = self._unusable(stored[0]) if stored else ""
        self._tell()
        if value == self.setting.default:
            if self.reset.hasFocus():
                self.control.setFocus(Qt.FocusReason.OtherFocusReason)
            put_away(self.reset)
        else:
            self.reset.show()

    def is_found(self, parts: tuple[str, ...]) -> bool:
        """Return whether every part of what was typed is in the words of the setting."""
        return all(part in self._words for part in parts)

    def _unusable(self, stored: str) -> str:
        if len(stored) > _LONGEST_STORED:
            stored = f"{stored[:_LONGEST_STORED]}…"
        words = self.tr("The settings file holds %1 here, which cannot be used; this holds instead.")
        return words.replace("%1", stored)

    def _lay_out(self) -> None:
        name = plain_label(self.title, wraps=True)
        what = plain_label(setting_words.description(self.setting), "soft", wraps=True)
        self.reset.setProperty("role", "link")
        self.reset.setProperty("place", "line")
        self.reset.setAccessibleName(f"{self.title}: {self.reset.text()}")
        self.reset.hide()
        set_tone(self.fault, "lost")
        self.fault.hide()
        texts = QVBoxLayout()
        texts.setSpacing(GRID)
        below = (self.control,) if self.control.is_wide else ()
        for part in (name, what, *below, self.fault):
            texts.addWidget(part)
        texts.addWidget(self.reset, 0, Qt.AlignmentFlag.AlignLeft)
        self.sides.setSpacing(CARD_GAP)
        self.sides.addLayout(texts, 1)
        if not self.control.is_wide:
            self.sides.addWidget(self.control, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SIBLING_GAP + GRID)
        column.addWidget(self.rule)
        column.addLayout(self.sides)

    @Slot(object)
    def _give(self, value: Any) -> None:
        self.given.emit(self.setting, value)

    @Slot()
    def _reset(self) -> None:
        self.given.emit(self.setting, self.setting.default)

    @Slot(str)
    def _tell_fault(self, words: str) -> None:
        self._fault = words
        self._tell()

    def _tell(self) -> None:
        words = self._fault or self._problem
        self.fault.setText(words)
        self.fault.setVisible(bool(words))


def _control(theme: Theme, setting: Setting, sources: SourceTitles) -> Control:
    """Return what fits a setting's kind; raises `LookupError` for one that has no row."""
    title = setting_words.title(setting)
    choices = {one: setting_words.choice(one) for one in setting.choices or ()}
    makers: Mapping[Kind, Callable[[], Control]] = {
        Kind.SWITCH: lambda: Switch(title),
        Kind.CHOICE: lambda: OneOf(title, choices),
        Kind.HOUR: lambda: OneOf(title, {hour: setting_words.hour(hour) for hour in _hours(setting)}),
        Kind.MINUTES: lambda: Number(theme, title, setting),
        Kind.SHARE: lambda: Number(theme, title, setting),
        Kind.ZONE: lambda: Zone(theme, title),
        Kind.WEEKDAYS: lambda: Weekdays(title),
        Kind.SOURCES: lambda: Sources(title, sources[Kind.SOURCES]),
        Kind.MORE_SOURCES: lambda: MoreSources(title, sources[Kind.MORE_SOURCES]),
        Kind.KEYS: lambda: Elsewhere(title, setting_words.change_keys()),
    }
    return makers[setting.kind]()


def _hours(setting: Setting) -> range:
    return range(int(setting.least or 0), int(setting.most or 0) + 1)
