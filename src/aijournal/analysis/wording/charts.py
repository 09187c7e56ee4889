"""Sentences that a person may remember of a chart."""

from collections.abc import Mapping
from typing import Final

CHARTS: Final[Mapping[str, str]] = {
    "work.half": (
        "{top} of {count} days took half of the tokens and brought {part} of the {whole} net hours."
    ),
    "work.few": "Minutes and tokens are known of {count} days so far.",
    "work.few.one": "Minutes and tokens are known of {count} day so far.",
    "work.none": "A day becomes a point with one judged interaction whose minutes and tokens are known.",
    "work.half.interactions": (
        "{top} of {count} interactions took half of the tokens and brought {part} of the {whole} net hours."
    ),
    "work.few.interactions": "Minutes and tokens are known of {count} interactions so far.",
    "work.few.interactions.one": "Minutes and tokens are known of {count} interaction so far.",
    "cells.judged": "AI helped in {helped} of {rated} you judged, and hurt in {hurt}.",
    "calendar.days": "Minutes were saved on {saved}, lost on {lost}, and neither on {even}.",
    "calendar.count": "{count} days",
    "calendar.count.one": "{count} day",
    "calendar.no_minutes": "No day of these has net minutes yet.",
    "calendar.none": "Nothing was recorded in these days.",
    "mix.parts": (
        "Of the difference of {change}, {mix} come from other kinds of work and {within} from the same kinds "
        "of work."
    ),
}
