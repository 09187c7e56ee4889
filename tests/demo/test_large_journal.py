"""A journal for measuring: as large as it was asked for."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from aijournal.demo.large_journal import make_large_journal
from aijournal.domain.entry_filter import EVERYTHING, EntryFilter
from aijournal.domain.totals import GroupBy
from aijournal.journal.journal import Journal
from aijournal.paths import Paths
from aijournal.settings import Settings

TODAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.fixture
def journal(paths: Paths) -> Iterator[Journal]:
    told: list[int] = []
    make_large_journal(paths, TODAY, interactions=600, calls=4_000, progress=told.append)
    assert told[-1] == 600
    with Journal.open(paths, Settings(), ZoneInfo("UTC")) as opened:
        yield opened


def test_it_has_exactly_as_many_interactions_and_calls(journal: Journal) -> None:
    total = journal.totals(EVERYTHING).total
    assert (total.interactions, total.calls, total.unpriced_calls) == (600, 4_000, 0)
    assert journal.is_demo


def test_it_spreads_over_ten_years_tools_projects_and_models(journal: Journal) -> None:
    days = [entry.interaction.local_day for entry in journal.entries(EVERYTHING, NOW, 600).rows]
    assert min(days) < TODAY - timedelta(days=3_600)
    assert max(days) < TODAY
    assert len(journal.totals(EVERYTHING, GroupBy.TOOL).rows) == 4
    assert len(journal.totals(EVERYTHING, GroupBy.PROJECT).rows) == 6
    assert len(journal.totals(EVERYTHING, GroupBy.MODEL).rows) > 8


def test_half_of_it_is_judged_and_some_can_be_searched(journal: Journal) -> None:
    judged = sum(day.assessed for day in journal.value_days(EVERYTHING))
    assert 240 < judged < 360
    assert journal.entries(EntryFilter(search="for"), NOW, 10).rows
