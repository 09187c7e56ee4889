"""This quarter against the last in words: the steps from one to the other, and the table by task type."""

from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtCore import QCoreApplication, QObject

from aijournal.analysis.comparison import Comparison
from aijournal.analysis.mix import MixPart
from aijournal.ui import phrases
from aijournal.ui.widgets.text_table import Column, TextTable


class StepKind(IntEnum):
    """The steps from the last quarter to this one, in their order."""

    BEFORE = 0
    MIX = 1
    WITHIN = 2
    AFTER = 3


@dataclass(frozen=True, slots=True)
class Step:
    """A bar from `begin` to `end`, in net minutes per million weighted tokens; ranges are of `end`."""

    kind: StepKind
    begin: float
    end: float
    low: float | None = None
    high: float | None = None

    @property
    def is_change(self) -> bool:
        """Whether it is a difference, not a level."""
        return self.kind in (StepKind.MIX, StepKind.WITHIN)

    @property
    def size(self) -> float:
        """How far it leads."""
        return self.end - self.begin


def _tr(text: str) -> str:
    return QCoreApplication.translate("MixTable", text)


def steps_of(comparison: Comparison) -> tuple[Step, ...]:
    """Return the last quarter, what other kinds of work did, what the same kinds did, and this quarter."""
    mix = comparison.mix
    between = mix.before + mix.mix
    within = between + comparison.within_low, between + comparison.within_high
    return (
        Step(StepKind.BEFORE, 0.0, mix.before),
        Step(StepKind.MIX, mix.before, between),
        Step(StepKind.WITHIN, between, mix.after, *within),
        Step(StepKind.AFTER, 0.0, mix.after),
    )


def name_of(step: Step) -> str:
    """Return what a step is."""
    return {
        StepKind.BEFORE: _tr("Last quarter"),
        StepKind.MIX: _tr("Other kinds of work"),
        StepKind.WITHIN: _tr("The same kinds"),
        StepKind.AFTER: _tr("This quarter"),
    }[step.kind]


def figure_of(step: Step) -> str:
    """Return how long a step is, with its sign where it is a difference."""
    return signed(step.size) if step.is_change else figure(step.size)


def figure(number: float | None) -> str:
    """Return a value with no more digits than a person needs."""
    if number is None:
        return phrases.UNKNOWN
    return phrases.decimal(number, 0 if abs(number) >= 9.95 else 1)


def signed(number: float) -> str:
    """Return a difference with its sign."""
    words = figure(number)
    return f"+{words}" if number > 0 and words != figure(0.0) else words


def describe(step: Step) -> str:
    """Return one step as a sentence."""
    words = _tr("%1: %2 net minutes per million weighted tokens").replace("%1", name_of(step))
    words = words.replace("%2", figure_of(step))
    if step.low is None or step.high is None:
        return words
    ends = _tr("between %1 and %2").replace("%1", signed(step.low - step.begin))
    return f"{words}, {ends.replace('%2', signed(step.high - step.begin))}"


def _kind(part: MixPart) -> str:
    return phrases.plain_line(part.key) if part.key else _tr("no task type")


COLUMNS = (
    Column("Task type", _kind, is_words=True),
    Column("Tokens, last", lambda part: phrases.share(part.share_before)),
    Column("this", lambda part: phrases.share(part.share_after)),
    Column("Value, last", lambda part: figure(part.ratio_before)),
    Column("this", lambda part: figure(part.ratio_after)),
    Column("By other kinds", lambda part: signed(part.mix)),
    Column("Within", lambda part: signed(part.within)),
    Column("n, last", lambda part: phrases.decimal(part.n_before)),
    Column("this", lambda part: phrases.decimal(part.n_after)),
)


class MixTable(TextTable):
    """One row for each task type; what they changed sums to the steps of the chart."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__("MixTable", COLUMNS, parent)
