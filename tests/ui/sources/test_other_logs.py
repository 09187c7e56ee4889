from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from aijournal.collect import ImportResult
from aijournal.domain.reading import Discovery, LogFile, SourceState
from aijournal.ui.log_reading import LogPlace, LogRequest
from aijournal.ui.sources.finding import FoundPlace
from aijournal.ui.sources.other_logs import OtherLogs
from tests.ui.stage import Counted, Neighbours, press_space

OLD, OTHER = Path("/mnt/old"), Path("/mnt/other")
LOG = LogFile(OLD / "a.jsonl", 1, 1, 1, 1)
CLAIM = Discovery("claude-code", SourceState.FOUND, (OLD,), "1 log in /mnt/old.", (LOG,))
CODEX = Discovery("codex", SourceState.FOUND, (OLD,), "1 log in /mnt/old.", (LOG,))
FOUND = FoundPlace(OLD, (CLAIM,))
NOTHING = FoundPlace(OTHER, (), "No logs yet in /mnt/other.")
PLACE = LogPlace("claude-code", OLD)
RESULT = ImportResult("claude-code", OLD, SourceState.FOUND, "1 log", files=1)
BROUGHT = replace(RESULT, records=9, imported=9, interactions_new=2, exchanges_new=3, calls_new=6)


@pytest.fixture
def other(qtbot: QtBot) -> OtherLogs:
    other = OtherLogs()
    qtbot.addWidget(other)
    return other


def _found(other: OtherLogs, qtbot: QtBot, *found: FoundPlace) -> LogRequest:
    """Show what was found, and return what is asked for by itself."""
    paths = [one.path for one in found]
    other.begin(paths)
    with qtbot.waitSignal(other.read_asked) as asked:
        other.show_found(paths, found)
    request: LogRequest = asked.args[0]
    return request


def test_it_is_out_of_the_way_until_a_place_is_shown(other: OtherLogs) -> None:
    assert other.isHidden()
    other.begin([OLD])
    assert other.isVisible()
    assert other.paths == (OLD,)
    assert not other.read_these.isVisible()


def test_an_answer_about_a_place_that_was_left_is_ignored(other: OtherLogs) -> None:
    asked = Counted(other.read_asked)
    other.begin([OLD])
    other.begin([OTHER])
    other.show_found([OLD], [FOUND])
    assert not other.read_these.isVisible()
    other.put_away()
    other.show_found([OTHER], [NOTHING])
    assert other.isHidden()
    assert asked.count == 0


def test_what_is_found_is_tried_and_then_read_when_it_is_asked_for(other: OtherLogs, qtbot: QtBot) -> None:
    tried = _found(other, qtbot, FOUND, NOTHING)
    assert tried == LogRequest(places=(PLACE,), is_rehearsal=True)
    assert [row.reason.text().replace("\u200b", "") for row in other.refused] == [NOTHING.reason]
    other.show_results([BROUGHT], tried)
    (row,) = other.rows
    assert row.counts.sum == "9 records = 9 imported + 0 duplicates + 0 ignored + 0 rejected"
    assert not row.counts.why.isVisible()
    with qtbot.waitSignal(other.read_asked) as read:
        other.read_these.click()
    assert read.args == [LogRequest(places=(PLACE,))]
    other.show_results([BROUGHT], read.args[0])
    assert other.isHidden()


def test_a_reading_that_was_stopped_leaves_the_slip_there(other: OtherLogs, qtbot: QtBot) -> None:
    other.show_results([BROUGHT], _found(other, qtbot, FOUND))
    with qtbot.waitSignal(other.read_asked) as read:
        other.read_these.click()
    other.show_results([replace(BROUGHT, was_cancelled=True)], read.args[0])
    assert other.isVisible()


def test_reasons_are_said_with_their_counts(other: OtherLogs, qtbot: QtBot) -> None:
    rejected = replace(
        BROUGHT, records=12, rejected=3, rejected_by_reason={"no time": 2, "<b>\u202enot</b> JSON": 1}
    )
    other.show_results([rejected], _found(other, qtbot, FOUND))
    (row,) = other.rows
    assert row.reasons.text() == "Rejected because: no time: 2 · <b> not</b> JSON: 1"
    assert row.reasons.textFormat() is Qt.TextFormat.PlainText
    assert row.wanted.isChecked()


