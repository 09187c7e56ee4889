from collections.abc import Iterator

import pytest
from gallery.pseudo import right_to_left
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from aijournal.ui import phrases
from aijournal.ui.mirroring import mirrored
from aijournal.ui.widgets.flow_layout import FlowLayout

WHOLE, PART = QRectF(10, 0, 100, 20), QRectF(15, 3, 30, 7)
FIGURES = ("+2", "\N{MINUS SIGN}5", "62\N{NARROW NO-BREAK SPACE}%")


@pytest.fixture
def leftwards(qapp: QApplication) -> Iterator[None]:
    """Let everything run from right to left."""
    with right_to_left(qapp):
        yield


@pytest.mark.parametrize(
    ("direction", "left"), [(Qt.LayoutDirection.LeftToRight, 15), (Qt.LayoutDirection.RightToLeft, 75)]
)
@pytest.mark.usefixtures("qapp")
def test_a_part_lies_as_far_from_the_other_edge(direction: Qt.LayoutDirection, left: int) -> None:
    ground = QPixmap(1, 1)
    painter = QPainter(ground)
    painter.setLayoutDirection(direction)
    assert mirrored(painter, PART, WHOLE) == QRectF(left, 3, 30, 7)
    painter.end()


def said() -> tuple[str, ...]:
    return phrases.duration(120), phrases.decimal(-5), phrases.share(0.62)


@pytest.mark.usefixtures("leftwards")
def test_figures_keep_their_order_among_words_that_run_leftwards() -> None:
    for figure, words in zip(FIGURES, said(), strict=True):
        assert f"\N{LEFT-TO-RIGHT ISOLATE}{figure}\N{POP DIRECTIONAL ISOLATE}" in words


@pytest.mark.usefixtures("qapp")
def test_figures_are_bare_where_nothing_runs_leftwards() -> None:
    for figure, words in zip(FIGURES, said(), strict=True):
        assert words.startswith(figure)
        assert "\N{POP DIRECTIONAL ISOLATE}" not in words


def test_parts_in_a_line_begin_at_the_right(qapp: QApplication) -> None:
    lefts = []
    for _ in range(2):
        box = QWidget()
        flow = FlowLayout(box)
        first, second = QLabel("one"), QLabel("two")
        for label in (first, second):
            flow.addWidget(label)
        box.resize(300, 40)
        box.show()
        lefts.append(first.x() < second.x())
        qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    assert lefts == [True, False]
