"""P4, P9, P10 and P12: a session in the window of a real display, with every call to the system traced.

The home it is played in is full of words that occur nowhere else.
"""

import json
import os
import secrets
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.offline.evidence import Outcome, Room, decided, not_shown, run, with_checkout
from tests.offline.scene import SAVED
from tests.offline.trace import OPTIONS, Trace, read_trace
from tests.reliability.canaries import MARK, marks_in

P4 = "P4", "no socket but those of this computer in a session of all screens"
P9 = "P9b", "no other program is started meanwhile"
P10 = "P10", "nobody is waited for"
P12 = "P12", "no word leaves the program's own folders"
PROOFS = (P4, P9, P10, P12)
_SHARED = ("/tmp", "/var/tmp", "/dev/shm")  # noqa: S108 - where programs leave things
_DISPLAY = ("xvfb-run", "-a", "-s", "-nolisten tcp -screen 0 1600x1000x24")
_LARGEST = 200_000_000  # bytes; what is larger is no trace of a session
_CLEARED = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "AIJOURNAL_HOME", "DBUS_SESSION_BUS_ADDRESS")


@dataclass(frozen=True, slots=True)
class Visited:
    """What is left of a session: what the person at the window saw, the trace, and the home."""

    seen: Mapping[str, Any]
    trace: Trace
    home: Path
    began: float
    word: str


def prove_session(room: Room, python: str, seconds: float) -> list[Outcome]:
    """Play the session for at least so long, and judge what it left."""
    missing = [tool for tool in ("strace", "xvfb-run") if shutil.which(tool) is None]
    if missing:
        return [not_shown(proof, f"{', '.join(missing)} not installed") for proof in PROOFS]
    if run("strace", "-f", "-qq", "true").returncode != 0:
        return [not_shown(proof, "strace is not allowed here") for proof in PROOFS]
    visited = _play(room, python, seconds)
    if isinstance(visited, str):
        return [decided(proof, [visited], "", "session.txt") for proof in PROOFS]
    return [_local(room, visited), _alone(room, visited), _closed(room, visited), _traceless(room, visited)]


def _play(room: Room, python: str, seconds: float) -> Visited | str:
    """Play the session; where it did not come to its end, return why."""
    home, report, trace = room.work / "home", room.work / "session.json", room.work / "trace.txt"
    environment = _environment(room.work, home)
    made = run(python, "-m", "tests.offline.scene", environment=environment)
    if made.returncode != 0:
        room.keep("session.txt", made.stderr)
        return "the home of the session could not be made"
    began = home.stat().st_mtime
    bus = ("dbus-run-session", "--") if shutil.which("dbus-run-session") else ()
    word = f"{MARK}{secrets.token_hex(8)}"
    played = run(
        *(*_DISPLAY, *bus, "strace", *OPTIONS, "-o", trace),
        *(python, "-m", "tests.offline.session", report, str(seconds), word),
        environment=environment,
    )
    room.keep("session.txt", played.stdout + played.stderr)
    if played.returncode != 0 or not report.exists():
        return f"the session ended with {played.returncode}"
    shutil.copy(report, room.out / "session.json")
    shutil.copy(trace, room.out / "P4-strace.txt")
    told = trace.read_text(encoding="utf-8", errors="replace")
    return Visited(json.loads(report.read_text(encoding="utf-8")), read_trace(told), home, began, word)


def _environment(work: Path, home: Path) -> dict[str, str]:
    """Return an environment in which nothing leads to the person's own home, display or bus."""
    folders = {"HOME": home, "TMPDIR": work / "tmp", "XDG_RUNTIME_DIR": work / "runtime"}
    for folder in folders.values():
        folder.mkdir(mode=0o700)
    changed = with_checkout(**{name: str(folder) for name, folder in folders.items()})
    return {
        name: value
        for name, value in changed.items()
        if name not in _CLEARED and (not name.startswith("XDG_") or name in folders)
    }


