"""What a bottleneck is called, and from when to when the work is stuck there; both days may be open."""

from datetime import date

from PySide6.QtCore import QDate, Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QDateEdit, QWidget

from aijournal.domain.own_lists import Bottleneck
from aijournal.ui.safety.slip import Slip
from aijournal.ui.type_scale import GRID
from aijournal.ui.widgets.labels import plain_label
from aijournal.ui.widgets.line_edit import LineEdit

_LONGEST = 80


class BottleneckSlip(Slip):
    """`wanted` hands on the number of the one that is changed (0 for a new one), its name and its days."""

    wanted = Signal(int, str, object, object)  # the last two are days or None
    typed = Signal(str)
    opened = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", "", parent)
        self.leave.setText(self.tr("Leave it"))
        self.name = LineEdit()
        self.has_first = QCheckBox(self.tr("It began on"))
        self.first = QDateEdit()
        self.has_last = QCheckBox(self.tr("It is over; its last day was"))
        self.last = QDateEdit()
        self.fault = plain_label(role="small", wraps=True)
        self._number = 0
        self._draft = ""
        self._fill_body()
        for box, day in ((self.has_first, self.first), (self.has_last, self.last)):
            box.toggled.connect(day.setVisible)
            box.toggled.connect(self._judge)
            day.dateChanged.connect(self._judge)
        self.name.textEdited.connect(self._type)
        self.name.returnPressed.connect(self._agree)
        self.agreed.connect(self._agree)

    def keep_draft(self, text: str) -> None:
        """Offer what was typed of a new one before, when the next one is named."""
        self._draft = text

    def begin(self, bottleneck: Bottleneck | None, today: date, opener: QWidget) -> None:
        """Ask about a bottleneck that there is, or about a new one that begins today."""
        self._number = bottleneck.id if bottleneck else 0
        first = bottleneck.first_day if bottleneck else today
        last = bottleneck.last_day if bottleneck else None
        self.name.setText(bottleneck.name if bottleneck else self._draft)
        self.has_first.setChecked(first is not None)
        self.has_last.setChecked(last is not None)
        self.first.setDate(_qt_day(first or today))
        self.last.setDate(_qt_day(last or today))
        if bottleneck:
            heading, agree = self.tr("Change the bottleneck"), self.tr("Change")
        else:
            heading, agree = self.tr("Where is the work stuck?"), self.tr("Name it")
        words = self.tr(
            "A day that is left open means: since ever, or still. A new name goes to its entries."
        )
        self.say(heading, words if bottleneck else self.tr("Minutes saved on it count as relief."))
        self.agree.setText(agree)
        self._judge()
        self.open_from(opener)
        self.opened.emit()

    def _fill_body(self) -> None:
        self.name.setAccessibleName(self.tr("What the bottleneck is called"))
        self.name.setPlaceholderText(self.tr("such as: waiting for review"))
        self.name.setMaxLength(_LONGEST)
        self.body.addWidget(self.name)
        for box, day, name in (
            (self.has_first, self.first, self.tr("The first day")),
            (self.has_last, self.last, self.tr("The last day")),
        ):
            day.setDisplayFormat("ddd d MMM yyyy")
            day.lineEdit().setTextMargins(GRID, 0, 0, 0)
            day.setAccessibleName(name)
            day.lineEdit().setAccessibleName(name)
            day.setVisible(False)
            self.body.addWidget(box)
            self.body.addWidget(day, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self.fault)

    def _days(self) -> tuple[date | None, date | None]:
        first = _day(self.first) if self.has_first.isChecked() else None
        return first, _day(self.last) if self.has_last.isChecked() else None

    def _fault(self) -> str:
        first, last = self._days()
        if first and last and last < first:
            return self.tr("The last day lies before the first one.")
        return ""

    @Slot()
    def _judge(self) -> None:
        fault = self._fault()
        self.fault.setText(fault)
        self.fault.setVisible(bool(fault))

    @Slot(str)
    def _type(self, text: str) -> None:
        self._judge()
        if not self._number:
            self._draft = text
            self.typed.emit(text)

    @Slot()
    def _agree(self) -> None:
        name, fault = " ".join(self.name.text().split()), self._fault()
        if not name:
            self.fault.setText(self.tr("Give it a word or two."))
            self.fault.show()
            self.name.setFocus(Qt.FocusReason.OtherFocusReason)
        elif fault:
            (self.last if self.has_last.isChecked() else self.first).setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.put_away()
            self.wanted.emit(self._number, name, *self._days())
            if not self._number:
                self._type("")


def _qt_day(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)


def _day(field: QDateEdit) -> date:
    day = field.date()
    return date(day.year(), day.month(), day.day())
