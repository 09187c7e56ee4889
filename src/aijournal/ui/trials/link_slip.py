"""Linking entries to a task: those that belong to it, and those that could."""

from collections.abc import Collection
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

from aijournal.domain.entry import Entry
from aijournal.domain.entry_filter import EntryFilter
from aijournal.domain.kept_trial import KeptTask
from aijournal.ui import phrases
from aijournal.ui.asking import Asking, Otherwise, Then
from aijournal.ui.entry_table.prompt_lines import PromptLines
from aijournal.ui.mirror.evidence_list import EvidenceList
from aijournal.ui.parts import Parts
from aijournal.ui.trials.form_slip import FormSlip
from aijournal.ui.widgets.labels import plain_label

if TYPE_CHECKING:
    from aijournal.journal.journal import Journal

_MOST = 30
_PAUSE_MS = 120

Entries = tuple[Entry, ...]


class LinkSlip(FormSlip):
    """Enter on an entry links it, or lets it go; the slip stays open.

    `linked` and `let_go` carry the task and the entry.
    """

    linked = Signal(int, Entry)
    let_go = Signal(int, Entry)

    def __init__(self, parts: Parts, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._parts = parts
        self._task: KeptTask | None = None
        self.agree.setText(self.tr("Link it"))
        self.leave.setText(self.tr("Close"))
        self._asking: Asking[tuple[Entries, Entries]] = Asking(
            self._ask, self._show, parts.journal.refused.emit
        )
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        lines = PromptLines(parts.peek, self)
        self.own = EvidenceList(parts.theme, lines, self.tr("Entries of the task; Enter lets one go"))
        self.add_part(self.own.accessibleName(), self.own)
        self.search = self.add_line(self.tr("Search titles, notes and tags"))
        self.others = EvidenceList(parts.theme, lines, self.tr("Entries that could be linked"))
        self.add_part("", self.others)
        self.others.setAccessibleName(self.tr("Entries that could be linked; Enter links one"))
        self.nothing = plain_label(self.tr("No entry is like that."), "small", wraps=True)
        self.body.addWidget(self.nothing)
        self.search.textChanged.connect(self._pause.start)
        self._pause.timeout.connect(self._asking.ask)
        self.own.opened.connect(self._let_go)
        self.others.opened.connect(self._link)
        self.agreed.connect(self._link_current)

    def begin(self, opener: QWidget, task: KeptTask) -> None:
        """Open with the entries of a task, and the latest others."""
        self._task = task
        self.search.clear()
        self.show_part(self.own, is_shown=bool(task.entries))
        heading = self.tr("What belongs to “%1”?").replace("%1", phrases.plain_line(task.title))
        self.say(heading, self.tr("Link what your tools logged, and the task’s tokens are known."))
        self.open_from(opener)
        self.search.setFocus()
        self._asking.ask()

    def look_again(self, tasks: Collection[KeptTask]) -> None:
        """Follow the task as it is now, if anybody looks."""
        for task in tasks:
            if self._task is not None and task.id == self._task.id and self.isVisible():
                self._task = task
                self._asking.ask()

    @property
    def is_settled(self) -> bool:
        """Whether what is listed fits what is typed."""
        return not (self._pause.isActive() or self._asking.is_under_way)

    def _ask(self, then: Then[tuple[Entries, Entries]], otherwise: Otherwise) -> None:
        ids = self._task.entries if self._task is not None else ()
        typed = self.search.text().strip() or None
        job = partial(_entries, ids=ids, typed=typed, now=self._parts.clock.now())
        self._parts.journal.read(job, then, otherwise)

    def _show(self, found: tuple[Entries, Entries]) -> None:
        own, others = found
        today = self._parts.clock.today()
        self.own.show_entries(own, today)
        self.show_part(self.own, is_shown=bool(own))
        self.others.show_entries(others, today)
        self.show_part(self.others, is_shown=bool(others))
        self.nothing.setVisible(not others)

    @Slot(Entry)
    def _link(self, entry: Entry) -> None:
        if self._task is not None:
            self.linked.emit(self._task.id, entry)

    @Slot(Entry)
    def _let_go(self, entry: Entry) -> None:
        if self._task is not None:
            self.let_go.emit(self._task.id, entry)

    @Slot()
    def _link_current(self) -> None:
        at, entries = self.others.currentIndex().row(), self.others.rows.entries
        if 0 <= at < len(entries):
            self._link(entries[at])


def _entries(
    journal: "Journal", *, ids: tuple[int, ...], typed: str | None, now: datetime
) -> tuple[Entries, Entries]:
    """Return the entries of a task, and the latest others that fit what is typed."""
    own = journal.entries(EntryFilter(ids=ids), now, len(ids)).rows if ids else ()
    found = journal.entries(EntryFilter(search=typed), now, _MOST + len(ids)).rows
    others = tuple(entry for entry in found if entry.interaction.id not in ids)
    return tuple(own), others[:_MOST]
