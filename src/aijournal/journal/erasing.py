"""Files whose content goes before they do."""

import contextlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from aijournal.journal.durable_files import sync_file, sync_folder

_BLOCK = bytes(1 << 20)


def erase(path: Path) -> None:
    """Overwrite a file and remove it, if there is one; a solid-state disk may keep older copies even so."""
    with contextlib.suppress(FileNotFoundError):
        with path.open("r+b", buffering=0) as file:
            _overwrite(file.fileno())
        path.unlink()


def erase_all(paths: Iterable[Path]) -> None:
    """Erase several files."""
    for path in paths:
        erase(path)


def replace_for_good(fresh: Path, path: Path) -> None:
    """Put a file in another one's place, safe from a power cut, and overwrite the content of the old one."""
    with _overwritten_after(path):
        sync_file(fresh)
        fresh.replace(path)
        sync_folder(path.parent)


@contextlib.contextmanager
def _overwritten_after(path: Path) -> Iterator[None]:
    """Overwrite what a file holds now once the block is done, although its name is another's by then.

    Windows cannot replace a file that is open, so its old content is left to the disk there.
    """
    if os.name != "posix":
        yield
        return
    with path.open("r+b", buffering=0) as file:
        yield
        _overwrite(file.fileno())


def _overwrite(descriptor: int) -> None:
    left = os.fstat(descriptor).st_size
    os.lseek(descriptor, 0, os.SEEK_SET)
    while left > 0:
        left -= os.write(descriptor, _BLOCK[:left])
    os.fsync(descriptor)
