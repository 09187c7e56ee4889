"""What the tests of the window are played on: a clock that stands still, entries, and the window itself."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication, QEvent, Qt, SignalInstance
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from aijournal.demo import write_sample_logs
from aijournal.domain.assessment import Assessment, Need, Outcome
from aijournal.domain.entry import Entry, Interaction
from aijournal.domain.entry_filter import EVERYTHING
from aijournal.domain.reading import Importer
from aijournal.domain.tokens import TokenUsage
from aijournal.importers.claude_code.importer import ClaudeCode
from aijournal.journal.journal import Journal
from aijournal.paths import Paths
from aijournal.settings import Settings
from aijournal.ui.app import App
from aijournal.ui.clock import Clock

NOW = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)  # a Friday
BERLIN = ZoneInfo("Europe/Berlin")
IMPORTERS = (ClaudeCode(),)
CLOCK = Clock(BERLIN, lambda: NOW)
OFFSCREEN_WARNINGS = "This plugin does not support"

Result = TypeVar("Result")


def an_entry(number: int, title: str | None = "retry on 502", **more: Any) -> Entry:
    """Return an entry of today that waits for a verdict; a higher number began earlier."""
    began = NOW - timedelta(minutes=10 * number)
    interaction = Interaction(
        id=number,
        uid=f"u-{number}",
        source="claude-code",
        tool="claude-code",
        model="claude-sonnet-4-5",
        project="shop",
        task=None,
        title=title,
        tags=(),
        started_at=began,
        ended_at=began,
        local_day=began.astimezone(BERLIN).date(),
        utc_offset_minutes=60,
        exchanges=9,
        calls=12,
        calls_without_tokens=0,
        usage=TokenUsage(1_000, 2_000, 3_000, 4_000),
        typed_tokens=None,
        weighted_tokens=412_000.0,
        active_minutes=20,
        is_audit=False,
        is_asked=True,
        is_closed=False,
        is_provisional=False,
    )
    return Entry(replace(interaction, **more))


def with_journal(paths: Paths, job: Callable[[Journal], Result]) -> Result:
    """Do something with the journal as another process would."""
    with Journal.open(paths, Settings(), BERLIN) as journal:
        return job(journal)


def write_weeks_of_logs(home: Path, stretches: int) -> None:
    """Write several stretches of sample logs, one before the other, each of some three weeks."""
    for number in range(stretches):
        last = NOW.date() - timedelta(days=20 * number)
        write_sample_logs(home, last, seed=number + 1, zone=BERLIN)


def judge_all(journal: Journal, *, but_days: Sequence[int] = ()) -> int:
    """Judge every entry in a way that repeats, but those of some days ago; return how many."""
    outcomes = (Outcome.HELPED, Outcome.HELPED_A_LOT, Outcome.NO_DIFFERENCE, Outcome.HURT, Outcome.HELPED)
    minutes = (15.0, 60.0, 0.0, -10.0, 30.0)
    judged = 0
    for number, entry in enumerate(journal.entries(EVERYTHING, NOW, 10_000).rows):
        if (NOW.date() - entry.interaction.local_day).days in but_days:
            continue
        pick = number % len(outcomes)
        assessment = Assessment(outcome=outcomes[pick], need=Need.SLOWER, net_minutes=minutes[pick])
        journal.assess(entry.interaction.id, assessment, NOW)
        judged += 1
    return judged


@contextmanager
def staged(
    qapp: QApplication,
    paths: Paths,
    environment: Mapping[str, str],
    settings: Settings | None = None,
    importers: Sequence[Importer] = IMPORTERS,
    *,
    is_introduced: bool = True,
) -> Iterator[App]:
    """Play the program with its window; take everything down at the end."""
    # Logs are read when a test asks for it, unless it is about reading them by themselves.
    settings = replace(settings or Settings(watches_logs=False), is_introduced=is_introduced)
    app = App(qapp, paths, settings, CLOCK, importers, environment)
    try:
        yield app
    finally:
        app.close()
        app.deleteLater()
        flush_deletions()


def flush_deletions() -> None:
    """Let Qt delete what was marked for it."""
    for _ in range(2):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QCoreApplication.processEvents()


def wait_for_inbox(qtbot: QtBot, app: App, count: int) -> None:
    """Wait until so many rows wait in the inbox."""
    qtbot.waitUntil(lambda: app.window.today.inbox.waiting == count)


class Counted:
    """Counts how often a signal is emitted."""

    def __init__(self, signal: SignalInstance) -> None:
        self.count = 0
        signal.connect(self._count)

    def _count(self) -> None:
        self.count += 1


def press_space(button: QWidget | None = None) -> None:
    """Press the space bar on a button, or wherever the keyboard is now, as an impatient hand does."""
    if button is not None:
        button.setFocus()
    focused = QApplication.focusWidget()
    assert focused is not None
    assert button is None or focused is button
    QTest.keyClick(focused, Qt.Key.Key_Space)


class Neighbours(QWidget):
    """A window in which a part stands between two buttons that are not meant; remembers who pressed them."""

    def __init__(self) -> None:
        super().__init__()
        self.pressed: list[str] = []
        self._column = QVBoxLayout(self)
        for words in ("before", "after"):
            button = QPushButton(words)
            button.clicked.connect(partial(self.pressed.append, words))
            self._column.addWidget(button)

    def take(self, part: QWidget, qtbot: QtBot) -> list[str]:
        """Put a part between the buttons, and the keyboard into the window; return what was pressed."""
        self._column.insertWidget(1, part)
        self.show()
        self.activateWindow()
        qtbot.waitUntil(self.isActiveWindow)
        return self.pressed
