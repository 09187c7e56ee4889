"""G9: how the person's own figures compare with what trials measured."""

from aijournal.analysis.estimate import Estimate
from aijournal.analysis.own_trials import OwnTrials
from aijournal.analysis.sentences import plain_number, say, say_count
from aijournal.analysis.signals.signal import Measure, Recent, Signal, form_of, held
from aijournal.domain.mirror import SignalId

_LEAST_TASKS = 20
_MEASURED = 0.5
_BIAS = 1.25


def optimism(recent: Recent) -> Signal:
    """Fire where under half of the claimed saving was measured, or work takes over 1.25 times the forecast.

    Either figure needs twenty tasks. The tasks are those of trials and no entries, so there is no evidence.
    """
    trials = recent.trials
    if trials is None:
        guard = say(form_of(SignalId.OPTIMISM, "no_trials"))
        return held(SignalId.OPTIMISM, Measure.MEASURED_SHARE, guard)
    asked = [signal for signal in (_measured(trials), _bias(trials)) if signal]
    if not asked:
        n = max(trials.felt.claimed, trials.forecasts.n)
        guard = say_count(form_of(SignalId.OPTIMISM, "needs"), max(1, _LEAST_TASKS - n))
        return held(SignalId.OPTIMISM, Measure.MEASURED_SHARE, guard, n)
    return next((signal for signal in asked if signal.fires), asked[0])


def _measured(trials: OwnTrials) -> Signal | None:
    share, n = trials.felt.share, trials.felt.claimed
    if share is None or n < _LEAST_TASKS:
        return None
    fires = share.point < _MEASURED
    form = ("none" if share.point <= 0 else "fires") if fires else "quiet"
    return _signal(Measure.MEASURED_SHARE, form, share, n, threshold=_MEASURED, fires=fires)


def _bias(trials: OwnTrials) -> Signal | None:
    bias, n = trials.forecasts.bias, trials.forecasts.n
    if bias is None or n < _LEAST_TASKS:
        return None
    fires = bias.point > _BIAS
    form = "bias" if fires else "quiet_bias"
    return _signal(Measure.TIMES_THE_FORECAST, form, bias, n, threshold=_BIAS, fires=fires)


def _signal(
    measure: Measure, form: str, figure: Estimate, n: int, *, threshold: float, fires: bool
) -> Signal:
    return Signal(
        SignalId.OPTIMISM,
        fires=fires,
        measure=measure,
        value=figure.point,
        threshold=threshold,
        n=n,
        sentence=say(form_of(SignalId.OPTIMISM, form), **_figures(measure, figure)),
        low=figure.low,
        high=figure.high,
    )


def _figures(measure: Measure, figure: Estimate) -> dict[str, str]:
    ends = {"point": figure.point, "low": figure.low, "high": figure.high}
    if measure is Measure.TIMES_THE_FORECAST:
        return {name: f"{number:.2f}" for name, number in ends.items()}
    return {name: plain_number(100 * number, beside=100 * figure.point) for name, number in ends.items()}
