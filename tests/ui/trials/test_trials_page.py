"""The page Trials: set up with what can be known by when, run, corrected, and what it found."""

import csv
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from gallery.trials import run_trial
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from aijournal.analysis.trial_result import trial_result
from aijournal.domain.assessment import Door
from aijournal.domain.entry_line import EntryLine
from aijournal.domain.kept_trial import KeptTrial, TaskToLock, TrialOutcome, TrialPlan
from aijournal.domain.trial import Arm, LockedForecast, TaskSize
from aijournal.journal.journal import Journal
from aijournal.ui.help_window import HelpWindow
from tests.cli.trial_tables import write_trial
from tests.ui.stage import NOW, with_journal
from tests.ui.trials.conftest import PLAN, Desk, begin
from tests.ui.walking import texts

CONTROL = Qt.KeyboardModifier.ControlModifier


def _nothing(_: Journal) -> None:
    """Leave the journal empty."""


def _undo(desk: Desk) -> None:
    QTest.keyClick(desk.app.window, Qt.Key.Key_Z, CONTROL)
    desk.told("Taken back: ")
    desk.settle()


def _plans(desk: Desk) -> list[TrialPlan]:
    return [one.plan for one in with_journal(desk.paths, lambda journal: journal.trials.all())]


@pytest.mark.parametrize("fill", [_nothing])
def test_an_empty_page_says_why_what_a_trial_is_and_how_to_begin(desk: Desk) -> None:
    page = desk.page
    assert page.empty.isVisible()
    assert page.empty._what.text() == "There is no trial yet"
    assert page.empty._why.text().count(".") == 2
    assert page.empty.action.hasFocus()
    page.empty.action.click()
    assert page.plan.name.hasFocus()
    QTest.keyClick(page.plan.name, Qt.Key.Key_Escape)
    assert not page.plan.isVisible()
    assert _plans(desk) == []


@pytest.mark.parametrize("fill", [_nothing])
def test_the_plan_says_live_what_can_be_known_by_when(desk: Desk) -> None:
    plan = desk.page.plan
    desk.page.ask_plan()
    assert plan.known.text().startswith("With 60 tasks, an effect of 36 % is seen in four of five trials.")
    assert "20 % takes 230 tasks, of 30 % 92, of half 26" in plan.known.text()
    plan.stop_tasks.setText("230")
    assert plan.known.text().startswith("With 230 tasks, an effect of 20 % is")
    plan.stop_tasks.setText("11")
    assert plan.known.text().startswith("11 tasks show nothing for sure: a result needs 20")
    plan.outcome.choose(1)
    assert plan.known.text().startswith("How far the tokens of tasks lie apart is not known before")


@pytest.mark.parametrize("fill", [partial(run_trial, now=NOW)])
def test_it_is_said_at_the_persons_own_pace_and_spread(desk: Desk) -> None:
    plan = desk.page.plan
    desk.page.ask_plan()
    desk.wait(lambda: "At your own pace" in plan.known.text())
    found = with_journal(desk.paths, lambda journal: trial_result(journal.trials.of(_only(journal).id)))
    assert found.residual_sd is not None
    assert found.residual_sd < 0.5
    assert "how far your own tasks lay" in plan.known.text()
    assert "20 % takes 230 tasks" not in plan.known.text()


def _only(journal: Journal) -> KeptTrial:
    (trial,) = journal.trials.all()
    return trial


def test_a_plan_that_cannot_be_is_said_in_the_slip_and_stays_typed(desk: Desk) -> None:
    plan = desk.page.plan
    desk.page.ask_plan()
    for line, text, complaint in (
        (plan.stop_tasks, "many", "Tasks are a whole number from 1 to 10,000."),
        (plan.stop_tasks, "0", "Tasks are a whole number from 1 to 10,000."),
        (plan.stop_day, "soon", "A day is written like 2027-03-31."),
    ):
        line.setText(text)
        plan.agree.click()
        assert plan.warning.text() == complaint
        assert line.hasFocus()
        line.clear()
    for name, control, complaint in (
        ("", "by hand", "The trial has no name"),
        ("speed", "by hand", "There is such a trial"),
        ("Pace", "With AI", "The two ways of working are one"),
    ):
        plan.name.setText(name)
        plan.control.setText(control)
        plan.agree.click()
        desk.wait(partial(_warns, desk, complaint))
        assert plan.isVisible()
        assert plan.name.text() == name
    plan.control.setText("by hand")
    plan.stop_day.setText("2027-01-31")
    plan.agree.click()
    desk.told("Began “Pace”.")
    assert not plan.isVisible()
    desk.settle()
    assert desk.page.shown is not None
    assert desk.page.shown.plan.name == "Pace"
    assert "stops after 31 Jan 2027" in desk.page.body.trial.rules.text()
    _undo(desk)
    assert _plans(desk) == [PLAN]


