"""Someone at the window with a keyboard and no mouse: keys go where the system would hand them over."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from aijournal.journal.journal import Journal
from aijournal.paths import Paths
from aijournal.ui.app import App
from aijournal.ui.screen import Screen
from tests.ui.stage import with_journal
from tests.ui.walking import spoken_name

Result = TypeVar("Result")
Chord = tuple[Qt.Key, Qt.KeyboardModifier]

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
LOG, UNDO, READ = (Qt.Key.Key_N, CONTROL), (Qt.Key.Key_Z, CONTROL), (Qt.Key.Key_R, CONTROL)
REDO = (Qt.Key.Key_Z, CONTROL | SHIFT)

_FARTHEST = 150  # stops of the keyboard on the longest page, and some
_SLOW = 20_000  # ms


class Hands:
    """Presses keys on the window itself, whoever has the keyboard in it; what they reach is told by its name.

    `pressed` counts the keys.
    """

    def __init__(self, app: App, paths: Paths, qtbot: QtBot) -> None:
        self.app = app
        self.pressed = 0
        self._paths = paths
        self._qtbot = qtbot
        app.window.resize(1_600, 900)
        app.show()
        qtbot.waitUntil(app.window.today.quick_log._line.hasFocus)

    @property
    def on(self) -> str:
        """What a screen reader calls what the keyboard is on."""
        widget = QApplication.focusWidget()
        return spoken_name(widget) if widget is not None else ""

    @property
    def toast(self) -> str:
        """What was said in passing."""
        return self.app.window.toast._words.text()

    def press(self, *keys: Qt.Key | Chord) -> None:
        """Press keys one after the other."""
        window = self.app.window.windowHandle()
        for key in keys:
            QTest.keyClick(window, *(key if isinstance(key, tuple) else (key,)))
            self.pressed += 1

    def type(self, text: str) -> None:
        """Type a text; a capital letter is one key."""
        window = self.app.window.windowHandle()
        for letter in text:
            QTest.keyClick(window, ord(letter))
            self.pressed += 1

    def go(self, screen: Screen) -> None:
        """Turn to a screen by its key."""
        self.press((Qt.Key(Qt.Key.Key_1 + screen), CONTROL))
        assert self.app.window.shown_screen is screen

    def tab_to(self, name: str) -> None:
        """Press Tab until the keyboard is on what is called so; fails with what was met on the way."""
        met = []
        for _ in range(_FARTHEST):
            self.press(Qt.Key.Key_Tab)
            if self.on == name:
                return
            met.append(self.on)
        raise AssertionError(f"{name!r} was not reached; these were: {met}")

    def until(self, is_so: Callable[[], bool]) -> None:
        """Wait until something is so."""
        self._qtbot.waitUntil(is_so, timeout=_SLOW)

    def told(self, words: str) -> None:
        """Wait until something is said in passing."""
        self.until(lambda: words in self.toast)

    def known(self, asked: Callable[[Journal], Result]) -> Result:
        """Ask the journal as another program would, by a connection of its own."""
        return with_journal(self._paths, asked)
