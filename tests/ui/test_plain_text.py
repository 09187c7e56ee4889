"""Text from logs and people is shown, never obeyed: Qt would otherwise read the files that markup names."""

import json
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from aijournal.domain.assessment import Assessment, Door, Outcome
from aijournal.domain.entry_line import EntryLine
from aijournal.domain.saved_view import EntryView
from aijournal.errors import AijournalError
from aijournal.journal.journal import Journal
from aijournal.paths import Paths
from aijournal.ui.app import App
from aijournal.ui.bug_dialog import BugDialog
from aijournal.ui.failure import error_box
from aijournal.ui.screen import Screen
from tests.ui.stage import BERLIN, IMPORTERS, NOW, staged, with_journal
from tests.ui.walking import settle, shown_widgets

MARKUP = '<img src="/canary"><b>bold</b>'
PROMPT = (
    '{"type":"user","uuid":"u-1","sessionId":"s-1","cwd":"/home/someone/shop","version":"2.0.1",'
    '"timestamp":"2026-11-20T10:00:00Z","isSidechain":false,"userType":"external",'
    '"message":{"role":"user","content":"<img src=/canary><b>bold</b>"}}\n'
    '{"type":"assistant","uuid":"a-1","sessionId":"s-1","cwd":"/home/someone/shop","version":"2.0.1",'
    '"timestamp":"2026-11-20T10:00:09Z","isSidechain":false,"requestId":"req_1","message":{"id":"msg_1",'
    '"role":"assistant","model":"claude-sonnet-4-5","content":[],"stop_reason":"end_turn",'
    '"usage":{"input_tokens":9,"output_tokens":9}}}\n'
)


def _log_markup(journal: Journal) -> None:
    verdict = Assessment(outcome=Outcome.HELPED, net_minutes=10.0)
    line = EntryLine(MARKUP, project=MARKUP, tool=MARKUP, task=MARKUP, assessment=verdict)
    journal.log(line, NOW, Door.QUICK_LOG)


@pytest.fixture
def marked(qapp: QApplication, paths: Paths, home: Path, qtbot: QtBot) -> Iterator[App]:
    """Play the program on a log and an entry that are full of markup."""
    log = home / ".claude" / "projects" / "-home-someone-shop" / "s-1.jsonl"
    log.parent.mkdir(parents=True)
    log.write_text(PROMPT, encoding="utf-8")
    with_journal(paths, _log_markup)
    with staged(qapp, paths, {"HOME": str(home)}, importers=IMPORTERS) as app:
        app.show()
        with qtbot.waitSignal(app.reading.finished, timeout=10_000):
            app.reading.start()
        qtbot.waitUntil(lambda: app.window.today.inbox.waiting == 1)
        yield app


def _assert_plain(parent: QWidget) -> int:
    """Check every label, and every tool tip, and return how many of them hold markup."""
    holding = 0
    for widget in [parent, *parent.findChildren(QWidget)]:
        assert "<img" not in widget.toolTip()
        if isinstance(widget, QLabel) and "<" in widget.text():
            assert widget.textFormat() is Qt.TextFormat.PlainText
            holding += 1
    return holding


def test_markup_from_logs_and_people_stays_text(marked: App, qtbot: QtBot) -> None:
    today = marked.window.today
    today.quick_log.type(f'{MARKUP} #"{MARKUP.replace(chr(34), "")}"')
    with qtbot.waitSignal(today.said):
        QTest.keyClick(today.quick_log._line, Qt.Key.Key_Return)
    assert MARKUP in marked.window.toast._words.text()
    model = today.inbox._model
    qtbot.waitUntil(lambda: model.index(0).data() == "<img src=/canary><b>bold</b>")
    marked.window.furniture.notice.show_error(AijournalError(MARKUP, MARKUP))
    assert _assert_plain(marked.window) >= 3
    marked.window.show_page(Screen.TRENDS)
    qtbot.waitUntil(lambda: marked.window.trends._tool.count() > 1)
    assert marked.window.trends._tool.itemText(1) == MARKUP
    _assert_plain(marked.window)


def test_dialogs_show_markup_as_text(qtbot: QtBot) -> None:
    box = error_box(AijournalError(MARKUP, MARKUP))
    bug = BugDialog(MARKUP)
    for dialog in (box, bug):
        qtbot.addWidget(dialog)
        dialog.show()
    assert _assert_plain(box) >= 1
    assert _assert_plain(bug) == 0
    assert bug._text.toPlainText() == MARKUP


# What a log, an import or somebody else's spreadsheet may hold.
HOSTILE = (
    MARKUP,
    "endless" * 1_430,
    "words without end " * 560,
    "left\N{RIGHT-TO-LEFT OVERRIDE}thgir\N{LEFT-TO-RIGHT ISOLATE}back",
    "\N{FAMILY}\N{ZERO WIDTH JOINER}\N{FACE WITH TEARS OF JOY}\N{VARIATION SELECTOR-16}" * 40,
    "one\ntwo\r\nthree\N{LINE SEPARATOR}four\N{PARAGRAPH SEPARATOR}five\tsix",
    "nul\0bell\a\x1b[31mred",
    "e" + "\N{COMBINING ACUTE ACCENT}" * 400,
)
_NEVER_DRAWN = "\0\a\x1b\N{RIGHT-TO-LEFT OVERRIDE}\N{LEFT-TO-RIGHT ISOLATE}"
_LINE_ENDS = "\n\r\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}"
_MS_AT_MOST = 100


