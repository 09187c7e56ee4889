"""The measure of scrolling measures; how fast this machine is, it does not judge."""

import pytest
from PySide6.QtWidgets import QApplication

from aijournal.paths import Paths
from tests.benchmarks.scrolling import FRAME_MS, StepTimes, measure_scrolling
from tests.ui.journal_stage import logged
from tests.ui.stage import CLOCK, OFFSCREEN_WARNINGS, flush_deletions

pytestmark = pytest.mark.qt_log_ignore(OFFSCREEN_WARNINGS, extend=True)


def test_every_way_of_moving_is_measured(qapp: QApplication, paths: Paths) -> None:
    logged(paths, 300)
    ways = measure_scrolling(qapp, paths, CLOCK, steps=3)
    flush_deletions()
    assert [way.name for way in ways] == ["one row down", "page down", "end, home", "drag", "wheel"]
    for way in ways:
        assert way.steps == 3
        assert 0 < way.worked_median <= way.worked_most
        assert way.worked_most <= way.settled_most
        assert 0 < way.busy_median <= way.busy_most <= way.settled_most


def test_a_frame_is_the_limit() -> None:
    assert StepTimes("x", 1, 5.0, 90.0, 5.0, FRAME_MS, 9.0, 99.0).fits_a_frame
    assert not StepTimes("x", 1, 5.0, 5.0, 5.0, FRAME_MS + 1, 9.0, 9.0).fits_a_frame
    assert not StepTimes("x", 1, FRAME_MS + 1, 5.0, 5.0, 5.0, 9.0, 9.0).fits_a_frame
