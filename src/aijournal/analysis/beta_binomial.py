"""What many small groups tell about the rate of any of them: a beta distribution, learnt from all groups.

Hits of a group are binomial, its rate is drawn from Beta(a, b); a and b are those under which the counts of
all groups are most likely (empirical Bayes with the beta-binomial distribution, Skellam 1948). No statistics
library is needed, and nothing depends on the order of the groups.
"""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from aijournal.analysis.intervals import Interval
from aijournal.analysis.student_t import incomplete_beta, normal_quantile

_LOWER = 0.025
_JEFFREYS = 0.5
_GOLDEN = (math.sqrt(5) - 1) / 2
# The height above a place this near to the peak has twice as many digits right.
_CLOSE = 1e-5
_ROUGH = 1e-2
_GRID = 12
# Heights as near as this are the same: no data can tell the places apart.
_SAME = 1e-6
_STEADY = 1e-12
# Beyond these logits a rate is 0 or 1 in all its digits.
_NOTHING, _WHOLE = -700.0, 36.0


class PriorBasis(StrEnum):
    """What a prior was learnt from: one group only, groups that do not differ, or groups that do."""

    SINGLE = "single"
    ALIKE = "alike"
    FITTED = "fitted"


@dataclass(frozen=True, slots=True)
class Prior:
    """The distribution Beta(a, b) of a rate before a group's own counts are seen; both are positive."""

    a: float
    b: float
    basis: PriorBasis

    @property
    def mean(self) -> float:
        """The rate that small groups are drawn towards."""
        return self.a / (self.a + self.b)

    @property
    def strength(self) -> float:
        """How many observations the prior is worth."""
        return self.a + self.b

    def shrunk(self, hits: int, count: int) -> float:
        """Return the rate of a group in the light of all: (k + a)/(n + a + b)."""
        return (hits + self.a) / (count + self.a + self.b)

    def interval(self, hits: int, count: int) -> Interval:
        """Return the middle 95 % of Beta(k + a, n - k + b), what is believed of a group's rate.

        It takes the prior as known. On drawn groups it held the true rate in 91 to 97 % of cases where the
        prior was learnt from forty groups, but in 74 to 94 % with twelve, and in 74 to 88 % with four.
        """
        a, b = hits + self.a, count - hits + self.b
        return Interval(beta_quantile(_LOWER, a, b), beta_quantile(1 - _LOWER, a, b))


def fitted_prior(groups: Iterable[tuple[int, int]]) -> Prior | None:
    """Return the prior under which hits and counts of all groups are most likely; `None` without any count.

    Among all with a and b of one half or more, as in Jeffreys' prior, and a + b of all observations or fewer:
    groups that are all nothing do not make nothing certain, and groups that all agree do not make the prior
    worth more than what it was learnt from. One group alone says nothing of how groups differ and leaves
    Jeffreys' prior, Beta(1/2, 1/2), as it is.
    """
    counted = [(hits, count) for hits, count in groups if count > 0]
    if not counted:
        return None
    if len(counted) == 1:
        return Prior(_JEFFREYS, _JEFFREYS, PriorBasis.SINGLE)
    counts = _Counts.of(counted)
    strength, basis = counts.likeliest_strength(), PriorBasis.FITTED
    whole = sum(count for _, count in counted)
    if counts.profile(whole) > counts.profile(strength) - _SAME:
        strength, basis = whole, PriorBasis.ALIKE
    mean = counts.likeliest_mean(strength)
    return Prior(mean * strength, (1 - mean) * strength, basis)


