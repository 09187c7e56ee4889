"""Giving an action other keys: what cannot be one, who has it already, and all keys of the person then."""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QKeySequence

from aijournal.ui.actions.action import QT_TRANSLATE_NOOP, Action, Scope
from aijournal.ui.actions.bindings import Bindings
from aijournal.ui.actions.keys import is_plain, normal

Own = Mapping[str, tuple[str, ...]]

_MOVING = frozenset(
    {"Up", "Down", "Left", "Right", "Home", "End", "PgUp", "PgDown", "Backspace", "Del", "Ins"}
)
_ALWAYS: Mapping[str, str] = {
    "Esc": QT_TRANSLATE_NOOP("Rebinding", "Esc goes back, everywhere."),
    "Tab": QT_TRANSLATE_NOOP("Rebinding", "Tab leads from one place to the next, everywhere."),
    "Backtab": QT_TRANSLATE_NOOP("Rebinding", "Tab leads from one place to the next, everywhere."),
    "Space": QT_TRANSLATE_NOOP("Rebinding", "The space bar presses buttons, and is pressed by accident."),
    "Return": QT_TRANSLATE_NOOP("Rebinding", "Enter presses the button, and ends the line, at the keyboard."),
}
_LISTS = frozenset({Scope.INBOX, Scope.ENTRIES, Scope.OWN_LIST})
_STANDARD = QKeySequence.StandardKey
_IN_TEXT = (
    _STANDARD.Copy,
    _STANDARD.Cut,
    _STANDARD.Paste,
    _STANDARD.SelectAll,
    _STANDARD.DeleteStartOfWord,
    _STANDARD.DeleteEndOfWord,
    _STANDARD.MoveToNextWord,
    _STANDARD.MoveToPreviousWord,
    _STANDARD.MoveToStartOfDocument,
    _STANDARD.MoveToEndOfDocument,
    _STANDARD.SelectNextWord,
    _STANDARD.SelectPreviousWord,
    _STANDARD.SelectStartOfDocument,
    _STANDARD.SelectEndOfDocument,
)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Rebinding", text)


def refusal(key: str, action: Action) -> str | None:
    """Return why a key cannot be an action's, or `None` where it can; the table's own keys always can."""
    if key in action.keys:
        return None
    bare = key.removeprefix("Shift+")
    is_of_list = action.scope in _LISTS
    if any(key in _keys_of(standard) for standard in _IN_TEXT):
        return _tr("A line to type in needs it.")
    if is_plain(key) and bare in _MOVING and not is_of_list:
        return _tr("It moves or deletes in lines and lists.")
    if is_plain(key) and action.scope.is_everywhere and bare not in _ALWAYS:
        return _tr("What works everywhere needs Ctrl or Alt: a plain key is something that one types.")
    return _tr(_ALWAYS[bare]) if bare in _ALWAYS else None


def holders(bindings: Bindings, action: Action, key: str) -> tuple[Action, ...]:
    """Return the other actions that a key is meant for where the action's keys work."""
    return tuple(
        other
        for other in bindings.actions
        if other.name != action.name and key in bindings.keys(other.name) and clash(action, other, key)
    )


def clash(one: Action, other: Action, key: str) -> bool:
    """Return whether one key cannot be both actions': a plain one of a page comes before the window's."""
    is_nearer = is_plain(key) and one.scope.is_everywhere is not other.scope.is_everywhere
    return one.scope.overlaps(other.scope) and not is_nearer


def rebound(bindings: Bindings, action: Action, key: str) -> Own:
    """Return the person's keys with this one for the action, in place of all that it had."""
    return _changed(bindings, {action.name: (key,)})


def without_keys(bindings: Bindings, action: Action) -> Own:
    """Return the person's keys with none for the action."""
    return _changed(bindings, {action.name: ()})


def swapped(bindings: Bindings, action: Action, key: str) -> Own:
    """Return the person's keys with this one for the action, and the action's first one for who had it.

    Who had it keeps its other keys; where it cannot have the action's first one, it is left without.
    """
    changes: dict[str, tuple[str, ...]] = {action.name: (key,)}
    for holder in holders(bindings, action, key):
        rest = tuple(one for one in bindings.keys(holder.name) if one != key)
        given = tuple(one for one in bindings.keys(action.name)[:1] if refusal(one, holder) is None)
        changes[holder.name] = rest or given
    return _changed(bindings, changes)


def reset(bindings: Bindings, action: Action) -> Own:
    """Return the person's keys with the table's for the action, and for whoever had taken one of those."""
    own = {name: tuple(keys) for name, keys in bindings.own.items() if name != action.name}
    again = [action]
    while again:
        one = again.pop()
        for other in bindings.actions:
            if any(key in own.get(other.name, ()) and clash(one, other, key) for key in one.keys):
                del own[other.name]
                again.append(other)
    return own


def _changed(bindings: Bindings, changes: Mapping[str, tuple[str, ...]]) -> Own:
    """Return the person's keys with changes; what is the table's again is left out, unknown names stay."""
    own = {name: tuple(keys) for name, keys in bindings.own.items()} | dict(changes)
    defaults = {action.name: action.keys for action in bindings.actions}
    return {name: keys for name, keys in own.items() if defaults.get(name) != keys}


def _keys_of(standard: QKeySequence.StandardKey) -> list[str]:
    portable = QKeySequence.SequenceFormat.PortableText
    return [normal(one.toString(portable)) for one in QKeySequence.keyBindings(standard)]
