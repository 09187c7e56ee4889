"""What would be different after a restore, said before it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from aijournal.errors import AijournalError, PassphraseError
from aijournal.journal.backup_files import Backup
from aijournal.ui import phrases
from aijournal.ui.safety.slip import Slip
from aijournal.ui.widgets.bringing_into_view import bring_into_view
from aijournal.ui.widgets.labels import plain_label
from aijournal.ui.widgets.passphrase_field import PassphraseField
from aijournal.ui.widgets.putting_away import put_away

if TYPE_CHECKING:
    from aijournal.journal.content import ComparedEntry, Difference

_NAMED = 4


class RestoreSlip(Slip):
    """Names what is only here, only there and changed. A backup with another passphrase asks for it."""

    restore_asked = Signal(Backup, str)
    compare_asked = Signal(Backup, str)

    def __init__(self, zone: ZoneInfo, parent: QWidget | None = None) -> None:
        super().__init__("", "", parent)
        self.agree.setText(self.tr("Restore this backup"))
        self.leave.setText(self.tr("Leave it as it is"))
        self._zone = zone
        self._is_compared = False
        self._is_exact = False
        self.backup: Backup | None = None
        self.details = plain_label(role="small", wraps=True)
        self.details.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.passphrase = PassphraseField(self.tr("Passphrase of this backup"))
        self.body.addWidget(self.details)
        self.body.addWidget(self.passphrase)
        self.body.addWidget(self.passphrase.caps)
        self.agreed.connect(self._go_on)
        self.passphrase.returnPressed.connect(self._go_on)

    def begin(self, backup: Backup, opener: QWidget | None, *, is_exact: bool = False) -> None:
        """Say that both are being compared; `is_exact` where only its second tells the backup from others."""
        self.backup = backup
        self._is_exact = is_exact
        self._is_compared = False
        self.passphrase.clear()
        self.passphrase.hide()
        self.details.hide()
        self.agree.hide()
        self.say(self._heading(backup), self.tr("Comparing it with the journal …"))
        self.open_from(opener)

    def show_difference(self, backup: Backup, difference: "Difference") -> None:
        """Say how the journal would differ; what came too late for another backup is not shown."""
        if backup != self.backup or self.isHidden():
            return
        self._is_compared = True
        self.passphrase.hide()
        self.say(self._heading(backup), f"{self._sentence(difference)} {self._what_is_kept()}")
        self.details.setText("\n".join(self._lines(difference)))
        self.details.setVisible(bool(self.details.text()))
        self.agree.show()
        self.agree.setText(self.tr("Restore this backup"))
        bring_into_view(self)

    def show_error(self, backup: Backup, error: AijournalError) -> None:
        """Ask for another passphrase, or say what is wrong with the backup."""
        if backup != self.backup or self.isHidden():
            return
        needs_other = isinstance(error, PassphraseError)
        self.say(self._heading(backup), "" if needs_other else f"{error.title}. {error.message}")
        if needs_other:
            words = self.tr("It was encrypted with another passphrase than the journal has now.")
            tried = self.tr("That passphrase does not open it. Nothing was changed.")
            self.say(self._heading(backup), tried if self.passphrase.text() else words)
            self.passphrase.show()
            self.passphrase.selectAll()
            self.passphrase.setFocus(Qt.FocusReason.OtherFocusReason)
            self.agree.setText(self.tr("Open this backup"))
        if needs_other:
            self.agree.show()
        else:
            put_away(self.agree)
        bring_into_view(self)

    @Slot()
    def _go_on(self) -> None:
        if self.backup is None:
            return
        if self._is_compared:
            self.restore_asked.emit(self.backup, self.passphrase.text())
        elif self.passphrase.text():
            self.compare_asked.emit(self.backup, self.passphrase.text())

    def _heading(self, backup: Backup) -> str:
        at = backup.taken_at.astimezone(self._zone)
        clock = phrases.exact_clock(at) if self._is_exact else phrases.clock(at)
        when = f"{phrases.full_day(at.date())}, {clock}"
        return self.tr("The backup of %1").replace("%1", when)

    def _sentence(self, difference: "Difference") -> str:
        here, there, changed = (
            len(part) for part in (difference.only_here, difference.only_there, difference.changed)
        )
        if not (here or there or changed):
            return self.tr("It holds the same entries as the journal, with the same words and verdicts.")
        parts = [
            self.tr("%1 only in the journal, which would go").replace("%1", phrases.entries(here)),
            self.tr("%1 only in the backup, which would come back").replace("%1", phrases.entries(there)),
            self.tr("%1 with other words or verdicts there").replace("%1", phrases.entries(changed)),
        ]
        counts = (here, there, changed)
        said = [part for part, count in zip(parts, counts, strict=True) if count]
        return "; ".join(said) + "."

    def _what_is_kept(self) -> str:
        return self.tr(
            "The journal as it is now is backed up first and set aside untouched, so a restore can be undone "
            "by restoring that backup."
        )

    def _lines(self, difference: "Difference") -> Sequence[str]:
        lists = (
            (self.tr("only here"), difference.only_here),
            (self.tr("only there"), difference.only_there),
            (self.tr("changed"), difference.changed),
        )
        return [f"{name}: {self._named(entries)}" for name, entries in lists if entries]

    def _named(self, entries: Sequence["ComparedEntry"]) -> str:
        names = [self._name(entry) for entry in entries[:_NAMED]]
        return ", ".join([*names, "…"] if len(entries) > _NAMED else names)

    def _name(self, entry: "ComparedEntry") -> str:
        if entry.title:
            return f"“{phrases.plain_line(entry.title)}”"
        at = entry.started_at.astimezone(self._zone)
        return self.tr("%1, without a title").replace(
            "%1", f"{phrases.short_day(at.date())} {phrases.clock(at)}"
        )
