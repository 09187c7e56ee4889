"""Every action of the window: its keys are live where its scope is, and its slot is whoever offers one."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from aijournal.ui.actions.action import Action, Scope
from aijournal.ui.actions.bindings import Bindings
from aijournal.ui.actions.keys import is_plain

Acts = Mapping[str, Callable[[], object]]
"""What somebody can do, by the names of the actions."""


@dataclass(frozen=True, slots=True)
class _Offer:
    acts: Acts
    can_run: Callable[[str], bool]


class Actions(QObject):
    """One `QAction` for each row of the table; enabled while the page shown, or the window, has a slot."""

    def __init__(self, bindings: Bindings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.bindings = bindings
        self._offers: dict[Scope, _Offer] = {}
        self._page = Scope.PROGRAM
        self._actions = {action.name: self._made(action) for action in bindings.actions}
        bindings.changed.connect(self._set_keys)
        self._set_keys()

    @property
    def missing(self) -> tuple[Action, ...]:
        """The rows of the table that nobody offers a slot for at the moment."""
        offered = {name for offer in self._offers.values() for name in offer.acts}
        return tuple(action for action in self.bindings.actions if action.name not in offered)

    @property
    def runnable(self) -> tuple[Action, ...]:
        """The rows of the table that mean something at the moment, on the page that is shown."""
        return tuple(action for action in self.bindings.actions if self._can_run(action.name))

    def attach(self, scope: Scope, widget: QWidget) -> None:
        """Let the keys of a scope, and of its parts, work in a widget as long as it lives."""
        for action in self.bindings.actions:
            if scope in action.scope.pages:
                widget.addAction(self._actions[action.name])

    def take(self, acts: Acts, scope: Scope, can_run: Callable[[str], bool] | None = None) -> None:
        """Take over what a page offers, or the window; raises `LookupError` for a name without a row.

        `can_run` says of an act whether it means something at the moment; without it, every one does.
        """
        unknown = acts.keys() - self._actions.keys()
        if unknown:
            message = f"no such action in the table: {', '.join(sorted(unknown))}"
            raise LookupError(message)
        self._offers[scope] = _Offer(acts, can_run or acts.__contains__)
        self._enable()

    def drop(self) -> None:
        """Let go of everything but what the program itself offers: the others are going."""
        self._offers = {Scope.PROGRAM: self._offers[Scope.PROGRAM]}
        self.turn_to(Scope.PROGRAM)

    def turn_to(self, page: Scope) -> None:
        """Let the acts of this page be the ones that are meant."""
        self._page = page
        self._enable()

    def run(self, name: str) -> None:
        """Do it, if somebody offers to."""
        offer = self._offer(name)
        if offer is not None:
            offer.acts[name]()

    def press(self, scopes: Iterable[Scope], event: QKeyEvent) -> bool:
        """Do what a plain key means in the first of some scopes that knows it; return whether one did."""
        for scope in scopes:
            name = self.bindings.find(event, scope)
            if name is not None and self._offer(name) is not None:
                self.run(name)
                return True
        return False

    def _offer(self, name: str) -> _Offer | None:
        places = (self._page, Scope.WINDOW, Scope.PROGRAM)
        offers = (self._offers[place] for place in places if place in self._offers)
        return next((offer for offer in offers if name in offer.acts), None)

    def _can_run(self, name: str) -> bool:
        offer = self._offer(name)
        return offer is not None and offer.can_run(name)

    def _enable(self) -> None:
        for name, action in self._actions.items():
            action.setEnabled(self._offer(name) is not None)

    def _made(self, action: Action) -> QAction:
        made = QAction(action.told, self)
        made.setObjectName(action.name)
        made.setAutoRepeat(action.repeats)
        is_around = action.scope.is_everywhere
        context = Qt.ShortcutContext
        made.setShortcutContext(context.WindowShortcut if is_around else context.WidgetWithChildrenShortcut)
        made.triggered.connect(partial(self.run, action.name))
        return made

    @Slot()
    def _set_keys(self) -> None:
        """Give Qt the chords; plain keys are looked up where they arrive."""
        for name, action in self._actions.items():
            chords = [QKeySequence(key) for key in self.bindings.keys(name) if not is_plain(key)]
            action.setShortcuts(chords)
