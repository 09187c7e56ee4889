from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QLabel, QStyle, QStyleOptionButton
from pytestqt.qtbot import QtBot

from aijournal.ui.reports.switches_card import SwitchesCard
from aijournal.ui.theme import Theme


def test_what_a_switch_does_begins_under_its_title_however_large_the_text(
    qapp: QApplication, theme: Theme, qtbot: QtBot
) -> None:
    card = SwitchesCard()
    qtbot.addWidget(card)
    card.show()
    before = QFont(qapp.font())
    try:
        for size in (1.0, 2.0):
            theme.set_text_size(size)
            for switch in card._switches.values():
                option = QStyleOptionButton()
                switch.box.initStyleOption(option)
                title = switch.box.style().subElementRect(
                    QStyle.SubElement.SE_CheckBoxContents, option, switch.box
                )
                (words,) = switch.findChildren(QLabel)
                assert words.indent() == title.left(), size
    finally:
        qapp.setFont(before)
