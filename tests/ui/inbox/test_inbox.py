"""Judging in the real window, on a real journal, by real keys."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from time import monotonic

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from aijournal.collect import collect
from aijournal.domain.assessment import Door, Need, Outcome
from aijournal.domain.entry import Entry
from aijournal.domain.entry_filter import EVERYTHING
from aijournal.journal.journal import Journal
from aijournal.paths import Paths
from aijournal.ui.actions.bindings import Bindings
from aijournal.ui.app import App
from aijournal.ui.inbox.inbox import Inbox, InboxContents
from aijournal.ui.inbox.verdict_keys import VerdictDraft
from aijournal.ui.screen import Screen
from aijournal.ui.theme import Theme
from aijournal.ui.widgets.key_button import KeyButton
from tests.ui.stage import (
    CLOCK,
    IMPORTERS,
    NOW,
    Counted,
    an_entry,
    press_space,
    staged,
    wait_for_inbox,
    with_journal,
)


class Table:
    """The inbox of a window that shows what sample logs brought, and the journal behind it."""

    def __init__(self, app: App, paths: Paths, qtbot: QtBot) -> None:
        self.app = app
        self.paths = paths
        self.qtbot = qtbot
        self.inbox = app.window.today.inbox
        self.view = self.inbox._view
        self.panel = self.view.panel

    @property
    def current(self) -> Entry:
        entry = self.view.entry
        assert entry is not None
        return entry

    @property
    def current_id(self) -> int:
        return self.current.interaction.id

    @property
    def draft(self) -> tuple[Outcome | None, float | None, Need | None]:
        draft = self.inbox._judging.draft
        return draft.outcome, draft.net_minutes, draft.need

    def type(self, keys: str) -> None:
        QTest.keyClicks(self.view, keys)

    def answer(self, text: str) -> None:
        edit = QApplication.focusWidget()
        assert isinstance(edit, QLineEdit)
        edit.setText(text)
        QTest.keyClick(edit, Qt.Key.Key_Return)

    def button(self, key: str) -> KeyButton:
        return next(button for button in self.panel.findChildren(KeyButton) if button.key == key)

    def stored(self, entry_id: int) -> Entry:
        detail = with_journal(self.paths, lambda journal: journal.entry(entry_id, NOW))
        assert detail is not None
        return detail.entry

    def judged(self) -> int:
        def count(journal: Journal) -> int:
            return sum(entry.assessment is not None for entry in journal.entries(EVERYTHING, NOW, 999).rows)

        return with_journal(self.paths, count)

    def wait_for(self, count: int) -> None:
        wait_for_inbox(self.qtbot, self.app, count)


@pytest.fixture
def table(qapp: QApplication, paths: Paths, logs: Path, qtbot: QtBot) -> Iterator[Table]:
    environment = {"HOME": str(logs)}
    with_journal(paths, lambda journal: collect(journal, IMPORTERS, environment, NOW))
    waiting = with_journal(paths, lambda journal: journal.inbox_count(NOW))
    with staged(qapp, paths, environment) as app:
        app.show()
        wait_for_inbox(qtbot, app, waiting)
        table = Table(app, paths, qtbot)
        table.inbox.take_focus()
        qtbot.waitUntil(table.view.hasFocus)
        yield table


def test_two_keys_judge_save_and_go_on(table: Table) -> None:
    first, waiting = table.current_id, table.inbox.waiting
    second = table.view.model().index(1, 0)
    following = table.inbox._model.entry(second)
    table.type("4w")
    table.wait_for(waiting - 1)
    assert following is not None
    assert table.current_id == following.interaction.id
    saved = table.stored(first).assessment
    assert saved is not None
    assert (saved.outcome, saved.need, saved.net_minutes) == (Outcome.HELPED, Need.SLOWER, None)
    assert saved.door is (Door.AUDIT if table.stored(first).interaction.is_audit else Door.INBOX)
    assert saved.seconds_taken == 0.0
    assert table.app.window.toast.isVisible()


@pytest.mark.parametrize(
    ("keys", "outcome", "minutes", "need"),
    [
        ("48w", Outcome.HELPED, 30.0, Need.SLOWER),
        ("5w", Outcome.HELPED_A_LOT, None, Need.SLOWER),
        ("16q", Outcome.HURT_A_LOT, -10.0, Need.COULD_NOT),
        ("3e", Outcome.NO_DIFFERENCE, None, Need.NOT_NEEDED),
        ("dr", Outcome.UNSURE, None, Need.KNEW),
        ("45W", Outcome.HELPED_A_LOT, None, Need.SLOWER),
    ],
)
def test_keys_say_outcome_minutes_and_need(
    table: Table, keys: str, outcome: Outcome, minutes: float | None, need: Need
) -> None:
    first, waiting = table.current_id, table.inbox.waiting
    table.type(keys)
    table.wait_for(waiting - 1)
    saved = table.stored(first).assessment
    assert saved is not None
    assert (saved.outcome, saved.net_minutes, saved.need) == (outcome, minutes, need)


def test_fast_typing_judges_row_after_row(table: Table) -> None:
    waiting = table.inbox.waiting
    table.type("4w" * 5)
    table.wait_for(waiting - 5)
    assert table.judged() == 5


def test_an_outcome_alone_is_saved_on_moving_on(table: Table) -> None:
    first, waiting = table.current_id, table.inbox.waiting
    table.type("4")
    assert table.judged() == 0
    table.type("j")
    table.wait_for(waiting - 1)
    saved = table.stored(first).assessment
    assert saved is not None
    assert (saved.outcome, saved.need) == (Outcome.HELPED, None)


def test_an_outcome_alone_is_saved_on_leaving_the_page(table: Table) -> None:
    waiting = table.inbox.waiting
    table.type("4")
    table.app.window.show_page(Screen.TRENDS)
    table.wait_for(waiting - 1)
    assert table.judged() == 1


def test_an_outcome_alone_is_saved_on_closing_the_window(table: Table) -> None:
    table.type("4")
    table.app.close()
    assert table.judged() == 1


def test_moving_without_a_word_saves_nothing(table: Table) -> None:
    table.type("jjk")
    QTest.keyClick(table.view, Qt.Key.Key_Down)
    QTest.keyClick(table.view, Qt.Key.Key_Up)
    assert table.view.currentIndex().row() == 1
    assert table.judged() == 0


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Escape, Qt.Key.Key_X])
def test_other_keys_rate_nothing(table: Table, key: Qt.Key) -> None:
    QTest.keyClick(table.view, key)
    QTest.keyClick(table.view, key)
    assert table.draft == (None, None, None)
    assert table.view.currentIndex().row() == 0


def test_keys_with_control_are_not_verdicts(table: Table) -> None:
    QTest.keyClick(table.view, Qt.Key.Key_4, Qt.KeyboardModifier.ControlModifier)
    assert table.draft == (None, None, None)


def test_minutes_wait_for_their_sign(table: Table) -> None:
    table.type("8")
    assert table.draft == (None, None, None)
    table.type("28")
    assert table.inbox._judging.draft == VerdictDraft(NOW, Outcome.HURT, -60.0)
    table.type("4")
    assert table.inbox._judging.draft == VerdictDraft(NOW, Outcome.HELPED)


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [("25", 25.0), ("-10", -10.0), ("−10", -10.0), ("3h", 180.0), ("1h30m", 90.0), ("12m", 12.0)],
)
def test_any_minutes_can_be_typed(table: Table, typed: str, minutes: float) -> None:
    table.type("4m")
    table.answer(typed)
    assert table.draft == (Outcome.HELPED, minutes, None)
    assert table.view.hasFocus()
    assert table.button("M").isChecked()


@pytest.mark.parametrize("typed", ["soon", "", "1e9", "--5"])
def test_what_is_no_minutes_is_said_and_changes_nothing(table: Table, typed: str) -> None:
    table.type("4m")
    with table.qtbot.waitSignal(table.inbox.said):
        table.answer(typed)
    assert table.draft == (Outcome.HELPED, None, None)


def test_escape_leaves_the_line_as_it_was(table: Table) -> None:
    table.type("n")
    edit = table.panel._edit
    assert edit.hasFocus()
    QTest.keyClicks(edit, "half a note")
    QTest.keyClick(edit, Qt.Key.Key_Escape)
    assert table.view.hasFocus()
    assert not table.inbox._judging.draft.is_worth_saving


def test_a_note_goes_with_the_verdict(table: Table) -> None:
    first, waiting = table.current_id, table.inbox.waiting
    table.type("n")
    table.answer("ask for the plan first")
    table.type("4w")
    table.wait_for(waiting - 1)
    saved = table.stored(first).assessment
    assert saved is not None
    assert saved.note == "ask for the plan first"


def test_a_task_type_is_saved_at_once_and_likely_in_its_project(table: Table) -> None:
    first, project, waiting = table.current_id, table.current.interaction.project, table.inbox.waiting
    table.type("t")
    with table.qtbot.waitSignal(table.app.journal.entries_changed):
        table.answer("debugging")
    assert table.stored(first).interaction.task == "debugging"
    table.type("4w")
    table.wait_for(waiting - 1)
    while table.current.interaction.project != project:
        table.type("j")
    table.qtbot.waitUntil(lambda: table.button("T").text() == "debugging")
    other = table.current_id
    table.type("3e")
    table.wait_for(waiting - 2)
    assert table.stored(other).interaction.task == "debugging"


def test_skipping_sets_aside_without_a_verdict(table: Table) -> None:
    first, waiting = table.current_id, table.inbox.waiting
    table.type("4s")
    table.wait_for(waiting - 1)
    assert table.stored(first).assessment is None
    assert table.current_id != first


def test_undo_brings_the_last_verdict_back_under_the_hand(table: Table) -> None:
    first, waiting = table.current_id, table.inbox.waiting
    table.type("jj4w")
    table.wait_for(waiting - 1)
    table.type("k")
    table.type("u")
    table.wait_for(waiting)
    assert table.judged() == 0
    assert table.view.currentIndex().row() == 2
    table.type("kk")
    assert table.current_id == first


def test_undo_first_takes_back_what_is_not_saved(table: Table) -> None:
    waiting = table.inbox.waiting
    table.type("4w")
    table.wait_for(waiting - 1)
    table.type("1u")
    assert table.draft == (None, None, None)
    assert table.judged() == 1


def test_the_toast_offers_undo(table: Table) -> None:
    waiting = table.inbox.waiting
    table.type("4w")
    table.wait_for(waiting - 1)
    table.app.window.toast._undo.click()
    table.wait_for(waiting)
    assert table.judged() == 0


def test_control_z_takes_back_from_anywhere_on_the_page(table: Table) -> None:
    waiting = table.inbox.waiting
    table.type("4w")
    table.wait_for(waiting - 1)
    QTest.keyClick(table.view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    table.wait_for(waiting)


def test_nothing_to_take_back_is_said(table: Table) -> None:
    with table.qtbot.waitSignal(table.inbox.said) as said:
        table.type("u")
    assert said.args == ["Nothing more to take back here; Ctrl+Z goes further.", False]


def test_a_need_before_an_outcome_says_nothing(table: Table) -> None:
    first, waiting = table.current_id, table.inbox.waiting
    assert not table.button("W").isEnabled()
    table.type("r2")
    assert table.draft == (Outcome.HURT, None, None)
    assert table.button("W").isEnabled()
    table.type("u4ww")
    table.wait_for(waiting - 1)
    assert table.current_id != first
    assert not table.inbox._judging.draft.is_worth_saving


def _hold(view: QWidget, key: str, times: int) -> None:
    """Hold a key down for a while, as the system tells of it."""
    code = Qt.Key(ord(key.upper()))
    for number in range(times):
        event = QKeyEvent(QEvent.Type.KeyPress, code, Qt.KeyboardModifier.NoModifier, key, autorep=number > 0)
        QApplication.sendEvent(view, event)


@pytest.mark.parametrize("key", ["s", "w", "5"])
def test_a_key_that_is_held_down_is_one_key(table: Table, key: str) -> None:
    waiting = table.inbox.waiting
    table.type("4")
    _hold(table.view, key, 6)
    if key == "5":
        table.type("w")
    table.wait_for(waiting - 1)
    assert table.draft == (None, None, None)
    _hold(table.view, "j", 3)
    assert table.view.currentIndex().row() == 3


def test_u_takes_back_what_was_done_here_and_nothing_else(table: Table) -> None:
    with_journal(table.paths, lambda journal: journal.skip(table.current_id, NOW))
    waiting = table.inbox.waiting - 1
    table.wait_for(waiting)
    table.type("4wsy5q")
    table.wait_for(waiting - 3)
    assert table.judged() == 2
    for _ in range(8):
        table.type("u")
    table.wait_for(waiting)
    assert table.judged() == 0
    with table.qtbot.waitSignal(table.inbox.said) as said:
        table.type("u")
    assert said.args is not None
    assert "Nothing more" in said.args[0]
    assert table.inbox.waiting == waiting
    QTest.keyClick(table.view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    table.wait_for(waiting + 1)


def test_u_takes_back_nothing_that_was_done_elsewhere_since(table: Table) -> None:
    waiting = table.inbox.waiting
    table.type("4w")
    table.wait_for(waiting - 1)
    table.app.journal.write(lambda journal: journal.set_task(table.current_id, "mails", NOW), lambda _: None)
    table.qtbot.waitUntil(lambda: not table.inbox.acts.entries)
    table.type("u")
    assert "Nothing more" in table.app.window.toast._words.text()
    assert table.judged() == 1


def test_u_after_discreet_mode_leads_back_to_the_row(table: Table) -> None:
    table.type("jj")
    entry, waiting = table.current_id, table.inbox.waiting
    table.type("4w")
    table.wait_for(waiting - 1)
    hidden = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(table.app.window, Qt.Key.Key_H, hidden)
    fresh = Table(table.app, table.paths, table.qtbot)
    fresh.wait_for(waiting - 1)
    fresh.inbox.take_focus()
    fresh.type("u")
    fresh.wait_for(waiting)
    assert fresh.current_id == entry


@pytest.mark.parametrize(
    ("typed", "meant"), [("te", "tests"), ("zebra", "zebra"), ("E", "E"), ("TESTS", "tests")]
)
def test_a_part_of_a_task_type_is_the_only_one_that_it_can_mean(table: Table, typed: str, meant: str) -> None:
    for task in ("tests", "debugging"):
        table.app.journal.write(partial(_list_task, task=task), lambda _: None)
    table.qtbot.waitUntil(lambda: set(table.inbox._tasks) >= {"tests", "debugging"})
    first = table.current_id
    table.type("t")
    with table.qtbot.waitSignal(table.app.journal.entries_changed):
        table.answer(typed)
    assert table.stored(first).interaction.task == meant


def _list_task(journal: Journal, *, task: str) -> None:
    journal.task_list.add(task, NOW)


def test_the_mouse_judges_as_well(table: Table) -> None:
    waiting = table.inbox.waiting
    for key in ("4", "7", "W"):
        QTest.mouseClick(table.button(key), Qt.MouseButton.LeftButton)
    table.wait_for(waiting - 1)
    assert table.judged() == 1


def test_a_click_opens_a_row(table: Table) -> None:
    third = table.view.visualRect(table.view.model().index(2, 0)).center()
    QTest.mouseClick(table.view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(third))
    assert table.view.currentIndex().row() == 2
    assert table.panel.y() > table.view.visualRect(table.view.currentIndex()).y()


def test_the_last_row_can_be_judged_and_the_inbox_ends_empty(table: Table) -> None:
    table.type("4w" * table.inbox.waiting)
    table.wait_for(0)
    table.qtbot.waitUntil(table.inbox.empty.isVisible)
    assert "Nothing waits" in table.inbox.empty._what.text()


def test_a_second_press_on_the_last_row_reads_no_logs(table: Table) -> None:
    table.type("4w" * (table.inbox.waiting - 1))
    table.wait_for(1)
    began = Counted(table.app.reading.began)
    press_space(table.button("S"))
    table.qtbot.waitUntil(table.inbox.empty.isVisible)
    assert table.inbox.hasFocus()
    press_space()
    assert began.count == 0
    QTest.keyClick(table.app.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    table.wait_for(1)
    assert table.view.hasFocus()


def test_peeks_at_prompts_become_titles(table: Table) -> None:
    model = table.inbox._model
    table.qtbot.waitUntil(lambda: " · " not in model.title(table.current))
    assert table.stored(table.current_id).interaction.title is None


def test_rows_that_come_while_logs_are_read_leave_the_open_row_where_it_is(
    theme: Theme, app: App, qtbot: QtBot
) -> None:
    inbox = Inbox(theme, app.journal, CLOCK, Bindings(parent=theme))
    qtbot.addWidget(inbox)
    inbox.resize(800, 500)
    inbox.show()

    def show(first: int, last: int) -> None:
        entries = tuple(an_entry(number) for number in range(first, last))
        inbox.show_contents(InboxContents(entries, len(entries), (), {}), NOW.date())
        QApplication.processEvents()

    view = inbox._view
    show(60, 70)
    open_row, place = view.entry, view.visualRect(view.currentIndex())
    assert open_row is not None
    for first in (40, 20, 0):
        show(first, 70)
        assert view.entry is not None
        assert view.entry.interaction.id == open_row.interaction.id
        assert view.visualRect(view.currentIndex()) == place
        assert view.panel.geometry().top() == place.top() + view.row_height
    view.verticalScrollBar().setValue(0)
    show(-5, 70)
    assert not view.viewport().rect().intersects(view.visualRect(view.currentIndex())), (
        "what the person scrolled away from does not come back by itself"
    )


def test_thousands_of_rows_stay_quick(theme: Theme, app: App, qtbot: QtBot) -> None:
    inbox = Inbox(theme, app.journal, CLOCK, Bindings())
    qtbot.addWidget(inbox)
    entries = tuple(an_entry(number) for number in range(1, 5_001))
    inbox.resize(700, 600)
    inbox.show()
    began = monotonic()
    inbox.show_contents(InboxContents(entries, len(entries), (), {}), NOW.date())
    inbox._view.scrollToBottom()
    inbox._view.open_row(4_999)
    inbox.grab()
    assert monotonic() - began < 1.0
    inbox.save_draft()


def test_a_verdict_that_contradicts_its_minutes_is_said_softly_and_saved(table: Table) -> None:
    first, waiting = table.current_id, table.inbox.waiting
    assert not table.panel.odd.isVisible()
    table.type("1m")
    table.answer("30")
    assert "saved minutes?" in table.panel.odd.text()
    assert table.panel.odd.isVisible()
    table.type("w")
    table.wait_for(waiting - 1)
    assert not table.panel.odd.isVisible()
    saved = table.stored(first).assessment
    assert saved is not None
    assert (saved.outcome, saved.net_minutes) == (Outcome.HURT_A_LOT, 30.0)
    table.app.window.show_page(Screen.JOURNAL)
    page = table.app.window.pages.journal
    page.show_entry(table.stored(first))
    table.qtbot.waitUntil(lambda: "saved minutes?" in page.pane.sheet.odd.text())


def test_the_same_task_type_again_is_nothing_that_could_be_taken_back(table: Table) -> None:
    table.type("t")
    with table.qtbot.waitSignal(table.app.journal.entries_changed):
        table.answer("mails")
    table.qtbot.waitUntil(lambda: table.button("T").text() == "mails")
    table.inbox._judging.give_task("mails")
    assert table.inbox.acts.entries == [table.current_id]
