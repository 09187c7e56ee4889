"""The table that says the same as the chart of value over time, and how one point is said in words."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QObject

from aijournal.analysis.trend import TrendPoint, TrendRow
from aijournal.domain.marks import EventMark
from aijournal.ui import phrases
from aijournal.ui.widgets.text_table import Column, TextTable


def _tr(text: str) -> str:
    return QCoreApplication.translate("ValueTable", text)


def _week(row: TrendRow) -> str:
    return phrases.full_day(row.point.day)


def _value(row: TrendRow) -> str:
    return _figure(row.point.vpt)


def _range(row: TrendRow) -> str:
    if row.point.low is None or row.point.high is None:
        return phrases.UNKNOWN
    return _between(row.point.low, row.point.high)


def _judged(row: TrendRow) -> str:
    return (
        _tr("%1 of %2")
        .replace("%1", phrases.decimal(row.coverage.rated))
        .replace("%2", phrases.decimal(row.coverage.interactions))
    )


def _coverage(row: TrendRow) -> str:
    share = row.coverage.coverage_tokens
    return phrases.UNKNOWN if share is None else phrases.share(share)


def _remark(row: TrendRow) -> str:
    """Return why there is no value, and what the person marked in the week."""
    return phrases.BETWEEN.join([*([phrases.told(row.gap)] if row.gap else []), *map(said_of, row.marks)])


def _between(low: float, high: float) -> str:
    return _tr("%1 to %2").replace("%1", _figure(low)).replace("%2", _figure(high))


def _figure(number: float | None) -> str:
    if number is None:
        return phrases.UNKNOWN
    return phrases.decimal(number, 0 if abs(number) >= 9.95 else 1)


COLUMNS = (
    Column("Week to", _week, is_words=True),
    Column("Net minutes per million", _value),
    Column("Range", _range),
    Column("Judged", _judged),
    Column("Tokens judged", _coverage),
    Column("Remark", _remark, is_words=True),
)


def said_of(mark: EventMark) -> str:
    """Return a mark as it is read out."""
    words = _tr("marked %1: %2").replace("%1", phrases.short_day(mark.day))
    return words.replace("%2", phrases.plain_line(mark.text))


def describe(point: TrendPoint, gap: str | None, marks: Sequence[EventMark] = ()) -> str:
    """Return one day as a sentence, for the eye on the chart and for screen readers.

    `gap` is why there is no value, `marks` are those of the day.
    """
    parts = [f"{phrases.full_day(point.day)}: {_what_it_is(point, gap)}"]
    days = _tr("rests on %1 days").replace("%1", phrases.decimal(int(point.effective_days)))
    parts.append(_tr("rests on 1 day") if int(point.effective_days) == 1 else days)
    if point.coverage_tokens is not None:
        share = phrases.share(point.coverage_tokens)
        parts.append(_tr("%1 of tokens judged").replace("%1", share))
    return phrases.BETWEEN.join([*parts, *(phrases.plain_line(mark.text) for mark in marks)])


def _what_it_is(point: TrendPoint, gap: str | None) -> str:
    if point.vpt is None:
        return gap or phrases.UNKNOWN
    if point.low is None or point.high is None:
        return _figure(point.vpt)
    return f"{_figure(point.vpt)}, {_between(point.low, point.high)}"


class ValueTableModel(TextTable):
    """One row for each week, the latest first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__("ValueTable", COLUMNS, parent)

    def set_rows(self, rows: Sequence[TrendRow]) -> None:
        """Show these weeks, which are in order of time."""
        super().set_rows(tuple(reversed(rows)))
