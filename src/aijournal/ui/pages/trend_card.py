"""The card with value over time: its sentence, its chart, the table that says the same, or what it lacks."""

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QHeaderView,
    QPushButton,
    QSizePolicy,
    QStackedLayout,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from aijournal.analysis.trend import weekly_rows
from aijournal.analysis.value import ValueReport
from aijournal.ui import phrases
from aijournal.ui.charts.value_table import ValueTableModel
from aijournal.ui.pages.marks_panel import MarksPanel
from aijournal.ui.pages.trends_view import TrendsView
from aijournal.ui.theme import Theme
from aijournal.ui.type_scale import GRID, SIBLING_GAP
from aijournal.ui.widgets.card import Card
from aijournal.ui.widgets.empty_state import EmptyState
from aijournal.ui.widgets.flow_layout import FlowLayout
from aijournal.ui.widgets.labels import plain_label

if TYPE_CHECKING:
    from aijournal.ui.charts.value_chart import ValueChart

_CHART_HEIGHT_EM = 18


class TrendCard(Card):
    """One place for chart, table and guard; the person's own marks are kept at its foot."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.set_heading(self.tr("Value per million weighted tokens"))
        self._theme = theme
        self._view: TrendsView | None = None
        self._today: date | None = None
        self.basis = plain_label(role="small")
        self.sentence = plain_label(role="soft", wraps=True)
        self.quarter = plain_label(role="soft", wraps=True)
        self.readout = plain_label(role="small", wraps=True)
        self.twin = _link(self.tr("Show as a table"))
        self.mark = _link(self.tr("Mark a day…"))
        self.chart: ValueChart | None = None
        self.model = ValueTableModel(self)
        self.table = QTableView()
        self.empty = EmptyState(theme)
        self.marks = MarksPanel(theme)
        self._slip = QWidget()
        self._places = QStackedLayout()
        self._lay_out()
        self.twin.clicked.connect(self._toggle_twin)
        self.mark.clicked.connect(self._open_marks)

    def show_view(self, view: TrendsView, today: date) -> None:
        """Show a trend as chart or as table, whichever is open, or what it lacks."""
        self._view, self._today = view, today
        has_line = view.trend.guard is None
        self.basis.setText("" if view.is_blank else self._what_it_rests_on(view.trend.value))
        self.sentence.setText(view.trend.sentence if has_line else "")
        self.quarter.setText(view.change.sentence)
        self.quarter.setVisible(not view.is_blank)
        self.model.set_rows(weekly_rows(view.trend))
        self.marks.show_marks(view.marks)
        for part in (self.sentence, self.twin, self.readout):
            part.setVisible(has_line)
        self.mark.setVisible(not view.is_blank)
        if view.is_blank:
            self.marks.hide()
        if not has_line:
            self._show_guard(view)
        elif self._places.currentWidget() is not self.table:
            self._show_chart(view)
        self._name_twin()

    @property
    def is_table(self) -> bool:
        """Whether the table is shown."""
        return self._places.currentWidget() is self.table

    def _lay_out(self) -> None:
        basis = QWidget()
        basis.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        line = FlowLayout(basis, gap=SIBLING_GAP)
        for part in (self.basis, self.mark, self.twin):
            line.addWidget(part)
        self.top.addWidget(basis)
        self._dress_table()
        around = QVBoxLayout(self._slip)
        around.addWidget(self.empty, 0, Qt.AlignmentFlag.AlignCenter)
        holder = QWidget()
        holder.setLayout(self._places)  # first: without a parent the slip would be a window for a moment
        self._places.addWidget(self._slip)
        self._places.addWidget(self.table)
        holder.setMinimumHeight(round(_CHART_HEIGHT_EM * self._theme.type.em))
        self.body.addWidget(self.sentence)
        self.body.addWidget(self.quarter)
        self.body.addSpacing(SIBLING_GAP)
        self.body.addWidget(holder, 1)
        self.body.addWidget(self.readout)
        self.body.addSpacing(GRID)
        self.body.addWidget(self.marks)

    def _dress_table(self) -> None:
        self.table.setModel(self.model)
        self.table.setAccessibleName(self.tr("Value by week, as a table"))
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.table.horizontalHeader().setStretchLastSection(True)
        self.table.setShowGrid(False)
        self.table.setTabKeyNavigation(False)
        self.table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)

    def _show_chart(self, view: TrendsView) -> None:
        chart = self._drawn_chart()
        chart.show_trend(view.trend)
        self._places.setCurrentWidget(chart)

    def _show_guard(self, view: TrendsView) -> None:
        what, why = self.tr("Not enough for a line yet"), view.trend.guard or ""
        if view.is_blank:
            what = self.tr("Nothing to show yet")
            why = self.tr(
                "A line needs six weeks of work with minutes and tokens. Log some on Today, or read the logs "
                "of your tools."
            )
        self.empty.say("trends", what, why, self.tr("Go to Today"))
        self._places.setCurrentWidget(self._slip)

    def _drawn_chart(self) -> "ValueChart":
        """Return the chart, made when it is first needed: its library takes longer than the window."""
        if self.chart is None:
            from aijournal.ui.charts.value_chart import ValueChart  # noqa: PLC0415 - late on purpose

            self.chart = ValueChart(self._theme)
            self.chart.point_read.connect(self._read_out)
            self.chart.day_picked.connect(self.marks.choose)
            self.chart.mark_asked.connect(self._open_marks_on)
            self._places.addWidget(self.chart)
        return self.chart

    def _name_twin(self) -> None:
        self.twin.setText(self.tr("Show as a chart") if self.is_table else self.tr("Show as a table"))
        self._read_out("")

    @Slot()
    def _toggle_twin(self) -> None:
        if self._view is None:
            return
        if self.is_table:
            self._show_chart(self._view)
        else:
            self._places.setCurrentWidget(self.table)
        self._name_twin()

    @Slot()
    def _open_marks(self) -> None:
        if self.marks.isVisible():
            self.marks.put_away()
        elif self._today is not None:
            self.marks.open_for(self._today, self._today, self.mark)

    @Slot(date)
    def _open_marks_on(self, day: date) -> None:
        if self._today is not None and self.chart is not None:
            self.marks.open_for(day, self._today, self.chart)

    @Slot(str)
    def _read_out(self, words: str) -> None:
        hint = self.tr("Violet: share of tokens judged, by week. Arrow keys read the days, M marks one.")
        self.readout.setText(words or ("" if self.is_table else hint))

    def _what_it_rests_on(self, value: ValueReport) -> str:
        judged = self.tr("%1 judged of %2").replace("%1", phrases.decimal(value.rated))
        parts = [self.tr("felt"), judged.replace("%2", phrases.decimal(value.interactions))]
        if value.coverage_tokens is not None:
            parts.append(self.tr("%1 of tokens").replace("%1", phrases.share(value.coverage_tokens)))
        return phrases.BETWEEN.join(parts)


def _link(words: str) -> QPushButton:
    button = QPushButton(words)
    button.setProperty("role", "link")
    return button
