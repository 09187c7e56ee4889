"""The proofs see what they look for: each is given what it must not let pass."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.offline.bundle import check_bundle
from tests.offline.evidence import ROOT, Outcome, Room, Verdict, as_json, decided, not_shown, summary
from tests.offline.listener import listening
from tests.offline.prove import main
from tests.offline.sockets import doors, to_networks
from tests.offline.suite import differences, events, results
from tests.offline.trace import OPTIONS, read_trace
from tests.offline.visited import marked, strangers
from tests.processes import environment

_TRACE = """\
7  execve("/usr/bin/python3", ["python3", "-m", "aijournal"], 0x7ffd /* 9 vars */) = 0
7  socket(AF_INET, SOCK_STREAM, IPPROTO_IP) = -1 EACCES (Permission denied)
7  socket(AF_UNIX, SOCK_STREAM|SOCK_CLOEXEC, 0) = 3
7  connect(3, {sa_family=AF_UNIX, sun_path=@"/tmp/.X11-unix/X0"}, 20) = 0
8  socket(AF_UNIX, SOCK_STREAM <unfinished ...>
7  recvmsg(3, {msg_namelen=0}, 0) = -1 EAGAIN (Resource temporarily unavailable)
8  <... socket resumed>, 0) = 9
"""


@pytest.fixture
def room(tmp_path: Path) -> Room:
    for name in ("out", "work"):
        (tmp_path / name).mkdir()
    return Room(tmp_path / "out", tmp_path / "work")


def test_a_trace_of_local_sockets_alone_tells_of_nothing_else() -> None:
    trace = read_trace(_TRACE)
    assert trace.to_networks() == []
    assert trace.refused() == {"AF_INET": 1}
    assert trace.sockets["AF_UNIX", "given"] == 2
    assert dict(trace.peers) == {'AF_UNIX @"/tmp/.X11-unix/X0"': 1}


@pytest.mark.parametrize(
    ("planted", "told"),
    [
        ("9  socket(AF_INET6, SOCK_DGRAM, IPPROTO_IP) = 5", "1 sockets of AF_INET6"),
        ("9  socket(AF_NETLINK, SOCK_RAW, NETLINK_ROUTE) = 5", "1 sockets of AF_NETLINK"),
        ("9  socket(0x2c /* AF_??? */, SOCK_RAW, 0) = 5", "1 sockets of 0x2c /* AF_??? */"),
        ("9  io_uring_setup(8, {flags=0}) = 5", "1 rings"),
        (
            '9  connect(5, {sa_family=AF_INET, sin_port=htons(80), sin_addr=inet_addr("192.0.2.1")}, 16) = 0',
            "connected to AF_INET",
        ),
        (
            '9  bind(5, {sa_family=AF_INET, sin_port=htons(80), sin_addr=inet_addr("0.0.0.0")}, 16) = 0',
            'bind({sa_family=AF_INET, sin_port=htons(80), sin_addr=inet_addr("0.0.0.0")}, 16) = 0',
        ),
    ],
)
def test_what_leads_further_is_seen_in_a_trace(planted: str, told: str) -> None:
    assert read_trace(f"{_TRACE}{planted}\n").to_networks() == [told]


def test_a_stranger_is_seen_in_a_trace() -> None:
    own = (
        '"python3", "-P", "-m", "aijournal.importers.reading.reader_process"',
        '"python3", "-c", "import os"',
    )
    programs = [(sys.executable, own[0]), (sys.executable, own[1]), ("/usr/bin/xdg-open", '"xdg-open", "x"')]
    assert strangers(programs[:1], sys.executable) == []
    assert len(strangers(programs, sys.executable)) == 2


_STRACE = shutil.which("strace")


@pytest.mark.skipif(_STRACE is None, reason="not shown: strace is not installed")
def test_a_command_asks_for_no_socket_but_in_the_try_of_the_lock(home: Path) -> None:
    """Trace one real command, and with it the reading of what this strace writes."""
    assert _STRACE is not None
    trace = home / "trace.txt"
    ended = subprocess.run(
        [_STRACE, *OPTIONS, "-o", trace, sys.executable, "-m", "aijournal", "log", "a line +1"],
        cwd=home,
        env=environment(),
        check=False,
        capture_output=True,
        encoding="utf-8",
    )
    if ended.returncode != 0 and "ptrace" in ended.stderr:
        pytest.skip("not shown: strace is not allowed")
    assert ended.returncode == 0, ended.stderr
    told = read_trace(trace.read_text(encoding="utf-8"))
    assert told.programs
    assert told.to_networks() == []
    assert dict(told.sockets) == {("AF_INET", "refused with EACCES"): 1}


@pytest.mark.skipif(sys.platform != "linux", reason="the tables are those of Linux")
def test_a_socket_and_a_door_of_this_process_are_seen() -> None:
    own, before = to_networks(), doors()
    with listening() as listener:
        assert len(to_networks()) == len(own) + 1
        (door,) = doors() - before
        assert door.endswith(f":{listener.port:04X}")
    assert to_networks() == own


@pytest.mark.parametrize(
    "name",
    [
        "_internal/PySide6/Qt/lib/libQt6Network.so.6",
        "_internal/libssl.so.3",
        "_internal/PySide6/Qt/plugins/tls/libqopensslbackend.so",
        "_internal/PySide6/Qt/plugins/networkinformation/libqglib.so",
        "_internal/PySide6/Qt/plugins/platforms/libqvnc.so",
        "_internal/lib-dynload/_ssl.cpython-311-x86_64-linux-gnu.so",
        "_internal/lib-dynload/_socket.cpython-311-x86_64-linux-gnu.so",
        "_internal/libcurl.so.4",
        "_internal/PySide6/QtNetwork.abi3.so",
    ],
)
def test_a_library_for_a_network_is_seen_in_a_bundle(room: Room, tmp_path: Path, name: str) -> None:
    bundle = _bundle(tmp_path, "_internal/libQt6Core.so.6", b"\x7fELF libQt6Core.so.6")
    assert check_bundle(room, bundle).verdict is Verdict.SHOWN
    _bundle(tmp_path, name, b"")
    outcome = check_bundle(room, bundle)
    assert (outcome.verdict, outcome.words) == (Verdict.FAILED, name)


def test_a_library_that_asks_for_another_is_seen_in_a_bundle(room: Room, tmp_path: Path) -> None:
    bundle = _bundle(tmp_path, "_internal/libQt6Quick3D.so.6", b"\x7fELF\0libc.so.6\0libQt6Network.so.6\0")
    outcome = check_bundle(room, bundle)
    assert outcome.verdict is Verdict.FAILED
    assert "libQt6Quick3D.so.6 names libQt6Network.so.6" in outcome.words
    assert check_bundle(room, None).verdict is Verdict.NOT_SHOWN


def _bundle(tmp_path: Path, name: str, content: bytes) -> Path:
    path = tmp_path / "bundle" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return tmp_path / "bundle"


def test_a_word_outside_is_seen_and_one_inside_is_not(tmp_path: Path) -> None:
    inside, outside = tmp_path / "data", tmp_path / ".cache" / "thumbnails"
    for folder in (inside, outside):
        folder.mkdir(parents=True)
        (folder / "one").write_bytes("…zebrafinch…".encode("utf-16-le"))
    assert list(marked([tmp_path], [inside], 0, "zebrafinch")) == [str(outside / "one")]
    (outside / "one").rename(outside / "of zebrafinch.png")
    assert list(marked([tmp_path], [inside], 0, "zebrafinch")) == [str(outside / "of zebrafinch.png")]
    assert marked([tmp_path], [], (outside / "of zebrafinch.png").stat().st_mtime + 60, "zebrafinch") == {}


_SUITE = """
import socket

