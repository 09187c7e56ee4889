import threading
from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtCore import QCoreApplication, QObject
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from aijournal.errors import AijournalError
from aijournal.ui.worker import Worker

pytestmark = pytest.mark.usefixtures("qapp")


def unexpected(answer: object) -> None:
    pytest.fail(f"nobody asked for {answer}")


@pytest.fixture
def worker() -> Iterator[Worker]:
    worker = Worker("test")
    yield worker
    worker.close()


def test_work_is_done_elsewhere_and_answered_here(worker: Worker, qtbot: QtBot) -> None:
    seen: list[tuple[str, str]] = []

    def answer(name: str) -> None:
        seen.append((name, threading.current_thread().name))

    worker.ask(lambda: threading.current_thread().name, answer, unexpected)
    qtbot.waitUntil(lambda: bool(seen))
    (done_on, answered_on) = seen[0]
    assert done_on.startswith("test")
    assert answered_on == threading.main_thread().name


def test_jobs_are_done_in_the_order_they_were_asked(worker: Worker, qtbot: QtBot) -> None:
    answers: list[int] = []
    for number in range(20):
        worker.ask(lambda number=number: number, answers.append, unexpected)  # type: ignore[misc]  # bound now
    qtbot.waitUntil(lambda: len(answers) == 20)
    assert answers == list(range(20))


def test_what_a_person_can_understand_is_told(worker: Worker, qtbot: QtBot) -> None:
    told: list[AijournalError] = []

    def refuse() -> int:
        raise AijournalError("The disk is full", "Free some space.")

    worker.ask(refuse, unexpected, told.append)
    qtbot.waitUntil(lambda: bool(told))
    assert told[0].title == "The disk is full"


def test_a_bug_is_raised_where_bugs_are_reported(worker: Worker, qtbot: QtBot) -> None:
    def break_() -> int:
        raise ZeroDivisionError

    told: list[AijournalError] = []
    with qtbot.captureExceptions() as bugs:
        worker.ask(break_, unexpected, told.append)
        qtbot.waitUntil(lambda: bool(bugs))
    assert bugs[0][0] is ZeroDivisionError
    assert [error.title for error in told] == ["Something in aijournal broke"], "who asked waits for nothing"


def test_nothing_is_answered_after_closing() -> None:
    worker = Worker("test")
    answers: list[int] = []
    worker.ask(lambda: 1, answers.append, unexpected)
    worker.close()
    worker.ask(lambda: 2, answers.append, unexpected)
    QCoreApplication.processEvents()
    assert answers == []


def test_the_last_job_is_done_before_the_thread_ends() -> None:
    worker = Worker("test")
    done: list[str] = []
    worker.close(lambda: done.append("closed"))
    assert done == ["closed"]


def test_what_was_asked_before_forgetting_is_done_and_not_answered(qtbot: QtBot) -> None:
    worker = Worker("test")
    done: list[str] = []
    answers: list[str] = []

    def do(name: str) -> str:
        done.append(name)
        return name

    worker.ask(partial(do, "before"), answers.append, lambda _: None)
    worker.forget()
    worker.ask(partial(do, "after"), answers.append, lambda _: None)
    qtbot.waitUntil(lambda: answers == ["after"])
    assert done == ["before", "after"]
    worker.close()
    worker.deleteLater()


class Receiver(QObject):
    """Is told answers, as a page of the window is."""

    def show(self, answer: int) -> None:
        pytest.fail(f"a page that is gone was told {answer}")


def test_who_is_gone_is_not_told(worker: Worker, qtbot: QtBot) -> None:
    page, answers = Receiver(), list[int]()
    worker.ask(lambda: 1, page.show, unexpected)
    worker.ask(lambda: 2, partial(answers.append), unexpected)
    delete(page)
    qtbot.waitUntil(lambda: answers == [2])
