"""Folders and logs that the person pointed to: what is in them, what they would bring, and reading them."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from aijournal.ui.log_reading import LogPlace, LogRequest
from aijournal.ui.sources.finding import FoundPlace
from aijournal.ui.sources.place_row import PlaceRow, RefusedRow
from aijournal.ui.type_scale import CARD_GAP, GRID, SIBLING_GAP
from aijournal.ui.widgets.bringing_into_view import bring_into_view
from aijournal.ui.widgets.flow_layout import FlowLayout
from aijournal.ui.widgets.labels import plain_label
from aijournal.ui.widgets.putting_away import put_away

if TYPE_CHECKING:
    from aijournal.collect import ImportResult

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class OtherLogs(QFrame):
    """A slip of paper with a row for each place. Reading is tried by itself, which keeps nothing.

    Enter reads what is ticked, Esc leaves all of it alone. Where several tools may have written one log,
    what none of its records could be understood as is not ticked any more once that was tried.
    """

    read_asked = Signal(LogRequest)
    stop_asked = Signal()
    table_asked = Signal(Path)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "slip")
        self._asked: LogRequest | None = None
        self._reads_next = False
        self.paths: tuple[Path, ...] = ()
        self.rows: list[PlaceRow] = []
        self.refused: list[RefusedRow] = []
        self.heading = plain_label(role="heading", wraps=True)
        self.what = plain_label(role="soft", wraps=True)
        self.try_first = QPushButton(self.tr("Try it first"))
        self.read_these = QPushButton(self.tr("Read these logs"))
        self.read_these.setProperty("role", "primary")
        self.leave = QPushButton(self.tr("Leave it"))
        self._list = QVBoxLayout()
        self._lay_out()
        self.try_first.clicked.connect(self._try)
        self.read_these.clicked.connect(self._read)
        self.leave.clicked.connect(self.put_away)
        self.hide()

    def begin(self, paths: Sequence[Path]) -> None:
        """Say that these places are being looked into."""
        self._clear()
        self.paths = tuple(paths)
        self._say(self.tr("Looking at what this is …"), "")
        self.leave.show()
        self.leave.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_found(self, paths: Sequence[Path], found: Sequence[FoundPlace]) -> None:
        """Show what was found and try reading it; an answer about places that were left is ignored."""
        if tuple(paths) != self.paths:
            return
        for one in found:
            for claim in one.claims:
                self._add(PlaceRow(one, claim))
            if not one.claims:
                refused = RefusedRow(one)
                refused.table_asked.connect(self.table_asked)
                self._add(refused)
        if not self.rows:
            self._say(self.tr("There is nothing to read here"), self._what_can_be_read())
        else:
            self._say(self.tr("Trying to read these logs …"), "")
            self.read_these.show()
            self.read_these.setFocus(Qt.FocusReason.OtherFocusReason)
            self._try()
        bring_into_view(self)

    def show_declined(self, request: LogRequest) -> None:
        """Offer to try again what could not be tried while other logs are read."""
        if request is self._asked:
            self._asked = None
            self.heading.setText(self.tr("These logs were not tried yet"))
            self.what.setText(self.tr("Other logs are being read. Try these when that is done."))
            self.what.show()
            self.try_first.show()

    def show_results(self, results: Sequence["ImportResult"], request: LogRequest) -> None:
        """Say what reading would bring; once the logs are read, go."""
        if request is not self._asked:
            return
        self._asked = None
        if not request.is_rehearsal:
            if not any(result.was_cancelled for result in results):
                self.put_away()
        elif self._reads_next:
            self._read()
        else:
            self._show_tried(results, request)

    def _show_tried(self, results: Sequence["ImportResult"], request: LogRequest) -> None:
        tried = {row.place: row for row in self.rows}
        for place, result in zip(request.places, results, strict=False):  # it may have been stopped
            tried[place].show_tried(result)
        self._tick_what_is_understood()
        if self.rows and all(row.is_useless for row in self.rows):
            self._show_nothing_understood()
            return
        self._say(self.tr("These logs can be read"), "")
        self._show_what_comes_of_it(results)
        bring_into_view(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's own name
        """Read on Enter, unless the keyboard is on a button, which is meant then; leave on Esc."""
        focus = QApplication.focusWidget()
        if event.key() == Qt.Key.Key_Escape:
            self.put_away()
        elif event.key() not in _ENTER:
            super().keyPressEvent(event)
        elif isinstance(focus, QPushButton):
            focus.click()
        elif self.read_these.isVisible():
            self._read()

    @Slot()
    def put_away(self) -> None:
        """Leave the places alone."""
        self.paths, self._asked = (), None
        put_away(self)

    def _lay_out(self) -> None:
        buttons = QWidget()
        buttons.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        line = FlowLayout(buttons, gap=SIBLING_GAP)
        for choice in (self.read_these, self.try_first, self.leave):
            line.addWidget(choice)
        self._list.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(CARD_GAP + 2, CARD_GAP, CARD_GAP + 2, CARD_GAP)
        column.setSpacing(GRID)
        column.addWidget(self.heading)
        column.addWidget(self.what)
        column.addLayout(self._list)
        column.addSpacing(GRID)
        column.addWidget(buttons)

    def _add(self, row: PlaceRow | RefusedRow) -> None:
        self._list.addWidget(row)
        if isinstance(row, PlaceRow):
            self.rows.append(row)
        else:
            self.refused.append(row)

    def _clear(self) -> None:
        for row in (*self.rows, *self.refused):
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows, self.refused = [], []
        self._asked, self._reads_next = None, False
        self.read_these.hide()
        self.try_first.hide()

    def _say(self, heading: str, what: str) -> None:
        self.heading.setText(heading)
        self.what.setText(what)
        self.what.setVisible(bool(what))
        self.setAccessibleName(heading)
        self.show()

    def _what_can_be_read(self) -> str:
        return self.tr(
            "What can be read are the folders in which AI tools keep their logs, such as .claude and .codex, "
            "and single .jsonl logs. Nothing was changed."
        )

    def _tick_what_is_understood(self) -> None:
        understood = {row.place.root for row in self.rows if not row.is_useless}
        for row in self.rows:
            if row.is_useless and row.place.root in understood:
                row.wanted.setChecked(False)

    def _show_nothing_understood(self) -> None:
        self._say(self.tr("Nothing in these logs is understood"), self._what_can_be_read())
        put_away(self.read_these)
        self.leave.setFocus(Qt.FocusReason.OtherFocusReason)
        bring_into_view(self)

    def _show_what_comes_of_it(self, results: Sequence["ImportResult"]) -> None:
        if any(result.was_cancelled for result in results):
            self.what.setText(
                self.tr("Trying was stopped before the end; there may be more than is counted.")
            )
            self.try_first.show()
        elif any(result.exchanges_new or result.calls_new for result in results):
            self.what.setText(
                self.tr(
                    "This is what reading them would bring. Nothing is kept yet: Enter reads, Esc leaves it."
                )
            )
        else:
            self.what.setText(
                self.tr("There is nothing new in them. What was read before is in your journal.")
            )
        self.what.show()
        self.setAccessibleName(f"{self.heading.text()}. {self.what.text()}")

    @Slot()
    def _try(self) -> None:
        put_away(self.try_first)
        self.what.setText(self.tr("Trying what reading them would bring …"))
        self.what.show()
        self._ask(tuple(row.place for row in self.rows), is_rehearsal=True)

    @Slot()
    def _read(self) -> None:
        """Read what is ticked, without waiting for what was to be tried."""
        self._reads_next = self._asked is not None and self._asked.is_rehearsal
        if self._reads_next:
            self.stop_asked.emit()
        self._ask(tuple(row.place for row in self.rows if row.wanted.isChecked()), is_rehearsal=False)

    def _ask(self, places: tuple[LogPlace, ...], *, is_rehearsal: bool) -> None:
        if places and self._asked is None:
            self._asked = LogRequest(places=places, is_rehearsal=is_rehearsal)
            self.read_asked.emit(self._asked)
