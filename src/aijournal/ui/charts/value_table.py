"""The table that says the same as the chart of value by week."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from aijournal.analysis.series import WeekPoint
from aijournal.ui import phrases
from aijournal.ui.widgets.labels import tooltip

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


def _tr(text: str) -> str:
    return QCoreApplication.translate("ValueTable", text)


def week_end(point: WeekPoint) -> str:
    """Return the last day of a point's four weeks."""
    return phrases.short_day(point.week.last) if point.week.last else phrases.UNKNOWN


def _value(point: WeekPoint) -> str:
    return _figure(point.value.vpt)


def _range(point: WeekPoint) -> str:
    if point.value.vpt_low is None or point.value.vpt_high is None:
        return phrases.UNKNOWN
    low, high = _figure(point.value.vpt_low), _figure(point.value.vpt_high)
    return _tr("%1 to %2").replace("%1", low).replace("%2", high)


def _judged(point: WeekPoint) -> str:
    return (
        _tr("%1 of %2")
        .replace("%1", phrases.decimal(point.value.rated))
        .replace("%2", phrases.decimal(point.value.interactions))
    )


def _coverage(point: WeekPoint) -> str:
    coverage = point.value.coverage_tokens
    return phrases.UNKNOWN if coverage is None else phrases.share(coverage)


def _reason(point: WeekPoint) -> str:
    return point.gap or ""


def _figure(number: float | None) -> str:
    if number is None:
        return phrases.UNKNOWN
    return phrases.decimal(number, 0 if abs(number) >= 9.95 else 1)


# Heading, and how a point says its part.
COLUMNS: tuple[tuple[str, Callable[[WeekPoint], str]], ...] = (
    ("Four weeks to", week_end),
    ("Net minutes per million", _value),
    ("Range", _range),
    ("Judged", _judged),
    ("Tokens judged", _coverage),
    ("Why there is none", _reason),
)
_LAST = len(COLUMNS) - 1


def describe(point: WeekPoint) -> str:
    """Return one point as a sentence, for the eye on the chart and for screen readers."""
    until = _tr("Four weeks to %1").replace("%1", week_end(point))
    if point.value.vpt is None:
        return f"{until}: {point.gap or phrases.UNKNOWN}"
    judged = _tr("%1 judged").replace("%1", _judged(point))
    return f"{until}: {_value(point)}, {_range(point)}{phrases.BETWEEN}{judged}"


class ValueTableModel(QAbstractTableModel):
    """One row for each week, the latest first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._points: tuple[WeekPoint, ...] = ()

    def set_points(self, points: Sequence[WeekPoint]) -> None:
        """Show these points."""
        self.beginResetModel()
        self._points = tuple(reversed(points))
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:  # noqa: N802 - Qt's own name
        """Return how many weeks there are."""
        return 0 if parent.isValid() else len(self._points)

    def columnCount(self, parent: Index = _NOWHERE) -> int:  # noqa: N802 - Qt's own name
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | int | None:
        """Return a cell as plain text; figures stand to the right."""
        if not index.isValid() or index.row() >= len(self._points):
            return None
        text = COLUMNS[index.column()][1](self._points[index.row()])
        if role == Qt.ItemDataRole.DisplayRole:
            return text
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(text)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(index.column())
        return None

    def headerData(  # noqa: N802 - Qt's own name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | int | None:
        """Return the heading of a column; rows have none."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(COLUMNS):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return _tr(COLUMNS[section][0])
        return _alignment(section) if role == Qt.ItemDataRole.TextAlignmentRole else None


def _alignment(column: int) -> int:
    is_words = column in (0, _LAST)
    side = Qt.AlignmentFlag.AlignLeft if is_words else Qt.AlignmentFlag.AlignRight
    return int(side | Qt.AlignmentFlag.AlignVCenter)
