"""Whatever was acknowledged survives `kill -9`, and nothing is there by half.

A few dozen kills run every time; `pytest --full-counts` runs hundreds, as a release demands.
"""

import sys
from pathlib import Path

import pytest

from tests.reliability.driver import drive

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="processes there are neither forked nor killed so"
)


def test_no_acknowledged_act_is_lost_and_none_is_there_by_half(
    tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    kills = 200 if pytestconfig.getoption("--full-counts") else 40
    ended = drive("kills", tmp_path / "home", kills, 7, seconds=600)
    assert ended["problems"] == []
    assert ended["hits"] == []
    assert ended["kills"] == kills
    assert ended["acknowledged"] > kills
