from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from aijournal.collect import collect
from aijournal.domain.assessment import Door
from aijournal.domain.entry import Entry
from aijournal.domain.entry_filter import EVERYTHING, EntryFilter
from aijournal.domain.entry_line import parse_entry_line
from aijournal.domain.period import Period
from aijournal.journal.journal import Journal
from aijournal.paths import Paths
from aijournal.ui.app import App
from aijournal.ui.pages import trend_cards
from aijournal.ui.pages.trend_behind_view import Behind, behind_view
from aijournal.ui.pages.trend_cards import CalendarCard, CellsCard, WorkCard
from aijournal.ui.pages.trend_chart_card import ChartCard
from aijournal.ui.pages.trends import TrendsPage
from aijournal.ui.pages.trends_view import Span, trends_rest, trends_view, work_of_interactions
from aijournal.ui.screen import Screen
from tests.ui.stage import CLOCK, IMPORTERS, NOW, judge_all, staged, with_journal, write_weeks_of_logs

TODAY = NOW.date()
BY_HAND = (
    "asked about a lease #infra @codex +1 20m 12k",
    "planned the move #infra @codex +2 45m 30k !research",
    "tried a prompt #infra @codex -1 -10m 9k",
)


@pytest.fixture
def judged(qapp: QApplication, paths: Paths, home: Path) -> Iterator[App]:
    """Play the program with some weeks of judged work, of which a little was logged by hand."""
    write_weeks_of_logs(home, 3)
    environment = {"HOME": str(home)}
    with_journal(paths, lambda journal: collect(journal, IMPORTERS, environment, NOW))
    for line in BY_HAND:
        with_journal(paths, partial(_log, line=line))
    with_journal(paths, judge_all)
    with staged(qapp, paths, environment) as app:
        yield app


def _log(journal: Journal, line: str) -> None:
    journal.log(parse_entry_line(line, CLOCK.local()), NOW, Door.QUICK_LOG)


def _open(app: App, qtbot: QtBot) -> TrendsPage:
    """Show the page as high as it is, so that every chart is in sight."""
    app.window.resize(1_280, 2_400)
    app.show()
    app.window.show_page(Screen.TRENDS)
    page = app.window.trends
    qtbot.waitUntil(lambda: page.view is not None and page.is_settled and _are_drawn(page), timeout=10_000)
    return page


def _are_drawn(page: TrendsPage) -> bool:
    return len(page.cards) == 5 and not any(card.is_due for card in page.cards)


def _settle(page: TrendsPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: page.is_settled and _are_drawn(page), timeout=10_000)


def _cards(page: TrendsPage) -> tuple[CalendarCard, CellsCard, WorkCard]:
    assert page.sides.calendar is not None
    assert page.sides.cells is not None
    assert page.sides.work is not None
    return page.sides.calendar, page.sides.cells, page.sides.work


def _chart(card: ChartCard) -> QWidget:
    assert card.chart is not None
    card.chart.setFocus()
    return card.chart


def _entries(paths: Paths, wanted: EntryFilter = EVERYTHING) -> tuple[Entry, ...]:
    return with_journal(paths, lambda journal: journal.entries(wanted, NOW, 10_000).rows)


def _listed(card: ChartCard, qtbot: QtBot) -> list[int]:
    qtbot.waitUntil(card.behind.isVisible)
    return [entry.interaction.id for entry in card.behind.view.entries]


def _is_behind(card: ChartCard, ids: list[int]) -> bool:
    return list(card.behind.view.ids) == ids


def _is_whole(words: QLabel) -> bool:
    return words.height() >= words.heightForWidth(words.width())


def _is_table(card: ChartCard) -> bool:
    return card.is_table


def test_every_chart_shows_what_analysis_says(judged: App, paths: Paths, qtbot: QtBot) -> None:
    page = _open(judged, qtbot)
    calendar, cells, work = _cards(page)
    view = with_journal(
        paths, lambda journal: trends_view(journal, today=TODAY, span=Span.NINE_MONTHS, tool=None)
    )
    rest = with_journal(paths, lambda journal: trends_rest(journal, view.wanted))
    assert calendar.chart is not None
    assert calendar.chart.points == view.calendar.days
    assert cells.chart is not None
    assert cells.chart.points == tuple(row for row in rest.cells.rows if row.rated)
    assert work.chart is not None
    assert work.chart.points == view.work.points
    assert calendar.accessibleName() == f"Days by net minutes. {view.calendar.sentence}"
    assert work._heading.text() == view.work.sentence
    assert cells._heading.text().startswith("AI helped in ")
    for card in (calendar, cells, work):
        assert card.chart is not None
        assert card.chart.height() >= card.chart.wanted_height(card.chart.width())


