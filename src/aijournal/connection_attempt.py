"""Tries for real to open a connection, so that a person can see the system refuse it.

The one place of the program that does. It asks the C library, as the module `socket` would, because that
module and all others that can reach a network stay forbidden here too, and need not come with the program.
"""

import ctypes
import errno
import os
import struct
from dataclasses import dataclass
from typing import Final

TRIED_ADDRESS: Final = "192.0.2.1"
"""An address that belongs to nobody, kept for documentation (RFC 5737)."""

_PORT = 443
_AF_INET, _SOCK_STREAM = 2, 1  # linux/socket.h


@dataclass(frozen=True, slots=True)
class Attempt:
    """What the system answered: its error, where 0 is none.

    `got_socket` is false where it did not even hand out the means to try.
    """

    got_socket: bool
    error: int

    @property
    def got_out(self) -> bool:
        """Whether something was sent."""
        return self.got_socket and self.error in {0, errno.EINPROGRESS}

    @property
    def words(self) -> str:
        """The system's own answer, such as `EACCES: Permission denied`."""
        name = errno.errorcode.get(self.error, str(self.error))
        return f"{name}: {os.strerror(self.error)}"


def try_to_connect(address: str = TRIED_ADDRESS, port: int = _PORT) -> Attempt:
    """Try to connect, to an address that belongs to nobody, and wait for no answer. Linux only.

    Where nothing refuses it, the empty packet that asks for a connection leaves this computer.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    descriptor = libc.socket(_AF_INET, _SOCK_STREAM, 0)
    if descriptor < 0:
        return Attempt(got_socket=False, error=ctypes.get_errno())
    try:
        os.set_blocking(descriptor, False)
        place = struct.pack("=H", _AF_INET) + struct.pack(">H4B8x", port, *map(int, address.split(".")))
        failed = libc.connect(descriptor, place, len(place))
        return Attempt(got_socket=True, error=ctypes.get_errno() if failed else 0)
    finally:
        os.close(descriptor)
