"""The window in which a table is looked at before it is read: columns, first rows, and what would come."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QWidget

from aijournal.errors import AijournalError
from aijournal.importers.tables.mapping import CSV, Field, TableMapping
from aijournal.importers.tables.preview import TablePreview
from aijournal.importers.tables.table import Table
from aijournal.ui import phrases
from aijournal.ui.asking import Asking, Otherwise, Then
from aijournal.ui.clock import Clock
from aijournal.ui.log_reading import LogReading, LogRequest, TablePlace
from aijournal.ui.places import from_home
from aijournal.ui.tables.table_look import TableLook, load_named, look_at_table, preview_table, save_named
from aijournal.ui.tables.table_view import TableView
from aijournal.ui.tables.table_words import what_would_come, why_refused
from aijournal.ui.theme import Theme

if TYPE_CHECKING:
    from aijournal.collect_table import TableResult

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class TableDialog(QDialog):
    """Nothing is kept before `read_asked`; Esc leaves the table alone, and Ctrl+Enter reads it."""

    read_asked = Signal(LogRequest)

    def __init__(
        self, theme: Theme, reading: LogReading, clock: Clock, path: Path, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Read a table"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._reading = reading
        self._clock = clock
        self._path = path
        self._kind, self._is_long = CSV, False
        self.mapping = TableMapping()
        self._stepping, self._stepped_from = "", self.mapping  # a column, and what held before its choices
        self._previewing: Asking[TablePreview] = Asking(self._ask_preview, self._show_rows, self.show_error)
        self._trying: Asking[TableResult] = Asking(self._ask_trial, self._show_trial, self.show_error)
        self.view = TableView(theme, clock, path.name, from_home(path), self)
        self.view.fill(self)
        self._connect()
        self.view.say(self.tr("Looking at the table …"))
        reading.inspect(partial(look_at_table, path), self._begin, self.show_error)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's own name
        """Read on Ctrl+Enter; Enter alone presses nothing by itself."""
        if event.key() not in _ENTER:
            super().keyPressEvent(event)
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.read()

    @Slot(AijournalError)
    def show_error(self, error: AijournalError) -> None:
        """Say what keeps the table from being read; it is left as it is."""
        self.view.say(phrases.plain_line(f"{error.title}. {error.message}"), is_fault=True)

    @Slot()
    def read(self) -> None:
        """Keep the name that was typed, if any, and ask for the table to be read."""
        if not self.view.read.isEnabled():
            return
        self._take_form()
        if self._reading.is_reading:
            self.view.say(self.tr("Logs are being read. Ask again when that is done."), is_fault=True)
        elif name := self.view.form.typed_name:
            job = partial(save_named, name, self.mapping)
            self._reading.inspect(job, self._finish, self.show_error)
        else:
            self._finish(None)

    def _connect(self) -> None:
        view = self.view
        view.columns.changed.connect(self._change_column)
        view.form.changed.connect(self._change_reading)
        view.form.loaded.connect(self._load)
        view.read.clicked.connect(self.read)
        view.leave.clicked.connect(self.reject)

    def _begin(self, look: TableLook) -> None:
        self._kind, self._is_long = look.kind, look.is_long
        self.view.form.offer(look.saved)
        self._hold(look.mapping)

    def _hold(self, mapping: TableMapping) -> None:
        """Read the table by a mapping from now on, and find out what that makes of it."""
        self.mapping = mapping
        self.view.form.show_mapping(mapping)
        self.view.read.setEnabled(False)
        self._previewing.ask()
        if not mapping.tells_time:
            words = self.tr("No column tells when something was. Choose “when it began” for one of them.")
            self.view.say(words, is_fault=True)
        elif not self.view.form.is_name_fit:
            words = self.tr("A name to remember is 1 to 40 small letters, digits and hyphens.")
            self.view.say(words, is_fault=True)
        elif self._is_long:
            words = self.tr("A long table: what is new in it shows once it is read, and can be taken back.")
            self.view.say(words)
            self.view.read.setEnabled(True)
        else:
            self.view.say(self.tr("Trying what reading it would bring …"))
            self._trying.ask()

    @Slot(str, object)
    def _change_column(self, name: str, chosen: Field | None) -> None:
        """Let a column be a field, or none; the column that was it before is none then.

        Who goes from choice to choice of a column by key passes by those of others, which stay as they were.
        """
        if name != self._stepping:
            self._stepping, self._stepped_from = name, self.mapping
        before = self._stepped_from
        taken: dict[Field, str | None] = {
            one: None for one, column in before.columns.items() if column == name
        }
        if chosen is not None:
            taken[chosen] = name
        self._hold(before.with_columns(taken))

    @Slot()
    def _change_reading(self) -> None:
        self._stepping = ""
        self._hold(self.view.form.applied_to(self.mapping))

    def _take_form(self) -> None:
        self.mapping = self.view.form.applied_to(self.mapping)

    @Slot(str)
    def _load(self, name: str) -> None:
        """Read the columns by a saved mapping, whose name stays, or as the table itself suggests."""
        self._stepping = ""
        self.view.form.name.setText(name)
        if name:
            self._reading.inspect(partial(load_named, name), self._hold, self.show_error)
        else:
            self._reading.inspect(partial(look_at_table, self._path), self._hold_look, self.show_error)

    def _hold_look(self, look: TableLook) -> None:
        self._hold(look.mapping)

    def _ask_preview(self, then: Then[TablePreview], otherwise: Otherwise) -> None:
        self._reading.inspect(partial(preview_table, self._path, self.mapping), then, otherwise)

    def _show_rows(self, seen: TablePreview) -> None:
        self.view.show_rows(seen, self._source)

    def _ask_trial(self, then: "Then[TableResult]", otherwise: Otherwise) -> None:
        self._reading.rehearse_table(self._place(), then, otherwise)

    def _show_trial(self, result: "TableResult") -> None:
        if self._trying.is_waiting or not self.mapping.tells_time or not self.view.form.is_name_fit:
            return  # what it says of is not what is asked any more
        self.view.say(what_would_come(result), why_refused(result))
        self.view.read.setEnabled(any(one.records or one.files_unchanged for one in result.imports))

    def _finish(self, _: None) -> None:
        self.read_asked.emit(LogRequest(table=self._place()))
        self.accept()

    @property
    def _source(self) -> str:
        return self.view.form.typed_name or self._kind

    def _place(self) -> TablePlace:
        return TablePlace(Table(self._source, self.mapping, self._clock.zone), self._path)
