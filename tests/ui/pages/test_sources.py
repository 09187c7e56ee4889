"""The page Sources with a real journal, real logs and the keyboard."""

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from time import monotonic

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QFont
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QFileDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from aijournal.collect import ImportResult, collect
from aijournal.domain.entry import Entry
from aijournal.domain.entry_filter import EVERYTHING
from aijournal.domain.reading import Batch, Bookmark, Importer, LogFile, Problem, SourceState
from aijournal.importers.claude_code.importer import ClaudeCode
from aijournal.importers.codex.importer import Codex
from aijournal.journal.facts import Reading
from aijournal.journal.journal import Journal
from aijournal.paths import Paths
from aijournal.settings import Settings
from aijournal.ui.actions.bindings import Bindings
from aijournal.ui.journal_thread import JournalThread
from aijournal.ui.log_reading import LogPlace, LogReading, LogSources
from aijournal.ui.pages.sources import MOST_AT_ONCE, SourcesPage
from aijournal.ui.places import from_home
from aijournal.ui.sources.source_card import SourceCard
from aijournal.ui.theme import Theme
from aijournal.ui.type_scale import SMALLEST_TARGET
from aijournal.ui.widgets.elided_label import ElidedLabel
from tests.ui.hearing import Ear
from tests.ui.stage import (
    BERLIN,
    CLOCK,
    IMPORTERS,
    NOW,
    Counted,
    flush_deletions,
    press_space,
    staged,
    with_journal,
    write_weeks_of_logs,
)

SOURCE = "claude-code"
BROKEN = b'{"type":"assistant","message":{"id":"m-1"}}\n{not json\n'


@dataclass(frozen=True)
class Stage:
    """A page, and what it stands on."""

    page: SourcesPage
    reading: LogReading
    said: list[str]

    def wait(self, qtbot: QtBot, is_so: Callable[[], bool] = lambda: True) -> None:
        """Wait until the page has looked and something is so."""
        asking = self.page._asking
        qtbot.waitUntil(
            lambda: self.page.views is not None and not asking.is_under_way and is_so(), timeout=20_000
        )

    def press(self, qtbot: QtBot, button: QWidget) -> tuple[ImportResult, ...]:
        """Press a button by key and wait for what came of the reading that it asked for."""
        with qtbot.waitSignal(self.reading.finished, timeout=20_000) as finished:
            QTest.keyClick(button, Qt.Key.Key_Space)
        self.wait(qtbot)
        results: tuple[ImportResult, ...] = finished.args[0]
        return results

    @property
    def card(self) -> SourceCard:
        return self.page.cards[SOURCE]


@contextmanager
def _staged(
    theme: Theme,
    paths: Paths,
    home: Path,
    importers: Sequence[Importer] = IMPORTERS,
    off: Collection[str] = (),
) -> Iterator[Stage]:
    open_journal = partial(Journal.open, paths, Settings(), BERLIN)
    thread = JournalThread(open_journal)
    thread.open()
    reading = LogReading(open_journal, LogSources(importers, {"HOME": str(home)}, off), CLOCK)
    page = SourcesPage(theme, thread, reading, CLOCK, bindings=Bindings())
    page.resize(1_080, 820)
    said: list[str] = []
    page.said.connect(lambda words, _: said.append(words))
    page.show()
    page.activateWindow()
    try:
        yield Stage(page, reading, said)
    finally:
        page.close()
        reading.close()
        thread.close()
        for one in (page, reading, thread):
            one.deleteLater()
        flush_deletions()


@pytest.fixture
def stage(theme: Theme, paths: Paths, logs: Path, qtbot: QtBot) -> Iterator[Stage]:
    """Show the page where Claude Code has left some weeks of logs."""
    with _staged(theme, paths, logs) as stage:
        stage.wait(qtbot)
        yield stage


@pytest.fixture
def bare(theme: Theme, paths: Paths, home: Path, qtbot: QtBot) -> Iterator[Stage]:
    """Show the page on a machine without logs."""
    with _staged(theme, paths, home) as stage:
        stage.wait(qtbot)
        yield stage


