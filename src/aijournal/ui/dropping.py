"""Files that are dropped on the window, wherever on it: logs go to Sources, a backup goes to Safety."""

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QMainWindow

if TYPE_CHECKING:
    from aijournal.ui.drop_target import DropTarget


class DropWindow(QMainWindow):
    """A window that takes files anywhere; what a line to type in makes of dropped text is the line's matter.

    While it `takes_drops` no, such as while the journal is locked, nothing can be dropped.
    """

    logs_dropped = Signal(tuple)  # of Path
    backup_dropped = Signal(Path)
    drop_refused = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setAcceptDrops(True)

    @cached_property
    def drop_target(self) -> "DropTarget":
        """What lies over the window meanwhile; built when something is first held over it."""
        from aijournal.ui.drop_target import DropTarget

        return DropTarget(self)

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
        from aijournal.ui.dropped import told_apart

        dropped = told_apart(self._accept(event))
        if dropped.logs:
            self.logs_dropped.emit(dropped.logs)
        if dropped.backups and (dropped.logs or len(dropped.backups) > 1):
            self.drop_refused.emit(self.tr("One backup at a time, please, and nothing else with it."))
        elif dropped.backups:
            self.backup_dropped.emit(dropped.backups[0])

    def _accept(self, event: QDropEvent) -> Sequence[Path]:
        """Accept files of this computer, and return them; nothing is ever moved, whatever was asked for."""
        from aijournal.ui.dropped import local_paths

        paths = local_paths(event.mimeData()) if self.takes_drops else ()
        if paths:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
        else:
            event.ignore()
        return paths
