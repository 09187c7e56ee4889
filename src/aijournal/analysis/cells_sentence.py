"""What a person may remember of all cells together."""

from aijournal.analysis.cells import CellTable
from aijournal.analysis.sentences import say


def cells_sentence(table: CellTable) -> str:
    """Return how often AI helped and hurt, always together, or why that cannot be said."""
    if table.guard is not None:
        return table.guard
    return say(
        "cells.judged",
        rated=str(table.rated),
        helped=str(sum(row.helped for row in table.rows)),
        hurt=str(sum(row.hurt for row in table.rows)),
    )
