"""Every setting of the table on its page, by keys: changed, kept in the file, taken back, reset, found."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from aijournal.importers.claude_code.importer import ClaudeCode
from aijournal.importers.zed.importer import Zed
from aijournal.paths import Paths
from aijournal.settings import SETTINGS, ColorScheme, Kind, Settings, load_settings, save_settings
from aijournal.ui.app import App
from aijournal.ui.log_reading import ALL_NEW
from aijournal.ui.pages.settings import SettingsPage
from aijournal.ui.screen import Screen
from aijournal.ui.settings import setting_words
from aijournal.ui.settings.setting_row import SettingRow
from tests.ui.stage import staged

NO_ROW = {
    "weights": "the card of the token weights, which tries them out first",
    "quota_tokens": "the card of the quota",
    "quota_per": "the card of the quota",
    "is_introduced": "remembered, not set; the palette shows the first steps again",
}
SET_ELSEWHERE = {
    "shortcuts": "a button leads to the sheet of all keys",
    "sources_on": "there is no such source in the tests of all settings",
}
CTRL = Qt.KeyboardModifier.ControlModifier


def _page(app: App) -> SettingsPage:
    return app.window.pages.settings


def _open(app: App, qtbot: QtBot) -> SettingsPage:
    app.window.resize(1_280, 900)
    app.show()
    app.window.show_page(Screen.SETTINGS)
    qtbot.waitUntil(lambda: _page(app).view is not None)
    return _page(app)


@pytest.fixture
def settings(qapp: QApplication, paths: Paths, home: Path, qtbot: QtBot) -> Iterator[App]:
    """Play the program on Settings, with nothing set."""
    with staged(qapp, paths, {"HOME": str(home)}, Settings()) as app:
        _open(app, qtbot)
        yield app


@pytest.fixture
def broken(qapp: QApplication, paths: Paths, home: Path, qtbot: QtBot) -> Iterator[App]:
    """Play the program on Settings, with a file in which somebody wrote what cannot be used."""
    paths.config.mkdir(parents=True)
    paths.settings.write_text('{"pause_minutes": 0, "color_scheme": "pink"}', encoding="utf-8")
    with staged(qapp, paths, {"HOME": str(home)}, load_settings(paths.settings)) as app:
        _open(app, qtbot)
        yield app


def _row(app: App, name: str) -> SettingRow:
    return _page(app).rows[name]


def _focus(app: App, name: str) -> QWidget:
    part = _row(app, name).control.focusProxy()
    assert part is not None
    part.setFocus()
    return part


def _type(text: str) -> Callable[[QWidget], None]:
    def type_in(part: QWidget) -> None:
        QTest.keyClick(part, Qt.Key.Key_A, CTRL)
        QTest.keyClicks(part, text)
        QTest.keyClick(part, Qt.Key.Key_Return)

    return type_in


def _press(key: Qt.Key) -> Callable[[QWidget], None]:
    return lambda part: QTest.keyClick(part, key)


def _stored(paths: Paths) -> dict[str, Any]:
    stored: dict[str, Any] = json.loads(paths.settings.read_text()) if paths.settings.exists() else {}
    return stored


def _wait_for_words(app: App, qtbot: QtBot, words: str) -> None:
    qtbot.waitUntil(lambda: words in app.window.toast._words.text())


CHANGES: dict[str, tuple[Callable[[QWidget], None], Any]] = {
    "time_zone": (_type("asia/kolkata"), "Asia/Kolkata"),
    "pause_minutes": (_type("45"), 45),
    "audit_share": (_type("20"), 0.2),
    "lock_after_minutes": (_type("9"), 9),
    "color_scheme": (_press(Qt.Key.Key_Down), "light"),
    "text_size": (_type("150"), 1.5),
    "reminder_from_hour": (_press(Qt.Key.Key_Down), 17),
    "reminder_until_hour": (_press(Qt.Key.Key_Up), 17),
    "reminder_days": (_press(Qt.Key.Key_Space), ["tuesday", "wednesday", "thursday", "friday"]),
    "sources_off": (_press(Qt.Key.Key_Space), ["claude-code"]),
    **{one.name: (_press(Qt.Key.Key_Space), not one.default) for one in SETTINGS if one.kind is Kind.SWITCH},
}


def test_every_setting_has_a_row_with_its_words(settings: App) -> None:
    page = _page(settings)
    assert [one.name for one in SETTINGS if one.name not in page.rows] == list(NO_ROW)
    assert CHANGES.keys() | SET_ELSEWHERE.keys() == page.rows.keys()
    for name, row in page.rows.items():
        assert row.title == row.setting.title
        assert row.control.isVisible(), name
        assert row.reset.isHidden(), name
        assert row.fault.isHidden(), name


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_holds_at_once_and_is_taken_back(
    settings: App, paths: Paths, qtbot: QtBot, name: str
) -> None:
    act, stored = CHANGES[name]
    title = _row(settings, name).title
    act(_focus(settings, name))
    _wait_for_words(settings, qtbot, f"{title}: ")
    assert _stored(paths) == {name: stored}
    loaded = getattr(load_settings(paths.settings), name)
    assert getattr(settings.parts.settings.current, name) == loaded
    qtbot.waitUntil(_row(settings, name).reset.isVisible)
    focus = _row(settings, name).control.focusProxy()
    assert focus is not None
    assert focus.hasFocus(), QApplication.focusWidget()
    QTest.keyClick(focus, Qt.Key.Key_Z, CTRL)
    _wait_for_words(settings, qtbot, f"Taken back: {title}.")
    assert _stored(paths) == {}
    qtbot.waitUntil(_row(settings, name).reset.isHidden)


@pytest.mark.parametrize("name", ["lock_after_minutes", "has_tray", "reminder_days", "color_scheme"])
def test_what_differs_is_reset_by_a_button_that_then_goes(
    settings: App, paths: Paths, qtbot: QtBot, name: str
) -> None:
    CHANGES[name][0](_focus(settings, name))
    row = _row(settings, name)
    qtbot.waitUntil(row.reset.isVisible)
    assert setting_words.value(row.setting, row.setting.default) in row.reset.text()
    row.reset.setFocus()
    QTest.keyClick(row.reset, Qt.Key.Key_Return)
    qtbot.waitUntil(row.reset.isHidden)
    assert _stored(paths) == {}
    assert QApplication.focusWidget() is row.control.focusProxy()


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        ("pause_minutes", "0", "A whole number from 1 to 1440."),
        ("pause_minutes", "2.5", "A whole number from 1 to 1440."),
        ("pause_minutes", "soon", "A whole number from 1 to 1440."),
        ("audit_share", "31", "From 0 to 30 %."),
        ("time_zone", "Mars/Olympus", "There is no time zone “Mars/Olympus”. What was said before holds."),
    ],
)
def test_what_cannot_be_used_is_said_at_its_row_and_esc_puts_back_what_holds(
    settings: App, paths: Paths, name: str, typed: str, said: str
) -> None:
    line = _focus(settings, name)
    _type(typed)(line)
    assert _row(settings, name).fault.text() == said
    assert _row(settings, name).fault.isVisible()
    QTest.keyClick(line, Qt.Key.Key_Escape)
    assert _row(settings, name).fault.isHidden()
    assert _stored(paths) == {}


def test_what_the_file_holds_and_cannot_be_used_is_said_at_its_row(
    broken: App, paths: Paths, qtbot: QtBot
) -> None:
    pause, colours = _row(broken, "pause_minutes"), _row(broken, "color_scheme")
    assert "holds 0 here, which cannot be used" in pause.fault.text()
    assert 'holds "pink" here' in colours.fault.text()
    assert _row(broken, "lock_after_minutes").fault.isHidden()
    CHANGES["color_scheme"][0](_focus(broken, "color_scheme"))
    qtbot.waitUntil(colours.fault.isHidden)
    assert pause.fault.isVisible()
    assert _stored(paths) == {"pause_minutes": 0, "color_scheme": "light"}


def test_the_colours_the_zone_and_the_lock_hold_without_a_restart(settings: App, qtbot: QtBot) -> None:
    dark = setting_words.choice(ColorScheme.DARK)
    light = settings.theme.colors
    QTest.keyClicks(_focus(settings, "color_scheme"), dark)
    qtbot.waitUntil(lambda: settings.theme.colors is not light)
    _type("Asia/Kolkata")(_focus(settings, "time_zone"))
    _wait_for_words(settings, qtbot, "Time zone: Asia/Kolkata.")
    assert settings.parts.clock.zone == settings.session.access.zone == ZoneInfo("Asia/Kolkata")
    _type("7")(_focus(settings, "lock_after_minutes"))
    qtbot.waitUntil(lambda: settings.parts.idle._timer.interval() == 7 * 60_000)
    CHANGES["sources_off"][0](_focus(settings, "sources_off"))
    qtbot.waitUntil(lambda: settings.reading.sources.off == ("claude-code",))


def test_sources_that_are_unknown_here_stay_off(
    qapp: QApplication, paths: Paths, home: Path, qtbot: QtBot
) -> None:
    save_settings(paths.settings, Settings(sources_off=("another-tool",)))
    with staged(qapp, paths, {"HOME": str(home)}, load_settings(paths.settings)) as app:
        _open(app, qtbot)
        QTest.keyClick(_focus(app, "sources_off"), Qt.Key.Key_Space)
        _wait_for_words(app, qtbot, "Logs that are read: ")
        assert _stored(paths) == {"sources_off": ["claude-code", "another-tool"]}


def test_a_source_whose_format_is_not_confirmed_is_off_until_it_is_ticked(
    qapp: QApplication, paths: Paths, home: Path, qtbot: QtBot
) -> None:
    with staged(qapp, paths, {"HOME": str(home)}, importers=(ClaudeCode(), Zed())) as app:
        _open(app, qtbot)
        assert [one.source for one in app.reading.sources.importers_of(ALL_NEW)] == ["claude-code"]
        QTest.keyClick(_focus(app, "sources_on"), Qt.Key.Key_Space)
        _wait_for_words(app, qtbot, "Logs whose format is not confirmed: Zed")
        assert _stored(paths) == {"sources_on": ["zed"]}
        names = [one.source for one in app.reading.sources.importers_of(ALL_NEW)]
        assert names == ["claude-code", "zed"]


def test_the_wheel_scrolls_the_page_and_changes_nothing(settings: App, paths: Paths, qtbot: QtBot) -> None:
    box = _focus(settings, "color_scheme")
    at = QPointF(box.rect().center())
    event = QWheelEvent(
        at,
        QPointF(box.mapToGlobal(at.toPoint())),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(box, event)
    heard: list[bool] = []
    settings.journal.read(lambda _: True, heard.append)  # after whatever it asked for
    qtbot.waitUntil(lambda: bool(heard))
    assert settings.parts.settings.current.color_scheme is ColorScheme.SYSTEM
    assert not paths.settings.exists()


def test_keys_of_ones_own_are_set_on_their_sheet(settings: App) -> None:
    QTest.keyClick(_focus(settings, "shortcuts"), Qt.Key.Key_Return)
    assert settings.window.overlays.sheet.isVisible()


# Searching


def _shown(app: App) -> list[str]:
    return [name for name, row in _page(app).rows.items() if row.isVisible()]


@pytest.mark.parametrize("key", [Qt.Key.Key_Slash, Qt.Key.Key_F])
def test_searching_leaves_what_was_meant(settings: App, qtbot: QtBot, key: Qt.Key) -> None:
    box = _focus(settings, "has_tray")
    QTest.keyClick(box, key, CTRL if key == Qt.Key.Key_F else Qt.KeyboardModifier.NoModifier)
    page = _page(settings)
    line = QApplication.focusWidget()
    assert line is not None
    assert line is page.search.line.focusProxy()
    QTest.keyClicks(line, "dark")  # of the choices, not of the title
    qtbot.waitUntil(lambda: _shown(settings) == ["color_scheme"])
    assert page.weights.isHidden()
    assert page.search.found.text() == "1 found"
    QTest.keyClick(line, Qt.Key.Key_Down)
    assert QApplication.focusWidget() is _row(settings, "color_scheme").control.focusProxy()


@pytest.mark.parametrize(
    ("typed", "rows", "cards"),
    [
        ("idle", ["pause_minutes", "lock_after_minutes"], []),  # other words for both
        ("AUTO advance", ["opens_next"], []),
        ("reminders", ["has_reminder", "reminder_days", "reminder_from_hour", "reminder_until_hour"], []),
        ("bottleneck", [], ["bottlenecks"]),
        ("boss", [], ["quota"]),
        ("cache read", [], ["weights"]),
        ("copy", [], ["place"]),
    ],
)
def test_rows_and_cards_are_found_by_their_words(
    settings: App, typed: str, rows: list[str], cards: list[str]
) -> None:
    page = _page(settings)
    page.search.line.type(typed)
    assert _shown(settings) == rows
    every = ("weights", "tasks", "bottlenecks", "quota", "place")
    assert [one for one in every if getattr(page, one).isVisible()] == cards


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda one: one.name)
def test_every_setting_is_found_by_its_title(settings: App, setting: Any) -> None:
    if setting.name == "is_introduced":
        return
    page = _page(settings)
    page.search.line.type(setting.title)
    home = {"weights": page.weights, "quota_tokens": page.quota, "quota_per": page.quota}
    assert (home.get(setting.name) or page.rows[setting.name]).isVisible()
    assert page.search.nothing.isHidden()


def test_nothing_found_says_so_and_everything_is_one_press_away(settings: App) -> None:
    page = _page(settings)
    page.search.line.type("teleportation")
    assert page.search.nothing.isVisible()
    assert page.search.nothing_words.text() == "No setting is found by “teleportation”."
    page.search.show_all.setFocus()
    QTest.keyClick(page.search.show_all, Qt.Key.Key_Return)
    assert len(_shown(settings)) == len(page.rows)
    assert page.weights.isVisible()
    assert page.search.nothing.isHidden()
    assert QApplication.focusWidget() is page.search.line.focusProxy()


# Taking them along


def test_all_settings_are_copied_as_text(settings: App, paths: Paths, qtbot: QtBot) -> None:
    _type("9")(_focus(settings, "lock_after_minutes"))
    _wait_for_words(settings, qtbot, "Lock after: 9 minutes.")
    copy = _page(settings).place.copy
    copy.setFocus()
    QTest.keyClick(copy, Qt.Key.Key_Return)
    text = QGuiApplication.clipboard().text()
    assert "  Lock after: 9 minutes (changed)\n" in text
    assert "  Audit sample: 10\N{NARROW NO-BREAK SPACE}%\n" in text
    assert "\nMethod\n" in text
    assert all(one.title in text for one in SETTINGS if one.name != "is_introduced")
    assert str(paths.settings) not in text
    _wait_for_words(settings, qtbot, "All settings are copied as text.")
