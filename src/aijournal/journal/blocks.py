"""Sums of the quarter-hour rollup over blocks of 28 days, so that a sum over years need not walk it.

A block's rows are dropped when a quarter-hour in it changes and written anew when reading is finished; until
then, and at the ends of a period, the quarter-hours themselves are summed. So no sum depends on a block.
"""

import json
from collections.abc import Collection, Sequence

from sqlite_utils import Database

from aijournal.journal.conditions import Condition
from aijournal.journal.sql_text import compose

BLOCK_SLOTS = 28 * 24 * 4
_EVER = 1 << 53  # in quarter-hours

_COLUMNS = (
    "source, model_id, project, prompt_step, is_complete, calls, calls_lower_bound, input_tokens, "
    "cache_write_tokens, cache_write_1h_tokens, cache_read_tokens, output_tokens, reasoning_tokens"
)

_MISSING = """
WITH RECURSIVE used (block) AS (
  SELECT min(slot) / {slots} FROM token_slot
  UNION ALL
  SELECT (SELECT min(slot) FROM token_slot WHERE slot >= (used.block + 1) * {slots}) / {slots}
  FROM used WHERE used.block IS NOT NULL
)
SELECT block FROM used
WHERE block IS NOT NULL AND NOT EXISTS (SELECT 1 FROM token_block WHERE token_block.block = used.block)
"""

_SUMS_OF_SLOTS = """
SELECT
  slot / {slots}, source, model_id, project, prompt_step, is_complete, sum(calls), sum(calls_lower_bound),
  sum(input_tokens), sum(cache_write_tokens), sum(cache_write_1h_tokens), sum(cache_read_tokens),
  sum(output_tokens), sum(reasoning_tokens)
FROM token_slot WHERE slot >= ?1 * {slots} AND slot < (?1 + 1) * {slots}
GROUP BY 1, 2, 3, 4, 5, 6
"""

_BLOCKS_AND_SLOTS = """(
SELECT block * {slots} AS slot, {columns} FROM token_block
WHERE block IN (SELECT value FROM json_each(:blocks))
UNION ALL
SELECT slot, {columns} FROM json_each(:stretches) AS stretch
CROSS JOIN token_slot ON slot >= stretch.value ->> 0 AND slot < stretch.value ->> 1
)"""


def _filled(template: str) -> str:
    return template.replace("{slots}", str(BLOCK_SLOTS)).replace("{columns}", _COLUMNS)


_MISSING_BLOCKS = _filled(_MISSING)
_SUM_BLOCK = _filled(compose("INSERT INTO token_block (block, {columns})", _SUMS_OF_SLOTS))
_DIFFERENCE = _filled(
    compose(
        "WITH summed AS MATERIALIZED (",
        _SUMS_OF_SLOTS,
        "), stored AS (SELECT block, {columns} FROM token_block WHERE block = ?1)",
        "SELECT EXISTS (SELECT * FROM stored)",
        "AND (EXISTS (SELECT * FROM summed EXCEPT SELECT * FROM stored)",
        "OR EXISTS (SELECT * FROM stored EXCEPT SELECT * FROM summed))",
    )
)
_SUMMED = _filled(_BLOCKS_AND_SLOTS)


def drop_blocks(db: Database, slots: Collection[int]) -> None:
    """Forget the blocks that some quarter-hours lie in, inside the transaction that changes these."""
    db.execute(
        "DELETE FROM token_block WHERE block IN (SELECT value / ? FROM json_each(?))",
        [BLOCK_SLOTS, json.dumps(sorted(slots))],
    )


def sum_missing_blocks(db: Database) -> None:
    """Sum every block that is not, inside the caller's transaction."""
    db.conn.executemany(_SUM_BLOCK, db.execute(_MISSING_BLOCKS).fetchall())


def block_fits_slots(db: Database, block: int) -> bool:
    """Whether a block says what its quarter-hours say; one that is not summed says nothing wrong."""
    return not db.execute(_DIFFERENCE, [block]).fetchone()[0]


def blocks_and_slots(
    db: Database, begin: int | None, end: int | None, changes: Sequence[int]
) -> Condition | None:
    """Return SQL that stands for the rollup from one quarter-hour up to another, `None` meaning without end.

    Within its rows nothing that is in `changes`, quarter-hours at which prices change, comes to pass. The
    answer is `None` where no whole block lies between.
    """
    first, last = -_EVER if begin is None else begin, _EVER if end is None else end
    if last - first < BLOCK_SLOTS:
        return None
    stored = (block for (block,) in db.execute("SELECT DISTINCT block FROM token_block ORDER BY block"))
    whole = [
        (block * BLOCK_SLOTS, (block + 1) * BLOCK_SLOTS)
        for block in stored
        if block * BLOCK_SLOTS >= first and (block + 1) * BLOCK_SLOTS <= last
    ]
    kept = [(start, stop) for start, stop in whole if not any(start < at < stop for at in changes)]
    if not kept:
        return None
    edges = [first, *(edge for span in kept for edge in span), last]
    stretches = [(low, high) for low, high in zip(edges[::2], edges[1::2], strict=True) if low < high]
    blocks = [start // BLOCK_SLOTS for start, _ in kept]
    return Condition(_SUMMED, {"blocks": json.dumps(blocks), "stretches": json.dumps(stretches)})
