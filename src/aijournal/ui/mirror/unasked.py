"""The questions that are not asked: nothing to ask, not enough known, or put aside by the person."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from aijournal.analysis.signals.signal import Signal as MirrorSignal
from aijournal.domain.mirror import SignalId
from aijournal.ui import phrases
from aijournal.ui.mirror import signal_words
from aijournal.ui.type_scale import GRID, SIBLING_GAP
from aijournal.ui.widgets.labels import plain_label

_DAY = timedelta(days=1)


class _Lines(QWidget):
    """A few lines of words, made anew when they change."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.labels: list[QLabel] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GRID)

    def show_lines(self, lines: Sequence[str]) -> None:
        """Show these lines."""
        while len(self.labels) > len(lines):
            self.labels.pop().deleteLater()
        while len(self.labels) < len(lines):
            self.labels.append(plain_label(role="small", wraps=True))
            self._column.addWidget(self.labels[-1])
        for label, words in zip(self.labels, lines, strict=True):
            label.setText(words)


class _Part(QWidget):
    """A part of the card that is not there where there is nothing in it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = plain_label(wraps=True)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, SIBLING_GAP)
        self.column.setSpacing(GRID)
        self.column.addWidget(self.words)


class SilentList(_Part):
    """One line that names what there is nothing to ask about; it unfolds into what was found."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fold = QPushButton()
        self.fold.setProperty("role", "link")
        self.fold.setProperty("place", "line")
        self.lines = _Lines()
        self.lines.hide()
        self.column.addWidget(self.fold, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addWidget(self.lines)
        self.fold.clicked.connect(self._toggle)
        self._name_fold()

    def show_signals(self, silent: Sequence[MirrorSignal]) -> None:
        """Name the questions, and keep what they found for those who look."""
        names = phrases.BETWEEN.join(signal_words.title(one.id) for one in silent)
        self.words.setText(self.tr("Nothing to ask about: %1.").replace("%1", names))
        self.lines.show_lines([phrases.told(one.sentence) for one in silent])
        self.setVisible(bool(silent))

    @Slot()
    def _toggle(self) -> None:
        self.lines.setVisible(self.lines.isHidden())
        self._name_fold()

    def _name_fold(self) -> None:
        is_shut = self.lines.isHidden()
        self.fold.setText(self.tr("Show what was found") if is_shut else self.tr("Hide what was found"))


class HeldList(_Part):
    """What cannot be asked yet, each with what is missing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words.setText(self.tr("Not enough is known yet to ask about:"))
        self.lines = _Lines()
        self.column.addWidget(self.lines)

    def show_signals(self, held: Sequence[MirrorSignal]) -> None:
        """Say what each of them lacks."""
        line = self.tr("%1 – %2")
        self.lines.show_lines(
            [
                line.replace("%1", signal_words.title(one.id)).replace("%2", phrases.told(one.guard or ""))
                for one in held
            ]
        )
        self.setVisible(bool(held))


class PutAsideRow(QWidget):
    """One question that was put aside, and the way back."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self.words = plain_label(role="small", wraps=True)
        self.back = QPushButton(self.tr("Bring back"))
        self.back.setProperty("role", "link")
        self.back.setAccessibleName(self.tr("Bring back: %1").replace("%1", name))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SIBLING_GAP)
        row.addWidget(self.words, 1)
        row.addWidget(self.back)

    def show_day(self, again: date, today: date) -> None:
        """Say on which day the question comes back by itself."""
        say_day = phrases.short_day if again.year == today.year else phrases.full_day
        words = self.tr("%1 – again from %2 on").replace("%1", self._name)
        self.words.setText(words.replace("%2", say_day(again)))


class PutAsideList(_Part):
    """What the person put aside, until when, and the way back."""

    bring_back_asked = Signal(SignalId)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words.setText(self.tr("Put aside:"))
        self.rows: dict[SignalId, PutAsideRow] = {}

    def show_signals(self, put_aside: Mapping[SignalId, date], today: date) -> None:
        """Offer each of them again, with the day on which it comes back by itself."""
        for gone in [signal for signal in self.rows if signal not in put_aside]:
            row = self.rows.pop(gone)
            self.column.removeWidget(row)
            row.hide()
            row.deleteLater()
        for signal, until in put_aside.items():
            if signal not in self.rows:
                self.rows[signal] = self._new_row(signal)
            self.rows[signal].show_day(until + _DAY, today)
        self.setVisible(bool(put_aside))

    def in_order(self) -> list[QPushButton]:
        """Return the ways back, in the order in which they stand."""
        return [row.back for row in self.rows.values()]

    def _new_row(self, signal: SignalId) -> PutAsideRow:
        row = PutAsideRow(signal_words.title(signal))
        row.back.clicked.connect(partial(self._bring_back, signal))
        self.column.addWidget(row)
        return row

    def _bring_back(self, signal: SignalId) -> None:
        around = self.parentWidget()
        if around is not None:
            around.setFocus(Qt.FocusReason.OtherFocusReason)
        self.bring_back_asked.emit(signal)
