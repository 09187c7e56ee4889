"""The page Mirror: what a dashboard would say, and what is true."""

from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from aijournal.domain.entry import Entry
from aijournal.domain.mirror import SignalId
from aijournal.ui import phrases
from aijournal.ui.actions.actions import Acts
from aijournal.ui.asking import Asking, Otherwise, Then
from aijournal.ui.clock import Clock
from aijournal.ui.entry_table.prompt_lines import PromptLines
from aijournal.ui.journal_thread import JournalThread
from aijournal.ui.mirror import signal_words
from aijournal.ui.mirror.felt_card import FeltCard
from aijournal.ui.mirror.matters_words import matters_figures, matters_notes, matters_sentence
from aijournal.ui.mirror.meter_card import MeterCard
from aijournal.ui.mirror.question_row import QuestionRow
from aijournal.ui.mirror.questions_card import MirrorQuestions
from aijournal.ui.mirror.seen_words import seen_figures, seen_sentence
from aijournal.ui.pages.late_page import LatePage
from aijournal.ui.pages.mirror_view import MirrorView, Span, bring_back, evidence, mirror_view, put_aside
from aijournal.ui.prompt_peek import PromptPeek
from aijournal.ui.settings.settings_keeper import SettingsKeeper
from aijournal.ui.theme import Theme
from aijournal.ui.type_scale import CARD_GAP, GRID, SIBLING_GAP
from aijournal.ui.widgets.empty_state import EmptyState
from aijournal.ui.widgets.labels import plain_label
from aijournal.ui.widgets.segments import Segments


