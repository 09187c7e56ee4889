"""The lock where nothing is locked: what is told, and which displays it would shut out."""

import struct
import sys
from pathlib import Path

import pytest

from aijournal import offline
from aijournal.offline import LockState, is_over_network, lock_network
from tests.processes import run_python


@pytest.mark.parametrize(
    ("display", "expected"),
    [
        (":0", False),
        (":0.1", False),
        ("unix:0", False),
        ("unix/:0", False),
        ("unix/desk:0", False),
        ("/tmp/.X11-unix/X0", False),  # noqa: S108 - where X servers wait
        ("desk/unix:0", False),
        ("localhost:10.0", True),
        ("192.0.2.7:0", True),
        ("[2001:db8::7]:0", True),
        ("tcp/desk:0", True),
        ("inet6/::1:0", True),
        ("", False),
        ("nonsense", False),
    ],
)
def test_a_display_on_the_network_is_told_apart(display: str, expected: bool) -> None:  # noqa: FBT001 - a table
    assert is_over_network(display) is expected


def test_a_display_that_is_a_file_is_on_this_computer(tmp_path: Path) -> None:
    place = tmp_path / "display:0"
    assert is_over_network(f"{place.name}")
    place.touch()
    assert not is_over_network(str(place))
    assert not is_over_network(f"unix:{place}")


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have displays of their own")
def test_a_display_on_the_network_is_explained_before_qt_gives_up(home: Path) -> None:
    ended = run_python(
        home, "-m", "aijournal", DISPLAY="localhost:10.0", WAYLAND_DISPLAY=None, QT_QPA_PLATFORM=None
    )
    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr.startswith("This display is on the network: DISPLAY is localhost:10.0")
    assert ended.stderr.count("\n") == 1


def test_other_systems_and_processors_are_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(offline, "_ABIS", {})
    assert lock_network().state is LockState.NOT_ON_THIS_SYSTEM
    monkeypatch.setattr(sys, "platform", "darwin")
    assert lock_network().state is LockState.NOT_ON_THIS_SYSTEM
    assert lock_network().reason


@pytest.mark.parametrize("abi", offline._ABIS.values(), ids=offline._ABIS)
def test_every_step_of_the_filter_leads_to_an_answer(abi: offline._Abi) -> None:
    """Walk it as the kernel would, for calls of every kind."""
    steps = list(struct.iter_unpack("HBBI", offline._filter(abi)))
    allow, no_such_call, refused = 0x7FFF0000, 0x50026, 0x5000D

    def answer(number: int, family: int = 0, arch: int = abi.audit_arch) -> int:
        held, at, seen = 0, 0, {0: number, 4: arch, 16: family}
        while True:
            code, if_so, if_not, value = steps[at]
            at += 1
            if code == offline._ANSWER:
                return int(value)
            if code == offline._LOAD:
                held = seen[value]
            else:
                is_so = held == value if code == offline._EQUALS else held >= value
                at += if_so if is_so else if_not

    calls = (abi.socket, abi.socketpair)
    assert [answer(call, family=1) for call in calls] == [allow, allow]
    for family in (0, 2, 10, 16, 17, 38, 40, 45):
        assert [answer(call, family) for call in calls] == [refused, refused]
    assert answer(abi.io_uring_setup) == no_such_call
    assert answer(abi.socket, family=1, arch=0x40000003) == no_such_call
    assert answer(abi.socket | 0x40000000, family=1) == no_such_call
    others = set(range(600)) - {*calls, abi.io_uring_setup}
    assert {answer(number, family=2) for number in others} == {allow}
