"""What the parts of the Journal page are tested on: a real journal, its thread, and logs to peek into."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from typing import Any, TypeVar

import pytest
from PySide6.QtCore import Signal
from pytestqt.qtbot import QtBot

from aijournal.domain.assessment import Assessment, Door, Outcome
from aijournal.domain.entry import Entry
from aijournal.domain.entry_filter import EVERYTHING
from aijournal.domain.entry_line import EntryLine
from aijournal.errors import AijournalError
from aijournal.journal.journal import Journal
from aijournal.paths import Paths
from aijournal.settings import Settings
from aijournal.ui.journal_thread import JournalThread
from aijournal.ui.log_reading import LogSources
from aijournal.ui.prompt_peek import PromptPeek
from tests.ui.stage import BERLIN, IMPORTERS, NOW, with_journal

Result = TypeVar("Result")
PROJECTS = ("shop", "maps", "notes")


def log_entries(journal: Journal, count: int, *, first: int = 0) -> list[int]:
    """Log so many entries, each an hour before the one before; return their numbers, newest first."""
    numbers = []
    with journal.together():
        for number in range(first, first + count):
            line = EntryLine(
                f"entry {number}",
                project=PROJECTS[number % 3],
                tool="codex" if number % 2 else "claude-code",
                task="debugging" if number % 5 == 0 else None,
                tags=("late",) if number % 7 == 0 else (),
                started_at=NOW - timedelta(hours=number),
                assessment=Assessment(Outcome.HELPED, net_minutes=15.0) if number % 4 == 0 else None,
            )
            numbers.append(journal.log(line, NOW, Door.QUICK_LOG).interaction.id)
    return numbers


def logged(paths: Paths, count: int, *, first: int = 0) -> list[int]:
    """Log entries as another process would."""
    return with_journal(paths, lambda journal: log_entries(journal, count, first=first))


def entries(paths: Paths, limit: int = 1_000) -> tuple[Entry, ...]:
    """Return what the journal holds, newest first."""
    return with_journal(paths, lambda journal: journal.entries(EVERYTHING, NOW, limit).rows)


def the_entry(paths: Paths, number: int) -> Entry:
    """Return one entry as the journal holds it now."""
    return next(entry for entry in entries(paths) if entry.interaction.id == number)


class HeldThread(JournalThread):
    """The journal's thread, whose answers to reading are held back until they are let go, in any order."""

    answered = Signal()

    def __init__(self, paths: Paths) -> None:
        super().__init__(partial(Journal.open, paths, Settings(), BERLIN))
        self.answers: list[Callable[[], None]] = []

    def read(
        self,
        job: Callable[[Journal], Result],
        then: Callable[[Result], None],
        otherwise: Callable[[AijournalError], None] | None = None,
    ) -> None:
        super().read(job, partial(self._hold, then), otherwise)

    def _hold(self, then: Callable[[Any], None], result: object) -> None:
        self.answers.append(partial(then, result))
        self.answered.emit()

    def let_go(self, qtbot: QtBot, place: int = 0) -> None:
        """Wait until so many answers are there, and hand on the one at a place."""
        qtbot.waitUntil(lambda: len(self.answers) > place)
        self.answers.pop(place)()


@pytest.fixture
def thread(paths: Paths, qtbot: QtBot) -> Iterator[JournalThread]:
    """Return the journal's thread, with the journal open."""
    thread = JournalThread(partial(Journal.open, paths, Settings(), BERLIN))
    with qtbot.waitSignal(thread.opened):
        thread.open()
    yield thread
    thread.close()
    thread.deleteLater()


@pytest.fixture
def held(paths: Paths, qtbot: QtBot) -> Iterator[HeldThread]:
    """Return the journal's thread, whose answers wait to be let go."""
    thread = HeldThread(paths)
    with qtbot.waitSignal(thread.opened):
        thread.open()
    yield thread
    thread.close()
    thread.deleteLater()


@pytest.fixture
def peek(home: object) -> Iterator[PromptPeek]:
    """Return what reads prompts from the logs of the test's own home."""
    peek = PromptPeek(LogSources(IMPORTERS, {"HOME": str(home)}))
    yield peek
    peek.close()
    peek.deleteLater()
