"""What stands in a table's cells: numbers, times and verdicts as people and their tools write them.

All raise `UnusableRecordError` for what cannot be; a blank cell is `None`, and not 0.
"""

import re
from datetime import UTC, datetime, time, tzinfo
from decimal import Decimal

from aijournal.domain.assessment import Need, Outcome
from aijournal.domain.entry_words import NEED_LABELS, OUTCOME_LABELS, OUTCOMES, read_duration
from aijournal.importers.reading.log_times import time_of_value
from aijournal.importers.reading.record_checks import UnusableRecordError
from aijournal.importers.reading.text import MAX_NAME, plain_line
from aijournal.importers.tables.column_words import UNITS
from aijournal.importers.tables.mapping import TimeUnit

MOST_TOKENS = 10**12
_MOST_AMOUNT = Decimal(10**12)
_MOST_TAGS = 50
_LONGEST = 80  # characters of whatever is neither a name nor a note
LONGEST_NOTE = 20_000
LONGEST_LINK = 2_000

_NOTHING = frozenset({"", "-", "–", "—", "n/a", "na", "null", "none", "nan", "#n/a", "?"})
_GUARDED = re.compile(r"'(?=[=+\-@\t\r＝＋－＠])")  # noqa: RUF001  # full-width signs begin formulas too
_SPACES = re.compile(r"[\s'’_]+")
_CURRENCY = re.compile(r"^([+-]?)\s*(?:[$€£¥]|USD|EUR)\s*|\s*(?:[$€£¥]|USD|EUR)$")
_WITH_POINT = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{2,3})*,\d{3}|\d+)?(?:\.\d*)?(?:[eE][+-]?\d{1,2})?")
_MULTIPLES = {"k": 1_000, "K": 1_000, "M": 1_000_000}
_SWAPPED = str.maketrans(".,", ",.")

