"""Interactions kept in step with their facts: grouping and sums."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import blake2b
from itertools import count
from uuid import uuid4
from zoneinfo import ZoneInfo

from sqlite_utils import Database

from aijournal.journal.grouping import Group, GroupedExchange, group
from aijournal.journal.handing_over import HAS_WORDS, hand_over
from aijournal.journal.instants import from_ms, to_ms
from aijournal.journal.numbers import next_number
from aijournal.journal.search_index import index_entries
from aijournal.journal.sql_text import compose

_ASK_WITHIN = timedelta(days=7)

_Row = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class GroupingRules:
    """What grouping goes by: the pause that ends an interaction, the audit share, and where we are.

    `ask_since` is the time from which on new interactions are asked about; older ones are there, not asked.
    """

    pause: timedelta
    audit_share: float
    zone: ZoneInfo
    ask_since: datetime | None = None


def first_import_rules(rules: GroupingRules, now: datetime) -> GroupingRules:
    """Return the rules for the first reading of a source: only the last week is asked about."""
    return GroupingRules(rules.pause, rules.audit_share, rules.zone, now - _ASK_WITHIN)


class Interactions:
    """The grouping of exchanges and all sums over calls; part of the journal, and used only by it."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def regroup(self, source: str, conversations: Collection[str], rules: GroupingRules) -> int:
        """Group the exchanges of some conversations anew and sum them; return how many interactions came.

        Runs inside the caller's transaction.
        """
        touched = self._drop_empty_runs(source, conversations)
        members, left = self._members(source, conversations)
        touched |= left
        takers: dict[int, int] = {}
        created: list[_Row] = []
        moved: list[tuple[int, int]] = []
        numbers = count(next_number(self._db, "interaction"))
        pause_ms = int(rules.pause / timedelta(milliseconds=1))
        for conversation, exchanges in members.items():
            for one in group(exchanges, pause_ms):
                interaction = one.interaction
                if interaction is None:
                    interaction = next(numbers)
                    created.append(_new_row(interaction, source, conversation, one, rules.zone))
                moved += [(interaction, its.id) for its in one.exchanges if its.interaction != interaction]
                touched.add(interaction)
                for exchange in one.exchanges:
                    if exchange.spoken_of is not None:
                        takers.setdefault(exchange.spoken_of, interaction)
        self._db.conn.executemany(_CREATE, created)
        self._db.conn.executemany("UPDATE exchange SET interaction_id = ? WHERE id = ?", moved)
        hand_over(self._db, takers)
        dropped = self._drop_empty(source, conversations)
        index_entries(self._db, dropped & takers.keys())
        self.refresh(touched - dropped, rules)
        return len(created) - len(dropped)

    def refresh(self, interactions: Collection[int], rules: GroupingRules) -> None:
        """Bring interactions in step with the exchanges they have, without grouping these anew."""
        self.sum_up(interactions)
        self._place(interactions)
        self._draw(interactions, rules)

    def sum_up(self, interactions: Collection[int]) -> None:
        """Write the span and the sums of interactions from their exchanges and calls."""
        wanted = json.dumps(sorted(interactions))
        self._db.execute(_SUM_EXCHANGES, [wanted])
        self._db.execute(_CLEAR_EXCHANGES, [wanted])
        self._db.execute(_SUM_CALLS, [wanted])
        self._db.execute(_CLEAR_CALLS, [wanted])

    def _members(
        self, source: str, conversations: Collection[str]
    ) -> tuple[Mapping[str, Sequence[GroupedExchange]], set[int]]:
        """Return exchanges by conversation, and which open interactions of other ones they are to leave."""
        rows = self._db.execute(
            _MEMBERS,
            [json.dumps(sorted(conversations)), source],
        )
        members: dict[str, list[GroupedExchange]] = defaultdict(list)
        left: set[int] = set()
        for (
            conversation,
            number,
            native_id,
            is_run,
            group_name,
            start,
            end,
            lies_in,
            closed,
            spoken,
            lay,
        ) in rows:
            if lay is not None and lies_in is None:
                left.add(lay)
            members[conversation].append(
                GroupedExchange(
                    number, native_id, bool(is_run), group_name, start, end, lies_in, bool(closed), spoken
                )
            )
        return members, left

    def _place(self, interactions: Collection[int]) -> None:
        """Set the local day by the start, which an earlier exchange may have moved."""
        rows = self._db.execute(
            "SELECT interaction.id, started_at, time_zone FROM json_each(?) AS wanted "
            "CROSS JOIN interaction ON interaction.id = wanted.value",
            [json.dumps(sorted(interactions))],
        ).fetchall()
        self._db.conn.executemany(
            "UPDATE interaction SET utc_offset_minutes = ?2, local_day = ?3 "
            "WHERE id = ?1 AND (local_day, utc_offset_minutes) <> (?3, ?2)",
            [(number, *_local(started, ZoneInfo(zone))) for number, started, zone in rows],
        )

    def _drop_empty_runs(self, source: str, conversations: Collection[str]) -> set[int]:
        """Remove runs whose calls all turned out to belong elsewhere; return which interactions they left."""
        rows = self._db.execute(
            "DELETE FROM exchange WHERE kind = 'run' AND source = ? "
            "AND conversation_id IN (SELECT value FROM json_each(?)) "
            "AND NOT EXISTS (SELECT 1 FROM call WHERE exchange_id = exchange.id) RETURNING interaction_id",
            [source, json.dumps(sorted(conversations))],
        ).fetchall()
        return {row[0] for row in rows if row[0] is not None}

    def _drop_empty(self, source: str, conversations: Collection[str]) -> set[int]:
        """Remove open interactions that lost all their exchanges to others."""
        rows = self._db.execute(
            "DELETE FROM interaction WHERE source = ? AND is_closed = 0 "
            "AND conversation_id IN (SELECT value FROM json_each(?)) "
            "AND NOT EXISTS (SELECT 1 FROM exchange WHERE interaction_id = interaction.id) RETURNING id",
            [source, json.dumps(sorted(conversations))],
        ).fetchall()
        return {row[0] for row in rows}

    def _draw(self, interactions: Iterable[int], rules: GroupingRules) -> None:
        """Draw the audit sample and decide what is asked about, for interactions that are still open.

        The draw is a keyed hash of the first exchange's native id: the order of import cannot change it,
        and nobody can guess it.
        """
        secret = self._db.execute("SELECT secret FROM journal_key").fetchone()[0]
        since = to_ms(rules.ask_since) if rules.ask_since else 0
        rows = self._db.execute(_FIRST_EXCHANGES, [json.dumps(sorted(interactions))]).fetchall()
        self._db.conn.executemany(
            "UPDATE interaction SET is_audit = ?2, "
            "is_asked = is_prompted AND (is_asked OR ?2 OR started_at >= ?3) WHERE id = ?1",
            [(number, _is_drawn(secret, native_id, rules.audit_share), since) for number, native_id in rows],
        )


