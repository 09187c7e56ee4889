"""The table with its real journal: it moves by keys, and keeps its place whatever happens around it."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from aijournal.domain.assessment import Door
from aijournal.domain.entry_filter import EVERYTHING, EntryFilter
from aijournal.domain.entry_line import EntryLine
from aijournal.domain.tokens import DEFAULT_WEIGHTS
from aijournal.paths import Paths
from aijournal.ui.actions.bindings import Bindings
from aijournal.ui.entry_table.columns import USUAL, ColumnName
from aijournal.ui.entry_table.prompt_lines import PromptLines
from aijournal.ui.entry_table.table import EntryTable
from aijournal.ui.entry_table.view import EntryTableView
from aijournal.ui.journal_thread import JournalThread
from aijournal.ui.prompt_peek import PromptPeek
from aijournal.ui.theme import Theme
from tests.ui.journal_stage import HeldThread, logged
from tests.ui.stage import CLOCK, NOW, with_journal

COUNT = 400


def _table(theme: Theme, thread: JournalThread, peek: PromptPeek) -> EntryTable:
    table = EntryTable(theme, thread, CLOCK, DEFAULT_WEIGHTS, PromptLines(peek), bindings=Bindings())
    table.resize(900, 500)
    table.show()
    table.activateWindow()
    return table


@pytest.fixture
def table(theme: Theme, thread: JournalThread, peek: PromptPeek, paths: Paths) -> Iterator[EntryTable]:
    logged(paths, COUNT)
    table = _table(theme, thread, peek)
    yield table
    table.close()
    table.deleteLater()


def _ask(table: EntryTable, qtbot: QtBot, wanted: EntryFilter = EVERYTHING) -> None:
    with qtbot.waitSignal(table.counted):
        table.ask(wanted)


def _wait_for(table: EntryTable, title: str, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: _current(table) == title)


def _current(table: EntryTable) -> str | None:
    return table.entry.interaction.title if table.entry else None


def _top(table: EntryTable) -> str | None:
    entry = table._model.entry(table.view.rows_seen[0])
    return entry.interaction.title if entry else None


@pytest.mark.parametrize(
    ("keys", "title"),
    [
        ([Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up], "entry 1"),
        ([Qt.Key.Key_J, Qt.Key.Key_J, Qt.Key.Key_K], "entry 1"),
        ([Qt.Key.Key_End], "entry 399"),
        ([Qt.Key.Key_End, Qt.Key.Key_J], "entry 399"),
        ([Qt.Key.Key_End, Qt.Key.Key_Home], "entry 0"),
        ([Qt.Key.Key_Up], "entry 0"),
    ],
)
def test_rows_are_walked_by_keys(table: EntryTable, qtbot: QtBot, keys: list[Qt.Key], title: str) -> None:
    _ask(table, qtbot)
    for key in keys:
        QTest.keyClick(table.view, key)
    _wait_for(table, title, qtbot)


def test_a_page_down_shows_the_next_page(table: EntryTable, qtbot: QtBot) -> None:
    _ask(table, qtbot)
    seen = len(table.view.rows_seen)
    QTest.keyClick(table.view, Qt.Key.Key_PageDown)
    row = table.view.currentIndex().row()
    assert seen - 4 <= row <= seen
    for _ in range(20):
        QTest.keyClick(table.view, Qt.Key.Key_PageDown)
    _wait_for(table, f"entry {21 * row}", qtbot)


def test_a_drag_to_the_middle_reads_what_lies_there(table: EntryTable, qtbot: QtBot) -> None:
    _ask(table, qtbot)
    bar = table.view.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    assert not table.is_settled
    qtbot.waitUntil(lambda: table.is_settled)
    assert _top(table) is not None
    assert _current(table) == "entry 0"


def test_enter_and_a_double_click_enter(table: EntryTable, qtbot: QtBot) -> None:
    _ask(table, qtbot)
    with qtbot.waitSignal(table.entered):
        QTest.keyClick(table.view, Qt.Key.Key_Return)
    with qtbot.waitSignal(table.entered):
        QTest.mouseDClick(table.view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(300, 5))


def test_letters_are_left_to_the_page_and_the_space_bar_does_nothing(table: EntryTable, qtbot: QtBot) -> None:
    _ask(table, qtbot)
    for key in (Qt.Key.Key_4, Qt.Key.Key_Space, Qt.Key.Key_E):
        QTest.keyClick(table.view, key)
    assert _current(table) == "entry 0"


def test_a_row_is_told_when_it_is_opened(table: EntryTable, qtbot: QtBot) -> None:
    with qtbot.waitSignal(table.entry_opened):
        table.ask(EVERYTHING)
    with qtbot.waitSignal(table.entry_opened):
        QTest.keyClick(table.view, Qt.Key.Key_Down)
    with qtbot.waitSignals([table.entry_opened, table.entry_opened]):  # it goes, and it comes when read
        QTest.keyClick(table.view, Qt.Key.Key_End)


def test_what_is_new_elsewhere_moves_nothing(table: EntryTable, paths: Paths, qtbot: QtBot) -> None:
    _ask(table, qtbot)
    table.view.open_row(250)
    _wait_for(table, "entry 250", qtbot)
    qtbot.waitUntil(lambda: table.is_settled)
    top, row = _top(table), table.view.currentIndex().row()
    place = table.view.visualRect(table.view.currentIndex()).y()
    logged(paths, 7, first=-7)
    _ask(table, qtbot)
    assert table.count == COUNT + 7
    assert (_current(table), _top(table)) == ("entry 250", top)
    assert table.view.currentIndex().row() == row + 7
    assert table.view.visualRect(table.view.currentIndex()).y() == place
    assert table.is_settled  # nothing was blank for a moment


def test_at_the_top_what_is_new_is_seen_and_the_current_row_stays(
    table: EntryTable, paths: Paths, qtbot: QtBot
) -> None:
    _ask(table, qtbot)
    logged(paths, 2, first=-2)
    _ask(table, qtbot)
    assert (_current(table), _top(table)) == ("entry 0", "entry -2")


def test_an_entry_that_is_gone_leaves_the_one_in_its_place(
    table: EntryTable, paths: Paths, qtbot: QtBot
) -> None:
    _ask(table, qtbot)
    line = EntryLine("soon gone", started_at=NOW - timedelta(hours=10, minutes=30))
    with_journal(paths, lambda journal: journal.log(line, NOW, Door.QUICK_LOG))
    _ask(table, qtbot)
    table.view.open_row(11)
    _wait_for(table, "soon gone", qtbot)
    with_journal(paths, lambda journal: journal.undo())
    _ask(table, qtbot)
    assert _current(table) == "entry 11"


def test_another_question_begins_at_its_top(table: EntryTable, qtbot: QtBot) -> None:
    _ask(table, qtbot)
    _ask(table, qtbot, EntryFilter(project="notes"))
    assert (_current(table), table.view.verticalScrollBar().value()) == ("entry 2", 0)


def test_a_row_that_was_chosen_stays_chosen_when_the_filter_goes(table: EntryTable, qtbot: QtBot) -> None:
    _ask(table, qtbot, EntryFilter(tag="late"))
    table.view.open_row(40)
    _wait_for(table, "entry 280", qtbot)
    _ask(table, qtbot)
    assert _current(table) == "entry 280"
    assert table.view.currentIndex().row() in table.view.rows_seen
    assert table.is_settled


def test_a_row_that_nobody_chose_is_not_kept(table: EntryTable, qtbot: QtBot) -> None:
    _ask(table, qtbot, EntryFilter(tag="late", task="debugging"))
    _ask(table, qtbot)
    _ask(table, qtbot, EntryFilter(project="notes"))
    _ask(table, qtbot)
    assert _current(table) == "entry 0"


def test_a_click_chooses_a_row(table: EntryTable, qtbot: QtBot) -> None:
    _ask(table, qtbot, EntryFilter(project="notes"))
    height = table.view.row_height
    QTest.mouseClick(table.view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(300, 3 * height + 5))
    assert _current(table) == "entry 11"
    _ask(table, qtbot)
    assert _current(table) == "entry 11"


def test_who_moves_on_while_an_answer_is_under_way_is_not_called_back(
    theme: Theme, held: HeldThread, peek: PromptPeek, paths: Paths, qtbot: QtBot
) -> None:
    logged(paths, 50)
    table = _table(theme, held, peek)
    table.ask(EVERYTHING)
    held.let_go(qtbot)
    logged(paths, 3, first=-3)
    table.ask(EVERYTHING)
    qtbot.waitUntil(lambda: bool(held.answers))
    QTest.keyClick(table.view, Qt.Key.Key_Down)
    held.let_go(qtbot)
    assert _current(table) == "entry 1"
    logged(paths, 3, first=-6)
    table.ask(EVERYTHING)
    qtbot.waitUntil(lambda: bool(held.answers))
    QTest.keyClick(table.view, Qt.Key.Key_End)
    held.let_go(qtbot)
    assert _current(table) == "entry 49"
    table.close()
    table.deleteLater()


def test_columns_give_way_in_their_order(table: EntryTable, qtbot: QtBot) -> None:
    _ask(table, qtbot)
    shown: list[set[ColumnName]] = []
    for width in (2_000, 1_000, 700, 350):
        table.resize(width, 400)
        view = table.view
        shown.append({column for column in ColumnName if not view.isColumnHidden(column)})
        widths = sum(view.columnWidth(column) for column in shown[-1])
        assert widths <= view.viewport().width()
    assert shown[0] == set(USUAL)
    assert shown[0] > shown[1] > shown[2] > shown[3] == {ColumnName.WHEN, ColumnName.TITLE}
    assert ColumnName.VERDICT in shown[2]


def test_the_day_is_said_once_and_in_the_uppermost_row(table: EntryTable, qtbot: QtBot) -> None:
    """The margin of a row without its day is emptier than that of one with it."""
    _ask(table, qtbot)
    table.view.verticalScrollBar().setValue(2 * table.view.row_height)
    qtbot.waitUntil(lambda: table.is_settled)
    viewport = table.view.viewport()
    seen = QRect(viewport.mapTo(table, QPoint()), viewport.size())
    image = table.grab(seen).toImage()
    assert _ink(image, 0, table.view) > 0
    assert _ink(image, 1, table.view) == 0


def _ink(image: QImage, row: int, view: EntryTableView) -> int:
    """Count the dark points in the left part of a row, without the bar of the current one."""
    height, width = view.row_height, view.columnWidth(ColumnName.WHEN) // 2
    points = ((x, y) for x in range(5, width) for y in range(row * height + 3, (row + 1) * height - 3))
    return sum(image.pixelColor(x, y).lightness() < 140 for x, y in points)


def test_nothing_found_leaves_the_table_empty(table: EntryTable, qtbot: QtBot) -> None:
    _ask(table, qtbot)
    assert isinstance(table.focus_target, EntryTableView)
    with qtbot.waitSignal(table.counted) as counted:
        table.ask(EntryFilter(project="nobody's"))
    assert counted.args == [0, False]
    table.empty.say("search", "Nothing", "", "Clear")
    assert table.entry is None
    assert table.focus_target.text() == "Clear"  # type: ignore[attr-defined]  # the button on the slip


def test_a_journal_without_entries_is_blank(
    theme: Theme, thread: JournalThread, peek: PromptPeek, qtbot: QtBot
) -> None:
    table = _table(theme, thread, peek)
    with qtbot.waitSignal(table.counted) as counted:
        table.ask(EVERYTHING)
    assert counted.args == [0, True]
    table.close()
    table.deleteLater()


def test_the_keyboard_is_shown_on_the_frame(table: EntryTable, qtbot: QtBot) -> None:
    _ask(table, qtbot)
    qtbot.waitUntil(table.isActiveWindow)
    table.view.clearFocus()
    with qtbot.waitSignal(table.focused):
        table.take_focus()
    assert table.property("focused") is True
    table.view.clearFocus()
    assert table.property("focused") is False
