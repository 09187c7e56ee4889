"""Splitting and merging in the pane, by keys, with its real journal."""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from aijournal.domain.assessment import Assessment, Outcome
from aijournal.domain.entry import Entry
from aijournal.domain.tokens import DEFAULT_WEIGHTS
from aijournal.journal.journal import Journal
from aijournal.paths import Paths
from aijournal.ui.actions.bindings import Bindings
from aijournal.ui.drafts import DraftKeeper
from aijournal.ui.entry_detail.draft import Field
from aijournal.ui.entry_detail.pane import EntryPane
from aijournal.ui.entry_table.prompt_lines import PromptLines
from aijournal.ui.journal_thread import JournalThread
from aijournal.ui.prompt_peek import PromptPeek
from aijournal.ui.theme import Theme
from tests.journal.builders import add, an_exchange
from tests.ui.journal_stage import entries, logged
from tests.ui.stage import CLOCK, NOW, with_journal

START = NOW - timedelta(hours=3)


@pytest.fixture
def pane(theme: Theme, thread: JournalThread, peek: PromptPeek) -> Iterator[EntryPane]:
    titles, prompts = PromptLines(peek), PromptLines(peek)
    drafts = DraftKeeper(thread, CLOCK, thread)
    pane = EntryPane(
        theme,
        thread,
        CLOCK,
        DEFAULT_WEIGHTS,
        titles,
        prompts,
        drafts=drafts,
        bindings=Bindings(parent=thread),
    )
    for lines in (titles, prompts):
        lines.setParent(pane)
    pane.resize(420, 900)
    pane.show()
    pane.activateWindow()
    yield pane
    pane.close()
    pane.deleteLater()


@pytest.fixture
def three(paths: Paths) -> tuple[Entry, ...]:
    """Return an entry of three exchanges, one of the same conversation after it, and one of another."""
    work = [an_exchange(number, START + timedelta(minutes=9 * number), location=None) for number in range(3)]
    later = an_exchange(5, START + timedelta(hours=2), location=None)
    other = an_exchange(6, START + timedelta(hours=1), conversation_id="c-2", location=None)
    with_journal(paths, lambda journal: add(journal, *work, later, other))
    first, other_one, last = reversed(entries(paths))
    return first, last, other_one


def _show(pane: EntryPane, entry: Entry, qtbot: QtBot) -> None:
    pane.show_entry(entry)
    qtbot.waitUntil(lambda: pane.is_settled)


def _sizes(paths: Paths) -> list[int]:
    """Return how many exchanges each entry has, the earliest first."""
    return [entry.interaction.exchanges for entry in reversed(entries(paths))]


def _judge(paths: Paths, entry: Entry, assessment: Assessment) -> None:
    with_journal(paths, lambda journal: journal.assess(entry.interaction.id, assessment, NOW))


def _has_rows(pane: EntryPane, count: int) -> bool:
    return pane.sheet.exchanges.tree.model().rowCount() == count


def _focused() -> object:
    return QApplication.focusWidget()


def test_the_entry_is_split_at_the_exchange_under_the_keyboard(
    pane: EntryPane, three: tuple[Entry, ...], paths: Paths, qtbot: QtBot
) -> None:
    _show(pane, three[0], qtbot)
    pane.take_focus()
    assert pane.press("entry.split")  # which leads there first
    assert _focused() is pane.sheet.exchanges.tree
    with qtbot.waitSignal(pane.said) as said:
        assert pane.press("entry.split")
    assert said.args == ["Split: 1 exchange before, 2 exchanges from there on.", True]
    assert _sizes(paths) == [1, 2, 1, 1]
    assert pane.entry is not None
    assert pane.entry.interaction.exchanges == 1
    qtbot.waitUntil(lambda: pane.is_settled and not pane.sheet.exchanges.cut.isVisible())
    assert not pane.press("entry.split")


def test_nothing_is_before_the_first_exchange(
    pane: EntryPane, three: tuple[Entry, ...], paths: Paths, qtbot: QtBot
) -> None:
    _show(pane, three[0], qtbot)
    pane.press("entry.split")
    tree = pane.sheet.exchanges.tree
    assert tree.current_row == 1  # where a split is possible
    QTest.keyClick(tree, Qt.Key.Key_Up)
    assert tree.current_row == 0
    with qtbot.assertNotEmitted(pane.failed, wait=100):
        pane.press("entry.split")
    assert tree.current_row == 1
    assert _sizes(paths) == [3, 1, 1]


def test_what_is_typed_is_saved_before_a_split(
    pane: EntryPane, three: tuple[Entry, ...], paths: Paths, qtbot: QtBot
) -> None:
    _show(pane, three[0], qtbot)
    QTest.keyClicks(pane.sheet.fields[Field.PROJECT], "s")
    pane.sheet.exchanges.tree.setCurrentIndex(pane.sheet.exchanges.tree.model().index(1, 0))
    pane.sheet.exchanges.cut.click()
    qtbot.waitUntil(lambda: _sizes(paths) == [1, 2, 1, 1])
    assert [entry.interaction.project for entry in list(reversed(entries(paths)))[:2]] == ["sshop", "sshop"]


