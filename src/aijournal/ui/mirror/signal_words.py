"""What a signal is called, and what its question rests on."""

from collections.abc import Iterator, Mapping
from typing import Final

from PySide6.QtCore import QCoreApplication

from aijournal.analysis.sentences import say
from aijournal.analysis.signals.signal import Measure, Signal, basis_of
from aijournal.analysis.signals.table import SIGNALS
from aijournal.domain.mirror import SignalId
from aijournal.ui import phrases

_TITLES: Final[Mapping[SignalId, str]] = {row.id: row.title for row in SIGNALS}
# The colour of tokens is for questions about tokens.
_OF_TOKENS = frozenset(
    {Measure.SHARE_OF_WEIGHT, Measure.SHARE_OF_DRAWS, Measure.SHARE_OF_PERIODS, Measure.TIMES_OTHER_DAYS}
)
_OF_VERDICTS = frozenset({Measure.SHARE_OF_VERDICTS, Measure.SECONDS})
_OF_TRIALS = frozenset({Measure.MEASURED_SHARE, Measure.TIMES_THE_FORECAST})
_OF_PERIODS = frozenset({Measure.SHARE_OF_PERIODS, Measure.TIMES_OTHER_DAYS})


def _tr(text: str) -> str:
    return QCoreApplication.translate("Mirror", text)


def title(signal: SignalId) -> str:
    """Return the name of a question."""
    return phrases.told(say(_TITLES[signal]))


def tone(signal: Signal) -> str:
    """Return the role of the colour of a question's mark."""
    return "tokens" if signal.measure in _OF_TOKENS else ""


def basis(signal: Signal) -> str:
    """Return what a question rests on: the figure, its range or what it is held against, and n."""
    return phrases.BETWEEN.join(_parts(signal))


def _parts(signal: Signal) -> Iterator[str]:
    if signal.value is not None:
        yield _say_whole(signal, signal.value)
    is_range = signal.low is not None and signal.high is not None
    if signal.low is not None and signal.high is not None:
        low, high = (_say_end(signal, end) for end in (signal.low, signal.high))
        yield _tr("between %1 and %2").replace("%1", low).replace("%2", high)
    if signal.threshold and (not is_range or signal.measure in _OF_TRIALS):
        yield _tr("held against %1").replace("%1", _say(signal, signal.threshold))
    rests_on = basis_of(signal)
    yield phrases.told(rests_on) if rests_on else _tr("from %1").replace("%1", _count(signal))


def _say_end(signal: Signal, end: float) -> str:
    """Say an end of a range; a difference needs no unit beside the one that has it."""
    is_difference = signal.measure not in _OF_TRIALS
    return phrases.signed(_difference(signal, end)) if is_difference else _say(signal, end)


def _say(signal: Signal, value: float) -> str:
    measure = signal.measure
    if measure in (Measure.TIMES_OTHER_DAYS, Measure.TIMES_THE_FORECAST):
        return _tr("%1 times").replace("%1", phrases.decimal(value, 1))
    if measure is Measure.SECONDS:
        return _tr("%1 s").replace("%1", phrases.decimal(value, 1))
    if measure is Measure.VPT_DIFFERENCE:
        return _tr("%1 min per million").replace("%1", phrases.signed(_difference(signal, value)))
    if measure is Measure.HELPED_RATE_DIFFERENCE:
        return _tr("%1 points").replace("%1", phrases.signed(_difference(signal, value)))
    if measure is Measure.SHARE_OF_DRAWS:
        return _tr("%1 sure").replace("%1", phrases.share(value))
    return phrases.share(value)


def _say_whole(signal: Signal, value: float) -> str:
    """Say the value and, where it is a share, of what."""
    whole = {
        Measure.SHARE_OF_WEIGHT: _tr("%1 of the weighted tokens"),
        Measure.SHARE_OF_INTERACTIONS: _tr("%1 of the interactions"),
        Measure.SHARE_OF_PERIODS: _tr("%1 of the periods"),
        Measure.SHARE_OF_VERDICTS: _tr("%1 of the verdicts"),
    }.get(signal.measure, "%1")
    return whole.replace("%1", _say(signal, value))


def _difference(signal: Signal, value: float) -> float:
    """Return a difference in the unit in which it is said: minutes, or points of a hundred."""
    return 100 * value if signal.measure is Measure.HELPED_RATE_DIFFERENCE else value


def _count(signal: Signal) -> str:
    if signal.measure in _OF_VERDICTS:
        return _tr("%1 verdicts").replace("%1", phrases.decimal(signal.n))
    if signal.measure in _OF_PERIODS:
        return _tr("%1 periods").replace("%1", phrases.decimal(signal.n))
    return phrases.interactions(signal.n)
