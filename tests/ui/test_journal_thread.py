import sys
import threading
from collections.abc import Iterator
from functools import partial

import pytest
from pytestqt.qtbot import QtBot

from aijournal.domain.assessment import Door
from aijournal.domain.entry import Entry
from aijournal.domain.entry_line import parse_entry_line
from aijournal.errors import AijournalError
from aijournal.journal.journal import Journal
from aijournal.paths import Paths
from aijournal.settings import Settings
from aijournal.ui.journal_thread import JournalThread
from tests.ui.stage import BERLIN, CLOCK, NOW, with_journal


@pytest.fixture
def thread(paths: Paths, qtbot: QtBot) -> Iterator[JournalThread]:
    thread = JournalThread(partial(Journal.open, paths, Settings(), BERLIN))
    with qtbot.waitSignal(thread.opened):
        thread.open()
    yield thread
    thread.close()


def _log(text: str, journal: Journal) -> Entry:
    return journal.log(parse_entry_line(text, CLOCK.local()), NOW, Door.QUICK_LOG)


def test_own_writes_are_told_after_they_were_answered(thread: JournalThread, qtbot: QtBot) -> None:
    order: list[str] = []
    thread.entries_changed.connect(lambda: order.append("changed"))
    thread.write(partial(_log, "fixed a test"), lambda entry: order.append(entry.interaction.title or ""))
    qtbot.waitUntil(lambda: len(order) == 2)
    assert order == ["fixed a test", "changed"]


def test_what_another_process_wrote_is_noticed(thread: JournalThread, paths: Paths, qtbot: QtBot) -> None:
    with qtbot.waitSignal(thread.entries_changed, timeout=1_500):
        with_journal(paths, partial(_log, "from the command line"))


def test_reading_alone_changes_nothing(thread: JournalThread, qtbot: QtBot) -> None:
    counts: list[int] = []
    with qtbot.assertNotEmitted(thread.entries_changed, wait=700):
        thread.read(lambda journal: journal.inbox_count(NOW), counts.append)
    assert counts == [0]


def test_a_refusal_without_an_own_ear_reaches_the_signal(thread: JournalThread, qtbot: QtBot) -> None:
    with qtbot.waitSignal(thread.refused) as refused:
        thread.write(lambda journal: journal.set_task(999, "tests", NOW), lambda _: None)
    assert isinstance(refused.args[0], AijournalError)
    assert refused.args[0].title == "No such entry"


def test_a_journal_that_cannot_be_opened_says_so(paths: Paths, qtbot: QtBot) -> None:
    paths.data.mkdir(parents=True)
    paths.journal.write_bytes(b"not a journal" * 100)
    thread = JournalThread(partial(Journal.open, paths, Settings(), BERLIN))
    with qtbot.waitSignal(thread.opening_failed):
        thread.open()
    with qtbot.waitSignal(thread.refused):
        thread.read(lambda journal: journal.task_list.offered(), lambda _: None)
    thread.close()


def test_the_windows_thread_never_opens_the_journal(paths: Paths, qtbot: QtBot) -> None:
    touched: list[str] = []
    is_listening = True

    def hear(event: str, arguments: tuple[object, ...]) -> None:
        if is_listening and event in ("open", "sqlite3.connect") and str(paths.data) in str(arguments):
            touched.append(threading.current_thread().name)

    sys.addaudithook(hear)
    thread = JournalThread(partial(Journal.open, paths, Settings(), BERLIN))
    with qtbot.waitSignal(thread.opened):
        thread.open()
    with qtbot.waitSignal(thread.entries_changed):
        thread.write(partial(_log, "fixed a test"), lambda _: None)
    thread.close()
    is_listening = False
    assert touched
    assert all(name.startswith("journal") for name in touched)


def test_shutting_saves_what_was_asked_and_lets_go(thread: JournalThread, paths: Paths, qtbot: QtBot) -> None:
    answers: list[object] = []
    closed: list[bool] = []
    thread.write(partial(_log, "just in time"), answers.append)
    thread.shut(lambda: closed.append(True))
    qtbot.waitUntil(lambda: closed == [True])
    assert answers == []
    assert not paths.journal.with_name("journal.db-wal").exists()
    with qtbot.waitSignal(thread.refused) as refused:
        thread.read(lambda journal: journal.task_list.offered(), answers.append)
    assert refused.args[0].title == "The journal is not open"
    with qtbot.waitSignal(thread.opened):
        thread.open()
    thread.read(lambda journal: journal.inbox_count(NOW), answers.append)
    qtbot.waitUntil(lambda: bool(answers))


def test_every_write_and_every_refusal_is_told_whoever_asked(thread: JournalThread, qtbot: QtBot) -> None:
    with qtbot.waitSignal(thread.wrote):
        thread.write(partial(_log, "fixed a test"), lambda _: None)
    heard: list[AijournalError] = []
    with qtbot.waitSignal(thread.troubled) as troubled:
        thread.write(lambda journal: journal.set_task(999, "tests", NOW), lambda _: None, heard.append)
    assert heard == troubled.args
