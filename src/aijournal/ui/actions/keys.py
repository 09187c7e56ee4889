"""Keys by their portable names: one name for one key, however it was pressed."""

import re
from typing import Final

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

_CHORD: Final = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)
_CHORD_NAMES: Final = re.compile(r"(Ctrl|Alt|Meta)\+|F\d+$")
_PORTABLE: Final = QKeySequence.SequenceFormat.PortableText


def key_of(event: QKeyEvent) -> str:
    """Return the portable name of what was pressed, or an empty text for a modifier alone.

    A printable key is named by what it writes, in capitals, so that `?` is `?` on every keyboard.
    """
    text = event.text()
    if not event.modifiers() & _CHORD and text.isprintable() and text.strip():
        return text.upper()
    key = Qt.Key(event.key())
    if key in (Qt.Key.Key_Control, Qt.Key.Key_Shift, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_unknown):
        return ""
    if key is Qt.Key.Key_Enter:
        key = Qt.Key.Key_Return
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return QKeySequence(QKeyCombination(modifiers, key)).toString(_PORTABLE)


def normal(key: str) -> str:
    """Return the portable name as Qt writes it, or an empty text for what is no single key."""
    sequence = QKeySequence.fromString(key, _PORTABLE)
    return sequence.toString(_PORTABLE) if sequence.count() == 1 else ""


def is_plain(key: str) -> bool:
    """Whether a line to type in may want it: it has no Ctrl, Alt or Meta, and is no function key."""
    return _CHORD_NAMES.search(key) is None


def native(key: str) -> str:
    """Return a key as the person's system writes it."""
    return QKeySequence.fromString(key, _PORTABLE).toString(QKeySequence.SequenceFormat.NativeText)