def _a_log(home: Path) -> Path:
    return min((home / ".claude" / "projects").glob("*/*.jsonl"))


def _waiting(paths: Paths) -> int:
    return with_journal(paths, lambda journal: journal.inbox_count(NOW))


def _figures(card: SourceCard) -> list[int]:
    return [int(term.text().split()[0].replace(",", "")) for term in card.counts._terms]


def test_a_source_that_is_there_says_what_and_where_and_how_long(stage: Stage, logs: Path) -> None:
    card = stage.card
    count = len(list((logs / ".claude" / "projects").glob("**/*.jsonl")))
    assert card.mark.state is SourceState.FOUND
    assert card.state.text() == "found"
    assert card.logs.text() == f"{count} logs · not read yet"
    assert [label.text() for label in card.folders.findChildren(ElidedLabel)] == [
        from_home(logs / ".claude" / "projects")
    ]
    assert card.kept.text() == ClaudeCode().retention
    assert card.when.text() == "never"
    assert not card.counts.isVisible()
    assert not stage.page.empty.isVisible()


def test_reading_everything_by_key_says_what_came_of_it(stage: Stage, paths: Paths, qtbot: QtBot) -> None:
    (result,) = stage.press(qtbot, stage.page.read_all)
    assert _waiting(paths) > 0
    counted = [result.records, result.imported, result.duplicates, result.ignored, result.rejected]
    assert _figures(stage.card) == counted
    assert counted[0] == sum(counted[1:]) > 100
    assert stage.card.counts.sum == (
        f"{result.records:,} records = {result.imported:,} imported + {result.duplicates:,} duplicates + "
        f"{result.ignored:,} ignored + 0 rejected"
    )
    assert stage.card.counts.meaning.startswith(f"{result.interactions_new:,} new interactions, ")
    assert stage.card.when.text() == "today 19:00"
    assert stage.card.logs.text().endswith("nothing new in them")
    assert not stage.card.counts.why.isVisible()
    assert stage.page._legend.isVisible()


def test_a_summary_that_is_closed_by_key_leaves_no_second_press(stage: Stage, qtbot: QtBot) -> None:
    qtbot.waitUntil(stage.page.isActiveWindow)
    stage.press(qtbot, stage.page.read_all)
    began = Counted(stage.reading.began)
    press_space(stage.page.strip._dismiss)
    press_space()
    assert stage.page.strip.isHidden()
    assert began.count == 0
    assert stage.page.focus_target() is stage.page.read_all, "who comes back begins where it is first of use"


def test_trying_counts_the_same_and_keeps_nothing(stage: Stage, paths: Paths, qtbot: QtBot) -> None:
    stage.press(qtbot, stage.card.buttons.try_first)
    tried = stage.card.counts.sum
    assert stage.card.counts.meaning.endswith("tried only, nothing was kept")
    assert stage.page.strip._words.text().endswith("Nothing was kept.")
    assert _waiting(paths) == 0
    assert stage.card.when.text() == "never"
    stage.press(qtbot, stage.card.buttons.read_new)
    assert stage.card.counts.sum == tried
    assert "nothing was kept" not in stage.card.counts.meaning
    assert _waiting(paths) > 0


def test_all_sources_can_be_tried_at_once(stage: Stage, paths: Paths, qtbot: QtBot) -> None:
    stage.press(qtbot, stage.page.try_all)
    assert _figures(stage.card)[0] > 100
    assert _waiting(paths) == 0


def test_rejected_records_open_the_list_of_reasons(stage: Stage, logs: Path, qtbot: QtBot) -> None:
    log = _a_log(logs)
    lines = log.read_bytes().count(b"\n")
    with log.open("ab") as appended:
        appended.write(BROKEN)
    stage.press(qtbot, stage.page.read_all)
    card = stage.card
    assert _figures(card)[-1] == 2
    assert card.counts.why.text() == "2 rejected: why?"
    QTest.keyClick(card.counts.why, Qt.Key.Key_Space)
    table = card.reasons.table
    assert table.hasFocus()
    cells = [[table.model().index(row, column).data() for column in range(3)] for row in range(2)]
    assert cells == [["no time", log.name, str(lines + 1)], ["not a JSON record", log.name, str(lines + 2)]]
    assert "not a JSON record: 1" in card.reasons.counts.text()
    QTest.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == f"{log}:{lines + 1} no time"
    QTest.keyClick(table, Qt.Key.Key_Escape)
    assert not card.reasons.isVisible()
    assert card.counts.why.hasFocus()


