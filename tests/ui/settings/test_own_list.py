"""A short list of one's own: its current row stays by its key, and everybody can hear its facts."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from aijournal.ui.actions.bindings import Bindings
from aijournal.ui.settings.own_list import OwnList, OwnRow
from aijournal.ui.theme import Theme
from aijournal.ui.widgets.key_button import KeyButton
from tests.ui.stage import Counted

ROWS = tuple(OwnRow(number, f"work {number}", f"{number} entries") for number in range(5))


@pytest.fixture
def rows(theme: Theme, qtbot: QtBot) -> OwnList:
    own = OwnList(theme, Bindings(), "Kinds of work")
    qtbot.addWidget(own)
    own.resize(600, 300)
    own.show_rows(ROWS)
    own.show()
    return own


def test_the_current_row_stays_wherever_it_moves(rows: OwnList) -> None:
    rows.choose(3)
    rows.show_rows((ROWS[3], ROWS[0], ROWS[1]))
    assert rows.current_key == 3


def test_where_the_current_row_goes_the_one_in_its_place_is_current(rows: OwnList) -> None:
    rows.choose(2)
    rows.show_rows((*ROWS[:2], *ROWS[3:]))
    assert rows.current_key == 3
    rows.show_rows(ROWS[:1])
    assert rows.current_key == 0
    rows.show_rows(())
    assert rows.current_key is None


def test_the_same_rows_are_left_alone(rows: OwnList) -> None:
    changes = Counted(rows.currentRowChanged)
    rows.show_rows(tuple(ROWS))
    assert changes.count == 0
    rows.show_rows(ROWS[1:])
    assert changes.count > 0


def test_facts_stand_under_the_names_where_there_is_no_room_beside_them(rows: OwnList) -> None:
    beside = rows.height()
    assert beside == pytest.approx(len(ROWS) * rows.sizeHintForRow(0))
    rows.resize(80, 300)
    assert rows.is_stacked
    assert rows.height() > 1.4 * beside


def test_it_is_as_high_as_its_rows_up_to_a_dozen(rows: OwnList) -> None:
    one = rows.height() / len(ROWS)
    rows.show_rows([OwnRow(number, f"work {number}", "none") for number in range(40)])
    assert rows.height() == pytest.approx(12 * one)


def test_its_facts_are_heard(rows: OwnList) -> None:
    assert rows.item(2).data(Qt.ItemDataRole.AccessibleTextRole) == "work 2, 2 entries"
    assert rows.accessibleName() == "Kinds of work"


def test_keys_press_buttons_only_while_the_keyboard_is_in_the_list(
    rows: OwnList, theme: Theme, qtbot: QtBot
) -> None:
    button = KeyButton(theme, "Rename", parent=rows.parentWidget())
    qtbot.addWidget(button)
    presses = Counted(button.clicked)
    rows.let_press("own_list.change", button)
    assert button.key == "F2"
    rows.activateWindow()
    rows.setFocus()
    qtbot.waitUntil(rows.hasFocus)
    QTest.keyClick(rows, Qt.Key.Key_F2)
    assert presses.count == 1
    rows.clearFocus()
    QTest.keyClick(button, Qt.Key.Key_F2)
    assert presses.count == 1


def test_a_row_that_is_over_is_written_more_softly(rows: OwnList, theme: Theme) -> None:
    rows.show_rows((ROWS[0], OwnRow("x", "work 0", "over", is_over=True)))
    rows.setCurrentRow(-1)
    image = rows.viewport().grab().toImage()
    height = rows.sizeHintForRow(0)
    darkest = [
        min(image.pixelColor(x, y).lightness() for x in range(image.width() // 3) for y in row)
        for row in (range(height), range(height, image.height()))
    ]
    assert darkest[0] < theme.color("soft_ink").lightness() <= darkest[1]
