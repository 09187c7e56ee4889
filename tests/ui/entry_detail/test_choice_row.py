"""A question with a few answers: reached by one Tab, answered by arrows and the space bar."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from aijournal.ui.entry_detail.choice_button import ChoiceButton
from aijournal.ui.entry_detail.choice_row import ChoiceRow
from aijournal.ui.theme import Theme
from aijournal.ui.type_scale import SMALLEST_TARGET

ANSWERS = {"worse": "worse", "same": "the same", "better": "better"}


@pytest.fixture
def row(theme: Theme) -> Iterator[ChoiceRow]:
    """Return a row between two other fields."""
    window = QWidget()
    column = QVBoxLayout(window)
    row = ChoiceRow(theme, "result", "How is the result?", ANSWERS)
    for part in (QLineEdit(), row, QLineEdit()):
        column.addWidget(part)
    window.show()
    window.activateWindow()
    row.focus()
    yield row
    window.close()
    window.deleteLater()


def _press(*keys: Qt.Key) -> None:
    for key in keys:
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, key)


def _focused() -> str:
    focus = QApplication.focusWidget()
    return focus.text() if isinstance(focus, ChoiceButton) else ""


def _chosen(row: ChoiceRow) -> list[str]:
    return [button.text() for button in row.buttons if button.isChecked()]


def _offered(row: ChoiceRow) -> list[str]:
    return [button.text() for button in row.buttons if button.is_offered]


def test_arrows_move_within_the_row_and_stop_at_its_ends(row: ChoiceRow) -> None:
    assert _focused() == "worse"
    _press(Qt.Key.Key_Right, Qt.Key.Key_Down)
    assert _focused() == "better"
    _press(Qt.Key.Key_Right)
    assert _focused() == "better"
    _press(Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_Up)
    assert _focused() == "worse"
    assert _chosen(row) == []


def test_arrows_follow_the_eye_where_rows_run_from_right_to_left(row: ChoiceRow) -> None:
    row.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    _press(Qt.Key.Key_Left)
    assert _focused() == "the same"
    _press(Qt.Key.Key_Right)
    assert _focused() == "worse"
    _press(Qt.Key.Key_Down)
    assert _focused() == "the same"


def test_one_tab_leads_in_and_one_out(row: ChoiceRow) -> None:
    row.show_text("")
    _press(Qt.Key.Key_Right, Qt.Key.Key_Tab)
    assert isinstance(QApplication.focusWidget(), QLineEdit)
    _press(Qt.Key.Key_Backtab)
    assert _focused() == "the same"
    _press(Qt.Key.Key_Backtab)
    row.show_text("better")
    _press(Qt.Key.Key_Tab)
    assert _focused() == "better"


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return])
def test_a_press_says_the_answer_and_shows_nothing_by_itself(
    row: ChoiceRow, qtbot: QtBot, key: Qt.Key
) -> None:
    _press(Qt.Key.Key_Right)
    with qtbot.waitSignal(row.pressed) as pressed:
        _press(key)
    assert pressed.args == ["same"]
    assert _chosen(row) == []
    row.show_text("same")
    assert _chosen(row) == ["the same"]
    with qtbot.waitSignal(row.pressed):
        QTest.mouseClick(row.buttons[2], Qt.MouseButton.LeftButton)
    assert _chosen(row) == ["the same"]


def test_what_was_said_last_is_offered_and_taken_by_its_key(row: ChoiceRow, qtbot: QtBot) -> None:
    button = row.buttons[2]
    before = button.sizeHint().width()
    row.show_offer("better")
    assert _offered(row) == ["better"]
    assert button.sizeHint().width() > before
    assert "said last" in button.accessibleDescription()
    assert _chosen(row) == []
    with qtbot.waitSignal(row.offer_taken):
        _press(Qt.Key.Key_Equal)
    row.show_offer("")
    assert _offered(row) == []
    assert button.accessibleDescription() == ""


def test_an_offer_is_seen_without_colour(row: ChoiceRow) -> None:
    def gray() -> QImage:
        return row.buttons[2].grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)

    plain = gray()
    row.show_offer("better")
    assert gray() != plain


def test_every_answer_has_a_name_and_is_large_enough(row: ChoiceRow) -> None:
    assert row.accessibleName() == "How is the result?"
    assert [button.accessibleName() for button in row.buttons] == [
        "result: worse",
        "result: the same",
        "result: better",
    ]
    for button in row.buttons:
        assert min(button.sizeHint().width(), button.sizeHint().height()) >= SMALLEST_TARGET
