"""The small file that holds what differs from the defaults."""

import os
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import asdict, is_dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

import msgspec

from aijournal.domain.tokens import TokenWeights
from aijournal.errors import AijournalError
from aijournal.paths import make_private_folder
from aijournal.settings.declared import MOST_WEIGHT, Problem, Settings
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
    return Settings(**values, problems=tuple(problems))


def _problem(path: Path, name: str, stored: object, error: ValueError) -> Problem:
    return Problem(path, name, msgspec.json.encode(stored).decode(), str(error))


def save_settings(path: Path, settings: Settings) -> None:
    """Write what differs from the defaults, all or nothing; what the file holds besides stays in it.

    Raises `AijournalError` if it cannot be written; the file is then as it was.
    """
    stored = dict(_read(path))
    for setting in SETTINGS:
        value = getattr(settings, setting.name)
        if value != setting.default:
            written = msgspec.to_builtins(value)
            before = stored.get(setting.name) if is_dataclass(value) else None
            stored[setting.name] = _merged(before, written)
        elif setting.name in stored and _is_usable(setting, stored[setting.name]):
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


def _is_usable(setting: Setting, stored: object) -> bool:
    try:
        _checked(setting, stored)
    except ValueError:
        return False
    return True


def _no_fault(_: object) -> str | None:
    return None


def _zone_fault(name: str | None) -> str | None:
    return None if name is None or find_zone(name) else f"there is no time zone {name}"


def _weights_fault(weights: TokenWeights) -> str | None:
    all_weights = asdict(weights).values()
    if not all(0 <= weight <= MOST_WEIGHT for weight in all_weights):
        return f"weights go from 0 to {MOST_WEIGHT:.0f}"
    return None if any(all_weights) else "one weight at least must be above 0"


_FAULTS: Mapping[str, Callable[[Any], str | None]] = {"time_zone": _zone_fault, "weights": _weights_fault}


def _merged(stored: object, value: object) -> object:
    """Keep what a newer version wrote beside a value's own parts."""
    return {**stored, **value} if isinstance(stored, dict) and isinstance(value, dict) else value


def _replace(path: Path, content: bytes) -> None:
    """Put a new file in place of the old one in one step, private to its owner from the start."""
    target = path.resolve()  # a link, as people with dotfiles have it, stays one
    try:
        make_private_folder(target.parent)
        descriptor, name = tempfile.mkstemp(prefix=f"{target.name}.", dir=target.parent)
        temporary = Path(name)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(target)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        raise AijournalError(
            "The settings could not be saved",
            f"{path}: {error.strerror or error}. The settings from before are still in the file.",
        ) from error
