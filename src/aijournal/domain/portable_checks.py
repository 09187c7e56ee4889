"""What a portable record can be held to: names, times and numbers that there can be."""

from datetime import datetime
from decimal import Decimal
from typing import Final

FIRST_YEAR, LAST_YEAR = 1900, 8999  # so that every local time of an instant can be told
MOST_TOKENS: Final = 10**12  # as of logs: the sum of a million of these still fits
MOST_NUMBERED: Final = 10**9  # positions, and numbers of entries that are kept
_LARGEST_POWER: Final = 40  # of ten, in an amount
DAY_OF_MINUTES: Final = 24 * 60


class Checked:
    """Something that has nothing to check, unless it says otherwise."""

    __slots__ = ()

    def check(self) -> None:
        """Raise `ValueError`, with a few plain words, if it says what cannot be."""


def require_names(*names: str) -> None:
    """Raise `ValueError` for a name that nothing can have."""
    for name in names:
        if not name or "\0" in name:
            raise ValueError("an empty or impossible name")


def require_instants(*instants: datetime | None) -> None:
    """Raise `ValueError` for a time that no clock shows everywhere; `None` says nothing."""
    for one in instants:
        if one is not None and (one.tzinfo is None or not FIRST_YEAR <= one.year <= LAST_YEAR):
            raise ValueError("an impossible time")


def require_counts(*counts: int | None, most: int = MOST_TOKENS) -> None:
    """Raise `ValueError` for a number below 0 or above `most`; `None` says nothing."""
    for count in counts:
        if count is not None and not 0 <= count <= most:
            raise ValueError("an impossible number")


def require_digits(text: str) -> None:
    """Raise `ValueError` for what is not hexadecimal digits."""
    try:
        bytes.fromhex(text)
    except ValueError:
        raise ValueError("not hexadecimal digits") from None


def require_amount(amount: Decimal) -> None:
    """Raise `ValueError` for an amount that nobody charges."""
    digits = amount.as_tuple().digits
    if not amount.is_finite() or abs(amount.adjusted()) > _LARGEST_POWER or len(digits) > 2 * _LARGEST_POWER:
        raise ValueError("an impossible amount")


def require_between(least: float, most: float, *numbers: float | None) -> None:
    """Raise `ValueError` for a number outside of a range, both ends included; `None` says nothing."""
    for one in numbers:
        if one is not None and not least <= one <= most:
            raise ValueError("an impossible number")
