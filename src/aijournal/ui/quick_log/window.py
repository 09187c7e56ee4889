"""The quick log in a small window of its own, for a shortcut of the desktop."""

from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from aijournal.domain.assessment import Door
from aijournal.domain.entry import Entry
from aijournal.domain.entry_line import EntryLine
from aijournal.errors import AijournalError
from aijournal.journal.journal import Journal
from aijournal.ui.clock import Clock
from aijournal.ui.drafts import DraftKeeper
from aijournal.ui.journal_thread import JournalThread
from aijournal.ui.quick_log.quick_log import QuickLog
from aijournal.ui.theme import Theme
from aijournal.ui.type_scale import CARD_GAP
from aijournal.ui.widgets.notice import Notice

_WIDTH_EM = 40
_DRAFT = "quick log window"


class QuickLogWindow(QWidget):
    """Enter saves and goes away; Esc goes away and keeps the draft for the next time."""

    closed = Signal()

    def __init__(self, theme: Theme, thread: JournalThread, clock: Clock, drafts: DraftKeeper) -> None:
        super().__init__(None, Qt.WindowType.Window | Qt.WindowType.WindowStaysOnTopHint)
        self.setProperty("role", "ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(self.tr("Quick log"))
        self._thread = thread
        self._clock = clock
        self._notice = Notice()
        self.quick_log = QuickLog(theme, clock)
        self.stays_for_draft = False
        column = QVBoxLayout(self)
        column.setContentsMargins(CARD_GAP, CARD_GAP, CARD_GAP, CARD_GAP)
        column.addWidget(self._notice)
        column.addWidget(self.quick_log)
        self.resize(round(_WIDTH_EM * theme.type.em), self.sizeHint().height())
        self.quick_log.save_asked.connect(self._log)
        self.quick_log.left.connect(self._leave)
        self.quick_log.edited.connect(partial(drafts.type, _DRAFT))
        drafts.ask(_DRAFT, self.quick_log.restore)

    @Slot()
    def come_forward(self) -> None:
        """Show the line with the caret in it."""
        if not self.isVisible():
            screen = QGuiApplication.primaryScreen().availableGeometry()
            self.move(screen.center().x() - self.width() // 2, screen.y() + screen.height() // 4)
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()
        self.quick_log.take_focus()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's own name
        """Tell that the window went away."""
        super().closeEvent(event)
        self.closed.emit()

    @Slot()
    def _leave(self) -> None:
        """Go away; where nothing else keeps the program alive, wait with the draft instead."""
        if self.stays_for_draft and self.quick_log.text.strip():
            self.showMinimized()
        else:
            self.close()

    @Slot(EntryLine)
    def _log(self, line: EntryLine) -> None:
        self._thread.write(partial(_log, line, self._clock), self._tell_logged, self._tell_not_logged)

    def _tell_logged(self, _: Entry) -> None:
        self.quick_log.tell_saved()
        self._notice.hide()
        if not self.quick_log.text:
            self.close()

    def _tell_not_logged(self, error: AijournalError) -> None:
        self.quick_log.tell_failed()
        self._notice.show_error(error)


def _log(line: EntryLine, clock: Clock, journal: Journal) -> Entry:
    with journal.together():
        entry = journal.log(line, clock.now(), Door.QUICK_LOG)
        journal.drafts.drop(_DRAFT)
    return entry
