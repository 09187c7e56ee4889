"""The names of trials, read from the journal's file without opening the journal: for a shell, at each Tab."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from sqlcipher3 import dbapi2 as sqlite

from aijournal.journal.looking import looking_at

# Those that go on first, the latest of them before: the order of `Trials.all`.
_NAMES: Final = "SELECT name FROM trial ORDER BY ended_at IS NOT NULL, begun_at DESC, id DESC"


def trial_names(journal: Path) -> Sequence[str]:
    """Return the names of all trials in a journal's file; none where it is encrypted, damaged or not there.

    Leaves no trace, takes no lock and asks for nothing.
    """
    try:
        with looking_at(journal) as connection:
            return [name for (name,) in connection.execute(_NAMES)]
    except sqlite.Error:
        return []
