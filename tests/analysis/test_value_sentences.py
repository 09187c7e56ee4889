from dataclasses import replace

import pytest

from aijournal.analysis.value import value_of
from aijournal.analysis.value_sentences import value_notes, value_sentences, weights_note
from aijournal.domain.tokens import DEFAULT_WEIGHTS, TokenWeights
from tests.analysis.builders import day, ten_days


def test_bounds_are_said_only_where_some_are_unrated() -> None:
    every, some = (
        value_sentences(value_of(None, [day(number, unrated=unrated) for number in range(10)]))[2]
        for unrated in (0, 1)
    )
    assert "whatever the unrated ones were" in some
    assert "unrated" not in every
    assert every.count("between") == 2


def test_known_tokens_of_which_none_were_used_are_not_unknown() -> None:
    free = [replace(one, weight=0.0, rated_weight=0.0, paired_weight=0.0, weighed=4) for one in ten_days()]
    assert all("30 of 40 rated, no tokens used." in line for line in value_sentences(value_of(None, free)))
    unknown = [replace(one, weighed=0) for one in free]
    assert all("rated, tokens unknown." in line for line in value_sentences(value_of(None, unknown)))


@pytest.mark.parametrize(
    ("net", "words"), [(-5.0, "−5 (−5 min)"), (65.0, "65 (1 h 05 min)"), (-65.0, "−65 (−1 h 05 min)")]
)
def test_hours_are_said_only_where_there_are_some(net: float, words: str) -> None:
    report = value_of(None, [day(rated=1, helped=0, hurt=0, net=net)])
    assert value_sentences(report)[0].startswith(f"Net minutes saved: {words}, from 1 ")


def test_rework_that_was_taken_off_is_said() -> None:
    reworked = [replace(one, reworked=1, rework_minutes=45.0, rework_unknown=0) for one in ten_days()]
    report = value_of(None, reworked[:2])
    assert (report.reworked, report.rework_minutes) == (2, 90.0)
    assert value_notes(report) == (
        "Net minutes are less the rework stated for 2 interactions: 1 h 30 min in all.",
    )
    assert value_notes(value_of(None, reworked[:1])) == (
        "Net minutes are less the rework stated for 1 interaction: 45 min.",
    )
    assert value_of(None, ten_days()).rework_minutes is None


def test_notes_count_what_they_speak_of() -> None:
    one = replace(day(), new_work=1, without_weight=1, rework_unknown=1)
    assert value_notes(value_of(None, [one])) == (
        "Rework was not stated for 1 of 3 interactions with net minutes, and counts as none.",
        "1 interaction was work that would not have been done without AI; no minutes are counted there.",
        "1 interaction whose tokens are not all known is left out of value per token.",
    )


def test_only_weights_of_ones_own_are_told() -> None:
    assert weights_note(DEFAULT_WEIGHTS) is None
    note = weights_note(TokenWeights(output=4.5))
    assert note
    assert note.startswith("Tokens are weighed by your own weights, not the default ones: 1·input + ")
    assert note.endswith(" + 4.5·output.")
