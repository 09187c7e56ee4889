"""Orders of entries: what is not known stands last either way, and of equals the newer one first."""

from functools import cmp_to_key

import pytest

from aijournal.domain.assessment import Assessment, Outcome
from aijournal.domain.entry import Entry
from aijournal.domain.entry_order import NEWEST_FIRST, EntryOrder, SortKey
from tests.domain.builders import an_entry

ENTRIES = (
    an_entry(1, Assessment(Outcome.HURT, net_minutes=-5), project="Shop", task="b", weighted_tokens=2.0),
    an_entry(2, Assessment(Outcome.UNSURE), project="bakery", tool="Kiro", weighted_tokens=None),
    an_entry(3, Assessment(Outcome.HELPED, net_minutes=10), project=None, task="A", weighted_tokens=2.0),
    an_entry(4, None, project="Äpfel", tool=None, weighted_tokens=1.0),
)


def ordered(order: EntryOrder) -> list[int]:
    """Put the entries in order by asking which of two comes first."""

    def compare(one: Entry, other: Entry) -> int:
        return -1 if order.is_before(order.place_of(one), order.place_of(other)) else 1

    return [one.interaction.id for one in sorted(ENTRIES, key=cmp_to_key(compare))]


@pytest.mark.parametrize(
    ("key", "descending", "ascending"),
    [
        (SortKey.START, [4, 3, 2, 1], [1, 2, 3, 4]),
        (SortKey.WEIGHTED, [3, 1, 4, 2], [4, 3, 1, 2]),
        (SortKey.NET, [3, 1, 4, 2], [1, 3, 4, 2]),
        (SortKey.OUTCOME, [3, 1, 4, 2], [1, 3, 4, 2]),
        (SortKey.PROJECT, [4, 1, 2, 3], [2, 1, 4, 3]),
        (SortKey.TASK, [1, 3, 4, 2], [3, 1, 4, 2]),
        (SortKey.TOOL, [2, 3, 1, 4], [3, 1, 2, 4]),
    ],
)
def test_every_order_has_its_way(key: SortKey, descending: list[int], ascending: list[int]) -> None:
    assert ordered(EntryOrder(key)) == descending
    assert ordered(EntryOrder(key, is_descending=False)) == ascending


def test_nothing_comes_before_itself() -> None:
    for key in SortKey:
        for order in (EntryOrder(key), EntryOrder(key, is_descending=False)):
            for one in ENTRIES:
                assert not order.is_before(order.place_of(one), order.place_of(one))


def test_the_usual_order_is_the_newest_first() -> None:
    assert ordered(NEWEST_FIRST) == [4, 3, 2, 1]
