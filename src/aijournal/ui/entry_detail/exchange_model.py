"""The exchanges of an entry and their calls, as a tree in which only what is seen is put into words."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Slot

from aijournal.domain.entry import EntryDetail, ExchangeDetail
from aijournal.domain.facts import Call, ExchangeKind, LogLocation
from aijournal.domain.tokens import TokenWeights
from aijournal.ui import phrases
from aijournal.ui.entry_detail.facts import buckets
from aijournal.ui.entry_table import words
from aijournal.ui.entry_table.prompt_lines import PromptLines
from aijournal.ui.widgets.labels import tooltip

if TYPE_CHECKING:
    from aijournal.journal.journal import Journal

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_OF_NONE = 0  # the id in the index of an exchange; in that of a call it is its exchange, counted from one


@dataclass(frozen=True, slots=True)
class ExchangeWeight:
    """What the calls of an exchange weigh together; not `is_whole` where that is only a lower bound."""

    weight: float
    is_whole: bool


@dataclass(frozen=True, slots=True)
class DetailView:
    """An entry with its exchanges, and the weight of each of them."""

    detail: EntryDetail
    weights: tuple[ExchangeWeight, ...]


def detail_view(
    journal: "Journal", *, entry_id: int, now: datetime, weights: TokenWeights
) -> DetailView | None:
    """Ask for an entry with everything under it; to be called on the journal's thread."""
    detail = journal.entry(entry_id, now)
    if detail is None:
        return None
    return DetailView(detail, tuple(_weight_of(exchange, weights) for exchange in detail.exchanges))


def _weight_of(exchange: ExchangeDetail, weights: TokenWeights) -> ExchangeWeight:
    usages = [call.usage for call in exchange.calls]
    is_whole = all(usage.is_complete and not usage.output_is_lower_bound for usage in usages)
    return ExchangeWeight(sum(usage.known_weight(weights) for usage in usages), is_whole)


def _exchanges_in(view: DetailView | None) -> object:
    """Return what of a view the tree shows, which is not what was said of the entry."""
    return view and (view.detail.entry.interaction.id, view.detail.exchanges, view.weights)


