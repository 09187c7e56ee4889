"""With the setting off, a judged row stays as it was judged until the person moves on."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from aijournal.collect import collect
from aijournal.domain.assessment import Assessment, Need, Outcome
from aijournal.journal.journal import Journal
from aijournal.paths import Paths
from aijournal.settings import Settings
from aijournal.ui.app import App
from aijournal.ui.inbox.inbox import Inbox
from tests.ui.stage import IMPORTERS, NOW, staged, wait_for_inbox, with_journal


@pytest.fixture
def app(qapp: QApplication, paths: Paths, logs: Path, qtbot: QtBot) -> Iterator[App]:
    """Play the program with three rows in the inbox, which do not open by themselves."""
    environment = {"HOME": str(logs)}
    with_journal(paths, lambda journal: collect(journal, IMPORTERS, environment, NOW))
    with_journal(paths, _leave_three)
    with staged(qapp, paths, environment, Settings(opens_next=False)) as app:
        app.show()
        wait_for_inbox(qtbot, app, 3)
        yield app


def _leave_three(journal: Journal) -> None:
    for entry in journal.inbox(NOW, 1_000)[3:]:
        journal.skip(entry.interaction.id, NOW)


def _inbox(app: App) -> Inbox:
    return app.window.today.inbox


def _current(app: App) -> int:
    entry = _inbox(app)._view.entry
    assert entry is not None
    return entry.interaction.id


def _press(app: App, qtbot: QtBot, keys: str) -> None:
    QTest.keyClicks(_inbox(app)._view, keys)
    _settle(app, qtbot)


def _settle(app: App, qtbot: QtBot) -> None:
    """Wait until the journal was asked anew, and answered."""
    for _ in range(3):
        heard: list[int] = []
        app.journal.read(lambda journal: journal.inbox_count(NOW), heard.append)
        qtbot.waitUntil(partial(bool, heard))


def _verdict(paths: Paths, entry_id: int) -> Assessment | None:
    detail = with_journal(paths, lambda journal: journal.entry(entry_id, NOW))
    assert detail is not None
    return detail.entry.assessment


def test_the_judged_row_stays_and_goes_when_the_next_one_is_opened(
    app: App, paths: Paths, qtbot: QtBot
) -> None:
    first = _current(app)
    _press(app, qtbot, "4w")
    said = _verdict(paths, first)
    assert said is not None
    assert (said.outcome, said.need) == (Outcome.HELPED, Need.SLOWER)
    assert _current(app) == first
    assert _inbox(app)._judging.draft.outcome is Outcome.HELPED
    assert _inbox(app).waiting == 2
    _press(app, qtbot, "j")
    assert _current(app) != first
    assert _inbox(app)._judging.draft.outcome is None
    qtbot.waitUntil(lambda: _inbox(app)._model.rowCount() == 2)
    assert _inbox(app).waiting == 2


def test_another_word_on_the_row_that_stays_is_saved_too(app: App, paths: Paths, qtbot: QtBot) -> None:
    first = _current(app)
    _press(app, qtbot, "4w")
    _press(app, qtbot, "5")
    said = _verdict(paths, first)
    assert said is not None
    assert said.outcome is Outcome.HELPED_A_LOT
    assert _current(app) == first


def test_what_was_said_of_it_is_taken_back_in_its_row(app: App, paths: Paths, qtbot: QtBot) -> None:
    first = _current(app)
    _press(app, qtbot, "4w")
    _press(app, qtbot, "u")
    qtbot.waitUntil(lambda: _inbox(app).waiting == 3)
    assert _verdict(paths, first) is None
    assert _current(app) == first
    assert _inbox(app)._judging.draft.outcome is None


def test_the_last_row_goes_by_moving_on_and_the_list_is_empty(app: App, qtbot: QtBot) -> None:
    for _ in range(2):
        _press(app, qtbot, "4w")
        _press(app, qtbot, "s")
    _press(app, qtbot, "4w")
    assert _inbox(app)._model.rowCount() == 1
    QTest.keyClick(_inbox(app)._view, Qt.Key.Key_J)
    assert _inbox(app)._model.rowCount() == 0
    assert _inbox(app).waiting == 0
    assert _inbox(app).empty.isVisible()