def _warns(desk: Desk, words: str) -> bool:
    return desk.page.plan.warning.text().startswith(words)


def test_under_way_name_and_question_alone_are_corrected(desk: Desk) -> None:
    plan = desk.page.plan
    desk.page.ask_change()
    assert not plan.control.isEnabled()
    assert not plan.stop_tasks.isEnabled()
    plan.question.setText("Is it worth it?")
    plan.agree.click()
    desk.told("Changed “Speed”.")
    desk.settle()
    assert desk.page.body.trial._heading.text() == "Is it worth it?"
    _undo(desk)
    assert desk.page.body.trial._heading.text() == PLAN.question


def _fill_task(desk: Desk, control: str = "90", treatment: str = "1h", chance: str = "70 %") -> None:
    slip = desk.page.body.tasks.task
    desk.page.body.tasks.ask_task()
    for line, text in (
        (slip.title, "sort the invoices"),
        (slip.control, control),
        (slip.treatment, treatment),
        (slip.chance, chance),
        (slip.type, "invoices"),
    ):
        line.setText(text)


def test_a_task_is_locked_and_drawn_and_nothing_takes_it_back(desk: Desk) -> None:
    _fill_task(desk)
    desk.page.body.tasks.task.looks.choose(2)
    desk.page.body.tasks.task.agree.click()
    desk.wait(lambda: desk.trial.drawn == 2)
    task = desk.task(2)
    assert task.forecast == LockedForecast(90.0, 60.0, 0.7, TaskSize.LARGE)
    assert (task.title, task.task) == ("sort the invoices", "invoices")
    assert task.arm is not None
    desk.told(f"Locked and drawn: {PLAN.words_of(task.arm)}. T starts the clock.")
    desk.settle()
    panel = desk.page.body.tasks.panel
    assert panel.way.text() == f"Drawn: {PLAN.words_of(task.arm)}"
    assert panel.locked.text() == (
        "Locked: 1 h 30 by hand · 1 h with a robot · helps by 70\N{NARROW NO-BREAK SPACE}% · large · invoices"
    )
    assert not desk.app.window.toast._undo.isVisible()
    QTest.keyClick(desk.app.window, Qt.Key.Key_Z, CONTROL)
    desk.told("Nothing to take back")
    assert desk.trial.drawn == 2


@pytest.mark.parametrize(
    ("given", "complaint"),
    [
        ({"control": ""}, "Say minutes, such as 90 or 1h30m."),
        ({"control": "0"}, "Say minutes, such as 90 or 1h30m."),
        ({"treatment": "long"}, "Say minutes, such as 90 or 1h30m."),
        ({"chance": "120"}, "Say a chance between 0 and 100 %."),
    ],
)
def test_a_forecast_that_is_none_is_not_locked(desk: Desk, given: dict[str, str], complaint: str) -> None:
    _fill_task(desk, **given)
    slip = desk.page.body.tasks.task
    slip.agree.click()
    assert slip.warning.text() == complaint
    slip.refuse_chance.click()
    slip.agree.click()
    assert slip.warning.text() == complaint
    assert desk.trial.drawn == 1


def test_a_refusal_is_kept_with_its_reason(desk: Desk) -> None:
    _fill_task(desk, treatment="", chance="")
    slip = desk.page.body.tasks.task
    slip.refuse_chance.click()
    assert slip.refusal.hasFocus()
    slip.agree.click()
    assert slip.warning.text() == "Say why, in a word or two."
    slip.refusal.setText("the client waits")
    slip.agree.click()
    desk.told("Kept with its reason; nothing was drawn.")
    desk.settle()
    assert (desk.trial.refused, desk.task(2).refusal) == (1, "the client waits")
    panel = desk.page.body.tasks.panel
    assert panel.way.text() == "Not left to chance: the client waits"
    assert [name for name, button in panel.buttons.items() if button.isVisible()] == ["trials.title"]
    assert not desk.page.can_run("trials.clock")
    assert "1 not left to chance (50" in "".join(line.text() for line in desk.page.body.result.lines)


def _full(journal: Journal) -> None:
    begin(journal, 0)
    trial = _only(journal)
    journal.trials.change(trial.id, replace(PLAN, stop_tasks=1), NOW)
    journal.trial_tasks.lock(trial.id, TaskToLock("the only one", LockedForecast(30.0)), NOW)


