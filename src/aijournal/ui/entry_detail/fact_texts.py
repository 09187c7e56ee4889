"""The facts of an entry that can be typed: how they are written, and how what was typed is read."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from PySide6.QtCore import QCoreApplication

from aijournal.domain.entry import Interaction
from aijournal.domain.entry_line import parse_entry_line
from aijournal.domain.entry_words import compact_tokens, understand
from aijournal.domain.typed_facts import TypedFacts, typed_facts
from aijournal.ui import phrases
from aijournal.ui.discreet import MASK, hides_figures
from aijournal.ui.entry_detail.answers import typed_minutes
from aijournal.ui.entry_detail.draft import Field, Texts

_NAMES = {Field.TOOL: "tool", Field.MODEL: "model", Field.LINK: "url"}


@dataclass(frozen=True, slots=True)
class FactChange:
    """What was typed of an entry's facts: the facts then and now, the texts that say so, and the others."""

    before: TypedFacts
    facts: TypedFacts
    read: Texts
    refused: tuple[Field, ...]


def _tr(text: str) -> str:
    return QCoreApplication.translate("FactForm", text)


def names() -> Mapping[Field, str]:
    """Return the names of the fields, in their order."""
    return {
        Field.STARTED: _tr("began"),
        Field.DURATION: _tr("lasted"),
        Field.TOOL: _tr("tool"),
        Field.MODEL: _tr("model"),
        Field.TOKENS: _tr("tokens"),
        Field.LINK: _tr("link"),
    }


def fact_texts(one: Interaction) -> dict[Field, str]:
    """Return the facts as they stand in their fields."""
    facts = typed_facts(one)
    return {
        Field.STARTED: f"{facts.started_at:%Y-%m-%d %H:%M}",
        Field.DURATION: f"{round(facts.minutes, 2):g}" if facts.minutes else "",
        Field.TOOL: phrases.plain_line(facts.tool or ""),
        Field.MODEL: phrases.plain_line(facts.model or ""),
        Field.TOKENS: _tokens(facts.typed_tokens),
        Field.LINK: phrases.plain_line(facts.url or ""),
    }


def read_facts(one: Interaction, typed: Texts, now: datetime) -> FactChange:
    """Return what typed texts make of an entry's facts; `now` is aware, in the person's zone."""
    before = typed_facts(one)
    facts, read, refused = before, {}, []
    for field, text in typed.items():
        change = _read(field, " ".join(text.split()), now)
        if change is None:
            refused.append(field)
        else:
            facts, read[field] = replace(facts, **change), text
    return FactChange(before, facts, read, tuple(refused))


def refusal(field: Field) -> str:
    """Return how a field is written, where what was typed makes no sense."""
    return {
        Field.STARTED: _tr("A start is a day and a time that there was, like 2026-11-20 14:05 or mon 9:30."),
        Field.DURATION: _tr("How long it lasted is written like 25 or 1h30m, and is never negative."),
        Field.TOKENS: _tr("Tokens are written like 350, 12k or 1.2M."),
    }[field]


def told(field: Field, text: str) -> str:
    """Return what the notice says of a field that was saved."""
    name = names()[field]
    if not text.strip():
        return _tr("Left open: %1.").replace("%1", name)
    changed = _tr("%1: %2.").replace("%1", name[:1].upper() + name[1:])
    return changed.replace("%2", " ".join(text.split()))


def _read(field: Field, text: str, now: datetime) -> dict[str, Any] | None:
    if field in _NAMES:
        return {_NAMES[field]: text or None}
    if field is Field.STARTED:
        started = _started(text, now)
        return None if started is None else {"started_at": started}
    if field is Field.DURATION:
        minutes = typed_minutes(text) if text else 0.0
        return None if minutes is None or minutes < 0 else {"minutes": minutes}
    return _read_tokens(text, now)


def _started(text: str, now: datetime) -> datetime | None:
    """Return what a clock on the wall showed, for a line that says when and nothing else."""
    line = parse_entry_line(text, now)
    says_more = line.title or {chip.kind for chip in line.chips} != {"when"}
    return None if says_more or line.started_at is None else line.started_at.replace(tzinfo=None)


def _read_tokens(text: str, now: datetime) -> dict[str, Any] | None:
    if not text:
        return {"typed_tokens": None}
    plain = text.replace(" ", "")
    meaning = understand(f"{plain}tok" if plain.isdigit() else plain, now.date())
    return {"typed_tokens": meaning.value} if meaning and meaning.part == "typed_tokens" else None


def _tokens(typed: int | None) -> str:
    """Return typed tokens as they are typed; a mask in discreet mode, which says nothing new if it stays."""
    if typed is None:
        return ""
    return MASK if hides_figures() else compact_tokens(typed)
