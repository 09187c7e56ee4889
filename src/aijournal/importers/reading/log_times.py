"""Times that logs do not write as JSON: in a table's cells, and as a clock on the wall showed them."""

from datetime import UTC, datetime, tzinfo

import msgspec
from msgspec import Raw

from aijournal.importers.reading.decoding import time_of
from aijournal.importers.reading.record_checks import UnusableRecordError


def time_of_value(value: float | str | datetime | None) -> datetime:
    """Return the time of a number of seconds or parts of them, or of an ISO 8601 text with a zone.

    Raises `UnusableRecordError`.
    """
    try:
        return time_of(Raw(msgspec.json.encode(value)))
    except (OverflowError, UnicodeError):
        raise UnusableRecordError("an unreadable time") from None


def time_of_cell(text: str) -> datetime:
    """Return the time of a table's cell: a number, or ISO 8601, which is in UTC where it names no zone.

    Raises `UnusableRecordError`.
    """
    text = text.strip()
    if text.isascii() and text.isdigit() and len(text) <= 20:
        return time_of_value(float(text))
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise UnusableRecordError("an unreadable time" if text else "no time") from None
    return time_of_value(at.replace(tzinfo=UTC) if at.tzinfo is None else at)


def time_of_clock(clock: datetime, zone: tzinfo) -> datetime:
    """Return the instant at which a clock in a zone showed this; raises `UnusableRecordError`."""
    return time_of_value(clock.replace(tzinfo=zone))
