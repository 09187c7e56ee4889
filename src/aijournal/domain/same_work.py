"""One piece of work that came in by two doors: typed by hand, and read from a log."""

from dataclasses import dataclass

from aijournal.domain.entry import Entry


@dataclass(frozen=True, slots=True)
class SameWork:
    """Two entries near in time and of one tool, which may be the same work: only the person knows."""

    typed: Entry
    imported: Entry
