"""Which days: a few stretches that are often wanted, or any two days."""

from datetime import date

from PySide6.QtCore import QCoreApplication, QDate, QLocale, Qt, Signal, Slot
from PySide6.QtWidgets import QDateEdit, QGridLayout, QPushButton, QWidget

from aijournal.domain.period import Period
from aijournal.domain.period_choice import PeriodChoice, Span
from aijournal.ui.filter_bar.popup import Popup
from aijournal.ui.theme import Theme
from aijournal.ui.type_scale import GRID, SIBLING_GAP
from aijournal.ui.widgets.card import rule
from aijournal.ui.widgets.labels import plain_label

_SPANS = (Span.THIS_WEEK, Span.THIS_MONTH, Span.THIRTY_DAYS, Span.THREE_MONTHS, Span.ALL)


def _tr(text: str) -> str:
    return QCoreApplication.translate("FilterBar", text)


def say_period(choice: PeriodChoice) -> str:
    """Return a choice in words; everything has none."""
    if choice.span is Span.DAYS:
        return " – ".join(filter(None, (_say_day(choice.days.first), _say_day(choice.days.last))))
    return {
        Span.ALL: "",
        Span.THIS_WEEK: _tr("this week"),
        Span.THIS_MONTH: _tr("this month"),
        Span.THIRTY_DAYS: _tr("last 30 days"),
        Span.THREE_MONTHS: _tr("3 months"),
    }[choice.span]


def _say_day(day: date | None) -> str:
    return QLocale().toString(_qdate(day), "d MMM yyyy") if day else ""


def _qdate(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)


class PeriodPanel(Popup):
    """Buttons for the spans, two days to type, and a button that takes them."""

    picked = Signal(PeriodChoice)

    def __init__(self, theme: Theme, name: str, parent: QWidget) -> None:
        super().__init__(theme, name, parent)
        self._spans: dict[Span, QPushButton] = {}
        for span in _SPANS:
            button = QPushButton(say_period(PeriodChoice(span)) or self.tr("all"))
            button.setProperty("role", "choice")
            button.setCheckable(True)
            button.clicked.connect(self._pick_span)
            self._spans[span] = button
            self.column.addWidget(button)
        self._first = _day_edit(self.tr("First day"))
        self._last = _day_edit(self.tr("Last day"))
        self._take = QPushButton(self.tr("Show these days"))
        self._take.clicked.connect(self._pick_days)
        self._lay_out_days()

    def begin(self, anchor: QWidget, choice: PeriodChoice, today: date) -> None:
        """Open under a chip with what is in force."""
        for span, button in self._spans.items():
            button.setChecked(span is choice.span)
        days = choice.period(today)
        self._first.setDate(_qdate(days.first or today.replace(day=1)))
        self._last.setDate(_qdate(days.last or today))
        self.open_under(anchor)
        current = self._spans.get(choice.span, self._first)
        current.setFocus(Qt.FocusReason.PopupFocusReason)

    def _lay_out_days(self) -> None:
        days = QGridLayout()
        days.setHorizontalSpacing(SIBLING_GAP)
        days.setVerticalSpacing(GRID)
        for row, (words, edit) in enumerate(((self.tr("from"), self._first), (self.tr("to"), self._last))):
            days.addWidget(plain_label(words, "small"), row, 0)
            days.addWidget(edit, row, 1)
        days.setColumnStretch(1, 1)
        self.column.addWidget(rule())
        self.column.addLayout(days)
        self.column.addWidget(self._take)

    @Slot()
    def _pick_span(self) -> None:
        button = self.sender()
        span = next(span for span, other in self._spans.items() if other is button)
        self.close()
        self.picked.emit(PeriodChoice(span))

    @Slot()
    def _pick_days(self) -> None:
        """Take the two days, in whichever order they stand."""
        first, last = sorted((_day_of(self._first), _day_of(self._last)))
        self.close()
        self.picked.emit(PeriodChoice(Span.DAYS, Period(first, last)))


def _day_edit(name: str) -> QDateEdit:
    edit = QDateEdit()
    edit.setAccessibleName(name)
    edit.setCalendarPopup(True)
    return edit


def _day_of(edit: QDateEdit) -> date:
    day = edit.date()
    return date(day.year(), day.month(), day.day())
