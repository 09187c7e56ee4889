"""The figures of a period, each with its range or with what it rests on, in the same breath."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from aijournal.analysis.value import ValueReport
from aijournal.ui import phrases
from aijournal.ui.type_scale import GRID, SIBLING_GAP
from aijournal.ui.widgets.card import Card
from aijournal.ui.widgets.labels import plain_label, set_tone
from aijournal.ui.widgets.minute_bars import tone_of


class FigureCard(Card):
    """One large, quiet figure, its unit, and under it what it rests on."""

    def __init__(self, heading: str, parent: QWidget | None = None) -> None:
        super().__init__(heading, parent)
        self._figure = plain_label(role="figure")
        self._unit = plain_label(wraps=True)
        self._unit.setContentsMargins(0, 0, 0, GRID)
        self._basis = plain_label(role="small", wraps=True)
        row = QHBoxLayout()
        row.setSpacing(SIBLING_GAP - 2)
        row.addWidget(self._figure, 0, Qt.AlignmentFlag.AlignBottom)
        row.addWidget(self._unit, 1, Qt.AlignmentFlag.AlignBottom)
        self.body.addLayout(row)
        self.body.addWidget(self._basis, 1, Qt.AlignmentFlag.AlignTop)

    def show_figure(self, figure: str, unit: str, basis: str, tone: str = "") -> None:
        """Show a figure."""
        self._figure.setText(figure)
        self._unit.setText(unit)
        self._basis.setText(basis)
        set_tone(self._figure, tone)


class FigureCards(QWidget):
    """Net minutes; helped and hurt, always together; and value if unjudged work brought nothing."""

    def __init__(self, row: QBoxLayout, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._net = FigureCard(self.tr("Net minutes"))
        self._helped = FigureCard(self.tr("Helped and hurt"))
        self._other = FigureCard(self.tr("The other reading"))
        self.setLayout(row)
        row.setContentsMargins(0, 0, 0, 0)
        for card in (self._net, self._helped, self._other):
            row.addWidget(card, 1)

    def show_report(self, report: ValueReport) -> None:
        """Show the figures of one period."""
        self._show_net(report)
        self._show_rates(report)
        self._show_other(report)

    def _show_net(self, report: ValueReport) -> None:
        if report.net_minutes is None:
            self._net.show_figure(phrases.NONE_YET, "", self.tr("No minutes given in this period."))
            return
        words = self.tr("net lost") if report.net_minutes < 0 else self.tr("net saved")
        if report.net_low is None or report.net_high is None:
            basis = self.tr("as felt in %1; too few days for a range")
        else:
            basis = (
                self.tr("between %2 and %3, as felt in %1")
                .replace("%2", phrases.duration(report.net_low))
                .replace("%3", phrases.duration(report.net_high))
            )
        basis = basis.replace("%1", phrases.interactions(report.valued))
        tone = tone_of(report.net_minutes)
        self._net.show_figure(phrases.duration(report.net_minutes), words, basis, tone)

    def _show_rates(self, report: ValueReport) -> None:
        if report.helped_rate is None or report.hurt_rate is None:
            counts = self.tr("helped %1 · hurt %2 of %3 judged; a share needs five")
            basis = counts.replace("%1", str(report.helped)).replace("%2", str(report.hurt))
            self._helped.show_figure(phrases.NONE_YET, "", basis.replace("%3", str(report.rated)))
            return
        parts = [self.tr("%1 hurt").replace("%1", phrases.share(report.hurt_rate))]
        if report.helped_low is not None and report.helped_high is not None:
            parts.insert(0, self._between(report.helped_low, report.helped_high))
        if report.bound_low is not None and report.bound_high is not None:
            bounds = self._between(report.bound_low, report.bound_high)
            parts.append(self.tr("%1, whatever the unjudged were").replace("%1", bounds))
        self._helped.show_figure(
            phrases.share(report.helped_rate), self.tr("helped"), phrases.BETWEEN.join(parts), "gained"
        )

    def _show_other(self, report: ValueReport) -> None:
        if report.vpt_all_tokens is None:
            self._other.show_figure(phrases.NONE_YET, "", self.tr("Needs the same evidence as the chart."))
            return
        digits = 0 if abs(report.vpt_all_tokens) >= 9.95 else 1
        self._other.show_figure(
            phrases.decimal(report.vpt_all_tokens, digits),
            self.tr("min per million"),
            self.tr("over all tokens, if unjudged work brought nothing"),
        )

    def _between(self, low: float, high: float) -> str:
        return self.tr("%1 to %2").replace("%1", phrases.share(low)).replace("%2", phrases.share(high))
