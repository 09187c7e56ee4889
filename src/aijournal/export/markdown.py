"""A report as Markdown: short lines and plain lists, which paste well into any review tool.

Figures only. There is nothing in it that a person or a log wrote, so there is nothing to escape. No figure
stands without its range, what it rests on, its coverage and its tier, or without what holds it back.
Numbers keep the decimal point and days the ISO form in every language.
"""

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from datetime import date

from aijournal.analysis.guards import GUARDS, Figure
from aijournal.analysis.sentences import MINUS, plain_number, say
from aijournal.analysis.summary import Report
from aijournal.analysis.value import ValueReport
from aijournal.domain.tokens import TokenWeights
from aijournal.domain.tools import tool_title
from aijournal.domain.totals import TokenTotals
from aijournal.export.include import Include

_NOTHING: frozenset[Include] = frozenset()


def to_markdown(report: Report, include: AbstractSet[Include] = _NOTHING) -> str:
    """Return the report; token totals and cost are in it only where `include` asks for them."""
    sections = [
        _section(f"# {say('report.title')}", [say("report.period", period=_period(report)), ""]),
        _section(f"## {say('report.overall')}", _items(_figures(report.value))),
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
    yield from (f"  - {sentence}" for sentence in _figures(row))


def _figures(value: ValueReport) -> Iterator[str]:
    """Yield the figures of one group, each a sentence that can stand alone."""
    yield _rests_on(value, _net_minutes(value))
    yield _rests_on(value, _value_per_token(value))
    yield _rests_on(value, _rates(value))
    if value.audit_low is not None:
        yield _audit(value)


def _net_minutes(value: ValueReport) -> str:
    if value.net_minutes is None:
        return say("report.net_unknown")
    point, time, valued = _minutes(value.net_minutes), _hours(value.net_minutes), str(value.valued)
    if value.net_low is None or value.net_high is None:
        guard = value.net_guard or say("report.one_day")
        return say("report.net_alone", point=point, time=time, valued=valued, guard=guard)
    low, high = _minutes(value.net_low), _minutes(value.net_high)
    return say("report.net", point=point, time=time, valued=valued, low=low, high=high)


def _value_per_token(value: ValueReport) -> str:
    if value.vpt is None:
        return value.vpt_guard or say("report.unknown")
    return say(
        "report.vpt",
        point=plain_number(value.vpt),
        low=_beside(value.vpt_low, value.vpt),
        high=_beside(value.vpt_high, value.vpt),
        paired=str(value.paired),
        days=str(value.days),
        all=_beside(value.vpt_all_tokens, None),
    )


def _rates(value: ValueReport) -> str:
    if value.helped_rate is None:
        return value.rate_guard or say("report.unknown")
    return say(
        "report.rates",
        helped=_share(value.helped_rate),
        helped_low=_share(value.helped_low),
        helped_high=_share(value.helped_high),
        hurt=_share(value.hurt_rate),
        hurt_low=_share(value.hurt_low),
        hurt_high=_share(value.hurt_high),
        bound_low=_share(value.bound_low),
        bound_high=_share(value.bound_high),
    )


def _audit(value: ValueReport) -> str:
    return say(
        "report.audit_bounds" if value.audit_rate is None else "report.audit",
        rated=str(value.audited_rated),
        audited=str(value.audited),
        rate=_share(value.audit_rate),
        low=_share(value.audit_low),
        high=_share(value.audit_high),
        tier=value.tier.value.capitalize(),
    )


def _rests_on(value: ValueReport, figure: str) -> str:
    share = value.coverage_tokens
    return say(
        "report.rests_on",
        figure=figure,
        tier=value.tier.value.capitalize(),
        rated=str(value.rated),
        interactions=str(value.interactions),
        tokens=say("report.no_tokens") if share is None else say("report.of_tokens", share=_share(share)),
    )


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
    output = _count(tokens.usage.output_tokens)
    return say(
        "report.tokens",
        input=_count(tokens.usage.input_tokens),
        cache_write=_count(tokens.usage.cache_write_tokens),
        cache_read=_count(tokens.usage.cache_read_tokens),
        output=say("report.at_least", count=output) if tokens.usage.output_is_lower_bound else output,
        weighted=_count(tokens.weighted_tokens),
        calls=str(tokens.calls),
        without=str(tokens.calls_without_tokens),
    )


def _method(report: Report) -> Iterator[str]:
    value = report.value
    yield say("report.method_tier")
    yield say("report.method_net")
    if value.rework_unknown:
        yield say("report.method_rework", unknown=str(value.rework_unknown), valued=str(value.valued))
    yield say("report.method_tokens", formula=_formula(report.weights))
    if value.without_weight:
        yield say("report.method_unknown", unknown=str(value.without_weight))
    yield say("interval")


def _formula(weights: TokenWeights) -> str:
    parts = (
        (weights.input, "input"),
        (weights.cache_write_5m, "cache write (5 minutes)"),
        (weights.cache_write_1h, "cache write (1 hour)"),
        (weights.cache_read, "cache read"),
        (weights.output, "output"),
    )
    return " + ".join(f"{weight:g}\N{MIDDLE DOT}{bucket}" for weight, bucket in parts)


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


def _minutes(minutes: float) -> str:
    return f"{round(minutes)}".replace("-", MINUS)


def _hours(minutes: float) -> str:
    hours, rest = divmod(abs(round(minutes)), 60)
    sign = MINUS if round(minutes) < 0 else ""
    return f"{sign}{hours} h {rest:02} min"


def _share(share: float | None) -> str:
    return say("report.unknown") if share is None else f"{100 * share:.0f} %"


def _beside(number: float | None, beside: float | None) -> str:
    return say("report.unknown") if number is None else plain_number(number, beside)


def _count(tokens: float | None) -> str:
    return say("report.unknown") if tokens is None else f"{tokens:.0f}"
