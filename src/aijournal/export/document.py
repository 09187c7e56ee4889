"""What a report says, whatever the format: headings, sentences and lists, with the person's words marked.

A figure is in it only as a sentence of `analysis`, which carries its range, what it rests on, its coverage
and its tier, or what holds it back: no format can quote one without.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial

from aijournal.analysis.change import Change
from aijournal.analysis.guards import GUARDS, Figure
from aijournal.analysis.mirror import Mirror
from aijournal.analysis.sentences import Sentence, plain_number, say
from aijournal.analysis.signals.signal import basis_of
from aijournal.analysis.signals.table import SIGNALS
from aijournal.analysis.summary import Report
from aijournal.analysis.value import ValueReport
from aijournal.analysis.value_sentences import share_text, value_notes, value_sentences, weights_formula
from aijournal.domain.review import OwnWords, PickedItem
from aijournal.domain.totals import TokenTotals
from aijournal.export.aliases import Aliases, AliasKind
from aijournal.export.chart import Chart
from aijournal.export.charts import minutes_chart, value_chart
from aijournal.export.redaction import Redaction, month_of_day

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
NO_WORDS = OwnWords()
REDACTED = Redaction()

Named = Callable[[str], str]
"""Returns the name that a report has for one of the journal's."""


@dataclass(frozen=True, slots=True)
class Point:
    """One point of a list, and those under it.

    `name` says what it is about and stands before it. What `is_own` are the person's words, which may hold
    anything; all else was written by the program.
    """

    text: str = ""
    name: str = ""
    points: tuple["Point", ...] = ()
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, and under it charts and points."""

    heading: str
    points: tuple[Point, ...]
    charts: tuple[Chart, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A report from its title to the line that says who rated what; no section of it is empty."""

    title: str
    period: str
    sections: tuple[Section, ...]
    footer: str


def review_document(
    report: Report,
    aliases: Aliases,
    redaction: Redaction = REDACTED,
    words: OwnWords = NO_WORDS,
    mirror: Mirror | None = None,
) -> Document:
    """Return what a report says, by the names of `aliases`, and no more than the redaction lets through."""
    tool, task, bottleneck = (
        partial(aliases.of, kind) for kind in (AliasKind.TOOL, AliasKind.TASK, AliasKind.BOTTLENECK)
    )
    bottlenecks = told_rows(report.bottlenecks, bottleneck, say("report.other_bottlenecks"))
    tasks = told_rows(report.tasks, task, say("report.other_tasks"))
    tools = told_rows(report.tools, tool, say("report.other_tools"))
    sections = (
        Section(say("report.unblocked"), tuple(map(_picked, _told(words.unblocked)))),
        Section(say("report.overall"), tuple(_overall(report))),
        Section(say("report.over_time"), (), value_chart(report.over_time)),
        Section(
            say("report.bottlenecks"),
            (*_relief(report), *_groups(bottlenecks)),
            minutes_chart(bottlenecks, "bottlenecks"),
        ),
        Section(say("report.tasks"), tuple(_groups(tasks)), minutes_chart(tasks, "tasks")),
        Section(say("report.unhelpful"), tuple(_unhelpful(report, words.changed, task))),
        Section(say("report.tools"), tuple(_groups(tools))),
        Section(say("report.experiments"), tuple(_experiments(report, aliases, redaction))),
        Section(say("report.learned_and_next"), tuple(_learned_and_next(words))),
        Section(say("report.questions"), tuple(_questions(mirror, redaction))),
        Section(say("report.spent"), tuple(map(Point, _spent(report, redaction)))),
        Section(say("report.method"), tuple(map(Point, _method(report)))),
    )
    return Document(
        title=say("report.title"),
        period=say("report.period", period=_period(report, redaction)),
        sections=tuple(section for section in sections if section.points or section.charts),
        footer=_footer(report.value),
    )


def told_rows(rows: Iterable[ValueReport], named: Named, others: str) -> tuple[tuple[str, ValueReport], ...]:
    """Return rows by the names that they are told by, in the order of these: their own would tell something.

    The row of all others comes last.
    """
    told = [(others if row.key is None else named(row.key), row) for row in rows]
    return tuple(sorted(told, key=lambda one: (one[1].key is None, one[0])))


def _told(items: Iterable[PickedItem]) -> Iterator[PickedItem]:
    return (item for item in items if item.parts)


def _picked(item: PickedItem) -> Point:
    """Return a picked item: what it was about, and under it what each did, in the order of a story."""
    told = {
        "report.ai_did": item.ai_did,
        "report.person_did": item.person_did,
        "report.result": item.result,
        "report.link": item.link,
    }
    points = tuple(_own(words, say(name)) for name, words in told.items() if words.strip())
    return Point(item.situation, points=points, is_own=True)


def _overall(report: Report) -> Iterator[Point]:
    yield from map(Point, value_sentences(report.value))
    if report.change.direction is not None:
        yield Point(_told_change(report.change))


def _told_change(change: Change) -> str:
    """Return what changed, with what both of its figures rest on."""
    now, before = change.value, change.value_before
    return say(
        "report.change",
        change=change.sentence,
        tier=change.tier.value.capitalize(),
        paired=str(now.paired),
        paired_before=str(before.paired),
        days=str(now.days),
        days_before=str(before.days),
        rated=str(now.rated),
        rated_before=str(before.rated),
        interactions=str(now.interactions),
        interactions_before=str(before.interactions),
        tokens=share_text(now.coverage_tokens),
        tokens_before=share_text(before.coverage_tokens),
    )


