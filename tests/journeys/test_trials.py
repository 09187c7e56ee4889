"""A trial by the window, with a keyboard alone: set up, run, and said honestly; then one of somebody else."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from aijournal.domain.draw import are_drawn
from aijournal.domain.kept_trial import KeptTask, KeptTrial
from aijournal.domain.trial import Arm
from aijournal.journal.journal import Journal
from aijournal.paths import Paths
from aijournal.ui.pages.trials import TrialsPage
from aijournal.ui.screen import Screen
from tests.cli.trial_tables import write_trial
from tests.processes import run_python
from tests.ui.journeys.hands import CONTROL, UNDO, Hands
from tests.ui.stage import OFFSCREEN_WARNINGS, staged

pytestmark = pytest.mark.qt_log_ignore(OFFSCREEN_WARNINGS, extend=True)

ENTER, SPACE, TAB = Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_Tab
AGREE = (Qt.Key.Key_Return, CONTROL)
TASKS = 12
REFUSED = 5


@pytest.fixture
def hands(qapp: QApplication, paths: Paths, home: Path, qtbot: QtBot) -> Iterator[Hands]:
    """Sit down at an empty journal."""
    with staged(qapp, paths, {"HOME": str(home)}) as app:
        yield Hands(app, paths, qtbot)


def test_a_trial_is_set_up_run_and_guarded_and_another_one_imported(
    hands: Hands, home: Path, tmp_path: Path
) -> None:
    page = hands.app.window.pages.trials
    _set_up(hands, page)
    for number in range(TASKS + 1):
        _do_a_task(hands, page, number)
    tasks = _kept(hands)
    drawn = [(task.forecast.size, task.arm) for task in tasks if task.arm is not None]
    assert (len(tasks), len(drawn)) == (TASKS + 1, TASKS)
    seed = hands.known(lambda journal: journal.trials.of(_trial(journal).id).seed)
    assert seed is not None
    assert are_drawn(seed, [(size, arm) for size, arm in drawn if arm is not None])
    assert tasks[REFUSED].refusal == "the release is today"

    hands.until(lambda: page.is_settled and page.body.result.isVisible())
    done = {arm: sum(task.arm is arm for task in tasks) for arm in Arm}
    guard = page.body.result._heading.text()
    assert guard.count("more finished task") == sum(count < 10 for count in done.values())
    for arm, words in ((Arm.CONTROL, "without the treatment"), (Arm.TREATMENT, "with the treatment")):
        if done[arm] < 10:
            assert f"A result needs {10 - done[arm]} more finished task" in guard
            assert words in guard
    assert not page.body.result.figure.isVisible()
    assert len(page.body.course._points) == TASKS - 9
    document = json.loads(run_python(home, "-m", "aijournal", "trial", "result", "Reviews", "--json").stdout)
    assert document["guard"] == guard
    assert (document["refused"], document["n_treatment"]) == (1, done[Arm.TREATMENT])
    _import_another(hands, page, tmp_path)


def _set_up(hands: Hands, page: TrialsPage) -> None:
    hands.go(Screen.TRIALS)
    hands.until(lambda: page.is_settled and hands.on == "Begin a trial")
    hands.press(SPACE)
    assert hands.on == "Name"
    hands.type("Reviews")
    hands.press(ENTER)
    assert hands.on == "What do you want to know?"
    hands.type("does it help me review")
    hands.press(ENTER)
    assert hands.on == "One way of working"
    hands.press((Qt.Key.Key_A, CONTROL))
    hands.type("plan first")
    hands.press(ENTER, (Qt.Key.Key_A, CONTROL))
    hands.type("as it comes")
    hands.press(ENTER, TAB)
    assert hands.on == "Stop after so many tasks"
    hands.press((Qt.Key.Key_A, CONTROL))
    hands.type("12")
    assert page.plan.known.text().startswith("12 tasks show nothing for sure: a result needs 20")
    hands.press(AGREE)
    hands.told("Began “Reviews”.")
    hands.until(lambda: page.is_settled and page.shown is not None)


def _do_a_task(hands: Hands, page: TrialsPage, number: int) -> None:
    """Lock a task, time it, and say what it took; one is not left to chance."""
    is_refused = number == REFUSED
    hands.type("a") if page.body.tasks.table.hasFocus() else hands.press(
        (Qt.Key.Key_5, CONTROL), Qt.Key.Key_A
    )
    assert hands.on == "What is the task?"
    hands.type(f"review {number}")
    hands.press(ENTER, TAB)
    assert hands.on == "What kind of work is it?"
    hands.press(ENTER)
    assert hands.on == "Your forecast for “as it comes”, in minutes"
    hands.type("60")
    hands.press(ENTER)
    hands.type("40")
    hands.press(ENTER)
    hands.type("70")
    if is_refused:
        hands.press(TAB)
        assert hands.on == "No, not this one…"
        hands.press(SPACE)
        assert hands.on == "Why is it not left to chance?"
        hands.type("the release is today")
    hands.press(AGREE)
    hands.until(lambda: len(_kept(hands)) == number + 1 and not page.body.tasks.task.isVisible())
    hands.told("Kept with its reason" if is_refused else "Locked and drawn: ")
    hands.until(lambda: page.is_settled and _meant(page).place == number + 1)
    if is_refused:
        return
    hands.press(Qt.Key.Key_T)
    hands.until(lambda: page.is_settled and _meant(page).is_running)
    hands.press(Qt.Key.Key_T)
    hands.until(lambda: page.is_settled and not _meant(page).is_running)
    hands.press(Qt.Key.Key_D)
    assert hands.on == "What it took, in minutes, without rework"
    hands.type(str(30 + 3 * number))
    hands.press(AGREE)
    hands.until(lambda: page.is_settled and _meant(page).done_at is not None)
    hands.told("Done in ")


def _import_another(hands: Hands, page: TrialsPage, folder: Path) -> None:
    """Read a trial of somebody else from a table of 60 tasks, and take it back."""
    table = write_trial(folder / "theirs.csv", 60, -0.4, spread=0.4)
    hands.go(Screen.TRIALS)
    hands.press(Qt.Key.Key_I)
    hands.until(lambda: page.findChild(QFileDialog) is not None)
    dialog = page.findChild(QFileDialog)
    assert isinstance(dialog, QFileDialog)
    hands.until(dialog.isVisible)
    name = dialog.findChild(QLineEdit)
    assert isinstance(name, QLineEdit)
    name.setText(str(table))
    QTest.keyClick(name, ENTER)
    hands.until(lambda: page.reading.isVisible() and page.reading.is_settled)
    assert page.reading.what.text() == "60 tasks of 60 rows."
    hands.app.window.activateWindow()  # which a desktop does once the dialog is closed
    hands.until(lambda: hands.on == "What is it called here?")
    hands.press(AGREE)
    hands.told("Imported “theirs”, 60 tasks.")
    hands.until(lambda: page.is_settled and page.body.result.figure.isVisible())
    assert page.body.result._heading.text().startswith("Tasks took 40 % less time with the treatment")
    assert page.body.result.figure.text().startswith("−40")
    assert not page.body.tasks.add.isVisible()
    hands.press(UNDO)
    hands.told("Taken back: ")
    hands.until(lambda: page.is_settled and page.shown is not None and page.shown.plan.name == "Reviews")
    assert [one.plan.name for one in hands.known(lambda journal: journal.trials.all())] == ["Reviews"]


def _meant(page: TrialsPage) -> KeptTask:
    task = page.body.tasks.meant
    assert task is not None
    return task


def _trial(journal: Journal) -> KeptTrial:
    return journal.trials.find("Reviews")


def _kept(hands: Hands) -> tuple[KeptTask, ...]:
    return hands.known(lambda journal: journal.trials.tasks(_trial(journal).id))