@dataclass(frozen=True, slots=True)
class _Counts:
    """How many groups have so many hits, misses, and both: all that the likelihood needs."""

    hits: Sequence[tuple[int, int]]
    misses: Sequence[tuple[int, int]]
    both: Sequence[tuple[int, int]]

    @classmethod
    def of(cls, groups: Sequence[tuple[int, int]]) -> "_Counts":
        return cls(
            hits=_tally(hits for hits, _ in groups),
            misses=_tally(count - hits for hits, count in groups),
            both=_tally(count for _, count in groups),
        )

    def likeliest_strength(self) -> float:
        """Return the strength that fits best; there may be several peaks, so look everywhere first."""
        end = math.log(sum(count * times for count, times in self.both))
        step = end / _GRID
        rough = max(
            (step * number for number in range(_GRID + 1)),
            key=lambda place: self.profile(math.exp(place), _ROUGH),
        )
        low, high = max(0.0, rough - step), min(end, rough + step)
        return math.exp(_highest(lambda place: self.profile(math.exp(place)), low, high, _CLOSE))

    def profile(self, strength: float, closeness: float = _CLOSE) -> float:
        """Return the logarithm of the beta-binomial likelihood at the likeliest mean, less a constant."""
        of_mean = self._log_rising_parts(self.likeliest_mean(strength, closeness), strength)
        return of_mean - _log_rising(strength, self.both)

    def likeliest_mean(self, strength: float, closeness: float = _CLOSE) -> float:
        """Return the mean that fits best; for a given strength the likelihood is concave in it."""
        end = math.log(max(1.0, strength / _JEFFREYS - 1))
        return _logistic(
            _highest(lambda x: self._log_rising_parts(_logistic(x), strength), -end, end, closeness)
        )

    def _log_rising_parts(self, mean: float, strength: float) -> float:
        """Return what of the likelihood depends on the mean."""
        hits = _log_rising(mean * strength, self.hits)
        return hits + _log_rising((1 - mean) * strength, self.misses)


def _tally(numbers: Iterable[int]) -> Sequence[tuple[int, int]]:
    """Return each number above 0 and how often it occurs, in an order that does not depend on theirs."""
    return sorted((number, times) for number, times in Counter(numbers).items() if number)


def _log_rising(start: float, tally: Sequence[tuple[int, int]]) -> float:
    """Return the sum of log(x (x+1) ... (x+m-1)) over m; a single factor is exact, lgamma would not be."""
    at_start = math.lgamma(start)
    return sum(
        times * (math.log(start) if length == 1 else math.lgamma(start + length) - at_start)
        for length, times in tally
    )


def _highest(height: Callable[[float], float], low: float, high: float, closeness: float) -> float:
    """Return where a function with one peak is highest, by golden section (Kiefer, 1953)."""
    left, right = high - _GOLDEN * (high - low), low + _GOLDEN * (high - low)
    at_left, at_right = height(left), height(right)
    while high - low > closeness:
        if at_left > at_right:
            high, right, at_right = right, left, at_left
            left = high - _GOLDEN * (high - low)
            at_left = height(left)
        else:
            low, left, at_left = left, right, at_right
            right = low + _GOLDEN * (high - low)
            at_right = height(right)
    return (low + high) / 2


def beta_quantile(probability: float, a: float, b: float) -> float:
    """Return x with P(X <= x) = `probability` for X distributed as Beta(a, b), to ten places.

    `probability` lies between 0 and 1, `a` and `b` are positive; else `ValueError`.

    Newton's method on the logarithm of the lower tail against the logit of x, where the curve is concave and
    rising; a step that leaves what is known to enclose the root is replaced by halving.
    """
    if not (0 < probability < 1 and a > 0 and b > 0):
        raise ValueError("a quantile needs a probability between 0 and 1 and positive parameters")
    low, high = _enclosed(probability, a, b)
    normal = math.log(a / b) + normal_quantile(probability) * math.sqrt(1 / a + 1 / b)
    logit = min(max(low, normal), high)
    for _ in range(200):
        tail = incomplete_beta(_logistic(logit), a, b)
        low, high = (logit, high) if tail < probability else (low, logit)
        following = logit + _newton_step(probability, tail, logit, a, b)
        if not low <= following <= high:
            following = (low + high) / 2
        is_steady = abs(following - logit) < _STEADY
        logit = following
        if is_steady:
            break
    return _logistic(logit)


def _enclosed(probability: float, a: float, b: float) -> tuple[float, float]:
    """Return logits on either side of a quantile: no tail is heavier than exp(-b logit) / (b B(a, b))."""
    log_beta = _log_beta(a, b)
    left = (math.log(probability) + math.log(a) + log_beta) / a
    right = -(math.log1p(-probability) + math.log(b) + log_beta) / b
    return max(_NOTHING, min(left, _WHOLE)), min(_WHOLE, max(right, _NOTHING))


def _newton_step(probability: float, tail: float, logit: float, a: float, b: float) -> float:
    density = math.exp(a * logit - (a + b) * math.log1p(math.exp(logit)) - _log_beta(a, b))
    if not (tail and density):
        return math.inf
    return math.log(probability / tail) * tail / density


def _log_beta(a: float, b: float) -> float:
    return math.lgamma(a) + math.lgamma(b) - math.lgamma(a + b)


def _logistic(logit: float) -> float:
    if logit < 0:
        return math.exp(logit) / (1 + math.exp(logit))
    return 1 / (1 + math.exp(-logit))
