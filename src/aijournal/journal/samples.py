"""Removing a journal of sample data, and no other: only then may a new one take its place."""

from aijournal.errors import AijournalError
from aijournal.journal.connection import says_sample_data
from aijournal.journal.lock import take_all
from aijournal.paths import Paths


def is_sample_journal(paths: Paths) -> bool:
    """Whether there is a journal and it says of itself that it is sample data; leaves no trace."""
    return paths.journal.exists() and says_sample_data(paths.journal)


def remove_sample_journal(paths: Paths) -> None:
    """Remove the journal if it is one of sample data.

    Raises `LockedError` while somebody has it open, and `AijournalError` if it is no such journal; nothing
    is changed then.
    """
    with take_all(paths):  # nobody can put another journal there meanwhile
        if not is_sample_journal(paths):
            raise AijournalError(
                "This is no sample data",
                f"There is no journal of sample data at {paths.journal}. Nothing was changed.",
            )
        for suffix in ("-wal", "-shm", ""):  # the journal itself last: it says what it is
            paths.journal.with_name(f"{paths.journal.name}{suffix}").unlink(missing_ok=True)
