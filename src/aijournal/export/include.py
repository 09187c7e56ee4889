"""What a report leaves out unless the person asks for it."""

from enum import StrEnum


class Include(StrEnum):
    """Parts of a report that are not in it by default.

    `NAMES` are projects, tools, task types, tags, bottlenecks and trials by their own names rather than by
    aliases, and with the trials their arms and questions.
    `TIMES` are days and times of day rather than months. `MODELS` are models by their own names.
    `SIGNALS` are the mirror's questions to the person.
    """

    TOKENS = "tokens"
    COST = "cost"
    MODELS = "models"
    NOTES = "notes"
    NAMES = "names"
    PATHS = "paths"
    TIMES = "times"
    TITLES = "titles"
    SIGNALS = "signals"
