"""The bar with the names that a real journal holds."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from aijournal.domain.entry_filter import EVERYTHING, EntryFilter
from aijournal.domain.period import Period
from aijournal.domain.period_choice import PeriodChoice, Span
from aijournal.paths import Paths
from aijournal.ui.filter_bar.filter_bar import FilterBar
from aijournal.ui.journal_thread import JournalThread
from aijournal.ui.theme import Theme
from tests.ui.journal_stage import logged
from tests.ui.stage import CLOCK, Counted, Neighbours, press_space

PROJECT, TOOL, TASK, TAG, VERDICT = range(5)
WEEK = Period(date(2026, 11, 16), date(2026, 11, 22))


@pytest.fixture
def bar(theme: Theme, thread: JournalThread, paths: Paths) -> Iterator[FilterBar]:
    logged(paths, 20)
    bar = FilterBar(theme, thread, CLOCK)
    bar.resize(900, 120)
    bar.show()
    bar.activateWindow()
    yield bar
    bar.close()
    bar.deleteLater()


def test_entries_that_were_named_are_one_chip_and_can_be_let_go(bar: FilterBar) -> None:
    bar.search.type("retry")
    changed = Counted(bar.changed)
    bar.show_only((4, 2), "Answers you already knew")
    assert bar.wanted() == EntryFilter(ids=(4, 2))
    assert changed.count == 1
    chip = bar._only_chip
    assert (chip.text(), chip.isVisible()) == ("Behind: Answers you already knew", True)
    chip.setFocus()
    QTest.keyClick(chip, Qt.Key.Key_Delete)
    assert bar.wanted() == EVERYTHING
    assert not chip.isVisible()
    assert bar.search.isAncestorOf(bar.focusWidget())
    bar.show_only((4,), "one")
    bar.clear()
    assert bar.wanted() == EVERYTHING
    assert chip.isHidden()


def _pick(bar: FilterBar, place: int, words: str, qtbot: QtBot) -> None:
    """Pick from a list by its keys, as a person would."""
    picks = bar._lists[place]
    QTest.keyClick(bar._chips[place], Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: words in picks._words.stringList())
    picks._list.setCurrentIndex(picks._words.index(picks._words.stringList().index(words)))
    with qtbot.waitSignal(bar.changed):
        QTest.keyClick(picks._list, Qt.Key.Key_Return)


def test_nothing_is_left_out_at_first(bar: FilterBar) -> None:
    assert bar.wanted() == EVERYTHING
    assert not bar.is_filtering
    assert bar._clear.isHidden()


@pytest.mark.parametrize(
    ("place", "words", "chip", "wanted"),
    [
        (PROJECT, "maps", "Project: maps", {"project": "maps"}),
        (TOOL, "Claude Code", "Tool: Claude Code", {"tool": "claude-code"}),
        (TASK, "debugging", "Task type: debugging", {"task": "debugging"}),
        (TAG, "late", "Tag: late", {"tag": "late"}),
        (VERDICT, "judged", "Verdict: judged", {"is_rated": True}),
        (VERDICT, "waiting or unsure", "Verdict: waiting or unsure", {"is_rated": False}),
    ],
)
def test_what_entries_must_be_is_picked_and_taken_out(
    bar: FilterBar, qtbot: QtBot, *, place: int, words: str, chip: str, wanted: dict[str, Any]
) -> None:
    _pick(bar, place, words, qtbot)
    assert bar.wanted() == EntryFilter(**wanted)
    assert bar._chips[place].text() == chip
    assert bar.is_filtering
    assert not bar._clear.isHidden()
    QTest.keyClick(bar._chips[place], Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bar._lists[place]._list.currentIndex().data() == words)
    bar._lists[place].close()
    with qtbot.waitSignal(bar.changed):
        QTest.keyClick(bar._chips[place], Qt.Key.Key_Delete)
    assert bar.wanted() == EVERYTHING


def test_a_period_is_picked_and_taken_out(bar: FilterBar, qtbot: QtBot) -> None:
    QTest.keyClick(bar._period_chip, Qt.Key.Key_Return)
    with qtbot.waitSignal(bar.changed):
        QTest.keyClick(bar._period_panel._spans[Span.THIS_WEEK], Qt.Key.Key_Space)
    assert bar.wanted() == EntryFilter(period=WEEK)
    assert bar._period_chip.text() == "Period: this week"
    with qtbot.waitSignal(bar.changed):
        bar._period_chip.removed.emit()
    assert bar.wanted() == EVERYTHING


def test_words_and_filters_are_one_question_and_one_button_clears_it(bar: FilterBar, qtbot: QtBot) -> None:
    bar._set_period(PeriodChoice(Span.THIS_WEEK))
    _pick(bar, PROJECT, "shop", qtbot)
    _pick(bar, TAG, "late", qtbot)
    bar.search.type("entry")
    assert bar.wanted() == EntryFilter(WEEK, project="shop", tag="late", search="entry")
    with qtbot.waitSignal(bar.changed):
        bar._clear.click()
    assert bar.wanted() == EVERYTHING
    assert bar.search.text == ""
    assert bar._clear.isHidden()


def test_clearing_by_key_leads_to_the_empty_line(
    bar: FilterBar, neighbours: Neighbours, qtbot: QtBot
) -> None:
    pressed = neighbours.take(bar, qtbot)
    bar.search.type("entry")
    changed = Counted(bar.changed)
    press_space(bar._clear)
    assert bar._clear.isHidden()
    assert bar.search._line.hasFocus()
    press_space()
    QTest.keyClick(bar.search._line, Qt.Key.Key_Return)
    assert (changed.count, pressed) == (1, [])
    assert bar.wanted() == EVERYTHING


def test_a_name_that_no_entry_has_is_not_offered(bar: FilterBar, qtbot: QtBot) -> None:
    bar._open_list(TASK)
    picks = bar._lists[TASK]
    qtbot.waitUntil(lambda: picks._words.stringList() == ["debugging"])
    picks.close()


def test_every_chip_is_named_and_in_order(bar: FilterBar) -> None:
    names = [chip.accessibleName() for chip in bar._all_chips()]
    assert names == [
        "Period: any",
        "Project: any",
        "Tool: any",
        "Task type: any",
        "Tag: any",
        "Verdict: any",
    ]
