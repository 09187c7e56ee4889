"""What the person tells the program once: the page Settings."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import QWidget

from aijournal.domain.quota import Quota
from aijournal.domain.tokens import TokenWeights
from aijournal.settings import SETTINGS, Group, Kind, Setting
from aijournal.ui import phrases
from aijournal.ui.actions.action import Scope
from aijournal.ui.actions.actions import Acts
from aijournal.ui.actions.bindings import Bindings
from aijournal.ui.asking import Asking, Otherwise, Then
from aijournal.ui.checking import Checking
from aijournal.ui.clock import Clock
from aijournal.ui.drafts import DraftKeeper
from aijournal.ui.journal_thread import JournalThread
from aijournal.ui.pages.page import Page
from aijournal.ui.settings import setting_words
from aijournal.ui.settings.bottlenecks_card import BottlenecksCard
from aijournal.ui.settings.group_card import GroupCard
from aijournal.ui.settings.own_list import OwnList
from aijournal.ui.settings.own_list_acts import OwnListActs
from aijournal.ui.settings.place_card import PlaceCard
from aijournal.ui.settings.prices_card import PricesCard
from aijournal.ui.settings.quota_card import QuotaCard
from aijournal.ui.settings.setting_row import SettingRow, SourceTitles
from aijournal.ui.settings.settings_keeper import SettingsKeeper
from aijournal.ui.settings.settings_search import SettingsSearch
from aijournal.ui.settings.settings_text import settings_text
from aijournal.ui.settings.settings_view import (
    SettingsView,
    WeightsView,
    settings_view,
    weights_view,
)
from aijournal.ui.settings.task_types_card import TaskTypesCard
from aijournal.ui.settings.weights_card import WeightsCard
from aijournal.ui.theme import Theme
from aijournal.ui.widgets.card import Card
from aijournal.ui.widgets.labels import plain_label

_NEW_TASK = "settings: new task type"
_NEW_BOTTLENECK = "settings: new bottleneck"
_NO_ROW = (Kind.OWN_CARD, Kind.REMEMBERED)


class SettingsPage(Page):
    """A row for each setting in the table, and cards for what takes more; every change can be taken back.

    `keys_asked` says that the sheet of all keys is to be shown.
    """

    def __init__(
        self,
        theme: Theme,
        thread: JournalThread,
        keeper: SettingsKeeper,
        checking: Checking,
        clock: Clock,
        *,
        drafts: DraftKeeper,
        bindings: Bindings,
        sources: SourceTitles,
    ) -> None:
        super().__init__(theme)
        self._bindings = bindings
        self._thread = thread
        self._keeper = keeper
        self._clock = clock
        self._acts = OwnListActs(thread, checking, clock, self)
        self._asking: Asking[SettingsView] = Asking(self._ask, self._show, self.failed.emit)
        self._weighing: Asking[WeightsView] = Asking(self._weigh, self._show_weighed, self.failed.emit)
        self._is_weighed = False
        self.view: SettingsView | None = None
        self.weighed: WeightsView | None = None
        self.weights = WeightsCard(theme, self.row())
        self.tasks = TaskTypesCard(theme, bindings)
        self.bottlenecks = BottlenecksCard(theme, clock, bindings)
        self.quota = QuotaCard(theme)
        self.prices = PricesCard(thread, keeper.session, clock)
        self.place = PlaceCard(keeper.path)
        self.rows = {one.name: self._row_of(one, sources) for one in SETTINGS if one.kind not in _NO_ROW}
        self._groups = tuple(self._group_card(group) for group in Group)
        self.search = SettingsSearch(theme, self._groups, self._cards())
        self._lay_out()
        self._connect()
        self._connect_acts()
        self._keep_drafts(drafts)
        self._show_settings()
        self.search.line.type(keeper.searched)  # the words outlive a page that a change made anew
        self.search.line.asked.connect(self._remember_search)

    @Slot()
    def _remember_search(self) -> None:
        self._keeper.searched = self.search.line.text

    @Slot()
    def refresh(self) -> None:
        """Show the settings in force, and ask again what they make of the journal."""
        self._show_settings()
        self._is_weighed = False
        if self.isVisible():
            self._asking.ask()
            self._weigh_in_sight()

    def acts(self) -> Acts:
        """Offer to search and to copy, and what can be done in the list that has the keyboard."""
        of_lists = {name: partial(self._press, name) for name in self._bindings.names_in(Scope.OWN_LIST)}
        return {**self._own_acts(), **of_lists}

    def can_run(self, name: str) -> bool:
        """Return whether the page knows such an act, or the list that has the keyboard."""
        return name in self._own_acts() or any(one.hasFocus() and one.can_press(name) for one in self._lists)

    @property
    def _lists(self) -> tuple[OwnList, ...]:
        return self.tasks.list, self.bottlenecks.list

    def _press(self, name: str) -> None:
        for one in self._lists:
            if one.hasFocus() and one.can_press(name):
                one.press(name)

    def first_focus(self) -> QWidget:
        """Return what was set last, because a change of it made this page anew; else the line to search."""
        if "weights" in self._keeper.latest:
            return self.weights.fields["input"].line
        latest = [row.control for name, row in self.rows.items() if name in self._keeper.latest]
        return latest[0] if latest else self.search.line

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's own name
        """Look again: entries come and go meanwhile."""
        super().showEvent(event)
        self.refresh()
        QTimer.singleShot(0, self, self._show_focus)

    def _lay_out(self) -> None:
        what = self.tr("What you tell aijournal once. A change holds at once, and can be taken back.")
        self.search.line.show_key(self._bindings.shown("settings.search"))
        self.column.addWidget(plain_label(self.tr("Settings"), "title"))
        self.column.addWidget(plain_label(what, "soft", wraps=True))
        for card in (self.search, *self._groups, *self._cards()):
            self.column.addWidget(card)
        self.column.addStretch(1)

    def _cards(self) -> Mapping[Card, tuple[Setting, ...]]:
        """Return the cards beside those of the groups, each with the settings that it stands for."""
        of = {one.name: one for one in SETTINGS}
        return {
            self.weights: (of["weights"],),
            self.tasks: (),
            self.bottlenecks: (),
            self.quota: (of["quota_tokens"], of["quota_per"]),
            self.prices: (),
            self.place: (),
        }

    def _row_of(self, setting: Setting, sources: SourceTitles) -> SettingRow:
        row = SettingRow(self._theme, setting, sources)
        row.given.connect(self._change)
        row.keys_asked.connect(self.keys_asked)
        self.turn(row.sides)
        return row

    def _group_card(self, group: Group) -> GroupCard:
        return GroupCard(group, [row for row in self.rows.values() if row.setting.group is group])

    def _own_acts(self) -> Acts:
        return {"settings.search": self.search.line.take_focus, "settings.copy": self._copy}

    def _connect(self) -> None:
        self._thread.entries_changed.connect(self.refresh)
        self.weights.tried.connect(self._weighing.ask)
        self.verticalScrollBar().valueChanged.connect(self._weigh_in_sight)
        self.weights.apply_asked.connect(self._apply_weights)
        self.quota.changed.connect(self._change_quota)
        self.prices.said.connect(self.said)
        self.prices.failed.connect(self.failed)
        self.place.copy_asked.connect(self._copy)
        self.search.left.connect(self._go_on)
        self._keeper.failed.connect(self._show_settings)
        self._bindings.changed.connect(self._show_keys)
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
        self._thread.read(settings_view, then, otherwise)

    @Slot()
    def _weigh_in_sight(self) -> None:
        """Weigh the history once the figures of that are in sight, which are far down the page."""
        if not self._is_weighed and not self.weights.preview.visibleRegion().isEmpty():
            self._is_weighed = True
            self._weighing.ask()

    def _weigh(self, then: Then[WeightsView], otherwise: Otherwise) -> None:
        weights = self._keeper.current.weights
        tried = self.weights.typed or weights
        job = partial(weights_view, today=self._clock.today(), weights=weights, tried=tried)
        self._thread.read(job, then, otherwise)

    def _show_weighed(self, view: WeightsView) -> None:
        self.weighed = view
        self.weights.show_view(view)

    def _show(self, view: SettingsView) -> None:
        self.view = view
        self.tasks.show_tasks(view.tasks)
        self.bottlenecks.show_bottlenecks(view.bottlenecks)

    @Slot()
    def _show_settings(self) -> None:
        for row in self.rows.values():
            row.show_settings(self._keeper.current)
        self.weights.show_weights(self._keeper.current.weights)
        self.quota.show_quota(self._keeper.current.quota)

    @Slot(Setting, object)
    def _change(self, setting: Setting, value: Any) -> None:
        """Let a value hold; where it does not, because it held already, the row shows what does."""
        title = setting_words.title(setting)
        words = self.tr("%1: %2.").replace("%1", title)
        words = words.replace("%2", setting_words.value(setting, value))
        self._keeper.change(title, words, **{setting.name: value})

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(settings_text(self._keeper.current))
        self.said.emit(self.tr("All settings are copied as text."), False)

    @Slot()
    def _show_keys(self) -> None:
        self.search.line.show_key(self._bindings.shown("settings.search"))

    @Slot()
    def _go_on(self) -> None:
        """Leave the search line for the first thing that was found."""
        self.search.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.focusNextChild()

    def _show_focus(self) -> None:
        """Scroll to what has the keyboard; a page that was made anew begins at its top otherwise."""
        focus = self.focusWidget()
        if focus is not None and focus.hasFocus():
            self.ensureWidgetVisible(focus)
        self._weigh_in_sight()

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
