"""Asking the journal for what the table shows: the latest question wins, and nothing is waited for."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from aijournal.domain.entry import Entry, EntryOutline
from aijournal.errors import AijournalError
from aijournal.ui.asking import Asking, Otherwise, Then
from aijournal.ui.clock import Clock
from aijournal.ui.entry_table.listing import Kept, Listing, Question, list_entries, read_block, read_numbers
from aijournal.ui.journal_thread import JournalThread


class EntryLoading(QObject):
    """One listing and one block under way at most; what was asked meanwhile follows, and only the latest.

    The answer to a question that is no longer the latest is dropped. `keep` is asked what must stay in
    its place at the moment when a listing is begun; it is told whether the question is a new one.
    """

    listed = Signal(Listing)
    block_read = Signal(int, tuple)  # of Entry
    failed = Signal(AijournalError)

    def __init__(
        self,
        thread: JournalThread,
        clock: Clock,
        keep: Callable[[bool], Kept],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._thread = thread
        self._clock = clock
        self._keep = keep
        self._asking = Asking(self._list, self._take_listing, self.failed.emit)
        self._question = Question()
        self._shown: Question | None = None
        self._outline: EntryOutline | None = None
        self._block: int | None = None
        self._blocks_waiting: list[int] = []

    def ask(self, question: Question) -> None:
        """Ask a question, or the same one again because entries changed."""
        self._question = question
        self._asking.ask()

    def ask_numbers(self, rows: range | None, then: Callable[[tuple[int, ...]], None]) -> None:
        """Ask for the numbers of all entries that are asked for, or of those in some rows."""
        question = self._question
        job = partial(read_numbers, question=question, rows=rows)
        self._thread.read(job, partial(self._take_numbers, question, then), self.failed.emit)

    def _take_numbers(
        self, question: Question, then: Callable[[tuple[int, ...]], None], numbers: tuple[int, ...]
    ) -> None:
        if question == self._question:
            then(numbers)

    @Slot(tuple)
    def ask_blocks(self, numbers: tuple[int, ...]) -> None:
        """Ask for blocks of the list that is shown, in this order, and for no others that still wait."""
        self._blocks_waiting = [number for number in numbers if number != self._block]
        if self._block is None:
            self._ask_next_block()

    def _list(self, then: Then[Listing], otherwise: Otherwise) -> None:
        question, kept = self._question, self._keep(self._question != self._shown)
        job = partial(list_entries, question=question, now=self._clock.now(), kept=kept)
        self._thread.read(job, then, otherwise)

    def _take_listing(self, listing: Listing) -> None:
        if listing.question == self._question:
            self._shown, self._outline = listing.question, listing.outline
            self._block, self._blocks_waiting = None, []
            self.listed.emit(listing)

    def _ask_next_block(self) -> None:
        if not self._blocks_waiting or self._shown is None or self._outline is None:
            return
        self._block = self._blocks_waiting.pop(0)
        anchor = self._outline.anchors[self._block]
        job = partial(read_block, question=self._shown, now=self._clock.now(), anchor=anchor)
        self._thread.read(
            job,
            partial(self._take_block, self._outline, self._block),
            partial(self._fail_block, self._outline),
        )

    def _take_block(self, outline: EntryOutline, number: int, entries: tuple[Entry, ...]) -> None:
        if outline is not self._outline:
            return
        self._block = None
        self.block_read.emit(number, entries)
        self._ask_next_block()

    def _fail_block(self, outline: EntryOutline, error: AijournalError) -> None:
        if outline is self._outline:
            self._block, self._blocks_waiting = None, []
        self.failed.emit(error)
