"""What interactions cost at list prices, kept for those that value per dollar is asked of.

Working it out walks the calls, so it is done once for an interaction: triggers remove what is kept when its
calls change, and another list of prices removes all.
"""

import json
from collections import defaultdict
from collections.abc import Collection, Iterator
from decimal import Decimal

from sqlcipher3 import dbapi2 as sqlite
from sqlite_utils import Database

from aijournal.journal.conditions import Condition
from aijournal.journal.connection import writing
from aijournal.journal.engine_errors import is_busy
from aijournal.journal.instants import SLOT_MS, from_ms, to_ms
from aijournal.journal.slots import CALLS_AS_SLOTS
from aijournal.journal.sql_text import compose, token_columns, token_usage
from aijournal.pricing import PriceList

NANO_USD = Decimal(1).scaleb(-9)
_AT_A_TIME = 2_000

_MISSING = """
SELECT interaction.id
FROM interaction JOIN assessment ON interaction_id = interaction.id
WHERE calls > 0 AND {condition} AND ({net}) IS NOT NULL
AND NOT EXISTS (SELECT 1 FROM interaction_cost WHERE interaction_cost.interaction_id = interaction.id)
"""
_PARTS = """
SELECT
  interaction_id, model_id, prompt_step, is_complete AND NOT calls_lower_bound, {price_period}, max(slot),
  {tokens}
FROM {calls} AS slots
GROUP BY 1, 2, 3, 4, 5
"""


class Costs:
    """Keeps the cost of interactions with net minutes; part of the journal, and used only by it."""

    def __init__(self, db: Database, prices: PriceList) -> None:
        self._db = db
        self._prices = prices

    def complete(self, net_minutes: str, condition: Condition) -> None:
        """Work out what is missing for the interactions that a condition means.

        While another program writes for long, what is missing stays unknown: nobody waits for a figure.
        """
        try:
            self._complete(net_minutes, condition)
        except sqlite.OperationalError as error:
            if not is_busy(error):
                raise

    def _complete(self, net_minutes: str, condition: Condition) -> None:
        self._forget_other_prices()
        query = _MISSING.replace("{net}", net_minutes).replace("{condition}", condition.sql)
        missing = [row[0] for row in self._db.execute(query, condition.parameters)]
        for first in range(0, len(missing), _AT_A_TIME):
            self._keep(missing[first : first + _AT_A_TIME])

    def _forget_other_prices(self) -> None:
        name = f"{self._prices.source} {self._prices.as_of}"
        if self._db.execute("SELECT priced_by FROM journal_key").fetchone()[0] != name:
            with writing(self._db):
                self._db.execute("DELETE FROM interaction_cost")
                self._db.execute("UPDATE journal_key SET priced_by = ?", [name])

    def _keep(self, interactions: Collection[int]) -> None:
        with writing(self._db):
            parts: dict[int, list[Decimal | None]] = defaultdict(list)
            for interaction, cost in self._parts(interactions):
                parts[interaction].append(cost)
            self._db.conn.executemany(
                "INSERT OR REPLACE INTO interaction_cost (interaction_id, nano_usd) VALUES (?, ?)",
                [(one, _sum_of(parts[one])) for one in interactions],
            )

    def _parts(self, interactions: Collection[int]) -> Iterator[tuple[int, Decimal | None]]:
        """Yield what the calls of one model and price in an interaction cost, `None` if unknown."""
        rows = self._db.execute("SELECT id, name, provider FROM model").fetchall()
        models = {number: (name, provider) for number, name, provider in rows}
        points = self._prices.change_points([name for _, name, _ in rows if name])
        changes = [to_ms(at) // SLOT_MS for at in points]
        query = (
            _PARTS.replace("{tokens}", token_columns("sum({})"))
            .replace("{calls}", CALLS_AS_SLOTS)
            .replace("{condition}", "interaction.id IN (SELECT value FROM json_each(:wanted))")
            .replace("{price_period}", compose("0", *(f"+ (slot >= {change})" for change in changes)))
        )
        for interaction, model, step, is_known, _, slot, *tokens in self._db.execute(
            query, {"wanted": json.dumps(list(interactions))}
        ):
            usage, at = token_usage(tokens, is_lower_bound=False), from_ms(slot * SLOT_MS)
            yield interaction, self._prices.cost(*models[model], at, step, usage) if is_known else None


def _sum_of(parts: Collection[Decimal | None]) -> int | None:
    """Return nano-dollars; what a part of has no price has none."""
    known = [part for part in parts if part is not None]
    if not known or len(known) < len(parts):
        return None
    return round(sum(known, Decimal()) / NANO_USD)
