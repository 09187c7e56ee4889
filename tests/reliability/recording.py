"""What a program did to the disk, recorded by `strace`, and what a power cut at any moment may leave of it.

A disk keeps what was synced. Of what was written since, it keeps each sector of 512 bytes or not.
"""

import random
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.processes import SOURCE, environment

SECTOR = 512
_TRACED = "pwrite64,ftruncate,fsync,fdatasync,unlink,write"
_LONGEST = 1 << 20
_LINE = re.compile(
    r"(?P<name>\w+)\((?:\d+<(?P<file>[^>]*)>|\"(?P<path>[^\"]*)\")(?P<rest>.*)\) += (?P<result>-?\d+)"
)
_TEXT = re.compile(r'"([^"]*)"(\.\.\.)?')


@dataclass(frozen=True, slots=True)
class Event:
    """One call to the system: `write`, `truncate`, `sync`, `unlink`, or `ack` of what is committed."""

    kind: str
    name: str = ""
    offset: int = 0
    content: bytes = b""


def strace() -> str | None:
    """Return the recorder, `None` if there is none."""
    return shutil.which("strace")


def record(program: Sequence[str], folder: Path, journal: str) -> list[Event]:
    """Run a program to its end; return what it did to the journal's files, and when it acknowledged."""
    trace = folder / "trace"
    recorder = ["strace", "-y", "-xx", "-s", str(_LONGEST), "-o", str(trace), "-e", f"trace={_TRACED}"]
    subprocess.run(
        [*recorder, *program],
        cwd=SOURCE.parent,
        env=environment(PYTHONPATH=f"{SOURCE}:{SOURCE.parent}"),
        stdout=subprocess.PIPE,
        check=True,
    )
    with trace.open(encoding="ascii", errors="replace") as lines:
        return [event for line in lines for event in _events(line, journal)]


def _events(line: str, journal: str) -> Iterator[Event]:
    found = _LINE.match(line)
    if found is None or int(found["result"]) < 0:
        return
    name = Path(_bytes(found["file"] or found["path"]).decode(errors="replace")).name
    if found["name"] == "write":
        text = _TEXT.search(found["rest"])
        if text and _bytes(text[1]).startswith(b"ack "):
            yield Event("ack")
    elif name in {journal, f"{journal}-wal"}:
        yield _event(found["name"], name, found["rest"])


def _event(call: str, name: str, rest: str) -> Event:
    if call == "pwrite64":
        text = _TEXT.search(rest)
        if text is None or text[2]:
            raise ValueError("The recorder cut a write short")
        return Event("write", name, int(rest.rpartition(",")[2]), _bytes(text[1]))
    if call == "ftruncate":
        return Event("truncate", name, int(rest.rpartition(",")[2]))
    return Event("unlink" if call == "unlink" else "sync", name)


def _bytes(hexadecimal: str) -> bytes:
    return bytes.fromhex(hexadecimal.replace("\\x", ""))


@dataclass(slots=True)
class File:
    """A file on a disk: what is safe, and what was done to it since."""

    safe: bytearray = field(default_factory=bytearray)
    since: list[Event] = field(default_factory=list)

    def sync(self) -> None:
        """Make all of it safe."""
        for event in self.since:
            _apply(self.safe, event)
        self.since.clear()

    def after_power_cut(self, draw: random.Random) -> bytes | None:
        """Return what is found afterwards: each sector that was not safe yet is there or not."""
        content = bytearray(self.safe)
        for event in self.since:
            if event.kind == "unlink":
                if draw.random() < 0.5:
                    return None
            elif event.kind == "truncate":
                if draw.random() < 0.5:
                    _apply(content, event)
            else:
                for start in range(0, len(event.content), SECTOR):
                    if draw.random() < 0.5:
                        part = event.content[start : start + SECTOR]
                        _apply(content, Event("write", event.name, event.offset + start, part))
        return bytes(content)


def _apply(content: bytearray, event: Event) -> None:
    if event.kind == "truncate":
        del content[event.offset :]
        content.extend(bytes(event.offset - len(content)))
    elif event.kind == "write":
        content.extend(bytes(max(0, event.offset - len(content))))
        content[event.offset : event.offset + len(event.content)] = event.content


def power_cuts(
    events: Sequence[Event], base: dict[str, bytes], points: set[int], seeds: int
) -> Iterator[tuple[int, dict[str, bytes]]]:
    """Yield, for each point and seed, how many acts were acknowledged, and the files that are found."""
    files = {name: File(bytearray(content)) for name, content in base.items()}
    acknowledged = 0
    for number, event in enumerate(events):
        if event.kind == "ack":
            acknowledged += 1
        else:
            file = files.setdefault(event.name, File())
            if event.kind == "sync":
                file.sync()
            else:
                file.since.append(event)
        if number in points:
            for seed in range(seeds):
                draw = random.Random(f"{number} {seed}")
                found = {name: file.after_power_cut(draw) for name, file in files.items()}
                yield acknowledged, {name: content for name, content in found.items() if content is not None}
