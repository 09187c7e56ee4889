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
    "at_slow_pace": "{missing}, more than a year at your pace",
    "rate": "Helped and hurt need {missing}",
    "value": "Value per token needs {missing}",
    "net": "A range needs {missing}",
    "rate.never": "Helped and hurt need {needed} rated interactions, more than the {count} there are here",
    "rate.never.one": "Helped and hurt need {needed} rated interactions, more than the {count} there is here",
    "value.never": "Value per token needs {needed} days, more than the {count} there are here",
    "value.never.one": "Value per token needs {needed} days, more than the {count} there is here",
    "net.never": "A range needs {needed} days, more than the {count} there are here",
    "net.never.one": "A range needs {needed} days, more than the {count} there is here",
    "short.day": "One day is too short for a range; each shows its net minutes and counts.",
    "short.week": "One week is too short for a range; each shows its net minutes and counts.",
    "short.interaction": "One interaction has no range and no rate; each shows its net minutes and counts.",
    "short.rate": "Helped and hurt need {needed} rated interactions in each of these.",
    "nothing_weighs": "There is no value per token: these interactions used no tokens",
    "and": "{first}. {second}",
    "nothing_to_judge": "Nothing to judge in these four weeks",
    "too_few": "Too few judged in these four weeks: {interactions} with minutes and tokens, on {days} days",
    "no_week": "No four weeks can be shown yet. {missing}.",
    "no_days": "Nothing was recorded yet.",
    "now": (
        "About {point} net minutes per million weighted tokens in the last four weeks, "
        "between {low} and {high}."
    ),
    "now_alone": "About {point} net minutes per million weighted tokens in the last four weeks.",
    "not_now": "The last four weeks cannot be shown yet. {missing}.",
    "one_then_another": "{one} {another}",
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
        "{hurt_high}"
    ),
    "value.bounds": ("{rates}; helped between {bound_low} and {bound_high}, whatever the unrated ones were"),
    "value.audit": (
        "Helped in a random sample, {rated} of {audited} answered: {rate}, between {low} and {high}. {tier}."
    ),
    "value.audit_bounds": (
        "Helped in a random sample, only {rated} of {audited} answered: between {low} and {high}. {tier}."
    ),
    "value.rests_on": "{figure}. {tier}; {rated} of {interactions} rated, {tokens}.",
    "value.of_tokens": "{share} of tokens",
    "value.no_tokens": "tokens unknown",
    "value.zero_tokens": "no tokens used",
    "value.unknown": "unknown",
    "value.per_usd": (
        "Net minutes per US dollar at list prices: {point}, between {low} and {high}, "
        "from {priced} with minutes and a price"
    ),
    "value.rework": (
        "Rework was not stated for {count} of {valued} interactions with net minutes, and counts as none."
    ),
    "value.rework.one": (
        "Rework was not stated for {count} of {valued} interactions with net minutes, and counts as none."
    ),
    "value.reworked": "Net minutes are less the rework stated for {count} interactions: {time} in all.",
    "value.reworked.one": "Net minutes are less the rework stated for {count} interaction: {time}.",
    "value.new_work": (
        "{count} interactions were work that would not have been done without AI; no minutes are counted "
        "there."
    ),
    "value.new_work.one": (
        "{count} interaction was work that would not have been done without AI; no minutes are counted there."
    ),
    "value.without_tokens": (
        "{count} interactions whose tokens are not all known are left out of value per token."
    ),
    "value.without_tokens.one": (
        "{count} interaction whose tokens are not all known is left out of value per token."
    ),
    "value.weights": "Tokens are weighed by your own weights, not the default ones: {formula}.",
}
