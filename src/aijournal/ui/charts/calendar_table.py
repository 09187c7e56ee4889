"""The days in words: one of them, and the table that says the same as the calendar."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QObject

from aijournal.analysis.day_calendar import CalendarDay, DayState
from aijournal.ui import phrases
from aijournal.ui.widgets.text_table import Column, TextTable


def _tr(text: str) -> str:
    return QCoreApplication.translate("CalendarTable", text)


def _day(day: CalendarDay) -> str:
    return phrases.full_day(day.day)


def _minutes(day: CalendarDay) -> str:
    return phrases.UNKNOWN if day.net_minutes is None else phrases.duration(day.net_minutes)


def _judged(day: CalendarDay) -> str:
    words = _tr("%1 of %2").replace("%1", phrases.decimal(day.rated))
    return words.replace("%2", phrases.decimal(day.interactions))


def _state(day: CalendarDay) -> str:
    return {
        DayState.NOTHING: _tr("nothing logged"),
        DayState.NOT_JUDGED: _tr("logged, not judged"),
        DayState.JUDGED: _tr("judged"),
    }[day.state]


COLUMNS = (
    Column("Day", _day, is_words=True),
    Column("Net minutes", _minutes),
    Column("Judged", _judged),
    Column("State", _state, is_words=True),
)


def describe(day: CalendarDay) -> str:
    """Return one day as a sentence."""
    if day.state is not DayState.JUDGED:
        said = _state(day)
    elif day.net_minutes is None:
        said = _tr("judged, without minutes")
    else:
        said = _net(day.net_minutes)
    words = f"{phrases.day_in_words(day.day)} {day.day.year}: {said}"
    if day.state is DayState.NOTHING:
        return words
    return phrases.BETWEEN.join((words, _tr("%1 judged").replace("%1", _judged(day))))


def _net(minutes: float) -> str:
    words = {1: _tr("%1 net saved"), -1: _tr("%1 net lost"), 0: _tr("%1 net")}
    whole = round(minutes)
    return words[(whole > 0) - (whole < 0)].replace("%1", phrases.duration(minutes))


class CalendarTable(TextTable):
    """One row for each day on which anything was logged, the latest first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__("CalendarTable", COLUMNS, parent)

    def set_rows(self, rows: Sequence[CalendarDay]) -> None:
        """Show these days, which are in order of time."""
        super().set_rows([day for day in reversed(rows) if day.state is not DayState.NOTHING])
