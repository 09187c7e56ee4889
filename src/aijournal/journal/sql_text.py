"""Fixed pieces of SQL: how a query is put together, and the token columns that every table shares."""

from collections.abc import Sequence

from aijournal.domain.tokens import TokenUsage

TOKEN_COLUMNS = (
    "input_tokens",
    "cache_write_tokens",
    "cache_read_tokens",
    "output_tokens",
    "cache_write_1h_tokens",
    "reasoning_tokens",
)


def compose(*fragments: str) -> str:
    """Return one query made of fixed fragments; a value is never a fragment, it is bound."""
    return " ".join(fragments)


def token_columns(pattern: str = "{}") -> str:
    """Return the token columns for a SELECT, each put into a pattern such as `sum({})`."""
    return ", ".join(pattern.replace("{}", column) for column in TOKEN_COLUMNS)


def token_usage(tokens: Sequence[int | None], *, is_lower_bound: bool) -> TokenUsage:
    """Return the usage for values in the order of `TOKEN_COLUMNS`."""
    uncached, cache_write, cache_read, output, one_hour, reasoning = tokens
    return TokenUsage(uncached, cache_write, cache_read, output, one_hour, reasoning, is_lower_bound)
