"""Questions to a journal: its entries, and the sums over them."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from sqlite_utils import Database

from aijournal.domain.assessment import Assessment
from aijournal.domain.carried import Carried
from aijournal.domain.entry import Entry, EntryDetail, EntryOutline, EntryPlace
from aijournal.domain.entry_filter import EntryFilter
from aijournal.domain.entry_order import NEWEST_FIRST, EntryOrder
from aijournal.domain.tokens import TokenWeights
from aijournal.domain.totals import CellTotals, ChargeTable, GroupBy, ValueDay
from aijournal.journal.carried import carried
from aijournal.journal.costs import Costs
from aijournal.journal.engine_errors import in_plain_words
from aijournal.journal.entries import Entries, EntryPage
from aijournal.journal.last_said import last_said
from aijournal.journal.totals import Totals, TotalsTable
from aijournal.journal.value import value_cells, value_days
from aijournal.pricing import PriceList


class Questions:
    """What can be asked of a journal; the journal is one that can be written to as well."""

    def __init__(
        self,
        path: Path,
        db: Database,
        entries: Entries,
        totals: Totals,
        prices: PriceList,
        weights: TokenWeights,
    ) -> None:
        self.path = path
        self._db = db
        self._entries = entries
        self._totals = totals
        self._costs = Costs(db, prices)
        self._prices = prices
        self._weights = weights

    @in_plain_words
    def entries(
        self, wanted: EntryFilter, now: datetime, limit: int, before: tuple[datetime, int] | None = None
    ) -> EntryPage:
        """Return entries, newest first; `before` is (start, id) of the last one seen."""
        return self._entries.page(wanted, now, limit, before)

    @in_plain_words
    def outline(self, wanted: EntryFilter, step: int, order: EntryOrder = NEWEST_FIRST) -> EntryOutline:
        """Return how many entries there are and where every `step`-th stands, for a table of any length."""
        return self._entries.outline(wanted, step, order)

    @in_plain_words
    def entries_from(
        self,
        wanted: EntryFilter,
        anchor: EntryPlace,
        now: datetime,
        limit: int,
        order: EntryOrder = NEWEST_FIRST,
    ) -> tuple[Entry, ...]:
        """Return entries in their order, from the one at an anchor of the outline on."""
        return self._entries.from_anchor(wanted, anchor, now, limit, order)

    @in_plain_words
    def numbers(
        self, wanted: EntryFilter, order: EntryOrder = NEWEST_FIRST, rows: range | None = None
    ) -> tuple[int, ...]:
        """Return the numbers of all entries that are meant, in their order, or of those in some rows."""
        return self._entries.numbers(wanted, order, rows)

    @in_plain_words
    def entry(self, entry_id: int, now: datetime) -> EntryDetail | None:
        """Return one entry with its exchanges and calls."""
        return self._entries.detail(entry_id, now)

    @in_plain_words
    def inbox(self, now: datetime, limit: int) -> tuple[Entry, ...]:
        """Return what waits for a verdict: the audit sample first, then the newest."""
        return self._entries.inbox(now, limit)

    @in_plain_words
    def inbox_count(self, now: datetime, most: int | None = None) -> int:
        """Return how many entries wait for a verdict, counting no further than to `most`."""
        return self._entries.inbox_count(now, most)

    @in_plain_words
    def totals(self, wanted: EntryFilter, by: GroupBy | None = None) -> TotalsTable:
        """Return token and cost sums."""
        return self._totals.totals(wanted, by)

    @in_plain_words
    def charges(self, wanted: EntryFilter, by: GroupBy | None = None) -> ChargeTable:
        """Return what tools charged in units of their own, of the calls that `totals` sums."""
        return self._totals.charges(wanted, by)

    @in_plain_words
    def is_blank(self) -> bool:
        """Return whether there is nothing in it to sum."""
        return self._totals.is_blank()

    @in_plain_words
    def value_days(
        self,
        wanted: EntryFilter,
        by: GroupBy | None = None,
        *,
        with_cost: bool = False,
        weights: TokenWeights | None = None,
    ) -> tuple[ValueDay, ...]:
        """Return what value figures are made of, by group and local day; by other `weights` as a trial."""
        weights = weights or self._weights
        return value_days(self._db, wanted, by, weights, self._costs if with_cost else None)

    @in_plain_words
    def cells(self, wanted: EntryFilter, by: Sequence[GroupBy]) -> tuple[CellTotals, ...]:
        """Return the verdicts of every cell of several groups at once, such as model and task type."""
        return value_cells(self._db, wanted, by)

    @in_plain_words
    def last_said(self, task: str | None) -> Assessment:
        """Return what was said last in each field of the long form on a task type."""
        return last_said(self._db, task)

    @in_plain_words
    def carried(self, wanted: EntryFilter) -> Carried:
        """Return how many words and which names the entries of a filter carry."""
        return carried(self._db, wanted)

    @property
    def prices_as_of(self) -> date:
        """The day of the price list that costs are worked out by."""
        return self._prices.as_of
