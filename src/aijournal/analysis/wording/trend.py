"""Sentences about value over time."""

from collections.abc import Mapping
from typing import Final

TREND: Final[Mapping[str, str]] = {
    "trend.now": "About {point} net minutes per million weighted tokens now, between {low} and {high}.",
    "trend.then": "About {point} net minutes per million weighted tokens on {day}, between {low} and {high}.",
    "trend.not_now": (
        "Too few judged lately to say where it stands now. "
        "It needs {count} more days with minutes and tokens."
    ),
    "trend.not_now.one": (
        "Too few judged lately to say where it stands now. It needs {count} more day with minutes and tokens."
    ),
    "trend.not_then": "Too few judged around {day} to say where it stood.",
    "trend.nothing_weighs": "The latest interactions used no tokens, so there is no value per token.",
    "trend.no_line": "No stretch of these days can be shown. {sentence}",
    "trend.span": "A trend needs six weeks with minutes and tokens, {count} more days.",
    "trend.span.one": "A trend needs six weeks with minutes and tokens, {count} more day.",
    "trend.no_pairs": "A trend needs six weeks with minutes and tokens. There are none yet.",
    "trend.no_days": "Nothing was recorded in these days.",
    "trend.gap.span": "under six weeks",
    "trend.gap.too_few": "too few judged",
    "trend.gap.nothing_weighs": "no tokens used",
}
