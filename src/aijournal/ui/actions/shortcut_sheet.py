"""The sheet of all keys: what there is, and a way to have others."""

from itertools import groupby

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from aijournal.ui import phrases
from aijournal.ui.actions import rebinding
from aijournal.ui.actions.action import Action, Scope
from aijournal.ui.actions.bindings import Bindings
from aijournal.ui.actions.key_catcher import KeyCatcher
from aijournal.ui.actions.keys import native
from aijournal.ui.actions.matching import rank
from aijournal.ui.actions.rebinding import Own
from aijournal.ui.actions.row_list import Row
from aijournal.ui.actions.search_overlay import SearchOverlay
from aijournal.ui.theme import Theme
from aijournal.ui.type_scale import SIBLING_GAP
from aijournal.ui.widgets.flow_layout import FlowLayout
from aijournal.ui.widgets.labels import plain_label

OPEN = "shortcuts.open"
_WIDTH_EM = 40


class ShortcutSheet(SearchOverlay):
    """Every action with its keys, by where they work; Enter on one of them waits for other keys.

    `own_keys_asked` carries what the change is called, what is said of it, and all keys of the person.
    """

    own_keys_asked = Signal(str, str, object)

    def __init__(self, theme: Theme, bindings: Bindings, parent: QWidget) -> None:
        super().__init__(theme, bindings, self.tr("Keys"), _WIDTH_EM, parent, opened_by=OPEN)
        self._key = ""
        self.catcher = KeyCatcher()
        self.change = QPushButton(self.tr("Change the keys"))
        self.reset = QPushButton(self.tr("As at first"))
        self.reset_all = QPushButton(self.tr("All as at first"))
        self._foot = QWidget()
        self._lay_out()
        self._connect()

    @property
    def action(self) -> Action | None:
        """The action of the current row."""
        row = self.list.row
        named = (one for one in self._bindings.actions if row is not None and one.name == row.name)
        return next(named, None)

    @Slot()
    def ask(self) -> None:
        """Open with every action in sight."""
        self.line.clear()
        self._stop()
        self._show_rows()
        self.list.step(Qt.Key.Key_Home)
        self.open(self.line)

    @Slot()
    def take_current(self) -> None:
        """Wait for other keys for the action of the current row."""
        action = self.action
        if action is not None:
            self._foot.hide()
            words = self.tr("Press the new keys for “%1”. Esc leaves them as they are.")
            self.catcher.catch(words.replace("%1", action.told))

    def wanted_height(self) -> int:
        """Return as much as there is: the list is long."""
        return self._area.height()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's own name
        """Leave first the change of a row, and then the sheet."""
        if event.key() == Qt.Key.Key_Escape and self.catcher.isVisible():
            self._leave_row()
            event.accept()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        self.line.setPlaceholderText(self.tr("Search the keys"))
        self.line.setAccessibleName(self.tr("Search the keys"))
        self.list.setAccessibleName(self.tr("Keys"))
        hint = plain_label(self.tr("Enter changes the keys of a row · Esc goes back"), "small", wraps=True)
        hint.setContentsMargins(SIBLING_GAP, 0, SIBLING_GAP, SIBLING_GAP)
        flow = FlowLayout(self._foot, SIBLING_GAP)
        for button in (self.change, self.reset, self.reset_all):
            flow.addWidget(button)
        flow.setContentsMargins(SIBLING_GAP, SIBLING_GAP, SIBLING_GAP, SIBLING_GAP)
        self.column.addWidget(_heading(self.tr("Keys")))
        self.column.addWidget(self.line)
        self.column.addWidget(self.list, 1)
        self.column.addWidget(self.catcher)
        self.column.addWidget(self._foot)
        self.column.addWidget(hint)

    def _connect(self) -> None:
        self.line.textChanged.connect(self._show_rows)
        self.list.doubleClicked.connect(self.take_current)
        self.list.selectionModel().currentChanged.connect(self._tell_current)
        self.change.clicked.connect(self.take_current)
        self.reset.clicked.connect(self._reset)
        self.reset_all.clicked.connect(self._reset_all)
        self.catcher.caught.connect(self._take_key)
        self.catcher.swap_asked.connect(self._swap)
        self.catcher.none_asked.connect(self._have_none)
        self.catcher.left.connect(self._leave_row)
        self._bindings.changed.connect(self._show_rows)

    @Slot()
    def _show_rows(self) -> None:
        """Show what fits what is typed, by words, group or keys, and keep the current row."""
        action = self.action
        self.list.rows.show_rows(self._rows(self.line.text()))
        self.list.choose(action.name if action else "")
        self._tell_current()

    def _rows(self, typed: str) -> list[Row]:
        fitting = [one for one in self._bindings.actions if self._fits(one, typed)]
        groups = list(dict.fromkeys((one.group, one.scope) for one in fitting))
        fitting.sort(key=lambda one: groups.index((one.group, one.scope)))
        rows = []
        for (_, scope), actions in groupby(fitting, key=lambda one: (one.group, one.scope)):
            members = list(actions)
            where = "" if scope.is_everywhere else scope_words(scope)
            rows.append(Row(members[0].told_group, aside=where, is_heading=True))
            rows += [self._row(one) for one in members]
        return rows

    def _row(self, action: Action) -> Row:
        keys = tuple(native(key) for key in self._bindings.keys(action.name))
        is_own = self._bindings.keys(action.name) != action.keys
        return Row(action.told, keys, self.tr("changed") if is_own else "", action.name)

    def _fits(self, action: Action, typed: str) -> bool:
        keys = " ".join(self._bindings.keys(action.name))
        fits = rank(action.told, typed) or rank(action.told_group, typed)
        return fits is not None or typed.strip().casefold() in keys.casefold()

    @Slot()
    def _tell_current(self) -> None:
        action = self.action
        self.change.setEnabled(action is not None)
        self.reset.setEnabled(action is not None and action.name in self._bindings.own)
        self.reset_all.setEnabled(bool(self._bindings.own))
        self.list.tell_current(self.line)

    @Slot(str)
    def _take_key(self, key: str) -> None:
        """Take a key that was pressed, or say why it cannot be, or who has it."""
        action = self.action
        if action is None:
            return
        refused = rebinding.refusal(key, action)
        holders = rebinding.holders(self._bindings, action, key)
        self._key = key
        if refused is not None:
            words = self.tr("%1 cannot be a key for it. %2 Press others, or Esc.")
            self.catcher.catch(words.replace("%1", native(key)).replace("%2", refused))
        elif holders:
            words = self.tr("%1 means “%2” there. Shall the two swap their keys?")
            named = phrases.BETWEEN.join(one.told for one in holders)
            self.catcher.ask(words.replace("%1", native(key)).replace("%2", named))
        else:
            self._ask(action, rebinding.rebound(self._bindings, action, key))

    @Slot()
    def _swap(self) -> None:
        if self.action is not None:
            self._ask(self.action, rebinding.swapped(self._bindings, self.action, self._key))

    @Slot()
    def _have_none(self) -> None:
        if self.action is not None:
            self._ask(self.action, rebinding.without_keys(self._bindings, self.action))

    @Slot()
    def _reset(self) -> None:
        if self.action is not None:
            self._ask(self.action, rebinding.reset(self._bindings, self.action))

    @Slot()
    def _reset_all(self) -> None:
        self._leave_row()
        words = self.tr("All keys are as at first.")
        self.own_keys_asked.emit(self.tr("all keys"), words, {})

    def _ask(self, action: Action, own: Own) -> None:
        self._leave_row()
        keys = own.get(action.name, action.keys)
        words = self.tr("“%1” has no key.") if not keys else self.tr("“%1” is on %2.")
        told = phrases.BETWEEN.join(map(native, keys))
        label = self.tr("keys of “%1”").replace("%1", action.told)
        self.own_keys_asked.emit(label, words.replace("%1", action.told).replace("%2", told), own)

    @Slot()
    def _leave_row(self) -> None:
        self._stop()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _stop(self) -> None:
        self.catcher.hide()
        self._foot.show()


