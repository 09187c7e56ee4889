"""The bar over the table while entries are chosen: how many, and what can be done to all of them."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QProgressBar, QPushButton, QVBoxLayout, QWidget

from aijournal.domain.bulk_change import (
    BulkChange,
    BulkResult,
    Delete,
    SetProject,
    SetTask,
    StopAsking,
)
from aijournal.domain.name_kind import NameKind
from aijournal.errors import AijournalError
from aijournal.ui import phrases
from aijournal.ui.bulk.bulk_editing import BulkEditing
from aijournal.ui.bulk.selection import Selection
from aijournal.ui.bulk.tags_panel import TagsPanel
from aijournal.ui.bulk.verdict_panel import VerdictPanel
from aijournal.ui.bulk.words import told
from aijournal.ui.clock import Clock
from aijournal.ui.filter_bar.pick_list import Choice, PickList
from aijournal.ui.journal_thread import JournalThread
from aijournal.ui.theme import Theme
from aijournal.ui.type_scale import GRID, SIBLING_GAP
from aijournal.ui.widgets.flow_layout import FlowLayout
from aijournal.ui.widgets.labels import plain_label

if TYPE_CHECKING:
    from aijournal.journal.journal import Journal

_MOST_MERGED = 50
_NONE = "\0"  # which is nobody's name


class BulkBar(QFrame):
    """Is there while entries are chosen; while an act runs it shows how far that is, and stops it.

    `merge_asked` names the entries that are to become one, which is looked at closely before it is done.
    """

    merge_asked = Signal(tuple)
    said = Signal(str, bool)
    failed = Signal(AijournalError)
    left = Signal()

    def __init__(self, theme: Theme, thread: JournalThread, clock: Clock, selection: Selection) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._thread = thread
        self._selection = selection
        self.editing = BulkEditing(thread, clock, self)
        self._words = plain_label(role="heading")
        self._bar = QProgressBar(textVisible=False)
        self._cancel = QPushButton(self.tr("Stop"))
        self._cancel.clicked.connect(self._stop)
        self._projects = PickList(theme, self.tr("Project"), self, takes_new=True)
        self._tasks = PickList(theme, self.tr("Task type"), self, takes_new=True)
        self._tags = TagsPanel(theme, self)
        self._verdicts = VerdictPanel(theme, self)
        self._buttons = self._made_buttons()
        self._lay_out()
        self._connect()
        self.hide()

    def acts(self) -> Mapping[str, Callable[[], object]]:
        """Return what can be done to the chosen entries, by the names of the actions."""
        return {
            "bulk.project": self.choose_project,
            "bulk.task": self.choose_task,
            "bulk.tags": self.choose_tags,
            "bulk.verdict": self.choose_verdict,
            "bulk.merge": self.merge,
            "bulk.not_asked": self.stop_asking,
            "bulk.delete": self.delete,
        }

    @Slot()
    def choose_project(self) -> None:
        """Offer the projects there are, none, and one of a new name."""
        self._open_names("bulk.project", self._projects, NameKind.PROJECT, self.tr("no project"))

    @Slot()
    def choose_task(self) -> None:
        """Offer the task types there are, none, and one of a new name."""
        self._open_names("bulk.task", self._tasks, NameKind.TASK, self.tr("no task type"))

    @Slot()
    def choose_tags(self) -> None:
        """Ask for tags to add and to take off."""
        if self._selection:
            self._tags.begin(self._buttons["bulk.tags"])

    @Slot()
    def choose_verdict(self) -> None:
        """Ask for a verdict."""
        if self._selection:
            self._verdicts.begin(self._buttons["bulk.verdict"])

    @Slot()
    def merge(self) -> None:
        """Ask for them to become one entry."""
        if self._can_merge:
            self.merge_asked.emit(tuple(sorted(self._selection.numbers)))

    @Slot()
    def stop_asking(self) -> None:
        """Let the inbox not ask about those that wait."""
        self._start(StopAsking())

    @Slot()
    def delete(self) -> None:
        """Move them to the trash, without a question: the notice offers the way back."""
        self._start(Delete())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's own name
        """Stop what runs by Esc, else let go of what is chosen."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.editing.is_running:
            self._stop()
        else:
            self._selection.clear()

    @property
    def _can_merge(self) -> bool:
        """Whether a person can have in mind all that would become one."""
        return 1 < len(self._selection) <= _MOST_MERGED

    def _made_buttons(self) -> dict[str, QPushButton]:
        words = {
            "bulk.project": self.tr("Project …"),
            "bulk.task": self.tr("Task type …"),
            "bulk.tags": self.tr("Tags …"),
            "bulk.verdict": self.tr("Verdict …"),
            "bulk.merge": self.tr("Make one …"),
            "bulk.not_asked": self.tr("Do not ask"),
            "bulk.delete": self.tr("Delete"),
        }
        return {name: QPushButton(said) for name, said in words.items()}

    def _lay_out(self) -> None:
        self._choices = QWidget()
        flow = FlowLayout(self._choices, SIBLING_GAP)
        clear = QPushButton(self.tr("Choose none"))
        clear.setProperty("role", "link")
        clear.clicked.connect(self._selection.clear)
        for button in (*self._buttons.values(), clear):
            flow.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SIBLING_GAP, SIBLING_GAP, 2 * SIBLING_GAP, SIBLING_GAP)
        column.setSpacing(GRID)
        for part in (self._words, self._choices, self._bar):
            column.addWidget(part)
        column.addWidget(self._cancel, 0, Qt.AlignmentFlag.AlignLeft)

    def _connect(self) -> None:
        for name, act in self.acts().items():
            self._buttons[name].clicked.connect(act)
        self._projects.picked.connect(lambda name: self._start(SetProject(_named(name))))
        self._tasks.picked.connect(lambda name: self._start(SetTask(_named(name))))
        self._tags.picked.connect(self._start)
        self._verdicts.picked.connect(self._start)
        self._selection.changed.connect(self._show)
        self.editing.began.connect(self._begin)
        self.editing.progressed.connect(self._progress)
        self.editing.finished.connect(self._finish)
        self.editing.failed.connect(self._fail)

    def _open_names(self, act: str, names: PickList, kind: NameKind, none: str) -> None:
        if self._selection and not self.editing.is_running:
            names.begin(self._buttons[act])
            self._thread.read(partial(_names, kind=kind), partial(self._offer, names, none))

    def _offer(self, names: PickList, none: str, values: tuple[str, ...]) -> None:
        choices = [*(Choice(phrases.plain_line(value), value) for value in values), Choice(none, _NONE)]
        names.offer(choices, "", none)

    def _start(self, change: BulkChange) -> None:
        self.editing.start(self._selection.numbers, change)

    @Slot()
    def _show(self) -> None:
        """Say how many are chosen; the keyboard leaves before the bar goes."""
        is_there = bool(self._selection) or self.editing.is_running
        if not is_there and self.isAncestorOf(self.focusWidget() or self):
            self.left.emit()
        if not self.editing.is_running:
            self._say(self.tr("%1 chosen").replace("%1", phrases.entries(len(self._selection))))
        self._buttons["bulk.merge"].setVisible(self._can_merge)
        self._choices.setVisible(not self.editing.is_running)
        self._bar.setVisible(self.editing.is_running)
        self._cancel.setVisible(self.editing.is_running)
        self.setVisible(is_there)

    def _say(self, words: str) -> None:
        self._words.setText(words)
        self.setAccessibleName(words)

    @Slot(int)
    def _begin(self, count: int) -> None:
        had_keyboard = self._choices.isAncestorOf(self.focusWidget() or self)
        self._bar.setRange(0, 0)
        self._cancel.setEnabled(True)
        self._say(self.tr("Changing %1 …").replace("%1", phrases.entries(count)))
        self._show()
        if had_keyboard:
            self._cancel.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(int, int)
    def _progress(self, done: int, count: int) -> None:
        self._bar.setRange(0, count)
        self._bar.setValue(done)

    @Slot()
    def _stop(self) -> None:
        self._cancel.setEnabled(False)
        self._say(self.tr("Stopping …"))
        self.editing.cancel()

    @Slot(object, BulkResult)
    def _finish(self, change: BulkChange, result: BulkResult) -> None:
        if result.changed:
            self._selection.clear()
        self._show()
        self.left.emit()
        self.said.emit(told(change, result), result.changed > 0)

    @Slot(AijournalError)
    def _fail(self, error: AijournalError) -> None:
        self._show()
        self.left.emit()
        self.failed.emit(error)


def _named(name: str) -> str | None:
    return None if name == _NONE else name


def _names(journal: "Journal", *, kind: NameKind) -> tuple[str, ...]:
    return journal.names.of(kind)
