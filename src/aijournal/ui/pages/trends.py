"""The page Trends: whether it is worth it, and whether that is changing."""

from datetime import date, datetime
from functools import partial
from importlib import import_module

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from aijournal.domain.marks import EventMark
from aijournal.domain.tools import tool_title
from aijournal.errors import AijournalError
from aijournal.journal.journal import Journal
from aijournal.ui import phrases
from aijournal.ui.asking import Asking, Otherwise, Then
from aijournal.ui.clock import Clock
from aijournal.ui.journal_thread import JournalThread
from aijournal.ui.pages.figure_cards import FigureCards
from aijournal.ui.pages.page import Page
from aijournal.ui.pages.trend_card import TrendCard
from aijournal.ui.pages.trends_view import Span, TrendsView, trends_view
from aijournal.ui.theme import Theme
from aijournal.ui.type_scale import SIBLING_GAP
from aijournal.ui.widgets.labels import plain_label
from aijournal.ui.widgets.segments import Segments


class TrendsPage(Page):
    """Value per million weighted tokens over time, with what it rests on and what the person marked."""

    said = Signal(str, bool)
    failed = Signal(AijournalError)
    today_asked = Signal()

    def __init__(
        self, theme: Theme, thread: JournalThread, clock: Clock, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, parent)
        self._thread = thread
        self._clock = clock
        self._view: TrendsView | None = None
        self._is_stale = True
        self._asking = Asking(self._ask, self._show, self.failed.emit)
        self._span = Segments(
            self.tr("Period"),
            (self.tr("3 months"), self.tr("9 months"), self.tr("All")),
            current=Span.NINE_MONTHS,
        )
        self._tool = QComboBox()
        self.card = TrendCard(theme)
        self.figures = FigureCards(self.row())
        self._lay_out()
        self._connect()

    @property
    def view(self) -> TrendsView | None:
        """What is shown, once the journal has answered."""
        return self._view

    @Slot()
    def refresh(self) -> None:
        """Ask the journal again, or remember to do so when the page is looked at."""
        self._is_stale = not self.isVisible()
        if not self._is_stale:
            self._asking.ask()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's own name
        """Catch up with what changed while nobody looked."""
        super().showEvent(event)
        if self._is_stale:
            self.refresh()

    def first_focus(self) -> QWidget:
        """Return the choice of the period."""
        return self._span

    def _lay_out(self) -> None:
        self._tool.addItem(self.tr("All tools"), None)
        self._tool.setAccessibleName(self.tr("Tool"))
        header = self.row(SIBLING_GAP)
        header.addWidget(plain_label(self.tr("Trends"), "title"), 1)
        choices = QHBoxLayout()
        choices.setSpacing(SIBLING_GAP)
        choices.addWidget(self._span)
        choices.addWidget(self._tool)
        choices.addStretch(1)
        header.addLayout(choices)
        self.column.addLayout(header)
        self.column.addWidget(self.card, 1)
        self.column.addWidget(self.figures)
        self.turn(self.card.top)

    def _connect(self) -> None:
        self._thread.entries_changed.connect(self.refresh)
        self._span.chosen.connect(self.refresh)
        self._tool.currentIndexChanged.connect(self.refresh)
        self.card.empty.acted.connect(self.today_asked)
        self.card.marks.add_asked.connect(self._add_mark)
        self.card.marks.remove_asked.connect(self._remove_mark)
        self.card.marks.refused.connect(self._say)
        self.card.marks.opened.connect(self._show_marks)

    def _ask(self, then: Then[TrendsView], otherwise: Otherwise) -> None:
        job = partial(
            _view_and_drawing,
            today=self._clock.today(),
            span=Span(self._span.current),
            tool=self._tool.currentData(),
        )
        self._thread.read(job, then, otherwise)

    def _show(self, view: TrendsView) -> None:
        self._view = view
        self._offer_tools(view.tools)
        self.card.show_view(view, self._clock.today())
        self.figures.show_report(view.trend.value)
        self.figures.setVisible(not view.is_blank)

    @Slot(date, str)
    def _add_mark(self, day: date, words: str) -> None:
        self._thread.write(
            partial(_add_mark, day, words, self._clock.now()), self._tell_marked, self.failed.emit
        )

    def _tell_marked(self, mark: EventMark) -> None:
        self.card.marks.tell_added()
        self._tell(self.tr("Marked %1: %2."), mark)

    @Slot(EventMark)
    def _remove_mark(self, mark: EventMark) -> None:
        self._thread.write(
            partial(_remove_mark, mark, self._clock.now()), self._tell_unmarked, self.failed.emit
        )

    def _tell_unmarked(self, mark: EventMark) -> None:
        self._tell(self.tr("Took the mark off %1: %2."), mark)

    def _tell(self, sentence: str, mark: EventMark) -> None:
        words = sentence.replace("%1", phrases.full_day(mark.day))
        self.said.emit(words.replace("%2", phrases.plain_line(mark.text)), True)

    @Slot()
    def _show_marks(self) -> None:
        """Scroll to the slip once it has its place on the page."""
        QTimer.singleShot(0, self, partial(self.ensureWidgetVisible, self.card.marks))

    @Slot(str)
    def _say(self, words: str) -> None:
        self.said.emit(words, False)

    def _offer_tools(self, tools: tuple[str, ...]) -> None:
        offered = tuple(self._tool.itemData(index) for index in range(1, self._tool.count()))
        if offered == tools:
            return
        chosen = self._tool.currentData()
        self._tool.blockSignals(True)
        while self._tool.count() > 1:
            self._tool.removeItem(1)
        for tool in tools:
            self._tool.addItem(phrases.plain_line(tool_title(tool)), tool)
        self._tool.setCurrentIndex(max(0, self._tool.findData(chosen)))
        self._tool.blockSignals(False)


def _view_and_drawing(journal: Journal, *, today: date, span: Span, tool: str | None) -> TrendsView:
    """Ask the journal, and load what draws the answer here, where that does not hold up the window."""
    view = trends_view(journal, today=today, span=span, tool=tool)
    if view.trend.guard is None:
        import_module("aijournal.ui.charts.value_chart")
    return view


def _add_mark(day: date, words: str, now: datetime, journal: Journal) -> EventMark:
    return journal.marks.add(day, words, now)


def _remove_mark(mark: EventMark, now: datetime, journal: Journal) -> EventMark:
    journal.marks.remove(mark.id, now)
    return mark