@pytest.mark.parametrize("fill", [_full])
def test_where_nothing_more_is_drawn_the_slip_says_why(desk: Desk) -> None:
    _fill_task(desk)
    slip = desk.page.body.tasks.task
    slip.agree.click()
    desk.wait(lambda: bool(slip.warning.text()))
    assert slip.warning.text().startswith("Nothing more is drawn in this trial. It was to stop after 1 tasks")
    assert slip.title.text() == "sort the invoices"


def test_what_similar_tasks_took_is_said_before_the_forecast(desk: Desk) -> None:
    def do_three(journal: Journal) -> None:
        trial = _only(journal).id
        for minutes in (20.0, 40.0, 90.0):
            task = journal.trial_tasks.lock(trial, TaskToLock("one", LockedForecast(60.0), "tests"), NOW)
            journal.trial_tasks.done(task.id, NOW, minutes)

    with_journal(desk.paths, do_three)
    desk.wait(lambda: len(desk.page.body.tasks.table.rows.rows) == 4)
    slip = desk.page.body.tasks.task
    desk.page.body.tasks.ask_task()
    assert slip.similar.text() == "3 tasks like it took 40 min in the middle."
    slip.looks.choose(0)
    assert not slip.similar.isVisible()


def _finish(desk: Desk, minutes: str, claim: str = "") -> None:
    tasks = desk.page.body.tasks
    tasks.ask_done()
    tasks.finish.minutes.setText(minutes)
    if tasks.finish.claim.isVisible():
        tasks.finish.claim.setText(claim)
    tasks.finish.agree.click()
    desk.told("Done in ")
    desk.settle()


def test_done_is_said_corrected_and_taken_back(desk: Desk) -> None:
    tasks = desk.page.body.tasks
    tasks.ask_done()
    tasks.finish.agree.click()
    assert tasks.finish.warning.text() == "Say minutes, such as 90 or 1h30m."
    is_treated = desk.task().arm is Arm.TREATMENT
    assert tasks.finish.claim.isVisible() is is_treated
    _finish(desk, "1h15m", "20")
    assert (desk.task().minutes, desk.task().claimed_net_minutes) == (75.0, 20.0 if is_treated else None)
    assert tasks.panel.buttons["trials.done"].text() == "Correct…"
    _finish(desk, "80")
    assert desk.task().minutes == 80.0
    _undo(desk)
    assert desk.task().minutes == 75.0


def test_a_task_is_renamed_and_marked_and_both_are_taken_back(desk: Desk) -> None:
    tasks = desk.page.body.tasks
    tasks.ask_title()
    tasks.title.title.setText("  ")
    tasks.title.agree.click()
    assert tasks.title.warning.text() == "Say what the task is."
    tasks.title.title.setText("sort the bills")
    tasks.title.agree.click()
    desk.told("Renamed the task.")
    desk.settle()
    assert desk.task().title == "sort the bills"
    QTest.keyClick(desk.app.window, Qt.Key.Key_V)
    desk.wait(lambda: "not done as drawn" in tasks.panel.remarks.text())
    assert desk.task().is_violated
    assert tasks.panel.buttons["trials.violated"].text() == "It was done as drawn"
    _undo(desk)
    desk.wait(lambda: not desk.task().is_violated)
    _undo(desk)
    desk.wait(lambda: desk.task().title == "task 1")


def _due(journal: Journal) -> None:
    begin(journal, 2)
    for task in journal.trials.tasks(_only(journal).id):
        journal.trial_tasks.done(task.id, NOW.replace(day=10 + task.place), 60.0)


@pytest.mark.parametrize("fill", [_due])
def test_rework_is_asked_about_a_week_later_and_may_stay_unknown(desk: Desk) -> None:
    page, slip = desk.page, desk.page.body.tasks.rework
    desk.wait(page.due.isVisible)
    assert page.due.words.text() == "A week ago “task 1” was done. Was there rework? 1 more wait after it."
    page.due.yes.click()
    desk.wait(slip.isVisible)
    slip.minutes.setText("-5")
    slip.agree.click()
    assert slip.warning.text().startswith("Say minutes from 0 on")
    slip.minutes.setText("15")
    slip.agree.click()
    desk.wait(lambda: desk.task(1).rework_minutes == 15.0)
    desk.wait(lambda: "“task 2”" in page.due.words.text())
    page.due.yes.click()
    desk.wait(slip.isVisible)
    slip.unknown.click()
    desk.wait(page.due.isHidden)
    assert (desk.task(2).rework_minutes, desk.task(2).rework_asked_at) == (None, NOW)
    _undo(desk)
    desk.wait(page.due.isVisible)