def test_what_came_of_the_last_reading_is_there_after_a_restart(
    theme: Theme, paths: Paths, logs: Path, qtbot: QtBot
) -> None:
    with _a_log(logs).open("ab") as appended:
        appended.write(BROKEN)
    with _staged(theme, paths, logs) as before:
        before.wait(qtbot)
        before.press(qtbot, before.page.read_all)
        before.page.refresh()
        before.wait(qtbot)
        told = before.card.counts.sum
        assert "new interactions" in before.card.counts.meaning, "more is known of a reading just done"
    with _staged(theme, paths, logs) as after:
        after.wait(qtbot)
        assert after.card.counts.isVisible()
        assert after.card.counts.sum == told
        assert not after.card.counts._meaning.isVisible()
        assert after.page._legend.isVisible()
        assert after.card.counts.why.text() == "2 rejected: why?"
        QTest.keyClick(after.card.counts.why, Qt.Key.Key_Space)
        assert after.card.reasons.counts.text() == "no time: 1 · not a JSON record: 1"
        assert not after.card.reasons.table.isVisible()
        QTest.keyClick(after.card.counts.why, Qt.Key.Key_Space)
        assert not after.card.reasons.isVisible()


def test_a_trial_stays_on_show_beside_what_the_journal_remembers(
    theme: Theme, paths: Paths, logs: Path, qtbot: QtBot
) -> None:
    with _staged(theme, paths, logs) as before:
        before.wait(qtbot)
        before.press(qtbot, before.page.read_all)
    with _staged(theme, paths, logs) as after:
        after.wait(qtbot)
        remembered = after.card.counts.sum
        after.press(qtbot, after.card.buttons.try_first)
        after.page.refresh()
        after.wait(qtbot)
        assert after.card.counts.sum.startswith("0 records")
        assert after.card.counts.sum != remembered


def test_what_another_program_read_meanwhile_is_shown(stage: Stage, paths: Paths, qtbot: QtBot) -> None:
    def read(journal: Journal) -> None:
        run = journal.imports.begin(SOURCE, SOURCE, NOW)
        log = LogFile(Path("/logs/one.jsonl"), 10, 1, 2, 3)
        batch = Batch((), (Problem("no time", log.path, 3),), 4, 3, 10, Bookmark(10, 4))
        journal.imports.add(run, [Reading(log, batch, is_whole=True)])

    with_journal(paths, read)
    stage.page.refresh()
    stage.wait(qtbot, stage.card.counts.isVisible)
    assert _figures(stage.card) == [4, 0, 0, 3, 1]
    assert stage.card.counts.meaning == "stopped before the end"


def test_what_could_not_be_looked_at_is_listed_with_its_reason(
    theme: Theme, paths: Paths, logs: Path, qtbot: QtBot
) -> None:
    link = _a_log(logs).with_name("linked.jsonl")
    link.symlink_to(_a_log(logs))
    with _staged(theme, paths, logs) as stage:
        stage.wait(qtbot)
        assert stage.card.left_out.text() == "1 left out: why?"
        stage.card.left_out.click()
        (problem,) = stage.card.reasons.table.problems
        assert (problem.path, problem.reason) == (link, "a link, which is not followed")
        stage.card.left_out.click()
        assert not stage.card.reasons.isVisible()
        stage.press(qtbot, stage.page.read_all)
        assert not stage.card.counts.why.isVisible()


