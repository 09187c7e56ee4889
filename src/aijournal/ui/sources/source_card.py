"""One source: what was found of it and where, how long its tool keeps it, and what came of reading it."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from aijournal.domain.reading import Problem, SourceState
from aijournal.ui import phrases
from aijournal.ui.log_reading import LogRequest
from aijournal.ui.pages.sources_view import SourceView
from aijournal.ui.places import from_home
from aijournal.ui.sources.counts_row import CountsRow
from aijournal.ui.sources.log_facts import what_is_gone, what_lies_there, what_was_left_out, when_read
from aijournal.ui.sources.margin_rows import MarginRows
from aijournal.ui.sources.reasons import Reasons
from aijournal.ui.sources.source_actions import SourceActions
from aijournal.ui.sources.state_mark import StateMark, state_words
from aijournal.ui.theme import Theme
from aijournal.ui.type_scale import CARD_GAP, SIBLING_GAP
from aijournal.ui.widgets.elided_label import ElidedLabel
from aijournal.ui.widgets.labels import plain_label

if TYPE_CHECKING:
    from aijournal.collect import ImportResult
    from aijournal.journal.ledger import LastRun


class SourceCard(QFrame):
    """A source that is on this machine in some way, with what can be done about it."""

    def __init__(self, theme: Theme, source: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._title = title
        self._skipped: tuple[Problem, ...] = ()
        self._problems: tuple[Problem, ...] = ()
        self._counts: Mapping[str, int] = {}
        self._last_run: LastRun | None = None
        self._shown: tuple[int, ...] | None = None
        self.mark = StateMark(theme, SourceState.NOT_FOUND)
        self.state = plain_label(role="soft", wraps=True)
        self.logs = plain_label(wraps=True)
        self.left_out = QPushButton()
        self.left_out.setProperty("role", "link")
        self.left_out.setProperty("place", "line")
        self.gone = plain_label(wraps=True)
        self.folders = QWidget()
        self.kept = plain_label(wraps=True)
        self.when = plain_label(wraps=True)
        self.counts = CountsRow()
        self.buttons = SourceActions(source, title)
        self.reasons = Reasons(theme)
        self._rows = MarginRows(theme)
        self._lay_out()
        self.left_out.clicked.connect(self._show_left_out)
        self.counts.reasons_asked.connect(self._show_rejected)

    def show_source(self, view: SourceView, last_read: datetime | None, today: date) -> None:
        """Show how the source is now; `last_read` is on the person's clock."""
        state = state_words(view.found.state)
        off = self.tr("switched off: read only when you ask for it here")
        self.mark.show_state(view.found.state)
        self.state.setText(phrases.BETWEEN.join([state, off]) if view.is_off else state)
        self.setAccessibleName(f"{self._title}: {state}")
        self.logs.setText(what_lies_there(view))
        self.gone.setText(what_is_gone(view))
        self._rows.show_row(self.gone, is_shown=bool(view.files_gone))
        self._skipped = view.found.skipped
        self.left_out.setText(what_was_left_out(view))
        self.left_out.setVisible(bool(self._skipped))
        self.left_out.setAccessibleName(f"{self._title}: {self.left_out.text()}")
        self._show_folders([from_home(folder) for folder in view.found.folders])
        self.kept.setText(phrases.translated("importers", view.retention))
        self.when.setText(when_read(last_read, today))
        self.buttons.show_readable(is_readable=view.found.state is SourceState.FOUND)

    def show_result(self, result: "ImportResult", request: LogRequest) -> None:
        """Show what came of reading the source, or of trying to."""
        # What discovery left out is said beside the logs, and not again for each reading.
        self._problems = tuple(problem for problem in result.problems if problem not in self._skipped)
        self._counts = result.rejected_by_reason
        self._shown = None if request.is_rehearsal else _counted(result)
        left_out = sum(problem.line is None for problem in self._problems)
        self.counts.show_result(self._title, result, request, left_out)
        self._rows.name_row(
            self.counts, self.tr("if read now") if request.is_rehearsal else self.tr("came of it")
        )
        self._rows.show_row(self.counts, is_shown=True)
        self.reasons.hide()

    def show_last_run(self, run: "LastRun") -> None:
        """Show what the journal remembers of the latest reading, unless that is what is shown already."""
        is_known, self._last_run = run == self._last_run, run
        if is_known or self._shown == _counted(run):
            return
        self._problems, self._counts = (), run.rejected_by_reason
        self._shown = _counted(run)
        self.counts.show_last_run(self._title, run)
        self._rows.name_row(self.counts, self.tr("came of it"))
        self._rows.show_row(self.counts, is_shown=True)
        self.reasons.hide()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(CARD_GAP + 2, CARD_GAP, CARD_GAP + 2, CARD_GAP)
        column.addWidget(self._rows)
        column.addWidget(self.reasons)
        folders = QVBoxLayout(self.folders)
        folders.setContentsMargins(0, 0, 0, 0)
        folders.setSpacing(0)
        self._rows.head(self.mark, self._name_and_state())
        for words, said in (
            (self.tr("logs"), self._logs_and_left_out()),
            (self.tr("gone"), self.gone),
            (self.tr("in"), self.folders),
            (self.tr("kept"), self.kept),
            (self.tr("last read"), self.when),
            (self.tr("came of it"), self.counts),
            ("", self.buttons),
        ):
            self._rows.add(words, said)
        self._rows.show_row(self.counts, is_shown=False)

    def _name_and_state(self) -> QWidget:
        head = QWidget()
        line = QHBoxLayout(head)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(SIBLING_GAP)
        line.addWidget(plain_label(self._title, "heading"), 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.state, 1)
        return head

    def _logs_and_left_out(self) -> QWidget:
        logs = QWidget()
        column = QVBoxLayout(logs)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.logs)
        column.addWidget(self.left_out, 0, Qt.AlignmentFlag.AlignLeft)
        return logs

    def _show_folders(self, folders: Sequence[str]) -> None:
        """Show each folder on a line of its own, which gives way in its middle."""
        column = self.folders.layout()
        shown = [label.text() for label in self.folders.findChildren(ElidedLabel)]
        wanted = [phrases.plain_line(folder) for folder in folders]
        if column is None or shown == wanted:
            return
        for label in self.folders.findChildren(ElidedLabel):
            label.setParent(None)
            label.deleteLater()
        for folder in wanted:
            column.addWidget(ElidedLabel(folder, ""))

    @Slot()
    def _show_left_out(self) -> None:
        self.reasons.toggle(self.left_out, self._skipped)

    @Slot()
    def _show_rejected(self) -> None:
        self.reasons.toggle(self.counts.why, self._problems, self._counts)


def _counted(reading: "ImportResult | LastRun") -> tuple[int, ...]:
    return (reading.records, reading.imported, reading.duplicates, reading.ignored, reading.rejected)
