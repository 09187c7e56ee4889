"""The keyboard stays beside what goes, on nothing that a key presses."""

from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout
from pytestqt.qtbot import QtBot

from aijournal.ui.widgets.putting_away import has_keyboard, put_away
from tests.ui.stage import Neighbours, press_space


def _part() -> tuple[QFrame, QPushButton]:
    part = QFrame()
    button = QPushButton("go")
    QVBoxLayout(part).addWidget(button)
    return part, button


def test_a_part_with_the_keyboard_leaves_it_to_what_is_around_it(
    neighbours: Neighbours, qtbot: QtBot
) -> None:
    part, button = _part()
    pressed = neighbours.take(part, qtbot)
    button.clicked.connect(lambda: put_away(part))
    press_space(button)
    assert part.isHidden()
    assert neighbours.hasFocus()
    press_space()
    assert pressed == []


def test_a_keyboard_that_is_elsewhere_stays_there(neighbours: Neighbours, qtbot: QtBot) -> None:
    part, button = _part()
    pressed = neighbours.take(part, qtbot)
    button.setFocus()
    assert has_keyboard(part)
    before, *_ = neighbours.findChildren(QPushButton)
    before.setFocus()
    assert not has_keyboard(part)
    put_away(part)
    assert part.isHidden()
    press_space()
    assert pressed == ["before"]
