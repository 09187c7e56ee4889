"""What value figures are made of: interactions and verdicts summed by local day and group."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlite_utils import Database

from aijournal.domain.entry_filter import EntryFilter
from aijournal.domain.tokens import TokenWeights
from aijournal.domain.totals import CellTotals, GroupBy, ValueDay
from aijournal.journal.conditions import IS_JUDGED, of_interactions, weight_of_interaction
from aijournal.journal.costs import NANO_USD, Costs
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
  count(*) FILTER (WHERE is_audit AND outcome >= 1),
  sum(nano_usd) FILTER (WHERE net IS NOT NULL),
  count(nano_usd) FILTER (WHERE net IS NOT NULL),
  total(net) FILTER (WHERE nano_usd IS NOT NULL),
  count(*) FILTER (WHERE is_new_work = 1),
  total(weight) FILTER (WHERE is_new_work = 1),
  total(net) FILTER (WHERE net > 0),
  total(net) FILTER (WHERE net > 0 AND is_bottleneck),
  count(*) FILTER (WHERE net IS NOT NULL AND rework_minutes > 0),
  total(rework_minutes) FILTER (WHERE net IS NOT NULL),
  count(weight)
FROM (
  SELECT
    {group} AS key,
    {day} AS day,
    (is_prompted OR {judged}) AS is_askable,
    nullif({judged}, 0) AS assessed,
    outcome,
    rework_minutes,
    is_audit,
    is_new_work,
    {net} AS net,
    {weight} AS weight,
    {bottleneck} AS is_bottleneck,
    {cost} AS nano_usd
  FROM interaction LEFT JOIN assessment ON interaction_id = interaction.id
  WHERE {condition}
  {in_order}
  LIMIT -1
)
GROUP BY {keys}
ORDER BY {keys}
"""


# A bottleneck counts on the days for which the person named it.
_IS_BOTTLENECK = """(bottleneck IS NOT NULL AND EXISTS (
  SELECT 1 FROM bottleneck AS named WHERE named.name = assessment.bottleneck
  AND coalesce(first_day, '') <= {day} AND coalesce(last_day, '9999') >= {day}
))"""
_COST = "(SELECT nano_usd FROM interaction_cost WHERE interaction_cost.interaction_id = interaction.id)"

_COST_AT = -10  # where the sum of costs stands among the columns

_CELLS = """
SELECT
  {keys}, sum(is_prompted OR {judged}), count(outcome),
  count(*) FILTER (WHERE outcome >= 1), count(*) FILTER (WHERE outcome <= -1)
FROM interaction LEFT JOIN assessment ON interaction_id = interaction.id
WHERE {condition}
GROUP BY {places}
ORDER BY {places}
"""


def value_days(
    db: Database, wanted: EntryFilter, by: GroupBy | None, weights: TokenWeights, costs: Costs | None = None
) -> tuple[ValueDay, ...]:
    """Return the sums of every day and group that the filter means; an interaction counts where it began.

    Cost is known only where `costs` are given, which works out what is missing of them first.
    """
    condition = of_interactions(wanted)
    if costs is not None:
        costs.complete(NET_MINUTES, condition)
    query = (
        _DAYS.replace("{key}", "key" if by else "NULL")
        .replace("{group}", interaction_key(db, by, wanted.zone))
        .replace("{bottleneck}", _IS_BOTTLENECK)
        .replace("{cost}", "NULL" if costs is None else _COST)
        .replace("{day}", interaction_day(db, wanted.zone))
        .replace("{judged}", IS_JUDGED)
        .replace("{net}", NET_MINUTES)
        .replace("{weight}", weight_of_interaction(weights))
        .replace("{condition}", condition.sql)
        .replace("{in_order}", "" if by else "ORDER BY day")
        .replace("{keys}", "key, day" if by else "day")
    )
    return tuple(_day(*row) for row in db.execute(query, condition.parameters))


def value_cells(db: Database, wanted: EntryFilter, by: Sequence[GroupBy]) -> tuple[CellTotals, ...]:
    """Return the verdicts of every cell, such as a model and a task type."""
    condition = of_interactions(wanted)
    keys = ", ".join(interaction_key(db, one, wanted.zone) for one in by)
    places = ", ".join(str(place + 1) for place in range(len(by)))
    query = (
        _CELLS.replace("{keys}", keys)
        .replace("{judged}", IS_JUDGED)
        .replace("{places}", places)
        .replace("{condition}", condition.sql)
    )
    return tuple(
        CellTotals(tuple(row[: len(by)]), *row[len(by) :]) for row in db.execute(query, condition.parameters)
    )


def _day(key: str | None, day: str, *sums: Any) -> ValueDay:
    values = list(sums)
    if values[_COST_AT] is not None:
        values[_COST_AT] *= NANO_USD
    return ValueDay(key, date.fromisoformat(day), *values)
