"""Net minutes against tokens in words: one point, and the table that says the same as the chart."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QObject

from aijournal.analysis.work_points import WorkPoint
from aijournal.ui import phrases
from aijournal.ui.widgets.text_table import Column, TextTable


def _tr(text: str) -> str:
    return QCoreApplication.translate("WorkTable", text)


def _day(point: WorkPoint) -> str:
    return phrases.full_day(point.day)


def _minutes(point: WorkPoint) -> str:
    return phrases.duration(point.net_minutes)


def _tokens(point: WorkPoint) -> str:
    return phrases.short_count(point.weighted_tokens)


def _interactions(point: WorkPoint) -> str:
    words = _tr("%1 of %2").replace("%1", phrases.decimal(point.paired))
    return words.replace("%2", phrases.decimal(point.interactions))


COLUMNS = (
    Column("Day", _day, is_words=True),
    Column("Net minutes", _minutes),
    Column("Weighted tokens", _tokens),
    Column("Interactions", _interactions),
)


def describe(point: WorkPoint) -> str:
    """Return one point as a sentence."""
    words = _tr("%1: %2 with %3 weighted tokens").replace("%1", _day(point))
    words = words.replace("%2", _minutes(point)).replace("%3", _tokens(point))
    if point.key is not None:
        return words
    rest = _tr("minutes and tokens known of %1").replace("%1", _interactions(point))
    return phrases.BETWEEN.join((words, rest))


class WorkTable(TextTable):
    """One row for each point, the latest first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__("WorkTable", COLUMNS, parent)

    def set_rows(self, rows: Sequence[WorkPoint]) -> None:
        """Show these points."""
        super().set_rows(sorted(rows, key=lambda point: (point.day, point.key or ""), reverse=True))
