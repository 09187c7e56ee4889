"""Files that are dropped on the window, wherever on it: logs go to Sources, a backup goes to Safety."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QByteArray, QMimeData, Qt, QUrl, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeySequence,
    QShortcut,
)
from PySide6.QtWidgets import QFrame, QMainWindow, QVBoxLayout, QWidget

from aijournal.paths import BACKUP_SUFFIX
from aijournal.ui.type_scale import PAGE_EDGE, SIBLING_GAP
from aijournal.ui.widgets.labels import plain_label

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


class DropTarget(QFrame):
    """Lies over the window while files are held over it, and says what dropping them does."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "drop")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        heading = plain_label(self.tr("Drop it here to see what is in it"), "title", wraps=True)
        words = plain_label(
            self.tr(
                "Logs and folders of AI tools are tried first, and read when you say so. A backup is "
                "compared with your journal, and restored when you say so. Esc leaves it."
            ),
            "soft",
            wraps=True,
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(PAGE_EDGE, PAGE_EDGE, PAGE_EDGE, PAGE_EDGE)
        column.setSpacing(SIBLING_GAP)
        column.addStretch(1)
        for label in (heading, words):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(label)
        column.addStretch(1)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.activated.connect(self.hide)
        self.hide()

    def appear(self) -> None:
        """Cover the window."""
        around = self.parentWidget()
        if around is not None:
            margin = SIBLING_GAP
            self.setGeometry(around.rect().adjusted(margin, margin, -margin, -margin))
        self.show()
        self.raise_()


class DropWindow(QMainWindow):
    """A window that takes files anywhere; what a line to type in makes of dropped text is the line's matter.

    While it `takes_drops` no, such as while the journal is locked, nothing can be dropped.
    """

    logs_dropped = Signal(tuple)  # of Path
    backup_dropped = Signal(Path)
    drop_refused = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.drop_target = DropTarget(self)
        self.setAcceptDrops(True)

    @property
    def takes_drops(self) -> bool:
        """Whether files can be dropped at the moment."""
        return True

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's own name
        """Show where files can be dropped."""
        if self._accept(event):
            self.drop_target.appear()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:  # noqa: N802 - Qt's own name
        """Take them everywhere on the window."""
        self._accept(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: N802 - Qt's own name
        """Take the invitation back."""
        super().dragLeaveEvent(event)
        self.drop_target.hide()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's own name
        """Hand on what was dropped."""
        self.drop_target.hide()
        dropped = told_apart(self._accept(event))
        if dropped.logs:
            self.logs_dropped.emit(dropped.logs)
        if dropped.backups and (dropped.logs or len(dropped.backups) > 1):
            self.drop_refused.emit(self.tr("One backup at a time, please, and nothing else with it."))
        elif dropped.backups:
            self.backup_dropped.emit(dropped.backups[0])

    def _accept(self, event: QDropEvent) -> Sequence[Path]:
        """Accept files of this computer, and return them; nothing is ever moved, whatever was asked for."""
        paths = local_paths(event.mimeData()) if self.takes_drops else ()
        if paths:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
        else:
            event.ignore()
        return paths


def _path(url: QUrl) -> Path:
    if os.name == "nt":
        return Path(url.toLocalFile())
    encoded = url.path(QUrl.ComponentFormattingOption.FullyEncoded)
    return Path(os.fsdecode(bytes(QByteArray.fromPercentEncoding(QByteArray(encoded.encode())).data())))