def test_only_a_claim_that_came_to_nothing_where_another_did_not_is_unticked(
    other: OtherLogs, qtbot: QtBot
) -> None:
    useless = replace(RESULT, source="codex", records=9, rejected=9)
    request = _found(other, qtbot, FoundPlace(OLD, (CLAIM, CODEX)))
    other.show_results([BROUGHT, useless], request)
    assert [row.wanted.isChecked() for row in other.rows] == [True, False]
    request = _found(other, qtbot, FoundPlace(OLD, (CLAIM, CODEX)))
    other.show_results([replace(useless, source="claude-code"), useless], request)
    assert [row.wanted.isChecked() for row in other.rows] == [True, True]


def test_nothing_new_is_said_and_so_is_a_folder_that_is_too_large(other: OtherLogs, qtbot: QtBot) -> None:
    request = _found(other, qtbot, FOUND, FoundPlace(OTHER, ()))
    other.show_results([RESULT], request)
    assert other.what.text().startswith("There is nothing new in them.")
    assert (
        other.refused[0].reason.text().startswith("There is more in this folder than can be looked through")
    )


def test_what_cannot_be_read_says_what_can(other: OtherLogs) -> None:
    other.begin([OTHER])
    other.show_found([OTHER], [NOTHING])
    assert other.heading.text() == "There is nothing to read here"
    assert ".claude" in other.what.text()
    assert not other.try_first.isVisible()
    assert not other.read_these.isVisible()


def test_nothing_that_is_ticked_asks_for_nothing(other: OtherLogs, qtbot: QtBot) -> None:
    other.show_results([BROUGHT], _found(other, qtbot, FOUND))
    other.rows[0].wanted.click()
    asked = Counted(other.read_asked)
    other.read_these.click()
    assert asked.count == 0


def test_enter_reads_from_a_tick_and_presses_the_button_it_is_on(
    other: OtherLogs, neighbours: Neighbours, qtbot: QtBot
) -> None:
    neighbours.take(other, qtbot)
    request = _found(other, qtbot, FOUND)
    other.show_results([BROUGHT], request)
    asked = Counted(other.read_asked)
    other.rows[0].wanted.setFocus()
    QTest.keyClick(other.rows[0].wanted, Qt.Key.Key_Return)
    assert asked.count == 1
    other.leave.setFocus()
    QTest.keyClick(other.leave, Qt.Key.Key_Return)
    assert other.isHidden()
    assert asked.count == 1


def test_leaving_it_by_key_presses_nothing_else(
    other: OtherLogs, neighbours: Neighbours, qtbot: QtBot
) -> None:
    pressed = neighbours.take(other, qtbot)
    other.begin([OTHER])
    other.show_found([OTHER], [NOTHING])
    press_space(other.leave)
    assert other.isHidden()
    press_space()
    assert pressed == []


def test_nothing_is_said_to_be_readable_before_it_was_tried(other: OtherLogs, qtbot: QtBot) -> None:
    request = _found(other, qtbot, FOUND)
    assert other.heading.text() == "Trying to read these logs …"
    other.show_results([BROUGHT], request)
    assert other.heading.text() == "These logs can be read"
    assert other.read_these.isVisible()


def test_rubbish_is_not_offered_to_be_read(other: OtherLogs, neighbours: Neighbours, qtbot: QtBot) -> None:
    neighbours.take(other, qtbot)
    rubbish = replace(RESULT, records=9, rejected=9, rejected_by_reason={"not JSON": 9})
    other.show_results([rubbish], _found(other, qtbot, FOUND))
    assert other.heading.text() == "Nothing in these logs is understood"
    assert not other.read_these.isVisible()
    assert other.leave.hasFocus()
    assert "not JSON" in other.rows[0].reasons.text()
    asked = Counted(other.read_asked)
    other.rows[0].wanted.setFocus()
    QTest.keyClick(other.rows[0].wanted, Qt.Key.Key_Return)
    assert asked.count == 0
