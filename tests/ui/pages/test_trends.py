import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from aijournal.analysis.value import value_of
from aijournal.collect import collect
from aijournal.paths import Paths
from aijournal.ui.app import App
from aijournal.ui.charts.value_chart import ValueChart
from aijournal.ui.pages.figure_cards import FigureCards
from aijournal.ui.pages.page import Page
from aijournal.ui.pages.trends import TrendsPage
from aijournal.ui.pages.trends_view import Span, trends_view
from aijournal.ui.theme import Theme
from tests.ui.stage import IMPORTERS, NOW, judge_all, staged, with_journal, write_weeks_of_logs

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
    app.window.show_page(1)
    page = app.window.trends
    qtbot.waitUntil(lambda: page._view is not None)
    return page


def _drawn(chart: ValueChart, kind: str) -> list[Any]:
    items: list[Any] = chart._plot.childGroup.childItems()
    return [item for item in items if type(item).__name__ == kind]


def test_an_empty_journal_says_so_and_leads_to_today(app: App, qtbot: QtBot) -> None:
    page = _open(app, qtbot)
    assert page._empty.isVisible()
    assert page._empty._what.text() == "Nothing to show yet"
    assert not page._figures.isVisible()
    assert not page._twin.isVisible()
    page._empty._action.click()
    assert app.window._pages.currentWidget() is app.window.today


def test_too_little_is_held_back_with_what_is_missing(
    qapp: QApplication, paths: Paths, logs: Path, qtbot: QtBot
) -> None:
    environment = {"HOME": str(logs)}
    with_journal(paths, lambda journal: collect(journal, IMPORTERS, environment, NOW))
    with staged(qapp, paths, environment) as app:
        page = _open(app, qtbot)
        assert page._empty.isVisible()
        assert page._empty._what.text() == "Not enough for a figure yet"
        assert page._view is not None
        assert page._empty._why.text() == page._view.guard
        assert page._figures._net._basis.text() == "No minutes given in this period."


def test_the_chart_shows_the_points_and_their_range(judged: App, qtbot: QtBot) -> None:
    page = _open(judged, qtbot)
    chart = page._chart
    assert chart is not None
    assert chart.isVisible()
    assert page._view is not None
    assert page._sentence.text() == page._view.sentence
    assert page._view.sentence in chart.accessibleName()
    assert page._basis.text().startswith("felt · ")
    shown = [point for point in page._view.points if point.value.vpt is not None]
    drawn = [dots.getData()[1] for dots in _drawn(chart, "ScatterPlotItem")]
    assert [value for stretch in drawn for value in stretch] == [point.value.vpt for point in shown]


def test_unjudged_weeks_are_a_gap(judged: App, qtbot: QtBot) -> None:
    page = _open(judged, qtbot)
    chart = page._chart
    assert chart is not None
    assert page._view is not None
    assert any(point.value.vpt is None for point in page._view.points[3:])
    assert len(_drawn(chart, "ScatterPlotItem")) >= 2
    assert [text.toPlainText() for text in _drawn(chart, "TextItem")] == ["too few judged"]


def test_the_table_says_the_same_as_the_chart(judged: App, qtbot: QtBot) -> None:
    page = _open(judged, qtbot)
    page._twin.click()
    assert page._table.isVisible()
    assert page._twin.text() == "Show as a chart"
    assert page._view is not None
    assert page._model.rowCount() == len(page._view.points)
    latest = page._view.points[-1]
    assert page._model.index(0, 3).data() == f"{latest.value.rated} of {latest.value.interactions}"
    gap = next(row for row in range(page._model.rowCount()) if page._model.index(row, 1).data() == "—")
    assert page._model.index(gap, 5).data()
    page._twin.click()
    assert page._chart is not None
    assert page._chart.isVisible()


def test_a_change_does_not_take_the_table_away(judged: App, paths: Paths, qtbot: QtBot) -> None:
    page = _open(judged, qtbot)
    page._twin.click()
    before = page._view
    with_journal(paths, judge_all)
    qtbot.waitUntil(lambda: page._view is not before, timeout=3_000)
    assert page._table.isVisible()


def test_points_are_read_by_keys(judged: App, qtbot: QtBot) -> None:
    page = _open(judged, qtbot)
    chart = page._chart
    assert chart is not None
    hint = page._readout.text()
    chart.setFocus()
    QTest.keyClick(chart, Qt.Key.Key_Left)
    assert page._readout.text().startswith("Four weeks to 22 Nov: ")
    assert chart._cursor.isVisible()
    QTest.keyClick(chart, Qt.Key.Key_Left)
    assert page._readout.text().startswith("Four weeks to 15 Nov: ")
    QTest.keyClick(chart, Qt.Key.Key_Right)
    QTest.keyClick(chart, Qt.Key.Key_Right)
    assert page._readout.text().startswith("Four weeks to 22 Nov: ")
    chart.clearFocus()
    assert page._readout.text() == hint


def test_points_are_read_by_mouse(judged: App, qtbot: QtBot) -> None:
    page = _open(judged, qtbot)
    chart = page._chart
    assert chart is not None
    box = chart._plot.sceneBoundingRect()
    chart._point_at(box.center())
    assert page._readout.text().startswith("Four weeks to ")
    chart._point_at(box.bottomRight() * 10)
    assert not chart._cursor.isVisible()


@pytest.mark.parametrize(("span", "weeks"), [(Span.THREE_MONTHS, 13), (Span.NINE_MONTHS, 39)])
def test_the_period_decides_how_many_weeks_are_shown(
    judged: App, qtbot: QtBot, span: Span, weeks: int
) -> None:
    page = _open(judged, qtbot)
    page._span._group.button(span).click()
    qtbot.waitUntil(lambda: not page._is_asking)
    assert page._view is not None
    assert len(page._view.points) <= weeks
    first = page._view.points[0].week.first
    assert first is not None
    assert first >= NOW.date() - timedelta(weeks=weeks)


def test_a_short_period_looks_back_for_its_first_points(judged: App, paths: Paths) -> None:
    del judged
    view = with_journal(
        paths, lambda journal: trends_view(journal, today=NOW.date(), span=Span.THREE_MONTHS, tool=None)
    )
    whole = with_journal(
        paths, lambda journal: trends_view(journal, today=NOW.date(), span=Span.ALL, tool=None)
    )
    assert view.points == whole.points[-len(view.points) :]


def test_the_tools_in_the_journal_are_offered(judged: App, qtbot: QtBot) -> None:
    page = _open(judged, qtbot)
    assert [page._tool.itemText(index) for index in range(page._tool.count())] == ["All tools", "Claude Code"]
    page._tool.setCurrentIndex(1)
    qtbot.waitUntil(lambda: not page._is_asking)
    assert page._tool.currentData() == "claude-code"


def test_nothing_is_asked_while_nobody_looks(judged: App, qtbot: QtBot) -> None:
    page = _open(judged, qtbot)
    judged.window.show_page(0)
    page.refresh()
    assert page._is_stale
    assert not page._is_asking


def test_a_dark_window_has_a_dark_chart(judged: App, qtbot: QtBot) -> None:
    page = _open(judged, qtbot)
    chart = page._chart
    assert chart is not None
    judged.theme.set_scheme(type(judged.theme._scheme).DARK)
    ground = chart._canvas.grab().toImage().pixelColor(2, 2).name()
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
