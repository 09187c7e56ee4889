"""Every sentence that speaks of a figure, found by its name, so that all can be translated and tested.

Plain words only: no statistics, no praise, no blame. Nothing but the sentences about a change, which their
guards hold back until it is sure, says "up" or "down".
"""

from collections.abc import Mapping, Sequence
from functools import reduce
from types import MappingProxyType
from typing import Final, Self

from aijournal.analysis.wording.calibration import CALIBRATION
from aijournal.analysis.wording.cells import CELLS
from aijournal.analysis.wording.change import CHANGE
from aijournal.analysis.wording.charts import CHARTS
from aijournal.analysis.wording.felt_measured import FELT_MEASURED
from aijournal.analysis.wording.mirror import MIRROR
from aijournal.analysis.wording.report import REPORT
from aijournal.analysis.wording.trend import TREND
from aijournal.analysis.wording.trial import TRIAL
from aijournal.analysis.wording.value import VALUE

MINUS: Final = "\N{MINUS SIGN}"

SENTENCES: Final[Mapping[str, str]] = MappingProxyType(
    {
        **VALUE,
        **REPORT,
        **TREND,
        **CALIBRATION,
        **CELLS,
        **CHANGE,
        **CHARTS,
        **FELT_MEASURED,
        **MIRROR,
        **TRIAL,
    }
)


class Sentence(str):
    """A sentence in English that still knows its name in the table, so that it can be said in any language.

    `figures` are what stands in it; they may be sentences themselves.
    """

    __slots__ = ("figures", "name")

    name: str
    figures: Mapping[str, str]

    def __new__(cls, name: str, figures: Mapping[str, str]) -> Self:
        """Say the sentence of a name."""
        sentence = super().__new__(cls, SENTENCES[name].format(**figures))
        sentence.name, sentence.figures = name, MappingProxyType(dict(figures))
        return sentence


def say(name: str, **figures: str) -> Sentence:
    """Return one sentence of the table with its figures in place."""
    return Sentence(name, figures)


def say_count(name: str, count: int, **figures: str) -> Sentence:
    """Return the form of a sentence that fits a count, as `{count}`."""
    form = f"{name}.one" if count == 1 else name
    return say(form, count=str(count), **figures)


def say_all(sentences: Sequence[Sentence]) -> Sentence:
    """Return sentences one behind the other, each of which can still be said in any language.

    Raises `TypeError` where there is none.
    """
    return reduce(lambda said, then: say("one_then_another", one=said, another=then), sentences)


def plain_number(number: float, beside: float | None = None) -> str:
    """Return a number with no more digits than a person needs and a real minus sign: 11, 8.4, 0.

    A number that stands `beside` another takes as many digits as that one.
    """
    digits = 0 if abs(number if beside is None else beside) >= 9.95 else 1
    text = f"{abs(number):.{digits}f}".removesuffix(".0")
    return text if text == "0" or number > 0 else MINUS + text
