"""Takes from this process, before it does anything else, the means to reach a network.

On Linux the kernel is told to refuse: a filter of system calls (seccomp(2), filter mode) that nobody can take
off again, and that every thread and every child process inherits. Sockets stay possible only between programs
of this computer (`AF_UNIX`), as the display, D-Bus and screen readers need them. Elsewhere nothing is done,
and that is said.
"""

import ctypes
import errno
import os
import struct
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType
from typing import Final, NamedTuple

_AF_UNIX, _AF_INET, _SOCK_STREAM = 1, 2, 1  # linux/socket.h
_PR_SET_NO_NEW_PRIVS = 38  # linux/prctl.h
_SET_MODE_FILTER = 1  # linux/seccomp.h, as are the flags
_ALL_THREADS = 1
_KEEP_SPEED = 4  # or kernels before 5.16 slow down whoever has a filter
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000

_LOAD, _EQUALS, _AT_LEAST, _ANSWER = 0x20, 0x15, 0x35, 0x06  # linux/bpf_common.h, put together
_NUMBER_AT, _ABI_AT, _FAMILY_AT = 0, 4, 16  # in struct seccomp_data; the lower half of the first argument
_FIRST_X32_NUMBER = 0x40000000


class LockState(Enum):
    """Whether the system keeps this process from every network."""

    LOCKED = "locked"
    DENIED = "denied"
    NOT_ON_THIS_SYSTEM = "not on this system"


@dataclass(frozen=True, slots=True)
class NetworkLock:
    """What became of the lock; `reason` is a half-sentence where it does not hold, else empty."""

    state: LockState
    reason: str = ""

    @property
    def holds(self) -> bool:
        """Whether the system refuses."""
        return self.state is LockState.LOCKED


NEVER_LOCKED: Final = NetworkLock(LockState.DENIED, "the program was not started by its own command")


class _Abi(NamedTuple):
    """How one processor calls its kernel: numbers from its unistd.h, and its name from linux/audit.h."""

    audit_arch: int
    seccomp: int
    socket: int
    socketpair: int
    io_uring_setup: int = 425


_ABIS: Mapping[str, _Abi] = MappingProxyType(
    {
        "x86_64": _Abi(0xC000003E, seccomp=317, socket=41, socketpair=53),
        "aarch64": _Abi(0xC00000B7, seccomp=277, socket=198, socketpair=199),
    }
)


def lock_network() -> NetworkLock:
    """Let the system refuse this process every socket but those of this computer, for good.

    To be called before anything that could open one is loaded. Never raises: where the lock cannot be had the
    program goes on, and the answer says why. What is answered as locked was tried.
    """
    if sys.platform != "linux":
        return NetworkLock(LockState.NOT_ON_THIS_SYSTEM, "only Linux lets a program lock itself")
    machine = os.uname().machine
    abi = _ABIS.get(machine)
    if abi is None or struct.calcsize("P") != 8:
        return NetworkLock(LockState.NOT_ON_THIS_SYSTEM, f"not known for this kind of processor ({machine})")
    error = _install(_filter(abi), abi)
    if error:
        return NetworkLock(LockState.DENIED, f"the system did not let it ({os.strerror(error)})")
    if _gets_socket():
        return NetworkLock(LockState.DENIED, "the system took the filter, and does not obey it")
    return NetworkLock(LockState.LOCKED)


def is_over_network(display: str) -> bool:
    """Return whether an X display, as in `DISPLAY`, is reached by a connection, such as that of `ssh -X`.

    The rules are those of libxcb: `:0`, `unix:0`, `unix/host:0` and the path of a socket are local.
    """
    host, colon, _ = display.rpartition(":")
    protocol, slash, name = host.rpartition("/")
    if not colon or display.startswith("/") or os.path.exists(display.removeprefix("unix:")):  # noqa: PTH110 - loads less
        return False
    return protocol != "unix" and (name if slash else host) not in {"", "unix"}


def _filter(abi: _Abi) -> bytes:
    """Return the filter as the kernel reads it: each step with how many to skip if so, and if not."""
    steps = (
        (_LOAD, 0, 0, _ABI_AT),
        (_EQUALS, 0, 7, abi.audit_arch),  # or else: a 32-bit call, whose numbers mean something else
        (_LOAD, 0, 0, _NUMBER_AT),
        (_AT_LEAST, 5, 0, _FIRST_X32_NUMBER),  # calls of x32, which are counted anew
        (_EQUALS, 4, 0, abi.io_uring_setup),  # through which sockets can be had without the calls below
        (_EQUALS, 1, 0, abi.socket),
        (_EQUALS, 0, 4, abi.socketpair),
        (_LOAD, 0, 0, _FAMILY_AT),
        (_EQUALS, 2, 1, _AF_UNIX),
        (_ANSWER, 0, 0, _REFUSE | errno.ENOSYS),
        (_ANSWER, 0, 0, _REFUSE | errno.EACCES),
        (_ANSWER, 0, 0, _ALLOW),
    )
    return b"".join(struct.pack("HBBI", *step) for step in steps)


def _gets_socket() -> bool:
    """Return whether the system hands out what the filter is to refuse."""
    descriptor = ctypes.CDLL(None).socket(_AF_INET, _SOCK_STREAM, 0)
    if descriptor >= 0:
        os.close(descriptor)
    return bool(descriptor >= 0)


def _install(steps: bytes, abi: _Abi) -> int:
    """Hand the filter to the kernel, and return its error, or 0."""
    try:
        libc = ctypes.CDLL(None, use_errno=True)
        prctl, syscall = libc.prctl, libc.syscall
    except (OSError, AttributeError):
        return errno.ENOSYS
    none = ctypes.c_ulong(0)
    if prctl(_PR_SET_NO_NEW_PRIVS, ctypes.c_ulong(1), none, none, none):
        return ctypes.get_errno()
    kept = ctypes.create_string_buffer(steps, len(steps))
    program = struct.pack("HP", len(steps) // 8, ctypes.addressof(kept))
    syscall.restype = ctypes.c_long
    for flags in (_ALL_THREADS | _KEEP_SPEED, _ALL_THREADS):  # the kernels before 4.17 know the one alone
        left_out = syscall(
            *map(ctypes.c_long, (abi.seccomp, _SET_MODE_FILTER, flags)), ctypes.c_char_p(program)
        )
        if left_out == 0:
            return 0
        if left_out > 0:  # a thread that has filters of its own
            return errno.ESRCH
    return ctypes.get_errno()
