from dataclasses import replace

import pytest

from aijournal.domain.assessment import Assessment
from aijournal.domain.entry import EntryWords
from aijournal.ui.entry_detail.answers import typed_minutes
from aijournal.ui.entry_detail.draft import Field
from aijournal.ui.entry_detail.entry_texts import (
    revised_words,
    split_tags,
    texts_of,
    words_of,
)
from tests.ui.stage import an_entry


def test_an_entry_stands_in_the_fields_as_plain_text() -> None:
    said = Assessment(net_minutes=-12.5, note="two\nlines")
    entry = replace(an_entry(1, "a\ttitle", task="tests", tags=("ci", "late")), assessment=said)
    assert {field: text for field, text in texts_of(entry).items() if text} == {
        Field.TITLE: "a title",
        Field.PROJECT: "shop",
        Field.TASK: "tests",
        Field.TAGS: "ci, late",
        Field.MINUTES: "-12.5",
        Field.NOTE: "two\nlines",
        Field.STARTED: "2026-11-20 18:50",
        Field.TOOL: "claude-code",
        Field.MODEL: "claude-sonnet-4-5",
    }


def test_what_was_never_said_is_an_empty_field() -> None:
    texts = texts_of(an_entry(1, None, project=None))
    assert {texts[field] for field in (Field.TITLE, Field.PROJECT, Field.MINUTES, Field.NOTE)} == {""}


def test_only_what_was_typed_changes() -> None:
    before = words_of(an_entry(1, "a\ttitle", tags=("ci",)))
    assert before == EntryWords("a\ttitle", "shop", None, ("ci",))
    assert revised_words(before, {}) == before
    assert revised_words(before, {Field.TASK: "  code   review "}) == replace(before, task="code review")
    assert revised_words(before, {Field.TITLE: " ", Field.TAGS: ""}) == EntryWords(None, "shop", None, ())


@pytest.mark.parametrize(
    ("text", "tags"),
    [("", ()), ("a", ("a",)), (" a ,b,, a, c d ", ("a", "b", "c d")), (",", ())],
)
def test_commas_part_tags(text: str, tags: tuple[str, ...]) -> None:
    assert split_tags(text) == tags


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("25", 25.0), ("+20", 20.0), ("−10", -10.0), ("1h 30m", 90.0), ("soon", None), ("", None)],
)
def test_minutes_are_read_as_everywhere(text: str, minutes: float | None) -> None:
    assert typed_minutes(text) == minutes


@pytest.mark.parametrize("minutes", [20.0, -90.0, 0.0, 12.25])
def test_minutes_come_back_as_they_were_shown(minutes: float) -> None:
    entry = replace(an_entry(1), assessment=Assessment(net_minutes=minutes))
    assert typed_minutes(texts_of(entry)[Field.MINUTES]) == minutes
