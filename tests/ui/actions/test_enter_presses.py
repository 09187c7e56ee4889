from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from aijournal.ui.theme import Theme
from aijournal.ui.widgets.key_button import KeyButton
from tests.ui.stage import Counted


class _Form(QWidget):
    def __init__(self, theme: Theme, qtbot: QtBot) -> None:
        super().__init__()
        qtbot.addWidget(self)
        self.button, self.other = QPushButton("Save"), QPushButton("Leave")
        self.key_button, self.box, self.line = KeyButton(theme, "helped", "4"), QCheckBox("all"), QLineEdit()
        column = QVBoxLayout(self)
        for part in (self.button, self.other, self.key_button, self.box, self.line):
            column.addWidget(part)
        self.show()
        self.activateWindow()
        qtbot.waitUntil(self.isActiveWindow)

    def enter(self, part: QWidget, key: Qt.Key = Qt.Key.Key_Return) -> None:
        part.setFocus()
        QTest.keyClick(part, key)


def test_enter_presses_the_button_that_has_the_keyboard(theme: Theme, qtbot: QtBot) -> None:
    form = _Form(theme, qtbot)
    for button in (form.button, form.key_button, form.other):
        pressed = Counted(button.clicked)
        form.enter(button)
        form.enter(button, Qt.Key.Key_Enter)
        assert pressed.count == 2
    pressed = Counted(form.button.clicked)
    form.enter(form.other)
    assert pressed.count == 0


def test_a_button_that_is_disabled_is_not_pressed(theme: Theme, qtbot: QtBot) -> None:
    form = _Form(theme, qtbot)
    form.enter(form.button)
    pressed = Counted(form.button.clicked)
    form.button.setEnabled(False)
    QTest.keyClick(form.button, Qt.Key.Key_Return)
    assert pressed.count == 0


def test_enter_in_a_line_is_the_lines(theme: Theme, qtbot: QtBot) -> None:
    form = _Form(theme, qtbot)
    form.enter(form.button)
    pressed, ended = Counted(form.button.clicked), Counted(form.line.returnPressed)
    form.enter(form.line)
    assert (pressed.count, ended.count) == (0, 1)


def test_enter_ticks_no_box(theme: Theme, qtbot: QtBot) -> None:
    form = _Form(theme, qtbot)
    form.enter(form.box)
    assert not form.box.isChecked()


def test_it_works_in_what_pops_up(theme: Theme, qtbot: QtBot) -> None:
    form = _Form(theme, qtbot)
    popup = QWidget(form, Qt.WindowType.Popup)
    button = QPushButton("Take", popup)
    pressed = Counted(button.clicked)
    popup.show()
    qtbot.waitUntil(popup.isVisible)
    form.enter(button)
    assert pressed.count == 1
    button.clicked.connect(partial(popup.close))
    form.enter(button)
    assert not popup.isVisible()
