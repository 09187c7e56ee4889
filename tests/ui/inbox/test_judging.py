from collections.abc import Iterator
from functools import partial

import pytest
from pytestqt.qtbot import QtBot

from aijournal.domain.assessment import Need, Outcome
from aijournal.errors import AijournalError
from aijournal.journal.journal import Journal
from aijournal.paths import Paths
from aijournal.settings import Settings
from aijournal.ui.inbox.judging import Judging
from aijournal.ui.journal_thread import JournalThread
from tests.ui.stage import BERLIN, CLOCK, an_entry


@pytest.fixture
def judging(qapp: object, paths: Paths) -> Iterator[Judging]:
    """Return a judging whose journal was never opened, so that nothing can be saved."""
    assert qapp
    thread = JournalThread(partial(Journal.open, paths, Settings(), BERLIN))
    yield Judging(thread, CLOCK)
    thread.close()


def test_what_could_not_be_saved_stands_there_again(judging: Judging, qtbot: QtBot) -> None:
    judging.begin(an_entry(1))
    judging.give_minutes(20.0)
    judging.give_outcome(Outcome.HELPED)
    with qtbot.waitSignal(judging.failed) as failed:
        judging.give_need(Need.SLOWER)
        judging.begin(an_entry(2))
        assert not judging.draft.is_worth_saving
    assert isinstance(failed.args[0], AijournalError)
    judging.begin(an_entry(1))
    assert (judging.draft.outcome, judging.draft.net_minutes) == (Outcome.HELPED, 20.0)


def test_a_whole_verdict_is_completed_before_it_is_saved(judging: Judging, qtbot: QtBot) -> None:
    judging.begin(an_entry(7))
    judging.give_need(Need.SLOWER)
    assert not judging.draft.is_worth_saving
    judging.give_outcome(Outcome.UNSURE)
    with qtbot.waitSignals([judging.completed, judging.failed], order="strict"):
        judging.give_need(Need.KNEW)


def test_keys_on_no_row_say_nothing(judging: Judging) -> None:
    judging.begin(None)
    judging.give_outcome(Outcome.HELPED)
    judging.give_note("lost")
    judging.give_task("lost")
    assert not judging.draft.is_worth_saving
    assert not judging.forget()
    assert judging.task is None


def test_the_same_row_read_again_keeps_its_draft(judging: Judging) -> None:
    judging.begin(an_entry(1))
    judging.give_outcome(Outcome.HURT)
    judging.begin(an_entry(1, "a title by now"))
    assert judging.draft.outcome is Outcome.HURT
    judging.forget()


def test_the_likely_task_is_that_of_the_project(judging: Judging) -> None:
    judging.set_likely_tasks({"shop": "tests", None: "mails"})
    judging.begin(an_entry(1))
    assert judging.task == "tests"
    judging.begin(an_entry(2, task="review"))
    assert judging.task == "review"
    judging.begin(an_entry(3, project=None))
    assert judging.task == "mails"
