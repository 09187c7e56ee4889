"""The palette: one line to type in, and everything that can be done now."""

from functools import partial

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QWidget

from aijournal.ui.actions.actions import Actions
from aijournal.ui.actions.also import also
from aijournal.ui.actions.choice import Choice, Source, best
from aijournal.ui.actions.keys import native
from aijournal.ui.actions.row_list import Row
from aijournal.ui.actions.search_overlay import SearchOverlay
from aijournal.ui.theme import Theme
from aijournal.ui.type_scale import GRID, SIBLING_GAP
from aijournal.ui.widgets.labels import plain_label

OPEN = "palette.open"
_WIDTH_EM = 34
_MOST_ROWS = 11
_MOST_RECENT = 12


class Palette(SearchOverlay):
    """Type to filter, arrows to choose, Enter to do it; the keys that do the same stand at the right.

    What was chosen lately stands first while nothing is typed; it is forgotten with the window.
    """

    def __init__(self, theme: Theme, actions: Actions, parent: QWidget) -> None:
        name = self.tr("What do you want to do?")
        super().__init__(theme, actions.bindings, name, _WIDTH_EM, parent, opened_by=OPEN)
        self._actions = actions
        self._sources: list[Source] = [self._action_choices]
        self._choices: tuple[Choice, ...] = ()
        self._fitting: tuple[Choice, ...] = ()
        self._recent: list[str] = []
        self.line.setPlaceholderText(name)
        self.line.setAccessibleName(name)
        self.list.setAccessibleName(self.tr("What can be done now"))
        self._nothing = plain_label(
            self.tr("Nothing that can be done now is called that."), "soft", wraps=True
        )
        self._nothing.setContentsMargins(SIBLING_GAP, SIBLING_GAP, SIBLING_GAP, SIBLING_GAP)
        self.column.addWidget(self.line)
        self.column.addWidget(self._nothing)
        self.column.addWidget(self.list, 1)
        self.line.textChanged.connect(self._fit)
        self.list.clicked.connect(self.take_current)
        self.list.selectionModel().currentChanged.connect(self._tell_current)

    @property
    def offered(self) -> tuple[Choice, ...]:
        """Everything that could be chosen when it was opened."""
        return self._choices

    def add_source(self, source: Source) -> None:
        """Offer what somebody else says can be chosen, too; asked each time the palette opens."""
        self._sources.append(source)

    @Slot()
    def ask(self) -> None:
        """Open with an empty line; what can be done is asked before the keyboard goes elsewhere."""
        self._choices = tuple(choice for source in self._sources for choice in source())
        self.line.clear()
        self._fit()
        self.open(self.line)

    def wanted_height(self) -> int:
        """Return the height of the line and of the rows that fit, up to a dozen."""
        if not self._fitting:
            width = self.sheet.width() - 2 * GRID
            words = max(self._nothing.heightForWidth(width), self._nothing.sizeHint().height())
            return self.line.sizeHint().height() + words + 4 * GRID
        rows = min(len(self._fitting), _MOST_ROWS)
        return self.line.sizeHint().height() + rows * max(self.list.sizeHintForRow(0), 1) + 4 * GRID

    @Slot()
    def take_current(self) -> None:
        """Close first, so that it is done where the keyboard was."""
        place = self.list.currentIndex().row()
        if 0 <= place < len(self._fitting):
            choice = self._fitting[place]
            self._recent = [choice.words, *(one for one in self._recent if one != choice.words)][
                :_MOST_RECENT
            ]
            self.close()
            QTimer.singleShot(0, self, choice.run)

    def _action_choices(self) -> tuple[Choice, ...]:
        shown = self._actions.bindings.keys
        return tuple(
            Choice(
                action.told,
                tuple(map(native, shown(action.name))),
                partial(self._actions.run, action.name),
                "" if action.scope.is_everywhere else action.told_group,
                also(action.name),
            )
            for action in self._actions.runnable
            if action.name != OPEN
        )

    @Slot()
    def _fit(self) -> None:
        self._fitting = best(self._choices, self.line.text(), self._recent)
        self.list.rows.show_rows([Row(one.words, one.keys, one.group) for one in self._fitting])
        self.list.setVisible(bool(self._fitting))
        self._nothing.setVisible(not self._fitting)
        self.list.step(Qt.Key.Key_Home)
        self.place()

    @Slot()
    def _tell_current(self) -> None:
        self.list.tell_current(self.line)
