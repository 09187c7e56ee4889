"""Sentences of the mirror: questions to the person alone, what they rest on, and what they still lack."""

from collections.abc import Mapping
from typing import Final

MIRROR: Final[Mapping[str, str]] = {
    "mirror.looked_at": "Asked of {first} to {last}, if nothing else is said.",
    "mirror.rests_on": "It rests on {count} interactions, which took {share} % of the tokens.",
    "mirror.rests_on.one": "It rests on {count} interaction, which took {share} % of the tokens.",
    "mirror.no_tokens": "None of these interactions used tokens.",
    "mirror.relief.nothing_gained": "No minutes saved were stated in this period.",
    "mirror.relief.not_named": "No bottleneck is named for this period.",
    "mirror.tail.title": "After the answer you needed",
    "mirror.tail.fires": (
        "{share} % of the tokens went in after the answer you needed, more than is usual for you. "
        "Worth stopping earlier?"
    ),
    "mirror.tail.quiet": (
        "{share} % of the tokens went in after the answer you needed, which is no more than usual."
    ),
    "mirror.tail.held": "How much goes in after the answer you need cannot be said yet.",
    "mirror.tail.needs": (
        "It needs {count} more interactions of one task type with the useful exchange marked."
    ),
    "mirror.tail.needs.one": (
        "It needs {count} more interaction of one task type with the useful exchange marked."
    ),
    "mirror.tail.needs_recent": (
        "It needs {count} more interactions in its days with the useful exchange marked."
    ),
    "mirror.tail.needs_recent.one": (
        "It needs {count} more interaction in its days with the useful exchange marked."
    ),
    "mirror.stretch.title": "Long conversations of little use",
    "mirror.stretch.fires": (
        "{count} conversations took far more exchanges than those that helped with the same kind of work, "
        "and were of little use. Would a fresh start have come sooner?"
    ),
    "mirror.stretch.fires.one": (
        "{count} conversation took far more exchanges than those that helped with the same kind of work, "
        "and was of little use. Would a fresh start have come sooner?"
    ),
    "mirror.stretch.quiet": "No conversation of little use was far longer than those that helped.",
    "mirror.stretch.held": "Which conversations are long for you cannot be said yet.",
    "mirror.stretch.needs": "It needs {count} more interactions of one task type that helped.",
    "mirror.stretch.needs.one": "It needs {count} more interaction of one task type that helped.",
    "mirror.stretch.needs_recent": (
        "It needs {count} more interactions in its days with a verdict, of a task type that often helped."
    ),
    "mirror.stretch.needs_recent.one": (
        "It needs {count} more interaction in its days with a verdict, of a task type that often helped."
    ),
    "mirror.known_answer.title": "Answers you already knew",
    "mirror.known_answer.fires": (
        "{share} % of the tokens went into answers you already knew. Did it help to see them confirmed?"
    ),
    "mirror.known_answer.quiet": "{share} % of the tokens went into answers you already knew.",
    "mirror.known_answer.held": "How much goes into answers you already know cannot be said yet.",
    "mirror.known_answer.needs": "It needs {count} more interactions with known tokens and a stated need.",
    "mirror.known_answer.needs.one": "It needs {count} more interaction with known tokens and a stated need.",
    "mirror.trivial.title": "Work that is as quick by hand",
    "mirror.trivial.fires": (
        "{share} % of the tokens went into work of two minutes, or work that is as quick without AI. "
        "Would doing it by hand suit you better?"
    ),
    "mirror.trivial.quiet": (
        "{share} % of the tokens went into work of two minutes, or work that is as quick without AI."
    ),
    "mirror.trivial.held": "How much goes into work that is as quick by hand cannot be said yet.",
    "mirror.trivial.needs": (
        "It needs {count} more interactions with known tokens and the minutes they take without AI."
    ),
    "mirror.trivial.needs.one": (
        "It needs {count} more interaction with known tokens and the minutes it takes without AI."
    ),
    "mirror.growth.title": "More tokens, same value",
    "mirror.growth.fires": (
        "The last three weeks took more tokens than the three before and saved about as many minutes or "
        "fewer. Do you know what the other tokens were for?"
    ),
    "mirror.growth.quiet": (
        "The last three weeks did not clearly take more tokens than the three before for the same minutes."
    ),
    "mirror.growth.held": "Whether more tokens brought more value cannot be said yet.",
    "mirror.growth.needs": "It looks at six weeks in a row, {count} more days.",
    "mirror.growth.needs.one": "It looks at six weeks in a row, {count} more day.",
    "mirror.growth.lacks": "Six weeks need {missing}.",
    "mirror.growth.uncovered": (
        "Three tokens in five need a verdict, in the last three weeks and in the three before."
    ),
    "mirror.quota_edge.title": "At the edge of a target",
    "mirror.quota_edge.fires": (
        "{edges} of the last {periods} target periods, from {since} on, ended right at the target. "
        "Would those tokens have been used without it?"
    ),
    "mirror.quota_edge.last_day": (
        "The last day before the count took {times} times the tokens of other days and helped less. "
        "Was that for the work, or for the target?"
    ),
    "mirror.quota_edge.quiet": (
        "{edges} of the last {periods} target periods, from {since} on, ended right at the target."
    ),
    "mirror.quota_edge.filtered": (
        "A target counts all tokens, so it can be held against all of them only, without a filter."
    ),
    "mirror.quota_edge.held": "Whether a target shapes your work cannot be said.",
    "mirror.quota_edge.no_target": "You entered no target that others set for you.",
    "mirror.quota_edge.needs": "It needs {count} more whole target periods with known tokens.",
    "mirror.quota_edge.needs.one": "It needs {count} more whole target period with known tokens.",
    "mirror.unattended.title": "Runs that nothing was kept of",
    "mirror.unattended.fires": (
        "{share} % of the tokens ran for half an hour or longer without a prompt, and nothing was kept. "
        "Would an earlier look have helped?"
    ),
    "mirror.unattended.quiet": (
        "{share} % of the tokens ran for half an hour or longer without a prompt with nothing kept."
    ),
    "mirror.unattended.held": "What came of long runs without a prompt cannot be said yet.",
    "mirror.unattended.unsaid": "No long run says how much of it was accepted.",
    "mirror.unattended.needs": "It needs {count} more interactions with known tokens.",
    "mirror.unattended.needs.one": "It needs {count} more interaction with known tokens.",
    "mirror.rating_quality.title": "Your own verdicts",
    "mirror.rating_quality.fires": (
        "{count} of your last {judged} verdicts are the same. Does each still say what you mean?"
    ),
    "mirror.rating_quality.quick": (
        "Half of your last verdicts with a known time, {count} of them, took less than a second. "
        "Is that time to think back?"
    ),
    "mirror.rating_quality.late": (
        "{share} % of your last verdicts came more than a day after the work. Is it still fresh by then?"
    ),
    "mirror.rating_quality.quiet": (
        "Your last {judged} verdicts differ and came soon after the work; {count} of them say the same."
    ),
    "mirror.rating_quality.held": "How much your verdicts tell cannot be said yet.",
    "mirror.rating_quality.needs": "It needs {count} more verdicts.",
    "mirror.rating_quality.needs.one": "It needs {count} more verdict.",
    "mirror.optimism.title": "Felt against measured",
    "mirror.optimism.fires": (
        "Trials measured {point} % of the minutes you felt were saved, between {low} and {high} %. Where may "
        "the rest have gone?"
    ),
    "mirror.optimism.none": (
        "Trials measured none of the minutes you felt were saved: {point} %, between {low} and {high} %. "
        "Where may they have gone?"
    ),
    "mirror.optimism.quiet": (
        "Trials measured {point} % of the minutes you felt were saved, between {low} and {high} %."
    ),
    "mirror.optimism.bias": (
        "Tasks take {point} times the minutes you expect, between {low} and {high} times. Would past times "
        "help before the next one?"
    ),
    "mirror.optimism.quiet_bias": (
        "Tasks take {point} times the minutes you expect, between {low} and {high} times."
    ),
    "mirror.optimism.rests_on": "It rests on {count} tasks that were drawn by lot.",
    "mirror.optimism.rests_on.one": "It rests on {count} task that was drawn by lot.",
    "mirror.optimism.bias_rests_on": "It rests on {count} tasks that were timed.",
    "mirror.optimism.bias_rests_on.one": "It rests on {count} task that was timed.",
    "mirror.optimism.held": "How felt and measured minutes compare cannot be said yet.",
    "mirror.optimism.needs": "It needs {count} more tasks of a trial.",
    "mirror.optimism.needs.one": "It needs {count} more task of a trial.",
    "mirror.optimism.no_trials": "Only trials measure that, and none was made.",
    "mirror.motive.title": "Chosen, or expected of you",
    "mirror.motive.value_chosen": (
        "Where you chose AI, a token brought more minutes than where it was expected or counted. "
        "Is there something you could choose differently?"
    ),
    "mirror.motive.value_forced": (
        "Where AI was expected or counted, a token brought more minutes than where you chose it. "
        "Do you see why?"
    ),
    "mirror.motive.helped_chosen": (
        "Where you chose AI, it helped more often than where it was expected or counted. "
        "Is there something you could choose differently?"
    ),
    "mirror.motive.helped_forced": (
        "Where AI was expected or counted, it helped more often than where you chose it. Do you see why?"
    ),
    "mirror.motive.quiet": (
        "Work where you chose AI and work where it was expected or counted do not clearly differ."
    ),
    "mirror.motive.held": "Whether it matters why you use AI cannot be said yet.",
    "mirror.motive.needs": (
        "It needs {count} more rated interactions that you chose, and as many that were expected or counted."
    ),
    "mirror.motive.needs.one": (
        "It needs {count} more rated interaction that you chose, and one that was expected or counted."
    ),
}
