"""The first minutes by keys alone: three steps, each skipped by one key, and all of them by Esc."""

from collections.abc import Iterator
from pathlib import Path
from time import monotonic

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QFont
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from aijournal.collect import collect
from aijournal.demo import make_demo_journal
from aijournal.domain.assessment import Door, Outcome
from aijournal.domain.entry import Entry
from aijournal.domain.entry_filter import EVERYTHING
from aijournal.domain.entry_line import parse_entry_line
from aijournal.importers.cursor.importer import Cursor
from aijournal.importers.gemini_cli.importer import GeminiCli
from aijournal.journal.journal import Journal
from aijournal.paths import Paths
from aijournal.settings import load_settings
from aijournal.ui.app import App
from aijournal.ui.first_run.first_entry import FirstEntryStep
from aijournal.ui.first_run.first_run import FirstRun
from aijournal.ui.first_run.found_sources import FoundSourcesStep
from aijournal.ui.first_run.work_laptop import WorkLaptopStep
from aijournal.ui.screen import Screen
from aijournal.ui.type_scale import SMALLEST_TARGET
from aijournal.ui.widgets.elided_label import ElidedLabel
from aijournal.ui.window_request import WindowRequest
from tests.ui.stage import BERLIN, CLOCK, IMPORTERS, NOW, staged, with_journal

SECONDS_TO_THE_FIRST_ENTRY = 60


@pytest.fixture
def new(qapp: QApplication, paths: Paths, logs: Path) -> Iterator[App]:
    """Start the program for the first time, where Claude Code has left some weeks of logs."""
    with staged(qapp, paths, {"HOME": str(logs)}, is_introduced=False) as app:
        yield app


def _steps(app: App, qtbot: QtBot) -> FirstRun:
    """Wait until the first steps have come by themselves."""
    app.show()
    qtbot.waitUntil(lambda: app.welcome.first_run is not None)
    first_run = app.welcome.first_run
    assert first_run is not None
    qtbot.waitUntil(lambda: app.window.isActiveWindow() and first_run.isVisible())
    return first_run


