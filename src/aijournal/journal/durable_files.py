"""Files that are private from their first byte, and that a power cut cannot take back."""

import os
import tempfile
from pathlib import Path

TEMPORARY = ".tmp"  # how the names of files end that nobody has finished yet


def temporary_file(folder: Path, prefix: str) -> Path:
    """Make an empty file of mode 0600 with a name of its own, and return it."""
    descriptor, name = tempfile.mkstemp(prefix=prefix, suffix=TEMPORARY, dir=folder)
    os.close(descriptor)
    return Path(name)


def write_durably(path: Path, content: bytes) -> None:
    """Put a new private file in place of `path` in one step."""
    temporary = temporary_file(path.parent, f"{path.name}.")
    try:
        temporary.write_bytes(content)
        sync_file(temporary)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def sync_file(path: Path) -> None:
    """Wait until a file's content is on the disk."""
    _sync(path, os.O_RDWR)


def sync_folder(folder: Path) -> None:
    """Wait until the names in a folder are on the disk; Windows has no such thing, and needs none."""
    if os.name == "posix":
        _sync(folder, os.O_RDONLY)


def _sync(path: Path, flags: int) -> None:
    descriptor = os.open(path, flags)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
