from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from aijournal.domain.reading import Problem
from aijournal.ui.sources.reasons import Reasons, ReasonsModel, place_of
from aijournal.ui.theme import Theme

PROBLEMS = (
    Problem("not a JSON record", Path("/logs/shop/a.jsonl"), 1_207),
    Problem("permission denied", Path("/logs/<b>x.jsonl")),
)


@pytest.fixture
def asked_by(theme: Theme, qtbot: QtBot) -> Iterator[QPushButton]:
    page = QWidget()
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    column.addWidget(QPushButton("why?", page))
    column.addWidget(Reasons(theme, page))
    page.show()
    page.activateWindow()
    button = page.findChild(QPushButton)
    assert isinstance(button, QPushButton)
    yield button
    page.close()


def _reasons(asked_by: QPushButton) -> Reasons:
    reasons = asked_by.window().findChild(Reasons)
    assert isinstance(reasons, Reasons)
    return reasons


@pytest.mark.usefixtures("qapp")
def test_the_model_keeps_the_rules() -> None:
    model = ReasonsModel()
    strict = QAbstractItemModelTester.FailureReportingMode.Fatal
    tester = QAbstractItemModelTester(model, strict)
    model.set_rows(PROBLEMS)
    assert tester.model() is model
    assert model.rowCount() == 2
    assert model.index(0, 2).data() == "1,207"
    assert model.index(1, 1).data() == "<b>x.jsonl"
    assert model.index(1, 2).data() == "—"
    tip = model.index(1, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert "&lt;b&gt;" in tip
    assert [model.headerData(at, Qt.Orientation.Horizontal) for at in range(3)] == ["Why", "Log", "Line"]
    assert model.headerData(0, Qt.Orientation.Vertical) is None


def test_a_place_is_file_and_line() -> None:
    assert [place_of(problem) for problem in PROBLEMS] == [
        "/logs/shop/a.jsonl:1207",
        "/logs/<b>x.jsonl",
    ]


def test_the_list_comes_with_the_keyboard_and_goes_with_escape(asked_by: QPushButton) -> None:
    reasons = _reasons(asked_by)
    reasons.toggle(asked_by, PROBLEMS, {"not a JSON record": 1_190, "no time": 14})
    assert reasons.table.hasFocus()
    assert reasons.table.currentIndex().row() == 0
    assert reasons.counts.text() == (
        "not a JSON record: 1,190 · no time: 14 · the first 2 of them are listed"
    )
    QTest.keyClick(reasons.table, Qt.Key.Key_Down)
    QTest.keyClick(reasons.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == "/logs/<b>x.jsonl permission denied"
    QTest.keyClick(reasons.table, Qt.Key.Key_Escape)
    assert reasons.isHidden()
    assert asked_by.hasFocus()


def test_asking_again_puts_it_away_and_asking_elsewhere_shows_that(asked_by: QPushButton) -> None:
    reasons = _reasons(asked_by)
    reasons.toggle(asked_by, PROBLEMS)
    assert not reasons.counts.isVisible()
    reasons.toggle(reasons.table, PROBLEMS[:1])
    assert reasons.isVisible()
    assert reasons.table.problems == PROBLEMS[:1]
    reasons.toggle(reasons.table, PROBLEMS[:1])
    assert not reasons.isVisible()


def test_rows_grow_with_the_font_and_many_are_scrolled(qapp: QApplication, asked_by: QPushButton) -> None:
    reasons = _reasons(asked_by)
    reasons.toggle(asked_by, PROBLEMS * 30)
    before, height = QFont(qapp.font()), reasons.table.height()
    assert reasons.table.verticalScrollBar().maximum() > 0
    font = QFont(before)
    font.setPointSizeF(2 * before.pointSizeF())
    try:
        qapp.setFont(font)
        assert reasons.table.height() > 1.4 * height
    finally:
        qapp.setFont(before)
