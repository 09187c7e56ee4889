import re
from string import Formatter

import pytest

from aijournal.analysis.guards import Figure
from aijournal.analysis.sentences import SENTENCES, plain_number, say, say_all, say_count


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (11.4, "11"),
        (9.96, "10"),
        (9.94, "9.9"),
        (8.4, "8.4"),
        (3.0, "3"),
        (0.04, "0"),
        (-0.04, "0"),
        (0.0, "0"),
        (-0.3, "\N{MINUS SIGN}0.3"),
        (-1200.0, "\N{MINUS SIGN}1200"),
    ],
)
def test_a_number_has_no_more_digits_than_needed(number: float, text: str) -> None:
    assert plain_number(number) == text


def test_a_number_beside_another_takes_as_many_digits() -> None:
    assert plain_number(6.74, beside=11.2) == "7"
    assert plain_number(14.26, beside=8.1) == "14.3"


def test_sentences_in_a_row_keep_their_names() -> None:
    one, other = say("change.one_day"), say("change.nothing_weighs")
    assert say_all([one]) is one
    assert say_all([one, other, one]) == f"{one} {other} {one}"
    assert say_all([one, other]).figures == {"one": one, "another": other}


def test_one_of_a_thing_has_its_own_form() -> None:
    assert say_count("more_rated", 1) == "1 more rated interaction"
    assert say_count("more_rated", 2) == "2 more rated interactions"


def test_every_form_for_one_has_a_form_for_more_with_the_same_figures() -> None:
    def figures(name: str) -> set[str | None]:
        return {part[1] for part in Formatter().parse(SENTENCES[name]) if part[1]}

    ones = [name for name in SENTENCES if name.endswith(".one")]
    assert len(ones) > 5
    for name in ones:
        assert figures(name) == figures(name.removesuffix(".one"))


def test_every_guarded_figure_has_words_for_what_it_lacks() -> None:
    assert all(f"more_{figure.value}" in SENTENCES for figure in Figure)


def with_words(words: str) -> set[str]:
    return {name for name, text in SENTENCES.items() if re.search(rf"\b({words})\b", text, re.IGNORECASE)}


def test_no_sentence_speaks_statistics() -> None:
    assert not with_words("significant|confidence|p-value|regression|cluster|estimate")


def test_only_the_sentences_about_a_change_claim_a_direction() -> None:
    assert with_words("up|down") == {"change.up", "change.down"}
    assert not with_words("rising|falling")


def test_a_figure_that_is_missing_is_an_error_and_not_a_gap_in_the_sentence() -> None:
    with pytest.raises(KeyError):
        say("now", point="11")