def test_a_source_without_a_readable_log_says_why(
    theme: Theme, paths: Paths, home: Path, qtbot: QtBot
) -> None:
    folder = home / ".claude" / "projects" / "shop"
    folder.mkdir(parents=True)
    (folder / "loop.jsonl").symlink_to(folder / "loop.jsonl")
    with _staged(theme, paths, home) as stage:
        stage.wait(qtbot)
        assert stage.card.mark.state is SourceState.UNREADABLE
        assert stage.card.state.text() == "unreadable"
        assert "a link, which is not followed" in stage.card.logs.text()
        assert not stage.card.buttons.read_new.isVisible()
        assert stage.card.buttons.other_folder.isVisible()


def test_an_empty_source_is_not_a_missing_one(theme: Theme, paths: Paths, home: Path, qtbot: QtBot) -> None:
    (home / ".claude" / "projects").mkdir(parents=True)
    with _staged(theme, paths, home) as stage:
        stage.wait(qtbot)
        assert stage.card.mark.state is SourceState.EMPTY
        assert (stage.card.state.text(), stage.card.logs.text()) == ("found, empty", "none yet")
        assert not stage.page.empty.isVisible()


def test_where_nothing_is_found_every_place_is_named(bare: Stage, home: Path) -> None:
    assert bare.page.empty.isVisible()
    assert bare.page.empty._what.text() == "No logs of AI tools were found"
    row = bare.page.missing.rows[SOURCE]
    assert row.isVisible()
    said = row.reason.text().replace("\u200b", "")
    assert str(home / ".claude" / "projects") in said
    assert str(home / ".config" / "claude" / "projects") in said
    assert row.accessibleName() == "Claude Code: not found"
    assert not bare.page.cards


def test_a_source_that_was_read_from_elsewhere_says_so(
    bare: Stage, tmp_path: Path, paths: Paths, qtbot: QtBot
) -> None:
    elsewhere = tmp_path / "an old laptop"
    write_weeks_of_logs(elsewhere, 1)
    with_journal(paths, lambda journal: collect(journal, [ClaudeCode()], {}, NOW, root=elsewhere / ".claude"))
    bare.page.refresh()
    bare.wait(qtbot, lambda: SOURCE in bare.page.cards)
    assert bare.card.isVisible()
    assert bare.card.logs.text().startswith("read from elsewhere")
    assert not bare.card.gone.isVisible()
    assert not bare.page.empty.isVisible()
    assert SOURCE not in bare.page.missing.rows or not bare.page.missing.rows[SOURCE].isVisible()


def test_a_source_that_appears_gets_its_card(bare: Stage, home: Path, qtbot: QtBot) -> None:
    write_weeks_of_logs(home, 1)
    bare.page.acts()["sources.refresh"]()
    bare.wait(qtbot, lambda: SOURCE in bare.page.cards)
    assert bare.card.isVisible()
    assert not bare.page.missing.rows[SOURCE].isVisible()
    assert not bare.page.empty.isVisible()


def test_what_was_read_is_kept_when_its_logs_are_gone(
    stage: Stage, logs: Path, paths: Paths, qtbot: QtBot
) -> None:
    stage.press(qtbot, stage.page.read_all)
    waiting = _waiting(paths)
    assert not stage.card.gone.isVisible()
    _a_log(logs).unlink()
    stage.page.refresh()
    stage.wait(qtbot, stage.card.gone.isVisible)
    assert stage.card.gone.text() == "1 log that was read is no longer there; what it said is kept"
    assert _waiting(paths) == waiting


def test_logs_that_went_on_have_something_new(stage: Stage, logs: Path, qtbot: QtBot) -> None:
    stage.press(qtbot, stage.page.read_all)
    with _a_log(logs).open("ab") as appended:
        appended.write(b'{"type":"summary","summary":"retries"}\n')
    stage.page.refresh()
    stage.wait(qtbot, lambda: "something new" in stage.card.logs.text())
    assert stage.card.logs.text().endswith(" logs · 1 with something new")


