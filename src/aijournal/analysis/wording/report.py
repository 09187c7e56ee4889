"""Sentences of the report for a review."""

from collections.abc import Mapping
from typing import Final

REPORT: Final[Mapping[str, str]] = {
    "report.title": "What AI was worth",
    "report.period": "Period: {period}",
    "report.between_days": "{first} to {last}",
    "report.since": "since {first}",
    "report.until": "until {last}",
    "report.nothing": "nothing was recorded",
    "report.unblocked": "What got unblocked",
    "report.ai_did": "What AI did",
    "report.person_did": "What I did and checked",
    "report.result": "What came of it",
    "report.link": "Link",
    "report.overall": "Overall",
    "report.change": (
        "{change} From {paired} with minutes and tokens on {days} days this quarter, and {paired_before} on "
        "{days_before} days last quarter. {tier}; {rated} of {interactions} rated, {tokens} of tokens, and "
        "{rated_before} of {interactions_before} rated, {tokens_before} of tokens."
    ),
    "report.bottlenecks": "Hours on the same output, where work was stuck",
    "report.relief": (
        "{share} of the minutes gained fell on bottlenecks that I named, from {n} with stated minutes. "
        "{tier}; {rated} of {interactions} rated."
    ),
    "report.other_bottlenecks": "Other bottlenecks",
    "report.tasks": "By kind of work",
    "report.other_tasks": "Other work",
    "report.unhelpful": "Where it did not help, and what I changed",
    "report.hurt_most": (
        "It hurt as often as it helped, or cost more minutes than it saved, in: {tasks}. The figures stand "
        "above."
    ),
    "report.hurt_nowhere": (
        "In no kind of work with enough ratings did it hurt as often as it helped, or cost more minutes than "
        "it saved."
    ),
    "report.changed": "What I changed",
    "report.learned_and_next": "Learned, and next",
    "report.learned": "What I learned",
    "report.next": "What I do next",
    "report.tools": "By tool",
    "report.other_tools": "Other tools",
    "report.too_few": "too few rated to show",
    "report.unknown": "unknown",
    "report.experiments": "Experiments",
    "report.asked": "What I wanted to know",
    "report.treatment": "Treatment",
    "report.control": "Control",
    "report.questions": "Questions I asked myself",
    "report.no_questions": "Nothing in these days raised one.",
    "report.spent": "Spent",
    "report.tokens": (
        "Tokens: {input} input, {cache_write} cache write, {cache_read} cache read, {output} output; "
        "{weighted} weighted; {calls} calls, {without} of them without all of their tokens on record."
    ),
    "report.at_least": "at least {count}",
    "report.cost": "Cost at the list prices of {day}: {cost}; {unpriced} calls without a price.",
    "report.usd": "{cost} USD",
    "report.over_time": "Over time",
    "report.chart.per_million": "Net minutes per million weighted tokens",
    "report.chart.minutes": "Net minutes saved",
    "report.chart.months": (
        "Each month with enough judged, {known} of {count}, and the range that its true value may lie in."
    ),
    "report.chart.quarters": (
        "Each quarter with enough judged, {known} of {count}, and the range that its true value may lie in."
    ),
    "report.chart.years": (
        "Each year with enough judged, {known} of {count}, and the range that its true value may lie in."
    ),
    "report.chart.bottlenecks": (
        "Each bottleneck with enough judged, {known} of {count}, and the range that its true sum may lie in."
    ),
    "report.chart.tasks": (
        "Each kind of work with enough judged, {known} of {count}, and the range that its true sum may "
        "lie in."
    ),
    "report.column.months": "Month",
    "report.column.quarters": "Quarter",
    "report.column.years": "Year",
    "report.column.bottlenecks": "Bottleneck",
    "report.column.tasks": "Kind of work",
    "report.column.per_million": "Net minutes per million",
    "report.column.minutes": "Net minutes",
    "report.column.range": "Range",
    "report.column.rests_on": "Rests on",
    "report.column.rated": "Rated",
    "report.column.tokens": "Tokens judged",
    "report.column.tier": "Tier",
    "report.range": "{low} to {high}",
    "report.n_of_days": "{n} on {count} days",
    "report.n_of_days.one": "{n} on {count} day",
    "report.rated_of": "{rated} of {interactions}",
    "report.none": "–",
    "report.method": "How this is counted",
    "report.method_tier": "Felt: outcomes and minutes are what the person judged, not what a clock measured.",
    "report.method_randomised": (
        "Randomised: chance decided how each task was done, after its forecast was locked, and a task counts "
        "in the arm that it was drawn for, whatever was done."
    ),
    "report.method_net": "Net minutes are minutes saved less minutes lost and rework.",
    "report.method_tokens": "Weighted tokens = {formula}.",
    "report.footer": (
        "Self-reported, {rated} of {interactions} interactions rated, not comparable between people."
    ),
}
