"""How often AI helped and hurt in cells, in words: one row, and the table that says the same as the chart."""

from PySide6.QtCore import QCoreApplication, QObject

from aijournal.analysis.cells import CellRate, CellRow, CellTable
from aijournal.ui import phrases
from aijournal.ui.widgets.text_table import Column, TextTable

# More rows than that cannot be told apart on a page; the table has them all.
MOST_SHOWN = 20


def _tr(text: str) -> str:
    return QCoreApplication.translate("CellsTable", text)


def shown_rows(table: CellTable) -> tuple[CellRow, ...]:
    """Return what a chart shows, in the order of the table: the rated cells, of many those rated most."""
    rated = [row for row in table.rows if row.rated]
    most = sorted(rated, key=lambda row: -row.rated)[:MOST_SHOWN]
    kept = set(map(id, most))
    return tuple(row for row in rated if id(row) in kept)


def name_of(row: CellRow) -> str:
    """Return a cell by the names of its model and its task type."""
    model, task = row.key
    return phrases.BETWEEN.join((_model(model), phrases.plain_line(task) if task else _tr("no task type")))


def _model(name: str | None) -> str:
    return phrases.plain_line(name) if name else _tr("model unknown")


def _task(row: CellRow) -> str:
    return phrases.plain_line(row.key[1]) if row.key[1] else _tr("no task type")


def _steadied(rate: CellRate | None) -> str:
    return phrases.UNKNOWN if rate is None else phrases.share(rate.shrunk)


def _range(rate: CellRate | None) -> str:
    if rate is None:
        return phrases.UNKNOWN
    words = _tr("%1 to %2").replace("%1", phrases.share(rate.low))
    return words.replace("%2", phrases.share(rate.high))


def _counted(count: int, row: CellRow) -> str:
    words = _tr("%1 of %2").replace("%1", phrases.decimal(count))
    return words.replace("%2", phrases.decimal(row.rated))


def _judged(row: CellRow) -> str:
    words = _tr("%1 of %2").replace("%1", phrases.decimal(row.rated))
    return words.replace("%2", phrases.decimal(row.interactions))


def _remark(row: CellRow) -> str:
    return _tr("fewer than five verdicts") if row.is_faint and row.rated else ""


COLUMNS = (
    Column("Model", lambda row: _model(row.key[0]), is_words=True),
    Column("Task type", _task, is_words=True),
    Column("Helped", lambda row: _steadied(row.helped_rate)),
    Column("Range", lambda row: _range(row.helped_rate)),
    Column("As counted", lambda row: _counted(row.helped, row)),
    Column("Hurt", lambda row: _steadied(row.hurt_rate)),
    Column("Range", lambda row: _range(row.hurt_rate)),
    Column("As counted", lambda row: _counted(row.hurt, row)),
    Column("Judged", _judged),
    Column("Remark", _remark, is_words=True),
)


def describe(row: CellRow) -> str:
    """Return one cell as a sentence."""
    parts = [
        words.replace("%1", _steadied(rate)).replace("%2", _range(rate)).replace("%3", _counted(count, row))
        for words, rate, count in (
            (_tr("helped %1, %2, as counted %3"), row.helped_rate, row.helped),
            (_tr("hurt %1, %2, as counted %3"), row.hurt_rate, row.hurt),
        )
    ]
    remark = _remark(row)
    return phrases.BETWEEN.join([f"{name_of(row)}: {parts[0]}", parts[1], *([remark] if remark else [])])


class CellsTable(TextTable):
    """One row for each cell, from the one in which AI helped most often to the least."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__("CellsTable", COLUMNS, parent)