def test_the_period_is_that_of_all_charts(judged: App, qtbot: QtBot) -> None:
    page = _open(judged, qtbot)
    page._span._group.button(Span.THREE_MONTHS).click()
    _settle(page, qtbot)
    first = Span.THREE_MONTHS.period(TODAY).first
    assert first is not None
    calendar, cells, work = _cards(page)
    assert calendar.chart is not None
    assert work.chart is not None
    assert calendar.chart.points[0].day >= first
    assert min(point.day for point in work.chart.points) >= first
    assert cells._cells is not None
    assert page.view is not None
    assert cells._cells.interactions == page.view.trend.value.interactions == page.view.calendar.interactions


def test_a_key_turns_the_chart_with_the_keyboard_into_its_table_and_back(judged: App, qtbot: QtBot) -> None:
    page = _open(judged, qtbot)
    for card in _cards(page):
        chart = _chart(card)
        QTest.keyClick(chart, Qt.Key.Key_T)
        assert _is_table(card)
        assert card.table is not None
        assert card.table.hasFocus()
        assert card.table.accessibleName()
        assert card.table.horizontalHeader().isVisible()
        assert card.model.rowCount() == len(card.model.rows) > 0
        QTest.keyClick(card.table, Qt.Key.Key_T)
        assert not _is_table(card)
        assert chart.hasFocus()
    assert not page.card.is_table


def test_behind_a_day_are_its_entries_and_one_is_opened_in_the_journal(
    judged: App, paths: Paths, qtbot: QtBot
) -> None:
    page = _open(judged, qtbot)
    calendar = _cards(page)[0]
    chart = _chart(calendar)
    assert calendar.readout.text().startswith("Friday 20 November 2026: ")
    QTest.keyClick(chart, Qt.Key.Key_Return)
    expected = _entries(paths, EntryFilter(period=Period(TODAY, TODAY)))
    assert _listed(calendar, qtbot) == [entry.interaction.id for entry in expected]
    assert len(expected) > 3
    assert calendar.behind._heading.text() == "20 Nov 2026"
    assert calendar.behind.list.hasFocus()
    QTest.keyClick(calendar.behind.list, Qt.Key.Key_Down)
    QTest.keyClick(calendar.behind.list, Qt.Key.Key_Return)
    assert judged.window.shown_screen is Screen.JOURNAL
    journal = judged.window.pages.journal
    qtbot.waitUntil(lambda: journal.table.count == len(expected) and journal.table.entry is not None)
    assert journal.table.entry is not None
    assert journal.table.entry.interaction.id == expected[1].interaction.id


def test_the_list_is_put_away_with_the_keyboard_back_on_its_point(judged: App, qtbot: QtBot) -> None:
    page = _open(judged, qtbot)
    calendar = _cards(page)[0]
    chart = _chart(calendar)
    QTest.keyClick(chart, Qt.Key.Key_Left)
    said = calendar.readout.text()
    QTest.keyClick(chart, Qt.Key.Key_E)
    _listed(calendar, qtbot)
    QTest.keyClick(calendar.behind.list, Qt.Key.Key_Escape)
    assert not calendar.behind.isVisible()
    assert chart.hasFocus()
    assert calendar.readout.text() == said


def test_all_entries_behind_a_point_are_shown_in_the_journal(judged: App, paths: Paths, qtbot: QtBot) -> None:
    page = _open(judged, qtbot)
    QTest.keyClick(_chart(page.card), Qt.Key.Key_Return)
    around = Period(TODAY - timedelta(days=20), TODAY)
    expected = _entries(paths, EntryFilter(period=around))
    _listed(page.card, qtbot)
    assert page.card.behind.view.ids == tuple(entry.interaction.id for entry in expected)
    assert page.card.behind._heading.text().startswith("Around 20 Nov 2026: 31 Oct 2026 to 20 Nov 2026")
    page.card.behind.all.click()
    qtbot.waitUntil(lambda: judged.window.pages.journal.table.count == len(expected))


def test_behind_a_cell_are_its_entries_also_where_a_part_has_no_name(
    judged: App, paths: Paths, qtbot: QtBot
) -> None:
    page = _open(judged, qtbot)
    cells = _cards(page)[1]
    assert cells.chart is not None
    every = _entries(paths)
    nameless = 0
    for at, row in enumerate(cells.chart.points):
        cells.chart.point_opened.emit(at)
        expected = [
            one.interaction.id for one in every if (one.interaction.model, one.interaction.task) == row.key
        ]
        qtbot.waitUntil(partial(_is_behind, cells, expected))
        assert len(expected) == row.interactions
        nameless += None in row.key
    assert nameless > 0


def test_behind_the_row_of_a_table_is_the_same(judged: App, paths: Paths, qtbot: QtBot) -> None:
    page = _open(judged, qtbot)
    work = _cards(page)[2]
    work.toggle_twin()
    assert work.table is not None
    work.table.setFocus()
    work.table.selectRow(1)
    QTest.keyClick(work.table, Qt.Key.Key_Return)
    day = work.model.rows[1].day
    expected = _entries(paths, EntryFilter(period=Period(day, day)))
    assert _listed(work, qtbot) == [entry.interaction.id for entry in expected]


