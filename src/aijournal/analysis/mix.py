"""Why a ratio changed: because of the kinds of work that were done, or within the same kinds of work.

Kitagawa's decomposition (1955). With shares w and ratios r of the task types before and after, the change of
the whole is exactly sum(dw mean r) + sum(mean w dr): what the mix of types did, and what happened within
them. The whole can fall while every type rises.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from aijournal.analysis.days import whole_of
from aijournal.analysis.intervals import exact_sum, finite, ratio
from aijournal.domain.totals import ValueDay

_MILLION = 1e6


class Rate(StrEnum):
    """A rate whose change can be taken apart; each value names what it counts among the rated."""

    HELPED = "helped"
    HURT = "hurt"


@dataclass(frozen=True, slots=True)
class MixPart:
    """What one task type has to do with a change; `key` is `None` for work without a type.

    A share is that of weighted tokens, or of rated interactions for a rate. A ratio is `None` where the type
    has no such tokens or interactions in that window; then it is all mix, and `within` is 0. `n_before` and
    `n_after` count the interactions behind it.
    """

    key: str | None
    n_before: int
    n_after: int
    share_before: float
    share_after: float
    ratio_before: float | None
    ratio_after: float | None
    mix: float
    within: float


@dataclass(frozen=True, slots=True)
class Mix:
    """The change of a ratio between two windows and its two parts, `change` = `mix` + `within`.

    Ratios are in net minutes per million weighted tokens, or of 1 for a rate. `parts` has one part for each
    task type, in order of their keys with the nameless one last; their sums are `mix` and `within`. Coverage
    is the share of tokens that was judged, of interactions for a rate. A change is arithmetic here and says
    nothing about chance.
    """

    before: float
    after: float
    change: float
    mix: float
    within: float
    n_before: int
    n_after: int
    coverage_before: float | None
    coverage_after: float | None
    parts: tuple[MixPart, ...]


def value_mix(before: Iterable[ValueDay], after: Iterable[ValueDay]) -> Mix | None:
    """Take the change of value per token apart; rows are keyed by task type.

    `None` where one of the windows has no weighted tokens with net minutes.
    """
    return _taken_apart(before, after, _value_side, lambda whole: ratio(whole.rated_weight, whole.weight))


def rate_mix(before: Iterable[ValueDay], after: Iterable[ValueDay], rate: Rate) -> Mix | None:
    """Take the change of a rate apart; rows are keyed by task type.

    `None` where one of the windows has no rated interaction.
    """

    def side(whole: ValueDay) -> "_Side":
        return _Side(getattr(whole, rate.value), whole.rated, whole.rated)

    return _taken_apart(before, after, side, lambda whole: ratio(whole.rated, whole.interactions))


@dataclass(frozen=True, slots=True)
class _Side:
    """The two sums of a ratio in one window, and the interactions behind them."""

    top: float
    base: float
    n: int


_NOTHING = _Side(0, 0, 0)
_NEITHER = (_NOTHING, _NOTHING)


def _value_side(whole: ValueDay) -> _Side:
    return _Side(whole.paired_net_minutes * _MILLION, whole.paired_weight, whole.paired)


def _taken_apart(
    before: Iterable[ValueDay],
    after: Iterable[ValueDay],
    side: Callable[[ValueDay], _Side],
    coverage: Callable[[ValueDay], float | None],
) -> Mix | None:
    rows = (tuple(before), tuple(after))
    wholes = [whole_of(window) for window in rows]
    sums = [side(whole) for whole in wholes]
    ratios = [ratio(one.top, one.base) for one in sums]
    if ratios[0] is None or ratios[1] is None:
        return None
    parts = _parts(_sides(rows[0], side), _sides(rows[1], side), sums[0].base, sums[1].base)
    mix, within = exact_sum(part.mix for part in parts), exact_sum(part.within for part in parts)
    # Absurd sums overflow into infinities, and what is no number has no parts.
    if finite(mix + within) is None:
        return None
    return Mix(
        before=ratios[0],
        after=ratios[1],
        change=ratios[1] - ratios[0],
        mix=mix,
        within=within,
        n_before=sums[0].n,
        n_after=sums[1].n,
        coverage_before=coverage(wholes[0]),
        coverage_after=coverage(wholes[1]),
        parts=parts,
    )


def _sides(rows: Iterable[ValueDay], side: Callable[[ValueDay], _Side]) -> Mapping[str | None, _Side]:
    groups: dict[str | None, list[ValueDay]] = defaultdict(list)
    for row in rows:
        groups[row.key].append(row)
    return {key: side(whole_of(group)) for key, group in groups.items()}


def _parts(
    before: Mapping[str | None, _Side],
    after: Mapping[str | None, _Side],
    base_before: float,
    base_after: float,
) -> tuple[MixPart, ...]:
    keys = sorted(before.keys() | after.keys(), key=lambda key: (key is None, key or ""))
    pairs = [(key, before.get(key, _NOTHING), after.get(key, _NOTHING)) for key in keys]
    return tuple(
        _part(key, old, new, base_before, base_after) for key, old, new in pairs if (old, new) != _NEITHER
    )


def _part(key: str | None, old: _Side, new: _Side, base_before: float, base_after: float) -> MixPart:
    share_before, share_after = old.base / base_before, new.base / base_after
    ratio_before, ratio_after = ratio(old.top, old.base), ratio(new.top, new.base)
    if ratio_before is None or ratio_after is None:
        # Its own ratio stands for both windows: share times ratio, which minutes without tokens have too.
        mix, within = new.top / base_after - old.top / base_before, 0.0
    else:
        mix = (share_after - share_before) * (ratio_before + ratio_after) / 2
        within = (share_before + share_after) / 2 * (ratio_after - ratio_before)
    return MixPart(key, old.n, new.n, share_before, share_after, ratio_before, ratio_after, mix, within)
