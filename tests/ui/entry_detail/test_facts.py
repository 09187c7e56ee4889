from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from aijournal.domain.assessment import Accepted, Assessment, Door, LeftMe, Motive, Need, Outcome, Quality
from aijournal.domain.facts import Charge
from aijournal.domain.tokens import DEFAULT_WEIGHTS, TokenUsage
from aijournal.ui.discreet import MASK
from aijournal.ui.entry_detail.facts import buckets, facts, said, said_when
from tests.ui.stage import CLOCK, NOW, an_entry


def _facts(**more: Any) -> list[str]:
    lines = facts(an_entry(1, **more), DEFAULT_WEIGHTS)
    return [line.replace("\u00a0", " ").replace("\u202f", " ") for line in lines]


def test_the_facts_of_an_imported_entry() -> None:
    assert _facts(ended_at=NOW + timedelta(minutes=5)) == [
        "Fri 20 Nov 2026, 18:50 – 19:05 · 20 min at it",
        "Claude Code · claude-sonnet-4-5",
        "412k weighted",
        "1k in · 2k to cache · 3k from cache · 4k out",
    ]


def test_the_facts_of_an_entry_by_hand() -> None:
    by_hand = {"calls": 0, "model": None, "active_minutes": None, "usage": TokenUsage()}
    typed = _facts(**by_hand, typed_tokens=12_000, weighted_tokens=12_000.0)
    assert typed == ["Fri 20 Nov 2026, 18:50", "Claude Code", "12k tokens, as you typed them"]
    unknown = _facts(**by_hand, typed_tokens=None, weighted_tokens=None, tool=None)
    assert unknown[1:] == ["no tool named", "tokens unknown"]


@pytest.mark.parametrize(
    ("more", "line"),
    [
        ({"usage": TokenUsage(), "calls_without_tokens": 12}, "tokens unknown"),
        ({"usage": TokenUsage(1_000, 0, 0, 1_000, None, None, True)}, "≥ 6k weighted"),
        (
            {"usage": TokenUsage(1_000, 0, 0, 1_000), "calls_without_tokens": 2},
            "≥ 6k weighted · 2 of 12 calls not fully known",
        ),
    ],
)
def test_what_is_not_known_of_tokens_is_said(more: dict[str, Any], line: str) -> None:
    assert _facts(weighted_tokens=None, **more)[2] == line


@pytest.mark.parametrize(
    ("amount", "unit", "said"),
    [
        ("0.42", "credit", "0.42 credits"),
        ("1", "credit", "1 credit"),
        ("0.0043219", "credit", "0.0043 credits"),
        ("12.349", "USD", "12.35 USD"),
        ("9000", "token", "9,000 tokens"),
    ],
)
def test_charges_stand_beside_the_tokens(amount: str, unit: str, said: str) -> None:
    charges = (Charge(Decimal(amount), unit),)
    unknown = an_entry(1, usage=TokenUsage(), calls_without_tokens=12, weighted_tokens=None)
    for entry, tokens in ((unknown, "tokens unknown"), (an_entry(1), "412k weighted")):
        line = facts(entry, DEFAULT_WEIGHTS, charges)[2]
        assert line.replace("\u00a0", " ").replace("\u202f", " ") == f"{tokens} · {said}"


def test_charges_are_veiled_as_tokens_are(qapp: QApplication) -> None:
    qapp.setProperty("is_discreet", True)
    try:
        line = facts(an_entry(1), DEFAULT_WEIGHTS, (Charge(Decimal("0.42"), "credit"),))[2]
    finally:
        qapp.setProperty("is_discreet", False)
    assert line.replace("\u00a0", " ") == f"{MASK} weighted · {MASK} credits"


def test_a_random_draw_says_so() -> None:
    assert "picked at random" in _facts(is_audit=True)[-1]


def test_a_bucket_that_nobody_recorded_is_no_zero() -> None:
    usage = TokenUsage(0, None, None, 50, output_is_lower_bound=True)
    assert buckets(usage).replace("\u00a0", " ").replace("\u202f", " ") == (
        "0 in · ? to cache · ? from cache · ≥ 50 out"
    )
    assert buckets(TokenUsage(output_is_lower_bound=True)).endswith("?\u00a0out")


def test_everything_that_was_said_is_shown() -> None:
    everything = Assessment(
        Outcome.HELPED,
        Need.SLOWER,
        net_minutes=20.0,
        rework_minutes=5.0,
        unaided_minutes=90.0,
        forecast_without_minutes=60.0,
        forecast_with_minutes=30.0,
        accepted=Accepted.MOSTLY,
        would_do_again=True,
        bottleneck="build times",
        is_new_work=False,
        quality=Quality.BETTER,
        motive=Motive.CHOSE,
        unblocked="the release",
        note="shown in its field",
        confidence=0.8,
        left_me=LeftMe.ENERGISED,
        assessed_at=NOW,
        seconds_taken=4.0,
        door=Door.INBOX,
    )
    assert [
        (what, says.replace("\u00a0", " ").replace("\u202f", " ")) for what, says in said(everything, CLOCK)
    ] == [
        ("rework", "5 min"),
        ("without AI", "1 h 30"),
        ("forecast without AI", "1 h"),
        ("forecast with AI", "30 min"),
        ("kept", "most of it"),
        ("result", "better than without AI"),
        ("again", "yes"),
        ("new work", "no"),
        ("bottleneck", "build times"),
        ("why with AI", "you chose it"),
        ("unblocked", "the release"),
        ("left you", "energised"),
        ("sure", "80 %"),
        ("said", "Fri 20 Nov 2026, 19:00 · in the inbox"),
    ]


def test_when_it_was_said_can_stand_alone() -> None:
    assert said_when(Assessment(assessed_at=NOW, door=Door.INBOX), CLOCK)[0][0] == "said"
    assert said_when(Assessment(), CLOCK) == ()


def test_nothing_is_shown_of_what_was_not_said() -> None:
    assert said(Assessment(Outcome.HELPED), CLOCK) == ()


@pytest.mark.parametrize("kind", [Accepted, Quality, Motive, LeftMe, Door])
def test_every_answer_has_its_words(kind: Any) -> None:
    field = {Accepted: "accepted", Quality: "quality", Motive: "motive", LeftMe: "left_me", Door: "door"}[
        kind
    ]
    words = {said(replace(Assessment(), **{field: answer}), CLOCK)[0][1] for answer in kind}
    assert len(words) == len(list(kind))
