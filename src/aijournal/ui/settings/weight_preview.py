"""What weights would make of the journal, beside what those in force make of it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from aijournal.ui import phrases
from aijournal.ui.settings.settings_view import WeightsView
from aijournal.ui.type_scale import CARD_GAP, GRID, SIBLING_GAP
from aijournal.ui.widgets.labels import plain_label, set_tone
from aijournal.ui.widgets.minute_bars import tone_of


class PreviewFigure(QWidget):
    """A figure, its unit, and under it how it is now."""

    def __init__(self, heading: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.figure = plain_label(role="figure")
        self.unit = plain_label(wraps=True)
        self.unit.setContentsMargins(0, 0, 0, GRID)
        self.basis = plain_label(role="small", wraps=True)
        row = QHBoxLayout()
        row.setSpacing(SIBLING_GAP - 2)
        row.addWidget(self.figure, 0, Qt.AlignmentFlag.AlignBottom)
        row.addWidget(self.unit, 1, Qt.AlignmentFlag.AlignBottom)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(plain_label(heading, "small", wraps=True))
        column.addLayout(row)
        column.addWidget(self.basis)
        column.addStretch(1)

    def show_figure(self, figure: str, unit: str, basis: str, tone: str) -> None:
        """Show a figure."""
        self.figure.setText(figure)
        self.unit.setText(unit)
        self.basis.setText(basis)
        self.basis.setVisible(bool(basis))
        set_tone(self.figure, tone)


class WeightPreview(QFrame):
    """Value per million weighted tokens over all time, and the weighted tokens of the last four weeks."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "slip")
        self.heading = plain_label(role="heading", wraps=True)
        self.value = PreviewFigure(self.tr("value, over all time"))
        self.recent = PreviewFigure(self.tr("weighted tokens, the last four weeks"))
        column = QVBoxLayout(self)
        column.setContentsMargins(CARD_GAP, CARD_GAP - GRID, CARD_GAP, CARD_GAP - GRID)
        column.setSpacing(SIBLING_GAP)
        column.addWidget(self.heading)
        column.addWidget(self.value)
        column.addWidget(self.recent)
        column.addStretch(1)

    def show_view(self, view: WeightsView) -> None:
        """Show what the weights that were tried make of the journal."""
        is_trial = view.tried.weights != view.now.weights
        heading = (
            self.tr("With these weights it would be") if is_trial else self.tr("With the weights that hold")
        )
        self.heading.setText(heading)
        self._show_value(view, is_trial=is_trial)
        self._show_recent(view, is_trial=is_trial)

    def _show_value(self, view: WeightsView, *, is_trial: bool) -> None:
        vpt, now = view.tried.vpt, view.now.vpt
        if vpt is None:
            self.value.show_figure(phrases.NONE_YET, "", view.tried.guard or "", "")
            return
        basis = self.tr("now %1").replace("%1", _value(now)) if is_trial and now is not None else ""
        unit = self.tr("min per million weighted tokens")
        self.value.show_figure(_value(vpt), unit, basis, tone_of(vpt))

    def _show_recent(self, view: WeightsView, *, is_trial: bool) -> None:
        recent, now = view.tried.recent, view.now.recent
        if recent is None:
            why = self.tr("No weighted tokens in these four weeks.")
            self.recent.show_figure(phrases.NONE_YET, "", why, "")
            return
        basis = self.tr("now %1").replace("%1", phrases.short_count(now)) if is_trial and now else ""
        self.recent.show_figure(phrases.short_count(recent), "", basis, "tokens")


def _value(vpt: float) -> str:
    return phrases.decimal(vpt, 0 if abs(vpt) >= 99.5 else 1)
