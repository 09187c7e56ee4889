"""What the mirror is made of: what a meter sees of each day, and what the signals look at."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from aijournal.domain.assessment import Accepted, Motive, Need, Outcome
from aijournal.domain.entry_filter import EntryFilter
from aijournal.domain.mirror import SeenDay, SignalEntry
from aijournal.domain.tokens import TokenWeights
from aijournal.domain.totals import GroupBy
from aijournal.journal.conditions import of_interactions, weight_of_interaction, weight_of_sums
from aijournal.journal.connection import reading
from aijournal.journal.engine_errors import plain_errors
from aijournal.journal.instants import from_ms
from aijournal.journal.totals import Totals, interaction_day
from aijournal.journal.undo import Undo
from aijournal.journal.value import NET_MINUTES

# Nobody is there from half an hour after a prompt on, whichever exchange a call belongs to.
UNATTENDED = timedelta(minutes=30)

# The calls behind a mark, and those that nobody waited for, are walked only where there can be any. A run
# that the marked exchange caused is a part of it; one of which the log does not say what caused it belongs to
# the latest prompt before it.
_ENTRIES = """
SELECT
  interaction.id, {day} AS day, interaction.started_at, interaction.ended_at, interaction.task,
  {weight} AS weight, interaction.exchanges, interaction.active_minutes,
  CASE WHEN assessment.is_unsure THEN 'unsure' ELSE assessment.outcome END,
  assessment.need, assessment.motive, assessment.accepted,
  {net} AS net_minutes, assessment.unaided_minutes, assessment.assessed_at, assessment.seconds_taken,
  CASE WHEN useful.id IS NOT NULL AND ({weight}) IS NOT NULL THEN (
    SELECT total({call_weight}) FROM exchange JOIN call ON call.exchange_id = exchange.id
    WHERE exchange.interaction_id = interaction.id
    AND (exchange.started_at, exchange.native_id) > (useful.started_at, useful.native_id)
    AND CASE
      WHEN exchange.kind = 'prompt' THEN 1
      WHEN exchange.prompt_group IS NOT NULL THEN exchange.prompt_group IS NOT useful.prompt_group
      ELSE EXISTS (
        SELECT 1 FROM exchange AS between_them
        WHERE between_them.interaction_id = interaction.id AND between_them.kind = 'prompt'
        AND between_them.started_at <= exchange.started_at
        AND (between_them.started_at, between_them.native_id) > (useful.started_at, useful.native_id)
      )
    END
  ) END AS tail_weight,
  CASE
    WHEN ({weight}) IS NULL THEN NULL
    WHEN interaction.ended_at - interaction.started_at < {unattended} THEN 0.0
    ELSE (
      SELECT total({call_weight}) FROM exchange JOIN call ON call.exchange_id = exchange.id
      WHERE exchange.interaction_id = interaction.id
      AND NOT EXISTS (
        SELECT 1 FROM exchange AS asked
        WHERE asked.interaction_id = interaction.id AND asked.kind = 'prompt'
        AND asked.started_at > call.at - {unattended} AND asked.started_at <= call.at
      )
    )
  END AS unattended_weight
FROM interaction
LEFT JOIN assessment ON assessment.interaction_id = interaction.id
LEFT JOIN exchange AS useful
  ON useful.id = assessment.useful_exchange_id AND useful.interaction_id = interaction.id