# An exchange that turned out to be of another conversation leaves its open interaction behind.
_MEMBERS = compose(
    "SELECT exchange.conversation_id, exchange.id, exchange.native_id, kind = 'run', prompt_group,",
    "exchange.started_at, exchange.ended_at,",
    "iif(is_closed OR interaction.conversation_id = exchange.conversation_id, interaction.id, NULL),",
    "coalesce(is_closed, 0), iif(is_closed = 0 AND",
    HAS_WORDS,
    ", interaction.id, NULL), interaction.id",
    "FROM json_each(?) AS wanted CROSS JOIN exchange ON exchange.source = ?",
    "AND exchange.conversation_id = wanted.value",
    "LEFT JOIN interaction ON interaction.id = interaction_id",
)


def _new_row(number: int, source: str, conversation: str, one: Group, zone: ZoneInfo) -> _Row:
    """Return the row of an interaction that is about to be, for `_CREATE`."""
    started = min(exchange.started_at for exchange in one.exchanges)
    return (number, uuid4().hex, conversation, started, zone.key, *_local(started, zone), source)


def _local(at: int, zone: ZoneInfo) -> tuple[int, str]:
    """Return the offset in minutes and the local day of an instant."""
    local = from_ms(at).astimezone(zone)
    return (local.utcoffset() or timedelta()) // timedelta(minutes=1), local.date().isoformat()


def _is_drawn(secret: bytes, native_id: str, share: float) -> bool:
    digest = blake2b(native_id.encode(), key=secret, digest_size=8).digest()
    return int.from_bytes(digest) < share * 2**64


_CREATE = """
INSERT INTO interaction (
  id, uid, source, conversation_id, tool, started_at, ended_at, time_zone, utc_offset_minutes, local_day
) SELECT ?1, ?2, name, ?3, tool, ?4, ?4, ?5, ?6, ?7 FROM source WHERE name = ?8
"""

_FIRST_EXCHANGES = """
SELECT interaction.id, exchange.native_id
FROM json_each(?) AS wanted
CROSS JOIN interaction ON interaction.id = wanted.value AND is_closed = 0
JOIN exchange ON exchange.interaction_id = interaction.id
GROUP BY interaction.id
HAVING exchange.started_at = min(exchange.started_at)
"""

