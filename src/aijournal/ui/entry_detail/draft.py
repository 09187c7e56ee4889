"""What can be typed and chosen of an entry, and how it is kept until it is saved."""

import json
from collections.abc import Mapping
from enum import Enum


class Field(Enum):
    """What can be typed of an entry, or chosen; everything stands in its field as a text."""

    TITLE = "title"
    PROJECT = "project"
    TASK = "task"
    TAGS = "tags"
    MINUTES = "minutes"
    NOTE = "note"
    ACCEPTED = "accepted"
    QUALITY = "quality"
    AGAIN = "again"
    NEW_WORK = "new_work"
    MOTIVE = "motive"
    LEFT_ME = "left_me"
    BOTTLENECK = "bottleneck"
    UNBLOCKED = "unblocked"
    UNAIDED = "unaided"
    REWORK = "rework"
    FORECAST_WITHOUT = "forecast_without"
    FORECAST_WITH = "forecast_with"
    CONFIDENCE = "confidence"
    USEFUL = "useful"
    STARTED = "started"
    DURATION = "duration"
    TOOL = "tool"
    MODEL = "model"
    TOKENS = "tokens"
    LINK = "link"


WORDS = (Field.TITLE, Field.PROJECT, Field.TASK, Field.TAGS)
FACTS = (Field.STARTED, Field.DURATION, Field.TOOL, Field.MODEL, Field.TOKENS, Field.LINK)
Texts = Mapping[Field, str]


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
