"""The one-line entry: what a person types to log an interaction in under five seconds.

    fixed flaky test #shop @claude +2 20m 12k !debugging yesterday 14:00

Every token may stand anywhere; what is not understood stays in the title, and so does a second token of
a kind that an entry has only once. Quotes protect words (`"+2"` is a title); a doubled quote inside them
is a quote. A token's value may be quoted too: `#"web shop"`, `bottleneck:"code review"`.
"""

import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from aijournal.domain.assessment import Assessment, Outcome
from aijournal.domain.entry_words import (
    Meaning,
    compact_tokens,
    day_in_words,
    understand,
    understand_quoted,
)

_WORD = re.compile(r'([#@!]|[A-Za-z]+:)?"((?:[^"]|"")*+)"(?!\S)|\S+')
_SAFE_VALUE = re.compile(r"\w(?:[\w./+-]*\w)?")
# Terminal escapes have no place in a title, and half a surrogate pair cannot be stored.
_CONTROLS = {
    **dict.fromkeys((*range(0x20), *range(0x7F, 0xA0)), " "),
    **dict.fromkeys(range(0xD800, 0xE000), "\N{REPLACEMENT CHARACTER}"),
}
_NOON = time(12)
_KINDS = {
    "day": "when",
    "clock": "when",
    "net_minutes": "net",
    "typed_tokens": "tokens",
    "unaided_minutes": "unaided",
    "rework_minutes": "rework",
}
_OF_ASSESSMENT = frozenset(
    {"outcome", "need", "net_minutes", "rework_minutes", "unaided_minutes", "motive", "bottleneck"}
)
_OF_LINE = frozenset({"project", "task", "url", "typed_tokens"})


@dataclass(frozen=True, slots=True)
class Chip:
    """One understood part of the line: characters `start` to `end`, and its meaning in words."""

    start: int
    end: int
    kind: str
    label: str


