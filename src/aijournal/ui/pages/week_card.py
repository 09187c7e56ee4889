"""The two meters of the week, small: what others can see, and what it was worth."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from aijournal.ui import phrases
from aijournal.ui.pages.today_view import WeekSums
from aijournal.ui.type_scale import GRID, SIBLING_GAP
from aijournal.ui.widgets.card import Card, rule
from aijournal.ui.widgets.labels import plain_label, set_tone
from aijournal.ui.widgets.minute_bars import tone_of


class WeekCard(Card):
    """Tokens in violet, minutes in blue or orange; the distance between the two is the point."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.set_heading(self.tr("This week, two meters"))
        self._tokens = plain_label(role="figure")
        self._tokens_unit = plain_label(wraps=True)
        self._days = plain_label(role="small", wraps=True)
        self._minutes = plain_label(role="figure")
        self._minutes_unit = plain_label(wraps=True)
        self._verdicts = plain_label(role="small", wraps=True)
        self.mirror = QPushButton(self.tr("Mirror"))
        self.mirror.setProperty("role", "link")
        self.mirror.setAccessibleName(self.tr("Show both meters in Mirror"))
        set_tone(self._tokens, "tokens")
        self._lay_out()

    def show_week(self, week: WeekSums) -> None:
        """Show the sums of a week."""
        self._show_tokens(week)
        self._show_minutes(week)
        self._verdicts.setText(self._evidence(week))

    def _lay_out(self) -> None:
        self.top.addWidget(self.mirror)
        self.body.addSpacing(GRID)
        self.body.addWidget(plain_label(self.tr("The meter they can see"), "small"))
        self.body.addLayout(_figure(self._tokens, self._tokens_unit))
        self.body.addWidget(self._days)
        self.body.addSpacing(SIBLING_GAP)
        self.body.addWidget(rule())
        self.body.addSpacing(SIBLING_GAP)
        self.body.addWidget(plain_label(self.tr("The meter that matters"), "small"))
        self.body.addWidget(self._minutes)
        self.body.addWidget(self._minutes_unit)
        self.body.addWidget(self._verdicts)

    def _show_tokens(self, week: WeekSums) -> None:
        bound = "≥ " if week.is_lower_bound and week.tokens is not None else ""
        figure = phrases.NONE_YET if week.tokens is None else bound + phrases.short_count(week.tokens)
        self._tokens.setText(figure)
        self._tokens_unit.setText(self.tr("tokens"))
        self._days.setText(
            self.tr("%1 of %2 with use")
            .replace("%1", str(week.days_used))
            .replace("%2", phrases.days(week.days_gone))
        )

    def _show_minutes(self, week: WeekSums) -> None:
        if week.net_minutes is None:
            self._minutes.setText(phrases.NONE_YET)
            self._minutes_unit.setText(self.tr("no minutes given yet"))
            set_tone(self._minutes, "")
            return
        lost = self.tr("net lost, felt in %1") if week.net_minutes < 0 else self.tr("net saved, felt in %1")
        self._minutes.setText(phrases.duration(week.net_minutes))
        self._minutes_unit.setText(lost.replace("%1", phrases.interactions(week.valued)))
        set_tone(self._minutes, tone_of(week.net_minutes))

    def _evidence(self, week: WeekSums) -> str:
        if not week.interactions:
            return self.tr("nothing to judge yet")
        parts = [
            self.tr("helped %1").replace("%1", str(week.helped)),
            self.tr("hurt %1").replace("%1", str(week.hurt)),
            self.tr("%1 of %2 judged").replace("%1", str(week.judged)).replace("%2", str(week.interactions)),
        ]
        if week.net_minutes is not None:
            parts.append(self.tr("one week is too short for a range"))
        return phrases.BETWEEN.join(parts)


def _figure(figure: QLabel, unit: QLabel) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(SIBLING_GAP - 2)
    row.addWidget(figure, 0, Qt.AlignmentFlag.AlignBottom)
    row.addWidget(unit, 1, Qt.AlignmentFlag.AlignBottom)
    unit.setContentsMargins(0, 0, 0, GRID)
    return row