def test_a_source_that_is_switched_off_is_read_only_when_it_is_asked_for(
    theme: Theme, paths: Paths, logs: Path, qtbot: QtBot
) -> None:
    with _staged(theme, paths, logs, off=(SOURCE,)) as stage:
        stage.wait(qtbot)
        assert stage.card.state.text() == "found · switched off: read only when you ask for it here"
        stage.press(qtbot, stage.page.read_all)
        assert _waiting(paths) == 0
        stage.press(qtbot, stage.card.buttons.read_new)
        assert _waiting(paths) > 0


def test_a_second_reading_is_refused_calmly(stage: Stage, logs: Path, qtbot: QtBot) -> None:
    write_weeks_of_logs(logs, 6)
    with qtbot.waitSignal(stage.reading.finished, timeout=20_000):
        stage.page.read_all.click()
        assert stage.said == []
        stage.card.buttons.try_first.click()
        assert stage.said == ["Logs are being read already. Ask again when that is done, or stop it first."]
    stage.wait(qtbot)
    assert "tried" not in stage.card.counts.meaning


def test_reading_stops_where_it_is(stage: Stage, logs: Path, qtbot: QtBot) -> None:
    write_weeks_of_logs(logs, 40)
    ear = Ear(stage.reading.progressed, stage.page)
    stage.page.try_all.click()
    qtbot.waitUntil(lambda: bool(ear.heard), timeout=10_000)
    assert stage.page.strip._words.text().startswith("Trying Claude Code: file ")
    with qtbot.waitSignal(stage.reading.finished, timeout=5_000):
        QTest.keyClick(stage.page.strip._cancel, Qt.Key.Key_Space)
    stage.wait(qtbot)
    assert "stopped before the end" in stage.card.counts.meaning


