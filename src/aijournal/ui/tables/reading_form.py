"""How a table is read besides its columns: the tool, the unit of charges, how numbers and days look."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QLabel, QVBoxLayout, QWidget

from aijournal.importers.tables.mapping import Field, TableMapping
from aijournal.importers.tables.saved import is_name
from aijournal.ui.type_scale import GRID, SIBLING_GAP, SMALLEST_TARGET
from aijournal.ui.widgets.flow_layout import FlowLayout
from aijournal.ui.widgets.labels import plain_label
from aijournal.ui.widgets.line_edit import LineEdit
from aijournal.ui.widgets.quiet_box import QuietBox

_MS_TO_TYPE = 400


class ReadingForm(QWidget):
    """`changed` says that something was set, once typing rests; `loaded` names a saved mapping or none."""

    changed = Signal()
    loaded = Signal(str)

    def __init__(self, width: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_MS_TO_TYPE)
        self.saved = QuietBox()
        self.saved.setMinimumHeight(SMALLEST_TARGET)
        self.tool = LineEdit()
        self.unit = LineEdit()
        self.name = LineEdit()
        self.is_day_first = QCheckBox(self.tr("3/2 is in February"))
        self.has_decimal_comma = QCheckBox(self.tr("Numbers have a decimal comma"))
        self.keeps_titles = QCheckBox(self.tr("Keep the titles of rows that you judged"))
        self._lay_out(width)
        self._connect()

    def show_mapping(self, mapping: TableMapping) -> None:
        """Show how a table is read; what somebody is typing stays."""
        for line, text in ((self.tool, mapping.tool or ""), (self.unit, mapping.unit)):
            if not line.hasFocus():
                line.setText(text)
        self.is_day_first.setChecked(mapping.is_day_first)
        self.has_decimal_comma.setChecked(mapping.has_decimal_comma)
        self.keeps_titles.setChecked(mapping.keeps_titles)
        self._unit.setVisible(Field.AMOUNT in mapping.columns)
        self.keeps_titles.setVisible(Field.TITLE in mapping.columns and mapping.says_anything)

    def offer(self, names: Sequence[str]) -> None:
        """Offer the saved mappings, if there are any."""
        self.saved.clear()
        self.saved.addItems([self.tr("as this table suggests"), *names])
        self._saved.setVisible(bool(names))

    def applied_to(self, mapping: TableMapping) -> TableMapping:
        """Return a mapping with what is set here."""
        return replace(
            mapping,
            tool=self.tool.text().strip() or None,
            unit=self.unit.text().strip() or mapping.unit,
            is_day_first=self.is_day_first.isChecked(),
            has_decimal_comma=self.has_decimal_comma.isChecked(),
            keeps_titles=self.keeps_titles.isChecked(),
        )

    @property
    def is_typing(self) -> bool:
        """Whether something was typed that nobody was told of yet."""
        return self._typing.isActive()

    @property
    def typed_name(self) -> str:
        """The name under which the columns are to be remembered, or nothing."""
        return self.name.text().strip()

    @property
    def is_name_fit(self) -> bool:
        """Whether there is no name, or one that a mapping can have."""
        return not self.typed_name or is_name(self.typed_name)

    def _lay_out(self, width: int) -> None:
        self._saved = self._labelled(self.tr("Read the columns"), self.saved, width)
        tool = self._labelled(self.tr("Tool of rows that name none"), self.tool, width)
        self._unit = self._labelled(self.tr("What was charged counts"), self.unit, width)
        name = self._labelled(self.tr("Remember these columns as"), self.name, width)
        self.tool.setPlaceholderText(self.tr("such as %1").replace("%1", "Our Bot"))
        self.name.setPlaceholderText(self.tr("such as %1").replace("%1", "our-bot"))
        fields = QWidget()
        flow = FlowLayout(fields, gap=2 * SIBLING_GAP)
        for part in (self._saved, tool, self._unit, name):
            flow.addWidget(part)
        ticks = QWidget()
        ticked = FlowLayout(ticks, gap=2 * SIBLING_GAP)
        for box in (self.is_day_first, self.has_decimal_comma, self.keeps_titles):
            box.setMinimumHeight(SMALLEST_TARGET)
            ticked.addWidget(box)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SIBLING_GAP)
        column.addWidget(fields)
        column.addWidget(ticks)

    def _labelled(self, words: str, field: QWidget, width: int) -> QWidget:
        part = QWidget()
        label: QLabel = plain_label(words, "small")
        label.setBuddy(field)
        field.setAccessibleName(words)
        column = QVBoxLayout(part)
        column.setContentsMargins(0, GRID, 0, GRID)
        column.setSpacing(0)
        column.addWidget(label)
        column.addWidget(field)
        part.setMinimumWidth(width)
        return part

    def _connect(self) -> None:
        self._typing.timeout.connect(self.changed)
        for line in (self.tool, self.unit, self.name):
            line.textEdited.connect(self._wait)
        for box in (self.is_day_first, self.has_decimal_comma, self.keeps_titles):
            box.clicked.connect(self.changed)
        self.saved.activated.connect(self._load)

    @Slot()
    def _wait(self) -> None:
        """Tell of it once nobody types any more."""
        self._typing.start()

    @Slot(int)
    def _load(self, place: int) -> None:
        self.loaded.emit(self.saved.itemText(place) if place else "")
