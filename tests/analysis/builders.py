"""Invented days for tests: as a journal sums them, from interactions that are drawn one by one."""

import random
from collections.abc import Sequence
from datetime import date, timedelta

from hypothesis import strategies as st

from aijournal.domain.totals import ValueDay

MONDAY = date(2026, 3, 2)


def day(
    number: int = 0,
    key: str | None = None,
    *,
    rated: int = 3,
    helped: int = 2,
    hurt: int = 1,
    unrated: int = 1,
    net: float = 30,
    weight: float = 1_000_000,
) -> ValueDay:
    """Return the `number`th day, on which every rated interaction has minutes and tokens.

    `net` and `weight` are those of one interaction; unrated ones have the same weight.
    """
    return ValueDay(
        key=key,
        day=MONDAY + timedelta(days=number),
        interactions=rated + unrated,
        assessed=rated,
        rated=rated,
        helped=helped,
        hurt=hurt,
        valued=rated,
        net_minutes=rated * net,
        paired=rated,
        paired_net_minutes=rated * net,
        paired_weight=rated * weight,
        weight=(rated + unrated) * weight,
        rated_weight=rated * weight,
        without_weight=0,
        rework_unknown=rated,
    )


def ten_days() -> list[ValueDay]:
    """Return ten days that differ, with thirty pairs."""
    return [day(number, net=20 + 7 * (number % 3), weight=1e6 * (1 + number % 2)) for number in range(10)]


def drawn_interaction(source: random.Random, number: int, key: str | None) -> ValueDay:
    """Return a day with one interaction, which may lack a verdict, minutes, stated rework or tokens."""
    weight = source.lognormvariate(13, 0.8) if source.random() < 0.9 else None
    is_audited = source.random() < 0.15
    is_rated = source.random() < (0.95 if is_audited else 0.7)
    outcome = source.choices([1, 0, -1], [65, 20, 15])[0] if is_rated else 0
    is_valued = is_rated and source.random() < 0.85
    net = source.gauss(12 * outcome, 6) if is_valued else 0.0
    is_paired = is_valued and weight is not None
    return ValueDay(
        key=key,
        day=MONDAY + timedelta(days=number),
        interactions=1,
        assessed=int(is_rated),
        rated=int(is_rated),
        helped=int(outcome > 0),
        hurt=int(outcome < 0),
        valued=int(is_valued),
        net_minutes=net,
        paired=int(is_paired),
        paired_net_minutes=net if is_paired else 0.0,
        paired_weight=weight or 0.0 if is_paired else 0.0,
        weight=weight or 0.0,
        rated_weight=weight or 0.0 if is_rated else 0.0,
        without_weight=int(weight is None),
        rework_unknown=int(is_valued and source.random() < 0.4),
        audited=int(is_audited),
        audited_rated=int(is_audited and is_rated),
        audited_helped=int(is_audited and outcome > 0),
    )


def drawn_days(seed: int, days: int, keys: Sequence[str | None] = (None,)) -> list[ValueDay]:
    """Return rows of single interactions of several groups, several or none a day."""
    source = random.Random(seed)
    return [
        drawn_interaction(source, number, key)
        for number in range(days)
        for key in keys
        for _ in range(source.randint(0, 5))
    ]


_MINUTES = st.floats(-1e6, 1e6)
_WEIGHT = st.one_of(st.just(0.0), st.floats(0, 1e12))


@st.composite
def any_day(draw: st.DrawFn) -> ValueDay:
    """Draw a day with any sums that a journal could answer with, zeros and tiny weights among them."""
    rated, unrated = draw(st.integers(0, 40)), draw(st.integers(0, 40))
    helped = draw(st.integers(0, rated))
    valued = draw(st.integers(0, rated))
    audited = draw(st.integers(0, rated + unrated))
    return ValueDay(
        key=draw(st.sampled_from([None, "codex", "aider", "10", "9"])),
        day=MONDAY + timedelta(days=draw(st.integers(0, 60))),
        interactions=rated + unrated,
        assessed=rated,
        rated=rated,
        helped=helped,
        hurt=draw(st.integers(0, rated - helped)),
        valued=valued,
        net_minutes=draw(_MINUTES) if valued else 0.0,
        paired=draw(st.integers(0, valued)),
        paired_net_minutes=draw(_MINUTES),
        paired_weight=draw(_WEIGHT),
        weight=draw(_WEIGHT),
        rated_weight=draw(_WEIGHT),
        without_weight=draw(st.integers(0, 5)),
        rework_unknown=draw(st.integers(0, valued)),
        audited=audited,
        audited_rated=(audited_rated := min(rated, audited)),
        audited_helped=min(helped, audited_rated),
    )
