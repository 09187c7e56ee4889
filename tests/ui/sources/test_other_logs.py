from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from aijournal.domain.reading import Discovery, LogFile, SourceState
from aijournal.ui.log_reading import LogRequest
from aijournal.ui.sources.other_logs import OtherLogs
from tests.ui.stage import Neighbours, press_space

OLD, OTHER = Path("/mnt/old"), Path("/mnt/other")
LOG = LogFile(OLD / "a.jsonl", 1, 1, 1, 1)
FOUND = Discovery("claude-code", SourceState.FOUND, (OLD,), "1 log in /mnt/old.", (LOG,))
NOTHING = Discovery("codex", SourceState.EMPTY, (OLD,), "No logs yet in /mnt/old.")


@pytest.fixture
def other(qtbot: QtBot) -> OtherLogs:
    other = OtherLogs()
    qtbot.addWidget(other)
    return other


def test_it_is_out_of_the_way_until_a_place_is_shown(other: OtherLogs) -> None:
    assert other.isHidden()
    other.begin(OLD)
    assert other.isVisible()
    assert other.root == OLD
    assert not other.read_these.isVisible()


def test_an_answer_about_a_place_that_was_left_is_ignored(other: OtherLogs) -> None:
    other.begin(OLD)
    other.begin(OTHER)
    other.show_found(OLD, [FOUND])
    assert not other.read_these.isVisible()
    other.put_away()
    other.show_found(OTHER, [FOUND])
    assert other.isHidden()


def test_only_what_has_logs_there_can_be_read(other: OtherLogs, qtbot: QtBot) -> None:
    other.begin(OLD)
    other.show_found(OLD, [FOUND, NOTHING])
    assert not other.tool.isVisible()
    assert other.what.text().replace("\u200b", "") == "Claude Code: 1 log in /mnt/old."
    with qtbot.waitSignal(other.read_asked) as tried:
        other.try_first.click()
    with qtbot.waitSignal(other.read_asked) as read:
        other.read_these.click()
    assert tried.args == [LogRequest(("claude-code",), OLD, is_rehearsal=True)]
    assert read.args == [LogRequest(("claude-code",), OLD)]


def test_where_no_tool_has_logs_there_is_nothing_to_read(other: OtherLogs) -> None:
    other.begin(OLD)
    other.show_found(OLD, [NOTHING, NOTHING])
    assert other.what.text() == "No tool that can be read has left logs there."
    assert not other.try_first.isVisible()


def test_leaving_it_by_key_presses_nothing_else(
    other: OtherLogs, neighbours: Neighbours, qtbot: QtBot
) -> None:
    pressed = neighbours.take(other, qtbot)
    other.begin(OLD)
    other.show_found(OLD, [NOTHING])
    press_space(other.leave)
    assert other.isHidden()
    press_space()
    assert pressed == []
