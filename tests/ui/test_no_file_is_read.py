"""No text makes the window read a file, though Qt reads those that rich text names: the system is asked."""

import ctypes
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QToolTip,
    QWidget,
)
from pytestqt.qtbot import QtBot

from aijournal.domain.assessment import Assessment, Door, Need, Outcome
from aijournal.domain.entry_line import EntryLine
from aijournal.domain.kept_trial import TaskToLock, TrialPlan
from aijournal.domain.mirror import SignalId
from aijournal.domain.review import PickedItem, ReviewText
from aijournal.domain.saved_view import EntryView
from aijournal.domain.trial import LockedForecast
from aijournal.errors import AijournalError
from aijournal.journal.journal import Journal
from aijournal.paths import Paths
from aijournal.ui.app import App
from aijournal.ui.bug_dialog import BugDialog
from aijournal.ui.day_review.window import DayReview
from aijournal.ui.failure import error_box
from aijournal.ui.screen import Screen
from tests.processes import environment
from tests.ui.stage import IMPORTERS, NOW, staged, with_journal
from tests.ui.walking import settle, shown_widgets

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="Linux tells who opens a file")

SESSION = (
    '{{"type":"user","uuid":"u-{n}","sessionId":"s-{n}","cwd":{cwd},"version":"2.0.1",'
    '"timestamp":"2026-11-20T{n:02}:00:00Z","isSidechain":false,"userType":"external",'
    '"message":{{"role":"user","content":{text}}}}}\n'
    '{{"type":"assistant","uuid":"a-{n}","sessionId":"s-{n}","cwd":{cwd},"version":"2.0.1",'
    '"timestamp":"2026-11-20T{n:02}:00:09Z","isSidechain":false,"requestId":"r-{n}","message":{{"id":"m-{n}",'
    '"role":"assistant","model":{text},"content":[],"stop_reason":"end_turn",'
    '"usage":{{"input_tokens":9,"output_tokens":9}}}}}}\n'
)
_READ, _OPENED = 0x1, 0x20  # as <sys/inotify.h> has them
_MOST_ROWS = 20
_LABELS = 300
_JUDGED = 4  # times each text, which is enough for the mirror to ask
_UNWRITTEN = "O_CREAT"


def markup(canary: Path) -> str:
    """Return a text for which Qt reads a file, wherever it takes it for rich text."""
    return f'<img src="{canary.as_uri()}"><b>bold</b>'


def hostile(canary: Path) -> tuple[str, ...]:
    """Return what a log or somebody else's spreadsheet may hold, each of it with the markup."""
    harm = markup(canary)
    return (
        harm,
        (harm * 10_000)[:10_000],
        f"{harm}{'endless' * 1_430}",
        f"\N{RIGHT-TO-LEFT OVERRIDE}{harm}\N{LEFT-TO-RIGHT ISOLATE}\N{RIGHT-TO-LEFT MARK}",
        f"{harm}\N{FAMILY}\N{ZERO WIDTH JOINER}\N{FACE WITH TEARS OF JOY}\N{VARIATION SELECTOR-16}",
        f"<html><head></head><body>{harm}\n<table background='{canary.as_uri()}'></table></body></html>",
    )


class Watch:
    """What the kernel tells of a file: whether anything has opened or read it."""

    def __init__(self, file: Path) -> None:
        libc = ctypes.CDLL(None, use_errno=True)
        self._events = libc.inotify_init1(os.O_NONBLOCK)
        assert libc.inotify_add_watch(self._events, os.fsencode(file), _READ | _OPENED) >= 0

    @property
    def was_touched(self) -> bool:
        """Whether it was touched since it was asked last."""
        try:
            return bool(os.read(self._events, 4_096))
        except BlockingIOError:
            return False

    def close(self) -> None:
        """Watch no more."""
        os.close(self._events)


