from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from aijournal.analysis.mirror import Seen
from aijournal.domain.quota import Quota
from aijournal.ui.mirror.figures import Figure
from aijournal.ui.mirror.seen_words import seen_figures, seen_sentence

pytestmark = pytest.mark.usefixtures("qapp")
PRICES = date(2026, 11, 1)
SEEN = Seen(
    tokens=104_000_000,
    is_lower_bound=False,
    days_without_tokens=0,
    cost_usd=Decimal("212.4"),
    calls=8_479,
    days=82,
    active_days=61,
    working_days=60,
    active_working_days=57,
    working_day_share=0.95,
    weeks=12,
    active_weeks=11,
    tokens_per_week=8_900_000.0,
)


def test_what_a_dashboard_says_by_hand() -> None:
    assert seen_sentence(SEEN) == "A dashboard would see 104\u202fM tokens, and use on 61 of 82 days."
    assert seen_figures(SEEN, None, PRICES) == (
        Figure("104\u202fM", "tokens", "raw, all kinds counted as one · in 8,479 calls"),
        Figure("$212", "", "spend, at list prices of 1 Nov 2026"),
        Figure("61", "of 82 days", "with use"),
        Figure("95\u202f%", "of working days", "with use: 57 of 60, Monday to Friday"),
        Figure("11", "of 12 weeks", "with use, Monday to Sunday"),
    )


def test_what_is_not_known_is_said() -> None:
    partly = replace(SEEN, is_lower_bound=True, days_without_tokens=3, cost_usd=Decimal("1.5"))
    tokens, spend, *_ = seen_figures(partly, None, PRICES)
    assert tokens.number.startswith("≥")
    assert tokens.basis.endswith("3 days with none known")
    assert spend.number == "$1.50"
    nothing = replace(SEEN, tokens=None, cost_usd=None, tokens_per_week=None)
    tokens, spend, *_ = seen_figures(nothing, None, PRICES)
    assert (tokens.number, spend.number) == ("–", "–")
    assert spend.basis == "no call has a price in the list of 1 Nov 2026"
    assert seen_sentence(nothing) == "A dashboard would see use on 61 of 82 days, and no tokens."
    assert seen_sentence(replace(SEEN, active_days=0)) == "A dashboard would see no use."


def test_a_weekend_has_no_share_of_working_days() -> None:
    weekend = replace(SEEN, working_days=0, active_working_days=0, working_day_share=None, weeks=1)
    figures = seen_figures(weekend, None, PRICES)
    assert (figures[3].number, figures[3].basis) == ("–", "no working day in this period yet")
    assert figures[4].unit == "of 1 week"


@pytest.mark.parametrize(("per", "unit"), [("week", "tokens a week"), ("month", "tokens a month")])
def test_a_quota_stands_beside_the_pace(per: str, unit: str) -> None:
    quota = Quota(50_000_000, "week" if per == "week" else "month")
    figure = seen_figures(SEEN, quota, PRICES)[-1]
    assert figure == Figure("50.0\u202fM", unit, "the quota you were given · you came to 8.9\u202fM a week")
    short = seen_figures(replace(SEEN, tokens_per_week=None), quota, PRICES)[-1]
    assert short.basis == "the quota you were given"
