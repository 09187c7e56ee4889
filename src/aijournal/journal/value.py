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

_DAYS = """
SELECT
  key,
  day,
  sum(is_askable),
  sum(is_assessed),
  sum(is_rated),
  sum(is_rated AND outcome >= 1),
  sum(is_rated AND outcome <= -1),
  sum(net IS NOT NULL),
  total(net),
  sum(net IS NOT NULL AND weight IS NOT NULL),
  total(CASE WHEN weight IS NOT NULL THEN net END),
  total(CASE WHEN net IS NOT NULL THEN weight END),
  total(weight),
  total(CASE WHEN is_rated THEN weight END),
  sum(weight IS NULL),
  sum(net IS NOT NULL AND rework_minutes IS NULL),
  sum(is_audit),
  sum(is_audit AND is_rated),
  sum(is_audit AND is_rated AND outcome >= 1)
FROM (
  SELECT
    {key} AS key,
    {day} AS day,
    (is_prompted OR assessment.interaction_id IS NOT NULL) AS is_askable,
    assessment.interaction_id IS NOT NULL AS is_assessed,
    outcome IS NOT NULL AS is_rated,
    outcome,
    rework_minutes,
    is_audit,
    {net} AS net,
    {weight} AS weight
  FROM interaction LEFT JOIN assessment ON interaction_id = interaction.id
  WHERE {condition}
)
GROUP BY key, day
ORDER BY key, day
"""


def value_days(
    db: Database, wanted: EntryFilter, by: GroupBy | None, weights: TokenWeights
) -> tuple[ValueDay, ...]:
    """Return the sums of every day and group that the filter means; an interaction counts where it began."""
    condition = of_interactions(wanted)
    query = (
        _DAYS.replace("{key}", interaction_key(db, by, wanted.zone))
        .replace("{day}", interaction_day(db, wanted.zone))
        .replace("{net}", NET_MINUTES)
        .replace("{weight}", weight_of_interaction(weights))
        .replace("{condition}", condition.sql)
    )
    return tuple(
        ValueDay(key, date.fromisoformat(day), *sums)
        for key, day, *sums in db.execute(query, condition.parameters)
    )
