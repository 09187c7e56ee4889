"""Going to the sample data and coming back."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal, SignalInstance, Slot
from PySide6.QtWidgets import QWidget

from aijournal.errors import AijournalError
from aijournal.settings import Settings, load_settings
from aijournal.ui.parts import Parts
from aijournal.ui.sample_data.making import MakingDialog, MakingSample
from aijournal.ui.sample_data.place import SamplePlace


class SampleApp(Protocol):
    """The part of an `App` on the sample data that is needed here."""

    finished: SignalInstance

    def show(self) -> None:
        """Show its window, before the others."""

    def close(self) -> None:
        """Let go of everything."""

    def deleteLater(self) -> None:  # noqa: N802 - Qt's own name
        """Let Qt delete it."""


class SampleData(QObject):
    """Makes the sample data where it is not there yet, opens a window on it, and lets go of both.

    `left` says that the window on it is closed, `deleted` that all of it is gone.
    """

    left = Signal()
    deleted = Signal()
    failed = Signal(AijournalError)

    def __init__(
        self,
        place: SamplePlace,
        parts: Parts,
        open_app: Callable[[SamplePlace, Settings], SampleApp],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._place = place
        self._settings = parts.settings
        self._open_app = open_app
        self._dialog: MakingDialog | None = None
        self._deletes = self._is_silent = False
        self.app: SampleApp | None = None
        self.making = MakingSample(place, parts.clock, self)
        self.making.made.connect(self._show_made)
        self.making.stopped.connect(self._put_dialog_away)
        self.making.failed.connect(self._fail)
        self.making.removed.connect(self._tell_removed)

    def open(self, window: QWidget) -> None:
        """Show the sample data; the bar stands over the window while it is made."""
        if self.app is not None:
            self.app.show()
        elif self._place.is_made and not self.making.is_busy:
            self._show()
        elif self._dialog is None:
            self._dialog = MakingDialog(window)
            self._dialog.rejected.connect(self.making.cancel)
            self.making.progressed.connect(self._dialog.show_progress)
            self._dialog.open()
            self.making.start(self._settings.current)

    @property
    def is_made(self) -> bool:
        """Whether there are sample data on this computer."""
        return self._place.is_made

    @Slot()
    def leave(self) -> None:
        """Close the window on the sample data, which stays for the next time."""
        if self.app is not None:
            # Whoever asked for it is in a window that goes.
            QTimer.singleShot(0, self, self._close_app)

    @Slot()
    def delete(self) -> None:
        """Leave the sample data, and delete it: it is nobody's own, so nobody is asked twice."""
        self._deletes = True
        if self.app is None:
            self._delete()
        else:
            self.leave()

    @Slot()
    def delete_too(self) -> None:
        """Go with everything else; that everything is gone is said already."""
        self._is_silent = True
        self.delete()

    def close(self) -> None:
        """Let go of the window and the thread; the sample data stays."""
        self._close_app()
        self.making.close()

    @Slot()
    def _show_made(self) -> None:
        self._put_dialog_away()
        self._show()

    def _show(self) -> None:
        try:
            settings = load_settings(self._place.paths.settings)
        except AijournalError as error:
            self.failed.emit(error)
            return
        self.app = self._open_app(self._place, settings)
        self.app.finished.connect(self.leave)
        self.app.show()

    @Slot()
    def _put_dialog_away(self) -> None:
        dialog, self._dialog = self._dialog, None
        if dialog is not None:
            dialog.blockSignals(True)  # its going away is no wish to stop
            dialog.close()
            dialog.deleteLater()

    @Slot()
    def _close_app(self) -> None:
        app, self.app = self.app, None
        if app is None:
            return
        app.finished.disconnect(self.leave)
        app.close()
        app.deleteLater()
        self.left.emit()
        if self._deletes:
            self._delete()

    def _delete(self) -> None:
        self._deletes = False
        self.making.remove()

    @Slot()
    def _tell_removed(self) -> None:
        if not self._is_silent:
            self.deleted.emit()
        self._is_silent = False

    @Slot(AijournalError)
    def _fail(self, error: AijournalError) -> None:
        self._put_dialog_away()
        self.failed.emit(error)
