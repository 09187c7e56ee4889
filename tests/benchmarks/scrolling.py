"""How long the window's thread is busy with each step through the table of a large journal."""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from statistics import median
from time import perf_counter, thread_time

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from aijournal.journal.journal import Journal
from aijournal.paths import Paths
from aijournal.settings import Settings
from aijournal.ui.actions.bindings import Bindings
from aijournal.ui.clock import Clock
from aijournal.ui.drafts import DraftKeeper
from aijournal.ui.journal_thread import JournalThread
from aijournal.ui.log_reading import LogSources
from aijournal.ui.pages.journal import JournalPage
from aijournal.ui.prompt_peek import PromptPeek
from aijournal.ui.theme import Theme

FRAME_MS = 16.0
_SIZE = (1_600, 1_000)
_BREATH = 0.0005  # seconds between two turns of the event loop, in which other threads get to work
_MOST_TURNS = 20_000


@dataclass(frozen=True, slots=True)
class StepTimes:
    """One way of moving, repeated; all times in milliseconds.

    `busy` is how long the window's thread was held by a step, from the key to its rows painted for the
    first time; `worked` is the processor time of that thread alone, which other programs cannot stretch.
    `settled` is how long it took until every row that is seen was there, and the pane beside it.
    """

    name: str
    steps: int
    busy_median: float
    busy_most: float
    worked_median: float
    worked_most: float
    settled_median: float
    settled_most: float

    @property
    def fits_a_frame(self) -> bool:
        """Whether no step holds the window for longer than a frame."""
        return self.worked_most <= FRAME_MS and self.busy_median <= FRAME_MS


def measure_scrolling(qt: QApplication, paths: Paths, clock: Clock, steps: int = 60) -> tuple[StepTimes, ...]:
    """Open the journal at `paths` in the Journal page off screen, and move through it in every way."""
    with _opened(qt, paths, clock) as page:
        view = page.table.view
        bar = view.verticalScrollBar()
        ways: Sequence[tuple[str, Callable[[int], object]]] = (
            ("one row down", lambda _: QTest.keyClick(view, Qt.Key.Key_Down)),
            ("page down", lambda _: QTest.keyClick(view, Qt.Key.Key_PageDown)),
            ("end, home", lambda step: QTest.keyClick(view, Qt.Key.Key_Home if step % 2 else Qt.Key.Key_End)),
            ("drag", lambda step: bar.setValue(bar.maximum() * (step * 37 % steps) // steps)),
            ("wheel", lambda _: bar.setValue(bar.value() + 3 * bar.singleStep())),
        )
        return tuple(_measured(qt, page, name, move, steps) for name, move in ways)


@contextmanager
def _opened(qt: QApplication, paths: Paths, clock: Clock) -> Iterator[JournalPage]:
    theme = Theme(qt)
    thread = JournalThread(partial(Journal.open, paths, Settings(), clock.zone))
    peek = PromptPeek(LogSources((), {}))
    page = JournalPage(
        theme,
        thread,
        peek,
        clock,
        drafts=DraftKeeper(thread, clock, thread),
        bindings=Bindings(parent=thread),
    )
    thread.open()
    page.resize(*_SIZE)
    page.show()
    page.table.view.setFocus()
    try:
        _settle(qt, page)
        yield page
    finally:
        peek.close()
        thread.close()
        for part in (page, thread, peek, theme):
            part.deleteLater()


def _measured(
    qt: QApplication, page: JournalPage, name: str, move: Callable[[int], object], steps: int
) -> StepTimes:
    busy, worked, settled = [], [], []
    for step in range(steps):
        began, began_work = perf_counter(), thread_time()
        move(step)
        qt.processEvents()
        busy.append(1e3 * (perf_counter() - began))
        worked.append(1e3 * (thread_time() - began_work))
        _settle(qt, page)
        settled.append(1e3 * (perf_counter() - began))
    figures = (figure for times in (busy, worked, settled) for figure in (median(times), max(times)))
    return StepTimes(name, steps, *figures)


def _settle(qt: QApplication, page: JournalPage) -> None:
    """Let the event loop turn until every row that is seen is there, and the entry beside it."""
    breath = threading.Event()
    for _ in range(_MOST_TURNS):
        qt.processEvents()
        if page.table.is_settled and page.pane.is_settled:
            return
        breath.wait(_BREATH)
    raise TimeoutError(f"{page.table.count} entries, and no rows")
