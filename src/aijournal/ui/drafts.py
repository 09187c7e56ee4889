"""What is being typed, kept in the journal while it is typed, so that it outlives the program."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

from aijournal.errors import AijournalError
from aijournal.ui.clock import Clock
from aijournal.ui.discreet import Veil
from aijournal.ui.journal_thread import JournalThread

if TYPE_CHECKING:
    from aijournal.journal.journal import Journal

_EVERY_MS = 700  # with the commit, well under the two seconds of typing that may be lost


class DraftKeeper(QObject):
    """Keeps each named text within a second, also while somebody goes on typing.

    A text that could not be kept is kept in mind and tried again with the next one. Nothing is asked of the
    person, and nothing is said: what is typed stands on the screen all the while.
    """

    def __init__(
        self,
        thread: JournalThread,
        clock: Clock,
        parent: QObject | None = None,
        veil: Veil | None = None,
    ) -> None:
        super().__init__(parent)
        self._veil = veil or Veil()
        self._thread = thread
        self._clock = clock
        self._pending: dict[str, str] = {}
        self._timer = QTimer(self, singleShot=True, interval=_EVERY_MS)
        self._timer.timeout.connect(self.flush)

    def type(self, name: str, text: str) -> None:
        """Take what stands in a field now; an empty text is no draft any more."""
        self._pending[name] = text
        if not self._timer.isActive():
            self._timer.start()

    @Slot()
    def flush(self) -> None:
        """Keep now what was typed until now."""
        self._timer.stop()
        if self._pending:
            texts, self._pending = self._pending, {}
            self._thread.read(
                partial(_keep, texts=texts, now=self._clock.now()), _done, partial(self._try_again, texts)
            )

    def ask(self, name: str, then: Callable[[str], None], *, parted: bool = False) -> None:
        """Hand on what was kept of a field, or an empty text.

        In discreet mode the texts of a draft that is `parted` by entries and their fields are masked; a line
        that stands by itself is not, because nobody could go on typing it.
        """
        self._thread.read(partial(_kept, name=name), partial(self._hand_on, then) if parted else then)

    def close(self) -> None:
        """Keep what was typed, for the last time."""
        self.flush()

    def _hand_on(self, then: Callable[[str], None], draft: str) -> None:
        then(self._veil.over_draft(draft))

    def _try_again(self, texts: Mapping[str, str], _: AijournalError) -> None:
        self._pending = {**texts, **self._pending}


def _keep(journal: "Journal", *, texts: Mapping[str, str], now: datetime) -> None:
    with journal.together():
        for name, text in texts.items():
            journal.drafts.keep(name, text, now)


def _kept(journal: "Journal", *, name: str) -> str:
    return journal.drafts.get(name)


def _done(_: None) -> None:
    pass
