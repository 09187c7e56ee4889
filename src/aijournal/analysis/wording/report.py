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
    "report.net": (
        "Net minutes saved: {point} ({time}), between {low} and {high}, from {valued} with stated minutes"
    ),
    "report.net_alone": "Net minutes saved: {point} ({time}), from {valued} with stated minutes. {guard}",
    "report.net_unknown": "Net minutes saved: not stated for any interaction",
    "report.one_day": "One day alone has no range",
    "report.vpt": (
        "Net minutes per million weighted tokens: {point}, between {low} and {high}, "
        "from {paired} with minutes and tokens on {days} days; {all} if unjudged work brought nothing"
    ),
    "report.rates": (
        "Helped {helped}, between {helped_low} and {helped_high}; hurt {hurt}, between {hurt_low} and "
        "{hurt_high}; helped between {bound_low} and {bound_high} if the unrated ones could be anything"
    ),
    "report.audit": (
        "Helped in a random sample, {rated} of {audited} answered: {rate}, between {low} and {high}. {tier}."
    ),
    "report.audit_bounds": (
        "Helped in a random sample, only {rated} of {audited} answered: between {low} and {high}. {tier}."
    ),
    "report.rests_on": "{figure}. {tier}; {rated} of {interactions} rated, {tokens}.",
    "report.of_tokens": "{share} of tokens",
    "report.no_tokens": "tokens unknown",
    "report.unknown": "unknown",
    "report.spent": "Spent",
    "report.tokens": (
        "Tokens: {input} input, {cache_write} cache write, {cache_read} cache read, {output} output; "
        "{weighted} weighted; {calls} calls, {without} of them without known tokens."
    ),
    "report.at_least": "at least {count}",
    "report.cost": "Cost at the list prices of {day}: {cost}; {unpriced} calls without a price.",
    "report.usd": "{cost} USD",
    "report.method": "How this is counted",
    "report.method_tier": "Felt: outcomes and minutes are what the person judged, not what a clock measured.",
    "report.method_net": "Net minutes are minutes saved less minutes lost and rework.",
    "report.method_rework": "Rework was not stated for {unknown} of {valued} and counts nothing there.",
    "report.method_tokens": "Weighted tokens = {formula}.",
    "report.method_unknown": "{unknown} without known tokens are left out of value per token.",
    "report.footer": (
        "Self-reported, {rated} of {interactions} interactions rated, not comparable between people."
    ),
}
