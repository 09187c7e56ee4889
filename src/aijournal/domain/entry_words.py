"""The vocabulary of the one-line entry: what one word of it can mean."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any

from aijournal.domain.assessment import Motive, Need, Outcome
from aijournal.domain.tools import tool_name, tool_title

OUTCOME_LABELS: Mapping[Outcome, str] = {
    Outcome.HELPED_A_LOT: "helped a lot",
    Outcome.HELPED: "helped",
    Outcome.NO_DIFFERENCE: "no difference",
    Outcome.HURT: "hurt",
    Outcome.HURT_A_LOT: "hurt a lot",
    Outcome.UNSURE: "unsure",
}
NEED_LABELS: Mapping[Need, str] = {
    Need.COULD_NOT: "could not without it",
    Need.SLOWER: "slower without it",
    Need.NOT_NEEDED: "not needed",
    Need.KNEW: "already knew",
}
MOTIVE_LABELS: Mapping[Motive, str] = {
    Motive.CHOSE: "chose it",
    Motive.EXPECTED: "expected of me",
    Motive.COUNTED: "to be counted",
}
OUTCOMES: Mapping[str, Outcome] = {
    "+2": Outcome.HELPED_A_LOT,
    "+1": Outcome.HELPED,
    "+0": Outcome.NO_DIFFERENCE,
    "-1": Outcome.HURT,
    "-2": Outcome.HURT_A_LOT,
}
_DAY_NAMES = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTH_NAMES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_WEEKDAYS: Mapping[str, int] = {
    name: weekday
    for weekday, names in enumerate(
        (
            ("mon", "monday"),
            ("tue", "tues", "tuesday"),
            ("wed", "wednesday"),
            ("thu", "thur", "thurs", "thursday"),
            ("fri", "friday"),
            ("sat", "saturday"),
            ("sun", "sunday"),
        )
    )
    for name in names
}

MOST_MINUTES = 100_000  # ten weeks: whatever is longer was not meant as minutes
_DURATION = re.compile(r"([+-]?)(?:([0-9]{1,4}(?:\.[0-9]+)?)h)?(?:([0-9]{1,6}(?:\.[0-9]+)?)m(?:in)?)?")
_INSIDE_A_DURATION = re.compile(r"(?<=[0-9])\s+(?=[hm])|(?<=[hmn])\s+(?=[0-9])")
_PLAIN_MINUTES = re.compile(r"[+-]?[0-9]{1,6}(?:\.[0-9]+)?")
MOST_TOKENS = 10**12
_TOKENS = re.compile(r"([0-9]{1,12}(?:\.[0-9]{1,6})?)([kKM])(?:tok)?|([0-9]{1,12})tok")
_MULTIPLES = {"k": 1000, "K": 1000, "M": 1_000_000}
_CLOCK = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])")
_DAY = re.compile(r"20[0-9]{2}-[0-9]{2}-[0-9]{2}")
# A name that needs no quotes: begins like a name, and holds nothing that begins another token.
_NAME = re.compile(r'[\w.][^#@!"]*')


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a word says: which `part` of the entry, the part's value, and the same in words."""

    part: str
    value: Any
    label: str


_Reader = Callable[[str], Meaning | None]


def understand(word: str, today: date) -> Meaning | None:
    """Return what an unquoted word means, or `None` if it is a plain word.

    A full stop, comma or semicolon behind the word is no part of it.
    """
    text = word.rstrip(",;.")
    prefix, value = _split_prefix(text)
    if prefix:
        return _understand_bare_name(prefix, value) if prefix in _SIGILS else _READERS[prefix](value)
    text = text.replace("\N{MINUS SIGN}", "-")
    return _outcome_sign(text) or _net(text) or _tokens(text) or _clock(text) or _day(text, today)


def understand_quoted(prefix: str, value: str) -> Meaning | None:
    """Return what a prefix with a quoted value means; within quotes, every name is a name."""
    reader = _READERS.get(prefix.casefold())
    text = " ".join(value.split())
    return reader(text) if reader and text else None


def _split_prefix(word: str) -> tuple[str, str]:
    """Split `#name` or `key:value` into a known prefix and the rest; the prefix is empty if there is none."""
    if word[:1] in _SIGILS:
        return word[:1], word[1:]
    key, colon, value = word.partition(":")
    prefix = key.casefold() + colon
    return (prefix, value) if colon and value and prefix in _READERS else ("", word)


def minutes_in_words(minutes: float) -> str:
    """Return minutes without a sign as people write them: `20 min`, `1 h 30 min`."""
    hours, rest = divmod(abs(minutes), 60)
    parts = [f"{hours:.0f} h"] if hours else []
    if rest or not hours:
        parts.append(f"{round(rest, 2):g} min")
    return " ".join(parts)


