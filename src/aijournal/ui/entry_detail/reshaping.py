"""Splitting the entry that is shown, and making it one with others."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QApplication

from aijournal.domain.entry import Entry
from aijournal.domain.merging import Merging
from aijournal.errors import AijournalError
from aijournal.ui import phrases
from aijournal.ui.clock import Clock
from aijournal.ui.entry_detail.editing import EntryEditing
from aijournal.ui.entry_detail.exchanges import Exchanges
from aijournal.ui.entry_detail.merge_slip import MergeSlip
from aijournal.ui.entry_detail.merge_view import ways_to_merge
from aijournal.ui.journal_thread import JournalThread

if TYPE_CHECKING:
    from aijournal.journal.journal import Journal


class EntryReshaping(QObject):
    """Between the exchanges of the entry that is shown, the slip about merging, and the journal.

    What is typed is saved before the entry changes its shape.
    """

    said = Signal(str, bool)
    failed = Signal(AijournalError)

    def __init__(
        self,
        editing: EntryEditing,
        exchanges: Exchanges,
        slip: MergeSlip,
        thread: JournalThread,
        clock: Clock,
    ) -> None:
        super().__init__(editing)
        self._editing = editing
        self._slip = slip
        self._thread = thread
        self._clock = clock
        exchanges.split_asked.connect(self._split)
        exchanges.merge_asked.connect(self._ask_neighbours)
        slip.merge_asked.connect(self._merge)

    def ask_selected(self, entry_ids: Sequence[int]) -> None:
        """Ask what making some entries one would come to, and show it."""
        self._editing.save()
        job = partial(_preview, entry_ids=tuple(entry_ids), clock=self._clock)
        self._thread.read(job, self._show_preview, self.failed.emit)

    @Slot(int)
    def _split(self, exchange_id: int) -> None:
        """Cut the entry before an exchange."""
        if self._editing.entry is not None:
            self._editing.save()
            entry_id = self._editing.entry.interaction.id
            job = partial(_split, entry_id=entry_id, exchange_id=exchange_id, clock=self._clock)
            self._thread.write(job, partial(self._tell_split, entry_id), self.failed.emit)

    @Slot()
    def _ask_neighbours(self) -> None:
        """Ask what making the entry one with its neighbours would come to, and show it."""
        if self._editing.entry is not None:
            self._editing.save()
            entry_id = self._editing.entry.interaction.id
            job = partial(ways_to_merge, entry_id=entry_id, now=self._clock.now())
            self._thread.read(job, self._show_ways, self.failed.emit)

    @Slot(Merging)
    def _merge(self, plan: Merging) -> None:
        job = partial(_merge, plan=plan, clock=self._clock)
        self._thread.write(job, partial(self._tell_merged, len(plan.entries)), self.failed.emit)

    def _tell_split(self, entry_id: int, parts: tuple[Entry, Entry]) -> None:
        self._editing.begin(next(part for part in parts if part.interaction.id == entry_id))
        first, second = (phrases.exchanges(part.interaction.exchanges) for part in parts)
        words = self.tr("Split: %1 before, %2 from there on.").replace("%1", first)
        self.said.emit(words.replace("%2", second), True)

    def _show_ways(self, ways: tuple[Merging | None, Merging | None]) -> None:
        names = (self.tr("the one before"), self.tr("the one after"))
        found = {name: way for name, way in zip(names, ways, strict=True) if way is not None}
        self._slip.begin(found, QApplication.focusWidget())

    def _show_preview(self, plan: Merging) -> None:
        self._slip.begin({self.tr("these"): plan}, QApplication.focusWidget())

    def _tell_merged(self, count: int, entry: Entry) -> None:
        self._editing.begin(entry)
        self.said.emit(self.tr("Made %1 one.").replace("%1", phrases.entries(count)), True)


def _split(journal: "Journal", *, entry_id: int, exchange_id: int, clock: Clock) -> tuple[Entry, Entry]:
    return journal.reshaping.split(entry_id, exchange_id, clock.now())


def _preview(journal: "Journal", *, entry_ids: Sequence[int], clock: Clock) -> Merging:
    return journal.reshaping.preview(entry_ids, clock.now())


def _merge(journal: "Journal", *, plan: Merging, clock: Clock) -> Entry:
    entries = [entry.interaction.id for entry in plan.entries]
    return journal.reshaping.merge(entries, clock.now(), plan.chosen.interaction.id if plan.chosen else None)
