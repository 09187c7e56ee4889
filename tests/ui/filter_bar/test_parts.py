"""The parts of the bar, each by itself."""

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import QDate, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QHBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from aijournal.domain.period import Period
from aijournal.domain.period_choice import PeriodChoice, Span
from aijournal.ui.filter_bar.chip import FilterChip
from aijournal.ui.filter_bar.period_panel import PeriodPanel
from aijournal.ui.filter_bar.pick_list import Choice, PickList
from aijournal.ui.filter_bar.search_line import SearchLine
from aijournal.ui.theme import Theme
from aijournal.ui.type_scale import SMALLEST_TARGET

LETTERS = [Choice(word, word.upper()) for word in ("alpha", "beta", "gamma")]
TODAY = date(2026, 11, 20)
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def window(theme: Theme) -> Iterator[QWidget]:
    assert theme
    window = QWidget()
    QHBoxLayout(window)
    window.show()
    window.activateWindow()
    yield window
    window.close()
    window.deleteLater()


@pytest.fixture
def chip(window: QWidget, theme: Theme) -> FilterChip:
    chip = FilterChip(theme, "Project")
    layout = window.layout()
    assert layout is not None
    layout.addWidget(chip)
    chip.show_value("shop")
    return chip


@pytest.fixture
def picks(window: QWidget, theme: Theme, chip: FilterChip) -> PickList:
    picks = PickList(theme, "Project", window)
    picks.begin(chip)
    return picks


def _shown(picks: PickList) -> list[str]:
    return picks._words.stringList()


def test_a_chip_says_what_it_is_set_to(chip: FilterChip) -> None:
    assert (chip.text(), chip.is_set) == ("Project: shop", True)
    assert chip.accessibleName() == "Project: shop, Delete takes it out"
    chip.show_value("")
    assert (chip.text(), chip.is_set, chip.accessibleName()) == ("Project", False, "Project: any")


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_Down])
def test_keys_open_the_list_of_a_chip(chip: FilterChip, qtbot: QtBot, key: Qt.Key) -> None:
    with qtbot.waitSignal(chip.clicked), qtbot.assertNotEmitted(chip.removed):
        QTest.keyClick(chip, key)


@pytest.mark.parametrize("key", [Qt.Key.Key_Delete, Qt.Key.Key_Backspace])
def test_keys_take_a_filter_out(chip: FilterChip, qtbot: QtBot, key: Qt.Key) -> None:
    with qtbot.waitSignal(chip.removed), qtbot.assertNotEmitted(chip.clicked):
        QTest.keyClick(chip, key)
    chip.show_value("")
    with qtbot.assertNotEmitted(chip.removed):
        QTest.keyClick(chip, key)


