"""Why some records could not be taken, and where each of them stands."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Slot,
)
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHeaderView, QTableView, QVBoxLayout, QWidget

from aijournal.domain.reading import Problem
from aijournal.ui import phrases
from aijournal.ui.theme import Theme
from aijournal.ui.type_scale import GRID, SIBLING_GAP
from aijournal.ui.widgets.labels import plain_label, tooltip

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_COLUMNS = ("Why", "Log", "Line")
_LINE = 2
_MOST_ROWS = 8


def place_of(problem: Problem) -> str:
    """Return where a problem stands, as file and line."""
    line = f":{problem.line}" if problem.line is not None else ""
    return phrases.plain_line(f"{problem.path}{line}")


class ReasonsModel(QAbstractTableModel):
    """One row for each problem, in the order in which they were met."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._problems: tuple[Problem, ...] = ()

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is listed."""
        return self._problems

    def set_problems(self, problems: Sequence[Problem]) -> None:
        """List these problems."""
        self.beginResetModel()
        self._problems = tuple(problems)
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:  # noqa: N802 - Qt's own name
        """Return how many problems there are."""
        return 0 if parent.isValid() else len(self._problems)

    def columnCount(self, parent: Index = _NOWHERE) -> int:  # noqa: N802 - Qt's own name
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(_COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | int | None:
        """Return a cell as plain text; the whole path is in its tool tip."""
        if not index.isValid() or index.row() >= len(self._problems):
            return None
        problem = self._problems[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return _cell(problem, index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(f"{place_of(problem)} {_reason(problem.reason)}")
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(index.column())
        return None

    def headerData(  # noqa: N802 - Qt's own name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | int | None:
        """Return the heading of a column; rows have none."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(_COLUMNS):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return QCoreApplication.translate("Reasons", _COLUMNS[section])
        return _alignment(section) if role == Qt.ItemDataRole.TextAlignmentRole else None


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
        return self._model.problems

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """List these problems, with the first of them at hand."""
        self._model.set_problems(problems)
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


def _cell(problem: Problem, column: int) -> str:
    if column == _LINE:
        return phrases.UNKNOWN if problem.line is None else phrases.decimal(problem.line)
    return phrases.plain_line((_reason(problem.reason), problem.path.name)[column])


def _reason(words: str) -> str:
    return phrases.translated("importers", words)


def _alignment(column: int) -> int:
    side = Qt.AlignmentFlag.AlignRight if column == _LINE else Qt.AlignmentFlag.AlignLeft
    return int(side | Qt.AlignmentFlag.AlignVCenter)
