"""What was deleted, for how long it can still be put back, and a way to be rid of it."""

import math
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from aijournal.ui import phrases
from aijournal.ui.safety.safety_view import SafetyView
from aijournal.ui.safety.slip import Slip
from aijournal.ui.type_scale import GRID, SIBLING_GAP
from aijournal.ui.widgets.card import Card
from aijournal.ui.widgets.labels import plain_label
from aijournal.ui.widgets.putting_away import put_away

if TYPE_CHECKING:
    from aijournal.journal.trash import TrashItem


class TrashRow(QWidget):
    """One deletion, whole, as it was made."""

    def __init__(self, item: "TrashItem", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.item = item
        words = self._words()
        self.what = plain_label(words, wraps=True)
        self.facts = plain_label(role="small", wraps=True)
        self.put_back = QPushButton(self.tr("Put back"))
        self.put_back.setProperty("role", "link")
        self.put_back.setAccessibleName(self.tr("Put back: %1").replace("%1", words))
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self.what)
        column.addWidget(self.facts)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, GRID, 0, GRID)
        row.setSpacing(SIBLING_GAP)
        row.addLayout(column, 1)
        row.addWidget(self.put_back, 0, Qt.AlignmentFlag.AlignTop)

    def show_age(self, now: datetime, zone: ZoneInfo) -> None:
        """Say when it was deleted, and for how long it is still here."""
        at = self.item.at.astimezone(zone)
        facts = [
            self.tr("deleted %1").replace("%1", phrases.moment(at, now.astimezone(zone).date())),
            phrases.entries(self.item.entries),
            phrases.calls(self.item.calls),
            self._time_left(now),
        ]
        self.facts.setText(phrases.BETWEEN.join(facts))

    def _time_left(self, now: datetime) -> str:
        """Say how many days are left, the one that has begun included."""
        left = math.ceil((self.item.gone_at - now) / timedelta(days=1))
        if left <= 1:
            return self.tr("gone for good within a day")
        return self.tr("%1 days left").replace("%1", phrases.decimal(left))

    def _words(self) -> str:
        """Name the newest entry and its day, and say how many came with it; an import says that it is one."""
        item = self.item
        if item.day is None:
            return phrases.plain_line(item.label)
        words = phrases.BETWEEN.join(phrases.project_and_tool(item.project, item.tool))
        if item.title:
            words = f"“{phrases.plain_line(item.title)}”"
        if item.entries > 1:
            more = self.tr("%1 and %2 more").replace("%2", phrases.decimal(item.entries - 1))
            words = more.replace("%1", words)
        if item.import_run is not None:
            words = f"{phrases.plain_line(item.label)}: {words}"
        return phrases.BETWEEN.join([words, phrases.full_day(item.day)])


class TrashCard(Card):
    """Every deletion that can be put back; emptying asks once, because it cannot be taken back."""

    put_back_asked = Signal(int)
    empty_asked = Signal()

    def __init__(self, zone: ZoneInfo, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.set_heading(self.tr("Trash"))
        self._zone = zone
        self.rows: list[TrashRow] = []
        self.why = plain_label(role="soft", wraps=True)
        self.empty = QPushButton(self.tr("Empty now…"))
        self.empty.setAccessibleName(self.tr("Empty the trash now"))
        self.slip = Slip(self.tr("Empty the trash"), self.tr("Keep it"))
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self.top.addWidget(self.empty)
        self.body.addWidget(self.why)
        self.body.addLayout(self._list)
        self.body.addWidget(self.slip)
        self.empty.clicked.connect(self._open)
        self.slip.agreed.connect(self._agree)

    def show_view(self, view: SafetyView) -> None:
        """Show what lies in the trash now."""
        if [row.item for row in self.rows] != list(view.trash):
            self._fill(view.trash)
        for row in self.rows:
            row.show_age(view.now, self._zone)
        if view.trash:
            self.empty.show()
        else:
            put_away(self.empty)
        empty = self.tr("Empty. What you delete lies here for 30 days and can be put back, whole.")
        held = self.tr("What was deleted lies here for 30 days and can be put back whole, verdicts and all.")
        self.why.setText(held if view.trash else empty)

    def _fill(self, items: Sequence["TrashItem"]) -> None:
        if not items:
            put_away(self.slip)
        kept = {row.item: row for row in self.rows if row.item in items}
        for row in self.rows:
            if row.item not in kept:
                self._list.removeWidget(row)
                put_away(row)
                row.deleteLater()
        self.rows = [kept.get(item) or self._new_row(item) for item in items]
        for row in self.rows:
            self._list.addWidget(row)
        for one, other in pairwise([self.empty, *(row.put_back for row in self.rows)]):
            QWidget.setTabOrder(one, other)
        if not self.slip.isHidden():
            self.slip.order_keys()

    def _new_row(self, item: "TrashItem") -> TrashRow:
        row = TrashRow(item)
        row.put_back.clicked.connect(partial(self.put_back_asked.emit, item.id))
        return row

    @Slot()
    def _open(self) -> None:
        entries = phrases.entries(sum(row.item.entries for row in self.rows))
        self.slip.say(
            self.tr("Empty the trash?"),
            self.tr("%1 are erased from the journal’s file, and no undo brings them back.").replace(
                "%1", entries
            ),
            self.tr("Backups made before today still hold them, until those are replaced by newer ones."),
        )
        self.slip.open_from(self.empty)

    @Slot()
    def _agree(self) -> None:
        self.slip.put_away()
        self.empty_asked.emit()