# An interaction's person-time: the 10-minute windows of the clock that hold a prompt, within its span.
_SUM_EXCHANGES = """
UPDATE interaction SET
  started_at = facts.started_at,
  ended_at = facts.ended_at,
  exchanges = facts.prompts,
  is_prompted = facts.typed_prompts > 0,
  active_minutes = CASE WHEN facts.prompts > 0 THEN min(
    10 * facts.windows,
    max(1, (facts.ended_at - facts.started_at + 59999) / 60000)
  ) END,
  project = CASE WHEN interaction.project IS log_project THEN facts.project ELSE interaction.project END,
  log_project = facts.project
FROM (
  SELECT
    interaction_id,
    min(started_at) AS started_at,
    max(ended_at) AS ended_at,
    sum(kind = 'prompt') AS prompts,
    sum(kind = 'prompt' AND NOT is_scripted) AS typed_prompts,
    count(DISTINCT CASE WHEN kind = 'prompt' THEN started_at / 600000 END) AS windows,
    (SELECT project FROM exchange AS first WHERE first.interaction_id = exchange.interaction_id
      AND project IS NOT NULL ORDER BY kind = 'run', started_at, native_id LIMIT 1) AS project
  FROM json_each(?) AS wanted CROSS JOIN exchange ON interaction_id = wanted.value
  GROUP BY interaction_id
) AS facts
WHERE interaction.id = facts.interaction_id
"""

# What was read once, and has no exchanges any more, has words alone.
_CLEAR_EXCHANGES = """
UPDATE interaction SET exchanges = 0, active_minutes = NULL
WHERE id IN (SELECT value FROM json_each(?)) AND source IS NOT NULL
AND NOT EXISTS (SELECT 1 FROM exchange WHERE interaction_id = interaction.id)
"""

# What has no calls, or none any more, has no sums.
_CLEAR_CALLS = """
UPDATE interaction SET
  main_model_id = NULL, calls = 0, calls_without_tokens = 0, calls_lower_bound = 0, input_tokens = NULL,
  cache_write_tokens = NULL, cache_write_1h_tokens = NULL, cache_read_tokens = NULL, output_tokens = NULL,
  reasoning_tokens = NULL
WHERE id IN (SELECT value FROM json_each(?)) AND NOT EXISTS (
  SELECT 1 FROM exchange JOIN call ON call.exchange_id = exchange.id WHERE interaction_id = interaction.id
)
"""

_SUM_CALLS = """
UPDATE interaction SET
  main_model_id = facts.main_model_id,
  calls = facts.calls,
  calls_without_tokens = facts.calls_without_tokens,
  calls_lower_bound = facts.calls_lower_bound,
  input_tokens = facts.input_tokens,
  cache_write_tokens = facts.cache_write_tokens,
  cache_write_1h_tokens = facts.cache_write_1h_tokens,
  cache_read_tokens = facts.cache_read_tokens,
  output_tokens = facts.output_tokens,
  reasoning_tokens = facts.reasoning_tokens
FROM (
  SELECT
    interaction_id,
    max(model_output) AS most_output,
    model_id AS main_model_id,
    sum(calls) AS calls,
    sum(calls_without_tokens) AS calls_without_tokens,
    sum(calls_lower_bound) AS calls_lower_bound,
    sum(input_tokens) AS input_tokens,
    sum(cache_write_tokens) AS cache_write_tokens,
    sum(cache_write_1h_tokens) AS cache_write_1h_tokens,
    sum(cache_read_tokens) AS cache_read_tokens,
    sum(output_tokens) AS output_tokens,
    sum(reasoning_tokens) AS reasoning_tokens
  FROM (
    SELECT
      interaction_id,
      model_id,
      coalesce(sum(output_tokens), 0) AS model_output,
      count(*) AS calls,
      sum(coalesce(input_tokens + cache_write_tokens + cache_read_tokens + output_tokens, -1) < 0)
        AS calls_without_tokens,
      sum(output_is_lower_bound) AS calls_lower_bound,
      sum(input_tokens) AS input_tokens,
      sum(cache_write_tokens) AS cache_write_tokens,
      sum(cache_write_1h_tokens) AS cache_write_1h_tokens,
      sum(cache_read_tokens) AS cache_read_tokens,
      sum(output_tokens) AS output_tokens,
      sum(reasoning_tokens) AS reasoning_tokens
    FROM json_each(?) AS wanted
    CROSS JOIN exchange ON interaction_id = wanted.value
    JOIN call ON call.exchange_id = exchange.id
    GROUP BY interaction_id, model_id
    ORDER BY interaction_id, model_id DESC
  )
  GROUP BY interaction_id
) AS facts
WHERE interaction.id = facts.interaction_id
"""
