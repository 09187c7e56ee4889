"""The actions in the real window: what has a slot, what can run, and which key means what where."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QLineEdit, QPlainTextEdit, QWidget

from aijournal.ui.actions.action import Scope
from aijournal.ui.actions.actions import Actions
from aijournal.ui.actions.bindings import Bindings
from aijournal.ui.actions.table import ACTIONS
from aijournal.ui.inbox.verdict_keys import NEED_ACTIONS
from aijournal.ui.screen import Screen
from tests.ui.actions.conftest import Hand
from tests.ui.walking import settle

_NEEDS = {name for name, _ in NEED_ACTIONS}


def test_every_row_of_the_table_has_a_slot(hand: Hand) -> None:
    for screen in Screen:
        hand.window.show_page(screen)
    missing = [action.name for action in hand.window._actions.missing]
    assert missing == ["sample.leave", "sample.delete"], "which mean nothing where there are no sample data"


def test_on_each_page_its_own_acts_can_run_and_those_of_others_cannot(hand: Hand) -> None:
    for screen in Screen:
        hand.window.show_page(screen)
        on_page = {action.name for action in ACTIONS if screen.scope in action.scope.pages}
        assert set(hand.window.pages[screen].acts()) <= on_page
        runnable = {action.name for action in hand.window._actions.runnable}
        others = {action.name for action in ACTIONS if not action.scope.is_everywhere} - on_page
        assert not runnable & others
        assert {"go.journal", "palette.open", "act.undo", "program.quit"} <= runnable


def test_every_act_of_the_inbox_means_something(hand: Hand) -> None:
    names = [action.name for action in ACTIONS if action.scope in (Scope.INBOX, Scope.VERDICT)]
    names.sort(key=lambda name: (not name.startswith("inbox.minutes"), name == "inbox.open"))
    for name in names:
        if name.startswith("inbox.minutes") or name in _NEEDS:
            hand.inbox.press("verdict.rate_4")  # minutes wait for their sign, a need for what it is about
        assert hand.inbox.press(name), name
    assert hand.window.shown_screen is Screen.JOURNAL


def test_a_name_without_a_row_is_refused() -> None:
    with pytest.raises(LookupError, match="no such action in the table"):
        Actions(Bindings()).take({"thing.do": list}, Scope.WINDOW)


def test_what_is_offered_by_a_page_goes_with_the_page(hand: Hand) -> None:
    actions = hand.window._actions
    hand.window.show_page(Screen.JOURNAL)
    actions.drop()
    assert [action.name for action in actions.runnable] == ["program.quit"]
    actions.run("go.today")
    assert hand.window.shown_screen is Screen.JOURNAL


def test_a_question_mark_shows_the_keys_in_the_inbox_and_on_every_page(hand: Hand) -> None:
    hand.type("?")
    assert hand.sheet.isVisible()
    assert not hand.window.today.inbox._judging.draft.is_worth_saving
    hand.press(Qt.Key.Key_Escape)
    for screen in Screen:
        hand.window.show_page(screen)
        if isinstance(QApplication.focusWidget(), QLineEdit):
            hand.window.sidebar._group.button(0).setFocus()
        hand.type("?")
        assert hand.sheet.isVisible(), screen
        hand.press(Qt.Key.Key_Escape)
        assert not hand.sheet.isVisible()


def test_a_question_mark_in_a_line_is_a_question_mark(hand: Hand) -> None:
    hand.control(Qt.Key.Key_N)
    hand.type("why?")
    assert not hand.sheet.isVisible()
    line = QApplication.focusWidget()
    assert isinstance(line, QLineEdit)
    assert line.text() == "why?"


def test_enter_in_the_inbox_opens_the_entry_in_journal(hand: Hand) -> None:
    hand.type("jj")
    entry = hand.inbox.entry
    assert entry is not None
    hand.press(Qt.Key.Key_Return)
    assert hand.window.shown_screen is Screen.JOURNAL
    table = hand.window.pages.journal.table
    hand.qtbot.waitUntil(
        lambda: table.entry is not None and table.entry.interaction.id == entry.interaction.id
    )
    assert table.view.hasFocus()


def test_enter_that_ends_a_note_opens_nothing(hand: Hand) -> None:
    hand.type("nhello")
    hand.press(Qt.Key.Key_Return)
    assert hand.window.shown_screen is Screen.TODAY
    assert hand.window.today.inbox._judging.draft.note == "hello"


def test_the_space_bar_rates_nothing(hand: Hand) -> None:
    hand.press(Qt.Key.Key_Space, times=2)
    assert not hand.window.today.inbox._judging.draft.is_worth_saving
    assert QApplication.focusWidget() is hand.inbox


def test_a_question_mark_shows_the_keys_from_whatever_takes_no_text(hand: Hand) -> None:
    hand.window.resize(1_400, 1_000)
    deaf = []
    for screen in Screen:
        hand.window.show_page(screen)
        settle(hand.app, hand.qtbot)
        if screen is Screen.SETTINGS:
            hand.qtbot.waitUntil(lambda: hand.window.pages.settings.view is not None)
        for widget in hand.window.pages[screen].findChildren(QWidget):
            takes_text = isinstance(widget, QLineEdit | QPlainTextEdit | QAbstractSpinBox)
            takes_keys = widget.isVisible() and widget.isEnabled() and widget.focusProxy() is None
            if takes_text or not takes_keys or not widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
                continue
            widget.setFocus()
            hand.type("?")
            if not hand.sheet.isVisible():
                deaf.append(f"{screen.name}: {type(widget).__name__} {widget.accessibleName()}")
            else:
                hand.press(Qt.Key.Key_Escape)
    assert deaf == []
