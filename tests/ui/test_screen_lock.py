"""What the desktop says on its bus, heard on a private bus that only this test knows."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from aijournal.ui.idle_lock import IdleLock
from aijournal.ui.screen_lock import ScreenLock

_HEAR = """
import sys
from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtDBus import QDBusConnection, QDBusMessage
from aijournal.ui.screen_lock import ScreenLock
qt = QCoreApplication([])
lock = ScreenLock()
lock.locked.connect(lambda: (print("locked", flush=True), qt.quit()))
assert lock.listen()
def say(active):
    message = QDBusMessage.createSignal("/org/freedesktop/ScreenSaver", sys.argv[1], "ActiveChanged")
    message.setArguments([active])
    bus = QDBusConnection.connectToBus(QDBusConnection.BusType.SessionBus, "desktop")
    assert bus.send(message)
QTimer.singleShot(0, lambda: say(sys.argv[2] == "on"))
QTimer.singleShot(1_500, qt.quit)
qt.exec()
"""


@pytest.mark.skipif(not shutil.which("dbus-run-session"), reason="there is no bus to run")
@pytest.mark.parametrize("saver", ["org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver"])
@pytest.mark.parametrize(("state", "heard"), [("on", "locked\n"), ("off", "")])
def test_the_desktops_screen_lock_is_heard(saver: str, state: str, heard: str) -> None:
    source = str(Path(__file__).parents[2] / "src")
    environment = {**os.environ, "PYTHONPATH": source}
    command = ["dbus-run-session", "--", sys.executable, "-c", _HEAR, saver, state]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert done.stdout == heard, done.stderr


def test_without_a_bus_nothing_is_heard_and_nothing_breaks(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={tmp_path / 'nowhere'}")
    lock = ScreenLock()
    with qtbot.assertNotEmitted(lock.locked, wait=20):
        lock.listen()
    lock.deleteLater()


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    return window


def test_a_touch_begins_the_time_anew(window: QWidget, qtbot: QtBot) -> None:
    idle = IdleLock(1)
    idle._timer.setInterval(200)
    idle.watch(window.windowHandle())
    idle.start()
    touches = []

    def touch() -> bool:
        QTest.keyClick(window.windowHandle(), Qt.Key.Key_A)
        touches.append(idle._timer.remainingTime())
        return len(touches) == 20

    with qtbot.assertNotEmitted(idle.timed_out):
        qtbot.waitUntil(touch)  # a touch each 10 ms
    assert min(touches) > 100
    with qtbot.waitSignal(idle.timed_out):
        pass
    assert not idle.is_counting
    idle.deleteLater()


def test_no_minutes_are_never(window: QWidget) -> None:
    idle = IdleLock(0)
    idle.watch(window.windowHandle())
    idle.start()
    assert not idle.is_counting
    idle.deleteLater()
