from dataclasses import replace

import pytest

from aijournal.analysis.signals.motive import motive
from aijournal.analysis.signals.signal import Measure
from aijournal.domain.assessment import Motive, Outcome
from aijournal.domain.mirror import SignalEntry
from tests.analysis.signals.histories import ORDINARY, days_before, recent

FORCED = (Motive.EXPECTED, Motive.COUNTED)


def work(motives: tuple[Motive, ...], net: float, *, count: int = 20, first_id: int = 1) -> list[SignalEntry]:
    """Return interactions on ten days with minutes around `net`, in another order for other ids."""
    return [
        replace(
            days_before(ORDINARY, number % 10),
            id=first_id + number,
            motive=motives[number % len(motives)],
            net_minutes=net + (number + first_id) % 11 - 5,
        )
        for number in range(count)
    ]


def test_a_clear_difference_in_value_per_token_is_asked_about() -> None:
    forced = work(FORCED, 5, first_id=50)
    forced[7] = replace(forced[7], outcome=Outcome.HURT)
    signal = motive(recent([*work((Motive.CHOSE,), 30), *forced]))
    assert signal.fires
    assert (signal.measure, signal.threshold, signal.n) == (Measure.VPT_DIFFERENCE, 0, 40)
    assert signal.value == pytest.approx(25_000, rel=0.1)
    assert signal.value is not None
    assert signal.low is not None
    assert signal.high is not None
    assert 0 < signal.low < signal.value < signal.high
    assert signal.evidence[0] == 57
    assert signal.sentence.startswith("Where you chose AI, a token brought more minutes")


def test_the_other_way_round_is_asked_about_too() -> None:
    signal = motive(recent([*work((Motive.CHOSE,), 5), *work(FORCED, 30, first_id=50)]))
    assert signal.fires
    assert signal.sentence.startswith("Where AI was expected or counted, a token brought more minutes")


def test_a_difference_that_may_be_none_is_not() -> None:
    chosen, forced = work((Motive.CHOSE,), 10), work(FORCED, 10, first_id=50)
    signal = motive(recent([*chosen, *forced]))
    assert not signal.fires
    assert signal.value == pytest.approx(0, abs=2000)
    assert signal.evidence == ()
    assert signal.guard is None


def test_it_fires_where_the_interval_leaves_zero_and_not_before() -> None:
    fires = {}
    for step in range(100):
        entries = [*work((Motive.CHOSE,), 10 + step / 20), *work(FORCED, 10, first_id=50)]
        signal = motive(recent(entries))
        assert signal.low is not None
        fires[step] = signal.fires
        assert signal.fires is (signal.low > 0)
    assert len(set(fires.values())) == 2
    assert sorted(fires, key=lambda step: (fires[step], step)) == list(range(100))


def test_with_too_few_pairs_the_helped_rate_is_asked_about() -> None:
    chosen = work((Motive.CHOSE,), 30, count=19)
    forced = [replace(one, outcome=Outcome.HURT) for one in work(FORCED, 5, first_id=50)]
    signal = motive(recent([*chosen, *forced]))
    assert (signal.fires, signal.measure, signal.value) == (True, Measure.HELPED_RATE_DIFFERENCE, 1)
    assert signal.sentence.startswith("Where you chose AI, it helped more often")


def test_an_unclear_value_leaves_the_helped_rate_to_be_asked_about() -> None:
    forced = [replace(one, outcome=Outcome.HURT) for one in work(FORCED, 10, first_id=50)]
    signal = motive(recent([*work((Motive.CHOSE,), 10), *forced]))
    assert (signal.fires, signal.measure) == (True, Measure.HELPED_RATE_DIFFERENCE)


def test_minutes_without_tokens_are_no_pairs() -> None:
    weightless = [replace(one, weight=None) for one in work((Motive.CHOSE,), 30)]
    signal = motive(recent([*weightless, *work(FORCED, 5, first_id=50)]))
    assert signal.measure is Measure.HELPED_RATE_DIFFERENCE


def test_pairs_must_lie_on_eight_days_of_each_side() -> None:
    def on_days(days: int) -> list[SignalEntry]:
        return [
            replace(days_before(one, (one.id % days) - (one.id - 50) % 10), id=one.id)
            for one in work(FORCED, 5, first_id=50)
        ]

    chosen = work((Motive.CHOSE,), 30)
    assert len({one.day for one in on_days(8)}) == 8
    assert motive(recent([*chosen, *on_days(8)])).measure is Measure.VPT_DIFFERENCE
    assert motive(recent([*chosen, *on_days(7)])).measure is Measure.HELPED_RATE_DIFFERENCE


def test_five_rated_of_each_are_needed() -> None:
    forced = work(FORCED, 5, count=4, first_id=50)
    unsure = [replace(one, outcome=Outcome.UNSURE) for one in work(FORCED, 5, count=9, first_id=70)]
    signal = motive(recent([*work((Motive.CHOSE,), 30), *forced, *unsure]))
    assert (signal.value, signal.fires) == (None, False)
    assert signal.guard is not None
    assert signal.guard.startswith("It needs 1 more rated interaction that you chose")
    # The five of each side have the same verdict: their rates do not differ.
    assert motive(recent([*work((Motive.CHOSE,), 30), *work(FORCED, 5, count=5, first_id=50)])).value == 0