WHERE {condition}
ORDER BY interaction.started_at, interaction.id
"""

# What makes a field of `SignalEntry` of what is in a column, in the order of both; `None` where it is one.
_KINDS: tuple[Callable[[Any], Any] | None, ...] = (
    None,
    date.fromisoformat,
    from_ms,
    from_ms,
    *(None, None, None, None),
    *(Outcome, Need, Motive, Accepted),
    *(None, None),
    from_ms,
    *(None, None, None),
)
_ALIKE = frozenset({date.fromisoformat, Outcome, Need, Motive, Accepted})  # few values, in many rows


class MirrorRows:
    """Questions of the mirror, and the signals that the person wants silent; a part of the journal."""

    def __init__(self, path: Path, db: Database, undo: Undo, totals: Totals, weights: TokenWeights) -> None:
        self._path = path
        self._db = db
        self._undo = undo
        self._totals = totals
        self._weight = weight_of_interaction(weights)
        self._call_weight = weight_of_sums(weights)

    def seen_days(self, wanted: EntryFilter) -> tuple[SeenDay, ...]:
        """Return what a meter sees of each local day with calls or typed tokens, in order of time."""
        with plain_errors(self._path):
            rows = self._totals.totals(wanted, GroupBy.DAY).rows
        return tuple(
            SeenDay(date.fromisoformat(row.key), row.raw_tokens, row.calls, row.cost_usd, row.is_lower_bound)
            for row in rows
            if row.key is not None and (row.calls or row.typed_tokens is not None)
        )

    def entries(self, wanted: EntryFilter) -> tuple[SignalEntry, ...]:
        """Return the interactions that a filter means as the signals see them, in order of time."""
        condition = of_interactions(wanted)
        with plain_errors(self._path), reading(self._db):
            query = (
                _ENTRIES.replace("{day}", interaction_day(self._db, wanted.zone))
                .replace("{net}", NET_MINUTES)
                .replace("{weight}", self._weight)
                .replace("{call_weight}", self._call_weight)
                .replace("{unattended}", str(UNATTENDED // timedelta(milliseconds=1)))
                .replace("{condition}", condition.sql)
            )
            return _entries(self._db.execute(query, condition.parameters).fetchall())

    def paused(self) -> Mapping[str, date]:
        """Return until which day each signal is to stay silent."""
        with plain_errors(self._path):
            rows = self._db.execute("SELECT signal, until_day FROM signal_pause").fetchall()
        return {signal: date.fromisoformat(day) for signal, day in rows}

    def pause(self, signal: str, until: date, now: datetime) -> None:
        """Let a signal stay silent until the end of a day; it can be undone."""
        with plain_errors(self._path), self._undo.act("Put a question aside", now) as act:
            row = self._db.execute("SELECT id FROM signal_pause WHERE signal = ?", [signal]).fetchone()
            if row is None:
                cursor = self._db.execute(
                    "INSERT INTO signal_pause (signal, until_day) VALUES (?, ?)", [signal, until.isoformat()]
                )
                act.created("signal_pause", int(cursor.lastrowid or 0))
            else:
                act.touch("signal_pause", row[0])
                self._db.execute(
                    "UPDATE signal_pause SET until_day = ? WHERE id = ?", [until.isoformat(), row[0]]
                )

    def resume(self, signal: str, now: datetime) -> None:
        """Let a silent signal ask again; it can be undone."""
        with plain_errors(self._path), self._undo.act("Brought back a question", now) as act:
            rows = self._db.execute("SELECT id FROM signal_pause WHERE signal = ?", [signal]).fetchall()
            for (row,) in rows:
                act.touch("signal_pause", row)
            self._db.execute("DELETE FROM signal_pause WHERE signal = ?", [signal])


def _entries(rows: Sequence[Sequence[Any]]) -> tuple[SignalEntry, ...]:
    """Return rows as entries, column by column: one by one takes twice as long."""
    if not rows:
        return ()
    columns = zip(_KINDS, zip(*rows, strict=True), strict=True)
    return tuple(map(SignalEntry, *(_converted(kind, column) for kind, column in columns)))


def _converted(kind: Callable[[Any], Any] | None, column: Sequence[Any]) -> Sequence[Any]:
    """Return a column with each value made into a field; `None` stays."""
    if kind is None:
        return column
    if kind in _ALIKE:
        made = {value: None if value is None else kind(value) for value in set(column)}
        return [made[value] for value in column]
    return [None if value is None else kind(value) for value in column]
