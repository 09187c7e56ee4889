"""Picking work to tell of: the entries of the report that got something unblocked, or helped most."""

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from aijournal.domain.entry import Entry
from aijournal.domain.entry_filter import EVERYTHING, EntryFilter
from aijournal.ui.asking import Asking, Otherwise, Then
from aijournal.ui.entry_table.prompt_lines import PromptLines
from aijournal.ui.mirror.evidence_list import EvidenceList
from aijournal.ui.parts import Parts
from aijournal.ui.safety.slip import Slip
from aijournal.ui.widgets.labels import plain_label
from aijournal.ui.widgets.line_edit import LineEdit

if TYPE_CHECKING:
    from datetime import datetime

    from aijournal.journal.journal import Journal

_MOST = 50
_PAUSE_MS = 120


class PickingSlip(Slip):
    """A line to search in and the entries that fit; Enter picks the current one, and the slip stays open."""

    picked = Signal(Entry)

    def __init__(self, parts: Parts, parent: QWidget | None = None) -> None:
        super().__init__("", "", parent)
        self.agree.setText(self.tr("Tell of it"))
        self.leave.setText(self.tr("Close"))
        self._parts = parts
        self._wanted = EVERYTHING
        self._asking: Asking[tuple[Entry, ...]] = Asking(self._ask, self._show, parts.journal.refused.emit)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self.search = LineEdit()
        self.search.setPlaceholderText(self.tr("Search titles, notes and tags"))
        self.search.setAccessibleName(self.tr("Search for work to tell of"))
        self.list = EvidenceList(parts.theme, PromptLines(parts.peek, self), self.tr("Work to tell of"))
        self.nothing = plain_label(self.tr("No entry of the report is like that."), "small", wraps=True)
        for part in (self.search, self.list, self.nothing):
            self.body.addWidget(part)
        self.search.textChanged.connect(self._pause.start)
        self.search.returnPressed.connect(self._pick_current)
        self._pause.timeout.connect(self._asking.ask)
        self.list.opened.connect(self.picked)
        self.agree.clicked.connect(self._pick_current)

    def begin(self, opener: QWidget, wanted: EntryFilter) -> None:
        """Open with the entries of a report."""
        self._wanted = wanted
        self.say(
            self.tr("Pick the work that you want to tell of"),
            self.tr("What you said got unblocked comes first, then what helped most. Enter picks."),
        )
        self.nothing.hide()
        self.open_from(opener)
        self.ask_again()

    @Slot()
    def ask_again(self) -> None:
        """List anew what can be picked, if anybody looks."""
        if self.isVisible():
            self._asking.ask()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's own name
        """Go from the line into the list by the arrow."""
        if event.key() == Qt.Key.Key_Down and self.search.hasFocus() and self.list.isVisible():
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)

    @property
    def is_settled(self) -> bool:
        """Whether what is listed fits what is typed."""
        return not (self._pause.isActive() or self._asking.is_under_way)

    def _ask(self, then: Then[tuple[Entry, ...]], otherwise: Otherwise) -> None:
        typed = self.search.text().strip() or None
        job = partial(_fitting, wanted=self._wanted, typed=typed, now=self._parts.clock.now())
        self._parts.journal.read(job, then, otherwise)

    def _show(self, entries: tuple[Entry, ...]) -> None:
        self.list.show_entries(entries, self._parts.clock.today())
        self.list.setVisible(bool(entries))
        self.nothing.setVisible(not entries)

    @Slot()
    def _pick_current(self) -> None:
        at, entries = self.list.currentIndex().row(), self.list.rows.entries
        if 0 <= at < len(entries):
            self.picked.emit(entries[at])


def _fitting(
    journal: "Journal", *, wanted: EntryFilter, typed: str | None, now: "datetime"
) -> tuple[Entry, ...]:
    words = " ".join(filter(None, (wanted.search, typed)))
    return journal.review.candidates(replace(wanted, search=words or None), now, _MOST)