def test_connects():
    try:
        socket.create_connection(("127.0.0.1", 9), 0.01)
    except OSError:
        pass

def test_fails():
    assert False
"""


def test_a_socket_in_a_test_is_seen_and_so_is_how_each_ended(tmp_path: Path) -> None:
    (tmp_path / "audit").mkdir()
    (tmp_path / "test_planted.py").write_text(_SUITE, encoding="utf-8")
    command = ("-m", "pytest", "-q", "-p", "tests.offline.watching_sockets", "--junitxml=report.xml")
    path = os.pathsep.join([str(ROOT), str(ROOT / "src")])
    subprocess.run(
        [sys.executable, *command, "test_planted.py"],
        cwd=tmp_path,
        env=environment(AIJOURNAL_AUDIT=str(tmp_path / "audit"), PYTHONPATH=path),
        check=False,
        capture_output=True,
    )
    processes, seen = events(tmp_path / "audit")
    assert processes == 1
    assert any(line.startswith("socket.connect") for line in seen)
    ended = results(tmp_path / "report.xml")
    assert ended == {"test_planted::test_connects": "passed", "test_planted::test_fails": "failure"}
    assert differences(ended, {**ended, "test_planted::test_fails": "passed"}) == [
        "test_planted::test_fails: failure, then passed"
    ]
    assert results(tmp_path / "none.xml") == {}


def test_the_summary_tells_each_verdict_and_what_was_not_shown_is_no_success() -> None:
    outcomes = [
        decided(("P1", "one"), [], "fine", "a.txt"),
        decided(("P2", "two"), ["it leaked"], "fine", "b.txt"),
        not_shown(("P4", "three"), "strace not installed"),
    ]
    assert [one.verdict for one in outcomes] == [Verdict.SHOWN, Verdict.FAILED, Verdict.NOT_SHOWN]
    lines = summary(outcomes).splitlines()
    assert lines[1].split() == ["P2", "two", "FAILED", "it", "leaked"]
    assert "not shown" in lines[2]
    rows = json.loads(as_json(outcomes))["proofs"]
    assert [row["verdict"] for row in rows] == ["shown", "FAILED", "not shown"]
    assert isinstance(outcomes[0], Outcome)


def test_the_command_ends_with_1_where_a_proof_failed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bundle, out = tmp_path / "bundle", tmp_path / "evidence"
    _bundle(tmp_path, "app", b"")
    arguments = ["--out", str(out), "--only", "P2", "--bundle", str(bundle)]
    assert main(arguments) == 0
    _bundle(tmp_path, "libssl.so.3", b"")
    assert main(arguments) == 1
    assert "FAILED" in capsys.readouterr().out
    assert "FAILED     libssl.so.3" in (out / "summary.txt").read_text(encoding="utf-8")
