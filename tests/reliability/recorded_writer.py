"""A program to be recorded or disturbed: logs numbered entries, and acknowledges each on stdout."""

import os
import sys

from aijournal.domain.assessment import Door
from aijournal.domain.entry_line import EntryLine
from aijournal.errors import AijournalError
from aijournal.journal.journal import Journal
from aijournal.paths import find_paths
from tests.reliability.acts import START, open_journal


def write(home: str, count: int, synchronous: str) -> None:
    """Log so many entries; `synchronous` other than FULL is what must not be."""
    with open_journal(find_paths({"AIJOURNAL_HOME": home})) as journal:
        journal._db.execute(f"PRAGMA synchronous = {synchronous}")
        for number in range(count):
            _log(journal, number)
            os.write(1, f"ack {number}\n".encode())


def write_until_it_works(home: str, count: int) -> None:
    """Log entries, trying each a second time after a plain error; tell the errors on stdout."""
    done = 0
    for _ in range(2):
        try:
            with open_journal(find_paths({"AIJOURNAL_HOME": home})) as journal:
                while done < count:
                    _try_twice(journal, done)
                    os.write(1, f"ack {done}\n".encode())
                    done += 1
        except AijournalError as error:
            _tell(error)


def _try_twice(journal: Journal, number: int) -> None:
    try:
        _log(journal, number)
    except AijournalError as error:
        _tell(error)
        _log(journal, number)


def _tell(error: AijournalError) -> None:
    os.write(1, f"refused {error.title}\n".encode())


def _log(journal: Journal, number: int) -> None:
    journal.log(EntryLine(title=f"entry {number}"), START, Door.QUICK_LOG)


if __name__ == "__main__":
    if sys.argv[3] == "twice":
        write_until_it_works(sys.argv[1], int(sys.argv[2]))
    else:
        write(sys.argv[1], int(sys.argv[2]), sys.argv[3])
