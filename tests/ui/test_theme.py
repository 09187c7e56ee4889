import re

import pytest
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from aijournal.settings import ColorScheme
from aijournal.ui.colors import DARK, LIGHT
from aijournal.ui.style_sheet import style_sheet
from aijournal.ui.theme import Theme
from aijournal.ui.type_scale import type_scale


def test_the_setting_decides(qapp: QApplication, theme: Theme, qtbot: QtBot) -> None:
    with qtbot.waitSignal(theme.changed):
        theme.set_scheme(ColorScheme.DARK)
    assert theme.colors == DARK
    assert qapp.palette().color(QPalette.ColorRole.Window).name() == DARK.ground.lower()
    assert DARK.accent in qapp.styleSheet()
    theme.set_scheme(ColorScheme.LIGHT)
    assert theme.colors == LIGHT
    assert qapp.palette().color(QPalette.ColorRole.Window).name() == LIGHT.ground.lower()


def test_a_dark_system_is_seen_by_its_colours_where_it_says_nothing_else(qapp: QApplication) -> None:
    before = QPalette(qapp.palette())
    dark = QPalette(QColor("#202020"))
    dark.setColor(QPalette.ColorRole.WindowText, QColor("#F0F0F0"))
    qapp.setPalette(dark)
    theme = Theme(qapp)
    try:
        assert theme.colors == DARK
    finally:
        theme.deleteLater()
        qapp.setPalette(before)


def test_the_system_is_followed_while_it_changes(qapp: QApplication, theme: Theme, qtbot: QtBot) -> None:
    with qtbot.waitSignal(theme.changed):
        qapp.styleHints().colorSchemeChanged.emit(qapp.styleHints().colorScheme())
    assert theme.colors == LIGHT


@pytest.mark.parametrize("points", [9, 18])
def test_sizes_follow_the_systems_font(qapp: QApplication, theme: Theme, points: int) -> None:
    before = QFont(qapp.font())
    font = QFont(before)
    font.setPointSize(points)
    try:
        qapp.setFont(font)
        assert theme.type.text.pointSizeF() == points
        assert theme.type.title.pointSizeF() == points * 1.5
        assert f"{points * 2.1:.2f}pt" in qapp.styleSheet()
    finally:
        qapp.setFont(before)


def test_text_is_as_large_as_the_person_wants_it(qapp: QApplication, theme: Theme) -> None:
    before = QFont(qapp.font())
    try:
        theme.set_text_size(1.5)
        assert qapp.font().pointSizeF() == before.pointSizeF() * 1.5
        assert theme.type.text.pointSizeF() == before.pointSizeF() * 1.5
        theme.set_text_size(1.0)
        assert qapp.font() == before
    finally:
        qapp.setFont(before)


def test_figures_are_tabular() -> None:
    assert type_scale(QFont()).text.featureValue(QFont.Tag("tnum")) == 1


def test_a_font_in_pixels_stays_in_pixels() -> None:
    font = QFont()
    font.setPixelSize(20)
    assert type_scale(font).title.pixelSize() == 30
    assert "font-size: 30px" in style_sheet(LIGHT, type_scale(font))


def test_the_style_sheet_has_no_place_left_open() -> None:
    sheet = style_sheet(LIGHT, type_scale(QFont()))
    assert not re.search(r"[$]", sheet)
    assert sheet.count("{") == sheet.count("}")
