"""Everything as a file: a way out that needs nobody's leave, and the way back in."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal, Slot
from PySide6.QtWidgets import QProgressBar, QPushButton, QWidget

from aijournal.errors import AijournalError
from aijournal.ui import phrases
from aijournal.ui.aside import Aside
from aijournal.ui.clock import Clock
from aijournal.ui.journal_access import JournalAccess
from aijournal.ui.places import from_home
from aijournal.ui.reports.saving import ask_for_export, ask_for_file
from aijournal.ui.safety.exporting import LookedAt, WrittenExport, look_at_export, read_in, write_everything
from aijournal.ui.safety.slip import Slip
from aijournal.ui.type_scale import SIBLING_GAP
from aijournal.ui.widgets.card import Card
from aijournal.ui.widgets.flow_layout import FlowLayout
from aijournal.ui.widgets.labels import plain_label
from aijournal.ui.widgets.putting_away import put_away

if TYPE_CHECKING:
    from aijournal.collect_export import ExportResult


class ExportCard(Card):
    """One thing at a time is written or read, with its progress; what is stopped leaves nothing."""

    said = Signal(str, bool)
    failed = Signal(AijournalError)
    _progressed = Signal(int, int)

    def __init__(
        self, access: JournalAccess, aside: Aside, clock: Clock, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent=parent)
        self.set_heading(self.tr("Everything as a file"))
        self._access = access
        self._aside = aside
        self._clock = clock
        self._looked_at: Path | None = None
        self.is_busy = False
        self.warning = plain_label(wraps=True)
        self.warning.setProperty("tone", "lost")
        self.write = QPushButton(self.tr("Export everything…"))
        self.read = QPushButton(self.tr("Read an export…"))
        self.cancel = QPushButton(self.tr("Cancel"))
        self.what = plain_label(role="small", wraps=True)
        self.bar = QProgressBar(textVisible=False)
        self.slip = Slip(self.tr("Read it in"), self.tr("Leave it"))
        self._lay_out()
        self.write.clicked.connect(self.choose_file)
        self.read.clicked.connect(self.choose_export)
        self.cancel.clicked.connect(self._stop)
        self.slip.agreed.connect(self._read_in)
        self._progressed.connect(self._show_progress)

    def show_encrypted(self, *, is_encrypted: bool) -> None:
        """Warn where the file would be readable to whom the journal is not."""
        self.warning.setText(
            self.tr(
                "Your journal is encrypted, and an export is not: whoever gets hold of it can read all of it."
            )
        )
        self.warning.setVisible(is_encrypted)

    @Slot()
    def choose_file(self) -> None:
        """Ask where to write everything."""
        if not self.is_busy:
            name = f"aijournal-{self._clock.today().isoformat()}.jsonl"
            words = self.tr("Exports of aijournal")
            ask_for_file(self, self.tr("Export everything"), name, f"{words} (*.jsonl)", self.write_to)

    @Slot()
    def choose_export(self) -> None:
        """Ask for an export to read in."""
        if not self.is_busy:
            ask_for_export(self, self.look_at)

    def write_to(self, path: Path) -> None:
        """Write everything to a file."""
        if self.is_busy:
            return
        self._begin(self.tr("Writing everything …"))
        job = partial(write_everything, own=self._access.paths, path=path, tell=self._progressed.emit)
        self._aside.ask(job, self._tell_written, self._tell_failed)

    def look_at(self, path: Path) -> None:
        """Say what reading an export in would mean; nothing is changed yet."""
        if self.is_busy:
            return
        self._begin(self.tr("Looking at the export …"))
        self._aside.think(partial(look_at_export, path=path), self._offer, self._tell_failed)

    def _lay_out(self) -> None:
        self.body.setSpacing(SIBLING_GAP)
        words = self.tr(
            "All that the journal holds, word for word, in one file: to keep, or to read in on another "
            "computer. The trash, drafts and settings are not in it. Reading one in changes nothing that is "
            "here already, and can be undone."
        )
        keys = QWidget()
        line = FlowLayout(keys, gap=SIBLING_GAP)
        for button in (self.write, self.read, self.cancel):
            line.addWidget(button)
        for part in (
            plain_label(words, "soft", wraps=True),
            self.warning,
            self.what,
            self.bar,
            keys,
            self.slip,
        ):
            self.body.addWidget(part)
        self.cancel.setAccessibleName(self.tr("Cancel writing or reading everything"))
        for part in (self.warning, self.what, self.bar, self.cancel):
            part.hide()

    def _begin(self, words: str) -> None:
        self.is_busy = True
        self.what.setText(words)
        self.bar.setAccessibleName(words)
        self.bar.setRange(0, 0)
        for part in (self.what, self.bar, self.cancel):
            part.show()

    def _end(self) -> None:
        self.is_busy = False
        for part in (self.what, self.bar, self.cancel):
            put_away(part)

    @Slot(int, int)
    def _show_progress(self, done: int, count: int) -> None:
        if self.is_busy and count:
            self.bar.setRange(0, 1_000)
            self.bar.setValue(round(1_000 * done / count))

    @Slot()
    def _stop(self) -> None:
        self.what.setText(self.tr("Stopping …"))
        self._aside.cancel()

    def _tell_failed(self, error: AijournalError) -> None:
        self._end()
        self.failed.emit(error)

    def _tell_written(self, written: WrittenExport | None) -> None:
        self._end()
        if written is None:
            self.said.emit(self.tr("Stopped. Nothing was written."), False)
            return
        words = self.tr("Wrote %1 to %2, for your eyes alone.")
        words = words.replace("%1", phrases.entries(written.entries)).replace("%2", from_home(written.path))
        self.said.emit(words, False)

    def _offer(self, looked: LookedAt) -> None:
        self._end()
        self._looked_at = looked.path
        words = self.tr("%1 has %2. What is in the journal already stays as it is, and all else is added.")
        words = words.replace("%1", phrases.plain_line(looked.path.name))
        heading = self.tr("Read this export in?")
        self.slip.say(heading, words.replace("%2", phrases.entries(looked.entries)))
        self.slip.open_from(self.read)
        self.slip.agree.setFocus()

    @Slot()
    def _read_in(self) -> None:
        path, self._looked_at = self._looked_at, None
        self.slip.put_away()
        if path is None or self.is_busy:
            return
        self._begin(self.tr("Reading the export …"))
        job = partial(read_in, path=path, now=self._clock.now(), tell=self._progressed.emit)
        self._aside.ask(job, self._tell_read, self._tell_failed)

    def _tell_read(self, result: "ExportResult") -> None:
        self._end()
        self.said.emit(*_came_of(result))


def _came_of(result: "ExportResult") -> tuple[str, bool]:
    """Return what came of reading an export in words, and whether there is anything to take back."""
    one = result.imported
    if one.was_cancelled:
        return _tr("Stopped. The journal is as it was."), False
    words = [_tr("Nothing in it was new.")]
    if one.imported:
        words = [_tr("Read in: %1 new.").replace("%1", phrases.entries(one.interactions_new))]
    for count, told in (
        (result.different, _tr("%1 records say something else here, which stayed.")),
        (one.rejected, _tr("%1 records could not be taken in.")),
    ):
        if count:
            words.append(told.replace("%1", phrases.decimal(count)))
    return " ".join(words), bool(one.imported)


def _tr(text: str) -> str:
    return QCoreApplication.translate("ExportCard", text)
