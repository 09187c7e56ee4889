"""Times as the tables hold them: whole milliseconds since 1970 UTC, and quarter-hour slots."""

from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)
SLOT_MS = 15 * 60 * 1000


def to_ms(instant: datetime) -> int:
    """Return an aware time as whole milliseconds since 1970 UTC."""
    return (instant - _EPOCH) // _MILLISECOND


def from_ms(milliseconds: int) -> datetime:
    """Return the aware UTC time of a number of milliseconds since 1970."""
    return _EPOCH + milliseconds * _MILLISECOND


def slot_of(milliseconds: int) -> int:
    """Return the quarter-hour that a time lies in."""
    return milliseconds // SLOT_MS
