"""The page Settings, used by hand: weights tried and applied, the own lists kept, a quota said."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from aijournal.analysis.value import value_of
from aijournal.collect import collect
from aijournal.domain.assessment import Assessment, Outcome
from aijournal.domain.entry_filter import EVERYTHING, EntryFilter
from aijournal.domain.own_lists import Bottleneck, TaskType
from aijournal.domain.tokens import DEFAULT_WEIGHTS, TokenWeights
from aijournal.errors import AijournalError
from aijournal.journal.backup_files import BackupReason, list_backups
from aijournal.journal.journal import Journal
from aijournal.journal.passphrase import Passphrase
from aijournal.journal.rewriting import rewrite
from aijournal.paths import Paths
from aijournal.settings import Settings, load_settings, save_settings
from aijournal.ui.app import App
from aijournal.ui.pages.settings import SettingsPage
from aijournal.ui.screen import Screen
from aijournal.ui.settings import own_list_acts
from aijournal.ui.stand_ins.locked_page import LockedPage
from tests.ui.journal_stage import log_entries, logged
from tests.ui.stage import (
    IMPORTERS,
    NOW,
    Counted,
    judge_all,
    staged,
    with_journal,
    write_weeks_of_logs,
)
from tests.ui.walking import settle

TODAY = NOW.date()
WORDS = "correct horse battery"
SLOW = 20_000  # ms: a passphrase takes its time, on purpose


def _page(app: App) -> SettingsPage:
    return app.window.pages.settings


def _open(app: App, qtbot: QtBot) -> SettingsPage:
    app.window.resize(1_280, 900)
    app.show()
    app.window.show_page(Screen.SETTINGS)
    qtbot.waitUntil(lambda: _page(app).view is not None)
    return _page(app)


@pytest.fixture
def settings(app: App, paths: Paths, qtbot: QtBot) -> App:
    """Play the program on Settings, with eleven entries of which three have a task type."""
    with_journal(paths, _fill)
    _open(app, qtbot)
    qtbot.waitUntil(lambda: len(_page(app).tasks.tasks) == 3)
    return app


def _fill(journal: Journal) -> None:
    numbers = log_entries(journal, 11)
    journal.set_task(numbers[1], "tests", NOW)
    journal.task_list.add("planning", NOW)
    journal.bottlenecks.add("review queue", date(2026, 9, 1), None, NOW)
    journal.assess(numbers[0], Assessment(Outcome.HELPED, bottleneck="review queue"), NOW)


@pytest.fixture
def judged(qapp: QApplication, paths: Paths, home: Path, qtbot: QtBot) -> Iterator[App]:
    """Play the program on Settings, with weeks of judged work whose tokens are known."""
    write_weeks_of_logs(home, 2)
    environment = {"HOME": str(home)}
    with_journal(paths, lambda journal: collect(journal, IMPORTERS, environment, NOW))
    with_journal(paths, judge_all)
    with staged(qapp, paths, environment) as app:
        _open(app, qtbot)
        yield app


def _names(paths: Paths) -> list[tuple[str, int, bool]]:
    tasks = with_journal(paths, lambda journal: journal.task_list.all())
    return [(task.name, task.entries, task.is_retired) for task in tasks]


def _bottlenecks(paths: Paths) -> tuple[Bottleneck, ...]:
    return with_journal(paths, lambda journal: journal.bottlenecks.all())


def _value(paths: Paths, weights: TokenWeights) -> float:
    days = with_journal(paths, lambda journal: journal.value_days(EntryFilter(), weights=weights))
    vpt = value_of(None, days).vpt
    assert vpt is not None
    return vpt


def _figure(value: float) -> str:
    return f"{value:.0f}" if value >= 99.5 else f"{value:.1f}"


def _press(button: QWidget) -> None:
    """Press a button as the keyboard does."""
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)


def _type(line: QWidget, text: str) -> None:
    """Type a text in place of what stands in a line."""
    line.setFocus()
    QTest.keyClick(line, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(line, text)


def _undo_button(app: App) -> QPushButton:
    return app.window.toast._undo


def _key(app: App, key: Qt.Key) -> None:
    QTest.keyClick(app.window, key, Qt.KeyboardModifier.ControlModifier)


def _wait_for_words(app: App, qtbot: QtBot, words: str) -> None:
    qtbot.waitUntil(lambda: words in app.window.toast._words.text(), timeout=SLOW)


def _choose(app: App, name: str) -> None:
    tasks = _page(app).tasks
    tasks.list.setFocus()
    tasks.list.choose(name)
    assert tasks.current is not None
    assert tasks.current.name == name


# Token weights


def test_other_weights_are_tried_out_before_they_hold(judged: App, paths: Paths, qtbot: QtBot) -> None:
    page = _page(judged)
    card = page.weights
    page.ensureWidgetVisible(card.preview)
    qtbot.waitUntil(lambda: page.weighed is not None)
    now = _value(paths, DEFAULT_WEIGHTS)
    assert card.preview.value.figure.text() == _figure(now)
    assert card.preview.value.basis.isHidden()
    tried = TokenWeights(output=50)
    _type(card.fields["output"].line, "50")
    qtbot.waitUntil(lambda: page.weighed is not None and page.weighed.tried.weights == tried)
    assert card.preview.value.figure.text() == _figure(_value(paths, tried))
    assert card.preview.value.basis.text() == f"now {_figure(now)}"
    assert _value(paths, tried) < now / 2
    weighed = page.weighed
    assert weighed is not None
    assert weighed.tried.recent is not None
    assert weighed.now.recent is not None
    assert weighed.tried.recent > 2 * weighed.now.recent
    assert "50 · output" in card.formula.text()
    assert not paths.settings.exists()


def test_without_weighed_tokens_the_preview_says_so_and_shows_no_zero(settings: App, qtbot: QtBot) -> None:
    page = _page(settings)
    recent = page.weights.preview.recent
    page.ensureWidgetVisible(recent)
    qtbot.waitUntil(lambda: page.weighed is not None)
    assert recent.figure.text() == "–"
    assert recent.basis.text() == "No weighted tokens in these four weeks."


def test_the_history_is_weighed_when_the_figures_of_that_come_in_sight(judged: App, qtbot: QtBot) -> None:
    page = _page(judged)
    page.resize(900, 500)
    page.verticalScrollBar().setValue(0)
    page.refresh()
    settle(judged, qtbot)
    assert not page._weighing.is_under_way
    before = page.weighed
    page.ensureWidgetVisible(page.weights.preview)
    qtbot.waitUntil(lambda: page.weighed is not before)
    after = page.weighed
    page.verticalScrollBar().setValue(0)
    page.ensureWidgetVisible(page.weights.preview)
    assert not page._weighing.is_under_way
    assert page.weighed is after


def test_weights_that_hold_weigh_everything_and_can_be_taken_back(
    judged: App, paths: Paths, qtbot: QtBot
) -> None:
    window = judged.window
    _type(_page(judged).weights.fields["output"].line, "50")
    QTest.keyClick(_page(judged).weights.fields["output"].line, Qt.Key.Key_Return)
    _wait_for_words(judged, qtbot, "The whole history is weighed by the new weights.")
    assert judged.window is window
    assert json.loads(paths.settings.read_text())["weights"]["output"] == 50
    page = _page(judged)
    assert window._pages.currentWidget() is page
    assert page.weights.fields["input"].line.hasFocus()
    qtbot.waitUntil(lambda: page.weighed is not None and page.weighed.now.weights.output == 50)
    assert page.weights.preview.value.figure.text() == _figure(_value(paths, TokenWeights(output=50)))
    window.show_page(Screen.TRENDS)
    qtbot.waitUntil(lambda: window.trends.view is not None)
    assert window.trends.view is not None
    vpt = window.trends.view.trend.value.vpt
    assert vpt == pytest.approx(_value(paths, TokenWeights(output=50)))
    assert window.pages.journal.table._model._telling.weights == TokenWeights(output=50)
    _press(_undo_button(judged))
    _wait_for_words(judged, qtbot, "Taken back: token weights.")
    assert window.shown_screen is Screen.TRENDS
    assert load_settings(paths.settings).weights == DEFAULT_WEIGHTS
    window.show_page(Screen.SETTINGS)
    assert _page(judged).weights.typed == DEFAULT_WEIGHTS
    _key(judged, Qt.Key.Key_Z)  # nothing of a setting is left to take back, so it goes to the journal
    _wait_for_words(judged, qtbot, "Taken back: ")


def test_a_change_that_was_taken_back_can_be_made_again(settings: App, paths: Paths, qtbot: QtBot) -> None:
    _type(_page(settings).weights.fields["cache_read"].line, "0.2")
    _press(_page(settings).weights.apply)
    _wait_for_words(settings, qtbot, "weighed by the new weights")
    _key(settings, Qt.Key.Key_Z)
    _wait_for_words(settings, qtbot, "Taken back: token weights.")
    redo = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    _page(settings).tasks.list.setFocus()  # in a line the key does again what was typed there
    QTest.keyClick(settings.window, Qt.Key.Key_Z, redo)
    _wait_for_words(settings, qtbot, "Done again: token weights.")
    assert load_settings(paths.settings).weights.cache_read == 0.2


@pytest.mark.parametrize("screen", [Screen.SETTINGS, Screen.TODAY, Screen.TRENDS])
def test_weights_are_taken_back_before_any_verdict(
    judged: App, paths: Paths, qtbot: QtBot, screen: Screen
) -> None:
    judged_before = with_journal(
        paths, lambda journal: journal.entries(EntryFilter(is_rated=True), NOW, 1_000).rows
    )
    _type(_page(judged).weights.fields["output"].line, "50")
    QTest.keyClick(_page(judged).weights.fields["output"].line, Qt.Key.Key_Return)
    _wait_for_words(judged, qtbot, "weighed by the new weights")
    judged.window.show_page(screen)
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    _wait_for_words(judged, qtbot, "Taken back: token weights.")
    assert load_settings(paths.settings).weights == DEFAULT_WEIGHTS
    assert (
        with_journal(paths, lambda journal: journal.entries(EntryFilter(is_rated=True), NOW, 1_000).rows)
        == judged_before
    )


def test_weights_of_nothing_but_zeros_cannot_hold(judged: App, paths: Paths) -> None:
    card = _page(judged).weights
    for field in card.fields.values():
        _type(field.line, "0")
    assert card.typed is None
    assert "there is no value per token" in card.formula.text()
    QTest.keyClick(card.fields["output"].line, Qt.Key.Key_Return)
    assert card.fields["input"].line.hasFocus()
    assert not paths.settings.exists()


def test_undo_follows_what_was_done_last(settings: App, paths: Paths, qtbot: QtBot) -> None:
    _type(_page(settings).weights.fields["cache_read"].line, "0.2")
    _press(_page(settings).weights.apply)
    _wait_for_words(settings, qtbot, "weighed by the new weights")
    qtbot.waitUntil(lambda: len(_page(settings).tasks.tasks) == 3)
    _choose(settings, "tests")
    QTest.keyClick(_page(settings).tasks.list, Qt.Key.Key_Delete)
    _wait_for_words(settings, qtbot, "Retired “tests”.")
    _key(settings, Qt.Key.Key_Z)
    _wait_for_words(settings, qtbot, "Taken back: Retired a task type.")
    assert load_settings(paths.settings).weights.cache_read == 0.2
    assert ("tests", 1, False) in _names(paths)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "A weight is missing."),
        ("lots", "Type a number such as 5."),
        ("1,250", "Type a number such as 5."),
        ("-1", "Weights go from 0 to 1000."),
        ("1000.5", "Weights go from 0 to 1000."),
        ("nan", "Type a number such as 5."),
        ("1e3000", "Type a number such as 5."),
    ],
)
def test_what_is_no_weight_is_said_beside_the_line_and_does_not_hold(
    settings: App, paths: Paths, typed: str, said: str
) -> None:
    card = _page(settings).weights
    field = card.fields["output"]
    _type(field.line, typed or "x")
    if not typed:
        QTest.keyClick(field.line, Qt.Key.Key_Backspace)
    assert field.hint.text() == said
    assert field.hint.isVisible()
    _press(card.apply)
    assert field.line.hasFocus()
    assert field.line.text() == typed
    assert not paths.settings.exists()


def test_esc_and_a_button_put_back_what_holds(settings: App, qtbot: QtBot) -> None:
    card = _page(settings).weights
    assert not card.apply.isEnabled()
    assert not card.leave.isEnabled()
    _type(card.fields["output"].line, "7")
    QTest.keyClick(card.fields["output"].line, Qt.Key.Key_Escape)
    assert card.typed == DEFAULT_WEIGHTS
    _type(card.fields["output"].line, "7")
    _press(card.leave)
    assert card.typed == DEFAULT_WEIGHTS
    assert card.fields["input"].line.hasFocus()
    view = _page(settings).view
    assert view is not None
    qtbot.waitUntil(lambda: _page(settings).view is not view)


def test_the_defaults_are_one_button_away_and_are_tried_out_too(
    qapp: QApplication, paths: Paths, qtbot: QtBot
) -> None:
    held = TokenWeights(output=9.5)
    save_settings(paths.settings, Settings(weights=held))
    with staged(qapp, paths, {}, load_settings(paths.settings)) as app:
        card = _open(app, qtbot).weights
        assert card.typed == held
        assert card.fields["output"].hint.text() == "default 5"
        _press(card.reset)
        assert card.typed == DEFAULT_WEIGHTS
        assert load_settings(paths.settings).weights == held
        _press(card.apply)
        _wait_for_words(app, qtbot, "weighed by the new weights")
        assert json.loads(paths.settings.read_text()) == {}


def test_what_another_program_wrote_into_the_file_meanwhile_stays(
    settings: App, paths: Paths, qtbot: QtBot
) -> None:
    save_settings(paths.settings, Settings(pause_minutes=45))
    _type(_page(settings).weights.fields["output"].line, "7")
    _press(_page(settings).weights.apply)
    _wait_for_words(settings, qtbot, "weighed by the new weights")
    loaded = load_settings(paths.settings)
    assert (loaded.pause_minutes, loaded.weights.output) == (45, 7)


def test_settings_that_cannot_be_saved_do_not_hold_and_what_was_typed_stays(
    settings: App, paths: Paths, qtbot: QtBot
) -> None:
    paths.config.parent.mkdir(parents=True, exist_ok=True)
    paths.config.write_text("a file where the folder should be")
    card = _page(settings).weights
    _type(card.fields["output"].line, "7")
    _press(card.apply)
    qtbot.waitUntil(settings.window.furniture.notice.isVisible)
    assert _page(settings).weights is card
    assert card.typed == TokenWeights(output=7)
    assert settings.parts.settings.current.weights == DEFAULT_WEIGHTS


def test_what_is_typed_elsewhere_outlives_new_weights(settings: App, paths: Paths, qtbot: QtBot) -> None:
    settings.window.today.quick_log.type("half a thought")
    _type(_page(settings).tasks.new, "explor")
    before = _page(settings)
    _type(before.weights.fields["output"].line, "7")
    _press(before.weights.apply)
    _wait_for_words(settings, qtbot, "weighed by the new weights")
    qtbot.waitUntil(lambda: _page(settings).tasks.new.text() == "explor")
    qtbot.waitUntil(lambda: settings.window.today.quick_log._line.text() == "half a thought")
    assert paths.journal.exists()


def test_an_encrypted_journal_takes_new_weights_without_asking_for_its_passphrase(
    qapp: QApplication, paths: Paths, qtbot: QtBot
) -> None:
    logged(paths, 3)
    rewrite(paths, None, Passphrase(WORDS))
    with staged(qapp, paths, {}) as app:
        app.show()
        qtbot.waitUntil(lambda: isinstance(app.entrance.page, LockedPage))
        locked = app.entrance.page
        assert isinstance(locked, LockedPage)
        QTest.keyClicks(locked.field, WORDS)
        QTest.keyClick(locked.field, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: app.window.is_furnished, timeout=SLOW)
        stood_in = Counted(app.entrance.came)
        card = _open(app, qtbot).weights
        _type(card.fields["output"].line, "7")
        _press(card.apply)
        _wait_for_words(app, qtbot, "weighed by the new weights")
        app.window.show_page(Screen.JOURNAL)
        qtbot.waitUntil(lambda: app.window.pages.journal.table.count == 3)
        assert stood_in.count == 0
        assert app.session.can_lock


# Task types


def test_task_types_stand_in_their_order_with_their_entries(settings: App) -> None:
    assert [(row.name, row.facts) for row in _page(settings).tasks.list.rows] == [
        ("planning", "0 entries"),
        ("debugging", "3 entries"),
        ("tests", "1 entry"),
    ]


def test_a_task_type_is_added_by_enter_and_taken_back_by_undo(
    settings: App, paths: Paths, qtbot: QtBot
) -> None:
    card = _page(settings).tasks
    _type(card.new, "  code   reading ")
    QTest.keyClick(card.new, Qt.Key.Key_Return)
    _wait_for_words(settings, qtbot, "Added the task type “code reading”.")
    qtbot.waitUntil(lambda: len(card.tasks) == 4)
    assert card.new.text() == ""
    assert card.new.hasFocus()
    _press(_undo_button(settings))
    qtbot.waitUntil(lambda: len(card.tasks) == 3)
    assert "code reading" not in [name for name, _, _ in _names(paths)]


@pytest.mark.parametrize(
    ("typed", "said"),
    [("  ", "Give it a word or two."), ("debugging", "“debugging” is in the list already.")],
)
def test_a_name_that_cannot_be_added_is_said_under_the_line(settings: App, typed: str, said: str) -> None:
    card = _page(settings).tasks
    _type(card.new, typed)
    _press(card.add)
    assert card.fault.text() == said
    assert card.fault.isVisible()
    assert card.new.text() == typed
    QTest.keyClicks(card.new, "x")
    assert card.fault.isHidden()


def test_renaming_takes_the_entries_along(settings: App, paths: Paths, qtbot: QtBot) -> None:
    card = _page(settings).tasks
    _choose(settings, "debugging")
    QTest.keyClick(card.list, Qt.Key.Key_F2)
    assert card.slip.name.hasFocus()
    assert card.slip.words.text() == "3 entries get the new name with it."
    QTest.keyClicks(card.slip.name, "hunting bugs")
    QTest.keyClick(card.slip.name, Qt.Key.Key_Return)
    _wait_for_words(settings, qtbot, "Renamed “debugging” to “hunting bugs” on 3 entries.")
    assert card.slip.isHidden()
    assert card.list.hasFocus()
    assert ("hunting bugs", 3, False) in _names(paths)
    assert list_backups(paths) == ()
    _press(_undo_button(settings))
    _wait_for_words(settings, qtbot, "Taken back")
    assert ("debugging", 3, False) in _names(paths)


def test_making_two_one_is_asked_first_with_how_many_entries(
    settings: App, paths: Paths, qtbot: QtBot
) -> None:
    card = _page(settings).tasks
    _choose(settings, "debugging")
    QTest.keyClick(card.list, Qt.Key.Key_F2)
    QTest.keyClicks(card.slip.name, "tests")
    QTest.keyClick(card.slip.name, Qt.Key.Key_Return)
    assert card.slip.heading.text() == "Make “debugging” and “tests” one?"
    assert "There is a “tests” with 1 entry." in card.slip.words.text()
    assert "its 3 entries become “tests”" in card.slip.words.text()
    assert card.slip.leave.hasFocus()
    assert ("debugging", 3, False) in _names(paths)
    _press(card.slip.agree)
    _wait_for_words(settings, qtbot, "Renamed “debugging” to “tests” on 3 entries.")
    assert ("tests", 4, False) in _names(paths)
    assert "debugging" not in [name for name, _, _ in _names(paths)]


def test_another_name_takes_the_question_back(settings: App, paths: Paths) -> None:
    card = _page(settings).tasks
    _choose(settings, "debugging")
    QTest.keyClick(card.list, Qt.Key.Key_F2)
    QTest.keyClicks(card.slip.name, "tests")
    QTest.keyClick(card.slip.name, Qt.Key.Key_Return)
    card.slip.name.setFocus()
    QTest.keyClicks(card.slip.name, " of speed")
    assert card.slip.agree.text() == "Rename"
    QTest.keyClick(card.slip.name, Qt.Key.Key_Escape)
    assert card.slip.isHidden()
    assert card.list.hasFocus()
    assert ("debugging", 3, False) in _names(paths)


def test_an_empty_name_and_the_same_name_change_nothing(settings: App) -> None:
    card = _page(settings).tasks
    _choose(settings, "debugging")
    QTest.keyClick(card.list, Qt.Key.Key_F2)
    QTest.keyClick(card.slip.name, Qt.Key.Key_Backspace)
    QTest.keyClick(card.slip.name, Qt.Key.Key_Return)
    assert card.slip.fault.text() == "Give it a word or two."
    QTest.keyClicks(card.slip.name, "debugging")
    QTest.keyClick(card.slip.name, Qt.Key.Key_Return)
    assert card.slip.isHidden()
    assert not settings.window.toast.isVisible()


def test_renaming_very_many_entries_takes_a_backup_first(
    settings: App, paths: Paths, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(own_list_acts, "MANY", 2)
    card = _page(settings).tasks
    _choose(settings, "debugging")
    QTest.keyClick(card.list, Qt.Key.Key_F2)
    QTest.keyClicks(card.slip.name, "hunting bugs")
    QTest.keyClick(card.slip.name, Qt.Key.Key_Return)
    _wait_for_words(settings, qtbot, "Backed up, then renamed “debugging” to “hunting bugs” on 3 entries.")
    (backup,) = list_backups(paths)
    assert (backup.reason, backup.rows["interaction"]) == (BackupReason.BEFORE_BULK_EDIT, 11)
    assert ("hunting bugs", 3, False) in _names(paths)


def test_five_hundred_is_many() -> None:
    assert own_list_acts.MANY == 500


def test_task_types_are_moved_by_keys_and_the_keyboard_moves_along(
    settings: App, paths: Paths, qtbot: QtBot
) -> None:
    card = _page(settings).tasks
    _choose(settings, "tests")
    QTest.keyClick(card.list, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    _wait_for_words(settings, qtbot, "Moved “tests” to place 2.")
    qtbot.waitUntil(lambda: [task.name for task in card.tasks] == ["planning", "tests", "debugging"])
    assert card.list.hasFocus()
    assert card.list.current_key == "tests"
    _press(card.up)
    qtbot.waitUntil(lambda: card.tasks[0].name == "tests")
    _press(card.up)  # the first one stays
    card.list.setFocus()
    QTest.keyClick(card.list, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: card.tasks[1].name == "tests")
    _press(_undo_button(settings))
    qtbot.waitUntil(lambda: card.tasks[0].name == "tests")
    assert [name for name, _, _ in _names(paths)] == ["tests", "planning", "debugging"]


def test_a_retired_task_type_goes_last_and_comes_back(settings: App, paths: Paths, qtbot: QtBot) -> None:
    card = _page(settings).tasks
    _choose(settings, "debugging")
    assert card.retire.text() == "Retire"
    QTest.keyClick(card.list, Qt.Key.Key_Delete)
    _wait_for_words(settings, qtbot, "Retired “debugging”. Its 3 entries keep it.")
    qtbot.waitUntil(lambda: card.tasks[-1] == TaskType("debugging", 3, is_retired=True))
    assert card.list.rows[-1].facts == "retired · 3 entries"
    assert _names(paths)[-1] == ("debugging", 3, True)
    _choose(settings, "debugging")
    assert card.retire.text() == "Bring back"
    QTest.keyClick(card.list, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)  # which means nothing here
    QTest.keyClick(card.list, Qt.Key.Key_Delete)
    _wait_for_words(settings, qtbot, "Brought “debugging” back.")
    assert ("debugging", 3, False) in _names(paths)


# Bottlenecks


def test_without_bottlenecks_it_says_what_they_are_for(app: App, qtbot: QtBot) -> None:
    card = _open(app, qtbot).bottlenecks
    assert "where the work is stuck" in card.why.text()
    assert "relief" in card.why.text()
    assert card.list.isHidden()
    assert card.add.isVisible()


def test_a_bottleneck_says_since_when_and_how_many_entries_fell_on_it(settings: App) -> None:
    (row,) = _page(settings).bottlenecks.list.rows
    assert (row.name, row.facts) == ("review queue", "since 1 Sept 2026, still · 1 entry")


def test_a_bottleneck_is_named_with_open_days(settings: App, paths: Paths, qtbot: QtBot) -> None:
    card = _page(settings).bottlenecks
    _press(card.add)
    assert card.slip.name.hasFocus()
    QTest.keyClicks(card.slip.name, "slow builds")
    QTest.keyClick(card.slip.has_first, Qt.Key.Key_Space)
    assert card.slip.first.isHidden()
    _press(card.slip.agree)
    _wait_for_words(settings, qtbot, "Named the bottleneck “slow builds”.")
    named = next(one for one in _bottlenecks(paths) if one.name == "slow builds")
    assert (named.first_day, named.last_day) == (None, None)
    qtbot.waitUntil(lambda: len(card.list.rows) == 2)
    assert {row.facts for row in card.list.rows} >= {"since ever, still · 0 entries"}
    assert card.add.hasFocus()


def test_a_new_bottleneck_begins_today_unless_another_day_is_said(
    settings: App, paths: Paths, qtbot: QtBot
) -> None:
    card = _page(settings).bottlenecks
    _press(card.add)
    QTest.keyClicks(card.slip.name, "slow builds")
    QTest.keyClick(card.slip.name, Qt.Key.Key_Return)
    _wait_for_words(settings, qtbot, "Named the bottleneck")
    named = next(one for one in _bottlenecks(paths) if one.name == "slow builds")
    assert (named.first_day, named.last_day) == (TODAY, None)


def test_an_end_before_the_beginning_is_said_and_an_empty_name_too(settings: App, paths: Paths) -> None:
    card = _page(settings).bottlenecks
    card.list.setFocus()
    QTest.keyClick(card.list, Qt.Key.Key_F2)
    slip = card.slip
    QTest.keyClick(slip.has_last, Qt.Key.Key_Space)
    slip.last.setDate(QDate(2026, 8, 31))
    assert slip.fault.text() == "The last day lies before the first one."
    assert slip.fault.isVisible()
    _press(slip.agree)
    assert slip.isVisible()
    assert slip.last.hasFocus()
    slip.last.setDate(QDate(2026, 9, 1))
    assert slip.fault.isHidden()
    slip.name.clear()
    _press(slip.agree)
    assert slip.fault.text() == "Give it a word or two."
    assert _bottlenecks(paths)[0].last_day is None


def test_a_changed_bottleneck_takes_its_entries_along(settings: App, paths: Paths, qtbot: QtBot) -> None:
    card = _page(settings).bottlenecks
    card.list.setFocus()
    QTest.keyClick(card.list, Qt.Key.Key_F2)
    _type(card.slip.name, "waiting for review")
    QTest.keyClick(card.slip.name, Qt.Key.Key_Return)
    _wait_for_words(settings, qtbot, "Changed the bottleneck “waiting for review”.")
    (one,) = _bottlenecks(paths)
    assert (one.name, one.entries, one.first_day) == ("waiting for review", 1, date(2026, 9, 1))
    _press(_undo_button(settings))
    _wait_for_words(settings, qtbot, "Taken back")
    assert _bottlenecks(paths)[0].name == "review queue"


def test_a_bottleneck_ends_today_and_goes_by_keys(settings: App, paths: Paths, qtbot: QtBot) -> None:
    card = _page(settings).bottlenecks
    card.list.setFocus()
    QTest.keyClick(card.list, Qt.Key.Key_E, Qt.KeyboardModifier.AltModifier)
    _wait_for_words(settings, qtbot, "“review queue” ends today.")
    assert _bottlenecks(paths)[0].last_day == TODAY
    qtbot.waitUntil(lambda: card.list.rows[0].facts == "1 Sept 2026 to 20 Nov 2026 · 1 entry")
    QTest.keyClick(card.list, Qt.Key.Key_E, Qt.KeyboardModifier.AltModifier)
    _wait_for_words(settings, qtbot, "ends today already.")
    QTest.keyClick(card.list, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: not card.list.rows)
    assert card.add.hasFocus()
    assert _bottlenecks(paths) == ()
    _press(_undo_button(settings))
    qtbot.waitUntil(lambda: len(card.list.rows) == 1)


def test_one_that_begins_later_cannot_end_today(settings: App, paths: Paths, qtbot: QtBot) -> None:
    later = TODAY + timedelta(days=9)
    with_journal(paths, lambda journal: journal.bottlenecks.add("the move", later, None, NOW))
    card = _page(settings).bottlenecks
    qtbot.waitUntil(lambda: len(card.list.rows) == 2)
    card.list.choose(next(one.id for one in card.bottlenecks if one.name == "the move"))
    _press(card.end)
    qtbot.waitUntil(settings.window.furniture.notice.isVisible)
    assert "ends before it begins" in settings.window.furniture.notice._title.text()
    assert next(one for one in _bottlenecks(paths) if one.name == "the move").last_day is None


def test_a_name_that_was_begun_is_offered_again(settings: App, qtbot: QtBot) -> None:
    card = _page(settings).bottlenecks
    _press(card.add)
    QTest.keyClicks(card.slip.name, "slow bu")
    QTest.keyClick(card.slip.name, Qt.Key.Key_Escape)
    settings.parts.drafts.flush()
    with qtbot.waitSignal(settings.session.opened):
        settings.session.renew(settings.session.access.settings, lambda: None)
    qtbot.waitUntil(lambda: _page(settings).bottlenecks.slip._draft == "slow bu")
    _press(_page(settings).bottlenecks.add)
    assert _page(settings).bottlenecks.slip.name.text() == "slow bu"


# A quota


def test_a_quota_holds_as_soon_as_it_is_said_and_can_be_taken_back(
    settings: App, paths: Paths, qtbot: QtBot
) -> None:
    card = _page(settings).quota
    assert card.tokens.isHidden() or not card.tokens.isVisible()
    QTest.keyClick(card.has_quota, Qt.Key.Key_Space)
    assert card.tokens.hasFocus()
    assert card.said.text() == "Type how many, such as 5M or 5,000,000. Nothing holds yet."
    QTest.keyClicks(card.tokens, "2.5M")
    QTest.keyClick(card.tokens, Qt.Key.Key_Return)
    _wait_for_words(settings, qtbot, "Kept: they expect 2,500,000 tokens a week.")
    assert json.loads(paths.settings.read_text()) == {"quota_tokens": 2_500_000}
    assert settings.parts.settings.current.quota == settings.session.access.settings.quota
    qtbot.waitUntil(lambda: card.tokens.text() == "2,500,000")
    QTest.keyClick(card.per, Qt.Key.Key_Down)
    _wait_for_words(settings, qtbot, "Kept: they expect 2,500,000 tokens a month.")
    _press(_undo_button(settings))
    _wait_for_words(settings, qtbot, "Taken back: quota.")
    assert load_settings(paths.settings).quota_per == "week"
    _page(settings).tasks.list.setFocus()
    _key(settings, Qt.Key.Key_Z)
    qtbot.waitUntil(lambda: not card.has_quota.isChecked())
    assert load_settings(paths.settings).quota is None


def test_a_quota_is_switched_off(qapp: QApplication, paths: Paths, qtbot: QtBot) -> None:
    save_settings(paths.settings, replace(Settings(), quota_tokens=9_000, quota_per="month"))
    with staged(qapp, paths, {}, load_settings(paths.settings)) as app:
        card = _open(app, qtbot).quota
        assert (card.tokens.text(), card.per.currentText()) == ("9,000", "a month")
        QTest.keyClick(card.has_quota, Qt.Key.Key_Space)
        _wait_for_words(app, qtbot, "Nobody expects a number of tokens any more.")
        assert load_settings(paths.settings).quota is None
        assert not card.tokens.isVisible()
        QTest.keyClick(card.has_quota, Qt.Key.Key_Space)
        _wait_for_words(app, qtbot, "Kept: they expect 9,000 tokens a month.")


@pytest.mark.parametrize("typed", ["", "many", "0", "-5", "2000000M"])
def test_what_is_no_quota_is_said_and_does_not_hold(settings: App, paths: Paths, typed: str) -> None:
    card = _page(settings).quota
    QTest.keyClick(card.has_quota, Qt.Key.Key_Space)
    QTest.keyClicks(card.tokens, typed)
    QTest.keyClick(card.tokens, Qt.Key.Key_Return)
    assert card.said.text().endswith("Nothing holds yet.")
    assert card.tokens.text() == typed
    assert not paths.settings.exists()


# The page


def test_everything_is_reached_by_tab(settings: App) -> None:
    page = _page(settings)
    page.search.line.take_focus()
    reached: list[QWidget] = []
    while (widget := QApplication.focusWidget()) not in reached:
        assert widget is not None
        reached.append(widget)
        QTest.keyClick(widget, Qt.Key.Key_Tab)
    wanted = [
        *(row.control.focusProxy() for group in page._groups for row in group.rows),
        *(field.line for field in page.weights.fields.values()),
        page.weights.reset if page.weights.reset.isEnabled() else page.tasks.list,
        page.tasks.list,
        page.tasks.rename,
        page.tasks.retire,
        page.tasks.new,
        page.tasks.add,
        page.bottlenecks.add,
        page.bottlenecks.list,
        page.bottlenecks.remove,
        page.quota.has_quota,
        page.place.copy,
    ]
    places = [reached.index(widget) for widget in wanted if widget is not None]
    assert places == sorted(places)


def test_what_the_journal_cannot_say_is_said_above_the_page(settings: App, qtbot: QtBot) -> None:
    failure = AijournalError("The journal is gone", "It was moved away.")
    with qtbot.waitSignal(_page(settings).failed):
        _page(settings)._acts.failed.emit(failure)
    assert settings.window.furniture.notice.isVisible()


def test_nothing_is_asked_while_another_page_is_shown(settings: App, paths: Paths, qtbot: QtBot) -> None:
    page = _page(settings)
    settings.window.show_page(Screen.TODAY)
    view = page.view
    with qtbot.waitSignal(settings.journal.entries_changed):
        logged(paths, 1, first=50)
    assert not page._asking.is_under_way
    settings.window.show_page(Screen.SETTINGS)
    qtbot.waitUntil(lambda: page.view is not view)
    assert with_journal(paths, lambda journal: journal.outline(EVERYTHING, 10).count) == 12


def test_what_is_searched_for_outlives_pages_that_are_made_anew(settings: App, qtbot: QtBot) -> None:
    _page(settings).search.line.type("week")
    before = _page(settings)
    settings.acts.toggle_discreet()
    assert _page(settings) is not before
    assert _page(settings).search.line.text == "week"
    assert not _page(settings).tasks.isVisible()
    qtbot.waitUntil(lambda: settings.parts.settings.current.is_discreet)
