"""What stands in the fields of an entry, and what of it would be new to the journal."""

import json
from collections.abc import Mapping
from dataclasses import replace
from enum import Enum

from aijournal.domain.entry import Entry, EntryWords
from aijournal.domain.entry_words import read_minutes
from aijournal.ui import phrases


class Field(Enum):
    """What can be typed of an entry."""

    TITLE = "title"
    PROJECT = "project"
    TASK = "task"
    TAGS = "tags"
    MINUTES = "minutes"
    NOTE = "note"


WORDS = (Field.TITLE, Field.PROJECT, Field.TASK, Field.TAGS)
Texts = Mapping[Field, str]


def texts_of(entry: Entry) -> dict[Field, str]:
    """Return an entry as it stands in the fields."""
    one, said = entry.interaction, entry.assessment
    return {
        Field.TITLE: phrases.plain_line(one.title or ""),
        Field.PROJECT: phrases.plain_line(one.project or ""),
        Field.TASK: phrases.plain_line(one.task or ""),
        Field.TAGS: ", ".join(map(phrases.plain_line, one.tags)),
        Field.MINUTES: "" if said is None or said.net_minutes is None else f"{said.net_minutes:g}",
        Field.NOTE: (said.note if said else None) or "",
    }


def words_of(entry: Entry) -> EntryWords:
    """Return the words that an entry has now."""
    one = entry.interaction
    return EntryWords(one.title, one.project, one.task, one.tags)


def revised_words(words: EntryWords, changed: Texts) -> EntryWords:
    """Return words with what was typed in place of what was there; an empty field leaves none."""
    plain = {field: " ".join(text.split()) for field, text in changed.items()}
    return replace(
        words,
        title=plain.get(Field.TITLE, words.title) or None,
        project=plain.get(Field.PROJECT, words.project) or None,
        task=plain.get(Field.TASK, words.task) or None,
        tags=split_tags(plain[Field.TAGS]) if Field.TAGS in plain else words.tags,
    )


def split_tags(text: str) -> tuple[str, ...]:
    """Return the tags in a line, which commas part; each once, in their order."""
    return tuple(dict.fromkeys(tag for tag in (part.strip() for part in text.split(",")) if tag))


def typed_minutes(text: str) -> float | None:
    """Return the minutes that were typed, such as `25`, `1h` or `-10`, or `None` if they are none."""
    return read_minutes("".join(text.split()))


def to_draft(typed: Mapping[int, Texts]) -> str:
    """Return what is typed of entries, by their numbers, as one text to keep; none where nothing is."""
    kept = {
        str(entry_id): {field.value: text for field, text in texts.items()}
        for entry_id, texts in typed.items()
        if texts
    }
    return json.dumps(kept, ensure_ascii=False) if kept else ""


def from_draft(draft: str) -> dict[int, dict[Field, str]]:
    """Return what `to_draft` was given; nothing for a text that it did not write."""
    try:
        kept = json.loads(draft or "{}")
        return {
            int(entry_id): {Field(name): str(text) for name, text in texts.items()}
            for entry_id, texts in kept.items()
        }
    except (ValueError, AttributeError, TypeError):
        return {}
