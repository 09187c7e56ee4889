"""The person's settings: one declared table, and a small file that holds what differs from the defaults."""

import os
import sys
import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field, fields
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any, Final, Literal, get_args, get_origin, get_type_hints
from zoneinfo import ZoneInfo

import msgspec
from msgspec import Meta

from aijournal.domain.mirror import Quota, QuotaPeriod
from aijournal.domain.tokens import DEFAULT_WEIGHTS, TokenWeights
from aijournal.errors import AijournalError
from aijournal.paths import make_private_folder

MOST_WEIGHT: Final = 1000.0
MOST_QUOTA: Final = 10**12
_LOCAL_TIME = Path("/etc/localtime")


class ColorScheme(StrEnum):
    """Which colours the window uses."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that a person can set; each field declares its title, meaning, range and default.

    `problems` says in one sentence each what a settings file held that cannot be used; the default is in
    force instead. It is no setting.
    """

    time_zone: Annotated[
        str | None,
        Meta(
            title="Time zone",
            description="Where your days begin and end, such as Europe/Lisbon; unset, the system's zone.",
        ),
    ] = None
    pause_minutes: Annotated[
        int,
        Meta(
            title="Pause between interactions",
            description="Prompts of one conversation with a longer pause between them, in minutes, are two "
            "interactions.",
            ge=1,
            le=1440,
        ),
    ] = 30
    audit_share: Annotated[
        float,
        Meta(
            title="Audit sample",
            description="The share of interactions drawn at random for assessment, which shows whether the "
            "ones you rate by yourself are typical.",
            ge=0.0,
            le=0.30,
        ),
    ] = 0.10
    weights: Annotated[
        TokenWeights,
        Meta(
            title="Token weights",
            description="How much one token of each kind weighs, in uncached input tokens; a change "
            "recomputes the whole history.",
        ),
    ] = DEFAULT_WEIGHTS
    color_scheme: Annotated[
        ColorScheme, Meta(title="Colours", description="Light, dark, or as the system is set.")
    ] = ColorScheme.SYSTEM
    quota_tokens: Annotated[
        Annotated[int, Meta(ge=1, le=MOST_QUOTA)] | None,
        Meta(
            title="A quota you were given",
            description="How many tokens others expect of you, all kinds counted as one; unset, nobody does. "
            "aijournal sets no target: the mirror alone looks at it, for work at the edge of the quota.",
        ),
    ] = None
    quota_per: Annotated[
        QuotaPeriod,
        Meta(
            title="Period of the quota",
            description="Whether they expect it of each week, Monday to Sunday, or of each calendar month.",
        ),
    ] = "week"
    lock_after_minutes: Annotated[
        int,
        Meta(
            title="Lock after",
            description="Minutes without a touch after which an encrypted journal locks itself; 0, never.",
            ge=0,
            le=1440,
        ),
    ] = 4
    sources_off: Annotated[
        tuple[str, ...],
        Meta(
            title="Sources switched off",
            description="Tools whose logs are not read unless they are named.",
        ),
    ] = ()
    allow_unsafe_place: Annotated[
        bool,
        Meta(
            title="Keep the journal in an unsafe place",
            description="Open a journal on another computer's disk or in a folder that a cloud keeps equal, "
            "although entries can be lost there.",
        ),
    ] = False
    problems: tuple[str, ...] = field(default=(), compare=False)

    def zone(self, environment: Mapping[str, str] = os.environ) -> ZoneInfo:
        """Return the zone of local days: the one that was set, else the system's."""
        return (find_zone(self.time_zone) if self.time_zone else None) or system_zone(environment)

    @property
    def quota(self) -> Quota | None:
        """The quota that the person was given, or `None`."""
        return None if self.quota_tokens is None else Quota(self.quota_tokens, self.quota_per)


@dataclass(frozen=True, slots=True)
class Setting:
    """How one setting is declared; `least`, `most` and `choices` are `None` where there is no such limit."""

    name: str
    title: str
    description: str
    default: Any
    type: Any
    least: float | None = None
    most: float | None = None
    choices: tuple[str, ...] | None = None


def _declared(name: str, default: object, hint: Any) -> Setting:
    kind, meta = get_args(hint)
    limits = next((part for part in _metas(kind) if part.ge is not None), meta)
    return Setting(name, meta.title, meta.description, default, hint, limits.ge, limits.le, _choices(kind))


def _metas(kind: Any) -> tuple[Any, ...]:
    """Return what is declared of the parts of a type that may be unset."""
    return tuple(part.__metadata__[0] for part in get_args(kind) if get_origin(part) is Annotated)


def _choices(kind: Any) -> tuple[str, ...] | None:
    if get_origin(kind) is Literal:
        return get_args(kind)
    return tuple(kind) if isinstance(kind, type) and issubclass(kind, StrEnum) else None


_HINTS = get_type_hints(Settings, include_extras=True)
SETTINGS: Final = tuple(
    _declared(one.name, one.default, _HINTS[one.name]) for one in fields(Settings) if one.name != "problems"
)


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
                problems.append(f"{path}: {setting.name} is not usable ({error}); the default is in force.")
    return Settings(**values, problems=tuple(problems))


def save_settings(path: Path, settings: Settings) -> None:
    """Write what differs from the defaults, all or nothing; what the file holds besides stays in it.

    Raises `AijournalError` if it cannot be written; the file is then as it was.
    """
    stored = dict(_read(path))
    for setting in SETTINGS:
        value = getattr(settings, setting.name)
        if value != setting.default:
            stored[setting.name] = _merged(stored.get(setting.name), msgspec.to_builtins(value))
        elif setting.name in stored and _is_usable(setting, stored[setting.name]):
            del stored[setting.name]
    _replace(path, msgspec.json.format(msgspec.json.encode(stored), indent=2) + b"\n")


def find_zone(name: str) -> ZoneInfo | None:
    """Return the time zone of a name such as `Europe/Lisbon`, or `None` if there is none."""
    with suppress(KeyError, ValueError, OSError):  # unknown; not a relative path; the name of a folder
        return ZoneInfo(name)
    return None


def system_zone(environment: Mapping[str, str] = os.environ, local_time: Path = _LOCAL_TIME) -> ZoneInfo:
    """Return the zone that `TZ` names, else the one that the system is set to, else UTC."""
    named = _zone_of_path(environment.get("TZ", "").removeprefix(":"))
    linked = _zone_of_path(str(local_time.resolve())) if local_time.is_symlink() else _windows_zone()
    return named or linked or ZoneInfo("UTC")


def _zone_of_path(name: str) -> ZoneInfo | None:
    """Return the zone of a name, or of a file of the system's time zone database."""
    key = name.rpartition("/zoneinfo/")[2]
    for variant in ("posix/", "right/"):
        key = key.removeprefix(variant)
    return find_zone(key) if key else None


if sys.platform == "win32":
    import ctypes

    def _windows_zone() -> ZoneInfo | None:
        """Ask the ICU library that Windows carries since version 1903; Windows' own names are others."""
        name = ctypes.create_unicode_buffer(128)
        error = ctypes.c_int(0)
        with suppress(OSError, AttributeError):
            ctypes.WinDLL("icu").ucal_getDefaultTimeZone(name, len(name), ctypes.byref(error))
        return find_zone(name.value) if name.value else None
else:

    def _windows_zone() -> ZoneInfo | None:
        return None


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
