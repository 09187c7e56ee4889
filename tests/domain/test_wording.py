"""When two spellings are one name, and what of a text can be kept."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aijournal.domain.wording import counted_unit, folded, name_in_words, storable, storable_or_none


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Claude Code", "claude-code"),
        ("claude_code", "ClaudeCode"),
        ("Claude.ai", "claude ai"),
        (" shop  API ", "shop-api"),
        ("B\u00fcro", "Bu\u0308ro"),
        ("Straße", "STRASSE"),
    ],
)
def test_case_and_what_stands_between_words_do_not_tell_names_apart(one: str, other: str) -> None:
    assert folded(one) == folded(other)


@pytest.mark.parametrize(
    ("one", "other"), [("C#", "C++"), ("C#", "C"), ("a@b", "ab"), (".net", "net"), ("c", "-c"), ("_", "-")]
)
def test_signs_tell_names_apart(one: str, other: str) -> None:
    assert folded(one) != folded(other)


@given(typed=st.text(st.characters(), max_size=9))
def test_what_can_be_kept_can_be_written(typed: str) -> None:
    assert len(storable(typed).encode()) >= len(typed)
    assert (storable_or_none(typed) is None) == (not storable(typed).strip())


def test_a_name_is_one_line_in_composed_characters() -> None:
    assert name_in_words("  Bu\u0308ro \n\t am  See\ud800") == "B\u00fcro am See\ufffd"


@pytest.mark.parametrize(
    ("amount", "unit", "said"),
    [
        ("1", "credit", "credit"),
        ("1.0", "credit", "credit"),
        ("0.42", "credit", "credits"),
        ("2", "premium request", "premium requests"),
        ("2", "credits", "credits"),
        ("3", "USD", "USD"),
        ("3", "Büro €", "Büro €"),
        ("3", "", ""),
    ],
)
def test_a_unit_stands_behind_an_amount_as_a_person_says_it(amount: str, unit: str, said: str) -> None:
    assert counted_unit(unit, Decimal(amount)) == said
