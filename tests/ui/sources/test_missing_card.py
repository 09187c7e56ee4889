"""The sources that are not on this machine: named in a line where they are many."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from aijournal.domain.reading import Discovery, SourceState
from aijournal.ui.pages.sources_view import SourceView
from aijournal.ui.sources.missing_card import MissingCard
from aijournal.ui.theme import Theme

TITLES = ("Aider", "Amp", "Cline", "Codex", "Goose", "Zed")


def _view(title: str) -> SourceView:
    source = title.lower()
    found = Discovery(source, SourceState.NOT_FOUND, (), f"There is no folder of {title}.")
    return SourceView(
        source=source,
        title=title,
        retention="",
        found=found,
        is_off=False,
        last_read=None,
        files_new=0,
        files_gone=0,
        last_run=None,
        kept_days=None,
    )


@pytest.fixture
def card(theme: Theme, qtbot: QtBot) -> MissingCard:
    card = MissingCard(theme)
    qtbot.addWidget(card)
    card.show()
    return card


def test_of_a_few_each_says_at_once_where_it_was_looked_for(card: MissingCard) -> None:
    card.show_sources(list(map(_view, TITLES[:3])), [])
    assert all(row.isVisible() for row in card.rows.values())
    assert not card.names.isVisible()
    assert not card.fold.isVisible()


def test_many_are_named_and_a_press_shows_the_places(card: MissingCard) -> None:
    card.show_sources(list(map(_view, TITLES)), [])
    assert card.names.text() == "Aider, Amp, Cline, Codex, Goose, Zed"
    assert not any(row.isVisible() for row in card.rows.values())
    QTest.keyClick(card.fold, Qt.Key.Key_Space)
    assert all(row.isVisible() for row in card.rows.values())
    QTest.keyClick(card.fold, Qt.Key.Key_Space)
    assert not any(row.isVisible() for row in card.rows.values())


def test_nothing_is_ruled_off_where_nothing_follows(card: MissingCard) -> None:
    card.show_sources(list(map(_view, TITLES)), [])
    assert not card._rule.isVisible()
    card.show_sources(list(map(_view, TITLES)), ["Windsurf"])
    assert card._rule.isVisible()
