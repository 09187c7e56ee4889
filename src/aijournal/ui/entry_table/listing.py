"""What the table asks of the journal: how many entries there are, and some of them at a time.

The functions are called on the journal's thread; what they return is frozen and may cross to the window.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from aijournal.domain.entry import Entry, EntryOutline, EntryPlace
from aijournal.domain.entry_filter import EVERYTHING, EntryFilter
from aijournal.domain.entry_order import NEWEST_FIRST, EntryOrder, SortKey

if TYPE_CHECKING:
    from aijournal.journal.journal import Journal

BLOCK_SIZE = 100


@dataclass(frozen=True, slots=True)
class Question:
    """Which entries, in which order."""

    wanted: EntryFilter = EVERYTHING
    order: EntryOrder = NEWEST_FIRST


@dataclass(frozen=True, slots=True)
class Kept:
    """What must not move under the eyes while the list changes: the current entry, and the uppermost one.

    `current_row` and `top_row` are their rows before, `rows` is how many rows there is room for. A list
    that `begins_anew` answers another question and is seen from its top, or from the current entry on.
    """

    current: Entry | None = None
    current_row: int = 0
    top: Entry | None = None
    top_row: int = 0
    rows: int = 0
    begins_anew: bool = True


@dataclass(frozen=True, slots=True)
class Standing:
    """The row at which a place lies; `is_there` is false where its entry is not in the list (any more)."""

    row: int
    is_there: bool


@dataclass(frozen=True, slots=True)
class Listing:
    """The answer to a question: its outline, the blocks around what was kept, and where that lies now.

    `is_blank` says that the journal holds no entry at all, whatever was asked.
    """

    outline: EntryOutline
    blocks: Mapping[int, tuple[Entry, ...]]
    kept: Kept
    current: Standing | None
    top: Standing | None
    is_blank: bool
    question: Question = Question()

    @property
    def scrolled(self) -> int:
        """By how many rows what was uppermost has moved down; at the very top nothing is held fast."""
        return self.top.row - self.kept.top_row if self.top else 0

    def row_near(self, entry: Entry | None, row: int) -> int:
        """Return where an entry stands that stood in a row, or where it would, as far as is known."""
        rows = dict(self._rows())
        if entry is not None and entry.interaction.id in rows:
            return rows[entry.interaction.id]
        if self.current is None:
            return row + self.scrolled
        return self.current.row + row - self.kept.current_row

    def _rows(self) -> Iterator[tuple[int, int]]:
        for block, entries in self.blocks.items():
            for row, entry in enumerate(entries, block * BLOCK_SIZE):
                yield entry.interaction.id, row


def list_entries(journal: "Journal", question: Question, now: datetime, kept: Kept) -> Listing:
    """Ask for the outline, and for the blocks that are going to be seen first."""
    outline = journal.outline(question.wanted, BLOCK_SIZE, question.order)
    reading = _BlockReading(journal, question, now, outline)
    current = reading.standing(kept.current)
    top = reading.standing(kept.top)
    for standing in (current, top or Standing(0, is_there=False)):
        if standing is not None:
            reading.read_rows(range(standing.row - kept.rows, standing.row + kept.rows + 1))
    is_blank = not outline.count and not journal.outline(EVERYTHING, BLOCK_SIZE).count
    return Listing(outline, reading.blocks, kept, current, top, is_blank, question)


def read_block(
    journal: "Journal", question: Question, now: datetime, anchor: EntryPlace
) -> tuple[Entry, ...]:
    """Ask for the entries of one block."""
    return journal.entries_from(question.wanted, anchor, now, BLOCK_SIZE, question.order)


def read_numbers(journal: "Journal", question: Question, rows: range | None) -> tuple[int, ...]:
    """Ask for the numbers of all entries, or of those in some rows."""
    return journal.numbers(question.wanted, question.order, rows)


class _BlockReading:
    """Reads each block of one outline at most once."""

    def __init__(self, journal: "Journal", question: Question, now: datetime, outline: EntryOutline) -> None:
        self._journal = journal
        self._question = question
        self._now = now
        self._outline = outline
        self.blocks: dict[int, tuple[Entry, ...]] = {}

    def read_rows(self, rows: Iterable[int]) -> None:
        """Read the blocks in which rows lie, as far as there are such rows."""
        numbers = {row // BLOCK_SIZE for row in rows if 0 <= row < self._outline.count}
        for number in sorted(numbers):
            self._block(number)

    def standing(self, kept: Entry | None) -> Standing | None:
        """Return where an entry lies, and read the block around it; `None` where nothing was kept.

        It is looked for where it would stand now: by the journal's own words where it is there still.
        """
        if kept is None or not self._outline.count:
            return None
        order = self._question.order
        place = order.place_of(self._present(kept))
        number = sum(not order.is_before(place, anchor) for anchor in self._outline.anchors) - 1
        if number < 0:
            return Standing(0, is_there=False)
        places = [order.place_of(entry) for entry in self._block(number)]
        before = sum(order.is_before(other, place) for other in places)
        return Standing(number * BLOCK_SIZE + before, is_there=place in places)

    def _present(self, kept: Entry) -> Entry:
        """Return an entry as it is now, where what it is put in order by may have changed."""
        if self._question.order.key is SortKey.START:
            return kept
        detail = self._journal.entry(kept.interaction.id, self._now)
        return detail.entry if detail else kept

    def _block(self, number: int) -> tuple[Entry, ...]:
        if number not in self.blocks:
            anchor = self._outline.anchors[number]
            self.blocks[number] = read_block(self._journal, self._question, self._now, anchor)
        return self.blocks[number]
