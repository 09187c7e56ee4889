from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from time import monotonic

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from aijournal.collect import Progress
from aijournal.domain.assessment import Door
from aijournal.domain.entry_filter import EVERYTHING
from aijournal.domain.entry_line import parse_entry_line
from aijournal.journal.journal import Journal
from aijournal.paths import Paths
from aijournal.ui.app import App
from aijournal.ui.pages.minutes_card import MinutesCard
from aijournal.ui.pages.today_view import TaskMinutes, WeekSums, today_view
from aijournal.ui.pages.week_card import WeekCard
from aijournal.ui.theme import Theme
from tests.ui.hearing import Ear
from tests.ui.stage import BERLIN, NOW, judge_all, staged, wait_for_inbox, with_journal, write_weeks_of_logs

WEEK = WeekSums(
    tokens=8_400_000,
    is_lower_bound=False,
    days_used=5,
    days_gone=5,
    net_minutes=130.0,
    valued=12,
    helped=9,
    hurt=2,
    judged=14,
    interactions=20,
)


@pytest.fixture
def with_logs(qapp: QApplication, paths: Paths, logs: Path) -> Iterator[App]:
    with staged(qapp, paths, {"HOME": str(logs)}) as app:
        app.show()
        yield app


def _read_logs(app: App, qtbot: QtBot) -> None:
    with qtbot.waitSignal(app.reading.finished, timeout=20_000):
        app.window.today.inbox.empty._action.click()
    qtbot.waitUntil(lambda: app.window.today.inbox.waiting > 0)


def test_the_caret_is_in_the_quick_log_when_the_window_opens(app: App, qtbot: QtBot) -> None:
    app.show()
    qtbot.waitUntil(app.window.today.quick_log._line.hasFocus)


def test_a_journal_without_logs_says_where_it_looked(app: App, qtbot: QtBot) -> None:
    app.show()
    empty = app.window.today.inbox.empty
    qtbot.waitUntil(lambda: "No logs" in empty._what.text())
    assert ".claude" in empty._why.text()
    assert empty._action.text() == "Look again"
    with qtbot.waitSignal(app.reading.found):
        empty._action.click()


def test_logs_that_were_not_read_are_offered_and_then_read(with_logs: App, qtbot: QtBot) -> None:
    today = with_logs.window.today
    qtbot.waitUntil(lambda: "not read yet" in today.inbox.empty._what.text())
    assert "Claude Code: " in today.inbox.empty._why.text()
    _read_logs(with_logs, qtbot)
    assert today.body.strip.isVisible()
    assert "new interactions" in today.body.strip._words.text()
    qtbot.waitUntil(lambda: with_logs.window.sidebar._badge.text() == str(today.inbox.waiting))


def test_an_empty_inbox_is_not_an_empty_journal(with_logs: App, paths: Paths, qtbot: QtBot) -> None:
    _read_logs(with_logs, qtbot)
    with_journal(paths, judge_all)
    empty = with_logs.window.today.inbox.empty
    qtbot.waitUntil(lambda: with_logs.window.today.inbox.waiting == 0)
    qtbot.waitUntil(lambda: "Nothing waits" in empty._what.text())
    with qtbot.waitSignal(with_logs.reading.finished):
        empty._action.click()
    assert "Nothing new" in with_logs.window.today.body.strip._words.text()


def test_a_typed_line_is_logged_cleared_and_told(app: App, paths: Paths, qtbot: QtBot) -> None:
    app.show()
    today = app.window.today
    QTest.keyClicks(today.quick_log._line, "fixed flaky test #shop @claude +2 20m 12k !tests")
    with qtbot.waitSignal(today.said) as said:
        QTest.keyClick(today.quick_log._line, Qt.Key.Key_Return)
    assert today.quick_log.text == ""
    assert said.args == ["Logged “fixed flaky test”.", True]
    (entry,) = with_journal(paths, lambda journal: journal.entries(EVERYTHING, NOW, 9).rows)
    assert entry.interaction.project == "shop"
    assert entry.assessment is not None
    assert entry.assessment.door is Door.QUICK_LOG
    qtbot.waitUntil(lambda: today.body.week._minutes.text() == "+20 min")
    qtbot.waitUntil(lambda: "tests +20" in today.body.minutes._bars.accessibleName())
    assert "1 of 1 judged this week" in today._when.text()