class MirrorPage(LatePage):
    """The two meters side by side, and below them the questions that only the person can answer."""

    def __init__(
        self,
        theme: Theme,
        thread: JournalThread,
        peek: PromptPeek,
        clock: Clock,
        settings: SettingsKeeper,
    ) -> None:
        super().__init__(theme)
        self._thread = thread
        self._clock = clock
        self._settings = settings
        self._view: MirrorView | None = None
        self._asking = Asking(self._ask, self._show, self.failed.emit)
        self._span = Segments(
            self.tr("Period"),
            (self.tr("This week"), self.tr("12 weeks"), self.tr("Year")),
            current=Span.TWELVE_WEEKS,
        )
        self.days = plain_label(role="small", wraps=True)
        self.seen = MeterCard(theme, self.tr("The meter they can see"), "tokens")
        self.matters = MeterCard(theme, self.tr("The meter that matters"), "gained")
        self.questions = MirrorQuestions(theme, PromptLines(peek, self))
        self.felt = FeltCard()
        self.empty = EmptyState(theme)
        self._whole = QWidget()
        self._lay_out()
        self._connect()

    @property
    def view(self) -> MirrorView | None:
        """What is shown, once the journal has answered."""
        return self._view

    def ask_now(self) -> None:
        """Ask the journal for both meters and the questions."""
        self._asking.ask()

    def first_focus(self) -> QWidget:
        """Return the choice of the period."""
        return self._span

    def acts(self) -> Acts:
        """Offer what can be done with the question that has the keyboard."""
        return {
            "mirror.next": partial(self.questions.step, 1),
            "mirror.previous": partial(self.questions.step, -1),
            "mirror.evidence": self.questions.toggle_current,
            "mirror.put_aside": self.questions.put_current_aside,
        }

    def can_run(self, name: str) -> bool:
        """Return whether there is a question to do it with."""
        if name in ("mirror.evidence", "mirror.put_aside"):
            return self.questions.current is not None
        return bool(self.questions.rows)

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(GRID)
        words.addWidget(plain_label(self.tr("Mirror"), "title"))
        what = self.tr("What a dashboard would say of you, and what is true. Nobody sees this but you.")
        words.addWidget(plain_label(what, "soft", wraps=True))
        words.addWidget(self.days)
        header = self.row(SIBLING_GAP)
        header.addLayout(words, 1)
        choice = QVBoxLayout()
        choice.addWidget(self._span, 0, Qt.AlignmentFlag.AlignLeft)
        choice.addStretch(1)
        header.addLayout(choice)
        meters = self.row()
        meters.addWidget(self.seen, 1)
        meters.addWidget(self.matters, 1)
        whole = QVBoxLayout(self._whole)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(CARD_GAP)
        whole.addLayout(meters)
        whole.addWidget(self.questions)
        whole.addWidget(self.felt)
        self._whole.hide()
        self.empty.hide()
        self.column.addLayout(header)
        self.column.addWidget(self.empty)
        self.column.addWidget(self._whole)
        self.column.addStretch(1)

    def _connect(self) -> None:
        self._thread.entries_changed.connect(self.refresh)
        self._settings.changed.connect(self.refresh)
        self._span.chosen.connect(self.refresh)
        self.empty.acted.connect(self._act_on_empty)
        self.questions.evidence_asked.connect(self._ask_evidence)
        self.questions.put_aside_asked.connect(self._put_aside)
        self.questions.bring_back_asked.connect(self._bring_back)
        self.questions.journal_asked.connect(self.entries_asked)

    def _ask(self, then: Then[MirrorView], otherwise: Otherwise) -> None:
        job = partial(
            mirror_view,
            today=self._clock.today(),
            span=Span(self._span.current),
            quota=self._settings.current.quota,
        )
        self._thread.read(job, then, otherwise)

    def _show(self, view: MirrorView) -> None:
        self._view = view
        self.empty.setVisible(view.is_empty)
        self._whole.setVisible(not view.is_empty)
        self.days.setText(self._say_days(view))
        if view.is_empty:
            self._say_empty(view)
            return
        found, value = view.mirror, view.mirror.matters.value
        figures = seen_figures(found.seen, view.quota, view.prices_as_of)
        self.seen.show_meter(seen_sentence(found.seen), figures)
        self.matters.show_meter(matters_sentence(value), matters_figures(found.matters), matters_notes(value))
        self.questions.show_signals(found.signals, found.looked_at, view.put_aside, self._clock.today())
        signal = next(one for one in found.signals if one.id is SignalId.OPTIMISM)
        self.felt.show_measured(signal, found.trials)

    def _say_days(self, view: MirrorView) -> str:
        covered = view.mirror.covered
        if view.is_blank or covered.first is None or covered.last is None:
            return ""
        words = self.tr("%1 to %2").replace("%1", phrases.full_day(covered.first))
        return words.replace("%2", phrases.full_day(covered.last))

    def _say_empty(self, view: MirrorView) -> None:
        if view.is_blank:
            why = self.tr(
                "The mirror holds what the logs of your tools count against what you say of the work. Log "
                "some on Today, or read the logs."
            )
            what = self.tr("Nothing to mirror yet")
            self.empty.say("mirror", what, why, self.tr("Go to Today"), is_new=True)
            return
        what = self.tr("Nothing was recorded in these days")
        if self._span.current == Span.YEAR:
            why = self.tr("The journal holds older work; Trends shows all of it.")
            self.empty.say("mirror", what, why, self.tr("Go to Today"))
        else:
            why = self.tr("The journal holds earlier work.")
            self.empty.say("mirror", what, why, self.tr("Show the year"))

    @Slot()
    def _act_on_empty(self) -> None:
        is_blank = self._view is not None and self._view.is_blank
        if is_blank or self._span.current == Span.YEAR:
            self.today_asked.emit()
        else:
            self._span.choose(Span.YEAR)

    @Slot(object)
    def _ask_evidence(self, row: QuestionRow) -> None:
        ids = row.evidence_ids
        job = partial(evidence, ids=ids, now=self._clock.now())
        self._thread.read(job, partial(self._show_evidence, row.signal_id, ids), self.failed.emit)

    def _show_evidence(self, signal: SignalId, ids: tuple[int, ...], entries: tuple[Entry, ...]) -> None:
        """Show the entries, if that is still what the question rests on."""
        row = self.questions.rows.get(signal)
        if row is not None and row.evidence_ids == ids:
            row.show_entries(entries, self._clock.today())

    @Slot(SignalId)
    def _put_aside(self, signal: SignalId) -> None:
        job = partial(put_aside, signal=signal, today=self._clock.today(), now=self._clock.now())
        self._thread.write(job, partial(self._tell_put_aside, signal), self.failed.emit)

    def _tell_put_aside(self, signal: SignalId, again: date) -> None:
        words = self.tr("“%1” is not asked before %2.").replace("%1", signal_words.title(signal))
        self.said.emit(words.replace("%2", phrases.day_in_words(again)), True)

    @Slot(SignalId)
    def _bring_back(self, signal: SignalId) -> None:
        job = partial(bring_back, signal=signal, now=self._clock.now())
        self._thread.write(job, partial(self._tell_back, signal), self.failed.emit)

    def _tell_back(self, signal: SignalId, _: None) -> None:
        self.said.emit(self.tr("“%1” is asked again.").replace("%1", signal_words.title(signal)), True)
