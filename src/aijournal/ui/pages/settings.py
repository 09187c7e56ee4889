"""What the person tells the program once: the page Settings."""

from functools import partial

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from aijournal.domain.mirror import Quota
from aijournal.domain.tokens import TokenWeights
from aijournal.errors import AijournalError
from aijournal.ui import phrases
from aijournal.ui.asking import Asking, Otherwise, Then
from aijournal.ui.checking import Checking
from aijournal.ui.clock import Clock
from aijournal.ui.drafts import DraftKeeper
from aijournal.ui.journal_thread import JournalThread
from aijournal.ui.pages.page import Page
from aijournal.ui.places import from_home
from aijournal.ui.settings.bottlenecks_card import BottlenecksCard
from aijournal.ui.settings.own_list_acts import OwnListActs
from aijournal.ui.settings.quota_card import QuotaCard
from aijournal.ui.settings.settings_keeper import SettingsKeeper
from aijournal.ui.settings.settings_view import SettingsView, settings_view
from aijournal.ui.settings.task_types_card import TaskTypesCard
from aijournal.ui.settings.weights_card import WeightsCard
from aijournal.ui.theme import Theme
from aijournal.ui.widgets.labels import plain_label

_NEW_TASK = "settings: new task type"
_NEW_BOTTLENECK = "settings: new bottleneck"


class SettingsPage(Page):
    """One card for each group of settings; every change can be taken back."""

    said = Signal(str, bool)
    failed = Signal(AijournalError)

    def __init__(
        self,
        theme: Theme,
        thread: JournalThread,
        keeper: SettingsKeeper,
        checking: Checking,
        clock: Clock,
        *,
        drafts: DraftKeeper,
    ) -> None:
        super().__init__(theme)
        self._thread = thread
        self._keeper = keeper
        self._clock = clock
        self._acts = OwnListActs(thread, checking, clock, self)
        self._asking: Asking[SettingsView] = Asking(self._ask, self._show, self.failed.emit)
        self.view: SettingsView | None = None
        self.weights = WeightsCard(theme, self.row())
        self.tasks = TaskTypesCard(theme)
        self.bottlenecks = BottlenecksCard(theme, clock)
        self.quota = QuotaCard(theme)
        self._lay_out()
        self._connect()
        self._connect_acts()
        self._keep_drafts(drafts)
        self._show_settings()

    @Slot()
    def refresh(self) -> None:
        """Show the settings in force, and ask again what they make of the journal."""
        self._show_settings()
        if self.isVisible():
            self._asking.ask()

    def first_focus(self) -> QWidget:
        """Return the first weight."""
        return self.weights.fields["input"].line

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's own name
        """Look again: entries come and go meanwhile."""
        super().showEvent(event)
        self.refresh()

    def _lay_out(self) -> None:
        what = self.tr(
            "What you tell aijournal once; every change can be taken back. Settings lie "
            "as plain text in %1, your own lists in the journal."
        )
        self.column.addWidget(plain_label(self.tr("Settings"), "title"))
        where = from_home(self._keeper.path)
        self.column.addWidget(plain_label(what.replace("%1", where), "soft", wraps=True))
        for card in (self.weights, self.tasks, self.bottlenecks, self.quota):
            self.column.addWidget(card)
        self.column.addStretch(1)

    def _connect(self) -> None:
        self._thread.entries_changed.connect(self.refresh)
        self.weights.tried.connect(self._asking.ask)
        self.weights.apply_asked.connect(self._apply_weights)
        self.quota.changed.connect(self._change_quota)
        for slip in (self.tasks.slip, self.bottlenecks.slip):
            slip.opened.connect(partial(self._bring_into_sight, slip))

    def _connect_acts(self) -> None:
        acts = self._acts
        acts.said.connect(self.said)
        acts.failed.connect(self.failed)
        acts.task_added.connect(self.tasks.tell_added)
        self.tasks.add_asked.connect(acts.add_task)
        self.tasks.rename_asked.connect(acts.rename_task)
        self.tasks.retire_asked.connect(acts.retire_task)
        self.tasks.move_asked.connect(acts.move_task)
        self.bottlenecks.save_asked.connect(acts.save_bottleneck)
        self.bottlenecks.end_asked.connect(acts.end_bottleneck)
        self.bottlenecks.remove_asked.connect(acts.remove_bottleneck)

    def _keep_drafts(self, drafts: DraftKeeper) -> None:
        self.tasks.typed.connect(partial(drafts.type, _NEW_TASK))
        self.bottlenecks.slip.typed.connect(partial(drafts.type, _NEW_BOTTLENECK))
        drafts.ask(_NEW_TASK, self.tasks.new.setText)
        drafts.ask(_NEW_BOTTLENECK, self.bottlenecks.slip.keep_draft)

    def _ask(self, then: Then[SettingsView], otherwise: Otherwise) -> None:
        weights = self._keeper.current.weights
        tried = self.weights.typed or weights
        job = partial(settings_view, today=self._clock.today(), weights=weights, tried=tried)
        self._thread.read(job, then, otherwise)

    def _show(self, view: SettingsView) -> None:
        self.view = view
        self.weights.show_view(view)
        self.tasks.show_tasks(view.tasks)
        self.bottlenecks.show_bottlenecks(view.bottlenecks)

    def _show_settings(self) -> None:
        self.weights.show_weights(self._keeper.current.weights)
        self.quota.show_quota(self._keeper.current.quota)

    @Slot(TokenWeights)
    def _apply_weights(self, weights: TokenWeights) -> None:
        words = self.tr("The whole history is weighed by the new weights.")
        self._keeper.change(self.tr("token weights"), words, weights=weights)

    @Slot(object)
    def _change_quota(self, quota: Quota | None) -> None:
        label = self.tr("quota")
        if quota is None:
            self._keeper.change(
                label, self.tr("Nobody expects a number of tokens any more."), quota_tokens=None
            )
            return
        words = self.tr("Kept: they expect %1 tokens a week.")
        if quota.per == "month":
            words = self.tr("Kept: they expect %1 tokens a month.")
        words = words.replace("%1", phrases.decimal(quota.tokens))
        self._keeper.change(label, words, quota_tokens=quota.tokens, quota_per=quota.per)

    def _bring_into_sight(self, slip: QWidget) -> None:
        """Scroll to a slip once it has its place on the page."""
        QTimer.singleShot(0, slip, partial(self.ensureWidgetVisible, slip))
