"""The one table of signals: the mirror, the command line, the help and the tests read it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from aijournal.analysis.signals.growth import growth
from aijournal.analysis.signals.motive import motive
from aijournal.analysis.signals.needs import known_answer, trivial, unattended
from aijournal.analysis.signals.optimism import optimism
from aijournal.analysis.signals.quota_edge import quota_edge
from aijournal.analysis.signals.rating_quality import rating_quality
from aijournal.analysis.signals.signal import Recent, Signal
from aijournal.analysis.signals.stretch import stretch
from aijournal.analysis.signals.tail import tail
from aijournal.domain.mirror import SignalId


@dataclass(frozen=True, slots=True)
class SignalRow:
    """One signal: its id, the name of the sentence that is its title, and how it is looked at."""

    id: SignalId
    title: str
    look: Callable[[Recent], Signal]


SIGNALS: Final[tuple[SignalRow, ...]] = (
    SignalRow(SignalId.TAIL, "mirror.tail.title", tail),
    SignalRow(SignalId.STRETCH, "mirror.stretch.title", stretch),
    SignalRow(SignalId.KNOWN_ANSWER, "mirror.known_answer.title", known_answer),
    SignalRow(SignalId.TRIVIAL, "mirror.trivial.title", trivial),
    SignalRow(SignalId.GROWTH, "mirror.growth.title", growth),
    SignalRow(SignalId.QUOTA_EDGE, "mirror.quota_edge.title", quota_edge),
    SignalRow(SignalId.UNATTENDED, "mirror.unattended.title", unattended),
    SignalRow(SignalId.RATING_QUALITY, "mirror.rating_quality.title", rating_quality),
    SignalRow(SignalId.OPTIMISM, "mirror.optimism.title", optimism),
    SignalRow(SignalId.MOTIVE, "mirror.motive.title", motive),
)
