"""What lies over the window to find an action or a key; each is built when it is first asked for."""

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from aijournal.ui.actions.actions import Actions
from aijournal.ui.theme import Theme

if TYPE_CHECKING:
    from aijournal.ui.actions.overlay import Overlay
    from aijournal.ui.actions.palette import Palette
    from aijournal.ui.actions.shortcut_sheet import ShortcutSheet


class Overlays(QObject):
    """The palette and the sheet of keys of one window; `own_keys_asked` is the sheet's."""

    own_keys_asked = Signal(str, str, object)

    def __init__(self, theme: Theme, actions: Actions, window: QWidget) -> None:
        super().__init__(window)
        self._theme = theme
        self._actions = actions
        self._window = window
        self._built: list[Overlay] = []

    @cached_property
    def palette(self) -> "Palette":
        """Every action by name."""
        from aijournal.ui.actions.palette import Palette

        palette = Palette(self._theme, self._actions, self._window)
        self._built.append(palette)
        return palette

    @cached_property
    def sheet(self) -> "ShortcutSheet":
        """Every key, and how it becomes another."""
        from aijournal.ui.actions.shortcut_sheet import ShortcutSheet

        sheet = ShortcutSheet(self._theme, self._actions.bindings, self._window)
        sheet.own_keys_asked.connect(self.own_keys_asked)
        self._built.append(sheet)
        return sheet

    @Slot()
    def ask_palette(self) -> None:
        """Show the palette."""
        self.palette.ask()

    @Slot()
    def ask_sheet(self) -> None:
        """Show the sheet of keys."""
        self.sheet.ask()

    def place(self) -> None:
        """Let what is open cover the window again, which has another size now."""
        for overlay in self._built:
            overlay.place()

    def close(self) -> None:
        """Close what is open."""
        for overlay in self._built:
            overlay.close()
