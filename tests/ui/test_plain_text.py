"""Text from logs and people is shown, never obeyed: Qt would otherwise read the files that markup names."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from aijournal.domain.assessment import Assessment, Door, Outcome
from aijournal.domain.entry_line import EntryLine
from aijournal.errors import AijournalError
from aijournal.journal.journal import Journal
from aijournal.paths import Paths
from aijournal.ui.app import App, error_box
from aijournal.ui.bug_report import BugDialog
from aijournal.ui.main_window import Screen
from tests.ui.stage import IMPORTERS, NOW, staged, with_journal

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
    marked.window._notice.show_error(AijournalError(MARKUP, MARKUP))
    assert _assert_plain(marked.window) >= 3
    marked.window.show_page(Screen.TRENDS)
    qtbot.waitUntil(lambda: marked.window.trends._view is not None)
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
