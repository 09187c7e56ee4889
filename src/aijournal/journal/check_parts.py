"""What a full check looks at, part by part: each yields a sentence for every kind of thing it finds.

No sentence quotes what an entry says, so each can be shown, logged and sent to somebody.
"""

from collections import Counter
from collections.abc import Iterator

from sqlite_utils import Database

from aijournal.journal.blocks import BLOCK_SLOTS, block_fits_slots
from aijournal.journal.charges import odd_charges
from aijournal.journal.day_checksums import DayCheck
from aijournal.journal.instants import SLOT_MS
from aijournal.journal.slots import slots_fit_calls
from aijournal.journal.sql_text import compose

_MOST_FINDINGS = 20  # of the engine; more of them say nothing new
_DAYS_NAMED = 5

_WRONG_SUMS = """
WITH facts AS (
  SELECT
    interaction_id,
    count(call.id) AS calls,
    count(call.id) - count(call.input_tokens + call.cache_write_tokens + call.cache_read_tokens
      + call.output_tokens) AS calls_without_tokens,
    total(call.output_is_lower_bound) AS calls_lower_bound,
    sum(call.input_tokens) AS input_tokens,
    sum(call.cache_write_tokens) AS cache_write_tokens,
    sum(call.cache_write_1h_tokens) AS cache_write_1h_tokens,
    sum(call.cache_read_tokens) AS cache_read_tokens,
    sum(call.output_tokens) AS output_tokens,
    sum(call.reasoning_tokens) AS reasoning_tokens
  FROM exchange LEFT JOIN call ON call.exchange_id = exchange.id
  WHERE interaction_id IS NOT NULL
  GROUP BY interaction_id
)
SELECT count(*) FROM interaction LEFT JOIN facts ON facts.interaction_id = interaction.id
WHERE interaction.calls <> coalesce(facts.calls, 0)
  OR interaction.calls_without_tokens <> coalesce(facts.calls_without_tokens, 0)
  OR interaction.calls_lower_bound <> coalesce(facts.calls_lower_bound, 0)
  OR interaction.input_tokens IS NOT facts.input_tokens
  OR interaction.cache_write_tokens IS NOT facts.cache_write_tokens
  OR interaction.cache_write_1h_tokens IS NOT facts.cache_write_1h_tokens
  OR interaction.cache_read_tokens IS NOT facts.cache_read_tokens
  OR interaction.output_tokens IS NOT facts.output_tokens
  OR interaction.reasoning_tokens IS NOT facts.reasoning_tokens
"""


def pages(db: Database, pragma: str) -> Iterator[str]:
    """Look how pages, and with `integrity_check` tables, indexes and search index, hang together."""
    rows = db.execute(compose("PRAGMA", pragma, f"({_MOST_FINDINGS})")).fetchall()
    yield from (f"The file is damaged: {row[0]}." for row in rows if row[0] != "ok")


def references(db: Database) -> Iterator[str]:
    """Look whether every row that another one points to is there."""
    rows = db.execute('SELECT "table", parent FROM pragma_foreign_key_check')
    for (table, parent), count in sorted(Counter(map(tuple, rows)).items()):
        told = _counted(count, f"row of “{table}” points", f"rows of “{table}” point")
        yield f"{told} to rows of “{parent}” that are not there."


def interaction_sums(db: Database) -> Iterator[str]:
    """Look whether every interaction carries the sums of its calls."""
    wrong = db.execute(_WRONG_SUMS).fetchone()[0]
    if wrong:
        yield f"{_counted(wrong, 'entry carries', 'entries carry')} other sums than the calls in it come to."


def token_slots(db: Database) -> Iterator[str]:
    """Look whether the token sums by quarter-hour say what the calls say, some weeks at a time."""
    rows = db.execute(
        "SELECT DISTINCT slot / ?1 FROM token_slot UNION SELECT DISTINCT at / (?1 * ?2) FROM call",
        [BLOCK_SLOTS, SLOT_MS],
    ).fetchall()
    wrong = sum(
        not isinstance(block, int)  # damage can leave anything there
        or not slots_fit_calls(db, range(block * BLOCK_SLOTS, (block + 1) * BLOCK_SLOTS))
        for (block,) in rows
    )
    if wrong:
        yield f"The token sums of {_counted(wrong, 'stretch', 'stretches')} of 28 days do not fit the calls."


def token_blocks(db: Database) -> Iterator[str]:
    """Look whether the token sums of whole blocks say what their quarter-hours say."""
    rows = db.execute("SELECT DISTINCT block FROM token_block").fetchall()
    wrong = sum(not isinstance(block, int) or not block_fits_slots(db, block) for (block,) in rows)
    if wrong:
        yield f"The stored sums of {_counted(wrong, 'stretch', 'stretches')} of 28 days do not fit its parts."


def charges(db: Database) -> Iterator[str]:
    """Look whether what tools charged is written as it always is."""
    odd = odd_charges(db)
    if odd:
        yield f"What was charged for {_counted(odd, 'call', 'calls')} cannot be read any more."


def days(check: DayCheck) -> Iterator[str]:
    """Say which days changed by themselves."""
    damaged = check.damaged
    if damaged:
        named = ", ".join(day.isoformat() for day in damaged[:_DAYS_NAMED])
        more = f" and {len(damaged) - _DAYS_NAMED:,} more" if len(damaged) > _DAYS_NAMED else ""
        yield f"Entries of {_counted(len(damaged), 'day', 'days')} changed by themselves: {named}{more}."
    if check.days_unreadable:
        yield f"{_counted(check.days_unreadable, 'day is', 'days are')} no dates any more."


def _counted(count: int, one: str, many: str) -> str:
    return f"{count:,} {one if count == 1 else many}"
