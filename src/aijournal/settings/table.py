"""The one table of settings, made of their declarations."""

from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Annotated, Any, Final, Literal, get_args, get_origin, get_type_hints

from aijournal.settings.declared import Group, Kind, Settings


@dataclass(frozen=True, slots=True)
class Setting:
    """How one setting is declared; `least`, `most` and `choices` are `None` where there is no such limit.

    `also` are other words that people look for it by.
    """

    name: str
    title: str
    description: str
    default: Any
    type: Any
    group: Group
    kind: Kind
    also: str = ""
    least: float | None = None
    most: float | None = None
    choices: tuple[str, ...] | None = None


def _declared(name: str, default: object, hint: Any) -> Setting:
    kind, meta, listed = get_args(hint)
    limits = next((part for part in _metas(kind) if part.ge is not None), meta)
    return Setting(
        name,
        meta.title,
        meta.description,
        default,
        hint,
        listed.group,
        listed.kind,
        listed.also,
        limits.ge,
        limits.le,
        _choices(kind),
    )


def _metas(kind: Any) -> tuple[Any, ...]:
    """Return what is declared of the parts of a type that may be unset."""
    return tuple(part.__metadata__[0] for part in get_args(kind) if get_origin(part) is Annotated)


def _choices(kind: Any) -> tuple[str, ...] | None:
    if get_origin(kind) is Literal:
        return get_args(kind)
    return tuple(kind) if isinstance(kind, type) and issubclass(kind, StrEnum) else None


_HINTS = get_type_hints(Settings, include_extras=True)
_DEFAULTS: Final = Settings()
SETTINGS: Final = tuple(
    _declared(one.name, getattr(_DEFAULTS, one.name), _HINTS[one.name])
    for one in fields(Settings)
    if one.name != "problems"
)
