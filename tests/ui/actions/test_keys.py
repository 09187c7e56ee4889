import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

from aijournal.ui.actions.keys import is_plain, key_of, normal

_NONE = Qt.KeyboardModifier.NoModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_CTRL = Qt.KeyboardModifier.ControlModifier
_PAD = Qt.KeyboardModifier.KeypadModifier


@pytest.mark.parametrize(
    ("key", "modifiers", "text", "name"),
    [
        (Qt.Key.Key_J, _NONE, "j", "J"),
        (Qt.Key.Key_J, _SHIFT, "J", "J"),
        (
            Qt.Key.Key_Ampersand,
            _NONE,
            "1",
            "1",
        ),  # as on a French keyboard with Caps Lock
        (Qt.Key.Key_Question, _SHIFT, "?", "?"),
        (Qt.Key.Key_4, _PAD, "4", "4"),
        (Qt.Key.Key_Return, _NONE, "\r", "Return"),
        (Qt.Key.Key_Enter, _PAD, "\r", "Return"),
        (Qt.Key.Key_Delete, _NONE, "\x7f", "Del"),
        (Qt.Key.Key_Space, _NONE, " ", "Space"),
        (Qt.Key.Key_K, _CTRL, "\x0b", "Ctrl+K"),
        (Qt.Key.Key_K, _CTRL | _SHIFT, "\x0b", "Ctrl+Shift+K"),
        (Qt.Key.Key_Down, _PAD, "", "Down"),
        (Qt.Key.Key_F2, _NONE, "", "F2"),
        (Qt.Key.Key_Control, _CTRL, "", ""),
        (Qt.Key.Key_Shift, _SHIFT, "", ""),
    ],
)
def test_one_key_has_one_name(key: Qt.Key, modifiers: Qt.KeyboardModifier, text: str, name: str) -> None:
    assert key_of(QKeyEvent(QEvent.Type.KeyPress, key, modifiers, text)) == name


@pytest.mark.parametrize(
    ("written", "name"),
    [("ctrl+shift+s", "Ctrl+Shift+S"), ("j", "J"), ("nonsense", ""), ("", ""), ("Ctrl+K, Ctrl+J", "")],
)
def test_names_are_written_as_qt_writes_them(written: str, name: str) -> None:
    assert normal(written) == name


@pytest.mark.parametrize("key", ["J", "?", "Del", "Shift+Del", "Return", "/", "Down"])
def test_a_line_may_want_what_is_plain(key: str) -> None:
    assert is_plain(key)


@pytest.mark.parametrize("key", ["Ctrl+J", "Alt+Up", "Meta+1", "F5", "Shift+F10", "Ctrl+Shift+?"])
def test_chords_and_function_keys_are_not_plain(key: str) -> None:
    assert not is_plain(key)
