"""Whether the journal is the person's own, and safe: the page Safety."""

from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from aijournal.errors import AijournalError
from aijournal.journal.backup_files import Backup, BackupReason
from aijournal.journal.passphrase import Passphrase
from aijournal.ui import phrases
from aijournal.ui.actions.actions import Acts
from aijournal.ui.actions.bindings import Bindings
from aijournal.ui.aside import Aside
from aijournal.ui.asking import Asking, Otherwise, Then
from aijournal.ui.checking import Checking
from aijournal.ui.clock import Clock
from aijournal.ui.journal_thread import JournalThread
from aijournal.ui.pages.page import Page
from aijournal.ui.places import from_home
from aijournal.ui.safety.backups_card import BackupsCard
from aijournal.ui.safety.encryption_card import EncryptionCard
from aijournal.ui.safety.export_card import ExportCard
from aijournal.ui.safety.finishing import finish_decrypting, finish_encrypting
from aijournal.ui.safety.journal_card import JournalCard
from aijournal.ui.safety.limits_card import LimitsCard
from aijournal.ui.safety.network_card import NetworkCard
from aijournal.ui.safety.outside_backup import outside_backup
from aijournal.ui.safety.purge_card import PurgeCard
from aijournal.ui.safety.safety_view import SafetyView, safety_view
from aijournal.ui.safety.trash_card import TrashCard
from aijournal.ui.theme import Theme
from aijournal.ui.type_scale import GRID
from aijournal.ui.whole_journal import WholeJournal
from aijournal.ui.widgets.labels import plain_label

if TYPE_CHECKING:
    from aijournal.journal.content import Difference
    from aijournal.journal.journal import Journal
    from aijournal.journal.trash import Emptied


