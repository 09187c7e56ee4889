"""Days that the person marks, so that a change can be read beside what happened."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QDate, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDateEdit,
    QFrame,
    QListWidget,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from aijournal.domain.marks import EventMark
from aijournal.ui import phrases
from aijournal.ui.theme import Theme
from aijournal.ui.type_scale import CARD_GAP, GRID, SIBLING_GAP
from aijournal.ui.widgets.flow_layout import FlowLayout
from aijournal.ui.widgets.labels import plain_label, tooltip
from aijournal.ui.widgets.line_edit import LineEdit
from aijournal.ui.widgets.putting_away import has_keyboard

_WORDS_EM = 14
_MOST_ROWS = 5
_EARLIEST = QDate(2000, 1, 1)


class _MarkList(QListWidget):
    """Marks, which Del takes away."""

    remove_asked = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's own name
        """Ask to take away the mark in the current row, or move."""
        if event.key() == Qt.Key.Key_Delete:
            self.remove_asked.emit()
        else:
            super().keyPressEvent(event)


class MarksPanel(QFrame):
    """A slip to mark a day with a few words, and to take marks away again; out of the way until asked for."""

    add_asked = Signal(date, str)
    remove_asked = Signal(EventMark)
    refused = Signal(str)
    opened = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "slip")
        self._theme = theme
        self._marks: tuple[EventMark, ...] = ()
        self._opened_by: QWidget | None = None
        self.day = QDateEdit()
        self.words = LineEdit()
        self.add = QPushButton(self.tr("Mark this day"))
        self.leave = QPushButton(self.tr("Done"))
        self.list = _MarkList()
        self.remove = QPushButton(self.tr("Remove this mark"))
        self._lay_out()
        self._connect()
        theme.changed.connect(self._fit)
        self.hide()

    def open_for(self, day: date, latest: date, opened_by: QWidget) -> None:
        """Ask what happened on a day; no day after `latest` can be marked."""
        self._opened_by = opened_by
        self.day.setDateRange(_EARLIEST, QDate(latest.year, latest.month, latest.day))
        self.choose(day)
        self.show()
        self.words.setFocus(Qt.FocusReason.OtherFocusReason)
        self.opened.emit()

    def choose(self, day: date) -> None:
        """Take another day to mark."""
        self.day.setDate(QDate(day.year, day.month, day.day))

    def show_marks(self, marks: Sequence[EventMark]) -> None:
        """List the marks there are, the latest first."""
        marks = tuple(sorted(marks, reverse=True))
        if marks == self._marks and self.list.count() == len(marks):
            return
        row = self.list.currentRow()
        self._marks = marks
        self.list.clear()
        for mark in marks:
            self.list.addItem(_words_of(mark))
            self.list.item(self.list.count() - 1).setToolTip(tooltip(_words_of(mark)))
        self.list.setCurrentRow(min(max(row, 0), len(marks) - 1))
        if not marks and (has_keyboard(self.list) or has_keyboard(self.remove)):
            self.words.setFocus(Qt.FocusReason.OtherFocusReason)
        for part in (self.list, self.remove):
            part.setVisible(bool(marks))
        self._fit()

    def tell_added(self) -> None:
        """Make room for the next mark: the words are in the journal now."""
        self.words.clear()

    @Slot()
    def put_away(self) -> None:
        """Close the slip, with the keyboard back where it was opened."""
        self.hide()
        if self._opened_by is not None:
            self._opened_by.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        self.day.setDisplayFormat("ddd d MMM yyyy")
        self.day.lineEdit().setTextMargins(GRID, 0, 0, 0)
        self.day.setAccessibleName(self.tr("The day to mark"))
        self.words.setPlaceholderText(self.tr("such as: new model"))
        self.words.setAccessibleName(self.tr("What happened on that day"))
        self.words.setMaxLength(200)
        self.list.setAccessibleName(self.tr("Days you marked"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        form, below = QWidget(), QWidget()
        for row, parts in (
            (form, (self.day, self.words, self.add, self.leave)),
            (below, (self.remove,)),
        ):
            row.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
            flow = FlowLayout(row, gap=SIBLING_GAP)
            for part in parts:
                flow.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(CARD_GAP, CARD_GAP - GRID, CARD_GAP, CARD_GAP - GRID)
        column.setSpacing(SIBLING_GAP)
        column.addWidget(plain_label(self.tr("What happened on that day?"), "heading"))
        column.addWidget(form)
        hint = self.tr("Arrow keys, typing or a click in the chart change the day.")
        column.addWidget(plain_label(hint, "small", wraps=True))
        column.addWidget(self.list)
        column.addWidget(below)
        self.list.hide()
        self.remove.hide()
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's own name
        """Put the panel away on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.put_away()
        else:
            super().keyPressEvent(event)

    def _connect(self) -> None:
        self.add.clicked.connect(self._ask_adding)
        self.words.returnPressed.connect(self._ask_adding)
        self.list.remove_asked.connect(self._ask_removing)
        self.remove.clicked.connect(self._ask_removing)
        self.leave.clicked.connect(self.put_away)

    @Slot()
    def _fit(self) -> None:
        em = self._theme.type.em
        self.words.setMinimumWidth(round(_WORDS_EM * em))
        rows = min(len(self._marks), _MOST_ROWS)
        self.list.setFixedHeight(rows * max(0, self.list.sizeHintForRow(0)) + GRID)

    @Slot()
    def _ask_adding(self) -> None:
        words = " ".join(self.words.text().split())
        if words:
            chosen = self.day.date()
            self.add_asked.emit(date(chosen.year(), chosen.month(), chosen.day()), words)
        else:
            self.refused.emit(self.tr("Say in a few words what happened on that day."))
            self.words.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _ask_removing(self) -> None:
        row = self.list.currentRow()
        if 0 <= row < len(self._marks):
            self.remove_asked.emit(self._marks[row])


def _words_of(mark: EventMark) -> str:
    return f"{phrases.full_day(mark.day)}{phrases.BETWEEN}{phrases.plain_line(mark.text)}"
