"""Fifty rows of the inbox are judged by keys alone, each with as few as promised, and all of it is kept."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from itertools import cycle, islice
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from aijournal.collect import collect
from aijournal.demo import write_sample_logs
from aijournal.domain.assessment import Assessment, Door, Need, Outcome
from aijournal.domain.entry import Entry
from aijournal.journal.journal import Journal
from aijournal.paths import Paths
from tests.ui.journeys.hands import Hands
from tests.ui.stage import BERLIN, IMPORTERS, NOW, staged, with_journal

FIFTY = 50
VISITS = [NOW - timedelta(days=days) for days in (69, 46, 23, 0)]  # only what is new on each is asked about
SHORT_FORM = 2
WITH_TASK = SHORT_FORM + 1
TASKS = ("debugging", "tests", "review")
VERDICTS = {
    "4w": (Outcome.HELPED, Need.SLOWER),
    "5q": (Outcome.HELPED_A_LOT, Need.COULD_NOT),
    "3e": (Outcome.NO_DIFFERENCE, Need.NOT_NEEDED),
    "2r": (Outcome.HURT, Need.KNEW),
    "1w": (Outcome.HURT_A_LOT, Need.SLOWER),
    "dq": (Outcome.UNSURE, Need.COULD_NOT),
}


@dataclass(frozen=True)
class Judged:
    """What was said of an entry, and with how many keys; without a `task` nothing was said of that."""

    said: tuple[Outcome, Need]
    task: str | None
    keys: int


@pytest.fixture
def hands(qapp: QApplication, paths: Paths, home: Path, qtbot: QtBot) -> Iterator[Hands]:
    """Sit down at more than fifty rows, with the keyboard in them and some task types to choose from."""
    for number, visit in enumerate(VISITS):
        write_sample_logs(home, visit.date(), seed=number, zone=BERLIN)
        with_journal(paths, partial(_read_logs, home=home, now=visit))
    with_journal(paths, _list_tasks)
    with staged(qapp, paths, {"HOME": str(home)}) as app:
        hands = Hands(app, paths, qtbot)
        hands.until(lambda: app.window.today.inbox.waiting > FIFTY)
        hands.press(Qt.Key.Key_Escape)
        yield hands


def _read_logs(journal: Journal, home: Path, now: datetime) -> None:
    collect(journal, IMPORTERS, {"HOME": str(home)}, now)


def _list_tasks(journal: Journal) -> None:
    for task in TASKS:
        journal.task_list.add(task, NOW)


def _current(hands: Hands) -> Entry:
    entry = hands.app.window.today.inbox._view.entry
    assert entry is not None
    return entry


def _change_task(hands: Hands) -> str:
    """Take another task type than the one that stands in the row, and return which."""
    inbox = hands.app.window.today.inbox
    tasks, before = inbox._tasks, inbox._judging.task
    hands.type("y")
    return tasks[(tasks.index(before) + 1) % len(tasks)] if before in tasks else tasks[0]


def test_fifty_rows_by_as_few_keys_as_promised(hands: Hands) -> None:
    inbox = hands.app.window.today.inbox
    waiting = inbox.waiting
    judged: dict[int, Judged] = {}
    for number, keys in enumerate(islice(cycle(VERDICTS), FIFTY)):
        entry, before = _current(hands).interaction.id, hands.pressed
        assert entry not in judged
        task = _change_task(hands) if number % 5 == 4 else None
        hands.type(keys)
        judged[entry] = Judged(VERDICTS[keys], task, hands.pressed - before)
    hands.until(lambda: inbox.waiting == waiting - FIFTY)

    assert Counter(one.keys for one in judged.values() if one.task is None) == {SHORT_FORM: 40}
    assert Counter(one.keys for one in judged.values() if one.task) == {WITH_TASK: 10}
    for entry, one in judged.items():
        stored, assessment = hands.known(partial(_stored, number=entry))
        assert (assessment.outcome, assessment.need, assessment.net_minutes) == (*one.said, None)
        assert assessment.door is (Door.AUDIT if stored.interaction.is_audit else Door.INBOX)
        assert one.task is None or stored.interaction.task == one.task
    assert hands.known(lambda journal: journal.inbox_count(NOW)) == waiting - FIFTY


def _stored(journal: Journal, number: int) -> tuple[Entry, Assessment]:
    detail = journal.entry(number, NOW)
    assert detail is not None
    assert detail.entry.assessment is not None
    return detail.entry, detail.entry.assessment
