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
}
