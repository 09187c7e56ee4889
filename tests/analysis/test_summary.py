from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from aijournal.analysis.room import room_of
from aijournal.analysis.summary import Report, ReportDays, summarise
from aijournal.analysis.value import value_of
from aijournal.domain.period import ALL_TIME, Period
from aijournal.domain.tokens import DEFAULT_WEIGHTS, TokenUsage
from aijournal.domain.totals import TokenTotals, ValueDay
from tests.analysis.builders import MONDAY, day

TOKENS = TokenTotals(None, 9, 9, 20, 2, TokenUsage(1, 2, 3, 4), None, 21.5, Decimal("1.50"), 3)
PRICED = date(2026, 3, 1)
TODAY = date(2026, 4, 1)


def report_of(days: ReportDays, period: Period = ALL_TIME, today: date = TODAY) -> Report:
    return summarise(period, days, TOKENS, DEFAULT_WEIGHTS, PRICED, today)


def tools_of(days: list[ValueDay]) -> dict[str | None, int]:
    report = report_of(ReportDays(days))
    return {row.key: row.rated for row in report.tools}


def test_tools_with_too_few_rated_share_a_row() -> None:
    days = [
        *(day(number, "codex") for number in range(4)),
        *(day(number, "aider", rated=5) for number in range(1)),
        day(0, "cursor", rated=4),
        *(day(number, "my secret client's tool") for number in range(9)),
        day(2, None),
    ]
    assert tools_of(days) == {"aider": 5, "codex": 12, "my secret client's tool": 27, None: 4 + 3}


def test_without_a_tool_to_show_there_are_no_rows() -> None:
    assert tools_of([day(0, "cursor", rated=4), day(0, "unheard of", rated=4)]) == {}
    assert tools_of([]) == {}


def test_a_report_covers_the_days_it_has_and_keeps_what_was_asked() -> None:
    days = [day(3, "codex"), day(12, "codex"), day(3, "aider")]
    asked = Period(date(2026, 1, 1), None)
    report = report_of(ReportDays(days), asked)
    assert report.period == asked
    assert report.covered == Period(days[0].day, days[1].day)
    assert report.value == value_of(None, days, room_of(asked, TODAY))
    assert (report.tokens, report.weights, report.prices_as_of) == (TOKENS, DEFAULT_WEIGHTS, PRICED)


def test_a_report_of_nothing_covers_nothing() -> None:
    report = report_of(ReportDays([]), Period(MONDAY, MONDAY))
    assert report.covered == ALL_TIME
    assert report.value.net_minutes is None


def test_a_report_of_a_period_that_is_over_names_no_pace() -> None:
    asked, days = Period(MONDAY, MONDAY + timedelta(days=20)), [day(number, "codex") for number in range(6)]

    def guards(today: date) -> list[str | None]:
        report = report_of(ReportDays(days), asked, today)
        return [row.vpt_guard for row in (report.value, *report.tools)]

    assert all("at your pace" in (guard or "") for guard in guards(MONDAY + timedelta(days=6)))
    assert not any("pace" in (guard or "pace") for guard in guards(MONDAY + timedelta(days=21)))


def test_work_at_no_bottleneck_is_in_no_row_of_them() -> None:
    days = [*(day(number, "flaky tests") for number in range(3)), *(day(number, None) for number in range(9))]
    report = report_of(ReportDays(days, by_bottleneck=days))
    assert {row.key: row.rated for row in report.bottlenecks} == {"flaky tests": 9}


def test_relief_is_of_the_minutes_gained_by_all_work() -> None:
    days = [replace(day(number, "codex"), gained_minutes=60.0, relieved_minutes=15.0) for number in range(4)]
    assert report_of(ReportDays(days, names_bottlenecks=True)).relief.share == 0.25
    none = [replace(one, relieved_minutes=0.0) for one in days]
    assert report_of(ReportDays(none)).relief.share is None
    assert report_of(ReportDays(none, names_bottlenecks=True)).relief.share == 0.0


def test_where_ai_did_not_help_is_told_by_task_type() -> None:
    good = [day(number, "tests", rated=3, helped=3, hurt=0) for number in range(3)]
    bad = [day(number, "review", rated=3, helped=1, hurt=1) for number in range(3)]
    dear = [day(number, "docs", rated=3, helped=2, hurt=1, net=-20) for number in range(3)]
    few = [day(0, "design", rated=4, helped=0, hurt=4)]
    report = report_of(ReportDays([], by_task=[*good, *bad, *dear, *few]))
    assert [row.key for row in report.unhelpful] == ["docs", "review"]
