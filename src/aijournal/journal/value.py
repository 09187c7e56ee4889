"""What value figures are made of: interactions and verdicts summed by local day and group."""

from datetime import date

from sqlite_utils import Database

from aijournal.domain.entry_filter import EntryFilter
from aijournal.domain.tokens import TokenWeights
from aijournal.domain.totals import GroupBy, ValueDay
from aijournal.journal.conditions import of_interactions, weight_of_interaction
from aijournal.journal.totals import interaction_day, interaction_key

# The net minutes of an interaction: what was claimed, or the unaided estimate less the time spent; less
# rework. New work is not time saved. Never derived from the outcome alone.
NET_MINUTES = """CASE
  WHEN is_new_work = 1 THEN NULL
  WHEN net_minutes IS NOT NULL THEN net_minutes - coalesce(rework_minutes, 0)
  ELSE unaided_minutes - active_minutes - coalesce(rework_minutes, 0)
END"""

# The inner query is not merged into the outer one, thanks to its LIMIT: each sum would compute its columns
# again. Where days are all that is asked for, they come in order from an index and need not be sorted.
_DAYS = """
SELECT
  {key},
  day,
  sum(is_askable),
  count(assessed),
  count(outcome),
  count(*) FILTER (WHERE outcome >= 1),
  count(*) FILTER (WHERE outcome <= -1),
  count(net),
  total(net),
  count(net + weight),
  total(net) FILTER (WHERE weight IS NOT NULL),
  total(weight) FILTER (WHERE net IS NOT NULL),
  total(weight),
  total(weight) FILTER (WHERE outcome IS NOT NULL),
  count(*) - count(weight),
  count(net) - count(net + rework_minutes),
  sum(is_audit),
  count(outcome) FILTER (WHERE is_audit),
  count(*) FILTER (WHERE is_audit AND outcome >= 1)
FROM (
  SELECT
    {group} AS key,
    {day} AS day,
    (is_prompted OR assessment.interaction_id IS NOT NULL) AS is_askable,
    assessment.interaction_id AS assessed,
    outcome,
    rework_minutes,
    is_audit,
    {net} AS net,
    {weight} AS weight
  FROM interaction LEFT JOIN assessment ON interaction_id = interaction.id
  WHERE {condition}
  {in_order}
  LIMIT -1
)
GROUP BY {keys}
ORDER BY {keys}
"""


def value_days(
    db: Database, wanted: EntryFilter, by: GroupBy | None, weights: TokenWeights
) -> tuple[ValueDay, ...]:
    """Return the sums of every day and group that the filter means; an interaction counts where it began."""
    condition = of_interactions(wanted)
    query = (
        _DAYS.replace("{key}", "key" if by else "NULL")
        .replace("{group}", interaction_key(db, by, wanted.zone))
        .replace("{day}", interaction_day(db, wanted.zone))
        .replace("{net}", NET_MINUTES)
        .replace("{weight}", weight_of_interaction(weights))
        .replace("{condition}", condition.sql)
        .replace("{in_order}", "" if by else "ORDER BY day")
        .replace("{keys}", "key, day" if by else "day")
    )
    return tuple(
        ValueDay(key, date.fromisoformat(day), *sums)
        for key, day, *sums in db.execute(query, condition.parameters)
    )
