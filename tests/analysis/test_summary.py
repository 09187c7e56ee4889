from datetime import date, timedelta
from decimal import Decimal

from aijournal.analysis.summary import summarise
from aijournal.analysis.value import value_of
from aijournal.domain.period import ALL_TIME, Period
from aijournal.domain.tokens import DEFAULT_WEIGHTS, TokenUsage
from aijournal.domain.totals import TokenTotals, ValueDay
from tests.analysis.builders import MONDAY, day

TOKENS = TokenTotals(None, 9, 9, 20, 2, TokenUsage(1, 2, 3, 4), None, 21.5, Decimal("1.50"), 3)
PRICED = date(2026, 3, 1)


def tools_of(days: list[ValueDay]) -> dict[str | None, int]:
    report = summarise(ALL_TIME, days, TOKENS, DEFAULT_WEIGHTS, PRICED)
    return {row.key: row.rated for row in report.tools}


def test_tools_with_too_few_rated_and_tools_nobody_knows_share_a_row() -> None:
    days = [
        *(day(number, "codex") for number in range(4)),
        *(day(number, "aider", rated=5) for number in range(1)),
        day(0, "cursor", rated=4),
        *(day(number, "my secret client's tool") for number in range(9)),
        day(2, None),
    ]
    assert tools_of(days) == {"aider": 5, "codex": 12, None: 4 + 27 + 3}


def test_without_a_tool_to_show_there_are_no_rows() -> None:
    assert tools_of([day(0, "cursor", rated=4), day(0, "unheard of")]) == {}
    assert tools_of([]) == {}


def test_a_report_covers_the_days_it_has_and_keeps_what_was_asked() -> None:
    days = [day(3, "codex"), day(12, "codex"), day(3, "aider")]
    asked = Period(date(2026, 1, 1), None)
    report = summarise(asked, days, TOKENS, DEFAULT_WEIGHTS, PRICED)
    assert report.period == asked
    assert report.covered == Period(days[0].day, days[1].day)
    assert report.value == value_of(None, days)
    assert (report.tokens, report.weights, report.prices_as_of) == (TOKENS, DEFAULT_WEIGHTS, PRICED)


def test_a_report_of_nothing_covers_nothing() -> None:
    report = summarise(Period(MONDAY, MONDAY), [], TOKENS, DEFAULT_WEIGHTS, PRICED)
    assert report.covered == ALL_TIME
    assert report.value.net_minutes is None


def test_a_report_of_a_period_that_is_over_names_no_pace() -> None:
    asked, days = Period(MONDAY, MONDAY + timedelta(days=20)), [day(number, "codex") for number in range(6)]

    def guards(today: date) -> list[str | None]:
        report = summarise(asked, days, TOKENS, DEFAULT_WEIGHTS, PRICED, today)
        return [row.vpt_guard for row in (report.value, *report.tools)]

    assert all("at your pace" in (guard or "") for guard in guards(MONDAY + timedelta(days=6)))
    assert not any("pace" in (guard or "pace") for guard in guards(MONDAY + timedelta(days=21)))
