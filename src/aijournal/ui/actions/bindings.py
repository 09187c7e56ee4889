"""Which keys do what: the table's, and in place of them the person's own."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeyEvent

from aijournal.ui.actions.action import Action, Scope
from aijournal.ui.actions.keys import key_of, native, normal
from aijournal.ui.actions.table import ACTIONS

OwnKeys = Mapping[str, Sequence[str]]
"""Keys by the name of their action; none at all where an action shall have no key."""

NO_OWN_KEYS: Final[OwnKeys] = MappingProxyType({})


class Bindings(QObject):
    """The keys in force; `changed` says that they are others now, so that what shows keys can follow."""

    changed = Signal()

    def __init__(
        self,
        own: OwnKeys = NO_OWN_KEYS,
        actions: Sequence[Action] = ACTIONS,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._actions = {action.name: action for action in actions}
        self._keys: dict[str, tuple[str, ...]] = {}
        self._named: dict[Scope, dict[str, str]] = {}
        self.own = own
        self._read()

    @property
    def actions(self) -> tuple[Action, ...]:
        """Every action there is, in the order of the table."""
        return tuple(self._actions.values())

    def names_in(self, *scopes: Scope) -> tuple[str, ...]:
        """Return the names of the actions of some scopes, in the order of the table."""
        return tuple(action.name for action in self._actions.values() if action.scope in scopes)

    def keys(self, name: str) -> tuple[str, ...]:
        """Return the keys of an action, by their portable names."""
        return self._keys[name]

    def shown(self, name: str) -> str:
        """Return the first key of an action as the person's system writes it, or an empty text."""
        keys = self._keys[name]
        return native(keys[0]) if keys else ""

    def find(self, event: QKeyEvent, *scopes: Scope) -> str | None:
        """Return the name of the action that a key is meant for, in the first scope that knows it.

        A key that is held down is meant for nothing more, unless its action repeats.
        """
        name = self.named(key_of(event), *scopes)
        is_held = event.isAutoRepeat() and name is not None and not self._actions[name].repeats
        return None if is_held else name

    def named(self, key: str, *scopes: Scope) -> str | None:
        """Return the name of the action of a key, in the first of some scopes that knows it."""
        return next((self._named[scope][key] for scope in scopes if key in self._named[scope]), None)

    def hold(self, own: OwnKeys) -> None:
        """Let other keys of the person's own be in force."""
        if own != self.own:
            self.own = own
            self._read()
            self.changed.emit()

    def _read(self) -> None:
        """Take the person's keys, as far as they are keys, and else the table's."""
        self._named = {scope: {} for scope in Scope}
        for action in self._actions.values():
            own = self.own.get(action.name)
            keys = action.keys if own is None else tuple(key for key in map(normal, own) if key)
            self._keys[action.name] = action.keys if own and not keys else keys
            for key in self._keys[action.name]:
                self._named[action.scope].setdefault(key, action.name)
