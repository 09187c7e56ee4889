import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from pytestqt.qtbot import QtBot

from aijournal.errors import AijournalError, DiskFullError
from aijournal.paths import Paths, make_private_folder
from aijournal.ui.window_request import WindowLock, WindowRequest


@pytest.fixture
def lock(paths: Paths, qapp: object) -> Iterator[WindowLock]:
    assert qapp
    lock = WindowLock(paths)
    assert lock.take()
    yield lock
    lock.release()


@pytest.mark.parametrize("request_", list(WindowRequest), ids=lambda one: one.value)
def test_a_second_start_asks_the_first(
    lock: WindowLock, paths: Paths, qtbot: QtBot, request_: WindowRequest
) -> None:
    second = WindowLock(paths)
    assert not second.take()
    with qtbot.waitSignal(lock.asked) as asked:
        second.ask(request_)
    assert asked.args == [request_]
    assert not paths.window_request.exists()


def test_a_request_hands_on_what_lets_a_window_come_before_others(
    lock: WindowLock, paths: Paths, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    handed_on = "desktop-7"
    monkeypatch.setenv("XDG_ACTIVATION_TOKEN", handed_on)
    with qtbot.waitSignal(lock.asked) as asked:
        WindowLock(paths).ask(WindowRequest.QUICK_LOG)
        monkeypatch.delenv("XDG_ACTIVATION_TOKEN")
    assert asked.args == [WindowRequest.QUICK_LOG]
    assert os.environ.get("XDG_ACTIVATION_TOKEN") == handed_on


def test_requests_are_heard_again_and_again(lock: WindowLock, paths: Paths, qtbot: QtBot) -> None:
    for _ in range(3):
        with qtbot.waitSignal(lock.asked):
            WindowLock(paths).ask(WindowRequest.COME_FORWARD)


def test_words_that_nobody_knows_bring_the_window_forward(
    lock: WindowLock, paths: Paths, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(lock.asked) as asked:
        paths.window_request.write_text("sing a song", encoding="utf-8")
    assert asked.args == [WindowRequest.COME_FORWARD]


def test_a_request_from_before_is_not_heard(paths: Paths, qtbot: QtBot) -> None:
    WindowLock(paths).ask(WindowRequest.COME_FORWARD)
    lock = WindowLock(paths)
    with qtbot.assertNotEmitted(lock.asked, wait=100):
        assert lock.take()
    lock.release()


def test_a_lock_that_was_let_go_can_be_taken(paths: Paths) -> None:
    first, second = WindowLock(paths), WindowLock(paths)
    assert first.take()
    assert not second.take()
    first.release()
    assert second.take()
    second.release()


def test_everything_is_private(lock: WindowLock, paths: Paths) -> None:
    assert lock
    assert paths.window_lock.stat().st_mode & 0o777 == 0o600
    assert paths.runtime.stat().st_mode & 0o777 == 0o700


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_is_said(paths: Paths) -> None:
    lock = WindowLock(paths)
    make_private_folder(paths.runtime).chmod(0o500)
    try:
        with pytest.raises(AijournalError, match="cannot be opened"):
            lock.take()
    finally:
        paths.runtime.chmod(0o700)


@contextmanager
def _no_room() -> Iterator[None]:
    """Let no file grow, as on a full disk; the system says so with another number."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_full_disk_is_said_by_whoever_would_show_the_window(paths: Paths) -> None:
    lock = WindowLock(paths)
    with pytest.raises(DiskFullError, match="there is no room in") as error, _no_room():
        lock.take()
    assert "already" not in error.value.message
    assert lock.take(), "once there is room, it can be taken"
    lock.release()


def test_a_full_disk_is_said_by_whoever_asks_and_leaves_no_empty_file(lock: WindowLock, paths: Paths) -> None:
    before = set(paths.runtime.iterdir())
    with pytest.raises(DiskFullError, match="is open already") as error, _no_room():
        WindowLock(paths).ask(WindowRequest.COME_FORWARD)
    assert str(paths.runtime) in error.value.message
    assert set(paths.runtime.iterdir()) == before
    assert lock


def test_a_place_that_is_no_folder_is_said(paths: Paths) -> None:
    paths.runtime.parent.mkdir(parents=True, exist_ok=True)
    paths.runtime.write_text("not a folder")
    with pytest.raises(AijournalError, match="cannot be written"):
        WindowLock(paths).take()
    with pytest.raises(AijournalError, match="cannot be asked to come forward"):
        WindowLock(paths).ask(WindowRequest.QUICK_LOG)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_lock_that_cannot_be_taken_away_is_not_another_window(paths: Paths) -> None:
    held = WindowLock(paths)
    assert held.take()
    gone = subprocess.run(
        [sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, check=True
    )
    first, _, rest = paths.window_lock.read_text().partition("\n")
    left = paths.window_lock.read_text().replace(first, gone.stdout.decode().strip(), 1)
    assert rest
    held.release()
    paths.window_lock.write_text(left)
    paths.runtime.chmod(0o500)
    try:
        with pytest.raises(AijournalError, match="cannot be written") as error:
            WindowLock(paths).take()
        assert "already" not in error.value.message
    finally:
        paths.runtime.chmod(0o700)
