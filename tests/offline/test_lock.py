"""The system refuses: connections planted in the program fail once it has begun; each works without that."""

import errno
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from aijournal.offline import LockState
from tests.offline.listener import Listener, listening
from tests.offline.plants import ASKING, CONNECTED, CONNECTING
from tests.processes import SOURCE, run_python

_PATH = os.pathsep.join(map(str, (SOURCE, SOURCE.parent)))
_REFUSED = {"io_uring": "Function not implemented", "bits32": "Function not implemented"}

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux lets a program lock itself")


@pytest.fixture(scope="module")
def lockable() -> None:
    """Skip where the system, or what this runs in, lets nobody lock itself: nothing is shown then."""
    code = "from aijournal.offline import lock_network; print(lock_network())"
    ended = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        encoding="utf-8",
        check=True,
        env={**os.environ, "PYTHONPATH": _PATH},
    )
    if LockState.LOCKED.name not in ended.stdout:
        pytest.skip(f"not shown: {ended.stdout.strip()}")


@pytest.fixture
def listener() -> Iterator[Listener]:
    with listening() as listener:
        yield listener


def _said(home: Path, *arguments: object) -> str:
    """Plant a connection, and return what came of it."""
    words = map(str, arguments)
    ended = run_python(home, "-m", "tests.offline.plants", *words, PYTHONPATH=_PATH)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout.rpartition("\n")[2]


@pytest.mark.usefixtures("lockable")
@pytest.mark.parametrize("name", [plant.__name__ for plant in CONNECTING])
def test_what_connects_where_nothing_is_locked_reaches_nobody_from_the_program(
    home: Path, listener: Listener, name: str
) -> None:
    if name == "curl" and shutil.which("curl") is None:
        pytest.skip("not shown: there is no curl here")
    assert _said(home, "free", name, listener.port) == CONNECTED
    assert listener.visitors() == 1
    assert _said(home, "locked", name, listener.port) != CONNECTED
    assert listener.visitors() == 0


@pytest.mark.usefixtures("lockable")
def test_a_thread_that_began_before_is_locked_as_well(home: Path, listener: Listener) -> None:
    assert _said(home, "free", "python", listener.port, "thread") == CONNECTED
    assert listener.visitors() == 1
    assert _said(home, "locked", "python", listener.port, "thread") == "[Errno 13] Permission denied"
    assert listener.visitors() == 0


@pytest.mark.usefixtures("lockable")
@pytest.mark.parametrize("name", [plant.__name__ for plant in ASKING])
def test_no_other_way_to_a_socket_is_left(home: Path, listener: Listener, name: str) -> None:
    if name in {"x32", "bits32"} and os.uname().machine != "x86_64":
        pytest.skip("this processor knows no such calls")
    free = _said(home, "free", name, listener.port)
    locked = _said(home, "locked", name, listener.port)
    refusal = _REFUSED.get(name, "Permission denied")
    if free != CONNECTED:
        assert locked != CONNECTED
        pytest.skip(f"not shown: this kernel refuses it to everybody ({free})")
    assert locked.endswith(refusal)


# Refuses seccomp(2) to whoever is started from here, as some containers do.
_WHERE_NOTHING_CAN_BE_LOCKED = """
import os, struct, sys
from aijournal import offline
abi = offline._ABIS[os.uname().machine]
steps = ((0x20, 0, 0, 0), (0x15, 0, 1, abi.seccomp), (6, 0, 0, 0x50001), (6, 0, 0, 0x7FFF0000))
error = offline._install(b"".join(struct.pack("HBBI", *step) for step in steps), abi)
assert error == 0, error
os.execv(sys.executable, [sys.executable, *sys.argv[1:]])
"""


@pytest.mark.usefixtures("lockable")
def test_where_the_system_lets_nobody_lock_itself_the_program_goes_on_and_says_so(home: Path) -> None:
    ended = run_python(home, "-c", _WHERE_NOTHING_CAN_BE_LOCKED, "-m", "aijournal", "doctor", "--json")
    assert (ended.returncode, ended.stderr) == (0, "")
    document = json.loads(ended.stdout)
    reason = "the system did not let it (Operation not permitted)"
    assert document["network"] == {"state": "denied", "reason": reason, "attempt": None}
    (said,) = [one["words"] for one in document["findings"] if one["name"] == "network"]
    assert said.startswith(f"not locked: {reason}.")


@pytest.mark.usefixtures("lockable")
def test_doctor_tries_to_connect_and_tells_what_the_system_said(home: Path) -> None:
    document = json.loads(run_python(home, "-m", "aijournal", "doctor", "--json").stdout)
    attempt = {"address": "192.0.2.1", "got_socket": False, "error": errno.EACCES}
    assert document["network"] == {"state": "locked", "reason": "", "attempt": attempt}
    shown = run_python(
        home, "-m", "aijournal", "doctor", DISPLAY="localhost:10.0", WAYLAND_DISPLAY=None
    ).stdout
    assert "locked: the system refused an attempt to connect to 192.0.2.1 (EACCES: Perm" in shown
    assert "localhost:10.0 is on the network, so the window cannot open there" in shown


def test_nothing_is_loaded_before_the_lock_but_python_itself(home: Path) -> None:
    code = (
        "import sys; from aijournal import __main__ as program;"
        "print(*(name for name in sys.modules if name.startswith('aijournal')));"
        "print(*{name.partition('.')[0] for name in sys.modules} - sys.stdlib_module_names)"
    )
    ours, others = run_python(home, "-c", code).stdout.splitlines()
    assert ours.split() == ["aijournal", "aijournal.offline", "aijournal.__main__"]
    assert not set(others.split()) & {"PySide6", "numpy", "click", "msgspec", "sqlcipher3", "socket"}
