"""Somebody on this computer to connect to, who counts who came."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Listener:
    """Waits at a port of the loopback interface."""

    door: socket.socket

    @property
    def port(self) -> int:
        """Where it waits."""
        port: int = self.door.getsockname()[1]
        return port

    def visitors(self) -> int:
        """Let in whoever stands at the door, and return how many that were."""
        count = 0
        while True:
            try:
                visitor, _ = self.door.accept()
            except BlockingIOError:
                return count
            visitor.close()
            count += 1


@contextmanager
def listening() -> Iterator[Listener]:
    """Wait for visitors as long as this lasts."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        door.setblocking(False)
        yield Listener(door)
