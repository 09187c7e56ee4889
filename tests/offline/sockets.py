"""Which sockets a process holds that lead to a network, or wait for somebody from there, as Linux tells."""

import os
from pathlib import Path

TABLES = ("tcp", "tcp6", "udp", "udp6", "udplite", "udplite6", "raw", "raw6", "packet", "netlink")
_LISTENING = "0A"  # net/tcp_states.h
_INODE_AT = {"packet": 8, "netlink": 9}  # as proc(5) has it; else the tenth word


def held() -> set[str]:
    """Return the inodes of all sockets that this process holds."""
    names = set()
    for path in Path("/proc/self/fd").iterdir():
        try:
            name = os.readlink(path)  # noqa: PTH115 - a link to no path
        except FileNotFoundError:  # closed meanwhile
            continue
        if name.startswith("socket:["):
            names.add(name.removeprefix("socket:[").removesuffix("]"))
    return names


def rows(table: str) -> list[list[str]]:
    """Return the rows of one of the kernel's tables, each as its words."""
    try:
        lines = Path("/proc/self/net", table).read_text(encoding="ascii").splitlines()[1:]
    except FileNotFoundError:
        return []
    return [line.split() for line in lines]


def to_networks() -> list[str]:
    """Return the rows of the kernel's tables that belong to this process; of local sockets there are none."""
    mine = held()
    return [
        " ".join([table, *row])
        for table in TABLES
        for row in rows(table)
        if len(row) > _INODE_AT.get(table, 9) and row[_INODE_AT.get(table, 9)] in mine
    ]


def doors() -> set[str]:
    """Return where anybody on this computer waits for a connection or a packet."""
    waiting = {row[1] for table in ("tcp", "tcp6") for row in rows(table) if row[3] == _LISTENING}
    return waiting | {row[1] for table in ("udp", "udp6") for row in rows(table)}
