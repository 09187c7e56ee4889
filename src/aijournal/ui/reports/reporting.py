"""Making a report and looking through its words, one after the other, away from the window's thread."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from aijournal.errors import AijournalError
from aijournal.export.formats import ReportFormat
from aijournal.export.leaving import Sighting, look_through
from aijournal.export.making import MadeReport, ReportQuestion, Stopped, make_report
from aijournal.ui.aside import Aside, IsCancelled
from aijournal.ui.asking import Asking, Otherwise, Then

if TYPE_CHECKING:
    from aijournal.journal.journal import Journal

_Looked = tuple[MadeReport, tuple[Sighting, ...]]


class Reporting(QObject):
    """Whatever is asked for next stops what goes on.

    `previewed` tells of a report whose bytes are there, `looked` that its words were looked through.
    """

    began = Signal()
    previewed = Signal(MadeReport)
    looked = Signal(tuple)  # of Sighting
    progressed = Signal(int, int)  # words looked through, of how many
    stopped = Signal()
    failed = Signal(AijournalError)

    def __init__(
        self, aside: Aside, question: Callable[[], ReportQuestion], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._aside = aside
        self._question = question
        self._making: Asking[MadeReport | None] = Asking(self._make, self._take, self._fail)
        self._looking: Asking[_Looked | None] = Asking(self._look, self._tell, self._fail)
        self._is_stopped = False
        self.made: MadeReport | None = None
        self._looked_at: MadeReport | None = None

    @property
    def is_under_way(self) -> bool:
        """Whether a report is being made or looked through."""
        return self._making.is_under_way or self._looking.is_under_way or self._is_drawing

    @property
    def is_settled(self) -> bool:
        """Whether there is a report, the one that was asked for last, and its words were looked through."""
        return not self.is_under_way and self.made is not None and self._looked_at is self.made

    @property
    def _is_drawing(self) -> bool:
        return self.made is not None and not self.made.content and not self._is_stopped

    def make(self) -> None:
        """Make the report that is asked for now."""
        self._is_stopped = False
        self._aside.cancel()
        self.began.emit()
        self._making.ask()

    def stop(self) -> None:
        """Make nothing more until it is asked for again."""
        self._is_stopped = True
        self._aside.cancel()

    def _make(self, then: Then[MadeReport | None], otherwise: Otherwise) -> None:
        self._aside.ask(partial(_made, question=self._question()), then, otherwise)

    def _take(self, made: MadeReport | None) -> None:
        if made is None:
            self._end()
            return
        self.made = made
        if made.question.kind is ReportFormat.PDF:
            QTimer.singleShot(0, self, partial(self._draw, made))
        else:
            self._preview()

    def _draw(self, made: MadeReport) -> None:
        """Draw a PDF; only the window's own thread may."""
        from aijournal.ui.reports.pdf import draw_pdf

        if self.made is made:
            self.made = replace(made, content=draw_pdf(made.review.document))
            self._preview()

    def _preview(self) -> None:
        self.previewed.emit(self.made)
        self._looking.ask()

    def _look(self, then: Then[_Looked | None], otherwise: Otherwise) -> None:
        if self.made is not None:
            self._aside.think(partial(self._look_through, self.made), then, otherwise)

    def _look_through(self, made: MadeReport, is_cancelled: IsCancelled) -> _Looked | None:
        """Look through the words that would leave; called on the thread aside."""
        count = len(made.words)
        found = look_through(
            made.words, made.names, lambda done: self.progressed.emit(done, count), is_cancelled
        )
        return None if found is None else (made, found)

    def _tell(self, looked: _Looked | None) -> None:
        if looked is None:
            self._end()
        elif looked[0] is self.made:
            self._looked_at = self.made
            self.looked.emit(looked[1])

    def _end(self) -> None:
        """Keep nothing of what was stopped by the person; what was stopped for something else is no end."""
        if self._is_stopped:
            self.made = None
            self.stopped.emit()

    def _fail(self, error: AijournalError) -> None:
        self.made = None
        self.failed.emit(error)


def _made(journal: "Journal", is_cancelled: IsCancelled, *, question: ReportQuestion) -> MadeReport | None:
    """Return a report, `None` once it is cancelled."""
    try:
        return make_report(journal, question, is_cancelled)
    except Stopped:
        return None
