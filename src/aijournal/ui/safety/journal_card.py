"""Where the journal lies, how large it is, whether others can read it, and when it was last looked over."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from aijournal.errors import AijournalError
from aijournal.journal.checks import CheckResult
from aijournal.ui import phrases
from aijournal.ui.checking import CheckReport
from aijournal.ui.safety.behind_words import not_encrypted_yet, still_encrypted
from aijournal.ui.safety.safety_view import SafetyView
from aijournal.ui.sources.margin_rows import MarginRows
from aijournal.ui.theme import Theme
from aijournal.ui.type_scale import GRID, SIBLING_GAP
from aijournal.ui.widgets.card import Card
from aijournal.ui.widgets.elided_label import ElidedLabel
from aijournal.ui.widgets.labels import plain_label, set_tone
from aijournal.ui.widgets.putting_away import put_away


class JournalCard(Card):
    """The facts of the file, and a check of everything with its progress, its end and its sentences."""

    check_asked = Signal()
    cancel_asked = Signal()
    accept_asked = Signal(tuple)

    def __init__(self, theme: Theme, place: str, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.set_heading(self.tr("Your journal"))
        self.size_label = plain_label(wraps=True)
        self.encrypted = plain_label(wraps=True)
        self.last_backup = plain_label(wraps=True)
        self.said = plain_label(wraps=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Checking everything"))
        self.check = QPushButton(self.tr("Check everything"))
        self.cancel = QPushButton(self.tr("Cancel"))
        self.cancel.setAccessibleName(self.tr("Cancel checking"))
        self.accept = QPushButton(self.tr("Take these days as they are"))
        self.accept.setProperty("role", "link")
        self._report: CheckReport | None = None
        self._has_said = False
        rows = MarginRows(theme)
        for words, said in (
            (self.tr("lies in"), ElidedLabel(place, "")),
            (self.tr("holds"), self.size_label),
            (self.tr("encrypted"), self.encrypted),
            (self.tr("backup"), self.last_backup),
            (self.tr("check"), self._checking()),
        ):
            rows.add(words, said)
        self.body.addSpacing(GRID)
        self.body.addWidget(rows)
        self.check.clicked.connect(self.check_asked)
        self.cancel.clicked.connect(self.cancel_asked)
        self.accept.clicked.connect(self._ask_accept)

    def show_view(self, view: SafetyView) -> None:
        """Show the journal as it is now."""
        held = phrases.BETWEEN.join([phrases.entries(view.entries), phrases.size(view.size)])
        self.size_label.setText(held)
        self.encrypted.setText(self._encryption(view))
        set_tone(self.encrypted, "lost" if view.is_encrypted and view.backups_behind else "")
        self.last_backup.setText(self._last_backup(view))
        set_tone(self.last_backup, "" if view.backups or not view.entries else "lost")
        if not self._has_said:
            self.said.setText(self._last_check(view))

    @Slot()
    def begin(self) -> None:
        """Show that everything is being checked."""
        self.bar.setRange(0, 0)
        self._has_said = True
        self._report = None
        self._show_running(is_running=True)
        self.said.setText(self.tr("Looking at every page, every sum, every day and every backup …"))
        set_tone(self.said, "")

    @Slot(int, int)
    def show_progress(self, done: int, total: int) -> None:
        """Show how many parts are done."""
        self.bar.setRange(0, total)
        self.bar.setValue(done)

    @Slot(CheckReport)
    def show_report(self, report: CheckReport) -> None:
        """Say what was found, a sentence each; nothing found is said as well."""
        self._report = report
        self._show_running(is_running=False)
        self.said.setText("\n".join(self._sentences(report)))
        set_tone(self.said, "lost" if report.findings else "")

    @Slot(CheckResult)
    def show_look(self, result: CheckResult) -> None:
        """Say what the quick look at the start found; a check of everything says more, and stays said."""
        if result.findings and not self._has_said:
            self._has_said = True
            self.said.setText("\n".join([*result.findings, self._what_helps()]))
            set_tone(self.said, "lost")

    @Slot(AijournalError)
    def show_error(self, error: AijournalError) -> None:
        """Say what kept the check from its end."""
        self._show_running(is_running=False)
        self.said.setText(f"{error.title}. {error.message}")
        set_tone(self.said, "lost")

    def _sentences(self, report: CheckReport) -> Sequence[str]:
        if report.was_cancelled:
            stopped = self.tr("Stopped before the end, so nothing is said of what was not looked at.")
            return [*report.findings, stopped]
        if report.findings:
            return [*report.findings, self._what_helps()]
        words = self.tr("All is well: the journal is sound, and so is every one of its %1 backups.")
        if report.backups == 1:
            words = self.tr("All is well: the journal is sound, and so is its backup.")
        elif not report.backups:
            words = self.tr("All is well: the journal is sound. There is no backup yet.")
        return [words.replace("%1", phrases.decimal(report.backups))]

    def _what_helps(self) -> str:
        return self.tr("Nothing was changed. A backup from before the damage can be restored below.")

    def _checking(self) -> QWidget:
        part = QWidget()
        buttons = QHBoxLayout()
        buttons.setSpacing(SIBLING_GAP)
        buttons.addWidget(self.check)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.accept)
        buttons.addStretch(1)
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SIBLING_GAP)
        column.addWidget(self.said)
        column.addWidget(self.bar)
        column.addLayout(buttons)
        self.said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.bar.hide()
        self.cancel.hide()
        self.accept.hide()
        return part

    def _show_running(self, *, is_running: bool) -> None:
        shown, hidden = (self.cancel, self.check) if is_running else (self.check, self.cancel)
        self.bar.setVisible(is_running)
        shown.show()
        put_away(hidden)
        self.accept.setVisible(self._report is not None and bool(self._report.damaged_days))

    @Slot()
    def _ask_accept(self) -> None:
        put_away(self.accept)
        if self._report is not None:
            self.accept_asked.emit(self._report.damaged_days)

    def _last_check(self, view: SafetyView) -> str:
        if view.sound_at is None:
            return self.tr("Not checked yet. Everything is checked by itself once a week.")
        words = self.tr("Everything was sound %1. It is checked by itself once a week.")
        return words.replace("%1", phrases.age(view.now - view.sound_at))

    def _encryption(self, view: SafetyView) -> str:
        if not view.is_encrypted:
            words = self.tr("No. Whoever can read your files can read it; see “Encryption” below.")
            return f"{words} {still_encrypted(view.backups_behind)}" if view.backups_behind else words
        if not view.backups_behind:
            return self.tr("Yes. Without its passphrase nobody can read it, and neither its backups.")
        words = self.tr("Yes. Without its passphrase nobody can read it. But %1 See “Encryption” below.")
        return words.replace("%1", not_encrypted_yet(view.backups_behind))

    def _last_backup(self, view: SafetyView) -> str:
        if view.backups:
            newest = view.backups[0]
            words = self.tr("The last one was made and verified %1.")
            return words.replace("%1", phrases.age(view.now - newest.taken_at))
        if not view.entries:
            return self.tr("None is needed yet: there is nothing in the journal.")
        return self.tr("There is none yet. One is made by itself within minutes, or at once below.")
