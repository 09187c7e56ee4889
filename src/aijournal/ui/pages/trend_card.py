"""The card with value over time; the person's own marks are kept at its foot."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from aijournal.analysis.trend import TrendPoint, TrendRow, weekly_rows
from aijournal.analysis.value import ValueReport
from aijournal.domain.period import Period
from aijournal.ui import phrases
from aijournal.ui.charts.value_table import ValueTableModel
from aijournal.ui.entry_table.prompt_lines import PromptLines
from aijournal.ui.pages.marks_panel import MarksPanel
from aijournal.ui.pages.trend_behind_view import Behind
from aijournal.ui.pages.trend_cards import behind_days
from aijournal.ui.pages.trend_chart_card import ChartCard, Guarded, Shown, link
from aijournal.ui.pages.trends_view import TrendsView
from aijournal.ui.theme import Theme

if TYPE_CHECKING:
    from aijournal.ui.charts.value_chart import ValueChart


class TrendCard(ChartCard):
    """Value per million weighted tokens: line and band, coverage, and what the person marked."""

    chart: "ValueChart | None"

    def __init__(self, theme: Theme, lines: PromptLines, parent: QWidget | None = None) -> None:
        super().__init__(theme, lines, ValueTableModel(), parent)
        self.set_about(
            self.tr("Net minutes per million weighted tokens"), self.tr("Value by week, as a table")
        )
        self._view: TrendsView | None = None
        self._today: date | None = None
        self.mark = link(self.tr("Mark a day…"))
        self.line.addWidget(self.mark)
        self.marks = MarksPanel(theme)
        self.body.addWidget(self.marks)
        self.mark.clicked.connect(self._open_marks)

    def show_view(self, view: TrendsView, today: date) -> None:
        """Show a trend as chart or as table, whichever is open, or what it lacks."""
        self._view, self._today = view, today
        self.marks.show_marks(view.marks)
        self.mark.setVisible(not view.is_blank)
        if view.is_blank:
            self.marks.hide()
        basis = "" if view.is_blank else self._what_it_rests_on(view.trend.value)
        hint = self.tr(
            "Violet: share of tokens judged, by week. Arrow keys read the days, Enter lists the entries "
            "behind one."
        )
        sentence = phrases.told(view.trend.sentence)
        self.present(Shown(sentence, basis, hint, self._guarded(view)), weekly_rows(view.trend))
        self.draw()

    @Slot()
    def mark_day(self) -> None:
        """Ask what happened on the day at hand, or today."""
        if self.chart is not None and self.chart.hasFocus() and self.chart.at is not None:
            self._open_marks_on(self.chart.points[self.chart.at].day)
        else:
            self._open_marks()

    def _guarded(self, view: TrendsView) -> Guarded | None:
        if view.trend.guard is None:
            return None
        if not view.is_blank:
            what = self.tr("Not enough for a line yet")
            return Guarded(what, phrases.told(view.trend.guard), self.tr("Go to Today"))
        why = self.tr(
            "A line needs six weeks of work with minutes and tokens. Log some on Today, or read the logs "
            "of your tools."
        )
        return Guarded(self.tr("Nothing to show yet"), why, self.tr("Go to Today"), is_new=True)

    def _new_chart(self) -> "ValueChart":
        from aijournal.ui.charts.value_chart import ValueChart

        chart = ValueChart(self._theme)
        chart.day_picked.connect(self.marks.choose)
        chart.mark_asked.connect(self._open_marks_on)
        return chart

    def _fill(self, chart: "ValueChart") -> None:
        if self._view is not None:
            chart.show_trend(self._view.trend)

    def _behind(self, shown: Any) -> Behind | None:
        """Return the entries of the days that a point rests on; while a day is being marked, none."""
        if self._view is None or self._today is None or (self.marks.isVisible() and not self.is_table):
            return None
        if isinstance(shown, TrendRow):
            return behind_days(self._view, shown.coverage.week)
        return self._around(self._view, shown, self._today)

    def _around(self, view: TrendsView, point: TrendPoint, today: date) -> Behind:
        from aijournal.analysis.kernel import REACH

        reach = timedelta(days=REACH)
        behind = behind_days(view, Period(point.day - reach, min(today, point.day + reach)))
        words = self.tr("Around %1: %2, the nearest days count most")
        words = words.replace("%1", phrases.full_day(point.day)).replace("%2", behind.words)
        return Behind(behind.wanted, words)

    @Slot()
    def _open_marks(self) -> None:
        if self.marks.isVisible():
            self.marks.put_away()
        elif self._today is not None:
            self.marks.open_for(self._today, self._today, self.mark)

    @Slot(date)
    def _open_marks_on(self, day: date) -> None:
        if self._today is not None and self.chart is not None:
            self.behind.hide()
            self.marks.open_for(day, self._today, self.chart)

    def _what_it_rests_on(self, value: ValueReport) -> str:
        judged = self.tr("%1 judged of %2").replace("%1", phrases.decimal(value.rated))
        parts = [self.tr("felt"), judged.replace("%2", phrases.decimal(value.interactions))]
        if value.coverage_tokens is not None:
            parts.append(self.tr("%1 of tokens").replace("%1", phrases.share(value.coverage_tokens)))
        return phrases.BETWEEN.join(parts)