def scope_words(scope: Scope) -> str:
    """Return where the keys of a scope work."""
    tr = phrases.translated
    return {
        Scope.INBOX: tr("ShortcutSheet", "in the list on Today"),
        Scope.ENTRIES: tr("ShortcutSheet", "in the table of the Journal"),
        Scope.ENTRY: tr("ShortcutSheet", "on an entry of the Journal"),
        Scope.VERDICT: tr("ShortcutSheet", "in the inbox and on an entry of the Journal"),
        Scope.OWN_LIST: tr("ShortcutSheet", "in the lists on Settings"),
        Scope.TODAY: tr("ShortcutSheet", "on Today"),
        Scope.JOURNAL: tr("ShortcutSheet", "on Journal"),
        Scope.TRENDS: tr("ShortcutSheet", "on Trends"),
        Scope.MIRROR: tr("ShortcutSheet", "on Mirror"),
        Scope.TRIALS: tr("ShortcutSheet", "on Trials"),
        Scope.REPORTS: tr("ShortcutSheet", "on Reports"),
        Scope.SOURCES: tr("ShortcutSheet", "on Sources"),
        Scope.SAFETY: tr("ShortcutSheet", "on Safety"),
        Scope.SETTINGS: tr("ShortcutSheet", "on Settings"),
    }.get(scope, "")


def _heading(words: str) -> QLabel:
    heading = plain_label(words, "heading")
    heading.setContentsMargins(SIBLING_GAP, SIBLING_GAP, SIBLING_GAP, 0)
    return heading
