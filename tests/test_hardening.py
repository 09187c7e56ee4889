"""The memory of the process stays its own, from the first moment on."""

import sys
from pathlib import Path

import pytest

from tests.processes import run_python

_SHOW = """
import ctypes, resource, sys
from aijournal import __main__ as program

def show():
    is_dumpable = ctypes.CDLL(None).prctl(3, 0, 0, 0, 0) if sys.platform == "linux" else 0
    print(*resource.getrlimit(resource.RLIMIT_CORE), is_dumpable)

def see(event, arguments):
    if event == "aijournal.journal.opened":
        show()
"""
_RUN = """
sys.addaudithook(see)
sys.argv = ["aijournal", "list"]
sys.exit(program.main())
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no core dumps there")
def test_no_core_is_dumped_and_nobody_looks_in_while_the_journal_is_open(home: Path) -> None:
    ended = run_python(home, "-c", _SHOW + _RUN)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout.splitlines()[0] == "0 0 0"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells whether others may look in")
def test_a_process_that_was_not_hardened_shows_itself(home: Path) -> None:
    """Show that the test above sees what it looks for."""
    ended = run_python(home, "-c", f"{_SHOW}\nshow()")
    assert ended.stdout.split()[-1] == "1"
