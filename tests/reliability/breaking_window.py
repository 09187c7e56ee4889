"""A driver: the program with its real window, in which one part after another is made to raise.

`break_all PASSPHRASE` breaks everything once, types a draft and ends as a crash does; `come_again PASSPHRASE`
starts anew and closes the window as a person does. The passphrase is empty where there is none. What was seen
goes to stdout.
"""

import os
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import chain
from pathlib import Path
from time import monotonic
from types import SimpleNamespace
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QPushButton

from aijournal import __main__ as program
from aijournal import collect
from aijournal.domain import entry_line
from aijournal.domain.mirror import SignalId
from aijournal.importers.claude_code import records as claude_code_records
from aijournal.importers.codex.importer import Codex
from aijournal.journal import passphrase as passphrase_module
from aijournal.journal import rewriting
from aijournal.journal.backups import Backups
from aijournal.journal.checks import Checks
from aijournal.journal.drafts import Drafts
from aijournal.journal.entries import Entries
from aijournal.journal.journal import Journal
from aijournal.journal.marks import Marks
from aijournal.journal.mirror import MirrorRows
from aijournal.journal.trash import Trash
from aijournal.journal.undo import Undo
from aijournal.journal.verdicts import Verdicts
from aijournal.paths import find_paths
from aijournal.ui import start as window_program
from aijournal.ui.app import App
from aijournal.ui.bug_dialog import BugDialog
from aijournal.ui.entry_detail.pane import EntryPane
from aijournal.ui.entry_table.row_painter import RowPainter
from aijournal.ui.filter_bar.filter_bar import FilterBar
from aijournal.ui.inbox.delegate import InboxDelegate
from aijournal.ui.log_reading import LogSources
from aijournal.ui.main_window import MainWindow
from aijournal.ui.mirror.questions_card import MirrorQuestions
from aijournal.ui.pages import mirror, safety, sources, today, today_view, trends
from aijournal.ui.pages.trend_card import TrendCard
from aijournal.ui.pages.week_card import WeekCard
from aijournal.ui.quick_log.window import QuickLogWindow
from aijournal.ui.rewriting import Rewriting
from aijournal.ui.safety.journal_card import JournalCard
from aijournal.ui.screen import Screen
from aijournal.ui.sources import finding
from aijournal.ui.sources.source_card import SourceCard
from aijournal.ui.stand_ins.locked_page import LockedPage
from aijournal.ui.window_request import WindowLock, WindowRequest
from tests.reliability.canaries import DRAFT, PASSPHRASE, TITLE, Break, called, hardening, raiser
from tests.reliability.driver import answer

_PATIENCE = 20  # seconds
_REPAINTS = 50
_MINE = "copied by the person"


@dataclass(frozen=True, slots=True)
class _Wait:
    """What a play waits for, without keeping the window from anything meanwhile."""

    what: str
    is_so: Callable[[], bool]


_Play = Iterator[_Wait]


