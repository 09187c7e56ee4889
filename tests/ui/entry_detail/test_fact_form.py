"""When an entry was and with what: typed by keys, read, refused with its reason, and kept."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from aijournal.domain.entry import Entry
from aijournal.domain.tokens import DEFAULT_WEIGHTS
from aijournal.journal.journal import Journal
from aijournal.paths import Paths
from aijournal.ui.actions.bindings import Bindings
from aijournal.ui.drafts import DraftKeeper
from aijournal.ui.entry_detail.draft import FACTS, Field
from aijournal.ui.entry_detail.fact_texts import read_facts
from aijournal.ui.entry_detail.pane import EntryPane
from aijournal.ui.entry_table.prompt_lines import PromptLines
from aijournal.ui.journal_thread import JournalThread
from aijournal.ui.prompt_peek import PromptPeek
from aijournal.ui.theme import Theme
from tests.journal.builders import add, an_exchange
from tests.ui.journal_stage import entries, logged, the_entry
from tests.ui.stage import BERLIN, CLOCK, NOW, an_entry, with_journal


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
def typed(pane: EntryPane, paths: Paths, qtbot: QtBot) -> Entry:
    """Return an entry that was typed by hand and is shown, with its facts open."""
    (number,) = logged(paths, 1)
    entry = the_entry(paths, number)
    pane.show_entry(entry)
    qtbot.waitUntil(lambda: pane.is_settled)
    assert pane.press("entry.facts")
    return entry


def _type(pane: EntryPane, field: Field, text: str) -> None:
    line = pane.sheet.fact_form.lines[field]
    line.setFocus()
    line.selectAll()
    QTest.keyClick(line, Qt.Key.Key_Delete)
    QTest.keyClicks(line, text)
    QTest.keyClick(line, Qt.Key.Key_Return)


def test_the_key_opens_the_facts_at_their_first_field(pane: EntryPane, typed: Entry) -> None:
    form = pane.sheet.fact_form
    assert QApplication.focusWidget() is form.lines[Field.STARTED]
    assert form.lines[Field.STARTED].text() == "2026-11-20 19:00"
    assert [form.lines[field].isVisible() for field in FACTS] == [True] * 6
    assert typed.interaction.source is None
    assert pane.press("entry.facts")
    assert QApplication.focusWidget() is form.fold


@pytest.mark.parametrize(
    ("typing", "told"),
    [
        ((Field.STARTED, "2026-11-02 9:30"), ("local_day", date(2026, 11, 2))),
        ((Field.STARTED, "mon 9:30"), ("local_day", date(2026, 11, 16))),
        ((Field.TOOL, "Codex CLI"), ("tool", "codex")),
        ((Field.MODEL, "gpt-5"), ("model", "gpt-5")),
        ((Field.TOKENS, "12k"), ("typed_tokens", 12_000)),
        ((Field.TOKENS, "3 500"), ("typed_tokens", 3_500)),
        ((Field.LINK, "https://example.org/7"), ("url", "https://example.org/7")),
    ],
)
def test_each_fact_is_put_right(
    pane: EntryPane,
    typed: Entry,
    paths: Paths,
    qtbot: QtBot,
    typing: tuple[Field, str],
    told: tuple[str, object],
) -> None:
    with qtbot.waitSignal(pane.said):
        _type(pane, *typing)
    name, value = told
    assert getattr(the_entry(paths, typed.interaction.id).interaction, name) == value
    with_journal(paths, Journal.undo)
    assert the_entry(paths, typed.interaction.id).interaction == typed.interaction


def test_a_duration_moves_the_end(pane: EntryPane, typed: Entry, paths: Paths, qtbot: QtBot) -> None:
    with qtbot.waitSignal(pane.said) as said:
        _type(pane, Field.DURATION, "1h30m")
    assert said.args == ["Lasted: 1h30m.", True]
    one = the_entry(paths, typed.interaction.id).interaction
    assert one.ended_at - one.started_at == timedelta(minutes=90)
    assert one.ended_at == NOW, "it was logged when it was over"


def test_what_was_so_already_offers_no_way_back(pane: EntryPane, typed: Entry, qtbot: QtBot) -> None:
    assert typed.interaction.tool == "claude-code"
    with qtbot.waitSignal(pane.said) as said:
        _type(pane, Field.TOOL, "Claude Code")
    assert not said.args[1]


@pytest.mark.parametrize(
    ("typing", "told"),
    [
        ((Field.STARTED, "2026-02-30 14:00"), "that there was"),
        ((Field.STARTED, "2026-11-02 25:00"), "that there was"),
        ((Field.STARTED, "last week"), "that there was"),
        ((Field.STARTED, ""), "that there was"),
        ((Field.STARTED, "mon 9:30 20m"), "that there was"),
        ((Field.DURATION, "-20"), "never negative"),
        ((Field.DURATION, "long"), "never negative"),
        ((Field.TOKENS, "many"), "12k"),
        ((Field.TOKENS, "-5"), "12k"),
    ],
)
def test_what_makes_no_sense_is_refused_and_stays_to_be_mended(
    pane: EntryPane, typed: Entry, paths: Paths, qtbot: QtBot, typing: tuple[Field, str], told: str
) -> None:
    field, text = typing
    with qtbot.waitSignal(pane.said) as said:
        _type(pane, field, text)
    assert said.args is not None
    assert told in said.args[0]
    assert said.args[1] is False
    assert pane.sheet.fact_form.lines[field].text() == text
    assert the_entry(paths, typed.interaction.id).interaction == typed.interaction


def test_a_start_that_lies_ahead_is_refused_by_the_journal_and_not_lost(
    pane: EntryPane, typed: Entry, paths: Paths, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(pane.failed) as failed:
        _type(pane, Field.STARTED, "2026-11-20 23:59")
    assert failed.args is not None
    assert "in the past" in failed.args[0].message
    assert pane.sheet.fact_form.lines[Field.STARTED].text() == "2026-11-20 23:59"
    assert the_entry(paths, typed.interaction.id).interaction == typed.interaction


def test_of_an_imported_entry_only_the_link_is_typed(pane: EntryPane, paths: Paths, qtbot: QtBot) -> None:
    with_journal(paths, lambda journal: add(journal, an_exchange(1, NOW - timedelta(hours=1), location=None)))
    (entry,) = entries(paths)
    pane.show_entry(entry)
    qtbot.waitUntil(lambda: pane.is_settled)
    assert pane.press("entry.facts")
    form = pane.sheet.fact_form
    assert [field for field in FACTS if form.lines[field].isVisible()] == [Field.LINK]
    assert QApplication.focusWidget() is form.lines[Field.LINK]
    with qtbot.waitSignal(pane.said):
        _type(pane, Field.LINK, "https://example.org")
    assert entries(paths)[0].interaction.url == "https://example.org"


def test_tools_and_models_are_offered(pane: EntryPane, typed: Entry, qtbot: QtBot) -> None:
    line = pane.sheet.fact_form.lines[Field.TOOL]
    line.setFocus()
    qtbot.waitUntil(lambda: line.completer().model().rowCount() > 0)
    assert typed.interaction.tool == "claude-code"


def test_several_facts_are_read_together() -> None:
    one = an_entry(1, source=None).interaction
    typed = {Field.STARTED: "yesterday 10:00", Field.TOKENS: "x", Field.TOOL: ""}
    change = read_facts(one, typed, NOW.astimezone(BERLIN))
    assert change.refused == (Field.TOKENS,)
    assert change.facts.started_at == datetime(2026, 11, 19, 10, 0)  # noqa: DTZ001 - on the wall
    assert change.facts.tool is None
    assert set(change.read) == {Field.STARTED, Field.TOOL}
