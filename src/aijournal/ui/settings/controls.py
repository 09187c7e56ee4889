"""What a setting is set with by a press: a switch, a few choices, or several that go together."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPushButton, QWidget

from aijournal.settings import Weekday
from aijournal.ui.settings import setting_words
from aijournal.ui.type_scale import CARD_GAP, SMALLEST_TARGET
from aijournal.ui.widgets.flow_layout import FlowLayout
from aijournal.ui.widgets.quiet_box import QuietBox


class Control(QWidget):
    """`given` carries a value that is to hold, `faulted` what keeps what was typed from holding, or nothing.

    One that `is_wide` stands under the words of its row instead of beside them.
    """

    given = Signal(object)
    faulted = Signal(str)
    is_wide = False

    def show_value(self, value: Any) -> None:
        """Show the value in force."""
        raise NotImplementedError

    def _hold(self, part: QWidget) -> None:
        """Be nothing but one part."""
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(part)
        self.setFocusProxy(part)


class Switch(Control):
    """On or off, and it says which."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box = QCheckBox()
        self.box.setAccessibleName(title)
        self._hold(self.box)
        self.box.toggled.connect(self._tell)
        self.box.clicked.connect(self._give)
        self._tell()

    def show_value(self, value: bool) -> None:  # noqa: FBT001 - the value of the setting
        """Show whether it is on."""
        self.box.setChecked(value)

    @Slot(bool)
    def _give(self, is_on: bool) -> None:  # noqa: FBT001 - the signal's own argument
        self.given.emit(is_on)

    @Slot()
    def _tell(self) -> None:
        self.box.setText(self.tr("On") if self.box.isChecked() else self.tr("Off"))


class OneOf(Control):
    """One of a few values, each with its words."""

    def __init__(self, title: str, choices: Mapping[Any, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values = tuple(choices)
        self.box = QuietBox()
        self.box.setAccessibleName(title)
        self.box.setMinimumHeight(SMALLEST_TARGET)
        self.box.addItems(list(choices.values()))
        self._hold(self.box)
        self.box.activated.connect(self._give)

    def show_value(self, value: Any) -> None:
        """Show the one that was chosen."""
        self.box.setCurrentIndex(self._values.index(value))

    @Slot(int)
    def _give(self, place: int) -> None:
        self.given.emit(self._values[place])


class _Several(Control):
    """A box to tick for each of several parts."""

    is_wide = True

    def __init__(self, title: str, parts: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(title)
        self.boxes: dict[str, QCheckBox] = {}
        flow = FlowLayout(self, gap=CARD_GAP)
        for part, words in parts.items():
            self.boxes[part] = box = QCheckBox(words)
            flow.addWidget(box)
            box.clicked.connect(self._give)
        if self.boxes:
            self.setFocusProxy(next(iter(self.boxes.values())))

    def _tick(self, ticked: Collection[str]) -> None:
        for part, box in self.boxes.items():
            box.setChecked(part in ticked)

    def _ticked(self) -> tuple[str, ...]:
        return tuple(part for part, box in self.boxes.items() if box.isChecked())

    @Slot()
    def _give(self) -> None:
        raise NotImplementedError


class Weekdays(_Several):
    """Some days of the week."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(title, {day: setting_words.weekday(day) for day in Weekday}, parent)

    def show_value(self, value: Sequence[Weekday]) -> None:
        """Tick the days."""
        self._tick(value)

    @Slot()
    def _give(self) -> None:
        self.given.emit(tuple(map(Weekday, self._ticked())))


class Sources(_Several):
    """The sources whose logs are read; what is kept are the others, those unknown here among them."""

    def __init__(self, title: str, sources: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(title, sources, parent)
        self._off: tuple[str, ...] = ()

    def show_value(self, value: Sequence[str]) -> None:
        """Tick the sources that are not off."""
        self._off = tuple(value)
        self._tick(self.boxes.keys() - set(value))

    @Slot()
    def _give(self) -> None:
        unknown = [source for source in self._off if source not in self.boxes]
        self.given.emit((*(one for one in self.boxes if one not in self._ticked()), *unknown))


class MoreSources(_Several):
    """The sources that are read although their format is not confirmed, those unknown here among them."""

    def __init__(self, title: str, sources: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(title, sources, parent)
        self._on: tuple[str, ...] = ()

    def show_value(self, value: Sequence[str]) -> None:
        """Tick the sources that are on."""
        self._on = tuple(value)
        self._tick(value)

    @Slot()
    def _give(self) -> None:
        unknown = [source for source in self._on if source not in self.boxes]
        self.given.emit((*self._ticked(), *unknown))


class Elsewhere(Control):
    """A button that leads to where the setting is set."""

    pressed = Signal()

    def __init__(self, title: str, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.button = QPushButton(words)
        self.button.setAccessibleName(f"{title}: {words}")
        self._hold(self.button)
        self.button.clicked.connect(self.pressed)

    def show_value(self, value: object) -> None:
        """Show nothing: that is seen there."""
