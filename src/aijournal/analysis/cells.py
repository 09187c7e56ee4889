"""How often AI helped and hurt in cells, such as a model and a task type, a tool or a project.

A cell with few ratings is all or nothing by luck, and a list sorted by raw rates shows the luck at both ends.
So each rate is drawn towards that of all cells, as far as its own ratings are few and the cells are alike.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from aijournal.analysis.beta_binomial import Prior, fitted_prior
from aijournal.analysis.intervals import ratio
from aijournal.analysis.sentences import say, say_count
from aijournal.analysis.value import Tier
from aijournal.domain.totals import CellTotals

# A cell with fewer ratings stands in the table, but faintly.
FAINT_BELOW: Final = 5
# With fewer cells the rate of all is itself so unsure that the ranges are too narrow.
ENOUGH_CELLS: Final = 40


@dataclass(frozen=True, slots=True)
class CellRate:
    """A rate as counted and as drawn towards that of all cells, with the range of 95 % around the latter."""

    raw: float
    shrunk: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class CellRow:
    """The rates of one cell, of its `rated` interactions; both are `None` where nothing is rated."""

    key: tuple[str | None, ...]
    interactions: int
    rated: int
    helped: int
    hurt: int
    is_faint: bool
    helped_rate: CellRate | None
    hurt_rate: CellRate | None


@dataclass(frozen=True, slots=True)
class CellTable:
    """Cells from the one in which AI helped most often to the least, then by key; unrated ones at the end.

    The priors say what rates are drawn towards and how strongly, each with its sentence. `coverage` is the
    rated share of all interactions, `None` where there are none. `faint` says how many cells rest on few
    ratings, `range_note` that the ranges hold less than 95 % for want of cells, `guard` why there are no
    rates at all; each is `None` where there is nothing to say.
    """

    rows: tuple[CellRow, ...]
    tier: Tier
    interactions: int
    rated: int
    coverage: float | None
    helped_prior: Prior | None
    helped_sentence: str | None
    hurt_prior: Prior | None
    hurt_sentence: str | None
    faint: str | None
    range_note: str | None
    guard: str | None


def cell_table(cells: Iterable[CellTotals]) -> CellTable:
    """Return the rates of each cell in the light of all others; cells with the same key are put together."""
    merged = _merged(cells)
    helped_prior = fitted_prior((cell.helped, cell.rated) for cell in merged)
    hurt_prior = fitted_prior((cell.hurt, cell.rated) for cell in merged)
    rows = tuple(sorted(_rows(merged, helped_prior, hurt_prior), key=_order))
    interactions, rated = sum(cell.interactions for cell in merged), sum(cell.rated for cell in merged)
    faint = sum(row.is_faint for row in rows)
    return CellTable(
        rows=rows,
        tier=Tier.FELT,
        interactions=interactions,
        rated=rated,
        coverage=ratio(rated, interactions),
        helped_prior=helped_prior,
        helped_sentence=say(f"cells.helped.{helped_prior.basis}") if helped_prior else None,
        hurt_prior=hurt_prior,
        hurt_sentence=say(f"cells.hurt.{hurt_prior.basis}") if hurt_prior else None,
        faint=say_count("cells.faint", faint) if faint else None,
        range_note=_range_note(sum(cell.rated > 0 for cell in merged)),
        guard=None if rated else say("cells.none"),
    )


def _range_note(rated_cells: int) -> str | None:
    return say("cells.range", count=str(rated_cells)) if 1 < rated_cells < ENOUGH_CELLS else None


def _merged(cells: Iterable[CellTotals]) -> Sequence[CellTotals]:
    by_key: dict[tuple[str | None, ...], list[CellTotals]] = defaultdict(list)
    for cell in cells:
        by_key[cell.key].append(cell)
    return [
        CellTotals(
            key,
            interactions=sum(cell.interactions for cell in same),
            rated=sum(cell.rated for cell in same),
            helped=sum(cell.helped for cell in same),
            hurt=sum(cell.hurt for cell in same),
        )
        for key, same in by_key.items()
    ]


def _rows(cells: Iterable[CellTotals], helped: Prior | None, hurt: Prior | None) -> Iterable[CellRow]:
    # Thousands of cells with a few ratings each have only so many different rates.
    @cache
    def rate(prior: Prior | None, hits: int, count: int) -> CellRate | None:
        if not prior or not count:
            return None
        interval = prior.interval(hits, count)
        return CellRate(hits / count, prior.shrunk(hits, count), interval.low, interval.high)

    for cell in cells:
        yield CellRow(
            key=cell.key,
            interactions=cell.interactions,
            rated=cell.rated,
            helped=cell.helped,
            hurt=cell.hurt,
            is_faint=cell.rated < FAINT_BELOW,
            helped_rate=rate(helped, cell.helped, cell.rated),
            hurt_rate=rate(hurt, cell.hurt, cell.rated),
        )


def _order(row: CellRow) -> tuple[bool, float, tuple[tuple[bool, str], ...]]:
    """Order by the shrunk rate, highest first, then by the parts of the key, in each the nameless last."""
    key = tuple((part is None, part or "") for part in row.key)
    return (row.helped_rate is None, -row.helped_rate.shrunk if row.helped_rate else 0.0, key)
