"""The settings in force: saved as soon as they are changed, and every change can be taken back."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, Slot

from aijournal.errors import AijournalError
from aijournal.settings import Settings, load_settings, save_settings
from aijournal.ui.clock import Clock
from aijournal.ui.journal_thread import JournalThread
from aijournal.ui.session import Session

if TYPE_CHECKING:
    from aijournal.journal.journal import Journal

# What the journal and the pages are made with, so that a change of it makes them anew.
_BUILT_IN = frozenset({"weights", "time_zone", "pause_minutes", "audit_share"})

Values = Mapping[str, Any]
"""Settings by their names."""


@dataclass(frozen=True, slots=True)
class SettingChange:
    """A change of some settings, named for the person."""

    label: str
    before: Values
    after: Values


class SettingsKeeper(QObject):
    """Changes settings in their file first, and then everywhere.

    `changed` says in words what was done once it holds, and whether it can be taken back. Changes can be
    taken back, and made again, until the person does something else that can be.
    """

    changed = Signal(str, bool)
    failed = Signal(AijournalError)

    def __init__(
        self,
        settings: Settings,
        thread: JournalThread,
        session: Session,
        clock: Clock,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._settings = settings
        self._thread = thread
        self._session = session
        self._clock = clock
        self._latest: tuple[str, ...] = ()
        self.searched = ""  # what the person looks for among the settings
        self._done: list[SettingChange] = []
        self._undone: list[SettingChange] = []

    @property
    def current(self) -> Settings:
        """The settings in force."""
        return self._settings

    @property
    def session(self) -> Session:
        """What the journal is opened anew with, so that a change holds."""
        return self._session

    @property
    def latest(self) -> tuple[str, ...]:
        """The names of the settings that were changed last, by hand or by taking something back."""
        return self._latest

    @property
    def path(self) -> Path:
        """Where the settings lie."""
        return self._session.access.paths.settings

    @property
    def can_take_back(self) -> bool:
        """Whether the latest thing that the person did was to change a setting."""
        return bool(self._done)

    @property
    def can_do_again(self) -> bool:
        """Whether the latest thing that the person did was to take such a change back."""
        return bool(self._undone)

    def change(self, label: str, words: str, **values: Any) -> None:
        """Change settings; `label` names the change, `words` say what was done. No change says nothing."""
        before = {name: getattr(self._settings, name) for name in values}
        if before != values:
            change = SettingChange(label, before, values)
            self._apply(values, partial(self._tell_changed, change, words))

    def remember(self, **values: Any) -> None:
        """Change settings without a word, such as what was seen; there is nothing to take back."""
        self._apply(values, _nothing)

    @Slot()
    def take_back(self) -> None:
        """Put back what held before the latest change."""
        if self._done:
            change = self._done[-1]
            self._apply(change.before, partial(self._tell_taken_back, change))

    @Slot()
    def do_again(self) -> None:
        """Make the change again that was taken back last."""
        if self._undone:
            change = self._undone[-1]
            self._apply(change.after, partial(self._tell_done_again, change))

    @Slot()
    def forget_changes(self) -> None:
        """Leave the changes as they are: something else was done that can be taken back."""
        self._done.clear()
        self._undone.clear()

    def _apply(self, values: Values, then: Callable[[], None]) -> None:
        job = partial(_save, path=self.path, values=values)
        self._thread.read(job, partial(self._hold, values, then), self.failed.emit)

    def _hold(self, values: Values, then: Callable[[], None], _: None) -> None:
        """Let settings that are in the file hold in the program, too."""
        solved = tuple(one for one in self._settings.problems if one.name not in values)
        self._settings = replace(self._settings, **values, problems=solved)
        self._latest = tuple(values)
        if "time_zone" in values:
            self._clock.zone = self._session.access.zone = self._settings.zone()
        if _BUILT_IN & values.keys():
            self._session.renew(self._settings, then)
        else:
            self._session.access.settings = self._settings
            then()

    def _tell_changed(self, change: SettingChange, words: str) -> None:
        self._done.append(change)
        self._undone.clear()
        self.changed.emit(words, True)

    def _tell_taken_back(self, change: SettingChange) -> None:
        _move(change, self._done, self._undone)
        self.changed.emit(self.tr("Taken back: %1.").replace("%1", change.label), False)

    def _tell_done_again(self, change: SettingChange) -> None:
        _move(change, self._undone, self._done)
        self.changed.emit(self.tr("Done again: %1.").replace("%1", change.label), True)


def _move(change: SettingChange, there: list[SettingChange], here: list[SettingChange]) -> None:
    """Move a change from one list to the other, once even where a key was pressed twice."""
    if change in there:
        there.remove(change)
        here.append(change)


def _nothing() -> None:
    pass


def _save(_: "Journal", *, path: Path, values: Values) -> None:
    """Write settings away from the window's thread; what else the file says by now stays as it is."""
    save_settings(path, replace(load_settings(path), **values), chosen=values)
