"""The second step: which tools have left logs here, how long they stay, and reading them now or later."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from aijournal.domain.reading import SourceState
from aijournal.ui import phrases
from aijournal.ui.clock import Clock
from aijournal.ui.first_run.step import Step
from aijournal.ui.import_strip import ImportStrip
from aijournal.ui.journal_thread import JournalThread
from aijournal.ui.log_reading import LogReading, LogRequest
from aijournal.ui.pages.sources_view import SourceLedger, SourceView, source_ledgers, source_views
from aijournal.ui.sources.log_facts import when_deleted
from aijournal.ui.sources.places import why_nothing
from aijournal.ui.sources.state_mark import StateMark, state_words
from aijournal.ui.theme import Theme
from aijournal.ui.type_scale import SIBLING_GAP
from aijournal.ui.widgets.bringing_into_view import bring_into_view
from aijournal.ui.widgets.card import Card
from aijournal.ui.widgets.flow_layout import FlowLayout
from aijournal.ui.widgets.labels import plain_label

if TYPE_CHECKING:
    from aijournal.collect import ImportResult


class FoundSourcesStep(Step):
    """Nothing is read before it is asked for; trying it counts, and keeps nothing."""

    def __init__(self, theme: Theme, thread: JournalThread, reading: LogReading, clock: Clock) -> None:
        super().__init__(
            theme,
            self.tr("Your AI tools on this computer"),
            self.tr(
                "Their logs say what was done and what it took; only you know whether it helped. They are "
                "read where they lie and never changed."
            ),
            self.tr("Continue"),
        )
        self._thread = thread
        self._reading = reading
        self._clock = clock
        self.looking = plain_label(self.tr("Looking for logs of AI tools …"), "soft", wraps=True)
        self.cards: list[Card] = []
        self.missing = plain_label(role="small", wraps=True)
        self.read_now = QPushButton(self.tr("Read them now"))
        self.read_now.setProperty("role", "primary")
        self.try_first = QPushButton(self.tr("Try it first"))
        self.strip = ImportStrip(around=self)
        self._list = QVBoxLayout()
        self._lay_out()
        self.read_now.clicked.connect(self._read)
        self.try_first.clicked.connect(self._try)
        self.strip.cancel_asked.connect(reading.cancel)
        self.strip.undo_asked.connect(reading.take_back)
        reading.began.connect(self.strip.begin)
        reading.progressed.connect(self.strip.show_progress)
        reading.finished.connect(self._show_results)
        reading.failed.connect(self.strip.show_error)

    def begin(self) -> None:
        """Look what lies here."""
        self._thread.read(partial(source_ledgers, sources=self._reading.sources), self._look)

    def _lay_out(self) -> None:
        actions = QWidget()
        actions.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        line = FlowLayout(actions, gap=SIBLING_GAP)
        for button in (self.read_now, self.try_first):
            line.addWidget(button)
            button.hide()
        later = self.tr(
            "Reading can wait: Ctrl+R reads what is new at any time. Trying it first says what would come, "
            "and keeps nothing."
        )
        self._later = plain_label(later, "small", wraps=True)
        self._later.hide()
        self.column.addWidget(self.looking)
        self.column.addLayout(self._list)
        self.column.addWidget(self.missing)
        self.missing.hide()
        self.column.addWidget(actions)
        self.column.addWidget(self._later)
        self.column.addWidget(self.strip)
        self.column.addStretch(1)

    def _look(self, ledgers: Mapping[str, SourceLedger]) -> None:
        self._reading.inspect(partial(source_views, ledgers), self._show)

    def _show(self, views: Sequence[SourceView]) -> None:
        for card in self.cards:
            self._list.removeWidget(card)
            card.hide()
            card.deleteLater()
        there = [view for view in views if view.found.state is not SourceState.NOT_FOUND]
        self.cards = [self._card(view, self._clock.now()) for view in there]
        for card in self.cards:
            self._list.addWidget(card)
        self._name_missing([view.title for view in views if view not in there])
        is_there = any(view.found.state is SourceState.FOUND for view in views)
        words = self.tr(
            "No logs were found. That is fine: what you do can be logged by hand, and other folders can be "
            "shown on the page “Sources” at any time."
        )
        self.looking.setText(words)
        self.looking.setVisible(not is_there)
        for part in (self.read_now, self.try_first, self._later):
            part.setVisible(is_there)
        if is_there and not self._reading.is_reading:
            self.read_now.setFocus(Qt.FocusReason.OtherFocusReason)

    def _name_missing(self, titles: Sequence[str]) -> None:
        """Name the tools without logs here in one line: most people use a few of many."""
        self.missing.setText(self.tr("Not found here: %1.").replace("%1", ", ".join(titles)))
        self.missing.setVisible(bool(titles))

    def _card(self, view: SourceView, now: datetime) -> Card:
        card = Card(view.title)
        card.setAccessibleName(f"{view.title}: {state_words(view.found.state)}")
        card.top.insertWidget(0, StateMark(self._theme, view.found.state), 0, Qt.AlignmentFlag.AlignTop)
        card.body.addWidget(plain_label(self._what_is_there(view), wraps=True))
        if view.found.state is SourceState.FOUND:
            retention = phrases.translated("importers", view.retention)
            kept = " ".join(part for part in (retention, when_deleted(view, now)) if part)
            card.body.addWidget(plain_label(kept, "small", wraps=True))
        return card

    def _what_is_there(self, view: SourceView) -> str:
        if view.found.state is SourceState.FOUND:
            return phrases.BETWEEN.join([phrases.files(len(view.found.files)), phrases.size(view.size)])
        return why_nothing(view.found)

    @Slot()
    def _read(self) -> None:
        self._reading.read(LogRequest())

    @Slot()
    def _try(self) -> None:
        self._reading.read(LogRequest(is_rehearsal=True))

    @Slot(tuple, LogRequest)
    def _show_results(self, results: Sequence["ImportResult"], request: LogRequest) -> None:
        """Say what came of it; what was read needs no second press, so the way on has the keyboard."""
        self.strip.show_results(results, request)
        bring_into_view(self.strip)
        if not request.is_rehearsal and not any(result.was_cancelled for result in results):
            self.settled.emit()
