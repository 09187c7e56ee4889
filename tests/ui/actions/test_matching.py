import pytest

from aijournal.ui.actions.choice import Choice, best
from aijournal.ui.actions.matching import rank


def _words(typed: str, *words: str, recent: tuple[str, ...] = ()) -> list[str]:
    choices = [Choice(one, (), list, group="Entry" if one.startswith("Split") else "") for one in words]
    return [choice.words for choice in best(choices, typed, recent)]


def test_a_start_is_better_than_words_than_a_piece_than_letters() -> None:
    ranked = ("Mirror", "Go to Mirror", "Keep a mirror", "Amirrored", "Make it rather orange")
    assert _words("mir", *reversed(ranked)) == [*ranked]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("rnl", "Read new logs"),
        ("read lo", "Read new logs"),
        ("READ", "Read new logs"),
        ("  new   logs ", "Read new logs"),
        ("uber", "Über das Journal"),
        ("", "Read new logs"),
    ],
)
def test_it_fits(typed: str, words: str) -> None:
    assert rank(words, typed) is not None


@pytest.mark.parametrize("typed", ["logs read x", "z", "readd", "sgol"])
def test_it_does_not_fit(typed: str) -> None:
    assert rank("Read new logs", typed) is None


def test_the_kinds_of_fit_are_in_their_order() -> None:
    fits = [rank(words, "re") for words in ("Redo", "Go on, read", "Store", "Rather good as ever")]
    assert [fit[0] for fit in fits if fit] == [0, 1, 2, 3]


def test_a_group_fits_after_all_words() -> None:
    assert _words("entry", "Split it", "Entry of today") == ["Entry of today", "Split it"]


def test_what_was_chosen_lately_is_first_while_nothing_is_typed() -> None:
    assert _words("", "a", "b", "c", recent=("c", "b")) == ["c", "b", "a"]
    assert _words("b", "bb", "b", recent=("bb",)) == ["b", "bb"]
    assert _words("go", "go on", "go up", recent=("go up",)) == ["go up", "go on"]
