"""How often the figures are right when the truth is known; `-rP` shows what each test measured."""

import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta

import numpy as np
import pytest

from aijournal.analysis.intervals import ratio_interval
from aijournal.analysis.kernel import ratio_line
from tests.analysis.daily_looks import (
    LOOKED_AT,
    Ranges,
    halves_differ,
    ordinary_ranges_differ,
    ranges,
)
from tests.analysis.simulation import FIRST, QUARTERS, SHARES, Bools, Histories, Tails, World, drawn

Report = Callable[[str, float], None]

# As many days of work in a row as any test needs.
_WORKING_DAYS = tuple(
    day for day in (FIRST + timedelta(days=number) for number in range(120)) if day.weekday() < 5
)
_WEEKDAYS = (0, 1, 2, 3, 4)
_EVERY_DAY = (0, 1, 2, 3, 4, 5, 6)
_BLOCK = 250
_TURN = QUARTERS[-1][0]
# Half of the features, which bring least for a token, give way to questions, which bring most.
_OTHER_SHARES = (0.3, 0.05, 0.45, 0.2)

both_tails = pytest.mark.parametrize("tails", Tails)


def counts(short: int, full: int = 2000) -> pytest.MarkDecorator:
    """Return how many histories are drawn: few on every run, many at night."""
    return pytest.mark.parametrize("count", [short, pytest.param(full, marks=pytest.mark.nightly)])


@pytest.fixture
def report(record_property: Callable[[str, object], None]) -> Report:
    """Show a measured share, in the output of the test and in the report of the run."""

    def shown(name: str, share: float) -> None:
        record_property(name, share)
        sys.stdout.write(f"{name}: {share:.3f}\n")

    return shown


def blocks(seed: int, count: int, world: World) -> Iterator[Histories]:
    source = np.random.default_rng(seed)
    for begin in range(0, count, _BLOCK):
        yield drawn(source, min(_BLOCK, count - begin), world)


def share_of(histories: Iterator[Histories], seen: Callable[[Histories], Bools]) -> float:
    return float(np.concatenate([seen(block) for block in histories]).mean())


def on_any_day(fired: Bools) -> Bools:
    ever: Bools = np.any(fired, axis=1)
    return ever


def in_any_look(rule: Callable[[Histories, int], Bools]) -> Callable[[Histories], Bools]:
    """Return in which histories a rule fires on any day of the year."""

    def seen(histories: Histories) -> Bools:
        fired: Bools = np.hstack([rule(histories, quarter) for quarter in LOOKED_AT])
        return on_any_day(fired)

    return seen


def in_the_last_quarter(rule: Callable[[Ranges], Bools]) -> Callable[[Histories], Bools]:
    """Return in which histories a rule fires on any day of the quarter that begins with the turn."""

    def seen(histories: Histories) -> Bools:
        return on_any_day(rule(ranges(histories, LOOKED_AT[-1])))

    return seen


def is_named(histories: Histories, quarter: int) -> Bools:
    found = ranges(histories, quarter)
    named: Bools = found.is_up | found.is_down
    return named


@both_tails
@pytest.mark.parametrize("days", [5, 10, 20, 60])
@counts(800, 10_000)
def test_the_range_of_value_per_token_holds_the_truth(
    tails: Tails, days: int, count: int, report: Report
) -> None:
    world = World(tails, days=_WORKING_DAYS[:days])
    held = []
    for histories in blocks(21, count, world):
        minutes, weights, pairs = (
            side.sum(2) for side in (histories.net * 1e6, histories.pair_weight, histories.pairs)
        )
        for v, w, n in zip(minutes, weights, pairs, strict=True):
            interval = ratio_interval(v[n > 0].tolist(), w[n > 0].tolist())
            held.append(interval is not None and interval.low <= world.vpt <= interval.high)
    share = sum(held) / len(held)
    report(f"range holds the truth, {tails.name}, {days} days", share)
    assert share >= {Tails.MODERATE: 0.92, Tails.HEAVY: 0.88}[tails]


@both_tails
@counts(500, 5000)
def test_the_band_of_the_trend_holds_the_truth(tails: Tails, count: int, report: Report) -> None:
    world = World(tails, days=tuple(FIRST + timedelta(days=number) for number in range(61)))
    held = []
    for histories in blocks(22, count, world):
        minutes, weights, pairs = (
            side.sum(2) for side in (histories.net * 1e6, histories.pair_weight, histories.pairs)
        )
        for v, w, n in zip(minutes, weights, pairs, strict=True):
            (places,) = np.nonzero(n)
            line = ratio_line(places.tolist(), v[places].tolist(), w[places].tolist(), 61, 8)
            low, high = line.low[30], line.high[30]
            held.append(low is not None and high is not None and low <= world.vpt <= high)
    share = sum(held) / len(held)
    report(f"band holds the truth, {tails.name}", share)
    assert share >= {Tails.MODERATE: 0.90, Tails.HEAVY: 0.86}[tails]


