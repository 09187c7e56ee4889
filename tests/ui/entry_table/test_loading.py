"""The latest question wins, in whatever order answers come; one of each kind is under way at most."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from aijournal.domain.entry import Entry
from aijournal.domain.entry_filter import EntryFilter
from aijournal.paths import Paths
from aijournal.ui.entry_table.listing import BLOCK_SIZE, Kept, Listing, Question
from aijournal.ui.entry_table.loading import EntryLoading
from aijournal.ui.journal_thread import JournalThread
from tests.ui.journal_stage import HeldThread, logged
from tests.ui.stage import CLOCK

SHOP, MAPS = Question(EntryFilter(project="shop")), Question(EntryFilter(project="maps"))
COUNT = 3 * BLOCK_SIZE


class Asked:
    """Remembers what a loading asked to keep, and what it answered."""

    def __init__(self, thread: JournalThread) -> None:
        self.keeps: list[bool] = []
        self.counts: list[int] = []
        self.blocks: list[tuple[int, str | None]] = []
        self.loading = EntryLoading(thread, CLOCK, self._keep)
        self.loading.listed.connect(self._take_listing)
        self.loading.block_read.connect(self._take_block)

    def _keep(self, begins_anew: bool) -> Kept:  # noqa: FBT001 - as the loading calls it
        self.keeps.append(begins_anew)
        return Kept(rows=10, begins_anew=begins_anew)

    def _take_listing(self, listing: Listing) -> None:
        self.counts.append(listing.outline.count)

    def _take_block(self, number: int, entries: tuple[Entry, ...]) -> None:
        self.blocks.append((number, entries[0].interaction.title))


@pytest.fixture
def asked(paths: Paths, held: HeldThread) -> Iterator[Asked]:
    logged(paths, COUNT)
    asked = Asked(held)
    yield asked
    asked.loading.deleteLater()


def test_an_answer_is_told(asked: Asked, held: HeldThread, qtbot: QtBot) -> None:
    asked.loading.ask(SHOP)
    held.let_go(qtbot)
    assert asked.counts == [COUNT // 3]
    assert asked.keeps == [True]


def test_a_stale_answer_never_shows(asked: Asked, held: HeldThread, qtbot: QtBot) -> None:
    asked.loading.ask(Question())
    asked.loading.ask(SHOP)
    asked.loading.ask(Question(EntryFilter(project="nobody's")))
    held.let_go(qtbot)
    assert asked.counts == []
    held.let_go(qtbot)
    assert asked.counts == [0]
    assert not held.answers


def test_while_an_answer_is_under_way_nothing_piles_up(asked: Asked, held: HeldThread, qtbot: QtBot) -> None:
    for _ in range(50):
        asked.loading.ask(SHOP)
    held.let_go(qtbot)
    held.let_go(qtbot)
    assert asked.counts == [COUNT // 3] * 2  # once more, because something had changed meanwhile
    assert asked.keeps == [True, False]
    assert not held.answers


def test_blocks_of_the_question_before_are_dropped(asked: Asked, held: HeldThread, qtbot: QtBot) -> None:
    asked.loading.ask(Question())
    held.let_go(qtbot)
    asked.loading.ask_blocks((2,))
    asked.loading.ask(SHOP)
    qtbot.waitUntil(lambda: len(held.answers) == 2)
    held.let_go(qtbot, 1)  # the listing overtakes the block
    held.let_go(qtbot)
    assert asked.blocks == []
    asked.loading.ask_blocks((0,))
    held.let_go(qtbot)
    assert asked.blocks == [(0, "entry 0")]


def test_only_the_blocks_that_were_wanted_last_are_read(asked: Asked, held: HeldThread, qtbot: QtBot) -> None:
    asked.loading.ask(Question())
    held.let_go(qtbot)
    asked.loading.ask_blocks((0, 1))
    asked.loading.ask_blocks((0, 2))
    asked.loading.ask_blocks((2,))
    held.let_go(qtbot)
    held.let_go(qtbot)
    assert asked.blocks == [(0, "entry 0"), (2, "entry 200")]
    assert not held.answers


def test_no_block_is_read_before_there_is_a_list(asked: Asked, held: HeldThread) -> None:
    asked.loading.ask_blocks((0,))
    assert asked.loading._block is None
    assert not held.answers


def test_what_cannot_be_read_is_told_and_asked_again(paths: Paths, qtbot: QtBot) -> None:
    thread = HeldThread(paths)  # whose journal was never opened
    asked = Asked(thread)
    with qtbot.waitSignal(asked.loading.failed):
        asked.loading.ask(Question())
    with qtbot.waitSignal(thread.opened):
        thread.open()
    asked.loading.ask(Question())
    thread.let_go(qtbot)
    assert asked.counts == [0]
    thread.close()
    thread.deleteLater()
    asked.loading.deleteLater()
