"""What the cards of the page Safety say, and that it is true."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from aijournal.journal.checks import CheckResult
from aijournal.journal.trash import TrashItem
from aijournal.ui.actions.bindings import Bindings
from aijournal.ui.checking import CheckReport
from aijournal.ui.rewriting import Rewriting
from aijournal.ui.safety.encryption_card import EncryptionCard
from aijournal.ui.safety.journal_card import JournalCard
from aijournal.ui.safety.safety_view import SafetyView
from aijournal.ui.safety.trash_card import TrashRow
from aijournal.ui.theme import Theme
from tests.ui.stage import BERLIN, NOW

DAMAGE = "Page 12 of the file is damaged."
VIEW = SafetyView(
    now=NOW,
    place=Path("/journal.db"),
    size=400_000,
    entries=7,
    is_encrypted=False,
    sound_at=NOW - timedelta(minutes=13),
    backups=(),
    trash=(),
)
ITEM = TrashItem(
    id=1,
    at=NOW,
    label="Deleted an entry",
    entries=1,
    calls=2,
    title="fixed flaky test",
    tool="claude-code",
    project="shop",
    day=NOW.date(),
)


@pytest.fixture
def card(theme: Theme, qtbot: QtBot) -> JournalCard:
    card = JournalCard(theme, "~/journal.db")
    qtbot.addWidget(card)
    return card


def test_what_the_look_at_the_start_found_stands_in_place_of_that_all_was_sound(card: JournalCard) -> None:
    card.show_view(VIEW)
    assert card.said.text().startswith("Everything was sound 13 min ago.")
    card.show_look(CheckResult((DAMAGE,)))
    card.show_view(VIEW)
    advice = "Nothing was changed. A backup from before the damage can be restored below."
    assert card.said.text() == f"{DAMAGE}\n{advice}"
    assert card.said.property("tone") == "lost"


def test_a_look_that_found_nothing_leaves_what_is_said(card: JournalCard) -> None:
    card.show_view(VIEW)
    card.show_look(CheckResult(()))
    assert card.said.text().startswith("Everything was sound 13 min ago.")


def test_a_check_of_everything_says_more_than_a_look(card: JournalCard) -> None:
    card.show_look(CheckResult((DAMAGE,)))
    card.begin()
    card.show_report(CheckReport((), (), 0, was_cancelled=False))
    card.show_look(CheckResult((DAMAGE,)))
    assert card.said.text().startswith("All is well")


def test_decrypting_says_before_that_old_backups_and_what_was_set_aside_become_plain(qtbot: QtBot) -> None:
    card = EncryptionCard(Bindings())
    qtbot.addWidget(card)
    card.slip.begin(Rewriting.DECRYPT, card.decrypt)
    assert card.slip.words.text() == (
        "The journal, all its backups and what was set aside, the old ones too, are written anew without "
        "encryption. Afterwards whoever can read your files can read every one of them."
    )


@pytest.mark.parametrize(("minutes", "words"), [(1, "After 1 minute in"), (15, "After 15 minutes in")])
def test_minutes_are_counted_as_people_count_them(minutes: int, words: str, qtbot: QtBot) -> None:
    card = EncryptionCard(Bindings())
    qtbot.addWidget(card)
    assert words in card._encrypted(VIEW, minutes)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "“fixed flaky test” · 20 Nov 2026"),
        ({"title": None}, "shop · Claude Code · 20 Nov 2026"),
        ({"title": None, "project": None}, "— · Claude Code · 20 Nov 2026"),
        ({"entries": 12}, "“fixed flaky test” and 11 more · 20 Nov 2026"),
        (
            {"label": "Took back an import", "import_run": 3, "entries": 2},
            "Took back an import: “fixed flaky test” and 1 more · 20 Nov 2026",
        ),
        (
            {"label": "Took back an import", "entries": 0, "title": None, "day": None, "import_run": 3},
            "Took back an import",
        ),
        ({"title": "two\nlines <b>"}, "“two lines <b>” · 20 Nov 2026"),
    ],
)
def test_a_row_of_the_trash_can_be_told_from_others(
    changes: dict[str, Any], words: str, qtbot: QtBot
) -> None:
    row = TrashRow(replace(ITEM, **changes))
    qtbot.addWidget(row)
    assert row.what.text() == words
    assert row.put_back.accessibleName() == f"Put back: {words}"


@pytest.mark.parametrize(
    ("ago", "words"),
    [
        (timedelta(0), "30 days left"),
        (timedelta(seconds=5), "30 days left"),
        (timedelta(days=1), "29 days left"),
        (timedelta(days=28, hours=1), "2 days left"),
        (timedelta(days=29), "gone for good within a day"),
        (timedelta(days=31), "gone for good within a day"),
    ],
)
def test_the_day_that_has_begun_is_still_left(ago: timedelta, words: str, qtbot: QtBot) -> None:
    row = TrashRow(replace(ITEM, calls=1))
    qtbot.addWidget(row)
    row.show_age(NOW + ago, BERLIN)
    assert row.facts.text().endswith(f"1 entry · 1 call · {words}")
