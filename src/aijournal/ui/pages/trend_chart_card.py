"""A card of Trends: its sentence, its chart, the table that says the same, or what it lacks."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QHeaderView,
    QLabel,
    QPushButton,
    QSizePolicy,
    QStackedLayout,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from aijournal.ui.entry_table.prompt_lines import PromptLines
from aijournal.ui.pages.trend_behind import BehindSlip
from aijournal.ui.pages.trend_behind_view import Behind
from aijournal.ui.theme import Theme
from aijournal.ui.type_scale import GRID, SIBLING_GAP
from aijournal.ui.widgets.card import Card
from aijournal.ui.widgets.empty_state import EmptyState
from aijournal.ui.widgets.flow_layout import FlowLayout
from aijournal.ui.widgets.labels import plain_label, tooltip
from aijournal.ui.widgets.text_table import TextTable

if TYPE_CHECKING:
    from aijournal.ui.charts.chart import Chart

_LEAST_EM = 12


@dataclass(frozen=True, slots=True)
class Guarded:
    """Why there is no chart: what is missing, why, and what to press; no button without words for it.

    Where everything is new, sample data are offered besides.
    """

    what: str
    why: str
    action: str = ""
    is_new: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """What stands around a chart: the sentence, what it rests on, and how it is read."""

    sentence: str
    basis: str
    hint: str
    guarded: Guarded | None = None


class ChartCard(Card):
    """One place for chart, table and guard, and under them the list of what lies behind a point.

    A chart is drawn when `draw` is called and not before, so that a page can do it when it is near.
    """

    behind_asked = Signal(Behind)

    def __init__(
        self, theme: Theme, lines: PromptLines, model: TextTable, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent=parent)
        self._theme = theme
        self._shown = Shown("", "", "")
        self._is_due = False
        self._asked_at: int | None = None
        self.model = model
        model.setParent(self)
        self._table_name = ""
        self.about = plain_label(role="small", wraps=True)
        self.basis = plain_label(role="small", wraps=True)
        self.readout = plain_label(role="small", wraps=True)
        self.twin = link(self.tr("Show as a table"))
        self.chart: Chart | None = None
        self.table: QTableView | None = None
        self.empty = EmptyState(theme)
        self.behind = BehindSlip(theme, lines)
        self._slip, self._holder = QWidget(), QWidget()
        self._places = QStackedLayout()
        self._lay_out()
        self._connect()

    def show_key(self, key: str) -> None:
        """Say with which key the chart becomes its table."""
        self.twin.setToolTip(tooltip(self.tr("Key: %1").replace("%1", key)) if key else "")

    @property
    def has_keyboard(self) -> bool:
        """Whether the keyboard is in the card."""
        return self.isAncestorOf(QApplication.focusWidget() or self)

    @property
    def sentence(self) -> QLabel:
        """The sentence to remember, which is the heading."""
        return self._heading

    @property
    def is_table(self) -> bool:
        """Whether the table is shown."""
        return self.table is not None and self._places.currentWidget() is self.table

    @property
    def _open_place(self) -> QWidget:
        return self._places.currentWidget() or self._slip

    @property
    def is_due(self) -> bool:
        """Whether what is shown is not drawn yet."""
        return self._is_due

    def set_about(self, about: str, table_name: str) -> None:
        """Say what the chart is of, and what its table is called."""
        self.about.setText(about)
        self._table_name = table_name

    def present(self, shown: Shown, rows: Any) -> None:
        """Take what is to be shown; the chart itself waits until it is to be drawn."""
        self._shown = shown
        has_chart = shown.guarded is None
        self.set_heading(shown.sentence)
        self.setAccessibleName(f"{self.about.text()}. {shown.sentence}")
        self.basis.setText(shown.basis)
        self.basis.setVisible(bool(shown.basis))
        self.model.set_rows(rows)
        for part in (self._heading, self.twin, self.readout):
            part.setVisible(has_chart)
        self._is_due = True

    def draw(self) -> None:
        """Show it as chart or as table, whichever is open, or what it lacks."""
        self._is_due = False
        if self._shown.guarded is not None:
            self._show_guard(self._shown.guarded)
        elif not self.is_table:
            self._show_chart()
        self._name_twin()
        self.fit()

    @Slot()
    def toggle_twin(self) -> None:
        """Turn the chart into its table, or back."""
        if self._shown.guarded is not None:
            return
        had_keyboard = self.chart is not None and self.chart.hasFocus()
        had_keyboard |= self.table is not None and self.table.hasFocus()
        if self.is_table:
            self._show_chart()
        else:
            self._places.setCurrentWidget(self._made_table())
        if had_keyboard:
            self._open_place.setFocus(Qt.FocusReason.OtherFocusReason)
        self._name_twin()

    @Slot()
    def ask_behind(self) -> None:
        """Ask for the entries behind the point at hand, or behind the row of the table."""
        if self.is_table and self.table is not None:
            self._ask_behind_row(self.table.currentIndex())
        elif self.chart is not None and self.chart.at is not None:
            self._ask_behind(self.chart.at)

    def fit(self) -> None:
        """Be as high as what is shown asks for."""
        if self._shown.guarded is not None or self.chart is None:
            least = round(_LEAST_EM * self._theme.type.em)
            hint = self.empty.sizeHint()
            words = max(0, self.empty.heightForWidth(min(self._holder.width(), hint.width())))
            self.empty.setMinimumHeight(words)
            self._holder.setMinimumHeight(max(least, words))
        else:
            self.empty.setMinimumHeight(0)
            self._holder.setMinimumHeight(self.chart.wanted_height(self._holder.width()))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's own name
        """Be higher where it is narrower."""
        super().resizeEvent(event)
        self.fit()

    # What each card says of itself

    def _new_chart(self) -> "Chart":
        """Return the chart, new."""
        raise NotImplementedError

    def _fill(self, chart: Any) -> None:
        """Let the chart show what is to be shown."""
        raise NotImplementedError

    def _behind(self, shown: Any) -> Behind | None:
        """Return what lies behind a point of the chart or a row of the table, if anything does."""
        raise NotImplementedError

    # The rest is the same for all

    def _lay_out(self) -> None:
        links = QWidget()
        links.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.line = FlowLayout(links, gap=SIBLING_GAP)
        self.twin.setProperty("place", "line")
        self.line.addWidget(self.twin)
        around = QVBoxLayout(self._slip)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(self.empty, 0, Qt.AlignmentFlag.AlignCenter)
        self._holder.setLayout(
            self._places
        )  # first: without a parent the slip would be a window for a moment
        self._places.addWidget(self._slip)
        self.body.insertWidget(0, self.about)
        self.body.addWidget(self.basis)
        self.body.addWidget(links)
        self.body.addSpacing(SIBLING_GAP)
        self.body.addWidget(self._holder, 1)
        self.readout.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
        self.body.addWidget(self.readout)
        self.body.addSpacing(GRID)
        self.body.addWidget(self.behind)

    def _connect(self) -> None:
        self.twin.clicked.connect(self.toggle_twin)
        self.behind.left.connect(self._take_keyboard_back)

    def _show_chart(self) -> None:
        chart = self._made_chart()
        with chart.held():
            self._fill(chart)
            self.fit()
        self._places.setCurrentWidget(chart)

    def _made_chart(self) -> "Chart":
        """Return the chart, made when it is first needed: its library takes longer than the window."""
        if self.chart is None:
            self.chart = self._new_chart()
            self.chart.point_read.connect(self._read_out)
            self.chart.point_opened.connect(self._ask_behind)
            self.setFocusProxy(self.chart)
            self._places.addWidget(self.chart)
        return self.chart

    def _made_table(self) -> QTableView:
        if self.table is None:
            table = self.table = TwinTable()
            table.setModel(self.model)
            table.setAccessibleName(self._table_name)
            table.verticalHeader().hide()
            table.horizontalHeader().setResizeContentsPrecision(0)  # what is in sight tells; all takes long
            table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
            table.horizontalHeader().setStretchLastSection(True)
            table.setShowGrid(False)
            table.setTabKeyNavigation(False)
            table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
            table.activated.connect(self._ask_behind_row)
            self._places.addWidget(table)
        return self.table

    def _show_guard(self, guarded: Guarded) -> None:
        self.empty.say("trends", guarded.what, guarded.why, guarded.action, is_new=guarded.is_new)
        self._places.setCurrentWidget(self._slip)

    def _name_twin(self) -> None:
        self.twin.setText(self.tr("Show as a chart") if self.is_table else self.tr("Show as a table"))
        self._read_out("" if self.chart is None else self.chart.reading())

    @Slot(str)
    def _read_out(self, words: str) -> None:
        self.readout.setText(words or ("" if self.is_table else self._shown.hint))

    @Slot(int)
    def _ask_behind(self, at: int) -> None:
        if self.chart is not None:
            self._asked_at = at
            self._tell_behind(self.chart.points[at])

    @Slot(QModelIndex)
    def _ask_behind_row(self, index: QModelIndex) -> None:
        if index.isValid():
            self._tell_behind(self.model.rows[index.row()])

    def _tell_behind(self, shown: Any) -> None:
        behind = self._behind(shown)
        if behind is not None:
            self.behind_asked.emit(behind)

    @Slot()
    def _take_keyboard_back(self) -> None:
        """Go back to the point from which the list was asked for."""
        self._open_place.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.chart is not None and not self.is_table:
            self.chart.read(self._asked_at)


class TwinTable(QTableView):
    """A table that leaves letters to the page: they are no search here."""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's own name
        """Move by arrows, and open by Enter."""
        if event.text().isprintable() and event.text().strip():
            event.ignore()
        else:
            super().keyPressEvent(event)


def link(words: str) -> QPushButton:
    """Return a button that looks like a link."""
    button = QPushButton(words)
    button.setProperty("role", "link")
    return button
