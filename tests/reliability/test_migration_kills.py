"""A migration that is killed leaves the old journal or the new one, never something between."""

import sys
from pathlib import Path

import pytest

from aijournal.journal.migrations import SCHEMA_VERSION
from tests.reliability.driver import drive

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no fork there")
_OLD = 3


def test_a_killed_migration_is_whole_or_not_there_and_the_next_start_finishes(
    tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    kills = 50 if pytestconfig.getoption("--full-counts") else 10
    ended = drive("migration_kills", tmp_path, kills, seconds=600)
    assert ended["problems"] == []
    assert ended["hits"] == []
    assert len(ended["versions"]) == kills
    assert {tuple(version) for version in ended["versions"]} <= {(_OLD, False), (SCHEMA_VERSION, True)}
    assert [_OLD, False] in ended["versions"]  # some kills did come in time
