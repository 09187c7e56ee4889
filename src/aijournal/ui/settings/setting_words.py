"""What settings and their values are called, in the person's own language."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final

from PySide6.QtCore import QLocale

from aijournal.domain.tokens import TokenWeights
from aijournal.domain.tools import tool_title
from aijournal.settings import ColorScheme, Group, Kind, Setting, Weekday
from aijournal.ui import phrases
from aijournal.ui.actions.action import QT_TRANSLATE_NOOP
from aijournal.ui.settings.numbers import number_in_words

_CONTEXT: Final = "Settings"
_NOON = datetime(2000, 1, 1, 12, tzinfo=UTC)
_WHOLE_DAY: Final = 24
_GROUPS: Mapping[Group, str] = {
    Group.GENERAL: QT_TRANSLATE_NOOP("Settings", "General"),
    Group.LOGS: QT_TRANSLATE_NOOP("Settings", "Logs and inbox"),
    Group.REMINDERS: QT_TRANSLATE_NOOP("Settings", "Reminders"),
    Group.WINDOW: QT_TRANSLATE_NOOP("Settings", "Window"),
    Group.PRIVACY: QT_TRANSLATE_NOOP("Settings", "Privacy"),
    Group.METHOD: QT_TRANSLATE_NOOP("Settings", "Method"),
}
_CHOICES: Mapping[str, str] = {
    ColorScheme.SYSTEM: QT_TRANSLATE_NOOP("Settings", "as the system"),
    ColorScheme.LIGHT: QT_TRANSLATE_NOOP("Settings", "light"),
    ColorScheme.DARK: QT_TRANSLATE_NOOP("Settings", "dark"),
    "week": QT_TRANSLATE_NOOP("Settings", "week"),
    "month": QT_TRANSLATE_NOOP("Settings", "month"),
}


def group(one: Group) -> str:
    """Return the heading of a group."""
    return _tr(_GROUPS[one])


def title(setting: Setting) -> str:
    """Return what a setting is called."""
    return _tr(setting.title)


def description(setting: Setting) -> str:
    """Return what a setting means."""
    return _tr(setting.description)


def choice(name: str) -> str:
    """Return what one of a few choices is called."""
    return _tr(_CHOICES[name])


def hour(number: int) -> str:
    """Return an hour of the day, from 0 to 24."""
    return _tr("midnight") if number == _WHOLE_DAY else phrases.clock(_NOON.replace(hour=number))


def weekday(day: Weekday, length: QLocale.FormatType = QLocale.FormatType.LongFormat) -> str:
    """Return what a day of the week is called."""
    return QLocale().dayName(list(Weekday).index(day) + 1, length)


def change_keys() -> str:
    """Return what the button says that shows every key."""
    return _tr("Show and change…")


def search_words(setting: Setting) -> str:
    """Return every word by which a setting is found."""
    named = [_tr(_CHOICES[one]) for one in setting.choices or ()]
    also = _tr(setting.also) if setting.also else ""
    name = setting.name.replace("_", " ")
    return " ".join([title(setting), description(setting), group(setting.group), also, name, *named])


def value(setting: Setting, value: Any) -> str:
    """Return a value of a setting as a person would say it."""
    return _SAID[setting.kind](value)


def _tr(text: str) -> str:
    return phrases.translated(_CONTEXT, text)


def _switch(is_on: bool) -> str:  # noqa: FBT001 - the value of the setting
    return _tr("on") if is_on else _tr("off")


def _minutes(minutes: int) -> str:
    return phrases.minutes(minutes) if minutes else _tr("never")


def _weekdays(days: Sequence[Weekday]) -> str:
    short = QLocale.FormatType.ShortFormat
    return ", ".join(weekday(day, short) for day in Weekday if day in days) or _tr("no day")


def _zone(name: str | None) -> str:
    return name or _tr("as the system")


def _sources(off: Sequence[str]) -> str:
    names = ", ".join(phrases.plain_line(tool_title(source) or source) for source in off)
    return _tr("all but %1").replace("%1", names) if off else _tr("all")


def _more_sources(on: Sequence[str]) -> str:
    return ", ".join(phrases.plain_line(tool_title(source) or source) for source in on) or _tr("none")


def _keys(own: Mapping[str, Sequence[str]]) -> str:
    if not own:
        return _tr("as at first")
    return "; ".join(f"{name} {', '.join(keys) or phrases.NONE_YET}" for name, keys in sorted(own.items()))


def _of_a_card(value: object) -> str:
    if isinstance(value, TokenWeights):
        weights = {name: getattr(value, name) for name in TokenWeights.__slots__}
        return ", ".join(f"{name} {number_in_words(weight)}" for name, weight in weights.items())
    if isinstance(value, int):
        return phrases.decimal(value)
    return choice(value) if isinstance(value, str) else _tr("none")


_SAID: Mapping[Kind, Callable[[Any], str]] = {
    Kind.SWITCH: _switch,
    Kind.REMEMBERED: _switch,
    Kind.CHOICE: choice,
    Kind.MINUTES: _minutes,
    Kind.SHARE: phrases.share,
    Kind.HOUR: hour,
    Kind.WEEKDAYS: _weekdays,
    Kind.ZONE: _zone,
    Kind.SOURCES: _sources,
    Kind.MORE_SOURCES: _more_sources,
    Kind.KEYS: _keys,
    Kind.OWN_CARD: _of_a_card,
}
