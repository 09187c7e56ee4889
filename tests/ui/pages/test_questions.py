"""The small questions on Today: rework after a week, and the same work by two doors."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from aijournal.domain.assessment import Assessment, Door, Outcome
from aijournal.domain.entry_filter import EVERYTHING
from aijournal.domain.entry_line import parse_entry_line
from aijournal.journal.journal import Journal
from aijournal.paths import Paths
from aijournal.ui.app import App
from aijournal.ui.pages.questions_card import QuestionsCard
from tests.journal.builders import add, an_exchange
from tests.ui.stage import NOW, staged, with_journal


def _judge_two_a_week_ago(journal: Journal) -> None:
    then = NOW - timedelta(days=8)
    for words in ("wrote the importer +2 60m", "renamed a flag +1 10m"):
        journal.log(parse_entry_line(words, then), then, Door.QUICK_LOG)
    journal.log(parse_entry_line("judged now +1 5m", NOW), NOW, Door.QUICK_LOG)


def _do_one_work_by_two_doors(journal: Journal) -> None:
    add(journal, an_exchange(1, NOW - timedelta(hours=1)), now=NOW)
    journal.log(parse_entry_line("fixed the retry @claude +1 20m 12k tag:ci", NOW), NOW, Door.QUICK_LOG)


@pytest.fixture
def shown(qapp: QApplication, paths: Paths, request: pytest.FixtureRequest) -> Iterator[App]:
    with_journal(paths, request.param)
    with staged(qapp, paths, {}) as app:
        app.show()
        yield app


def _card(app: App, qtbot: QtBot) -> QuestionsCard:
    card = app.window.today.body.questions
    qtbot.waitUntil(card.isVisible)
    return card


def _press(card: QuestionsCard, words: str) -> None:
    button = next(one for one in card.answers if one.text() == words)
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)


def _rework(paths: Paths) -> dict[str | None, tuple[float | None, bool]]:
    rows = with_journal(paths, lambda journal: journal.entries(EVERYTHING, NOW, 99).rows)
    return {
        row.interaction.title: (said.rework_minutes, said.rework_asked_at is not None)
        for row in rows
        if (said := row.assessment)
    }


def test_without_a_question_there_is_no_card(app: App, qtbot: QtBot) -> None:
    app.show()
    qtbot.waitUntil(lambda: app.window.today._when.text() != "")
    assert not app.window.today.body.questions.isVisible()


@pytest.mark.parametrize("shown", [_judge_two_a_week_ago], indirect=True)
def test_rework_is_asked_about_once_after_a_week(shown: App, paths: Paths, qtbot: QtBot) -> None:
    card = _card(shown, qtbot)
    assert "wrote the importer" in card.asked.text()
    assert card.more.text() == "Others come after this one."
    _press(card, "15 min")
    QTest.keyClick(card, Qt.Key.Key_Space)  # as an impatient hand does: it answers nothing
    qtbot.waitUntil(lambda: "renamed a flag" in card.asked.text())
    assert _rework(paths)["renamed a flag"] == (None, False)
    _press(card, "I cannot say")
    qtbot.waitUntil(lambda: not card.isVisible())
    assert _rework(paths) == {
        "wrote the importer": (15.0, True),
        "renamed a flag": (None, True),
        "judged now": (None, False),
    }


@pytest.mark.parametrize("shown", [_judge_two_a_week_ago], indirect=True)
def test_an_answer_about_rework_can_be_taken_back(shown: App, paths: Paths, qtbot: QtBot) -> None:
    card = _card(shown, qtbot)
    _press(card, "none")
    qtbot.waitUntil(lambda: "renamed a flag" in card.asked.text())
    assert _rework(paths)["wrote the importer"] == (0.0, True)
    shown.window.toast.undo_asked.emit()
    qtbot.waitUntil(lambda: "wrote the importer" in card.asked.text())
    assert _rework(paths)["wrote the importer"] == (None, False)


@pytest.mark.parametrize("shown", [_do_one_work_by_two_doors], indirect=True)
def test_the_same_work_is_offered_joined_and_taken_apart_again(
    shown: App, paths: Paths, qtbot: QtBot
) -> None:
    card = _card(shown, qtbot)
    assert "fixed the retry" in card.asked.text()
    _press(card, "Same work, make it one")
    qtbot.waitUntil(lambda: not card.isVisible())
    (entry,) = with_journal(paths, lambda journal: journal.entries(EVERYTHING, NOW, 9).rows)
    assert (entry.interaction.title, entry.interaction.source) == ("fixed the retry", "claude-code")
    assert entry.assessment == Assessment(
        outcome=Outcome.HELPED, net_minutes=20.0, assessed_at=NOW, door=Door.QUICK_LOG
    )
    shown.window.toast.undo_asked.emit()
    qtbot.waitUntil(card.isVisible)
    assert len(with_journal(paths, lambda journal: journal.entries(EVERYTHING, NOW, 9).rows)) == 2


@pytest.mark.parametrize("shown", [_do_one_work_by_two_doors], indirect=True)
def test_two_different_things_are_not_offered_again(shown: App, paths: Paths, qtbot: QtBot) -> None:
    card = _card(shown, qtbot)
    _press(card, "Two different things")
    qtbot.waitUntil(lambda: not card.isVisible())
    assert with_journal(paths, lambda journal: journal.same_work.offers(NOW)) == ()
    assert len(with_journal(paths, lambda journal: journal.entries(EVERYTHING, NOW, 9).rows)) == 2
