"""Numbers as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QLocale

from aijournal.ui.settings.numbers import number_in_words, read_count, read_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1.25", 1.25),
        (" 5 ", 5.0),
        ("0", 0.0),
        ("-2", -2.0),
        ("1e2", 100.0),
        ("", None),
        ("1,250", None),
        ("five", None),
        ("inf", None),
        ("1 000", None),
    ],
)
def test_a_weight_is_read_as_it_is_meant_or_not_at_all(text: str, number: float | None) -> None:
    assert read_number(text) == number


def test_a_comma_is_a_decimal_mark_where_people_write_it_so() -> None:
    QLocale.setDefault(QLocale(QLocale.Language.German, QLocale.Country.Germany))
    assert read_number("1,25") == 1.25
    assert read_number("1.25") == 1.25
    assert number_in_words(1.25) == "1,25"
    assert number_in_words(1000.5) == "1000,5"


@given(st.floats(0, 1000))
def test_a_number_that_is_shown_can_be_typed_again(number: float) -> None:
    assert read_number(number_in_words(number)) == number


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("5M", 5_000_000),
        ("2.5m", 2_500_000),
        ("2,5 M", 2_500_000),
        ("12k", 12_000),
        ("1G", 1_000_000_000),
        ("5000000", 5_000_000),
        ("5,000,000", 5_000_000),
        ("5.000.000", 5_000_000),
        ("5 000 000", 5_000_000),
        ("5\u202f000\u202f000", 5_000_000),
        ("5'000'000", 5_000_000),
        ("0", 0),
        ("", None),
        ("-5", None),
        ("2.5", None),
        ("2,50", None),
        ("5,00,000", None),
        ("M", None),
        ("many", None),
        ("\N{ARABIC-INDIC DIGIT FIVE}", None),
    ],
)
def test_a_count_is_read_as_it_is_meant_or_not_at_all(text: str, count: int | None) -> None:
    assert read_count(text) == count
