"""The person at the window: opens every screen and what stands over it, and does what people do there."""

import json
import os
import sys
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from time import monotonic
from typing import Any, NoReturn

from gallery.subjects import OVERLAYS, PAGES
from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit

from aijournal.offline import NetworkLock
from aijournal.ui import start
from aijournal.ui.app import App
from aijournal.ui.screen import Screen
from aijournal.ui.window_request import WindowRequest
from tests.offline.scene import SAVED
from tests.offline.sockets import doors, to_networks
from tests.reliability.canaries import MARK, TYPED

_PATIENCE = 60.0  # seconds for one act
_BREATH = 400  # ms in which a screen shows what it was told


@dataclass(frozen=True, slots=True)
class Order:
    """Where to report to, for how long to stay at least, and a word to type that occurs nowhere else."""

    report: Path
    seconds: float
    word: str


class Visitor:
    """Does one act after another, and looks after each at which sockets the process holds."""

    def __init__(self, app: App, order: Order, network: NetworkLock) -> None:
        self._app = app
        self._order = order
        self._until = monotonic() + order.seconds
        self._network = network
        self._before = doors()
        self._seen: list[str] = []
        self._sockets: dict[str, list[str]] = {}

    def visit(self) -> None:
        """Do everything at least once, and again until the time is over; then close the window."""
        self._wait(lambda: self._app.session.is_open)
        rounds = 0
        while not rounds or monotonic() < self._until:
            for name, act in self._acts():
                act()
                self._settle()
                self._seen.append(name)
                if found := to_networks():
                    self._sockets[name] = found
            rounds += 1
        self._write(rounds)
        self._app.ending.quit()

    def _acts(self) -> Iterator[tuple[str, Callable[[], object]]]:
        yield "log a line", self._log
        yield "read the logs of the tools", self._read_logs
        for name, subject in {**PAGES, **OVERLAYS}.items():
            yield name, partial(self._look, subject)
        yield "judge", self._judge
        yield "search", self._search
        yield "back up", self._app.window.pages.safety.backups.back_up.click
        yield "check everything", self._check
        yield "export everything", self._export

    def _look(self, subject: Callable[..., Iterator[Any]]) -> None:
        for _ in subject(self._app, self._settle):
            pass

    def _log(self) -> None:
        self._app.window.show_page(Screen.TODAY)
        line = self._app.window.today.quick_log
        line.type(f"{self._order.word} {TYPED} +1 20m")
        QTest.keyClick(line._line, Qt.Key.Key_Return)
        self._wait(lambda: line.text == "")

    def _read_logs(self) -> None:
        done: list[bool] = []
        finished = self._app.reading.finished.connect(lambda *_: done.append(True))
        self._app.window._actions.run("logs.read")
        self._wait(lambda: bool(done))
        self._app.reading.finished.disconnect(finished)

    def _judge(self) -> None:
        self._app.window.show_page(Screen.TODAY)
        self._settle()
        QTest.keyClick(self._app.window.today.inbox, Qt.Key.Key_Escape)
        for key in ("4", "w", "5", "q"):
            focused = QApplication.focusWidget()
            if focused is not None:
                QTest.keyClicks(focused, key)

    def _search(self) -> None:
        self._app.window.show_page(Screen.JOURNAL)
        search = self._app.window.pages.journal.filter_bar.search
        search.type(self._order.word)
        self._settle()
        search.type("")

    def _check(self) -> None:
        done: list[bool] = []
        finished = self._app.parts.checking.finished.connect(lambda *_: done.append(True))
        self._app.window.pages.safety.journal.check.click()
        self._wait(lambda: bool(done))
        self._app.parts.checking.finished.disconnect(finished)

    def _export(self) -> None:
        """Save by the dialog for files, into the folder for that of the person's home."""
        self._app.window.show_page(Screen.SAFETY)
        export = self._app.window.pages.safety.export
        export.choose_file()
        self._wait(lambda: _dialog() is not None)
        self._seen.append("the dialog for files")
        place = Path.home() / SAVED / f"{len(self._seen)}.jsonl"
        place.unlink(missing_ok=True)  # or the dialog would ask about it
        dialog = _dialog()
        if dialog is not None:
            dialog.setDirectory(str(place.parent))
            for name in dialog.findChildren(QLineEdit):
                name.setText(place.name)
                QTest.keyClick(name, Qt.Key.Key_Return)
        self._wait(lambda: place.exists() and not export.is_busy)

    def _settle(self) -> None:
        waiting = QEventLoop()
        QTimer.singleShot(_BREATH, waiting.quit)
        waiting.exec()
        answered: list[bool] = []
        self._app.journal.read(lambda _: None, lambda _: answered.append(True))
        self._wait(lambda: bool(answered))

    def _wait(self, is_so: Callable[[], bool]) -> None:
        patience = monotonic() + _PATIENCE
        while not is_so():
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
            if monotonic() > patience:
                _give_up(f"waited in vain after {self._seen[-1:]}")

    def _write(self, rounds: int) -> None:
        seen = {
            "lock": self._network.state.value,
            "reason": self._network.reason,
            "platform": QGuiApplication.platformName(),
            "rounds": rounds,
            "visited": self._seen,
            "sockets to networks": self._sockets,
            "doors before": sorted(self._before),
            "doors after": sorted(doors()),
            "clipboard": MARK in QApplication.clipboard().text().lower(),
        }
        self._order.report.write_text(json.dumps(seen, indent=2), encoding="utf-8")


class _VisitedApp(App):
    """The program as it is, with a visitor as soon as its window is shown."""

    def __init__(self, come: Callable[[App], Visitor], *arguments: Any) -> None:
        self._visitor: Visitor | None = None
        super().__init__(*arguments)
        self._visitor = come(self)

    def show(self, request: WindowRequest = WindowRequest.COME_FORWARD) -> None:
        super().show(request)
        visitor, self._visitor = self._visitor, None
        if visitor is not None:
            QTimer.singleShot(0, partial(_visit, visitor))


def _visit(visitor: Visitor) -> None:
    """End it all where the visit itself goes wrong, which the program would only report."""
    try:
        visitor.visit()
    except Exception as error:  # noqa: BLE001 - it is told
        _give_up("".join(traceback.format_exception(error)))


def _give_up(words: str) -> NoReturn:
    sys.stderr.write(f"{words}\n")
    sys.stderr.flush()
    os._exit(99)


def _dialog() -> QFileDialog | None:
    shown = (
        one for one in QApplication.topLevelWidgets() if isinstance(one, QFileDialog) and one.isVisible()
    )
    return next(shown, None)


def expect_visitor(order: Order, network: NetworkLock) -> None:
    """Let a visitor come to the window that the program is about to open."""
    come = partial(Visitor, order=order, network=network)
    setattr(start, "App", partial(_VisitedApp, come))  # noqa: B010 - no such type
