"""What was put in order once is kept only as long as it is true."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from aijournal.domain.assessment import Assessment, Door, Outcome
from aijournal.domain.entry import Entry
from aijournal.domain.entry_filter import EVERYTHING, EntryFilter
from aijournal.domain.entry_line import EntryLine
from aijournal.domain.entry_order import EntryOrder, SortKey
from aijournal.domain.typed_facts import typed_facts
from aijournal.journal.journal import Journal
from aijournal.paths import Paths
from aijournal.settings import Settings
from tests.journal import drawn_work
from tests.journal.builders import NEW_YORK, NOW, add, an_exchange

ORDERS = [EntryOrder(key, is_descending) for key in SortKey for is_descending in (True, False)]
BY_NET = EntryOrder(SortKey.NET, is_descending=True)
STEP = 3


def _log(journal: Journal, title: str, net: float | None = None) -> int:
    said = None if net is None else Assessment(Outcome.HELPED, net_minutes=net)
    return journal.log(EntryLine(title, assessment=said), NOW, Door.QUICK_LOG).interaction.id


def _blocks(journal: Journal, wanted: EntryFilter, order: EntryOrder) -> list[Entry]:
    """Read everything block by block, as a table does."""
    outline = journal.outline(wanted, STEP, order)
    blocks = [journal.entries_from(wanted, place, NOW, STEP, order) for place in outline.anchors]
    return [entry for block in blocks for entry in block]


@pytest.mark.parametrize("order", ORDERS, ids=lambda order: f"{order.key}, {order.is_descending}")
@pytest.mark.parametrize("wanted", [EVERYTHING, EntryFilter(is_rated=True), EntryFilter(search="a")])
def test_blocks_are_the_same_whether_their_order_was_kept_or_not(
    paths: Paths, journal: Journal, wanted: EntryFilter, order: EntryOrder
) -> None:
    drawn_work.fill(journal, seed=11)
    _log(journal, "a walk")
    outline = journal.outline(wanted, STEP, order)
    kept = [journal.entries_from(wanted, place, NOW, STEP, order) for place in outline.anchors]
    with Journal.open(paths, Settings(), NEW_YORK) as other:  # which has nothing in order yet
        found = [other.entries_from(wanted, place, NOW, STEP, order) for place in outline.anchors]
    assert kept == found
    assert sum(map(len, kept)) == outline.count > 0
    rows = range(1, outline.count - 1)
    assert journal.numbers(wanted, order, rows) == journal.numbers(wanted, order)[1 : outline.count - 1]


def test_what_is_written_here_or_elsewhere_is_seen_at_once(paths: Paths, journal: Journal) -> None:
    numbers = [_log(journal, f"{net}", net) for net in (1.0, 2.0)]
    assert journal.numbers(EVERYTHING, BY_NET) == (numbers[1], numbers[0])
    numbers.append(_log(journal, "mine", 3.0))
    assert journal.numbers(EVERYTHING, BY_NET) == tuple(reversed(numbers))
    with Journal.open(paths, Settings(), NEW_YORK) as other:
        numbers.append(_log(other, "theirs", 4.0))
    assert journal.numbers(EVERYTHING, BY_NET) == tuple(reversed(numbers))
    journal.trash.delete(numbers[:1], NOW)
    assert journal.outline(EVERYTHING, STEP, BY_NET).count == 3
    journal.undo(NOW)
    assert journal.outline(EVERYTHING, STEP, BY_NET).count == 4


def test_another_question_has_an_answer_of_its_own(journal: Journal) -> None:
    first, second = _log(journal, "one", 1.0), _log(journal, "two", 2.0)
    assert journal.numbers(EVERYTHING, BY_NET) == (second, first)
    assert journal.numbers(EVERYTHING, EntryOrder(SortKey.NET, is_descending=False)) == (first, second)
    assert journal.numbers(EntryFilter(search="one"), BY_NET) == (first,)


@pytest.mark.parametrize("asks_by", ["outline", "numbers"])
def test_what_is_taken_back_with_its_transaction_was_never_there(journal: Journal, asks_by: str) -> None:
    _log(journal, "stays", 1.0)

    def count() -> int:
        if asks_by == "outline":
            return journal.outline(EVERYTHING, STEP, BY_NET).count
        return len(journal.numbers(EVERYTHING, BY_NET))

    def log_and_fail() -> None:
        with journal.together():
            _log(journal, "goes", 2.0)
            assert count() == 2
            raise KeyError

    with pytest.raises(KeyError):
        log_and_fail()
    assert count() == 1


def test_a_place_at_which_an_entry_stood_before_is_still_a_place(journal: Journal) -> None:
    numbers = [_log(journal, f"{net}", float(net)) for net in range(6)]
    before = journal.outline(EVERYTHING, STEP, BY_NET)
    assert before.anchors[1].id == numbers[2]
    journal.assess(numbers[2], Assessment(Outcome.HELPED, net_minutes=99.0), NOW + timedelta(minutes=1))
    assert journal.outline(EVERYTHING, STEP, BY_NET).anchors[0].id == numbers[2]
    behind = journal.entries_from(EVERYTHING, before.anchors[1], NOW, STEP, BY_NET)
    assert [entry.interaction.id for entry in behind] == [numbers[1], numbers[0]]
    assert len(_blocks(journal, EVERYTHING, BY_NET)) == 6


ACTS: dict[str, Callable[[Journal, list[int]], object]] = {
    "logged": lambda journal, _: _log(journal, "one more"),
    "logged and taken back": lambda journal, _: (_log(journal, "gone again"), journal.undo(NOW)),
    "read from a log": lambda journal, _: add(journal, an_exchange(901, NOW - timedelta(days=3))),
    "deleted": lambda journal, entries: journal.trash.delete([entries.pop(), entries.pop(1)], NOW),
    "deleted and brought back": lambda journal, entries: (
        journal.trash.delete(entries[1:3], NOW),
        journal.undo(NOW),
    ),
    "moved in time": lambda journal, entries: _move(journal, entries[0]),
    "made one": lambda journal, entries: journal.reshaping.merge(_of_logs(journal, entries)[:2], NOW),
    "judged": lambda journal, entries: _judge(journal, entries[0]),
}


def _judge(journal: Journal, entry: int) -> None:
    journal.assess(entry, Assessment(Outcome.HURT, net_minutes=-3.0), NOW)


def _move(journal: Journal, entry: int) -> None:
    detail = journal.entry(entry, NOW)
    assert detail is not None
    before = typed_facts(detail.entry.interaction)
    journal.by_hand.edit(
        entry, replace(before, started_at=before.started_at - timedelta(days=40)), NOW, before
    )


def _of_logs(journal: Journal, entries: list[int]) -> list[int]:
    found = [detail.entry.interaction for entry in entries if (detail := journal.entry(entry, NOW))]
    return [one.id for one in found if one.source]


@pytest.mark.parametrize("act", ACTS)
def test_all_in_the_order_of_time_stay_true_whatever_is_done(
    paths: Paths, journal: Journal, act: str
) -> None:
    drawn_work.fill(journal, seed=11)
    _log(journal, "a walk")
    entries = list(journal.numbers(EVERYTHING))
    assert journal.outline(EVERYTHING, STEP).count == len(entries)
    for _ in range(2):  # once more, when it is no longer what was found first
        ACTS[act](journal, entries)
        with Journal.open(paths, Settings(), NEW_YORK) as other:
            assert journal.outline(EVERYTHING, STEP) == other.outline(EVERYTHING, STEP)
            assert journal.numbers(EVERYTHING) == other.numbers(EVERYTHING)


def test_a_verdict_moves_nothing_and_has_nothing_put_in_order_anew(journal: Journal) -> None:
    entries = [_log(journal, f"{number}") for number in range(5)]
    journal.outline(EVERYTHING, STEP)
    journal.outline(EntryFilter(search="3"), STEP)
    asked: list[str] = []
    journal._db.conn.set_trace_callback(asked.append)
    _judge(journal, entries[1])
    assert journal.outline(EVERYTHING, STEP).count == len(entries)
    journal.undo(NOW)
    assert journal.outline(EVERYTHING, STEP).count == len(entries)
    journal._db.conn.set_trace_callback(None)
    assert asked
    assert not [one for one in asked if "json_group_array" in one]
