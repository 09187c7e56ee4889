"""What a person takes to their review: the page Reports."""

from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QApplication, QBoxLayout, QVBoxLayout, QWidget

from aijournal.domain.entry_filter import EVERYTHING
from aijournal.domain.period_choice import PeriodChoice, Span
from aijournal.domain.review import OwnWords
from aijournal.export.files import write_report
from aijournal.export.formats import ReportFormat
from aijournal.paths import Paths
from aijournal.ui.actions.actions import Acts
from aijournal.ui.asking import Asking, Otherwise, Then
from aijournal.ui.filter_bar.filter_bar import FilterBar
from aijournal.ui.pages.late_page import LatePage
from aijournal.ui.parts import Parts
from aijournal.ui.places import from_home
from aijournal.ui.reports.making import MadeReport, ReportQuestion, make_report
from aijournal.ui.reports.preview_card import PreviewCard
from aijournal.ui.reports.saving import ask_where_to_save
from aijournal.ui.reports.switches_card import LeftOutCard, SwitchesCard
from aijournal.ui.type_scale import CARD_GAP, GRID
from aijournal.ui.widgets.labels import plain_label

_SPAN = PeriodChoice(Span.THREE_MONTHS)


class ReportsPage(LatePage):
    """The report as it would be written is made whenever it would be another one, aside of everything else.

    The bytes that are previewed are kept, and these are what is saved and copied.
    """

    def __init__(self, parts: Parts, parent: QWidget | None = None) -> None:
        super().__init__(parts.theme, parent)
        self._parts = parts
        self._aside, self._clock = parts.reports, parts.clock
        self.made: MadeReport | None = None
        self._making: Asking[MadeReport | None] = Asking(self._make, self._show, self.failed.emit)
        self.filter_bar = FilterBar(parts.theme, parts.journal, parts.clock)
        self.filter_bar.show_question(EVERYTHING, _SPAN)
        self.switches = SwitchesCard()
        self.left_out = LeftOutCard()
        self.preview = PreviewCard(parts.theme)
        self._lay_out()
        self._connect()

    def acts(self) -> Acts:
        """Offer the two ways in which a report leaves."""
        return {"report.save": self.save, "report.copy": self.copy}

    def first_focus(self) -> QWidget:
        """Return the choice of the format."""
        return self.switches.format

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
        )

    @property
    def is_settled(self) -> bool:
        """Whether what is shown is what is asked for."""
        return self.made is not None and not self._making.is_under_way

    def ask_now(self) -> None:
        """Make the report anew; one that is being made is stopped."""
        self._aside.cancel()
        self.preview.say(self.tr("Making the report …"))
        self._making.ask()

    @Slot()
    def save(self) -> None:
        """Ask where the bytes that are previewed go."""
        if self._may_leave():
            kind = self.switches.kind
            ask_where_to_save(self, kind, self._clock.today(), self.save_to)

    @Slot()
    def copy(self) -> None:
        """Put the text that is previewed into the clipboard."""
        if self.made is not None and self.made.question.kind.is_text and self._may_leave():
            QApplication.clipboard().setText(self.made.content.decode())
            self.said.emit(self.tr("Copied the report."), False)

    def save_to(self, path: Path) -> None:
        """Write the bytes that are previewed to a file."""
        if self.made is None:
            return
        job = partial(_save, own=self._parts.session.access.paths, path=path, content=self.made.content)
        self._aside.think(job, partial(self._tell_saved, path), self.failed.emit)

    def _lay_out(self) -> None:
        header = self.row(GRID)
        header.addWidget(plain_label(self.tr("Reports"), "title"))
        promise = self.tr(
            "What do I take to my review? Nothing leaves but what you save here, all of it seen before."
        )
        self.column.addLayout(header)
        self.column.addWidget(plain_label(promise, "soft", wraps=True))
        self.column.addWidget(self.filter_bar)
        side = QVBoxLayout()
        side.setSpacing(CARD_GAP)
        side.addWidget(self.switches)
        side.addWidget(self.left_out)
        side.addStretch(1)
        beside: QBoxLayout = self.row()
        beside.addLayout(side, 2)
        beside.addWidget(self.preview, 5)
        self.column.addLayout(beside)
        self.column.addStretch(1)

    def _connect(self) -> None:
        self._parts.journal.entries_changed.connect(self.refresh)
        self.filter_bar.changed.connect(self.refresh)
        self.switches.changed.connect(self.refresh)
        self.preview.save_asked.connect(self.save)
        self.preview.copy_asked.connect(self.copy)

    def _make(self, then: Then[MadeReport | None], otherwise: Otherwise) -> None:
        job = partial(make_report, question=self.question, words=OwnWords())
        self._aside.ask(job, then, otherwise)

    def _show(self, made: MadeReport | None) -> None:
        if made is None:
            return
        self.left_out.show_left_out(made.left_out)
        if made.question.kind is ReportFormat.PDF:
            QTimer.singleShot(0, self, partial(self._draw, made))
        else:
            self.preview.show_text(made.content)
            self._hold(made)

    def _draw(self, made: MadeReport) -> None:
        """Draw a PDF, and its pages to look at; only the window's own thread may."""
        from aijournal.ui.reports.page_images import page_images
        from aijournal.ui.reports.pdf import draw_pdf, typeset

        document = made.review.document
        pages = page_images(document, self.preview.page_width, self.devicePixelRatioF())
        self.preview.show_pages(tuple(pages), typeset(document).toPlainText())
        self._hold(replace(made, content=draw_pdf(document)))

    def _hold(self, made: MadeReport) -> None:
        """Keep the bytes that are previewed, to be written."""
        self.made = made
        self.preview.tell(made.content, made.checksum)

    def _may_leave(self) -> bool:
        return self.is_settled

    def _tell_saved(self, path: Path, _: None) -> None:
        self.said.emit(self.tr("Saved to %1").replace("%1", from_home(path)), False)


def _save(_: object, *, own: Paths, path: Path, content: bytes) -> None:
    write_report(own, path, content)
