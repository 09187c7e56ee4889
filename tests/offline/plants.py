"""What must not work: connections planted in the program, after its own beginning has locked it.

python -m tests.offline.plants free|locked NAME=PORT …

`free` plants the same in a process that nobody locked. Prints as JSON what came of each: `connected`, or the
error that was met. A name that begins with `earlier-` is planted in a thread that was there before the start.
"""

import contextlib
import ctypes
import io
import json
import mmap
import os
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from types import MappingProxyType

from aijournal import __main__ as program

CONNECTED = "connected"
EARLIER = "earlier-"
_HOST = "127.0.0.1"
_CHILD = f"import socket, sys; socket.create_connection(('{_HOST}', int(sys.argv[1])), 5)"
_NO_ANSWER = 28  # what curl says of somebody who lets it in, and is silent
_IO_URING_SETUP, _X32 = 425, 0x40000000
# push rbx; eax = 359 (socket); ebx = AF_INET; ecx = SOCK_STREAM; edx = 0; int 0x80; pop rbx; ret
_CALL_OF_32_BITS = bytes.fromhex("53 b867010000 bb02000000 b901000000 31d2 cd80 5b c3")


def python(port: int) -> None:
    """Connect as any Python program would."""
    socket.create_connection((_HOST, port), 5).close()


def qt(port: int) -> None:
    """Connect by Qt, which asks Python nothing."""
    from PySide6.QtCore import QCoreApplication  # noqa: PLC0415 - the program begins without
    from PySide6.QtNetwork import QTcpSocket  # noqa: PLC0415 - likewise

    _application = QCoreApplication([])
    door = QTcpSocket()
    door.connectToHost(_HOST, port)
    if not door.waitForConnected(5_000):
        raise OSError(door.errorString())


def child(port: int) -> None:
    """Let a child connect, which has nothing of the program but its inheritance."""
    _run(sys.executable, "-c", _CHILD, str(port))


def curl(port: int) -> None:
    """Let a program connect that is nobody's friend."""
    command = (shutil.which("curl") or "curl", "--silent", "--show-error", "--max-time", "1")
    _run(*command, f"http://{_HOST}:{port}", fine=_NO_ANSWER)


def ipv6(_: int) -> None:
    """Ask for a socket of the newer kind."""
    socket.socket(socket.AF_INET6, socket.SOCK_STREAM).close()


def datagram(_: int) -> None:
    """Ask for the means to look up a name."""
    socket.socket(socket.AF_INET, socket.SOCK_DGRAM).close()


def netlink(_: int) -> None:
    """Ask for a line to the kernel's own tables."""
    socket.socket(socket.AF_NETLINK, socket.SOCK_RAW).close()


def io_uring(_: int) -> None:
    """Ask for a ring, in which sockets are had without a call for each."""
    room = ctypes.create_string_buffer(120)
    _check(_libc().syscall(_IO_URING_SETUP, 4, room))


def x32(_: int) -> None:
    """Ask for a socket by a number of the x32 calls."""
    _check(_libc().syscall(_X32 | 41, socket.AF_INET, socket.SOCK_STREAM, 0))


def bits32(_: int) -> None:
    """Ask for a socket by a call of 32-bit programs."""
    page = mmap.mmap(-1, mmap.PAGESIZE, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    page.write(_CALL_OF_32_BITS)
    place = ctypes.addressof(ctypes.c_char.from_buffer(page))
    answer = ctypes.CFUNCTYPE(ctypes.c_int)(place)()
    if answer < 0:
        raise OSError(-answer, os.strerror(-answer))


CONNECTING = (python, qt, child, curl)
ASKING = (ipv6, datagram, netlink, io_uring, x32, bits32)
PLANTS: Mapping[str, Callable[[int], None]] = MappingProxyType(
    {plant.__name__: plant for plant in (*CONNECTING, *ASKING)}
)


def main(how: str, plants: Mapping[str, int]) -> int:
    """Run the program to its end, or do not; then plant each connection."""
    begin = threading.Event()
    said: dict[str, str] = {}

    def plant(name: str) -> None:
        begin.wait()
        said[name] = _plant(PLANTS[name.removeprefix(EARLIER)], plants[name])

    threads = [threading.Thread(target=plant, args=(name,)) for name in plants if name.startswith(EARLIER)]
    for thread in threads:
        thread.start()
    if how == "locked":
        sys.argv = ["aijournal", "help"]
        with contextlib.redirect_stdout(io.StringIO()):
            code = program.main()
        if code != 0:
            raise SystemExit("The program itself failed.")
    begin.set()
    for thread in threads:
        thread.join()
    for name in plants:
        if not name.startswith(EARLIER):
            plant(name)
    json.dump(said, sys.stdout)
    return 0


def _plant(plant: Callable[[int], None], port: int) -> str:
    try:
        plant(port)
    except OSError as error:
        return str(error)
    return CONNECTED


def _run(*command: str, fine: int = 0) -> None:
    """Run a child; raises its last line."""
    ended = subprocess.run(
        command, stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", check=False, timeout=30
    )
    if ended.returncode not in {0, fine}:
        raise OSError(ended.stderr.strip().rpartition("\n")[2])


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def _check(answer: int) -> None:
    if answer < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    os.close(answer)


if __name__ == "__main__":
    how, *named = sys.argv[1:]
    sys.exit(main(how, {name: int(port) for name, _, port in (one.partition("=") for one in named)}))
