"""One question under way, one waiting, and the waiting one as it is when it is asked."""

import pytest
from PySide6.QtCore import QObject
from shiboken6 import delete

from aijournal.errors import AijournalError
from aijournal.ui.asking import Asking, Otherwise, Then

FULL = AijournalError("The disk is full", "Free some space.")


class Oracle:
    """Remembers what it was asked, and answers when it is told to."""

    def __init__(self) -> None:
        self.wanted = "first"
        self.heard: list[str] = []
        self.told: list[str] = []
        self.asking = Asking(self._put, self._then, self._otherwise)
        self._answers: list[tuple[Then[str], Otherwise]] = []

    def _put(self, then: Then[str], otherwise: Otherwise) -> None:
        self.heard.append(self.wanted)
        self._answers.append((then, otherwise))

    def _then(self, answer: str) -> None:
        self.told.append(answer)

    def _otherwise(self, error: AijournalError) -> None:
        self.told.append(error.title)

    def state(self) -> tuple[bool, bool]:
        return self.asking.is_under_way, self.asking.is_waiting

    def answer(self, words: str) -> None:
        then, _ = self._answers.pop(0)
        then(words)

    def refuse(self) -> None:
        _, otherwise = self._answers.pop(0)
        otherwise(FULL)


@pytest.fixture
def oracle() -> Oracle:
    return Oracle()


def test_a_question_is_asked_and_its_answer_told(oracle: Oracle) -> None:
    assert oracle.state() == (False, False)
    oracle.asking.ask()
    assert oracle.state() == (True, False)
    oracle.answer("yes")
    assert (oracle.heard, oracle.told) == (["first"], ["yes"])
    assert oracle.state() == (False, False)


def test_what_is_asked_meanwhile_is_asked_once_and_as_it_is_then(oracle: Oracle) -> None:
    oracle.asking.ask()
    for wanted in ("second", "third"):
        oracle.wanted = wanted
        oracle.asking.ask()
    assert oracle.state() == (True, True)
    assert oracle.heard == ["first"]
    oracle.answer("yes")
    assert oracle.heard == ["first", "third"]
    assert oracle.state() == (True, False)
    oracle.answer("no")
    assert oracle.told == ["yes", "no"]
    assert oracle.heard == ["first", "third"]


def test_what_waits_is_asked_after_a_refusal_too(oracle: Oracle) -> None:
    oracle.asking.ask()
    oracle.asking.ask()
    oracle.refuse()
    assert oracle.heard == ["first"] * 2
    oracle.refuse()
    assert oracle.told == [FULL.title] * 2
    assert oracle.state() == (False, False)


def test_who_asks_while_being_told_is_answered_once(oracle: Oracle) -> None:
    def ask_again(_: str) -> None:
        if len(oracle.heard) == 1:
            oracle.asking.ask()

    oracle.asking = Asking(oracle._put, ask_again, oracle._otherwise)
    oracle.asking.ask()
    oracle.asking.ask()
    oracle.answer("yes")
    oracle.answer("no")
    assert oracle.heard == ["first"] * 2
    assert oracle.state() == (False, False)


def test_a_listener_that_breaks_does_not_stop_later_questions(oracle: Oracle) -> None:
    def break_(_: str) -> None:
        raise ZeroDivisionError

    oracle.asking = Asking(oracle._put, break_, oracle._otherwise)
    oracle.asking.ask()
    with pytest.raises(ZeroDivisionError):
        oracle.answer("yes")
    oracle.asking.ask()
    assert oracle.heard == ["first"] * 2


class Page(QObject):
    """Is told answers, as a page of the window is."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[str] = []

    def show(self, answer: str) -> None:
        self.told.append(answer)


def test_a_page_that_is_gone_is_told_nothing_and_asks_nothing_more(oracle: Oracle, qapp: object) -> None:
    assert qapp
    page = Page()
    oracle.asking = Asking(oracle._put, page.show, oracle._otherwise)
    oracle.asking.ask()
    oracle.asking.ask()
    delete(page)
    oracle.answer("too late")
    assert (page.told, oracle.told, oracle.heard) == ([], [], ["first"])
