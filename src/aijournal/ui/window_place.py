"""Where the window stood last time; the one thing that is remembered outside the journal.

Nothing in it is private: numbers of pixels. The page is not kept: a window begins on Today, with the caret in
the quick log.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from PySide6.QtCore import QMargins, QPoint, QRect, QSettings, QSize, Qt
from PySide6.QtGui import QGuiApplication, QRegion
from PySide6.QtWidgets import QSplitter, QWidget

from aijournal.errors import AijournalError
from aijournal.paths import make_private_folder

_FIRST_SIZE = QSize(1280, 820)
_LEAST = 100  # pixels; what is smaller was never a window
_PRIVATE = 0o600


def visible_place(frame: QRect, screens: Sequence[QRect]) -> QRect:
    """Return the place where the whole frame is seen: its own, if it is there already.

    `screens` are the available areas, the main one first, in the same device-independent pixels. A frame
    that is partly off goes onto the screen with most of it, one that no screen shows into the middle of the
    main one; where a screen is too small for it, it becomes smaller. Without a screen, nothing changes.
    """
    if not screens or QRegion(frame).subtracted(_region(screens)).isEmpty():
        return frame
    home = max(screens, key=lambda screen: _area(screen & frame))
    placed = QRect(frame.topLeft(), frame.size().boundedTo(home.size()))
    if not home.intersects(frame):
        return in_the_middle(placed.size(), home)
    left = min(max(placed.left(), home.left()), home.right() + 1 - placed.width())
    top = min(max(placed.top(), home.top()), home.bottom() + 1 - placed.height())
    return QRect(QPoint(left, top), placed.size())


def in_the_middle(size: QSize, screen: QRect) -> QRect:
    """Return the place in the middle of a screen, made smaller where it must be."""
    place = QRect(QPoint(), size.boundedTo(screen.size()))
    place.moveCenter(screen.center())
    return place


class WindowPlace:
    """Reads and writes one small file: the place, and how pages are divided."""

    def __init__(self, folder: Path) -> None:
        self._file = make_private_folder(folder) / "window.ini"

    def restore(self, window: QWidget) -> None:
        """Set the window where it stood, as far as that is still on a screen, or else in the middle."""
        settings = self._settings()
        place, edges = _numbers(settings, "place"), _numbers(settings, "edges")
        screens = _screens()
        if len(place) == len(edges) == 4 and min(place[2:]) >= _LEAST:
            around = QMargins(*(min(max(edge, 0), _LEAST) for edge in edges))
            frame = visible_place(QRect(*place) + around, screens)
            window.setGeometry(frame - around)
        elif screens:
            window.setGeometry(in_the_middle(_FIRST_SIZE, screens[0]))
        if settings.value("maximized") == "true":
            window.setWindowState(window.windowState() | Qt.WindowState.WindowMaximized)

    def divide(self, window: QWidget) -> None:
        """Divide the pages as they were divided."""
        settings = self._settings()
        for key, splitter in _splitters(window):
            sizes = _numbers(settings, key)
            if len(sizes) == splitter.count() and min(sizes, default=0) > 0:
                splitter.setSizes(sizes)

    def remember(self, window: QWidget) -> None:
        """Keep how the window stands; where that cannot be kept, the window is none the worse."""
        try:
            make_private_folder(self._file.parent)  # which a purge of everything takes away
            self._file.touch(mode=_PRIVATE)
        except (OSError, AijournalError):
            return
        settings = self._settings()
        settings.setValue("place", _text(_corners(_normal_place(window))))
        settings.setValue("edges", _text(_edges(window)))
        settings.setValue("maximized", "true" if window.isMaximized() else "false")
        for key, splitter in _splitters(window):
            if min(splitter.sizes(), default=0) > 0:  # nothing is known of a part that is hidden
                settings.setValue(key, _text(splitter.sizes()))
        settings.sync()

    def _settings(self) -> QSettings:
        return QSettings(str(self._file), QSettings.Format.IniFormat)


def _splitters(window: QWidget) -> Iterator[tuple[str, QSplitter]]:
    """Yield the splitters that have a name, each with its key: one for each way in which it can lie."""
    for splitter in window.findChildren(QSplitter):
        if splitter.objectName():
            way = "across" if splitter.orientation() is Qt.Orientation.Horizontal else "down"
            yield f"splitters/{splitter.objectName()}-{way}", splitter


def _screens() -> Sequence[QRect]:
    main = QGuiApplication.primaryScreen()
    others = [one for one in QGuiApplication.screens() if one is not main]
    return [one.availableGeometry() for one in ([main] if main else []) + others]


def _region(screens: Sequence[QRect]) -> QRegion:
    region = QRegion()
    for screen in screens:
        region += screen
    return region


def _area(place: QRect) -> int:
    return place.width() * place.height() if place.isValid() else 0


def _edges(window: QWidget) -> tuple[int, int, int, int]:
    """Return how far the frame stands out on the left, at the top, on the right and at the bottom."""
    inner, outer = window.geometry(), window.frameGeometry()
    return (
        inner.left() - outer.left(),
        inner.top() - outer.top(),
        outer.right() - inner.right(),
        outer.bottom() - inner.bottom(),
    )


def _normal_place(window: QWidget) -> QRect:
    """Return where the window stands, or would if it did not fill the screen."""
    normal = window.normalGeometry()
    return normal if normal.isValid() else window.geometry()


def _corners(place: QRect) -> tuple[int, int, int, int]:
    return place.x(), place.y(), place.width(), place.height()


def _text(numbers: Sequence[int]) -> str:
    return " ".join(map(str, numbers))


def _numbers(settings: QSettings, key: str) -> list[int]:
    """Return the numbers under a key, and none where something else stands there."""
    try:
        return [int(part) for part in str(settings.value(key, "")).split()]
    except ValueError:
        return []
