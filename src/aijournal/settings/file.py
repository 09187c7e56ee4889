"""The small file that holds what differs from the defaults."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import asdict, is_dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

import msgspec

from aijournal.domain.tokens import TokenWeights
from aijournal.errors import AijournalError
from aijournal.paths import make_private_folder, replace_private_file
from aijournal.settings.declared import MOST_WEIGHT, Problem, Settings, Weekday
from aijournal.settings.table import SETTINGS, Setting
from aijournal.settings.zones import find_zone


def load_settings(path: Path) -> Settings:
    """Return the settings in a file; the defaults if there is none, and for values that cannot be used.

    Raises `AijournalError` if the file cannot be read at all; it is left as it is.
    """
    stored = _read(path)
    values: dict[str, Any] = {}
    problems = []
    for setting in SETTINGS:
        if setting.name in stored:
            try:
                values[setting.name] = _checked(setting, stored[setting.name])
            except ValueError as error:
                problems.append(_problem(path, setting.name, stored[setting.name], error))
    if contradiction := _contradiction(Settings(**values)):
        at_fault = [name for name in _HOURS if name in values]
        problems += [_problem(path, name, stored[name], ValueError(contradiction)) for name in at_fault]
        values = {name: value for name, value in values.items() if name not in _HOURS}
    return Settings(**values, problems=tuple(problems))


def _problem(path: Path, name: str, stored: object, error: ValueError) -> Problem:
    return Problem(path, name, msgspec.json.encode(stored).decode(), str(error))


def save_settings(path: Path, settings: Settings, chosen: Collection[str] = ()) -> None:
    """Write what differs from the defaults, all or nothing; what the file holds besides stays in it.

    A value that cannot be used stays in the file too, unless its setting is among those that the person has
    `chosen` now: a default that is chosen takes its place.

    Raises `AijournalError` if it cannot be written; the file is then as it was.
    """
    stored = dict(_read(path))
    unusable = {one.name for one in load_settings(path).problems}
    for setting in SETTINGS:
        value = getattr(settings, setting.name)
        if value != setting.default:
            written = msgspec.to_builtins(value)
            before = stored.get(setting.name) if is_dataclass(value) else None
            stored[setting.name] = _merged(before, written)
        elif setting.name in stored and (setting.name in chosen or setting.name not in unusable):
            del stored[setting.name]
    _replace(path, msgspec.json.format(msgspec.json.encode(stored), indent=2) + b"\n")


def _read(path: Path) -> Mapping[str, Any]:
    try:
        return msgspec.json.decode(path.read_bytes(), type=dict[str, Any])
    except FileNotFoundError:
        return MappingProxyType({})
    except (OSError, msgspec.DecodeError, UnicodeDecodeError) as error:
        raise AijournalError(
            "The settings cannot be read",
            f"{path}: {error}. The file was left as it is; repair it, or move it away to start with the "
            "defaults.",
        ) from error


def _checked(setting: Setting, stored: object) -> object:
    """Return a stored value as the setting's type; raises `ValueError` saying what is wrong with it."""
    value = msgspec.convert(stored, setting.type)
    fault = _FAULTS.get(setting.name, _no_fault)(value)
    if fault:
        raise ValueError(fault)
    return value


def _no_fault(_: object) -> str | None:
    return None


def _zone_fault(name: str | None) -> str | None:
    return None if name is None or find_zone(name) else f"there is no time zone {name}"


def _weights_fault(weights: TokenWeights) -> str | None:
    all_weights = asdict(weights).values()
    if not all(0 <= weight <= MOST_WEIGHT for weight in all_weights):
        return f"weights go from 0 to {MOST_WEIGHT:.0f}"
    return None if any(all_weights) else "one weight at least must be above 0"


def _days_fault(days: tuple[Weekday, ...]) -> str | None:
    return None if len(set(days)) == len(days) else "a day is named twice"


def _sources_fault(sources: tuple[str, ...]) -> str | None:
    if not all(name.strip() for name in sources):
        return "a source has no name"
    return None if len(set(sources)) == len(sources) else "a source is named twice"


def _shortcuts_fault(shortcuts: Mapping[str, tuple[str, ...]]) -> str | None:
    if not all(action.strip() for action in shortcuts):
        return "an action has no name"
    return None if all(key.strip() for keys in shortcuts.values() for key in keys) else "a key has no name"


def _contradiction(settings: Settings) -> str | None:
    """Return why settings that can be used one by one cannot be used together."""
    begin, end = settings.reminder_from_hour, settings.reminder_until_hour
    return None if begin < end else f"there is no time from {begin} to {end} o’clock"


_HOURS = ("reminder_from_hour", "reminder_until_hour")
_FAULTS: Mapping[str, Callable[[Any], str | None]] = {
    "time_zone": _zone_fault,
    "weights": _weights_fault,
    "reminder_days": _days_fault,
    "sources_off": _sources_fault,
    "sources_on": _sources_fault,
    "shortcuts": _shortcuts_fault,
}


def _merged(stored: object, value: object) -> object:
    """Keep what a newer version wrote beside a value's own parts."""
    return {**stored, **value} if isinstance(stored, dict) and isinstance(value, dict) else value


def _replace(path: Path, content: bytes) -> None:
    target = path.resolve()  # a link, as people with dotfiles have it, stays one
    try:
        make_private_folder(target.parent)
        replace_private_file(target, content)
    except OSError as error:
        raise AijournalError(
            "The settings could not be saved",
            f"{path}: {error.strerror or error}. The settings from before are still in the file.",
        ) from error
