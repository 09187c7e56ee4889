import random
from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from aijournal.analysis.beta_binomial import PriorBasis
from aijournal.analysis.cells import CellRate, CellRow, CellTable, cell_table
from aijournal.analysis.sentences import say
from aijournal.analysis.value import Tier
from aijournal.domain.totals import CellTotals


def cell(*key: str | None, rated: int, helped: int, hurt: int = 0, unrated: int = 0) -> CellTotals:
    return CellTotals(key, interactions=rated + unrated, rated=rated, helped=helped, hurt=hurt)


CELLS = [
    cell("claude-opus-4-5", "tests", rated=40, helped=34, hurt=2, unrated=10),
    cell("claude-opus-4-5", "debugging", rated=30, helped=12, hurt=9),
    cell("gpt-5.2-codex", "tests", rated=2, helped=2),
    cell("gpt-5.2-codex", None, rated=25, helped=21, hurt=1, unrated=5),
    cell(None, "review", rated=0, helped=0, unrated=7),
]


@st.composite
def any_cell(draw: st.DrawFn) -> CellTotals:
    rated = draw(st.integers(0, 30))
    helped = draw(st.integers(0, rated))
    names = st.sampled_from([None, "aider", "codex", "cursor", ""])
    return CellTotals(
        key=(draw(names), draw(names)),
        interactions=rated + draw(st.integers(0, 9)),
        rated=rated,
        helped=helped,
        hurt=draw(st.integers(0, rated - helped)),
    )


def row_of(table: CellTable, *key: str | None) -> CellRow:
    return next(row for row in table.rows if row.key == key)


def known(rate: CellRate | None) -> CellRate:
    assert rate
    return rate


def shrunk_rates(rows: Sequence[CellRow]) -> Sequence[float]:
    return [row.helped_rate.shrunk for row in rows if row.helped_rate]


def test_rates_are_drawn_towards_that_of_all_and_have_the_quantiles_of_scipy() -> None:
    table = cell_table(CELLS)
    assert table.helped_prior
    assert table.hurt_prior
    a, b = table.helped_prior.a, table.helped_prior.b
    few = known(row_of(table, "gpt-5.2-codex", "tests").helped_rate)
    assert few.raw == 1
    assert few.shrunk == pytest.approx((2 + a) / (2 + a + b), rel=1e-12)
    assert (few.low, few.high) == pytest.approx(tuple(stats.beta.ppf([0.025, 0.975], 2 + a, b)), abs=1e-9)
    a, b = table.hurt_prior.a, table.hurt_prior.b
    hurt = known(row_of(table, "claude-opus-4-5", "debugging").hurt_rate)
    assert hurt.raw == pytest.approx(0.3)
    assert hurt.shrunk == pytest.approx((9 + a) / (30 + a + b), rel=1e-12)
    assert (hurt.low, hurt.high) == pytest.approx(
        tuple(stats.beta.ppf([0.025, 0.975], 9 + a, 21 + b)), abs=1e-9
    )


def test_luck_does_not_lead_the_table() -> None:
    # Two of two is a raw rate of 100 %, and less to go by than 34 of 40.
    assert [row.key for row in cell_table(CELLS).rows] == [
        ("claude-opus-4-5", "tests"),
        ("gpt-5.2-codex", None),
        ("gpt-5.2-codex", "tests"),
        ("claude-opus-4-5", "debugging"),
        (None, "review"),
    ]


def test_a_table_says_what_it_rests_on() -> None:
    table = cell_table(CELLS)
    assert (table.tier, table.interactions, table.rated) == (Tier.FELT, 119, 97)
    assert table.coverage == pytest.approx(97 / 119)
    assert table.guard is None
    assert table.helped_sentence == say("cells.helped.fitted")
    assert table.hurt_sentence == say("cells.hurt.fitted")
    assert table.faint == "2 of these have fewer than five ratings."
    assert (
        table.range_note == "With only 4 of these, a range misses the true rate more often than 1 time in 20."
    )


def test_few_ratings_are_faint() -> None:
    table = cell_table([cell("codex", rated=4, helped=3), cell("aider", rated=5, helped=3)])
    assert row_of(table, "codex").is_faint
    assert not row_of(table, "aider").is_faint
    assert table.faint == "1 of these has fewer than five ratings."
    assert cell_table([cell("codex", rated=5, helped=3)]).faint is None


