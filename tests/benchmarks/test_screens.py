"""Every page is measured on both journals, and only once it shows what it was asked for."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from aijournal.errors import PassphraseNeededError
from aijournal.journal.journal import Journal
from aijournal.settings import Settings
from aijournal.ui.app import App
from aijournal.ui.screen import Screen
from tests.benchmarks.encrypted import twins
from tests.benchmarks.questions import ZONE, large_journal
from tests.benchmarks.screens import ACTS, START, Act, Stage, measure_screens
from tests.ui.stage import OFFSCREEN_WARNINGS

pytestmark = pytest.mark.qt_log_ignore(OFFSCREEN_WARNINGS, extend=True)
INTERACTIONS = 200


def _nothing(_: str) -> None:
    pass


def _act(name: str) -> Act:
    return next(act for act in ACTS if act.name == name)


def test_every_page_and_act_is_measured_on_both(qapp: QApplication, tmp_path: Path) -> None:
    plain = large_journal(tmp_path, INTERACTIONS, _nothing)
    measures = list(measure_screens(qapp, plain, tmp_path, 1, _nothing))
    names = [measure.name.removeprefix("encrypted / plain: ") for measure in measures]
    assert names == [START, *(act.name for act in ACTS)]
    assert {screen.name.capitalize() for screen in Screen} <= {name.split(",")[0] for name in names}
    assert all(len(measure.ours) == len(measure.floor) == 1 for measure in measures)
    assert all(measure.floor[0] > 0 for measure in measures)
    assert {one.name for one in tmp_path.iterdir()} == {
        f"journal-{INTERACTIONS}{x}" for x in ("", ".encrypted")
    }


def test_twins_are_one_with_a_passphrase_and_one_without(tmp_path: Path) -> None:
    with twins(large_journal(tmp_path, 20, _nothing), tmp_path, _nothing) as (secret, plain):
        Journal.open(plain, Settings(), ZONE).close()
        with pytest.raises(PassphraseNeededError):
            Journal.open(secret, Settings(), ZONE)


def test_an_act_ends_when_its_answers_are_there(qapp: QApplication, tmp_path: Path) -> None:
    with (
        twins(large_journal(tmp_path, INTERACTIONS, _nothing), tmp_path, _nothing) as (secret, _),
        Stage(qapp, secret) as stage,
    ):
        pages, waiting = stage.app.window.pages, stage.app.window.today.inbox.waiting
        assert waiting
        stage.play(_act("a verdict"))
        assert pages.today.inbox.waiting == waiting - 1
        stage.play(_act("taking it back"))
        assert pages.today.inbox.waiting == waiting
        stage.play(_act("a logged line"))
        stage.play(_act("Journal, first"))
        assert pages.journal.table.count == INTERACTIONS + 1
        stage.play(_act("a jump to the first entry of all"))
        assert pages.journal.pane.entry is not None
        assert pages.journal.pane.entry == pages.journal.table.entry
        stage.play(_act("Trends, first"))
        assert pages.trends.view is not None
        stage.play(_act("Safety, first"))
        assert stage.words() == (INTERACTIONS + 1, ())
    assert not qapp.topLevelWidgets()


def test_a_page_that_says_something_else_is_no_measure(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    changed: list[App] = []

    def change_one(app: App) -> None:
        if not changed:
            changed.append(app)
            app.window.today.findChildren(QLabel)[0].setText("something else")

    monkeypatch.setattr("tests.benchmarks.screens.ACTS", (Act("a change", change_one),))
    with pytest.raises(RuntimeError, match="a change"):
        list(measure_screens(qapp, large_journal(tmp_path, 20, _nothing), tmp_path, 1, _nothing))
