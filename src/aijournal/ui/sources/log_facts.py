"""What is said of a source's logs: how many, what is new, what was left out, and when they were read."""

from datetime import date, datetime, timedelta

from PySide6.QtCore import QCoreApplication

from aijournal.domain.reading import SourceState
from aijournal.ui import phrases
from aijournal.ui.pages.sources_view import SourceView
from aijournal.ui.sources.places import why_nothing

# Tools are known to delete logs after a month; longer ago, something may have come and gone unseen.
_A_MONTH = 30


def _tr(text: str) -> str:
    return QCoreApplication.translate("LogFacts", text)


def what_lies_there(view: SourceView) -> str:
    """Return how many logs there are and how many hold something new, or why there are none."""
    if view.found.state is SourceState.FOUND:
        return _logs_found(view)
    if view.found.state is SourceState.NOT_FOUND and view.last_read is not None:
        return _tr("read from elsewhere; show the folder again to read what is new in it")
    return _tr("none yet") if view.found.state is SourceState.EMPTY else why_nothing(view.found)


def what_is_gone(view: SourceView) -> str:
    """Return how many logs were read and are no longer there, or nothing."""
    if not view.files_gone:
        return ""
    words = _tr("%1 logs that were read are no longer there; what they said is kept")
    if view.files_gone == 1:
        words = _tr("1 log that was read is no longer there; what it said is kept")
    return words.replace("%1", phrases.decimal(view.files_gone))


def _logs_found(view: SourceView) -> str:
    count = len(view.found.files)
    words = _tr("1 log") if count == 1 else _tr("%1 logs")
    if view.last_read is None:
        news = _tr("not read yet")
    elif not view.files_new:
        news = _tr("nothing new in them")
    else:
        news = _tr("%2 with something new")
    line = phrases.BETWEEN.join([words, news])
    return line.replace("%1", phrases.decimal(count)).replace("%2", phrases.decimal(view.files_new))


def what_was_left_out(view: SourceView) -> str:
    """Return how much could not be looked at, or nothing."""
    count = len(view.found.skipped)
    if not count:
        return ""
    words = _tr("1 left out: why?") if count == 1 else _tr("%1 left out: why?")
    return words.replace("%1", phrases.decimal(count))


def when_deleted(view: SourceView, now: datetime) -> str:
    """Return in how many days the tool deletes the oldest log, or nothing where it deletes none."""
    days = view.days_left(now)
    if days is None:
        return ""
    if not days:
        return _tr("The oldest may be deleted any day.")
    return _tr("The oldest is deleted in about %1.").replace("%1", phrases.days(days))


def when_read(last_read: datetime | None, today: date) -> str:
    """Return when a source was last read to its end, on the person's clock."""
    if last_read is None:
        return _tr("never")
    words = f"{_day(last_read.date(), today)} {phrases.clock(last_read)}"
    if (today - last_read.date()).days > _A_MONTH:
        return phrases.BETWEEN.join([words, _tr("what its tool deleted since then was never seen")])
    return words


def _day(day: date, today: date) -> str:
    if day == today:
        return _tr("today")
    if day == today - timedelta(days=1):
        return _tr("yesterday")
    return phrases.short_day(day) if day.year == today.year else phrases.full_day(day)
