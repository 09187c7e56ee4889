"""First lines of prompts, read where the tools keep them, so that the journal need not."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QObject, Signal

from aijournal.errors import AijournalError
from aijournal.ui.discreet import Veil
from aijournal.ui.log_reading import LogSources
from aijournal.ui.worker import Worker

if TYPE_CHECKING:
    from aijournal.domain.entry import Entry
    from aijournal.domain.facts import LogLocation
    from aijournal.importers.tables.table import Table

FirstLines: TypeAlias = "Mapping[LogLocation, str | None]"


class PromptPeek(QObject):
    """Reads the first line of a prompt where the tool keeps it, so that the journal need not."""

    peeked = Signal(int, str)

    def __init__(self, sources: LogSources, parent: QObject | None = None, veil: Veil | None = None) -> None:
        super().__init__(parent)
        self._sources = sources
        self._veil = veil or Veil()
        self._worker = Worker("peek", self)

    def ask(self, entry: "Entry") -> None:
        """Look up the first line of an entry's prompt; says nothing where it is gone."""
        self.read([entry], partial(self._tell, entry.interaction.id))

    def read(self, entries: "Sequence[Entry]", then: Callable[[FirstLines], None]) -> None:
        """Hand on the first line of the first entry's prompt, and with it what costs no more.

        Those are the titles of other rows of the same table. A line is `None` where it is gone; where nothing
        is to be shown, there is none.
        """
        job = _unseen if self._veil.is_drawn else partial(_peek, self._sources, tuple(entries))
        self._worker.ask(job, then, self._ignore)

    def forget(self) -> None:
        """Answer nothing that was asked until now."""
        self._worker.forget()

    def close(self) -> None:
        """End the thread."""
        self._worker.close(drops_waiting=True)

    def _tell(self, entry_id: int, lines: FirstLines) -> None:
        for line in lines.values():
            if line:
                self.peeked.emit(entry_id, line)

    def _ignore(self, _: AijournalError) -> None:
        """Leave the row with what the journal knows of it."""


def _unseen() -> FirstLines:
    return {}


def _peek(sources: LogSources, entries: "Sequence[Entry]") -> FirstLines:
    first, source = entries[0].prompt, entries[0].interaction.source
    if first is None or source is None:
        return {}
    table = sources.table_of(source)
    if table is not None:
        return _titles(table, first.path, [one for one in entries if one.interaction.source == source])
    importer = sources.importer_of(source)
    try:
        return {first: importer.peek(first) if importer is not None else None}
    except OSError:
        return {first: None}


def _titles(table: "Table", path: Path, entries: "Sequence[Entry]") -> FirstLines:
    """Return the titles of those entries that are rows of one table, which is read once for all of them."""
    rows = {one.prompt.offset: one.prompt for one in entries if one.prompt and one.prompt.path == path}
    found = table.titles(path, rows)
    return {prompt: found.get(place) for place, prompt in rows.items()}
