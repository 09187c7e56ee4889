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
_GOLDEN = (math.sqrt(5) - 1) / 2
# Twice the digits of a place show in the height above it.
_CLOSE = 1e-7
_GRID = 12
# Heights as near as this are the same: no data can tell the places apart.
_SAME = 1e-9
_FEW = 8
_STEADY = 1e-12
# Below this logit a rate is 0 in any number of digits.
_NOTHING = -700.0


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
        """Return the middle 95 % of Beta(k + a, n - k + b), what is believed of a group's rate."""
        a, b = hits + self.a, count - hits + self.b
        return Interval(beta_quantile(_LOWER, a, b), beta_quantile(1 - _LOWER, a, b))


def fitted_prior(groups: Iterable[tuple[int, int]]) -> Prior | None:
    """Return the prior under which hits and counts of all groups are most likely; `None` without any count.

    Its strength a + b lies between one observation and all of them: groups that all agree cannot make it
    worth more than what it was learnt from, and groups that are all or nothing do not make it worth nothing.
    Its mean keeps half an observation away from 0 and 1, so that no rate is ever taken for certain. One
    group alone says nothing of how groups differ: then it is Jeffreys' prior, Beta(1/2, 1/2).
    """
    counted = [(hits, count) for hits, count in groups if count > 0]
    if not counted:
        return None
    if len(counted) == 1:
        return Prior(0.5, 0.5, PriorBasis.SINGLE)
    counts = _Counts.of(counted)
    whole = sum(count for _, count in counted)
    log_strength = _highest_of_many(lambda place: counts.profile(math.exp(place)), math.log(whole))
    strength = math.exp(log_strength)
    basis = PriorBasis.FITTED
    if math.isclose(counts.profile(whole), counts.profile(strength), rel_tol=_SAME, abs_tol=_SAME):
        strength, basis = whole, PriorBasis.ALIKE
    mean = counts.likeliest_mean(strength)
    return Prior(mean * strength, (1 - mean) * strength, basis)


@dataclass(frozen=True, slots=True)
class _Counts:
    """How many groups have so many hits, so many misses, and so many of both: all that the likelihood needs."""

    hits: Sequence[tuple[int, int]]
    misses: Sequence[tuple[int, int]]
    both: Sequence[tuple[int, int]]
    largest_logit: float

    @classmethod
    def of(cls, groups: Sequence[tuple[int, int]]) -> "_Counts":
        return cls(
            hits=_tally(hits for hits, _ in groups),
            misses=_tally(count - hits for hits, count in groups),
            both=_tally(count for _, count in groups),
            largest_logit=math.log(2 * sum(count for _, count in groups) + 1),
        )

    def log_likelihood(self, mean: float, strength: float) -> float:
        """Return the logarithm of the beta-binomial likelihood, less a constant."""
        return (
            _log_rising(mean * strength, self.hits)
            + _log_rising((1 - mean) * strength, self.misses)
            - _log_rising(strength, self.both)
        )

    def likeliest_mean(self, strength: float) -> float:
        """Return the mean that fits best; for a given strength the likelihood is concave in it."""
        end = self.largest_logit
        return _logistic(_highest(lambda x: self.log_likelihood(_logistic(x), strength), -end, end))

    def profile(self, strength: float) -> float:
        return self.log_likelihood(self.likeliest_mean(strength), strength)


def _tally(numbers: Iterable[int]) -> Sequence[tuple[int, int]]:
    return sorted((number, times) for number, times in Counter(numbers).items() if number)


def _log_rising(start: float, tally: Sequence[tuple[int, int]]) -> float:
    """Return the sum of log(x (x+1) ... (x+m-1)) over m; short products are exact where lgamma is not."""
    at_start = math.lgamma(start)
    return sum(
        times
        * (
            math.log(math.prod(start + step for step in range(length)))
            if length < _FEW
            else math.lgamma(start + length) - at_start
        )
        for length, times in tally
    )


def _highest_of_many(height: Callable[[float], float], end: float) -> float:
    """Return where between 0 and `end` a function is highest that may have several peaks."""
    places = [end * step / _GRID for step in range(_GRID + 1)]
    best = max(places, key=height)
    return _highest(height, max(0.0, best - end / _GRID), min(end, best + end / _GRID))


def _highest(height: Callable[[float], float], low: float, high: float) -> float:
    """Return where a function with one peak is highest, by golden section (Kiefer, 1953)."""
    left, right = high - _GOLDEN * (high - low), low + _GOLDEN * (high - low)
    at_left, at_right = height(left), height(right)
    while high - low > _CLOSE:
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
    """Return x with P(X <= x) = `probability` for X distributed as Beta(a, b), good to ten digits after the dot.

    `probability` lies between 0 and 1, `a` and `b` are positive; else `ValueError`.

    Newton's method on the logarithm of the lower tail against the logit of x, where the curve is concave and
    rising: a step lands left of the root, and the steps after it approach from that side.
    """
    if not (0 < probability < 1 and a > 0 and b > 0):
        raise ValueError("a quantile needs a probability between 0 and 1 and positive parameters")
    if probability > 0.5:
        return 1 - beta_quantile(1 - probability, b, a)
    log_beta = math.lgamma(a) + math.lgamma(b) - math.lgamma(a + b)
    # Left of the root, or on it: the tail is never heavier than exp(a logit) / (a B(a, b)).
    leftmost = (math.log(probability) + math.log(a) + log_beta) / a
    if leftmost < _NOTHING:
        return 0.0
    normal = math.log(a / b) + normal_quantile(probability) * math.sqrt(1 / a + 1 / b)
    logit = max(leftmost, normal)
    for _ in range(100):
        tail = incomplete_beta(_logistic(logit), a, b)
        log_density = a * logit - (a + b) * math.log1p(math.exp(logit)) - log_beta
        step = math.log(probability / tail) * tail / math.exp(log_density)
        logit += step
        if abs(step) < _STEADY:
            break
    return _logistic(logit)


def _logistic(logit: float) -> float:
    if logit < 0:
        return math.exp(logit) / (1 + math.exp(logit))
    return 1 / (1 + math.exp(-logit))
