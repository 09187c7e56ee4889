"""Entries in every order, against the same order worked out in Python, on journals drawn at random."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aijournal.domain.assessment import Assessment, Door, Outcome
from aijournal.domain.entry import Entry
from aijournal.domain.entry_filter import EVERYTHING, EntryFilter
from aijournal.domain.entry_line import EntryLine
from aijournal.domain.entry_order import EntryOrder, SortKey
from aijournal.journal.journal import Journal
from aijournal.paths import find_paths
from aijournal.settings import Settings
from tests.journal import drawn_work
from tests.journal.builders import NEW_YORK, NOW

ORDERS = [EntryOrder(key, is_descending) for key in SortKey for is_descending in (True, False)]
NAMES = st.sampled_from(
    [None, "shop", "Shop", "SHOPS", "ärger", "Zeta", "zeta\0one", "\U0001f989", "a" * 300]
)


@st.composite
def _lines(draw: st.DrawFn) -> EntryLine:
    outcome = draw(st.sampled_from([None, *Outcome]))
    minutes = draw(st.sampled_from([None, 0.0, -5.5, 5.5, 1e6]))
    said = Assessment(outcome, net_minutes=minutes) if outcome or minutes is not None else None
    return EntryLine(
        "work",
        project=draw(NAMES),
        tool=draw(NAMES),
        task=draw(NAMES),
        started_at=NOW - timedelta(minutes=draw(st.integers(0, 3))),
        typed_tokens=draw(st.sampled_from([None, 0, 7, 12_000])),
        assessment=said,
    )


def _told(entry: Entry, key: SortKey) -> str | float | None:
    """Return what an entry is put in order by, as the entry says it."""
    interaction, said = entry.interaction, entry.assessment
    names = {"project": interaction.project, "task": interaction.task, "tool": interaction.tool}
    if key.value in names:
        name = names[key.value]
        return None if name is None else "".join(c.lower() if c.isascii() else c for c in name)
    if key is SortKey.WEIGHTED:
        return interaction.weighted_tokens
    if key is SortKey.NET:
        return said.net_minutes if said else None
    rated = said and said.outcome not in (None, Outcome.UNSURE)
    return said.outcome.value if said and said.outcome and rated else None


def _oracle(entries: Sequence[Entry], order: EntryOrder) -> list[int]:
    """Sort stably: by start, then by value, then what is not known to the end."""
    is_turned = order.key is SortKey.START and not order.is_descending
    rows = sorted(entries, key=_when, reverse=not is_turned)
    if order.key is SortKey.START:
        return [one.interaction.id for one in rows]
    known = [one for one in rows if _told(one, order.key) is not None]
    unknown = [one for one in rows if _told(one, order.key) is None]
    values = sorted({_told(one, order.key) for one in known}, key=_rank, reverse=order.is_descending)
    by_value = [one for value in values for one in known if _told(one, order.key) == value]
    return [one.interaction.id for one in (*by_value, *unknown)]


def _when(entry: Entry) -> tuple[datetime, int]:
    return entry.interaction.started_at, entry.interaction.id


def _rank(value: str | float | None) -> tuple[float, str]:
    """Return what values of one kind are compared by."""
    return (0.0, value) if isinstance(value, str) else (value or 0.0, "")


def _by_blocks(journal: Journal, order: EntryOrder, step: int, wanted: EntryFilter) -> list[int]:
    """Read everything block by block, as a table does."""
    outline = journal.outline(wanted, step, order)
    blocks = [journal.entries_from(wanted, place, NOW, step, order) for place in outline.anchors]
    assert outline.count == sum(map(len, blocks))
    for place, block in zip(outline.anchors, blocks, strict=True):
        assert order.place_of(block[0]) == place
    return [entry.interaction.id for block in blocks for entry in block]


def _journal(lines: list[EntryLine], folder: str) -> Journal:
    journal = Journal.open(find_paths({"AIJOURNAL_HOME": folder}), Settings(), NEW_YORK)
    with journal.together():
        for line in lines:
            journal.log(line, NOW, Door.QUICK_LOG)
    return journal


@settings(deadline=None, max_examples=40)
@given(lines=st.lists(_lines(), max_size=14), step=st.integers(1, 5))
def test_every_order_is_that_of_the_oracle(lines: list[EntryLine], step: int) -> None:
    with TemporaryDirectory() as folder, _journal(lines, str(Path(folder) / "home")) as journal:
        entries = journal.entries(EVERYTHING, NOW, 100).rows
        for order in ORDERS:
            expected = _oracle(entries, order)
            assert _by_blocks(journal, order, step, EVERYTHING) == expected, order
            assert list(journal.numbers(EVERYTHING, order)) == expected
            assert list(journal.numbers(EVERYTHING, order, range(2, 5))) == expected[2:5]
            places = [order.place_of(entry) for entry in entries]
            for one in places:
                before = sum(order.is_before(other, one) for other in places)
                assert expected[before] == one.id


@pytest.mark.parametrize("order", ORDERS, ids=lambda order: f"{order.key}, {order.is_descending}")
def test_imported_work_is_put_in_order_too(journal: Journal, order: EntryOrder) -> None:
    drawn_work.fill(journal, seed=7)
    entries = journal.entries(EVERYTHING, NOW, 1_000).rows
    assert any(entry.interaction.weighted_tokens is None for entry in entries)
    assert _by_blocks(journal, order, 20, EVERYTHING) == _oracle(entries, order)
    some = EntryFilter(is_rated=True)
    found = journal.entries(some, NOW, 1_000).rows
    assert 3 < len(found) < len(entries)
    assert _by_blocks(journal, order, 4, some) == _oracle(found, order)


def test_an_order_that_nothing_is_known_of_is_by_start(journal: Journal) -> None:
    for number in range(3):
        journal.log(EntryLine(f"{number}", started_at=NOW - timedelta(hours=number)), NOW, Door.QUICK_LOG)
    newest_first = journal.numbers(EVERYTHING)
    for key in SortKey:
        for is_descending in (True, False):
            told = journal.numbers(EVERYTHING, EntryOrder(key, is_descending))
            is_turned = key is SortKey.START and not is_descending
            assert told == (newest_first[::-1] if is_turned else newest_first)


def test_no_rows_have_no_numbers(journal: Journal) -> None:
    journal.log(EntryLine("one"), NOW, Door.QUICK_LOG)
    assert journal.numbers(EVERYTHING, rows=range(5, 5)) == ()
    assert journal.numbers(EVERYTHING, rows=range(3, 9)) == ()
    assert len(journal.numbers(EVERYTHING, rows=range(9))) == 1
    assert journal.numbers(EntryFilter(project="nobody's")) == ()
