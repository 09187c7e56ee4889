"""The page Sources: where the numbers come from."""

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from aijournal.domain.reading import SourceState
from aijournal.ui import phrases
from aijournal.ui.actions.actions import Acts
from aijournal.ui.actions.bindings import Bindings
from aijournal.ui.asking import Asking, Otherwise, Then
from aijournal.ui.clock import Clock
from aijournal.ui.import_strip import ImportStrip
from aijournal.ui.journal_thread import JournalThread
from aijournal.ui.log_reading import LogReading, LogRequest
from aijournal.ui.pages.page import Page
from aijournal.ui.pages.sources_view import (
    SourceLedger,
    SourceView,
    source_ledgers,
    source_views,
    unread_tools,
)
from aijournal.ui.sources.finding import FoundPlace, look_into
from aijournal.ui.sources.missing_card import MissingCard
from aijournal.ui.sources.other_logs import OtherLogs
from aijournal.ui.sources.pointing import ask_for_folder, ask_for_table
from aijournal.ui.sources.source_card import SourceCard
from aijournal.ui.theme import Theme
from aijournal.ui.type_scale import SIBLING_GAP
from aijournal.ui.widgets.empty_state import EmptyState
from aijournal.ui.widgets.flow_layout import FlowLayout
from aijournal.ui.widgets.labels import plain_label

if TYPE_CHECKING:
    from aijournal.collect import ImportResult

MOST_AT_ONCE = 50  # places that a person points to


