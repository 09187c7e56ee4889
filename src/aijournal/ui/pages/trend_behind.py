"""The entries behind a point, as a short list under the chart."""

from datetime import date

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from aijournal.domain.entry import Entry
from aijournal.ui import phrases
from aijournal.ui.entry_table.prompt_lines import PromptLines
from aijournal.ui.mirror.evidence_list import EvidenceList
from aijournal.ui.pages.trend_behind_view import BehindView
from aijournal.ui.theme import Theme
from aijournal.ui.type_scale import CARD_GAP, GRID, SIBLING_GAP
from aijournal.ui.widgets.flow_layout import FlowLayout
from aijournal.ui.widgets.labels import plain_label


class BehindSlip(QFrame):
    """A slip that lists entries; Enter opens one in the Journal, Esc puts the slip away.

    `entries_asked` carries the numbers of all entries, what they are behind, and the one meant or `None`.
    """

    entries_asked = Signal(object, str, object)
    left = Signal()

    def __init__(self, theme: Theme, lines: PromptLines, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "slip")
        self._theme = theme
        self._lines = lines
        self._view = BehindView((), ())
        self._behind = ""
        self._heading = plain_label(role="heading", wraps=True)
        self._count = plain_label(role="small", wraps=True)
        self._list: EvidenceList | None = None
        self.all = QPushButton(self.tr("Show in the Journal"))
        self.leave = QPushButton(self.tr("Close"))
        self._lay_out()
        self.all.clicked.connect(self._open_all)
        self.leave.clicked.connect(self.put_away)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.put_away)
        self.hide()

    @property
    def view(self) -> BehindView:
        """What is listed."""
        return self._view

    @property
    def list(self) -> EvidenceList:
        """The list itself, made when it is first needed: most charts are read, and few are asked further."""
        if self._list is None:
            self._list = EvidenceList(self._theme, self._lines, self.tr("Entries behind the point"))
            self._list.opened.connect(self._open)
            self._column.insertWidget(self._column.indexOf(self._count) + 1, self._list)
            QWidget.setTabOrder(self._list, self.all)
        return self._list

    def show_entries(self, behind: str, view: BehindView, today: date) -> None:
        """List entries under what they are behind, with the keyboard on the newest."""
        self._view, self._behind = view, behind
        self._heading.setText(behind)
        self._count.setText(self._counted(view))
        self.list.setAccessibleName(behind)
        self.list.show_entries(view.entries, today)
        for part in (self.list, self.all):
            part.setVisible(bool(view.entries))
        self.show()
        (self.list if view.entries else self.leave).setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def put_away(self) -> None:
        """Close the slip and give the keyboard back."""
        self.hide()
        self.left.emit()

    def _lay_out(self) -> None:
        buttons = QWidget()
        flow = FlowLayout(buttons, gap=SIBLING_GAP)
        for button in (self.all, self.leave):
            flow.addWidget(button)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(CARD_GAP, CARD_GAP - GRID, CARD_GAP, CARD_GAP - GRID)
        column.setSpacing(SIBLING_GAP)
        for part in (self._heading, self._count, buttons):
            column.addWidget(part)

    def _counted(self, view: BehindView) -> str:
        if not view.ids:
            return self.tr("No entries.")
        if len(view.ids) == len(view.entries):
            counted = phrases.entries(len(view.ids))
        else:
            counted = self.tr("The newest %1 of %2").replace("%1", phrases.decimal(len(view.entries)))
            counted = counted.replace("%2", phrases.entries(len(view.ids)))
        return self.tr("%1. Enter opens one in the Journal, Esc closes.").replace("%1", counted)

    @Slot(Entry)
    def _open(self, entry: Entry) -> None:
        self.entries_asked.emit(self._view.ids, self._behind, entry)

    @Slot()
    def _open_all(self) -> None:
        self.entries_asked.emit(self._view.ids, self._behind, None)
