"""A driver: many command lines and an open window's journal write at once; a holder is killed; one waits."""

import os
import random
import signal
import sys
from pathlib import Path

from aijournal.domain.assessment import Door
from aijournal.domain.entry_filter import EVERYTHING
from aijournal.domain.entry_line import EntryLine
from aijournal.errors import LockedError
from aijournal.journal.connection import writing
from aijournal.journal.journal import Journal
from aijournal.journal.lock import take_all
from aijournal.paths import HOME_VARIABLE, Paths, find_paths
from tests.reliability.acts import START, Writer, open_journal, unsound
from tests.reliability.driver import answer, type_command
from tests.reliability.forking import READY, Act, Child, Report, guard, start

PATIENCE = 20  # seconds


def write_together(paths: Paths, writers: int, inserts: int) -> dict[str, object]:
    """Let command lines and a process that keeps the journal open write at once; count what arrived."""
    window = start(_keep_open(paths, inserts))
    children = [window, *(start(_command_line(number, inserts)) for number in range(writers))]
    said = [line for child in children for line in _ended(child)]
    with open_journal(paths) as journal:
        titles = {entry.interaction.title for entry in journal.entries(EVERYTHING, START, 10**9).rows}
        problems = unsound(journal)
    return {"acknowledged": len(said), "lost": sorted(set(said) - titles), "problems": problems}


def kill_a_holder(paths: Paths) -> dict[str, object]:
    """Kill a process that is in the middle of a transaction, and log at once."""
    holder = start(_hold_write_lock(paths))
    holder.read_line(PATIENCE)
    os.kill(holder.pid, signal.SIGKILL)
    holder.end()
    with open_journal(paths) as journal:
        problems = unsound(journal)
    code, words = type_command(["log", "right after the kill"])
    return {"code": code, "words": words, "problems": problems}


def wait_for_a_holder(paths: Paths) -> dict[str, object]:
    """Log while another process keeps on writing for longer than anybody waits."""
    holder = start(_hold_write_lock(paths))
    holder.read_line(PATIENCE)
    code, words = type_command(["log", "while it is busy"])
    os.kill(holder.pid, signal.SIGKILL)
    holder.end()
    return {"code": code, "words": words, "pid": holder.pid}


def replace_what_is_open(paths: Paths) -> dict[str, object]:
    """Take the whole lock while another process has the journal open."""
    holder = start(Writer(paths, {}, seed=random.randrange(10**6)))
    holder.read_line(PATIENCE)
    try:
        with take_all(paths):
            words = "taken"
    except LockedError as error:
        words = error.message
    os.kill(holder.pid, signal.SIGKILL)
    holder.end()
    with take_all(paths):
        return {"words": words, "pid": holder.pid}


def _ended(child: Child) -> list[str]:
    said, code = child.end()
    if code:
        raise RuntimeError(f"A writer ended with {code}")
    return said


def _keep_open(paths: Paths, inserts: int) -> Act:
    def act(report: Report) -> None:
        with open_journal(paths) as journal:
            for number in range(inserts):
                _log(journal, f"window {number}")
                report(f"window {number}")

    return act


def _log(journal: Journal, title: str) -> None:
    journal.log(EntryLine(title=title), START, Door.QUICK_LOG)


def _command_line(writer: int, inserts: int) -> Act:
    def act(report: Report) -> None:
        for number in range(inserts):
            title = f"writer {writer} entry {number}"
            code, words = type_command(["log", title])
            if code:
                raise RuntimeError(words)
            report(title)

    return act


def _hold_write_lock(paths: Paths) -> Act:
    def act(report: Report) -> None:
        with open_journal(paths) as journal, writing(journal._db):
            journal._db.execute("INSERT INTO model (name) VALUES ('half a transaction')")
            report(READY)
            signal.pause()

    return act


if __name__ == "__main__":
    live, home = guard(), sys.argv[1]
    os.environ[HOME_VARIABLE] = home
    place = find_paths({HOME_VARIABLE: str(Path(home))})
    type_command(["list"])  # loads what commands load late
    answer(
        {
            "together": write_together(place, int(sys.argv[2]), int(sys.argv[3])),
            "killed": kill_a_holder(place),
            "busy": wait_for_a_holder(place),
            "open": replace_what_is_open(place),
            "hits": live.hits,
        }
    )
