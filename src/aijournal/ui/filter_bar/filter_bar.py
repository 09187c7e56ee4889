"""The bar over the table: words to search for, chips for what entries must be, and one way to clear all."""

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from aijournal.domain.entry_filter import EVERYTHING, EntryFilter
from aijournal.domain.period_choice import PeriodChoice
from aijournal.ui.clock import Clock
from aijournal.ui.filter_bar.chip import FilterChip
from aijournal.ui.filter_bar.fields import FilterField, filter_fields
from aijournal.ui.filter_bar.period_panel import PeriodPanel, say_period
from aijournal.ui.filter_bar.pick_list import Choice, PickList
from aijournal.ui.filter_bar.search_line import SearchLine
from aijournal.ui.journal_thread import JournalThread
from aijournal.ui.theme import Theme
from aijournal.ui.type_scale import GRID, SIBLING_GAP
from aijournal.ui.widgets.flow_layout import FlowLayout

if TYPE_CHECKING:
    from aijournal.domain.name_kind import NameKind
    from aijournal.journal.journal import Journal


class FilterBar(QWidget):
    """Says which entries are meant; `changed` whenever that is another question."""

    changed = Signal()
    left = Signal()

    def __init__(
        self, theme: Theme, thread: JournalThread, clock: Clock, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._thread = thread
        self._clock = clock
        self._wanted = EVERYTHING
        self._period = PeriodChoice()
        self._fields = filter_fields()
        self.search = SearchLine(theme)
        self._period_chip = FilterChip(theme, self.tr("Period"))
        self._period_panel = PeriodPanel(theme, self.tr("Period"), self)
        self._chips = [FilterChip(theme, field.words) for field in self._fields]
        self._lists = [PickList(theme, field.words, self) for field in self._fields]
        self._behind = ""
        self._only_chip = FilterChip(theme, self.tr("Behind"))
        self._clear = QPushButton(self.tr("Clear all"))
        self._clear.setProperty("role", "link")
        self._lay_out()
        self._connect()
        self._show_state()

    def wanted(self) -> EntryFilter:
        """Return the question that the bar asks today."""
        period = self._period.period(self._clock.today())
        return replace(self._wanted, period=period, search=self.search.text or None)

    @property
    def is_filtering(self) -> bool:
        """Whether anything is left out."""
        chips = (self._only_chip, *self._all_chips())
        return bool(self.search.text) or any(chip.is_set for chip in chips)

    @property
    def question(self) -> tuple[EntryFilter, PeriodChoice]:
        """What entries must be, and in which days, as it is told: "this week" is this week tomorrow too."""
        return replace(self._wanted, search=self.search.text or None), self._period

    def show_question(self, wanted: EntryFilter, period: PeriodChoice) -> None:
        """Ask this, whatever was asked before."""
        self._wanted, self._period = replace(wanted, search=None), period
        self.search.fill(wanted.search or "")
        self._tell_changed()

    def show_only(self, ids: tuple[int, ...], behind: str) -> None:
        """Ask for some entries and nothing else; `behind` says what they are."""
        self._wanted, self._period, self._behind = replace(EVERYTHING, ids=ids), PeriodChoice(), behind
        self.search.empty()
        self._tell_changed()

    @Slot()
    def clear(self) -> None:
        """Leave nothing out any more; the button goes, and its keyboard to the line that is empty now."""
        if self._clear.hasFocus():
            self.search.take_focus()
        self._wanted, self._period = EVERYTHING, PeriodChoice()
        self.search.empty()
        self._tell_changed()

    def _lay_out(self) -> None:
        chips = QWidget()
        flow = FlowLayout(chips, SIBLING_GAP)
        for chip in (self._only_chip, *self._all_chips()):
            flow.addWidget(chip)
        flow.addWidget(self._clear)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SIBLING_GAP + GRID)
        column.addWidget(self.search)
        column.addWidget(chips)

    def _connect(self) -> None:
        self.search.asked.connect(self._tell_changed)
        self.search.left.connect(self.left)
        self._clear.clicked.connect(self.clear)
        self._period_chip.clicked.connect(self._open_period)
        self._period_chip.removed.connect(partial(self._set_period, PeriodChoice()))
        self._period_panel.picked.connect(self._set_period)
        self._only_chip.clicked.connect(self._show_others)
        self._only_chip.removed.connect(self._show_others)
        for place, field in enumerate(self._fields):
            self._chips[place].clicked.connect(partial(self._open_list, place))
            self._chips[place].removed.connect(partial(self._set, field, None))
            self._lists[place].picked.connect(partial(self._set, field))

    def _all_chips(self) -> tuple[FilterChip, ...]:
        return (self._period_chip, *self._chips)

    @Slot()
    def _open_period(self) -> None:
        self._period_panel.begin(self._period_chip, self._period, self._clock.today())

    @Slot(PeriodChoice)
    def _set_period(self, choice: PeriodChoice) -> None:
        self._period = choice
        self._tell_changed()

    def _open_list(self, place: int) -> None:
        field = self._fields[place]
        self._lists[place].begin(self._chips[place])
        if field.kind is None:
            self._offer(place, field.fixed)
        else:
            self._thread.read(partial(_names, kind=field.kind), partial(self._offer, place))

    def _offer(self, place: int, values: tuple[str, ...]) -> None:
        field = self._fields[place]
        choices = [Choice(field.say(value), value) for value in values]
        current = field.get(self._wanted) or ""
        self._lists[place].offer(choices, current, self.tr("No entry has one yet."))

    def _set(self, field: FilterField, value: str | None) -> None:
        self._wanted = field.put(self._wanted, value)
        self._tell_changed()

    @Slot()
    def _show_others(self) -> None:
        """Let go of the entries that were named; the chip goes, and its keyboard to the line beside it."""
        if self._only_chip.hasFocus():
            self.search.take_focus()
        self._wanted = replace(self._wanted, ids=None)
        self._tell_changed()

    @Slot()
    def _tell_changed(self) -> None:
        self._show_state()
        self.changed.emit()

    def _show_state(self) -> None:
        self._only_chip.show_value("" if self._wanted.ids is None else self._behind)
        self._only_chip.setVisible(self._wanted.ids is not None)
        self._period_chip.show_value(say_period(self._period))
        for field, chip in zip(self._fields, self._chips, strict=True):
            value = field.get(self._wanted)
            chip.show_value(field.say(value) if value else "")
        self._clear.setVisible(self.is_filtering)


def _names(journal: "Journal", *, kind: "NameKind") -> tuple[str, ...]:
    return journal.names.of(kind)
