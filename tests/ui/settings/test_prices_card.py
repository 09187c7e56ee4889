"""The card of the price list, on the page where it stands."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from aijournal.errors import AijournalError
from aijournal.paths import Paths
from aijournal.pricing import load_prices
from aijournal.resources import resource
from aijournal.ui.app import App
from aijournal.ui.screen import Screen
from aijournal.ui.settings.prices_card import PricesCard
from tests.ui.stage import NOW

SHIPPED = load_prices()


def _card(app: App) -> PricesCard:
    return app.window.pages.settings.prices


@pytest.fixture
def settings(app: App, qtbot: QtBot) -> App:
    app.window.resize(1_280, 900)
    app.show()
    app.window.show_page(Screen.SETTINGS)
    qtbot.waitUntil(lambda: _card(app).found is not None)
    return app


@pytest.fixture
def newer(tmp_path: Path) -> Path:
    document = json.loads(resource("prices.json").read_bytes())
    as_of = SHIPPED.as_of + timedelta(days=1)
    file = tmp_path / "newer.json"
    file.write_text(json.dumps({**document, "as_of": as_of.isoformat()}), encoding="utf-8")
    return file


def test_age_source_and_licence_are_told(settings: App) -> None:
    words = _card(settings).state.text()
    assert f"{(NOW.date() - SHIPPED.as_of).days} days old" in words
    assert SHIPPED.source in words
    assert "MIT licence" in words
    assert _card(settings).forget.isHidden()


def test_a_newer_list_holds_at_once_and_can_be_left_again(
    settings: App, newer: Path, paths: Paths, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(_card(settings).said):
        _card(settings).take_file(newer)
    qtbot.waitUntil(lambda: (found := _card(settings).found) is not None and found.is_own)
    assert paths.prices.exists()
    taken: list[object] = []
    settings.journal.read(lambda journal: journal.prices_as_of, taken.append, taken.append)
    qtbot.waitUntil(lambda: bool(taken))
    assert taken == [SHIPPED.as_of + timedelta(days=1)]
    with qtbot.waitSignal(_card(settings).said):
        _card(settings).forget.click()
    assert not paths.prices.exists()


def test_a_list_that_is_not_newer_is_refused(settings: App, qtbot: QtBot) -> None:
    with qtbot.waitSignal(_card(settings).failed) as refused:
        _card(settings).take_file(resource("prices.json"))
    assert isinstance(error := refused.args[0], AijournalError)
    assert "not newer" in error.title
    assert _card(settings).found is not None


def test_the_button_asks_for_a_file(settings: App) -> None:
    _card(settings).take.click()
    dialog = _card(settings).findChild(QFileDialog)
    assert isinstance(dialog, QFileDialog)
    assert dialog.fileMode() is QFileDialog.FileMode.ExistingFile
    dialog.reject()
    QTest.qWait(0)