def test_undo_takes_a_logged_line_back(app: App, paths: Paths, qtbot: QtBot) -> None:
    app.show()
    today = app.window.today
    today.quick_log.type("a mistake")
    with qtbot.waitSignal(today.said):
        QTest.keyClick(today.quick_log._line, Qt.Key.Key_Return)
    with qtbot.waitSignal(app.journal.entries_changed):
        app.window.toast._undo.click()
    assert with_journal(paths, lambda journal: journal.entries(EVERYTHING, NOW, 9).rows) == ()


def test_a_line_that_cannot_be_saved_stays(app: App, qtbot: QtBot) -> None:
    app.show()
    qtbot.waitUntil(lambda: app.session.is_open)
    app.journal._journal = None  # as if it could not be opened
    today = app.window.today
    today.quick_log.type("keep me")
    with qtbot.waitSignal(today.failed):
        QTest.keyClick(today.quick_log._line, Qt.Key.Key_Return)
    assert today.quick_log.text == "keep me"
    assert app.window.furniture.notice.isVisible()


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_Down])
def test_escape_and_down_go_to_the_inbox_and_keep_the_draft(
    with_logs: App, qtbot: QtBot, key: Qt.Key
) -> None:
    _read_logs(with_logs, qtbot)
    today = with_logs.window.today
    today.quick_log.take_focus()
    today.quick_log.type("half a thought")
    QTest.keyClick(today.quick_log._line, key)
    assert today.inbox._view.hasFocus()
    with_logs.window.show_page(1)
    with_logs.window.show_page(0)
    assert today.quick_log.text == "half a thought"
    assert today.inbox._view.hasFocus()


