"""A whole journal out of the window and into another one's, with what can go wrong on the way."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from aijournal.domain.entry_filter import EVERYTHING
from aijournal.export.whole import open_export
from aijournal.journal.journal import Journal
from aijournal.paths import Paths
from aijournal.ui.app import App
from aijournal.ui.safety.export_card import ExportCard
from aijournal.ui.safety.exporting import read_in, write_everything
from aijournal.ui.screen import Screen
from tests.journal.dumps import lasting
from tests.journal.exports import export, open_in
from tests.ui.journal_stage import log_entries
from tests.ui.stage import NOW, staged, with_journal


@dataclass
class Stage:
    """The card on its page."""

    app: App
    card: ExportCard
    qtbot: QtBot
    paths: Paths

    def wait(self) -> None:
        self.qtbot.waitUntil(lambda: not self.card.is_busy, timeout=20_000)

    def count(self) -> int:
        return with_journal(self.paths, lambda journal: len(journal.numbers(EVERYTHING)))

    @property
    def toast(self) -> str:
        return self.app.window.toast._words.text()

    @property
    def notice(self) -> str:
        return self.app.window.furniture.notice._message.text()


@pytest.fixture
def stage(qapp: QApplication, paths: Paths, home: Path, qtbot: QtBot) -> Iterator[Stage]:
    with_journal(paths, lambda journal: log_entries(journal, 30))
    with staged(qapp, paths, {"HOME": str(home)}) as app:
        app.show()
        qtbot.waitUntil(lambda: app.session.is_open)
        app.window.show_page(Screen.SAFETY)
        page = app.window.pages.safety
        qtbot.waitUntil(lambda: page.view is not None)
        yield Stage(app, page.export, qtbot, paths)


def other_export(folder: Path, count: int = 12) -> Path:
    """Write the export of another journal."""
    place = folder / "other.jsonl"
    with open_in(folder / "elsewhere") as journal:
        log_entries(journal, count, first=100)
        place.write_bytes(export(journal))
    return place


def test_everything_is_written_and_makes_an_equal_journal(stage: Stage, tmp_path: Path) -> None:
    stage.card.choose_file()
    dialog = stage.card.findChild(QFileDialog)
    assert isinstance(dialog, QFileDialog)
    place = tmp_path / "mine.jsonl"
    dialog.fileSelected.emit(str(place))
    dialog.close()
    stage.wait()
    assert stage.toast.startswith("Wrote 30 entries to ")
    assert not stage.card.warning.isVisible()
    assert open_export(place).head.counts["entry"] == 30
    with open_in(tmp_path / "again") as other:
        read_in(other, lambda: False, path=place, now=NOW, tell=lambda _done, _count: None)
        here = with_journal(stage.paths, lasting)
        assert {**lasting(other), "journal_key": []} == {**here, "journal_key": []}


def test_an_export_is_read_in_after_a_look_and_taken_back(stage: Stage, tmp_path: Path) -> None:
    place = other_export(tmp_path)
    stage.card.look_at(place)
    stage.wait()
    assert stage.card.slip.isVisible()
    assert "other.jsonl has 12 entries" in stage.card.slip.words.text()
    assert stage.count() == 30
    QTest.keyClick(stage.card.slip.agree, Qt.Key.Key_Space)
    stage.qtbot.waitUntil(lambda: stage.toast == "Read in: 12 entries new.")
    assert stage.count() == 42
    stage.app.window.toast._undo.click()
    stage.qtbot.waitUntil(lambda: stage.count() == 30)
    stage.card.look_at(place)
    stage.wait()
    QTest.keyClick(stage.card.slip.agree, Qt.Key.Key_Escape)
    assert not stage.card.slip.isVisible()
    assert stage.count() == 30


@pytest.mark.parametrize(
    "content", [b"", b"{}\n", b'{"kind":"aijournal","schema":99}\n', b'{"kind":"aijournal","sch']
)
def test_what_is_no_export_is_said(stage: Stage, tmp_path: Path, content: bytes) -> None:
    place = tmp_path / "odd.jsonl"
    place.write_bytes(content)
    stage.card.look_at(place)
    stage.qtbot.waitUntil(stage.app.window.furniture.notice.isVisible)
    stage.wait()
    assert "Nothing was imported" in stage.notice
    assert not stage.card.slip.isVisible()


def test_a_place_that_cannot_be_written_is_said(stage: Stage) -> None:
    stage.card.write_to(stage.paths.data / "mine.jsonl")
    stage.qtbot.waitUntil(stage.app.window.furniture.notice.isVisible)
    stage.wait()
    assert "another place" in stage.notice
    assert not (stage.paths.data / "mine.jsonl").exists()


def test_writing_and_reading_can_be_stopped_and_leave_nothing(stage: Stage, tmp_path: Path) -> None:
    place = tmp_path / "mine.jsonl"

    def write(journal: Journal) -> object:
        return write_everything(
            journal, lambda: True, own=stage.paths, path=place, tell=lambda _done, _count: None
        )

    assert with_journal(stage.paths, write) is None
    assert list(tmp_path.glob("*mine*")) == []
    other = other_export(tmp_path)

    def read(journal: Journal) -> bool:
        told = read_in(journal, lambda: True, path=other, now=NOW, tell=lambda _done, _count: None)
        return told.imported.was_cancelled

    assert with_journal(stage.paths, read)
    assert stage.count() == 30


def test_cancel_is_there_while_something_goes_on_and_then_gone(stage: Stage, tmp_path: Path) -> None:
    stage.card.write_to(tmp_path / "mine.jsonl")
    assert stage.card.cancel.isVisible()
    assert stage.card.bar.isVisible()
    stage.card.write_to(tmp_path / "second.jsonl")
    stage.card.look_at(tmp_path / "mine.jsonl")
    stage.card.cancel.click()
    stage.wait()
    assert not stage.card.cancel.isVisible()
    assert not (tmp_path / "second.jsonl").exists()


def test_an_encrypted_journal_warns_of_the_plain_file(stage: Stage) -> None:
    stage.card.show_encrypted(is_encrypted=True)
    assert stage.card.warning.isVisible()
    assert "is encrypted, and an export is not" in stage.card.warning.text()


def test_an_export_that_is_dropped_is_offered_on_safety(stage: Stage, tmp_path: Path) -> None:
    place = other_export(tmp_path)
    stage.app.window.show_page(Screen.TODAY)
    stage.app.window.logs_dropped.emit((place,))
    stage.qtbot.waitUntil(stage.card.slip.isVisible, timeout=10_000)
    assert stage.app.window.shown_screen is Screen.SAFETY
    other = stage.app.window.pages.sources.other
    assert not other.isVisible()
    folder = tmp_path / "logs"
    folder.mkdir()
    stage.app.window.logs_dropped.emit((place, folder))
    stage.qtbot.waitUntil(lambda: bool(other.refused), timeout=10_000)
    assert "holds a whole journal" in other.refused[0].reason.text()
