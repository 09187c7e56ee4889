import random
import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from aijournal.analysis.summary import Report, summarise
from aijournal.domain.period import ALL_TIME, Period
from aijournal.domain.tokens import DEFAULT_WEIGHTS, TokenUsage
from aijournal.domain.totals import TokenTotals, ValueDay
from aijournal.export.include import Include
from aijournal.export.markdown import to_markdown
from tests.analysis.builders import day, drawn_days, ten_days

GOLDEN = Path(__file__).parent / "golden"
USAGE = TokenUsage(1_200_000, 300_000, 45_000_000, 800_000, output_is_lower_bound=True)
TOKENS = TokenTotals(None, 40, 90, 700, 12, USAGE, None, 10_075_000.0, Decimal("41.5"), 5)
NO_TOKENS = TokenTotals(None, 0, 0, 0, 0, TokenUsage(), None, None, None, 0)
SECRETS = ("Project Nightjar", "refactor billing")


def report_of(days: list[ValueDay], period: Period = ALL_TIME, tokens: TokenTotals = TOKENS) -> Report:
    return summarise(period, days, tokens, DEFAULT_WEIGHTS, date(2026, 3, 1))


def many_days() -> list[ValueDay]:
    return drawn_days(11, 60, ("claude-code", "codex", "kimi", SECRETS[0]))


REPORTS: dict[str, str] = {
    "full": to_markdown(report_of(many_days())),
    "with_tokens_and_cost": to_markdown(report_of(many_days()), {Include.TOKENS, Include.COST}),
    "first_week": to_markdown(report_of([day(number, "codex") for number in range(4)])),
    "nothing": to_markdown(report_of([], tokens=NO_TOKENS), {Include.TOKENS, Include.COST}),
}


@pytest.mark.parametrize("name", REPORTS)
def test_a_report_is_written_byte_for_byte(name: str) -> None:
    assert REPORTS[name].encode() == (GOLDEN / f"{name}.md").read_bytes()


def test_every_golden_file_has_its_report() -> None:
    assert {path.stem for path in GOLDEN.glob("*.md")} == set(REPORTS)


def test_the_order_of_the_days_does_not_change_a_byte() -> None:
    days = many_days()
    random.Random(3).shuffle(days)
    assert to_markdown(report_of(days)) == REPORTS["full"]


def test_tokens_and_cost_stay_out_unless_asked_for() -> None:
    spent = ("Tokens:", "Cost", "45000000", "41.50")
    assert all(word in REPORTS["with_tokens_and_cost"] for word in spent)
    assert not any(word in REPORTS["full"] for word in spent)


def test_cost_alone_brings_no_tokens_and_tokens_alone_no_cost() -> None:
    cost = to_markdown(report_of(many_days()), {Include.COST})
    tokens = to_markdown(report_of(many_days()), {Include.TOKENS})
    assert ("41.50 USD" in cost, "Tokens:" in cost) == (True, False)
    assert ("41.50 USD" in tokens, "Tokens:" in tokens) == (False, True)


def test_nothing_that_a_person_wrote_is_in_it() -> None:
    assert not any(secret in text for text in REPORTS.values() for secret in SECRETS)
    assert "Other tools" in REPORTS["full"]


def test_every_figure_stands_with_its_coverage_and_tier() -> None:
    bullets = [line for line in REPORTS["full"].splitlines() if re.match(r" *- (Net|Helped|Value)", line)]
    figures = [line for line in bullets if not line.startswith("- Net minutes are")]
    assert len(figures) == 5 * 4
    assert all("Felt" in line for line in figures)
    assert all(re.search(r"between .+ and .+", line) or "needs" in line for line in figures)
    assert all(re.search(r"\d+ of \d+ (rated|answered)", line) for line in figures)


def test_the_last_line_says_who_rated_what() -> None:
    report = report_of(ten_days())
    assert to_markdown(report).splitlines()[-1] == (
        "Self-reported, 30 of 40 interactions rated, not comparable between people."
    )


@pytest.mark.parametrize(
    ("period", "said"),
    [
        (ALL_TIME, "Period: 2026-03"),
        (Period(date(2026, 3, 2), date(2026, 3, 31)), "Period: 2026-03-02 to 2026-03-31"),
        (Period(date(2026, 3, 2), date(2026, 3, 2)), "Period: 2026-03-02"),
        (Period(first=date(2026, 3, 2)), "Period: since 2026-03-02"),
        (Period(last=date(2026, 3, 31)), "Period: until 2026-03-31"),
    ],
)
def test_a_period_is_days_only_where_the_person_gave_days(period: Period, said: str) -> None:
    assert said in to_markdown(report_of(ten_days(), period)).splitlines()


def test_minutes_that_were_lost_carry_a_real_minus_sign() -> None:
    text = to_markdown(report_of([day(number, net=-20) for number in range(10)]))
    assert "Net minutes saved: \N{MINUS SIGN}600 (\N{MINUS SIGN}10 h 00 min)" in text
    assert "-600" not in text


@pytest.mark.parametrize(("rated", "is_shown"), [(4, False), (5, True)])
def test_a_row_of_other_tools_shows_figures_from_five_rated_on(rated: int, *, is_shown: bool) -> None:
    days = [*(day(number, "codex") for number in range(4)), day(0, "unheard of", rated=rated)]
    lines = to_markdown(report_of(days)).splitlines()
    assert ("- **Other tools**" in lines) is is_shown
    assert ("- **Other tools**: too few rated to show" in lines) is not is_shown
