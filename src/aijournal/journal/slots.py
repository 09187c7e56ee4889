"""The quarter-hour rollup of calls, and calls in the same shape."""

import json
from collections.abc import Collection, Iterable

from sqlite_utils import Database

from aijournal.journal.blocks import drop_blocks
from aijournal.journal.instants import SLOT_MS
from aijournal.journal.sql_text import TOKEN_COLUMNS, compose
from aijournal.pricing import PROMPT_STEPS

_PROMPT_TOKENS = (
    "coalesce(call.input_tokens, 0) + coalesce(call.cache_write_tokens, 0)"
    " + coalesce(call.cache_read_tokens, 0)"
)
# Most prompts are short; the engine would ask for every step, and add the tokens up each time.
_PROMPT_STEP = compose(
    "CASE",
    *(f"WHEN {_PROMPT_TOKENS} <= {step} THEN {number}" for number, step in enumerate(PROMPT_STEPS)),
    f"ELSE {len(PROMPT_STEPS)} END",
)
_IS_COMPLETE = (
    "(call.input_tokens + call.cache_write_tokens + call.cache_read_tokens + call.output_tokens) IS NOT NULL"
)

_SLOT_COLUMNS = (
    "slot, source, model_id, project, prompt_step, is_complete, calls, calls_lower_bound, input_tokens, "
    "cache_write_tokens, cache_write_1h_tokens, cache_read_tokens, output_tokens, reasoning_tokens"
)

_SUMS = """
SELECT
  call.at / {slot_ms}, call.source, call.model_id, coalesce(exchange.project, ''), {prompt_step},
  {is_complete},
  count(*), sum(call.output_is_lower_bound), sum(call.input_tokens), sum(call.cache_write_tokens),
  sum(call.cache_write_1h_tokens), sum(call.cache_read_tokens), sum(call.output_tokens),
  sum(call.reasoning_tokens)
"""

_SUMS_OF_CALLS = """
{sums} FROM json_each(?) AS wanted
CROSS JOIN call ON call.at >= wanted.value * {slot_ms} AND call.at < (wanted.value + 1) * {slot_ms}
JOIN exchange ON exchange.id = call.exchange_id
GROUP BY 1, 2, 3, 4, 5, 6
"""

# The first number is looked up, and the calls behind it come in the order in which they lie.
_SUMS_OF_NEW_CALLS = """
{sums} FROM call CROSS JOIN exchange ON exchange.id = call.exchange_id
WHERE call.id >= ?1 AND call.at / {slot_ms} NOT IN (SELECT value FROM json_each(?2))
GROUP BY 1, 2, 3, 4, 5, 6
"""

# A sum that is not known yet becomes what is added to it.
_ADDED = ", ".join(
    f"{column} = coalesce({column} + excluded.{column}, {column}, excluded.{column})"
    for column in ("calls", "calls_lower_bound", *TOKEN_COLUMNS)
)

_CALLS_AS_SLOTS = """(
SELECT
  call.at / {slot_ms} AS slot, call.source, call.model_id, coalesce(exchange.project, '') AS project,
  {prompt_step} AS prompt_step, {is_complete} AS is_complete, 1 AS calls,
  call.output_is_lower_bound AS calls_lower_bound, call.input_tokens, call.cache_write_tokens,
  call.cache_write_1h_tokens, call.cache_read_tokens, call.output_tokens, call.reasoning_tokens,
  interaction.task AS task, interaction.id AS interaction_id, assessment.bottleneck, assessment.motive
FROM interaction
LEFT JOIN assessment ON assessment.interaction_id = interaction.id
JOIN exchange ON exchange.interaction_id = interaction.id
JOIN call ON call.exchange_id = exchange.id
WHERE {condition}
)"""

_CHARGED_CALLS_AS_SLOTS = """(
SELECT
  call.at / {slot_ms} AS slot, call.source, call.model_id, coalesce(exchange.project, '') AS project,
  call.charges, interaction.task AS task, interaction.id AS interaction_id, assessment.bottleneck,
  assessment.motive
FROM call
JOIN exchange ON exchange.id = call.exchange_id
LEFT JOIN interaction ON interaction.id = exchange.interaction_id
LEFT JOIN assessment ON assessment.interaction_id = interaction.id
WHERE call.charges IS NOT NULL AND {condition}
)"""


def _filled(template: str) -> str:
    return (
        template.replace("{sums}", _SUMS)
        .replace("{slot_ms}", str(SLOT_MS))
        .replace("{prompt_step}", _PROMPT_STEP)
        .replace("{is_complete}", _IS_COMPLETE)
    )


_INSERT = compose("INSERT INTO token_slot (", _SLOT_COLUMNS, ")")
_SUM_SLOTS = compose(_INSERT, _filled(_SUMS_OF_CALLS))
_ADD_TO_SLOTS = compose(
    _INSERT,
    _filled(_SUMS_OF_NEW_CALLS),
    "ON CONFLICT (slot, source, model_id, project, prompt_step, is_complete) DO UPDATE SET",
    _ADDED,
)
_DIFFERENCE = compose(
    "WITH summed AS MATERIALIZED (",
    _filled(_SUMS_OF_CALLS),
    "), stored AS (SELECT",
    _SLOT_COLUMNS,
    "FROM token_slot WHERE slot IN (SELECT value FROM json_each(?)))",
    "SELECT EXISTS (SELECT * FROM summed EXCEPT SELECT * FROM stored)",
    "OR EXISTS (SELECT * FROM stored EXCEPT SELECT * FROM summed)",
)
CALLS_AS_SLOTS = _filled(_CALLS_AS_SLOTS)
CHARGED_CALLS_AS_SLOTS = _filled(_CHARGED_CALLS_AS_SLOTS)


def sum_slots(db: Database, slots: Collection[int]) -> None:
    """Write the rollup of some quarter-hours anew from the calls, inside the caller's transaction."""
    wanted = json.dumps(sorted(slots))
    db.execute("DELETE FROM token_slot WHERE slot IN (SELECT value FROM json_each(?))", [wanted])
    db.execute(_SUM_SLOTS, [wanted])
    drop_blocks(db, slots)


def add_to_slots(db: Database, first_call: int, slots: Collection[int], but_not: Collection[int]) -> None:
    """Add new calls, numbered `first_call` and higher, to the rollup of the quarter-hours they lie in.

    What was summed there before need not be summed again. `but_not` are quarter-hours that are summed anew,
    which is for `sum_slots` to do. Runs inside the caller's transaction.
    """
    if slots:
        db.execute(_ADD_TO_SLOTS, [first_call, json.dumps(sorted(but_not))])
        drop_blocks(db, slots)


def slots_fit_calls(db: Database, slots: Iterable[int]) -> bool:
    """Whether the rollup of some quarter-hours says what their calls say."""
    wanted = json.dumps(list(slots))
    return not db.execute(_DIFFERENCE, [wanted, wanted]).fetchone()[0]