@both_tails
@counts(250)
def test_a_year_of_daily_looks_at_noise_hardly_ever_names_a_change(
    tails: Tails, count: int, report: Report
) -> None:
    world = World(tails)
    named = share_of(blocks(23, count, world), in_any_look(is_named))
    report(f"up or down in a year of noise, {tails.name}", named)
    assert named <= 0.05


@pytest.mark.nightly
@both_tails
@pytest.mark.parametrize(
    "working", [(1,), (0, 3), _WEEKDAYS, _EVERY_DAY], ids=lambda days: f"{len(days)} days"
)
@pytest.mark.parametrize("shares", [SHARES, (1.0, 0.0, 0.0, 0.0)], ids=["types", "no types"])
def test_nor_does_a_year_of_little_work_or_much_or_without_types(
    tails: Tails, working: Sequence[int], shares: Sequence[float], report: Report
) -> None:
    world = World(tails, turn=0, shares=shares, working=working)
    named = share_of(blocks(24, 2000, world), in_any_look(is_named))
    report("up or down in a year of noise", named)
    assert named <= 0.05


@both_tails
@counts(250)
def test_a_year_of_daily_looks_at_noise_fools_simple_rules(tails: Tails, count: int, report: Report) -> None:
    ordinary = share_of(blocks(23, count, World(tails)), in_any_look(ordinary_ranges_differ))
    halves = share_of(blocks(23, count, World(tails)), in_any_look(halves_differ))
    report(f"ordinary ranges differ in a year of noise, {tails.name}", ordinary)
    report(f"halves of a quarter 20 % apart in a year of noise, {tails.name}", halves)
    assert ordinary > 0.5
    assert halves > 0.5


@counts(250)
@pytest.mark.parametrize(
    ("tails", "working", "least"),
    [
        (Tails.MODERATE, _EVERY_DAY, 0.5),
        (Tails.MODERATE, _WEEKDAYS, 0.4),
        # With heavy tails a quarter of the tokens lies in one interaction of a hundred, and even an ordinary
        # range misses half of the rises of this size.
        (Tails.HEAVY, _EVERY_DAY, 0.08),
        (Tails.HEAVY, _WEEKDAYS, 0.05),
    ],
    ids=lambda value: f"{len(value)} days" if isinstance(value, tuple) else None,
)
def test_a_real_rise_is_named_in_its_quarter(
    tails: Tails, working: Sequence[int], least: float, count: int, report: Report
) -> None:
    # The quarters after it are alike again: this is the only chance.
    rise = World(tails, turn=_TURN, factor=1.6, working=working)
    named = share_of(blocks(25, count, rise), in_the_last_quarter(lambda found: found.is_up))
    wrong = share_of(blocks(25, count, rise), in_the_last_quarter(lambda found: found.is_down))
    report("a rise of 60 % is named", named)
    report("a rise of 60 % is called a fall", wrong)
    assert named > least
    assert wrong <= 0.01


@pytest.mark.nightly
@both_tails
@pytest.mark.parametrize("turn", [_TURN, _TURN - 46], ids=["at the start", "in the middle"])
@pytest.mark.parametrize("factor", [0.25, 0.5, 1.6, 2.0, 3.0])
def test_a_change_is_named_within_two_quarters_for_what_it_is(
    tails: Tails, turn: int, factor: float, report: Report
) -> None:
    world = World(tails, turn=turn, factor=factor)

    def named(found: Ranges) -> tuple[Bools, Bools]:
        rose, fell = on_any_day(found.is_up), on_any_day(found.is_down)
        return (rose, fell) if factor > 1 else (fell, rose)

    both = [
        [named(ranges(histories, quarter)) for quarter in LOOKED_AT[-2:]]
        for histories in blocks(27, 2000, world)
    ]
    right, wrong = (
        float(np.mean([np.any([quarter[side] for quarter in block], axis=0) for block in both]))
        for side in (0, 1)
    )
    report("named within two quarters", right)
    assert wrong <= 0.02
    assert right > 2 * wrong


@both_tails
@counts(250)
def test_a_change_of_the_mix_alone_is_not_called_a_change(tails: Tails, count: int, report: Report) -> None:
    other_work = World(tails, turn=_TURN, shares=_OTHER_SHARES)
    assert sum(_OTHER_SHARES) == pytest.approx(sum(SHARES))
    named = share_of(
        blocks(26, count, other_work), in_the_last_quarter(lambda found: found.is_up | found.is_down)
    )
    differs = share_of(blocks(26, count, other_work), in_the_last_quarter(lambda found: found.is_told_apart))
    report(f"another mix is named, {tails.name}", named)
    report(f"another mix is told apart, {tails.name}", differs)
    assert named <= 0.05
    assert differs > 2 * named