def test_the_cross_takes_a_filter_out_and_the_words_open_its_list(chip: FilterChip, qtbot: QtBot) -> None:
    chip.resize(chip.sizeHint())
    cross, words = QPoint(chip.width() - 8, chip.height() // 2), QPoint(12, chip.height() // 2)
    with qtbot.waitSignal(chip.removed), qtbot.assertNotEmitted(chip.clicked):
        QTest.mouseClick(chip, LEFT, pos=cross)
    with qtbot.waitSignal(chip.clicked), qtbot.assertNotEmitted(chip.removed):
        QTest.mouseClick(chip, LEFT, pos=words)
    chip.show_value("")
    with qtbot.waitSignal(chip.clicked):
        QTest.mouseClick(chip, LEFT, pos=QPoint(chip.width() - 8, 8))


def test_a_chip_is_never_smaller_than_a_finger_and_never_endless(chip: FilterChip) -> None:
    assert min(chip.sizeHint().height(), chip.sizeHint().width()) >= SMALLEST_TARGET
    chip.show_value("a very long name " * 20)
    assert chip.sizeHint().width() < 500
    assert not chip.grab().isNull()


def test_a_list_picks_by_enter(picks: PickList, qtbot: QtBot) -> None:
    picks.offer(LETTERS, "BETA", "none")
    with qtbot.waitSignal(picks.picked) as picked:
        QTest.keyClick(picks._list, Qt.Key.Key_Return)
    assert picked.args == ["BETA"]
    assert not picks.isVisible()


def test_a_list_picks_by_click(picks: PickList, qtbot: QtBot) -> None:
    picks.offer(LETTERS, "", "none")
    place = picks._list.visualRect(picks._words.index(2)).center()
    with qtbot.waitSignal(picks.picked) as picked:
        QTest.mouseClick(picks._list.viewport(), LEFT, pos=place)
    assert picked.args == ["GAMMA"]


def test_typing_makes_a_long_list_shorter(picks: PickList, qtbot: QtBot) -> None:
    many = [Choice(f"project {number}", str(number)) for number in range(40)]
    picks.offer(many, "7", "none")
    assert picks._line.isVisible()
    assert picks._list.currentIndex().row() == 7
    QTest.keyClicks(picks._line, "ECT 3")
    assert _shown(picks) == ["project 3", *(f"project {number}" for number in range(30, 40))]
    QTest.keyClick(picks._line, Qt.Key.Key_Down)
    with qtbot.waitSignal(picks.picked) as picked:
        QTest.keyClick(picks._line, Qt.Key.Key_Return)
    assert picked.args == ["30"]


def test_a_list_with_nothing_in_it_says_so(picks: PickList, qtbot: QtBot) -> None:
    assert picks._nothing.text() == "Looking …"
    picks.offer([], "", "No entry has one yet.")
    assert picks._nothing.text() == "No entry has one yet."
    assert picks._nothing.isVisible()
    picks.offer([Choice(f"n {number}", "x") for number in range(9)], "", "none")
    QTest.keyClicks(picks._line, "zzz")
    assert picks._nothing.text() == "None of that name."
    with qtbot.assertNotEmitted(picks.picked):
        QTest.keyClick(picks._line, Qt.Key.Key_Return)


def test_escape_puts_a_list_away(picks: PickList, qtbot: QtBot) -> None:
    picks.offer(LETTERS, "", "none")
    with qtbot.waitSignal(picks.closed):
        QTest.keyClick(picks._list, Qt.Key.Key_Escape)
    assert not picks.isVisible()


def test_a_short_list_is_no_higher_than_it_must_be(picks: PickList) -> None:
    picks.offer(LETTERS[:1], "", "none")
    assert picks.height() < 80
    picks.offer([Choice(f"n {number}", "x") for number in range(500)], "", "none")
    assert picks.height() < 500


def test_spans_are_picked_by_a_button(window: QWidget, theme: Theme, chip: FilterChip, qtbot: QtBot) -> None:
    panel = PeriodPanel(theme, "Period", window)
    panel.begin(chip, PeriodChoice(Span.THIS_WEEK), TODAY)
    assert panel._spans[Span.THIS_WEEK].isChecked()
    assert panel._first.date() == QDate(2026, 11, 16)
    for span, button in panel._spans.items():
        with qtbot.waitSignal(panel.picked) as picked:
            button.click()
        assert picked.args == [PeriodChoice(span)]
    assert not panel.isVisible()


def test_days_are_taken_in_whichever_order(
    window: QWidget, theme: Theme, chip: FilterChip, qtbot: QtBot
) -> None:
    panel = PeriodPanel(theme, "Period", window)
    panel.begin(chip, PeriodChoice(), TODAY)
    assert (panel._first.date(), panel._last.date()) == (QDate(2026, 11, 1), QDate(2026, 11, 20))
    panel._first.setDate(QDate(2026, 10, 9))
    panel._last.setDate(QDate(2026, 9, 1))
    with qtbot.waitSignal(panel.picked) as picked:
        panel._take.click()
    days = Period(date(2026, 9, 1), date(2026, 10, 9))
    assert picked.args == [PeriodChoice(Span.DAYS, days)]
    panel.begin(chip, PeriodChoice(Span.DAYS, days), TODAY)
    assert panel._first.date() == QDate(2026, 9, 1)
    assert not any(button.isChecked() for button in panel._spans.values())


@pytest.fixture
def search(window: QWidget, theme: Theme) -> SearchLine:
    search = SearchLine(theme)
    layout = window.layout()
    assert layout is not None
    layout.addWidget(search)
    return search


def test_typing_asks_once_after_a_pause(search: SearchLine, qtbot: QtBot) -> None:
    asked: list[str] = []
    search.asked.connect(lambda: asked.append(search.text))
    QTest.keyClicks(search._line, " flaky test ")
    assert asked == []
    qtbot.waitUntil(lambda: bool(asked))
    assert asked == ["flaky test"]
    assert not search._pause.isActive()


def test_enter_asks_at_once_and_only_once(search: SearchLine, qtbot: QtBot) -> None:
    QTest.keyClicks(search._line, "abc")
    with qtbot.waitSignal(search.asked):
        QTest.keyClick(search._line, Qt.Key.Key_Return)
    with qtbot.assertNotEmitted(search.asked):
        QTest.keyClick(search._line, Qt.Key.Key_Return)
        QTest.keyClicks(search._line, " ")
        QTest.keyClick(search._line, Qt.Key.Key_Return)


def test_escape_empties_the_line_and_then_leaves_it(search: SearchLine, qtbot: QtBot) -> None:
    search.type("abc")
    with qtbot.waitSignal(search.asked), qtbot.assertNotEmitted(search.left):
        QTest.keyClick(search._line, Qt.Key.Key_Escape)
    assert search.text == ""
    with qtbot.waitSignal(search.left):
        QTest.keyClick(search._line, Qt.Key.Key_Escape)


def test_down_leads_to_what_was_found(search: SearchLine, qtbot: QtBot) -> None:
    QTest.keyClicks(search._line, "abc")
    with qtbot.waitSignals([search.asked, search.left]):
        QTest.keyClick(search._line, Qt.Key.Key_Down)


def test_emptying_from_elsewhere_asks_nothing(search: SearchLine, qtbot: QtBot) -> None:
    search.type("abc")
    with qtbot.assertNotEmitted(search.asked, wait=200):
        search.empty()
    with qtbot.waitSignal(search.asked):
        search.type("abc")


def test_the_frame_shows_the_caret(search: SearchLine, qtbot: QtBot) -> None:
    qtbot.waitUntil(search.isActiveWindow)
    search.take_focus()
    assert search.property("focused") is True
    search._line.clearFocus()
    assert search.property("focused") is False
