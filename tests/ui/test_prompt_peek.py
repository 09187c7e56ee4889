"""What was asked is read from the tool's own log or table, for display, and not kept."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from aijournal.collect import collect
from aijournal.collect_table import collect_table
from aijournal.domain.entry_filter import EVERYTHING
from aijournal.domain.facts import LogLocation
from aijournal.importers.tables.detecting import detect
from aijournal.importers.tables.table import Table
from aijournal.paths import Paths
from aijournal.ui.log_reading import LogSources
from aijournal.ui.prompt_peek import FirstLines, PromptPeek
from tests.importers.table_files import write_notes
from tests.ui.stage import BERLIN, IMPORTERS, NOW, an_entry, with_journal


@pytest.fixture
def sources(logs: Path) -> LogSources:
    return LogSources(IMPORTERS, {"HOME": str(logs)})


@pytest.fixture
def peek(sources: LogSources, paths: Paths) -> Iterator[PromptPeek]:
    peek = PromptPeek(replace(sources, mappings=paths.mappings, zone=BERLIN))
    yield peek
    peek.close()


def test_a_peek_reads_the_prompt_where_the_tool_keeps_it(
    peek: PromptPeek, logs: Path, paths: Paths, qtbot: QtBot
) -> None:
    environment = {"HOME": str(logs)}
    with_journal(paths, lambda journal: collect(journal, IMPORTERS, environment, NOW))
    entry = with_journal(paths, lambda journal: journal.inbox(NOW, 1))[0]
    with qtbot.waitSignal(peek.peeked) as peeked:
        peek.ask(entry)
    assert peeked.args[0] == entry.interaction.id
    assert peeked.args[1]


def test_a_peek_reads_the_title_of_a_row_from_its_table(
    peek: PromptPeek, paths: Paths, tmp_path: Path, qtbot: QtBot
) -> None:
    path = write_notes(tmp_path)
    table = Table(mapping=replace(detect(path), tool="acme"), zone=BERLIN)
    with_journal(paths, lambda journal: collect_table(journal, table, path, NOW))
    (entry,) = with_journal(paths, lambda journal: journal.entries(EVERYTHING, NOW, 9).rows)
    with qtbot.waitSignal(peek.peeked) as peeked:
        peek.ask(entry)
    assert peeked.args == [entry.interaction.id, "Fixed a flaky test"]
    path.unlink()
    with qtbot.assertNotEmitted(peek.peeked, wait=100):
        peek.ask(entry)


def test_the_titles_of_all_rows_in_sight_are_read_at_once(
    peek: PromptPeek, paths: Paths, tmp_path: Path, qtbot: QtBot
) -> None:
    path = write_notes(tmp_path)
    table = Table(mapping=replace(detect(path), tool="acme"), zone=BERLIN)
    with_journal(paths, lambda journal: collect_table(journal, table, path, NOW))
    rows = with_journal(paths, lambda journal: journal.entries(EVERYTHING, NOW, 9).rows)
    (first,) = (row for row in rows if row.prompt)
    assert first.prompt is not None
    gone = replace(first, prompt=replace(first.prompt, offset=first.prompt.offset + 1))
    elsewhere = replace(first, prompt=replace(first.prompt, path=tmp_path / "other.csv"))
    read: list[FirstLines] = []
    peek.read([first, gone, elsewhere], read.append)
    qtbot.waitUntil(lambda: bool(read))
    assert read == [{first.prompt: "Fixed a flaky test", gone.prompt: None}]


def test_a_prompt_that_is_gone_says_nothing(peek: PromptPeek, logs: Path, qtbot: QtBot) -> None:
    gone = an_entry(1)
    located = type(gone)(gone.interaction, None, LogLocation(logs / "gone.jsonl", 0))
    with qtbot.assertNotEmitted(peek.peeked, wait=200):
        peek.ask(gone)
        peek.ask(located)
