"""Which column of a table says what."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from aijournal.domain.entry_words import MOST_MINUTES

CSV, JSON = "csv", "json"  # the kinds of tables


class Field(StrEnum):
    """What a column can say of a row's work; `COST` is shown and not stored."""

    TIME = "time"
    DATE = "date"
    END = "end"
    DURATION = "duration"
    TOOL = "tool"
    MODEL = "model"
    PROJECT = "project"
    TITLE = "title"
    CONVERSATION = "conversation"
    ID = "id"
    INPUT = "input"
    OUTPUT = "output"
    CACHE_READ = "cache_read"
    CACHE_WRITE = "cache_write"
    REASONING = "reasoning"
    TOTAL = "total"
    AMOUNT = "amount"
    COST = "cost"
    OUTCOME = "outcome"
    NEED = "need"
    NET = "net"
    TASK = "task"
    TAGS = "tags"
    NOTE = "note"
    LINK = "link"


# What only the person knows: it may be filled in later, and the row is still the same.
SAID = frozenset({Field.OUTCOME, Field.NEED, Field.NET, Field.TASK, Field.TAGS, Field.NOTE, Field.LINK})
TOKENS = (
    *(Field.INPUT, Field.OUTPUT, Field.CACHE_READ, Field.CACHE_WRITE, Field.REASONING),
    Field.TOTAL,
)
NUMBERS = frozenset({*TOKENS, Field.AMOUNT, Field.COST, Field.NET, Field.DURATION})


class TimeUnit(StrEnum):
    """What a number without a unit counts."""

    MILLISECONDS = "ms"
    SECONDS = "s"
    MINUTES = "min"
    HOURS = "h"

    @property
    def minutes(self) -> float:
        """How many minutes one of it is."""
        return {"ms": 1 / 60_000, "s": 1 / 60, "min": 1.0, "h": 60.0}[self.value]

    @property
    def most(self) -> float:
        """More of it was not meant as a time."""
        return MOST_MINUTES / self.minutes


@dataclass(frozen=True, slots=True)
class TableMapping:
    """Which column is which field, and how cells are to be read.

    `tool` stands for rows that name none, `unit` is what the amount counts, such as `credit`. `time_zone` is
    that of times without one; `None` is where the person is. `has_decimal_comma`: 1.234,5 and not 1,234.5.
    `is_day_first`: 3/2 is in February. `holds_cache`: the input includes what was cached, unless the total
    says otherwise. `keeps_titles`: titles of rows in which the person said something become those of entries;
    otherwise they stay in the table.
    """

    columns: Mapping[Field, str] = field(default_factory=dict)
    tool: str | None = None
    unit: str = "credit"
    time_zone: str | None = None
    has_decimal_comma: bool = False
    is_day_first: bool = False
    holds_cache: bool = False
    duration_unit: TimeUnit = TimeUnit.MINUTES
    net_unit: TimeUnit = TimeUnit.MINUTES
    keeps_titles: bool = False

    @property
    def tells_time(self) -> bool:
        """Whether a column says when; without one nothing can be read."""
        return Field.TIME in self.columns or Field.DATE in self.columns

    @property
    def says_anything(self) -> bool:
        """Whether a column holds what only the person knows."""
        return not SAID.isdisjoint(self.columns)

    def with_columns(self, changed: Mapping[Field, str | None]) -> "TableMapping":
        """Return it with other columns for some fields, `None` for those that the table does not have.

        A column is one field: where another had it, that one has none any more.
        """
        taken = {name for name in changed.values() if name}
        kept = {one: name for one, name in self.columns.items() if one not in changed and name not in taken}
        return replace(self, columns={**kept, **{one: name for one, name in changed.items() if name}})
