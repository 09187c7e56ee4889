"""A look back at the day, by keys alone: three questions at most, each of which can be left."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from aijournal.collect import collect
from aijournal.demo import write_sample_logs
from aijournal.domain.assessment import Assessment, Door, Need, Outcome
from aijournal.domain.entry import Entry
from aijournal.domain.entry_filter import EVERYTHING
from aijournal.domain.entry_line import EntryLine
from aijournal.journal.journal import Journal
from aijournal.paths import Paths
from aijournal.ui.app import App
from aijournal.ui.day_review.review_view import MOST_ASKED, day_review_view
from aijournal.ui.day_review.window import DayReview, Step
from tests.ui.stage import BERLIN, IMPORTERS, NOW, staged, with_journal

_HELPED = Assessment(Outcome.HELPED, Need.SLOWER, net_minutes=15)


def _log(journal: Journal, count: int, days_ago: int = 0) -> None:
    """Log entries that helped."""
    for number in range(count):
        at = NOW - timedelta(days=days_ago, minutes=7 * number)
        journal.log(EntryLine(f"judged {number}", started_at=at, assessment=_HELPED), at, Door.QUICK_LOG)


def _read_logs(paths: Paths, home: Path, sessions: int) -> None:
    """Read logs, of which so many sessions were today; they wait for a verdict, and nothing else does."""
    for seed in range(sessions):
        write_sample_logs(home, NOW.date(), seed=seed, zone=BERLIN)
    with_journal(paths, lambda journal: collect(journal, IMPORTERS, {"HOME": str(home)}, NOW))


def _entries(paths: Paths) -> tuple[Entry, ...]:
    return with_journal(paths, lambda journal: journal.entries(EVERYTHING, NOW, 999).rows)


def _of_today(paths: Paths) -> list[Entry]:
    today = NOW.astimezone(BERLIN).date()
    return [entry for entry in _entries(paths) if entry.interaction.local_day == today]


@contextmanager
def _reviewing(qapp: QApplication, paths: Paths, qtbot: QtBot) -> Iterator[tuple[App, DayReview]]:
    """Play the program with the look back, opened by its key."""
    with staged(qapp, paths, {}) as app:
        app.show()
        qtbot.waitUntil(lambda: app.session.is_open)
        keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        QTest.keyClick(app.window, Qt.Key.Key_D, keys)
        (review,) = app.window.findChildren(DayReview)
        qtbot.waitUntil(lambda: review.step is not None)
        yield app, review


def _focus() -> QWidget:
    focus = QApplication.focusWidget()
    assert focus is not None
    return focus


def _press(keys: str) -> None:
    for key in keys:
        QTest.keyClicks(_focus(), key)


def _go_on(review: DayReview) -> None:
    QTest.keyClick(review, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def _told(app: App) -> str:
    return app.window.toast._words.text() if app.window.toast.isVisible() else ""


def test_all_three_questions_are_answered_by_keys_and_told_at_the_end(
    qapp: QApplication, paths: Paths, home: Path, qtbot: QtBot
) -> None:
    _read_logs(paths, home, 2)
    with _reviewing(qapp, paths, qtbot) as (app, review):
        assert review.step is Step.WAITING
        assert review.inbox.waiting == 2
        qtbot.waitUntil(review.inbox._view.hasFocus)
        _press("4W")
        qtbot.waitUntil(lambda: review.inbox.waiting == 1)
        _press("5Q")
        qtbot.waitUntil(lambda: review.step is Step.AFTERWARDS)
        qtbot.waitUntil(review.unblocked.hasFocus)
        _press("1")
        QTest.keyClicks(_focus(), "the release")
        QTest.keyClick(_focus(), Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: review.step is Step.LOG)
        qtbot.waitUntil(review.quick_log._line.hasFocus)
        QTest.keyClicks(_focus(), "asked it in the corridor +1")
        QTest.keyClick(_focus(), Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: not review.quick_log.text)
        _go_on(review)
        qtbot.waitUntil(lambda: bool(_told(app)))
        assert _told(app) == "Looked back at the day: 2 judged · 1 answered · 1 logged."
    entries = _of_today(paths)
    assert len(entries) == 3
    assert all(entry.assessment for entry in entries)
    assert [one.assessment.unblocked for one in entries if one.assessment and one.assessment.unblocked] == [
        "the release"
    ]


def test_each_question_can_be_passed_over_and_nothing_is_said_of_that(
    qapp: QApplication, paths: Paths, home: Path, qtbot: QtBot
) -> None:
    _read_logs(paths, home, 1)
    with_journal(paths, lambda journal: _log(journal, 1))
    with _reviewing(qapp, paths, qtbot) as (app, review):
        steps = [review.step]
        for step in (Step.AFTERWARDS, Step.LOG):
            _go_on(review)
            qtbot.waitUntil(lambda step=step: review.step is step)  # type: ignore[misc]
            steps.append(review.step)
        with qtbot.waitSignal(review.finished):
            _go_on(review)
        assert steps == list(Step)
        assert _told(app) == ""
    assert sum(entry.assessment is None for entry in _of_today(paths)) == 1


def test_esc_leaves_at_once_and_it_can_be_begun_anew(
    qapp: QApplication, paths: Paths, home: Path, qtbot: QtBot
) -> None:
    _read_logs(paths, home, 1)
    with _reviewing(qapp, paths, qtbot) as (app, review):
        with qtbot.waitSignal(review.finished):
            QTest.keyClick(_focus(), Qt.Key.Key_Escape)
        app.window.today._review_button.click()
        qtbot.waitUntil(lambda: any(one.isVisible() for one in app.window.findChildren(DayReview)))


def test_a_verdict_in_the_making_is_saved_when_it_is_passed_over(
    qapp: QApplication, paths: Paths, home: Path, qtbot: QtBot
) -> None:
    _read_logs(paths, home, 1)
    with _reviewing(qapp, paths, qtbot) as (_, review):
        qtbot.waitUntil(review.inbox._view.hasFocus)
        _press("2")
        _go_on(review)
        qtbot.waitUntil(lambda: review.step is not Step.WAITING)
    (entry,) = _of_today(paths)
    assert entry.assessment is not None
    assert entry.assessment.outcome is Outcome.HURT


def test_a_quiet_day_asks_for_one_line_alone(qapp: QApplication, paths: Paths, qtbot: QtBot) -> None:
    with _reviewing(qapp, paths, qtbot) as (_, review):
        assert review.step is Step.LOG
        QTest.keyClicks(review.quick_log._line, "half a thought")
        QTest.keyClick(review.quick_log._line, Qt.Key.Key_Escape)
    with _reviewing(qapp, paths, qtbot) as (_, review):
        qtbot.waitUntil(lambda: review.quick_log.text == "half a thought")


def test_where_nothing_helped_today_rework_is_asked_about(
    qapp: QApplication, paths: Paths, qtbot: QtBot
) -> None:
    with_journal(paths, lambda journal: _log(journal, 1, days_ago=8))
    with _reviewing(qapp, paths, qtbot) as (_, review):
        assert review.step is Step.AFTERWARDS
        qtbot.waitUntil(lambda: bool(review.rework.answers))
        _press("3")
        qtbot.waitUntil(lambda: review.step is Step.LOG)
    (entry,) = _entries(paths)
    assert entry.assessment is not None
    assert entry.assessment.rework_minutes == 15


def test_at_most_five_are_asked_about_the_sample_first_and_no_others_follow(paths: Paths, home: Path) -> None:
    _read_logs(paths, home, MOST_ASKED + 3)
    view = with_journal(paths, lambda journal: day_review_view(journal, now=NOW, zone=BERLIN, asked=None))
    waiting = view.waiting.entries
    assert len(waiting) == MOST_ASKED
    assert {entry.interaction.local_day for entry in waiting} == {NOW.astimezone(BERLIN).date()}
    assert sorted(waiting, key=lambda one: not one.interaction.is_audit) == list(waiting)
    asked = [entry.interaction.id for entry in waiting]
    with_journal(paths, lambda journal: journal.assess(asked[0], _HELPED, NOW))
    later = with_journal(paths, lambda journal: day_review_view(journal, now=NOW, zone=BERLIN, asked=asked))
    assert [entry.interaction.id for entry in later.waiting.entries] == asked[1:]
    assert later.judged == 1


def test_the_offer_and_the_weeks_share_can_be_hidden(qapp: QApplication, paths: Paths, qtbot: QtBot) -> None:
    with_journal(paths, lambda journal: _log(journal, 1))
    with staged(qapp, paths, {}) as app:
        app.show()
        today = app.window.today
        qtbot.waitUntil(lambda: "1 of 1 judged this week" in today._when.text())
        assert today._review_button.isVisible()
        app.parts.settings.change("share", "Kept.", shows_week_share=False, offers_day_review=False)
        qtbot.waitUntil(lambda: not today._review_button.isVisible())
        assert "judged this week" not in today._when.text()