def _with_entries(journal: Journal) -> None:
    begin(journal)
    for title in ("asked about the layout", "asked about the build"):
        journal.log(EntryLine(title, tool="codex", started_at=NOW, typed_tokens=9_000), NOW, Door.QUICK_LOG)


@pytest.mark.parametrize("fill", [_with_entries])
def test_entries_are_linked_and_let_go(desk: Desk) -> None:
    slip = desk.page.body.tasks.links
    desk.page.body.tasks.ask_links()
    desk.wait(lambda: slip.is_settled and len(slip.others.rows.entries) == 2)
    slip.search.setText("build")
    desk.wait(lambda: slip.is_settled and len(slip.others.rows.entries) == 1)
    QTest.keyClick(slip.others, Qt.Key.Key_Return)
    desk.wait(lambda: len(desk.task().entries) == 1)
    desk.wait(lambda: slip.is_settled and len(slip.own.rows.entries) == 1)
    assert not slip.others.isVisible()
    assert "1 entry" in desk.page.body.tasks.panel.remarks.text()
    QTest.keyClick(slip.own, Qt.Key.Key_Return)
    desk.wait(lambda: desk.task().entries == ())
    _undo(desk)
    assert len(desk.task().entries) == 1


@pytest.mark.parametrize("fill", [partial(run_trial, now=NOW)])
def test_the_result_is_that_of_analysis_and_the_chart_is_read_and_turned(desk: Desk) -> None:
    body = desk.page.body
    found = with_journal(desk.paths, lambda journal: trial_result(journal.trials.of(_only(journal).id)))
    desk.wait(body.result.isVisible)
    assert body.result._heading.text() == found.sentence
    said = "\n".join(line.text() for line in body.result.lines)
    assert f"{found.n} of {found.n_treatment + found.n_control + 1} drawn tasks" in said
    assert f"{found.violated} not done as drawn" in said
    assert "draws would show one as large" in said
    assert said.count("Forecasts for ") == 2
    assert "For every hour that was felt to be saved, 1 trial measured" in said
    assert found.running is not None
    chart = body.course.chart
    assert chart is not None
    assert chart.count == found.n - 9
    last = chart.points[-1].effect
    assert (last.low, last.high) == pytest.approx((found.running.low, found.running.high))
    chart.setFocus()
    QTest.keyClick(chart, Qt.Key.Key_Left)
    assert body.course.readout.text().startswith(f"After {found.n - 1} tasks: ")
    body.course.toggle_twin()
    assert body.course.table is not None
    assert body.course.table.model().rowCount() == chart.count


@pytest.mark.parametrize("fill", [partial(run_trial, now=NOW)])
def test_a_trial_is_ended_and_deleted_and_both_are_taken_back(desk: Desk) -> None:
    page = desk.page
    tasks = len(page.body.tasks.table.rows.rows)
    page.body.trial.end.click()
    desk.told("Ended “Speed”.")
    desk.settle()
    assert not page.body.tasks.add.isVisible()
    assert not page.can_run("trials.end")
    page.body.trial.delete.click()
    desk.told("Deleted “Speed” with its tasks.")
    desk.wait(page.empty.isVisible)
    _undo(desk)
    desk.wait(lambda: page.shown is not None and len(page.body.tasks.table.rows.rows) == tasks)
    _undo(desk)
    desk.wait(lambda: page.can_run("trials.end"))


def _two(journal: Journal) -> None:
    begin(journal)
    journal.trials.begin(TrialPlan("Tokens", outcome=TrialOutcome.WEIGHTED_TOKENS), NOW)


@pytest.mark.parametrize("fill", [_two])
def test_another_trial_is_shown_by_its_row(desk: Desk) -> None:
    body = desk.page.body
    names = [row.plan.name for row in body.list.rows.rows]
    for name in ("Tokens", "Speed"):
        body.list.setCurrentIndex(body.list.rows.index(names.index(name), 0))
        desk.wait(partial(_is_shown, desk, name))
        desk.settle()
    assert body.tasks.table.isVisible()
    body.list.step(names.index("Tokens") - names.index("Speed"))
    desk.wait(lambda: not body.tasks.table.isVisible())
    assert "compared by weighted tokens" in body.trial.rules.text()


def _is_shown(desk: Desk, name: str) -> bool:
    return desk.page.shown is not None and desk.page.shown.plan.name == name


def _other_columns(path: Path) -> Path:
    """Write the table under other headings, with a row that cannot be read."""
    plain = write_trial(path.with_name("plain.csv"), 60, -0.4, spread=0.4)
    with plain.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    rows[0][:5] = ["Title", "Group", "Expected", "Expected with AI", "Took"]
    rows[1][1] = "both"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


