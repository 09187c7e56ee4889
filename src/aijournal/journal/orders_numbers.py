"""The numbers of all entries that a question means, in its order: found once, kept until that may change.

Whoever shows a long list asks for its outline and then for one part after another. To put a hundred thousand
entries in order anew for each part would take longer than to read the part.
"""

import json
from array import array
from dataclasses import dataclass
from typing import TypeAlias

from sqlite_utils import Database

from aijournal.domain.entry import EntryOutline, EntryPlace
from aijournal.domain.entry_filter import EVERYTHING, EntryFilter
from aijournal.domain.entry_order import EntryOrder, SortKey
from aijournal.journal.conditions import of_interactions
from aijournal.journal.connection import reading
from aijournal.journal.entry_moves import EntryMoves
from aijournal.journal.instants import from_ms
from aijournal.journal.orders import order_by, sort_value

# Answers in one row: each that is handed over waits for a busy window to let go of the interpreter.
_NUMBERS = """
SELECT json_group_array(id) FROM (
  SELECT interaction.id AS id
  FROM interaction LEFT JOIN assessment ON assessment.interaction_id = interaction.id
  WHERE {condition}
  ORDER BY {order}
  LIMIT :rows OFFSET :first
)
"""

_PLACES = """
SELECT interaction.started_at, interaction.id, {value}
FROM json_each(:numbers) AS wanted
CROSS JOIN interaction ON interaction.id = wanted.value
LEFT JOIN assessment ON assessment.interaction_id = interaction.id
ORDER BY wanted.key
"""


_MOST_KEPT = 3  # such as a search, what it began from, and the same in another order

_Question: TypeAlias = tuple[EntryFilter, EntryOrder]
_Changes: TypeAlias = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class _Kept:
    """An answer, and what had been written when it was found: it holds as long as that is the same."""

    changes: _Changes
    numbers: "array[int]"


class OrderedNumbers:
    """The numbers of entries in order; part of the journal, and used only by it.

    `weight` is SQL for weighted tokens. The latest answers are kept, eight bytes for each entry.
    """

    def __init__(self, db: Database, weight: str) -> None:
        self._db = db
        self._weight = weight
        self._moves = EntryMoves(db)
        self._kept: dict[_Question, _Kept] = {}

    def all_of(self, wanted: EntryFilter, order: EntryOrder) -> "array[int]":
        """Return the numbers of all entries that are meant, in their order."""
        return self._all_of(wanted, order, keeps=not self._db.conn.in_transaction)

    def kept(self, wanted: EntryFilter, order: EntryOrder) -> "array[int] | None":
        """Return the same if it was found before and nothing was written since that could change it."""
        kept = self._kept.get((wanted, order))
        return kept.numbers if kept and kept.changes == self._changes(wanted, order) else None

    def some_of(self, wanted: EntryFilter, order: EntryOrder, rows: range) -> tuple[int, ...]:
        """Return the numbers of the entries in some rows."""
        kept = self.kept(wanted, order)
        if kept is not None:
            return tuple(kept[rows.start : rows.stop])
        return tuple(self._find(wanted, order, rows.start, len(rows)))

    def outline(self, wanted: EntryFilter, order: EntryOrder, step: int) -> EntryOutline:
        """Return how many entries there are, and where every `step`-th stands."""
        query = _PLACES.replace("{value}", sort_value(order, self._weight))
        keeps = not self._db.conn.in_transaction
        self._moves.begin()
        with reading(self._db):
            numbers = self._all_of(wanted, order, keeps=keeps)
            rows = self._db.execute(query, {"numbers": json.dumps(numbers[::step].tolist())})
            anchors = tuple(EntryPlace(from_ms(started), number, value) for started, number, value in rows)
        return EntryOutline(len(numbers), step, anchors)

    def _all_of(self, wanted: EntryFilter, order: EntryOrder, *, keeps: bool) -> "array[int]":
        """Return what was kept, or find it, and keep it but in a transaction that writes.

        What is written there may yet be taken back, which nothing would tell.
        """
        kept = self.kept(wanted, order)
        if kept is not None:
            return kept
        # Before the question: what comes in between makes the answer an old one.
        changes = self._changes(wanted, order)
        numbers = array("q", self._find(wanted, order, 0, -1))
        if keeps:
            self._keep((wanted, order), _Kept(changes, numbers))
        return numbers

    def _keep(self, question: _Question, answer: _Kept) -> None:
        self._kept.pop(question, None)  # so that the latest stands last
        self._kept[question] = answer
        if len(self._kept) > _MOST_KEPT:
            del self._kept[next(iter(self._kept))]

    def _find(self, wanted: EntryFilter, order: EntryOrder, first: int, rows: int) -> list[int]:
        condition = of_interactions(wanted)
        query = _NUMBERS.replace("{condition}", condition.sql).replace(
            "{order}", order_by(order, self._weight)
        )
        found = self._db.execute(query, {**condition.parameters, "first": first, "rows": rows}).fetchone()[0]
        numbers: list[int] = json.loads(found)
        return numbers

    def _changes(self, wanted: EntryFilter, order: EntryOrder) -> _Changes:
        """Return what differs once something was written by which the answer may be another one.

        All entries in the order of their time stay as they are until one comes, goes or moves; any other
        answer may hang on whatever was written. What another connection wrote may have been anything.
        """
        elsewhere: int = self._db.execute("PRAGMA data_version").fetchone()[0]
        if wanted == EVERYTHING and order.key is SortKey.START:
            moves = self._moves.so_far()
            if moves is not None:
                return "moves", moves, elsewhere
        return "all", self._db.conn.total_changes, elsewhere
