"""Why some records could not be taken, and where each of them stands."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHeaderView, QTableView, QVBoxLayout, QWidget

from aijournal.domain.reading import Problem
from aijournal.ui import phrases
from aijournal.ui.theme import Theme
from aijournal.ui.type_scale import GRID, SIBLING_GAP
from aijournal.ui.widgets.labels import plain_label
from aijournal.ui.widgets.text_table import Column, Index, TextTable

_LINE = 2
_MOST_ROWS = 8


def place_of(problem: Problem) -> str:
    """Return where a problem stands, as file and line."""
    line = f":{problem.line}" if problem.line is not None else ""
    return phrases.plain_line(f"{problem.path}{line}")


def _why(problem: Problem) -> str:
    return phrases.plain_line(_reason(problem.reason))


def _log(problem: Problem) -> str:
    return phrases.plain_line(problem.path.name)


def _line(problem: Problem) -> str:
    return phrases.UNKNOWN if problem.line is None else phrases.decimal(problem.line)


def _reason(words: str) -> str:
    return phrases.translated("importers", words)


COLUMNS = (Column("Why", _why, is_words=True), Column("Log", _log, is_words=True), Column("Line", _line))


class ReasonsModel(TextTable):
    """One row for each problem, in the order in which they were met."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__("Reasons", COLUMNS, parent)

    def hint_at(self, index: Index) -> str:
        """Return the whole path and the reason, wherever in the row."""
        problem = self.rows[index.row()]
        return f"{place_of(problem)} {_reason(problem.reason)}"


class ReasonsTable(QTableView):
    """The list of reasons; Copy takes the place of a row along."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._model = ReasonsModel(self)
        self.setModel(self._model)
        self.setAccessibleName(self.tr("Why, in which log and in which line"))
        self.verticalHeader().hide()
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(_LINE, QHeaderView.ResizeMode.ResizeToContents)
        theme.changed.connect(self._fit)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is listed."""
        return self._model.rows

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """List these problems, with the first of them at hand."""
        self._model.set_rows(problems)
        self._fit()
        if problems:
            self.setCurrentIndex(self._model.index(0, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's own name
        """Copy the row at hand, with its file and line."""
        row = self.currentIndex().row()
        if event.matches(QKeySequence.StandardKey.Copy) and 0 <= row < len(self.problems):
            problem = self.problems[row]
            QGuiApplication.clipboard().setText(f"{place_of(problem)} {phrases.plain_line(problem.reason)}")
            return
        super().keyPressEvent(event)

    @Slot()
    def _fit(self) -> None:
        """Be as high as the rows are, up to some; the rest is scrolled to."""
        height = round(self._theme.type.em) + SIBLING_GAP
        self.verticalHeader().setDefaultSectionSize(height)
        rows = min(len(self.problems), _MOST_ROWS)
        self.setFixedHeight(self.horizontalHeader().sizeHint().height() + rows * height + GRID)


class Reasons(QWidget):
    """Every reason with its count, and the list under it; out of the way until it is asked for."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._asked_by: QWidget | None = None
        self.counts = plain_label(role="small", wraps=True)
        self.table = ReasonsTable(theme)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SIBLING_GAP, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self.counts)
        column.addWidget(self.table)
        self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's own name
        """Put it away on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.put_away()
        else:
            super().keyPressEvent(event)

    def toggle(
        self, asked_by: QWidget, problems: Sequence[Problem], counts: Mapping[str, int] | None = None
    ) -> None:
        """Show these reasons with the keyboard on the first, or put them away if they are shown.

        Where only the counts are known, as they are of a reading in the past, there is no list.
        """
        if self.isVisible() and self._asked_by is asked_by:
            self.put_away()
            return
        self._asked_by = asked_by
        self.counts.setText(self._counted(counts or {}, len(problems)))
        self.counts.setVisible(bool(self.counts.text()))
        self.table.show_problems(problems)
        self.table.setVisible(bool(problems))
        self.show()
        if problems:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def put_away(self) -> None:
        """Hide the list, with the keyboard back where it was asked for."""
        self.hide()
        if self._asked_by is not None:
            self._asked_by.setFocus(Qt.FocusReason.OtherFocusReason)

    def _counted(self, counts: Mapping[str, int], listed: int) -> str:
        """Return each reason with its count, and how many of all are listed where it is not all."""
        parts = [f"{_reason(reason)}: {phrases.decimal(count)}" for reason, count in counts.items()]
        if 0 < listed < sum(counts.values()):
            first = self.tr("the first %1 of them are listed")
            parts.append(first.replace("%1", phrases.decimal(listed)))
        return phrases.plain_line(phrases.BETWEEN.join(parts))
