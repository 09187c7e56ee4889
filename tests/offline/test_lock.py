"""The system refuses: connections planted in the program fail once it has begun; each works without that."""

import errno
import json
import os
import shutil
import subprocess
import sys
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest

from aijournal.offline import LockState
from tests.offline.listener import listening
from tests.offline.plants import ASKING, CONNECTED, CONNECTING, EARLIER
from tests.processes import SOURCE, run_python

_PATH = os.pathsep.join(map(str, (SOURCE, SOURCE.parent)))
_CONNECTING = [*(plant.__name__ for plant in CONNECTING), f"{EARLIER}python"]
_ASKING = [plant.__name__ for plant in ASKING]
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


@dataclass(frozen=True, slots=True)
class Planted:
    """What came of each plant, and how many came to where it led."""

    said: dict[str, str]
    visitors: dict[str, int]


def _plant(how: str, home: Path) -> Planted:
    """Plant all of them in one process."""
    with ExitStack() as stack:
        doors = {name: stack.enter_context(listening()) for name in (*_CONNECTING, *_ASKING)}
        named = [f"{name}={door.port}" for name, door in doors.items()]
        ended = run_python(
            home, "-m", "tests.offline.plants", how, *named, PYTHONPATH=_PATH, AIJOURNAL_HOME=str(home)
        )
        assert ended.returncode == 0, ended.stderr
        return Planted(json.loads(ended.stdout), {name: door.visitors() for name, door in doors.items()})


@pytest.fixture(scope="module")
def free(tmp_path_factory: pytest.TempPathFactory) -> Planted:
    return _plant("free", tmp_path_factory.mktemp("free"))


@pytest.fixture(scope="module")
def locked(tmp_path_factory: pytest.TempPathFactory, lockable: None) -> Planted:
    assert lockable is None
    return _plant("locked", tmp_path_factory.mktemp("locked"))


@pytest.mark.parametrize("name", _CONNECTING)
def test_what_connects_where_nothing_is_locked_reaches_nobody_from_the_program(
    free: Planted, locked: Planted, name: str
) -> None:
    if name == "curl" and shutil.which("curl") is None:
        pytest.skip("not shown: there is no curl here")
    assert (free.said[name], free.visitors[name]) == (CONNECTED, 1)
    assert locked.said[name] != CONNECTED
    assert locked.visitors[name] == 0


@pytest.mark.parametrize("name", _ASKING)
def test_no_other_way_to_a_socket_is_left(free: Planted, locked: Planted, name: str) -> None:
    if name in {"x32", "bits32"} and os.uname().machine != "x86_64":
        pytest.skip("this processor knows no such calls")
    if free.said[name] != CONNECTED:
        assert locked.said[name] != CONNECTED
        pytest.skip(f"not shown: {name} is refused to everybody by this kernel ({free.said[name]})")
    assert locked.said[name].endswith(_REFUSED.get(name, "Permission denied"))


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
