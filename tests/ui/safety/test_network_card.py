"""What Safety says of the network is what became of the lock, and its try is a real one."""

import errno
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from aijournal.connection_attempt import Attempt
from aijournal.offline import LockState, NetworkLock
from aijournal.resources import resource
from aijournal.ui.app import App
from aijournal.ui.help_window import HelpWindow
from aijournal.ui.pages.safety import SafetyPage
from aijournal.ui.safety.network_card import NetworkCard
from aijournal.ui.worker import Worker
from tests.processes import SOURCE, run_python
from tests.ui.stage import flush_deletions

_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="only Linux lets a program lock itself")


@pytest.fixture
def attempts() -> Iterator[Worker]:
    worker = Worker("attempts")
    yield worker
    worker.close()


def _said(card: NetworkCard) -> tuple[str, str]:
    return card.accessibleName(), card.what.text()


def test_each_state_is_told_in_words_of_its_own(qtbot: QtBot, attempts: Worker) -> None:
    locked = NetworkCard(NetworkLock(LockState.LOCKED), attempts)
    denied = NetworkCard(NetworkLock(LockState.DENIED, "the system did not let it"), attempts)
    elsewhere = NetworkCard(NetworkLock(LockState.NOT_ON_THIS_SYSTEM, "only Linux lets a program"), attempts)
    for card in (locked, denied, elsewhere):
        qtbot.addWidget(card)
    assert _said(locked)[0] == "This program cannot open an internet connection"
    for card, reason in ((denied, "here: the system did not let it."), (elsewhere, "here: only Linux lets")):
        assert _said(card)[0] == "This program opens no internet connection"
        assert reason in _said(card)[1]
    assert len({_said(card)[1] for card in (locked, denied, elsewhere)}) == 3


@pytest.mark.parametrize(
    ("attempt", "words", "tone"),
    [
        (
            Attempt(got_socket=False, error=errno.EACCES),
            "The system refused to connect to 192.0.2.1",
            "gained",
        ),
        (Attempt(got_socket=True, error=errno.ENETUNREACH), "but knows no way to 192.0.2.1", "gained"),
        (Attempt(got_socket=True, error=errno.EINPROGRESS), "Nothing refused it", "lost"),
        (Attempt(got_socket=True, error=0), "Nothing refused it", "lost"),
    ],
)
def test_what_came_of_the_try_is_told_as_it_was(
    qtbot: QtBot, attempts: Worker, attempt: Attempt, words: str, tone: str
) -> None:
    card = NetworkCard(NetworkLock(LockState.LOCKED), attempts)
    qtbot.addWidget(card)
    card._tell(attempt)
    assert words in card.answer.text()
    assert card.answer.property("tone") == tone
    assert not card.answer.isHidden()


# Presses the button on the page as a person would, in a process that the program's own lock holds.
_PRESSED = """
from aijournal.offline import lock_network
network = lock_network()
import sys
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from aijournal.paths import find_paths
from aijournal.ui.screen import Screen
from tests.ui.stage import staged
qt = QApplication([])
with staged(qt, find_paths(), {}) as app:
    app.parts.network = network
    app.show()
    app.window.show_page(Screen.SAFETY)
    card = app.window.pages.safety.network
    QTest.keyClick(card.attempt, Qt.Key.Key_Space)
    for _ in range(400):
        if not card.answer.isVisible():
            QTest.qWait(50)
    print(card.accessibleName(), card.answer.text(), sep="\\n")
"""


@_LINUX
def test_the_button_lets_the_system_refuse(home: Path) -> None:
    path = os.pathsep.join(map(str, (SOURCE, SOURCE.parent)))
    ended = run_python(home, "-c", _PRESSED, PYTHONPATH=path)
    assert ended.returncode == 0, ended.stderr
    heading, answer = ended.stdout.splitlines()
    if heading != "This program cannot open an internet connection":
        pytest.skip("not shown: the system lets nobody lock itself")
    assert answer == (
        "The system refused to connect to 192.0.2.1, and gave no means to try: “EACCES: Permission denied”."
    )


def test_the_page_and_the_palette_lead_to_how_to_check(app: App, page: SafetyPage) -> None:
    text = resource("help", "privacy.md").read_text(encoding="utf-8")
    QTest.keyClick(page.network.help, Qt.Key.Key_Space)
    (shown,) = page.findChildren(HelpWindow)
    assert shown.text.toPlainText() == text
    QTest.keyClick(shown, Qt.Key.Key_Escape)
    flush_deletions()
    app.window._actions.run("help.privacy")
    (shown,) = app.window.findChildren(HelpWindow)
    assert shown.text.toPlainText() == text
    QTest.keyClick(shown, Qt.Key.Key_Escape)
