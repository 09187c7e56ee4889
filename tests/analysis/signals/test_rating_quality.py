from dataclasses import replace
from datetime import timedelta

import pytest

from aijournal.analysis.signals.rating_quality import rating_quality
from aijournal.analysis.signals.signal import Measure
from aijournal.domain.assessment import Outcome
from aijournal.domain.mirror import SignalEntry
from tests.analysis.signals.histories import ORDINARY, days_before, recent


def judged(count: int, same: int = 15) -> list[SignalEntry]:
    """Return verdicts, the latest first and one a day, of which the first `same` are the same."""
    return [
        replace(
            days_before(ORDINARY, ago),
            id=ago + 1,
            outcome=Outcome.HELPED if ago < same else Outcome.HURT,
        )
        for ago in range(count)
    ]


def test_twenty_eight_of_thirty_that_are_the_same_are_asked_about() -> None:
    signal = rating_quality(recent(judged(30, same=28)))
    assert signal.fires
    assert (signal.value, signal.threshold, signal.n) == (28 / 30, 28 / 30, 30)
    assert signal.evidence == tuple(range(1, 21))
    assert signal.sentence.startswith("28 of your last 30 verdicts are the same.")


def test_twenty_seven_are_not() -> None:
    signal = rating_quality(recent(judged(30, same=27)))
    assert (signal.value, signal.fires, signal.evidence) == (27 / 30, False, ())


def test_unsure_every_time_is_the_same_every_time() -> None:
    assert rating_quality(recent([replace(one, outcome=Outcome.UNSURE) for one in judged(30)])).fires


def test_only_the_last_thirty_verdicts_count() -> None:
    early = [replace(one, outcome=Outcome.HELPED) for one in judged(80)[30:]]
    assert not rating_quality(recent([*early, *judged(30)])).fires
    late = [replace(one, outcome=Outcome.HELPED) for one in judged(80)[:30]]
    assert rating_quality(recent([*late, *judged(80)[30:]])).fires


@pytest.mark.parametrize(("seconds", "fires"), [(0.79, True), (0.8, False)])
def test_verdicts_at_a_blink_are_asked_about(seconds: float, fires: bool) -> None:  # noqa: FBT001 - a case
    quick = [replace(one, seconds_taken=seconds if one.id <= 16 else 5.0) for one in judged(30)]
    signal = rating_quality(recent(quick))
    assert signal.fires is fires
    if fires:
        assert (signal.measure, signal.value, signal.threshold) == (Measure.SECONDS, 0.79, 0.8)
        assert signal.evidence[:16] == tuple(range(16, 0, -1))


@pytest.mark.parametrize(("timed", "fires"), [(14, False), (15, True)])
def test_half_of_the_verdicts_must_know_how_long_they_took(timed: int, fires: bool) -> None:  # noqa: FBT001 - a case
    quick = [replace(one, seconds_taken=0.1 if one.id <= timed else None) for one in judged(30)]
    assert rating_quality(recent(quick)).fires is fires


@pytest.mark.parametrize(("late", "fires"), [(9, False), (10, True)])
def test_verdicts_long_after_the_work_are_asked_about(late: int, fires: bool) -> None:  # noqa: FBT001 - a case
    waited = [
        replace(one, assessed_at=one.ended_at + timedelta(hours=24, seconds=one.id if one.id <= late else 0))
        for one in judged(30)
    ]
    signal = rating_quality(recent(waited))
    assert signal.fires is fires
    if fires:
        assert signal.value == pytest.approx(1 / 3)
        assert signal.evidence == tuple(range(10, 0, -1))
        assert signal.sentence.startswith("33 % of your last verdicts came more than a day after the work.")


def test_twenty_nine_verdicts_are_too_few() -> None:
    unjudged = [replace(one, id=one.id + 50, assessed_at=None, outcome=None) for one in judged(30)]
    signal = rating_quality(recent([*judged(29, same=29), *unjudged]))
    assert (signal.value, signal.fires, signal.n) == (None, False, 29)
    assert signal.guard == "It needs 1 more verdict."
