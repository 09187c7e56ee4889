"""Reports for the tests of every format: full, with everything asked for, too young, and of nothing."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from aijournal.analysis.summary import Report, ReportDays, summarise
from aijournal.domain.period import ALL_TIME, Period
from aijournal.domain.review import OwnWords, PickedItem
from aijournal.domain.tokens import DEFAULT_WEIGHTS, TokenUsage
from aijournal.domain.totals import TokenTotals, ValueDay
from aijournal.export.aliases import AliasKind
from aijournal.export.document import NO_WORDS, REDACTED
from aijournal.export.redaction import Redaction
from aijournal.export.review import Review, review
from tests.analysis.builders import day, drawn_days
from tests.export.experiments import experiments

USAGE = TokenUsage(1_200_000, 300_000, 45_000_000, 800_000, output_is_lower_bound=True)
TOKENS = TokenTotals(None, 40, 90, 700, 12, USAGE, None, 10_075_000.0, Decimal("41.5"), 5)
NO_TOKENS = TokenTotals(None, 0, 0, 0, 0, TokenUsage(), None, None, None, 0)
TODAY = date(2026, 5, 1)

SECRET_TOOL, SECRET_TASK, SECRET_BOTTLENECK = "nightjar-bot", "invoices for Quillwort", "waiting for Rookery"
SECRETS = ("nightjar", "quillwort", "rookery", "sundew")  # in whatever case; the last one is of trials
WORDS = OwnWords(
    unblocked=(
        PickedItem(
            uid="0197-a",
            situation="The release waited for a flaky test",
            ai_did="Bisected two hundred runs",
            person_did="Read the fix, ran it fifty times",
            result="Green since",
            link="https://tracker.example/142",
        ),
        PickedItem(uid="0197-b", situation="A migration nobody dared", result="Done in a day"),
    ),
    changed="Reviews go without AI now",
    learned="Short prompts with the failing test in them",
    next="A trial on debugging",
)


def report_of(days: ReportDays, period: Period = ALL_TIME, tokens: TokenTotals = TOKENS) -> Report:
    return summarise(period, days, tokens, DEFAULT_WEIGHTS, date(2026, 3, 1), TODAY)


def many_days() -> ReportDays:
    """Return two months of work with tools, task types and bottlenecks, some of them nobody's business."""
    return ReportDays(
        by_tool=_relieved(drawn_days(11, 60, ("claude-code", "codex", "kimi", SECRET_TOOL))),
        by_task=drawn_days(12, 60, ("tests", "review", "debugging", SECRET_TASK)),
        by_bottleneck=drawn_days(13, 60, (SECRET_BOTTLENECK, "release day", "nobody knows")),
        by_quarter=drawn_days(14, 60, ("tests", "review")),
        names_bottlenecks=True,
        experiments=experiments(),
    )


def names_in(report: Report) -> Mapping[AliasKind, tuple[str, ...]]:
    """Return the names of a report, as a journal would tell them."""

    def keys(rows: Iterable[object]) -> tuple[str, ...]:
        return tuple(key for row in rows if (key := getattr(row, "key", None)) is not None)

    return {
        AliasKind.TOOL: keys(report.tools),
        AliasKind.TASK: keys(report.tasks),
        AliasKind.BOTTLENECK: keys(report.bottlenecks),
        AliasKind.TRIAL: tuple(one.kept.plan.name for one in report.experiments),
        AliasKind.ARM: tuple(
            arm for one in report.experiments for arm in (one.kept.plan.treatment, one.kept.plan.control)
        ),
    }


def review_of(report: Report, redaction: Redaction = REDACTED, words: OwnWords = NO_WORDS) -> Review:
    return review(report, names_in(report), redaction, words)


def _relieved(days: Iterable[ValueDay]) -> tuple[ValueDay, ...]:
    return tuple(
        replace(one, gained_minutes=max(0.0, one.net_minutes), relieved_minutes=max(0.0, one.net_minutes) / 4)
        for one in days
    )


ALL = Redaction(tokens=True, cost=True, models=True, names=True, times=True)
REVIEWS: Mapping[str, Review] = {
    "full": review_of(report_of(many_days()), words=WORDS),
    "everything": review_of(report_of(many_days()), ALL, WORDS),
    "first_week": review_of(report_of(ReportDays([day(number, "codex") for number in range(4)]))),
    "nothing": review_of(report_of(ReportDays([]), tokens=NO_TOKENS), ALL),
}
