"""Whether a database is sound: its pages, its indexes, its search and its references."""

from sqlcipher3 import dbapi2 as sqlite

_MOST = 100


def find_faults(connection: sqlite.Connection) -> tuple[str, ...]:
    """Return what is wrong with a database in the engine's words, which tell no content; none if it is sound.

    Reads every page, and changes nothing. Raises what the engine raises where it cannot even read on.
    """
    said = [row[0] for row in connection.execute(f"PRAGMA integrity_check({_MOST})")]
    loose = connection.execute("PRAGMA foreign_key_check").fetchmany(_MOST)
    return (
        *(fault for fault in said if fault != "ok"),
        *(f"row {row_id} of {table} refers to nothing in {parent}" for table, row_id, parent, _ in loose),
    )
