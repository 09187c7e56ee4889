from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from aijournal.domain.assessment import Assessment, Need, Outcome
from aijournal.domain.entry import Entry
from aijournal.domain.tokens import DEFAULT_WEIGHTS, TokenUsage, TokenWeights
from aijournal.ui.entry_table import words
from tests.ui.stage import NOW, an_entry

TODAY = NOW.date()


def _judged(**said: Any) -> Entry:
    return replace(an_entry(1), assessment=Assessment(**said))


@pytest.mark.parametrize(
    ("day", "said"),
    [(TODAY, "Fri 20 Nov"), (date(2026, 1, 3), "Sat 3 Jan"), (date(2025, 12, 31), "31 Dec 2025")],
)
def test_a_day_says_its_year_where_it_is_another(day: date, said: str) -> None:
    assert words.day(an_entry(1, local_day=day).interaction, TODAY) == said


def test_the_time_is_that_of_the_place_where_it_was_made() -> None:
    began = NOW - timedelta(hours=1)
    assert words.clock(an_entry(1, started_at=began, utc_offset_minutes=-300).interaction) == "12:00"


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({}, "412k"),
        ({"weighted_tokens": 0.0}, "0"),
        ({"weighted_tokens": None, "usage": TokenUsage(1_000, 0, 0, 4_000, None, None, True)}, "≥ 21k"),
        ({"weighted_tokens": None, "usage": TokenUsage(2_000), "calls_without_tokens": 3}, "≥ 2k"),
        ({"weighted_tokens": None, "usage": TokenUsage(), "calls_without_tokens": 12}, "unknown"),
        ({"weighted_tokens": 12_000.0, "typed_tokens": 12_000, "calls": 0}, "12k"),
        ({"weighted_tokens": None, "usage": TokenUsage(), "calls": 0}, "unknown"),
    ],
)
def test_tokens_are_never_said_to_be_known_when_they_are_not(more: dict[str, Any], said: str) -> None:
    assert words.weighted(an_entry(1, **more).interaction, DEFAULT_WEIGHTS).replace("\u202f", " ") == said


def test_a_lower_bound_uses_the_persons_own_weights() -> None:
    usage = TokenUsage(1_000, 0, 0, 1_000, output_is_lower_bound=True)
    assert usage.known_weight(TokenWeights(output=9.0)) == 10_000


@pytest.mark.parametrize(
    ("entry", "said", "tone"),
    [
        (an_entry(1), "waiting", ""),
        (an_entry(1, is_asked=False), "", ""),
        (_judged(outcome=Outcome.HELPED_A_LOT), "helped a lot", "gained"),
        (_judged(outcome=Outcome.HURT), "hurt", "lost"),
        (_judged(outcome=Outcome.NO_DIFFERENCE), "no difference", ""),
        (_judged(outcome=Outcome.UNSURE), "unsure", ""),
        (_judged(need=Need.KNEW), "knew the answer", ""),
        (_judged(note="later"), "no verdict", ""),
    ],
)
def test_verdicts(entry: Entry, said: str, tone: str) -> None:
    assert (words.verdict(entry), words.verdict_tone(entry)) == (said, tone)


@pytest.mark.parametrize(
    ("minutes", "said", "tone"),
    [(None, "", ""), (20.0, "+20 min", "gained"), (-90.0, "−1 h 30", "lost"), (0.0, "0 min", "")],
)
def test_net_minutes(minutes: float | None, said: str, tone: str) -> None:
    entry = _judged(net_minutes=minutes)
    assert (words.net(entry), words.net_tone(entry)) == (said, tone)


def test_nobody_judged_nothing() -> None:
    assert (words.net(an_entry(1)), words.net_tone(an_entry(1))) == ("", "")


def test_names_are_shown_on_one_line_as_they_are() -> None:
    assert words.name("shop") == "shop"
    assert words.name("two\nlines") == "two lines"
    assert words.name("\u202egnp.exe") == "gnp.exe"
    assert words.name(None) == ""
    assert words.tags(an_entry(1, tags=("a", "b\tc")).interaction) == "a, b c"
    assert words.tool(an_entry(1, tool=None).interaction) == ""
    assert words.tool(an_entry(1).interaction) == "Claude Code"


def test_an_entry_by_hand_has_no_exchanges_to_count() -> None:
    assert words.exchanges(an_entry(1, exchanges=0).interaction) == ""
    assert words.exchanges(an_entry(1, exchanges=1_234).interaction) == "1,234"
