"""The page Trends: whether it is worth it, and whether that is changing."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHeaderView,
    QPushButton,
    QStackedLayout,
    QTableView,
    QWidget,
)

from aijournal.analysis.value import ValueReport
from aijournal.domain.tools import tool_title
from aijournal.errors import AijournalError
from aijournal.ui import phrases
from aijournal.ui.charts.value_table import ValueTableModel
from aijournal.ui.clock import Clock
from aijournal.ui.journal_thread import JournalThread
from aijournal.ui.pages.figure_cards import FigureCards
from aijournal.ui.pages.page import Page
from aijournal.ui.pages.trends_view import Span, TrendsView, trends_view
from aijournal.ui.theme import Theme
from aijournal.ui.type_scale import SIBLING_GAP
from aijournal.ui.widgets.card import Card
from aijournal.ui.widgets.empty_state import EmptyState
from aijournal.ui.widgets.flow_layout import FlowLayout
from aijournal.ui.widgets.labels import plain_label
from aijournal.ui.widgets.segments import Segments
from aijournal.ui.widgets.slip_page import SlipPage

if TYPE_CHECKING:
    from aijournal.ui.charts.value_chart import ValueChart

_CHART_HEIGHT_EM = 18


class TrendsPage(Page):
    """Value per million weighted tokens by week, with its range, what it rests on, and a table twin."""

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
        self._is_asking = False
        self._span = Segments(
            self.tr("Period"),
            (self.tr("3 months"), self.tr("9 months"), self.tr("All")),
            current=Span.NINE_MONTHS,
        )
        self._tool = QComboBox()
        self._card = Card(self.tr("Value per million weighted tokens"))
        self._basis = plain_label(role="small")
        self._sentence = plain_label(role="soft", wraps=True)
        self._readout = plain_label(role="small", wraps=True)
        self._twin = QPushButton()
        self._chart: ValueChart | None = None
        self._model = ValueTableModel(self)
        self._table = QTableView()
        self._empty = EmptyState(theme)
        self._slip = SlipPage(theme, self._empty)
        self._places = QStackedLayout()
        self._figures = FigureCards(self.row())
        self._lay_out()
        self._connect()

    @Slot()
    def refresh(self) -> None:
        """Ask the journal again, or remember to do so when the page is looked at."""
        self._is_stale = True
        if not self.isVisible() or self._is_asking:
            return
        self._is_stale, self._is_asking = False, True
        job = partial(
            trends_view,
            today=self._clock.today(),
            span=Span(self._span.current),
            tool=self._tool.currentData(),
        )
        self._thread.read(job, self._show, self._tell_unread)

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
        choices = FlowLayout(gap=SIBLING_GAP)
        choices.addWidget(self._span)
        choices.addWidget(self._tool)
        header.addLayout(choices)
        self.column.addLayout(header)
        self.column.addWidget(self._card, 1)
        self.column.addWidget(self._figures)
        self._fill_card()

    def _fill_card(self) -> None:
        self._twin.setProperty("role", "link")
        basis = FlowLayout(gap=SIBLING_GAP)
        basis.addWidget(self._basis)
        basis.addWidget(self._twin)
        self._card.top.addLayout(basis)
        self.turn(self._card.top)
        self._table.setModel(self._model)
        self._table.setAccessibleName(self.tr("Value by week, as a table"))
        self._table.verticalHeader().hide()
        self._table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self._table.horizontalHeader().setStretchLastSection(True)
        self._table.setShowGrid(False)
        self._table.setTabKeyNavigation(False)
        self._table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self._places.addWidget(self._slip)
        self._places.addWidget(self._table)
        holder = QWidget()
        holder.setLayout(self._places)
        holder.setMinimumHeight(round(_CHART_HEIGHT_EM * self._theme.type.em))
        self._card.body.addWidget(self._sentence)
        self._card.body.addSpacing(SIBLING_GAP)
        self._card.body.addWidget(holder, 1)
        self._card.body.addWidget(self._readout)

    def _connect(self) -> None:
        self._thread.entries_changed.connect(self.refresh)
        self._span.chosen.connect(self.refresh)
        self._tool.currentIndexChanged.connect(self.refresh)
        self._twin.clicked.connect(self._toggle_twin)
        self._empty.acted.connect(self.today_asked)

    def _show(self, view: TrendsView) -> None:
        self._is_asking = False
        self._view = view
        self._offer_tools(view.tools)
        self._basis.setText("" if view.is_blank else self._what_it_rests_on(view.whole))
        self._sentence.setText("" if view.guard else view.sentence)
        self._sentence.setVisible(not view.guard)
        self._model.set_points(view.points)
        self._figures.show_report(view.whole)
        self._show_place()
        if self._is_stale:
            self.refresh()

    def _show_place(self) -> None:
        """Show the chart or its twin, or why there is neither."""
        if self._view is None:
            return
        has_points = self._view.guard is None
        self._twin.setVisible(has_points)
        self._figures.setVisible(not self._view.is_blank)
        if not has_points:
            self._show_guard(self._view)
        elif self._places.currentWidget() is not self._table:
            chart = self._drawn_chart()
            chart.show_points(self._view.points, self._view.sentence)
            self._places.setCurrentWidget(chart)
        is_table = self._places.currentWidget() is self._table
        self._twin.setText(self.tr("Show as a chart") if is_table else self.tr("Show as a table"))
        self._readout.setVisible(has_points and not is_table)
        self._readout.setText(self._hint())

    def _show_guard(self, view: TrendsView) -> None:
        what = self.tr("Nothing to show yet") if view.is_blank else self.tr("Not enough for a figure yet")
        self._empty.say("trends", what, view.guard or "", self.tr("Go to Today"))
        self._places.setCurrentWidget(self._slip)

    def _drawn_chart(self) -> "ValueChart":
        """Return the chart, made when it is first needed: its library takes longer than the window."""
        if self._chart is None:
            from aijournal.ui.charts.value_chart import ValueChart  # noqa: PLC0415 - late on purpose

            self._chart = ValueChart(self._theme)
            self._chart.point_read.connect(self._read_out)
            self._places.addWidget(self._chart)
        return self._chart

    @Slot()
    def _toggle_twin(self) -> None:
        is_table = self._places.currentWidget() is self._table
        self._places.setCurrentWidget(self._drawn_chart() if is_table else self._table)
        self._show_place()

    @Slot(str)
    def _read_out(self, words: str) -> None:
        self._readout.setText(words or self._hint())

    def _hint(self) -> str:
        return self.tr("Violet: share of tokens judged, in the four weeks to each point.")

    def _what_it_rests_on(self, whole: ValueReport) -> str:
        judged = self.tr("%1 judged of %2").replace("%1", phrases.decimal(whole.rated))
        parts = [self.tr("felt"), judged.replace("%2", phrases.decimal(whole.interactions))]
        if whole.coverage_tokens is not None:
            parts.append(self.tr("%1 of tokens").replace("%1", phrases.share(whole.coverage_tokens)))
        return phrases.BETWEEN.join(parts)

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

    def _tell_unread(self, error: AijournalError) -> None:
        self._is_asking = False
        self.failed.emit(error)
