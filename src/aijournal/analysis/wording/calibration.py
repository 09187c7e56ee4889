"""Sentences about forecasts: how long tasks took beside them, and how often AI helped."""

from collections.abc import Mapping
from typing import Final

CALIBRATION: Final[Mapping[str, str]] = {
    "calibration.time": (
        "Tasks took about {bias} times as long as forecast, between {low} and {high}. "
        "{close} of {count} took between half and twice the forecast."
    ),
    "calibration.rests_on": "{figure} {tier}; {share} of the finished tasks have a forecast.",
    "calibration.more_time": "Forecasts of time need {count} more finished tasks.",
    "calibration.more_time.one": "Forecasts of time need {count} more finished task.",
    "calibration.help": (
        "On average the chance that AI helps was put at {expected} %. "
        "It helped in {helped} % of {count} tasks."
    ),
    "calibration.closer": "{sentence} Saying {helped} % each time would have been further off.",
    "calibration.not_closer": "{sentence} Saying {helped} % each time would have been no further off.",
    "calibration.more_help": "Forecasts of help need {count} more rated tasks.",
    "calibration.more_help.one": "Forecasts of help need {count} more rated task.",
    "calibration.similar": (
        "{count} similar tasks took about {median} minutes, half of them between {low} and {high}."
    ),
    "calibration.more_similar": "What similar tasks took can be shown after {count} more.",
    "calibration.more_similar.one": "What similar tasks took can be shown after {count} more.",
}
