"""Sentences of the report for a review."""

from collections.abc import Mapping
from typing import Final

REPORT: Final[Mapping[str, str]] = {
    "report.title": "What AI was worth",
    "report.period": "Period: {period}",
    "report.between_days": "{first} to {last}",
    "report.since": "since {first}",
    "report.until": "until {last}",
    "report.nothing": "nothing was recorded",
    "report.overall": "Overall",
    "report.tools": "By tool",
    "report.other_tools": "Other tools",
    "report.too_few": "too few rated to show",
    "report.unknown": "unknown",
    "report.spent": "Spent",
    "report.tokens": (
        "Tokens: {input} input, {cache_write} cache write, {cache_read} cache read, {output} output; "
        "{weighted} weighted; {calls} calls, {without} of them without all of their tokens on record."
    ),
    "report.at_least": "at least {count}",
    "report.cost": "Cost at the list prices of {day}: {cost}; {unpriced} calls without a price.",
    "report.usd": "{cost} USD",
    "report.method": "How this is counted",
    "report.method_tier": "Felt: outcomes and minutes are what the person judged, not what a clock measured.",
    "report.method_net": "Net minutes are minutes saved less minutes lost and rework.",
    "report.method_tokens": "Weighted tokens = {formula}.",
    "report.footer": (
        "Self-reported, {rated} of {interactions} interactions rated, not comparable between people."
    ),
}
