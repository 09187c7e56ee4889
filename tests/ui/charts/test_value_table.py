from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from aijournal.analysis.trend import CoverageWeek, TrendPoint, TrendRow
from aijournal.domain.marks import EventMark
from aijournal.domain.period import week_of
from aijournal.ui.charts.value_table import COLUMNS, ValueTableModel, describe

DAY = date(2026, 11, 20)
POINT = TrendPoint(DAY, 8.04, 5.0, 11.2, 13.4, 0.61)
GAP = TrendPoint(DAY, None, None, None, 1.0, None)
MARKS = (EventMark(date(2026, 11, 17), "<b>new</b>\nmodel", 1),)
ROW = TrendRow(POINT, None, CoverageWeek(week_of(DAY), 12, 1_020, 0.61), MARKS)
EMPTY = TrendRow(GAP, "too few judged", CoverageWeek(week_of(DAY), 0, 0, None), ())


def test_a_day_is_said_in_a_sentence() -> None:
    assert describe(POINT, None) == (
        "20 Nov 2026: 8.0, 5.0 to 11 · rests on 13 days · 61\u202f% of tokens judged"
    )
    assert describe(POINT, None, MARKS).endswith(" · <b>new</b> model")
    assert describe(GAP, "too few judged") == "20 Nov 2026: too few judged · rests on 1 day"
    assert describe(replace(POINT, low=None), None).startswith("20 Nov 2026: 8.0 · ")


def test_the_table_has_the_latest_week_first_and_says_the_same(qtbot: QtBot) -> None:
    model = ValueTableModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    model.set_rows([ROW, EMPTY])
    cells = [[model.index(row, column).data() for column in range(len(COLUMNS))] for row in range(2)]
    assert cells == [
        ["20 Nov 2026", "—", "—", "0 of 0", "—", "too few judged"],
        ["20 Nov 2026", "8.0", "5.0 to 11", "12 of 1,020", "61\u202f%", "marked 17 Nov: <b>new</b> model"],
    ]
    heads = [model.headerData(column, Qt.Orientation.Horizontal) for column in range(len(COLUMNS))]
    assert heads[:2] == ["Week to", "Net minutes per million"]
    assert model.headerData(0, Qt.Orientation.Vertical) is None
    assert model.index(0, 1).data(Qt.ItemDataRole.DecorationRole) is None
    assert "&lt;b&gt;" in model.index(1, 5).data(Qt.ItemDataRole.ToolTipRole)
    assert qtbot is not None
    tester.deleteLater()
