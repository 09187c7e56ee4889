"""The one question type of filter bar, command line and journal."""

from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from aijournal.domain.period import ALL_TIME, Period
from aijournal.domain.wording import storable


@dataclass(frozen=True, slots=True)
class EntryFilter:
    """Which entries are meant; every part left out means "any".

    `zone` is set only where the person named one: local days are then that zone's. Without it an
    entry keeps the local day on which it was made. `is_rated` is true for entries with a verdict that
    counts in rates, false for those without. `search` is plain words, all of which must occur, the
    last one at least as the beginning of a word. `ids` names entries by the journal's numbers, such as those
    behind a figure; an empty one means none. Half a surrogate pair in them is U+FFFD, because nothing else
    can be looked for, and a `search` without letters or digits is none.
    """

    period: Period = ALL_TIME
    zone: ZoneInfo | None = None
    source: str | None = None
    tool: str | None = None
    model: str | None = None
    project: str | None = None
    task: str | None = None
    tag: str | None = None
    is_rated: bool | None = None
    search: str | None = None
    ids: tuple[int, ...] | None = None

    def __post_init__(self) -> None:
        for name in ("source", "tool", "model", "project", "task", "tag", "search"):
            if isinstance(typed := getattr(self, name), str):
                object.__setattr__(self, name, storable(typed))
        if self.search is not None and not any(letter.isalnum() for letter in self.search):
            object.__setattr__(self, "search", None)

    @property
    def is_narrowed(self) -> bool:
        """Whether it asks for more than a period, so that some entries of those days are not meant."""
        return replace(self, period=ALL_TIME, zone=None) != EVERYTHING


EVERYTHING = EntryFilter()
