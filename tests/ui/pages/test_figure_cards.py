"""One is said as one, in the cards with figures."""

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from aijournal.analysis.value import value_of
from aijournal.ui.pages.figure_cards import FigureCards
from aijournal.ui.pages.page import Page
from aijournal.ui.pages.today_view import WeekSums
from aijournal.ui.pages.week_card import WeekCard
from aijournal.ui.theme import Theme

MONDAY = WeekSums(
    tokens=None,
    is_lower_bound=False,
    days_used=1,
    days_gone=1,
    net_minutes=None,
    valued=0,
    helped=0,
    hurt=0,
    judged=0,
    interactions=1,
)


@pytest.mark.parametrize(
    ("valued", "low", "words"),
    [
        (1, None, "as felt in 1 interaction; too few days for a range"),
        (2, None, "as felt in 2 interactions; too few days for a range"),
        (1, -5.0, "between −5 min and +20 min, as felt in 1 interaction"),
    ],
)
def test_one_interaction_is_one(
    valued: int, low: float | None, words: str, theme: Theme, qtbot: QtBot
) -> None:
    page = Page(theme)
    qtbot.addWidget(page)
    cards = FigureCards(page.row())
    page.column.addWidget(cards)
    report = replace(value_of(None, ()), net_minutes=10.0, net_low=low, net_high=20.0, valued=valued)
    cards.show_report(report)
    assert cards._net._basis.text() == words


def test_on_a_monday_the_week_has_one_day(qtbot: QtBot) -> None:
    card = WeekCard()
    qtbot.addWidget(card)
    card.show_week(MONDAY)
    assert card._days.text() == "1 of 1 day with use"