def _press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key wherever the keyboard is."""
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, key, modifier)


def _type(words: str) -> None:
    """Type wherever the keyboard is."""
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClicks(focus, words)


def _shown(app: App) -> FirstRun | None:
    return app.welcome.first_run


def _entries(paths: Paths) -> list[Entry]:
    return with_journal(paths, lambda journal: list(journal.entries(EVERYTHING, NOW, 900).rows))


def _is_introduced(paths: Paths) -> bool:
    return load_settings(paths.settings).is_introduced


def test_a_first_entry_is_logged_by_keys_alone_in_less_than_a_minute(
    new: App, paths: Paths, qtbot: QtBot
) -> None:
    began = monotonic()
    first_run = _steps(new, qtbot)
    assert first_run.step.title == "Is this a work laptop?"
    _press(Qt.Key.Key_2)
    assert first_run.way_on.hasFocus()
    _press(Qt.Key.Key_Return)
    sources = first_run.steps[1]
    assert isinstance(sources, FoundSourcesStep)
    qtbot.waitUntil(sources.read_now.hasFocus)
    with qtbot.waitSignal(new.reading.finished, timeout=20_000):
        _press(Qt.Key.Key_Return)
    qtbot.waitUntil(first_run.way_on.hasFocus)
    _press(Qt.Key.Key_Return)
    assert isinstance(first_run.step, FirstEntryStep)
    _type("fixed flaky login test #shop @claude +2 20m")
    _press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: new.welcome.first_run is None)
    assert monotonic() - began < SECONDS_TO_THE_FIRST_ENTRY
    assert new.window.shown_screen is Screen.TODAY
    assert new.window.today.quick_log._line.hasFocus()
    assert new.window.toast._words.text().startswith("Logged “fixed flaky login test”.")
    logged = [one for one in _entries(paths) if one.interaction.title == "fixed flaky login test"]
    (entry,) = logged
    assert entry.assessment is not None
    assert entry.assessment.outcome is Outcome.HELPED_A_LOT
    assert entry.assessment.door is Door.QUICK_LOG
    qtbot.waitUntil(lambda: "1 of" in new.window.today._when.text())
    qtbot.waitUntil(lambda: _is_introduced(paths))
    with qtbot.waitSignal(new.journal.wrote):
        new.window.toast._undo.click()
    assert entry.interaction.title not in [one.interaction.title for one in _entries(paths)]


def test_escape_skips_all_and_it_does_not_come_again(
    new: App, qapp: QApplication, paths: Paths, logs: Path, qtbot: QtBot
) -> None:
    _steps(new, qtbot)
    _press(Qt.Key.Key_Escape)
    assert not new.window.is_covered
    assert new.window.today.quick_log._line.hasFocus()
    assert "Ctrl+K" in new.window.toast._words.text()
    qtbot.waitUntil(lambda: _is_introduced(paths))
    assert _entries(paths) == []
    new.close()
    with staged(qapp, paths, {"HOME": str(logs)}, load_settings(paths.settings)) as again:
        again.show()
        qtbot.waitUntil(lambda: again.session.is_open)
        qtbot.waitUntil(lambda: again.window.today._view is not None)
        assert again.welcome.first_run is None


def test_each_step_is_skipped_by_one_key(new: App, paths: Paths, qtbot: QtBot) -> None:
    first_run = _steps(new, qtbot)
    for step in first_run.steps[1:]:
        _press(Qt.Key.Key_S)
        assert first_run.step is step
    assert QApplication.focusWidget() is first_run.steps[2].first_focus().focusProxy()  # type: ignore[union-attr]  # the line
    _type("s")
    assert first_run.step is first_run.steps[2], "what is typed into the line is no key"
    assert first_run.skip.isVisible()
    first_run.skip.click()
    assert new.welcome.first_run is None
    assert _entries(paths) == []


def test_what_was_typed_by_then_is_on_today(new: App, qtbot: QtBot) -> None:
    first_run = _steps(new, qtbot)
    first_run.skip_step()
    first_run.skip_step()
    _type("half a thought")
    _press(Qt.Key.Key_Escape)
    assert new.window.today.quick_log.text == "half a thought"


def test_the_way_leads_back_as_well(new: App, qtbot: QtBot) -> None:
    first_run = _steps(new, qtbot)
    assert not first_run.back.isVisible()
    _press(Qt.Key.Key_S)
    _press(Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert first_run.step is first_run.steps[0]


def test_a_work_laptop_is_told_what_cannot_be_hidden_and_what_can_be_done(new: App, qtbot: QtBot) -> None:
    first_run = _steps(new, qtbot)
    step = first_run.step
    assert isinstance(step, WorkLaptopStep)
    assert not step.limits.isVisible()
    _press(Qt.Key.Key_1)
    assert step.work.isChecked()
    assert step.limits.isVisible()
    assert step.offers.isVisible()
    _press(Qt.Key.Key_2)
    assert not step.work.isChecked()
    assert not step.limits.isVisible()
    assert not step.offers.isVisible()


def test_a_passphrase_that_was_wished_for_is_asked_for_at_the_end(
    new: App, paths: Paths, qtbot: QtBot
) -> None:
    first_run = _steps(new, qtbot)
    step = first_run.step
    assert isinstance(step, WorkLaptopStep)
    _press(Qt.Key.Key_1)
    step.encrypt.setFocus()
    _press(Qt.Key.Key_Space)
    assert step.encrypt.isChecked()
    _press(Qt.Key.Key_Escape)
    assert new.window.shown_screen is Screen.SAFETY
    slip = new.window.pages.safety.encryption.slip
    assert slip.isVisible()
    assert slip.new.hasFocus()
    assert not new.session.can_lock, "nothing is encrypted before a passphrase is given"
    assert paths.journal.exists()


def test_discreet_mode_and_a_passphrase_can_both_be_wished_for(new: App, qtbot: QtBot) -> None:
    first_run = _steps(new, qtbot)
    step = first_run.step
    assert isinstance(step, WorkLaptopStep)
    _press(Qt.Key.Key_1)
    step.discreet.click()
    step.encrypt.click()
    first_run.left.emit()
    qtbot.waitUntil(lambda: new.parts.settings.current.is_discreet)
    qtbot.waitUntil(lambda: new.window.shown_screen is Screen.SAFETY)
    assert new.window.pages.safety.encryption.slip.isVisible()


def test_wishes_of_a_work_laptop_that_is_none_are_not_carried_out(new: App, qtbot: QtBot) -> None:
    first_run = _steps(new, qtbot)
    step = first_run.step
    assert isinstance(step, WorkLaptopStep)
    _press(Qt.Key.Key_1)
    step.discreet.click()
    step.encrypt.click()
    _press(Qt.Key.Key_2)
    first_run.left.emit()
    assert new.window.shown_screen is Screen.TODAY
    assert not new.parts.settings.current.is_discreet


def test_sources_are_said_with_their_counts_and_how_long_they_stay(new: App, qtbot: QtBot) -> None:
    first_run = _steps(new, qtbot)
    _press(Qt.Key.Key_S)
    step = first_run.step
    assert isinstance(step, FoundSourcesStep)
    qtbot.waitUntil(lambda: bool(step.cards))
    said = [label.text() for label in step.cards[0].findChildren(QLabel)]
    assert "Claude Code" in said
    assert any("files · " in words for words in said)
    assert any("deletes transcripts after 30 days" in words for words in said)
    assert any("The oldest" in words for words in said)


def test_sources_that_are_not_there_are_named_in_one_line(
    qapp: QApplication, paths: Paths, logs: Path, qtbot: QtBot
) -> None:
    importers = (GeminiCli(), *IMPORTERS, Cursor())
    with staged(qapp, paths, {"HOME": str(logs)}, importers=importers, is_introduced=False) as app:
        first_run = _steps(app, qtbot)
        _press(Qt.Key.Key_S)
        step = first_run.step
        assert isinstance(step, FoundSourcesStep)
        qtbot.waitUntil(step.missing.isVisible)
        assert [card.accessibleName() for card in step.cards] == ["Claude Code: found"]
        assert step.missing.text() == "Not found here: Gemini CLI, Cursor."


def test_trying_first_keeps_nothing_and_escape_stops_it_before_it_leaves(
    new: App, paths: Paths, qtbot: QtBot
) -> None:
    first_run = _steps(new, qtbot)
    _press(Qt.Key.Key_S)
    step = first_run.step
    assert isinstance(step, FoundSourcesStep)
    qtbot.waitUntil(step.read_now.hasFocus)
    with qtbot.waitSignal(new.reading.finished, timeout=20_000):
        step.try_first.setFocus()
        _press(Qt.Key.Key_Return)
    assert step.strip._words.text().endswith("Nothing was kept.")
    assert with_journal(paths, Journal.is_blank)
    with qtbot.waitSignal(new.reading.finished, timeout=20_000):
        step.try_first.click()
        _press(Qt.Key.Key_Escape)
    assert new.welcome.first_run is first_run
    _press(Qt.Key.Key_Escape)
    assert new.welcome.first_run is None


def test_without_logs_it_says_that_this_is_fine(
    qapp: QApplication, paths: Paths, home: Path, qtbot: QtBot
) -> None:
    with staged(qapp, paths, {"HOME": str(home)}, is_introduced=False) as app:
        first_run = _steps(app, qtbot)
        _press(Qt.Key.Key_S)
        step = first_run.step
        assert isinstance(step, FoundSourcesStep)
        qtbot.waitUntil(lambda: "That is fine" in step.looking.text())
        assert not step.read_now.isVisible()
        assert first_run.way_on.hasFocus()


def test_the_example_can_be_taken_and_an_empty_line_is_not_logged(
    new: App, paths: Paths, qtbot: QtBot
) -> None:
    first_run = _steps(new, qtbot)
    first_run.skip_step()
    first_run.skip_step()
    step = first_run.step
    assert isinstance(step, FirstEntryStep)
    first_run.way_on.click()
    assert step.said.isVisible()
    step.example.click()
    assert step.said.isHidden()
    assert step.quick_log._line.hasFocus()
    assert parse_entry_line(step.quick_log.text, CLOCK.local()).title == "fixed flaky login test"
    with qtbot.waitSignal(new.journal.wrote):
        first_run.way_on.click()
    assert [entry.interaction.title for entry in _entries(paths)] == ["fixed flaky login test"]


def test_a_journal_that_holds_something_is_not_introduced(
    qapp: QApplication, paths: Paths, logs: Path, qtbot: QtBot
) -> None:
    with_journal(paths, lambda journal: collect(journal, IMPORTERS, {"HOME": str(logs)}, NOW))
    with staged(qapp, paths, {"HOME": str(logs)}, is_introduced=False) as app:
        app.show()
        qtbot.waitUntil(lambda: app.window.today._view is not None)
        assert app.welcome.first_run is None


def test_a_journal_of_sample_data_is_not_introduced(qapp: QApplication, paths: Paths, qtbot: QtBot) -> None:
    with_journal(paths, Journal.mark_as_demo)
    with staged(qapp, paths, {}, is_introduced=False) as app:
        app.show()
        qtbot.waitUntil(lambda: app.window.today._view is not None)
        assert app.welcome.first_run is None


def test_the_quick_log_alone_is_never_in_the_way_of_it(new: App, paths: Paths, qtbot: QtBot) -> None:
    new.show(WindowRequest.QUICK_LOG)
    line = new.quick_log.quick_log._line
    qtbot.waitUntil(lambda: new.session.is_open)
    qtbot.waitUntil(new.quick_log.isActiveWindow)
    QTest.keyClicks(line, "typed at once +1")
    with qtbot.waitSignal(new.journal.wrote):
        QTest.keyClick(line, Qt.Key.Key_Return)
    assert new.welcome.first_run is None
    assert [entry.interaction.title for entry in _entries(paths)] == ["typed at once"]
    assert _steps(new, qtbot).isVisible(), "the window has not been met yet"


def test_keys_of_the_pages_rest_meanwhile(new: App, qtbot: QtBot) -> None:
    first_run = _steps(new, qtbot)
    for key in (Qt.Key.Key_3, Qt.Key.Key_N, Qt.Key.Key_R, Qt.Key.Key_K):
        _press(key, Qt.KeyboardModifier.ControlModifier)
    assert new.window.shown_screen is Screen.TODAY
    assert not new.reading.is_reading
    assert new.welcome.first_run is first_run
    assert first_run.isVisible()
    new.show()
    assert first_run.isVisible(), "a second start changes nothing"


def test_it_can_be_opened_again(app: App, qtbot: QtBot) -> None:
    app.show()
    qtbot.waitUntil(lambda: app.session.is_open)
    assert _shown(app) is None
    app.window._actions.run("help.first_run")
    first_run = _shown(app)
    assert first_run is not None
    qtbot.waitUntil(first_run.isVisible)
    app.window._actions.run("help.first_run")
    assert _shown(app) is first_run


@pytest.mark.parametrize("points", [7, 9, 18])
@pytest.mark.parametrize("width", [1_280, 640])
def test_no_words_are_cut_and_everything_has_a_name_and_room(
    new: App, qapp: QApplication, qtbot: QtBot, points: int, width: int
) -> None:
    before = QFont(qapp.font())
    font = QFont(before)
    font.setPointSize(points)
    try:
        qapp.setFont(font)
        new.window.resize(width, 720)
        first_run = _steps(new, qtbot)
        _press(Qt.Key.Key_1)
        for _ in first_run.steps:
            for _ in range(5):
                QApplication.processEvents()
            _check(first_run)
            first_run.skip_step()
    finally:
        qapp.setFont(before)


def _check(first_run: FirstRun) -> None:
    step = first_run.step
    assert step.horizontalScrollBar().maximum() == 0
    sheet = step.widget()
    assert sheet is not None
    reached = 0
    for widget in first_run.findChildren(QWidget):
        if not widget.isVisible():
            continue
        if isinstance(widget, QLabel) and not isinstance(widget, ElidedLabel) and widget.text():
            needed = (
                widget.heightForWidth(widget.width()) if widget.wordWrap() else widget.sizeHint().height()
            )
            assert widget.height() >= needed, widget.text()
            assert widget.textFormat() is Qt.TextFormat.PlainText
        if isinstance(widget, QAbstractButton) and widget.focusPolicy() is not Qt.FocusPolicy.NoFocus:
            interface = QAccessible.queryAccessibleInterface(widget)
            assert interface is not None
            assert interface.text(QAccessible.Text.Name)
            assert widget.height() >= SMALLEST_TARGET, widget.text()
            assert widget.mapTo(first_run, QPoint(widget.width(), 0)).x() <= first_run.width(), widget.text()
            reached += 1
    assert reached >= 3


def test_the_demo_is_made_in_one_piece_or_not_at_all(paths: Paths) -> None:
    class EnoughError(Exception):
        pass

    steps: list[tuple[int, int]] = []

    def stop(done: int, of: int) -> None:
        steps.append((done, of))
        if done == 40:
            raise EnoughError

    with pytest.raises(EnoughError):
        make_demo_journal(paths, NOW.date(), zone=BERLIN, progress=stop)
    assert steps[-1][0] == 40 < steps[-1][1]
    assert _entries(paths) == []
