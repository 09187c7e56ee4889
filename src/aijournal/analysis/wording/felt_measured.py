"""Sentences about the saving that people claim beside the one that a trial measured on the same tasks."""

from collections.abc import Mapping
from typing import Final

FELT_MEASURED: Final[Mapping[str, str]] = {
    "felt_measured.share": (
        "For every hour that was felt to be saved, {count} trials measured about {minutes} minutes saved, "
        "between {low} and {high}."
    ),
    "felt_measured.share.one": (
        "For every hour that was felt to be saved, {count} trial measured about {minutes} minutes saved, "
        "between {low} and {high}."
    ),
    "felt_measured.rests_on": (
        "{figure} {tier}; {claimed} of {tasks} finished tasks with the treatment have stated net minutes "
        "({coverage}), {refused} of {asked} tasks were not left to chance ({share})."
    ),
    "felt_measured.more_tasks": (
        "What was felt beside what was measured needs {count} more tasks in each arm."
    ),
    "felt_measured.more_tasks.one": (
        "What was felt beside what was measured needs {count} more task in each arm."
    ),
    "felt_measured.more_claims": (
        "What was felt beside what was measured needs {count} more tasks done with AI with net minutes."
    ),
    "felt_measured.more_claims.one": (
        "What was felt beside what was measured needs {count} more task done with AI with net minutes."
    ),
    "felt_measured.nothing_claimed": (
        "By the stated minutes nothing was saved on these tasks, so there is no saving to set beside the "
        "trial."
    ),
    "felt_measured.no_number": "These minutes are too large or too small for a figure.",
}
