"""Where the work is stuck: minutes that are saved there count as relief."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from aijournal.domain.own_lists import Bottleneck
from aijournal.ui import phrases
from aijournal.ui.actions.bindings import Bindings
from aijournal.ui.clock import Clock
from aijournal.ui.settings.bottleneck_slip import BottleneckSlip
from aijournal.ui.settings.own_list import OwnList, OwnRow
from aijournal.ui.theme import Theme
from aijournal.ui.type_scale import GRID, SIBLING_GAP
from aijournal.ui.widgets.card import Card
from aijournal.ui.widgets.flow_layout import FlowLayout
from aijournal.ui.widgets.key_button import KeyButton
from aijournal.ui.widgets.labels import plain_label


class BottlenecksCard(Card):
    """A list with what can be done to its current row, by key or by button."""

    save_asked = Signal(int, str, object, object)  # the last two are days or None
    end_asked = Signal(Bottleneck)
    remove_asked = Signal(Bottleneck)

    def __init__(self, theme: Theme, clock: Clock, bindings: Bindings, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.set_heading(self.tr("Bottlenecks"))
        self._clock = clock
        self.bottlenecks: tuple[Bottleneck, ...] = ()
        self.why = plain_label(role="soft", wraps=True)
        self.list = OwnList(theme, bindings, self.tr("Bottlenecks"))
        self.add = QPushButton(self.tr("Name one…"))
        self.add.setAccessibleName(self.tr("Name a bottleneck"))
        self.change = KeyButton(theme, self.tr("Change…"))
        self.end = KeyButton(theme, self.tr("End it today"))
        self.remove = KeyButton(theme, self.tr("Remove"))
        self.slip = BottleneckSlip()
        self._keys = QWidget()
        self._lay_out()
        self._connect()

    @property
    def current(self) -> Bottleneck | None:
        """The bottleneck in the current row."""
        at = self.list.currentRow()
        return self.bottlenecks[at] if 0 <= at < len(self.bottlenecks) else None

    def show_bottlenecks(self, bottlenecks: Sequence[Bottleneck]) -> None:
        """Show the bottlenecks there are now, the present ones first."""
        if not bottlenecks and self.list.hasFocus():
            self.add.setFocus(Qt.FocusReason.OtherFocusReason)
        self.bottlenecks = tuple(bottlenecks)
        self.list.show_rows([_row(one) for one in bottlenecks])
        self.list.setVisible(bool(bottlenecks))
        self._keys.setVisible(bool(bottlenecks))
        self.why.setText(self._why())

    def _why(self) -> str:
        if self.bottlenecks:
            return self.tr(
                "Where the work is stuck, and from when to when. Minutes saved on such entries in that time "
                "count as relief."
            )
        return self.tr(
            "You named none. A bottleneck is where the work is stuck: waiting for a review, a slow build, "
            "a part that nobody knows. Minutes saved there count as relief, the kind of return that hours "
            "alone do not show."
        )

    def _lay_out(self) -> None:
        keys = FlowLayout(self._keys, gap=SIBLING_GAP)
        for button in (self.change, self.end, self.remove):
            keys.addWidget(button)
        self.top.addWidget(self.add)
        self.body.addWidget(self.why)
        self.body.addSpacing(GRID)
        parts = QVBoxLayout()
        parts.setSpacing(SIBLING_GAP)
        for part in (self.list, self._keys, self.slip):
            parts.addWidget(part)
        self.body.addLayout(parts)

    def _connect(self) -> None:
        self.list.itemActivated.connect(self._open)
        for action, button in (
            ("own_list.change", self.change),
            ("own_list.end", self.end),
            ("own_list.remove", self.remove),
        ):
            self.list.let_press(action, button)
        self.add.clicked.connect(self._open_new)
        self.change.clicked.connect(self._open)
        self.end.clicked.connect(self._end)
        self.remove.clicked.connect(self._remove)
        self.slip.wanted.connect(self.save_asked)

    @Slot()
    def _open_new(self) -> None:
        self.slip.begin(None, self._clock.today(), self.add)

    @Slot()
    def _open(self) -> None:
        if self.current is not None:
            self.slip.begin(self.current, self._clock.today(), self.list)

    @Slot()
    def _end(self) -> None:
        if self.current is not None:
            self.end_asked.emit(self.current)

    @Slot()
    def _remove(self) -> None:
        if self.current is not None:
            self.remove_asked.emit(self.current)


def days_in_words(first: date | None, last: date | None) -> str:
    """Return from when to when something was, either side of which may be open."""
    if first and last:
        words = "%1 to %2" if first != last else "%1"
    elif first:
        words = "since %1, still"
    else:
        words = "until %2" if last else "since ever, still"
    said = phrases.translated("BottlenecksCard", words)
    for place, day in (("%1", first), ("%2", last)):
        said = said.replace(place, phrases.full_day(day) if day else "")
    return said


def _row(one: Bottleneck) -> OwnRow:
    facts = phrases.BETWEEN.join([days_in_words(one.first_day, one.last_day), phrases.entries(one.entries)])
    return OwnRow(one.id, phrases.plain_line(one.name), facts, is_over=one.last_day is not None)
