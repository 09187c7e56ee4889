"""What a reading came to, as the sum that it is: records = imported + duplicates + ignored + rejected."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from aijournal.ui import phrases
from aijournal.ui.log_reading import LogRequest
from aijournal.ui.sources.places import breakable
from aijournal.ui.type_scale import GRID
from aijournal.ui.widgets.flow_layout import FlowLayout
from aijournal.ui.widgets.labels import plain_label

if TYPE_CHECKING:
    from aijournal.collect import ImportResult
    from aijournal.journal.ledger import LastRun


class CountsRow(QWidget):
    """The sum in one line that wraps, what it means below it, and the way to the reasons."""

    reasons_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._terms = tuple(plain_label() for _ in range(5))
        self._meaning = plain_label(role="small", wraps=True)
        self.why = QPushButton()
        self.why.setProperty("role", "link")
        self.why.setProperty("place", "line")
        self.why.clicked.connect(self._ask_reasons)
        self._lay_out()

    @property
    def sum(self) -> str:
        """The sum as it is read."""
        records, *terms = (term.text() for term in self._terms)
        return f"{records} = {' + '.join(terms)}"

    @property
    def meaning(self) -> str:
        """What the sum means, in words."""
        return self._meaning.text()

    def show_result(self, title: str, result: "ImportResult", request: LogRequest, left_out: int) -> None:
        """Show what came of reading a source by that title; `left_out` counts logs that were not read."""
        self._show_sum(result)
        self._show_meaning(self._what_it_means(result, request))
        self._show_way_to_reasons(title, result.rejected, left_out)

    def show_last_run(self, title: str, run: "LastRun") -> None:
        """Show what the journal remembers of the latest reading of a source by that title."""
        self._show_sum(run)
        self._show_meaning("" if run.finished_at else self.tr("stopped before the end"))
        self._show_way_to_reasons(title, run.rejected, 0)

    def _show_sum(self, counted: "ImportResult | LastRun") -> None:
        counts = (
            (self._records(counted.records), counted.records),
            (self.tr("%1 imported"), counted.imported),
            (self._duplicates(counted.duplicates), counted.duplicates),
            (self.tr("%1 ignored"), counted.ignored),
            (self.tr("%1 rejected"), counted.rejected),
        )
        for term, (words, count) in zip(self._terms, counts, strict=True):
            term.setText(words.replace("%1", phrases.decimal(count)))

    def _records(self, count: int) -> str:
        return self.tr("1 record") if count == 1 else self.tr("%1 records")

    def _duplicates(self, count: int) -> str:
        return self.tr("1 duplicate") if count == 1 else self.tr("%1 duplicates")

    def _show_meaning(self, words: str) -> None:
        self._meaning.setText(words)
        self._meaning.setVisible(bool(words))

    def _lay_out(self) -> None:
        line = QWidget()
        line.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        flow = FlowLayout(line, gap=GRID + 2)
        for sign, term in zip(("", "=", "+", "+", "+"), self._terms, strict=True):
            if sign:
                flow.addWidget(plain_label(sign, "soft"))
            flow.addWidget(term)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        column.addWidget(line)
        column.addWidget(self._meaning)
        column.addWidget(self.why, 0, Qt.AlignmentFlag.AlignLeft)

    def _show_way_to_reasons(self, title: str, rejected: int, left_out: int) -> None:
        parts = []
        if rejected:
            parts.append(self.tr("%1 rejected").replace("%1", phrases.decimal(rejected)))
        if left_out:
            words = self.tr("1 log not read") if left_out == 1 else self.tr("%1 logs not read")
            parts.append(words.replace("%1", phrases.decimal(left_out)))
        self.why.setText(self.tr("%1: why?").replace("%1", ", ".join(parts)))
        self.why.setAccessibleName(f"{title}: {self.why.text()}")
        self.why.setVisible(bool(parts))

    def _what_it_means(self, result: "ImportResult", request: LogRequest) -> str:
        parts = [self._what_is_new(result)]
        if result.was_cancelled:
            parts.append(self.tr("stopped before the end"))
        if request.is_rehearsal:
            parts.append(self.tr("tried only, nothing was kept"))
        if request.places:
            parts.append(self.tr("from %1").replace("%1", breakable(str(result.root))))
        return phrases.BETWEEN.join(parts)

    def _what_is_new(self, result: "ImportResult") -> str:
        if not (result.interactions_new or result.exchanges_new or result.calls_new):
            return self.tr("nothing new")
        count = result.interactions_new
        words = self.tr("1 new interaction") if count == 1 else self.tr("%1 new interactions")
        return f"{words.replace('%1', phrases.decimal(count))}, {phrases.exchanges(result.exchanges_new)}"

    @Slot()
    def _ask_reasons(self) -> None:
        self.reasons_asked.emit()
