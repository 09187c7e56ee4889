import pytest

from aijournal.analysis.signals.signal import Measure, Signal
from aijournal.domain.mirror import SignalId
from aijournal.ui import phrases
from aijournal.ui.mirror import signal_words

pytestmark = pytest.mark.usefixtures("qapp")


def _signal(
    measure: Measure,
    value: float,
    threshold: float = 0.0,
    *,
    coverage: float | None = None,
    ends: tuple[float, float] | None = None,
) -> Signal:
    low, high = ends or (None, None)
    return Signal(
        SignalId.TAIL,
        fires=True,
        measure=measure,
        value=value,
        threshold=threshold,
        n=12,
        sentence="?",
        coverage=coverage,
        low=low,
        high=high,
    )


_QUARTER = phrases.share(0.25)
_RESTS_ON = "It rests on 12 interactions, which took 50 % of the tokens."


@pytest.mark.parametrize(
    ("signal", "words"),
    [
        (
            _signal(Measure.SHARE_OF_WEIGHT, 0.46, 0.25, coverage=0.5),
            f"{phrases.share(0.46)} of the weighted tokens · held against {_QUARTER} · {_RESTS_ON}",
        ),
        (
            _signal(Measure.SHARE_OF_INTERACTIONS, 0.1),
            f"{phrases.share(0.1)} of the interactions · from 12 interactions",
        ),
        (
            _signal(Measure.SHARE_OF_DRAWS, 0.9, 0.8),
            f"{phrases.share(0.9)} sure · held against {phrases.share(0.8)} sure · from 12 interactions",
        ),
        (_signal(Measure.TIMES_OTHER_DAYS, 3.1, 2.0), "3.1 times · held against 2.0 times · from 12 periods"),
        (_signal(Measure.SECONDS, 0.6, 0.8), "0.6 s · held against 0.8 s · from 12 verdicts"),
        (
            _signal(Measure.VPT_DIFFERENCE, 18.0, ends=(11.0, 25.0)),
            "+18 min per million · between +11 and +25 · from 12 interactions",
        ),
        (
            _signal(Measure.HELPED_RATE_DIFFERENCE, -0.2, ends=(-0.3, -0.1)),
            "−20 points · between −30 and −10 · from 12 interactions",
        ),
    ],
)
def test_what_a_question_rests_on(signal: Signal, words: str) -> None:
    assert signal_words.basis(signal) == words


def test_every_signal_has_a_title_of_its_own() -> None:
    titles = [signal_words.title(signal) for signal in SignalId]
    assert len(set(titles)) == len(SignalId)
    assert "After the answer you needed" in titles


def test_questions_about_tokens_have_their_colour() -> None:
    assert signal_words.tone(_signal(Measure.SHARE_OF_WEIGHT, 0.3)) == "tokens"
    assert signal_words.tone(_signal(Measure.SECONDS, 0.3)) == ""
