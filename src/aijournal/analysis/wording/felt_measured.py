"""Sentences about the saving that people claim beside the one that a trial measured on the same tasks."""

from collections.abc import Mapping
from typing import Final

FELT_MEASURED: Final[Mapping[str, str]] = {
    "felt_measured.share": (
        "For every hour that you said AI saved, the trial measured about {minutes} minutes saved, "
        "between {low} and {high}."
    ),
    "felt_measured.more_tasks": (
        "What you felt beside what was measured needs {count} more tasks in each arm."
    ),
    "felt_measured.more_tasks.one": (
        "What you felt beside what was measured needs {count} more task in each arm."
    ),
    "felt_measured.more_claims": (
        "What you felt beside what was measured needs {count} more tasks done with AI with net minutes."
    ),
    "felt_measured.more_claims.one": (
        "What you felt beside what was measured needs {count} more task done with AI with net minutes."
    ),
    "felt_measured.nothing_claimed": (
        "By your own minutes AI saved no time on these tasks, so there is no saving to set beside the trial."
    ),
    "felt_measured.no_number": "These minutes are too large or too small for a figure.",
}
