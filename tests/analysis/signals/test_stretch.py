from collections.abc import Sequence
from dataclasses import replace

import pytest

from aijournal.analysis.signals.stretch import stretch
from aijournal.domain.assessment import Outcome
from aijournal.domain.mirror import SignalEntry
from tests.analysis.signals.histories import ORDINARY, days_before, recent, several


def helped(*exchanges: int) -> list[SignalEntry]:
    return [
        replace(ORDINARY, id=number, exchanges=count)
        for number, count in enumerate((count for count in exchanges for _ in range(5)), 1)
    ]


# The median is 4 and the median distance a factor of 2: the bound is 4 * 2 ** 2.9652, about 31.2.
SPREAD = helped(2, 4, 8)
HURT = replace(ORDINARY, id=40, outcome=Outcome.HURT)


def test_a_conversation_far_longer_than_those_that_helped_is_asked_about_if_it_did_not_help() -> None:
    signal = stretch(recent([*SPREAD, replace(HURT, exchanges=32)]))
    assert signal.fires
    assert (signal.value, signal.n, signal.evidence) == (1 / 16, 16, (40,))
    assert signal.sentence.startswith("1 conversation took far more exchanges")


def test_with_nine_to_look_at_nothing_is_said() -> None:
    earlier = [days_before(entry, 80) for entry in SPREAD]
    asked = [replace(HURT, id=number, exchanges=32) for number in range(40, 50)]
    signal = stretch(recent([*earlier, *asked[:9]], length=7))
    assert (signal.value, signal.fires, signal.n) == (None, False, 9)
    assert signal.guard is not None
    assert signal.guard.startswith("It needs 1 more interaction in its days with a verdict")
    assert stretch(recent([*earlier, *asked], length=7)).fires


def test_a_little_shorter_is_not_far_longer() -> None:
    signal = stretch(recent([*SPREAD, replace(HURT, exchanges=31)]))
    assert (signal.value, signal.fires, signal.evidence) == (0.0, False, ())


@pytest.mark.parametrize(
    ("changes", "fires"),
    [
        ({"outcome": Outcome.NO_DIFFERENCE}, True),
        ({"outcome": Outcome.HURT_A_LOT}, True),
        ({"outcome": Outcome.HELPED}, False),
        ({"outcome": Outcome.UNSURE}, False),
        ({"outcome": None}, False),
        ({"outcome": Outcome.HELPED, "tail_weight": 251.0}, True),
        ({"outcome": Outcome.HELPED, "tail_weight": 250.0}, False),
        ({"outcome": None, "tail_weight": 251.0}, True),
        ({"outcome": Outcome.HURT, "task": "tests"}, False),
    ],
)
def test_length_alone_says_nothing(changes: dict[str, object], fires: bool) -> None:  # noqa: FBT001 - a case
    long = replace(ORDINARY, id=40, exchanges=100, **changes)  # type: ignore[arg-type] # fields by name
    earlier = [days_before(entry, 30) for entry in SPREAD]
    assert stretch(recent([*earlier, long])).fires is fires


def test_the_longest_comes_first() -> None:
    long = [replace(HURT, id=40 + number, exchanges=40 + number) for number in range(25)]
    signal = stretch(recent([*SPREAD, *long]))
    assert signal.evidence == tuple(range(64, 44, -1))
    assert signal.sentence.startswith("25 conversations took")


@pytest.mark.parametrize(("exchanges", "fires"), [(7, False), (8, True)])
def test_where_all_that_helped_took_one_exchange_another_one_stands_for_the_spread(
    exchanges: int,
    fires: bool,  # noqa: FBT001 - a case
) -> None:
    # 1 * 2 ** 2.9652 is about 7.8.
    assert stretch(recent([*helped(1, 1, 1), replace(HURT, exchanges=exchanges)])).fires is fires


@pytest.mark.parametrize("history", [[], SPREAD[1:], [*SPREAD[1:], *several(30, HURT, 50)]])
def test_fifteen_that_helped_are_needed(history: Sequence[SignalEntry]) -> None:
    signal = stretch(recent([*history, replace(HURT, exchanges=500)]))
    assert (signal.value, signal.fires) == (None, False)
    assert signal.guard is not None
    count = 15 - sum(entry.outcome is Outcome.HELPED for entry in history)
    assert signal.guard.startswith(f"It needs {count} more interaction")


def test_an_interaction_without_exchanges_has_no_length() -> None:
    none = several(40, replace(ORDINARY, exchanges=0), 50)
    assert stretch(recent([*SPREAD, *none])).n == 15
