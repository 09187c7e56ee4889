"""What is carried to the window: files and folders of this computer, told apart by their names alone."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QByteArray, QMimeData, QUrl

from aijournal.paths import BACKUP_SUFFIX

_BACKUPS = (BACKUP_SUFFIX, ".db")


@dataclass(frozen=True, slots=True)
class Dropped:
    """What was dropped at once, told apart by names alone: nothing is opened for it."""

    logs: tuple[Path, ...]
    backups: tuple[Path, ...]


def local_paths(carried: QMimeData) -> tuple[Path, ...]:
    """Return the files and folders of this computer, each once, also those whose names are no UTF-8."""
    return tuple(dict.fromkeys(_path(url) for url in carried.urls() if url.isLocalFile()))


def told_apart(paths: Sequence[Path]) -> Dropped:
    """Return what may be a backup, and all else, which may be logs."""
    backups = tuple(path for path in paths if path.suffix.lower() in _BACKUPS)
    return Dropped(tuple(path for path in paths if path not in backups), backups)


def _path(url: QUrl) -> Path:
    if os.name == "nt":
        return Path(url.toLocalFile())
    encoded = url.path(QUrl.ComponentFormattingOption.FullyEncoded)
    return Path(os.fsdecode(bytes(QByteArray.fromPercentEncoding(QByteArray(encoded.encode())).data())))
