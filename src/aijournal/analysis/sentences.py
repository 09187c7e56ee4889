"""Every sentence that speaks of a figure, in one table, so that it can be translated and tested.

Plain words only: no statistics, no praise, no blame, and nothing that says "up" or "down".
"""

from collections.abc import Mapping
from typing import Final

MINUS: Final = "\N{MINUS SIGN}"

SENTENCES: Final[Mapping[str, str]] = {
    "more_rated.one": "{count} more rated interaction",
    "more_rated": "{count} more rated interactions",
    "more_valued.one": "{count} more interaction with net minutes",
    "more_valued": "{count} more interactions with net minutes",
    "more_paired.one": "{count} more interaction with minutes and tokens",
    "more_paired": "{count} more interactions with minutes and tokens",
    "more_priced.one": "{count} more interaction with net minutes and a price",
    "more_priced": "{count} more interactions with net minutes and a price",
    "more_days.one": "{count} more day with such interactions",
    "more_days": "{count} more days with such interactions",
    "and_days": "{interactions}, on {count} more days",
    "and_days.one": "{interactions}, on {count} more day",
    "at_pace": "{missing}, about {count} days at your pace",
    "at_pace.one": "{missing}, about {count} day at your pace",
    "rate": "Helped and hurt need {missing}",
    "value": "Value per token needs {missing}",
    "net": "A range needs {missing}",
    "nothing_weighs": "There is no value per token: these interactions used no tokens",
    "and": "{first}. {second}",
    "nothing_to_judge": "Nothing to judge in these four weeks",
    "too_few": "Too few judged in these four weeks: {interactions} with minutes and tokens, on {days} days",
    "no_week": "No four weeks can be shown yet. {missing}.",
    "no_days": "Nothing was recorded yet",
    "now": (
        "About {point} net minutes per million weighted tokens in the last four weeks, "
        "between {low} and {high}."
    ),
    "now_alone": "About {point} net minutes per million weighted tokens in the last four weeks.",
    "not_now": "The last four weeks cannot be shown yet. {missing}.",
    "interval": "A range holds the true figure in about 90 to 95 % of such cases.",
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


def say(name: str, **figures: str) -> str:
    """Return one sentence of the table with its figures in place."""
    return SENTENCES[name].format(**figures)


def say_count(name: str, count: int, **figures: str) -> str:
    """Return the form of a sentence that fits a count, as `{count}`."""
    form = f"{name}.one" if count == 1 else name
    return say(form, count=str(count), **figures)


def plain_number(number: float, beside: float | None = None) -> str:
    """Return a number with no more digits than a person needs and a real minus sign: 11, 8.4, 0.

    A number that stands `beside` another takes as many digits as that one.
    """
    digits = 0 if abs(number if beside is None else beside) >= 9.95 else 1
    text = f"{abs(number):.{digits}f}".removesuffix(".0")
    return text if text == "0" or number > 0 else MINUS + text
