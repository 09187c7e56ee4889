"""The sparse model, watched by Qt's own tester through every change."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from aijournal.domain.assessment import Assessment, Need, Outcome
from aijournal.domain.entry import Entry, EntryOutline
from aijournal.domain.entry_order import NEWEST_FIRST
from aijournal.domain.facts import LogLocation
from aijournal.domain.tokens import DEFAULT_WEIGHTS
from aijournal.ui.entry_table.columns import ColumnName
from aijournal.ui.entry_table.listing import BLOCK_SIZE, Kept, Listing
from aijournal.ui.entry_table.model import EntryTableModel
from aijournal.ui.entry_table.prompt_lines import PromptLines
from aijournal.ui.prompt_peek import PromptPeek
from tests.ui.stage import NOW, an_entry

TODAY = NOW.date()
PROMPT = LogLocation(Path("/logs/one.jsonl"), 12)
ACCESSIBLE, TOOL_TIP = Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole


@pytest.fixture
def lines(peek: PromptPeek) -> Iterator[PromptLines]:
    lines = PromptLines(peek)
    yield lines
    lines.deleteLater()


@pytest.fixture
def model(lines: PromptLines) -> Iterator[EntryTableModel]:
    model = EntryTableModel(lines, DEFAULT_WEIGHTS, TODAY)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    yield model
    tester.deleteLater()
    model.deleteLater()


def _entries(count: int, first: int = 0) -> list[Entry]:
    return [an_entry(number, f"entry {number}") for number in range(first + 1, first + count + 1)]


def _listing(entries: Sequence[Entry], *blocks: int) -> Listing:
    """Return a listing of these entries, of which only some blocks are here."""
    cut = [tuple(entries[at : at + BLOCK_SIZE]) for at in range(0, len(entries), BLOCK_SIZE)]
    outline = EntryOutline(len(entries), BLOCK_SIZE, tuple(NEWEST_FIRST.place_of(block[0]) for block in cut))
    return Listing(outline, {number: cut[number] for number in blocks}, Kept(), None, None, not entries)


def _title(model: EntryTableModel, row: int) -> str | None:
    said: str | None = model.index(row, ColumnName.TITLE).data()
    return said


def test_a_question_has_as_many_rows_as_entries(model: EntryTableModel) -> None:
    model.show_listing(_listing(_entries(250), 0), TODAY)
    assert model.rowCount() == 250
    assert model.rowCount(model.index(0, 0)) == model.columnCount(model.index(0, 0)) == 0
    assert model.columnCount() == len(ColumnName)
    assert _title(model, 0) == "entry 1"
    assert _title(model, 99) == "entry 100"
    assert model.entry(250) is None
    assert model.entry(-1) is None
    assert model.data(QModelIndex()) is None


def test_a_row_that_is_not_here_is_blank_and_says_so(model: EntryTableModel) -> None:
    model.show_listing(_listing(_entries(250), 0), TODAY)
    index = model.index(200, ColumnName.TITLE)
    assert (index.data(), index.data(TOOL_TIP)) == (None, None)
    assert index.data(ACCESSIBLE) == "being read"


def test_what_is_looked_at_is_wanted_and_then_its_neighbours(model: EntryTableModel, qtbot: QtBot) -> None:
    model.show_listing(_listing(_entries(450), 0), TODAY)
    with qtbot.waitSignal(model.blocks_wanted) as wanted:
        model.look_at(range(195, 215))
    assert wanted.args == [(1, 2, 3)]
    model.show_block(1, tuple(_entries(100, 100)))
    with qtbot.waitSignal(model.blocks_wanted) as wanted:
        model.look_at(range(195, 215))
    assert wanted.args == [(2, 3)]
    with qtbot.waitSignal(model.blocks_wanted) as wanted:
        model.look_at(range(440, 450))
    assert wanted.args == [(4, 3)]


def test_nothing_is_wanted_where_everything_is_here(model: EntryTableModel, qtbot: QtBot) -> None:
    model.show_listing(_listing(_entries(150), 0, 1), TODAY)
    with qtbot.assertNotEmitted(model.blocks_wanted):
        model.look_at(range(90, 110))
        model.look_at(range(0))


def test_a_block_that_arrives_is_shown_in_its_rows(model: EntryTableModel, qtbot: QtBot) -> None:
    model.show_listing(_listing(_entries(150), 0), TODAY)
    with qtbot.waitSignal(model.dataChanged) as changed:
        model.show_block(1, tuple(_entries(50, 100)))
    first, last, *_ = changed.args
    assert (first.row(), last.row()) == (100, 149)
    assert _title(model, 120) == "entry 121"


def test_a_change_of_words_moves_no_row(model: EntryTableModel, qtbot: QtBot) -> None:
    before = _entries(250)
    model.show_listing(_listing(before, 0, 1), TODAY)
    after = [*before]
    after[3] = an_entry(4, "renamed")
    with qtbot.assertNotEmitted(model.modelReset), qtbot.waitSignal(model.dataChanged):
        model.show_listing(_listing(after, 0), TODAY)
    assert _title(model, 3) == "renamed"
    assert _title(model, 150) == "entry 151"  # what was here is shown until it was read anew


def test_what_may_have_changed_is_read_anew(model: EntryTableModel, qtbot: QtBot) -> None:
    entries = _entries(250)
    model.show_listing(_listing(entries, 0, 1), TODAY)
    model.show_listing(_listing(entries, 0), TODAY)
    with qtbot.waitSignal(model.blocks_wanted) as wanted:
        model.look_at(range(100, 120))
    assert wanted.args == [(1, 2)]
    model.show_block(1, tuple(entries[100:200]))
    model.show_block(2, tuple(entries[200:]))
    with qtbot.assertNotEmitted(model.blocks_wanted):
        model.look_at(range(100, 120))


def test_another_question_forgets_the_rows_of_the_one_before(model: EntryTableModel, qtbot: QtBot) -> None:
    model.show_listing(_listing(_entries(250), 0, 1), TODAY)
    with qtbot.waitSignal(model.modelReset):
        model.show_listing(_listing(_entries(120, 500), 0), TODAY)
    assert model.rowCount() == 120
    assert _title(model, 0) == "entry 501"
    assert _title(model, 110) is None


def test_memory_holds_the_blocks_that_were_looked_at_last(lines: PromptLines) -> None:
    model = EntryTableModel(lines, DEFAULT_WEIGHTS, TODAY)
    entries = _entries(60 * BLOCK_SIZE)
    model.show_listing(_listing(entries, 0), TODAY)
    for number in range(60):
        model.show_block(number, tuple(entries[number * BLOCK_SIZE : (number + 1) * BLOCK_SIZE]))
    assert _title(model, 5 * BLOCK_SIZE + 50) is None
    assert _title(model, 30 * BLOCK_SIZE) is not None
    assert _title(model, 59 * BLOCK_SIZE) == f"entry {59 * BLOCK_SIZE + 1}"


def test_figures_stand_to_the_right(model: EntryTableModel) -> None:
    model.show_listing(_listing(_entries(1), 0), TODAY)
    right, across = Qt.AlignmentFlag.AlignRight, Qt.Orientation.Horizontal
    figures = {ColumnName.EXCHANGES, ColumnName.WEIGHTED, ColumnName.NET, ColumnName.ACTIVE}
    for column in ColumnName:
        cell = model.index(0, column).data(Qt.ItemDataRole.TextAlignmentRole)
        heading = model.headerData(column, across, Qt.ItemDataRole.TextAlignmentRole)
        assert isinstance(heading, int)
        assert bool(cell & right) == bool(heading & right) == (column in figures)


def test_every_column_has_a_heading_and_no_row_has_one(model: EntryTableModel) -> None:
    across, down = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
    headings = [model.headerData(column, across) for column in ColumnName]
    assert headings[:4] == ["When", "What", "Project", "Tool"]
    assert all(headings)
    assert model.headerData(0, down) is None
    assert model.headerData(99, across) is None


def test_a_row_says_what_the_entry_is(model: EntryTableModel) -> None:
    said = Assessment(Outcome.HURT, Need.SLOWER, net_minutes=-10.0)
    entry = replace(an_entry(1, "flaky test", task="tests", tags=("ci",)), assessment=said)
    model.show_listing(_listing([entry], 0), TODAY)
    row = [model.index(0, column).data() for column in ColumnName]
    assert row == [
        "Fri 20 Nov 18:50",
        "flaky test",
        "shop",
        "Claude Code",
        "tests",
        "ci",
        "9",
        "412k",
        "hurt",
        "−10 min",
        "claude-sonnet-4-5",
        "slower without",
        "20 min",
    ]


def test_a_screen_reader_hears_the_row_in_its_title_and_the_cell_elsewhere(model: EntryTableModel) -> None:
    model.show_listing(_listing([an_entry(1, "flaky test")], 0), TODAY)
    spoken = model.index(0, ColumnName.TITLE).data(ACCESSIBLE)
    assert spoken.startswith("flaky test, Fri 20 Nov 18:50, shop, Claude Code, ")
    assert spoken.endswith("412k, waiting")
    assert model.index(0, ColumnName.NET).data(ACCESSIBLE) == "Net: –"
    assert model.index(0, ColumnName.NET).data(Qt.ItemDataRole.DecorationRole) is None


def test_markup_is_text_everywhere(model: EntryTableModel) -> None:
    markup = "<img src=/canary>"
    model.show_listing(_listing([an_entry(1, markup, project=markup, tags=(markup,))], 0), TODAY)
    for column in (ColumnName.TITLE, ColumnName.PROJECT, ColumnName.TAGS):
        index = model.index(0, column)
        assert index.data() == markup
        assert "<img" not in index.data(TOOL_TIP)
        assert "&lt;img" in index.data(TOOL_TIP)


def test_a_row_without_title_shows_its_prompt_when_it_was_read(
    model: EntryTableModel, lines: PromptLines, qtbot: QtBot
) -> None:
    entry = replace(an_entry(1, None), prompt=PROMPT)
    model.show_listing(_listing([entry, an_entry(2)], 0), TODAY)
    assert _title(model, 0) == "shop · Claude Code"
    model.look_at(range(2))
    with qtbot.waitSignal(model.dataChanged) as changed:
        lines._take(PROMPT, {PROMPT: "why does the\ncart round twice"})
    assert changed.args[0].row() == changed.args[1].row() == 0
    assert _title(model, 0) == "why does the cart round twice"


def test_days_are_compared_only_where_both_are_known(model: EntryTableModel) -> None:
    yesterday = an_entry(2, local_day=TODAY - timedelta(days=1))
    model.show_listing(_listing([an_entry(1), an_entry(3), yesterday], 0), TODAY)
    assert model.is_same_day(0, 1)
    assert not model.is_same_day(1, 2)
    assert not model.is_same_day(-1, 0)
    assert not model.is_same_day(2, 3)
