import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from math import isnan
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QFont
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from aijournal.analysis.trend import weekly_rows
from aijournal.analysis.value import value_of
from aijournal.collect import collect
from aijournal.domain.assessment import Door
from aijournal.domain.entry_line import parse_entry_line
from aijournal.export.journal_trials import own_trials_of
from aijournal.paths import Paths
from aijournal.settings import ColorScheme
from aijournal.ui import phrases
from aijournal.ui.app import App
from aijournal.ui.asking import Otherwise, Then
from aijournal.ui.charts.value_chart import ValueChart
from aijournal.ui.pages.figure_cards import FigureCards
from aijournal.ui.pages.page import Page
from aijournal.ui.pages.trend_chart_card import ChartCard
from aijournal.ui.pages.trends import TrendsPage
from aijournal.ui.pages.trends_view import Span, TrendsRest, TrendsView
from aijournal.ui.screen import Screen
from aijournal.ui.theme import Theme
from aijournal.ui.type_scale import SMALLEST_TARGET
from tests.ui.stage import (
    CLOCK,
    IMPORTERS,
    NOW,
    judge_all,
    press_space,
    staged,
    with_journal,
    write_weeks_of_logs,
)

UNJUDGED = tuple(range(40, 85))


@pytest.fixture
def judged(qapp: QApplication, paths: Paths, home: Path) -> Iterator[App]:
    """Play the program with half a year of judged work, in which some weeks were not judged."""
    write_weeks_of_logs(home, 8)
    environment = {"HOME": str(home)}
    with_journal(paths, lambda journal: collect(journal, IMPORTERS, environment, NOW))
    with_journal(paths, lambda journal: judge_all(journal, but_days=UNJUDGED))
    with staged(qapp, paths, environment) as app:
        yield app


def _open(app: App, qtbot: QtBot) -> TrendsPage:
    app.show()
    app.window.show_page(Screen.TRENDS)
    page = app.window.trends
    _wait_for(page, qtbot, lambda view: view is not None)
    return page


def _wait_for(page: TrendsPage, qtbot: QtBot, is_so: Callable[[TrendsView], bool]) -> TrendsView:
    """Wait until what is shown is so, and nothing more is asked."""
    qtbot.waitUntil(lambda: page.view is not None and page.is_settled and is_so(page.view), timeout=10_000)
    assert page.view is not None
    return page.view


def _chart(page: TrendsPage) -> ValueChart:
    chart = page.card.chart
    assert chart is not None
    return chart


def _marks(paths: Paths) -> list[tuple[date, str]]:
    return [(mark.day, mark.text) for mark in with_journal(paths, lambda journal: journal.marks.all())]


def test_an_empty_journal_says_so_and_leads_to_today(app: App, qtbot: QtBot) -> None:
    page = _open(app, qtbot)
    assert page.card.empty.isVisible()
    assert page.card.empty._what.text() == "Nothing to show yet"
    card = page.card
    for part in (page.figures, page.felt, card.twin, card.mark, card.sentence, card.readout):
        assert not part.isVisible()
    page.card.empty._action.click()
    assert app.window._pages.currentWidget() is app.window.today


def test_felt_minutes_stand_beside_what_trials_measured_of_them(
    qapp: QApplication, demo: Paths, qtbot: QtBot
) -> None:
    found = with_journal(demo, own_trials_of)
    assert found is not None
    with staged(qapp, demo, {}) as app:
        page = _open(app, qtbot)
        qtbot.waitUntil(page.felt.isVisible, timeout=10_000)
        assert page.felt.text() == found.felt.told


def test_too_little_is_held_back_with_what_is_missing(
    qapp: QApplication, paths: Paths, logs: Path, qtbot: QtBot
) -> None:
    environment = {"HOME": str(logs)}
    with_journal(paths, lambda journal: collect(journal, IMPORTERS, environment, NOW))
    with staged(qapp, paths, environment) as app:
        page = _open(app, qtbot)
        assert page.card.empty.isVisible()
        assert page.card.empty._what.text() == "Not enough for a line yet"
        assert page.view is not None
        assert page.card.empty._why.text() == page.view.trend.guard
        assert page.card.chart is None
        assert page.card.mark.isVisible()
        assert page.figures._net._basis.text() == "No minutes given in this period."


