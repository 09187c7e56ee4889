from pathlib import Path

import pytest
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QSplitter, QWidget
from pytestqt.qtbot import QtBot

from aijournal.ui.window_place import WindowPlace, in_the_middle, visible_place

LAPTOP = QRect(0, 28, 1_440, 872)  # below a panel
DESK = QRect(1_440, 0, 2_560, 1_440)
ABOVE = QRect(0, -1_080, 1_920, 1_080)
SCALED = QRect(0, 14, 720, 436)
MIDDLE = QRect(270, 164, 900, 600)  # of the laptop's screen


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    return window


@pytest.fixture
def other(qtbot: QtBot) -> QWidget:
    """Return the window of the next start."""
    other = QWidget()
    qtbot.addWidget(other)
    return other


@pytest.mark.parametrize(
    ("what", "frame", "screens", "place"),
    [
        ("where it is seen", QRect(40, 60, 900, 600), [LAPTOP], QRect(40, 60, 900, 600)),
        ("on the second screen", QRect(2_000, 300, 900, 600), [LAPTOP, DESK], QRect(2_000, 300, 900, 600)),
        ("across two", QRect(1_200, 100, 600, 600), [LAPTOP, DESK], QRect(1_200, 100, 600, 600)),
        ("second one lost", QRect(2_000, 300, 900, 600), [LAPTOP], MIDDLE),
        ("one above lost", QRect(40, -900, 900, 600), [LAPTOP], MIDDLE),
        ("one above kept", QRect(40, -900, 900, 600), [LAPTOP, ABOVE], QRect(40, -900, 900, 600)),
        ("half off at the right", QRect(1_000, 100, 900, 600), [LAPTOP], QRect(540, 100, 900, 600)),
        ("under the panel", QRect(100, 0, 900, 600), [LAPTOP], QRect(100, 28, 900, 600)),
        ("off at the left", QRect(-500, 100, 900, 600), [LAPTOP], QRect(0, 100, 900, 600)),
        ("a sliver on one", QRect(1_430, 100, 900, 600), [LAPTOP], QRect(540, 100, 900, 600)),
        ("a smaller screen", QRect(100, 100, 2_400, 1_300), [LAPTOP], LAPTOP),
        (
            "a screen scaled by two",
            QRect(0, 28, 1_440, 872),
            [QRect(0, 14, 720, 436)],
            QRect(0, 14, 720, 436),
        ),
        ("far away and too large", QRect(9_000, 9_000, 5_000, 900), [LAPTOP], LAPTOP),
        ("no screen at all", QRect(40, 60, 900, 600), [], QRect(40, 60, 900, 600)),
    ],
)
def test_a_window_is_always_wholly_seen(what: str, frame: QRect, screens: list[QRect], place: QRect) -> None:
    assert visible_place(frame, screens) == place, what


def test_the_middle_is_the_middle() -> None:
    assert in_the_middle(QSize(440, 272), LAPTOP).center() == LAPTOP.center()
    assert in_the_middle(QSize(9_000, 9_000), LAPTOP) == LAPTOP


def test_the_first_window_stands_in_the_middle_of_the_screen(window: QWidget, tmp_path: Path) -> None:
    WindowPlace(tmp_path).restore(window)
    screen = QGuiApplication.primaryScreen().availableGeometry()
    assert screen.contains(window.geometry())
    assert (window.geometry().center() - screen.center()).manhattanLength() <= 2


def test_a_window_stands_where_it_stood(window: QWidget, other: QWidget, tmp_path: Path) -> None:
    window.setGeometry(QRect(40, 50, 500, 400))
    place = WindowPlace(tmp_path)
    place.remember(window)
    WindowPlace(tmp_path).restore(other)
    assert other.geometry() == QRect(40, 50, 500, 400)
    assert (tmp_path / "window.ini").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("place", [QRect(9_000, 9_000, 500, 400), QRect(-40, 700, 500, 400)])
