from dataclasses import replace

import pytest

from aijournal.analysis.signals.optimism import optimism
from aijournal.analysis.signals.signal import Measure, Signal
from aijournal.domain.mirror import Optimism
from tests.analysis.signals.histories import recent


def asked(known: Optimism | None) -> Signal:
    return optimism(replace(recent(), optimism=known))


@pytest.mark.parametrize(
    ("known", "fires", "measure", "value"),
    [
        (Optimism(measured_share=0.49, measured_n=20), True, Measure.MEASURED_SHARE, 0.49),
        (Optimism(measured_share=0.5, measured_n=20), False, Measure.MEASURED_SHARE, 0.5),
        (Optimism(bias=1.26, bias_n=20), True, Measure.TIMES_THE_FORECAST, 1.26),
        (Optimism(bias=1.25, bias_n=20), False, Measure.TIMES_THE_FORECAST, 1.25),
        (Optimism(0.9, 30, 1.4, 30), True, Measure.TIMES_THE_FORECAST, 1.4),
        (Optimism(0.2, 30, 1.4, 30), True, Measure.MEASURED_SHARE, 0.2),
        (Optimism(0.9, 30, 1.0, 30), False, Measure.MEASURED_SHARE, 0.9),
        (Optimism(0.2, 19, 1.1, 20), False, Measure.TIMES_THE_FORECAST, 1.1),
    ],
)
def test_what_trials_say_is_held_against_what_was_felt(
    known: Optimism,
    fires: bool,  # noqa: FBT001 - a case
    measure: Measure,
    value: float,
) -> None:
    signal = asked(known)
    assert (signal.fires, signal.measure, signal.value) == (fires, measure, value)
    assert signal.guard is None


def test_the_sentences_say_the_figures() -> None:
    assert asked(Optimism(0.3, 20)).sentence.startswith("Trials measured 30 % of the minutes you felt")
    assert asked(Optimism(-0.3, 20)).sentence.startswith("Trials measured none of the minutes you felt")
    assert asked(Optimism(bias=1.5, bias_n=20)).sentence.startswith("Tasks take 1.50 times the minutes")


@pytest.mark.parametrize(
    ("known", "missing"),
    [
        (None, "none was made"),
        (Optimism(), "20 more tasks"),
        (Optimism(0.1, 19, 9.0, 18), "1 more task "),
        (Optimism(None, 30), "1 more task "),
    ],
)
def test_twenty_tasks_are_needed(known: Optimism | None, missing: str) -> None:
    signal = asked(known)
    assert (signal.value, signal.fires) == (None, False)
    assert signal.guard is not None
    assert missing in signal.guard
