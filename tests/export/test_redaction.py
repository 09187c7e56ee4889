from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aijournal.domain.totals import CellTotals
from aijournal.export.aliases import AliasKind
from aijournal.export.include import Include
from aijournal.export.redaction import (
    LEAST,
    MergedCells,
    Redaction,
    large_enough,
    merged_cells,
)

AT = datetime(2026, 3, 31, 23, 30, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")
CELLS = st.lists(
    st.builds(
        lambda key, counts: CellTotals((key,), sum(counts), counts[0] + counts[1], counts[0], counts[1]),
        st.none() | st.sampled_from("abcdefgh"),
        st.tuples(*[st.integers(0, 6)] * 3),
    ),
    max_size=12,
)


def a_cell(key: str | None, rated: int, interactions: int = 10) -> CellTotals:
    return CellTotals((key,), interactions, rated, rated // 2, rated - rated // 2)


def test_nothing_is_told_by_default() -> None:
    assert Redaction().included == frozenset()
    assert Redaction().told == frozenset()


@pytest.mark.parametrize("part", Include)
def test_each_part_has_one_switch(part: Include) -> None:
    redaction = Redaction.including([part])
    assert redaction.included == {part}
    assert getattr(redaction, part) is True


def test_all_parts_can_be_told() -> None:
    assert Redaction.including(Include).included == set(Include)
    assert Redaction.including(Include).told == set(AliasKind)


def test_models_are_told_by_a_switch_of_their_own() -> None:
    assert Redaction(models=True).told == {AliasKind.MODEL}
    assert Redaction(names=True).told == set(AliasKind) - {AliasKind.MODEL}


def test_days_and_instants_become_months() -> None:
    redaction = Redaction()
    assert redaction.day(date(2026, 3, 2)) == "2026-03"
    assert redaction.moment(AT, UTC) == "2026-03"
    assert redaction.moment(AT, BERLIN) == "2026-04"


def test_days_and_instants_are_told_where_times_are() -> None:
    redaction = Redaction(times=True)
    assert redaction.day(date(2026, 3, 2)) == "2026-03-02"
    assert redaction.moment(AT, BERLIN) == "2026-04-01 01:30"


def test_a_year_has_four_digits() -> None:
    assert Redaction().day(date(987, 3, 2)) == "0987-03"
    assert Redaction(times=True).moment(datetime(987, 3, 2, tzinfo=UTC), UTC) == "0987-03-02 00:00"


def test_small_groups_are_merged_and_large_ones_keep_their_order() -> None:
    rows = [a_cell("b", 7), a_cell("x", 4), a_cell(None, 5), a_cell("y", 3), a_cell("z", 0)]
    merged = merged_cells(rows)
    assert merged.rows == (rows[0], rows[2])
    assert merged.other == CellTotals((), 30, 7, 2 + 1, 2 + 2)
    assert not merged.is_too_few


@pytest.mark.parametrize(("rated", "is_too_few"), [(1, True), (2, False)])
def test_the_rest_is_shown_from_five_rated_on(rated: int, *, is_too_few: bool) -> None:
    merged = merged_cells([a_cell("a", 9), a_cell("b", 3), a_cell("c", rated)])
    assert (merged.is_too_few, merged.other is None) == (is_too_few, is_too_few)


def test_where_every_group_is_large_there_is_no_rest() -> None:
    assert merged_cells([a_cell("a", 5)]) == MergedCells((a_cell("a", 5),), None, is_too_few=False)
    assert merged_cells([]) == MergedCells((), None, is_too_few=False)


def test_rows_with_one_key_are_one_group() -> None:
    assert merged_cells([a_cell("a", 2), a_cell("b", 8), a_cell("a", 4)]).rows == (
        CellTotals(("a",), 20, 6, 3, 3),
        a_cell("b", 8),
    )


def test_how_many_are_enough_can_be_asked_for() -> None:
    assert large_enough({"a": 2, "b": 3}, least=3) == {"b"}
    assert merged_cells([a_cell("a", 2), a_cell("b", 1)], least=3).other is not None


@settings(deadline=None)
@given(CELLS)
def test_nothing_is_lost_and_nothing_small_is_shown(rows: list[CellTotals]) -> None:
    merged = merged_cells(rows)
    shown = [*merged.rows, *([merged.other] if merged.other else [])]
    assert all(row.rated >= LEAST for row in shown)
    if not merged.is_too_few:
        for count in ("interactions", "rated", "helped", "hurt"):
            told, counted = (sum(getattr(row, count) for row in some) for some in (shown, rows))
            assert told == counted
    else:
        assert sum(row.rated for row in rows) - sum(row.rated for row in shown) < LEAST
