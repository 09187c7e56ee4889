import pytest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from aijournal.ui.widgets.flow_layout import FlowLayout


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    parent = QWidget()
    qtbot.addWidget(parent)
    flow = FlowLayout(parent, gap=4)
    for number in range(6):
        button = QPushButton(str(number))
        button.setFixedSize(50, 20)
        flow.addWidget(button)
    return parent


def _places(parent: QWidget) -> list[tuple[int, int]]:
    return [(button.x(), button.y()) for button in parent.findChildren(QPushButton)]


@pytest.mark.parametrize(("width", "lines"), [(320, 1), (319, 2), (160, 2), (104, 3), (50, 6), (10, 6)])
def test_the_height_follows_from_the_width(parent: QWidget, width: int, lines: int) -> None:
    assert parent.heightForWidth(width) == lines * 20 + (lines - 1) * 4


def test_parts_go_on_in_the_next_line(parent: QWidget) -> None:
    parent.resize(160, 200)
    parent.show()
    assert _places(parent) == [(0, 0), (54, 0), (108, 0), (0, 24), (54, 24), (108, 24)]


def test_hidden_parts_take_no_room(parent: QWidget) -> None:
    parent.resize(160, 200)
    parent.show()
    parent.findChildren(QPushButton)[1].hide()
    flow = parent.layout()
    assert flow is not None
    flow.activate()
    assert _places(parent)[2] == (54, 0)
    assert parent.sizeHint().width() == 5 * 50 + 4 * 4


def test_a_part_that_is_taken_out_is_handed_over(parent: QWidget) -> None:
    flow = parent.layout()
    assert isinstance(flow, FlowLayout)
    assert flow.takeAt(0) is not None
    assert flow.count() == 5
    assert flow.takeAt(9) is None
    assert flow.itemAt(9) is None
