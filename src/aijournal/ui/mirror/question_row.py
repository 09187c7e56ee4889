"""One private question: what is asked, what it rests on, and the two things that can be done with it."""

from datetime import date

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QPushButton, QVBoxLayout, QWidget

from aijournal.analysis.signals.signal import Signal as MirrorSignal
from aijournal.domain.entry import Entry
from aijournal.domain.mirror import SignalId
from aijournal.ui import phrases
from aijournal.ui.entry_table.prompt_lines import PromptLines
from aijournal.ui.mirror import signal_words
from aijournal.ui.mirror.evidence_list import EvidenceList
from aijournal.ui.theme import Theme
from aijournal.ui.type_scale import CARD_GAP, GRID, SIBLING_GAP
from aijournal.ui.widgets.bringing_into_view import bring_into_view
from aijournal.ui.widgets.labels import plain_label
from aijournal.ui.widgets.putting_away import has_keyboard

_WIDE_EM = 44
_NARROW_EM = 20


class QuestionRow(QFrame):
    """The evidence is asked for when it is opened, and asked anew when the question changed meanwhile."""

    evidence_asked = Signal(object)  # the row itself
    put_aside_asked = Signal(SignalId)
    journal_asked = Signal(object, str, object)  # ids, the question's name, and one entry or None

    def __init__(
        self, theme: Theme, lines: PromptLines, signal: MirrorSignal, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._signal = signal
        self._title = signal_words.title(signal.id)
        self.setProperty("role", "question")
        self.setProperty("tone", signal_words.tone(signal))
        self.setProperty("side", "right" if self.isRightToLeft() else "left")
        self.title = plain_label(self._title, "heading", wraps=True)
        self.sentence = plain_label(wraps=True)
        self.basis = plain_label(role="small", wraps=True)
        self.show_evidence = QPushButton()
        self.put_aside = QPushButton(self.tr("Not for four weeks"))
        self.in_journal = QPushButton(self.tr("Show all in Journal"))
        self.hint = plain_label(role="small", wraps=True)
        name = self.tr("Entries behind: %1").replace("%1", self._title)
        self.evidence = EvidenceList(theme, lines, name)
        self._behind = QWidget()
        self._top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._top.setSpacing(SIBLING_GAP)
        self._buttons = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._buttons.setSpacing(SIBLING_GAP)
        self._lay_out()
        self._connect()
        self.show_signal(signal)

    @property
    def signal_id(self) -> SignalId:
        """Which question this is."""
        return self._signal.id

    @property
    def evidence_ids(self) -> tuple[int, ...]:
        """The numbers of the entries behind the question."""
        return self._signal.evidence

    @property
    def is_open(self) -> bool:
        """Whether the entries behind the question are shown."""
        return not self._behind.isHidden()

    def show_signal(self, signal: MirrorSignal) -> None:
        """Ask the question with the figures as they are now."""
        self._signal = signal
        self.sentence.setText(phrases.told(signal.sentence))
        self.basis.setText(signal_words.basis(signal))
        self.show_evidence.setVisible(bool(signal.evidence))
        self._name_fold()
        if self.is_open:
            self.evidence_asked.emit(self)

    def show_entries(self, entries: tuple[Entry, ...], today: date) -> None:
        """Show the entries behind the question; one that is current stays so."""
        current = self.evidence.currentIndex().row()
        is_first = self.evidence.rows.entries == ()
        self.evidence.show_entries(entries, today)
        hint = self.tr("%1, most telling first. Enter opens one in Journal.")
        self.hint.setText(hint.replace("%1", phrases.entries(len(entries))))
        if not is_first and 0 <= current < len(entries):
            self.evidence.setCurrentIndex(self.evidence.rows.index(current, 0))
        if is_first and has_keyboard(self):
            bring_into_view(self)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's own name
        """Set the buttons beside the words, or under them where it is narrow."""
        super().resizeEvent(event)
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        width, em = self.width(), self._theme.type.em
        self._top.setDirection(down if width < _WIDE_EM * em else across)
        self._buttons.setDirection(down if width < _NARROW_EM * em else across)

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(GRID // 2)
        for label in (self.title, self.sentence, self.basis):
            words.addWidget(label)
        self._top.addLayout(words, 1)
        for button in (self.show_evidence, self.put_aside):
            self._buttons.addWidget(button)
        self._buttons.addStretch(1)
        self._top.addLayout(self._buttons)
        behind = QVBoxLayout(self._behind)
        behind.setContentsMargins(0, GRID, 0, 0)
        behind.setSpacing(GRID)
        behind.addWidget(self.evidence)
        self.in_journal.setProperty("role", "link")
        self.in_journal.setProperty("place", "line")
        behind.addWidget(self.hint)
        behind.addWidget(self.in_journal, 0, Qt.AlignmentFlag.AlignLeft)
        self._behind.hide()
        column = QVBoxLayout(self)
        left, right = (0, CARD_GAP) if self.isRightToLeft() else (CARD_GAP, 0)
        column.setContentsMargins(left, SIBLING_GAP, right, SIBLING_GAP)
        column.setSpacing(SIBLING_GAP)
        column.addLayout(self._top)
        column.addWidget(self._behind)

    def _connect(self) -> None:
        self.put_aside.setAccessibleName(self.tr("Do not ask for four weeks: %1").replace("%1", self._title))
        self.in_journal.setAccessibleName(
            self.tr("Show all entries in Journal: %1").replace("%1", self._title)
        )
        self.show_evidence.clicked.connect(self.toggle)
        self.put_aside.clicked.connect(self.ask_to_put_aside)
        self.in_journal.clicked.connect(self._show_all)
        self.evidence.opened.connect(self._show_one)

    def key_order(self) -> tuple[QWidget, ...]:
        """Return what the keyboard reaches, from top to bottom."""
        return self.show_evidence, self.put_aside, self.evidence, self.in_journal

    def take_focus(self) -> None:
        """Put the keyboard on the question."""
        target = self.put_aside if self.show_evidence.isHidden() else self.show_evidence
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)
        bring_into_view(self)

    @Slot()
    def toggle(self) -> None:
        """Show or hide the entries behind the question."""
        if self.is_open and has_keyboard(self._behind):
            self.show_evidence.setFocus(Qt.FocusReason.OtherFocusReason)
        self._behind.setVisible(not self.is_open)
        self._name_fold()
        if self.is_open:
            self.evidence_asked.emit(self)

    def _name_fold(self) -> None:
        words = self.tr("Hide the evidence") if self.is_open else self.tr("Show the evidence")
        self.show_evidence.setText(words)
        name = self.tr("%1: %2").replace("%1", words).replace("%2", self._title)
        self.show_evidence.setAccessibleName(name)

    @Slot()
    def ask_to_put_aside(self) -> None:
        """Ask for silence; a second press of the same key does not put the next question aside."""
        around = self.parentWidget()
        if around is not None:
            around.setFocus(Qt.FocusReason.OtherFocusReason)
        self.put_aside_asked.emit(self.signal_id)

    @Slot()
    def _show_all(self) -> None:
        self.journal_asked.emit(self.evidence_ids, self._title, None)

    @Slot(Entry)
    def _show_one(self, entry: Entry) -> None:
        self.journal_asked.emit(self.evidence_ids, self._title, entry)