def compact_tokens(tokens: int) -> str:
    """Return a count exactly, in the shortest of the forms `1.2M`, `12k` and `350`."""
    for unit, multiple in (("M", 1_000_000), ("k", 1000)):
        if tokens >= multiple and tokens % (multiple // 1000) == 0:
            return f"{Decimal(tokens) / multiple:f}{unit}"
    return str(tokens)


def day_in_words(day: date, today: date) -> str:
    """Return a day as people say it: `today`, `yesterday`, `Mon 16 Nov`, `1 Sep 2025`."""
    if day == today:
        return "today"
    if day == today - timedelta(days=1):
        return "yesterday"
    if day.year != today.year:
        return f"{day.day} {_MONTH_NAMES[day.month - 1]} {day.year}"
    return f"{_DAY_NAMES[day.weekday()]} {day.day} {_MONTH_NAMES[day.month - 1]}"


def read_duration(text: str) -> float | None:
    """Return the minutes that `20m`, `1h30m`, `-10m` or `1.5h` say, to the hundredth, or `None`."""
    match = _DURATION.fullmatch(text)
    if not match or not (match[2] or match[3]):
        return None
    minutes = Decimal(match[2] or 0) * 60 + Decimal(match[3] or 0)
    return _within_reason(-minutes if match[1] == "-" else minutes)


def read_minutes(text: str) -> float | None:
    """Return minutes where only minutes can be meant: `-10` without a unit, `1h30m`, `8 h 20 min`."""
    plain = _INSIDE_A_DURATION.sub("", text.strip().replace("\N{MINUS SIGN}", "-"))
    return _within_reason(Decimal(plain)) if _PLAIN_MINUTES.fullmatch(plain) else read_duration(plain)


def read_day(text: str) -> date | None:
    """Return the day that `2026-09-01` names, or `None`."""
    if not _DAY.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:  # such as the 30th of February
        return None


def _within_reason(minutes: Decimal) -> float | None:
    return float(round(minutes, 2)) + 0.0 if abs(minutes) <= MOST_MINUTES else None


def _understand_bare_name(sigil: str, value: str) -> Meaning | None:
    """Read a name, which has a letter in it, so that issue numbers (#123) and operators (!=) stay words."""
    looks_like_name = _NAME.fullmatch(value) and any(letter.isalpha() for letter in value)
    return _READERS[sigil](value) if looks_like_name else None


def _tool(value: str) -> Meaning | None:
    spelling, _, model = (part.strip() for part in value.partition("/"))
    if not spelling:
        return None
    name = tool_name(spelling)
    label = f"{tool_title(name)} · {model}" if model else tool_title(name)
    return Meaning("tool", (name, model or None), label)


def _outcome_sign(text: str) -> Meaning | None:
    outcome = OUTCOMES.get(text)
    return Meaning("outcome", outcome, OUTCOME_LABELS[outcome]) if outcome else None


def _outcome_word(value: str) -> Meaning | None:
    if value.casefold() == "unsure":
        return Meaning("outcome", Outcome.UNSURE, OUTCOME_LABELS[Outcome.UNSURE])
    return _outcome_sign(value) or _outcome_sign(f"+{value}")


def _net(text: str) -> Meaning | None:
    minutes = read_duration(text)
    if minutes is None:
        return None
    return Meaning(
        "net_minutes", minutes, f"{minutes_in_words(minutes)} {'lost' if minutes < 0 else 'saved'}"
    )


def _tokens(text: str) -> Meaning | None:
    match = _TOKENS.fullmatch(text)
    if not match:
        return None
    tokens = int(match[3]) if match[3] else int(Decimal(match[1]) * _MULTIPLES[match[2]])
    if tokens > MOST_TOKENS:
        return None
    return Meaning("typed_tokens", tokens, f"{compact_tokens(tokens)} tokens")


def _clock(text: str) -> Meaning | None:
    match = _CLOCK.fullmatch(text)
    return Meaning("clock", time(int(match[1]), int(match[2])), text) if match else None


def _day(text: str, today: date) -> Meaning | None:
    word = text.casefold()
    if word in ("today", "yesterday"):
        day = today - timedelta(days=word == "yesterday")
    elif word in _WEEKDAYS:
        day = today - timedelta(days=(today.weekday() - _WEEKDAYS[word] - 1) % 7 + 1)
    else:
        named = read_day(text)
        if named is None:
            return None
        day = named
    return Meaning("day", day, day_in_words(day, today))


def _text(part: str, label: str) -> _Reader:
    return lambda value: Meaning(part, value, label.format(value))


def _choice(part: str, labels: Mapping[Any, str]) -> _Reader:
    choices: Mapping[str, Any] = {choice.value: choice for choice in labels}

    def read(value: str) -> Meaning | None:
        choice = choices.get(value.casefold().replace("-", "_"))
        return Meaning(part, choice, labels[choice]) if choice else None

    return read


def _effort(part: str, label: str) -> _Reader:
    """Minutes that cannot be negative, with or without their unit."""

    def read(value: str) -> Meaning | None:
        minutes = read_minutes(value)
        if minutes is None or minutes < 0:
            return None
        return Meaning(part, minutes, label.format(minutes_in_words(minutes)))

    return read


_SIGILS = ("#", "@", "!")
_READERS: Mapping[str, _Reader] = {
    "#": _text("project", "#{}"),
    "@": _tool,
    "!": _text("task", "{}"),
    "outcome:": _outcome_word,
    "tag:": _text("tag", "tag {}"),
    "need:": _choice("need", NEED_LABELS),
    "motive:": _choice("motive", MOTIVE_LABELS),
    "bottleneck:": _text("bottleneck", "bottleneck {}"),
    "unaided:": _effort("unaided_minutes", "{} without AI"),
    "rework:": _effort("rework_minutes", "{} rework"),
    "url:": _text("url", "{}"),
}
