"""What meets the person at the window's door: the first steps, the sample data, and what they drop on it."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QWidget

from aijournal.domain.entry import Entry
from aijournal.domain.entry_filter import EVERYTHING
from aijournal.errors import AijournalError
from aijournal.ui import phrases
from aijournal.ui.main_window import MainWindow
from aijournal.ui.parts import Parts
from aijournal.ui.places import from_home
from aijournal.ui.sample_data.sample_data import SampleData
from aijournal.ui.screen import Screen
from aijournal.ui.widgets.empty_state import EmptyState

if TYPE_CHECKING:
    from aijournal.journal.journal import Journal
    from aijournal.ui.first_run.first_entry import FirstEntryStep
    from aijournal.ui.first_run.first_run import FirstRun
    from aijournal.ui.first_run.step import Step
    from aijournal.ui.first_run.work_laptop import WorkLaptopStep

_FIRST_TRIES = 5  # entries that somebody types in the small window before they meet the large one


class Welcome(QObject):
    """Receives each window anew whenever it was furnished.

    The first steps come by themselves when the journal is new and they were neither taken nor left before.
    `sample` is the way to the sample data, and in a window on the sample data the way back.
    """

    def __init__(
        self,
        parts: Parts,
        sample: SampleData,
        *,
        is_sample: bool,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._parts = parts
        self.sample = sample
        self._is_sample = is_sample
        self._window: MainWindow | None = None
        self._laptop: WorkLaptopStep | None = None
        self._entry: FirstEntryStep | None = None
        self._encrypts_next = False
        self.first_run: FirstRun | None = None
        if not is_sample:
            sample.left.connect(self._come_back)
            sample.deleted.connect(self._tell_deleted)
            sample.failed.connect(self._show_error)
            parts.whole.purged.connect(sample.delete_too)

    def receive(self, window: MainWindow) -> None:
        """Offer what there is to a window that has just got its pages."""
        self.first_run = self._laptop = None  # which went with the pages before
        if window is not self._window:
            self._window = window
            window.logs_dropped.connect(self._take_logs)
            window.backup_dropped.connect(self._take_backup)
            window.drop_refused.connect(self._say)
            window.page_came.connect(self._offer_sample)
        window.offer({"logs.stop": self._parts.reading.cancel, "logs.read_from": self._choose_folder})
        if self._is_sample:
            self._mark_as_sample(window)
            return
        sample = self.sample
        window.offer(
            {
                "help.first_run": self.begin,
                "sample.open": self.open_sample,
                **({"sample.delete": sample.delete} if sample.is_made else {}),
            }
        )
        self._offer_sample(window)
        if not self._parts.settings.current.is_introduced:
            self._parts.journal.read(
                partial(_is_new, now=self._parts.clock.now()), self._begin_if_new, _ignore
            )
        if self._encrypts_next:
            self._encrypt(window)

    @Slot()
    def begin(self) -> None:
        """Show the first steps over the window."""
        window = self._window
        if window is None or not window.is_furnished or self.first_run is not None:
            return
        from aijournal.ui.first_run.first_run import FirstRun

        self.first_run = first_run = FirstRun(self._parts.theme, self._steps())
        first_run.left.connect(self._leave)
        first_run.sample_asked.connect(self.open_sample)
        window.cover(first_run)
        first_run.take_focus()

    @Slot()
    def open_sample(self) -> None:
        """Show the sample data in a window of its own."""
        if self._window is not None:
            self.sample.open(self._window)

    def close(self) -> None:
        """Let go of the sample data."""
        if not self._is_sample:
            self.sample.close()

    @Slot(QWidget)
    def _offer_sample(self, page: QWidget) -> None:
        """Lead from every empty place of a page to the sample data."""
        if not self._is_sample:
            for empty in page.findChildren(EmptyState):
                empty.sample_asked.connect(self.open_sample, Qt.ConnectionType.UniqueConnection)

    def _steps(self) -> "tuple[Step, ...]":
        from aijournal.ui.first_run.first_entry import FirstEntryStep
        from aijournal.ui.first_run.found_sources import FoundSourcesStep
        from aijournal.ui.first_run.work_laptop import WorkLaptopStep

        parts = self._parts
        access = parts.session.access
        self._laptop = WorkLaptopStep(
            parts.theme,
            from_home(access.paths.journal),
            is_encrypted=access.passphrase is not None,
            is_discreet=parts.settings.current.is_discreet,
        )
        self._entry = entry = FirstEntryStep(parts.theme, parts.journal, parts.clock)
        entry.logged.connect(self._land)
        entry.left.connect(self._leave)
        return self._laptop, FoundSourcesStep(parts.theme, parts.journal, parts.reading, parts.clock), entry

    def _begin_if_new(self, is_new: bool) -> None:  # noqa: FBT001 - the journal's answer
        if is_new:
            self.begin()

    @Slot(Entry)
    def _land(self, entry: Entry) -> None:
        """End on Today, with what was logged said and a way to take it back."""
        self._end()
        words = self.tr("Logged “%1”. It is on the page “Journal”, and counts in your week.")
        title = phrases.plain_line(entry.interaction.title or "")
        if self._window is not None:
            self._window.say(words.replace("%1", title), can_undo=True)

    @Slot()
    def _leave(self) -> None:
        """End before the last step; what was typed by then goes on to the line on Today."""
        if self.first_run is not None and self._entry is not None and self._window is not None:
            self._window.today.quick_log.restore(self._entry.quick_log.text)
        self._end()
        words = self.tr("The first steps can be opened again from the command palette, Ctrl+K.")
        if self._window is not None:
            self._window.say(words, can_undo=False)

    def _end(self) -> None:
        """Put the first steps away for good, and do what was ticked in them."""
        if self.first_run is None or self._window is None:
            return
        self.first_run, laptop = None, self._laptop
        self._encrypts_next = laptop is not None and laptop.wants_encryption
        is_discreet = laptop is not None and laptop.wants_discreet
        self._window.uncover()
        self._window.show_quick_log()
        settings = self._parts.settings
        settings.remember(is_introduced=True)
        if laptop is not None and is_discreet != settings.current.is_discreet:
            words = self.tr("Contents are shown again.")
            if is_discreet:
                words = self.tr("Contents are hidden from eyes. It is a mask, not protection.")
            settings.change(self.tr("discreet mode"), words, is_discreet=is_discreet)  # makes new pages
        elif self._encrypts_next:
            self._encrypt(self._window)

    def _encrypt(self, window: MainWindow) -> None:
        self._encrypts_next = False
        window.show_page(Screen.SAFETY)
        window.pages.safety.begin_encrypting()

    @Slot()
    def _choose_folder(self) -> None:
        if self._window is not None:
            self._window.show_page(Screen.SOURCES)
            self._window.pages.sources.choose_folder()

    @Slot(tuple)
    def _take_logs(self, paths: Sequence[Path]) -> None:
        if self._window is None:
            return
        if self._is_sample:
            words = self.tr(
                "Logs of yours are not read into sample data. Go back to your own journal for them."
            )
            self._window.say(words, can_undo=False)
            return
        self._end()
        self._window.come_forward()
        self._window.show_page(Screen.SOURCES)
        self._window.pages.sources.look_into(paths)

    @Slot(Path)
    def _take_backup(self, path: Path) -> None:
        if self._window is not None:
            self._end()
            self._window.come_forward()
            self._window.show_page(Screen.SAFETY)
            self._window.pages.safety.preview_backup(path)

    def _mark_as_sample(self, window: MainWindow) -> None:
        from aijournal.ui.sample_data.strip import SampleStrip

        strip = SampleStrip()
        strip.leave_asked.connect(self.sample.leave)
        strip.delete_asked.connect(self.sample.delete)
        window.set_above(strip)
        window.setWindowTitle(self.tr("aijournal: sample data"))
        window.offer({"sample.leave": self.sample.leave, "sample.delete": self.sample.delete})

    @Slot()
    def _come_back(self) -> None:
        """Show the own window as its owner wants it, whatever was tried out on the sample data."""
        settings = self._parts.settings.current
        self._parts.theme.set_scheme(settings.color_scheme)
        self._parts.theme.set_text_size(settings.text_size)
        if self._window is not None:
            self._window.come_forward()

    @Slot()
    def _tell_deleted(self) -> None:
        if self._window is not None:
            self._window.say(self.tr("The sample data is deleted."), can_undo=False)

    @Slot(str)
    def _say(self, words: str) -> None:
        if self._window is not None:
            self._window.say(words, can_undo=False)

    @Slot(AijournalError)
    def _show_error(self, error: AijournalError) -> None:
        if self._window is not None:
            self._window.show_error(error)


def _ignore(_: AijournalError) -> None:
    """Leave it at that: that the journal cannot be asked is said elsewhere."""


def _is_new(journal: "Journal", *, now: datetime) -> bool:
    """Whether nothing was read yet, and no more was typed than a first try of the quick log."""
    rows = journal.entries(EVERYTHING, now, _FIRST_TRIES + 1).rows
    is_typed = all(row.interaction.source is None for row in rows)
    return is_typed and len(rows) <= _FIRST_TRIES and not journal.is_demo