def test_a_tool_with_too_little_is_held_back_though_there_is_more(judged: App, qtbot: QtBot) -> None:
    line = parse_entry_line("asked about a lease #infra @codex +1 20m 12k", CLOCK.local())
    with_journal(judged._paths, lambda journal: journal.log(line, NOW, Door.QUICK_LOG))
    page = _open(judged, qtbot)
    page._tool.setCurrentIndex(page._tool.findData("codex"))
    view = _wait_for(page, qtbot, lambda view: view.trend.value.interactions == 1)
    assert page.card.empty._what.text() == "Not enough for a line yet"
    assert view.trend.guard == page.card.empty._why.text()
    page._tool.setCurrentIndex(0)
    _wait_for(page, qtbot, lambda view: view.trend.guard is None)
    assert _chart(page).isVisible()


def test_the_chart_shows_the_points_and_what_they_rest_on(judged: App, qtbot: QtBot) -> None:
    page = _open(judged, qtbot)
    chart = _chart(page)
    assert chart.isVisible()
    assert page.view is not None
    trend = page.view.trend
    assert page.card.sentence.text() == trend.sentence
    assert trend.sentence in chart.accessibleName()
    value = trend.value
    share = round(100 * (value.coverage_tokens or 0))
    assert page.card.basis.text() == (
        f"felt · {value.rated} judged of {value.interactions} · {share}\u202f% of tokens"
    )
    drawn = [None if isnan(y) else y for y in chart._line.getData()[1].tolist()]
    assert drawn == [point.vpt for point in trend.points]
    assert chart._low.getData()[1][-1] == trend.points[-1].low
    assert [week.coverage_tokens for week in trend.coverage if week.coverage_tokens is not None] == (
        pytest.approx(list(chart._strip.addedItems[1].opts["height"]))
    )


def test_unjudged_weeks_are_a_gap_with_its_reason(judged: App, qtbot: QtBot) -> None:
    page = _open(judged, qtbot)
    chart = _chart(page)
    assert page.view is not None
    (gap,) = page.view.trend.gaps
    days = [point.day for point in page.view.trend.points if point.vpt is None]
    assert (gap.first, gap.last) == (days[0], days[-1])
    texts = [item for item in chart._plot.childGroup.childItems() if type(item).__name__ == "TextItem"]
    assert [text.toPlainText() for text in texts] == ["too few judged"]
    assert gap.first.toordinal() < texts[0].pos().x() < gap.last.toordinal()


def test_the_table_says_the_same_as_the_chart_by_keys_alone(judged: App, qtbot: QtBot) -> None:
    page = _open(judged, qtbot)
    page.card.twin.setFocus()
    QTest.keyClick(page.card.twin, Qt.Key.Key_Space)
    assert page.card.table is not None
    assert page.card.table.isVisible()
    assert page.card.twin.text() == "Show as a chart"
    assert page.view is not None
    rows = weekly_rows(page.view.trend)
    assert page.card.model.rowCount() == len(rows)
    latest = rows[-1].coverage
    assert page.card.model.index(0, 3).data() == f"{latest.rated} of {latest.interactions}"
    gap = next(row for row in range(len(rows)) if page.card.model.index(row, 1).data() == "—")
    assert page.card.model.index(gap, 5).data() == "too few judged"
    QTest.keyClick(page.card.twin, Qt.Key.Key_Space)
    assert _chart(page).isVisible()


def test_a_change_does_not_take_the_table_away(judged: App, paths: Paths, qtbot: QtBot) -> None:
    page = _open(judged, qtbot)
    page.card.twin.click()
    with_journal(paths, judge_all)
    _wait_for(page, qtbot, lambda view: not view.trend.gaps)
    assert page.card.table is not None
    assert page.card.table.isVisible()
    page.card.twin.click()
    assert not any(isnan(y) for y in _chart(page)._line.getData()[1])


def test_days_are_read_by_keys(judged: App, qtbot: QtBot) -> None:
    page = _open(judged, qtbot)
    chart = _chart(page)
    hint = page.card.readout.text()
    assert hint.startswith("Violet: share of tokens judged, by week.")
    chart.setFocus()
    assert page.card.readout.text().startswith("20 Nov 2026: ")
    assert " · rests on " in page.card.readout.text()
    QTest.keyClick(chart, Qt.Key.Key_Left)
    assert page.card.readout.text().startswith("19 Nov 2026: ")
    chart.clearFocus()
    assert page.card.readout.text() == hint


