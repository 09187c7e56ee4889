from collections import Counter
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aijournal.domain.draw import are_drawn, arm_of_next, arms_of, drawn_arms, new_seed, treated
from aijournal.domain.trial import Arm, TaskSize

SEEDS = st.text(alphabet="0123456789abcdef", min_size=32, max_size=32)
SIZES = st.lists(st.sampled_from(TaskSize), max_size=60)


def _signed(arm: Arm) -> int:
    return 1 if arm is Arm.TREATMENT else -1


def test_seeds_are_new_each_time() -> None:
    seeds = {new_seed() for _ in range(100)}
    assert len(seeds) == 100
    assert {len(seed) for seed in seeds} == {32}


@given(SEEDS, SIZES)
def test_a_seed_gives_the_same_arms_however_they_are_asked_for(seed: str, sizes: list[TaskSize]) -> None:
    arms = arms_of(seed, sizes)
    before: Counter[TaskSize] = Counter()
    for size, arm in zip(sizes, arms, strict=True):
        assert arm_of_next(seed, size, before[size]) is arm
        before[size] += 1
    assert are_drawn(seed, zip(sizes, arms, strict=True))


@given(SEEDS, SIZES.filter(bool), st.data())
def test_another_arm_than_the_drawn_one_is_found(
    seed: str, sizes: list[TaskSize], data: st.DataObject
) -> None:
    arms = list(arms_of(seed, sizes))
    changed = data.draw(st.integers(0, len(arms) - 1))
    arms[changed] = Arm.CONTROL if arms[changed] is Arm.TREATMENT else Arm.TREATMENT
    assert not are_drawn(seed, zip(sizes, arms, strict=True))


@given(SEEDS, st.sampled_from(TaskSize), st.integers(1, 80))
def test_the_arms_of_a_size_never_differ_by_more_than_two(seed: str, size: TaskSize, count: int) -> None:
    sums = 0
    for arm in islice(drawn_arms(seed, size), count):
        sums += _signed(arm)
        assert abs(sums) <= 2


def test_the_draw_of_a_seed_stays_what_it_was() -> None:
    arms = arms_of("0123456789abcdef0123456789abcdef", [TaskSize.SMALL] * 8 + [TaskSize.LARGE] * 8)
    assert "".join(arm[0] for arm in arms) == "ttcctctc" + "ctctctct"


def test_chance_is_even_and_what_came_before_tells_little() -> None:
    first, after_two_alike = Counter[Arm](), Counter[bool]()
    for number in range(4_000):
        arms = tuple(islice(drawn_arms(f"{number:032x}", TaskSize.MEDIUM), 3))
        first[arms[0]] += 1
        if arms[0] is not arms[1]:
            after_two_alike[arms[2] is arms[0]] += 1
    assert abs(first[Arm.TREATMENT] / 4_000 - 0.5) < 0.03
    assert 0.4 < after_two_alike[True] / after_two_alike.total() < 0.6


@pytest.mark.parametrize("size", TaskSize)
def test_who_is_treated_is_what_the_arms_say(size: TaskSize) -> None:
    for number in range(50):
        seed = f"seed {number}"
        arms = islice(drawn_arms(seed, size), 41)
        assert treated(seed, size, 41) == [arm is Arm.TREATMENT for arm in arms]
    assert treated("a", size, 0) == []


def test_a_seed_gives_the_same_arms_for_ever() -> None:
    """Journals hold seeds: whoever draws again next year must draw the same."""
    drawn = "".join(arm.value[0] for arm in islice(drawn_arms("0f" * 16, TaskSize.MEDIUM), 40))
    assert drawn == "ttccctctcctttcctctcttcctccttcctttcctttcc"
