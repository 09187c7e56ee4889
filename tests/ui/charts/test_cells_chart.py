from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from aijournal.analysis.cells import CellRow, cell_table
from aijournal.domain.totals import CellTotals
from aijournal.ui.charts.cells_chart import CellsChart
from aijournal.ui.charts.cells_table import COLUMNS, MOST_SHOWN, CellsTable, describe, shown_rows
from aijournal.ui.theme import Theme
from tests.ui.charts.invented import put_on_page, some_cells


@pytest.fixture
def chart(theme: Theme, page: QWidget) -> CellsChart:
    """Show four cells."""
    chart = put_on_page(CellsChart(theme), page)
    chart.show_cells(some_cells())
    return chart


def _scatter(chart: CellsChart, symbol: str) -> list[Any]:
    """Return the ghosts and the filled marks of one shape, first of firm cells and then of faint ones."""
    items = chart._plot.addedItems
    return [one for one in items if type(one).__name__ == "ScatterPlotItem" and one.opts["symbol"] == symbol]


def test_rows_are_sorted_by_the_steadied_rate_with_their_names_and_counts(chart: CellsChart) -> None:
    table = some_cells()
    rates = [row.helped_rate.shrunk for row in chart.points if row.helped_rate]
    assert rates == sorted(rates, reverse=True)
    names = [name for _, name in chart._left._tickLevels[0]]
    assert names == [describe(row).split(":")[0] for row in shown_rows(table)]
    assert "model-0 · no task type" in names
    assert [words for _, words in chart._right._tickLevels[0]] == [f"n {row.rated}" for row in chart.points]


@pytest.mark.parametrize(("symbol", "rate", "above"), [("o", "helped_rate", 1), ("t1", "hurt_rate", -1)])
def test_a_ghost_is_as_counted_and_a_filled_mark_steadied(
    chart: CellsChart, symbol: str, rate: str, above: int
) -> None:
    ghosts, marks, faint_ghosts, faint_marks = _scatter(chart, symbol)
    firm = [(at, row) for at, row in enumerate(chart.points) if not row.is_faint]
    faint = [(at, row) for at, row in enumerate(chart.points) if row.is_faint]
    drawn: list[tuple[Any, list[tuple[int, CellRow]], str]] = [
        (ghosts, firm, "raw"),
        (marks, firm, "shrunk"),
        (faint_ghosts, faint, "raw"),
        (faint_marks, faint, "shrunk"),
    ]
    for items, rows, field in drawn:
        x, y = items.getData()
        assert list(x) == [getattr(getattr(row, rate), field) for _, row in rows]
        assert [(one - -at) * above > 0 for one, (at, _) in zip(y, rows, strict=True)] == [True] * len(rows)
    assert len(faint) == 1
    assert faint_marks.opts["brush"].color().name() == chart._look.color("soft_ink").name()
    assert marks.opts["brush"].color().name() != faint_marks.opts["brush"].color().name()


def test_the_ranges_are_those_of_the_rates(chart: CellsChart) -> None:
    bars = [item for item in chart._plot.addedItems if type(item).__name__ == "PlotCurveItem"]
    drawn = sorted(float(x) for bar in bars if bar is not chart._levels for x in bar.getData()[0])
    ends = [
        end
        for row in chart.points
        for rate in (row.helped_rate, row.hurt_rate)
        if rate is not None
        for end in (rate.low, rate.high)
    ]
    assert drawn == pytest.approx(sorted(ends))


def test_rows_are_read_by_keys(chart: CellsChart, qtbot: QtBot) -> None:
    heard: list[str] = []
    chart.point_read.connect(heard.append)
    chart.setFocus()
    assert heard[-1] == describe(chart.points[0])
    for row in chart.points[1:]:
        QTest.keyClick(chart, Qt.Key.Key_Down)
        assert heard[-1] == describe(row)
    QTest.keyClick(chart, Qt.Key.Key_Up)
    assert chart.at == 2
    assert chart._band.isVisible()
    with qtbot.waitSignal(chart.point_opened) as asked:
        QTest.keyClick(chart, Qt.Key.Key_Return)
    assert asked.args == [2]


def test_the_mouse_reads_rows(chart: CellsChart) -> None:
    rect = chart._band
    chart.read(1)
    scene = chart._plot.mapViewToScene(rect.rect().center())
    chart.read(None)
    chart._point_at(scene)
    assert chart.at == 1


def test_of_many_cells_those_judged_most_are_shown_and_the_table_has_all(chart: CellsChart) -> None:
    table = some_cells(60)
    chart.show_cells(table)
    assert chart.count == MOST_SHOWN
    least = min(row.rated for row in chart.points)
    left_out = [row for row in table.rows if row not in chart.points]
    assert all(row.rated <= least for row in left_out)
    model = CellsTable()
    model.set_rows(table.rows)
    assert model.rowCount() == 60
    assert chart.wanted_height(600) > 300


def test_the_table_says_the_same_as_the_chart(chart: CellsChart) -> None:
    model = CellsTable()
    model.set_rows(some_cells().rows)
    for row, cell in enumerate(chart.points):
        said = [model.index(row, column).data() for column in range(len(COLUMNS))]
        assert cell.helped_rate is not None
        assert said[2] == f"{100 * cell.helped_rate.shrunk:.0f}\u202f%"
        assert said[4] == f"{cell.helped} of {cell.rated}"
        assert said[9] == ("fewer than five verdicts" if cell.is_faint else "")
        for words in (said[2], said[3], said[5], said[6]):
            assert words in describe(cell)


def test_names_of_logs_are_text(theme: Theme, page: QWidget) -> None:
    chart = put_on_page(CellsChart(theme), page)
    chart.show_cells(cell_table([CellTotals(("<img src=x>\u202e" + "m" * 300, "tests"), 9, 8, 7, 1)]))
    (name,) = (words for _, words in chart._left._tickLevels[0])
    assert name.startswith("<img src=x>")
    assert name.endswith("…")
    assert chart._left.width() < 0.6 * chart.width()
