"""The cards of Trends beside value over time: days, kinds of work, minutes against tokens, two quarters."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, Signal, Slot
from PySide6.QtWidgets import QWidget

from aijournal.analysis.cells import CellTable
from aijournal.analysis.cells_sentence import cells_sentence
from aijournal.analysis.mix import MixPart
from aijournal.analysis.sentences import say
from aijournal.analysis.work_points import WorkPoints
from aijournal.domain.period import Period
from aijournal.ui import phrases
from aijournal.ui.charts import mix_table
from aijournal.ui.charts.calendar_table import CalendarTable
from aijournal.ui.charts.cells_table import CellsTable, name_of, shown_rows
from aijournal.ui.charts.mix_table import MixTable, StepKind
from aijournal.ui.charts.work_table import WorkTable
from aijournal.ui.entry_table.prompt_lines import PromptLines
from aijournal.ui.pages.trend_behind_view import Behind
from aijournal.ui.pages.trend_chart_card import ChartCard, Guarded, Shown
from aijournal.ui.pages.trends_view import MOST_INTERACTIONS, TrendsView
from aijournal.ui.theme import Theme
from aijournal.ui.widgets.segments import Segments

if TYPE_CHECKING:
    from aijournal.ui.charts.calendar_chart import CalendarChart
    from aijournal.ui.charts.cells_chart import CellsChart
    from aijournal.ui.charts.mix_chart import MixChart
    from aijournal.ui.charts.work_chart import WorkChart


def behind_days(view: TrendsView, period: Period) -> Behind:
    """Return what lies behind some days of a view."""
    wanted = replace(view.wanted, period=period)
    first, last = period.first, period.last
    if first is None or last is None:
        return Behind(wanted, "")
    if first == last:
        return Behind(wanted, phrases.full_day(first))
    words = QCoreApplication.translate("TrendCards", "%1 to %2").replace("%1", phrases.full_day(first))
    return Behind(wanted, words.replace("%2", phrases.full_day(last)))


class CalendarCard(ChartCard):
    """Every day by its net minutes."""

    chart: "CalendarChart | None"

    def __init__(self, theme: Theme, lines: PromptLines, parent: QWidget | None = None) -> None:
        super().__init__(theme, lines, CalendarTable(), parent)
        self.set_about(self.tr("Days by net minutes"), self.tr("Net minutes by day, as a table"))
        self._view: TrendsView | None = None

    def show_view(self, view: TrendsView) -> None:
        """Take the days; they are drawn when they are near."""
        self._view = view
        calendar = view.calendar
        parts = [self.tr("felt"), phrases.days(len(calendar.days))]
        if calendar.coverage is not None:
            parts.append(self.tr("%1 of interactions judged").replace("%1", phrases.share(calendar.coverage)))
        if calendar.not_judged:
            words = self.tr("%1 not judged at all").replace("%1", phrases.days(calendar.not_judged))
            parts.append(words)
        hint = self.tr("Each square is a day. Arrow keys read the days, Enter lists the entries of one.")
        guarded = None
        if calendar.guard is not None:
            guarded = Guarded(self.tr("No days to show"), phrases.told(calendar.guard))
        shown = Shown(phrases.told(calendar.sentence), phrases.BETWEEN.join(parts), hint, guarded)
        self.present(shown, calendar.days)

    def _new_chart(self) -> "CalendarChart":
        from aijournal.ui.charts.calendar_chart import CalendarChart

        return CalendarChart(self._theme)

    def _fill(self, chart: "CalendarChart") -> None:
        if self._view is not None:
            chart.show_calendar(self._view.calendar)

    def _behind(self, shown: Any) -> Behind | None:
        return behind_days(self._view, Period(shown.day, shown.day)) if self._view else None


class CellsCard(ChartCard):
    """How often AI helped and hurt, by model and task type."""

    chart: "CellsChart | None"

    def __init__(self, theme: Theme, lines: PromptLines, parent: QWidget | None = None) -> None:
        super().__init__(theme, lines, CellsTable(), parent)
        about = self.tr("Helped and hurt, by model and kind of work")
        self.set_about(about, self.tr("Helped and hurt by model and task type, as a table"))
        self._view: TrendsView | None = None
        self._cells: CellTable | None = None

    def show_cells(self, view: TrendsView, cells: CellTable) -> None:
        """Take the cells; they are drawn when they are near."""
        self._view, self._cells = view, cells
        guarded = None
        if cells.guard is not None:
            why = self.tr("Judge an interaction, and its model and kind of work stand here.")
            guarded = Guarded(phrases.told(cells.guard), why, self.tr("Go to Today"))
        sentence = phrases.told(cells_sentence(cells))
        self.present(Shown(sentence, self._basis(cells), self._hint(cells), guarded), cells.rows)

    def _basis(self, cells: CellTable) -> str:
        judged = self.tr("%1 judged of %2").replace("%1", phrases.decimal(cells.rated))
        return phrases.BETWEEN.join(
            (self.tr("felt"), judged.replace("%2", phrases.decimal(cells.interactions)))
        )

    def _hint(self, cells: CellTable) -> str:
        rated, shown = sum(row.rated > 0 for row in cells.rows), len(shown_rows(cells))
        parts = [
            self.tr("Round: helped, triangle: hurt. Hollow: as counted, filled: steadied, with its range.")
        ]
        if shown < rated:
            words = self.tr("The %1 judged most often of %2; the table has all.")
            parts.append(words.replace("%1", phrases.decimal(shown)).replace("%2", phrases.decimal(rated)))
        notes = (cells.helped_sentence, cells.faint, cells.range_note)
        parts += [phrases.told(note) for note in notes if note]
        return " ".join(parts)

    def _new_chart(self) -> "CellsChart":
        from aijournal.ui.charts.cells_chart import CellsChart

        return CellsChart(self._theme)

    def _fill(self, chart: "CellsChart") -> None:
        if self._cells is not None:
            chart.show_cells(self._cells)

    def _behind(self, shown: Any) -> Behind | None:
        if self._view is None:
            return None
        model, task = shown.key
        return Behind(
            replace(self._view.wanted, model=model, task=task),
            name_of(shown),
            without_model=model is None,
            without_task=task is None,
        )


class WorkCard(ChartCard):
    """Net minutes against tokens, by day or by interaction."""

    interactions_asked = Signal()

    chart: "WorkChart | None"

    def __init__(self, theme: Theme, lines: PromptLines, parent: QWidget | None = None) -> None:
        super().__init__(theme, lines, WorkTable(), parent)
        about = self.tr("Net minutes against tokens")
        self.set_about(about, self.tr("Net minutes and tokens, as a table"))
        self._view: TrendsView | None = None
        self._work: WorkPoints | None = None
        self.unit = Segments(self.tr("A point for each"), (self.tr("Day"), self.tr("Interaction")))
        self.line.addWidget(self.unit)
        self.unit.chosen.connect(self._choose)

    @property
    def is_by_interaction(self) -> bool:
        """Whether each interaction is a point."""
        return self.unit.current == 1

    def show_view(self, view: TrendsView) -> None:
        """Take the days, or ask for the interactions where these were chosen and are not too many."""
        self._view = view
        self.unit.setVisible(view.work.guard is None)
        if not self.is_by_interaction or view.work.guard is not None:
            self.show_work(view.work)
        elif view.work.paired <= MOST_INTERACTIONS:
            self.interactions_asked.emit()
        else:
            self._say_too_many(view.work)

    def show_work(self, work: WorkPoints) -> None:
        """Take points; they are drawn when they are near."""
        self._work = work
        guarded = Guarded(self.tr("No points yet"), phrases.told(work.guard)) if work.guard else None
        self.present(
            Shown(phrases.told(work.sentence), self._basis(work), self._hint(), guarded), work.points
        )

    def _say_too_many(self, work: WorkPoints) -> None:
        why = self.tr("%1 lie on one another. Choose a shorter period, or days as points.")
        guarded = Guarded(self.tr("Too many points"), why.replace("%1", phrases.interactions(work.paired)))
        self.present(Shown(phrases.told(work.sentence), self._basis(work), "", guarded), ())

    def _basis(self, work: WorkPoints) -> str:
        pairs = self.tr("%1 of %2 with minutes and tokens").replace("%1", phrases.decimal(work.paired))
        parts = [self.tr("felt"), pairs.replace("%2", phrases.decimal(work.interactions))]
        if work.coverage_tokens is not None:
            parts.append(self.tr("%1 of tokens").replace("%1", phrases.share(work.coverage_tokens)))
        return phrases.BETWEEN.join(parts)

    def _hint(self) -> str:
        return self.tr(
            "Ten times the tokens is one step to the right. No line: minutes and tokens of unplanned work do "
            "not tell what the next token brings. Arrow keys read the points, Enter lists the entries."
        )

    def _new_chart(self) -> "WorkChart":
        from aijournal.ui.charts.work_chart import WorkChart

        return WorkChart(self._theme)

    def _fill(self, chart: "WorkChart") -> None:
        if self._work is not None:
            chart.show_work(self._work)

    def _behind(self, shown: Any) -> Behind | None:
        if self._view is None:
            return None
        day = behind_days(self._view, Period(shown.day, shown.day))
        return day if shown.key is None else Behind(replace(day.wanted, ids=(int(shown.key),)), day.words)

    @Slot()
    def _choose(self) -> None:
        if self._view is not None:
            self.show_view(self._view)
            self.draw()


class MixCard(ChartCard):
    """This quarter against the last: other kinds of work, and the same kinds going otherwise."""

    chart: "MixChart | None"

    def __init__(self, theme: Theme, lines: PromptLines, parent: QWidget | None = None) -> None:
        super().__init__(theme, lines, MixTable(), parent)
        about = self.tr("This quarter against the last, in net minutes per million weighted tokens")
        self.set_about(about, self.tr("The two quarters by task type, as a table"))
        self._view: TrendsView | None = None

    def show_view(self, view: TrendsView) -> None:
        """Take the comparison, or what it lacks; it is drawn when it is near."""
        self._view = view
        comparison = view.change.comparison
        if view.change.guard is not None or comparison is None:
            guarded = Guarded(self.tr("Not to be compared yet"), phrases.told(view.change.sentence))
            self.present(Shown("", "", "", guarded), ())
            return
        mix = comparison.mix
        parts = say(
            "mix.parts",
            change=mix_table.signed(mix.change),
            mix=mix_table.signed(mix.mix),
            within=mix_table.signed(mix.within),
        )
        shown = Shown(phrases.told(view.change.sentence), self._basis(view), phrases.told(parts))
        self.present(shown, mix.parts)

    def _basis(self, view: TrendsView) -> str:
        before, after = view.change.value_before, view.change.value
        shares = [
            phrases.UNKNOWN if share is None else phrases.share(share)
            for share in (before.coverage_tokens, after.coverage_tokens)
        ]
        counts = self.tr("n %1 and %2").replace("%1", phrases.decimal(before.paired))
        tokens = self.tr("%1 and %2 of tokens").replace("%1", shares[0]).replace("%2", shares[1])
        return phrases.BETWEEN.join(
            (self.tr("felt"), counts.replace("%2", phrases.decimal(after.paired)), tokens)
        )

    def _new_chart(self) -> "MixChart":
        from aijournal.ui.charts.mix_chart import MixChart

        return MixChart(self._theme)

    def _fill(self, chart: "MixChart") -> None:
        if self._view is not None:
            chart.show_change(self._view.change)

    def _behind(self, shown: Any) -> Behind | None:
        """Return the entries of a quarter, or of both, or of a task type in both."""
        if self._view is None:
            return None
        change = self._view.change
        both = Period(change.quarter_before.first, change.quarter.last)
        if isinstance(shown, MixPart):
            days = behind_days(self._view, both)
            wanted = replace(days.wanted, task=shown.key)
            return Behind(wanted, days.words, without_task=shown.key is None)
        quarters = {StepKind.BEFORE: change.quarter_before, StepKind.AFTER: change.quarter}
        return behind_days(self._view, quarters.get(shown.kind, both))
