from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, QTranslator

from aijournal.analysis.sentences import say
from aijournal.domain.assessment import Assessment, Need, Outcome
from aijournal.ui import phrases
from tests.ui.stage import an_entry

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "0"),
        (950, "950"),
        (999.4, "999"),
        (1_000, "1k"),
        (412_400, "412k"),
        (999_499, "999k"),
        (999_500, "1.0\u202fM"),
        (8_430_000, "8.4\u202fM"),
        (104_000_000, "104\u202fM"),
        (2_000_000_000, "2.0\u202fG"),
    ],
)
def test_counts_are_short(number: float, words: str) -> None:
    assert phrases.short_count(number) == words


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (0, "0 min"),
        (-0.4, "0 min"),
        (5, "+5 min"),
        (-20, "−20 min"),
        (60, "+1 h"),
        (130, "+2 h 10"),
        (125, "+2 h 05"),
        (-90, "−1 h 30"),
    ],
)
def test_minutes_have_a_sign(minutes: float, words: str) -> None:
    assert phrases.duration(minutes) == words


def test_numbers_have_a_real_minus_and_no_negative_zero() -> None:
    assert phrases.decimal(-3.84, 1) == "−3.8"
    assert phrases.decimal(-0.04, 1) == "0.0"
    assert phrases.signed(-20.2) == "−20"
    assert phrases.signed(0.2) == "0"
    assert phrases.share(0.614) == "61\u202f%"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("two\nlines\tand  a\x00 null", "two lines and a null"),
        ("reversed \u202etxt.exe", "reversed txt.exe"),
        ("half a pair \ud83d", "half a pair"),
        ("family 👨\u200d👩\u200d👧 stays", "family 👨\u200d👩\u200d👧 stays"),
        ("<b>markup</b>", "<b>markup</b>"),
    ],
)
def test_text_from_outside_becomes_one_honest_line(text: str, line: str) -> None:
    assert phrases.plain_line(text) == line


def test_a_row_says_when_it_began() -> None:
    interaction = an_entry(1).interaction
    assert phrases.when(interaction, TODAY) == ("18:50", "")
    assert phrases.when(replace(interaction, local_day=date(2026, 11, 18)), TODAY) == ("18:50", "Wed")
    assert phrases.when(replace(interaction, local_day=date(2026, 11, 2)), TODAY) == ("18:50", "2 Nov")


def test_the_clock_is_that_of_where_it_was_made() -> None:
    interaction = replace(
        an_entry(1).interaction,
        started_at=datetime(2026, 11, 20, 23, 30, tzinfo=UTC),
        utc_offset_minutes=-300,
    )
    assert phrases.when(interaction, TODAY)[0] == "18:30"


def test_facts_name_project_tool_exchanges_and_tokens() -> None:
    interaction = an_entry(1).interaction
    assert phrases.facts(interaction) == "shop · Claude Code · 9 exchanges · 412k weighted"
    bare = replace(interaction, project=None, tool="amazon-q", exchanges=1, weighted_tokens=None)
    assert phrases.facts(bare) == "— · Amazon Q · 1 exchange · tokens unknown"
    by_hand = replace(bare, tool=None, exchanges=0, typed_tokens=12_000)
    assert phrases.facts(by_hand) == "— · — · 12k tokens, typed"


def test_a_verdict_is_said_in_words() -> None:
    said = Assessment(outcome=Outcome.HURT_A_LOT, need=Need.KNEW, net_minutes=-45)
    assert phrases.verdict(said) == "hurt a lot, −45 min, knew the answer"
    assert phrases.verdict(Assessment(outcome=Outcome.UNSURE)) == "unsure"


def test_every_outcome_and_need_has_words() -> None:
    assert len({phrases.outcome(one) for one in Outcome}) == len(Outcome)
    assert len({phrases.need(one) for one in Need}) == len(Need)


def test_a_day_of_another_year_says_its_year() -> None:
    assert phrases.full_day(date(2019, 5, 1)) == "1 May 2019"


@pytest.mark.parametrize(
    ("say", "one", "more"),
    [
        (phrases.entries, "1 entry", "1,200 entries"),
        (phrases.interactions, "1 interaction", "1,200 interactions"),
        (phrases.calls, "1 call", "1,200 calls"),
        (phrases.days, "1 day", "1,200 days"),
        (phrases.files, "1 file", "1,200 files"),
        (phrases.minutes, "1 minute", "1,200 minutes"),
    ],
)
def test_one_is_not_many(say: Callable[[int], str], one: str, more: str) -> None:
    assert (say(1), say(1_200)) == (one, more)
    assert say(0).startswith("0 ")


@pytest.mark.parametrize(
    ("locale", "words"),
    [("en_GB", "06:58:09"), ("en_US", "6:58:09\u202fAM"), ("fi_FI", "6.58.09"), ("yo_NG", "6:58:09")],
)
def test_moments_of_one_minute_are_told_apart_as_the_locale_writes_the_time(locale: str, words: str) -> None:
    QLocale.setDefault(QLocale(locale))
    assert phrases.exact_clock(datetime(2026, 11, 20, 6, 58, 9, tzinfo=UTC)) == words


class _Loud(QTranslator):
    def translate(self, context: str, source: str, disambiguation: str | None = None, n: int = -1) -> str:
        assert (disambiguation, n) == (None, -1)
        return source.upper().replace("{FORMULA}", "{formula}") if context == "sentences" else ""


def test_what_analysis_says_is_told_in_the_persons_language(qapp: QCoreApplication) -> None:
    sentence = say("report.method_tokens", formula="1.25 a")
    english = str(sentence)
    loud = _Loud()
    qapp.installTranslator(loud)
    try:
        assert phrases.told(sentence) == english.upper().replace("1.25 A", "1.25 a")
        assert phrases.told("typed by a person") == "typed by a person"
    finally:
        qapp.removeTranslator(loud)
    assert phrases.told(sentence) == english
