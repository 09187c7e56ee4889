"""What the long form offers for one entry: what was said last of such work, and the person's bottlenecks."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from aijournal.domain.entry import Entry
from aijournal.domain.own_lists import Bottleneck
from aijournal.errors import AijournalError
from aijournal.ui import phrases
from aijournal.ui.entry_detail.answers import answer_texts
from aijournal.ui.entry_detail.draft import Field
from aijournal.ui.journal_thread import JournalThread

if TYPE_CHECKING:
    from aijournal.journal.journal import Journal


@dataclass(frozen=True, slots=True)
class Offers:
    """Texts to take over, by field, and names of bottlenecks to pick from."""

    texts: Mapping[Field, str]
    bottlenecks: tuple[str, ...]


def offers_for(journal: "Journal", *, task: str | None, day: date) -> Offers:
    """Ask for what can be offered of a kind of work on a day; to be called on the journal's thread."""
    texts = {field: text for field, text in answer_texts(journal.last_said(task)).items() if text}
    return Offers(texts, bottlenecks_on(day, journal.bottlenecks.all()))


def bottlenecks_on(day: date, bottlenecks: Iterable[Bottleneck]) -> tuple[str, ...]:
    """Return each name once: first those that were named for the day, then all others in their order."""
    ordered = sorted(bottlenecks, key=lambda one: not _covers(one, day))
    return tuple(dict.fromkeys(phrases.plain_line(one.name) for one in ordered))


def _covers(one: Bottleneck, day: date) -> bool:
    return (one.first_day or day) <= day <= (one.last_day or day)


class OfferQuestion(QObject):
    """Asks what can be offered for the entry that was named last; one question is under way at a time."""

    answered = Signal(Offers)

    def __init__(self, thread: JournalThread, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread = thread
        self._wanted: tuple[str | None, date] | None = None
        self._is_waiting = False

    def ask(self, entry: Entry) -> None:
        """Ask for an entry; `answered` follows, unless another one is named before."""
        self._wanted = (entry.interaction.task, entry.interaction.local_day)
        if not self._is_waiting:
            self._ask(self._wanted)

    def _ask(self, wanted: tuple[str | None, date]) -> None:
        self._is_waiting = True
        task, day = wanted
        self._thread.read(partial(offers_for, task=task, day=day), partial(self._take, wanted), self._give_up)

    def _take(self, asked: tuple[str | None, date], offers: Offers) -> None:
        self._is_waiting = False
        if asked == self._wanted:
            self.answered.emit(offers)
        elif self._wanted is not None:
            self._ask(self._wanted)

    def _give_up(self, _: AijournalError) -> None:
        """Offer nothing: the fields can be filled in all the same."""
        self._is_waiting = False
