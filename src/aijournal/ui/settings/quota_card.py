"""How many tokens others expect of the person; the program itself sets no target."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QWidget

from aijournal.domain.quota import Quota, QuotaPeriod
from aijournal.settings import MOST_QUOTA
from aijournal.ui import phrases
from aijournal.ui.settings.numbers import read_count
from aijournal.ui.theme import Theme
from aijournal.ui.type_scale import GRID, SIBLING_GAP
from aijournal.ui.widgets.card import Card
from aijournal.ui.widgets.flow_layout import FlowLayout
from aijournal.ui.widgets.labels import plain_label
from aijournal.ui.widgets.line_edit import LineEdit
from aijournal.ui.widgets.putting_away import has_keyboard
from aijournal.ui.widgets.quiet_box import QuietBox

_PERIODS: tuple[QuotaPeriod, ...] = ("week", "month")
_WIDTH_EM = 9


class QuotaCard(Card):
    """Off unless somebody counts one's tokens; what is typed holds on Enter and on leaving the line."""

    changed = Signal(object)  # a Quota, or None

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.set_heading(self.tr("A quota you were given"))
        self._theme = theme
        self._quota: Quota | None = None
        self.has_quota = QCheckBox(self.tr("I was given one"))
        self.tokens = LineEdit()
        self.per = QuietBox()
        self.said = plain_label(role="small", wraps=True)
        self._fields = QWidget()
        self._lay_out()
        self.has_quota.clicked.connect(self._switch)
        self.tokens.editingFinished.connect(self._save)
        self.tokens.textEdited.connect(self._judge)
        self.per.activated.connect(self._save)

    def show_quota(self, quota: Quota | None) -> None:
        """Show the quota that is in force; a line that is being typed in stays as it is."""
        is_new, self._quota = quota != self._quota, quota
        if quota is not None and (is_new or not has_keyboard(self.tokens)):
            self.tokens.setText(phrases.decimal(quota.tokens))
            self.per.setCurrentIndex(_PERIODS.index(quota.per))
        if is_new or quota is not None:
            self.has_quota.setChecked(quota is not None)
        self._fields.setVisible(self.has_quota.isChecked())
        self._judge()

    def _lay_out(self) -> None:
        self.tokens.setAccessibleName(self.tr("How many tokens others expect"))
        self.tokens.setPlaceholderText(self.tr("such as: 5M"))
        self.per.setAccessibleName(self.tr("Period of the quota"))
        self.per.addItems([self.tr("a week"), self.tr("a month")])
        self._dress()
        self._theme.changed.connect(self._dress)
        flow = FlowLayout(self._fields, gap=SIBLING_GAP)
        for field in (self.tokens, plain_label(self.tr("tokens")), self.per):
            flow.addWidget(field)
        why = self.tr(
            "If somebody counts your tokens, say what they expect of you. aijournal sets no target, and no "
            "figure rewards reaching one: the mirror alone looks at it, and asks whether work gathers at the "
            "edge of the quota."
        )
        self.body.addWidget(plain_label(why, "soft", wraps=True))
        self.body.addSpacing(GRID)
        for part in (self.has_quota, self._fields, self.said):
            self.body.addWidget(part)

    def _typed(self) -> Quota | None:
        tokens = read_count(self.tokens.text())
        if tokens is None or not 0 < tokens <= MOST_QUOTA:
            return None
        return Quota(tokens, _PERIODS[self.per.currentIndex()])

    @Slot()
    def _switch(self) -> None:
        """Begin with what was typed before, if anything; switched off, nobody expects anything."""
        is_on = self.has_quota.isChecked()
        self._fields.setVisible(is_on)
        if is_on:
            self.tokens.setFocus(Qt.FocusReason.OtherFocusReason)
            self._save()
        else:
            self._judge()
            self.changed.emit(None)

    @Slot()
    def _save(self) -> None:
        self._judge()
        typed = self._typed()
        if self.has_quota.isChecked() and typed is not None and typed != self._quota:
            self.changed.emit(typed)

    @Slot()
    def _judge(self) -> None:
        """Say under the line what it means, or what keeps it from holding."""
        if self._typed() is not None:
            words = self.tr("All kinds counted as one, cache reads too, as those who count them do.")
        else:
            holds = self.tr("What was said before holds.") if self._quota else self.tr("Nothing holds yet.")
            words = f"{self._fault()} {holds}"
        self.said.setText(words)
        self.said.setVisible(self.has_quota.isChecked())

    def _fault(self) -> str:
        tokens = read_count(self.tokens.text())
        if tokens is not None and tokens > MOST_QUOTA:
            return self.tr("At most %1.").replace("%1", phrases.decimal(MOST_QUOTA))
        return self.tr("Type how many, such as 5M or %1.").replace("%1", phrases.decimal(5_000_000))

    @Slot()
    def _dress(self) -> None:
        self.tokens.setFixedWidth(round(_WIDTH_EM * self._theme.type.em))
