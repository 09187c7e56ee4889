import pytest

from aijournal.ui.actions.also import ALSO, also
from aijournal.ui.actions.choice import Choice, best
from aijournal.ui.actions.matching import rank
from aijournal.ui.actions.table import ACTIONS


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


@pytest.mark.parametrize("typed", ["theme", "trash", "export", "tme", "eew"])
def test_letters_from_the_middle_of_words_find_nothing(typed: str) -> None:
    offered = ("Delete the sample data", "How to read logs without the window", "Explore with sample data")
    assert _words(typed, *offered, "Read new logs") == []


def test_other_words_find_what_is_called_differently() -> None:
    safety = Choice("Go to Safety", (), list, also="back up backup restore encrypt")
    backup = Choice("Backups are kept", (), list, group="Safety")
    assert best([safety], "encr") == (safety,)
    assert best([safety], "restore back") == (safety,)
    assert best([safety, backup], "backup") == (backup, safety)
    assert best([safety, backup], "safety") == (safety, backup)
    assert best([safety], "r") == best([safety], "encrypt theme") == ()


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("backup", "go.safety"),
        ("passphrase", "go.safety"),
        ("dark", "go.settings"),
        ("theme", "go.settings"),
        ("csv", "go.sources"),
        ("discreet", "view.discreet"),
        ("inbox", "go.today"),
    ],
)
def test_what_people_look_for_is_found_by_their_word(typed: str, name: str) -> None:
    choices = [Choice(one.words, (), list, also=also(one.name)) for one in ACTIONS]
    wanted = next(one.words for one in ACTIONS if one.name == name)
    assert wanted in [choice.words for choice in best(choices, typed)]


def test_every_other_name_is_of_an_action() -> None:
    assert ALSO.keys() <= {one.name for one in ACTIONS}
