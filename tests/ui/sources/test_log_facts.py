from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from aijournal.domain.reading import Discovery, LogFile, Problem, SourceState
from aijournal.ui.pages.sources_view import SourceView
from aijournal.ui.sources.log_facts import what_is_gone, what_lies_there, what_was_left_out, when_read
from tests.ui.stage import BERLIN, NOW

HERE = NOW.astimezone(BERLIN)
LOGS = tuple(LogFile(Path(f"/logs/{number}.jsonl"), 1, 1, 1, number) for number in range(1_204))
FOUND = Discovery("claude-code", SourceState.FOUND, (Path("/logs"),), "1,204 logs in /logs.", LOGS)
VIEW = SourceView(
    source="claude-code",
    title="Claude Code",
    retention="Kept.",
    found=FOUND,
    is_off=False,
    last_read=NOW,
    files_new=0,
    files_gone=0,
)


@pytest.mark.parametrize(
    ("view", "words"),
    [
        (VIEW, "1,204 logs · nothing new in them"),
        (replace(VIEW, files_new=3), "1,204 logs · 3 with something new"),
        (replace(VIEW, last_read=None, files_new=1_204), "1,204 logs · not read yet"),
        (replace(VIEW, found=replace(FOUND, files=LOGS[:1])), "1 log · nothing new in them"),
        (replace(VIEW, found=replace(FOUND, state=SourceState.EMPTY, files=())), "none yet"),
    ],
)
def test_logs_are_counted_with_what_is_new_in_them(view: SourceView, words: str) -> None:
    assert what_lies_there(view) == words


def test_where_nothing_can_be_read_the_reason_stands() -> None:
    found = replace(FOUND, state=SourceState.UNREADABLE, reason="/logs cannot be read: permission denied.")
    assert what_lies_there(replace(VIEW, found=found)) == "/logs cannot be read: permission denied."


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (0, ""),
        (1, "1 log that was read is no longer there; what it said is kept"),
        (1_000, "1,000 logs that were read are no longer there; what they said is kept"),
    ],
)
def test_logs_that_are_gone_are_said_to_be_kept(count: int, words: str) -> None:
    assert what_is_gone(replace(VIEW, files_gone=count)) == words


@pytest.mark.parametrize(("count", "words"), [(0, ""), (1, "1 left out: why?"), (7, "7 left out: why?")])
def test_what_was_left_out_is_counted(count: int, words: str) -> None:
    skipped = (Problem("not a regular file", Path("/logs/pipe.jsonl")),) * count
    assert what_was_left_out(replace(VIEW, found=replace(FOUND, skipped=skipped))) == words


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (None, "never"),
        (HERE, "today 19:00"),
        (HERE - timedelta(days=1), "yesterday 19:00"),
        (HERE - timedelta(days=30), "21 Oct 19:00"),
        (HERE - timedelta(days=31), "20 Oct 19:00 · what its tool deleted since then was never seen"),
        (HERE.replace(year=2025), "20 Nov 2025 19:00 · what its tool deleted since then was never seen"),
    ],
)
def test_a_reading_long_ago_is_said_to_be_long_ago(at: datetime | None, words: str) -> None:
    assert when_read(at, HERE.date()) == words
