"""How many tokens others expect of a person, where they say so."""

from dataclasses import dataclass
from typing import Literal

QuotaPeriod = Literal["week", "month"]


@dataclass(frozen=True, slots=True)
class Quota:
    """How many raw tokens others expect of the person in each week, Monday to Sunday, or calendar month.

    It is entered to be looked at; nothing in the program sets one. `tokens` is positive, else `ValueError`.
    """

    tokens: int
    per: QuotaPeriod

    def __post_init__(self) -> None:
        if self.tokens <= 0:
            raise ValueError("a quota is a positive number of tokens")
