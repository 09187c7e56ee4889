"""A table, from the file that is dropped to entries in the journal and back, by keys alone."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from aijournal.domain.assessment import Outcome
from aijournal.domain.entry import Entry
from aijournal.domain.entry_filter import EVERYTHING
from aijournal.importers.registry import ALL_IMPORTERS
from aijournal.importers.tables.mapping import Field
from aijournal.importers.tables.saved import load_mapping, save_mapping
from aijournal.paths import Paths
from aijournal.ui.app import App
from aijournal.ui.screen import Screen
from aijournal.ui.tables.column_rows import ColumnRow
from aijournal.ui.tables.table_dialog import TableDialog
from aijournal.ui.tables.table_look import MOST_TRIED
from tests.importers.table_files import NOTE, write_lines, write_notes, write_table
from tests.ui.stage import NOW, flush_deletions, staged, with_journal

PLAIN = ("2026-03-03", "9:30", "Wrote mail", "office", "", "", "", "", "", "", "")
REFUSED = ("soon", "", "Not yet")
ODD = [
    ("Begonnen", "Programm", "Zahl", "Gefühl"),
    ("2026-03-02 10:00", "Our Bot", "1200", "+1"),
    ("2026-03-03 10:00", "", "7", ""),
]


@pytest.fixture
def app(qapp: QApplication, paths: Paths, home: Path, qtbot: QtBot) -> Iterator[App]:
    with staged(qapp, paths, {"HOME": str(home)}, importers=ALL_IMPORTERS) as app:
        app.window.resize(QSize(1280, 820))
        app.show()
        app.window.show_page(Screen.SOURCES)
        qtbot.waitUntil(lambda: app.window.pages.sources.views is not None)
        yield app


def opened(app: App, path: Path, qtbot: QtBot) -> TableDialog:
    """Drop a file on the window, and wait for the window of a table with what would come."""
    app.window.logs_dropped.emit((path,))
    qtbot.waitUntil(lambda: bool(_dialogs(app)))
    (dialog,) = _dialogs(app)
    qtbot.waitUntil(lambda: bool(dialog.view.columns.rows))
    wait_for_trial(dialog, qtbot)
    return dialog


def wait_for_trial(dialog: TableDialog, qtbot: QtBot) -> None:
    qtbot.waitUntil(
        lambda: (
            not (dialog._trying.is_under_way or dialog._previewing.is_under_way or dialog.view.form.is_typing)
        )
    )


def _dialogs(app: App) -> list[TableDialog]:
    return app.window.findChildren(TableDialog)


def _row(dialog: TableDialog, name: str) -> ColumnRow:
    return next(row for row in dialog.view.columns.rows if row.name == name)


def choose(dialog: TableDialog, name: str, one: Field | None) -> None:
    """Choose what a column says by keys alone."""
    box = _row(dialog, name).box
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Home)
    for _ in range([None, *Field].index(one)):
        QTest.keyClick(box, Qt.Key.Key_Down)


def entries(paths: Paths) -> list[Entry]:
    return list(reversed(with_journal(paths, lambda journal: journal.entries(EVERYTHING, NOW, 99).rows)))


def read(app: App, dialog: TableDialog, qtbot: QtBot) -> None:
    """Read the table by key and wait for what came of it."""
    with qtbot.waitSignal(app.reading.finished, timeout=20_000):
        QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    flush_deletions()


def test_a_table_that_no_tool_claims_is_shown_with_what_it_would_bring(
    app: App, paths: Paths, tmp_path: Path, qtbot: QtBot
) -> None:
    dialog = opened(app, write_notes(tmp_path, NOTE, PLAIN, REFUSED), qtbot)
    assert dialog.mapping.columns[Field.NET] == "Minutes saved"
    words = dialog.view.what.text()
    assert words == "2 rows would come · 1 cannot be taken · your words would stand in 1 entry."
    assert dialog.view.why.text().splitlines() == ["an unreadable time: 1", "row 4 · an unreadable time"]
    model = dialog.view.rows.model_of_rows
    shown = [model.text_at(model.index(row, 1)) for row in range(model.rowCount())]
    assert shown == ["2 Mar 2026, 14:05", "3 Mar 2026, 09:30", "Refused: an unreadable time in “Date”: soon"]
    assert entries(paths) == []
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    flush_deletions()
    assert _dialogs(app) == []
    assert entries(paths) == []


def test_a_table_is_read_and_taken_back(app: App, paths: Paths, tmp_path: Path, qtbot: QtBot) -> None:
    dialog = opened(app, write_notes(tmp_path, NOTE, PLAIN), qtbot)
    read(app, dialog, qtbot)
    noted, plain = entries(paths)
    assert noted.assessment is not None
    assert (noted.assessment.outcome, plain.assessment) == (Outcome.HELPED_A_LOT, None)
    strip = app.window.pages.sources.strip
    assert strip._words.text() == "Read 2 new interactions, 2 exchanges."
    strip._undo.click()
    qtbot.waitUntil(lambda: entries(paths) == [])
    qtbot.waitUntil(lambda: "what the table brought: 2 entries" in app.window.toast._words.text())
    assert "nothing" not in (tmp_path / "notes.csv").read_text()


def test_columns_are_named_by_keys_alone_and_remembered(
    app: App, paths: Paths, tmp_path: Path, qtbot: QtBot
) -> None:
    path = write_table(tmp_path / "odd.csv", ODD)
    dialog = opened(app, path, qtbot)
    assert not dialog.view.read.isEnabled()
    assert "No column tells when" in dialog.view.what.text()
    for name, one in (("Begonnen", Field.TIME), ("Programm", Field.TOOL), ("Zahl", Field.INPUT)):
        choose(dialog, name, one)
    choose(dialog, "Gefühl", Field.INPUT)
    assert dialog.mapping.columns[Field.INPUT] == "Gefühl"
    choose(dialog, "Gefühl", Field.OUTCOME)
    choose(dialog, "Zahl", Field.INPUT)
    assert dialog.mapping.columns == {
        Field.TIME: "Begonnen",
        Field.TOOL: "Programm",
        Field.OUTCOME: "Gefühl",
        Field.INPUT: "Zahl",
    }
    form = dialog.view.form
    for line, text in ((form.tool, "Other Bot"), (form.name, "No Name")):
        line.setFocus()
        QTest.keyClicks(line, text)
    qtbot.waitUntil(lambda: "small letters" in dialog.view.what.text())
    assert not dialog.view.read.isEnabled()
    form.name.selectAll()
    QTest.keyClicks(form.name, "our-bot")
    qtbot.waitUntil(dialog.view.read.isEnabled)
    read(app, dialog, qtbot)
    first, second = entries(paths)
    assert [one.interaction.source for one in (first, second)] == ["our-bot:our-bot", "our-bot"]
    assert (first.interaction.tool, second.interaction.tool) == ("Our Bot", "Other Bot")
    assert first.interaction.usage.input_tokens == 1200
    saved = load_mapping(paths.mappings, "our-bot")
    assert (saved.columns[Field.TIME], saved.tool) == ("Begonnen", "Other Bot")


def test_a_saved_mapping_is_chosen_by_its_name(app: App, paths: Paths, tmp_path: Path, qtbot: QtBot) -> None:
    path = write_table(tmp_path / "odd.csv", ODD)
    dialog = opened(app, path, qtbot)
    mapping = dialog.mapping.with_columns({Field.TIME: "Begonnen", Field.INPUT: "Zahl"})
    dialog.reject()
    flush_deletions()
    save_mapping(paths.mappings, "our-bot", mapping)
    dialog = opened(app, path, qtbot)
    dialog.view.form.saved.setFocus()
    QTest.keyClick(dialog.view.form.saved, Qt.Key.Key_Down)
    qtbot.waitUntil(dialog.view.read.isEnabled)
    assert dialog.mapping.columns == mapping.columns
    assert dialog.view.form.typed_name == "our-bot"
    QTest.keyClick(dialog.view.form.saved, Qt.Key.Key_Up)
    qtbot.waitUntil(lambda: not dialog.view.read.isEnabled())
    assert Field.TIME not in dialog.mapping.columns


def test_a_table_that_was_read_says_so(app: App, paths: Paths, tmp_path: Path, qtbot: QtBot) -> None:
    path = write_notes(tmp_path, NOTE)
    read(app, opened(app, path, qtbot), qtbot)
    write_notes(tmp_path, NOTE, PLAIN)
    dialog = opened(app, path, qtbot)
    assert dialog.view.what.text().startswith("1 row would come")
    read(app, dialog, qtbot)
    assert len(entries(paths)) == 2


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.jsonl", '{"id": "row-0001", "at": "2026-03-02T10:00:00Z", "tokens": 7}\n'),
        ("a.json", json.dumps({"data": [{"id": "row-0002", "at": "2026-03-02T10:00:00Z", "model": "m"}]})),
        ("a.tsv", "Time\tInput tokens\n2026-03-02T10:00:00Z\t7\n"),
    ],
)
def test_whatever_holds_rows_is_a_table(
    app: App, paths: Paths, tmp_path: Path, qtbot: QtBot, name: str, content: str
) -> None:
    path = tmp_path / name
    path.write_text(content)
    dialog = opened(app, path, qtbot)
    assert dialog.view.what.text() == "1 row would come."
    read(app, dialog, qtbot)
    (entry,) = entries(paths)
    assert entry.interaction.source == ("csv" if name.endswith(".tsv") else "json")


def test_of_several_files_each_table_is_offered(app: App, tmp_path: Path, qtbot: QtBot) -> None:
    paths = (write_notes(tmp_path), write_lines(tmp_path / "b.jsonl", {"at": "2026-03-02", "tokens": 7}))
    app.window.logs_dropped.emit(paths)
    other = app.window.pages.sources.other
    qtbot.waitUntil(lambda: len(other.refused) == 2)
    assert all(row.as_table.isVisible() for row in other.refused)
    QTest.keyClick(other.refused[0].as_table, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: bool(_dialogs(app)))


def test_a_name_that_is_taken_is_refused_and_nothing_is_read(
    app: App, paths: Paths, tmp_path: Path, qtbot: QtBot
) -> None:
    dialog = opened(app, write_notes(tmp_path), qtbot)
    dialog.view.form.name.setFocus()
    QTest.keyClicks(dialog.view.form.name, "codex")
    wait_for_trial(dialog, qtbot)
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: "This name is taken" in dialog.view.what.text())
    assert entries(paths) == []


def test_discreet_mode_shows_no_contents(app: App, tmp_path: Path, qtbot: QtBot) -> None:
    app.acts.toggle_discreet()
    app.window.show_page(Screen.SOURCES)
    dialog = opened(app, write_notes(tmp_path), qtbot)
    said = [row.samples.text() for row in dialog.view.columns.rows]
    model = dialog.view.rows.model_of_rows
    said += [model.text_at(model.index(0, column)) for column in range(model.columnCount())]
    assert not any("flaky" in text for text in said)


def test_markup_in_a_table_stays_text(app: App, tmp_path: Path, qtbot: QtBot) -> None:
    markup = '<img src="/canary"><b>bold</b>'
    rows = [("Time", "Title", markup), ("2026-03-02T10:00:00Z", markup, markup), (markup, markup, markup)]
    dialog = opened(app, write_table(tmp_path / "<b>bold.csv", rows), qtbot)
    assert markup in [row.name for row in dialog.view.columns.rows]
    holding = [label for label in dialog.findChildren(QLabel) if "<" in label.text()]
    assert len(holding) >= 3
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in holding)
    assert not any("<img" in widget.toolTip() for widget in dialog.findChildren(QWidget))


def test_stopping_keeps_what_was_read_and_says_so(
    app: App, paths: Paths, tmp_path: Path, qtbot: QtBot
) -> None:
    rows = ((f"2026-03-{1 + day % 28:02}", "9:30", f"Task {day}") for day in range(1_500))
    dialog = opened(app, write_notes(tmp_path, *rows), qtbot)
    strip = app.window.pages.sources.strip
    app.reading.began.connect(strip._cancel.click, Qt.ConnectionType.SingleShotConnection)
    read(app, dialog, qtbot)
    assert "Stopped" in strip._words.text()
    assert len(entries(paths)) < 99


def test_a_long_table_is_read_without_being_tried(
    app: App, paths: Paths, tmp_path: Path, qtbot: QtBot
) -> None:
    long = ("2026-03-03", "9:30", "Task", "x" * (MOST_TRIED + 1))
    dialog = opened(app, write_notes(tmp_path, NOTE, long), qtbot)
    assert dialog.view.what.text().startswith("A long table")
    assert dialog.view.read.isEnabled()
    read(app, dialog, qtbot)
    assert len(entries(paths)) == 1


def test_it_has_the_keyboard_where_reading_begins(app: App, tmp_path: Path, qtbot: QtBot) -> None:
    dialog = opened(app, write_notes(tmp_path), qtbot)
    first: QWidget = dialog.view.columns.rows[0].box
    qtbot.waitUntil(first.hasFocus)
