"""Sentences about this quarter against the last: the only ones that may say "up" or "down"."""

from collections.abc import Mapping
from typing import Final

CHANGE: Final[Mapping[str, str]] = {
    "change.up": (
        "Value per token is up: {after} net minutes per million weighted tokens this quarter, "
        "{before} last quarter, a difference between {low} and {high}."
    ),
    "change.down": (
        "Value per token is down: {after} net minutes per million weighted tokens this quarter, "
        "{before} last quarter, a difference between {low} and {high}."
    ),
    "change.not_told_apart": (
        "This quarter cannot be told from the last: {after} net minutes per million weighted tokens, "
        "{before} last quarter, a difference between {low} and {high}."
    ),
    "change.other_work": (
        "Other kinds of work were done: {after} net minutes per million weighted tokens this quarter, "
        "{before} last quarter, but within the same task types the two cannot be told apart."
    ),
    "change.opposite": (
        "Other kinds of work were done: {after} net minutes per million weighted tokens this quarter, "
        "{before} last quarter, while within the same task types it clearly went the other way."
    ),
    "change.too_early": (
        "This quarter is compared with the last once it is eight weeks old, in {count} more days."
    ),
    "change.too_early.one": (
        "This quarter is compared with the last once it is eight weeks old, in {count} more day."
    ),
    "change.this_quarter": "To compare, this quarter needs {missing}.",
    "change.last_quarter": "To compare, last quarter needs {missing}.",
    "change.this_coverage": "To compare, {least} % of tokens must be judged; this quarter it was {share} %.",
    "change.last_coverage": "To compare, {least} % of tokens must be judged; last quarter it was {share} %.",
    "change.one_day": "Nearly all tokens of a quarter were used on one day, so there is nothing to compare.",
    "change.nothing_weighs": "A quarter used no tokens, so there is no value per token to compare.",
}