def test_escape_stops_a_reading_and_leaves_the_caret_where_it_is(
    with_logs: App, home: Path, qtbot: QtBot
) -> None:
    write_weeks_of_logs(home, 40)
    with_logs.show()
    line = with_logs.window.today.quick_log._line
    qtbot.waitUntil(line.hasFocus)
    QTest.keyClicks(line, "draft")
    ear = Ear(with_logs.reading.progressed, with_logs.window)
    QTest.keyClick(line, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(
        lambda: any(isinstance(one, Progress) and one.files > 0 for one in ear.heard), timeout=20_000
    )
    with qtbot.waitSignal(with_logs.reading.finished, timeout=20_000) as finished:
        asked = monotonic()
        QTest.keyClick(line, Qt.Key.Key_Escape)
    assert monotonic() - asked < 0.5
    assert finished.args[0][0].was_cancelled
    assert line.hasFocus()
    assert line.text() == "draft"
    qtbot.waitUntil(lambda: with_logs.window.today.inbox.waiting > 0)
    QTest.keyClick(line, Qt.Key.Key_Escape)
    assert not line.hasFocus(), "and means what it always does, afterwards"


def test_what_the_command_line_wrote_appears(app: App, paths: Paths, qtbot: QtBot) -> None:
    app.show()
    qtbot.waitUntil(lambda: app.window.today._when.text() != "")

    def log(journal: Journal) -> None:
        journal.log(parse_entry_line("from outside +2 45m", NOW), NOW, Door.COMMAND_LINE)

    with_journal(paths, log)
    qtbot.waitUntil(lambda: app.window.today.body.week._minutes.text() == "+45 min", timeout=2_000)


def test_coming_back_to_the_window_looks_again(app: App, qtbot: QtBot) -> None:
    app.show()
    today = app.window.today
    qtbot.waitUntil(lambda: not today._asking.is_under_way)
    QApplication.sendEvent(today, QEvent(QEvent.Type.WindowActivate))
    assert today._asking.is_under_way
    today.refresh()
    assert today._asking.is_waiting
    qtbot.waitUntil(lambda: not today._asking.is_under_way)


@pytest.mark.parametrize(("width", "is_narrow"), [(1_280, False), (700, True)])
def test_cards_stand_beside_the_inbox_or_under_it(
    app: App,
    qtbot: QtBot,
    width: int,
    is_narrow: bool,  # noqa: FBT001 - a parameter
) -> None:
    app.window.resize(width, 800)
    app.show()
    today = app.window.today
    qtbot.waitUntil(lambda: today.is_narrow == is_narrow)
    body = today.body
    qtbot.waitUntil(lambda: (body.cards.y() > body.inbox.geometry().bottom()) == is_narrow)
    qtbot.waitUntil(lambda: (body.cards.x() > body.inbox.geometry().right()) != is_narrow)


def test_the_week_is_summed_as_the_journal_has_it(with_logs: App, paths: Paths, qtbot: QtBot) -> None:
    _read_logs(with_logs, qtbot)
    with_journal(paths, judge_all)
    view = with_journal(paths, lambda journal: today_view(journal, now=NOW, zone=BERLIN))
    week = view.week
    assert week.days_gone == 5
    assert 0 < week.days_used <= 5
    assert week.judged == week.interactions > 0
    assert week.net_minutes == sum(row.minutes for row in view.minutes)
    assert week.helped + week.hurt <= week.judged
    assert week.tokens is not None
    assert week.tokens > 100_000


@pytest.mark.parametrize(
    ("week", "tokens", "minutes", "unit", "evidence"),
    [
        (
            WEEK,
            "8.4\u202fM",
            "+2 h 10",
            "net saved, felt in 12 interactions",
            "helped 9 · hurt 2 · 14 of 20 judged · one week is too short for a range",
        ),
        (
            replace(WEEK, net_minutes=-20.0, is_lower_bound=True),
            "≥ 8.4\u202fM",
            "−20 min",
            "net lost, felt in 12 interactions",
            "helped 9 · hurt 2 · 14 of 20 judged · one week is too short for a range",
        ),
        (
            replace(WEEK, net_minutes=None, tokens=None),
            "–",
            "–",
            "no minutes given yet",
            "helped 9 · hurt 2 · 14 of 20 judged",
        ),
        (
            replace(WEEK, net_minutes=None, judged=0, interactions=0),
            "8.4\u202fM",
            "–",
            "no minutes given yet",
            "nothing to judge yet",
        ),
    ],
)
def test_the_two_meters(
    qtbot: QtBot, week: WeekSums, tokens: str, minutes: str, unit: str, evidence: str
) -> None:
    card = WeekCard()
    qtbot.addWidget(card)
    card.show_week(week)
    assert card._tokens.text() == tokens
    assert card._days.text() == "5 of 5 days with use"
    assert (card._minutes.text(), card._minutes_unit.text()) == (minutes, unit)
    assert card._verdicts.text() == evidence


def test_many_kinds_of_work_are_summed_up(theme: Theme, qtbot: QtBot) -> None:
    card = MinutesCard(theme)
    qtbot.addWidget(card)
    card.show_minutes([TaskMinutes(f"task {number}", 80.0 - 20 * number) for number in range(9)])
    assert card._bars.accessibleName() == (
        "task 0 +80, task 1 +60, task 2 +40, task 7 −60, task 8 −80, 4 others −40"
    )
    card.show_minutes([TaskMinutes(None, 5.0)])
    assert card._bars.accessibleName() == "no task type +5"
    card.show_minutes([])
    assert not card._empty.isHidden()
    assert card._bars.isHidden()


def test_the_badge_counts_what_waits(with_logs: App, qtbot: QtBot) -> None:
    sidebar = with_logs.window.sidebar
    assert sidebar._badge.isHidden()
    _read_logs(with_logs, qtbot)
    wait_for_inbox(qtbot, with_logs, int(sidebar._badge.text()))
    sidebar.show_waiting(1_500)
    assert sidebar._badge.text() == "999+"
    assert sidebar._group.button(0).accessibleName() == "Today, 999+ waiting"