class SafetyPage(Page):
    """One card for each question; asks again when it is shown, when something changed and after each act."""

    def __init__(
        self,
        theme: Theme,
        thread: JournalThread,
        whole: WholeJournal,
        checking: Checking,
        clock: Clock,
        *,
        exporting: Aside,
        network: NetworkCard,
        bindings: Bindings,
    ) -> None:
        super().__init__(theme)
        self._thread = thread
        self._whole = whole
        self._checking = checking
        self._clock = clock
        self._access = whole.session.access
        self._is_backing_up = False
        self._asking: Asking[SafetyView] = Asking(self._ask, self._show, self.failed.emit)
        self.view: SafetyView | None = None
        self.journal = JournalCard(theme, from_home(self._access.paths.journal))
        self.backups = BackupsCard(theme, clock.zone)
        self.export = ExportCard(self._access, exporting, clock)
        self.trash = TrashCard(clock.zone)
        self.encryption = EncryptionCard(bindings)
        self.network = network
        self.limits = LimitsCard(theme)
        self.purge = PurgeCard()
        self._lay_out()
        self._connect()
        self._connect_whole()

    @Slot()
    def refresh(self) -> None:
        """Ask again how things are."""
        if self.isVisible():
            self._asking.ask()

    def first_focus(self) -> QWidget:
        """Return the button that makes a backup."""
        return self.backups.back_up

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's own name
        """Look again: backups are made all the time."""
        super().showEvent(event)
        self.refresh()

    def look_again(self) -> None:
        """Ask again: backups grow older."""
        self.refresh()

    def preview_backup(self, path: Path) -> None:
        """Say what restoring a backup that lies anywhere would change, and restore nothing."""
        job = partial(outside_backup, path=path, paths=self._access.paths, passphrase=self._access.passphrase)
        self._checking.aside(job, self.backups.preview, self.failed.emit)

    def acts(self) -> Acts:
        """Offer the way out, and the way back in."""
        return {"journal.export": self.export.choose_file, "journal.read_export": self.export.choose_export}

    def look_at_export(self, path: Path) -> None:
        """Say what reading an export in would mean, and read nothing."""
        QTimer.singleShot(0, self, partial(self.ensureWidgetVisible, self.export))
        self.export.look_at(path)

    def begin_encrypting(self) -> None:
        """Ask for the passphrase with which to encrypt."""
        self.encryption.begin_encrypting()

    def _ask(self, then: Then[SafetyView], otherwise: Otherwise) -> None:
        job = partial(
            safety_view,
            paths=self._access.paths,
            now=self._clock.now(),
            is_encrypted=self._access.passphrase is not None,
        )
        self._thread.read(job, then, otherwise)

    def _lay_out(self) -> None:
        header = self.row(GRID)
        header.addWidget(plain_label(self.tr("Safety"), "title"))
        promise = self.tr(
            "Is it mine, and is it safe? The journal is one file on this computer, and it is yours alone."
        )
        self.column.addLayout(header)
        self.column.addWidget(plain_label(promise, "soft", wraps=True))
        for card in (
            self.journal,
            self.backups,
            self.export,
            self.trash,
            self.encryption,
            self.network,
            self.limits,
            self.purge,
        ):
            self.column.addWidget(card)
        self.column.addStretch(1)

    def _connect(self) -> None:
        self._thread.entries_changed.connect(self.refresh)
        self._checking.began.connect(self.journal.begin)
        self._checking.progressed.connect(self.journal.show_progress)
        self._checking.finished.connect(self.journal.show_report)
        self._checking.looked.connect(self.journal.show_look)
        self._checking.failed.connect(self.journal.show_error)
        if self._checking.latest_look is not None:
            self.journal.show_look(self._checking.latest_look)
        if self._checking.is_checking:
            self.journal.begin()
        self.journal.check_asked.connect(self._checking.start)
        self.journal.cancel_asked.connect(self._checking.cancel)
        self.journal.accept_asked.connect(self._accept)
        self.backups.backup_asked.connect(self._back_up)
        self.backups.compare_asked.connect(self._compare)
        self.backups.slip.compare_asked.connect(self._compare)
        self.export.said.connect(self.said)
        self.export.failed.connect(self.failed)
        self.network.help_asked.connect(self._show_help)
        self.network.failed.connect(self.failed)
        self.trash.put_back_asked.connect(self._put_back)
        self.trash.empty_asked.connect(self._empty)

    def _connect_whole(self) -> None:
        self.backups.slip.restore_asked.connect(self._whole.restore)
        self.encryption.lock_asked.connect(self._whole.session.lock)
        self.encryption.rewriting_asked.connect(self._whole.rewrite)
        self.encryption.finishing_asked.connect(self._finish_rewriting)
        self._whole.declined.connect(self.encryption.slip.show_fault)
        self.purge.purge_asked.connect(self._whole.purge)

    def _show(self, view: SafetyView) -> None:
        self.view = view
        self.journal.show_view(view)
        self.backups.show_view(view)
        self.export.show_encrypted(is_encrypted=view.is_encrypted)
        self.trash.show_view(view)
        self.encryption.show_view(view, self._access.settings.lock_after_minutes)

    @Slot(str)
    def _finish_rewriting(self, text: str) -> None:
        """Go on with an encryption or a decryption that was cut off; a wrong passphrase changes nothing."""
        passphrase, present = Passphrase(text), self._access.passphrase
        if present is None:
            finish_decrypting(self._whole, passphrase)
        elif passphrase == present:
            finish_encrypting(self._whole, present)
        else:
            words = self.tr("That is not the passphrase that it has now. Nothing was changed.")
            self.encryption.finish_slip.show_fault(words)

    @Slot()
    def _back_up(self) -> None:
        """Make a backup; a second press while one is made asks for no other.

        The button stays enabled: a disabled one hands the keyboard, and the second press, to the next.
        """
        if self._is_backing_up:
            return
        self._is_backing_up = True
        job = partial(_back_up, now=self._clock.now())
        self._checking.aside(job, self._tell_backed_up, self._tell_not_backed_up)

    def _tell_backed_up(self, backup: Backup) -> None:
        self._is_backing_up = False
        self.backed_up.emit(backup)
        words = self.tr("Backed up %1, and verified.")
        self.said.emit(words.replace("%1", phrases.entries(backup.rows.get("interaction", 0))), False)
        self.refresh()

    def _tell_not_backed_up(self, error: AijournalError) -> None:
        self._is_backing_up = False
        self.failed.emit(error)

    @Slot(tuple)
    def _accept(self, days: tuple[date, ...]) -> None:
        """Take days that changed by themselves as they are, and look again."""
        job = partial(_accept, days=days)
        self._thread.write(job, lambda _: self._checking.start())

    @Slot(Backup)
    @Slot(Backup, str)
    def _compare(self, backup: Backup, passphrase: str = "") -> None:
        job = partial(_compare, backup=backup, passphrase=Passphrase(passphrase) if passphrase else None)
        slip = self.backups.slip
        self._thread.read(job, partial(slip.show_difference, backup), partial(slip.show_error, backup))

    @Slot()
    def _show_help(self) -> None:
        from aijournal.ui.help_window import HelpWindow

        HelpWindow(self._theme, "privacy", self.tr("What is private, and how to check"), self).open()

    @Slot(int)
    def _put_back(self, item: int) -> None:
        self._thread.write(partial(_put_back, item=item, now=self._clock.now()), self._tell_put_back)

    def _tell_put_back(self, label: str) -> None:
        words = self.tr("Put back: %1.").replace("%1", phrases.plain_line(label))
        self.said.emit(words, True)

    @Slot()
    def _empty(self) -> None:
        self._thread.write(partial(_empty, now=self._clock.now()), self._tell_emptied)

    def _tell_emptied(self, emptied: "Emptied") -> None:
        words = self.tr("Emptied the trash. What was in it is erased from the journal’s file.")
        if not emptied.is_traceless:
            words = self.tr(
                "Emptied the trash. What was in it is erased from the journal’s file within minutes, "
                "as soon as nothing else reads it."
            )
        self.said.emit(words, False)


def _back_up(journal: "Journal", *, now: datetime) -> Backup:
    return journal.backups.take(BackupReason.BY_HAND, now)


def _accept(journal: "Journal", *, days: tuple[date, ...]) -> None:
    journal.checks.accept(days)


def _compare(journal: "Journal", *, backup: Backup, passphrase: Passphrase | None) -> "Difference":
    return journal.backups.compare(backup, passphrase)


def _put_back(journal: "Journal", *, item: int, now: datetime) -> str:
    return journal.trash.restore(item, now)


def _empty(journal: "Journal", *, now: datetime) -> "Emptied":
    return journal.trash.empty(now, older_than=timedelta(0))
