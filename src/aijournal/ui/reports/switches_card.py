"""What goes into a report: its format, and a switch for each part that is left out by default."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox, QLabel, QStyle, QVBoxLayout, QWidget

from aijournal.export.formats import ReportFormat
from aijournal.export.include import Include
from aijournal.export.left_out import LeftOut
from aijournal.ui.reports import report_words
from aijournal.ui.type_scale import GRID, SIBLING_GAP
from aijournal.ui.widgets.card import Card, rule
from aijournal.ui.widgets.labels import plain_label
from aijournal.ui.widgets.quiet_box import QuietBox

_FORMATS = tuple(ReportFormat)


class SwitchesCard(Card):
    """Says which report is wanted; `changed` whenever that is another one. Everything is off at first."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.set_heading(self.tr("What goes in"))
        self.format = QuietBox()
        self.format.setAccessibleName(self.tr("Format"))
        self.format.addItems([report_words.format_title(kind) for kind in _FORMATS])
        self._about = plain_label(role="small", wraps=True)
        self._switches = {part: _Switch(part) for part in report_words.SWITCHES}
        self._lay_out()
        self.format.currentIndexChanged.connect(self._turn)
        for switch in self._switches.values():
            switch.box.toggled.connect(self.changed)
        self._show_kind()

    @property
    def kind(self) -> ReportFormat:
        """The format in force."""
        return _FORMATS[self.format.currentIndex()]

    @property
    def included(self) -> frozenset[Include]:
        """The parts that are switched on and mean something in the format."""
        return frozenset(part for part, switch in self._switches.items() if switch.is_on)

    def box(self, part: Include) -> QCheckBox:
        """Return the switch of a part."""
        return self._switches[part].box

    def choose(self, kind: ReportFormat) -> None:
        """Choose a format as a person would."""
        self.format.setCurrentIndex(_FORMATS.index(kind))

    def _lay_out(self) -> None:
        self.body.setSpacing(SIBLING_GAP)
        self.body.addWidget(self.format)
        self.body.addWidget(self._about)
        self.body.addWidget(rule())
        for switch in self._switches.values():
            self.body.addWidget(switch)

    @Slot()
    def _turn(self) -> None:
        self._show_kind()
        self.changed.emit()

    def _show_kind(self) -> None:
        self._about.setText(report_words.format_words(self.kind))
        for switch in self._switches.values():
            switch.show_kind(self.kind)


class _Switch(QWidget):
    """A box to tick, and under it what that puts in, or why it puts in nothing."""

    def __init__(self, part: Include) -> None:
        super().__init__()
        self._part = part
        self.box = QCheckBox(report_words.switch_title(part))
        self._what = plain_label(role="small", wraps=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.box)
        column.addWidget(self._what)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's own name
        """Begin the words where the title beside the box begins."""
        super().showEvent(event)
        self._indent()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's own name
        """Follow a box that becomes larger."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self._indent()

    def _indent(self) -> None:
        metric, style = QStyle.PixelMetric, self.box.style()
        wide, gap = (
            style.pixelMetric(one, None, self.box)
            for one in (metric.PM_IndicatorWidth, metric.PM_CheckBoxLabelSpacing)
        )
        self._what.setIndent(wide + gap)

    @property
    def is_on(self) -> bool:
        """Whether the part is wanted, and can be."""
        return self.box.isChecked() and self.box.isEnabled()

    def show_kind(self, kind: ReportFormat) -> None:
        """Say what the switch does in a format; one without effect cannot be reached."""
        why = report_words.why_without_effect(self._part, kind)
        self.box.setEnabled(not why)
        self._what.setText(why or report_words.switch_words(self._part))
        self.box.setAccessibleDescription(self._what.text())


class LeftOutCard(Card):
    """What is kept back of what there is, a line each."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.set_heading(self.tr("Left out"))
        self.lines: list[QLabel] = []
        self.body.setSpacing(GRID)

    def show_left_out(self, every: Sequence[LeftOut]) -> None:
        """Say what is kept back."""
        while len(self.lines) < len(every):
            self.lines.append(plain_label(wraps=True))
            self.body.addWidget(self.lines[-1])
        for place, line in enumerate(self.lines):
            line.setText(report_words.left_out_line(every[place]) if place < len(every) else "")
            line.setVisible(place < len(every))
