"""The backups there are, and the way back to each of them."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from functools import partial
from itertools import pairwise
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from aijournal.domain.reading import SourceState
from aijournal.journal.backup_files import Backup, BackupReason
from aijournal.ui import phrases
from aijournal.ui.safety.restore_slip import RestoreSlip
from aijournal.ui.safety.safety_view import SafetyView
from aijournal.ui.sources.state_mark import StateMark
from aijournal.ui.theme import Theme
from aijournal.ui.type_scale import GRID, SIBLING_GAP
from aijournal.ui.widgets.card import Card
from aijournal.ui.widgets.labels import plain_label
from aijournal.ui.widgets.putting_away import put_away

_SHOWN_AT_FIRST = 5


class BackupRow(QWidget):
    """One backup: its mark, when it was made and why, and what it holds."""

    def __init__(self, theme: Theme, backup: Backup, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.backup = backup
        self.when = plain_label(wraps=True)
        self.facts = plain_label(role="small", wraps=True)
        self.restore = QPushButton(self.tr("Restore…"))
        self.restore.setProperty("role", "link")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.when)
        words.addWidget(self.facts)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, GRID, 0, GRID)
        row.setSpacing(SIBLING_GAP)
        row.addWidget(StateMark(theme, SourceState.FOUND), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        row.addWidget(self.restore, 0, Qt.AlignmentFlag.AlignTop)

    def show_age(self, now: datetime, zone: ZoneInfo, *, is_exact: bool) -> None:
        """Say when it was made, to the second where that tells it from others, and how long ago that is."""
        at = self.backup.taken_at.astimezone(zone)
        when = phrases.moment(at, now.astimezone(zone).date(), is_exact=is_exact)
        self.when.setText(phrases.BETWEEN.join([when, phrases.age(now - self.backup.taken_at)]))
        self.facts.setText(phrases.BETWEEN.join(self._facts()))
        self.restore.setAccessibleName(self.tr("Restore the backup of %1").replace("%1", when))

    def _facts(self) -> Sequence[str]:
        rows = self.backup.rows
        facts = [
            self.tr("verified ✓"),
            _reason(self.backup.reason),
            phrases.entries(rows.get("interaction", 0)),
            phrases.calls(rows.get("call", 0)),
            phrases.size(self.backup.size),
        ]
        return [*facts, self.tr("encrypted")] if self.backup.is_encrypted else facts


class BackupsCard(Card):
    """The newest backups first; the older ones are one button away."""

    backup_asked = Signal()
    compare_asked = Signal(Backup)

    def __init__(self, theme: Theme, zone: ZoneInfo, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.set_heading(self.tr("Backups"))
        self._theme = theme
        self._zone = zone
        self._shows_all = False
        self.rows: list[BackupRow] = []
        self.back_up = QPushButton(self.tr("Back up now"))
        self.why = plain_label(role="soft", wraps=True)
        self.more = QPushButton()
        self.more.setProperty("role", "link")
        self._minutes: Counter[datetime] = Counter()
        self.slip = RestoreSlip(zone)
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self.top.addWidget(self.back_up)
        self.body.addWidget(self.why)
        self.body.addLayout(self._list)
        self.body.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self._list.addWidget(self.slip)
        self.back_up.clicked.connect(self.backup_asked)
        self.more.clicked.connect(self._toggle)
        self.more.hide()

    def show_view(self, view: SafetyView) -> None:
        """Show the backups as they are now; the same ones only grow older."""
        if [row.backup for row in self.rows] != list(view.backups):
            self._fill(view.backups)
        for row in self.rows:
            row.show_age(view.now, self._zone, is_exact=self._shares_its_minute(row.backup))
        self.why.setText(self._why(view))
        self._show_rows()

    def preview(self, backup: Backup) -> None:
        """Compare the journal with a backup that lies elsewhere; nothing is restored unasked."""
        self.slip.backup = backup
        self._set_slip()
        self.slip.begin(backup, self.back_up)
        self.compare_asked.emit(backup)

    def _why(self, view: SafetyView) -> str:
        if view.backups:
            return self.tr(
                "Made by themselves while the window is open, and each verified. All are kept for two days, "
                "then one a day, a week, a month. They lie beside the journal: copy one elsewhere at times."
            )
        if not view.entries:
            return self.tr("There is none, because there is nothing in the journal yet.")
        return self.tr(
            "There is none yet. The first one is made by itself within minutes; or make it now, so that "
            "nothing can be lost from here on."
        )

    def _fill(self, backups: Sequence[Backup]) -> None:
        """Show other backups; the rows of those that stay are kept, with the keyboard and the slip there."""
        kept = {row.backup.path: row for row in self.rows if row.backup in backups}
        for row in self.rows:
            if row not in kept.values():
                self._take_away(row)
        self.rows = [kept.get(backup.path) or self._new_row(backup) for backup in backups]
        for place, row in enumerate(self.rows):
            self._list.insertWidget(place, row)
        self._set_slip()
        for one, other in pairwise([self.back_up, *(row.restore for row in self.rows), self.more]):
            QWidget.setTabOrder(one, other)
        if not self.slip.isHidden():
            self.slip.order_keys()
        self._minutes = Counter(map(_minute, backups))

    def _new_row(self, backup: Backup) -> BackupRow:
        row = BackupRow(self._theme, backup)
        row.restore.clicked.connect(partial(self._ask, row))
        return row

    def _take_away(self, row: BackupRow) -> None:
        if self.slip.backup == row.backup and not self.slip.isHidden():
            self.slip.put_away()
        self._list.removeWidget(row)
        put_away(row)
        row.deleteLater()

    def _set_slip(self) -> None:
        """Set the slip right under the row that it is about."""
        self._list.removeWidget(self.slip)
        places = [place for place, row in enumerate(self.rows) if row.backup == self.slip.backup]
        self._list.insertWidget(places[0] + 1 if places else -1, self.slip)

    def _shares_its_minute(self, backup: Backup) -> bool:
        return self._minutes[_minute(backup)] > 1

    def _show_rows(self) -> None:
        for place, row in enumerate(self.rows):
            row.setVisible(self._shows_all or place < _SHOWN_AT_FIRST)
        count = len(self.rows)
        self.more.setVisible(count > _SHOWN_AT_FIRST)
        words = self.tr("Show fewer") if self._shows_all else self.tr("Show all %1")
        self.more.setText(words.replace("%1", phrases.decimal(count)))

    @Slot()
    def _toggle(self) -> None:
        self._shows_all = not self._shows_all
        if not self._shows_all:
            put_away(self.slip)  # the row that it is about may go
        self._show_rows()

    def _ask(self, row: BackupRow) -> None:
        self.slip.backup = row.backup
        self._set_slip()
        self.slip.begin(row.backup, row.restore, is_exact=self._shares_its_minute(row.backup))
        self.compare_asked.emit(row.backup)


def _minute(backup: Backup) -> datetime:
    return backup.taken_at.replace(second=0, microsecond=0)


def _reason(reason: BackupReason) -> str:
    words = {
        BackupReason.AUTOMATIC: "made by itself",
        BackupReason.BY_HAND: "asked for",
        BackupReason.BEFORE_MIGRATION: "before a new version",
        BackupReason.BEFORE_IMPORT: "before an import",
        BackupReason.BEFORE_BULK_EDIT: "before many changes at once",
        BackupReason.BEFORE_RESTORE: "before a restore",
        BackupReason.BEFORE_ENCRYPTION: "before encrypting",
    }
    return phrases.translated("BackupReason", words.get(reason, "of unknown origin"))