def test_a_window_off_every_screen_is_brought_back(
    window: QWidget, other: QWidget, tmp_path: Path, place: QRect
) -> None:
    window.setGeometry(place)
    WindowPlace(tmp_path).remember(window)
    WindowPlace(tmp_path).restore(other)
    assert QGuiApplication.primaryScreen().availableGeometry().contains(other.geometry())
    assert other.size() == QSize(500, 400)


def test_a_large_window_comes_back_large_and_goes_back_to_where_it_stood(
    window: QWidget, other: QWidget, tmp_path: Path
) -> None:
    window.setGeometry(QRect(40, 50, 500, 400))
    window.showMaximized()
    WindowPlace(tmp_path).remember(window)
    WindowPlace(tmp_path).restore(other)
    assert other.windowState() & Qt.WindowState.WindowMaximized
    other.showNormal()
    assert other.geometry() == QRect(40, 50, 500, 400)


@pytest.mark.parametrize(
    "line",
    [
        "place=@ByteArray(broken)",
        "place=1 2 3",
        "place=0 0 5 5\nedges=0 0 0 0",
        "place=nan 0 900 600\nedges=0 0 0 0",
        "place=40, 50, 900, 600\nedges=x",
    ],
)
def test_a_file_that_says_nothing_is_no_harm(window: QWidget, tmp_path: Path, line: str) -> None:
    (tmp_path / "window.ini").write_text(f"[General]\n{line}\n", encoding="utf-8")
    WindowPlace(tmp_path).restore(window)
    assert QGuiApplication.primaryScreen().availableGeometry().contains(window.geometry())


def test_a_frame_that_no_window_has_moves_nothing_off(window: QWidget, tmp_path: Path) -> None:
    (tmp_path / "window.ini").write_text(
        "[General]\nplace=40 50 500 400\nedges=-9000 90000 0 0\n", encoding="utf-8"
    )
    WindowPlace(tmp_path).restore(window)
    assert QGuiApplication.primaryScreen().availableGeometry().contains(window.geometry())


def _divided(window: QWidget, orientation: Qt.Orientation = Qt.Orientation.Horizontal) -> QSplitter:
    splitter = QSplitter(orientation, window)
    splitter.setObjectName("journal")
    for _ in range(2):
        splitter.addWidget(QWidget())
    splitter.resize(1_000, 1_000)
    window.show()
    return splitter


def test_a_page_is_divided_as_it_was_each_way_for_itself(
    window: QWidget, other: QWidget, tmp_path: Path
) -> None:
    before = _divided(window)
    before.setSizes([300, 700])
    told = before.sizes()
    WindowPlace(tmp_path).remember(window)
    after = _divided(other)
    WindowPlace(tmp_path).divide(other)
    assert after.sizes() == told
    after.setOrientation(Qt.Orientation.Vertical)
    after.setSizes([500, 500])
    untouched = after.sizes()
    WindowPlace(tmp_path).divide(other)
    assert after.sizes() == untouched != told


def test_a_part_that_was_hidden_at_the_end_keeps_its_share(
    window: QWidget, other: QWidget, tmp_path: Path
) -> None:
    before = _divided(window)
    before.setSizes([300, 700])
    told = before.sizes()
    WindowPlace(tmp_path).remember(window)
    hidden = before.widget(1)
    assert hidden is not None
    hidden.hide()
    WindowPlace(tmp_path).remember(window)
    after = _divided(other)
    WindowPlace(tmp_path).divide(other)
    assert after.sizes() == told


def test_nothing_private_is_remembered(window: QWidget, tmp_path: Path) -> None:
    window.setWindowTitle("a secret project")
    WindowPlace(tmp_path).remember(window)
    lines = (tmp_path / "window.ini").read_text(encoding="utf-8").split()
    keys = {line.partition("=")[0] for line in lines if "=" in line}
    assert keys == {"place", "edges", "maximized"}
    assert "secret" not in "".join(lines)


def test_a_place_that_cannot_be_kept_keeps_nobody_from_leaving(window: QWidget, tmp_path: Path) -> None:
    folder = tmp_path / "state"
    place = WindowPlace(folder)
    folder.rmdir()
    folder.write_text("a file where the folder would be")
    place.remember(window)
    assert folder.read_text() == "a file where the folder would be"
