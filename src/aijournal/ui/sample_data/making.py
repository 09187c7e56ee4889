"""Making the sample data while the window stays alive, with a bar, and a way to stop."""

from functools import partial
from threading import Event
from time import monotonic

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QProgressBar, QPushButton, QVBoxLayout, QWidget

from aijournal.errors import AijournalError
from aijournal.settings import Settings
from aijournal.ui.clock import Clock
from aijournal.ui.sample_data.place import MakingStoppedError, SamplePlace, make_sample, remove_sample
from aijournal.ui.type_scale import PAGE_EDGE, SIBLING_GAP
from aijournal.ui.widgets.labels import plain_label
from aijournal.ui.worker import Worker

_SECONDS_BETWEEN_PROGRESS = 0.05
_STEPS = 1_000


class MakingDialog(QDialog):
    """Says how far it has come; Esc and the button stop it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        words = self.tr("Making sample data …")
        self.setWindowTitle(words)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAccessibleName(words)
        what = self.tr(
            "A journal of half a year of invented work, in a folder of its own. Your own journal is not "
            "touched."
        )
        self.bar = QProgressBar()
        self.bar.setRange(0, _STEPS)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(words)
        self.stop = QPushButton(self.tr("Cancel"))
        self.stop.clicked.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(PAGE_EDGE, PAGE_EDGE, PAGE_EDGE, PAGE_EDGE)
        column.setSpacing(SIBLING_GAP)
        column.addWidget(plain_label(words, "heading", wraps=True))
        column.addWidget(plain_label(what, "soft", wraps=True))
        column.addSpacing(SIBLING_GAP)
        column.addWidget(self.bar)
        column.addSpacing(SIBLING_GAP)
        column.addWidget(self.stop, 0, Qt.AlignmentFlag.AlignRight)

    @Slot(int, int)
    def show_progress(self, done: int, of: int) -> None:
        """Show how many steps of how many are done."""
        self.bar.setValue(round(_STEPS * done / max(1, of)))


class MakingSample(QObject):
    """Makes and removes the sample data on a thread of its own; one at a time."""

    progressed = Signal(int, int)
    made = Signal()
    stopped = Signal()
    removed = Signal()
    failed = Signal(AijournalError)

    def __init__(self, place: SamplePlace, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self._clock = clock
        self._worker = Worker("sample data", self)
        self._cancelled = Event()
        self._told_at = 0.0
        self.is_busy = False

    def start(self, own: Settings) -> None:
        """Make it; asking while it is made or removed changes nothing."""
        if not self.is_busy:
            self.is_busy = True
            self._cancelled.clear()
            self._worker.ask(partial(self._make, own), self._tell_made, self._fail)

    def remove(self) -> None:
        """Remove it; asking while it is made or removed changes nothing."""
        if not self.is_busy:
            self.is_busy = True
            self._worker.ask(partial(remove_sample, self._place), self._tell_removed, self._fail)

    @Slot()
    def cancel(self) -> None:
        """Stop making it; what was made goes again."""
        self._cancelled.set()

    def close(self) -> None:
        """Stop, and end the thread."""
        self.cancel()
        self._worker.close(drops_waiting=True)

    def _make(self, own: Settings) -> bool:
        """Return whether it was made to its end."""
        try:
            make_sample(self._place, self._clock.today(), self._clock.zone, own, self._tell_progress)
        except MakingStoppedError:
            return False
        return True

    def _tell_progress(self, done: int, of: int) -> None:
        """Pass progress on, but not more often than eyes can follow; called on the thread that makes it."""
        if self._cancelled.is_set():
            raise MakingStoppedError
        if monotonic() - self._told_at >= _SECONDS_BETWEEN_PROGRESS:
            self._told_at = monotonic()
            self.progressed.emit(done, of)

    def _tell_made(self, is_made: bool) -> None:  # noqa: FBT001 - the thread's answer
        self.is_busy = False
        if is_made:
            self.made.emit()
        else:
            self.stopped.emit()

    def _tell_removed(self, _: None) -> None:
        self.is_busy = False
        self.removed.emit()

    def _fail(self, error: AijournalError) -> None:
        self.is_busy = False
        self.failed.emit(error)
