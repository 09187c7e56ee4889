"""First lines of prompts from real logs, read only for what is looked at."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from aijournal.collect import collect
from aijournal.domain.entry import Entry
from aijournal.paths import Paths
from aijournal.ui.entry_table.prompt_lines import PromptLines
from aijournal.ui.prompt_peek import PromptPeek
from tests.ui.journal_stage import entries
from tests.ui.stage import IMPORTERS, NOW, an_entry, with_journal


@pytest.fixture
def imported(paths: Paths, logs: Path) -> tuple[Entry, ...]:
    """Return entries whose prompts lie in logs."""
    with_journal(paths, lambda journal: collect(journal, IMPORTERS, {"HOME": str(logs)}, NOW))
    return tuple(entry for entry in entries(paths) if entry.prompt)


@pytest.fixture
def lines(peek: PromptPeek) -> Iterator[PromptLines]:
    lines = PromptLines(peek)
    yield lines
    lines.deleteLater()


def test_prompts_that_are_looked_at_are_read(
    lines: PromptLines, imported: tuple[Entry, ...], qtbot: QtBot
) -> None:
    lines.look_at(imported[:4])
    qtbot.waitUntil(lambda: all(lines.line(entry.prompt) for entry in imported[:4]))
    assert lines.line(imported[5].prompt) == ""
    assert lines.line(None) == ""


def test_what_flies_by_is_never_read(lines: PromptLines, imported: tuple[Entry, ...], qtbot: QtBot) -> None:
    for entry in imported[:6]:
        lines.look_at([entry])
    with qtbot.waitSignal(lines.line_read) as read:
        lines.look_at([imported[7]])
    assert read.args == [imported[7].prompt]
    assert [bool(lines.line(entry.prompt)) for entry in imported[:8]] == [False] * 7 + [True]


def test_a_line_is_read_once(lines: PromptLines, imported: tuple[Entry, ...], qtbot: QtBot) -> None:
    with qtbot.waitSignal(lines.line_read):
        lines.look_at(imported[:1])
    lines.look_at(imported[:1])
    assert not lines._pause.isActive()


def test_a_prompt_that_is_gone_holds_nothing_up(
    lines: PromptLines, imported: tuple[Entry, ...], qtbot: QtBot
) -> None:
    first, second = imported[:2]
    assert first.prompt is not None
    gone = replace(first, prompt=replace(first.prompt, path=Path("/nowhere/gone.jsonl")))
    lines.look_at([gone, second, an_entry(9)])
    qtbot.waitUntil(lambda: bool(lines.line(second.prompt)))
    assert lines.line(gone.prompt) == ""