@pytest.mark.parametrize(("span", "weeks"), [(Span.THREE_MONTHS, 13), (Span.NINE_MONTHS, 39)])
def test_the_period_decides_how_much_is_shown(judged: App, qtbot: QtBot, span: Span, weeks: int) -> None:
    page = _open(judged, qtbot)
    page._span._group.button(Span.ALL).click()
    whole = _wait_for(page, qtbot, lambda _: page._span.current == Span.ALL).trend
    page._span._group.button(span).click()
    part = _wait_for(page, qtbot, lambda _: page._span.current == span).trend
    assert len(part.coverage) <= weeks
    assert part.points[0].day >= NOW.date() - timedelta(weeks=weeks)
    # What a day says does not depend on how much is shown around it.
    assert part.points == whole.points[-len(part.points) :]


def test_the_tools_in_the_journal_are_offered(judged: App, qtbot: QtBot) -> None:
    page = _open(judged, qtbot)
    assert [page._tool.itemText(index) for index in range(page._tool.count())] == ["All tools", "Claude Code"]
    page._tool.setCurrentIndex(1)
    _wait_for(page, qtbot, lambda view: view.trend.guard is None)
    assert page._tool.currentData() == "claude-code"


def test_nothing_is_asked_while_nobody_looks(judged: App, qtbot: QtBot) -> None:
    page = _open(judged, qtbot)
    judged.window.show_page(Screen.TODAY)
    page.refresh()
    assert page._is_stale
    assert not page._asking.is_under_way


def test_coming_back_on_another_day_asks_again(judged: App, qtbot: QtBot) -> None:
    page = _open(judged, qtbot)
    first = _wait_for(page, qtbot, lambda _: True)
    page._clock.now = lambda: NOW + timedelta(days=7)
    QApplication.sendEvent(page, QEvent(QEvent.Type.WindowActivate))
    view = _wait_for(page, qtbot, lambda view: view is not first)
    assert (first.wanted.period.last, view.wanted.period.last) == (NOW.date(), NOW.date() + timedelta(days=7))


