"""Building pages before they are asked for, so that nobody waits for one."""

from collections.abc import Callable
from importlib import import_module

from PySide6.QtCore import QObject, QTimer, Slot

from aijournal.errors import AijournalError
from aijournal.ui.garbage import keep_window_quick
from aijournal.ui.main_window import MainWindow
from aijournal.ui.screen import Screen
from aijournal.ui.worker import Worker

_REST_MS = 1_000  # after a start, when the first rows are there and somebody reads or types
_BETWEEN_MS = 60
# What Trends and Trials load only where there is something to draw, and the library that draws it.
_CHARTS = tuple(f"charts.{name}_chart" for name in ("value", "calendar", "cells", "work", "mix", "course"))
_SMALL = ("quick_log.chip_row", "widgets.toast", "widgets.notice")  # what typing and acting bring


class Warming(QObject):
    """Loads what pages need on a thread of its own, and builds one page at a time when that is done.

    `find_window` returns the window if there is one. A page that is asked for meanwhile is built at once.
    """

    def __init__(self, find_window: Callable[[], MainWindow | None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._find_window = find_window
        self._worker = Worker("loading pages", self)
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self._load)
        self._between = QTimer(self, interval=_BETWEEN_MS)
        self._between.timeout.connect(self._build_one)

    @Slot()
    def begin(self) -> None:
        """Build what is missing, in a while."""
        self._between.stop()
        self._rest.start()

    @Slot()
    def stop(self) -> None:
        """Build nothing more: the pages go."""
        self._rest.stop()
        self._between.stop()
        self._worker.forget()

    def close(self) -> None:
        """Stop, and end the thread."""
        self.stop()
        self._worker.close(drops_waiting=True)

    @Slot()
    def _load(self) -> None:
        self._worker.ask(_load_pages, self._begin_building, _ignore)

    def _begin_building(self, _: None) -> None:
        self._between.start()

    @Slot()
    def _build_one(self) -> None:
        window = self._find_window()
        missing = (
            [screen for screen in Screen if not window.pages.is_built(screen)]
            if window is not None and window.is_furnished
            else []
        )
        if window is None or not missing:
            self._between.stop()
            keep_window_quick()
            return
        _ = window.pages[missing[0]]


def _load_pages() -> None:
    pages = (f"pages.{screen.name.lower()}" for screen in Screen)
    for name in (*pages, *_CHARTS, *_SMALL):
        import_module(f"aijournal.ui.{name}")


def _ignore(_: AijournalError) -> None:
    """Leave it to whoever asks for the page: there it is told."""
