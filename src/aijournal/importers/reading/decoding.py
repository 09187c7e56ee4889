"""From bytes of a log to fields: decoding that says in plain words what it cannot take."""

import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import TypeVar

import msgspec
from msgspec import Raw

from aijournal.importers.reading.jsonl import mended
from aijournal.importers.reading.record_checks import UnusableRecordError

ABSENT = Raw(b"")

_EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
_LATEST = datetime(2100, 1, 1, tzinfo=UTC)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_NANOSECONDS, _MILLISECONDS = 1e17, 1e11  # numbers beyond these are numbers of these
_LONGEST_TIME = 64  # characters

_NUMBERS_OF_TOKENS = re.compile(r"usage|token|metrics|cache", re.IGNORECASE)

_Part = TypeVar("_Part")


class Texts(msgspec.Struct, gc=False):
    """A part of a message that may hold text; images, calls of tools and their results hold none."""

    type: str | None = None
    text: str | None = None


_Content = str | Texts | list[str | Texts] | None

_decode_content = msgspec.json.Decoder(_Content).decode
_decode_time = msgspec.json.Decoder(float | str | None).decode
_decode_iso = msgspec.json.Decoder(datetime).decode


def decoded(decode: Callable[[bytes | Raw], _Part], raw: bytes | Raw) -> _Part:
    """Return a record or a part of it, decoded; raises `UnusableRecordError`."""
    try:
        return decode(raw)
    except (ValueError, RecursionError):
        pass
    try:
        return decode(mended(bytes(raw)))
    except RecursionError:
        raise UnusableRecordError("nested too deeply") from None
    except msgspec.ValidationError as error:
        raise UnusableRecordError(_plain_reason(str(error), is_part=isinstance(raw, Raw))) from None
    except ValueError:
        raise UnusableRecordError("not a JSON record") from None


def _plain_reason(complaint: str, *, is_part: bool) -> str:
    """Say in plain words what a decoder complained of: `Expected ... - at `$.tokens.input``."""
    _, _, place = complaint.partition(" - at ")
    if not place and not is_part:
        return "not a JSON record"
    if _NUMBERS_OF_TOKENS.search(place):
        return "an impossible number of tokens"
    return "a field of an unexpected kind"


def restored(carry: bytes, kind: type[_Part], fresh: Callable[[], _Part]) -> _Part | None:
    """Return what a carry remembers, or what a log begins with if it is empty; `None` if it is damaged."""
    if not carry:
        return fresh()
    try:
        return msgspec.json.decode(carry, type=kind)
    except (ValueError, RecursionError):
        return None


def time_of(raw: Raw) -> datetime:
    """Return the time that a field tells, in UTC; raises `UnusableRecordError`.

    It is ISO 8601 with a zone, or a number of seconds, milliseconds or nanoseconds since 1970.
    """
    if not bytes(raw) or bytes(raw) == b"null":
        raise UnusableRecordError("no time")
    try:
        told = _decode_time(raw)
    except (ValueError, RecursionError):
        raise UnusableRecordError("an unreadable time") from None
    at = _time_of_number(told) if isinstance(told, float) else _time_of_text(told or "")
    # Compared before it is moved to UTC, which the first and the last days of the calendar cannot be.
    if not _EARLIEST <= at < _LATEST:
        raise UnusableRecordError("an impossible time")
    return at.astimezone(UTC)


def time_or_none(raw: Raw) -> datetime | None:
    """Return the time that a field tells, or `None` if it tells none that can be."""
    try:
        return time_of(raw)
    except UnusableRecordError:
        return None


def _time_of_number(number: float) -> datetime:
    unit = 1000 if number > _NANOSECONDS else 1 / 1000 if number > _MILLISECONDS else 1 / 1_000_000
    try:
        return _EPOCH + timedelta(microseconds=round(number / unit))
    except (OverflowError, ValueError):
        raise UnusableRecordError("an impossible time") from None


def _time_of_text(text: str) -> datetime:
    try:
        at: datetime = _decode_iso(msgspec.json.encode(text[:_LONGEST_TIME]))
    except ValueError:
        raise UnusableRecordError("an unreadable time") from None
    if at.tzinfo is None:
        raise UnusableRecordError("an unreadable time")
    return at


def texts_of(content: Raw) -> Sequence[str]:
    """Return the texts of a message's content, which is a text, a part or a list of them.

    Raises `UnusableRecordError` if it is neither.
    """
    if not bytes(content):
        return ()
    whole = decoded(_decode_content, content)
    parts = whole if isinstance(whole, list) else [whole]
    texts = (part if isinstance(part, str) else part and part.text for part in parts)
    return [text for text in texts if text and text.strip()]
