"""What a report leaves out unless the person asks for it."""

from enum import StrEnum


class Include(StrEnum):
    """Parts of a report that are not in it by default."""

    TOKENS = "tokens"
    COST = "cost"
