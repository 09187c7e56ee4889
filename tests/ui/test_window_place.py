from pathlib import Path

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from aijournal.ui.window_place import WindowPlace


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    return window


def test_the_first_window_stands_in_the_middle_of_the_screen(window: QWidget, tmp_path: Path) -> None:
    WindowPlace(tmp_path).restore(window)
    screen = QGuiApplication.primaryScreen().availableGeometry()
    assert screen.contains(window.geometry())
    assert (window.geometry().center() - screen.center()).manhattanLength() <= 2


def test_a_window_stands_where_it_stood(window: QWidget, tmp_path: Path, qtbot: QtBot) -> None:
    window.setGeometry(QRect(40, 50, 500, 400))
    place = WindowPlace(tmp_path)
    place.remember(window)
    other = QWidget()
    qtbot.addWidget(other)
    WindowPlace(tmp_path).restore(other)
    assert other.geometry() == QRect(40, 50, 500, 400)
    assert (tmp_path / "window.ini").stat().st_mode & 0o777 == 0o600


def test_a_window_off_every_screen_is_brought_back(window: QWidget, tmp_path: Path, qtbot: QtBot) -> None:
    window.setGeometry(QRect(9_000, 9_000, 500, 400))
    WindowPlace(tmp_path).remember(window)
    other = QWidget()
    qtbot.addWidget(other)
    WindowPlace(tmp_path).restore(other)
    assert QGuiApplication.primaryScreen().availableGeometry().intersects(other.geometry())


def test_a_file_that_says_nothing_is_no_harm(window: QWidget, tmp_path: Path) -> None:
    (tmp_path / "window.ini").write_text("[General]\ngeometry=@ByteArray(broken)\n", encoding="utf-8")
    WindowPlace(tmp_path).restore(window)
    assert QGuiApplication.primaryScreen().availableGeometry().contains(window.geometry())


def test_a_place_that_cannot_be_kept_keeps_nobody_from_leaving(window: QWidget, tmp_path: Path) -> None:
    folder = tmp_path / "state"
    place = WindowPlace(folder)
    folder.rmdir()
    folder.write_text("a file where the folder would be")
    place.remember(window)
    assert folder.read_text() == "a file where the folder would be"
