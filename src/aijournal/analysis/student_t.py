"""Quantiles of the normal and of Student's t distribution, without a statistics library."""

import math
from functools import lru_cache
from statistics import NormalDist

_TINY = 1e-300
_STEADY = 1e-15
# Newton doubles the digits with each step: what a step this small leaves is below the rounding.
_LAST_STEP = 1e-12


def normal_quantile(probability: float) -> float:
    """Return z with P(Z <= z) = `probability` for a standard normal Z."""
    return NormalDist().inv_cdf(probability)


@lru_cache(maxsize=1024)
def t_quantile(probability: float, degrees: float) -> float:
    """Return t with P(T <= t) = `probability` for Student's t with that many degrees of freedom.

    `probability` lies above one half and below one, `degrees` is positive; else `ValueError`. Good to ten
    digits from 0.9 up, where intervals need it.

    Newton's method on the logarithm of the tail against log t, where the curve is concave and falling:
    a step lands right of the root, and the steps after it approach from that side.
    """
    if not (0.5 < probability < 1 and degrees > 0):
        raise ValueError("a quantile needs a probability between 0.5 and 1 and positive degrees of freedom")
    wanted = 1 - probability
    t = normal_quantile(probability)
    for _ in range(100):
        tail = _tail(t, degrees)
        step = math.log(tail / wanted) * tail / (t * _density(t, degrees))
        t *= math.exp(step)
        if abs(step) < _LAST_STEP:
            break
    return t


def _tail(t: float, degrees: float) -> float:
    """Return P(T > t) for positive t."""
    return incomplete_beta(degrees / (degrees + t * t), degrees / 2, 0.5) / 2


def _density(t: float, degrees: float) -> float:
    scale = math.exp(math.lgamma((degrees + 1) / 2) - math.lgamma(degrees / 2))
    shape = math.exp(-(degrees + 1) / 2 * math.log1p(t * t / degrees))
    return scale * shape / math.sqrt(degrees * math.pi)


def incomplete_beta(x: float, a: float, b: float) -> float:
    """Return the regularised incomplete beta function I_x(a, b) for 0 < x < 1.

    By its continued fraction (DLMF 8.17.22), taken from the side on which that converges fast.
    """
    if x > (a + 1) / (a + b + 2):
        return 1 - incomplete_beta(1 - x, b, a)
    log_front = math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x)
    return math.exp(log_front) / (a * _continued_fraction(x, a, b))


def _continued_fraction(x: float, a: float, b: float) -> float:
    """Return 1 + d1/(1 + d2/(1 + ...)) by the modified Lentz method (DLMF 3.10)."""
    value = numerator = 1.0
    denominator = 0.0
    for term in range(1, 1000):
        coefficient = _coefficient(term, x, a, b)
        denominator = 1 / _not_zero(1 + coefficient * denominator)
        numerator = _not_zero(1 + coefficient / numerator)
        factor = numerator * denominator
        value *= factor
        if abs(factor - 1) < _STEADY:
            break
    return value


def _coefficient(term: int, x: float, a: float, b: float) -> float:
    m = term // 2
    if term % 2:
        return -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
    return m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))


def _not_zero(number: float) -> float:
    return number or _TINY
