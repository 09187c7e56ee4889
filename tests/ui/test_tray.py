"""With a tray the program may stay in it; without one, closing the window is the end."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from aijournal.errors import ExitCode
from aijournal.paths import Paths
from aijournal.settings import Settings
from aijournal.ui.app import App
from aijournal.ui.theme import Theme
from aijournal.ui.tray import Tray
from aijournal.ui.window_request import WindowRequest
from tests.ui.journal_stage import logged
from tests.ui.stage import CLOCK, Counted, flush_deletions

WANTED = replace(Settings(), has_tray=True)


@contextmanager
def _staged(qapp: QApplication, paths: Paths, settings: Settings, *, has_host: bool) -> Iterator[App]:
    app = App(qapp, paths, settings, CLOCK, (), {}, has_tray_host=lambda: has_host)
    try:
        yield app
    finally:
        app.close()
        app.deleteLater()
        flush_deletions()


def _press(tray: Tray, words: str) -> None:
    next(action for action in tray.actions if action.text() == words).trigger()


def test_without_a_host_there_is_no_icon_however_much_it_is_wanted(theme: Theme) -> None:
    tray = Tray(theme, lambda: False)
    tray.want(True)
    assert not tray.is_there
    assert tray.actions == ()
    assert not tray.say("aijournal", "words")
    tray.deleteLater()


def test_the_menu_offers_what_can_be_done_now(theme: Theme) -> None:
    tray = Tray(theme, lambda: True)
    tray.want(True)
    assert tray.is_there
    words = [action.text() for action in tray.actions if not action.isSeparator()]
    assert words == ["Quick log", "Open", "Read new logs", "Quit"]
    tray.offer(lock=True, snooze=True)
    words = [action.text() for action in tray.actions if not action.isSeparator()]
    assert words == ["Quick log", "Open", "Read new logs", "Lock the journal", "No reminder today", "Quit"]
    for name in ("Quick log", "Open", "Read new logs", "Lock the journal", "Quit"):
        signal = {
            "Quick log": tray.quick_log_asked,
            "Open": tray.open_asked,
            "Read new logs": tray.reading_asked,
            "Lock the journal": tray.lock_asked,
            "Quit": tray.quit_asked,
        }[name]
        asked = Counted(signal)
        _press(tray, name)
        assert asked.count == 1, name
    tray.want(False)
    assert tray.actions == ()
    tray.deleteLater()


def test_the_icon_follows_the_scheme_and_says_nothing_of_the_journal(theme: Theme) -> None:
    tray = Tray(theme, lambda: True)
    tray.want(True)
    assert tray._icon is not None
    before = tray._icon.icon().cacheKey()
    theme.changed.emit()
    assert tray._icon.icon().cacheKey() != before
    assert tray._icon.toolTip() == "aijournal"
    tray.take_down()
    tray.deleteLater()


@pytest.mark.parametrize(("settings", "has_host"), [(WANTED, False), (Settings(), True)])
def test_without_a_tray_closing_the_window_ends_the_program(
    qapp: QApplication, paths: Paths, qtbot: QtBot, settings: Settings, *, has_host: bool
) -> None:
    with _staged(qapp, paths, settings, has_host=has_host) as app:
        app.show()
        with qtbot.waitSignal(app.finished) as finished:
            app.window.close()
        assert finished.args == [ExitCode.DONE]


def test_with_a_tray_the_program_stays_says_so_once_and_comes_back(
    qapp: QApplication, paths: Paths, qtbot: QtBot
) -> None:
    with _staged(qapp, paths, WANTED, has_host=True) as app:
        said: list[str] = []

        def say(title: str, words: str) -> bool:
            said.append(words)
            return bool(title)

        app.presence.tray.say = say  # type: ignore[method-assign]  # off screen no system shows messages
        app.show()
        for _ in range(2):
            with qtbot.assertNotEmitted(app.finished):
                app.window.close()
            assert not app.window.isVisible()
            _press(app.presence.tray, "Open")
            assert app.window.isVisible()
        assert said == ["Its window was closed. The icon in the tray opens it again, and quits."]
        app.window.close()
        with qtbot.waitSignal(app.finished) as finished:
            _press(app.presence.tray, "Quit")
        assert finished.args == [ExitCode.DONE]


def test_what_was_said_once_is_not_said_by_the_next_start(qapp: QApplication, paths: Paths) -> None:
    with _staged(qapp, paths, WANTED, has_host=True) as app:
        app.presence._memory.remember_tray()
    with _staged(qapp, paths, WANTED, has_host=True) as app:
        assert app.presence._memory.has_said_tray


def test_ctrl_q_quits_with_a_tray_as_well(qapp: QApplication, paths: Paths, qtbot: QtBot) -> None:
    with _staged(qapp, paths, WANTED, has_host=True) as app:
        app.show()
        with qtbot.waitSignal(app.finished):
            app.window.quit_asked.emit()
        assert not app.window.isVisible()


def test_the_quick_log_from_the_tray_leaves_the_window_away(
    qapp: QApplication, paths: Paths, qtbot: QtBot
) -> None:
    with _staged(qapp, paths, WANTED, has_host=True) as app:
        app.start_hidden()
        assert app._window is None
        _press(app.presence.tray, "Quick log")
        qtbot.waitUntil(app.quick_log.quick_log._line.hasFocus)
        assert app._window is None
        with qtbot.assertNotEmitted(app.finished):
            app.quick_log.close()


def test_hidden_without_a_tray_is_minimised(qapp: QApplication, paths: Paths) -> None:
    with _staged(qapp, paths, WANTED, has_host=False) as app:
        app.start_hidden()
        assert app.window.isMinimized()
        app.show(WindowRequest.COME_FORWARD)
        assert not app.window.isMinimized()


def test_a_tray_that_is_wanted_where_there_is_none_is_said_not_to_be_there(
    qapp: QApplication, paths: Paths, qtbot: QtBot
) -> None:
    logged(paths, 1)
    with _staged(qapp, paths, Settings(), has_host=False) as app:
        app.show()
        qtbot.waitUntil(lambda: app.session.is_open)
        with qtbot.waitSignal(app.presence.lacking) as said:
            app.parts.settings.change("tray", "Kept.", has_tray=True)
        assert said.args[0].title == "This desktop has no tray"


def test_the_tray_follows_its_setting(qapp: QApplication, paths: Paths, qtbot: QtBot) -> None:
    logged(paths, 1)
    with _staged(qapp, paths, Settings(), has_host=True) as app:
        app.show()
        qtbot.waitUntil(lambda: app.session.is_open)
        app.parts.settings.change("tray", "Kept.", has_tray=True)
        qtbot.waitUntil(lambda: app.presence.tray.is_there)
        app.parts.settings.change("tray", "Kept.", has_tray=False)
        qtbot.waitUntil(lambda: not app.presence.tray.is_there)
