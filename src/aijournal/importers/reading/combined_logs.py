"""A log that is more than one file: a change of any of them is a change of the log."""

import os
import stat
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from aijournal.domain.reading import LogFile


def counted_with(file: LogFile, others: Iterable[Path]) -> LogFile:
    """Return a log with what lies beside it counted in: the size of all, and the time of the latest change.

    What is not there, or is no regular file, counts nothing.
    """
    size, latest = file.size, file.mtime_ns
    for other in others:
        try:
            found = other.lstat()
        except (OSError, ValueError):
            continue
        if stat.S_ISREG(found.st_mode):
            size, latest = size + found.st_size, max(latest, found.st_mtime_ns)
    return replace(file, size=size, mtime_ns=latest)


def files_in(folder: Path, suffix: str) -> list[Path]:
    """Return the files of a folder by the end of their names, in the order of their names.

    A folder that cannot be looked at, or is only a link, has none.
    """
    try:
        if folder.is_symlink():
            return []
        return sorted((path for path in folder.iterdir() if path.name.endswith(suffix)), key=os.fsencode)
    except (OSError, ValueError):
        return []
