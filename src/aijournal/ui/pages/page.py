"""What every page is: one column on the warm ground that scrolls, and turns narrow where it must."""

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QScrollArea, QVBoxLayout, QWidget

from aijournal.errors import AijournalError
from aijournal.ui.actions.actions import Acts
from aijournal.ui.theme import Theme
from aijournal.ui.type_scale import CARD_GAP, GRID, PAGE_EDGE

_NARROW_EM = 52


class Page(QScrollArea):
    """Rows of the page that were made by `row` become columns where the page is narrow.

    What was done is `said`, and whether it can be taken back; what went wrong has `failed`. The other signals
    ask the window for what lies on another page, or tell it what it shows itself; a page needs few of them.
    """

    said = Signal(str, bool)
    failed = Signal(AijournalError)
    today_asked = Signal()
    mirror_asked = Signal()
    entry_asked = Signal(object)  # an Entry
    entries_asked = Signal(object, str, object)  # numbers, what they are behind, and one entry or None
    keys_asked = Signal()
    export_asked = Signal(object)  # the Path of one to look at
    waiting_counted = Signal(int)
    backed_up = Signal(object)  # a Backup
    grown = Signal(QWidget)  # a part that was built later

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._rows: list[QBoxLayout] = []
        content = QWidget()
        content.setProperty("role", "ground")
        self.column = QVBoxLayout(content)
        self.column.setContentsMargins(PAGE_EDGE, PAGE_EDGE - GRID, PAGE_EDGE, PAGE_EDGE)
        self.column.setSpacing(CARD_GAP)
        self.setWidget(content)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)  # better than words cut off
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        # A slot that a page has anew would be called after the page is gone.
        theme.changed.connect(self._arrange_anew)

    @property
    def is_narrow(self) -> bool:
        """Whether there is too little room for things side by side."""
        return self.width() < _NARROW_EM * self._theme.type.em

    def turn(self, row: QBoxLayout) -> None:
        """Let a row that was made elsewhere become a column where the page is narrow."""
        self._rows.append(row)

    def row(self, gap: int = CARD_GAP) -> QBoxLayout:
        """Return a layout whose parts stand side by side where there is room, else below one another."""
        row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        row.setSpacing(gap)
        self.turn(row)
        return row

    def focus_target(self) -> QWidget:
        """Return where the keyboard was when the page was left, or where it is first of use."""
        left = self.focusWidget()
        return self.first_focus() if left in (None, self, self.widget()) else left

    def first_focus(self) -> QWidget:
        """Return the widget that is first of use; each page names its own."""
        raise NotImplementedError

    def acts(self) -> Acts:
        """Return what can be done on the page by name, with a row for each in the table of actions."""
        return {}

    def can_run(self, name: str) -> bool:
        """Return whether an act of the page means something at the moment; the palette leaves out others."""
        return name in self.acts()

    def look_again(self) -> None:
        """Look again, because the person comes back to the window; for pages that grow old by themselves."""

    def event(self, event: QEvent) -> bool:
        """Look again when the person comes back to the window."""
        if event.type() == QEvent.Type.WindowActivate:
            self.look_again()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's own name
        """Arrange the page for its new width."""
        super().resizeEvent(event)
        self.arrange()

    @Slot()
    def _arrange_anew(self) -> None:
        self.arrange()

    @Slot()
    def arrange(self) -> None:
        """Turn rows into columns where they need it, and back."""
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        for row in self._rows:
            row.setDirection(down if self.is_narrow else across)