def test_an_unrated_cell_stands_at_the_end_without_figures() -> None:
    last = cell_table(CELLS).rows[-1]
    assert (last.key, last.interactions, last.rated) == ((None, "review"), 7, 0)
    assert last.helped_rate is None
    assert last.hurt_rate is None
    assert last.is_faint


def test_equal_rates_stand_in_order_of_their_keys_with_the_nameless_last() -> None:
    cells = [cell(name, rated=6, helped=3) for name in (None, "codex", "aider", "")]
    assert [row.key for row in cell_table(cells).rows] == [("",), ("aider",), ("codex",), (None,)]


def test_cells_that_do_not_differ_say_so() -> None:
    table = cell_table([cell("codex", rated=20, helped=10), cell("aider", rated=10, helped=5, hurt=5)])
    assert table.helped_prior
    assert table.helped_prior.basis is PriorBasis.ALIKE
    assert table.helped_sentence == say("cells.helped.alike")
    assert table.hurt_sentence == say("cells.hurt.fitted")


def test_one_rated_cell_has_nothing_to_be_drawn_towards() -> None:
    table = cell_table([cell("codex", rated=9, helped=6), cell("aider", rated=0, helped=0)])
    assert table.helped_sentence == table.hurt_sentence == say("cells.helped.single")
    assert known(row_of(table, "codex").helped_rate).shrunk == pytest.approx(6.5 / 10)
    assert table.range_note is None


def test_enough_cells_need_no_note_about_their_ranges() -> None:
    cells = [cell(f"project-{number}", rated=6, helped=number % 7) for number in range(40)]
    assert cell_table(cells).range_note is None
    assert cell_table(cells[:-1]).range_note


@pytest.mark.parametrize("cells", [[], [cell("codex", rated=0, helped=0, unrated=3)]])
def test_without_ratings_there_are_no_figures_but_a_reason(cells: list[CellTotals]) -> None:
    table = cell_table(cells)
    assert table.guard == say("cells.none")
    assert table.helped_prior is None
    assert table.hurt_prior is None
    assert table.helped_sentence is None
    assert all(row.helped_rate is None and row.hurt_rate is None for row in table.rows)
    assert table.coverage == (0 if cells else None)


def test_cells_with_the_same_key_are_put_together() -> None:
    halves = [cell("codex", rated=6, helped=4, hurt=1), cell("codex", rated=5, helped=1, unrated=2)]
    other = cell("aider", rated=9, helped=2)
    whole = cell("codex", rated=11, helped=5, hurt=1, unrated=2)
    assert cell_table([*halves, other]) == cell_table([whole, other])


@given(st.lists(any_cell(), max_size=10), st.randoms())
def test_the_order_of_cells_never_matters(cells: list[CellTotals], source: random.Random) -> None:
    shuffled = cells.copy()
    source.shuffle(shuffled)
    assert cell_table(shuffled) == cell_table(cells)


@given(st.lists(any_cell(), max_size=10))
def test_nothing_is_lost_and_unknown_never_becomes_a_figure(cells: list[CellTotals]) -> None:
    table = cell_table(cells)
    for count in ("interactions", "rated", "helped", "hurt"):
        assert sum(getattr(row, count) for row in table.rows) == sum(getattr(each, count) for each in cells)
    assert [row.rated > 0 for row in table.rows] == sorted(
        (row.rated > 0 for row in table.rows), reverse=True
    )
    assert all((row.helped_rate is None) == (row.hurt_rate is None) == (row.rated == 0) for row in table.rows)
    assert all(one >= other for one, other in pairwise(shrunk_rates(table.rows)))


@given(st.lists(any_cell(), max_size=10))
def test_a_shrunk_rate_lies_between_its_own_and_that_of_all(cells: list[CellTotals]) -> None:
    table = cell_table(cells)
    for row in table.rows:
        for rate, prior in ((row.helped_rate, table.helped_prior), (row.hurt_rate, table.hurt_prior)):
            if rate and prior:
                ends = sorted([rate.raw, prior.mean])
                assert ends[0] - 1e-12 <= rate.shrunk <= ends[1] + 1e-12
                assert 0 <= rate.low <= rate.shrunk <= rate.high <= 1


def test_more_ratings_at_the_same_rate_come_nearer_to_it() -> None:
    few, many = cell("few", rated=4, helped=4), cell("many", rated=40, helped=40)
    table = cell_table([*CELLS, few, many])
    near, far = known(row_of(table, "many").helped_rate), known(row_of(table, "few").helped_rate)
    assert far.shrunk < near.shrunk < 1
    assert far.high - far.low > near.high - near.low
