from dataclasses import replace

import pytest

from aijournal.analysis.own_trials import OwnTrials
from aijournal.analysis.signals.optimism import optimism
from aijournal.analysis.signals.signal import Measure, Signal, basis_of
from tests.analysis.own_trials import trials_of
from tests.analysis.signals.histories import recent


def asked(known: OwnTrials | None) -> Signal:
    return optimism(replace(recent(), trials=known))


@pytest.mark.parametrize(
    ("known", "fires", "measure", "value"),
    [
        (trials_of(0.49, 20), True, Measure.MEASURED_SHARE, 0.49),
        (trials_of(0.501, 20), False, Measure.MEASURED_SHARE, 0.501),
        (trials_of(bias=1.26, tasks=20), True, Measure.TIMES_THE_FORECAST, 1.26),
        (trials_of(bias=1.249, tasks=20), False, Measure.TIMES_THE_FORECAST, 1.249),
        (trials_of(0.9, 30, 1.4, 30), True, Measure.TIMES_THE_FORECAST, 1.4),
        (trials_of(0.2, 30, 1.4, 30), True, Measure.MEASURED_SHARE, 0.2),
        (trials_of(0.9, 30, 1.0, 30), False, Measure.MEASURED_SHARE, 0.9),
        (trials_of(0.2, 19, 1.1, 20), False, Measure.TIMES_THE_FORECAST, 1.1),
    ],
)
def test_what_trials_say_is_held_against_what_was_felt(
    known: OwnTrials,
    fires: bool,  # noqa: FBT001 - a case
    measure: Measure,
    value: float,
) -> None:
    signal = asked(known)
    assert (signal.fires, signal.measure, signal.guard) == (fires, measure, None)
    assert signal.value == pytest.approx(value)
    assert signal.low is not None
    assert signal.high is not None
    assert signal.low <= value + 1e-9
    assert value - 1e-9 <= signal.high


def test_the_sentences_say_the_figures_with_their_ranges_and_what_they_rest_on() -> None:
    measured, none, bias = (
        asked(one) for one in (trials_of(0.3, 20), trials_of(-0.3, 20), trials_of(bias=1.5, tasks=20))
    )
    assert measured.sentence.startswith(
        "Trials measured 30 % of the minutes you felt were saved, between 13 and 51 %. Where"
    )
    assert none.sentence.startswith("Trials measured none of the minutes you felt were saved: −30 %, between")
    assert bias.sentence.startswith("Tasks take 1.50 times the minutes you expect, between 1.50 and 1.50")
    assert basis_of(measured) == "It rests on 20 tasks that were drawn by lot."
    assert basis_of(bias) == "It rests on 20 tasks that were timed."


@pytest.mark.parametrize(
    ("known", "missing"),
    [
        (None, "none was made"),
        (trials_of(), "20 more tasks"),
        (trials_of(0.1, 19, 9.0, 18), "1 more task "),
        (trials_of(None, 30), "1 more task "),
    ],
)
def test_twenty_tasks_are_needed(known: OwnTrials | None, missing: str) -> None:
    signal = asked(known)
    assert (signal.value, signal.fires) == (None, False)
    assert signal.guard is not None
    assert missing in signal.guard