def _picture(path: Path) -> Path:
    """Write a picture that Qt would show."""
    image = QImage(8, 8, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    assert image.save(str(path))
    return path


@pytest.fixture
def canary(tmp_path: Path) -> Path:
    """Return a picture that nobody has a reason to open."""
    return _picture(tmp_path / "canary.png")


@pytest.fixture
def watch(canary: Path) -> Iterator[Watch]:
    """Watch the picture."""
    watch = Watch(canary)
    yield watch
    watch.close()


def _log_hostile(journal: Journal, canary: Path) -> None:
    for text in hostile(canary):
        said = Assessment(
            Outcome.HURT, Need.KNEW, net_minutes=-5.0, note=text, bottleneck=text, unblocked=text
        )
        for assessment in (None, *[said] * _JUDGED):
            line = EntryLine(
                *(text, text, text),
                model=text,
                task=text,
                tags=(text,),
                url=text,
                typed_tokens=9_000,
                started_at=NOW,
                assessment=assessment,
            )
            entry = journal.log(line, NOW, Door.QUICK_LOG)
            if assessment is None:
                told = journal.review.pick(entry.interaction.id, NOW)
                journal.review.write(PickedItem(told, text, text, text, text, text), NOW)
        journal.review.say(ReviewText.LEARNED, text, NOW)
        journal.kept_names.add(text, NOW)
        journal.trash.delete([entry.interaction.id], NOW)
        journal.bottlenecks.add(text, None, None, NOW)
        journal.marks.add(NOW.date(), text, NOW)
        journal.saved_views.save(text, EntryView(), NOW)
        plan = TrialPlan(text, text, f"{text} by hand", text)
        trial = journal.trials.begin(plan, NOW)
        task = TaskToLock(text, LockedForecast(60.0, 30.0), text)
        for refusal in (text, None):
            journal.trial_tasks.lock(trial.id, task, NOW, refusal)


def _write_logs(folder: Path, canary: Path) -> None:
    for number, text in enumerate(hostile(canary)):
        log = folder / f"-{number}" / f"s-{number}.jsonl"
        log.parent.mkdir(parents=True)
        cwd = json.dumps(f"/home/{text.replace('/', '|')}")
        log.write_text(SESSION.format(n=number, cwd=cwd, text=json.dumps(text)), encoding="utf-8")


@pytest.fixture
def app(qapp: QApplication, paths: Paths, home: Path, canary: Path, qtbot: QtBot) -> Iterator[App]:
    """Play the program on a journal and on logs whose every text names the picture."""
    with_journal(paths, lambda journal: _log_hostile(journal, canary))
    _write_logs(home / ".claude" / "projects", canary)
    with staged(qapp, paths, {"HOME": str(home)}, importers=IMPORTERS) as app:
        app.show()
        with qtbot.waitSignal(app.reading.finished, timeout=10_000):
            app.reading.start()
        qtbot.waitUntil(lambda: app.window.today.inbox.waiting == len(hostile(canary)))
        yield app


def _turn_to(app: App, screen: Screen, qtbot: QtBot) -> None:
    """Show a screen, with an entry open where there is one."""
    app.window.show_page(screen)
    settle(app, qtbot)
    if screen is Screen.TRENDS:
        qtbot.waitUntil(lambda: app.window.trends.is_settled)
    if screen is Screen.JOURNAL:
        table = app.window.pages.journal.table
        qtbot.waitUntil(lambda: table.is_settled)
        table.view.open_row(1)
        settle(app, qtbot)
    if screen is Screen.REPORTS:
        reports = app.window.pages.reports
        reports.words.open_picking()
        qtbot.waitUntil(lambda: reports.is_settled and reports.words.slip.is_settled, timeout=10_000)
    if screen is Screen.TRIALS:
        trials = app.window.pages.trials
        qtbot.waitUntil(lambda: trials.is_settled)
        trials.body.tasks.ask_done()
        trials.body.tasks.ask_links()
        qtbot.waitUntil(lambda: trials.body.tasks.links.is_settled)
        trials.ask_change()
    if screen is Screen.MIRROR:
        questions = app.window.pages.mirror.questions
        qtbot.waitUntil(lambda: SignalId.KNOWN_ANSWER in questions.rows)
        row = questions.rows[SignalId.KNOWN_ANSWER]
        row.toggle()
        qtbot.waitUntil(lambda: bool(row.evidence.rows.entries))


def _show_all_of_it(window: QWidget) -> int:
    """Draw a window, and every tool tip in it; return how many of its texts name a picture."""
    window.grab()
    naming = 0
    for widget in list(shown_widgets(window)):
        texts, tips = [*_texts(widget)], [widget.toolTip()]
        if isinstance(widget, QAbstractItemView) and widget.model() is not None:
            for text, tip in _cells(widget.model()):
                texts.append(text)
                tips.append(tip)
        naming += sum("<img" in text for text in texts)
        for tip in filter(None, tips):
            QToolTip.showText(QPoint(), tip, widget)
            QApplication.processEvents()
    QToolTip.hideText()
    return naming


def _texts(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, QLabel | QAbstractButton | QLineEdit):
        yield widget.text()
    elif isinstance(widget, QPlainTextEdit):
        yield widget.toPlainText()
    elif isinstance(widget, QComboBox):
        yield from map(widget.itemText, range(widget.count()))


def _cells(model: QAbstractItemModel) -> Iterator[tuple[str, str]]:
    for row in range(min(model.rowCount(), _MOST_ROWS)):
        for column in range(1 if isinstance(model, QAbstractListModel) else model.columnCount()):
            index = model.index(row, column)
            yield str(index.data() or ""), str(index.data(Qt.ItemDataRole.ToolTipRole) or "")


def _feed(window: QWidget, text: str, watch: Watch) -> tuple[int, list[str]]:
    """Put a text into every label, seen or not, and draw it; return how many, and which read a file for it.

    Nothing else that shows a text knows of rich text; a label with a picture shows none.
    """
    labels = [label for label in window.findChildren(QLabel) if label.pixmap().isNull()]
    reading = []
    for label in labels:
        label.setText(text)
        label.grab()
        if watch.was_touched:
            reading.append(f"{label.objectName()} in {type(label.parentWidget()).__name__}")
    return len(labels), reading


def test_every_text_of_every_screen_is_shown_and_reads_nothing(
    app: App, watch: Watch, canary: Path, qtbot: QtBot
) -> None:
    for screen in Screen:
        _turn_to(app, screen, qtbot)
        naming = _show_all_of_it(app.window)
        assert not watch.was_touched, f"{screen.name} reads a file for a text"
        assert naming or screen is Screen.SOURCES, f"{screen.name} shows none of the texts"
    app.window.say(markup(canary), can_undo=True)
    app.window.show_error(AijournalError(markup(canary), markup(canary)))
    assert _show_all_of_it(app.window) >= 2
    assert not watch.was_touched, "what is said in passing reads a file"


def test_whatever_shows_a_text_reads_nothing_for_it(
    app: App, watch: Watch, canary: Path, qtbot: QtBot
) -> None:
    for screen in Screen:
        _turn_to(app, screen, qtbot)
    app.window.show_page(Screen.TODAY)
    app.window._actions.run("day.review")
    (review,) = app.window.findChildren(DayReview)
    qtbot.waitUntil(lambda: review.step is not None)
    labels, reading = _feed(app.window, markup(canary), watch)
    assert labels > _LABELS
    assert reading == []
    review.close()


def test_the_windows_beside_it_show_texts_and_read_nothing(
    app: App, watch: Watch, canary: Path, qtbot: QtBot
) -> None:
    harm = markup(canary)
    app.window._actions.run("day.review")
    (review,) = app.window.findChildren(DayReview)
    qtbot.waitUntil(lambda: review.inbox.waiting > 0)
    overlay = app.presence.quick_log
    overlay.show()
    overlay.quick_log.type(f'{harm} #"{harm.replace(chr(34), "")}"')
    box, bug = error_box(AijournalError(harm, harm)), BugDialog(harm)
    for dialog in (box, bug):
        qtbot.addWidget(dialog)
        dialog.show()
    app.window.overlays.palette.ask()
    for window in (review, overlay, box, bug, app.window):
        assert _show_all_of_it(window) >= 1, f"{type(window).__name__} shows none of the texts"
        assert not watch.was_touched, f"{type(window).__name__} reads a file for a text"
    review.close()


def test_one_label_that_takes_rich_text_would_be_found(app: App, tmp_path: Path) -> None:
    planted = _picture(tmp_path / "planted.png")
    watch = Watch(planted)
    label = QLabel(app.window.pages.today)
    label.setObjectName("planted")
    assert _feed(app.window.pages.today, markup(planted), watch)[1] == ["planted in TodayPage"]
    label.setTextFormat(Qt.TextFormat.PlainText)
    assert _feed(app.window.pages.today, markup(planted), watch)[1] == []
    watch.close()


def test_one_tool_tip_that_takes_rich_text_would_be_found(app: App, tmp_path: Path) -> None:
    planted = _picture(tmp_path / "planted.png")
    watch = Watch(planted)
    app.window.sidebar.setToolTip(markup(planted))
    _show_all_of_it(app.window)
    assert watch.was_touched
    watch.close()


def _opened(trace: str, name: str) -> list[str]:
    """Return what a trace tells of a file being opened, but for its making."""
    return [line for line in trace.splitlines() if name in line and _UNWRITTEN not in line]


def test_the_trace_of_every_call_to_the_system_says_the_same(tmp_path: Path) -> None:
    strace = shutil.which("strace")
    if strace is None or subprocess.run([strace, "-qq", "true"], check=False, capture_output=True).returncode:
        pytest.skip("strace is not installed, or not allowed")
    trace = tmp_path / "trace"
    tests = [f"{__file__}::{test.__name__}" for test in _TRACED]
    ended = subprocess.run(
        [
            *(strace, "-f", "-qq", "--seccomp-bpf", "-s", "4096", "-e", "trace=/^open", "-o", str(trace)),
            *(sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *tests),
            f"--basetemp={tmp_path / 'traced'}",
        ],
        cwd=Path(__file__).parents[2],
        env=environment(),
        check=False,
        capture_output=True,
        encoding="utf-8",
    )
    assert ended.returncode == 0, ended.stdout
    told = trace.read_text(encoding="utf-8", errors="replace")
    assert _opened(told, "/planted.png"), "the trace tells of what was read"
    assert _opened(told, "/canary.png") == []


_TRACED = (
    test_every_text_of_every_screen_is_shown_and_reads_nothing,
    test_one_label_that_takes_rich_text_would_be_found,
)