class Saboteur:
    """Someone at the window while it breaks, who closes each report that appears."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._loose = SimpleNamespace(work=None)  # where code is called that no part of the program owns
        self._reports: dict[str, str] = {}
        self._copied_unasked: list[str] = []
        self._is_copied = False

    @property
    def _window(self) -> MainWindow:
        return self._app.window

    def break_all(self, passphrase: str | None) -> _Play:
        """Break everything once, type a draft, say what was seen, and crash."""
        QGuiApplication.clipboard().setText(_MINE)
        if passphrase is not None:
            yield from self._unlock(passphrase)
        yield _Wait("an open journal", lambda: self._app.session.is_open)
        yield from self._break_each(self._reading())
        self._app.reading.start()
        yield _Wait("rows in the inbox", lambda: self._window.today.inbox.waiting > 0)
        yield from self._break_each(self._today(), self._asked_journal())
        page = self._window.pages.journal
        page.refresh()
        yield _Wait("a current entry", lambda: page.table.is_settled and page.table.entry is not None)
        yield from self._break_each(self._shown_journal(), self._trends(), self._mirror(), self._sources())
        yield from self._break_each(self._safety(), self._apart())
        yield from self._break(0, self._rewriting(passphrase))
        yield _Wait("open pages", lambda: self._app.session.is_open and self._window.is_furnished)
        yield from self._break_at_every_repaint()
        yield from self._copy()
        yield from self._type_draft()
        left = hasattr(sys, "last_value") or hasattr(sys, "last_traceback")
        answer(
            {
                "reports": self._reports,
                "copied_unasked": self._copied_unasked,
                "copied": self._is_copied,
                "is_error_left": left,
                **hardening(),
            }
        )
        sys.stdout.flush()
        os.abort()

    def come_again(self, passphrase: str | None) -> _Play:
        """Say what stands in the line, and close the window."""
        if passphrase is not None:
            yield _Wait("the page that asks", lambda: self._page is not None)
            self._give(passphrase)
        yield _Wait("pages", lambda: self._window.is_furnished)
        line = self._window.today.quick_log
        yield _Wait("the draft", lambda: bool(line.text))
        answer({"draft": line.text == DRAFT})
        self._window.close()

    @property
    def _page(self) -> LockedPage | None:
        page = self._app.entrance.page
        return page if isinstance(page, LockedPage) and not page.is_busy else None

    def _give(self, passphrase: str) -> None:
        page = self._page
        assert page is not None
        page.field.setText(passphrase)
        QTest.keyClick(page.field, Qt.Key.Key_Return)

    def _unlock(self, passphrase: str) -> _Play:
        """Give the passphrase twice: at first something breaks."""
        yield _Wait("the page that asks", lambda: self._page is not None)
        yield from self._break(
            0, Break("unlocking", passphrase_module, "Passphrase", partial(self._give, passphrase))
        )
        self._app.entrance.show_locked()
        self._give(passphrase)
        yield _Wait("pages", lambda: self._window.is_furnished)

    def _today(self) -> tuple[Break, ...]:
        line, inbox = self._window.today.quick_log._line, self._window.today.inbox
        refresh = self._window.today.refresh
        return (
            Break("typing", entry_line, "parse_entry_line", partial(QTest.keyClicks, line, "q")),
            Break("logging", Verdicts, "log", partial(QTest.keyClick, line, Qt.Key.Key_Return)),
            Break("asking for today", today_view, "today_view", refresh),
            Break("showing today", today.TodayPage, "_day_and_share", refresh),
            Break("showing the week", WeekCard, "show_week", refresh),
            Break("painting a row", InboxDelegate, "_paint_text", inbox._view.viewport().update),
            Break("judging", Verdicts, "assess", partial(QTest.keyClicks, inbox._view, "48w")),
            Break("doing again", Undo, "redo", self._window._taking_back.redo),
            Break("keeping a draft", Drafts, "keep", self._draft),
        )

    def _draft(self) -> None:
        """Type one more letter first: what was typed before may have been kept by the timer meanwhile."""
        QTest.keyClicks(self._window.today.quick_log._line, "r")
        self._app.parts.drafts.flush()

    def _asked_journal(self) -> tuple[Break, ...]:
        page = self._window.pages.journal
        return (
            Break("outlining", Entries, "outline", partial(self._show, Screen.JOURNAL)),
            Break("listing", Entries, "from_anchor", page.refresh),
        )

    def _shown_journal(self) -> tuple[Break, ...]:
        page, entry = self._window.pages.journal, self._window.today.inbox._view.entry
        assert entry is not None
        table, pane, peek = page.table, page.pane, self._app.parts.peek
        return (
            Break("opening an entry", Entries, "detail", partial(pane._ask_detail, entry.interaction.id)),
            Break("showing an entry", EntryPane, "_clear", partial(pane.show_entry, None)),
            Break("painting the table", RowPainter, "_paint_words", table.view.viewport().update),
            Break("searching", FilterBar, "wanted", partial(self._search, TITLE)),
            Break("deleting", Trash, "delete", table.delete_asked.emit),
            Break("peeking", LogSources, "importer_of", partial(peek.ask, entry)),
        )

    def _reading(self) -> tuple[Break, ...]:
        start = self._app.reading.start
        return (
            Break("reading a record", claude_code_records, "time_of", start),
            Break("reading a log", Codex, "read", start),
            Break("storing a log", collect._Collection, "_store", start),
        )

    def _trends(self) -> tuple[Break, ...]:
        page = self._window.pages.trends
        add_mark = partial(page.card.marks.add_asked.emit, date(2026, 3, 2), TITLE)
        return (
            Break("asking for trends", trends, "trends_view", partial(self._show, Screen.TRENDS)),
            Break("showing trends", TrendCard, "show_view", page.refresh),
            Break("marking", Marks, "add", add_mark),
        )

    def _mirror(self) -> tuple[Break, ...]:
        page = self._window.pages.mirror
        put_aside = partial(page.questions.put_aside_asked.emit, SignalId.TAIL)
        bring_back = partial(page.questions.bring_back_asked.emit, SignalId.TAIL)
        return (
            Break("asking for the mirror", mirror, "mirror_view", partial(self._show, Screen.MIRROR)),
            Break("showing the mirror", MirrorQuestions, "show_signals", page.refresh),
            Break("putting a question aside", MirrorRows, "pause", put_aside),
            Break("bringing a question back", MirrorRows, "resume", bring_back),
        )

    def _sources(self) -> tuple[Break, ...]:
        page = self._window.pages.sources
        look = partial(page.look_into, [Path(f"/home/dev/{TITLE}")])
        return (
            Break("asking for sources", sources, "source_ledgers", partial(self._show, Screen.SOURCES)),
            Break("looking for sources", Codex, "discover", page.refresh),
            Break("showing a source", SourceCard, "show_source", page.refresh),
            Break("looking into a folder", finding, "_look", look),
        )

    def _safety(self) -> tuple[Break, ...]:
        checking, page = self._app.parts.checking, self._window.pages.safety
        return (
            Break("asking for safety", safety, "safety_view", partial(self._show, Screen.SAFETY)),
            Break("showing safety", JournalCard, "show_view", page.refresh),
            Break("checking", Checks, "full", self._check),
            Break("checking quickly", Checks, "quick", checking.look),
            Break("backing up when due", Backups, "take_if_due", self._app.parts.upkeep.back_up),
            Break("backing up", Backups, "take", page.backups.backup_asked.emit),
        )

    def _check(self) -> None:
        """Check everything, after the check that may be due by itself: one asked for meanwhile is none."""
        checking = self._app.parts.checking
        if checking.is_checking:
            QTimer.singleShot(10, self._check)
        else:
            checking.start()

    def _apart(self) -> tuple[Break, ...]:
        ask = partial(WindowLock(find_paths()).ask, WindowRequest.QUICK_LOG)
        loose = self._loose
        return (
            Break("coming forward", QuickLogWindow, "come_forward", ask),
            Break("watching", Journal, "data_version", self._app.journal._look_for_changes),
            Break("any thread", loose, "work", lambda: threading.Thread(target=loose.work).start()),
            Break("any timer", loose, "work", lambda: QTimer.singleShot(0, loose.work)),
        )

    def _rewriting(self, passphrase: str | None) -> Break:
        act = (
            partial(self._app.parts.whole.rewrite, Rewriting.CHANGE, passphrase, f"new {PASSPHRASE}")
            if passphrase is not None
            else partial(self._app.parts.whole.rewrite, Rewriting.ENCRYPT, "", PASSPHRASE)
        )
        return Break("rewriting", rewriting, "rewrite", act)

    def _break_each(self, *rooms: tuple[Break, ...]) -> _Play:
        for number, one in enumerate(chain.from_iterable(rooms)):
            yield from self._break(number, one)

    def _break(self, number: int, one: Break) -> _Play:
        """Break a part, wait for the report, and close it; others that come late are closed as well."""
        with one.in_force(number):
            QTimer.singleShot(0, one.act)
            yield _Wait(one.name, partial(self._hears_of, one.name))

    def _hears_of(self, name: str) -> bool:
        dialog = _dialog()
        if dialog is None:
            return False
        text = _text(dialog)
        dialog.reject()
        if QGuiApplication.clipboard().text() != _MINE:
            self._copied_unasked.append(name)
        if called(name) not in text:
            return False
        self._reports[name] = text
        return True

    def _break_at_every_repaint(self) -> _Play:
        """Break what is called again and again, as the drawing of a row is."""
        port = self._window.today.inbox._view.viewport()
        self._show(Screen.TODAY)
        with Break("every repaint", InboxDelegate, "_paint_text", port.update).in_force(0):
            for _ in range(_REPAINTS):
                port.update()
                yield _Wait("the next moment", lambda: True)
            yield _Wait("every repaint", partial(self._hears_of, "every repaint"))

    def _copy(self) -> _Play:
        """Press the button that copies, and see whether that copied the text of the report."""
        QTimer.singleShot(0, raiser("copying"))
        yield _Wait(
            "a report", lambda: (shown := _dialog()) is not None and called("copying") in _text(shown)
        )
        dialog = _dialog()
        assert dialog is not None
        text = _text(dialog)
        before = QGuiApplication.clipboard().text()
        next(button for button in dialog.findChildren(QPushButton) if "Copy" in button.text()).click()
        self._is_copied = before == _MINE and QGuiApplication.clipboard().text() == text

    def _type_draft(self) -> _Play:
        """Type a draft, and wait until the journal holds it."""
        self._show(Screen.TODAY)
        line, drafts = self._window.today.quick_log._line, self._app.parts.drafts
        line.clear()
        QTest.keyClicks(line, DRAFT)
        kept: list[str] = []

        def is_kept() -> bool:
            drafts.ask("quick log", kept.append)
            return DRAFT in kept

        yield _Wait("a draft that is kept", is_kept)

    def _show(self, screen: Screen) -> None:
        self._window.show_page(screen)

    def _search(self, text: str) -> None:
        search = self._window.pages.journal.filter_bar.search
        search.type(text)
        self._window.pages.journal.refresh()
        search.empty()


class _SabotagedApp(App):
    """The program as it is, with someone at its window as soon as that is shown."""

    def __init__(self, act: str, passphrase: str | None, *arguments: Any) -> None:
        self._play: _Play | None = None
        super().__init__(*arguments)
        self._play = getattr(Saboteur(self), act)(passphrase)

    def show(self, request: WindowRequest = WindowRequest.COME_FORWARD) -> None:
        super().show(request)
        play, self._play = self._play, None
        if play is not None:
            _play(play)


def _dialog() -> BugDialog | None:
    shown = (one for one in QApplication.topLevelWidgets() if isinstance(one, BugDialog) and one.isVisible())
    return next(shown, None)


def _text(dialog: BugDialog) -> str:
    (edit,) = dialog.findChildren(QPlainTextEdit)
    return str(edit.toPlainText())


def _play(play: _Play) -> None:
    """Go on with a play whenever what it waits for is so; where that never comes, end it all."""
    timer, waiting = QTimer(QApplication.instance(), interval=1), [_Wait("the window", lambda: True)]
    patience = monotonic() + _PATIENCE

    def go_on() -> None:
        nonlocal patience
        if waiting[0].is_so():
            waiting[0] = next(play, _Wait("the end", lambda: False))
            patience = monotonic() + _PATIENCE
        elif monotonic() > patience:
            sys.stderr.write(f"waited in vain for {waiting[0].what}\n")
            sys.stderr.flush()
            os._exit(99)

    timer.timeout.connect(go_on)
    timer.start()


def _main(act: str, passphrase: str) -> int:
    """Start the program as a shell would, and let someone come to its window."""
    setattr(window_program, "App", partial(_SabotagedApp, act, passphrase or None))  # noqa: B010 - no such type
    sys.argv[1:] = []
    return program.main()


if __name__ == "__main__":
    sys.exit(_main(*sys.argv[1:]))
