"""The answers that the table is made of, from a real journal."""

from dataclasses import replace

import pytest

from aijournal.domain.entry import Entry, EntryWords
from aijournal.domain.entry_filter import EVERYTHING, EntryFilter
from aijournal.domain.entry_order import NEWEST_FIRST, EntryOrder, SortKey
from aijournal.paths import Paths
from aijournal.ui.entry_table.listing import BLOCK_SIZE, Kept, Listing, Question, Standing, list_entries
from tests.ui.journal_stage import log_entries
from tests.ui.stage import NOW, with_journal

COUNT = 3 * BLOCK_SIZE + 20


@pytest.fixture
def long_journal(paths: Paths) -> Paths:
    with_journal(paths, lambda journal: log_entries(journal, COUNT))
    return paths


def _ask(
    paths: Paths, kept: Kept, wanted: EntryFilter = EVERYTHING, order: EntryOrder = NEWEST_FIRST
) -> Listing:
    return with_journal(paths, lambda journal: list_entries(journal, Question(wanted, order), NOW, kept))


def _entry(paths: Paths, row: int) -> Entry:
    return with_journal(paths, lambda journal: journal.entries(EVERYTHING, NOW, row + 1).rows[row])


def test_the_first_rows_come_with_the_outline(long_journal: Paths) -> None:
    listing = _ask(long_journal, Kept(rows=20))
    assert listing.outline.count == COUNT
    assert list(listing.blocks) == [0]
    assert len(listing.blocks[0]) == BLOCK_SIZE
    assert listing.blocks[0][0].interaction.title == "entry 0"
    assert (listing.current, listing.top, listing.scrolled) == (None, None, 0)


@pytest.mark.parametrize("row", [0, 1, BLOCK_SIZE - 1, BLOCK_SIZE, 2 * BLOCK_SIZE + 7, COUNT - 1])
def test_an_entry_is_found_in_its_row_again(long_journal: Paths, row: int) -> None:
    listing = _ask(long_journal, Kept(_entry(long_journal, row), rows=5))
    assert listing.current == Standing(row, is_there=True)
    block = listing.blocks[row // BLOCK_SIZE]
    assert block[row % BLOCK_SIZE].interaction.title == f"entry {row}"


def test_rows_that_are_seen_come_with_the_answer(long_journal: Paths) -> None:
    top = _entry(long_journal, BLOCK_SIZE - 3)
    listing = _ask(long_journal, Kept(top=top, top_row=BLOCK_SIZE - 3, rows=10, begins_anew=False))
    assert sorted(listing.blocks) == [0, 1]
    assert listing.scrolled == 0


def test_what_was_seen_is_found_below_what_came_in(long_journal: Paths) -> None:
    top = _entry(long_journal, 150)
    with_journal(long_journal, lambda journal: log_entries(journal, 3, first=-3))
    listing = _ask(long_journal, Kept(top, 150, top, 150, 10, begins_anew=False))
    assert listing.top == Standing(153, is_there=True)
    assert listing.scrolled == 3
    assert listing.row_near(_entry(long_journal, 155), 152) == 155
    assert listing.row_near(_entry(long_journal, 320), 317) == 320  # not among what was read: by the shift
    assert listing.row_near(None, 200) == 203


def test_an_entry_that_a_filter_leaves_out_has_a_place_nevertheless(long_journal: Paths) -> None:
    entry = _entry(long_journal, 10)
    assert entry.interaction.project == "maps"
    listing = _ask(long_journal, Kept(entry, rows=5), EntryFilter(project="shop"))
    assert listing.current == Standing(4, is_there=False)  # behind the rows 0, 3, 6 and 9


def test_an_entry_newer_than_all_stands_before_the_first(long_journal: Paths) -> None:
    entry = _entry(long_journal, 0)
    newer = replace(entry.interaction, started_at=NOW.replace(year=2030))
    listing = _ask(long_journal, Kept(replace(entry, interaction=newer), rows=5))
    assert listing.current == Standing(0, is_there=False)


def test_nothing_left_is_not_nothing_at_all(long_journal: Paths) -> None:
    left_out = _ask(long_journal, Kept(rows=5), EntryFilter(project="nobody's"))
    assert (left_out.outline.count, left_out.is_blank, dict(left_out.blocks)) == (0, False, {})


def test_a_new_journal_is_blank(paths: Paths) -> None:
    assert _ask(paths, Kept(rows=5)).is_blank


def test_an_entry_that_is_gone_leaves_its_place(long_journal: Paths) -> None:
    entry = _entry(long_journal, 5)
    gone = replace(entry, interaction=replace(entry.interaction, id=10_000))
    listing = _ask(long_journal, Kept(gone, rows=5))
    assert listing.current is not None
    assert not listing.current.is_there
    assert listing.current.row == 5


@pytest.mark.parametrize("order", [EntryOrder(key, way) for key in SortKey for way in (True, False)])
def test_an_entry_is_found_again_in_every_order(long_journal: Paths, order: EntryOrder) -> None:
    first = _ask(long_journal, Kept(rows=BLOCK_SIZE * 4), order=order)
    for row in (0, BLOCK_SIZE - 1, BLOCK_SIZE, COUNT - 1):
        entry = first.blocks[row // BLOCK_SIZE][row % BLOCK_SIZE]
        assert _ask(long_journal, Kept(entry, rows=2), order=order).current == Standing(row, is_there=True)


def test_an_entry_is_looked_for_where_it_stands_by_now(long_journal: Paths) -> None:
    entry = _entry(long_journal, 7)
    by_project = EntryOrder(SortKey.PROJECT, is_descending=False)
    words = EntryWords(title="moved", project="a first one")
    with_journal(long_journal, lambda journal: journal.edit(entry.interaction.id, words, NOW))
    listing = _ask(long_journal, Kept(entry, 200, begins_anew=False, rows=3), order=by_project)
    assert listing.current == Standing(0, is_there=True)
