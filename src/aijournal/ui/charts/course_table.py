"""The table that says the same as the chart of a trial's course, and how one point is said in words."""

from PySide6.QtCore import QCoreApplication, QObject

from aijournal.analysis.trial_course import CoursePoint
from aijournal.ui import phrases
from aijournal.ui.widgets.text_table import Column, TextTable


def _tr(text: str) -> str:
    return QCoreApplication.translate("CourseTable", text)


def percent(ratio: float) -> str:
    """Return a ratio less 1 with its sign: −18 %, +4 %."""
    number = 100 * ratio
    digits = 0 if abs(number) >= 9.95 or not number else 1
    sign = "+" if round(number, digits) > 0 else ""
    return phrases.left_to_right(f"{sign}{phrases.decimal(number, digits)}\N{NARROW NO-BREAK SPACE}%")


def between(low: float, high: float) -> str:
    """Return a range of ratios less 1."""
    return _tr("%1 to %2").replace("%1", percent(low)).replace("%2", percent(high))


def _tasks(point: CoursePoint) -> str:
    return phrases.decimal(point.done)


def _effect(point: CoursePoint) -> str:
    return percent(point.effect.point)


def _range(point: CoursePoint) -> str:
    return between(point.effect.low, point.effect.high)


COLUMNS = (
    Column("Tasks done", _tasks),
    Column("Effect so far", _effect),
    Column("Range for every look", _range),
)


def describe(point: CoursePoint) -> str:
    """Return one point as a sentence, for the eye on the chart and for screen readers."""
    words = _tr("After %1 tasks: %2, %3").replace("%1", phrases.decimal(point.done))
    return words.replace("%2", _effect(point)).replace("%3", _range(point))


class CourseTableModel(TextTable):
    """One row for each task from the tenth on, the latest first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__("CourseTable", COLUMNS, parent)