class SourcesPage(Page):
    """One card for each source that is there, with what can be done about it; the others in one card.

    Looks again whenever it is shown, when the window comes forward and after each reading.
    """

    def __init__(
        self,
        theme: Theme,
        thread: JournalThread,
        reading: LogReading,
        clock: Clock,
        *,
        bindings: Bindings,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, parent)
        self._bindings = bindings
        self._thread = thread
        self._reading = reading
        self._clock = clock
        self._asking = Asking(self._ask, self._show, self.failed.emit)
        self.views: tuple[SourceView, ...] | None = None
        self.cards: dict[str, SourceCard] = {}
        self.try_all = QPushButton(self.tr("Try it first"))
        self.read_all = QPushButton(self.tr("Read new logs"))
        self.other_folder = QPushButton(self.tr("Read from a folder…"))
        self.other_table = QPushButton(self.tr("Read a table…"))
        self.alone = QPushButton(self.tr("Read them without this window"))
        self.alone.setProperty("role", "link")
        self.strip = ImportStrip(around=self)
        self.other = OtherLogs()
        self.empty = EmptyState(theme)
        self.missing = MissingCard(theme)
        self._legend = plain_label(role="small", wraps=True)
        self._lay_out()
        self._connect()

    @Slot()
    def refresh(self) -> None:
        """Look again what lies where; asking while it is looked for asks once more after."""
        if self.isVisible():
            self._asking.ask()

    def first_focus(self) -> QWidget:
        """Return the button that reads everything."""
        return self.read_all

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's own name
        """Look again: tools write and delete logs all the time."""
        super().showEvent(event)
        self.refresh()

    def acts(self) -> Acts:
        """Offer to look at the logs again, and to try reading them."""
        return {
            "sources.refresh": self.refresh,
            "sources.try_all": self._try_all,
            "sources.read_table": self.choose_table,
            "help.unattended": self.show_unattended,
        }

    def look_again(self) -> None:
        """Ask again: tools write and delete logs all the time."""
        self.refresh()

    def look_into(self, paths: Sequence[Path], source: str = "") -> None:
        """Find out what lies in some places, of any source where none is named; nothing is read yet."""
        if len(paths) > MOST_AT_ONCE:
            words = self.tr("More than %1 things at once are too many. Point to the folder that holds them.")
            self.said.emit(words.replace("%1", phrases.decimal(MOST_AT_ONCE)), False)
            return
        names = (source,) if source else tuple(one.source for one in self._reading.sources.importers)
        self.other.begin(paths)
        # Once the slip has its place on the page.
        QTimer.singleShot(0, self, partial(self.ensureWidgetVisible, self.other))
        job = partial(look_into, tuple(paths), names)
        self._reading.inspect(job, partial(self._show_found, paths))

    def _show_found(self, paths: Sequence[Path], found: Sequence[FoundPlace]) -> None:
        """Show what was found; a table or a whole journal alone is looked at where it is read."""
        if tuple(paths) == self.other.paths and len(found) == 1 and found[0].is_read_elsewhere:
            self.other.put_away()
            (self.look_at_table if found[0].is_table else self.export_asked.emit)(found[0].path)
        else:
            self.other.show_found(paths, found)

    @Slot(Path)
    def look_at_table(self, path: Path) -> None:
        """Show what a table would bring, and what its columns say."""
        from aijournal.ui.tables.table_dialog import TableDialog

        dialog = TableDialog(self._theme, self._reading, self._clock, path, self)
        dialog.read_asked.connect(self._reading.read)
        dialog.open()

    @Slot()
    def choose_folder(self) -> None:
        """Ask for a folder with logs of any tool."""
        self._choose_folder("")

    @Slot()
    def choose_table(self) -> None:
        """Ask for a table of any tool, or of the person's own."""
        ask_for_table(self, self._look_into_one)

    @Slot()
    def show_unattended(self) -> None:
        """Show how the system reads logs by itself, while no window is open."""
        from aijournal.ui.help_window import HelpWindow

        HelpWindow(self._theme, "unattended", self.tr("Read logs without this window"), self).open()

    def _lay_out(self) -> None:
        actions = QWidget()
        actions.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        line = FlowLayout(actions, gap=SIBLING_GAP)
        for button in (self.other_table, self.other_folder, self.try_all, self.read_all):
            line.addWidget(button)
        self.read_all.setProperty("role", "primary")
        self._show_keys()
        self._legend.setText(
            self.tr(
                "Imported: prompts and answers that are in your journal. Duplicates: repeated in the logs, "
                "counted once. Ignored: what holds neither prompt nor tokens. Rejected: could not be "
                "understood; each has its reason."
            )
        )
        header = self.row(SIBLING_GAP)
        header.addWidget(plain_label(self.tr("Sources"), "title"), 1)
        header.addWidget(actions)
        self.column.addLayout(header)
        promise = self.tr(
            "Where the numbers come from. Logs are read where they lie and never changed. Tools delete "
            "theirs, so read them at least once a month; what was read is kept."
        )
        self.column.addWidget(plain_label(promise, "soft", wraps=True))
        self.column.addWidget(self.alone, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addWidget(self.strip)
        self.column.addWidget(self.other)
        middle = QHBoxLayout()  # an alignment would give it a height for another width
        middle.addStretch(1)
        middle.addWidget(self.empty, 4)
        middle.addStretch(1)
        self.column.addLayout(middle)
        self.column.addWidget(self.missing)
        self.column.addWidget(self._legend)
        self.column.addStretch(1)
        for part in (self.empty, self.missing, self._legend):
            part.hide()

    def _connect(self) -> None:
        self.try_all.clicked.connect(self._try_all)
        self._bindings.changed.connect(self._show_keys)
        self.read_all.clicked.connect(self._reading.start)
        self.other_folder.clicked.connect(self.choose_folder)
        self.empty.acted.connect(self.choose_folder)
        self.missing.folder_asked.connect(self._choose_folder)
        self.other.read_asked.connect(self._reading.read)
        self.other.stop_asked.connect(self._reading.cancel)
        self.other.table_asked.connect(self.look_at_table)
        self.other_table.clicked.connect(self.choose_table)
        self.alone.clicked.connect(self.show_unattended)
        self._reading.declined.connect(self.other.show_declined)
        self.strip.cancel_asked.connect(self._reading.cancel)
        self.strip.undo_asked.connect(self._reading.take_back)
        self._reading.began.connect(self.strip.begin)
        self._reading.progressed.connect(self.strip.show_progress)
        self._reading.finished.connect(self._show_results)
        self._reading.failed.connect(self.strip.show_error)
        if self._reading.request is not None:
            self.strip.begin(self._reading.request)
        self._reading.declined.connect(self._tell_declined)

    @Slot()
    def _show_keys(self) -> None:
        self.read_all.setToolTip(self._bindings.shown("logs.read"))

    def _ask(self, then: Then[tuple[SourceView, ...]], otherwise: Otherwise) -> None:
        """Ask the journal what it knows of the logs, and then look at the logs."""

        def look(ledgers: Mapping[str, SourceLedger]) -> None:
            self._reading.inspect(partial(source_views, ledgers), then, otherwise)

        self._thread.read(partial(source_ledgers, sources=self._reading.sources), look, otherwise)

    def _show(self, views: tuple[SourceView, ...]) -> None:
        self.views = views
        for view in views:
            self._show_card(view)
        nothing_found = not any(view.is_known for view in views)
        self.empty.say(
            "sources",
            self.tr("No logs of AI tools were found"),
            self.tr(
                "These are the places that were looked at. If yours lie elsewhere, show the folder or drop "
                "it on the window."
            ),
            self.tr("Show a folder…"),
        )
        self.empty.setVisible(nothing_found)
        self.missing.show_sources(views, unread_tools(self._reading.sources))

    def _show_card(self, view: SourceView) -> None:
        is_there = view.is_known
        if is_there and view.source not in self.cards:
            self.cards[view.source] = self._new_card(view)
        if view.source in self.cards:
            card = self.cards[view.source]
            last_read = view.last_read.astimezone(self._clock.zone) if view.last_read else None
            card.show_source(view, last_read, self._clock.today())
            if view.last_run is not None and not self._reading.is_reading:
                card.show_last_run(view.last_run)
                self._legend.show()
            card.setVisible(is_there)

    def _new_card(self, view: SourceView) -> SourceCard:
        card = SourceCard(self._theme, view.source, view.title)
        card.buttons.read_asked.connect(self._reading.read)
        card.buttons.folder_asked.connect(self._choose_folder)
        self.column.insertWidget(self.column.indexOf(self.missing), card)
        return card

    @Slot()
    def _try_all(self) -> None:
        self._reading.read(LogRequest(is_rehearsal=True))

    @Slot()
    def _tell_declined(self) -> None:
        words = self.tr("Logs are being read already. Ask again when that is done, or stop it first.")
        self.said.emit(words, False)

    @Slot(tuple, LogRequest)
    def _show_results(self, results: Sequence["ImportResult"], request: LogRequest) -> None:
        self.strip.show_results(results, request)
        self.other.show_results(results, request)
        for result in results:
            tells_of_slip = request.places and request.is_rehearsal
            if result.source in self.cards and result.state is SourceState.FOUND and not tells_of_slip:
                self.cards[result.source].show_result(result, request)
                self._legend.show()
        self.refresh()

    @Slot(str)
    def _choose_folder(self, source: str) -> None:
        """Ask for a folder with the system's own dialog; of any source where none is named."""
        ask_for_folder(self, partial(self._look_into_one, source=source))

    def _look_into_one(self, place: Path, source: str = "") -> None:
        self.look_into((place,), source)
