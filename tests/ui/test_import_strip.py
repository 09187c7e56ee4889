from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from aijournal.collect import ImportResult, Progress
from aijournal.domain.reading import Problem, SourceState
from aijournal.errors import AijournalError
from aijournal.ui.import_strip import ImportStrip
from aijournal.ui.log_reading import LogRequest
from tests.ui.stage import Counted, Neighbours, press_space

STOPPED = "Stopped: what was read until then is kept, the rest is read next time."
MORE = "Stopped before the end, so there is more than was counted."
TRY = LogRequest(is_rehearsal=True)
FOUND = ImportResult("claude-code", Path("/logs"), SourceState.FOUND, "2 logs")


@pytest.fixture
def strip(qtbot: QtBot) -> ImportStrip:
    strip = ImportStrip()
    qtbot.addWidget(strip)
    return strip


def _result(**more: Any) -> ImportResult:
    return replace(FOUND, **more)


def test_it_is_out_of_the_way_until_logs_are_read(strip: ImportStrip) -> None:
    assert strip.isHidden()


def test_progress_says_what_is_read_and_how_far(strip: ImportStrip) -> None:
    strip.begin()
    strip.show_progress(Progress("claude-code", 311, 1_204, 4_200_000, 8_400_000))
    assert strip._bar.isVisible()
    assert strip._bar.value() == 500
    assert strip._words.text() == "Reading Claude Code: file 312 of 1,204, 4.2 of 8.4 MB"
    assert strip._cancel.isVisible()


@pytest.mark.parametrize("total", [0, 1])
def test_a_packed_log_that_is_read_as_more_than_it_is_fills_the_bar(strip: ImportStrip, total: int) -> None:
    strip.begin()
    strip.show_progress(Progress("codex", 0, 1, 5_000_000, total))
    assert strip._bar.value() == strip._bar.maximum()


def test_cancel_asks_once_and_says_so(strip: ImportStrip, neighbours: Neighbours, qtbot: QtBot) -> None:
    strip.begin()
    pressed, asked = neighbours.take(strip, qtbot), Counted(strip.cancel_asked)
    press_space(strip._cancel)
    press_space()
    assert strip._cancel.hasFocus()
    assert asked.count == 1
    strip.show_progress(Progress("claude-code", 1, 2, 1, 2))
    assert strip._words.text() == "Stopping …"
    strip.show_results((_result(was_cancelled=True, exchanges_new=5, interactions_new=2),))
    press_space()
    assert strip.isVisible(), "the summary is not put away by who pressed Cancel once more"
    assert strip.hasFocus()
    assert strip.accessibleName() == strip._words.text()
    assert (asked.count, pressed) == (1, [])
    strip.begin()
    press_space(strip._cancel)
    assert asked.count == 2


def test_what_goes_with_the_keyboard_leaves_it_where_nothing_is_pressed(
    strip: ImportStrip, neighbours: Neighbours, qtbot: QtBot
) -> None:
    pressed, undone = neighbours.take(strip, qtbot), Counted(strip.undo_asked)
    strip.show_results((_result(exchanges_new=1, interactions_new=1),))
    press_space(strip._dismiss)
    assert strip.isHidden()
    press_space()
    strip.show_results((_result(exchanges_new=1, interactions_new=1),))
    press_space(strip._undo)
    assert strip.isHidden()
    press_space()
    assert (undone.count, pressed) == (1, [])


@pytest.mark.parametrize(
    ("result", "words"),
    [
        (_result(interactions_new=14, exchanges_new=203), "Read 14 new interactions, 203 exchanges."),
        (_result(interactions_new=1, exchanges_new=1), "Read 1 new interaction, 1 exchange."),
        (_result(interactions_new=0, exchanges_new=2), "Read 0 new interactions, 2 exchanges."),
        (_result(), "Nothing new in the logs."),
        (_result(rejected=1), "Nothing new in the logs. One record could not be taken."),
        (
            _result(exchanges_new=2, rejected=1_200),
            "Read 0 new interactions, 2 exchanges. 1,200 records could not be taken.",
        ),
        (
            _result(was_cancelled=True, exchanges_new=5, interactions_new=2),
            f"Read 2 new interactions, 5 exchanges. {STOPPED}",
        ),
        (
            _result(problems=(Problem("cannot be read", Path("/a.jsonl")),)),
            "Nothing new in the logs. Some files could not be read.",
        ),
    ],
)
def test_the_summary_says_what_came_of_it(strip: ImportStrip, result: ImportResult, words: str) -> None:
    strip.begin()
    strip.show_results((result,))
    assert strip._words.text() == words
    assert not strip._bar.isVisible()


def test_every_rejected_record_has_its_reason(strip: ImportStrip) -> None:
    problems = tuple(Problem("not a JSON record", Path("/logs/<b>.jsonl"), line) for line in range(1, 12))
    strip.show_results(
        (_result(rejected=12, rejected_by_reason={"not a JSON record": 11, "no time": 1}, problems=problems),)
    )
    assert not strip._details.isVisible()
    strip._why.click()
    lines = strip._details.text().splitlines()
    assert lines[:3] == ["not a JSON record: 11", "no time: 1", "<b>.jsonl:1 · not a JSON record"]
    assert lines[-1] == "… and more"
    strip._dismiss.click()
    assert strip.isHidden()


def test_no_logs_is_not_nothing_new(strip: ImportStrip) -> None:
    strip.show_results((_result(state=SourceState.NOT_FOUND, reason="There is no /home/x/.claude."),))
    assert strip._words.text() == "No logs were found."
    strip._why.click()
    assert strip._details.text() == "Claude Code: There is no /home/x/.claude."


def test_many_sources_without_logs_are_named_in_one_line(strip: ImportStrip) -> None:
    sources = ("claude-code", "codex", "gemini-cli", "cursor", "cursor-csv")
    strip.show_results(
        [_result(source=name, state=SourceState.NOT_FOUND, reason="There is none.") for name in sources]
    )
    (line,) = strip._details.text().splitlines()
    assert line.startswith("Looked for Claude Code, Codex, Gemini CLI, Cursor")
    assert "“Sources”" in line


def test_a_failure_says_what_to_do(strip: ImportStrip) -> None:
    strip.begin()
    strip.show_error(AijournalError("The disk is full", "Free some space."))
    assert strip._words.text() == "The disk is full. Free some space."
    assert strip._dismiss.isVisible()


@pytest.mark.parametrize(
    ("result", "words"),
    [
        (
            _result(interactions_new=14, exchanges_new=203),
            "Tried it: 14 new interactions, 203 exchanges. Nothing was kept.",
        ),
        (_result(), "Nothing new in the logs."),
        (
            _result(was_cancelled=True, exchanges_new=5, interactions_new=2),
            f"Tried it: 2 new interactions, 5 exchanges. {MORE} Nothing was kept.",
        ),
    ],
)
def test_trying_never_claims_that_something_was_kept(
    strip: ImportStrip, result: ImportResult, words: str
) -> None:
    strip.begin(TRY)
    strip.show_progress(Progress("claude-code", 0, 2, 1, 2))
    assert strip._words.text().startswith("Trying Claude Code: file 1 of 2")
    strip.show_results((result,), TRY)
    assert strip._words.text() == words
    strip.begin()
    strip.show_results((result,))
    assert "Nothing was kept" not in strip._words.text()
