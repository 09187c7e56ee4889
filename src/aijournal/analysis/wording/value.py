"""Sentences about value figures, and about what they still lack."""

from collections.abc import Mapping
from typing import Final

VALUE: Final[Mapping[str, str]] = {
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
    "value.net": (
        "Net minutes saved: {point} ({time}), between {low} and {high}, from {valued} with stated minutes"
    ),
    "value.net_alone": "Net minutes saved: {point} ({time}), from {valued} with stated minutes. {guard}",
    "value.net_unknown": "Net minutes saved: not stated for any interaction",
    "value.one_day": "One day alone has no range",
    "value.vpt": (
        "Net minutes per million weighted tokens: {point}, between {low} and {high}, "
        "from {paired} with minutes and tokens on {days} days; {all} if unjudged work brought nothing"
    ),
    "value.rates": (
        "Helped {helped}, between {helped_low} and {helped_high}; hurt {hurt}, between {hurt_low} and "
        "{hurt_high}; helped between {bound_low} and {bound_high} if the unrated ones could be anything"
    ),
    "value.audit": (
        "Helped in a random sample, {rated} of {audited} answered: {rate}, between {low} and {high}. {tier}."
    ),
    "value.audit_bounds": (
        "Helped in a random sample, only {rated} of {audited} answered: between {low} and {high}. {tier}."
    ),
    "value.rests_on": "{figure}. {tier}; {rated} of {interactions} rated, {tokens}.",
    "value.of_tokens": "{share} of tokens",
    "value.no_tokens": "tokens unknown",
    "value.unknown": "unknown",
    "value.per_usd": (
        "Net minutes per US dollar at list prices: {point}, between {low} and {high}, "
        "from {priced} with minutes and a price"
    ),
    "value.rework": "Rework was not stated for {count} of {valued} and counts nothing there.",
    "value.new_work": (
        "{count} would not have been done at all without AI: they are no part of minutes saved."
    ),
    "value.without_tokens": "{count} without known tokens are left out of value per token.",
}
