"""The palette by keys alone, in the real window."""

from time import process_time

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from aijournal.ui.actions.choice import Choice
from aijournal.ui.actions.palette import OPEN
from aijournal.ui.entry_detail.draft import Field
from aijournal.ui.screen import Screen
from tests.ui.actions.conftest import Hand

_CONTROL = Qt.KeyboardModifier.ControlModifier
_LONGEST = 0.05  # seconds of work until it stands there


def _words(hand: Hand) -> list[str]:
    return [row.words for row in hand.palette.list.rows.rows]


def test_it_lists_everything_that_can_run_now_with_its_keys(hand: Hand) -> None:
    runnable = {action.told: action for action in hand.window._actions.runnable if action.name != OPEN}
    hand.control(Qt.Key.Key_K)
    rows = {row.words: row.keys for row in hand.palette.list.rows.rows}
    assert rows.keys() == runnable.keys()
    assert rows["Read new logs"] == ("Ctrl+R",)
    assert rows["It helped"] == ("4",)
    assert "Edit the entry" not in rows


def test_typing_filters_and_enter_runs_where_the_keyboard_was(hand: Hand) -> None:
    hand.control(Qt.Key.Key_K)
    hand.type("go sett")
    assert _words(hand)[0] == "Go to Settings"
    hand.press(Qt.Key.Key_Return)
    hand.qtbot.waitUntil(lambda: hand.window.shown_screen is Screen.SETTINGS)
    assert not hand.palette.isVisible()


def test_a_verdict_is_given_from_it(hand: Hand) -> None:
    hand.control(Qt.Key.Key_K)
    hand.type("it helped a l")
    hand.press(Qt.Key.Key_Return)
    hand.qtbot.waitUntil(lambda: hand.window.today.inbox._judging.draft.outcome is not None)
    assert QApplication.focusWidget() is hand.inbox


def test_escape_gives_the_keyboard_back(hand: Hand) -> None:
    ways = ((Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier), (Qt.Key.Key_K, _CONTROL))
    for key, modifiers in ways:
        hand.control(Qt.Key.Key_K)
        assert hand.palette.line.hasFocus()
        hand.press(key, modifiers)
        assert not hand.palette.isVisible()
        assert QApplication.focusWidget() is hand.inbox
    assert hand.window.shown_screen is Screen.TODAY


def test_a_letter_that_also_opens_it_is_typed_while_it_is_open(hand: Hand) -> None:
    hand.app.parts.settings.change("keys", "Changed.", shortcuts={OPEN: ("G", "F6")})
    hand.qtbot.waitUntil(lambda: hand.app.parts.bindings.keys(OPEN) == ("G", "F6"))
    hand.palette.ask()
    hand.type("go sett")
    assert hand.palette.isVisible()
    assert hand.palette.line.text() == "go sett"
    hand.press(Qt.Key.Key_F6)
    assert not hand.palette.isVisible()


def test_it_opens_from_wherever_something_is_typed(hand: Hand) -> None:
    hand.type("n")
    line = QApplication.focusWidget()
    assert isinstance(line, QLineEdit)
    _open_and_leave(hand, line)
    hand.window.show_page(Screen.JOURNAL)
    pane = hand.window.pages.journal.pane
    hand.qtbot.waitUntil(lambda: pane.entry is not None and pane.is_settled)
    lines = pane.sheet.fields[Field.NOTE]
    lines.setFocus()
    _open_and_leave(hand, lines)


def _open_and_leave(hand: Hand, field: QWidget) -> None:
    hand.control(Qt.Key.Key_K)
    assert hand.palette.isVisible()
    hand.press(Qt.Key.Key_Escape)
    assert field.hasFocus()


def test_no_other_key_gets_past_it(hand: Hand) -> None:
    hand.control(Qt.Key.Key_K)
    hand.control(Qt.Key.Key_3)
    hand.press(Qt.Key.Key_Tab)
    assert hand.palette.line.hasFocus()
    assert hand.window.shown_screen is Screen.TODAY


def test_arrows_home_and_end_move(hand: Hand) -> None:
    hand.control(Qt.Key.Key_K)
    hand.press(Qt.Key.Key_Down, times=2)
    assert hand.palette.list.currentIndex().row() == 2
    hand.press(Qt.Key.Key_Up)
    hand.press(Qt.Key.Key_End)
    assert hand.palette.list.currentIndex().row() == len(_words(hand)) - 1
    hand.press(Qt.Key.Key_Down)
    hand.press(Qt.Key.Key_Home)
    assert hand.palette.list.currentIndex().row() == 0
    hand.type("z z z q")
    assert _words(hand) == []
    assert hand.palette._nothing.isVisible()
    hand.press(Qt.Key.Key_Return)
    assert hand.palette.isVisible()


def test_what_was_chosen_last_is_first_next_time(hand: Hand) -> None:
    hand.control(Qt.Key.Key_K)
    hand.type("go to trends")
    hand.press(Qt.Key.Key_Return)
    hand.qtbot.waitUntil(lambda: hand.window.shown_screen is Screen.TRENDS)
    hand.palette.ask()
    assert _words(hand)[0] == "Go to Trends"


def test_others_can_add_choices(hand: Hand) -> None:
    done: list[str] = []
    hand.palette.add_source(lambda: [Choice("Weeks with <b>reviews</b>", (), lambda: done.append("shown"))])
    hand.control(Qt.Key.Key_K)
    hand.type("weeks with")
    assert _words(hand) == ["Weeks with <b>reviews</b>"]
    hand.press(Qt.Key.Key_Return)
    hand.qtbot.waitUntil(lambda: done == ["shown"])


def test_a_click_runs_a_row_and_one_beside_it_closes(hand: Hand) -> None:
    hand.control(Qt.Key.Key_K)
    hand.type("go to mirror")
    rows = hand.palette.list
    place = rows.visualRect(rows.rows.index(0)).center()
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=place)
    hand.qtbot.waitUntil(lambda: hand.window.shown_screen is Screen.MIRROR)
    hand.palette.ask()
    QTest.mouseClick(hand.palette, Qt.MouseButton.LeftButton, pos=hand.palette.rect().bottomLeft())
    assert not hand.palette.isVisible()


def test_it_covers_the_window_and_can_be_heard(hand: Hand) -> None:
    hand.control(Qt.Key.Key_K)
    hand.window.resize(700, 500)
    QApplication.processEvents()
    assert hand.palette.size() == hand.window.size()
    assert hand.palette.rect().contains(hand.palette.sheet.geometry())
    assert hand.palette.line.accessibleName()
    assert hand.palette.list.accessibleName()
    told = hand.palette.list.rows.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert told == "Go to Today, Ctrl+1"


def test_it_opens_at_once(hand: Hand) -> None:
    times = []
    for _ in range(5):
        began = process_time()
        hand.palette.ask()
        QApplication.processEvents()
        times.append(process_time() - began)
        hand.palette.close()
    assert min(times) < _LONGEST


def test_nothing_found_is_said_in_full(hand: Hand) -> None:
    hand.control(Qt.Key.Key_K)
    hand.type("zzzz")
    palette = hand.palette
    QApplication.processEvents()
    assert palette._nothing.isVisible()
    assert palette._nothing.height() >= palette._nothing.heightForWidth(palette._nothing.width())
    assert palette._nothing.y() >= palette.line.geometry().bottom()
    assert palette.sheet.rect().contains(palette._nothing.geometry())