class ExchangeModel(QAbstractItemModel):
    """Exchanges are the branches, their calls the leaves; both say two lines."""

    def __init__(self, lines: PromptLines, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines = lines
        self._view: DetailView | None = None
        self._useful: int | None = None
        lines.line_read.connect(self._show_line)

    def show_view(self, view: DetailView | None) -> None:
        """Show the exchanges of an entry; where they are the same as before, what is open stays open."""
        if _exchanges_in(view) == _exchanges_in(self._view):
            self._view = view
            return
        self.beginResetModel()
        self._view = view
        self.endResetModel()

    def show_useful(self, exchange_id: int | None) -> None:
        """Show after which exchange nothing more was needed, or none."""
        if exchange_id != self._useful:
            self._useful = exchange_id
            if self._exchanges:
                self.dataChanged.emit(self.index(0, 0), self.index(len(self._exchanges) - 1, 0))

    @property
    def useful_row(self) -> int | None:
        """The place of the exchange after which nothing more was needed, if it is one of these."""
        rows = (row for row, one in enumerate(self._exchanges) if one.id == self._useful)
        return next(rows, None)

    @property
    def share_after(self) -> float | None:
        """The share of the weighted tokens that came after it; `None` where any of them are unknown."""
        useful, weights = self.useful_row, self._view.weights if self._view else ()
        total = sum(one.weight for one in weights)
        if useful is None or not total or not all(one.is_whole for one in weights):
            return None
        return sum(one.weight for one in weights[useful + 1 :]) / total

    def is_useful(self, index: Index) -> bool:
        """Whether a row is the exchange after which nothing more was needed."""
        return index.internalId() == _OF_NONE and index.row() == self.useful_row

    def is_after(self, index: Index) -> bool:
        """Whether a row is an exchange that came after it, or a call in one."""
        useful = self.useful_row
        return useful is not None and self._row_of(index) > useful

    def index(self, row: int, column: int, parent: Index = _NOWHERE) -> QModelIndex:
        """Return the index of an exchange, or of a call under one."""
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else _OF_NONE)

    def parent(self, index: Index = _NOWHERE) -> QModelIndex:  # type: ignore[override]  # Qt has two of them
        """Return the exchange of a call; an exchange has nothing above it."""
        if not index.isValid() or index.internalId() == _OF_NONE:
            return QModelIndex()
        return self.createIndex(index.internalId() - 1, 0, _OF_NONE)

    def rowCount(self, parent: Index = _NOWHERE) -> int:  # noqa: N802 - Qt's own name
        """Return how many exchanges there are, or calls in one."""
        if not parent.isValid():
            return len(self._exchanges)
        is_exchange = parent.internalId() == _OF_NONE
        return len(self._exchanges[parent.row()].calls) if is_exchange else 0

    def columnCount(self, _parent: Index = _NOWHERE) -> int:  # noqa: N802 - Qt's own name
        """Return that there is one column."""
        return 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        """Return the first line as plain text; a screen reader hears both."""
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.lines(index)[0]
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip("\n".join(self.lines(index)))
        return ", ".join(self._spoken(index)) if role == Qt.ItemDataRole.AccessibleTextRole else None

    def lines(self, index: Index) -> tuple[str, str]:
        """Return what a row says: what it is, and smaller its facts."""
        exchange = self.exchange(index)
        if index.internalId() == _OF_NONE:
            facts = self._facts(index.row(), exchange)
            mark = self.tr("enough here")
            about = phrases.BETWEEN.join([mark, facts]) if self.is_useful(index) else facts
            return self._title(exchange), about
        call = exchange.calls[index.row()]
        return self._say_call(call)

    def exchange(self, index: Index) -> ExchangeDetail:
        """Return the exchange of a row, or of the call in it."""
        return self._exchanges[self._row_of(index)]

    def look_at(self, rows: range) -> None:
        """Read the prompts of the exchanges in these rows."""
        if self._view is not None:
            entry = self._view.detail.entry
            prompts = [self._exchanges[row].prompt for row in rows if row < len(self._exchanges)]
            self._lines.look_at(replace(entry, prompt=prompt) for prompt in prompts)

    @property
    def _exchanges(self) -> tuple[ExchangeDetail, ...]:
        return self._view.detail.exchanges if self._view else ()

    @staticmethod
    def _row_of(index: Index) -> int:
        """Return the place of the exchange of a row."""
        return index.row() if index.internalId() == _OF_NONE else index.internalId() - 1

    def _spoken(self, index: Index) -> tuple[str, ...]:
        """Return what a screen reader says, which sees no dimmed colour."""
        lines = self.lines(index)
        return (*lines, self.tr("after enough")) if self.is_after(index) else lines

    def _title(self, exchange: ExchangeDetail) -> str:
        if exchange.kind is ExchangeKind.RUN:
            return self.tr("run without a prompt of yours")
        return self._lines.line(exchange.prompt) or self.tr("prompt, not in the log any more")

    def _facts(self, row: int, exchange: ExchangeDetail) -> str:
        sums = self._view.weights[row] if self._view else ExchangeWeight(0.0, is_whole=False)
        calls = (
            self.tr("1 call") if len(exchange.calls) == 1 else self.tr("%n calls", "", len(exchange.calls))
        )
        bound = "" if sums.is_whole else words.AT_LEAST
        weight = self.tr("%1 weighted").replace("%1", bound + phrases.short_count(sums.weight))
        is_unknown = not sums.is_whole and not sums.weight
        tokens = self.tr("tokens unknown") if is_unknown else weight
        parts = (self._clock(exchange.started_at), calls, tokens, phrases.charges(exchange.charges))
        return phrases.BETWEEN.join(filter(None, parts))

    def _say_call(self, call: Call) -> tuple[str, str]:
        model = words.name(call.model) or self.tr("model unknown")
        aside = self.tr("%1, on the side").replace("%1", model) if call.is_sidechain else model
        took = phrases.BETWEEN.join(filter(None, (buckets(call.usage), phrases.charges(call.charges))))
        return phrases.BETWEEN.join([self._clock(call.at), aside]), took

    def _clock(self, moment: datetime) -> str:
        """Return the time of day to the second, on the clock of where the entry was made."""
        offset = self._view.detail.entry.interaction.utc_offset_minutes if self._view else 0
        return f"{moment + timedelta(minutes=offset):%H:%M:%S}"

    @Slot(LogLocation)
    def _show_line(self, prompt: LogLocation) -> None:
        for row, exchange in enumerate(self._exchanges):
            if exchange.prompt == prompt:
                index = self.index(row, 0)
                self.dataChanged.emit(index, index)