def test_logs_are_read_in_the_window_by_keys_alone(
    qapp: QApplication, paths: Paths, logs: Path, qtbot: QtBot
) -> None:
    write_weeks_of_logs(logs, 4)
    with staged(qapp, paths, {"HOME": str(logs)}) as app:
        app.show()
        qtbot.waitUntil(app.window.isActiveWindow)
        QTest.keyClick(app.window, Qt.Key.Key_7, Qt.KeyboardModifier.ControlModifier)
        page = app.window.pages.sources
        qtbot.waitUntil(lambda: page.views is not None)
        assert page.read_all.hasFocus()
        with qtbot.waitSignal(app.reading.finished, timeout=20_000):
            QTest.keyClick(page.read_all, Qt.Key.Key_Space)
            QTest.keyClick(app.window, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
            assert app.window.toast._words.text().startswith("Logs are being read already.")
            assert not app.window.toast._undo.isVisible()
        qtbot.waitUntil(lambda: page.cards[SOURCE].when.text() == "today 19:00")
        assert _waiting(paths) > 0


def test_closing_in_the_middle_is_safe(theme: Theme, paths: Paths, logs: Path, qtbot: QtBot) -> None:
    write_weeks_of_logs(logs, 6)
    with _staged(theme, paths, logs) as stage:
        stage.wait(qtbot)
        stage.page.read_all.click()
    with _staged(theme, paths, logs) as stage:
        stage.wait(qtbot)
        stage.press(qtbot, stage.page.read_all)
        records, *parts = _figures(stage.card)
        assert records == sum(parts)
        assert stage.card.logs.text().endswith("nothing new in them")


def _tried(stage: Stage, qtbot: QtBot, *paths: Path) -> None:
    """Point to some places and wait until reading them was tried."""
    with qtbot.waitSignal(stage.reading.finished, timeout=20_000) as finished:
        stage.page.look_into(paths)
    assert finished.args[1].is_rehearsal
    stage.wait(qtbot)


def test_a_folder_that_was_pointed_to_is_tried_by_itself_and_read_by_enter(
    bare: Stage, home: Path, paths: Paths, qtbot: QtBot
) -> None:
    old = write_weeks_of_logs_in(home / "old computer")
    qtbot.waitUntil(bare.page.isActiveWindow)
    _tried(bare, qtbot, old)
    other = bare.page.other
    (row,) = other.rows
    assert other.read_these.hasFocus()
    assert row.counts.sum.startswith(f"{row.result.records:,} records = ") if row.result else False
    assert "new interactions" in row.counts.meaning
    assert other.what.text().endswith("Nothing is kept yet: Enter reads, Esc leaves it.")
    assert _waiting(paths) == 0
    with qtbot.waitSignal(bare.reading.finished, timeout=20_000):
        QTest.keyClick(other.read_these, Qt.Key.Key_Return)
    assert not other.isVisible()
    assert _waiting(paths) > 0


def test_enter_reads_at_once_what_is_still_being_tried(
    bare: Stage, home: Path, paths: Paths, qtbot: QtBot
) -> None:
    write_weeks_of_logs(home / "old", 6)
    qtbot.waitUntil(bare.page.isActiveWindow)
    with qtbot.waitSignal(bare.reading.began, timeout=20_000):
        bare.page.look_into([home / "old"])
    asked = Counted(bare.reading.began)
    QTest.keyClick(bare.page.other.read_these, Qt.Key.Key_Return)
    QTest.keyClick(bare.page.other.read_these, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not bare.page.other.isVisible(), timeout=20_000)
    assert asked.count == 1
    assert _waiting(paths) > 0


def write_weeks_of_logs_in(folder: Path) -> Path:
    """Leave logs where no tool would, and return the folder that holds them."""
    write_weeks_of_logs(folder, 1)
    return folder / ".claude" / "projects"


def test_a_log_that_was_pointed_to_is_read_alone_and_said_where_from(
    stage: Stage, home: Path, qtbot: QtBot
) -> None:
    log = _a_log(write_weeks_of_logs_in(home / "old").parent.parent)
    _tried(stage, qtbot, log)
    assert not stage.card.counts.isVisible(), "what was tried is said on the slip alone"
    stage.press(qtbot, stage.page.other.read_these)
    assert stage.card.counts.meaning.replace("\u200b", "").endswith(f"from {log}")
    assert stage.card.logs.text().endswith("with something new")


def test_several_things_at_once_are_each_said_and_what_is_ticked_is_read(
    theme: Theme, paths: Paths, home: Path, qtbot: QtBot
) -> None:
    old, other_old = home / "old", home / "older"
    write_weeks_of_logs(old, 1)
    write_weeks_of_logs(other_old, 1)
    picture = home / "picture.png"
    picture.write_bytes(b"PNG")
    with _staged(theme, paths, home, (ClaudeCode(), Codex())) as stage:
        stage.wait(qtbot)
        _tried(stage, qtbot, old, other_old, picture, home / "nothing here", old)
        slip = stage.page.other
        places = [(row.place.source, row.place.root) for row in slip.rows]
        assert places == [
            ("claude-code", old / ".claude" / "projects"),
            ("codex", old / ".codex" / "sessions"),
            ("claude-code", other_old / ".claude" / "projects"),
            ("codex", other_old / ".codex" / "sessions"),
        ]
        assert slip.rows[2].counts.meaning.startswith("nothing new"), "the same logs, tried together"
        refused = [row.reason.text().replace("\u200b", "") for row in slip.refused]
        assert refused[0].endswith("picture.png is not a .jsonl log.")
        assert refused[1].startswith("There is nothing at ")
        for row in slip.rows[1:]:
            row.wanted.click()
        stage.press(qtbot, slip.read_these)
        tools = with_journal(paths, lambda journal: {one.interaction.source for one in _entries(journal)})
        assert tools == {"claude-code"}


def _entries(journal: Journal) -> Sequence[Entry]:
    return journal.entries(EVERYTHING, NOW, 1_000).rows


def test_too_many_things_at_once_are_refused_in_words(stage: Stage, logs: Path) -> None:
    stage.page.look_into([logs / f"{number}.jsonl" for number in range(MOST_AT_ONCE + 1)])
    assert stage.said == ["More than 50 things at once are too many. Point to the folder that holds them."]
    assert not stage.page.other.isVisible()


def test_a_place_without_logs_says_so_and_can_be_left(stage: Stage, home: Path, qtbot: QtBot) -> None:
    (home / "pictures").mkdir()
    qtbot.waitUntil(stage.page.isActiveWindow)
    stage.page.look_into([home / "pictures"])
    other = stage.page.other
    qtbot.waitUntil(lambda: bool(other.refused))
    assert other.leave.hasFocus()
    assert other.heading.text() == "There is nothing to read here"
    assert "No logs yet in" in other.refused[0].reason.text()
    assert not other.read_these.isVisible()
    QTest.keyClick(other.leave, Qt.Key.Key_Escape)
    assert not other.isVisible()


def test_a_log_that_two_tools_may_have_written_is_read_as_what_it_can_be_understood_as(
    theme: Theme, paths: Paths, logs: Path, qtbot: QtBot
) -> None:
    with _staged(theme, paths, logs, (ClaudeCode(), Codex())) as stage:
        stage.wait(qtbot)
        _tried(stage, qtbot, _a_log(logs))
        (as_claude,) = stage.page.other.rows  # Codex’s logs are called alike, and hold nothing like it
        assert as_claude.place.source == "claude-code"
        assert as_claude.wanted.isChecked()


def test_escape_stops_a_trial_and_then_leaves_it(stage: Stage, logs: Path, qtbot: QtBot) -> None:
    write_weeks_of_logs(logs / "old", 40)
    qtbot.waitUntil(stage.page.isActiveWindow)
    other = stage.page.other
    ear = Ear(stage.reading.progressed, stage.page)
    stage.page.look_into([logs / "old"])
    qtbot.waitUntil(lambda: bool(ear.heard), timeout=10_000)
    with qtbot.waitSignal(stage.reading.finished, timeout=5_000):
        QTest.keyClick(other.read_these, Qt.Key.Key_Escape)
    assert other.isVisible()
    assert other.read_these.hasFocus()
    assert other.what.text().startswith("Trying was stopped before the end")
    assert other.try_first.isVisible()
    QTest.keyClick(other.read_these, Qt.Key.Key_Escape)
    assert not other.isVisible()


def test_what_is_pointed_to_while_logs_are_read_waits_for_the_person(
    stage: Stage, logs: Path, home: Path, qtbot: QtBot
) -> None:
    write_weeks_of_logs(logs, 6)
    old = write_weeks_of_logs_in(home / "old")
    with qtbot.waitSignal(stage.reading.finished, timeout=20_000):
        stage.page.read_all.click()
        stage.page.look_into([old])
        qtbot.waitUntil(stage.page.other.try_first.isVisible)
        assert stage.page.other.what.text() == "Other logs are being read. Try these when that is done."
    stage.press(qtbot, stage.page.other.try_first)
    assert stage.page.other.rows[0].result is not None


@pytest.mark.parametrize("page_has", ["read_all", "other_folder"])
def test_escape_stops_a_reading_wherever_the_keyboard_is(
    stage: Stage, logs: Path, qtbot: QtBot, page_has: str
) -> None:
    write_weeks_of_logs(logs, 40)
    qtbot.waitUntil(stage.page.isActiveWindow)
    button: QWidget = getattr(stage.page, page_has)
    button.setFocus()
    ear = Ear(stage.reading.progressed, stage.page)
    stage.page.read_all.click()
    qtbot.waitUntil(lambda: bool(ear.heard), timeout=10_000)
    with qtbot.waitSignal(stage.reading.finished, timeout=5_000) as finished:
        asked = monotonic()
        QTest.keyClick(button, Qt.Key.Key_Escape)
    assert monotonic() - asked < 0.5
    assert finished.args[0][0].was_cancelled
    assert button.hasFocus()


def test_the_folder_dialog_asks_for_one_source(stage: Stage, home: Path, qtbot: QtBot) -> None:
    old = write_weeks_of_logs_in(home / "old")
    stage.card.buttons.other_folder.click()
    dialog = stage.page.findChild(QFileDialog)
    assert dialog is not None
    dialog.setDirectory(str(old))
    dialog.accept()
    qtbot.waitUntil(lambda: bool(stage.page.other.rows))
    assert [row.place for row in stage.page.other.rows] == [LogPlace(SOURCE, old)]
    qtbot.waitUntil(lambda: stage.page.other.rows[0].result is not None, timeout=20_000)


def test_a_dialog_that_is_closed_changes_nothing(bare: Stage) -> None:
    bare.page.empty._action.click()
    dialog = bare.page.findChild(QFileDialog)
    assert dialog is not None
    dialog.reject()
    assert bare.page.other.paths == ()


def test_tools_that_cannot_be_read_are_named(stage: Stage) -> None:
    words = stage.page.missing.others.text()
    assert "Cursor" in words
    assert "Claude Code" not in words


@pytest.mark.parametrize("name", ["<b>bold</b><img src=x>", "abc\u202egpj.exe"])
def test_names_of_folders_are_shown_as_they_are(stage: Stage, home: Path, qtbot: QtBot, name: str) -> None:
    folder = home / name.replace("/", "")
    folder.mkdir()
    stage.page.look_into([folder])
    qtbot.waitUntil(lambda: bool(stage.page.other.refused))
    texts = [label.text() for label in stage.page.findChildren(QLabel)]
    assert not any("\u202e" in text for text in texts)
    for label in stage.page.findChildren(QLabel):
        assert not label.text() or label.textFormat() is Qt.TextFormat.PlainText, label.text()


def test_everything_has_a_name_and_room_for_a_finger(stage: Stage, logs: Path, qtbot: QtBot) -> None:
    _show_everything(stage, logs, qtbot)
    reached = 0
    for widget in stage.page.findChildren(QWidget):
        if not widget.isVisible() or widget.focusPolicy() == Qt.FocusPolicy.NoFocus:
            continue
        interface = QAccessible.queryAccessibleInterface(widget)
        assert interface is not None
        assert interface.text(QAccessible.Text.Name), f"{widget} has no name"
        reached += 1
        if isinstance(widget, QAbstractButton | QComboBox):
            assert min(widget.width(), widget.height()) >= SMALLEST_TARGET, widget.accessibleName()
    assert reached > 10


def test_buttons_of_two_sources_do_not_sound_alike(
    theme: Theme, paths: Paths, logs: Path, qtbot: QtBot
) -> None:
    with _staged(theme, paths, logs, (ClaudeCode(), Codex())) as stage:
        stage.wait(qtbot)
        buttons = [one for one in stage.page.findChildren(QAbstractButton) if one.isVisible()]
        names = [one.accessibleName() or one.text() for one in buttons]
        assert len(names) == len(set(names)) > 6


@pytest.mark.parametrize("points", [7, 9, 18])
@pytest.mark.parametrize("width", [1_080, 640])
def test_no_words_are_cut(
    stage: Stage, logs: Path, qapp: QApplication, qtbot: QtBot, points: int, width: int
) -> None:
    before = QFont(qapp.font())
    font = QFont(before)
    font.setPointSize(points)
    try:
        qapp.setFont(font)
        _show_everything(stage, logs, qtbot)
        stage.page.resize(width, 820)
        QApplication.processEvents()
        assert stage.page.horizontalScrollBar().maximum() == 0
        for label in stage.page.findChildren(QLabel):
            if label.isVisible() and not isinstance(label, ElidedLabel):
                _assert_uncut(label, stage.page)
    finally:
        qapp.setFont(before)


def _assert_uncut(label: QLabel, page: SourcesPage) -> None:
    if label.wordWrap():
        assert label.height() >= label.heightForWidth(label.width()), label.text()
    else:
        assert label.width() >= label.sizeHint().width(), label.text()
    content = page.widget()
    assert content is not None
    assert label.mapTo(content, QPoint(label.width(), 0)).x() <= content.width(), label.text()


def _show_everything(stage: Stage, logs: Path, qtbot: QtBot) -> None:
    with _a_log(logs).open("ab") as appended:
        appended.write(BROKEN)
    stage.press(qtbot, stage.page.read_all)
    _tried(stage, qtbot, logs, _a_log(logs), logs / "nothing")
    stage.card.counts.why.click()
    QApplication.processEvents()
