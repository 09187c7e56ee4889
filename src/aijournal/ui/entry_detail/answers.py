"""What can be said of an entry, field by field: how it is written, and how what was typed is read."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Final

from aijournal.domain.assessment import Accepted, Assessment, LeftMe, Motive, Quality
from aijournal.domain.entry_words import read_minutes
from aijournal.ui import phrases
from aijournal.ui.entry_detail.draft import Field

YES, NO = "yes", "no"
_SHARE = re.compile(r"([0-9]{1,3}(?:\.[0-9]+)?)%?")


@dataclass(frozen=True, slots=True)
class AnswerKind:
    """A field of a verdict by its `name` there; `read` returns `None` for a text that makes no sense."""

    name: str
    write: Callable[[Any], str]
    read: Callable[[str], Any]


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of a verdict: what is said anew, and the names of what is taken back."""

    assessment: Assessment
    cleared: tuple[str, ...] = ()


def typed_minutes(text: str) -> float | None:
    """Return the minutes that were typed, such as `25`, `1h` or `-10`, or `None` if they are none."""
    return read_minutes("".join(text.split()))


def _effort(text: str) -> float | None:
    minutes = typed_minutes(text)
    return None if minutes is None or minutes < 0 else minutes


def _share(text: str) -> float | None:
    """Return a share that was typed in percent; 0.8 is refused, because nobody means less than one."""
    match = _SHARE.fullmatch("".join(text.split()))
    percent = float(match[1]) if match else -1.0
    return percent / 100 if percent == 0 or 1 <= percent <= 100 else None


def _write_share(share: float) -> str:
    return f"{round(100 * share, 6):g} %"


def _write_number(number: float) -> str:
    return f"{number:g}"


def _line(text: str) -> str | None:
    return " ".join(text.split()) or None


def _yes_or_no(text: str) -> bool | None:
    return {YES: True, NO: False}.get(text)


def _write_yes_or_no(value: bool) -> str:  # noqa: FBT001 - the answer is a yes or a no
    return YES if value else NO


def _choice(name: str, kind: type[StrEnum]) -> AnswerKind:
    choices = {one.value: one for one in kind}
    return AnswerKind(name, str, choices.get)


def _minutes(name: str, read: Callable[[str], float | None] = _effort) -> AnswerKind:
    return AnswerKind(name, _write_number, read)


ANSWERS: Final[Mapping[Field, AnswerKind]] = {
    Field.MINUTES: _minutes("net_minutes", typed_minutes),
    Field.NOTE: AnswerKind("note", str, str.strip),
    Field.ACCEPTED: _choice("accepted", Accepted),
    Field.QUALITY: _choice("quality", Quality),
    Field.AGAIN: AnswerKind("would_do_again", _write_yes_or_no, _yes_or_no),
    Field.NEW_WORK: AnswerKind("is_new_work", _write_yes_or_no, _yes_or_no),
    Field.MOTIVE: _choice("motive", Motive),
    Field.LEFT_ME: _choice("left_me", LeftMe),
    Field.BOTTLENECK: AnswerKind("bottleneck", phrases.plain_line, _line),
    Field.UNBLOCKED: AnswerKind("unblocked", phrases.plain_line, _line),
    Field.UNAIDED: _minutes("unaided_minutes"),
    Field.REWORK: _minutes("rework_minutes"),
    Field.FORECAST_WITHOUT: _minutes("forecast_without_minutes"),
    Field.FORECAST_WITH: _minutes("forecast_with_minutes"),
    Field.CONFIDENCE: AnswerKind("confidence", _write_share, _share),
    Field.USEFUL: AnswerKind("useful_exchange_id", str, int),
}


def answer_texts(assessment: Assessment | None) -> dict[Field, str]:
    """Return what was said as it stands in the fields; an open field is empty."""
    said = assessment or Assessment()
    values = {field: getattr(said, kind.name) for field, kind in ANSWERS.items()}
    return {field: "" if value is None else ANSWERS[field].write(value) for field, value in values.items()}


def read_answer(field: Field, text: str) -> Change | None:
    """Return what a text in a field means, or `None` where it makes no sense; an empty one takes back."""
    kind = ANSWERS[field]
    if not text.strip():
        return Change(Assessment(), (kind.name,))
    value = kind.read(text)
    return None if value is None else Change(replace(Assessment(), **{kind.name: value}))
