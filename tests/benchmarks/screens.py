"""What an encrypted journal costs in the window: the same walk through every page of both, side by side."""

import threading
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Self

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from aijournal.importers.claude_code.importer import ClaudeCode
from aijournal.paths import Paths
from aijournal.settings import Settings
from aijournal.ui.app import App
from aijournal.ui.clock import Clock
from aijournal.ui.pages.journal import JournalPage
from aijournal.ui.screen import Screen
from aijournal.ui.stand_ins.locked_page import LockedPage
from aijournal.ui.worker import Worker
from tests.benchmarks.encrypted import PASSPHRASE, twins
from tests.benchmarks.questions import NOW, WORD, ZONE
from tests.benchmarks.table import Measure

START = "start to Today, with the passphrase typed"
_SIZE = QSize(1_600, 1_000)
_MOST_ROUNDS = 6
_LONGEST = 120.0  # seconds, after which the window will not answer any more
_LONGEST_CHAIN = 4  # of questions of which each follows from the answer to the one before
_BREATH = 0.0005  # seconds between two turns of the event loop, in which other threads get to work


@dataclass(frozen=True, slots=True)
class Act:
    """Something that a person does in the window, and then waits for."""

    name: str
    do: Callable[[App], object]


def _show(screen: Screen) -> Act:
    return Act(f"{screen.name.capitalize()}, first", lambda app: app.window.show_page(screen))


def _show_changed(screen: Screen) -> Act:
    """Return the act of turning to a page after something was changed elsewhere, so that it asks again."""

    def do(app: App) -> None:
        app.journal.entries_changed.emit()
        app.window.show_page(screen)

    return Act(f"{screen.name.capitalize()}, after a change", do)


def judge(app: App) -> None:
    """Say that the open row helped and would have been slower without AI, by its two keys."""
    for key in (Qt.Key.Key_4, Qt.Key.Key_W):
        QTest.keyClick(app.window.today.inbox._view, key)


def _log(app: App) -> None:
    quick_log = app.window.today.quick_log
    quick_log.type("fixed the flaky test #field-notes @claude +2 20m")
    quick_log.save()


ACTS = (
    *map(
        _show,
        (
            *(Screen.JOURNAL, Screen.TRENDS, Screen.MIRROR, Screen.TRIALS, Screen.REPORTS),
            *(Screen.SOURCES, Screen.SAFETY, Screen.SETTINGS),
        ),
    ),
    *map(
        _show_changed,
        (
            *(Screen.TRENDS, Screen.MIRROR, Screen.TRIALS, Screen.SOURCES, Screen.SAFETY),
            *(Screen.SETTINGS, Screen.TODAY),
        ),
    ),
    Act("a verdict", judge),
    Act("taking it back", lambda app: app.window.today.inbox.undo()),
    Act("a logged line", _log),
    _show_changed(Screen.JOURNAL),
    Act("an entry's detail", lambda app: app.window.pages.journal.table.view.open_row(7)),
    Act("a jump to the first entry of all", lambda app: app.window.pages.journal.table.view.open_row(10**9)),
    Act("search: a word", lambda app: app.window.pages.journal.filter_bar.search.type(WORD)),
)


def measure_screens(
    qt: QApplication, paths: Paths, folder: Path, runs: int, tell: Callable[[str], None]
) -> Iterator[Measure]:
    """Measure from each act until its answers are painted, in both windows in turn, which show the same."""
    taken: dict[str, list[tuple[float, float]]] = defaultdict(list)
    with twins(paths, folder, tell) as (secret, plain):
        for _ in _walk(qt, secret, plain, begins_plain=True):
            pass  # loads what the process needs from then on
        for run in range(min(runs, _MOST_ROUNDS)):
            for name, ours, floor in _walk(qt, secret, plain, begins_plain=run % 2 == 1):
                taken[name].append((ours, floor))
    for name, pairs in taken.items():
        yield Measure(f"encrypted / plain: {name}", *map(tuple, zip(*pairs, strict=True)))


