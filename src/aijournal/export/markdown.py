"""A report as Markdown: short lines and plain lists, which paste well into any review tool.

Figures only. There is nothing in it that a person or a log wrote, so there is nothing to escape. No figure
stands without its range, what it rests on, its coverage and its tier, or without what holds it back.
Numbers keep the decimal point and days the ISO form in every language.
"""

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from datetime import date

from aijournal.analysis.guards import GUARDS, Figure
from aijournal.analysis.sentences import say
from aijournal.analysis.summary import Report
from aijournal.analysis.value import ValueReport
from aijournal.analysis.value_sentences import value_notes, value_sentences, weights_formula
from aijournal.domain.tools import tool_title
from aijournal.domain.totals import TokenTotals
from aijournal.export.include import Include

_NOTHING: frozenset[Include] = frozenset()


def to_markdown(report: Report, include: AbstractSet[Include] = _NOTHING) -> str:
    """Return the report; token totals and cost are in it only where `include` asks for them."""
    sections = [
        _section(f"# {say('report.title')}", [say("report.period", period=_period(report)), ""]),
        _section(f"## {say('report.overall')}", _items(value_sentences(report.value))),
        _section(f"## {say('report.tools')}", [line for row in report.tools for line in _tool(row)]),
        _section(f"## {say('report.spent')}", _items(_spent(report, include))),
        _section(f"## {say('report.method')}", _items(_method(report))),
        f"---\n\n{_footer(report.value)}\n",
    ]
    return "\n".join(section for section in sections if section)


def _section(heading: str, lines: Iterable[str]) -> str:
    body = "\n".join(lines).rstrip("\n")
    return f"{heading}\n\n{body}\n" if body else ""


def _items(sentences: Iterable[str]) -> Iterator[str]:
    return (f"- {sentence}" for sentence in sentences)


def _tool(row: ValueReport) -> Iterator[str]:
    name = say("report.other_tools") if row.key is None else tool_title(row.key)
    if row.rated < GUARDS[Figure.RATE].interactions:
        yield f"- **{name}**: {say('report.too_few')}"
        return
    yield f"- **{name}**"
    yield from (f"  - {sentence}" for sentence in value_sentences(row))


def _spent(report: Report, include: AbstractSet[Include]) -> Iterator[str]:
    if Include.TOKENS in include:
        yield _tokens(report.tokens)
    if Include.COST in include:
        cost = report.tokens.cost_usd
        yield say(
            "report.cost",
            day=report.prices_as_of.isoformat(),
            cost=say("report.unknown") if cost is None else say("report.usd", cost=f"{cost:.2f}"),
            unpriced=str(report.tokens.unpriced_calls),
        )


def _tokens(tokens: TokenTotals) -> str:
    return say(
        "report.tokens",
        input=_count(tokens.usage.input_tokens),
        cache_write=_count(tokens.usage.cache_write_tokens),
        cache_read=_count(tokens.usage.cache_read_tokens),
        output=_at_least(tokens.usage.output_tokens, is_lower_bound=tokens.usage.output_is_lower_bound),
        weighted=_at_least(tokens.weighted_tokens, is_lower_bound=tokens.is_lower_bound),
        calls=str(tokens.calls),
        without=str(tokens.calls_without_tokens),
    )


def _method(report: Report) -> Iterator[str]:
    value = report.value
    yield say("report.method_tier")
    yield say("report.method_net")
    yield say("report.method_tokens", formula=weights_formula(report.weights))
    yield from value_notes(value)
    yield say("interval")


def _footer(value: ValueReport) -> str:
    return say("report.footer", rated=str(value.rated), interactions=str(value.interactions))


def _period(report: Report) -> str:
    """Return the days that the person gave, and months where the person gave none."""
    asked = report.period
    if asked.first and asked.last:
        return _between(asked.first.isoformat(), asked.last.isoformat())
    if asked.first:
        return say("report.since", first=asked.first.isoformat())
    if asked.last:
        return say("report.until", last=asked.last.isoformat())
    if report.covered.first and report.covered.last:
        return _between(_month(report.covered.first), _month(report.covered.last))
    return say("report.nothing")


def _between(first: str, last: str) -> str:
    return first if first == last else say("report.between_days", first=first, last=last)


def _month(day: date) -> str:
    return f"{day.year:04}-{day.month:02}"


def _count(tokens: float | None) -> str:
    return say("report.unknown") if tokens is None else f"{tokens:.0f}"


def _at_least(tokens: float | None, *, is_lower_bound: bool) -> str:
    counted = _count(tokens)
    return say("report.at_least", count=counted) if is_lower_bound and tokens is not None else counted
