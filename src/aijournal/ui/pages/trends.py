"""The page Trends: whether it is worth it, and whether that is changing."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from aijournal.analysis.work_points import WorkPoints
from aijournal.ui import phrases
from aijournal.ui.actions.actions import Acts
from aijournal.ui.actions.bindings import Bindings
from aijournal.ui.asking import Asking, Otherwise, Then
from aijournal.ui.clock import Clock
from aijournal.ui.entry_table.prompt_lines import PromptLines
from aijournal.ui.journal_thread import JournalThread
from aijournal.ui.pages.figure_cards import FigureCards
from aijournal.ui.pages.late_page import LatePage
from aijournal.ui.pages.trend_behind_view import Behind, BehindView, behind_view
from aijournal.ui.pages.trend_card import TrendCard
from aijournal.ui.pages.trend_cards import WorkCard
from aijournal.ui.pages.trend_chart_card import ChartCard
from aijournal.ui.pages.trend_marks import MarkKeeping
from aijournal.ui.pages.trend_sides import TrendSides
from aijournal.ui.pages.trend_tools import ToolChoice
from aijournal.ui.pages.trends_view import (
    Span,
    TrendsRest,
    TrendsView,
    trends_rest,
    trends_view,
    work_of_interactions,
)
from aijournal.ui.prompt_peek import PromptPeek
from aijournal.ui.theme import Theme
from aijournal.ui.type_scale import SIBLING_GAP
from aijournal.ui.widgets.labels import plain_label
from aijournal.ui.widgets.segments import Segments

if TYPE_CHECKING:
    from aijournal.journal.journal import Journal

_LATER_MS = 150  # when what is in sight was painted, and the person begins to read
_NEAR = 0.5  # of the page's height, above and below what is in sight
_CHARTS = ("value_chart", "cells_chart", "calendar_chart", "work_chart", "mix_chart")


class TrendsPage(LatePage):
    """Every chart of one period: value over time, days, kinds of work, minutes against tokens, two quarters.

    What is in sight is asked and drawn at once; a moment later what is near, one by one, and the rest as it
    comes near.
    """

    def __init__(
        self,
        theme: Theme,
        thread: JournalThread,
        peek: PromptPeek,
        clock: Clock,
        bindings: Bindings,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, parent)
        self._thread = thread
        self._clock = clock
        self._bindings = bindings
        self._view: TrendsView | None = None
        self._rest: tuple[TrendsView | None, TrendsRest] | None = None
        self._has_more = self._lacks_rest = False
        self._later = QTimer(self, singleShot=True, interval=_LATER_MS)
        self._lines = PromptLines(peek, self)
        self._asking = Asking(self._ask, self._show, self.failed.emit)
        self._asking_rest = Asking(self._ask_rest, self._show_rest, self.failed.emit)
        self._asking_work = Asking(self._ask_work, self._show_work, self.failed.emit)
        self._span = Segments(
            self.tr("Period"),
            (self.tr("3 months"), self.tr("9 months"), self.tr("All")),
            current=Span.NINE_MONTHS,
        )
        self._tool = ToolChoice()
        self.card = TrendCard(theme, self._lines)
        self.figures = FigureCards(self.row())
        self.sides = TrendSides(theme, self._lines, self.row(), self._connect_card)
        self.felt = plain_label(role="small", wraps=True)
        self._lay_out()
        self._connect()
        self._connect_card(self.card)

    @property
    def view(self) -> TrendsView | None:
        """What is shown, once the journal has answered."""
        return self._view

    @property
    def is_settled(self) -> bool:
        """Whether everything is asked and answered, and drawn as far as it is near."""
        under_way = (self._asking, self._asking_rest, self._asking_work)
        is_drawn = not any(card.is_due and _is_seen(self, card, _NEAR) for card in self.cards)
        is_to_come = self._has_more or self._lacks_rest or self._later.isActive()
        return not any(one.is_under_way for one in under_way) and not is_to_come and is_drawn

    @property
    def cards(self) -> Sequence[ChartCard]:
        """The cards there are by now, from above to below."""
        return [self.card, *self.sides.cards]

    def acts(self) -> Acts:
        """Offer what can be done with the chart that has the keyboard, or the first one."""
        return {
            "trends.table": self.toggle_table,
            "trends.mark": self.card.mark_day,
            "trends.entries": self.list_entries,
        }

    @Slot()
    def toggle_table(self) -> None:
        """Turn a chart into its table, or back."""
        self._card_at_hand.toggle_twin()

    @Slot()
    def list_entries(self) -> None:
        """List the entries behind the point at hand."""
        self._card_at_hand.ask_behind()

    def ask_now(self) -> None:
        """Ask for what is shown first; the rest is asked when that has come."""
        self._asking.ask()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's own name
        """Draw what came near while the page was left."""
        super().showEvent(event)
        self._later.start()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's own name
        """Draw what has come near."""
        super().resizeEvent(event)
        self._draw_near()

    def first_focus(self) -> QWidget:
        """Return the choice of the period."""
        return self._span

    @property
    def _card_at_hand(self) -> ChartCard:
        return next((card for card in self.cards if card.has_keyboard), self.card)

    def _lay_out(self) -> None:
        header = self.row(SIBLING_GAP)
        header.addWidget(plain_label(self.tr("Trends"), "title"), 1)
        header.addLayout(_in_a_line(self._span, self._tool))
        self.column.addLayout(header)
        self.column.addWidget(self.card, 1)
        self.column.addWidget(self.figures)
        self.column.addWidget(self.felt)
        self.felt.hide()
        self.column.addLayout(self.sides.row)

    def _connect(self) -> None:
        self._thread.entries_changed.connect(self.refresh)
        self._span.chosen.connect(self.refresh)
        self._tool.currentIndexChanged.connect(self.refresh)
        self._bindings.changed.connect(self._show_keys)
        self.verticalScrollBar().valueChanged.connect(self._draw_near)
        self._later.timeout.connect(self._draw_near)
        keeping = MarkKeeping(self._thread, self._clock, self.card.marks, self)
        keeping.said.connect(self.said)
        keeping.failed.connect(self.failed)
        self.card.marks.opened.connect(self._show_marks)

    def _connect_card(self, card: ChartCard) -> None:
        card.show_key(self._bindings.shown("trends.table"))
        card.empty.acted.connect(self.today_asked)
        card.behind_asked.connect(partial(self._ask_behind, card))
        card.behind.entries_asked.connect(self.entries_asked)
        if isinstance(card, WorkCard):
            card.interactions_asked.connect(self._asking_work.ask)

    def _ask(self, then: Then[TrendsView], otherwise: Otherwise) -> None:
        job = partial(
            _view_and_drawing,
            today=self._clock.today(),
            span=Span(self._span.current),
            tool=self._tool.tool,
        )
        self._thread.read(job, then, otherwise)

    def _show(self, view: TrendsView) -> None:
        self._lacks_rest = True
        self._later.start()
        if view == self._view:
            return
        self._view = view
        self._has_more = True
        self.card.show_view(view, self._clock.today())
        self.figures.show_report(view.trend.value)
        self.figures.setVisible(not view.is_blank)
        QTimer.singleShot(0, self, self._show_others)

    @Slot()
    def _show_others(self) -> None:
        """Hand their part to the other cards once they are made; an empty journal has none of them."""
        view = self._view
        if view is not None and not view.is_blank and self.sides.make_next():
            QTimer.singleShot(0, self, self._show_others)
            return
        self._has_more = False
        if view is None:
            return
        self.sides.show_view(view)
        QTimer.singleShot(0, self, self._draw_near)

    def _ask_rest(self, then: Then[TrendsRest], otherwise: Otherwise) -> None:
        if self._view is not None:
            self._thread.read(partial(trends_rest, wanted=self._view.wanted), then, otherwise)

    def _show_rest(self, rest: TrendsRest) -> None:
        if (self._view, rest) == self._rest:
            return
        self._rest = self._view, rest
        self._tool.offer(rest.tools)
        self.felt.setText(phrases.told(rest.felt.told) if rest.felt else "")
        self.felt.setVisible(rest.felt is not None)
        if self.sides.cells is not None and self._view is not None:
            self.sides.cells.show_cells(self._view, rest.cells)
            self._draw_near()

    def _ask_work(self, then: Then[WorkPoints], otherwise: Otherwise) -> None:
        if self._view is not None:
            self._thread.read(partial(work_of_interactions, wanted=self._view.wanted), then, otherwise)

    def _show_work(self, work: WorkPoints) -> None:
        if self.sides.work is not None and self.sides.work.is_by_interaction:
            self.sides.work.show_work(work)
            self._draw_near()

    @Slot()
    def _draw_near(self) -> None:
        """Draw the next card that is in sight, later also what is near; others when the window breathed.

        The rest is asked when no card waits, as the answer is reckoned beside the window and would slow it.
        """
        beyond = 0.0 if self._later.isActive() else _NEAR
        due = next((card for card in self.cards if card.is_due and _is_seen(self, card, beyond)), None)
        if due is not None:
            due.draw()
            QTimer.singleShot(0, self, self._draw_near)
        elif not self._has_more and (beyond or self._sees_cells()):
            self._ask_for_rest()

    def _sees_cells(self) -> bool:
        return self.sides.cells is not None and _is_seen(self, self.sides.cells, 0)

    def _ask_for_rest(self) -> None:
        if self._lacks_rest:
            self._lacks_rest = False
            self._asking_rest.ask()

    def _ask_behind(self, card: ChartCard, behind: Behind) -> None:
        job = partial(behind_view, behind=behind, now=self._clock.now())
        self._thread.read(job, partial(self._show_behind, card, behind), self.failed.emit)

    def _show_behind(self, card: ChartCard, behind: Behind, view: BehindView) -> None:
        card.behind.show_entries(behind.words, view, self._clock.today())
        QTimer.singleShot(0, self, partial(self.ensureWidgetVisible, card.behind))

    @Slot()
    def _show_keys(self) -> None:
        for card in self.cards:
            card.show_key(self._bindings.shown("trends.table"))

    @Slot()
    def _show_marks(self) -> None:
        """Scroll to the slip once it has its place on the page."""
        QTimer.singleShot(0, self, partial(self.ensureWidgetVisible, self.card.marks))


def _in_a_line(*widgets: QWidget) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(SIBLING_GAP)
    for widget in widgets:
        line.addWidget(widget)
    line.addStretch(1)
    return line


def _is_seen(page: LatePage, card: ChartCard, beyond: float) -> bool:
    """Return whether a card is in sight, or so many heights of the page above or below it."""
    top = card.mapTo(page, card.rect().topLeft()).y()
    high = page.viewport().height()
    return card.isVisible() and top < (1 + beyond) * high and top + card.height() > -beyond * high


def _view_and_drawing(journal: "Journal", *, today: date, span: Span, tool: str | None) -> TrendsView:
    """Ask the journal, and load what draws the answer here, where that does not hold up the window."""
    view = trends_view(journal, today=today, span=span, tool=tool)
    if not view.is_blank:
        for name in _CHARTS:
            import_module(f"aijournal.ui.charts.{name}")
    return view
