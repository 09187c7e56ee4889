"""What a filter means when it hardly says anything."""

import pytest

from aijournal.domain.entry_filter import EVERYTHING, EntryFilter
from aijournal.domain.period import Period


@pytest.mark.parametrize("search", ["", "  ", "\t\n", "…", '"', " - "])
def test_a_search_without_a_word_is_none(search: str) -> None:
    assert EntryFilter(search=search) == EVERYTHING
    assert not EntryFilter(search=search).is_narrowed


def test_a_word_is_searched_for_as_it_was_typed() -> None:
    assert EntryFilter(search=" c++ ").search == " c++ "
    assert EntryFilter(search=" c++ ").is_narrowed


def test_days_alone_are_no_narrowing() -> None:
    assert not EntryFilter(Period()).is_narrowed
    assert EntryFilter(task="tests").is_narrowed


def test_half_a_character_is_replaced() -> None:
    assert EntryFilter(tag="\ud83e", search="a\udd89") == EntryFilter(tag="\ufffd", search="a\ufffd")
