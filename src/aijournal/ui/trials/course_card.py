"""The card with the course of a trial's estimate: chart, table, or how many tasks it still needs."""

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from aijournal.analysis.trial_course import CoursePoint
from aijournal.ui import phrases
from aijournal.ui.charts.course_table import CourseTableModel
from aijournal.ui.entry_table.prompt_lines import PromptLines
from aijournal.ui.pages.trend_behind_view import Behind
from aijournal.ui.pages.trend_chart_card import ChartCard, Guarded, Shown
from aijournal.ui.theme import Theme

if TYPE_CHECKING:
    from aijournal.ui.charts.course_chart import CourseChart

_FIRST = 10  # before which the sequence says nothing


class CourseCard(ChartCard):
    """The range here holds at every look at once, so it may be looked at after each task."""

    chart: "CourseChart | None"

    def __init__(self, theme: Theme, lines: PromptLines, parent: QWidget | None = None) -> None:
        super().__init__(theme, lines, CourseTableModel(), parent)
        self.set_about(self.tr("Safe to look at after every task"), self.tr("The estimate, task by task"))
        self._points: tuple[CoursePoint, ...] = ()
        self._sentence = ""

    def show_course(self, points: tuple[CoursePoint, ...], sentence: str, done: int) -> None:
        """Show a course as chart or as table, whichever is open, or what it lacks."""
        self._points, self._sentence = points, sentence
        guarded = None
        if not points:
            words = self.tr("It begins with the tenth finished task: %1 more.")
            if done >= _FIRST:
                words = self.tr("These times are too large, too small or too few of a kind for a figure.")
            why = words.replace("%1", phrases.decimal(max(1, _FIRST - done)))
            guarded = Guarded(self.tr("No running estimate yet"), why)
        hint = self.tr("Arrow keys read the tasks. Below 0 the treatment takes less.")
        basis = self.tr("Stopping because it excludes 0 is fair; the range is wider for that.")
        self.present(Shown(sentence, basis if points else "", hint, guarded), points[::-1])
        self.draw()

    def _new_chart(self) -> "CourseChart":
        from aijournal.ui.charts.course_chart import CourseChart

        return CourseChart(self._theme)

    def _fill(self, chart: "CourseChart") -> None:
        chart.show_course(self._points, self._sentence)

    def _behind(self, shown: Any) -> Behind | None:
        """Return nothing: a point rests on all tasks before it, which stand on the page."""
        del shown
        return None
