"""G9: how the person's own figures compare with what trials measured."""

from aijournal.analysis.sentences import say, say_count
from aijournal.analysis.signals.signal import Measure, Recent, Signal, form_of, held, percent
from aijournal.domain.mirror import Optimism, SignalId

_LEAST_TASKS = 20
_MEASURED = 0.5
_BIAS = 1.25


def optimism(recent: Recent) -> Signal:
    """Fire where under half of the claimed saving was measured, or work takes over 1.25 times the forecast.

    Either figure needs twenty tasks. The tasks are those of trials and no entries, so there is no evidence.
    """
    known = recent.optimism or Optimism()
    asked = [signal for signal in (_measured(known), _bias(known)) if signal]
    if recent.optimism is None:
        guard = say(form_of(SignalId.OPTIMISM, "no_trials"))
        return held(SignalId.OPTIMISM, Measure.MEASURED_SHARE, guard)
    if not asked:
        n = max(known.measured_n, known.bias_n)
        guard = say_count(form_of(SignalId.OPTIMISM, "needs"), max(1, _LEAST_TASKS - n))
        return held(SignalId.OPTIMISM, Measure.MEASURED_SHARE, guard, n)
    return next((signal for signal in asked if signal.fires), asked[0])


def _measured(known: Optimism) -> Signal | None:
    share = known.measured_share
    if share is None or known.measured_n < _LEAST_TASKS:
        return None
    fires = share < _MEASURED
    form = ("none" if share <= 0 else "fires") if fires else "quiet"
    return Signal(
        SignalId.OPTIMISM,
        fires=fires,
        measure=Measure.MEASURED_SHARE,
        value=share,
        threshold=_MEASURED,
        n=known.measured_n,
        sentence=say(form_of(SignalId.OPTIMISM, form), share=percent(share)),
    )


def _bias(known: Optimism) -> Signal | None:
    if known.bias is None or known.bias_n < _LEAST_TASKS:
        return None
    fires = known.bias > _BIAS
    return Signal(
        SignalId.OPTIMISM,
        fires=fires,
        measure=Measure.TIMES_THE_FORECAST,
        value=known.bias,
        threshold=_BIAS,
        n=known.bias_n,
        sentence=say(
            form_of(SignalId.OPTIMISM, "bias" if fires else "quiet_bias"), times=f"{known.bias:.2f}"
        ),
    )
