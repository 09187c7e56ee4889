"""Many processes write to one journal: none loses anything, and who has to wait is told for whom."""

import sys
from typing import Any

import pytest

from aijournal.errors import ExitCode
from tests.reliability.driver import drive

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no fork there")
_WRITERS = 10


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config) -> Any:
    """Let the crowd write once for all tests: 20 entries each, 100 with `--full-counts`."""
    inserts = 100 if pytestconfig.getoption("--full-counts") else 20
    return drive("crowd", tmp_path_factory.mktemp("crowd") / "home", _WRITERS, inserts, seconds=600), inserts


def test_nothing_is_lost_when_a_window_and_ten_command_lines_write(crowd: Any) -> None:
    together, inserts = crowd[0]["together"], crowd[1]
    assert together["acknowledged"] == (_WRITERS + 1) * inserts
    assert (together["lost"], together["problems"]) == ([], [])
    assert crowd[0]["hits"] == []


def test_a_killed_writer_holds_nobody_up(crowd: Any) -> None:
    assert crowd[0]["killed"] == {"code": ExitCode.DONE, "words": "", "problems": []}


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux tells who holds a lock")
def test_who_waits_too_long_is_told_for_whom(crowd: Any) -> None:
    busy = crowd[0]["busy"]
    assert busy["code"] == ExitCode.LOCKED
    assert f"locked by process {busy['pid']} (" in busy["words"]
    assert "Nothing was lost" in busy["words"]
    assert "\n" not in busy["words"]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux tells who holds a lock")
def test_what_replaces_the_journal_names_who_has_it_open(crowd: Any) -> None:
    assert f"open in another aijournal: process {crowd[0]['open']['pid']} (" in crowd[0]["open"]["words"]