def test_interactions_are_points_where_that_is_chosen(judged: App, paths: Paths, qtbot: QtBot) -> None:
    page = _open(judged, qtbot)
    work = _cards(page)[2]
    work.unit._group.button(1).click()
    _settle(page, qtbot)
    assert page.view is not None
    wanted = page.view.wanted
    expected = with_journal(paths, lambda journal: work_of_interactions(journal, wanted))
    assert work.chart is not None
    assert work.chart.points == expected.points
    assert len(expected.points) == page.view.work.paired
    work.chart.point_opened.emit(0)
    assert _listed(work, qtbot) == [int(expected.points[0].key or 0)]
    work.unit._group.button(0).click()
    _settle(page, qtbot)
    assert work.chart.points == page.view.work.points


def test_more_interactions_than_can_be_told_apart_are_not_drawn(
    judged: App, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = _open(judged, qtbot)
    monkeypatch.setattr(trend_cards, "MOST_INTERACTIONS", 10)
    work = _cards(page)[2]
    work.unit._group.button(1).click()
    assert work.empty.isVisible()
    assert work.empty._what.text() == "Too many points"
    work.unit._group.button(0).click()
    _settle(page, qtbot)
    assert work.chart is not None
    assert work.chart.isVisible()


def test_what_is_held_back_says_what_is_missing(
    qapp: QApplication, paths: Paths, logs: Path, qtbot: QtBot
) -> None:
    environment = {"HOME": str(logs)}
    with_journal(paths, lambda journal: collect(journal, IMPORTERS, environment, NOW))
    with staged(qapp, paths, environment) as app:
        page = _open(app, qtbot)
        calendar, cells, work = _cards(page)
        assert cells.empty._what.text() == "No interaction is rated yet."
        assert work.empty._what.text() == "No points yet"
        assert work.empty._why.text().startswith("A day becomes a point with one judged interaction")
        assert page.sides.mix is not None
        assert page.sides.mix.empty._what.text() == "Not to be compared yet"
        assert page.sides.mix.empty._why.text() == page.view.change.sentence if page.view else False
        for card in (cells, work, page.sides.mix):
            assert card.empty.isVisible()
            assert not card.twin.isVisible()
            QTest.keyClick(card, Qt.Key.Key_T)
            assert not _is_table(card)
        assert calendar.chart is not None
        assert calendar.chart.isVisible()
        assert calendar._heading.text() == "No day of these has net minutes yet."
        cells.empty._action.click()
        assert app.window.shown_screen is Screen.TODAY


def test_an_empty_journal_has_no_other_cards(app: App, qtbot: QtBot) -> None:
    app.show()
    app.window.show_page(Screen.TRENDS)
    page = app.window.trends
    qtbot.waitUntil(lambda: page.view is not None and page.is_settled)
    assert [card for card in page.cards if card.isVisible()] == [page.card]


def test_near_days_tell_the_same_as_the_whole_history(judged: App, paths: Paths) -> None:
    del judged

    def both(journal: Journal) -> None:
        for span in (Span.THREE_MONTHS, Span.NINE_MONTHS):
            near = trends_view(journal, today=TODAY, span=span, tool=None)
            whole = trends_view(journal, today=TODAY, span=Span.ALL, tool=None)
            shown = len(near.trend.points)
            assert near.trend.points == whole.trend.points[-shown:]
            assert near.trend.guard == whole.trend.guard
            assert near.calendar.days == whole.calendar.days[-len(near.calendar.days) :]

    with_journal(paths, both)


def test_a_long_list_shows_its_newest_and_knows_the_rest(judged: App, paths: Paths) -> None:
    del judged
    view = with_journal(paths, lambda journal: behind_view(journal, Behind(EVERYTHING, "all"), NOW))
    every = _entries(paths)
    assert view.entries == every[:50]
    assert view.ids == tuple(entry.interaction.id for entry in every)
    without = Behind(replace(EVERYTHING, tool="codex"), "", without_model=True)
    found = with_journal(paths, lambda journal: behind_view(journal, without, NOW))
    assert {entry.interaction.model for entry in found.entries} == {None}
    assert len(found.ids) == len(BY_HAND)


def test_what_is_missing_is_said_in_full_at_every_width(
    qapp: QApplication, paths: Paths, logs: Path, qtbot: QtBot
) -> None:
    environment = {"HOME": str(logs)}
    with_journal(paths, lambda journal: collect(journal, IMPORTERS, environment, NOW))
    with staged(qapp, paths, environment) as app:
        page = _open(app, qtbot)
        assert page.sides.mix is not None
        for width in (1_280, 700):
            app.window.resize(width, 2_400)
            _settle(page, qtbot)
            words = page.sides.mix.empty._why
            qtbot.waitUntil(partial(_is_whole, words))
            assert len(words.text()) > 100
