"""A plugin for pytest: writes down whatever Python is asked to do with sockets while tests run.

pytest -p tests.offline.watching_sockets, with AIJOURNAL_AUDIT naming a folder. One file a process, so that
each that ran is known; its first line tells that the watch works.
"""

import os
import sys
from pathlib import Path

import pytest

VARIABLE = "AIJOURNAL_AUDIT"
BEGAN = "socket.watched"


def pytest_configure(config: pytest.Config) -> None:
    """Watch this process to its end."""
    assert config
    descriptor = os.open(
        Path(os.environ[VARIABLE], f"{os.getpid()}.txt"), os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600
    )

    def see(event: str, arguments: tuple[object, ...]) -> None:
        if event.startswith("socket."):
            os.write(descriptor, f"{event} {arguments!r:.200}\n".encode(errors="replace"))

    sys.addaudithook(see)
    sys.audit(BEGAN)