def test_the_same_figures_are_not_drawn_twice(
    judged: App, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = _open(judged, qtbot)
    first = _wait_for(page, qtbot, lambda _: True)
    drawn: list[ChartCard] = []
    monkeypatch.setattr(ChartCard, "draw", drawn.append)
    page.refresh()
    assert page._asking.is_under_way
    assert _wait_for(page, qtbot, lambda _: True) is first
    assert drawn == []


def test_what_is_in_sight_and_near_is_drawn_before_the_rest_is_asked(
    judged: App, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    judged.window.resize(1_280, 480)
    happened: list[str] = []
    draw, ask = ChartCard.draw, TrendsPage._ask_rest

    def draw_and_tell(card: ChartCard) -> None:
        happened.append(type(card).__name__)
        draw(card)

    def ask_and_tell(page: TrendsPage, then: Then[TrendsRest], otherwise: Otherwise) -> None:
        happened.append("the rest")
        ask(page, then, otherwise)

    monkeypatch.setattr(ChartCard, "draw", draw_and_tell)
    monkeypatch.setattr(TrendsPage, "_ask_rest", ask_and_tell)
    page = _open(judged, qtbot)
    _wait_for(page, qtbot, lambda _: True)
    near = happened[1 : happened.index("the rest")]
    assert happened[0] == "TrendCard"
    assert near
    assert "CellsCard" not in near  # which is of the rest


def test_a_page_that_was_left_before_all_was_drawn_is_drawn_when_it_comes_back(
    judged: App, qtbot: QtBot
) -> None:
    judged.window.resize(1_280, 900)
    judged.show()
    judged.window.show_page(Screen.TRENDS)
    page = judged.window.trends
    qtbot.waitUntil(lambda: page.view is not None)
    judged.window.show_page(Screen.TODAY)
    qtbot.waitUntil(lambda: not page._later.isActive())
    judged.window.show_page(Screen.TRENDS)
    _wait_for(page, qtbot, lambda _: True)
    assert not any(card.is_due for card in page.cards[:3])


def test_a_day_is_marked_by_keys_and_the_mark_can_be_taken_back(
    judged: App, paths: Paths, qtbot: QtBot
) -> None:
    page = _open(judged, qtbot)
    marks = page.card.marks
    page.card.mark.setFocus()
    QTest.keyClick(page.card.mark, Qt.Key.Key_Space)
    assert marks.isVisible()
    assert marks.words.hasFocus()
    assert marks.day.date().toPython() == NOW.date()
    shown = marks.day.lineEdit()
    assert shown.fontMetrics().horizontalAdvance(shown.text()) < shown.width(), "the day can be read"
    assert not marks.list.isVisible()
    QTest.keyClick(marks.day, Qt.Key.Key_Down)
    QTest.keyClicks(marks.words, "  new   model ")
    QTest.keyClick(marks.words, Qt.Key.Key_Return)
    view = _wait_for(page, qtbot, lambda view: bool(view.marks))
    day = marks.day.date().toPython()
    assert _marks(paths) == [(day, "new model")]
    assert [(mark.day, mark.text) for mark in view.trend.marks] == [(day, "new model")]
    assert [label.mark.text for label in _chart(page)._lanes.labels] == ["new model"]
    assert marks.words.text() == ""
    toast = judged.window.toast
    assert toast._words.text() == f"Marked {phrases.full_day(view.marks[0].day)}: new model."
    assert toast._undo.isVisible()
    toast._undo.click()
    _wait_for(page, qtbot, lambda view: not view.marks)
    assert _marks(paths) == []
    assert not marks.list.isVisible()
    QTest.keyClick(marks.words, Qt.Key.Key_Escape)
    assert not marks.isVisible()
    assert page.card.mark.hasFocus()


def test_the_day_at_hand_is_marked_with_a_key(judged: App, paths: Paths, qtbot: QtBot) -> None:
    page = _open(judged, qtbot)
    chart = _chart(page)
    chart.setFocus()
    QTest.keyClick(chart, Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(chart, Qt.Key.Key_M)
    marks = page.card.marks
    assert marks.words.hasFocus()
    QTest.keyClicks(marks.words, "plan first")
    marks.add.click()
    _wait_for(page, qtbot, lambda view: bool(view.marks))
    assert _marks(paths) == [(NOW.date() - timedelta(days=7), "plan first")]
    QTest.keyClick(marks.words, Qt.Key.Key_Escape)
    assert chart.hasFocus()


def test_marks_are_listed_and_removed_by_key_and_the_removal_is_undone(
    judged: App, paths: Paths, qtbot: QtBot
) -> None:
    with_journal(paths, lambda journal: journal.marks.add(NOW.date() - timedelta(days=2), "one", NOW))
    with_journal(paths, lambda journal: journal.marks.add(date(2019, 5, 1), "<b>two</b>", NOW))
    page = _open(judged, qtbot)
    marks = page.card.marks
    page.card.mark.click()
    words = [marks.list.item(row).text() for row in range(marks.list.count())]
    assert words == ["18 Nov 2026 · one", "1 May 2019 · <b>two</b>"]
    assert page.view is not None
    assert [mark.text for mark in page.view.trend.marks] == ["one"]
    marks.list.setFocus()
    QTest.keyClick(marks.list, Qt.Key.Key_Down)
    QTest.keyClick(marks.list, Qt.Key.Key_Delete)
    _wait_for(page, qtbot, lambda view: len(view.marks) == 1)
    assert _marks(paths) == [(date(2026, 11, 18), "one")]
    assert judged.window.toast._words.text() == "Took the mark off 1 May 2019: <b>two</b>."
    QTest.keyClick(judged.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    _wait_for(page, qtbot, lambda view: len(view.marks) == 2)
    marks.remove.click()
    _wait_for(page, qtbot, lambda view: len(view.marks) == 1)


def test_removing_the_last_mark_by_key_leads_to_the_words(judged: App, paths: Paths, qtbot: QtBot) -> None:
    with_journal(paths, lambda journal: journal.marks.add(NOW.date() - timedelta(days=2), "one", NOW))
    page = _open(judged, qtbot)
    marks = page.card.marks
    page.card.mark.click()
    press_space(marks.remove)
    _wait_for(page, qtbot, lambda view: not view.marks)
    assert marks.words.hasFocus()
    press_space()
    assert marks.isVisible()
    assert _marks(paths) == []


def test_a_click_in_the_chart_chooses_the_day_to_mark(judged: App, qtbot: QtBot) -> None:
    page = _open(judged, qtbot)
    page.card.mark.click()
    _chart(page).day_picked.emit(NOW.date() - timedelta(days=9))
    assert page.card.marks.day.date().toPython() == NOW.date() - timedelta(days=9)
    assert page.card.marks.words.hasFocus()


@pytest.mark.parametrize("points", [7, 18])
def test_everything_has_room_at_every_size_of_type(
    judged: App, qapp: QApplication, paths: Paths, qtbot: QtBot, points: int
) -> None:
    with_journal(paths, lambda journal: journal.marks.add(NOW.date(), "a long remark " * 10, NOW))
    before = QFont(qapp.font())
    font = QFont(before)
    font.setPointSize(points)
    try:
        qapp.setFont(font)
        judged.window.resize(900, 820)
        page = _open(judged, qtbot)
        page.card.mark.click()
        words = page.card.marks.words
        qtbot.waitUntil(lambda: page.viewport().rect().contains(words.mapTo(page.viewport(), QPoint())))
        assert page.horizontalScrollBar().maximum() == 0
        buttons = [one for one in page.findChildren(QAbstractButton) if one.isVisible()]
        assert len(buttons) > 6
        for button in buttons:
            assert button.width() >= button.sizeHint().width(), button.text()
            assert min(button.width(), button.height()) >= SMALLEST_TARGET, button.text()
    finally:
        qapp.setFont(before)


def test_a_mark_needs_words(judged: App, paths: Paths, qtbot: QtBot) -> None:
    page = _open(judged, qtbot)
    page.card.mark.click()
    QTest.keyClicks(page.card.marks.words, "   ")
    page.card.marks.add.click()
    assert judged.window.toast._words.text() == "Say in a few words what happened on that day."
    assert page.card.marks.words.hasFocus()
    assert _marks(paths) == []


def test_a_day_to_come_cannot_be_marked(judged: App, qtbot: QtBot) -> None:
    page = _open(judged, qtbot)
    page.card.mark.click()
    marks = page.card.marks
    QTest.keyClick(marks.day, Qt.Key.Key_Up)
    assert marks.day.date().toPython() == NOW.date()
    page.card.mark.click()
    assert not marks.isVisible()


def test_a_dark_window_has_a_dark_chart(judged: App, qtbot: QtBot) -> None:
    page = _open(judged, qtbot)
    judged.theme.set_scheme(ColorScheme.DARK)
    ground = _chart(page)._canvas.grab().toImage().pixelColor(2, 2).name()
    assert ground == judged.theme.color("sheet").name()


def test_figures_have_their_range_or_say_what_they_rest_on(theme: Theme, qtbot: QtBot) -> None:
    page = Page(theme)
    qtbot.addWidget(page)
    cards = FigureCards(page.row())
    page.column.addWidget(cards)
    nothing = value_of(None, ())
    full = replace(
        nothing,
        net_minutes=1_140.0,
        net_low=540.0,
        net_high=1_740.0,
        valued=40,
        helped_rate=0.63,
        helped_low=0.5,
        helped_high=0.74,
        hurt_rate=0.11,
        bound_low=0.49,
        bound_high=0.78,
        vpt_all_tokens=6.4,
    )
    cards.show_report(full)
    assert cards._net._figure.text() == "+19 h"
    assert cards._net._basis.text() == "between +9 h and +29 h, as felt in 40 interactions"
    assert cards._helped._figure.text() == "63\u202f%"
    assert "11\u202f% hurt" in cards._helped._basis.text()
    assert "49\u202f% to 78\u202f%" in cards._helped._basis.text()
    assert cards._other._figure.text() == "6.4"
    cards.show_report(replace(full, net_minutes=-30.0, net_low=None, net_high=None))
    assert (cards._net._figure.text(), cards._net._unit.text()) == ("−30 min", "net lost")
    assert "too few days for a range" in cards._net._basis.text()
    cards.show_report(replace(nothing, rated=3, helped=2, hurt=1))
    assert cards._helped._basis.text() == "helped 2 · hurt 1 of 3 judged; a share needs five"
    assert cards._other._figure.text() == "–"


def test_the_drawing_library_is_not_loaded_with_the_window() -> None:
    code = "import sys, aijournal.ui.app; print('pyqtgraph' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
