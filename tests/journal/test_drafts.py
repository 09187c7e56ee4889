"""Drafts: what is being typed outlives the program."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from aijournal.journal.journal import Journal
from aijournal.paths import Paths
from aijournal.settings import Settings
from tests.journal.builders import NEW_YORK, NOW
from tests.processes import environment

TYPED = "Half a thought: the parser 🦉\n\twas slow, and\0then it +"

# Keeps a draft, says so, and then waits for its end, which comes before it can do anything else.
KEEP = """
import sys
from datetime import UTC, datetime
from zoneinfo import ZoneInfo
from aijournal.journal.journal import Journal
from aijournal.paths import find_paths
from aijournal.settings import Settings
journal = Journal.open(find_paths(), Settings(), ZoneInfo("UTC"))
for number in range(int(sys.argv[1])):
    journal.drafts.keep("log", f"typed {number}", datetime.now(UTC))
    print(number, flush=True)
sys.stdin.read()
"""


def test_a_draft_is_kept_until_it_is_dropped(journal: Journal) -> None:
    journal.drafts.keep("log", "first", NOW)
    journal.drafts.keep("note 7", "other", NOW)
    journal.drafts.keep("log", TYPED, NOW)
    assert journal.drafts.get("log") == TYPED
    journal.drafts.drop("log")
    assert journal.drafts.get("log") == ""
    assert journal.drafts.get("note 7") == "other"


def test_an_empty_draft_is_none(journal: Journal) -> None:
    journal.drafts.keep("log", "something", NOW)
    journal.drafts.keep("log", "", NOW)
    assert journal._db.execute("SELECT count(*) FROM draft").fetchone() == (0,)
    journal.drafts.drop("log")


def test_a_draft_outlives_the_journal_being_closed(paths: Paths) -> None:
    with Journal.open(paths, Settings(), NEW_YORK) as journal:
        journal.drafts.keep("log", TYPED, NOW)
    with Journal.open(paths, Settings(), NEW_YORK) as journal:
        assert journal.drafts.get("log") == TYPED


def test_a_draft_is_no_act_that_could_be_undone(journal: Journal) -> None:
    journal.drafts.keep("log", "something", NOW)
    assert journal.undo() is None


@pytest.mark.skipif(sys.platform == "win32", reason="no signal that cannot be caught")
@pytest.mark.parametrize("kept", [1, 3, 20])
def test_a_kill_loses_nothing_that_was_kept(home: Path, paths: Paths, kept: int) -> None:
    command = [sys.executable, "-c", KEEP, str(kept)]
    where = environment(AIJOURNAL_HOME=str(paths.data.parent))
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=home, env=where, stdin=pipe, stdout=pipe, text=True) as process:
        assert process.stdout is not None
        told = [process.stdout.readline().strip() for _ in range(kept)]
        os.kill(process.pid, signal.SIGKILL)
        process.wait(timeout=30)
    assert told[-1] == str(kept - 1)
    with Journal.open(paths, Settings(), NEW_YORK) as journal:
        assert journal.drafts.get("log") == f"typed {kept - 1}"
