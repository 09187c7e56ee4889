"""The first rows of a table as they would be in the journal, or why one cannot be taken."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QObject, Slot
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

from aijournal.domain.tokens import TokenUsage
from aijournal.domain.tools import tool_title
from aijournal.importers.tables.preview import RowPreview
from aijournal.ui import phrases
from aijournal.ui.clock import Clock
from aijournal.ui.discreet import MASK, hides_figures
from aijournal.ui.theme import Theme
from aijournal.ui.type_scale import GRID, SIBLING_GAP
from aijournal.ui.widgets.text_table import Column, TextTable

_SHOWN = 6  # rows
_WIDEST_EM = 16


def _tr(text: str) -> str:
    return QCoreApplication.translate("TableRows", text)


def _known(usage: TokenUsage) -> str:
    """Return the tokens that a row tells of, by bucket."""
    buckets = (
        (_tr("%1 in"), usage.input_tokens),
        (_tr("%1 to cache"), usage.cache_write_tokens),
        (_tr("%1 from cache"), usage.cache_read_tokens),
        (_tr("%1 out"), usage.output_tokens),
    )
    told = [words.replace("%1", phrases.short_count(count)) for words, count in buckets if count is not None]
    return phrases.BETWEEN.join(told)


def _why_not(row: RowPreview) -> str:
    """Return why a row is refused, and what stands where it cannot be read."""
    reason = phrases.translated("importers", row.reason)
    if not row.column:
        return _tr("Refused: %1").replace("%1", reason)
    cell = MASK if hides_figures() else phrases.plain_line(row.cell)
    before, _, behind = _tr("Refused: %1 in “%2”: %3").replace("%1", reason).partition("%3")
    return before.replace("%2", phrases.plain_line(row.column)) + (cell or phrases.UNKNOWN) + behind


class RowModel(TextTable):
    """One row for each of the table's; `tool` stands for those that name none."""

    def __init__(self, clock: Clock, parent: QObject | None = None) -> None:
        self._clock = clock
        self.tool = ""
        columns = (
            Column("Row", self._number),
            Column("When, or why not", self._when, is_words=True),
            Column("Tool", self._tool, is_words=True),
            Column("Model", self._model, is_words=True),
            Column("About", self._title, is_words=True),
            Column("Tokens", self._tokens, is_words=True),
            Column("Charged", self._charged, is_words=True),
            Column("Cost", self._cost, is_words=True),
            Column("Yours", self._yours, is_words=True),
        )
        super().__init__("TableRows", columns, parent)

    def is_empty(self, column: int) -> bool:
        """Whether no row has anything to say in a column."""
        return not any(self._columns[column].say(row) for row in self.rows)

    def _number(self, row: RowPreview) -> str:
        return phrases.decimal(row.number)

    def _when(self, row: RowPreview) -> str:
        if row.exchange is None:
            return _why_not(row)
        at = row.exchange.started_at.astimezone(self._clock.zone)
        return f"{phrases.full_day(at.date())}, {phrases.clock(at)}"

    def _tool(self, row: RowPreview) -> str:
        return phrases.plain_line(tool_title(row.tool or self.tool)) if row.exchange else ""

    def _model(self, row: RowPreview) -> str:
        return phrases.plain_line((row.exchange and row.exchange.calls[0].model) or "")

    def _title(self, row: RowPreview) -> str:
        return MASK if row.title and hides_figures() else phrases.plain_line(row.title)

    def _tokens(self, row: RowPreview) -> str:
        return _known(row.exchange.calls[0].usage) if row.exchange else ""

    def _charged(self, row: RowPreview) -> str:
        return phrases.charges(row.exchange.calls[0].charges if row.exchange else ())

    def _cost(self, row: RowPreview) -> str:
        return phrases.plain_line(row.cost)

    def _yours(self, row: RowPreview) -> str:
        said = row.said
        if said is None or hides_figures():
            return MASK if said else ""
        parts = [phrases.verdict(said.assessment) if said.assessment else "", said.task or "", *said.tags]
        return phrases.BETWEEN.join(phrases.plain_line(part) for part in parts if part) or _tr("a note")


class RowList(QTableView):
    """As high as a few rows; what nobody says anything in is left out."""

    def __init__(self, theme: Theme, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._model = RowModel(clock, self)
        self.setModel(self._model)
        self.setAccessibleName(self.tr("The first rows, as they would be in your journal"))
        self.verticalHeader().hide()
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(True)
        theme.changed.connect(self._fit)

    @property
    def model_of_rows(self) -> RowModel:
        """What is shown."""
        return self._model

    def show_rows(self, rows: Sequence[RowPreview], tool: str) -> None:
        """Show these rows."""
        self._model.tool = tool
        self._model.set_rows(rows)
        for column in range(self._model.columnCount()):
            self.setColumnHidden(column, self._model.is_empty(column))
        self._fit()

    @Slot()
    def _fit(self) -> None:
        em = self._theme.type.em
        height = round(em) + SIBLING_GAP
        self.verticalHeader().setDefaultSectionSize(height)
        rows = min(max(1, len(self._model.rows)), _SHOWN)
        bar = self.horizontalScrollBar().sizeHint().height()
        self.setFixedHeight(self.horizontalHeader().sizeHint().height() + rows * height + bar + GRID)
        self.resizeColumnsToContents()
        for column in range(self._model.columnCount()):
            self.setColumnWidth(column, min(self.columnWidth(column), round(_WIDEST_EM * em)))
