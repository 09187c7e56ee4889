"""The columns of a table: what each is called, what stands in it, and a choice of what it says."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from aijournal.importers.tables.mapping import Field
from aijournal.importers.tables.preview import ColumnPreview
from aijournal.ui import phrases
from aijournal.ui.discreet import MASK, hides_figures
from aijournal.ui.tables.field_words import field_words, nothing_words
from aijournal.ui.type_scale import GRID, SIBLING_GAP, SMALLEST_TARGET
from aijournal.ui.widgets.elided_label import ElidedLabel
from aijournal.ui.widgets.flow_layout import FlowLayout
from aijournal.ui.widgets.labels import tooltip
from aijournal.ui.widgets.quiet_box import QuietBox


class ColumnRow(QWidget):
    """One column; `chosen` says which field it is from now on, or `None`."""

    chosen = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = name
        shown = phrases.plain_line(name)
        self._fields: tuple[Field | None, ...] = (None, *Field)
        self.box = QuietBox()
        self.box.setAccessibleName(self.tr("What the column “%1” says").replace("%1", shown))
        self.box.setMinimumHeight(SMALLEST_TARGET)
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.box.addItems([nothing_words(), *map(field_words, Field)])
        self.samples = ElidedLabel("", "small")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, GRID, 0, GRID)
        column.setSpacing(0)
        for part in (ElidedLabel(shown, "heading"), self.samples, self.box):
            column.addWidget(part)
        self.box.activated.connect(self._choose)

    def show_column(self, seen: ColumnPreview) -> None:
        """Show the field that the column is, and the first things in it."""
        self.box.setCurrentIndex(self._fields.index(seen.field))
        samples = MASK if hides_figures() else phrases.BETWEEN.join(map(phrases.plain_line, seen.samples))
        self.samples.setText(samples or self.tr("nothing stands in it"))
        self.samples.setToolTip(tooltip(self.samples.text()))
        self.box.setAccessibleDescription(self.samples.text())

    def _choose(self, place: int) -> None:
        self.chosen.emit(self._fields[place])


class ColumnRows(QWidget):
    """All columns, side by side as far as there is room.

    `changed` says which column is which field from now on, or `None`.
    """

    changed = Signal(str, object)

    def __init__(self, width: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._width = width
        self.rows: list[ColumnRow] = []
        self._flow = FlowLayout(self, gap=2 * SIBLING_GAP)

    def show_columns(self, columns: Sequence[ColumnPreview]) -> None:
        """Show what each column is."""
        if [row.name for row in self.rows] != [one.name for one in columns]:
            self._make([one.name for one in columns])
        for row, one in zip(self.rows, columns, strict=True):
            row.show_column(one)

    def _make(self, names: Sequence[str]) -> None:
        for row in self.rows:
            self._flow.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = [ColumnRow(name) for name in names]
        for row in self.rows:
            row.setMinimumWidth(self._width)
            row.chosen.connect(partial(self.changed.emit, row.name))
            self._flow.addWidget(row)
