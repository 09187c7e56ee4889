from collections.abc import Iterator
from zoneinfo import ZoneInfo

import pytest

from aijournal.journal.journal import Journal
from aijournal.paths import Paths
from aijournal.settings import Settings


@pytest.fixture
def journal(paths: Paths) -> Iterator[Journal]:
    with Journal.open(paths, Settings(), ZoneInfo("Europe/Berlin")) as opened:
        yield opened