def _relief(report: Report) -> Iterator[Point]:
    relief = report.relief
    if relief.share is not None and relief.n >= GUARDS[Figure.RATE].interactions:
        yield Point(
            say(
                "report.relief",
                share=f"{plain_number(100 * relief.share)}\N{NO-BREAK SPACE}%",
                n=str(relief.n),
                tier=report.value.tier.value.capitalize(),
                rated=str(report.value.rated),
                interactions=str(report.value.interactions),
            )
        )


def _groups(rows: Iterable[tuple[str, ValueReport]]) -> Iterator[Point]:
    for name, row in rows:
        if row.rated < GUARDS[Figure.RATE].interactions:
            yield Point(say("report.too_few"), name)
        else:
            yield Point(name=name, points=tuple(map(Point, value_sentences(row))))


def _unhelpful(report: Report, changed: str, named: Named) -> Iterator[Point]:
    """Return where AI hurt as often as it helped, or that it did nowhere, and what the person changed."""
    if report.tasks:
        names = [named(row.key) for row in report.unhelpful if row.key is not None]
        yield Point(say("report.hurt_most", tasks=", ".join(names)) if names else say("report.hurt_nowhere"))
    if changed.strip():
        yield _own(changed, say("report.changed"))


def _experiments(report: Report, aliases: Aliases, redaction: Redaction) -> Iterator[Point]:
    """Return each trial by the name it is told by, those too that found nothing or lack tasks."""
    arm = partial(aliases.of, AliasKind.ARM)
    named = [(aliases.of(AliasKind.TRIAL, one.kept.plan.name), one) for one in report.experiments]
    for name, one in sorted(named, key=lambda pair: pair[0]):
        plan = one.kept.plan
        asked = (_own(plan.question, say("report.asked")),) if redaction.names and plan.question else ()
        arms = (
            Point(arm(plan.treatment), say("report.treatment"), is_own=redaction.names),
            Point(arm(plan.control), say("report.control"), is_own=redaction.names),
        )
        yield Point(name=name, points=(*asked, *arms, *map(Point, one.sentences)))


def _learned_and_next(words: OwnWords) -> Iterator[Point]:
    for name, said in (("report.learned", words.learned), ("report.next", words.next)):
        if said.strip():
            yield _own(said, say(name))


def _questions(mirror: Mirror | None, redaction: Redaction) -> Iterator[Point]:
    """Return the questions that the mirror asks and the person has not put away, with what they rest on."""
    if mirror is None or not redaction.signals:
        return
    first, last = mirror.looked_at.first, mirror.looked_at.last
    if first and last:
        yield Point(say("mirror.looked_at", first=redaction.day(first), last=redaction.day(last)))
    titles = {row.id: row.title for row in SIGNALS}
    asked = [one for one in mirror.signals if one.fires and not one.is_dismissed]
    if not asked:
        yield Point(say("report.no_questions"))
    for one in asked:
        parts = (_in_months(one.sentence, redaction), basis_of(one))
        yield Point(" ".join(filter(None, parts)), say(titles[one.id]))


def _in_months(sentence: str, redaction: Redaction) -> str:
    """Return a sentence with the days in it as months, unless times are told."""
    if not isinstance(sentence, Sentence):
        return sentence
    figures = {
        name: redaction.day(date.fromisoformat(figure)) if _DAY.fullmatch(figure) else figure
        for name, figure in sentence.figures.items()
    }
    return say(sentence.name, **figures)


def _own(words: str, name: str = "") -> Point:
    return Point(words, name, is_own=True)


def _spent(report: Report, redaction: Redaction) -> Iterator[str]:
    if redaction.tokens:
        yield _tokens(report.tokens)
    if redaction.cost:
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
    if report.experiments:
        yield say("report.method_randomised")
    if report.trials and report.trials.felt.claimed:
        yield report.trials.felt.told
    yield say("report.method_net")
    yield say("report.method_tokens", formula=weights_formula(report.weights))
    yield from value_notes(value)
    yield say("interval")


def _footer(value: ValueReport) -> str:
    return say("report.footer", rated=str(value.rated), interactions=str(value.interactions))


def _period(report: Report, redaction: Redaction) -> str:
    """Return the days that the person gave, or their months; and months where the person gave no days."""
    asked, covered = report.period, report.covered
    if asked.first and asked.last:
        return _between(redaction.day(asked.first), redaction.day(asked.last))
    if asked.first:
        return say("report.since", first=redaction.day(asked.first))
    if asked.last:
        return say("report.until", last=redaction.day(asked.last))
    if covered.first and covered.last:
        return _between(month_of_day(covered.first), month_of_day(covered.last))
    return say("report.nothing")


def _between(first: str, last: str) -> str:
    return first if first == last else say("report.between_days", first=first, last=last)


def _count(tokens: float | None) -> str:
    return say("report.unknown") if tokens is None else f"{tokens:.0f}"


def _at_least(tokens: float | None, *, is_lower_bound: bool) -> str:
    counted = _count(tokens)
    return say("report.at_least", count=counted) if is_lower_bound and tokens is not None else counted