_EPOCH = re.compile(r"\d{9,19}(?:\.\d{1,9})?")
_PART_OF_DAY = (
    r"(?:[ T,]+(?:at +)?(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*([AaPp])?\.?(?:[Mm]\.?)?)?"
)
_ZONE = r"\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?"
_NUMERIC = re.compile(r"(\d{1,4})([./-])(\d{1,2})\2(\d{1,4})\.?" + _PART_OF_DAY + _ZONE)
_NAMED = re.compile(
    r"(?:[A-Za-z]{3,9}\.?,? +)??(?:(\d{1,2})\.?[ -]([A-Za-z]{3,9})|([A-Za-z]{3,9})\.? +(\d{1,2})),?[ -]+"
    r"(\d{4})" + _PART_OF_DAY + _ZONE
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_CLOCK = re.compile(r"(\d{1,3}):(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?")
_WITH_UNIT = re.compile(r"([^a-z]+)([a-z]+)\.?")
_NOON = time(12)

_OUTCOME_WORDS = {label: outcome for outcome, label in OUTCOME_LABELS.items()}
_NEED_WORDS = {
    **{need.value.replace("_", " "): need for need in Need},
    **{label: need for need, label in NEED_LABELS.items()},
    "knew it": Need.KNEW,
    "slower without": Need.SLOWER,
    "could not without": Need.COULD_NOT,
}
_SEPARATORS = re.compile(r"[,;|\n]")


def unguarded(cell: str) -> str:
    """Return a cell without spaces around it, and without what keeps a spreadsheet from computing it."""
    return _GUARDED.sub("", cell.strip(), count=1) if cell.startswith("'") else cell.strip()


def is_nothing(cell: str) -> bool:
    """Return whether a cell says that there is nothing to say."""
    return unguarded(cell).lower() in _NOTHING


def _short(cell: str, complaint: str) -> str:
    """Return a cell that can only be short; what is not would also take long to look through."""
    text = unguarded(cell).replace("\N{MINUS SIGN}", "-")
    if len(text) > _LONGEST:
        raise UnusableRecordError(complaint)
    return text


def number(cell: str, *, has_decimal_comma: bool = False) -> Decimal | None:
    """Return a number with or without groups of thousands, a currency, or `k` and `M` behind it."""
    text = _short(cell, "an unreadable number")
    if text.lower() in _NOTHING:
        return None
    text = _SPACES.sub("", _CURRENCY.sub(r"\1", text))
    multiple = _MULTIPLES.get(text[-1:], 1)
    text = text[:-1] if multiple > 1 else text
    plain = text.translate(_SWAPPED) if has_decimal_comma else text
    has_digit = any(map(str.isdigit, plain))
    if len(plain) > 40 or not plain.isascii() or not has_digit or not _WITH_POINT.fullmatch(plain):
        raise UnusableRecordError("an unreadable number")
    return Decimal(plain.replace(",", "")) * multiple


def tokens(cell: str, *, has_decimal_comma: bool = False) -> int | None:
    """Return a number of tokens."""
    if not cell:
        return None
    if cell.isascii() and cell.isdigit() and len(cell) < 13:
        return int(cell)
    try:
        found = number(cell, has_decimal_comma=has_decimal_comma)
    except UnusableRecordError:
        raise UnusableRecordError("an impossible number of tokens") from None
    if found is None:
        return None
    if not 0 <= found <= MOST_TOKENS or found != found.to_integral_value():
        raise UnusableRecordError("an impossible number of tokens")
    return int(found)


def amount(cell: str, *, has_decimal_comma: bool = False) -> Decimal | None:
    """Return what was charged, in whatever unit."""
    if not cell:
        return None
    found = number(cell, has_decimal_comma=has_decimal_comma)
    if found is not None and not 0 <= found <= _MOST_AMOUNT:
        raise UnusableRecordError("an impossible amount")
    return found


def minutes(cell: str, unit: TimeUnit, *, has_decimal_comma: bool = False) -> float | None:
    """Return minutes from `20`, `90 s`, `1h30m`, or a clock as `0:20` or `0:20:00` that begins with hours."""
    text = _short(cell, "an impossible time span").lower() if cell else ""
    if text in _NOTHING:
        return None
    sign, rest = (-1, text[1:].strip()) if text.startswith("-") else (1, text.removeprefix("+").strip())
    found = _clocked(rest) if ":" in rest else read_duration(_SPACES.sub("", rest))
    if found is None:
        match = _WITH_UNIT.fullmatch(rest)
        named = UNITS.get(match[2]) if match else None
        rest, unit = (match[1], named) if match and named else (rest, unit)
        counted = number(rest, has_decimal_comma=has_decimal_comma)
        found = None if counted is None or not 0 <= counted <= unit.most else float(counted) * unit.minutes
    if found is None or abs(found) > TimeUnit.MINUTES.most:
        raise UnusableRecordError("an impossible time span")
    return sign * found + 0.0


def _clocked(text: str) -> float | None:
    match = _CLOCK.fullmatch(text)
    if not match:
        raise UnusableRecordError("an impossible time span")
    first, second, third = int(match[1]), int(match[2]), match[3]
    return first * 60 + second + int(third) / 60 if third else first * 60.0 + second


def moment(cell: str, zone: tzinfo, *, is_day_first: bool) -> datetime:
    """Return the time that a cell tells; a day alone is that day at noon.

    `zone` is that of a time which names none.
    """
    text = _short(cell, "an unreadable time")
    if text.lower() in _NOTHING:
        raise UnusableRecordError("no time")
    if _EPOCH.fullmatch(text):
        return time_of_value(float(text))
    at = _iso(text) or _numeric(text, is_day_first=is_day_first) or _named(text)
    if at is None:
        raise UnusableRecordError("an unreadable time")
    try:
        return time_of_value((at if at.tzinfo else at.replace(tzinfo=zone)).astimezone(UTC))
    except (OverflowError, ValueError):
        raise UnusableRecordError("an impossible time") from None


def _iso(text: str) -> datetime | None:
    try:
        at = datetime.fromisoformat(text.removesuffix(" UTC") + ("+00:00" if text.endswith(" UTC") else ""))
    except ValueError:
        return None
    return at if ":" in text or "T" in text else datetime.combine(at.date(), _NOON)


def _numeric(text: str, *, is_day_first: bool) -> datetime | None:
    match = _NUMERIC.fullmatch(text)
    if not match:
        return None
    first, middle, last = match[1], int(match[3]), match[4]
    if len(first) == 4:
        return _at((int(first), middle, int(last)), match.groups()[4:])
    year = int(last) + (2000 if len(last) <= 2 else 0)
    day, month = (int(first), middle) if is_day_first or match[2] == "." else (middle, int(first))
    return _at((year, month, day), match.groups()[4:])


def _named(text: str) -> datetime | None:
    match = _NAMED.fullmatch(text)
    name = match and (match[2] or match[3])[:3].lower()
    if not match or name not in _MONTHS:
        return None
    day = (int(match[5]), _MONTHS.index(name) + 1, int(match[1] or match[4]))
    return _at(day, match.groups()[5:])


def _at(day: tuple[int, int, int], rest: tuple[str | None, ...]) -> datetime | None:
    """Return a moment from its day, and from hour, minute, second, fraction, half of the day and zone."""
    hour, minute, second, fraction, half, zone = rest
    try:
        if hour is None or minute is None:
            return datetime.combine(datetime(*day), _NOON)  # noqa: DTZ001  # the zone is the caller's
        hours = int(hour)
        if half:
            hours = hours % 12 + (12 if half.lower() == "p" else 0) if 1 <= hours <= 12 else 24
        at = datetime(*day, hours, int(minute), int(second or 0), int((fraction or "0").ljust(6, "0")[:6]))  # noqa: DTZ001
    except ValueError:
        return None
    return at.replace(tzinfo=_offset(zone)) if zone else at


def _offset(zone: str) -> tzinfo | None:
    if zone in {"Z", "UTC", "GMT"}:
        return UTC
    return datetime.strptime(zone, "%z").tzinfo


def outcome(cell: str) -> Outcome | None:
    """Return a verdict from -2 to +2, with or without its sign, or in words."""
    text = " ".join(_short(cell, "an unreadable verdict").lower().split())
    if text in _NOTHING:
        return None
    head, _, words = text.removeprefix("±").partition(" ")
    head = re.sub(r"[.,]0+$", "", head)
    head = head if head[:1] in {"+", "-"} else f"+{head}"
    found = OUTCOMES.get("+0" if head == "-0" else head)
    if words and found is not None and _OUTCOME_WORDS.get(words) is not found:
        found = None
    found = found or _OUTCOME_WORDS.get(text.replace("_", " "))
    if found is None:
        raise UnusableRecordError("an unreadable verdict")
    return found


def need(cell: str) -> Need | None:
    """Return whether the AI was needed, by the words that the program uses."""
    text = " ".join(_short(cell, "an unreadable need").lower().replace("_", " ").replace("-", " ").split())
    if not text or text in _NOTHING:
        return None
    found = _NEED_WORDS.get(text)
    if found is None:
        raise UnusableRecordError("an unreadable need")
    return found


def tags(cell: str) -> tuple[str, ...]:
    """Return tags between commas, semicolons, bars or lines, with or without `#`."""
    named = (
        plain_line(part.strip().removeprefix("#"), MAX_NAME) for part in _SEPARATORS.split(unguarded(cell))
    )
    return tuple(dict.fromkeys(name for name in named if name))[:_MOST_TAGS]


def note(cell: str) -> str | None:
    """Return what somebody wrote, line by line."""
    lines = (plain_line(line, LONGEST_NOTE) for line in unguarded(cell)[:LONGEST_NOTE].splitlines())
    return "\n".join(lines).strip() or None
