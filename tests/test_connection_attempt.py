"""The attempt to connect does what it says: asks for a socket, and if it gets one, for a connection."""

import errno
import sys
from pathlib import Path

import pytest

from aijournal.connection_attempt import Attempt, try_to_connect
from tests.offline.listener import listening

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="it is made on Linux alone")


def _open_files() -> int:
    return sum(1 for _ in Path("/proc/self/fd").iterdir())


def test_where_nothing_refuses_it_somebody_is_reached_and_let_go() -> None:
    """Show that a refusal is the system's: the same call gets through in a process that is not locked."""
    with listening() as listener:
        before = _open_files()
        attempt = try_to_connect("127.0.0.1", listener.port)
        assert attempt.got_socket
        assert attempt.error in {0, errno.EINPROGRESS}
        assert listener.visitors() == 1
        assert _open_files() == before


def test_the_systems_own_words_are_told() -> None:
    assert Attempt(got_socket=False, error=errno.EACCES).words == "EACCES: Permission denied"
