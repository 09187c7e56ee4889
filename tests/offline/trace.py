"""What strace(1) tells of the calls that have to do with networks and programs."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

_SOCKET = re.compile(r"\bsocket(?:pair)?\((AF_\w+|0x[0-9a-f]+[^,]*|\d+), .*\) = (-?\d+)(?: (\w+))?")
_PEER = re.compile(r'\bconnect\(\d+, \{sa_family=(\w+)(?:, sun_path=(@?"[^"]*"))?')
_WAITING = re.compile(r"\b(listen|accept4?|bind)\(\d+, ?(.*)")
_PROGRAM = re.compile(r'\bexecve\("([^"]*)", \[(.*)\], 0x[0-9a-f]+ .*\) = 0')
_RING = re.compile(r"\bio_uring_setup\(.*\) = (-?\d+)(?: (\w+))?")
# A call that another thread cut in on is told in two lines.
_BEGUN = re.compile(r"^(\d+) +(.*) <unfinished \.\.\.>$")
_ENDED = re.compile(r"^(\d+) +<\.\.\. \w+ resumed>(.*)$")

OPTIONS = ("-f", "-qq", "-e", "trace=%network,io_uring_setup,execve", "-e", "signal=none", "-s", "200")


@dataclass(frozen=True, slots=True)
class Trace:
    """What was asked for: sockets by family and answer, whom they were led to, doors, rings and programs."""

    sockets: Counter[tuple[str, str]]
    peers: Counter[str]
    doors: tuple[str, ...]
    rings: Counter[str]
    programs: tuple[tuple[str, str], ...]

    def to_networks(self) -> list[str]:
        """Return what was handed out, or asked of it, that leads further than to this computer."""
        given = [
            f"{count} sockets of {family}"
            for (family, answer), count in self.sockets.items()
            if family != "AF_UNIX" and answer == "given"
        ]
        far = [f"connected to {peer}" for peer in self.peers if not peer.startswith("AF_UNIX")]
        rings = [f"{count} rings" for answer, count in self.rings.items() if answer == "given"]
        return [*given, *far, *rings, *(door for door in self.doors if "sa_family=AF_UNIX" not in door)]

    def refused(self) -> Counter[str]:
        """Return how often a socket to elsewhere was asked for in vain, by family."""
        asked = Counter[str]()
        for (family, answer), count in self.sockets.items():
            if family != "AF_UNIX" and answer != "given":
                asked[family] += count
        return asked

    def told(self) -> str:
        """Return all of it in lines."""
        sockets = (f"{count:>5} {family}: {answer}" for (family, answer), count in self.sockets.items())
        peers = (f"{count:>5} {peer}" for peer, count in self.peers.items())
        programs = (f"      {path} [{words}]" for path, words in self.programs)
        rings = (f"{count:>5} {answer}" for answer, count in self.rings.items())
        return "\n".join(
            [
                *("sockets asked for", *sockets, "connections asked for", *peers),
                *("doors asked for", *(f"      {door}" for door in self.doors)),
                *("rings asked for (io_uring)", *rings, "programs started", *programs, ""),
            ]
        )


def read_trace(text: str) -> Trace:
    """Return what a trace tells."""
    sockets: Counter[tuple[str, str]] = Counter()
    peers: Counter[str] = Counter()
    rings: Counter[str] = Counter()
    doors, programs = [], []
    for line in _whole_lines(text):
        if found := _SOCKET.search(line):
            sockets[found[1], _answer(found[2], found[3])] += 1
        elif found := _PEER.search(line):
            peers[f"{found[1]} {found[2] or ''}".strip()] += 1
        elif found := _WAITING.search(line):
            doors.append(f"{found[1]}({found[2]}")
        elif found := _RING.search(line):
            rings[_answer(found[1], found[2])] += 1
        elif found := _PROGRAM.search(line):
            programs.append((found[1], found[2]))
    return Trace(sockets, peers, tuple(doors), rings, tuple(programs))


def _whole_lines(text: str) -> Iterator[str]:
    begun: dict[str, str] = {}
    for line in text.splitlines():
        if found := _BEGUN.match(line):
            begun[found[1]] = found[2]
        elif found := _ENDED.match(line):
            yield begun.pop(found[1], "") + found[2]
        else:
            yield line


def _answer(number: str, error: str | None) -> str:
    return f"refused with {error}" if int(number) < 0 else "given"