@dataclass(frozen=True, slots=True)
class EntryLine:
    """What a one-line entry says; every part but the title may be left out.

    `started_at` is aware, in the zone that the person is in, to the minute; `None` means now.
    `assessment` is `None` where the line says nothing that only the person knows. `chips` tell how it
    was said, in order, and take no part in comparisons.
    """

    title: str
    project: str | None = None
    tool: str | None = None
    model: str | None = None
    task: str | None = None
    tags: tuple[str, ...] = ()
    url: str | None = None
    started_at: datetime | None = None
    typed_tokens: int | None = None
    assessment: Assessment | None = None
    chips: tuple[Chip, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class _Token:
    """One understood stretch of the line."""

    start: int
    end: int
    meaning: Meaning


def parse_entry_line(text: str, now: datetime) -> EntryLine:
    """Return what the line says; never raises, whatever the text.

    `now` is aware, in the person's zone. A clock time alone is the latest such time up to now; a weekday
    is the last one before today; a day alone is that day at noon, today alone is now. A day with a time
    stays as typed, even if it lies ahead. Of a time that occurs twice the first is meant, and a time that
    a clock change skips is moved forward by what was skipped.
    """
    title: list[str] = []
    said: list[_Token] = []
    said_once: set[str] = set()
    clean = text.translate(_CONTROLS)
    for match in _WORD.finditer(clean):
        meaning = _meaning(match, now.date())
        if meaning is None or meaning.part in said_once:
            title.append(_title_text(match))
        else:
            said.append(_Token(match.start(), match.end(), meaning))
            said_once.update({meaning.part} - {"tag"})
    return _entry_line(" ".join(part for part in title if part), said, clean, now)


def format_entry_line(line: EntryLine) -> str:
    """Return a line that `parse_entry_line` reads as the same entry.

    It says what the one-line grammar can say: times to the minute, minutes to the hundredth, and of the
    assessment the parts that have a token.
    """
    assessment = line.assessment or Assessment()
    parts = [
        _format_title(line.title),
        _format_value("#", line.project),
        _format_value("@", f"{line.tool}/{line.model}" if line.model else line.tool),
        _format_outcome(assessment.outcome),
        _format_minutes("", assessment.net_minutes),
        "" if line.typed_tokens is None else _format_tokens(line.typed_tokens),
        _format_value("!", line.task),
        "" if line.started_at is None else f"{line.started_at:%Y-%m-%d %H:%M}",
        *(_format_value("tag:", tag) for tag in line.tags),
        _format_value("need:", assessment.need),
        _format_value("motive:", assessment.motive),
        _format_value("bottleneck:", assessment.bottleneck),
        _format_minutes("unaided:", assessment.unaided_minutes),
        _format_minutes("rework:", assessment.rework_minutes),
        _format_value("url:", line.url),
    ]
    return " ".join(part for part in parts if part)


def _meaning(word: re.Match[str], today: date) -> Meaning | None:
    prefix, quoted = word[1], word[2]
    if quoted is None:
        return understand(word[0], today)
    return understand_quoted(prefix, _unquoted(quoted)) if prefix else None


def _title_text(word: re.Match[str]) -> str:
    """Return what stands between quotes; everything else stays as typed."""
    is_protected = word[2] is not None and not word[1]
    return " ".join((_unquoted(word[2]) if is_protected else word[0]).split())


def _unquoted(quoted: str) -> str:
    return quoted.replace('""', '"')


def _entry_line(title: str, said: Sequence[_Token], text: str, now: datetime) -> EntryLine:
    meanings = [token.meaning for token in said]
    values: dict[str, Any] = {meaning.part: meaning.value for meaning in meanings}
    tool, model = values.get("tool", (None, None))
    verdict = {part: value for part, value in values.items() if part in _OF_ASSESSMENT}
    started_at = _started_at(values.get("day"), values.get("clock"), now)
    return EntryLine(
        title=title,
        tool=tool,
        model=model,
        tags=tuple(dict.fromkeys(meaning.value for meaning in meanings if meaning.part == "tag")),
        started_at=started_at,
        assessment=Assessment(**verdict) if verdict else None,
        chips=tuple(_chips(said, text, started_at or now, now.date())),
        **{part: value for part, value in values.items() if part in _OF_LINE},
    )


def _started_at(day: date | None, clock: time | None, now: datetime) -> datetime | None:
    if clock is None:
        return None if day is None or day == now.date() else _local(day, _NOON, now)
    if day is not None:
        return _local(day, clock, now)
    today = _local(now.date(), clock, now)
    if today.astimezone(UTC) <= now.astimezone(UTC):
        return today
    return _local(now.date() - timedelta(days=1), clock, now)


def _local(day: date, clock: time, now: datetime) -> datetime:
    """Return the instant, by way of UTC, which moves a time that a clock change skips to one that exists."""
    return datetime.combine(day, clock, now.tzinfo).astimezone(UTC).astimezone(now.tzinfo)


def _chips(said: Sequence[_Token], text: str, at: datetime, today: date) -> Iterator[Chip]:
    """Yield one chip a token; a day and a clock time side by side are one."""
    moment = f"{day_in_words(at.date(), today)} {at:%H:%M}"
    rest = deque(said)
    has_day = any(token.meaning.part == "day" for token in said)
    while rest:
        token = rest.popleft()
        if rest and _are_one_moment(token, rest[0], text):
            yield Chip(token.start, rest.popleft().end, "when", moment)
        else:
            part, label = token.meaning.part, token.meaning.label
            says_all = part == "clock" and not has_day
            yield Chip(token.start, token.end, _KINDS.get(part, part), moment if says_all else label)


def _are_one_moment(one: _Token, other: _Token, text: str) -> bool:
    parts = {one.meaning.part, other.meaning.part}
    return parts == {"day", "clock"} and text[one.end : other.start].isspace()


def _format_title(title: str) -> str:
    """Quote a title unless every word of it is plain."""
    is_plain = '"' not in title and not any(understand(word, date.max) for word in title.split())
    return title if is_plain else _quote(title)


def _format_value(prefix: str, value: str | None) -> str:
    """Quote a value unless it can stand behind any prefix as it is."""
    if value is None:
        return ""
    is_safe = _SAFE_VALUE.fullmatch(value) and any(letter.isalpha() for letter in value)
    return prefix + (value if is_safe else _quote(value))


def _format_outcome(outcome: Outcome | None) -> str:
    if outcome is None:
        return ""
    return f"{outcome.value:+}" if outcome.is_rated else f"outcome:{outcome.value}"


def _format_minutes(prefix: str, minutes: float | None) -> str:
    return "" if minutes is None else f"{prefix}{round(minutes, 2):.2f}".rstrip("0").rstrip(".") + "m"


def _format_tokens(tokens: int) -> str:
    compact = compact_tokens(tokens)
    return f"{compact}tok" if compact.isdigit() else compact


def _quote(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
