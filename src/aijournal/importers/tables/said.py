"""What a row of a table says that only the person knows."""

from dataclasses import dataclass
from datetime import datetime

from aijournal.domain.assessment import Assessment


@dataclass(frozen=True, slots=True)
class SaidOfRow:
    """What the person wrote beside the work of one row, which began at `started_at`.

    `native_id` is that of the row's exchange in `source`. `assessment` holds outcome, need and net minutes;
    it is `None` where the row has none of these. `title` is there only where the mapping keeps titles.
    """

    source: str
    native_id: str
    started_at: datetime
    assessment: Assessment | None = None
    task: str | None = None
    tags: tuple[str, ...] = ()
    note: str | None = None
    link: str | None = None
    title: str | None = None

    @property
    def says_anything(self) -> bool:
        """Whether there is anything in it but a title."""
        return any((self.assessment, self.task, self.tags, self.note, self.link))
