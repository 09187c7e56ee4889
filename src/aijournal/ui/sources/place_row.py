"""One place that a person pointed to: whose logs lie there and what they would bring, or why none would."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QPushButton, QVBoxLayout, QWidget

from aijournal.domain.reading import Discovery
from aijournal.domain.tools import tool_title
from aijournal.ui import phrases
from aijournal.ui.log_reading import LogPlace, LogRequest
from aijournal.ui.sources.counts_row import CountsRow
from aijournal.ui.sources.finding import MOST_ENTRIES, FoundPlace
from aijournal.ui.sources.places import breakable
from aijournal.ui.type_scale import GRID
from aijournal.ui.widgets.elided_label import ElidedLabel
from aijournal.ui.widgets.labels import plain_label

if TYPE_CHECKING:
    from aijournal.collect import ImportResult


class PlaceRow(QWidget):
    """A tick for each place that can be read; what it would bring stands under it once that was tried."""

    def __init__(self, found: FoundPlace, claim: Discovery, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.place = LogPlace(claim.source, found.path)
        self.result: ImportResult | None = None
        self._title = tool_title(claim.source)
        self.wanted = QCheckBox(self.tr("%1, %2").replace("%1", self._title).replace("%2", _logs(claim)))
        self.wanted.setAccessibleName(f"{self.wanted.text()}, {phrases.plain_line(str(found.path))}")
        self.wanted.setChecked(True)
        self.counts = CountsRow()
        self.counts.hide()
        self.reasons = plain_label(role="small", wraps=True)
        self.reasons.hide()
        column = _column(self)
        for part in (self.wanted, _path(found), self.counts, self.reasons):
            column.addWidget(part)

    def show_tried(self, result: "ImportResult") -> None:
        """Say what reading the place would bring, and why the rest would not come."""
        self.result = result
        self.counts.show_result(self._title, result, LogRequest(is_rehearsal=True), 0)
        self.counts.why.hide()
        self.counts.show()
        counts = result.rejected_by_reason.items()
        parts = [f"{phrases.translated('importers', why)}: {phrases.decimal(count)}" for why, count in counts]
        words = self.tr("Rejected because: %1").replace("%1", phrases.BETWEEN.join(parts)) if parts else ""
        if self.is_useless:
            words = f"{self.tr('Nothing in it is understood as a log of this tool.')} {words}"
        self.reasons.setText(phrases.plain_line(words))
        self.reasons.setVisible(bool(words))

    @property
    def is_useless(self) -> bool:
        """Whether it was tried, and nothing in it could be understood."""
        tried = self.result
        return tried is not None and tried.records > 0 and not (tried.imported or tried.duplicates)


class RefusedRow(QWidget):
    """A place in which there is nothing to read, and why; a table can be read in a window of its own."""

    table_asked = Signal(Path)

    def __init__(self, found: FoundPlace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = found.path
        self.reason = plain_label(self._why(found), wraps=True)
        self.as_table = QPushButton(self.tr("Look at this table…"))
        self.as_table.setAccessibleDescription(phrases.plain_line(str(found.path)))
        self.as_table.setVisible(found.is_table)
        column = _column(self)
        column.addWidget(_path(found))
        column.addWidget(self.reason)
        column.addWidget(self.as_table, 0, Qt.AlignmentFlag.AlignLeft)
        self.as_table.clicked.connect(self._ask)

    @Slot()
    def _ask(self) -> None:
        self.table_asked.emit(self._place)

    def _why(self, found: FoundPlace) -> str:
        if not found.is_too_large:
            return breakable(found.reason)
        words = self.tr(
            "There is more in this folder than can be looked through: over %1 files and folders, or a slow "
            "disk. Point to the folder of the tool itself, such as .claude."
        )
        return words.replace("%1", phrases.decimal(MOST_ENTRIES))


def _column(row: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(row)
    column.setContentsMargins(0, GRID, 0, GRID)
    column.setSpacing(0)
    return column


def _path(found: FoundPlace) -> ElidedLabel:
    return ElidedLabel(phrases.plain_line(str(found.path)), "small")


def _logs(claim: Discovery) -> str:
    return phrases.files(len(claim.files))
