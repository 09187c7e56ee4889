"""What every importer asks of the fields it takes: possible numbers of tokens, times and ids."""

from datetime import UTC, datetime
from typing import Annotated

from msgspec import Meta

from aijournal.importers.reading.text import is_plain_id

# A million calls at the limit still sum up within 64 bits.
Count = Annotated[int, Meta(ge=0, le=10**12)]
Time = Annotated[datetime, Meta(tz=True)]

_EARLIEST = datetime(1970, 1, 2, tzinfo=UTC)
_LATEST = datetime(2200, 1, 1, tzinfo=UTC)


class UnusableRecordError(Exception):
    """A record that cannot be taken; the argument is the reason, in a few plain words."""


def checked_id(native_id: str | None) -> str:
    """Return an id that can be kept; raises `UnusableRecordError`."""
    if native_id is None:
        raise UnusableRecordError("no id")
    if is_plain_id(native_id):
        return native_id
    raise UnusableRecordError("an impossible id")


def checked_time(at: datetime | None) -> datetime:
    """Return when a record was written, in UTC; raises `UnusableRecordError`."""
    if at is None:
        raise UnusableRecordError("no time")
    if not _EARLIEST <= at < _LATEST:
        raise UnusableRecordError("an impossible time")
    return at if at.tzinfo is UTC else at.astimezone(UTC)
