"""Numbers of rows: one that was given to something is not given to anything else while that may come back."""

from sqlite_utils import Database

_HIGHEST_ROW = "coalesce((SELECT max(id) FROM {table}), 0), coalesce((SELECT max(id) FROM trash_{table}), 0)"
_HIGHEST = "coalesce((SELECT max(id) FROM {table}), 0)"
_HIGHEST_UNDONE = "coalesce((SELECT max(row_id) FROM undo_row WHERE table_name = '{table}'), 0)"
# Acts upon many entries keep values and not rows, all of them of interactions.
_HIGHEST_VALUE = "coalesce((SELECT max(row_id) FROM undo_value), 0)"


def _after(*highest: str) -> str:
    return f"(SELECT 1 + max({', '.join(highest)}))"


# Undone acts keep the numbers of interactions that are not there now.
NEXT_INTERACTION = _after(
    _HIGHEST_ROW.replace("{table}", "interaction"),
    _HIGHEST_UNDONE.replace("{table}", "interaction"),
    _HIGHEST_VALUE,
)
# A row that went with its trial is only in what undo keeps.
_OF_TRIALS = ("trial", "trial_task", "trial_stretch", "trial_entry")
# SQL for the number of the next row.
_NEXT = {
    "interaction": NEXT_INTERACTION,
    "exchange": _after(_HIGHEST_ROW.replace("{table}", "exchange")),
    "call": _after(_HIGHEST_ROW.replace("{table}", "call")),
    "trash": _after("coalesce((SELECT max(id) FROM trash), 0)", _HIGHEST_UNDONE.replace("{table}", "trash")),
    **{
        table: _after(_HIGHEST.replace("{table}", table), _HIGHEST_UNDONE.replace("{table}", table))
        for table in _OF_TRIALS
    },
}


def next_number(db: Database, table: str) -> int:
    """Return the number for the next interaction, exchange, call, trash item or row of a trial.

    It holds inside the caller's transaction.
    """
    return int(db.execute(f"SELECT {_NEXT[table]}").fetchone()[0])
