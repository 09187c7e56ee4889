"""The quick log in a small window of its own, for a shortcut of the desktop."""

from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QApplication, QStackedLayout, QVBoxLayout, QWidget

from aijournal.domain.entry import Entry
from aijournal.domain.entry_line import EntryLine
from aijournal.errors import AijournalError
from aijournal.ui.clock import Clock
from aijournal.ui.drafts import DraftKeeper
from aijournal.ui.journal_thread import JournalThread
from aijournal.ui.quick_log.logged import log_line
from aijournal.ui.quick_log.quick_log import QuickLog
from aijournal.ui.stand_ins.locked_page import LockedPage
from aijournal.ui.theme import Theme
from aijournal.ui.type_scale import CARD_GAP
from aijournal.ui.widgets.notice import Notice

_WIDTH_EM = 40
_DRAFT = "quick log window"


class QuickLogWindow(QWidget):
    """Enter saves and goes away; Esc goes away and keeps the draft for the next time.

    While the journal is locked its passphrase is asked for in the line's place. What is typed before it is
    known to be locked stays in the line, and in no file.
    """

    closed = Signal()
    passphrase_given = Signal(str)

    def __init__(self, theme: Theme, thread: JournalThread, clock: Clock, drafts: DraftKeeper) -> None:
        super().__init__(None, Qt.WindowType.Window | Qt.WindowType.WindowStaysOnTopHint)
        self.setProperty("role", "ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(self.tr("Quick log"))
        self._theme = theme
        self._thread = thread
        self._clock = clock
        self._drafts = drafts
        self._before: QWidget | None = None
        self._locked: LockedPage | None = None
        self._notice = Notice()
        self._sheet = QWidget()
        self.quick_log = QuickLog(theme, clock)
        self.stays_for_draft = False
        self._lay_out()
        self.quick_log.save_asked.connect(self._log)
        self.quick_log.left.connect(self._leave)
        self.quick_log.edited.connect(self._keep)

    @property
    def is_locked(self) -> bool:
        """Whether the passphrase is asked for."""
        return self._locked is not None

    @Slot()
    def come_forward(self) -> None:
        """Show the line with the caret in it; whatever window of ours had the keyboard gets it back."""
        active = QApplication.activeWindow()
        if active is not self:
            self._before = active
        if not self.isVisible():
            self._fit()
            screen = QGuiApplication.primaryScreen().availableGeometry()
            self.move(screen.center().x() - self.width() // 2, screen.y() + screen.height() // 4)
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()
        self._take_focus()

    def restore_draft(self) -> None:
        """Put back what was typed before; the journal must be open, or about to be opened."""
        self._drafts.ask(_DRAFT, self.quick_log.restore)

    def ask_passphrase(self) -> None:
        """Ask for the passphrase in the line's place; what stands in the line is not lost."""
        if self._locked is None:
            self._locked = LockedPage(self._theme)
            self._locked.passphrase_given.connect(self.passphrase_given)
            self._stack.addWidget(self._locked)
        self._stack.setCurrentWidget(self._locked)
        self._fit()
        self._take_focus()

    def tell_refused(self) -> None:
        """Say that the passphrase opened nothing."""
        if self._locked is not None:
            self._locked.tell_refused()
            self._fit()

    def unlock(self) -> None:
        """Show the line again, with what was typed in it."""
        locked, self._locked = self._locked, None
        if locked is not None:
            self._stack.setCurrentWidget(self._sheet)
            self._stack.removeWidget(locked)
            locked.deleteLater()
            self._fit()
            self._take_focus()
        self.restore_draft()

    def forget(self) -> None:
        """Hold nothing of what was typed: it is kept in the journal, which is about to be closed."""
        self.quick_log.blockSignals(True)  # an emptied line would empty what is kept
        self.quick_log.type("")
        self.quick_log.blockSignals(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's own name
        """Go away on Esc, wherever the keyboard is."""
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's own name
        """Give the keyboard back, keep the draft at once, and tell that the window went away."""
        super().closeEvent(event)
        before, self._before = self._before, None
        if before is not None and before.isVisible():
            before.activateWindow()
        if not self.is_locked:
            self._drafts.flush()
        self.closed.emit()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self._sheet)
        column.setContentsMargins(CARD_GAP, CARD_GAP, CARD_GAP, CARD_GAP)
        column.addWidget(self._notice)
        column.addWidget(self.quick_log)
        column.addStretch(1)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._sheet)

    def _fit(self) -> None:
        """Be as high as what is shown needs."""
        width = round(_WIDTH_EM * self._theme.type.em)
        if self._locked is None:
            self.resize(width, self._sheet.heightForWidth(width))
        else:
            slip = self._locked.field.parentWidget() or self._locked
            height = max(slip.heightForWidth(slip.width()), slip.sizeHint().height())
            self.resize(width, height + 2 * CARD_GAP)

    @Slot()
    def _grow(self) -> None:
        """Make room for another line of chips; it does not shrink, which would be restless."""
        needed = self._sheet.heightForWidth(self.width())
        if self._locked is None and needed > self.height():
            self.resize(self.width(), needed)

    def _take_focus(self) -> None:
        if self._locked is not None:
            self._locked.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.quick_log.take_focus()

    @Slot(str)
    def _keep(self, text: str) -> None:
        self._drafts.type(_DRAFT, text)
        QTimer.singleShot(0, self, self._grow)  # once the chips have their places

    @Slot()
    def _leave(self) -> None:
        """Go away; where nothing else keeps the program alive, wait with the draft instead."""
        if self.stays_for_draft and self.quick_log.text.strip():
            self._drafts.flush()
            self.showMinimized()
        else:
            self.close()

    @Slot(EntryLine)
    def _log(self, line: EntryLine) -> None:
        job = partial(log_line, line=line, clock=self._clock, draft=_DRAFT)
        self._thread.write(job, self._tell_logged, self._tell_not_logged)

    def _tell_logged(self, _: Entry) -> None:
        self.quick_log.tell_saved()
        self._notice.hide()
        if not self.quick_log.text:
            self.close()

    def _tell_not_logged(self, error: AijournalError) -> None:
        self.quick_log.tell_failed()
        self._notice.show_error(error)
        self._fit()