@pytest.mark.parametrize("fill", [_nothing])
def test_a_table_with_other_columns_is_imported_once_they_are_chosen(desk: Desk, tmp_path: Path) -> None:
    slip = desk.page.reading
    desk.page.look_at_table(_other_columns(tmp_path / "other names.csv"))
    desk.wait(lambda: bool(slip.warning.text()))
    assert slip.warning.text() == "This is no table of a trial. Choose which column says what."
    assert not slip.agree.isEnabled()
    for field, column in zip(slip.boxes, ("Title", "Group", "Expected", "Took"), strict=False):
        box = slip.boxes[field]
        box.setCurrentIndex(box.findData(column))
        box.activated.emit(box.currentIndex())
    desk.wait(slip.agree.isEnabled)
    assert slip.what.text() == "59 tasks of 60 rows."
    assert "an arm that is neither treatment nor control: 1" in slip.why.text()
    slip.name.clear()
    slip.agree.click()
    desk.wait(lambda: slip.warning.text().startswith("The trial has no name"))
    slip.name.setText("Theirs")
    slip.agree.click()
    desk.told("Imported “Theirs”, 59 tasks.")
    desk.settle()
    assert not slip.isVisible()
    assert not desk.page.body.tasks.can_add
    _undo(desk)
    desk.wait(desk.page.empty.isVisible)


@pytest.mark.parametrize(
    ("content", "complaint"),
    [(b"", "This is no table"), (b"task,arm,forecast_control,actual_minutes\n", "There is no task in it.")],
)
def test_what_is_no_trial_is_said_and_nothing_is_imported(
    desk: Desk, tmp_path: Path, content: bytes, complaint: str
) -> None:
    path = tmp_path / "none.csv"
    path.write_bytes(content)
    slip = desk.page.reading
    desk.page.look_at_table(path)
    desk.wait(lambda: slip.warning.text().startswith(complaint))
    assert not slip.agree.isEnabled()
    slip.agree.click()
    assert _plans(desk) == [PLAN]


def test_a_table_that_is_gone_is_said(desk: Desk, tmp_path: Path) -> None:
    desk.page.look_at_table(tmp_path / "gone.csv")
    slip = desk.page.reading
    desk.wait(lambda: slip.warning.text().startswith("The table cannot be read"))


def test_discreet_mode_hides_every_word_of_the_person(desk: Desk) -> None:
    desk.app.acts.toggle_discreet()
    desk.wait(lambda: desk.app.window.pages.is_built(desk.app.window.shown_screen))
    page = desk.app.window.pages.trials
    desk.wait(lambda: page.is_settled)
    said = "\n".join(one.text for one in texts(page))
    for word in (PLAN.name, PLAN.question, PLAN.control, PLAN.treatment, "task 1"):
        assert word not in said
    page.body.tasks.turn_clock()
    desk.wait(lambda: desk.task().is_running)
    page.body.tasks.turn_clock()


def test_the_help_is_reached(desk: Desk) -> None:
    desk.page.about.click()
    help_window = desk.page.findChild(HelpWindow)
    assert isinstance(help_window, HelpWindow)
    assert "A fair trial of your own" in help_window.text.toPlainText()
    help_window.close()


def test_j_and_k_go_through_the_tasks(desk: Desk) -> None:
    with_journal(desk.paths, lambda journal: _lock_more(journal, 2))
    desk.wait(lambda: len(desk.page.body.tasks.table.rows.rows) == 3)
    meant = desk.page.body.tasks
    seen = []
    for key in (Qt.Key.Key_K, Qt.Key.Key_K, Qt.Key.Key_J, Qt.Key.Key_J, Qt.Key.Key_J):
        QTest.keyClick(desk.app.window, key)
        assert meant.meant is not None
        seen.append(meant.meant.place)
    assert seen == [2, 3, 2, 1, 1]


def _lock_more(journal: Journal, count: int) -> None:
    for number in range(count):
        task = TaskToLock(f"more {number}", LockedForecast(30.0))
        journal.trial_tasks.lock(_only(journal).id, task, NOW)


def test_what_went_wrong_elsewhere_is_told(desk: Desk) -> None:
    with_journal(desk.paths, lambda journal: journal.trials.delete(_only(journal).id, NOW))
    desk.page.body.tasks.turn_clock()
    desk.wait(lambda: desk.app.window.furniture.has("notice"))
    words = [label.text() for label in desk.app.window.furniture.notice.findChildren(QLabel)]
    assert any("The task is gone" in text for text in words)
    QApplication.processEvents()
