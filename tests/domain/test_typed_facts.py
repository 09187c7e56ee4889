"""The facts of entries typed by hand, as their form shows them."""

from datetime import UTC, datetime, timedelta

import pytest

from aijournal.domain.typed_facts import TypedFacts, typed_facts
from tests.domain.builders import START, an_entry

BEGAN = datetime(2026, 11, 20, 9, 30)  # noqa: DTZ001 - what a clock on the wall showed


def test_the_clock_is_that_of_where_the_entry_was_made() -> None:
    entry = an_entry(1, utc_offset_minutes=-300, model="gpt-5", typed_tokens=70, url="https://example.org")
    facts = typed_facts(entry.interaction)
    assert facts.started_at == (START + timedelta(hours=1 - 5)).replace(tzinfo=None)
    assert facts == TypedFacts(facts.started_at, 30.0, "claude-code", "gpt-5", 70, "https://example.org")


def test_an_instant_is_not_what_a_clock_showed() -> None:
    with pytest.raises(ValueError, match="no zone"):
        TypedFacts(BEGAN.replace(tzinfo=UTC))


def test_blanks_are_nothing_and_half_characters_are_replaced() -> None:
    assert TypedFacts(BEGAN, tool=" ", model="", url="\t") == TypedFacts(BEGAN)
    assert TypedFacts(BEGAN, url=" https://example.org/\udd89 ").url == "https://example.org/\ufffd"


def test_without_its_link_the_rest_is_left() -> None:
    assert TypedFacts(BEGAN, 3.0, url="x").without_link() == TypedFacts(BEGAN, 3.0)
