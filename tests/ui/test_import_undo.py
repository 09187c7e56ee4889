"""Taking back what a reading of logs brought, from the strip that says what it was."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from aijournal.domain.assessment import Assessment, Outcome
from aijournal.journal.journal import Journal
from aijournal.paths import Paths
from aijournal.ui.app import App
from tests.ui.journal_stage import entries
from tests.ui.stage import NOW, staged, with_journal

pytestmark = pytest.mark.usefixtures("logs")


def _read(app: App, qtbot: QtBot) -> None:
    app.show()
    qtbot.waitUntil(lambda: app.session.is_open)
    with qtbot.waitSignal(app.reading.finished, timeout=20_000):
        app.reading.start()


def test_a_reading_is_taken_back_and_done_again(
    qapp: QApplication, paths: Paths, home: Path, qtbot: QtBot
) -> None:
    with staged(qapp, paths, {"HOME": str(home)}) as app:
        _read(app, qtbot)
        strip = app.window.today.body.strip
        assert strip._undo.isVisible()
        count = len(entries(paths))
        assert count > 10
        with qtbot.waitSignal(app.parts.import_undo.said) as said:
            QTest.keyClick(strip._undo, Qt.Key.Key_Space)
        assert said.args == [
            f"Took back what was read: {count} entries. It lies in the trash; the logs are as they were.",
            True,
        ]
        assert strip.isHidden()
        assert entries(paths) == ()
        app.window.toast._undo.click()
        qtbot.waitUntil(lambda: len(entries(paths)) == count)


def test_what_was_judged_since_stays(qapp: QApplication, paths: Paths, home: Path, qtbot: QtBot) -> None:
    with staged(qapp, paths, {"HOME": str(home)}) as app:
        _read(app, qtbot)
        judged = entries(paths)[0].interaction.id

        def judge(journal: Journal) -> None:
            journal.assess(judged, Assessment(Outcome.HELPED), NOW)

        with_journal(paths, judge)
        with qtbot.waitSignal(app.parts.import_undo.said):
            app.window.today.body.strip._undo.click()
        assert [entry.interaction.id for entry in entries(paths)] == [judged]


def test_a_reading_that_brought_nothing_offers_no_undo(
    qapp: QApplication, paths: Paths, home: Path, qtbot: QtBot
) -> None:
    with staged(qapp, paths, {"HOME": str(home)}) as app:
        _read(app, qtbot)
        with qtbot.waitSignal(app.reading.finished, timeout=20_000):
            app.reading.start()
        assert not app.window.today.body.strip._undo.isVisible()
