"""The quick-log line with what was understood of it."""

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QVBoxLayout, QWidget

from aijournal.ui.clock import Clock
from aijournal.ui.first_paint import FirstPaint
from aijournal.ui.quick_log.line_edit import EntryLineEdit
from aijournal.ui.theme import Theme
from aijournal.ui.type_scale import CARD_GAP, GRID, SIBLING_GAP, SMALLEST_TARGET
from aijournal.ui.widgets.labels import plain_label

if TYPE_CHECKING:
    from aijournal.domain.entry_line import Chip, EntryLine
    from aijournal.ui.quick_log.chip_row import ChipRow

_NARROW_EM = 44


class QuickLog(QFrame):
    """Enter asks to save; the line is cleared only when told that it was saved. Esc keeps the draft."""

    save_asked = Signal(object)  # an EntryLine
    edited = Signal(str)
    left = Signal()
    went_down = Signal()

    def __init__(self, theme: Theme, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "entry")
        self.setProperty("focused", True)  # as it is when it is first seen, or else at once after
        self._theme = theme
        self._clock = clock
        self._chips: tuple[Chip, ...] = ()
        self._saving = ""
        self._line = EntryLineEdit(theme)
        self._grammar = plain_label(role="small", wraps=True)
        self._hint = plain_label(role="small")
        self._under = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._lay_out()
        self.setFocusProxy(self._line)
        self._line.textChanged.connect(self._understand)
        self._line.textChanged.connect(self.edited)
        self._line.returnPressed.connect(self.save)
        self._line.left.connect(self.left)
        self._line.went_down.connect(self.went_down)
        self._line.focus_changed.connect(self._show_focus)
        FirstPaint(self).done.connect(self._look_for_focus)
        theme.changed.connect(self._understand_again)

    @property
    def text(self) -> str:
        """The draft."""
        return self._line.text()

    def type(self, text: str) -> None:
        """Put a draft into the line."""
        self._line.setText(text)

    def restore(self, text: str) -> None:
        """Put back what was typed before the program ended, unless something stands there already."""
        if text and not self.text:
            self.type(text)

    def take_focus(self) -> None:
        """Put the caret into the line."""
        self._line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def tell_saved(self) -> None:
        """Clear what was saved; what was typed since stays."""
        text, saved = self._line.text(), self._saving
        self._saving = ""
        self._line.setText(text[len(saved) :].lstrip() if text.startswith(saved) else text)

    def tell_failed(self) -> None:
        """Keep the draft, so that Enter can try again."""
        self._saving = ""

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's own name
        """Set the hint under the chips where the line is narrow."""
        super().resizeEvent(event)
        is_narrow = self.width() < _NARROW_EM * self._theme.type.em
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._under.setDirection(down if is_narrow else across)

    def _lay_out(self) -> None:
        self._line.setPlaceholderText(self.tr("What did you just do with AI?"))
        self._line.setAccessibleName(self.tr("Quick log"))
        self._grammar.setText(
            self.tr("#project  @tool  !task  +2 helped a lot  20m  12k tokens  yesterday 14:00")
        )
        self._hint.setText(self.tr("Enter saves · Esc keeps the draft"))
        self._under.setSpacing(SIBLING_GAP)
        self._under.addWidget(self._grammar, 1)
        self._under.addWidget(self._hint, 0, Qt.AlignmentFlag.AlignTop)
        self._grammar.setMinimumHeight(SMALLEST_TARGET)
        self._hint.setMinimumHeight(SMALLEST_TARGET)
        column = QVBoxLayout(self)
        column.setContentsMargins(CARD_GAP, SIBLING_GAP + GRID, CARD_GAP, SIBLING_GAP)
        column.setSpacing(GRID)
        column.addWidget(self._line)
        column.addLayout(self._under)

    @Slot(str)
    def _understand(self, text: str) -> None:
        self._chips = self._read(text).chips
        self._line.color_words(self._chips)
        self._show_chips()

    def _read(self, text: str) -> "EntryLine":
        from aijournal.domain.entry_line import parse_entry_line

        return parse_entry_line(text, self._clock.local())

    @Slot()
    def _understand_again(self) -> None:
        self._understand(self._line.text())

    @Slot()
    def save(self) -> None:
        """Ask to save what stands in the line, unless that is nothing, or is being saved."""
        text = self._line.text()
        if not text.strip() or self._saving:
            return
        self._saving = text
        self.save_asked.emit(self._read(text))

    @Slot()
    def _look_for_focus(self) -> None:
        self._show_focus(self._line.hasFocus())

    @Slot(bool)
    def _show_focus(self, has_focus: bool) -> None:  # noqa: FBT001 - the signal's own argument
        if self.property("focused") == has_focus:
            return
        self.setProperty("focused", has_focus)
        self.style().unpolish(self)
        self.style().polish(self)

    @cached_property
    def _understood(self) -> "ChipRow":
        from aijournal.ui.quick_log.chip_row import ChipRow

        row = ChipRow(self._theme, self._line)
        row.removed.connect(self._take_out)
        self._under.insertWidget(1, row, 1)
        return row

    def _show_chips(self) -> None:
        if self._chips or "_understood" in vars(self):
            self._understood.show_chips(self._chips)
            self._understood.setVisible(bool(self._chips))
        self._grammar.setVisible(not self._chips)

    @Slot(object)
    def _take_out(self, chip: "Chip") -> None:
        text = self._line.text()
        self._line.selectAll()
        # Put in as if it was typed, so that undo brings the words back.
        self._line.insert(f"{text[: chip.start].rstrip()} {text[chip.end :].lstrip()}".strip())
        self.take_focus()
