"""The sidebar: the pages there are, and at its foot where the journal lies and when it was backed up."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from aijournal.ui.icons import app_icon, tinted_icon
from aijournal.ui.theme import Theme
from aijournal.ui.type_scale import CARD_GAP, GRID, SIBLING_GAP
from aijournal.ui.widgets.card import rule
from aijournal.ui.widgets.elided_label import ElidedLabel
from aijournal.ui.widgets.labels import plain_label

MOST_COUNTED = 999  # of what waits; how many more there are helps nobody
_WIDTH_EM, _MOST_WIDTH_EM = 11, 18
_BADGE_EM = 3
_EDGE = CARD_GAP - GRID
_MARK_EM = 1.5
_ICON_EM = 1.1
_TAB_STOP, _NO_TAB_STOP = Qt.FocusPolicy.StrongFocus, Qt.FocusPolicy.ClickFocus
_LINE = 1  # at the edge, as wide as the style sheet says


@dataclass(frozen=True, slots=True)
class PageName:
    """A page as the sidebar shows it: its words and its icon."""

    words: str
    icon: str


class Sidebar(QFrame):
    """One button for each page; the first may carry the count of what waits."""

    page_chosen = Signal(int)

    def __init__(
        self, theme: Theme, pages: Sequence[PageName], journal: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "sidebar")
        self._theme = theme
        self._pages = tuple(pages)
        self._group = QButtonGroup(self)
        self._area = _area()
        self._badge = plain_label(role="badge")
        self._badge.hide()
        self._mark = plain_label()
        self._demo = plain_label(self.tr("Sample data"), "badge")
        self._demo.hide()
        self.discreet = plain_label(self.tr("Discreet: contents are hidden"), "badge", wraps=True)
        self.discreet.hide()
        self.backup = plain_label(role="small", wraps=True)
        self.backup.hide()
        self._lay_out(journal)
        self._group.idClicked.connect(self.page_chosen)
        theme.changed.connect(self._dress)
        self._dress()

    @property
    def last_button(self) -> QAbstractButton:
        """The button after which the keyboard leaves the sidebar."""
        return self._group.buttons()[-1]

    def show_page(self, index: int) -> None:
        """Mark the page that is shown."""
        self._group.button(index).setChecked(True)
        self._area.ensureWidgetVisible(self._group.button(index))
        # Tab leads to the page that is shown, and the arrows from there on; Qt sees to it on a click alone.
        for place, button in enumerate(self._group.buttons()):
            button.setFocusPolicy(_TAB_STOP if place == index else _NO_TAB_STOP)

    @Slot(int)
    def show_waiting(self, count: int) -> None:
        """Show how many entries wait, for eyes and for screen readers."""
        told = str(count) if count <= MOST_COUNTED else f"{MOST_COUNTED}+"
        self._badge.setText(told)
        self._badge.setVisible(count > 0)
        words = self._pages[0].words
        waiting = self.tr("%1, %2 waiting").replace("%1", words).replace("%2", told)
        self._group.button(0).setAccessibleName(waiting if count else words)

    def show_demo(self) -> None:
        """Say on every page that this is a journal of sample data, not the person's own."""
        self._demo.setAccessibleName(self.tr("This is a journal of sample data, not your own"))
        self._demo.show()

    def show_discreet(self, is_discreet: bool) -> None:  # noqa: FBT001 - the setting's own value
        """Say that contents are hidden, and how to see them again."""
        self.discreet.setAccessibleName(self.tr("Discreet mode is on: titles, names and notes are hidden"))
        self.discreet.setVisible(is_discreet)

    def show_backup(self, made_at: str) -> None:
        """Say when the newest backup was made; each is verified when it is."""
        self.backup.setText(self.tr("Backed up %1, verified.").replace("%1", made_at))
        self.backup.show()

    def _lay_out(self, journal: str) -> None:
        inside = QWidget()
        inside.setProperty("role", "paper")
        self._area.setWidget(inside)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(self._area)
        column = QVBoxLayout(inside)
        column.setContentsMargins(_EDGE, CARD_GAP + GRID, _EDGE, CARD_GAP)
        column.setSpacing(GRID // 2)
        column.addLayout(self._wordmark())
        column.addLayout(self._demo_row())
        column.addSpacing(CARD_GAP)
        for index, page in enumerate(self._pages):
            column.addWidget(self._button(index, page))
        column.addStretch(1)
        column.addWidget(self.discreet)
        column.addSpacing(SIBLING_GAP)
        column.addWidget(rule())
        column.addLayout(self._foot(journal))

    def _foot(self, journal: str) -> QVBoxLayout:
        place = ElidedLabel(journal, "small")
        place.setAccessibleName(self.tr("The journal lies in %1").replace("%1", journal))
        foot = QVBoxLayout()
        foot.setContentsMargins(SIBLING_GAP + GRID // 2, SIBLING_GAP + GRID, 0, 0)
        foot.setSpacing(GRID // 2)
        foot.addWidget(plain_label(self.tr("Nothing leaves this computer."), "small", wraps=True))
        foot.addWidget(place)
        foot.addWidget(self.backup)
        return foot

    def _wordmark(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(SIBLING_GAP, 0, 0, 0)
        row.setSpacing(SIBLING_GAP)
        row.addWidget(self._mark)
        row.addWidget(plain_label("aijournal", "heading"), 1)
        return row

    def _demo_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(SIBLING_GAP, GRID, 0, 0)
        row.addWidget(self._demo)
        row.addStretch(1)
        return row

    def _button(self, index: int, page: PageName) -> QPushButton:
        button = QPushButton(page.words)
        button.setProperty("role", "page")
        button.setCheckable(True)
        button.setAccessibleName(page.words)
        self._group.addButton(button, index)
        if index == 0:
            row = QHBoxLayout(button)
            row.setContentsMargins(0, 0, SIBLING_GAP, 0)
            row.addStretch(1)
            row.addWidget(self._badge, 0, Qt.AlignmentFlag.AlignVCenter)
            self._badge.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        return button

    @Slot()
    def _dress(self) -> None:
        """Tint the icons: the page that is shown in the accent, the others softly."""
        size, mark = round(_ICON_EM * self._theme.type.em), round(_MARK_EM * self._theme.type.em)
        self._mark.setPixmap(app_icon().pixmap(QSize(mark, mark), self.devicePixelRatioF()))
        soft, accent = self._theme.color("soft_ink"), self._theme.color("accent")
        for index, page in enumerate(self._pages):
            button = self._group.button(index)
            button.setIconSize(QSize(size, size))
            button.setIcon(tinted_icon(page.icon, soft, size, accent))
        self.setFixedWidth(self._width())

    def _width(self) -> int:
        """Return the width that is usual, or what the words need, within reason."""
        em = self._theme.type.em
        words = [button.sizeHint().width() for button in self._group.buttons()]
        words[0] += round(_BADGE_EM * em)
        needed = max(*words, self._demo.sizeHint().width() + SIBLING_GAP) + 2 * _EDGE + _LINE
        return round(max(_WIDTH_EM * em, min(needed, _MOST_WIDTH_EM * em)))


def _area() -> QScrollArea:
    """Return what scrolls where the letters are too large, or the window too low, for all of it."""
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setProperty("role", "paper")
    return area
