"""Whether value per token went up or down: this quarter against the last, said only when chance is ruled out.

In pure noise, a look at an ordinary 95 % range each day finds a "change" in most years. So a direction needs
all of this: the quarter is eight weeks old, both quarters have enough days and interactions for value per
token, at least 60 % of the tokens of both were judged, and both the difference itself and its part within the
same task types lie clearly on the same side of 0. The sign of that part alone would not do: where only the
mix changed, the difference is seen when chance pushes it further, which gives the part within types the same
sign.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from aijournal.analysis.comparison import Comparison, compared
from aijournal.analysis.guards import Evidence, Figure, held_back
from aijournal.analysis.sentences import Sentence, plain_number, say, say_all, say_count
from aijournal.analysis.value import Tier, ValueReport, value_of
from aijournal.domain.period import Period, quarter_before, quarter_of
from aijournal.domain.totals import ValueDay

# A quarter is compared once that many of its days are over.
LEAST_ELAPSED: Final = timedelta(weeks=8).days
# The share of each quarter's tokens that must have been judged.
LEAST_COVERAGE: Final = 0.6


class Direction(StrEnum):
    """Where value per token went."""

    UP = "up"
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class Change:
    """This calendar quarter up to today against the last whole one, by value per token.

    `value` and `value_before` hold the figures of the quarters, each with its counts, coverage, range and
    guard. `comparison` is `None` until this quarter is eight weeks old and both have enough days and
    interactions. `direction` is `None` unless everything holds that it needs. `guard` says what is missing,
    and is `None` where nothing is; `sentence` says what there is to say.
    """

    quarter: Period
    quarter_before: Period
    tier: Tier
    value: ValueReport
    value_before: ValueReport
    comparison: Comparison | None
    direction: Direction | None
    guard: str | None
    sentence: str


def compared_days(today: date) -> Period:
    """Return the days that a comparison needs: this quarter and the whole one before."""
    return Period(quarter_before(quarter_of(today)).first, today)


def change(days: Iterable[ValueDay], today: date) -> Change:
    """Compare the quarter of `today`, up to that day, with the one before; rows are keyed by task type.

    Give both quarters whole; other days are left out.
    """
    rows = tuple(days)
    whole, last = quarter_of(today), quarter_before(quarter_of(today))
    quarter = Period(whole.first, today)
    after, before = _rows_of(rows, quarter), _rows_of(rows, last)
    value, value_before = value_of(None, after), value_of(None, before)
    lacks = [*_too_early(_length(quarter) - 1), *_too_few(quarter, value, value_before)]
    comparison = None if lacks else compared(before, after, _length(quarter) / _length(whole))
    lacks += _not_comparable(value, value_before, comparison) if not lacks else []
    direction, sentence = _verdict(comparison, lacks)
    return Change(
        quarter=quarter,
        quarter_before=last,
        tier=Tier.FELT,
        value=value,
        value_before=value_before,
        comparison=comparison,
        direction=direction,
        guard=sentence if lacks else None,
        sentence=sentence,
    )


def _rows_of(rows: Iterable[ValueDay], period: Period) -> Sequence[ValueDay]:
    first, last = _ends(period)
    return [row for row in rows if first <= row.day <= last]


def _ends(period: Period) -> tuple[date, date]:
    if period.first is None or period.last is None:
        raise ValueError("a quarter has two ends")
    return period.first, period.last


def _length(period: Period) -> int:
    first, last = _ends(period)
    return (last - first).days + 1


def _too_early(elapsed: int) -> list[Sentence]:
    missing = LEAST_ELAPSED - elapsed
    return [say_count("change.too_early", missing)] if missing > 0 else []


def _too_few(quarter: Period, value: ValueReport, value_before: ValueReport) -> list[Sentence]:
    # Nobody has a pace in a quarter that is over; what it lacks can still be judged.
    lengths = {"change.this_quarter": (value, _length(quarter)), "change.last_quarter": (value_before, 0)}
    lacks = {
        name: held_back(Figure.VPT, Evidence(report.paired, report.days, length))
        for name, (report, length) in lengths.items()
    }
    return [say(name, missing=lack.missing) for name, lack in lacks.items() if lack]


def _not_comparable(
    value: ValueReport, value_before: ValueReport, comparison: Comparison | None
) -> list[Sentence]:
    if value.vpt is None or value_before.vpt is None:
        return [say("change.nothing_weighs")]
    if comparison is None:
        return [say("change.one_day")]
    shares = {
        "change.this_coverage": value.coverage_tokens or 0.0,
        "change.last_coverage": value_before.coverage_tokens or 0.0,
    }
    least = f"{LEAST_COVERAGE:.0%}".removesuffix("%")
    # Rounded down, so that a share that is short of the least never reads as enough.
    return [
        say(name, share=str(math.floor(100 * share)), least=least)
        for name, share in shares.items()
        if share < LEAST_COVERAGE
    ]


def _verdict(comparison: Comparison | None, lacks: Sequence[Sentence]) -> tuple[Direction | None, Sentence]:
    """Return the direction, if one may be said, and the sentence."""
    if comparison is None or lacks:
        return None, say_all(lacks)
    direction = _direction(comparison)
    sentence = say(
        f"change.{direction or _why_not(comparison)}",
        after=plain_number(comparison.mix.after),
        before=plain_number(comparison.mix.before),
        low=plain_number(comparison.low, beside=comparison.difference),
        high=plain_number(comparison.high, beside=comparison.difference),
    )
    return direction, sentence


def _direction(comparison: Comparison) -> Direction | None:
    if min(comparison.low, comparison.within_low) > 0:
        return Direction.UP
    if max(comparison.high, comparison.within_high) < 0:
        return Direction.DOWN
    return None


def _why_not(comparison: Comparison) -> str:
    if comparison.low <= 0 <= comparison.high:
        return "not_told_apart"
    if comparison.within_low <= 0 <= comparison.within_high:
        return "other_work"
    return "opposite"