def test_merging_says_first_what_becomes_of_the_verdicts(
    pane: EntryPane, three: tuple[Entry, ...], paths: Paths, qtbot: QtBot
) -> None:
    _judge(paths, three[0], Assessment(Outcome.HURT, net_minutes=-5, note="one"))
    _judge(paths, three[1], Assessment(Outcome.HELPED, net_minutes=20, note="two"))
    _show(pane, three[0], qtbot)
    pane.press("entry.more")
    pane.press("entry.merge")
    qtbot.waitUntil(pane.slip.isVisible)
    assert _focused() is pane.slip.agree
    assert pane.slip.heading.text() == "Make 2 entries one"
    assert "“helped”" in pane.slip.words.text()
    assert "+15 min" in pane.slip.words.text()
    assert "“hurt”" in pane.slip.warning.text()
    assert _sizes(paths) == [3, 1, 1]
    assert pane.slip.verdicts is not None
    (hurt, _) = pane.slip.verdicts.buttons
    hurt.setFocus()
    QTest.keyClick(hurt, Qt.Key.Key_Space)
    assert "“hurt”" in pane.slip.words.text()
    with qtbot.waitSignal(pane.said) as said:
        QTest.keyClick(pane.slip.agree, Qt.Key.Key_Space)
    assert said.args == ["Made 2 entries one.", True]
    assert not pane.slip.isVisible()
    assert _sizes(paths) == [4, 1]
    merged = entries(paths)[-1]
    assert merged.assessment is not None
    assert (merged.assessment.outcome, merged.assessment.net_minutes) == (Outcome.HURT, 15)
    assert merged.assessment.note == "one\n\ntwo"
    with_journal(paths, Journal.undo)
    assert _sizes(paths) == [3, 1, 1]


def test_one_between_two_is_merged_with_either(
    pane: EntryPane, three: tuple[Entry, ...], paths: Paths, qtbot: QtBot
) -> None:
    _show(pane, three[0], qtbot)
    for row in (2, 1):
        tree = pane.sheet.exchanges.tree
        qtbot.waitUntil(partial(_has_rows, pane, row + 1))
        tree.setCurrentIndex(tree.model().index(row, 0))
        with qtbot.waitSignal(pane.said):
            pane.sheet.exchanges.cut.click()
        qtbot.waitUntil(lambda: pane.is_settled)
    assert _sizes(paths) == [1, 1, 1, 1, 1]
    middle = list(reversed(entries(paths)))[1]
    _show(pane, middle, qtbot)
    pane.sheet.exchanges.join.click()
    qtbot.waitUntil(pane.slip.isVisible)
    assert pane.slip.ways is not None
    assert [button.isChecked() for button in pane.slip.ways.buttons] == [True, False]
    QTest.keyClick(pane.slip.ways.buttons[1], Qt.Key.Key_Space)
    with qtbot.waitSignal(pane.said):
        QTest.keyClick(pane.slip.agree, Qt.Key.Key_Space)
    assert _sizes(paths) == [1, 2, 1, 1]


def test_esc_leaves_them_apart(pane: EntryPane, three: tuple[Entry, ...], paths: Paths, qtbot: QtBot) -> None:
    _show(pane, three[0], qtbot)
    pane.press("entry.enough")
    pane.press("entry.merge")
    qtbot.waitUntil(pane.slip.isVisible)
    QTest.keyClick(pane.slip.agree, Qt.Key.Key_Escape)
    assert not pane.slip.isVisible()
    assert _focused() is pane.sheet.exchanges.tree
    assert _sizes(paths) == [3, 1, 1]


def test_alone_in_its_conversation_it_is_said_where_to_merge(
    pane: EntryPane, three: tuple[Entry, ...], qtbot: QtBot
) -> None:
    _show(pane, three[2], qtbot)
    with qtbot.waitSignal(pane.failed) as failed:
        pane.press("entry.merge")
    assert failed.args is not None
    assert "selected in the table" in failed.args[0].message
    assert not pane.slip.isVisible()


def test_what_is_selected_is_merged_across_conversations(
    pane: EntryPane, three: tuple[Entry, ...], paths: Paths, qtbot: QtBot
) -> None:
    pane.merge_selected([entry.interaction.id for entry in three])
    qtbot.waitUntil(pane.slip.isVisible)
    assert pane.slip.ways is None
    assert pane.slip.details.text().count("\n") == 2
    with qtbot.waitSignal(pane.said):
        QTest.keyClick(pane.slip.agree, Qt.Key.Key_Space)
    assert _sizes(paths) == [5]
    assert pane.entry is not None
    assert pane.entry.interaction.exchanges == 5


def test_entries_typed_by_hand_have_nothing_to_split_or_merge(
    pane: EntryPane, paths: Paths, qtbot: QtBot
) -> None:
    logged(paths, 2)
    one, two = entries(paths)
    _show(pane, one, qtbot)
    assert not pane.press("entry.split")
    assert not pane.press("entry.merge")
    with qtbot.waitSignal(pane.failed):
        pane.merge_selected([one.interaction.id, two.interaction.id])
    assert len(entries(paths)) == 2