def _walk(
    qt: QApplication, secret: Paths, plain: Paths, *, begins_plain: bool
) -> Iterator[tuple[str, float, float]]:
    """Open both journals anew, and yield each act with the seconds that it took in either."""
    with ExitStack() as stack:
        ours, floor = Stage(qt, secret), Stage(qt, plain)
        stages: Sequence[Stage] = (floor, ours) if begins_plain else (ours, floor)
        for stage in stages:
            stack.enter_context(stage)
        yield START, ours.taken, floor.taken
        for act in ACTS:
            for stage in stages:
                stage.play(act)
            if ours.words() != floor.words():
                raise RuntimeError(f"{act.name}: {ours.words()} is not {floor.words()}")
            yield act.name, ours.taken, floor.taken


class Stage:
    """The program with its window, off screen; `taken` is how many seconds the latest act took."""

    def __init__(self, qt: QApplication, paths: Paths) -> None:
        self.taken = 0.0
        self._qt = qt
        self._paths = paths

    def __enter__(self) -> Self:
        began = perf_counter()
        environment = {"HOME": str(self._paths.data.parents[1])}  # of both, where no tool has logs
        settings, clock = Settings(is_introduced=True), Clock(ZONE, lambda: NOW)
        self.app = App(self._qt, self._paths, settings, clock, (ClaudeCode(),), environment)
        self.app.session.opened.connect(self.app.parts.upkeep.stop)  # a backup is measured by itself
        self.app.window.resize(_SIZE)
        self.app.show()
        self._wait(lambda: self.app.session.is_open or isinstance(self.app.entrance.page, LockedPage))
        if isinstance(self.app.entrance.page, LockedPage):
            QTest.keyClicks(self.app.entrance.page.field, PASSPHRASE)
            self.app.entrance.page.open_button.click()
            self._wait(lambda: self.app.session.is_open)
        self._settle(began)
        return self

    def __exit__(self, *_: object) -> None:
        self.app.close()
        self.app.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def play(self, act: Act) -> None:
        """Do something, and wait until everything that it asked for is painted.

        What a page draws a moment later, while the person begins to read, is waited for and not counted.
        """
        began = perf_counter()
        act.do(self.app)
        self._settle(began)
        trends = self.app.window.pages.trends
        self._wait(lambda: trends.is_settled or not trends.isVisible())

    def wait_for_pages(self) -> None:
        """Wait until every page was built, which happens by itself."""
        pages = self.app.window.pages
        self._wait(lambda: all(map(pages.is_built, Screen)))

    def words(self) -> tuple[object, ...]:
        """Return what the page says, which must be the same of both journals: of Safety, its counts."""
        pages = self.app.window.pages
        page = next(pages[screen] for screen in Screen if pages[screen].isVisible())
        if page is pages.safety and pages.safety.view is not None:
            return pages.safety.view.entries, pages.safety.view.trash
        texts = (one.text() for one in page.findChildren(QLabel) if one.isVisible())
        return pages.trends.view, *(text for text in texts if "settings.json" not in text)  # each has its own

    def _settle(self, began: float) -> None:
        for _ in range(_LONGEST_CHAIN):
            self._wait_for_workers()
        self._wait(lambda: is_settled(self.app.window.pages.journal))
        self._qt.processEvents()  # paints what changed; painting the whole window is what nobody waits for
        self.taken = perf_counter() - began

    def _wait_for_workers(self) -> None:
        """Wait for the answer to all that was asked until now, whoever asked."""
        workers = self.app.findChildren(Worker)
        done: list[object] = []
        for worker in workers:
            worker.ask(lambda: None, done.append, done.append)
        self._wait(lambda: len(done) == len(workers))

    def _wait(self, is_done: Callable[[], bool]) -> None:
        """Let the event loop turn until something is so."""
        breath, until = threading.Event(), perf_counter() + _LONGEST
        while not is_done():
            if perf_counter() > until:
                raise TimeoutError(f"the window on {self._paths.journal} does not answer")
            breath.wait(_BREATH)
            self._qt.processEvents()


def is_settled(page: JournalPage) -> bool:
    """Whether each row that is seen is there, and the entry beside them; a page that is not seen may wait."""
    is_listed = page.table.is_settled or not page.table.count
    return not page.isVisible() or (is_listed and page.pane.is_settled)