def _local(room: Room, visited: Visited) -> Outcome:
    screens = f"visited: {', '.join(visited.seen['visited'])}\n"
    file = room.keep("P4-sockets.txt", screens + visited.trace.told())
    reasons = visited.trace.to_networks()
    if visited.seen["platform"] != "xcb" or not visited.trace.sockets:
        reasons.append("the window was on no display that a trace would show")
    if visited.seen["lock"] != "locked":
        reasons.append(f"the process was not locked: {visited.seen['reason']}")
    if visited.trace.refused() != {"AF_INET": 1}:  # which is how the lock makes sure of itself
        reasons.append(f"asked for in vain: {dict(visited.trace.refused())}")
    peers = ", ".join(sorted(visited.trace.peers))
    words = f"{len(set(visited.seen['visited']))} screens and acts; connected to {peers} alone"
    return decided(P4, reasons, f"{words}; 1 refused, by which the lock makes sure of itself", file)


def _alone(room: Room, visited: Visited) -> Outcome:
    file = room.keep("P9-programs.txt", visited.trace.told())
    reasons = strangers(visited.trace.programs, sys.executable)
    return decided(P9, reasons, f"{len(visited.trace.programs)} starts, all of this program itself", file)


def strangers(programs: Sequence[tuple[str, str]], python: str) -> list[str]:
    """Return the programs of a trace that are not this one, in a session or reading logs."""
    own = Path(python).resolve()
    return [
        f"{path} [{words}]"
        for path, words in programs
        if Path(path).resolve() != own or not ("tests.offline.session" in words or "aijournal" in words)
    ]


def _closed(room: Room, visited: Visited) -> Outcome:
    before, after = set(visited.seen["doors before"]), set(visited.seen["doors after"])
    own = visited.seen["sockets to networks"]
    told = {"sockets to networks": own, "doors before": sorted(before), "doors after": sorted(after)}
    file = room.keep("P10-doors.txt", json.dumps(told, indent=2))
    reasons = [f"{name}: {rows[0]}" for name, rows in own.items()]
    reasons += [door for door in visited.trace.doors if door.startswith("listen")]
    words = (
        f"no socket of it in /proc/net, no listen(); {len(before)} doors of others before, {len(after)} after"
    )
    return decided(P10, reasons, words, file)


def _traceless(room: Room, visited: Visited) -> Outcome:
    own = [
        visited.home / one
        for one in (".local/share/aijournal", ".config/aijournal", ".local/state/aijournal")
    ]
    theirs = [visited.home / one for one in (".claude", ".codex", SAVED)]
    places = [visited.home, room.work / "tmp", room.work / "runtime"]
    found = marked(places, [*own, *theirs], 0, MARK)
    found |= marked([Path(one) for one in _SHARED], [room.work, room.out], visited.began, visited.word)
    reasons = [f"{path}: {marks[0]}" for path, marks in found.items()]
    if visited.seen["clipboard"]:
        reasons.append("the clipboard, though nothing was copied")
    where = marked(own, [], 0, visited.word)
    if not where:
        reasons.append("not even the journal holds the words, so nothing was looked for")
    lines = [
        "looked in",
        *map(str, [*places, *_SHARED]),
        "but for what holds them by right",
        *where,
        *map(str, theirs),
    ]
    file = room.keep("P12-words.txt", "\n".join([*lines, "found elsewhere", *reasons, ""]))
    return decided(
        P12, reasons, f"0 files outside; {len(where)} files inside hold them, as they should", file
    )


def marked(places: Sequence[Path], but: Sequence[Path], since: float, word: str) -> dict[str, list[str]]:
    """Return the files below some places, but others, that hold a word and were changed since then."""
    return {
        str(path): marks
        for place in places
        for path in _files(place, but)
        if _is_of_session(path, since)
        and (marks := marks_in(path.name.encode() + b"\n" + _content(path), word))
    }


def _files(place: Path, but: Sequence[Path]) -> Iterator[Path]:
    for name, folders, names in os.walk(place):
        folder = Path(name)
        folders[:] = [one for one in folders if folder / one not in but]
        yield from (folder / one for one in names)


def _is_of_session(path: Path, since: float) -> bool:
    try:
        stat = path.stat()
    except OSError:
        return False
    return path.is_file() and stat.st_mtime >= since and stat.st_size <= _LARGEST


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:  # of somebody else
        return b""
