"""Reading logs, as it is seen: how far it has come, a way to stop, and what came of it."""

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from aijournal.domain.reading import SourceState
from aijournal.domain.tools import tool_title
from aijournal.errors import AijournalError
from aijournal.ui import phrases
from aijournal.ui.log_reading import ALL_NEW, LogRequest
from aijournal.ui.type_scale import CARD_GAP, GRID, SIBLING_GAP
from aijournal.ui.widgets.labels import plain_label
from aijournal.ui.widgets.putting_away import has_keyboard, put_away

if TYPE_CHECKING:
    from aijournal.collect import ImportResult, Progress

_STEPS = 1_000
_PLACES_SHOWN = 8
_MISSING_SHOWN = 4  # sources


class ImportStrip(QFrame):
    """Hidden until logs are read; its summary stays until it is put away.

    Where a button that has the keyboard goes, the strip keeps it, so that pressing twice asks for one thing.
    Esc anywhere on the page `around` it stops a reading, and leaves the keyboard where it is.
    """

    cancel_asked = Signal()
    undo_asked = Signal()

    def __init__(self, around: QWidget | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), around or self)
        self._escape.setEnabled(False)
        self._escape.activated.connect(self._ask_cancel)
        self._is_rehearsal = False
        self._is_stopping = False
        self._words = plain_label(wraps=True)
        self._details = plain_label(role="small", wraps=True)
        self._details.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._bar = QProgressBar()
        self._bar.setRange(0, _STEPS)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("Reading logs"))
        self._cancel = _button(self.tr("Cancel"))
        self._cancel.setToolTip(self.tr("Esc"))
        self._why = _button(self.tr("Why?"))
        self._undo = _button(self.tr("Undo"))
        self._undo.setAccessibleName(self.tr("Take back what was read"))
        self._dismiss = _button(self.tr("Close"))
        self._lay_out()
        self._cancel.clicked.connect(self._ask_cancel)
        self._why.clicked.connect(self._toggle_details)
        self._undo.clicked.connect(self._ask_undo)
        self._dismiss.clicked.connect(self._put_away)
        self.hide()

    @Slot(LogRequest)
    def begin(self, request: LogRequest = ALL_NEW) -> None:
        """Show that reading has begun."""
        self._is_rehearsal = request.is_rehearsal
        self._bar.setValue(0)
        self._is_stopping = False
        self._show(self.tr("Looking for what is new …"), is_running=True)

    @Slot(object)
    def show_progress(self, progress: "Progress") -> None:
        """Show how far reading has come."""
        share = min(1.0, progress.bytes_read / max(1, progress.bytes_total))  # packed logs are read as more
        self._bar.setValue(round(_STEPS * share))
        if not self._is_stopping:
            words = self.tr("Reading %1: file %2 of %3, %4 of %5 MB")
            if self._is_rehearsal:
                words = self.tr("Trying %1: file %2 of %3, %4 of %5 MB")
            self._words.setText(
                words.replace("%1", tool_title(progress.source))
                .replace("%2", phrases.decimal(progress.files + 1))
                .replace("%3", phrases.decimal(progress.files_total))
                .replace("%4", phrases.decimal(progress.bytes_read / 1e6, 1))
                .replace("%5", phrases.decimal(progress.bytes_total / 1e6, 1))
            )

    @Slot(tuple, LogRequest)
    def show_results(self, results: Sequence["ImportResult"], request: LogRequest = ALL_NEW) -> None:
        """Say what came of it, with the reason for everything that could not be taken."""
        self._is_rehearsal = request.is_rehearsal
        self._show(" ".join(self._sentences(results)), self._reasons(results))
        brought = any(result.exchanges_new or result.calls_new for result in results)
        self._undo.setVisible(brought and not request.is_rehearsal)

    @Slot(AijournalError)
    def show_error(self, error: AijournalError) -> None:
        """Say what kept logs from being read."""
        self._show(f"{error.title}. {error.message}")

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(SIBLING_GAP)
        top.addWidget(self._words, 1)
        for button in (self._cancel, self._why, self._undo, self._dismiss):
            top.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(CARD_GAP, SIBLING_GAP, SIBLING_GAP, SIBLING_GAP)
        column.setSpacing(GRID)
        column.addLayout(top)
        column.addWidget(self._bar)
        column.addWidget(self._details)

    def _show(self, words: str, details: str = "", *, is_running: bool = False) -> None:
        if has_keyboard(self):
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.setAccessibleName(words)
        self._words.setText(words)
        self._details.setText(details)
        self._details.hide()
        self._bar.setVisible(is_running)
        self._cancel.setVisible(is_running)
        self._escape.setEnabled(is_running)
        self._why.setVisible(bool(details))
        self._undo.hide()
        self._dismiss.setVisible(not is_running)
        self.show()

    @Slot()
    def _ask_cancel(self) -> None:
        if not self._is_stopping:
            self._is_stopping = True
            self._words.setText(self.tr("Stopping …"))
            self.cancel_asked.emit()

    @Slot()
    def _ask_undo(self) -> None:
        put_away(self)
        self.undo_asked.emit()

    @Slot()
    def _put_away(self) -> None:
        put_away(self)

    @Slot()
    def _toggle_details(self) -> None:
        self._details.setVisible(self._details.isHidden())

    def _sentences(self, results: Sequence["ImportResult"]) -> list[str]:
        if all(result.state is SourceState.NOT_FOUND for result in results):
            return [self.tr("No logs were found.")]
        sentences = [self._what_is_new(results)]
        if any(result.was_cancelled for result in results):
            sentences.append(self._what_stopping_means())
        if rejected := sum(result.rejected for result in results):
            words = self.tr("One record could not be taken.") if rejected == 1 else ""
            sentences.append(
                words or self.tr("%1 records could not be taken.").replace("%1", phrases.decimal(rejected))
            )
        elif any(result.problems for result in results):
            sentences.append(self.tr("Some files could not be read."))
        if self._is_rehearsal and any(result.exchanges_new or result.calls_new for result in results):
            sentences.append(self.tr("Nothing was kept."))
        return sentences

    def _what_stopping_means(self) -> str:
        if self._is_rehearsal:
            return self.tr("Stopped before the end, so there is more than was counted.")
        return self.tr("Stopped: what was read until then is kept, the rest is read next time.")

    def _what_is_new(self, results: Sequence["ImportResult"]) -> str:
        interactions = sum(result.interactions_new for result in results)
        found = sum(result.exchanges_new for result in results)
        if not found and not sum(result.calls_new for result in results):
            return self.tr("Nothing new in the logs.")
        words = self.tr("1 new interaction") if interactions == 1 else self.tr("%1 new interactions")
        sentence = self.tr("Tried it: %1, %2.") if self._is_rehearsal else self.tr("Read %1, %2.")
        return sentence.replace("%1", words.replace("%1", phrases.decimal(interactions))).replace(
            "%2", phrases.exchanges(found)
        )

    def _reasons(self, results: Sequence["ImportResult"]) -> str:
        """Return every reason with its count, then the first places."""
        if all(result.state is SourceState.NOT_FOUND for result in results):
            return self._where_it_was_looked(results)
        counts: Counter[str] = Counter()
        for result in results:
            counts.update(result.rejected_by_reason)
        problems = [problem for result in results for problem in result.problems]
        lines = [f"{reason}: {phrases.decimal(count)}" for reason, count in counts.most_common()]
        for problem in problems[:_PLACES_SHOWN]:
            line = f":{problem.line}" if problem.line is not None else ""
            lines.append(phrases.plain_line(f"{problem.path.name}{line} · {problem.reason}"))
        if len(problems) > _PLACES_SHOWN:
            lines.append(self.tr("… and more"))
        return "\n".join(lines)

    def _where_it_was_looked(self, results: Sequence["ImportResult"]) -> str:
        """Return the place of each source, or of many sources their names alone."""
        if len(results) <= _MISSING_SHOWN:
            return "\n".join(f"{tool_title(result.source)}: {result.reason}" for result in results)
        names = ", ".join(dict.fromkeys(tool_title(result.source) for result in results))
        return self.tr("Looked for %1. The page “Sources” shows in which places.").replace("%1", names)


def _button(words: str) -> QPushButton:
    button = QPushButton(words)
    button.setProperty("role", "link")
    return button
