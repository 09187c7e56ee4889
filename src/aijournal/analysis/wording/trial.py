"""Sentences about a trial: what it found, or what it still needs."""

from collections.abc import Mapping
from typing import Final

TRIAL: Final[Mapping[str, str]] = {
    "trial.faster": "Tasks took {point} % less time with the treatment, between {low} and {high} % less.",
    "trial.slower": "Tasks took {point} % more time with the treatment, between {low} and {high} % more.",
    "trial.not_told_apart": (
        "The two ways of working cannot be told apart yet: between {low} and {high} % more time with the "
        "treatment."
    ),
    "trial.fewer_tokens": (
        "Tasks took {point} % fewer weighted tokens with the treatment, between {low} and {high} % fewer."
    ),
    "trial.more_tokens": (
        "Tasks took {point} % more weighted tokens with the treatment, between {low} and {high} % more."
    ),
    "trial.tokens_not_told_apart": (
        "The two ways of working cannot be told apart yet: between {low} and {high} % more weighted tokens "
        "with the treatment."
    ),
    "trial.running": (
        "Looked at as often as you like, it lies between {low} and {high} % more with the treatment; below 0 "
        "is less."
    ),
    "trial.rests_on": (
        "{figure} {tier}; {n} of {drawn} drawn tasks done ({coverage}), {treatment} with the treatment and "
        "{control} without; {refused} of {asked} not left to chance ({share}); {violated} not done as drawn."
    ),
    "trial.drawn_elsewhere": "The arms were drawn elsewhere, so that nobody can do the draw again.",
    "trial.goes_on": "It goes on. Until it ends, the range for looking often is the one that holds.",
    "trial.permutation": "If the two ways made no difference, {share} % of draws would show one as large.",
    "trial.not_as_drawn": (
        "The arms are not those that the stored seed gives: somebody changed the journal from outside."
    ),
    "trial.spread": "Two of three tasks took between {low} and {high} times what was to be expected of them.",
    "trial.more_control": "A result needs {count} more finished tasks without the treatment.",
    "trial.more_control.one": "A result needs {count} more finished task without the treatment.",
    "trial.more_treatment": "A result needs {count} more finished tasks with the treatment.",
    "trial.more_treatment.one": "A result needs {count} more finished task with the treatment.",
    "trial.no_number": "These times are too large, too small or too few of a kind for a figure.",
    "outlook.visible": "With {tasks} tasks, an effect of {effect} % is seen in four of five trials.",
    "outlook.too_few": (
        "{tasks} tasks show nothing for sure: a result needs {least}, and half of them in each arm."
    ),
    "outlook.own_pace": ("At your own pace, {pace} a week, {tasks} tasks take about {count} weeks."),
    "outlook.own_pace.one": "At your own pace, {pace} a week, {tasks} tasks take about {count} week.",
    "outlook.work_pace": (
        "Your journal holds {pace} pieces of work a week; at that pace, {tasks} tasks take about {count} "
        "weeks."
    ),
    "outlook.work_pace.one": (
        "Your journal holds {pace} pieces of work a week; at that pace, {tasks} tasks take about {count} "
        "week."
    ),
    "outlook.needed": ("To see an effect of 20 % takes {fifth} tasks, of 30 % {third}, of half {half}."),
    "outlook.own_spread": "That rests on how far your own tasks lay from what was to be expected of them.",
    "outlook.usual_spread": (
        "That rests on how far tasks usually lie from their forecasts; your own trials will tell of yours."
    ),
    "outlook.tokens": "How far the tokens of tasks lie apart is not known before a trial of yours tells.",
}