def _log_hostile(journal: Journal) -> None:
    for number, text in enumerate(HOSTILE):
        moment = NOW - timedelta(hours=number)
        verdict = Assessment(
            outcome=Outcome.HELPED, net_minutes=10.0, note=text, bottleneck=text, unblocked=text
        )
        words = EntryLine(text, project=text, tool=text, model=text, task=text, tags=(text,), url=text)
        journal.log(
            replace(words, started_at=moment.astimezone(BERLIN), assessment=verdict), NOW, Door.QUICK_LOG
        )
        journal.log(replace(words, started_at=moment.astimezone(BERLIN)), NOW, Door.QUICK_LOG)
        journal.bottlenecks.add(text, None, None, NOW)
        journal.marks.add(moment.date(), text, NOW)
        journal.saved_views.save(text, EntryView(), NOW)


def _write_hostile_logs(folder: Path) -> None:
    """Write a session for each text, which is its prompt, its model and the name of its project."""
    for number, text in enumerate(HOSTILE):
        log = folder / f"-{number}" / f"s-{number}.jsonl"
        log.parent.mkdir(parents=True)
        words = json.dumps(text.replace("/", "|"))[1:-1]
        session = PROMPT.replace("<img src=/canary><b>bold</b>", json.dumps(text)[1:-1])
        for plain, hostile in (("claude-sonnet-4-5", words), ("/home/someone/shop", f"/home/{words}")):
            session = session.replace(plain, hostile)
        for name in ("s-1", "u-1", "a-1", "req_1", "msg_1"):
            session = session.replace(name, f"{name}{number}")
        log.write_text(session.replace("T10:", f"T{8 + number:02}:"), encoding="utf-8")


@pytest.fixture
def besieged(qapp: QApplication, paths: Paths, home: Path, qtbot: QtBot) -> Iterator[App]:
    """Play the program on a journal and on logs in which everything that is text means harm."""
    with_journal(paths, _log_hostile)
    _write_hostile_logs(home / ".claude" / "projects")
    with staged(qapp, paths, {"HOME": str(home)}, importers=IMPORTERS) as app:
        app.show()
        with qtbot.waitSignal(app.reading.finished, timeout=10_000):
            app.reading.start()
        qtbot.waitUntil(lambda: app.window.today.inbox.waiting == len(HOSTILE))
        yield app


@pytest.mark.parametrize("screen", Screen, ids=lambda screen: screen.name.lower())
def test_whatever_a_text_holds_it_is_shown_as_text(besieged: App, screen: Screen, qtbot: QtBot) -> None:
    besieged.window.show_page(screen)
    settle(besieged, qtbot)
    if screen is Screen.JOURNAL:
        view = besieged.window.pages.journal.table.view
        view.setCurrentIndex(view.model().index(1, 0))
        settle(besieged, qtbot)
    for widget in shown_widgets(besieged.window):
        assert not isinstance(widget, QTextEdit), "it obeys markup"
        assert "<img" not in widget.toolTip()
        assert not _is_obeyed(widget)
        assert not _at_fault(widget), f"{type(widget).__name__}: {_at_fault(widget)[:80]!r}"


def _is_obeyed(widget: QWidget) -> bool:
    if not isinstance(widget, QLabel) or not widget.text():
        return False
    return widget.textFormat() is not Qt.TextFormat.PlainText


def _at_fault(widget: QWidget) -> str:
    """Return a text of a widget that breaks its line, or holds what cannot be drawn."""
    one_line = [widget.accessibleName()]
    if isinstance(widget, QLabel):
        if widget.wordWrap():
            return widget.text() if set(widget.text()) & set(_NEVER_DRAWN) else ""
        one_line.append(widget.text())
    if isinstance(widget, QAbstractButton):
        one_line.append(widget.text())
    if isinstance(widget, QComboBox):
        one_line += [widget.itemText(row) for row in range(widget.count())]
    if isinstance(widget, QAbstractItemView) and widget.model() is not None:
        one_line += _cells(widget.model())
    return next((text for text in one_line if set(text) & set(_NEVER_DRAWN + _LINE_ENDS)), "")


def _cells(model: QAbstractItemModel) -> Iterator[str]:
    """Yield what is drawn of the first rows; their tool tips are checked on the way."""
    for row in range(min(model.rowCount(), 20)):
        for column in range(1 if isinstance(model, QAbstractListModel) else model.columnCount()):
            index = model.index(row, column)
            assert "<img" not in str(index.data(Qt.ItemDataRole.ToolTipRole) or "")
            yield str(index.data(Qt.ItemDataRole.DisplayRole) or "")


@pytest.mark.parametrize("screen", Screen, ids=lambda screen: screen.name.lower())
def test_no_text_holds_up_the_window(besieged: App, screen: Screen, qtbot: QtBot) -> None:
    window = besieged.window
    for each in Screen:
        assert window.pages[each]  # a page is built once, which is not what is measured
    window.show_page(screen)
    settle(besieged, qtbot)
    window.show_page(Screen.SAFETY if screen is Screen.TODAY else Screen.TODAY)
    settle(besieged, qtbot)
    gaps = _Gaps()
    window.show_page(screen)
    settle(besieged, qtbot)
    window.resize(window.width() - 40, window.height())
    settle(besieged, qtbot)
    gaps.stop()
    assert gaps.count > 3
    assert gaps.longest_ms < _MS_AT_MOST


class _Gaps:
    """Measures what this thread has done between two turns of its event loop, on a busy machine, too."""

    def __init__(self) -> None:
        self.longest_ms = 0.0
        self.count = 0
        self._before = time.thread_time()
        self._timer = QTimer(interval=0)
        self._timer.timeout.connect(self._turn)
        self._timer.start()

    def stop(self) -> None:
        """Measure no more."""
        self._timer.stop()

    def _turn(self) -> None:
        now = time.thread_time()
        self.longest_ms = max(self.longest_ms, 1_000 * (now - self._before))
        self._before = now
        self.count += 1
