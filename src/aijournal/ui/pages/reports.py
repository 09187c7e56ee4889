"""What a person takes to their review: the page Reports."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from aijournal.domain.entry_filter import EVERYTHING
from aijournal.domain.period_choice import PeriodChoice, Span
from aijournal.errors import AijournalError
from aijournal.export.files import write_report
from aijournal.export.leaving import Sighting
from aijournal.export.making import MadeReport, ReportQuestion
from aijournal.paths import Paths
from aijournal.ui.actions.actions import Acts
from aijournal.ui.asking import Asking, Otherwise, Then
from aijournal.ui.discreet import hides_figures
from aijournal.ui.filter_bar.filter_bar import FilterBar
from aijournal.ui.pages.late_page import LatePage
from aijournal.ui.parts import Parts
from aijournal.ui.places import from_home
from aijournal.ui.reports.findings_card import FindingsCard
from aijournal.ui.reports.names_card import NamesCard
from aijournal.ui.reports.own_words_card import OwnWordsCard
from aijournal.ui.reports.preview_card import PreviewCard
from aijournal.ui.reports.report_view import ReportView, report_view
from aijournal.ui.reports.reporting import Reporting
from aijournal.ui.reports.saving import ask_where_to_save
from aijournal.ui.reports.switches_card import LeftOutCard, SwitchesCard
from aijournal.ui.type_scale import CARD_GAP, GRID
from aijournal.ui.widgets.bringing_into_view import bring_into_view
from aijournal.ui.widgets.empty_state import EmptyState
from aijournal.ui.widgets.labels import plain_label
from aijournal.ui.widgets.putting_away import has_keyboard
from aijournal.ui.widgets.working_line import WorkingLine

_SPAN = PeriodChoice(Span.THREE_MONTHS)
_PATIENCE_MS = 400


class ReportsPage(LatePage):
    """The report as it would be written is made whenever it would be another one, aside of everything else.

    The bytes that are previewed are kept, and these are what is saved and copied.
    """

    def __init__(self, parts: Parts, parent: QWidget | None = None) -> None:
        super().__init__(parts.theme, parent)
        self._parts = parts
        self._clock = parts.clock
        self._viewing: Asking[ReportView] = Asking(self._ask_view, self._show_view, self.failed.emit)
        self.reporting = Reporting(parts.reports, lambda: self.question, self)
        self.filter_bar = FilterBar(parts.theme, parts.journal, parts.clock)
        self.filter_bar.show_question(EVERYTHING, _SPAN)
        self.switches = SwitchesCard()
        self.left_out = LeftOutCard()
        self.working = WorkingLine()
        self.findings = FindingsCard(parts.theme)
        self.preview = PreviewCard(parts.theme)
        self.words = OwnWordsCard(parts)
        self.names = NamesCard(parts)
        self.empty = EmptyState(parts.theme)
        self._content = QWidget()
        self._afterwards: Callable[[], None] | None = None
        self._patience = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._lay_out()
        self._connect()

    def acts(self) -> Acts:
        """Offer the two ways in which a report leaves, and picking what it tells of."""
        return {
            "report.save": self.save,
            "report.copy": self.copy,
            "report.pick": self.words.open_picking,
        }

    def can_run(self, name: str) -> bool:
        """Return whether there is a report to do it with."""
        return super().can_run(name) and not self._content.isHidden()

    def first_focus(self) -> QWidget:
        """Return the choice of the format, or what can be done where there is nothing to report."""
        return self.empty.action if self._content.isHidden() else self.switches.format

    @property
    def question(self) -> ReportQuestion:
        """What is asked for now."""
        return ReportQuestion(
            wanted=self.filter_bar.wanted(),
            kind=self.switches.kind,
            included=self.switches.included,
            weights=self._parts.settings.current.weights,
            now=self._clock.now(),
            today=self._clock.today(),
            quota=self._parts.settings.current.quota,
        )

    @property
    def made(self) -> MadeReport | None:
        """The report that is previewed."""
        return self.reporting.made

    @property
    def is_settled(self) -> bool:
        """Whether what is shown is what is asked for, and was looked through."""
        return self.reporting.is_settled and not self._viewing.is_under_way

    def ask_now(self) -> None:
        """Make the report anew; in discreet mode there is none, for it could only be shown as it is."""
        if hides_figures():
            self._say_hidden()
            return
        self._viewing.ask()
        self.reporting.make()

    @Slot()
    def save(self) -> None:
        """Ask where the bytes that are previewed go."""
        made = self._ready(self.save)
        if made is not None:
            ask_where_to_save(self, made.question.kind, self._clock.today(), partial(self.save_to, made))

    @Slot()
    def copy(self) -> None:
        """Put the text that is previewed into the clipboard."""
        made = self._ready(self.copy)
        if made is None:
            return
        if made.question.kind.is_text:
            QApplication.clipboard().setText(made.content.decode())
            self.said.emit(self.tr("Copied the report."), False)
        else:
            self.said.emit(self.tr("A PDF cannot be copied as text. Save it instead."), False)

    def save_to(self, made: MadeReport, path: Path) -> None:
        """Write the bytes of a report to a file, private to its owner."""
        own = self._parts.session.access.paths
        job = partial(_save, own=own, path=path, content=made.content)
        self._parts.reports.think(job, partial(self._tell_saved, path), self.failed.emit)

    def _lay_out(self) -> None:
        header = self.row(GRID)
        header.addWidget(plain_label(self.tr("Reports"), "title"))
        promise = self.tr(
            "What do I take to my review? Only what you save here leaves, and you see all of it first."
        )
        self.column.addLayout(header)
        self.column.addWidget(plain_label(promise, "soft", wraps=True))
        self.column.addWidget(self.empty)
        self.column.addWidget(self._content)
        self.column.addStretch(1)
        self.empty.hide()
        inside = QVBoxLayout(self._content)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(CARD_GAP)
        inside.addWidget(self.filter_bar)
        beside = self.row()
        side = _below(self.switches, self.left_out)
        side.addStretch(1)
        beside.addLayout(side, 2)
        above = _below(self.working, self.findings, self.preview)
        above.setStretchFactor(self.preview, 1)
        beside.addLayout(above, 5)
        inside.addLayout(beside)
        inside.addWidget(self.words)
        inside.addWidget(self.names)

    def _connect(self) -> None:
        for signal in (
            self._parts.journal.entries_changed,
            self.filter_bar.changed,
            self.switches.changed,
        ):
            signal.connect(self.refresh)
        self.empty.acted.connect(self.today_asked)
        self.preview.save_asked.connect(self.save)
        self.preview.copy_asked.connect(self.copy)
        self.working.stop_asked.connect(self.reporting.stop)
        self._patience.timeout.connect(self._show_working)
        self.reporting.began.connect(self._begin)
        self.reporting.previewed.connect(self._preview)
        self.reporting.looked.connect(self._show_looked)
        self.reporting.stopped.connect(self._show_stopped)
        self.reporting.progressed.connect(self._show_progress)
        self.reporting.failed.connect(self._show_failure)
        for card in (self.words, self.names):
            card.said.connect(self.said)
            card.failed.connect(self.failed)

    def _ask_view(self, then: Then[ReportView], otherwise: Otherwise) -> None:
        self._parts.journal.read(partial(report_view, wanted=self.filter_bar.wanted()), then, otherwise)

    def _show_view(self, view: ReportView) -> None:
        is_told = not self.switches.kind.is_of_entries
        self.words.show_words(view.words, view.wanted, is_told=is_told)
        self.names.show_names(view.names)

    @Slot()
    def _begin(self) -> None:
        self.preview.say(self.tr("Making the report …"))
        self._patience.start()

    @Slot()
    def _show_working(self) -> None:
        self.working.begin(self.tr("Making the report …"))

    @Slot(int, int)
    def _show_progress(self, done: int, count: int) -> None:
        if self.working.isVisible():
            self.working.bar.setRange(0, count)
            self.working.bar.setValue(done)

    @Slot(MadeReport)
    def _preview(self, made: MadeReport) -> None:
        if made.is_blank:
            self._say_blank()
        else:
            self._show_content(is_shown=True)
        self.left_out.show_left_out(made.left_out)
        self.preview.show_report(made)

    @Slot(tuple)
    def _show_looked(self, sightings: tuple[Sighting, ...]) -> None:
        self._settle()
        self.findings.show_sightings(sightings)
        afterwards, self._afterwards = self._afterwards, None
        if afterwards is not None:
            afterwards()

    @Slot()
    def _show_stopped(self) -> None:
        self._settle()
        self._afterwards = None
        self.preview.say(self.tr("Stopped before the end. Save makes the report anew."))

    @Slot(AijournalError)
    def _show_failure(self, error: AijournalError) -> None:
        self._show_stopped()
        self.failed.emit(error)

    def _settle(self) -> None:
        self._patience.stop()
        if self.working.isVisible():
            self.working.settle()

    def _ready(self, afterwards: Callable[[], None]) -> MadeReport | None:
        """Return the report if it may leave, and else say what is to be done before.

        One that is not there yet, because something is still being typed or it was stopped, leaves
        `afterwards`.
        """
        if self.words.finish() or not self.is_settled:
            self._afterwards = afterwards
            if not self.reporting.is_under_way:
                self.refresh()
            return None
        if self.findings.left:
            bring_into_view(self.findings)
            self.findings.list.setFocus()
            words = self.tr("Tick what was found as seen, or take it out, before the report leaves.")
            self.said.emit(words, False)
            return None
        return self.made

    def _tell_saved(self, path: Path, _: None) -> None:
        self.said.emit(self.tr("Saved to %1").replace("%1", from_home(path)), False)

    def _say_hidden(self) -> None:
        key = self._parts.bindings.shown("view.discreet")
        why = self.tr("A report can only be shown as it is, so it waits until contents are shown again.")
        self.empty.say("reports", self.tr("Contents are hidden"), f"{why} {key}".strip())
        self._show_content(is_shown=False)

    def _say_blank(self) -> None:
        why = self.tr(
            "A report tells what the work was worth that you judged. Log some, or read your tools’ logs."
        )
        self.empty.say(
            "reports", self.tr("There is nothing to report yet"), why, self.tr("Go to Today"), is_new=True
        )
        self._show_content(is_shown=False)

    def _show_content(self, *, is_shown: bool) -> None:
        had_keyboard = has_keyboard(self)
        self._content.setVisible(is_shown)
        self.empty.setVisible(not is_shown)
        if had_keyboard and not is_shown:
            self.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)


def _below(*widgets: QWidget) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(CARD_GAP)
    for widget in widgets:
        column.addWidget(widget)
    return column


def _save(_: object, *, own: Paths, path: Path, content: bytes) -> None:
    write_report(own, path, content)
