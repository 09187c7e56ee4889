"""A published table whose sign flips: admissions of men and women to six departments of a university.

Bickel, Hammel and O'Connell, "Sex bias in graduate admissions: data from Berkeley", Science 187 (1975), the
six largest departments: admitted and rejected. Women were admitted less often overall, and more often within
departments, because they applied where few are admitted.
"""

import pytest

from aijournal.analysis.mix import Rate, rate_mix
from tests.analysis.builders import day

ADMITTED_REJECTED = {
    "A": ((512, 313), (89, 19)),
    "B": ((353, 207), (17, 8)),
    "C": ((120, 205), (202, 391)),
    "D": ((138, 279), (131, 244)),
    "E": ((53, 138), (94, 299)),
    "F": ((22, 351), (24, 317)),
}


def test_the_mix_of_departments_turns_the_sign() -> None:
    men, women = (
        [
            day(0, department, rated=sum(counts[place]), helped=counts[place][0], hurt=0)
            for department, counts in ADMITTED_REJECTED.items()
        ]
        for place in (0, 1)
    )
    found = rate_mix(men, women, Rate.HELPED)
    assert found is not None
    assert (100 * found.change, 100 * found.mix, 100 * found.within) == pytest.approx(
        (-14.2, -17.8, 3.6), abs=0.05
    )
    assert found.mix + found.within == pytest.approx(found.change, abs=1e-12)
